"""By which ways do goods leave the region, and who can close them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Floats
from simulator.model.events import Outside
from simulator.model.setting import Setting
from simulator.model.world import World


@dataclass(frozen=True)
class Routes:
    """The ways out of the region at a moment."""

    captive: Floats
    """(h, p, r): share of a host's exports that must cross a power's territory, for want of another way."""
    passable: Floats
    """(c, r): share of the goods that want to take a corridor for which it has room, 0 to 1."""


def routes(setting: Setting, world: World, outside: Outside) -> Routes:
    """Take stock of the ways out."""
    runs = world.gdp.shape[-1]
    return Routes(
        captive=np.zeros((len(setting.hosts), len(setting.powers), runs)),
        passable=np.ones((len(setting.corridors), runs)),
    )

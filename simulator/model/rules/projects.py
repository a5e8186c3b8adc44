"""How do projects come to produce, and whose is their output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Codes, Floats
from simulator.model.events import Outside
from simulator.model.setting import Setting
from simulator.model.world import World


@dataclass(frozen=True)
class Openings:
    """The project that each power would ask for in a host's sector, arrays (h, p, k, r)."""

    project: Codes
    """0 for none, n for the n-th of the scenario."""
    free: Floats
    """Share of its output that can still be won, 0 to 1."""
    worth: Floats
    """What all of its output would be worth to the power in a host of strategic worth 1, US$bn."""


def openings(setting: Setting, world: World, outside: Outside) -> Openings:
    """Find the project that each power wants most in each sector of each host."""
    shape = (len(setting.hosts), len(setting.powers), len(setting.sectors), world.gdp.shape[-1])
    return Openings(np.zeros(shape, dtype=np.int8), np.zeros(shape), np.zeros(shape))

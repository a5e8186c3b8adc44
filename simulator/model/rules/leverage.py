"""What could each power do to each host, and how likely is it to: leverage, harm and propensity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Floats
from simulator.model.events import Outside
from simulator.model.rules.corridors import Routes
from simulator.model.rules.influence import Influence
from simulator.model.setting import Setting
from simulator.model.world import World


@dataclass(frozen=True)
class Leverage:
    """The powers' hold on the hosts, arrays (h, p, r)."""

    strongest: Floats
    """GDP that the host would lose in a year of the power's strongest lever at full use, as a fraction."""
    retaliation: Floats
    """Points that the host expects to lose by other powers' pressure, per unit by which an offer of this power
    dilutes their shares."""
    red_line: Floats
    """Points that the host expects to lose by other powers' pressure if it crosses their red line with this power."""
    threat: Floats
    """Points that the host expects to lose if it refuses an offer of this power made under a threat."""
    threatens: Floats
    """Chance that the power puts a threat behind an offer."""


def leverage(setting: Setting, world: World, outside: Outside, now: Influence, ways: Routes) -> Leverage:
    """Take stock of the powers' leverage."""
    nothing = np.zeros_like(world.trade)
    return Leverage(nothing, nothing, nothing, nothing, nothing)

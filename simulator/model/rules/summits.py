"""When does a power hold a summit with all hosts, and what comes of it beside offers."""

from __future__ import annotations

import numpy as np

from simulator.model.arithmetic import DT, Bools, Floats
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams
from simulator.model.world import World


def call_summits(setting: Setting, world: World, streams: Streams) -> Bools:
    """Find out which powers hold a summit this quarter, by chance or because an event calls one: (p, r).

    The chance is 1 - exp(-summits dt); what events add to it counts where it is more.
    """
    chance = np.maximum(1.0 - np.exp(-setting.figures.summits * DT), world.summit_called)
    world.summit_called = np.zeros_like(world.summit_called)
    held: Bools = streams[Stream.SUMMIT] < chance * setting.parameters.mechanisms.summits
    return held


def usual_chance(setting: Setting) -> float:
    """Return the chance that any power holds a summit in a quarter in which no event calls one."""
    a_year = float(setting.figures.summits.sum()) * setting.parameters.mechanisms.summits
    return float(1.0 - np.exp(-a_year * DT))


def warm(setting: Setting, world: World, summits: Bools) -> None:
    """Let a summit win the power goodwill with every host, which fades as that of purchases does."""
    won: Floats = setting.parameters.summits.goodwill * summits
    world.goodwill = world.goodwill + won

"""When does a leader go, and what does a new one change: succession."""

from __future__ import annotations

import numpy as np

from simulator.model.arithmetic import DT, Bools
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams
from simulator.model.world import World

NARROWEST, WIDEST = 0.05, 0.95
"""Bounds of a new leader's winning coalition: nobody rules alone, and nobody with all."""


def succeed(setting: Setting, world: World, streams: Streams) -> Bools:
    """Let leaders grow old in office and go; return where a new one came, (h, r).

    The hazard a year is (k/l) (ten/l)^(k - 1) + s_U Un. An event takes the leader away with the chance that it gives,
    whether or not leaders go by themselves.
    """
    free = setting.parameters.succession
    world.tenure = world.tenure + DT
    age = free.shape / free.scale * (world.tenure / free.scale) ** (free.shape - 1.0)
    chance = 1.0 - np.exp(-(age + free.unrest_effect * world.unrest) * DT)
    going = np.maximum(chance * setting.parameters.mechanisms.succession, world.succession_due)
    change: Bools = streams[Stream.SUCCESSION][0] < going
    world.succession_due = np.zeros(world.tenure.shape)
    _install(setting, world, change, streams)
    return change


def _install(setting: Setting, world: World, change: Bools, streams: Streams) -> None:
    """Let new leaders take office: with a following, a price and a view of each power of their own.

    W = W0 + s_W eps; v0 = the host's + s_v eps, 0 or more; the hostility of the public to each power is the host's
    times exp(s_H eps), 1 at most; Leg' = Leg + c_L (Leg* - Leg). Each exclusive lock ends with chance p_end.
    """
    free, figures = setting.parameters.succession, setting.figures
    following, price, *views = streams[Stream.NEW_LEADER]
    coalition = np.clip(figures.coalition + free.coalition_noise * following, NARROWEST, WIDEST)
    hurdle = np.maximum(figures.hurdle + free.hurdle_noise * price, 0.0)
    hostility = np.minimum(figures.hostility * np.exp(free.hostility_noise * np.stack(views, axis=1)), 1.0)
    fresh = world.legitimacy + free.honeymoon * (setting.parameters.legitimacy.norm - world.legitimacy)

    world.tenure = np.where(change, 0.0, world.tenure)
    world.coalition = np.where(change, coalition, world.coalition)
    world.hurdle = np.where(change, hurdle, world.hurdle)
    world.legitimacy = np.where(change, fresh, world.legitimacy)
    by_power = change[:, None]
    world.hostility = np.where(by_power, hostility, world.hostility)
    world.hostility_norm = np.where(by_power, hostility, world.hostility_norm)
    ended = by_power & (streams[Stream.SUCCESSION][1:].swapaxes(0, 1) < free.lock_end)
    world.lock_holder[ended] = -1
    world.lock_left[ended] = 0

"""When does the public rise against what a power builds: protest."""

from __future__ import annotations

import numpy as np

from simulator.model.arithmetic import Bools
from simulator.model.rules.delivery import Delivery
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams
from simulator.model.world import World


def protest(setting: Setting, world: World, delivery: Delivery, streams: Streams) -> Bools:
    """Let the public rise against visible projects; return where it did, (h, p, r).

    The chance a quarter is 1 - exp(-h_p W hostility visible money / A_std), with the money that the quarter disbursed;
    the narrower the coalition, the less protest a regime lets happen. Each protest adds to unrest and to hostility, and
    takes from legitimacy; hostility goes back to its usual level by rho_H a quarter.
    """
    free = setting.parameters.protest
    openness = free.hazard * world.coalition / setting.standard_deal(world.gdp)
    chance = 1.0 - np.exp(-openness[:, None] * world.hostility * delivery.visible)
    protests: Bools = streams[Stream.PROTEST] < chance * setting.parameters.mechanisms.protest

    calmed = world.hostility + free.fading * (world.hostility_norm - world.hostility)
    world.hostility = np.minimum(calmed + free.anger * protests, 1.0)
    count = protests.sum(1)
    world.unrest = np.minimum(world.unrest + free.unrest * count, 1.0)
    world.legitimacy = np.maximum(world.legitimacy - free.legitimacy_loss * count, 0.0)
    return protests

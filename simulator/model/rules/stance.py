"""How far does a host mean to keep to sanctions: as far as it pays."""

from __future__ import annotations

import numpy as np

from simulator.model.arithmetic import Floats
from simulator.model.rules.leverage import Leverage, exposed_trade
from simulator.model.setting import Setting
from simulator.model.world import World


def incentive(setting: Setting, world: World, hold: Leverage) -> Floats:
    """Return what compliance pays, in points a year per unit: relief - pt(mu_re T_exposed), (h, r).

    Relief is the harm of being listed that it spares the host; the cost is the margin on trade with the sanctioned.
    """
    margin = setting.parameters.conditions.trade_margin
    return hold.relief - 1000.0 * margin * exposed_trade(setting, world) / world.gdp


def stance(setting: Setting, host: int, pays: Floats, paid_at_start: Floats) -> Floats:
    """Return the compliance at which a host aims: s* = s0 + a_i (incentive - incentive at the start), 0 to 1, (r)."""
    response = setting.parameters.stance.response
    aim: Floats = np.clip(setting.figures.compliance[host] + response * (pays - paid_at_start), 0.0, 1.0)
    return aim

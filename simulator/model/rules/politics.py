"""How firmly do governments sit: legitimacy and unrest."""

from __future__ import annotations

import numpy as np

from simulator.model.arithmetic import DT, Bools, Floats, total
from simulator.model.events import Outside
from simulator.model.rules.delivery import Delivery
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams
from simulator.model.world import World


def move_legitimacy(setting: Setting, world: World, delivery: Delivery, streams: Streams) -> None:
    """Move the support of governments.

    Leg' = Leg + dt (aL (Leg* - Leg) + 4 aG (g - gbar) - aF visible disliked money / Y - aA [arrears]
    + aR rents (1 - W) / Y) + sLeg eps; money and rents are the quarter's, at annual rates.
    """
    free = setting.parameters.legitimacy
    per_gdp = 1.0 / (world.gdp * DT)
    disliked = total(world.hostility * delivery.visible, 1) * per_gdp
    rents = total(setting.figures.rent * delivery.money, 1) * per_gdp
    drift = DT * (
        free.reversion * (free.norm - world.legitimacy)
        + 4.0 * free.growth_effect * (world.growth - setting.figures.trend)
        - free.hostility_effect * disliked
        - free.arrears_effect * world.arrears
        + free.rents_effect * rents * (1.0 - world.coalition)
    )
    world.legitimacy = np.clip(world.legitimacy + drift + free.noise * streams[Stream.LEGITIMACY], 0.0, 1.0)


def stir_unrest(setting: Setting, world: World, outside: Outside, price_move: Floats, streams: Streams) -> Bools:
    """Let unrest fade and break out; return where it broke out, (h, r).

    The hazard a year is h0 exp(u_L (.5 - Leg) + u_P [price shock] + u_S [ten < u_t] + u_W [wat > u_w]); an outbreak
    lifts unrest to a level uniform between u_J and 1; unrest halves every u_h quarters. A price shock is a move of the
    (log) commodity price over the quarter, `price_move` (r), beyond u_dP.
    """
    free = setting.parameters.unrest
    outbreak_draw, level_draw = streams[Stream.UNREST]
    shock = np.abs(price_move) > free.price_shock
    unsettled = world.tenure < free.settling
    parched = outside.water_stress > free.water_threshold
    hazard = setting.figures.unrest_hazard * np.exp(
        free.legitimacy_slope * (0.5 - world.legitimacy)
        + free.price_slope * shock
        + free.succession_slope * unsettled
        + free.water_slope * parched
    )
    outbreak: Bools = outbreak_draw < 1.0 - np.exp(-hazard * DT)
    level = free.jump + (1.0 - free.jump) * level_draw
    faded = world.unrest * 0.5 ** (1.0 / free.half_life)
    world.unrest = np.where(outbreak, np.maximum(faded, level), faded)
    return outbreak

"""What does a host under pressure give up to be rid of it: whether it gives in, and what that costs whom.

To a power that enforces sanctions a host gives compliance. To any other it gives up a part of what is in the pipeline
of the rival that the power minds most, rivalry times money; where no rival has a deal, a part of the security tie with
the rival that it minds most, rivalry times tie. Where there is nothing to give, it cannot give in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Bools, Floats, logistic, total
from simulator.model.deals.standing import Standing
from simulator.model.deals.valuation import dollar
from simulator.model.rules.leverage import Leverage
from simulator.model.setting import Setting
from simulator.model.slots import Places
from simulator.model.world import World


@dataclass(frozen=True)
class Sacrifice:
    """What the hosts under pressure could give up: arrays (measure), one for each of the measures asked about."""

    host: Places
    power: Places
    """The power that presses."""
    run: Places
    enforces: Bools
    """Whether the measure enforces sanctions."""
    rival: Places
    """The power that would pay for it, if it does not."""
    deals: Bools
    """Whether what the rival has in the pipeline would be cut; if not, the security tie with it."""
    possible: Bools
    """Whether there is anything to give up."""


def sacrifice(setting: Setting, world: World, host: Places, power: Places, run: Places) -> Sacrifice:
    """Find what hosts could give up to end some measures: their hosts, powers and runs, (measure)."""
    for_sanctions = np.array([lever.sanctions for _, lever in setting.levers] or [False])
    enforces = for_sanctions[world.pressure_lever[host, power, run]]
    minds = setting.rivalry[power, :, 0] * (np.arange(len(setting.powers)) != power[:, None])
    money = minds * total(world.pipeline[host, :, :, run], 2)
    tie = minds * world.security_tie[host, :, run]
    deals = money.max(1) > 0.0
    rival = np.where(deals, money.argmax(1), tie.argmax(1))
    return Sacrifice(host, power, run, enforces, rival, deals, enforces | deals | (tie.max(1) > 0.0))


def cost(setting: Setting, world: World, at: Standing, given: Sacrifice) -> Floats:
    """Return what each sacrifice costs the host, in points, with the loss of face: (measure).

    Compliance costs c_s times a complete clause; a deal, the worth of the part c_Q of the money that would have
    arrived, pt(c_Q sum_k Q_k b u_k); a tie, the cover that its fall takes away. Loss of face is w_rep (1 - x).
    """
    free = setting.parameters.coercion
    host, power, rival, run = given.host, given.power, given.rival, given.run
    per_dollar = dollar(
        gift=setting.gift[host, rival, :, 0],
        rent=at.rent[host, rival, run][:, None],
        spillover=setting.spillover[host, :, 0],
        absorption=at.absorption[host, run][:, None],
        cash_part=setting.cash_part[rival, :, 0],
        scarcity=at.scarcity[host, run][:, None],
    )
    worth = total(world.pipeline[host, rival, :, run] * per_dollar, 1)
    deals = free.surrender * at.points[host, run] * at.belief[host, rival, run] * worth
    ties = at.cover_gain[host, rival, run] * np.minimum(free.retreat, world.security_tie[host, rival, run])
    obedience = free.obedience * at.sanctions_cost[host, power, run]
    warmth = world.warmth[host, power, run]
    price = np.where(given.enforces, obedience, np.where(given.deals, deals, ties))
    return np.asarray(price + free.reputation * (1.0 - warmth))


def yielding(setting: Setting, world: World, hold: Leverage, at: Standing) -> Floats:
    """Return the chance that each host gives in to each power this quarter, 0 where nobody presses: (h, p, r).

    It is logistic(lam (harm left - cost)), where harm left is the bite of the measure at its intensity over its mean
    length.
    """
    free = setting.parameters.coercion
    chance = np.zeros(world.pressure.shape)
    given = sacrifice(setting, world, *np.nonzero(world.pressure))
    host, power, run = place = given.host, given.power, given.run
    bite = hold.bite[world.pressure_lever[place], host, run]
    harm = bite * world.pressure[place] * (free.duration / 4.0)
    wants = logistic(at.precision[host, run] * (harm - cost(setting, world, at, given)))
    chance[host, power, run] = wants * given.possible
    return chance


def give_in(setting: Setting, world: World, conceded: Bools) -> Floats:
    """Carry out what was conceded, (h, p, r); return the money cancelled with it, US$bn, (h, p, k, r).

    A part of every instalment that a rival still has to pay is struck off, so what is left goes on at its pace. Two
    powers that press at once get one cut between them where they mind the same rival.
    """
    free = setting.parameters.coercion
    given = sacrifice(setting, world, *np.nonzero(conceded & (world.pressure > 0.0)))
    obeys, sheds = given.enforces, ~given.enforces & given.deals
    drifts = ~given.enforces & ~given.deals & given.possible
    host, run = given.host, given.run
    np.add.at(world.compliance, (host[obeys], run[obeys]), free.obedience)
    np.minimum(world.compliance, 1.0, out=world.compliance)
    fall = np.zeros(world.security_tie.shape)
    fall[host[drifts], given.rival[drifts], run[drifts]] = free.retreat
    world.security_tie = np.maximum(world.security_tie - fall, 0.0)

    cancelled = np.zeros(world.pipeline.shape)
    cut = np.zeros(world.pressure.shape, dtype=bool)
    cut[host[sheds], given.rival[sheds], run[sheds]] = True
    h, q, r = np.nonzero(cut)
    cancelled[h, q, :, r] = free.surrender * world.pipeline[h, q, :, r]
    world.pipeline -= cancelled
    world.pace[h, q, :, r] *= 1.0 - free.surrender
    world.endings[:, h, q, :, r] *= 1.0 - free.surrender
    return cancelled

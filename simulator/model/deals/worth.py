"""What is a signed offer worth to the power that makes it, in US$bn, before its cost.

WTP = strat {vI 100 ds (1 + (lossav - 1) [s < ref - l_s]) + vN 100 sum_q rivalry_q ds_q forgone + clauses
+ vS fit (sqrt(A + sat Q) - sqrt(sat Q)) + o worth of the project's output} + export worth of a purchase
+ A b worth of the corridors that each US$ widens,

where Q is what the power has in the sector's pipeline. The same parts make up the worth of the candidates of a menu
and that of the offers on the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np

from simulator.model.arithmetic import Floats
from simulator.model.deals.standing import Standing
from simulator.model.deals.valuation import Bid, Valuation
from simulator.model.events import Outside
from simulator.model.offers import Clause, Table
from simulator.model.rules.projects import Openings
from simulator.model.setting import Setting
from simulator.model.slots import Places, Slots
from simulator.model.world import World


@dataclass(frozen=True)
class Stake:
    """What the worth of an offer depends on beside its terms: numbers that broadcast over the slots of a `Standing`."""

    strategic: Floats
    """How much the host matters to the power, 0 to 1."""
    influence: Floats | float
    """US$bn for a percentage point of influence."""
    sector: Floats
    """US$bn per square root of US$bn."""
    waiting: Floats
    """What the power has in the sector's pipeline, as far as it counts, US$bn."""
    exports: Floats
    """US$ per US$ sold."""
    widening: Floats
    """US$ per US$ that arrives, for the corridors that it widens."""
    output: Floats
    """US$bn for all of the project's output."""
    recognition: Floats | float
    """US$bn for the complete clause, as for the next three."""
    collateral: Floats
    governance: Floats | float
    sanctions: Floats | float
    """At full enforcement."""
    enforcement: Floats
    """How strictly the power enforces its sanctions, 0 to 1."""
    exclusive: Floats
    """US$bn for the sector."""


def per_dilution(setting: Setting, at: Standing, stake: Stake) -> Floats:
    """Return what the power's own rise and everyone else's fall are worth, US$bn per unit of dilution.

    Its share rises by dilution (1 - s), and every other share falls by dilution times itself.
    """
    free = setting.parameters.bidding
    real = at.share.dtype.type
    per_share = stake.influence * np.where(at.share < at.entitled, real(free.loss_aversion), real(1.0))
    out: Floats = stake.strategic * 100.0 * (per_share * (1.0 - at.share) + free.rivalry_weight * at.rivalled)
    return out


def sector(stake: Stake, amount: Floats) -> Floats:
    """Return the worth of the money to the power's interests in the sector, US$bn."""
    worth: Floats = stake.strategic * stake.sector * (np.sqrt(amount + stake.waiting) - np.sqrt(stake.waiting))
    return worth


def per_dollar(stake: Stake, at: Standing) -> Floats:
    """Return the worth of each US$ by the goods that it buys and the corridors that it widens, US$."""
    return stake.exports + stake.widening * at.belief


def output(stake: Stake, offtake: Floats) -> Floats:
    """Return the worth of a share of a project's output, US$bn."""
    return stake.strategic * stake.output * offtake


def clauses(stake: Stake, bid: Bid) -> dict[Clause, Floats]:
    """Return what each clause that is asked for is worth in a host of strategic worth 1, US$bn."""
    return {
        Clause.RECOGNITION: stake.recognition * bid.recognition,
        Clause.COLLATERAL: stake.collateral * bid.collateral,
        Clause.GOVERNANCE: stake.governance * bid.governance,
        Clause.SANCTIONS: stake.sanctions * bid.sanctions * stake.enforcement,
        Clause.EXCLUSIVE: stake.exclusive * bid.exclusive,
    }


@dataclass(frozen=True)
class Worth:
    """What the offers in a set of slots are worth to their powers: arrays (offer), US$bn."""

    slots: Slots
    signed: Floats
    """If signed, before the cost (WTP)."""
    cost: Floats
    """What the power would have to commit."""
    clauses: dict[Clause, Floats]
    """The parts of `signed` that are owed to each clause."""
    waiting: Places
    """Which of the offers are counters that wait for the power's answer."""

    @property
    def net(self) -> Floats:
        """What the power gains by a signature."""
        return self.signed - self.cost


def worth_of_table(setting: Setting, world: World, outside: Outside, openings: Openings, valuation: Valuation) -> Worth:
    """Work out what the offers on the table are worth to their powers.

    Of a project's output, no more counts than is still free.
    """
    slots, at, bid, moved = valuation.slots, valuation.at, valuation.bid, valuation.moved
    stake = _stakes(setting, world, outside, openings, slots)
    asked: dict[Clause, Floats] = {clause: stake.strategic * worth for clause, worth in clauses(stake, bid).items()}
    offtake = np.minimum(slots.read(world.table.offtake), _of_project(openings.left, world.table, slots))
    signed = (
        moved.dilution * per_dilution(setting, at, stake)
        + sector(stake, bid.amount)
        + per_dollar(stake, at) * bid.amount
        + output(stake, offtake)
        + reduce(add, asked.values())
    )
    cost = slots.read(world.table.cost) + slots.read(world.table.extra)
    return Worth(slots, signed, cost, asked, np.flatnonzero(slots.read(world.table.countered)))


def _stakes(setting: Setting, world: World, outside: Outside, openings: Openings, slots: Slots) -> Stake:
    host, power, k, run = slots.axes
    worth = {name: by_power[power] for name, by_power in setting.clause_worth.items()}
    fit = setting.fit[host, k, 0]
    enforcement = np.broadcast_to(outside.enforcement, (slots.shape[1], slots.shape[3]))
    return Stake(
        strategic=setting.figures.strategic_worth[host, power, 0],
        influence=setting.influence_worth[power, 0],
        sector=setting.sector_worth[power, k, 0] * fit,
        waiting=setting.parameters.bidding.satiation * slots.read(world.pipeline),
        exports=setting.export_worth[power, k, 0],
        widening=setting.widening_worth[host, power, k, 0],
        output=_of_project(openings.by_project, world.table, slots),
        recognition=worth["recognition"],
        collateral=worth["collateral"] * (setting.debt_part[power, k, 0] > 0.0),
        governance=worth["governance"],
        sanctions=worth["sanctions"],
        enforcement=enforcement[power, run],
        exclusive=worth["exclusive"] * fit,
    )


def _of_project(values: Floats, table: Table, slots: Slots) -> Floats:
    """Read values (m, p, r) at the projects of offers (offer): 0 for those that have none."""
    code = slots.read(table.project)
    some = np.flatnonzero(code)
    found = np.zeros(code.size)
    found[some] = values[code[some] - 1, slots.power[some], slots.run[some]]
    return found

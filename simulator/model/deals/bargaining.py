"""How do host and power bargain: what the host asks for in the place of an offer, and what the power makes of it.

The host asks for more money or for one clause less. How much more, the patience of both decides: the offer's amount
lies between what the host needs (A_R) and what the power can give (A_W: where it gains nothing any more, or has no
more cash to add), and the host asks for the part of that room that falls to it,

A* = A_R + beta (A_W - A_R), beta = del_h (1 - del_p) / (1 - del_h del_p),

or for as much as makes the offer worth the best one of a rival in the sector. It asks only for what it thinks the
power would rather give than lose.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import add

import numpy as np

from simulator.model.arithmetic import Bools, Floats, logistic
from simulator.model.deals.settlement import locked_at
from simulator.model.deals.valuation import Term, Valuation, relief, shift, terms, worth_per_dollar
from simulator.model.deals.worth import Worth
from simulator.model.events import Outside
from simulator.model.offers import CLAUSES, Counters, Table
from simulator.model.rules.neighbours import cohesion
from simulator.model.setting import Setting
from simulator.model.slots import Slots
from simulator.model.world import World

MOST_PATIENT = 0.99
"""Nobody waits for ever: with a patience of 1 on both sides the split would be undefined."""


@dataclass(frozen=True)
class Prospects:
    """What the offers on the table are worth to their hosts by the better of signing and countering, (h, p, k, r)."""

    value: Floats
    """Points: of the offer as it stands, or those expected of the counter."""
    better: Bools
    """Where a counter promises more than the offer as it stands, and than the status quo."""
    counters: Counters
    """What the hosts would ask for there."""

    @classmethod
    def without_counters(cls, valuation: Valuation) -> Prospects:
        """Build the prospects of hosts that take offers as they are or leave them."""
        shape = valuation.slots.shape
        return cls(valuation.laid_out(), np.zeros(shape, dtype=bool), Counters.empty(shape))


def prospects(
    setting: Setting, world: World, outside: Outside, valuation: Valuation, worth: Worth, noise: Floats
) -> Prospects:
    """Work out what hosts would ask for, and what that promises.

    A counter promises P V' + (1 - P) V_out, with P the chance that it is taken as the host sees it.

    Parameters
    ----------
    valuation, worth
        Of the offers on the table, for the hosts and for the powers.
    noise
        (h, p, k, r): standard normal draws, the hosts' errors in judging what offers are worth to the powers.
    """
    found = Prospects.without_counters(valuation)
    if not setting.parameters.mechanisms.bargaining or not valuation.slots.flat.size:
        return found
    free, slots = setting.parameters.bargaining, valuation.slots
    error = np.exp(free.estimate_noise * slots.read(noise))
    asked, by_amount = _more_money(setting, world, outside, valuation, worth, error)
    by_clause = _one_clause_less(setting, valuation, worth, error)
    promised = np.concatenate([by_amount[None], by_clause])
    best = promised.argmax(0)
    expected = np.take_along_axis(promised, best[None], axis=0)[0]
    # A joint offer has the same terms for all: nobody haggles alone.
    may = ~(slots.read(world.table.countered) | slots.read(world.table.joint))
    better = may & (expected > np.maximum(valuation.value, valuation.hurdle))

    countered, best = slots.among(better), best[better]
    countered.write(found.value, expected[better])
    countered.write(found.better, True)
    countered.write(found.counters.amount, np.where(best == 0, asked[better], valuation.bid.amount[better]))
    countered.write(found.counters.dropped, best.astype(np.int8))
    return found


def _more_money(
    setting: Setting, world: World, outside: Outside, valuation: Valuation, worth: Worth, error: Floats
) -> tuple[Floats, Floats]:
    """Return the amounts that hosts would ask for, US$bn, and the points that they promise, -inf where none."""
    free, slots, at, bid = setting.parameters.bargaining, valuation.slots, valuation.at, valuation.bid
    unit_cost = setting.unit_cost[slots.power, slots.sector, 0]
    least = reservation(setting, valuation, valuation.hurdle)
    gain = worth.signed * error - worth.cost
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        cash = world.cash.reshape(-1)[slots.by_power]
        break_even = bid.amount + np.minimum(gain, cash) / unit_cost
        asked = least + host_part(setting, world, outside, valuation) * (break_even - least)
        matching = reservation(setting, valuation, _best_rival(world, valuation))
        asked = np.minimum(np.maximum(asked, matching), np.minimum(break_even, free.limit * bid.amount))
    sensible = (unit_cost > 0.0) & (bid.amount < free.least_step * asked)
    asked = np.where(sensible, asked, bid.amount)

    raised = replace(bid, amount=asked, size=asked / at.standard)
    value = reduce(add, terms(setting, at, raised, shift(setting, at, raised)).values())
    promised = _expected(setting, gain - unit_cost * (asked - bid.amount), value, valuation.hurdle)
    return asked, np.where(sensible, promised, -np.inf)


def _one_clause_less(setting: Setting, valuation: Valuation, worth: Worth, error: Floats) -> Floats:
    """Return the points that an offer without each of its clauses promises: (clause, offer), -inf where none."""
    saved = relief(valuation.at, valuation.bid)
    gained = np.stack([saved[clause] for clause in CLAUSES])
    promised = np.full(gained.shape, -np.inf)
    # Few offers have clauses at all.
    some = np.flatnonzero((gained > 0.0).any(0))
    gained, given = gained[:, some], np.stack([worth.clauses[clause][some] for clause in CLAUSES])
    left = (worth.signed[some] - given) * error[some] - worth.cost[some]
    expected = _expected(setting, left, valuation.value[some] + gained, valuation.hurdle[some])
    promised[:, some] = np.where((gained > 0.0) & (left >= 0.0), expected, -np.inf)
    return promised


def _expected(setting: Setting, left: Floats, value: Floats, hurdle: Floats) -> Floats:
    """Return the points that a counter promises: `value` if the power, which would be left with `left`, takes it."""
    taken = logistic(left * (1.0 / setting.parameters.bidding.temperature))
    return hurdle + taken * (value - hurdle)


def reservation(setting: Setting, valuation: Valuation, wanted: Floats) -> Floats:
    """Return the least amounts at which offers are worth as much as is wanted, other terms as they are, US$bn.

    A_R = kap (exp(max(v, 0) / (kap m)) - 1) / (pt(1) b u) with v = wanted - (V - money) and m the leader's leaning to
    money; infinite where money brings nothing.
    """
    at, bid = valuation.at, valuation.bid
    concavity = setting.parameters.money.concavity
    money = valuation.terms[list(Term).index(Term.MONEY)]
    needed = np.maximum(wanted - (valuation.value - money), 0.0)
    per_dollar = at.points * at.belief * worth_per_dollar(at, bid)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        least = concavity * np.expm1(needed / (concavity * at.money_weight)) / per_dollar
    return np.where(needed > 0.0, np.where(per_dollar > 0.0, least, np.inf), 0.0)


def host_part(setting: Setting, world: World, outside: Outside, valuation: Valuation) -> Floats:
    """Return beta, the part of the room for bargaining that falls to the host of each offer: (offer).

    del_h = patience - scarce [B/Y < b_s] - unrest Un + cohesion, and del_p = patience - urgency - loss [s < ref - l_s].
    """
    free, slots = setting.parameters.bargaining, valuation.slots
    host = (
        free.host_patience
        - free.scarcity * (world.reserves < free.scarce_reserves * world.gdp)
        - free.unrest * world.unrest
        + free.cohesion * cohesion(world)
    )
    losing = valuation.at.share < _at_dyads(world.reference_share, slots) - setting.parameters.bidding.loss_margin
    urgency = np.broadcast_to(outside.urgency, (slots.shape[1], slots.shape[3]))
    power = free.power_patience - free.urgency * urgency[slots.power, slots.run] - free.loss * losing
    ours = np.clip(host, 0.0, MOST_PATIENT).reshape(-1)[slots.by_host]
    theirs = np.clip(power, 0.0, MOST_PATIENT)
    part: Floats = ours * (1.0 - theirs) / (1.0 - ours * theirs)
    return part


def _best_rival(world: World, valuation: Valuation) -> Floats:
    """Return what the best offer of another power in the sector is worth, -inf where there is none: (offer)."""
    power, (_, powers, sectors, runs) = valuation.slots.power, valuation.slots.shape
    values = np.full(valuation.slots.shape, -np.inf)
    valuation.slots.write(values, np.where(valuation.slots.read(world.table.countered), -np.inf, valuation.value))
    best = np.full(power.size, -np.inf)
    for rival in range(powers):
        there = values.reshape(-1)[valuation.slots.flat + (rival - power) * (sectors * runs)]
        np.maximum(best, np.where(power == rival, -np.inf, there), out=best)
    return best


def _at_dyads(values: Floats, slots: Slots) -> Floats:
    return values.reshape(-1)[slots.by_dyad]


def take(setting: Setting, world: World, worth: Worth, power: int, *, cash: Floats, chance: Floats) -> Slots:
    """Return the counters that a power takes: each with the chance logistic(net / tau), while cash and attention last.

    Those that gain it most come first; none is taken where another power has locked the sector.

    Parameters
    ----------
    cash
        (r): US$bn.
    chance
        (h, p, k, r): uniform draws.
    """
    waiting = worth.waiting[worth.slots.power[worth.waiting] == power]
    slots, net = worth.slots.among(waiting), worth.signed[waiting] - worth.cost[waiting]
    wanted = slots.read(chance) < logistic(net / setting.parameters.bidding.temperature)
    wanted &= ~locked_at(world, slots)
    slots, net = slots.among(wanted), net[wanted]
    order = np.lexsort((-net, slots.run))
    run, extra = slots.run[order], slots.read(world.table.extra)[order]
    place = np.arange(run.size) - np.searchsorted(run, run)
    left, busy = cash.copy(), np.zeros(cash.shape)
    attention = setting.parameters.bidding.offer_attention
    taken = np.zeros(run.size, dtype=bool)
    for nth in range(int(place.max(initial=-1)) + 1):
        here = np.flatnonzero(place == nth)
        there = run[here]
        takes = (extra[here] <= left[there]) & (busy[there] + attention <= setting.profiles[power].attention)
        left[there] -= extra[here] * takes
        busy[there] += attention * takes
        taken[order[here]] = takes
    return slots.among(taken)


def committed(setting: Setting, table: Table, taken: Bools, power: int) -> tuple[Floats, Floats]:
    """Return what the counters that a power takes cost it beyond what it reserved, US$bn and attention: both (r)."""
    slots = Slots.where(taken[:, power : power + 1])
    runs = slots.shape[3]
    extra = np.bincount(slots.run, weights=slots.read(table.extra[:, power : power + 1]), minlength=runs)
    attention = setting.parameters.bidding.offer_attention * np.bincount(slots.run, minlength=runs)
    return extra.astype(np.float64, copy=False), attention.astype(np.float64)

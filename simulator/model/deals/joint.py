"""What does a power offer to several hosts at once: the joint offer of a summit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.arithmetic import Bools, Floats, total
from simulator.scenario.parameters import Summits

NO_ELEMENT = 0
"""Place on the axis of security elements of a menu: joint offers have none."""


@dataclass(frozen=True)
class Joint:
    """The joint offers that a power makes in some runs, at most one in each: arrays (n), or (h, n)."""

    run: NDArray[np.intp]
    sector: NDArray[np.intp]
    clauses: NDArray[np.intp]
    """Place on the axis of clauses."""
    multiple: NDArray[np.intp]
    """Place among the amounts."""
    host: NDArray[np.intp]
    """(h, n): the hosts, in the order in which they were asked."""
    joins: Bools
    """(h, n): whether it is made to each of them."""
    cost: Floats
    """(h, n): what is reserved for it in each of them, US$bn."""


def joint_offers(
    net: Floats,
    *,
    amounts: Floats,
    standard: Floats,
    unit_costs: Floats,
    together: Bools,
    open_slots: Bools,
    cash: Floats,
    attention_cost: float,
    free: Summits,
) -> Joint:
    """Choose the offer on the same terms to several hosts that is worth most in all.

    For each sector, clauses and amount in standard deals, those hosts are taken in which the power gains by it, as far
    as cash allows, beginning with the one in which it could gain most by any offer. A joint offer needs `least` hosts,
    and must be worth its attention.

    Parameters
    ----------
    net
        (h, k, tie, clauses, amount, r): what each candidate promises the power before attention, US$bn.
    amounts
        (amount): amounts in standard deals.
    standard
        (h, r): a standard deal, US$bn.
    unit_costs
        (k): US$ per US$ committed.
    together
        (r): where a joint offer can be made.
    open_slots
        (h, k, r): where the power may offer.
    cash
        (r): US$bn.
    attention_cost
        What the attention to a joint offer is worth, US$bn.
    """
    run = np.flatnonzero(together)
    worth = net[:, :, NO_ELEMENT].take(run, -1) * open_slots.take(run, -1)[:, :, None, None]
    by_variant = worth.reshape(len(worth), -1, len(run))
    order = np.argsort(-by_variant.max(1), axis=0, kind="stable")
    worth = np.take_along_axis(by_variant, order[:, None], 0).reshape(worth.shape)
    cost = unit_costs[:, None, None, None] * amounts[:, None] * standard[order, run][:, None, None, None]
    left = np.broadcast_to(cash[run], worth.shape[1:]).copy()
    joins = worth > 0.0
    for place, its_cost in enumerate(cost):
        joins[place] &= its_cost <= left
        left -= its_cost * joins[place]
    gain = total(worth * joins) - attention_cost
    gain = np.where(joins.sum(0) >= free.least, gain, 0.0).reshape(-1, len(run))
    made = np.flatnonzero(gain.max(0) > 0.0)
    sector, clauses, multiple = np.unravel_index(gain.argmax(0)[made], worth.shape[1:4])
    return Joint(
        run=run[made],
        sector=sector,
        clauses=clauses,
        multiple=multiple,
        host=order[:, made],
        joins=joins[:, sector, clauses, multiple, made],
        cost=cost[:, sector, 0, multiple, made],
    )

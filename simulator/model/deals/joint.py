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
    joins: Bools
    """(h, n): to which hosts it is made."""
    cost: Floats
    """(h, n): what is reserved for it in each host, US$bn."""


def joint_offers(
    net: Floats,
    price: Floats,
    *,
    together: Bools,
    open_slots: Bools,
    cash: Floats,
    attention_cost: float,
    free: Summits,
) -> Joint:
    """Choose the offer on the same terms to several hosts that is worth most in all.

    For each sector, clauses and amount in standard deals, hosts are taken in the order of what the power gains there,
    while it gains anything and cash allows. A joint offer needs `least` hosts, and must be worth its attention.

    Parameters
    ----------
    net
        (h, k, tie, clauses, amount, r): what each candidate promises the power before attention, US$bn.
    price
        (h, k, amount, r): what each candidate without a security element costs, US$bn.
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
    worth = net[:, :, NO_ELEMENT][..., run]
    cost = np.broadcast_to(price[..., run][:, :, None], worth.shape)
    wanted = (worth > 0.0) & open_slots[..., run][:, :, None, None]
    left = np.broadcast_to(cash[run], worth.shape[1:]).copy()
    joins = np.zeros(worth.shape, dtype=bool)
    for host in np.argsort(np.where(wanted, -worth, 0.0), axis=0, kind="stable")[:, None]:
        its_cost = np.take_along_axis(cost, host, 0)
        joining = np.take_along_axis(wanted, host, 0) & (its_cost <= left)
        left -= (its_cost * joining)[0]
        np.put_along_axis(joins, host, joining, 0)
    gain = total(np.where(joins, worth, 0.0)) - attention_cost
    gain = np.where(joins.sum(0) >= free.least, gain, 0.0).reshape(-1, len(run))
    best = gain.argmax(0)
    made = np.flatnonzero(gain.max(0) > 0.0)
    sector, clauses, multiple = np.unravel_index(best[made], worth.shape[1:4])
    place = (slice(None), sector, clauses, multiple, made)
    return Joint(run[made], sector, clauses, multiple, joins[place], cost[place])

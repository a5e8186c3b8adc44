"""What would turn an offer: the amount at which it is an even bet."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import add

import numpy as np

from simulator.model.arithmetic import Floats
from simulator.model.deals.standing import Standing
from simulator.model.deals.valuation import Bid, shift, terms
from simulator.model.setting import Setting

_STEPS = 96
"""Amounts that are tried between the offer's own and the ends."""
_HALVINGS = 40
_SMALLEST = 1e-4
"""Least amount that is tried, as a part of the offer's own; below it no money at all is tried."""
_LARGEST = 10.0
"""Largest amount that is tried, in years of the host's GDP."""


def even_amount(setting: Setting, at: Standing, bid: Bid) -> Floats:
    """Return the amount at which each offer (offer) is worth its hurdle, every term valued at that amount, US$bn.

    Where the offer is short of its hurdle, the least larger amount that reaches it, infinite where none does: debt,
    autonomy and the public mind a larger deal more, so that money may not turn it. Where the offer is enough, the
    largest smaller amount that is just enough, 0 where no money would be. A search over amounts in steps of about a
    tenth brackets the even amount, and halving finds it.
    """
    enough = _margin(setting, at, bid, bid.amount) >= 0.0
    last = np.where(enough, _SMALLEST * bid.amount, np.maximum(_LARGEST * 1000.0 / at.points, bid.amount))
    part = np.linspace(0.0, 1.0, _STEPS)[:, None]
    tried = bid.amount * (last / np.maximum(bid.amount, 1e-300)) ** part
    tried = np.where(bid.amount > 0.0, tried, last * part)
    turned = (_margin(setting, at, bid, tried) >= 0.0) != enough
    first = turned.argmax(0)
    every = np.arange(first.size)
    here, there = tried[np.maximum(first - 1, 0), every], tried[first, every]
    for _ in range(_HALVINGS):
        middle = 0.5 * (here + there)
        same = (_margin(setting, at, bid, middle) >= 0.0) == enough
        here, there = np.where(same, middle, here), np.where(same, there, middle)
    never = np.where(enough, 0.0, np.inf)
    return np.where(turned.any(0), np.where(enough, here, there), never)


def _margin(setting: Setting, at: Standing, bid: Bid, amount: Floats) -> Floats:
    """Return how far offers are above their hurdles at some amounts, points: (..., offer)."""
    changed = replace(bid, amount=amount, size=amount / at.standard)
    parts = terms(setting, at, changed, shift(setting, at, changed))
    return reduce(add, parts.values()) - at.hurdle

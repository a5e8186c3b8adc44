"""What would turn an offer: the amount at which it is an even bet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulator.model.arithmetic import Floats, total
from simulator.model.deals.standing import Standing
from simulator.model.deals.valuation import TERMS, Bid, Term, shift, terms, worth_per_dollar
from simulator.model.setting import Setting

_ROUNDS = 40
_CLOSE = 1e-6
"""How near its hurdle, in points, an offer at the amount found must be worth."""
_OUT_OF_REACH = 10.0
"""Amount, in years of the host's GDP, beyond which no offer goes."""


def reservation_amount(
    value: Floats, money: Floats, hurdle: Floats, concavity: float, points: Floats, per_dollar: Floats
) -> Floats:
    """Return A_R: the amount at which the offer is an even bet, other terms as they are, US$bn.

    v* = V_out - (V - money); X = kap (exp(max(v*, 0) / kap) - 1); A_R = X / (pt(1) b u). Infinite where the host gains
    nothing from the money itself, so that no amount would do.

    Parameters
    ----------
    value, money, hurdle
        Points.
    concavity
        kap, points.
    points
        Points per US$bn.
    per_dollar
        b u, US$ of worth per US$ offered.
    """
    needed = np.maximum(hurdle - (value - money), 0.0)
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        amount = concavity * np.expm1(needed / concavity) / (points * per_dollar)
    return np.where(per_dollar > 0.0, amount, np.where(needed > 0.0, np.inf, 0.0))


def even_amount(setting: Setting, at: Standing, bid: Bid) -> Floats:
    """Return the amount at which each offer is worth its hurdle, every term valued anew at that amount, US$bn.

    Debt, autonomy and the public mind a larger deal more. So the reservation amount is taken again and again with the
    other terms as they are at the last one, which settles wherever another dollar is worth more than it costs in the
    other terms. Infinite where it does not, or where the amount is beyond all proportion: money will not turn that
    offer.
    """
    concavity = setting.parameters.money.concavity
    ceiling = _OUT_OF_REACH * 1000.0 / at.points
    _, offered = _valued(setting, at, bid)
    amount = bid.amount
    for _ in range(_ROUNDS):
        parts, value = _valued(setting, at, _at_amount(at, bid, amount))
        per_dollar = at.belief * worth_per_dollar(at, bid)
        even = reservation_amount(value, parts[Term.MONEY], at.hurdle, concavity, at.points, per_dollar)
        amount = np.minimum(even, ceiling)
    _, value = _valued(setting, at, _at_amount(at, bid, amount))
    # At an amount of zero the offer may be worth more than the hurdle: it is enough without any money.
    settled = (np.abs(value - at.hurdle) < _CLOSE) | ((amount == 0.0) & (value >= at.hurdle))
    # Where the host pays, or a larger deal hurts, less may lift an offer over its hurdle and more push it below: that
    # is not what a price says.
    enough = offered >= at.hurdle
    turns = settled & (amount < ceiling) & (enough == (amount <= bid.amount))
    return np.where(turns, amount, np.inf)


def _at_amount(at: Standing, bid: Bid, amount: Floats) -> Bid:
    return replace(bid, amount=amount, size=amount / at.standard)


def _valued(setting: Setting, at: Standing, bid: Bid) -> tuple[dict[Term, Floats], Floats]:
    parts = terms(setting, at, bid, shift(setting, at, bid))
    return parts, total(np.stack(np.broadcast_arrays(*(parts[term] for term in TERMS))))

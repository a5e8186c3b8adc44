"""Why was an offer signed or refused, in words: the offer, its terms as a sum, the odds, and what would turn it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulator.cli.render.names import Names, listed
from simulator.cli.render.numbers import money, percent, points
from simulator.model.record.journal import DEALS

if TYPE_CHECKING:
    from simulator.model import Decision

_LEVELS = {
    "sanctions": "compliance with sanctions",
    "governance": "open tenders and audit",
    "recognition": "recognition of its red lines",
}
_WHOLE = {"collateral": "collateral", "exclusive": "the sector for itself"}


def offer(decision: Decision, names: Names, *, unit: bool = True, with_element: bool = True) -> str:
    """Name an offer: `a loan of US$0.90 bn for energy`; without the unit where a page says it once."""
    parts = []
    if decision.amount:
        amount = f"US${money(decision.amount)} bn" if unit else money(decision.amount)
        parts.append(f"{DEALS[decision.instrument]} of {amount} for {names.sector(decision.sector)}")
    if decision.element and (with_element or not parts):
        parts.append(f"a security part ({names.element(decision.element)})")
    return ", with ".join(parts)


def asks(decision: Decision) -> str:
    """Name the clauses: `full recognition of its red lines and the sector for itself`; nothing for a bare offer."""
    parts = []
    for clause, level in decision.clauses.items():
        if clause in _WHOLE:
            parts.append(_WHOLE[clause])
        elif level >= 1:
            parts.append(f"full {_LEVELS[clause]}")
        else:
            parts.append(f"{_LEVELS[clause]} ({percent(level)} %)")
    return listed(parts)


def arithmetic(decision: Decision) -> str:
    """Write the value as a sum of its largest terms and the rest, which adds up in the figures shown."""
    parts = [f"{points(number, 1)} {term}" for term, number in decision.largest_terms()]
    return f"{', '.join(parts)} = {points(decision.value, 1)}; hurdle {points(decision.hurdle, 1)}"


def counter(decision: Decision, *, unit: bool = True) -> str:
    """Say what a host asks a power for: `for US$1.20 bn instead of US$0.90 bn`, `to drop the governance clause`."""
    if decision.counter is None:
        return ""
    if decision.counter.dropped:
        return f"to drop the {decision.counter.dropped} clause"
    asked, offered = (f"US${money(a)} bn" if unit else money(a) for a in (decision.counter.amount, decision.amount))
    return f"for {asked} instead of {offered}"


def odds(decision: Decision) -> str:
    """Say what was decided, and whether that was to be expected."""
    if decision.counter and decision.decision != "countered":
        return f": it had a chance of {percent(decision.probability)} % that the power can live with it"
    chance = f"it had a chance of {percent(decision.probability)} % of being wanted"
    likely = decision.probability >= 0.5
    if decision.decision == "signed":
        return f"{'' if likely else ' against the odds'}: {chance}"
    if decision.decision == "refused":
        return f"{' against the odds' if likely else ''}: {chance}"
    if decision.decision == "countered":
        return f": {chance} on some terms"
    return f": wanted, at a chance of {percent(decision.probability)} %, but not signed yet"


def advice(decision: Decision) -> list[str]:
    """Say what would have changed the answer, or what no money changes: a sentence each."""
    price = decision.price_to_flip
    told = list(decision.blockers)
    if decision.decision == "declined":
        balance = "gained" if decision.power_net > 0.0 else "cost"
        return [*told, f"A signature would have {balance} it US${money(abs(decision.power_net))} bn."]
    if not math.isfinite(price):
        return told
    if abs(price) < 0.005:
        told.append("It was all but an even bet.")
    elif price > 0:
        told.append(f"US${money(price)} bn more would have made it an even bet.")
    else:
        told.append(f"US${money(-price)} bn less would still have been an even bet.")
    return told

"""What does a condition say, in words: the objectives of a seat as a player reads them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from simulator.scenario.happenings import Watched
from simulator.scenario.seats import Hold

if TYPE_CHECKING:
    from simulator.cli.render.names import Names
    from simulator.scenario import Condition, Objective


def _money(amount: float) -> str:
    return f"US${amount:g} bn"


def _money_a_year(amount: float) -> str:
    return f"US${amount:g} bn a year"


def _share(share: float) -> str:
    return f"{100 * share:g} %"


def _index(share: float) -> str:
    return f"{100 * share:g} of 100"


class _Phrase(NamedTuple):
    """How a state is named, of a host and by a power, and how its numbers are written."""

    words: str
    write: Callable[[float], str]


PHRASES = {
    Watched.COMMODITY_PRICE: _Phrase(
        "the commodity price", lambda level: f"{math.exp(level):.2f} of its long-run level"
    ),
    Watched.COHESION: _Phrase("the cohesion of the hosts", _index),
    Watched.POWER_SCORE: _Phrase("the score of {by}", lambda points: f"{points:g}"),
    Watched.SUPPLY: _Phrase("the secured supply of {by}, of the world's output by need,", _share),
    Watched.HOST_SCORE: _Phrase("the score of {of}", lambda points: f"{points:g}"),
    Watched.GDP: _Phrase("the GDP of {of}", _money_a_year),
    Watched.GROWTH: _Phrase("the growth of {of}", lambda rate: f"{100 * rate:g} % a year"),
    Watched.RESERVES: _Phrase("the reserves of {of}", _money),
    Watched.DEBT_RATIO: _Phrase("the public debt of {of}", lambda ratio: f"{100 * ratio:g} % of GDP"),
    Watched.ARREARS: _Phrase("the arrears of {of} (0 for none, 1 for some)", lambda level: f"{level:g}"),
    Watched.LEGITIMACY: _Phrase("the legitimacy of {of}", _index),
    Watched.UNREST: _Phrase("unrest in {of}", _index),
    Watched.COMPLIANCE: _Phrase("the compliance of {of} with sanctions", _index),
    Watched.THREAT: _Phrase("the threat to {of}", _index),
    Watched.TENURE: _Phrase("the leader's time in office in {of}", lambda years: f"{years:g} years"),
    Watched.AUTONOMY: _Phrase("the autonomy of {of}", _index),
    Watched.DIVERSIFICATION: _Phrase("the diversification of {of}", _index),
    Watched.INFLUENCE_SHARE: _Phrase("the share of {by} in the influence on {of}", _share),
    Watched.ALIGNMENT: _Phrase("the alignment of {of} with {by}", _index),
    Watched.SECURITY_TIE: _Phrase("the security tie of {of} with {by}", _index),
    Watched.TRADE: _Phrase("the trade of {of} with {by}", _money_a_year),
    Watched.DEBT: _Phrase("the debt of {of} to {by}", _money),
    Watched.REMITTANCES: _Phrase("remittances from {by} to {of}", _money_a_year),
    Watched.PIPELINE: _Phrase("what {by} has signed and not yet delivered in {of}", _money),
    Watched.PRESSURE: _Phrase("the pressure of {by} on {of}", _index),
    Watched.CAPTIVE_EXPORTS: _Phrase("the exports of {of} that must cross {by}", _share),
}
"""The words for each state that a condition can watch."""

_WHEN = {Hold.AT_END: "At the end", Hold.ONCE: "In one quarter at least", Hold.ALWAYS: "In every quarter"}


def in_words(objective: Objective, names: Names) -> str:
    """Say when an objective is met, in a sentence: when its condition must hold, and what it is."""
    return f"{_WHEN[objective.hold]}: {_clause(objective.when, names)}."


def _clause(condition: Condition, names: Names) -> str:
    if condition.state is not None:
        return _comparison(condition.state, condition, names)
    if condition.event is not None:
        return f"this has happened: {names.event(condition.event)}"
    if condition.none is not None:
        return f"not so: {_part(condition.none, names)}"
    parts = [_part(part, names) for part in (*condition.every, *condition.some)]
    return (" and " if condition.every else " or ").join(parts)


def _part(condition: Condition, names: Names) -> str:
    """Put a condition that joins others into brackets, within another."""
    clause = _clause(condition, names)
    return f"({clause})" if len(condition.every) + len(condition.some) > 1 else clause


def _comparison(state: Watched, condition: Condition, names: Names) -> str:
    phrase = PHRASES[state]
    actors = {
        "of": names.host(condition.of) if condition.of else "",
        "by": names.power(condition.by) if condition.by else "",
    }
    bounds = [("above", condition.above), ("below", condition.below)]
    told = [f"{word} {phrase.write(bound)}" for word, bound in bounds if bound is not None]
    return f"{phrase.words.format_map(actors)} {' and '.join(told)}"

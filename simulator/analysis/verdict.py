"""What do paired runs say of a claim: the effect, how sure it is, and on which side it lies."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import stdtrit

from simulator.analysis.hypothesis import Claim, Comparison, Measure
from simulator.analysis.reading import Experiment
from simulator.model.arithmetic import Floats

CONFIDENCE = 0.90
"""Chance with which the interval holds the effect that endless runs would show."""

Values = Callable[[str, Measure], Floats]
"""What a measure came to in an arm: (item, run)."""


class Verdict(StrEnum):
    """What the runs say."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNDECIDED = "undecided"
    REPORTED = "reported"
    """Nothing was claimed: the effect is there to be read, and does not count."""


@dataclass(frozen=True)
class Effect:
    """The difference that a comparison is about, for one item."""

    item: str
    """The id of the host, power or other item; empty where they are not kept apart."""
    comparison: int
    """Whether it is the first comparison of its claim, 0, or the second, 1."""
    mean: float
    """Mean over the runs; not a number where there is no run with one."""
    low: float
    """Lower end of the interval."""
    high: float
    """Upper end of the interval."""
    runs: int
    """Runs in which the difference exists."""
    verdict: Verdict
    """On which side of what is claimed the interval lies."""


@dataclass(frozen=True)
class Ruling:
    """What the runs say of a claim."""

    claim: Claim
    verdict: Verdict
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Finding:
    """What the runs say of a hypothesis: supported if all its claims are, contradicted if one is."""

    experiment: Experiment
    runs: int
    seed: int
    verdict: Verdict
    rulings: tuple[Ruling, ...]


def judged(claim: Claim, items: Sequence[str], values: Values) -> Ruling:
    """Rule on a claim.

    Parameters
    ----------
    claim
        The claim.
    items
        The ids of what it is made of one by one; one empty text where it is not.
    values
        What each measure came to in each arm, with the same runs in the same order.
    """
    effects = [list(_effects(c, n, items, values)) for n, c in enumerate(claim.comparisons)]
    by_item = [all_of([effect.verdict for effect in of_item]) for of_item in zip(*effects, strict=True)]
    verdict = at_least(claim.in_at_least or len(items), by_item) if claim.is_claimed else Verdict.REPORTED
    return Ruling(claim, verdict, tuple(effect for of_comparison in effects for effect in of_comparison))


def all_of(verdicts: Sequence[Verdict]) -> Verdict:
    """Rule on the claim that all of some things hold, as far as anything is claimed of them."""
    claimed = [verdict for verdict in verdicts if verdict is not Verdict.REPORTED]
    return at_least(len(claimed), claimed)


def at_least(number: int, verdicts: Sequence[Verdict]) -> Verdict:
    """Rule on the claim that so many things hold, from what is ruled on each of them.

    >>> some = [Verdict.SUPPORTED, Verdict.UNDECIDED, Verdict.CONTRADICTED]
    >>> [str(at_least(number, some)) for number in (1, 2, 3)]
    ['supported', 'undecided', 'contradicted']
    """
    if verdicts.count(Verdict.SUPPORTED) >= number:
        return Verdict.SUPPORTED
    if len(verdicts) - verdicts.count(Verdict.CONTRADICTED) < number:
        return Verdict.CONTRADICTED
    return Verdict.UNDECIDED


def interval(sample: Floats) -> tuple[float, float, float]:
    """Estimate a mean from a sample, with Student's interval for it: mean, lower end, upper end.

    The interval is infinite for fewer than two numbers.
    """
    if not sample.size:
        return math.nan, -math.inf, math.inf
    mean = float(sample.mean())
    if sample.size == 1:
        return mean, -math.inf, math.inf
    half = float(stdtrit(sample.size - 1, 0.5 + CONFIDENCE / 2) * sample.std(ddof=1) / math.sqrt(sample.size))
    return mean, mean - half, mean + half


def _effects(comparison: Comparison, number: int, items: Sequence[str], values: Values) -> Iterator[Effect]:
    # A single item of the second measure stands against each of the first.
    measured = [
        [np.broadcast_to(values(arm, measure), (len(items), values(arm, measure).shape[-1])) for arm in comparison.arms]
        for measure in comparison.measures
    ]
    for place, item in enumerate(items):
        sides = [[in_arm[place] for in_arm in of_measure] for of_measure in measured]
        there = np.all([np.isfinite(side) for of_measure in sides for side in of_measure], axis=0)
        # Each side as numbers whose mean is its part of the effect.
        parts = [_difference([side[there] for side in of_measure], comparison.relative) for of_measure in sides]
        mean, low, high = interval(parts[0] if len(parts) == 1 else parts[0] - parts[1])
        yield Effect(item, number, mean, low, high, int(there.sum()), _side(comparison, low, high))


def _difference(arms: Sequence[Floats], relative: bool) -> Floats:
    """Return a number for each run: the value, or the difference between two arms.

    A relative difference is the quotient of two means. What is returned then is its linearisation (delta method): each
    run's pull on the quotient, so that their mean is the quotient and their spread gives its error.
    """
    if len(arms) == 1:
        return arms[0]
    difference = arms[0] - arms[1]
    if not relative or not difference.size:
        return difference
    base = float(arms[1].mean())
    if base == 0.0:
        return np.full_like(difference, np.nan)
    quotient = float(difference.mean()) / abs(base)
    return quotient + (difference - quotient * math.copysign(1.0, base) * arms[1]) / abs(base)


def _side(comparison: Comparison, low: float, high: float) -> Verdict:
    """Say where an interval lies: all within what is claimed, all without, or neither."""
    if not comparison.is_claimed:
        return Verdict.REPORTED
    floor = -math.inf if comparison.above is None else comparison.above
    ceiling = math.inf if comparison.below is None else comparison.below
    if (low > floor or comparison.above is None) and (high < ceiling or comparison.below is None):
        return Verdict.SUPPORTED
    return Verdict.CONTRADICTED if high < floor or low > ceiling else Verdict.UNDECIDED

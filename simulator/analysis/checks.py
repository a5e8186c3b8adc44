"""What must hold of the claims beyond the form of each value: names that are there, quarters in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from simulator.analysis.hypothesis import Claim, Comparison, Course, Hypothesis, Measure
from simulator.model import METRICS, Metric, Region
from simulator.scenario import Problem, Quarter, Scenario
from simulator.scenario.reading.nodes import Location, Mapping, Place, walk
from simulator.scenario.reading.problems import did_you_mean, one_of

_METRICS = {metric.name: metric for metric in METRICS}

Labels = dict[str, tuple[str, ...]]
"""The ids along each axis."""
Items = tuple[str, ...] | None
"""The ids that are named along an axis; `None` where all count."""
Named = dict[str, Items]
"""The same for each axis."""


def problems_of_claims(
    root: Mapping, hypothesis: Hypothesis, arms: dict[str, Scenario], quarters: int
) -> Iterator[Problem]:
    """Find what is wrong with claims whose form is right, at the lines where it stands.

    Parameters
    ----------
    root
        The file's tree.
    hypothesis
        What it says.
    arms
        Its arms as scenarios.
    quarters
        How long they are run.
    """
    start = next(iter(arms.values())).start
    for name, arm in arms.items():
        if arm.start != start:
            yield _key(root, ("arms", name)).problem(f"the arm `{name}` starts in {arm.start}, the first in {start}")
    if not any(claim.is_claimed for claim in hypothesis.claims):
        yield _key(root, ("claims",)).problem("nothing is claimed", expected="`above` or `below` in one claim at least")
    labels = {name: dict(Region(arm).labels) for name, arm in arms.items()}
    checker = _Checker(root, labels, start, start + quarters)
    for number, claim in enumerate(hypothesis.claims):
        yield from checker.claim(claim, ("claims", number))


def _key(root: Mapping, location: Location) -> Place:
    """Find the key at a location, or what holds it where it is not written."""
    _, parent = walk(root, location[:-1])
    entry = parent.entries.get(str(location[-1])) if isinstance(parent, Mapping) else None
    return parent.place if entry is None else entry.place


class _Checker:
    def __init__(self, root: Mapping, labels: dict[str, Labels], start: Quarter, end: Quarter) -> None:
        self.root = root
        self.labels = labels
        self.start = start
        self.end = end

    def at(self, location: Location) -> Place:
        return walk(self.root, location)[1].place

    def unknown(self, location: Location, noun: str, word: str, names: Iterable[str]) -> Problem:
        known = list(names)
        place = self.at(location)
        return place.problem(f"unknown {noun} `{word}`", expected=one_of(known), hint=did_you_mean(word, known))

    def claim(self, claim: Claim, here: Location) -> Iterator[Problem]:
        if claim.in_at_least is not None and claim.each is None:
            yield _key(self.root, (*here, "in_at_least")).problem(
                "`in_at_least` counts items", hint="say of which axis: `each: host`"
            )
        yield from self.comparison(claim, here, claim)
        if claim.also is not None:
            yield from self.comparison(claim.also, (*here, "and"), claim)

    def comparison(self, comparison: Comparison, here: Location, claim: Claim) -> Iterator[Problem]:
        if claim.also is not None and not comparison.is_claimed:
            yield self.at(here).problem("nothing is claimed of the difference", expected="`above` or `below`")
        if None not in (comparison.above, comparison.below) and not comparison.above < comparison.below:  # type: ignore[operator]
            yield _key(self.root, (*here, "below")).problem(
                f"nothing lies above {comparison.above:g} and below {comparison.below:g}"
            )
        if comparison.relative and comparison.against is None:
            yield _key(self.root, (*here, "relative")).problem(
                "`relative` is a fraction of another arm", expected="an arm in `against`"
            )
        known = [name for name in comparison.arms if name in self.labels]
        for key, name in zip(("arm", "against"), comparison.arms, strict=False):
            if name not in self.labels:
                yield self.unknown((*here, key), "arm", name, self.labels)
        for key, measure in zip(("measure", "than"), comparison.measures, strict=False):
            yield from self.measure(measure, (*here, key), [self.labels[name] for name in known], claim)

    def measure(self, measure: Measure, here: Location, labels: Sequence[Labels], claim: Claim) -> Iterator[Problem]:
        metric = _METRICS.get(measure.metric)
        if metric is None:
            yield self.unknown((*here, "metric"), "metric", measure.metric, _METRICS)
            return
        yield from self.axes(measure, metric, here, claim)
        yield from self.quarters(measure, here)
        named = {axis: measure.items(axis) for axis in metric.axes}
        for axis, items in named.items():
            for number, item in enumerate(items or ()):
                place = (*here, "of", axis) if isinstance(measure.of[axis], str) else (*here, "of", axis, number)
                for known in labels:
                    if item not in known[axis]:
                        yield self.unknown(place, axis, item, known[axis])
                        break
        if labels:
            yield from self.together(measure, named, here, labels[0], claim.each)
        if labels and claim.each in named:
            yield from self.kept_apart(named[claim.each], here, labels, claim)

    def axes(self, measure: Measure, metric: Metric, here: Location, claim: Claim) -> Iterator[Problem]:
        has = f"the metric `{metric.name}` has {_axes(metric)}"
        for axis in measure.of:
            if axis not in metric.axes:
                yield _key(self.root, (*here, "of", axis)).problem(
                    f"{has}, not `{axis}`", hint=did_you_mean(axis, metric.axes)
                )
        if measure.share_among is not None and measure.share_among not in metric.axes:
            yield self.at((*here, "share_among")).problem(f"{has}, not `{measure.share_among}`")
        if claim.each is not None and claim.each not in metric.axes:
            yield self.at((*here, "metric")).problem(f"{has}, and the claim is made for each `{claim.each}`")
        if claim.each is not None and claim.each == measure.share_among:
            yield self.at((*here, "share_among")).problem("the total is over the items that the claim keeps apart")
        if measure.per is not None:
            per = _METRICS.get(measure.per)
            if per is None:
                yield self.unknown((*here, "per"), "metric", measure.per, _METRICS)
            elif per.axes != metric.axes:
                yield self.at((*here, "per")).problem(f"{has}, but `{per.name}` has {_axes(per)}")

    def quarters(self, measure: Measure, here: Location) -> Iterator[Problem]:
        if measure.course is Course.LEVEL and measure.since is not None:
            yield _key(self.root, (*here, "from")).problem("a level is read at one quarter", expected="`to` alone")
        for key, quarter in (("from", measure.since), ("to", measure.until)):
            if quarter is not None and not self.start <= quarter <= self.end:
                yield self.at((*here, key)).problem(
                    f"{quarter} is not among the quarters that are run", expected=f"{self.start} to {self.end}"
                )
        first, last = measure.since or self.start, measure.until or self.end
        if measure.course is not Course.LEVEL and not first < last:
            yield self.at(here).problem(f"nothing passes between {first} and {last}", expected="`from` before `to`")

    def together(
        self, measure: Measure, named: Named, here: Location, known: Labels, apart: str | None
    ) -> Iterator[Problem]:
        """Check that several items can become one."""
        several = [axis for axis, items in named.items() if axis != apart and len(items or known[axis]) > 1]
        if several and measure.across is None and not measure.is_ratio:
            yield self.at(here).problem(
                f"this measures more than one {several[0]}",
                expected="`across: sum`, `mean` or `max`, or one id in `of`",
            )
        if measure.across is not None and measure.is_ratio:
            yield self.at((*here, "across")).problem("a ratio divides sums", hint="leave `across` out")

    def kept_apart(self, items: Items, here: Location, labels: Sequence[Labels], claim: Claim) -> Iterator[Problem]:
        """Check that a measure has the items of its claim, or a single one that stands against each of them."""
        first = self.labels.get(claim.arm, labels[0])
        wanted = claim.measure.items(claim.each or "") or first[claim.each or ""]
        if any((items or known[claim.each or ""]) != wanted for known in labels) and (
            here[-1] != "than" or items is None or len(items) > 1
        ):
            yield self.at(here).problem(
                f"not the same {claim.each}s as in the claim's `measure`", expected=", ".join(wanted)
            )
        elif claim.in_at_least is not None and claim.in_at_least > len(wanted):
            yield _key(self.root, (*here[:2], "in_at_least")).problem(
                f"the claim is made of {len(wanted)} items", expected=f"{len(wanted)} or less"
            )


def _axes(metric: Metric) -> str:
    return f"the axes {one_of(metric.axes).removeprefix('one of: ')}" if metric.axes else "no axes"

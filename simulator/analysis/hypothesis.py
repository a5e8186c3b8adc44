"""What is a hypothesis: worlds that differ in one thing, and what is claimed of the difference."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from simulator.scenario.basics import Identifier, Strict
from simulator.scenario.quarter import Quarter


class Across(StrEnum):
    """How the values of several hosts, powers or other items become one."""

    SUM = "sum"
    MEAN = "mean"
    MAX = "max"


class Course(StrEnum):
    """What of a metric's course over the quarters counts."""

    LEVEL = "level"
    CHANGE = "change"
    GROWTH = "growth"
    SUM = "sum"
    MEAN = "mean"


class Measure(Strict):
    """A number for each run: a metric, of some items, at or over some quarters."""

    metric: Identifier
    """A metric by its name, as in the table of docs/output.md."""
    of: dict[Identifier, Identifier | Annotated[tuple[Identifier, ...], Field(min_length=1)]] = {}
    """Whose: for each axis of the metric, such as `host` or `power`, an id or a list of ids. An axis that is left out
    counts with all its items."""
    across: Across | None = None
    """How several items become one: `sum`, `mean` or `max`. A ratio is one of sums and needs none."""
    per: Identifier | None = None
    """Divide by another metric of the same items and quarters: money signed `per: acceptances` is the mean deal."""
    share_among: Identifier | None = None
    """Divide by the total over all items of this axis: trade with one power, `share_among: power`."""
    course: Course = Field(alias="as", default=Course.LEVEL)
    """`level` at the end of the quarter `to`; `change` between the ends of `from` and `to`; `growth`, the change as a
    fraction of the value at `from`; `sum` or `mean` over the quarters after `from` up to `to`."""
    since: Quarter | None = Field(alias="from", default=None)
    """The quarter at whose end the course begins, such as `2026Q2`; the start where left out."""
    until: Quarter | None = Field(alias="to", default=None)
    """The quarter at whose end the course ends; the last where left out."""

    @property
    def is_ratio(self) -> bool:
        """Whether it is a quotient of two sums."""
        return self.per is not None or self.share_among is not None

    def items(self, axis: str) -> tuple[str, ...] | None:
        """Return the items named along an axis; `None` where all count."""
        named = self.of.get(axis)
        return (named,) if isinstance(named, str) else named


class Comparison(Strict):
    """A difference, and on which side of a number it should lie.

    The difference is what is measured in `arm`, less the same `against` another arm (if given), less the same of a
    second measure `than` (if given).
    """

    measure: Measure
    """What is compared."""
    than: Measure | None = None
    """A second measure, of which the same is taken off."""
    arm: Identifier
    """The arm in which it is measured."""
    against: Identifier | None = None
    """The arm that it is compared with, run by run."""
    relative: bool = False
    """Whether the difference between the arms is a fraction of the mean in the arm `against`: .1 is ten per cent."""
    above: float | None = None
    """What the difference should exceed, in the measure's own unit."""
    below: float | None = None
    """What it should stay under. With both, it should lie between them; with neither, it is only reported."""

    @property
    def is_claimed(self) -> bool:
        """Whether anything is claimed of the difference."""
        return self.above is not None or self.below is not None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measure, and the second if there is one."""
        return (self.measure,) if self.than is None else (self.measure, self.than)

    @property
    def arms(self) -> tuple[str, ...]:
        """The arm, and the one that it is compared with."""
        return (self.arm,) if self.against is None else (self.arm, self.against)


class Claim(Comparison):
    """A sentence that holds or does not: a comparison, or the same for each of several items."""

    name: str = Field(min_length=1)
    """The claim as a sentence."""
    also: Comparison | None = Field(alias="and", default=None)
    """A second comparison that must hold too, and of the same items."""
    each: Identifier | None = None
    """The axis, such as `host`, of whose items the comparison is made one by one."""
    in_at_least: int | None = Field(default=None, ge=1)
    """Of how many of these items it should hold; of all where left out."""

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The comparison, and the second if there is one."""
        return (self,) if self.also is None else (self, self.also)


class Hypothesis(Strict):
    """A claim about the model that runs can support or contradict."""

    version: Literal[1] = Field(alias="schema", default=1)
    """Version of the schema that the file is written for."""
    kind: Literal["hypothesis"]
    """What the file is for."""
    id: Identifier
    """The short name, such as `H6`."""
    name: str = Field(min_length=1)
    """What is claimed, in a sentence."""
    source: str = Field(min_length=1)
    """Who claims it, or from what it was derived."""
    note: str = ""
    """What a reader should know before believing the answer."""
    scenario: str = Field(min_length=1)
    """The scenario that the arms change: its path from this file, or the name of a shipped one."""
    quarters: int | None = Field(default=None, ge=1, le=400)
    """How long every arm is run; the scenario's horizon where left out."""
    arms: dict[Identifier, dict[str, Any]] = Field(min_length=1, max_length=12)
    """The worlds that are compared, by name. Each says what differs from the scenario, as a scenario does that
    `extends` it: parameters, powers by `id`, events, or a further scenario under `extends`. `{}` changes nothing."""
    claims: tuple[Claim, ...] = Field(min_length=1, max_length=24)
    """What is claimed of them. The hypothesis is supported if all claims are."""

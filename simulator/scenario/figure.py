"""What is a figure, and where does it come from: a number with its year, source and confidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from simulator.scenario.basics import Strict


class Confidence(StrEnum):
    """How far a figure can be trusted, in the words of the data collection it comes from."""

    HIGH = "high"
    MEDIUM_HIGH = "medium-high"
    MEDIUM = "medium"
    LOW_MEDIUM = "low-medium"
    LOW = "low"


class Basis(StrEnum):
    """What kind of source a figure has, read from the first word of its source."""

    REPORTED = "reported"
    DERIVED = "derived"
    MEMORY = "memory"
    JUDGEMENT = "judgement"
    NONE = "none"


class Figure(Strict):
    """A number of the real world with its provenance.

    In YAML either a mapping (`value`, `year`, `source`, `confidence`, `note`) or a bare number, which is
    a figure without provenance. A source that begins with `memory`, `judgement` or `derived` says that no
    publication was seen for it.
    """

    value: float
    """The number, in the unit of its field."""
    year: int | str | None = None
    """The year, or span of years such as `2019-2023`, that the number describes."""
    source: str | None = Field(default=None, min_length=1)
    """Who published the number; or `memory`, `judgement` or `derived`, and from what."""
    confidence: Confidence | None = None
    """How far the number can be trusted."""
    note: str | None = None
    """What a reader must know to use the number."""

    @property
    def basis(self) -> Basis:
        """The kind of source."""
        if self.source is None:
            return Basis.NONE
        first = self.source.split(maxsplit=1)[0].strip(":;,.").lower()
        return Basis(first) if first in {"memory", "judgement", "derived"} else Basis.REPORTED


def _from_number(raw: Any) -> Any:  # noqa: ANN401 (a validator sees anything that YAML can hold)
    return {"value": raw} if isinstance(raw, (int, float)) and not isinstance(raw, bool) else raw


@dataclass(frozen=True)
class Bounds:
    """What the number of a figure must keep to."""

    ge: float | None = None
    le: float | None = None
    gt: float | None = None

    def __call__(self, figure: Figure) -> Figure:
        """Return the figure if its number is within the bounds."""
        if self.ge is not None and figure.value < self.ge:
            raise PydanticCustomError("figure_bound", "should be {ge} or more", {"ge": self.ge})
        if self.gt is not None and figure.value <= self.gt:
            raise PydanticCustomError("figure_bound", "should be more than {gt}", {"gt": self.gt})
        if self.le is not None and figure.value > self.le:
            raise PydanticCustomError("figure_bound", "should be {le} or less", {"le": self.le})
        return figure


def _within(ge: float | None, le: float | None, gt: float | None = None) -> AfterValidator:
    return AfterValidator(Bounds(ge, le, gt))


Number = Annotated[Figure, BeforeValidator(_from_number)]
"""A figure of any sign."""
Stock = Annotated[Figure, BeforeValidator(_from_number), _within(0.0, None)]
"""A figure of zero or more: money, people, tonnes."""
Positive = Annotated[Figure, BeforeValidator(_from_number), _within(None, None, gt=0.0)]
"""A figure of more than zero."""
Share = Annotated[Figure, BeforeValidator(_from_number), _within(0.0, 1.0)]
"""A figure from 0 to 1."""
Balance = Annotated[Figure, BeforeValidator(_from_number), _within(-1.0, 1.0)]
"""A figure from -1 to 1."""
Size = Annotated[Figure, BeforeValidator(_from_number), _within(0.01, None)]
"""A figure of .01 or more: the size of an economy."""
Term = Annotated[Figure, BeforeValidator(_from_number), _within(0.25, None)]
"""A figure of .25 or more: years of at least a quarter."""
Growth = Annotated[Figure, BeforeValidator(_from_number), _within(-0.2, 0.3)]
"""Growth as a fraction a year, from -0.2 to 0.3."""
Rate = Annotated[Figure, BeforeValidator(_from_number), _within(-0.5, 1.0)]
"""An interest or balance as a fraction a year, from -0.5 to 1."""

NOTHING = Figure(value=0.0)
"""Zero, where a file says nothing."""

"""What every schema class shares: strictness, identifiers, colours and shares."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict, Field


class Strict(BaseModel):
    """The base of every schema class: unknown keys, wrong types, NaN and infinity are errors."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


Identifier = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,31}$")]
"""A short name without spaces, such as `KZ` or `minerals`."""

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
"""A colour as `#rrggbb`."""

Portion = Annotated[float, Ge(0.0), Le(1.0)]
"""A plain number from 0 to 1: a choice of the modeller, not a measurement."""

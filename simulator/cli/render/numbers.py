"""How a number is written: as many digits as can be read, a dash where there is none."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from rich.text import Text

if TYPE_CHECKING:
    from simulator.model.arithmetic import Floats

ABSENT = "–"
"""What stands for a number that does not exist."""
BAND = (0.05, 0.95)
"""Quantiles between which nine runs of ten lie."""


def money(amount: float) -> str:
    """Write US$bn with about three digits.

    >>> money(1234.5), money(45.67), money(4.567), money(0.123), money(0.0)
    ('1,234', '45.7', '4.57', '0.12', '0.00')
    """
    if not math.isfinite(amount):
        return ABSENT
    return _without_sign_of_nothing(f"{amount:,.{0 if abs(amount) >= 100 else 1 if abs(amount) >= 10 else 2}f}")


def percent(share: float, digits: int = 0) -> str:
    """Write a fraction as a percentage, without the sign.

    >>> percent(0.256), percent(0.256, 1), percent(-0.0002, 1)
    ('26', '25.6', '0.0')
    """
    return _without_sign_of_nothing(f"{100 * share:.{digits}f}") if math.isfinite(share) else ABSENT


def points(value: float, digits: int = 2) -> str:
    """Write points, or a difference of money, with their sign.

    >>> points(1.25), points(-0.004), points(0.44, 1)
    ('+1.25', '0.00', '+0.4')
    """
    return _without_sign_of_nothing(f"{value:+.{digits}f}") if math.isfinite(value) else ABSENT


def _without_sign_of_nothing(written: str) -> str:
    return written if any(digit in written for digit in "123456789") else written.lstrip("+-")


def count(number: float) -> str:
    """Write a count."""
    return f"{number:,.0f}" if math.isfinite(number) else ABSENT


def middle(values: Floats) -> float:
    """Compute the median over runs, of those in which the number exists."""
    there = values[np.isfinite(values)]
    return float(np.median(there)) if there.size else math.nan


def band(values: Floats) -> tuple[float, float]:
    """Compute the 5 % and 95 % quantiles over runs, of those in which the number exists."""
    there = values[np.isfinite(values)]
    if not there.size:
        return math.nan, math.nan
    low, high = np.quantile(there, BAND)
    return float(low), float(high)


def cell(values: Floats, write: Callable[[float], str], start: Floats | None = None) -> Text:
    """Fill a cell of a table: the value of the one run, or the median of many over their band.

    With `start`, the value at the start stands before it, as `0.31 → 0.28`.
    """
    first = "" if start is None else f"{write(middle(start))} → "
    text = Text(first + write(middle(values)))
    if values.size > 1:
        low, high = band(values)
        text.append(f"\n{write(low)}–{write(high)}", style="dim")
    return text

"""Which sums and curves does the model share: those that give the same bits for any number of runs.

Elementwise NumPy gives a run the same bits whatever stands beside it; a reduction does not, because NumPy adds in
pairs where memory is contiguous. So sums over actors go through `total`, which adds slices in order.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
"""An array of real numbers, in double precision unless said; the last axis is the runs."""
Bools = NDArray[np.bool_]
"""An array of conditions; the last axis is the runs."""
Codes = NDArray[np.int8]
"""An array of small codes; the last axis is the runs."""

DT = 0.25
"""A quarter in years."""


def total(values: Floats, axis: int = 0) -> Floats:
    """Add the slices of an array along an axis, first to last."""
    before: tuple[Any, ...] = (slice(None),) * axis
    out: Floats = values[(*before, 0)].copy()
    for place in range(1, values.shape[axis]):
        out += values[(*before, place)]
    return out


def logistic(z: Floats) -> Floats:
    """Return 1 / (1 + exp(-z)) ; an overflow on the way is the right answer, 0."""
    with np.errstate(over="ignore"):
        out: Floats = np.exp(-z)
    out += 1.0
    np.divide(1.0, out, out=out)
    return out

"""What happened: every metric of every quarter so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from simulator.model.arithmetic import Floats
from simulator.model.record.metrics import METRICS
from simulator.scenario.quarter import Quarter


class History(Mapping[str, Floats]):
    """The metrics by name: `history["gdp"]` is an array (quarter, *axes, run) whose first row is the start.

    `METRICS` says what each means, in which unit, and which axes it has.
    """

    def __init__(self) -> None:
        self.quarters: list[Quarter] = []
        """The quarters recorded; the first is the start."""
        self._rows: dict[str, list[Floats]] = {metric.name: [] for metric in METRICS}

    def append(self, quarter: Quarter, measured: Mapping[str, Floats]) -> None:
        """Add a quarter."""
        self.quarters.append(quarter)
        for name, rows in self._rows.items():
            rows.append(measured[name])

    def __getitem__(self, name: str) -> Floats:
        return np.stack(self._rows[name])

    @property
    def start(self) -> dict[str, Floats]:
        """The metrics at the start: (*axes, run), by name."""
        return {name: rows[0] for name, rows in self._rows.items()}

    def latest(self, name: str) -> Floats:
        """Return a metric at the end of the last quarter: (*axes, run)."""
        return self._rows[name][-1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

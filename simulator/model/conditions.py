"""In which runs does a condition hold: what sets events off, and what objectives ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Bools, Floats
from simulator.model.setting import Setting
from simulator.scenario.happenings import Condition


@dataclass(frozen=True)
class Evidence:
    """What a condition is held against."""

    setting: Setting
    latest: Callable[[str], Floats]
    """Returns a metric at the end of the last quarter, (*axes, r)."""
    happened: Callable[[str], Bools]
    """Returns in which runs an event has happened, (r), by its `id`."""


def holds(condition: Condition, evidence: Evidence) -> Bools:
    """Return in which runs a condition holds: (r)."""
    parts = [holds(part, evidence) for part in condition.every]
    if condition.some:
        parts.append(np.any([holds(part, evidence) for part in condition.some], axis=0))
    if condition.none is not None:
        parts.append(~holds(condition.none, evidence))
    if condition.event is not None:
        parts.append(evidence.happened(condition.event))
    if condition.state is not None:
        state = evidence.latest(condition.state.value)
        for actor in (condition.of, condition.by):
            state = state if actor is None else state[evidence.setting.index(actor)]
        if condition.above is not None:
            parts.append(state > condition.above)
        if condition.below is not None:
            parts.append(state < condition.below)
    together: Bools = np.logical_and.reduce(parts)
    return together

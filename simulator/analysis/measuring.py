"""What does a measure come to: a number for each run, from the metrics that a region has recorded."""

from __future__ import annotations

import numpy as np

from simulator.analysis.hypothesis import Across, Course, Measure
from simulator.model import METRICS, Region
from simulator.model.arithmetic import Floats, total
from simulator.scenario import Quarter

_AXES = {metric.name: metric.axes for metric in METRICS}


def measured(measure: Measure, each: str | None, region: Region) -> Floats:
    """Measure every run of a region.

    Parameters
    ----------
    measure
        What.
    each
        The axis whose items are kept apart.
    region
        A region that has run.

    Returns
    -------
    Floats
        (item, run), with one item where none are kept apart; not a number where a ratio has nothing to divide by.
    """
    items = {axis: measure.items(axis) for axis in _AXES[measure.metric]}
    first, last = (_place(region, quarter) for quarter in (measure.since, measure.until))
    first, last = first or 0, len(region.history.quarters) - 1 if last is None else last
    upper = _series(region, measure.metric, items, each, measure.across or Across.SUM)
    if not measure.is_ratio:
        return _course(measure.course, upper, first, last)
    whole = {axis: None if axis == measure.share_among else named for axis, named in items.items()}
    lower = _series(region, measure.per or measure.metric, whole, each, Across.SUM)
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure.course in {Course.SUM, Course.MEAN}:
            return _course(Course.SUM, upper, first, last) / _course(Course.SUM, lower, first, last)
        return _course(measure.course, upper / lower, first, last)


def _place(region: Region, quarter: Quarter | None) -> int | None:
    return None if quarter is None else quarter - region.history.quarters[0]


def _series(
    region: Region, metric: str, items: dict[str, tuple[str, ...] | None], each: str | None, across: Across
) -> Floats:
    """Put the items of a metric together: (quarter, item, run)."""
    values = region.history[metric]
    # From the last axis to the first, so that the places of those to come stay.
    for place, axis in reversed(list(enumerate(_AXES[metric], start=1))):
        named = items[axis]
        if named is not None:
            values = values.take([region.labels[axis].index(item) for item in named], axis=place)
        if axis != each:
            values = _together(values, place, across)
    return values if each is not None else values[:, None]


def _together(values: Floats, axis: int, across: Across) -> Floats:
    if across is Across.MAX:
        return np.asarray(values.max(axis))
    added = total(values, axis)
    return added / values.shape[axis] if across is Across.MEAN else added


def _course(course: Course, series: Floats, first: int, last: int) -> Floats:
    """Read a series (quarter, item, run) between the ends of two quarters: (item, run)."""
    begin: Floats = series[first]
    end: Floats = series[last]
    if course is Course.LEVEL:
        return end
    if course is Course.CHANGE:
        return end - begin
    if course is Course.GROWTH:
        with np.errstate(divide="ignore", invalid="ignore"):
            return end / begin - 1.0
    passed = total(series[first + 1 : last + 1])
    return passed / (last - first) if course is Course.MEAN else passed

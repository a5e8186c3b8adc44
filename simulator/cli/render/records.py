"""How are results handed to programs: JSON and CSV, as docs/output.md describes them."""

from __future__ import annotations

import csv
import itertools
import json
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

import numpy as np

from simulator.cli.render.numbers import BAND
from simulator.model import METRICS

if TYPE_CHECKING:
    from simulator.cli.outcome import Outcome
    from simulator.model import Decision
    from simulator.model.arithmetic import Floats

AXES = ("host", "power", "sector", "term", "clause", "mineral", "corridor", "project")
"""The axes that a metric may have, each a column of the CSV."""
_SAME = ("scenario", "seed")
"""The columns that are the same in the whole file, so that files can be put together."""


def write_json(outcome: Outcome, decisions: Iterable[Decision], stream: TextIO) -> None:
    """Write one JSON object; docs/output.md lists its keys."""
    document: dict[str, Any] = {
        "meta": _meta(outcome),
        "labels": {"quarter": outcome.quarters, **outcome.labels},
        "metrics": {
            metric.name: {
                "unit": metric.unit,
                "meaning": metric.meaning,
                "axes": ("quarter", *metric.axes),
                **{name: _plain(values) for name, values in _statistics(outcome, metric.name).items()},
            }
            for metric in METRICS
        },
    }
    document["events"] = outcome.struck
    document["objectives"] = outcome.met
    if outcome.runs == 1:
        document["headlines"] = outcome.headlines
        document["decisions"] = [_decision(decision) for decision in decisions]
    # ASCII alone is right in every encoding of standard output.
    json.dump(document, stream, ensure_ascii=True, allow_nan=False)
    stream.write("\n")


def write_csv(outcome: Outcome, stream: TextIO, *, each: bool = False) -> None:
    """Write one row for each number of each quarter: `value` for one run, `median`, `p05` and `p95` for several.

    With `each`, every run has its own rows, with its number in the column `run`.
    """
    writer = csv.writer(stream, lineterminator="\n")
    if not each:
        statistics = {metric.name: _statistics(outcome, metric.name) for metric in METRICS}
        writer.writerow([*_SAME, "quarter", "metric", *AXES, "unit", *statistics["gdp"]])
        writer.writerows(_rows(outcome, [], statistics))
        return
    writer.writerow([*_SAME, "run", "quarter", "metric", *AXES, "unit", "value"])
    for run in range(outcome.runs):
        values = {metric.name: {"value": outcome.values[metric.name][..., run]} for metric in METRICS}
        writer.writerows(_rows(outcome, [run], values))


def _rows(outcome: Outcome, run: list[int], statistics: dict[str, dict[str, Floats]]) -> Iterator[list[Any]]:
    for place, quarter in enumerate(outcome.quarters):
        for metric in METRICS:
            kinds = statistics[metric.name].values()
            for index, labels in _items(outcome, metric.axes):
                numbers = [_written(values[place, *index]) for values in kinds]
                items = (labels.get(axis, "") for axis in AXES)
                yield [outcome.scenario.id, outcome.seed, *run, quarter, metric.name, *items, metric.unit, *numbers]


def _items(outcome: Outcome, axes: tuple[str, ...]) -> Iterator[tuple[tuple[int, ...], dict[str, str]]]:
    for items in itertools.product(*(enumerate(outcome.labels[axis]) for axis in axes)):
        yield tuple(place for place, _ in items), dict(zip(axes, (label for _, label in items), strict=True))


def _statistics(outcome: Outcome, metric: str) -> dict[str, Floats]:
    """Summarise a metric over runs: arrays (quarter, *axes) by the name of the statistic."""
    values = outcome.values[metric]
    if outcome.runs == 1:
        return {"value": values[..., 0]}
    low, median, high = np.quantile(values, (BAND[0], 0.5, BAND[1]), axis=-1)
    return {"median": median, "p05": low, "p95": high}


def _meta(outcome: Outcome) -> dict[str, Any]:
    from simulator import __version__

    return {
        "scenario": outcome.scenario.id,
        "name": outcome.scenario.name,
        "seed": outcome.seed,
        "runs": outcome.runs,
        "quarters": len(outcome.quarters) - 1,
        "complete": not outcome.shortfall,
        "version": __version__,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "quarter": str(decision.quarter),
        "host": decision.host,
        "power": decision.power,
        "sector": decision.sector,
        "instrument": decision.instrument,
        "amount": decision.amount,
        "element": decision.element,
        "clauses": dict(decision.clauses),
        "terms": dict(decision.terms),
        "value": decision.value,
        "hurdle": decision.hurdle,
        "probability": decision.probability,
        "decision": decision.decision,
        "blockers": list(decision.blockers),
        "price_to_flip": decision.price_to_flip if math.isfinite(decision.price_to_flip) else None,
        "power_net": decision.power_net,
        "counter": decision.counter and {"amount": decision.counter.amount, "dropped": decision.counter.dropped},
        "sentence": decision.sentence,
    }


def _plain(values: Floats) -> Any:  # noqa: ANN401 (lists as deep as the array has axes)
    # JSON knows no NaN and no infinity.
    numbers = values.astype(object)
    numbers[~np.isfinite(values)] = None
    return numbers.tolist()


def _written(value: float) -> str:
    return repr(float(value)) if math.isfinite(value) else ""

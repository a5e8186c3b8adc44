"""What came out of `steppe run`: the metrics and decisions of all its runs, as far as they were computed."""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.cli.guard import UserError
from simulator.cli.interruption import Interruption
from simulator.cli.progress import Progress
from simulator.model import BLOCK, METRICS, Decision, Region
from simulator.model.record.metrics import labels
from simulator.model.setting import Setting

if TYPE_CHECKING:
    from simulator.model.arithmetic import Bools, Floats
    from simulator.scenario import Scenario

MOST_MEMORY = 4_000_000_000
"""Bytes that the metrics of all runs may fill."""


@dataclass(frozen=True)
class Outcome:
    """The result of one run or of many."""

    scenario: Scenario
    """What was run."""
    seed: int
    """The root seed."""
    runs: int
    """Runs that were finished, or one that was not."""
    quarters: tuple[str, ...]
    """The start and the quarters that were computed, such as `2025Q4`."""
    labels: dict[str, tuple[str, ...]]
    """Names of the items along each axis."""
    values: dict[str, Floats]
    """Each metric: (quarter, *its axes, run), the start first."""
    decisions: tuple[Decision, ...]
    """What the hosts decided, with the reasons; kept for a single run only."""
    headlines: tuple[tuple[str, str], ...]
    """What happened, as the quarter and a line; kept for a single run only."""
    struck: dict[str, float]
    """Share of the runs in which each event of the scenario happened, by its `id`."""
    met: dict[str, dict[str, float]]
    """Share of the runs in which each objective was met, by the `id` of its seat and its own."""
    shortfall: str
    """What an interruption left, as `12 of 40 quarters`; empty for a complete outcome."""

    @property
    def years(self) -> float:
        """Length of the runs, years."""
        return (len(self.quarters) - 1) / 4


def simulate(scenario: Scenario, *, seed: int, runs: int, quarters: int) -> Outcome:
    """Run a scenario; Ctrl-C ends it early with what was computed until then.

    Raises
    ------
    UserError
        If the result would not fit into the memory of a usual machine.
    """
    _refuse_what_does_not_fit(scenario, runs, quarters)
    try:
        blocks = _blocks(scenario, seed, runs, quarters)
        first = next(blocks)
        parts = {name: [values] for name, values in first.history.items()}
        struck = {event: [runs] for event, runs in first.runs_struck.items()}
        met = {(seat, aim): [runs] for seat, aims in first.objectives.items() for aim, runs in aims.items()}
        for block in blocks:
            for (seat, aim), hits in met.items():
                hits.append(block.objectives[seat][aim])
            for event, hit in block.runs_struck.items():
                struck[event].append(hit)
            for name, values in block.history.items():
                parts[name].append(values)
    except Exception as error:
        error.add_note(f"scenario {scenario.id}, seed {seed}, {runs} runs, {quarters} quarters")
        raise
    # Each metric's parts are let go as soon as they are joined: thousands of runs fill a memory.
    joined = {metric.name: np.concatenate(parts.pop(metric.name), axis=-1) for metric in METRICS}
    done, finished = len(first.history.quarters) - 1, joined["gdp"].shape[-1]
    cut = [f"{done} of {quarters} quarters"] if done < quarters else []
    cut += [f"{finished} of {runs} runs"] if finished < runs else []
    return Outcome(
        scenario=scenario,
        seed=seed,
        runs=finished,
        quarters=tuple(str(quarter) for quarter in first.history.quarters),
        labels=dict(first.labels),
        values=joined,
        decisions=tuple(first.decisions),
        headlines=tuple(first.headlines),
        struck={event: float(np.concatenate(runs).mean()) for event, runs in struck.items()},
        met=_shares(met),
        shortfall=" in ".join(cut),
    )


def _shares(met: dict[tuple[str, str], list[Bools]]) -> dict[str, dict[str, float]]:
    shares: dict[str, dict[str, float]] = {}
    for (seat, aim), hits in met.items():
        shares.setdefault(seat, {})[aim] = float(np.concatenate(hits).mean())
    return shares


def _refuse_what_does_not_fit(scenario: Scenario, runs: int, quarters: int) -> None:
    sizes = {axis: len(names) for axis, names in labels(Setting(scenario)).items()}
    numbers = sum(math.prod(sizes[axis] for axis in metric.axes) for metric in METRICS)
    needed = 8 * numbers * (quarters + 1)
    if runs * needed > MOST_MEMORY:
        fewer = max(1, MOST_MEMORY // needed)
        raise UserError(
            f"{runs} runs of {quarters} quarters with {sizes['host']} hosts and {sizes['power']} powers would fill "
            f"{runs * needed / 1e9:.0f} GB of memory; up to --runs {fewer} will do."
        )


def _blocks(scenario: Scenario, seed: int, runs: int, quarters: int) -> Iterator[Region]:
    """Step all runs, a block after the other, until Ctrl-C."""
    with Interruption() as interruption, Progress(runs * quarters) as progress:
        for start in range(0, runs, BLOCK):
            region = Region(scenario, range(start, min(start + BLOCK, runs)), seed, journal=runs == 1)
            for _ in range(quarters):
                if interruption.asked:
                    break
                region.step()
                progress.advance(len(region.runs))
            # A block that was cut short is no use beside finished ones, whose runs are longer.
            if start == 0 or len(region.history.quarters) > quarters:
                yield region
            # A Mesa model and its agents refer to each other, so that only the collector lets go of them.
            del region
            gc.collect()
            if interruption.asked:
                return

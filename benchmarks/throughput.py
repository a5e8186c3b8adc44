"""Measure how many runs a second one core steps, in blocks and through `mesa.batch_run`.

Prints one JSON line. It also says what share of the throughput of the core quarter is left with every mechanism at
work (`share_of_core`, in blocks of the default size). All sides run the same scenario for the same quarters in this
process, in turn, so that a noisy machine is noisy to all; the figures are medians over the repeats, in seconds of
processor time.

    python benchmarks/throughput.py [--scenario baseline_2025] [--quarters 40] [--repeats 5] [--blocks 256,384,512,768]
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
import warnings
from collections.abc import Callable

import mesa
import numpy as np

from simulator.model import BLOCK, Region
from simulator.scenario import Scenario, load_scenario
from simulator.scenario.parameters import Mechanisms


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that the work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def step_block(scenario: Scenario, runs: int) -> None:
    """Step a block of runs to the end of the scenario."""
    region = Region(scenario, runs=runs, seed=1)
    while region.running:
        region.step()


def without_mechanisms(scenario: Scenario) -> Scenario:
    """Return the scenario with every mechanism that can be switched off at rest: the core quarter alone."""
    off = dict.fromkeys(Mechanisms.model_fields, False)
    parameters = scenario.parameters.model_copy(update={"mechanisms": Mechanisms(**off)})
    return scenario.model_copy(update={"parameters": parameters})


def step_with_mesa(scenario: Scenario, runs: int) -> None:
    """Step single runs to the end of the scenario through Mesa's own batch runner."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mesa.batch_run(
            Region,
            {"scenario": [scenario], "seed": list(range(runs))},
            number_processes=1,
            max_steps=scenario.horizon,
            display_progress=False,
        )


def quarter_alone(scenario: Scenario) -> float:
    """Return the median processor time of a quarter of a single run, in milliseconds."""
    region = Region(scenario, seed=1)
    return 1000 * statistics.median(seconds(region.step) for _ in range(scenario.horizon))


def main() -> None:
    """Measure, and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", default="baseline_2025", help="a shipped scenario or a path")
    parser.add_argument("--quarters", type=int, default=40, help="quarters a run")
    parser.add_argument("--repeats", type=int, default=5, help="repeats of each measurement")
    parser.add_argument("--blocks", default="256,384,512,768", help="block sizes to try, in runs")
    options = parser.parse_args()
    scenario = load_scenario(options.scenario).model_copy(update={"horizon": options.quarters})
    core = without_mechanisms(scenario)
    blocks = [int(block) for block in options.blocks.split(",")]
    mesa_runs = 4

    step_block(scenario, 2)
    in_blocks: dict[int, list[float]] = {block: [] for block in blocks}
    through_mesa: list[float] = []
    of_core: list[float] = []
    for _ in range(options.repeats):
        for block in blocks:
            in_blocks[block].append(block / seconds(lambda block=block: step_block(scenario, block)))
        whole, bare = (seconds(lambda world=world: step_block(world, BLOCK)) for world in (scenario, core))
        of_core.append(bare / whole)
        through_mesa.append(mesa_runs / seconds(lambda: step_with_mesa(scenario, mesa_runs)))
    rates = {block: statistics.median(rate) for block, rate in in_blocks.items()}
    best = max(rates, key=lambda block: rates[block])
    by_mesa = statistics.median(through_mesa)
    ratios = [ours / theirs for ours, theirs in zip(in_blocks[best], through_mesa, strict=True)]
    print(
        json.dumps(
            {
                "runs_per_second": round(rates[best], 1),
                "mesa_batch_run_runs_per_second": round(by_mesa, 2),
                "ratio": round(statistics.median(ratios), 1),
                "ratio_range": [round(min(ratios), 1), round(max(ratios), 1)],
                "block": best,
                "share_of_core": round(statistics.median(of_core), 2),
                "runs_per_second_by_block": {str(block): round(rate, 1) for block, rate in rates.items()},
                "single_quarter_ms": round(quarter_alone(scenario), 2),
                "scenario": scenario.id,
                "quarters": options.quarters,
                "python": platform.python_version(),
                "numpy": np.__version__,
                "mesa": mesa.__version__,
            }
        )
    )


if __name__ == "__main__":
    main()

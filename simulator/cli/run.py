"""`steppe run`: play a scenario out and show what happened and why."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from simulator.cli.console import say
from simulator.cli.destination import destination
from simulator.cli.form import Form, FormOption, OutOption, by_suffix
from simulator.cli.guard import INTERRUPTED, Misuse


def run(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help="A scenario file, or the name of one that `steppe scenario list` shows."
        ),
    ],
    seed: Annotated[
        int, typer.Option(min=0, metavar="N", help="Root of all chance: the same seed gives the same history.")
    ] = 0,
    quarters: Annotated[
        int | None,
        typer.Option(min=1, max=400, metavar="N", help="How long to run.", show_default="the scenario's horizon"),
    ] = None,
    runs: Annotated[
        int, typer.Option(min=1, max=5000, metavar="N", help="How many histories to run from the seed.")
    ] = 1,
    form: FormOption = None,
    out: OutOption = None,
    explain: Annotated[
        str | None,
        typer.Option(metavar="HOST[:POWER]", help="Explain every offer to a host (of one power): `KZ`, `KZ:US`."),
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help="In CSV, write the numbers of every run instead of medians and bands.")
    ] = False,
) -> None:
    """Run a scenario and show what happened and why.

    With one run: a log of the quarters, the state of the region at the end, and the objectives that were met. With
    several: medians, the bands in which nine runs of ten lie, and in how many runs each objective was met.

    JSON has the keys `meta`, `labels`, `metrics`, `events`, `objectives` and (one run) `headlines` and `decisions`.
    CSV has the columns scenario, seed, quarter, metric, host, power, term, unit, and value (one run) or median, p05,
    p95 (several). docs/output.md describes both.

    Example: `steppe run baseline_2025 --quarters 12`

    Example: `steppe run baseline_2025 --explain KZ:US`

    Example: `steppe run my_scenario.yaml --runs 500 --out result.csv`
    """
    chosen = form or by_suffix(out)
    if explain is not None and (runs > 1 or chosen is Form.CSV):
        raise Misuse("--explain works on one run, as table or JSON; leave out --runs and csv.")
    if each and chosen is not Form.CSV:
        raise Misuse("--each works with CSV; add --format csv.")

    from simulator.cli.offers import Offers
    from simulator.cli.outcome import simulate
    from simulator.cli.show import write
    from simulator.scenario import load_scenario

    loaded = load_scenario(scenario)
    offers = None if explain is None else Offers.named(explain, loaded)
    command = f"steppe run {shlex.quote(scenario)}"
    command += f" --seed {seed}" * (seed > 0) + f" --quarters {quarters}" * (quarters is not None)
    with destination(out) as stream:
        outcome = simulate(loaded, seed=seed, runs=runs, quarters=quarters or loaded.horizon)
        write(outcome, stream, form=chosen, offers=offers, each=each, command=command)
    if out is not None:
        say(f"wrote {out}")
    if outcome.shortfall:
        say(f"Interrupted: this is the outcome of {outcome.shortfall}.")
        raise typer.Exit(INTERRUPTED)

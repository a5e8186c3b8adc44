"""How the styles did in a tournament, as a page for a person or as data for a program."""

from __future__ import annotations

import csv
import json
import math
import sys
from typing import Any, TextIO

import rich.box
from rich.table import Table
from rich.text import Text

from simulator.analysis import Result, Standing, Tournament
from simulator.cli.console import page, put, standard_output
from simulator.cli.form import Form
from simulator.cli.render.numbers import ABSENT

COLUMNS = ("seat", "style", "games", "wins", "share", "low", "high", "score")
"""The columns of the CSV: a row for each style in each seat."""


def write(results: list[Result], played: Tournament, stream: TextIO, *, form: Form) -> None:
    """Write results as a page, as one JSON object, or as CSV."""
    if form is Form.JSON:
        json.dump(_as_data(results, played), stream, allow_nan=False)
        stream.write("\n")
    elif form is Form.CSV:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {"seat": result.seat, "games": result.games, **_one(standing)}
            for result in results
            for standing in result.standings
        )
    else:
        console = standard_output() if stream is sys.stdout else page(stream)
        put(
            console,
            Text(
                f"{played.roster.scenario.id}, {played.games} games a seat of {played.quarters} quarters, "
                f"seed {played.seed}",
                style="dim",
            ),
        )
        put(console, _table(results))


def _table(results: list[Result]) -> Table:
    grid = Table(box=rich.box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("seat", no_wrap=True, style="bold")
    grid.add_column("style", min_width=8)
    for heading in ("wins", "90 %", "score"):
        grid.add_column(heading, justify="right", no_wrap=True)
    for result in results:
        for place, standing in enumerate(result.standings):
            grid.add_row(
                "" if place else result.seat,
                standing.style.name,
                f"{100 * standing.share:.0f} %",
                Text(_span(standing), style="dim"),
                f"{standing.score:.1f}",
                style="bold" if standing is result.best else None,
                end_section=place == len(result.standings) - 1,
            )
    return grid


def _span(standing: Standing) -> str:
    if not math.isfinite(standing.low):
        return ABSENT
    return f"{100 * standing.low:.0f} to {100 * standing.high:.0f}"


def _as_data(results: list[Result], played: Tournament) -> dict[str, Any]:
    return {
        "scenario": played.roster.scenario.id,
        "seed": played.seed,
        "games": played.games,
        "quarters": played.quarters,
        "seats": [{"seat": r.seat, "standings": [_one(standing) for standing in r.standings]} for r in results],
    }


def _one(standing: Standing) -> dict[str, Any]:
    """Return what a standing says, with no number where there is no interval."""
    low, high = (value if math.isfinite(value) else None for value in (standing.low, standing.high))
    return {
        "style": standing.style.id,
        "wins": standing.wins,
        "share": standing.share,
        "low": low,
        "high": high,
        "score": standing.score,
    }

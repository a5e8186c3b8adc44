"""How an outcome is shown: as a page for a person, or as data for a program."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from rich.console import RenderableType
from rich.text import Text

from simulator.cli.console import page, put, standard_output
from simulator.cli.render.chronicle import chronicle
from simulator.cli.render.explanation import explanations
from simulator.cli.render.records import write_csv, write_json
from simulator.cli.render.scenarios import briefing
from simulator.cli.render.tables import summary

if TYPE_CHECKING:
    from simulator.cli.offers import Offers
    from simulator.cli.outcome import Outcome


UNITS = "Amounts are in US$ bn of 2024."
"""What a log says once of its figures."""


def write(
    outcome: Outcome, stream: TextIO, *, form: str, offers: Offers | None, each: bool = False, command: str = ""
) -> None:
    """Write an outcome as `table`, `json` or `csv`; of its decisions only those on `offers`, if given.

    With `each`, CSV has the rows of every run. `command` is what has been run: a page on a terminal ends with what
    can be asked next.
    """
    if form == "json":
        write_json(outcome, offers.among(outcome.decisions) if offers else outcome.decisions, stream)
    elif form == "csv":
        write_csv(outcome, stream, each=each)
    else:
        console = standard_output() if stream is sys.stdout else page(stream)
        for part in _parts(outcome, offers):
            put(console, part)
        if console.is_terminal and offers is None and outcome.runs == 1:
            put(console, _what_next(outcome, command))


def _parts(outcome: Outcome, offers: Offers | None) -> Iterator[RenderableType]:
    yield heading(outcome)
    yield Text()
    if offers is not None:
        yield from explanations(outcome, offers)
        return
    if outcome.runs == 1:
        yield from briefing(outcome.scenario)
        yield Text(UNITS)
        yield Text()
        yield from chronicle(outcome)
    for table in summary(outcome):
        yield table
        yield Text()


def heading(outcome: Outcome) -> Text:
    """Say what was run."""
    scenario = outcome.scenario
    runs = f"{outcome.runs} runs, " if outcome.runs > 1 else ""
    text = Text.assemble((scenario.name, "bold"), (f"  {scenario.id}, {runs}seed {outcome.seed}", "dim"))
    text.append(f"\n{scenario.summary}")
    if outcome.runs > 1:
        text.append("\nMedians, and under them the band in which nine runs of ten lie.")
    return text


def _what_next(outcome: Outcome, command: str) -> Text:
    """Propose the two questions that a log leaves open: why, and how typical it is."""
    refused = [d for d in outcome.decisions if d.decision == "refused" and math.isfinite(d.price_to_flip)]
    telling = max(refused, key=lambda d: d.amount, default=None)
    pair = f"{telling.host}:{telling.power}" if telling else outcome.labels["host"][0]
    return Text(f"Why?          {command} --explain {pair}\nHow typical?  {command} --runs 500", style="dim")

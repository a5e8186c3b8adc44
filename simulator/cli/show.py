"""How an outcome is shown: as a page for a person, or as data for a program."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from rich.console import RenderableType
from rich.text import Text

from simulator.cli.console import page, standard_output
from simulator.cli.render.chronicle import chronicle
from simulator.cli.render.explanation import explanations
from simulator.cli.render.records import write_csv, write_json
from simulator.cli.render.tables import summary

if TYPE_CHECKING:
    from simulator.cli.offers import Offers
    from simulator.cli.outcome import Outcome


def write(outcome: Outcome, stream: TextIO, *, form: str, offers: Offers | None) -> None:
    """Write an outcome as `table`, `json` or `csv`; of its decisions only those on `offers`, if given."""
    if form == "json":
        write_json(outcome, offers.among(outcome.decisions) if offers else outcome.decisions, stream)
    elif form == "csv":
        write_csv(outcome, stream)
    else:
        console = standard_output() if stream is sys.stdout else page(stream)
        for part in _parts(outcome, offers):
            console.print(part)


def _parts(outcome: Outcome, offers: Offers | None) -> Iterator[RenderableType]:
    yield _heading(outcome)
    yield Text()
    if offers is not None:
        yield from explanations(outcome, offers)
        return
    if outcome.runs == 1:
        yield chronicle(outcome)
        yield Text()
    for table in summary(outcome):
        yield table
        yield Text()


def _heading(outcome: Outcome) -> Text:
    scenario = outcome.scenario
    runs = f"{outcome.runs} runs, " if outcome.runs > 1 else ""
    text = Text.assemble((scenario.name, "bold"), (f"  {scenario.id}, {runs}seed {outcome.seed}", "dim"))
    text.append(f"\n{scenario.summary}", style="none")
    if outcome.runs > 1:
        text.append(
            "\nMedians, and under them the band in which nine runs of ten lie; under a leading power,", style="none"
        )
        text.append(" the share of the runs in which it leads.", style="none")
    return text

"""Which scenarios are there, and what is each about: a catalogue, and a portrait with the seats and objectives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import rich.box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulator.cli.render.conditions import in_words
from simulator.cli.render.names import Names
from simulator.scenario import Scenario, ScenarioError, Seat

INDENT = 2
"""Blanks before what is said of an objective."""


def catalogue(shipped: Iterable[tuple[Path, Scenario | ScenarioError]]) -> Table:
    """Show the name to run each scenario by, its title and summary, and its file."""
    grid = Table(box=rich.box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("scenario", no_wrap=True, style="bold")
    grid.add_column("")
    for path, loaded in shipped:
        if isinstance(loaded, Scenario):
            told = Text.assemble((loaded.name, "bold"), f"\n{loaded.summary}\n")
        else:
            first = loaded.problems[0]
            told = Text.assemble(("cannot be loaded", "bold red"), f": line {first.line}: {first.message}\n")
        grid.add_row(path.stem, told.append(short(path), style="dim"))
    return grid


def portrait(scenario: Scenario) -> Iterator[RenderableType]:
    """Show what a scenario is about, and each seat with its brief and its objectives."""
    names = Names(scenario)
    yield Text.assemble((scenario.name, "bold"), (f"  {scenario.id}", "dim"), f"\n{scenario.summary}")
    yield Text()
    yield from briefing(scenario)
    if not scenario.seats:
        yield Text("Nobody can be played: the scenario has no seats.")
    for seat in scenario.seats:
        yield from _seat(seat, names)


def briefing(scenario: Scenario) -> Iterator[Text]:
    """Show the briefing, if there is one, with a line after each paragraph."""
    for paragraph in scenario.briefing.split("\n\n"):
        if paragraph.strip():
            yield Text(" ".join(paragraph.split()), style="dim")
            yield Text()


def _seat(seat: Seat, names: Names) -> Iterator[RenderableType]:
    yield names.actor_label(seat.id).append(f" {seat.id}", style="not bold dim")
    yield Text(" ".join(seat.brief.split()))
    for objective in seat.objectives:
        told = Text(objective.name, style="bold")
        told.append(f"\n{in_words(objective, names)}", style="not bold")
        if objective.text:
            told.append(f"\n{' '.join(objective.text.split())}", style="not bold dim")
        yield Padding(told, (0, 0, 0, INDENT))
    yield Text()


def short(path: Path) -> str:
    """Write a path from the folder in which the program was started, if it lies there."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)

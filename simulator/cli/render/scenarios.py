"""Which scenarios come with the program: a catalogue, in which a broken file says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import rich.box
from rich.table import Table
from rich.text import Text

from simulator.scenario import Scenario, ScenarioError


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


def short(path: Path) -> str:
    """Write a path from the folder in which the program was started, if it lies there."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)

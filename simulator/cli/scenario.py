"""`steppe scenario`: which scenarios are there, what is in one, and is a file in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import put, say, standard_output
from simulator.cli.guard import FAILED

if TYPE_CHECKING:
    from simulator.scenario import Problem

app = typer.Typer(
    no_args_is_help=True,
    help="List, show and check scenarios.\n\nExample: `steppe scenario list`",
    short_help="List, show and check scenarios.",
)


@app.command("list")
def list_scenarios() -> None:
    """List the scenarios that come with the program.

    Example: `steppe scenario list`
    """
    from simulator.cli.render.scenarios import catalogue
    from simulator.scenario import load_shipped

    put(standard_output(), catalogue(load_shipped()))


@app.command()
def show(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A scenario file, or the name of one that `list` shows.")
    ],
) -> None:
    """Show what a scenario is about, who can be played in it, and what each is to bring about.

    Example: `steppe scenario show baseline_2025`
    """
    from simulator.cli.render.scenarios import portrait
    from simulator.scenario import load_scenario

    console = standard_output()
    for part in portrait(load_scenario(scenario)):
        put(console, part)


@app.command()
def validate(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Scenario files.", show_default=False)],
) -> None:
    """Check scenario and hypothesis files and print everything that is wrong with them.

    Prints `ok` for each file in order. The exit code is 1 if any file has a problem.

    Example: `steppe scenario validate my_scenario.yaml`
    """
    from simulator.cli.render.problems import report

    faulty = 0
    for path in paths:
        problems = _problems(path)
        if problems:
            faulty += 1
            say(report(problems))
        else:
            standard_output().print(f"ok {path}", markup=False, soft_wrap=True)
    if faulty:
        raise typer.Exit(FAILED)


def _problems(path: Path) -> list[Problem]:
    from simulator.scenario import check, is_hypothesis, is_style

    if is_hypothesis(path):
        # What a hypothesis measures needs the model, which takes a second to import.
        from simulator.analysis import check_hypothesis

        return check_hypothesis(path)
    if is_style(path):
        from simulator.analysis import check_style

        return check_style(path)
    return check(path)

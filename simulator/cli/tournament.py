"""`steppe tournament`: whether one way of dealing always wins."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.console import say
from simulator.cli.destination import destination
from simulator.cli.form import FormOption, OutOption, by_suffix
from simulator.cli.guard import INTERRUPTED


def tournament(
    seats: Annotated[
        list[str] | None,
        typer.Option(
            "--seat", metavar="ID", help="Play the games of this power or host; can be given again.", show_default="all"
        ),
    ] = None,
    scenario: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="The scenario in which the games are played.")
    ] = "baseline_2025",
    styles: Annotated[
        list[Path] | None,
        typer.Option(
            "--style", metavar="FILE", help="A style of your own, beside the shipped ones; can be given again."
        ),
    ] = None,
    games: Annotated[int, typer.Option(min=1, max=5000, metavar="N", help="How many games each seat has.")] = 200,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Root of all chance, and of the opponents.")] = 0,
    form: FormOption = None,
    out: OutOption = None,
) -> None:
    """Let styles of dealing play against each other, and count how often each wins.

    A style is a way of dealing that any power or host can play. In a game of a seat all other actors play styles that
    were drawn for them, and the seat plays each of the styles: the same run, the same opponents. The style with the
    highest score at the end wins; a tie is shared. docs/tournament.md tells more.

    Example: `steppe tournament --seat US --seat KZ`

    Example: `steppe tournament --games 400 --out result.json`
    """
    chosen = form or by_suffix(out)

    from simulator.analysis import Tournament, load_roster, shipped_styles
    from simulator.cli.render.tournament import write
    from simulator.cli.series import asked_for, until_interrupted

    roster = load_roster(scenario, [*shipped_styles(), *(styles or [])])
    wanted = asked_for(seats, roster.actors, "power or host") if seats else roster.actors
    played = Tournament(roster, seats=wanted, games=games, seed=seed)
    with destination(out) as stream:
        results = until_interrupted(played.work, played.results)
        write(results, played, stream, form=chosen)
    if out is not None:
        say(f"wrote {out}")
    if len(results) < len(wanted):
        say(f"Interrupted: these are {len(results)} of {len(wanted)} seats.")
        raise typer.Exit(INTERRUPTED)

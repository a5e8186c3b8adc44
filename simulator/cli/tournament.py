"""`steppe tournament`: whether one way of dealing always wins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import say
from simulator.cli.destination import destination
from simulator.cli.form import Form, by_suffix
from simulator.cli.guard import INTERRUPTED, Misuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.analysis import Result, Tournament


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
    form: Annotated[
        Form | None,
        typer.Option("--format", help="How to write the result.", show_default="by the suffix of --out, else table"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write to this file (.csv, .json, .txt) and not to the terminal."),
    ] = None,
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

    roster = load_roster(scenario, [*shipped_styles(), *(styles or [])])
    wanted = _named(seats, roster.actors) if seats else roster.actors
    played = Tournament(roster, seats=wanted, games=games, seed=seed)
    with destination(out) as stream:
        results = _results(played)
        write(results, played, stream, form=chosen)
    if out is not None:
        say(f"wrote {out}")
    if len(results) < len(wanted):
        say(f"Interrupted: these are {len(results)} of {len(wanted)} seats.")
        raise typer.Exit(INTERRUPTED)


def _results(played: Tournament) -> list[Result]:
    """Play all games until Ctrl-C."""
    from simulator.cli.interruption import Interruption
    from simulator.cli.progress import Progress

    with Interruption() as interruption, Progress(played.work) as progress:

        def going(stepped: int) -> bool:
            progress.advance(stepped)
            return not interruption.asked

        return list(played.results(going))


def _named(seats: Iterable[str], actors: Sequence[str]) -> list[str]:
    """Find actors by their ids, in any case; each once."""
    from simulator.scenario.reading.problems import did_you_mean

    by_name = {actor.casefold(): actor for actor in actors}
    for seat in seats:
        if seat.casefold() not in by_name:
            hint = did_you_mean(seat, actors)
            raise Misuse(f"no power or host `{seat}` among {', '.join(actors)}{f'; {hint}' if hint else '.'}")
    return list(dict.fromkeys(by_name[seat.casefold()] for seat in seats))

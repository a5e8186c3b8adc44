"""Which commands are there."""

from __future__ import annotations

from typing import Annotated

import typer

from simulator.cli import hypotheses, run, scenario, tournament
from simulator.cli.guard import Guarded

app = typer.Typer(
    name="steppe",
    cls=Guarded,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("hypotheses")(hypotheses.hypotheses)
app.command("tournament")(tournament.tournament)
app.add_typer(scenario.app, name="scenario")


def _print_version(wanted: bool) -> None:
    if wanted:
        from simulator import __version__

        typer.echo(f"steppe {__version__}")
        raise typer.Exit


@app.callback()
def steppe(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Play out the contest of the great powers for Central Asia, and see why each deal was signed or refused.

    Example: `steppe run baseline_2025`
    """

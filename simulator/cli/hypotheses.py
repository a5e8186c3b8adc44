"""`steppe hypotheses`: what many runs say of a claim."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.console import put, say, standard_output
from simulator.cli.destination import destination
from simulator.cli.form import FormOption, OutOption, by_suffix
from simulator.cli.guard import INTERRUPTED


def hypotheses(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", help="Hypotheses that `--list` shows, such as `H6`.", show_default="all of them"
        ),
    ] = None,
    files: Annotated[
        list[Path] | None,
        typer.Option("--file", metavar="FILE", help="A hypothesis file of your own; can be given again."),
    ] = None,
    runs: Annotated[int, typer.Option(min=1, max=5000, metavar="N", help="How many runs each arm has.")] = 500,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Root of all chance, the same for every arm.")] = 0,
    form: FormOption = None,
    out: OutOption = None,
    listing: Annotated[bool, typer.Option("--list", help="List the hypotheses and stop.")] = False,
) -> None:
    """Run claims about the model in paired runs, and say whether they hold.

    A hypothesis compares arms: worlds that differ in what it is about, with the same seed and the same runs. Each
    claim has its effect, the 90 % interval of it, and a verdict: supported where the interval lies on the side that
    is claimed, contradicted where it lies on the other, undecided where it lies on both. They are findings, and the
    exit code is 0 whatever they are. docs/hypotheses.md tells how to read them and how to write your own.

    Example: `steppe hypotheses --list`

    Example: `steppe hypotheses H8 --runs 200`

    Example: `steppe hypotheses --file mine.yaml --out findings.json`
    """
    chosen = form or by_suffix(out)

    from simulator.analysis import Examination, load_hypothesis, read_hypothesis, shipped_hypotheses
    from simulator.cli.render.hypotheses import catalogue, write
    from simulator.cli.series import asked_for, until_interrupted

    shipped = shipped_hypotheses()
    if listing:
        put(standard_output(), catalogue((path, read_hypothesis(path)) for path in shipped.values()))
        return
    asked = [] if files and not names else asked_for(names or shipped, shipped, "hypothesis", _if_a_file)
    paths = [shipped[name] for name in asked]
    examination = Examination([load_hypothesis(path) for path in [*paths, *(files or [])]], runs=runs, seed=seed)
    with destination(out) as stream:
        findings = until_interrupted(examination.work, examination.findings)
        write(findings, stream, form=chosen)
    if out is not None:
        say(f"wrote {out}")
    if len(findings) < len(examination.experiments):
        say(f"Interrupted: these are {len(findings)} of {len(examination.experiments)} hypotheses.")
        raise typer.Exit(INTERRUPTED)


def _if_a_file(name: str) -> str:
    return "for a file: --file" if Path(name).suffix else ""

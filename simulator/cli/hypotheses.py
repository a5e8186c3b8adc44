"""`steppe hypotheses`: what many runs say of a claim."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.cli.console import put, say, standard_output
from simulator.cli.destination import destination
from simulator.cli.form import Form, by_suffix
from simulator.cli.guard import INTERRUPTED, Misuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.analysis import Examination, Finding


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
    form: Annotated[
        Form | None,
        typer.Option("--format", help="How to write the result.", show_default="by the suffix of --out, else table"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write to this file (.csv, .json, .txt) and not to the terminal."),
    ] = None,
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

    shipped = shipped_hypotheses()
    if listing:
        put(standard_output(), catalogue((path, read_hypothesis(path)) for path in shipped.values()))
        return
    paths = [] if files and not names else _named(names or shipped, shipped)
    examination = Examination([load_hypothesis(path) for path in [*paths, *(files or [])]], runs=runs, seed=seed)
    with destination(out) as stream:
        findings = _examined(examination)
        write(findings, stream, form=chosen)
    if out is not None:
        say(f"wrote {out}")
    if len(findings) < len(examination.experiments):
        say(f"Interrupted: these are {len(findings)} of {len(examination.experiments)} hypotheses.")
        raise typer.Exit(INTERRUPTED)


def _examined(examination: Examination) -> list[Finding]:
    """Run all hypotheses until Ctrl-C."""
    from simulator.cli.interruption import Interruption
    from simulator.cli.progress import Progress

    with Interruption() as interruption, Progress(examination.work) as progress:

        def going(stepped: int) -> bool:
            progress.advance(stepped)
            return not interruption.asked

        return list(examination.findings(going))


def _named(names: Iterable[str], shipped: Mapping[str, Path]) -> list[Path]:
    """Find hypotheses by their names, in any case; each once."""
    from simulator.scenario.reading.problems import did_you_mean

    by_name = {name.casefold(): path for name, path in shipped.items()}
    for name in names:
        if name.casefold() not in by_name:
            hint = did_you_mean(name, shipped) or ("for a file: --file" if Path(name).suffix else "")
            raise Misuse(f"no hypothesis `{name}` among {', '.join(shipped)}{'; ' if hint else '.'}{hint}")
    return list(dict.fromkeys(by_name[name.casefold()] for name in names))

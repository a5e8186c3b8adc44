"""What runs say of hypotheses, as a page for a person or as data for a program."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

import rich.box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from simulator.analysis import Claim, Comparison, Course, Effect, Finding, Hypothesis, Ruling, Verdict
from simulator.cli.console import page, put, standard_output
from simulator.cli.form import Form
from simulator.cli.render.numbers import ABSENT
from simulator.cli.render.palette import GAIN, LOSS
from simulator.cli.render.scenarios import short

STYLES = {
    Verdict.SUPPORTED: f"bold {GAIN}",
    Verdict.CONTRADICTED: f"bold {LOSS}",
    Verdict.UNDECIDED: "bold",
    Verdict.REPORTED: "dim",
}
"""How each verdict stands out; the word says the same as its colour."""

COLUMNS = ("hypothesis", "claim", "item", "metric", "arm", "against", "effect", "low", "high", "runs", "verdict")
"""The columns of the CSV: a row for each effect."""

_INDENT = max(map(len, Verdict)) + 2
_DECIMALS = 3
"""Decimals of a number without an error."""


def catalogue(hypotheses: Iterable[tuple[Path, Hypothesis]]) -> Table:
    """Show the name of each hypothesis, what it claims, and its file."""
    grid = Table(box=rich.box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("hypothesis", no_wrap=True, style="bold")
    grid.add_column("")
    for path, hypothesis in hypotheses:
        grid.add_row(hypothesis.id, Text(f"{hypothesis.name}\n").append(short(path), style="dim"))
    return grid


def write(findings: list[Finding], stream: TextIO, *, form: Form) -> None:
    """Write findings as a page, as one JSON object, or as CSV with a row for each effect."""
    if form is Form.JSON:
        json.dump({"hypotheses": [_as_data(finding) for finding in findings]}, stream, allow_nan=False)
        stream.write("\n")
    elif form is Form.CSV:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row for finding in findings for row in _rows(finding))
    else:
        console = standard_output() if stream is sys.stdout else page(stream)
        for finding in findings:
            for part in _parts(finding):
                put(console, part)


def _parts(finding: Finding) -> Iterator[RenderableType]:
    hypothesis, quarters = finding.experiment.hypothesis, finding.experiment.quarters
    yield Text.assemble(
        (f"{hypothesis.id}  {finding.verdict}", STYLES[finding.verdict]), "  ", (hypothesis.name, "bold")
    )
    yield Text(
        f"{hypothesis.scenario}, {_counted(len(finding.experiment.arms), 'arm')} of {_counted(finding.runs, 'run')} of "
        f"{_counted(quarters, 'quarter')}, seed {finding.seed}",
        style="dim",
    )
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, width=_INDENT - 2)
    grid.add_column()
    for ruling in finding.rulings:
        grid.add_row(Text(ruling.verdict, style=STYLES[ruling.verdict]), _told(ruling, finding.runs))
    yield grid
    if hypothesis.note:
        yield Text(" ".join(hypothesis.note.split()), style="dim")
    yield Text()


def _told(ruling: Ruling, runs: int) -> Text:
    """Tell a claim and, under it, what each effect should be and what it is."""
    claim = ruling.claim
    text = Text(claim.name)
    for number, comparison in enumerate(claim.comparisons):
        claimed = _claimed(comparison) + _of_how_many(claim) if comparison.is_claimed else "effect"
        text.append(f"\n{'and ' * number}{claimed}:", style="dim")
        for effect in ruling.effects:
            if effect.comparison == number:
                text.append_text(_one(effect, comparison, runs))
    return text


def _of_how_many(claim: Claim) -> str:
    if claim.each is None:
        return ""
    least = "each" if claim.in_at_least is None else f"{claim.in_at_least} or more"
    return f" in {least} of these {claim.each}s"


def _one(effect: Effect, comparison: Comparison, runs: int) -> Text:
    text = Text(f"\n{effect.item}  " if effect.item else " ")
    text.append(_estimate(effect, comparison), style="bold")
    text.append(f"  {_span(effect, comparison)}", style="dim")
    if effect.item:
        text.append(f"  {effect.verdict}", style="dim")
    if effect.runs < runs:
        text.append(f"  in {_counted(effect.runs, 'run')}, for it does not exist in the others", style="dim")
    return text


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _is_per_cent(comparison: Comparison) -> bool:
    return comparison.relative or comparison.measure.course is Course.GROWTH


def _number(value: float, effect: Effect, comparison: Comparison) -> str:
    """Write a number with two digits of its error."""
    if not math.isfinite(value):
        return ABSENT
    scale = 100.0 if _is_per_cent(comparison) else 1.0
    half = scale * (effect.high - effect.low) / 2
    decimals = _DECIMALS if not 0.0 < half < math.inf else min(max(1 - math.floor(math.log10(half)), 0), 6)
    return f"{scale * value:+,.{decimals}f}"


def _estimate(effect: Effect, comparison: Comparison) -> str:
    return _number(effect.mean, effect, comparison) + (" %" if _is_per_cent(comparison) else "")


def _span(effect: Effect, comparison: Comparison) -> str:
    return f"({_number(effect.low, effect, comparison)} to {_number(effect.high, effect, comparison)})"


def _claimed(comparison: Comparison) -> str:
    per_cent = _is_per_cent(comparison)
    bounds = (("above", comparison.above), ("below", comparison.below))
    return " and ".join(
        f"{word} {100 * bound:g} %" if per_cent else f"{word} {bound:g}" for word, bound in bounds if bound is not None
    )


def _as_data(finding: Finding) -> dict[str, Any]:
    hypothesis = finding.experiment.hypothesis
    return {
        "id": hypothesis.id,
        "name": hypothesis.name,
        "source": hypothesis.source,
        "note": hypothesis.note,
        "scenario": hypothesis.scenario,
        "seed": finding.seed,
        "runs": finding.runs,
        "quarters": finding.experiment.quarters,
        "verdict": finding.verdict,
        "claims": [
            {
                "name": ruling.claim.name,
                "verdict": ruling.verdict,
                "in_at_least": ruling.claim.in_at_least,
                "effects": [_effect_as_data(effect, ruling) for effect in ruling.effects],
            }
            for ruling in finding.rulings
        ],
    }


def _effect_as_data(effect: Effect, ruling: Ruling) -> dict[str, Any]:
    comparison = ruling.claim.comparisons[effect.comparison]
    return {
        "item": effect.item or None,
        "metric": comparison.measure.metric,
        "arm": comparison.arm,
        "against": comparison.against,
        "relative": comparison.relative,
        "above": comparison.above,
        "below": comparison.below,
        "effect": _finite(effect.mean),
        "low": _finite(effect.low),
        "high": _finite(effect.high),
        "runs": effect.runs,
        "verdict": effect.verdict,
    }


def _rows(finding: Finding) -> Iterator[list[Any]]:
    for ruling in finding.rulings:
        for effect in ruling.effects:
            data = _effect_as_data(effect, ruling)
            told = {"hypothesis": finding.experiment.hypothesis.id, "claim": ruling.claim.name, **data}
            yield [told[column] for column in COLUMNS]


def _finite(value: float) -> float | None:
    """Return what JSON knows: no NaN and no infinity."""
    return value if math.isfinite(value) else None

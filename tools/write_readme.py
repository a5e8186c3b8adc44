"""Write the samples of README.md: what the program prints, from real runs.

Run it without arguments to write the file; with `--check` it fails if the file and the program have parted. A sample
is a block of ```text that begins with `$ steppe run ...`, or that follows an example in Python.
"""

from __future__ import annotations

import io
import math
import re
import subprocess
import sys

from generated import ROOT, write_or_check
from rich.console import Console

from simulator.cli.console import put
from simulator.cli.offers import Offers
from simulator.cli.outcome import Outcome, simulate
from simulator.cli.render.chronicle import chronicle
from simulator.cli.render.explanation import explanations
from simulator.cli.render.tables import summary
from simulator.cli.show import UNITS, heading
from simulator.scenario import load_scenario

TARGET = ROOT / "README.md"
SCENARIO = "baseline_2025"
COLUMNS = 80
QUARTERS_SHOWN = 3
TABLES_SHOWN = 2


def printed(*parts: object) -> list[str]:
    """Return what the program prints, line by line."""
    console = Console(file=io.StringIO(), width=COLUMNS, color_system=None, highlight=False)
    for part in parts:
        put(console, part)  # type: ignore[arg-type]
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]


def log(outcome: Outcome) -> list[str]:
    """Return the heading, the first quarters and the first tables; the briefing is left out."""
    told = list(chronicle(outcome))[: 2 * QUARTERS_SHOWN - 1]
    tables = [part for table in list(summary(outcome))[:TABLES_SHOWN] for part in (table, "")]
    start = printed(heading(outcome), "", "...", "", UNITS, "", *told)
    return [f"$ steppe run {SCENARIO}", *start, "...", "", *printed(*tables)]


def card(outcome: Outcome) -> list[str]:
    """Return the card of the refusal whose terms say most."""
    refused = [d for d in outcome.decisions if d.decision == "refused" and 0 < d.price_to_flip < math.inf]
    telling = max(refused, key=lambda d: (len(d.clauses) > 0) + sum(abs(number) >= 0.15 for number in d.terms.values()))
    offers = Offers(telling.host, telling.power)
    place = offers.among(outcome.decisions).index(telling)
    cards = list(explanations(outcome, offers))[-len(offers.among(outcome.decisions)) :]
    command = f"$ steppe run {SCENARIO} --explain {telling.host}:{telling.power}"
    return [command, "...", *printed(cards[place])]


def page(text: str) -> str:
    """Return the README with its samples replaced."""
    scenario = load_scenario(SCENARIO)
    outcome = simulate(scenario, seed=0, runs=1, quarters=scenario.horizon)
    for start, sample in (
        (rf"\$ steppe run {SCENARIO}\n", log(outcome)),
        (r"\$ steppe run \S+ --explain ", card(outcome)),
    ):
        text = replaced(text, rf"(?s)(```text\n){start}.*?(```\n)", sample)
    python = re.compile(r"(?s)```python\n(.*?)```\n\n```text\n")
    for example in python.findall(text):
        # The example is our own README's.
        done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=True)  # noqa: S603
        before = re.escape(f"```python\n{example}```\n\n```text\n")
        text = replaced(text, rf"(?s)({before}).*?(```\n)", done.stdout.splitlines())
    return text


def replaced(text: str, pattern: str, sample: list[str]) -> str:
    """Put a sample between the two groups of a pattern, which must occur once."""
    body = "\n".join(sample).rstrip() + "\n"
    text, count = re.subn(pattern, lambda found: found[1] + body + found[2], text)
    if count != 1:
        raise ValueError(f"README.md has {count} blocks like {pattern}, and not one")
    return text


if __name__ == "__main__":
    sys.exit(write_or_check(TARGET, page(TARGET.read_text(encoding="utf-8")), __doc__))

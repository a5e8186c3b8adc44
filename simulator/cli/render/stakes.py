"""What the powers compete for, in tables: scores and pressure, minerals, and the ways out of the region."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING

from rich.text import Text

from simulator.cli.render.names import Names
from simulator.cli.render.numbers import cell, count, money, percent
from simulator.cli.render.sheet import Column, Sheet

if TYPE_CHECKING:
    from simulator.cli.outcome import Outcome


LONGEST_NAME = 22
"""Columns of a page that the name of a corridor may take."""


def stakes(outcome: Outcome, names: Names) -> Iterator[Sheet]:
    """Show how the powers have fared."""
    yield _powers(outcome, names)
    if outcome.values["secured_supply"].any():
        yield _minerals(outcome, names)
    if outcome.labels["corridor"]:
        yield _corridors(outcome)


def _powers(outcome: Outcome, names: Names) -> Sheet:
    values, powers = outcome.values, range(len(outcome.labels["power"]))
    # Over hosts and quarters: (power, run).
    total = {name: values[name].sum(axis=(0, 1)) for name in ("threats", "pressures_begun", "concessions", "protests")}
    heads = {
        "threats": "offers under\na threat",
        "pressures_begun": "pressed\na host",
        "concessions": "host\ngave in",
        "protests": "protests\nagainst it",
    }
    columns = [
        Column(Text("score"), [cell(values["power_score"][-1, p], count, values["power_score"][0, p]) for p in powers]),
        *(Column(Text(head), [cell(total[name][p], count) for p in powers]) for name, head in heads.items()),
    ]
    rows = [names.power_label(power).append(f" {power}", style="not bold dim") for power in outcome.labels["power"]]
    notes = ["Scores by each power's own goals, 0 to 100; the rest are counts over all quarters."]
    return Sheet(f"The powers, {outcome.quarters[0]} → {outcome.quarters[-1]}", rows, columns, notes)


def _minerals(outcome: Outcome, names: Names) -> Sheet:
    secured = outcome.values["secured_supply"]
    minerals = [m for m in range(len(outcome.labels["mineral"])) if secured[:, :, m].any()]
    columns = [
        Column(
            names.power_code(power),
            [cell(secured[-1, p, m], lambda share: percent(share, 1), secured[0, p, m]) for m in minerals],
        )
        for p, power in enumerate(outcome.labels["power"])
    ]
    rows = [Text(outcome.labels["mineral"][m].replace("_", " ")) for m in minerals]
    notes = ["In % of the world's output: what each power can count on from the region."]
    return Sheet(f"Minerals, {outcome.quarters[0]} → {outcome.quarters[-1]}", rows, columns, notes)


def _corridors(outcome: Outcome) -> Sheet:
    ways = range(len(outcome.labels["corridor"]))
    columns = [
        Column(Text(head), [cell(outcome.values[name][-1, c], money, outcome.values[name][0, c]) for c in ways])
        for head, name in (("volume,\nMt a year", "corridor_volume"), ("capacity,\nMt a year", "corridor_capacity"))
    ]
    # A long name takes two lines, so that the table fits a narrow page.
    rows = [Text(fill(corridor.name, LONGEST_NAME)) for corridor in outcome.scenario.corridors]
    return Sheet(f"Ways out of the region, {outcome.quarters[0]} → {outcome.quarters[-1]}", rows, columns)

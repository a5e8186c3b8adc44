"""What has become of the region: its hosts, the powers' influence and deals, and why offers were refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from simulator.cli.render.names import Names
from simulator.cli.render.numbers import cell, count, middle, money, percent
from simulator.cli.render.palette import GAIN, LOSS
from simulator.cli.render.sheet import Column, Sheet
from simulator.cli.render.stakes import stakes

if TYPE_CHECKING:
    from simulator.cli.outcome import Outcome
    from simulator.model.arithmetic import Floats


def summary(outcome: Outcome) -> Iterator[RenderableType]:
    """Show the end of the runs in tables."""
    names = Names(outcome.scenario)
    yield from _hosts(outcome, names)
    yield _influence(outcome, names)
    yield _deals(outcome, names)
    if outcome.values["refusals"].any():
        yield _refusals(outcome, names)
    yield from stakes(outcome, names)
    if outcome.runs > 1 and outcome.struck:
        yield _events(outcome)
    if outcome.met:
        yield _objectives(outcome, names)


def _objectives(outcome: Outcome, names: Names) -> Group:
    """Say which objectives of each seat were met, or in how many runs; long names wrap."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for seat in outcome.scenario.seats:
        grid.add_row("", names.actor_label(seat.id))
        for objective in seat.objectives:
            share = outcome.met[seat.id][objective.id]
            verdict = Text("met", style=GAIN) if share else Text("missed", style=LOSS)
            grid.add_row(verdict if outcome.runs == 1 else f"{percent(share)} %", objective.name)
    parts = [Text(f"Objectives, {outcome.quarters[0]} to {outcome.quarters[-1]}", style="bold")]
    if outcome.runs > 1:
        parts.append(Text("In % of the runs in which each was met.", style="dim"))
    return Group(*parts, grid)


def _events(outcome: Outcome) -> Group:
    """Say in how many runs each event of the scenario happened, unused presets apart; long names wrap."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for event in outcome.scenario.events:
        if event.id in outcome.struck:
            grid.add_row(f"{percent(outcome.struck[event.id])} %", event.name)
    title = f"What happened, {outcome.quarters[0]} to {outcome.quarters[-1]}"
    return Group(Text(title, style="bold"), Text("In % of the runs.", style="dim"), grid)


def _column(head: str | Text, cells: list[Text]) -> Column:
    return Column(Text(head) if isinstance(head, str) else head, cells)


def _hosts(outcome: Outcome, names: Names) -> Iterator[Sheet]:
    """Show the hosts: what they have, and how they stand between the powers."""
    values, hosts = outcome.values, range(len(outcome.labels["host"]))
    gdp = values["gdp"]
    growth = (gdp[-1] / gdp[0]) ** (1 / outcome.years) - 1 if outcome.years else np.full_like(gdp[-1], np.nan)
    columns = [
        _column("GDP,\nUS$bn", [cell(gdp[-1, h], money) for h in hosts]),
        _column("growth,\n% a year", [cell(growth[h], lambda share: percent(share, 1)) for h in hosts]),
        _column("reserves,\nUS$bn", [cell(values["reserves"][-1, h], money) for h in hosts]),
        _column("debt,\n% GDP", [cell(values["debt_ratio"][-1, h], percent) for h in hosts]),
    ]
    notes = [f"In US$ of 2024. Growth is the mean since {outcome.quarters[0]}."]
    if outcome.runs > 1:
        for metric, head in (("outbreaks", "unrest,\n% of runs"), ("arrears", "arrears,\n% of runs")):
            ever = values[metric].any(axis=0).mean(axis=-1)
            columns.append(_column(head, [Text(percent(ever[h])) for h in hosts]))
        notes.append("Unrest and arrears: runs in which they occurred.")
    yield Sheet(f"The hosts in {outcome.quarters[-1]}", _host_names(outcome, names), columns, notes)
    yield _stand(outcome, names)


def _stand(outcome: Outcome, names: Names) -> Sheet:
    """Show how the hosts stand between the powers, and how well they have done."""
    values, hosts = outcome.values, range(len(outcome.labels["host"]))
    columns = [
        _column("diversi-\nfication", [cell(values["diversification"][-1, h], percent) for h in hosts]),
        _column("autonomy", [cell(values["autonomy"][-1, h], percent) for h in hosts]),
        _column("legiti-\nmacy", [cell(values["legitimacy"][-1, h], percent) for h in hosts]),
        _column("score", [cell(values["host_score"][-1, h], count, values["host_score"][0, h]) for h in hosts]),
    ]
    leaders = [_leader(values["influence_share"][-1, h]) for h in hosts]
    powers = outcome.labels["power"]
    columns.append(
        Column(
            Text("leading\npower"),
            [names.power_label(powers[p]).append(told, style="not bold dim") for p, told in leaders],
            [names.power_code(powers[p]).append(told, style="not bold dim") for p, told in leaders],
        )
    )
    notes = ["From 0 to 100; in CSV and JSON all but the score from 0 to 1."]
    if outcome.runs > 1:
        notes.append("Leading power: runs in which it leads.")
    return Sheet(f"Between the powers in {outcome.quarters[-1]}", _host_names(outcome, names), columns, notes)


def _host_names(outcome: Outcome, names: Names) -> list[Text]:
    return [names.host_label(host) for host in outcome.labels["host"]]


def _leader(shares: Floats) -> tuple[int, str]:
    """Find the power that leads in most runs, and how many they are: nothing to add for one run."""
    leads = np.bincount(shares.argmax(axis=0), minlength=len(shares))
    first = int(leads.argmax())
    return first, f"\n{percent(leads[first] / leads.sum())} %" if shares.shape[-1] > 1 else ""


def _influence(outcome: Outcome, names: Names) -> Sheet:
    shares = outcome.values["influence_share"]
    hosts, powers = range(len(outcome.labels["host"])), outcome.labels["power"]
    rest = 1 - shares.sum(axis=2)
    columns = [
        _column(_stacked(names, power), [cell(shares[-1, h, p], percent, shares[0, h, p]) for h in hosts])
        for p, power in enumerate(powers)
    ]
    columns.append(_column("others", [cell(rest[-1, h], percent, rest[0, h]) for h in hosts]))
    rows = [names.host_label(host).append(f" {host}", style="not bold dim") for host in outcome.labels["host"]]
    return Sheet(f"Share of influence, %, {outcome.quarters[0]} → {outcome.quarters[-1]}", rows, columns)


def _stacked(names: Names, power: str) -> Text:
    """Name a power with its id, one word over the other, for the head of a column."""
    label = names.power_label(power)
    return Text("\n".join([*label.plain.split(), power]), style=label.style)


def _deals(outcome: Outcome, names: Names) -> Sheet:
    # Over hosts and quarters: (power, run).
    total = {
        name: outcome.values[name].sum(axis=(0, 1))
        for name in ("offers", "acceptances", "refusals", "signed", "disbursed", "cancelled")
    }
    answered = total["acceptances"] + total["refusals"]
    rate = np.divide(total["acceptances"], answered, out=np.full_like(answered, np.nan), where=answered > 0)
    powers = range(len(outcome.labels["power"]))
    columns = [
        _column("offers", [cell(total["offers"][p], count) for p in powers]),
        _column("signed", [cell(total["acceptances"][p], count) for p in powers]),
        _column("signed, %\nof answers", [cell(rate[p], percent) for p in powers]),
        _column("signed,\nUS$bn", [cell(total["signed"][p], money) for p in powers]),
        _column("delivered,\nUS$bn", [cell(total["disbursed"][p], money) for p in powers]),
        _column("cancelled,\nUS$bn", [cell(total["cancelled"][p], money) for p in powers]),
    ]
    rows = [names.power_label(power).append(f" {power}", style="not bold dim") for power in outcome.labels["power"]]
    notes = []
    if outcome.values["pipeline"][0].any():
        notes.append("Delivered and cancelled include deals signed before the start.")
    return Sheet(f"Deals, {outcome.quarters[0]} to {outcome.quarters[-1]}", rows, columns, notes)


def _refusals(outcome: Outcome, names: Names) -> Sheet:
    # Over quarters: (host, run) for each row.
    by_term = outcome.values["refusal_terms"].sum(axis=0)
    terms = [(term, by_term[:, t]) for t, term in enumerate(outcome.labels["term"])]
    terms = [item for item in terms if middle(item[1].sum(axis=0)) > 0]
    terms.sort(key=lambda item: -middle(item[1].sum(axis=0)))
    rows = [*terms, ("chance, rival, lock", outcome.values["refusals_by_chance"].sum(axis=0))]
    columns = [
        _column(names.host_code(host), [cell(numbers[h], count) for _, numbers in rows])
        for h, host in enumerate(outcome.labels["host"])
    ]
    columns.append(_column("all", [cell(numbers.sum(axis=0), count) for _, numbers in rows]))
    notes = ["Offers worth less than the hurdle; in the last row those that were worth it."]
    return Sheet("Refusals by their largest minus", [Text(name) for name, _ in rows], columns, notes)

"""What has become of the region: its hosts, the powers' influence and deals, and why offers were refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import rich.box
from rich.table import Table
from rich.text import Text

from simulator.cli.render.names import Names
from simulator.cli.render.numbers import cell, count, middle, money, percent

if TYPE_CHECKING:
    from simulator.cli.outcome import Outcome
    from simulator.model.arithmetic import Floats


def summary(outcome: Outcome) -> Iterator[Table]:
    """Show the end of the runs in four tables."""
    names = Names(outcome.scenario)
    yield _hosts(outcome, names)
    yield _influence(outcome, names)
    yield _deals(outcome, names)
    if outcome.values["refusal_terms"].any():
        yield _refusals(outcome, names)


def _table(title: str, *columns: str | Text) -> Table:
    """Begin a table whose first column names the rows and whose other columns hold numbers."""
    grid = Table(title=title, title_justify="left", title_style="bold", box=rich.box.SIMPLE_HEAD, padding=(0, 0, 0, 1))
    grid.show_edge = grid.pad_edge = False
    for place, column in enumerate(columns):
        grid.add_column(column, justify="right" if place else "left", no_wrap=True)
    return grid


def _hosts(outcome: Outcome, names: Names) -> Table:
    values = outcome.values
    grid = _table(
        f"The hosts in {outcome.quarters[-1]}",
        "",
        "GDP,\nUS$bn",
        "growth,\n%/year",
        "reserves,\nUS$bn",
        "debt,\n% GDP",
        "diversi-\nfication",
        "legiti-\nmacy",
        "leading\npower",
    )
    # The one column of words gives way where the page is narrow.
    grid.columns[-1].no_wrap = False
    for h, host in enumerate(outcome.labels["host"]):
        start, end = values["gdp"][0, h], values["gdp"][-1, h]
        growth = (end / start) ** (1 / outcome.years) - 1 if outcome.years else np.full_like(end, np.nan)
        grid.add_row(
            names.coloured(host),
            cell(end, money),
            cell(growth, lambda share: percent(share, 1)),
            cell(values["reserves"][-1, h], money),
            cell(values["debt_ratio"][-1, h], percent),
            cell(values["diversification"][-1, h], percent),
            cell(values["legitimacy"][-1, h], percent),
            _leader(values["influence_share"][-1, h], outcome.labels["power"], names),
        )
    return grid


def _leader(shares: Floats, powers: tuple[str, ...], names: Names) -> Text:
    leads = np.bincount(shares.argmax(axis=0), minlength=len(powers))
    first = int(leads.argmax())
    text = names.coloured(powers[first])
    if shares.shape[-1] > 1:
        text.append(f"\n{percent(leads[first] / leads.sum())} %", style="dim")
    return text


def _influence(outcome: Outcome, names: Names) -> Table:
    shares = outcome.values["influence_share"]
    powers = outcome.labels["power"]
    title = f"Share of influence, %, {outcome.quarters[0]} → {outcome.quarters[-1]}"
    grid = _table(title, "", *[names.stacked(power) for power in powers], "others")
    for h, host in enumerate(outcome.labels["host"]):
        rest = 1 - shares[:, h].sum(axis=1)
        grid.add_row(
            names.coloured(host).append(f" {host}", style="dim"),
            *[cell(shares[-1, h, p], percent, shares[0, h, p]) for p in range(len(powers))],
            cell(rest[-1], percent, rest[0]),
        )
    return grid


def _deals(outcome: Outcome, names: Names) -> Table:
    # Over hosts and quarters: (power, run).
    total = {
        name: outcome.values[name].sum(axis=(0, 1))
        for name in ("offers", "acceptances", "refusals", "signed", "disbursed", "cancelled")
    }
    answered = total["acceptances"] + total["refusals"]
    rate = np.divide(total["acceptances"], answered, out=np.full_like(answered, np.nan), where=answered > 0)
    grid = _table(
        f"Deals, {outcome.quarters[0]} to {outcome.quarters[-1]}",
        "",
        "offers",
        "signed",
        "% of those\nanswered",
        "worth,\nUS$bn",
        "delivered,\nUS$bn",
        "cancelled,\nUS$bn",
    )
    for p, power in enumerate(outcome.labels["power"]):
        grid.add_row(
            names.coloured(power),
            cell(total["offers"][p], count),
            cell(total["acceptances"][p], count),
            cell(rate[p], percent),
            cell(total["signed"][p], money),
            cell(total["disbursed"][p], money),
            cell(total["cancelled"][p], money),
        )
    return grid


def _refusals(outcome: Outcome, names: Names) -> Table:
    # Over quarters: (host, term, run).
    refusals = outcome.values["refusal_terms"].sum(axis=0)
    hosts = outcome.labels["host"]
    grid = _table(
        "Refusals by the weightiest term",
        "",
        *[Text(host, style=names.colour(host)) for host in hosts],
        "all",
    )
    terms = [(t, term) for t, term in enumerate(outcome.labels["term"]) if refusals[:, t].any()]
    for t, term in sorted(terms, key=lambda item: -middle(refusals[:, item[0]].sum(axis=0))):
        grid.add_row(
            term,
            *[cell(refusals[h, t], count) for h in range(len(hosts))],
            cell(refusals[:, t].sum(axis=0), count),
        )
    return grid

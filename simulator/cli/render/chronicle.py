"""What happened quarter by quarter: the few things that a reader of newspapers would remember."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from simulator.cli.render.names import Names
from simulator.cli.render.numbers import money

if TYPE_CHECKING:
    from simulator.cli.outcome import Outcome
    from simulator.model import Decision

LOSS_TOLD = 0.05
"""US$bn from which a cancellation is told."""
TIE_TOLD = 0.1
"""Rise of the security tie from which a security element is told beside the money: a base, an alliance."""


def chronicle(outcome: Outcome) -> Table:
    """Tell one run quarter by quarter."""
    names = Names(outcome.scenario)
    big = {element.id for element in outcome.scenario.security_elements if element.tie_gain >= TIE_TOLD}
    answered: dict[str, list[Decision]] = {}
    for decision in outcome.decisions:
        answered.setdefault(str(decision.quarter), []).append(decision)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column()
    for place, quarter in enumerate(outcome.quarters[1:], start=1):
        told = [
            *_events(outcome, quarter),
            *_troubles(outcome, place, names),
            *_signatures(answered.get(quarter, []), big, names),
            *_refusal(answered.get(quarter, [])),
            *_cancellations(outcome, place, names),
        ]
        lines = [names.colour_in(line) for line in told] or [Text("Nothing is signed or refused.", style="dim")]
        grid.add_row(quarter, Text("\n").join(lines))
    return grid


def _events(outcome: Outcome, quarter: str) -> Iterator[Text]:
    for event in outcome.scenario.events:
        if str(event.at) == quarter:
            yield Text(f"{event.name}.", style="bold")


def _troubles(outcome: Outcome, place: int, names: Names) -> Iterator[Text]:
    arrears = outcome.values["arrears"][place - 1 : place + 1, :, 0]
    for h, host in enumerate(outcome.labels["host"]):
        if outcome.values["outbreaks"][place, h, 0]:
            yield Text(f"Unrest breaks out in {names.plain(host)}.", style="bold red")
        if arrears[1, h] > arrears[0, h]:
            yield Text(f"{names.plain(host)} stops paying its creditors.", style="bold red")
        if arrears[1, h] < arrears[0, h]:
            yield Text(f"{names.plain(host)} pays its creditors again.", style="bold")


def _signatures(decisions: list[Decision], big: set[str], names: Names) -> Iterator[Text]:
    """Tell what each host signs, in a line for each."""
    signed = sorted((d for d in decisions if d.decision == "signed"), key=lambda d: -d.amount)
    for host in dict.fromkeys(decision.host for decision in signed):
        deals = [f"{names.plain(d.power)}, {_deal(d, big, names)}" for d in signed if d.host == host]
        yield Text(f"{names.plain(host)} signs with {'; '.join(deals)}.")


def _deal(decision: Decision, big: set[str], names: Names) -> str:
    parts = [f"US${money(decision.amount)} bn for {names.plain(decision.sector).lower()}"] if decision.amount else []
    if decision.element and (decision.element in big or not parts):
        parts.append(names.plain(decision.element).lower())
    return " with ".join(parts)


def _refusal(decisions: list[Decision]) -> Iterator[Text]:
    """Tell the refusal that says most: of the offers that a single term cost the signature, the largest."""
    refused = [d for d in decisions if d.decision == "refused"]
    if refused:
        telling = max(refused, key=lambda d: (d.value - min(d.terms.values()) >= d.hurdle > d.value, d.amount))
        others = f" {len(refused) - 1} more refused." if len(refused) > 1 else ""
        yield Text(telling.sentence + others)


def _cancellations(outcome: Outcome, place: int, names: Names) -> Iterator[Text]:
    cancelled = outcome.values["cancelled"][place, :, :, 0]
    told = [
        f"{names.plain(power)} US${money(cancelled[h, p])} bn in {names.plain(host)}"
        for h, host in enumerate(outcome.labels["host"])
        for p, power in enumerate(outcome.labels["power"])
        if cancelled[h, p] >= LOSS_TOLD
    ]
    if told:
        yield Text(f"Cancelled: {'; '.join(told)}.")

"""What happened quarter by quarter: the few things that a reader of newspapers would remember."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.table import Table
from rich.text import Text

from simulator.cli.render.names import Names, capital, listed
from simulator.cli.render.numbers import money
from simulator.cli.render.reasons import advice, arithmetic, counter, offer
from simulator.scenario.naming import in_words

if TYPE_CHECKING:
    from simulator.cli.outcome import Outcome
    from simulator.model import Decision

INDENT = 2
"""Blanks before the later lines of a sentence."""
LOSS_TOLD = 0.05
"""US$bn from which a cancellation is told."""
TIE_TOLD = 0.1
"""Rise of the security tie from which a security element is told beside the money: a base, an alliance."""


def chronicle(outcome: Outcome) -> Iterator[Table | Text]:
    """Tell one run quarter by quarter."""
    names = Names(outcome.scenario)
    big = {element.id for element in outcome.scenario.security_elements if element.tie_gain >= TIE_TOLD}
    answered: dict[str, list[Decision]] = {}
    for decision in outcome.decisions:
        answered.setdefault(str(decision.quarter), []).append(decision)
    for place, quarter in enumerate(outcome.quarters[1:], start=1):
        decisions = answered.get(quarter, [])
        told = [
            *_events(outcome, quarter),
            *_troubles(outcome, place, names),
            *_opening(outcome, place),
            *_signatures(decisions, outcome.labels["host"], big, names),
            *_counters(decisions, outcome.labels["host"], names),
            *_declined(decisions, outcome.labels["power"], names),
            *_refusal(decisions, big, names),
            *_cancellations(outcome, place, names),
        ]
        lines = [Hanging(names.colour_in(line)) for line in told]
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True, style="bold")
        grid.add_column()
        grid.add_row(quarter, Group(*lines) if lines else Text("Nothing is signed or refused.", style="dim"))
        yield grid
        yield Text()


class Hanging:
    """A sentence whose second and later lines are indented, so that each sentence is seen to begin."""

    def __init__(self, sentence: Text) -> None:
        self.sentence = sentence

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for place, line in enumerate(self.sentence.wrap(console, options.max_width - INDENT)):
            yield Text(" " * INDENT * (place > 0)).append_text(line)


def _events(outcome: Outcome, quarter: str) -> Iterator[Text]:
    for when, headline in outcome.headlines:
        if when == quarter:
            yield Text(f"{headline}.", style="bold")


def _troubles(outcome: Outcome, place: int, names: Names) -> Iterator[Text]:
    arrears = outcome.values["arrears"][place - 1 : place + 1, :, 0]
    for h, host in enumerate(outcome.labels["host"]):
        if arrears[1, h] > arrears[0, h]:
            yield Text(f"{capital(names.host(host))} stops paying its creditors.", style="bold")
        if arrears[1, h] < arrears[0, h]:
            yield Text(f"{capital(names.host(host))} pays its creditors again.", style="bold")


def _opening(outcome: Outcome, place: int) -> Iterator[Text]:
    if place == 1 and outcome.values["offers"][place].any():
        yield Text("The first offers are laid on the table.")


def _signatures(decisions: list[Decision], hosts: tuple[str, ...], big: set[str], names: Names) -> Iterator[Text]:
    """Tell what each host signs, in a line for each: with whom, for what, and how much."""
    for host in hosts:
        deals: dict[str, list[str]] = {}
        for decision in sorted(decisions, key=lambda d: -d.amount):
            if (decision.host, decision.decision) == (host, "signed"):
                deals.setdefault(decision.power, []).append(_deal(decision, big, names))
        if deals:
            partners = [f"{names.power(power)} ({'; '.join(signed)})" for power, signed in deals.items()]
            yield Text(f"{capital(names.host(host))} signs with {listed(partners)}.")


def _deal(decision: Decision, big: set[str], names: Names) -> str:
    parts = [f"{names.sector(decision.sector)} {money(decision.amount)}"] if decision.amount else []
    if decision.element and (decision.element in big or not parts):
        parts.append(f"security: {names.element(decision.element)}")
    return ", ".join(parts)


def _counters(decisions: list[Decision], hosts: tuple[str, ...], names: Names) -> Iterator[Text]:
    """Tell what each host asks for in the place of what it was offered, in a line for each."""
    for host in hosts:
        asked = [
            f"{names.power(d.power)} {counter(d, unit=False)} ({names.sector(d.sector)})"
            for d in sorted(decisions, key=lambda d: -d.amount)
            if (d.host, d.decision) == (host, "countered")
        ]
        if asked:
            yield Text(f"{capital(names.host(host))} asks {listed(asked)}.")


def _declined(decisions: list[Decision], powers: tuple[str, ...], names: Names) -> Iterator[Text]:
    """Tell which counters each power does not take."""
    for power in powers:
        left = [
            f"{names.host(d.host)} ({names.sector(d.sector)} {money(d.amount)})"
            for d in decisions
            if (d.power, d.decision) == (power, "declined")
        ]
        if left:
            yield Text(f"{capital(names.power(power))} will not give what was asked by {listed(left)}.")


def _refusal(decisions: list[Decision], big: set[str], names: Names) -> Iterator[Text]:
    """Tell the refusal that says most: of the offers that a single term cost the signature, the largest."""
    refused = [d for d in decisions if d.decision == "refused"]
    if not refused:
        return
    telling = max(refused, key=lambda d: (d.value - min(d.terms.values()) >= d.hurdle > d.value, d.amount))
    host, power = names.host(telling.host), names.power(telling.power)
    what = offer(telling, names, unit=False, with_element=telling.element in big)
    yield Text(f"{capital(host)} refuses {power} {what}.")
    yield Text(" ".join([f"{arithmetic(telling)}.", *_turn(telling)]), style="dim")
    if others := len(refused) - 1:
        yield Text(f"{capital(in_words(others))} other offer{'s are' if others > 1 else ' is'} refused.")


def _turn(decision: Decision) -> list[str]:
    if decision.value >= decision.hurdle and not decision.blockers:
        return ["That was enough, but chance or a rival was against it."]
    return advice(decision)[:1]


def _cancellations(outcome: Outcome, place: int, names: Names) -> Iterator[Text]:
    cancelled = outcome.values["cancelled"][place, :, :, 0]
    told = []
    for p, power in enumerate(outcome.labels["power"]):
        lost = [
            f"{money(cancelled[h, p])} in {names.host(host)}"
            for h, host in enumerate(outcome.labels["host"])
            if cancelled[h, p] >= LOSS_TOLD
        ]
        if lost:
            told.append(f"{names.power(power)} {listed(lost)}")
    if told:
        yield Text(f"Cancelled: {'; '.join(told)}.")

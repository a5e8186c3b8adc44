"""Why was an offer signed or refused, at a glance: a table of all, and for each its terms as bars beside the hurdle."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.constrain import Constrain
from rich.panel import Panel
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from simulator.cli.render.names import Names, capital
from simulator.cli.render.numbers import ABSENT, money, percent, points
from simulator.cli.render.palette import GAIN, LOSS
from simulator.cli.render.reasons import advice, asks, counter, odds, offer
from simulator.cli.render.sheet import Column, Sheet

if TYPE_CHECKING:
    from simulator.cli.offers import Offers
    from simulator.cli.outcome import Outcome
    from simulator.model import Decision

WIDEST = 100
"""Width at which a card stops growing, columns."""
_VERDICTS = {"signed": f"bold {GAIN}", "refused": f"bold {LOSS}", "declined": f"bold {LOSS}"}
"""Looks of the answers that say yes or no; those that leave it open are plain."""


def explanations(outcome: Outcome, offers: Offers) -> Iterator[RenderableType]:
    """Explain every answer to a set of offers: first in a table, then each on a card."""
    names = Names(outcome.scenario)
    decisions = offers.among(outcome.decisions)
    if not decisions:
        bidder = capital(names.power(offers.power)) if offers.power else "No power"
        what = "made no offer" if offers.power else "made an offer"
        yield Text(f"{bidder} {what} to {names.host(offers.host)} that was answered in this time.")
        return
    yield _overview(decisions, names)
    yield Text()
    # One point is the least full width, so that a trifle does not look like a mountain.
    scale = max(1.0, *(abs(number) for d in decisions for number in (*d.terms.values(), d.value, d.hurdle)))
    yield Text(f"A full bar, on every card, is {scale:.1f} points; a point is a grant of 0.1 % of GDP.", style="dim")
    for decision in decisions:
        yield _card(decision, names, scale)


def _overview(decisions: list[Decision], names: Names) -> Sheet:
    def column(head: str, cells: list[Text], *, words: bool = False) -> Column:
        return Column(Text(head), cells, is_words=words)

    columns = [
        column("power", [names.power_code(d.power) for d in decisions], words=True),
        column("sector", [Text(names.sector(d.sector)) for d in decisions], words=True),
        column("US$bn", [Text(money(d.amount)) for d in decisions]),
        column("value", [Text(points(d.value)) for d in decisions]),
        column("chance,\n%", [Text(percent(d.probability)) for d in decisions]),
        column("answer", [Text(d.decision, style=_look(d)) for d in decisions], words=True),
        column("to an even\nbet, US$bn", [Text(_price(d)) for d in decisions]),
    ]
    title = f"Offers that {names.host(decisions[0].host)} answered"
    notes = [f"The hurdle is {decisions[0].hurdle:.2f} points."]
    return Sheet(title, [Text(str(d.quarter)) for d in decisions], columns, notes)


def _price(decision: Decision) -> str:
    return points(decision.price_to_flip) if math.isfinite(decision.price_to_flip) else ABSENT


def _card(decision: Decision, names: Names, scale: float) -> Constrain:
    bidder, host = capital(names.power(decision.power)), names.host(decision.host)
    if decision.counter and decision.decision != "countered":
        told = [names.colour_in(Text(f"{bidder} answers what {host} asked for: {offer(decision, names)}."))]
    else:
        told = [names.colour_in(Text(f"{bidder} offers {host} {offer(decision, names)}."))]
    if asked := asks(decision):
        told.append(Text(f"It asks for {asked}."))
    answer = Text.assemble((capital(decision.decision), _look(decision)), odds(decision), ".")
    further = [Text(line) for line in advice(decision)]
    if decision.decision == "countered":
        request = Text(f"{capital(host)} asks {names.power(decision.power)} {counter(decision)}.")
        further.insert(0, names.colour_in(request))
    body = Group(*told, Text(), _terms(decision, scale), Text(), answer, *further)
    return Constrain(Panel(body, title=str(decision.quarter), title_align="left"), WIDEST)


def _look(decision: Decision) -> str:
    return _VERDICTS.get(decision.decision, "bold")


def _terms(decision: Decision, scale: float) -> Table:
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(ratio=1)
    for term, number in decision.terms.items():
        grid.add_row(term, points(number), Bar(number / scale))
    grid.add_row()
    for name, number in (("value", decision.value), ("hurdle", decision.hurdle)):
        grid.add_row(Text(name, style="bold"), Text(points(number), style="bold"), Bar(number / scale, is_sum=True))
    return grid


class Bar:
    """A bar from a centre line: to the right for a gain, to the left for a loss; hollow for a sum."""

    def __init__(self, portion: float, *, is_sum: bool = False) -> None:
        self.portion = max(-1.0, min(1.0, portion))
        self.is_sum = is_sum

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        half = max(4, (options.max_width - 1) // 2)
        halves = round(abs(self.portion) * half * 2)
        whole, rest = divmod(halves, 2)
        full, right, left, line = ("█", "▌", "▐", "│")
        if options.ascii_only:
            full, right, left, line = ("#", "#", "#", "|")
        elif self.is_sum:
            full, right, left = ("▒", "▒", "▒")
        if self.portion < 0:
            yield Segment((left * rest + full * whole).rjust(half), Style.parse(LOSS))
            yield Segment(line, Style(dim=True))
        else:
            yield Segment(" " * half)
            yield Segment(line, Style(dim=True))
            yield Segment(full * whole + right * rest, Style.parse(GAIN))
        yield Segment.line()

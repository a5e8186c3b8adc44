"""Why was an offer signed or refused: its terms as bars, the hurdle, and what would have changed the answer."""

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

from simulator.cli.render.names import Names
from simulator.cli.render.numbers import money, percent, points

if TYPE_CHECKING:
    from simulator.cli.offers import Offers
    from simulator.cli.outcome import Outcome
    from simulator.model import Decision

WIDEST = 100
"""Width at which a panel stops growing, columns."""
_VERDICTS = {"signed": "bold green", "refused": "bold red", "held": "bold yellow"}


def explanations(outcome: Outcome, offers: Offers) -> Iterator[RenderableType]:
    """Explain every answer to a set of offers."""
    names = Names(outcome.scenario)
    decisions = offers.among(outcome.decisions)
    for decision in decisions:
        yield _panel(decision, names)
    if not decisions:
        bidder = names.plain(offers.power) if offers.power else "Any power"
        yield Text(f"{bidder} made no offer to {names.plain(offers.host)} that was answered in this time.")


def _panel(decision: Decision, names: Names) -> Constrain:
    title = Text.assemble(
        f"{decision.quarter}  ", names.coloured(decision.power), " offers ", names.coloured(decision.host), ": "
    )
    title.append(names.plain(decision.sector).lower())
    told = Group(_subject(decision, names), Text(), _terms(decision), Text(), _answer(decision), *_advice(decision))
    return Constrain(Panel(told, title=title, title_align="left"), WIDEST)


def _subject(decision: Decision, names: Names) -> Text:
    parts = [f"US${money(decision.amount)} bn {decision.instrument}"] if decision.amount else []
    if decision.element:
        parts.append(names.plain(decision.element).lower())
    asked = [f"{name} {level:g}" for name, level in decision.clauses.items() if level]
    return Text.assemble((" with ".join(parts), "bold"), f"; asks for {', '.join(asked)}" if asked else "")


def _terms(decision: Decision) -> Table:
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_column(ratio=1)
    # One point is the least full width, so that a trifle does not look like a mountain.
    scale = max(1.0, *(abs(value) for value in decision.terms.values()))
    for term, value in decision.terms.items():
        grid.add_row(term, points(value), Bar(value / scale))
    grid.add_row(Text("value", style="bold"), Text(points(decision.value), style="bold"), "")
    grid.add_row("hurdle", points(decision.hurdle), "")
    return grid


def _answer(decision: Decision) -> Text:
    chance = f"; the chance of a signature was {percent(decision.probability)} %"
    return Text.assemble((decision.decision, _VERDICTS[decision.decision]), chance)


def _advice(decision: Decision) -> Iterator[Text]:
    for blocker in decision.blockers:
        yield Text(blocker, style="yellow")
    price = decision.price_to_flip
    if price <= 0:
        yield Text(f"It would be an even bet with US${money(-price)} bn less.")
    elif math.isfinite(price):
        yield Text(f"US${money(price)} bn more would make it an even bet.")


class Bar:
    """A bar from a centre line: to the right for a gain, to the left for a loss."""

    def __init__(self, portion: float) -> None:
        self.portion = max(-1.0, min(1.0, portion))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        half = max(4, (options.max_width - 1) // 2)
        ascii_only = options.ascii_only
        halves = round(abs(self.portion) * half * 2)
        whole, rest = divmod(halves, 2)
        full, right, left, line = ("#", "#", "#", "|") if ascii_only else ("█", "▌", "▐", "│")
        if self.portion < 0:
            yield Segment((left * rest + full * whole).rjust(half), Style(color="red"))
            yield Segment(line, Style(dim=True))
        else:
            yield Segment(" " * half)
            yield Segment(line, Style(dim=True))
            yield Segment(full * whole + right * rest, Style(color="green"))
        yield Segment.line()

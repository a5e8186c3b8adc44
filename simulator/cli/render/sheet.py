"""A table of numbers that is read on any page: where it is too wide, its columns stand in several tables."""

from __future__ import annotations

from dataclasses import dataclass, field

import rich.box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

GAP = 2
"""Blanks between columns."""


@dataclass
class Column:
    """A column: its head and a cell for each row."""

    head: Text
    cells: list[Text]
    short: list[Text] | None = None
    """Shorter cells, for a page on which the others do not fit."""
    is_words: bool = False
    """Whether the cells are words, which stand to the left."""

    def width(self) -> int:
        """Measure the widest line, columns."""
        return max(line.cell_len for text in (self.head, *self.cells) for line in text.split("\n", allow_blank=True))

    def shortened(self) -> Column:
        """Make the column narrower where it can be."""
        return self if self.short is None else Column(self.head, self.short, None, self.is_words)


@dataclass
class Sheet:
    """A title, the names of the rows, columns of numbers, and what is to be known of them."""

    title: str
    rows: list[Text]
    columns: list[Column]
    notes: list[str] = field(default_factory=list)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(self.title, style="bold")
        for note in self.notes:
            yield Text(note, style="dim")
        names = Column(Text(), self.rows, is_words=True)
        for place, columns in enumerate(self._tables(names.width(), options.max_width)):
            if place:
                yield Segment.line()
            table = _table([names, *columns])
            # A single column that is wider than the page is not cut either.
            width = names.width() + sum(GAP + column.width() for column in columns)
            yield from console.render(table, options.update(max_width=max(width, options.max_width)))

    def _tables(self, start: int, page: int) -> list[list[Column]]:
        """Share the columns out: as few tables as the page allows, and about equally wide."""
        columns = self.columns
        if start + sum(GAP + column.width() for column in columns) > page:
            columns = [column.shortened() for column in columns]
        widths = [GAP + column.width() for column in columns]
        room = max(page - start, *widths)
        fewest = len(_shares(widths, room))
        equal = next(width for width in range(room + 1) if len(_shares(widths, width)) == fewest)
        return [[columns[place] for place in share] for share in _shares(widths, equal)]


def _shares(widths: list[int], room: int) -> list[list[int]]:
    """Fill shares in order, each as far as there is room and with one item at least."""
    shares: list[list[int]] = [[]]
    for place, width in enumerate(widths):
        if shares[-1] and sum(widths[other] for other in shares[-1]) + width > room:
            shares.append([])
        shares[-1].append(place)
    return shares


def _table(columns: list[Column]) -> Table:
    table = Table(box=rich.box.SIMPLE_HEAD, padding=(0, 0, 0, GAP - 1), show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column.head, justify="left" if column.is_words else "right", no_wrap=True, vertical="top")
    for cells in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*cells)
    return table

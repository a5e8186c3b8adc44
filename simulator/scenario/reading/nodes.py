"""What is in a file and where: a tree of YAML values that know their position."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from simulator.scenario.reading.problems import Problem

_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_SHOWN = 100
"""Most characters of a line that an excerpt shows."""

Plain = str | int | float | bool | None
"""What a scalar holds."""


class Source:
    """A file as read: the path shown to the user, and its text."""

    def __init__(self, shown: str, text: str = "") -> None:
        self.shown = shown
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The text in lines, as YAML counts them."""
        return _LINE_BREAK.split(self.text)

    def place(self, index: int) -> Place:
        """Find the place of a character by its index in the text."""
        before = _LINE_BREAK.split(self.text[:index])
        return Place(self, len(before), len(before[-1]) + 1, 1)

    def problem(self, message: str, *, expected: str = "", hint: str = "") -> Problem:
        """Report a problem of the file as a whole."""
        return Problem(self.shown, 0, 0, message, expected, hint)

    def excerpt(self, line: int, column: int, width: int) -> str:
        """Show a line with `width` characters from `column` marked; a long line is cut to what is around them."""
        if not 1 <= line <= len(self.lines):
            return ""
        text = self.lines[line - 1]
        first = max(0, column - 1 - _SHOWN // 2) if len(text) > _SHOWN else 0
        shown = "".join(char if char.isprintable() else " " for char in text[first : first + _SHOWN])
        offset = column - 1 - first
        mark = "^" * max(1, min(width, len(shown) - offset))
        gutter = f"{line} | "
        return f"{gutter}{shown.rstrip()}\n{'| ':>{len(gutter)}}{' ' * offset}{mark}"


class Place(NamedTuple):
    """A stretch of one line of a file."""

    source: Source
    line: int
    column: int
    width: int

    def problem(self, message: str, *, expected: str = "", hint: str = "") -> Problem:
        """Report a problem here."""
        excerpt = self.source.excerpt(self.line, self.column, self.width)
        return Problem(self.source.shown, self.line, self.column, message, expected, hint, excerpt)


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A text, number, truth value or nothing."""

    value: Plain
    place: Place
    doubtful: bool = False
    """Whether the value is a guess, because of a problem that is reported already."""


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """A mapping; each key keeps the place where it was written."""

    entries: MappingType[str, Entry]
    place: Place

    def get(self, key: str) -> Node | None:
        """Return the value of a key, `None` if the key is not there."""
        entry = self.entries.get(key)
        return entry.node if entry else None


class Entry(NamedTuple):
    """A key's place and its value."""

    place: Place
    node: Node


Node = Scalar | Sequence | Mapping

Location = tuple[int | str, ...]
"""Steps from the root of a tree: keys, and places in lists from 0."""


def walk(root: Mapping, location: Location) -> tuple[Location, Node]:
    """Follow a location as far as the tree goes: the steps that were possible, and the node there."""
    node: Node = root
    for number, step in enumerate(location):
        child: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            child = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            child = node.items[step]
        if child is None:
            return location[:number], node
        node = child
    return location, node


def text_of(node: Node | None) -> str | None:
    """Return the text of a scalar that holds text."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None


def number_of(node: Node | None) -> float | None:
    """Return the number of a scalar or of a figure."""
    if isinstance(node, Mapping):
        node = node.get("value")
    if isinstance(node, Scalar) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        return node.value
    return None


def is_given(node: Node | None) -> bool:
    """Tell whether a key is there with a value."""
    return node is not None and not (isinstance(node, Scalar) and node.value is None)


def id_of(node: Node) -> str | None:
    """Return the `id` of a mapping that has one."""
    return text_of(node.get("id")) if isinstance(node, Mapping) else None


def has_doubtful_id(node: Node) -> bool:
    """Tell whether a problem with a mapping's `id` itself is reported already."""
    name = node.get("id") if isinstance(node, Mapping) else None
    return isinstance(name, Scalar) and name.doubtful


def entries_of(node: Node | None) -> Iterator[tuple[str, Entry]]:
    """Go through the entries of a mapping; through nothing if it is none."""
    if isinstance(node, Mapping):
        yield from node.entries.items()


def items_of(node: Node | None) -> Iterator[Node]:
    """Go through the items of a list; through nothing if it is none."""
    if isinstance(node, Sequence):
        yield from node.items


def plain(node: Node) -> object:
    """Take the positions away: the value as Python holds it."""
    if isinstance(node, Mapping):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value

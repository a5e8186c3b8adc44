"""What is wrong with a file, where, and how can its author mend it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

MAX_PROBLEMS = 100
"""Most problems that one look at a file reports: nobody reads more, and a hostile file could have a million."""
_LISTED = 12
"""Most names that a message lists."""
_COMPARED = 500
"""Most names among which the nearest is sought."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a scenario file.

    `str(problem)` is plain text for a terminal: position and message, the line with the place marked, and what
    was expected.
    """

    file: str
    """The file, by the path that the user gave or that leads to it from there."""
    line: int
    """Line, from 1; 0 where the problem is the file as a whole."""
    column: int
    """Column in characters, from 1; 0 where the problem is the file as a whole."""
    message: str
    """What is wrong."""
    expected: str = ""
    """What would be right."""
    hint: str = ""
    """What the author may have meant."""
    excerpt: str = ""
    """The line of the file, with the place marked under it."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        lines = [f"{where}: {self.message}"]
        lines += [f"    {line}" for line in self.excerpt.splitlines()]
        advice = "; ".join(part for part in (self.expected and f"expected {self.expected}", self.hint) if part)
        return "\n".join([*lines, f"  {advice}"] if advice else lines)


class ScenarioError(Exception):
    """A scenario cannot be loaded.

    Attributes
    ----------
    problems : tuple of Problem
        Everything that is wrong, in the order of file, line and column.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class UnreadableError(Exception):
    """A file that cannot be read to its end; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by file, line and column, each problem once."""
    return sorted(set(problems), key=lambda p: (p.file, p.line, p.column, p.message))


def one_of(names: Collection[str]) -> str:
    """List what is allowed, for `Problem.expected`; a long list is cut."""
    return f"one of: {listed(names)}" if len(names) > 1 else listed(names)


def listed(names: Collection[str], most: int = _LISTED) -> str:
    """Write names in a row; a row of more than `most` is cut."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(f"`{name}`" for name in islice(names, most)) + more


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Return the name that is most like a word; `None` if none is near."""
    by_folded = {name.casefold(): name for name in islice(names, _COMPARED)}
    near = difflib.get_close_matches(word[:80].casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[near[0]] if near else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Name the nearest of the valid names, for `Problem.hint`; empty if none is near."""
    near = nearest(word, names)
    return f"did you mean `{near}`?" if near is not None else ""

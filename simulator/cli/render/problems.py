"""How problems of a scenario file are shown: where, what, the line itself, and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from simulator.scenario import Problem


def report(problems: Sequence[Problem]) -> Text:
    """Show every problem, and how many there are; in plain text each is `str(problem)`."""
    text = Text()
    for problem in problems:
        text.append_text(_shown(problem)).append("\n")
    return text.append(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}", style="bold red")


def _shown(problem: Problem) -> Text:
    text = Text(str(problem))
    where = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    text.stylize("bold", 0, len(where))
    text.stylize("red", len(where) + 2, len(where) + 2 + len(problem.message))
    text.highlight_regex(r"(?m)^ +\| +\^+$", style="bold red")
    if problem.hint:
        text.highlight_words([problem.hint], style="green")
    return text

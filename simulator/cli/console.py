"""Where does text go: results to standard output, messages to standard error, as each can show it."""

from __future__ import annotations

import contextlib
import sys
from typing import TextIO

from rich.console import Console, RenderableType
from rich.text import Text

FILE_WIDTH = 100
"""Width of a page that is written to a file, columns."""
NARROWEST = 30
"""Width below which prose is no longer wrapped, columns."""


class _Strict(Console):
    """A console that reports a closed pipe as Python does, for one place to deal with."""

    def on_broken_pipe(self) -> None:
        """Raise what Rich has caught."""
        raise BrokenPipeError


def standard_output() -> Console:
    """Open the console for results."""
    return _not_too_narrow(_Strict(file=sys.stdout, highlight=False))


def standard_error() -> Console:
    """Open the console for messages and progress."""
    return _not_too_narrow(_Strict(file=sys.stderr, highlight=False))


def page(stream: TextIO) -> Console:
    """Open a console that writes plain text to a file."""
    return Console(file=stream, highlight=False, width=FILE_WIDTH, color_system=None)


def _not_too_narrow(console: Console) -> Console:
    if console.width < NARROWEST:
        console.width = NARROWEST
    return console


def put(console: Console, part: RenderableType) -> None:
    """Print a part of a page: nothing is cropped, and outside a terminal no line ends in blanks."""
    if console.is_terminal:
        console.print(part, crop=False)
        return
    with console.capture() as captured:
        console.print(part, crop=False)
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def say(message: str | Text) -> None:
    """Tell the person at the terminal something that is not the result."""
    # A message that cannot be given does not change how the program ends.
    with contextlib.suppress(OSError):
        standard_error().print(message, markup=False, soft_wrap=True)

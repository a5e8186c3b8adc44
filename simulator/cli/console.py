"""Where does text go: results to standard output, messages to standard error, as each can show it."""

from __future__ import annotations

import sys
from typing import TextIO

from rich.console import Console

FILE_WIDTH = 100
"""Width of tables that are written to a file, columns."""


class _Pipe(Console):
    """A console that reports a closed pipe as Python does, for one place to deal with."""

    def on_broken_pipe(self) -> None:
        """Raise what Rich has caught."""
        raise BrokenPipeError


def standard_output() -> Console:
    """Open the console for results."""
    return _Pipe(file=sys.stdout, highlight=False)


def standard_error() -> Console:
    """Open the console for messages and progress."""
    return Console(file=sys.stderr, highlight=False)


def page(stream: TextIO) -> Console:
    """Open a console that writes plain text to a file."""
    return Console(file=stream, highlight=False, width=FILE_WIDTH, color_system=None)

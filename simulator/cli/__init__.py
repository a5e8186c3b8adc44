"""The `steppe` command: each command is a few lines that call a room."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]

_INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its code."""
    # The imports take a moment, in which somebody may think better of it.
    try:
        _prepare_streams()
        from simulator.cli.app import app

        app(prog_name="steppe")
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        sys.exit(_INTERRUPTED)


def _prepare_streams() -> None:
    """Make standard output and standard error fit to be written to, whatever the shell has made of them."""
    # A shell may start a program with a stream closed. What is written to standard output then fails with an error,
    # which is reported as for any other place that cannot be written; messages have nowhere to go.
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe in an old encoding gets a question mark for what it cannot show, and not a crash.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    # A page without columns shows nothing; the width is found as if nobody had asked.
    if os.environ.get("COLUMNS", "").strip("0 ") == "":
        os.environ.pop("COLUMNS", None)

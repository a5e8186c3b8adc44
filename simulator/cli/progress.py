"""How far is a long run: a bar on standard error, on a terminal only, and only once waiting is felt."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

import rich.progress

from simulator.cli.console import standard_error
from simulator.cli.render.palette import ACCENT

PATIENCE = 0.5
"""Seconds of work before a bar appears."""


class Progress:
    """A bar for a known amount of work."""

    def __init__(self, total: int) -> None:
        console = standard_error()
        self._bar = rich.progress.Progress(
            rich.progress.TextColumn("running"),
            rich.progress.BarColumn(complete_style=ACCENT, finished_style=ACCENT),
            rich.progress.TextColumn("{task.percentage:>3.0f} %"),
            rich.progress.TextColumn("[dim]Ctrl-C shows what is there[/dim]"),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=total)
        self._appears = time.monotonic() + PATIENCE if console.is_terminal else float("inf")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar.live.is_started:
            self._bar.stop()

    def advance(self, amount: int) -> None:
        """Report work done."""
        if time.monotonic() >= self._appears:
            self._bar.start()
        self._bar.advance(self._task, amount)

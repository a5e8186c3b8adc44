"""The progress bar: on a terminal, on long work, and nowhere else."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from simulator.cli import progress


@pytest.fixture
def shown(monkeypatch):
    """Do some work in front of a terminal or a pipe; return what appears there."""

    def work(*, terminal, patience):
        stream = io.StringIO()
        console = Console(file=stream, force_terminal=terminal, width=80)
        monkeypatch.setattr(progress, "standard_error", lambda: console)
        monkeypatch.setattr(progress, "PATIENCE", patience)
        with progress.Progress(4) as bar:
            for _ in range(4):
                bar.advance(1)
        return stream.getvalue()

    return work


def test_long_work_shows_a_bar_on_a_terminal(shown):
    assert "100 %" in shown(terminal=True, patience=0)


def test_short_work_shows_nothing(shown):
    assert shown(terminal=True, patience=3600) == ""


def test_a_pipe_never_gets_a_bar(shown):
    assert shown(terminal=False, patience=0) == ""

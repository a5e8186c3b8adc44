"""What the tests of the command line share: a way to give a command, and an outcome to show."""

from __future__ import annotations

import signal

import pytest
from typer.testing import CliRunner

from simulator.cli.app import app
from simulator.cli.outcome import simulate
from simulator.scenario import load_scenario


@pytest.fixture
def steppe():
    """Give a command on a page of 80 columns; the result has `exit_code`, `stdout` and `stderr`."""

    def give(*arguments, columns=80):
        environment = {"COLUMNS": str(columns), "STEPPE_DEBUG": ""}
        return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment, prog_name="steppe")

    return give


@pytest.fixture(scope="session")
def outcome():
    """Two years of the baseline."""
    return simulate(load_scenario("baseline_2025"), seed=0, runs=1, quarters=8)


@pytest.fixture
def listening():
    """Make this process hear Ctrl-C, even if it was started deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


BROKEN = """\
schema: 1
kind: scenario
id: broken
name: Broken
horizn: 3
start: 2025Q9
"""


@pytest.fixture
def broken(tmp_path):
    """A scenario file with several faults."""
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    return path

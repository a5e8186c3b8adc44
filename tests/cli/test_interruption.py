"""Ctrl-C: a run ends after the step in hand, and what was computed is shown."""

from __future__ import annotations

import json
import os
import signal

import pytest

from simulator.cli.interruption import Interruption
from simulator.model import BLOCK, Region

pytestmark = [
    pytest.mark.usefixtures("listening"),
    pytest.mark.skipif(os.name == "nt", reason="sends a Unix signal"),
]


@pytest.fixture
def press_after(monkeypatch):
    """Press Ctrl-C during the n-th step of the process, once or several times."""

    def arm(steps, times=1):
        step, taken = Region.step, 0

        def press(region):
            nonlocal taken
            taken += 1
            if taken == steps:
                for _ in range(times):
                    os.kill(os.getpid(), signal.SIGINT)
            step(region)

        monkeypatch.setattr(Region, "step", press)

    return arm


def test_a_run_shows_the_quarters_that_were_computed_and_says_how_many(steppe, press_after):
    press_after(3)
    result = steppe("run", "baseline_2025")
    assert result.exit_code == 130
    assert "The hosts in 2026Q3" in result.stdout
    assert "2026Q4" not in result.stdout
    assert result.stderr == "Interrupted: this is the outcome of 3 of 40 quarters.\n"


def test_of_several_blocks_of_runs_the_finished_ones_are_shown(steppe, press_after):
    press_after(5)
    result = steppe("run", "baseline_2025", "--quarters", 3, "--runs", 2 * BLOCK, "--format", "json")
    assert result.exit_code == 130
    assert f"{BLOCK} of {2 * BLOCK} runs" in result.stderr
    meta = json.loads(result.stdout)["meta"]
    assert (meta["runs"], meta["quarters"], meta["complete"]) == (BLOCK, 3, False)


def test_of_a_first_block_that_is_not_finished_the_quarters_are_shown(steppe, press_after):
    press_after(2)
    result = steppe("run", "baseline_2025", "--quarters", 3, "--runs", 5)
    assert result.exit_code == 130
    assert "The hosts in 2026Q2" in result.stdout
    assert "2 of 3 quarters" in result.stderr


def test_of_a_first_block_among_several_both_the_quarters_and_the_runs_are_said(steppe, press_after):
    press_after(2)
    result = steppe("run", "baseline_2025", "--quarters", 3, "--runs", 2 * BLOCK)
    assert result.exit_code == 130
    assert f"2 of 3 quarters in {BLOCK} of {2 * BLOCK} runs" in result.stderr


def test_a_second_ctrl_c_does_not_wait_for_the_step(steppe, press_after):
    press_after(1, times=2)
    result = steppe("run", "baseline_2025")
    assert result.exit_code == 130
    assert result.stdout == ""
    assert result.stderr == "Interrupted.\n"


def test_a_run_that_is_interrupted_before_its_first_quarter_shows_the_start(steppe, monkeypatch):
    build = Region.__init__

    def press(region, *arguments, **options):
        build(region, *arguments, **options)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Region, "__init__", press)
    result = steppe("run", "baseline_2025")
    assert result.exit_code == 130
    assert "The hosts in 2025Q4" in result.stdout
    assert "0 of 40 quarters" in result.stderr


def test_afterwards_ctrl_c_means_what_it_meant_before():
    before = signal.getsignal(signal.SIGINT)
    with Interruption():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_a_program_that_was_started_deaf_to_ctrl_c_stays_so():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Interruption() as interruption:
        os.kill(os.getpid(), signal.SIGINT)
        assert not interruption.asked

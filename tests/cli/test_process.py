"""The command as a process of its own: pipes, signals, encodings and exit codes as a shell sees them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, str(ROOT / "main.py")]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is another error there")
def test_a_reader_that_goes_away_ends_the_program_quietly(form):
    command = [*COMMAND, "run", "baseline_2025", "--quarters", "4", "--format", form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        complaint = process.stderr.read()
    assert (process.returncode, complaint) == (141, "")


@pytest.mark.skipif(os.name == "nt", reason="sends a Unix signal")
def test_ctrl_c_ends_the_process_with_what_was_computed():
    press_in_the_third_quarter = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from simulator.cli import main
from simulator.model import Region
step = Region.step
def press(region):
    if len(region.history.quarters) == 3:
        os.kill(os.getpid(), signal.SIGINT)
    step(region)
Region.step = press
main()
"""
    command = [sys.executable, "-c", press_in_the_third_quarter, "run", "baseline_2025"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 130
    assert "The hosts in 2026Q3" in done.stdout
    assert done.stderr == "Interrupted: this is the outcome of 3 of 40 quarters.\n"


def test_an_old_encoding_gets_a_page_without_a_crash():
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [*COMMAND, "run", "turkey_fifth_power", "--quarters", "4", "--explain", "KZ"]
    done = subprocess.run(command, capture_output=True, env=surroundings, check=False)
    assert done.returncode == 0, done.stderr
    assert b"####" in done.stdout


def test_main_py_is_the_command():
    done = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("steppe ")

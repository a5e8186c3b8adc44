"""The command as a process of its own: pipes, signals, encodings and exit codes as a shell sees them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, str(ROOT / "main.py")]
RUN = ["run", "baseline_2025", "--quarters", "2"]

unix = pytest.mark.skipif(os.name == "nt", reason="streams and signals of Unix")


def after(*shell: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a shell of its own, with redirections."""
    line = " ".join([f"'{sys.executable}' '{ROOT / 'main.py'}'", *shell])
    return subprocess.run(["/bin/sh", "-c", line], cwd=cwd, capture_output=True, text=True, check=False)


@unix
@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], ["run", "--help"], ["scenario", "list"]]
    + [[*RUN, "--format", form] for form in ("table", "csv", "json")],
    ids=" ".join,
)
def test_a_reader_that_goes_away_ends_the_program_quietly(arguments):
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.close()
        complaint = process.stderr.read()
    assert (process.returncode, complaint) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "arguments",
    ["--version", "--help", "run --help", "scenario list", " ".join(RUN), " ".join([*RUN, "--format json"])],
)
def test_a_full_disk_is_said_in_a_sentence_and_has_exit_code_1(arguments):
    done = after(arguments, "> /dev/full")
    assert done.returncode == 1
    assert done.stderr == "error: cannot write to standard output: No space left on device\n"


@unix
@pytest.mark.parametrize("arguments", ["--version", " ".join(RUN)])
def test_a_closed_standard_output_is_said_in_a_sentence_and_has_exit_code_1(arguments):
    done = after(arguments, ">&-")
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot write to standard output: ")
    assert len(done.stderr.splitlines()) == 1


@unix
def test_without_any_stream_a_file_is_still_written(tmp_path):
    done = after(*RUN, "--out", "result.csv", "<&- >&- 2>&-", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "result.csv").read_text(encoding="utf-8").startswith("scenario,seed,quarter,")


@unix
def test_messages_that_cannot_be_given_do_not_change_the_exit_code():
    assert after("run", "no_such_scenario", "2> /dev/full").returncode == 1


@unix
def test_a_width_of_nothing_is_not_taken_at_its_word():
    surroundings = {**os.environ, "COLUMNS": "0"}
    for arguments in (RUN, ["--help"]):
        done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, env=surroundings, check=True)
        assert len(done.stdout) > 500


@unix
@pytest.mark.parametrize("module", ["typer", "rich.console", "simulator.cli.run"])
def test_ctrl_c_while_the_program_is_still_starting_is_no_traceback(module):
    press_on_import = f"""
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Press:
    def find_spec(self, name, *rest):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Press())
from simulator.cli import main
main()
"""
    command = [sys.executable, "-c", press_on_import, "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrupted.\n")


@unix
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

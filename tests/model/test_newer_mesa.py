"""Does the model run on the newest Mesa 3, which needs a newer Python than the oldest that the project runs on?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
NEWER = [f"python3.{minor}" for minor in (14, 13, 12)]


def newer_python() -> str | None:
    """Find a Python of 3.12 or later that can make an environment."""
    found = [sys.executable] if sys.version_info >= (3, 12) else []
    found += [path for name in NEWER if (path := shutil.which(name))]
    versions = sorted((Path.home() / ".pyenv" / "versions").glob("3.1[2-9]*"), reverse=True)
    found += [str(path / "bin" / "python") for path in versions]
    for python in found:
        probe = "import ensurepip, ssl, sys, venv; sys.exit(sys.version_info < (3, 12))"
        if (
            Path(python).exists()
            and subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode == 0
        ):
            return python
    return None


@pytest.mark.slow
def test_the_tests_of_mesa_pass_on_the_newest_mesa_3(tmp_path):
    python = newer_python()
    if python is None:
        pytest.skip("no Python 3.12 or later on PATH or in ~/.pyenv/versions")
    subprocess.run([python, "-m", "venv", tmp_path / "venv"], check=True)
    bin_folder = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    inside = str(bin_folder / "python")
    pip = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
    wanted = [str(CHECKOUT), "mesa[network]>=3.5,<4", "pytest>=8.3", "hypothesis>=6.120"]
    installed = subprocess.run([*pip, *wanted], capture_output=True, text=True, check=False)
    if installed.returncode != 0:
        pytest.skip(f"the newest Mesa cannot be installed here: {installed.stderr.strip()[-300:]}")
    tests = [str(CHECKOUT / "tests" / "model" / name) for name in ("test_mesa.py", "test_streams.py")]
    command = [inside, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    outcome = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr

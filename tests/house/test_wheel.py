"""Does the wheel carry all that the program needs: it is installed in an empty environment and run there."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the source archive, so that both are known to be complete."""
    dist = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", dist, ROOT], check=True, capture_output=True)
    (path,) = dist.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def steppe(wheel, tmp_path_factory):
    """Run `steppe` from the wheel, in a folder and an environment that know nothing of the checkout."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "env", with_pip=True)
    programs = home / "env" / ("Scripts" if os.name == "nt" else "bin")
    surroundings = {key: text for key, text in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    install = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    subprocess.run(install, check=True, cwd=home, env=surroundings)

    def run(*arguments):
        return subprocess.run(
            [programs / "steppe", *arguments],
            cwd=home,
            env=surroundings,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run


def test_the_wheel_contains_the_package_its_types_the_scenarios_and_the_assets(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        f"simulator/shipped/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "scenarios").rglob("*.yaml")
    }
    assert shipped | {"simulator/py.typed", "simulator/shipped/assets/README.md"} <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"simulator"}


def test_the_baseline_runs_from_the_wheel_alone(steppe):
    done = steppe("run", "baseline_2025", "--quarters", "4")
    assert done.returncode == 0, done.stderr
    assert "2026Q4" in done.stdout
    assert "Kazakhstan" in done.stdout


def test_the_wheel_lists_its_scenarios(steppe):
    done = steppe("scenario", "list")
    assert done.returncode == 0, done.stderr
    assert "baseline_2025" in done.stdout


def test_the_wheel_has_its_hypotheses(steppe):
    done = steppe("hypotheses", "--list")
    assert done.returncode == 0, done.stderr
    assert "H8" in done.stdout

"""`steppe scenario`: the list of scenarios, and the check of files."""

from __future__ import annotations

import shutil

import pytest

from simulator.scenario import scenarios_folder
from simulator.scenario.reading import shipped


def test_the_list_names_every_shipped_scenario_and_its_file(steppe):
    result = steppe("scenario", "list", columns=200)
    assert result.exit_code == 0
    for path in scenarios_folder().glob("*.yaml"):
        assert path.stem in result.stdout
        assert path.name in result.stdout
    assert "November 2025" in result.stdout


def test_a_broken_file_is_listed_with_its_first_error(steppe, tmp_path, monkeypatch, broken):
    folder = tmp_path / "scenarios"
    shutil.copytree(scenarios_folder(), folder)
    shutil.copy(broken, folder)
    monkeypatch.setattr(shipped, "scenarios_folder", lambda: folder)
    result = steppe("scenario", "list", columns=200)
    assert result.exit_code == 0
    assert "cannot be loaded: line " in result.stdout
    assert "November 2025" in result.stdout


@pytest.mark.parametrize("path", sorted(scenarios_folder().rglob("*.yaml")), ids=lambda path: path.name)
def test_every_shipped_file_is_in_order(steppe, path):
    result = steppe("scenario", "validate", path)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"ok {path}\n"


def test_all_files_are_checked_and_one_with_faults_does_not_hide_the_others(steppe, broken):
    good = scenarios_folder() / "baseline_2025.yaml"
    result = steppe("scenario", "validate", broken, "nowhere.yaml", good)
    assert result.exit_code == 1
    assert result.stdout == f"ok {good}\n"
    assert "unknown key `horizn`" in result.stderr
    assert "nowhere.yaml" in result.stderr


def test_validate_without_a_path_is_a_usage_error(steppe):
    assert steppe("scenario", "validate").exit_code == 2

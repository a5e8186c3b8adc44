"""`--out`: a file is written whole or not at all."""

from __future__ import annotations

import csv
import json
import os

import pytest

from simulator.cli.destination import destination


def test_the_suffix_of_the_file_chooses_the_format_and_standard_output_stays_empty(steppe, tmp_path):
    for name, read in (("a.json", json.load), ("a.csv", lambda file: list(csv.reader(file)))):
        result = steppe("run", "baseline_2025", "--quarters", 1, "--out", tmp_path / name)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == f"wrote {tmp_path / name}\n"
        with (tmp_path / name).open(encoding="utf-8") as file:
            assert read(file)


def test_a_page_in_a_file_is_plain_text(steppe, tmp_path):
    steppe("run", "baseline_2025", "--quarters", 2, "--out", tmp_path / "page.txt")
    text = (tmp_path / "page.txt").read_text(encoding="utf-8")
    assert "The hosts in 2026Q2" in text
    assert "\x1b" not in text


def test_a_format_that_is_asked_for_wins_over_the_suffix(steppe, tmp_path):
    steppe("run", "baseline_2025", "--quarters", 1, "--format", "json", "--out", tmp_path / "data.csv")
    assert json.loads((tmp_path / "data.csv").read_text(encoding="utf-8"))


def test_a_place_that_cannot_be_written_gives_a_message_and_exit_code_1(steppe, tmp_path):
    for path in (tmp_path / "no" / "where.csv", tmp_path, tmp_path / f"{'x' * 300}.csv"):
        result = steppe("run", "baseline_2025", "--quarters", 1, "--out", path)
        assert result.exit_code == 1
        assert f"cannot write {path}" in result.stderr
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", ["result.xlsx", "result.parquet"])
def test_a_format_that_cannot_be_written_is_refused_with_those_that_can(steppe, tmp_path, name):
    result = steppe("run", "baseline_2025", "--quarters", 1, "--out", tmp_path / name, columns=250)
    assert result.exit_code == 2
    assert "use .csv, .json or .txt" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_name_as_long_as_the_file_system_allows_can_be_written(tmp_path):
    path = tmp_path / f"{'x' * 251}.csv"
    with destination(path) as stream:
        stream.write("text")
    assert path.read_text(encoding="utf-8") == "text"


def test_an_error_on_the_way_leaves_the_old_file_whole_and_nothing_beside_it(tmp_path):
    path = tmp_path / "result.txt"
    path.write_text("old", encoding="utf-8")

    def break_off():
        with destination(path) as stream:
            stream.write("half of the new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_usual_rights_and_an_old_one_keeps_its_own(tmp_path):
    usual, new, old = tmp_path / "usual", tmp_path / "new", tmp_path / "old"
    usual.touch()
    old.touch()
    old.chmod(0o640)
    for path in (new, old):
        with destination(path) as stream:
            stream.write("text")
    assert new.stat().st_mode == usual.stat().st_mode
    assert old.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_is_followed_and_not_replaced(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    with destination(link) as stream:
        stream.write("text")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "text"


@pytest.mark.skipif(os.name == "nt", reason="there are no device files there")
def test_a_device_is_written_to_and_not_replaced(steppe):
    assert steppe("run", "baseline_2025", "--quarters", 1, "--out", os.devnull).exit_code == 0
    assert not os.path.isfile(os.devnull)  # noqa: PTH113 (a name, not a path of ours)

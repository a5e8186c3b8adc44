"""`steppe tournament`: a table, JSON and CSV, and what is said to a mistake."""

from __future__ import annotations

import csv
import json
import os
import signal

import pytest

from simulator.model import Region

SHORT = """\
schema: 1
kind: scenario
id: short
name: Short
summary: One quarter.
extends: baseline_2025
horizon: 1
"""


@pytest.fixture
def short(tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text(SHORT, encoding="utf-8")
    return path


@pytest.mark.parametrize("columns", [40, 80])
def test_a_table_tells_who_wins_and_is_plain_in_a_pipe(steppe, short, columns):
    result = steppe("tournament", "--scenario", short, "--seat", "us", "--games", 2, columns=columns)
    assert result.exit_code == 0, result.stderr
    assert "short, 2 games a seat of 1 quarters, seed 0" in " ".join(result.stdout.split())
    assert "Bully" in result.stdout
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= columns


def test_json_has_every_style_and_null_where_there_is_no_interval(steppe, short):
    result = steppe("tournament", "--scenario", short, "--seat", "KZ", "--seat", "kz", "--games", 2, "--format", "json")
    data = json.loads(result.stdout)
    assert (data["scenario"], data["games"], data["quarters"]) == ("short", 2, 1)
    (seat,) = data["seats"]
    assert sum(standing["wins"] for standing in seat["standings"]) == pytest.approx(2)
    assert [standing["low"] for standing in seat["standings"]] == [None] * 5


def test_csv_has_a_row_for_each_style_and_one_of_ones_own(steppe, short, tmp_path):
    own, out = tmp_path / "own.yaml", tmp_path / "won.csv"
    own.write_text("schema: 1\nkind: style\nid: own\nname: Own\nsummary: A.\nhost: {hurdle: 3}\n", encoding="utf-8")
    result = steppe(
        "tournament", "--scenario", short, "--seat", "KZ", "--games", 2, "--style", own, "--out", out, columns=300
    )
    assert result.exit_code == 0, result.stderr
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["style"] for row in rows] == ["bully", "flood", "minerals", "steady", "summits", "own"]


def test_an_unknown_seat_is_a_usage_error_that_names_the_nearest(steppe):
    result = steppe("tournament", "--seat", "UZB", columns=200)
    assert result.exit_code == 2
    assert "no power or host `UZB`" in result.stderr
    assert "did you mean `UZ`?" in result.stderr


def test_a_style_is_validated_as_one_and_is_no_scenario(steppe, tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("schema: 1\nkind: style\nid: own\nname: Own\nsummary: A.\npower: {budget: 3}\n", encoding="utf-8")
    result = steppe("scenario", "validate", own, columns=200)
    assert result.exit_code == 1
    assert "own.yaml:6:9: a style cannot change `budget` of a power" in result.stderr
    result = steppe("run", own, columns=200)
    assert result.exit_code == 1
    assert "this is a style" in result.stderr


@pytest.mark.usefixtures("listening")
@pytest.mark.skipif(os.name == "nt", reason="sends a Unix signal")
def test_ctrl_c_shows_the_seats_that_are_finished(steppe, short, monkeypatch):
    taken, really = [], Region.step

    def press(region):
        taken.append(region)
        if len(taken) == 7:
            os.kill(os.getpid(), signal.SIGINT)
        really(region)

    monkeypatch.setattr(Region, "step", press)
    result = steppe("tournament", "--scenario", short, "--games", 2, "--format", "json", columns=200)
    assert result.exit_code == 130
    assert [seat["seat"] for seat in json.loads(result.stdout)["seats"]] == ["US"]
    assert "Interrupted: these are 1 of 9 seats." in result.stderr

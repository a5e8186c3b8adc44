"""`steppe hypotheses`: findings as a page, JSON and CSV, and what is said to a mistake."""

from __future__ import annotations

import csv
import json
import os
import re
import signal

import pytest

from simulator.analysis import shipped_hypotheses
from simulator.model import Region

OWN = """\
schema: 1
kind: hypothesis
id: own
name: China bids for itself.
source: "judgement: for a test"
note: Two quarters are short.
scenario: baseline_2025
quarters: 4
arms:
  base: {}
  silent: {powers: [{id: CN, offers: 0}]}
claims:
  - name: Without bids China signs nothing
    measure: {metric: acceptances, of: {power: CN}, across: sum, as: sum}
    arm: silent
    against: base
    relative: true
    below: -0.5
  - name: Its influence shrinks
    measure: {metric: influence_share, of: {power: CN}}
    arm: silent
    against: base
    each: host
    in_at_least: 2
    below: 0
  - name: A deal of China in the first quarter
    measure: {metric: surplus, of: {power: CN}, per: acceptances, as: sum, to: 2026Q1}
    arm: base
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_the_list_names_every_hypothesis_and_its_file(steppe):
    result = steppe("hypotheses", "--list", columns=100)
    assert result.exit_code == 0
    for name, path in shipped_hypotheses().items():
        assert re.search(rf"^ {name} ", result.stdout, re.MULTILINE)
        assert f"hypotheses/{path.name}" in result.stdout.replace("\n", "")


def test_a_page_has_the_verdict_of_each_claim_with_its_effect_and_interval(steppe, own):
    result = steppe("hypotheses", "--file", own, "--runs", 5)
    assert result.exit_code == 0, result.stderr
    assert "own  supported  China bids for itself." in result.stdout
    assert "baseline_2025, 2 arms of 5 runs of 4 quarters, seed 0" in result.stdout
    for told in (
        r"supported +Without bids China signs nothing\n +below -50 %: -100\.\d+ %  \(",
        r"supported +Its influence shrinks\n +below 0 in 2 or more of these hosts:\n +KZ  -0",
        r"reported +A deal of China in the first quarter\n +effect: –  \(– to –\)  in 0 runs",
    ):
        assert re.search(f"^{told}", result.stdout, re.MULTILINE)
    assert "Two quarters are short." in result.stdout


@pytest.mark.parametrize("columns", [40, 80, 140])
def test_in_a_pipe_a_page_is_plain_and_fits(steppe, own, columns):
    result = steppe("hypotheses", "--file", own, "--runs", 2, columns=columns)
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= columns


def test_json_has_every_effect_and_null_for_what_does_not_exist(steppe, own):
    result = steppe("hypotheses", "--file", own, "--runs", 3, "--format", "json", "--seed", 5)
    (found,) = json.loads(result.stdout)["hypotheses"]
    assert (found["id"], found["runs"], found["quarters"], found["seed"]) == ("own", 3, 4, 5)
    nothing, influence, deal = found["claims"]
    assert nothing["effects"][0]["effect"] == -1.0
    assert [effect["item"] for effect in influence["effects"]] == ["KZ", "UZ", "KG", "TJ", "TM"]
    assert (deal["effects"][0]["effect"], deal["effects"][0]["low"], deal["verdict"]) == (None, None, "reported")


def test_csv_has_a_row_for_each_effect(steppe, own, tmp_path):
    out = tmp_path / "found.csv"
    result = steppe("hypotheses", "--file", own, "--runs", 3, "--out", out)
    assert result.exit_code == 0
    assert f"wrote {out}" in result.stderr.replace("\n", "")
    with out.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["hypothesis"], row["item"]) for row in rows] == [
        ("own", item) for item in ("", "KZ", "UZ", "KG", "TJ", "TM", "")
    ]
    assert float(rows[0]["effect"]) == -1.0
    assert rows[-1]["effect"] == ""


def test_names_are_found_in_any_case_and_once(steppe):
    result = steppe("hypotheses", "h8", "H8", "--runs", 2, "--format", "json")
    assert [found["id"] for found in json.loads(result.stdout)["hypotheses"]] == ["H8"]


def test_an_unknown_name_is_a_usage_error_that_lists_what_is_there(steppe):
    result = steppe("hypotheses", "H88", columns=200)
    assert result.exit_code == 2
    assert "no hypothesis `H88` among H1, H2" in result.stderr
    assert "did you mean `H8`?" in result.stderr


def test_a_faulty_file_is_told_with_its_line_and_nothing_is_run(steppe, own):
    own.write_text(OWN.replace("metric: influence_share", "metric: influense_share"), encoding="utf-8")
    result = steppe("hypotheses", "--file", own, columns=200)
    assert result.exit_code == 1
    assert "own.yaml:20:23: unknown metric `influense_share`" in result.stderr
    assert "did you mean `influence_share`?" in result.stderr
    assert result.stdout == ""


@pytest.mark.usefixtures("listening")
@pytest.mark.skipif(os.name == "nt", reason="sends a Unix signal")
@pytest.mark.parametrize(("step", "finished"), [(3, 0), (12, 1)])
def test_ctrl_c_shows_the_hypotheses_that_are_finished(steppe, own, monkeypatch, step, finished):
    taken, really = [], Region.step

    def press(region):
        taken.append(region)
        if len(taken) == step:
            os.kill(os.getpid(), signal.SIGINT)
        really(region)

    monkeypatch.setattr(Region, "step", press)
    other = own.with_name("other.yaml")
    other.write_text(OWN.replace("offers: 0", "offers: 1"), encoding="utf-8")
    result = steppe("hypotheses", "--file", own, "--file", other, "--runs", 2)
    assert result.exit_code == 130
    # Two arms of four quarters each make a hypothesis.
    assert len(taken) == step
    assert result.stdout.count("China bids for itself.") == finished
    assert f"Interrupted: these are {finished} of 2 hypotheses." in result.stderr

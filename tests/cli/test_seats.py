"""Seats and objectives: what a player reads of them, and what is told of them after a run."""

from __future__ import annotations

import json
import re

import pytest

from simulator.cli.outcome import simulate
from simulator.cli.render.conditions import PHRASES, in_words
from simulator.cli.render.names import Names
from simulator.model import Region
from simulator.scenario import Hold, Objective, Watched, load_scenario


def test_one_run_says_of_each_objective_whether_it_was_met(steppe):
    told = steppe("run", "baseline_2025", "--quarters", 4).stdout
    region = Region(load_scenario("baseline_2025"))
    for _ in range(4):
        region.step()
    listed = told.split("\nObjectives, 2025Q4 to 2026Q4\n")[1]
    assert re.findall(r"^ *(met|missed)  ", listed, re.MULTILINE) == [
        "met" if runs[0] else "missed" for aims in region.objectives.values() for runs in aims.values()
    ]
    assert {"met", "missed"} <= set(listed.split())
    for seat in region.setting.scenario.seats:
        for objective in seat.objectives:
            assert objective.name in listed


def test_several_runs_say_in_how_many_of_them_each_objective_was_met(steppe):
    scenario = load_scenario("baseline_2025")
    shares = simulate(scenario, seed=0, runs=8, quarters=12).met
    told = steppe("run", "baseline_2025", "--quarters", 12, "--runs", 8).stdout.split("\nObjectives, ")[1]
    for seat in scenario.seats:
        for objective in seat.objectives:
            assert f"{100 * shares[seat.id][objective.id]:.0f} %  {objective.name}\n" in told
    assert any(0 < share < 1 for aims in shares.values() for share in aims.values())


def test_shares_are_over_the_runs_of_all_blocks(monkeypatch):
    scenario = load_scenario("baseline_2025")
    whole = simulate(scenario, seed=0, runs=5, quarters=8).met
    monkeypatch.setattr("simulator.cli.outcome.BLOCK", 2)
    assert simulate(scenario, seed=0, runs=5, quarters=8).met == whole


def test_json_has_the_share_of_runs_for_each_objective_of_each_seat(steppe):
    document = json.loads(steppe("run", "baseline_2025", "--quarters", 3, "--runs", 4, "--format", "json").stdout)
    scenario = load_scenario("baseline_2025")
    assert document["objectives"] == simulate(scenario, seed=0, runs=4, quarters=3).met
    assert {seat: list(aims) for seat, aims in document["objectives"].items()} == {
        seat.id: [objective.id for objective in seat.objectives] for seat in scenario.seats
    }


def test_a_scenario_without_seats_tells_of_no_objectives(steppe, tmp_path):
    gone = ", ".join(f"{{id: {seat.id}, remove: true}}" for seat in load_scenario("baseline_2025").seats)
    path = tmp_path / "bare.yaml"
    path.write_text(f"extends: baseline_2025\nid: bare\nname: Bare\nsummary: Bare.\nseats: [{gone}]\n", "utf-8")
    assert "Objectives" not in steppe("run", path, "--quarters", 1).stdout
    assert "Nobody can be played" in steppe("scenario", "show", path).stdout


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_show_tells_what_a_scenario_is_about_and_who_can_be_played(steppe, columns):
    result = steppe("scenario", "show", "baseline_2025", columns=columns)
    assert result.exit_code == 0, result.stderr
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= columns
    words = " ".join(result.stdout.split())
    scenario = load_scenario("baseline_2025")
    assert scenario.summary in words
    assert "At stake for the five" in words
    for seat in scenario.seats:
        assert " ".join(seat.brief.split()) in words
        for objective in seat.objectives:
            assert objective.name in words
            assert objective.text in words
            assert in_words(objective, Names(scenario)) in words


def test_show_of_a_file_with_faults_gives_them_and_exit_code_1(steppe, broken):
    result = steppe("scenario", "show", broken)
    assert result.exit_code == 1
    assert "unknown key `horizn`" in result.stderr


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"state": "gdp", "of": "UZ", "above": 210}, "the GDP of Uzbekistan above US$210 bn a year"),
        ({"state": "unrest", "of": "KZ", "above": 0.1, "below": 0.3}, "unrest in Kazakhstan above 10 of 100 and below"),
        (
            {"state": "influence_share", "of": "KZ", "by": "US", "above": 0.145},
            "the share of the United States in the influence on Kazakhstan above 14.5 %",
        ),
        ({"state": "commodity_price", "below": -0.25}, "the commodity price below 0.78 of its long-run level"),
        ({"not": {"event": "oil_shock"}}, "not so: this has happened: "),
        (
            {
                "any": [
                    {"state": "debt", "of": "TJ", "by": "CN", "below": 1},
                    {"all": [{"state": "arrears", "of": "TJ", "below": 0.5}, {"not": {"event": "oil_shock"}}]},
                ]
            },
            "the debt of Tajikistan to China below US$1 bn or (the arrears of Tajikistan",
        ),
    ],
)
def test_a_condition_is_told_in_words(when, words):
    names = Names(load_scenario("uncertain_decade"))
    raw = {"id": "aim", "name": "Aim", "when": when}
    assert in_words(Objective.model_validate(raw, strict=False), names).startswith(f"At the end: {words}")


def test_when_an_objective_counts_is_told():
    names = Names(load_scenario("baseline_2025"))
    when = {"state": "gdp", "of": "UZ", "above": 210}
    told = [
        in_words(Objective.model_validate({"id": "a", "name": "A", "when": when, "hold": hold}, strict=False), names)
        for hold in Hold
    ]
    assert [sentence.split(":")[0] for sentence in told] == [
        "At the end",
        "In one quarter at least",
        "In every quarter",
    ]


def test_every_state_that_can_be_watched_has_words():
    assert set(PHRASES) == set(Watched)

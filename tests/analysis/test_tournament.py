"""Styles and the tournament among them."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis import Tournament, check_style, load_roster, shipped_styles
from simulator.analysis.styles import KNOBS
from simulator.model import Region
from simulator.scenario import HostProfile, PowerProfile, ScenarioError, load_scenario

STYLE = """\
schema: 1
kind: style
id: own
name: My own
summary: As in a test.
power: {amounts: [1, 3]}
host: {leanings: {money: 2}}
"""


@pytest.fixture(scope="module")
def roster():
    return load_roster("baseline_2025", shipped_styles())


@pytest.fixture
def own(tmp_path):
    """Write a style, with some words replaced, and return its path."""

    def write(before="", after=""):
        path = tmp_path / "own.yaml"
        path.write_text(STYLE.replace(before, after) if before else STYLE, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("path", shipped_styles(), ids=lambda path: path.stem)
def test_every_shipped_style_is_in_order_and_has_the_name_of_its_file(path, roster):
    assert check_style(path) == []
    assert path.stem in {style.id for style in roster.styles}


def test_the_knobs_are_keys_of_the_profiles():
    assert set(KNOBS["power"]) <= PowerProfile.model_fields.keys()
    assert set(KNOBS["host"]) <= HostProfile.model_fields.keys()


def test_a_style_changes_how_an_actor_deals_and_nothing_of_what_it_has(roster):
    for actors, plain, knobs in (
        (roster.powers, roster.scenario.powers, KNOBS["power"]),
        (roster.hosts, roster.scenario.hosts, KNOBS["host"]),
    ):
        for of_style in actors:
            for played, profile in zip(of_style, plain, strict=True):
                assert played.model_dump(exclude=set(knobs)) == profile.model_dump(exclude=set(knobs))


def test_the_steady_hedger_is_the_profile_as_it_is(roster):
    steady = [style.id for style in roster.styles].index("steady")
    assert roster.played([steady] * 9) == roster.scenario


def test_each_actor_plays_the_style_with_its_number(roster):
    flood = [style.id for style in roster.styles].index("flood")
    steady = [style.id for style in roster.styles].index("steady")
    arrangement = [flood if actor in ("CN", "UZ") else steady for actor in roster.actors]
    scenario = roster.played(arrangement)
    assert [power.id for power in scenario.powers if power.amounts] == ["CN"]
    assert [host.id for host in scenario.hosts if host.leanings.money == 2.0] == ["UZ"]


def test_a_style_is_laid_over_a_scenario_with_other_actors(own):
    roster = load_roster("azerbaijan_sixth_host", [own()])
    assert {host.id for host in roster.hosts[0]} >= {"AZ", "KZ"}
    assert all(host.leanings.money == 2.0 for host in roster.hosts[0])


@pytest.mark.parametrize(
    ("before", "after", "message", "said"),
    [
        ("amounts: [1, 3]", "budget: 99", "a style cannot change `budget` of a power", ""),
        ("amounts: [1, 3]", "offers: 9", "a style cannot change `offers` of a power", ""),
        ("leanings: {money: 2}", "leaning: {money: 2}", "a style cannot change `leaning` of a host", "`leanings`"),
        ("money: 2", "mony: 2", "unknown key `mony`", "`money`"),
        ("money: 2", "money: 200", "10 or less", ""),
        ("amounts: [1, 3]", "closed: [energie]", "energie", "`energy`"),
        ("summary:", "sumary:", "unknown key `sumary`", "`summary`"),
    ],
)
def test_a_mistake_is_told_once_with_its_line(own, before, after, message, said):
    path = own(before, after)
    problems = check_style(path)
    text = "\n".join(map(str, problems))
    assert message in text
    assert said in text
    assert len({(problem.line, problem.message) for problem in problems}) == len(problems)
    assert all(problem.file == str(path) and problem.line for problem in problems)
    with pytest.raises(ScenarioError):
        load_roster("baseline_2025", [path])


@pytest.fixture(scope="module")
def played(roster):
    tournament = Tournament(roster, seats=["US", "KG"], games=22, seed=3, quarters=6)
    return tournament, list(tournament.results())


def test_all_games_of_a_seat_are_won_by_somebody(played):
    _, results = played
    assert [result.seat for result in results] == ["US", "KG"]
    for result in results:
        assert sum(standing.wins for standing in result.standings) == pytest.approx(22)
        assert sum(standing.share for standing in result.standings) == pytest.approx(1)
        assert result.best.wins == max(standing.wins for standing in result.standings)
        for standing in result.standings:
            assert standing.low <= standing.high
            assert 0 <= standing.score <= 100


def test_it_is_the_same_again_and_for_a_seat_alone(played, roster):
    again = Tournament(roster, seats=["KG"], games=22, seed=3, quarters=6)
    assert list(again.results()) == [played[1][1]]


def test_another_seed_draws_other_opponents_and_more_games_change_none(roster):
    few, many, other = (
        Tournament(roster, games=games, seed=seed)._drawn for games, seed in ((20, 3), (60, 3), (60, 4))
    )
    assert many[:1] == few
    assert many != other


def test_the_score_of_a_style_is_that_of_the_run_in_which_the_seat_plays_it(roster):
    tournament = Tournament(roster, seats=["KG"], games=3, seed=5, quarters=4)
    (result,) = tournament.results()
    place = roster.actors.index("KG")
    for number, standing in enumerate(result.standings):
        arrangement = list(tournament._drawn[0])
        arrangement[place] = number
        region = Region(roster.played(arrangement), 3, 5)
        for _ in range(4):
            region.step()
        host = place - len(roster.scenario.powers)
        assert standing.score == pytest.approx(region.history.latest("host_score")[host].mean(), abs=1e-9)


def test_equal_scores_share_the_win(roster):
    tournament = Tournament(roster, seats=["US"], games=2, seed=0, quarters=1)
    scores = np.array([[1.0, 5.0], [7.0, 5.0], [7.0, 5.0], [0.0, 5.0], [3.0, 5.0]])
    assert [standing.wins for standing in tournament._result("US", scores).standings] == [0.2, 0.7, 0.7, 0.2, 0.2]


def test_stopped_early_it_gives_the_seats_that_are_done(roster):
    tournament = Tournament(roster, seats=["US", "KG"], games=2, seed=0, quarters=2)
    steps = []
    results = list(tournament.results(lambda stepped: steps.append(stepped) or len(steps) < 12))
    assert [result.seat for result in results] == ["US"]


def test_the_work_is_what_is_stepped(roster):
    tournament = Tournament(roster, seats=["US", "KG"], games=2, seed=0, quarters=2)
    steps = []
    assert len(list(tournament.results(lambda stepped: steps.append(stepped) or True))) == 2
    assert sum(steps) == tournament.work


@pytest.mark.slow
def test_no_style_dominates_a_seat():
    tournament = Tournament(load_roster("baseline_2025", shipped_styles()), games=200, seed=0)
    for result in tournament.results():
        for standing in result.standings:
            # More than three games in five, beyond what the draw of opponents can do.
            assert standing.low <= 0.6, f"{result.seat}: {standing.style.id} wins {standing.share:.1%}"


def test_the_scenario_is_left_as_it_is(roster):
    assert roster.scenario == load_scenario("baseline_2025")

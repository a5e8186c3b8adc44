"""How hypothesis files are read: each fault at its line, with what would be right."""

from __future__ import annotations

import pytest

from simulator.analysis import check_hypothesis, load_hypothesis, read_hypothesis, shipped_hypotheses
from simulator.scenario import ScenarioError, load_scenario


def test_the_small_hypothesis_is_in_order(bench):
    assert check_hypothesis(bench.write()) == []


@pytest.mark.parametrize("path", shipped_hypotheses().values(), ids=shipped_hypotheses())
def test_every_shipped_hypothesis_is_in_order_and_has_the_id_of_its_file(path):
    assert check_hypothesis(path) == []
    name = read_hypothesis(path).id
    assert path.stem == f"h{int(name.removeprefix('H')):02d}"


def test_an_arm_is_the_scenario_with_its_changes(bench):
    experiment = load_hypothesis(bench.write())
    baseline = load_scenario("baseline_2025")
    told = {"id", "name", "summary", "briefing"}
    assert experiment.arms["base"].model_dump(exclude=told) == baseline.model_dump(exclude=told)
    assert [power.offers for power in experiment.arms["silent"].powers] == [3, 0, 3, 3]


def test_an_arm_may_extend_a_further_scenario(bench):
    arms = load_hypothesis(bench.write(("  same: {}", "  same: {extends: russia_downturn}"))).arms
    assert [event.id for event in arms["same"].events] == ["ru_recession", "ru_rouble", "ru_purse"]
    assert not arms["base"].events


def test_a_scenario_beside_the_file_is_found(bench):
    (bench.folder / "mine.yaml").write_text(
        "extends: baseline_2025\nid: mine\nname: M\nsummary: S\nhorizon: 9\n", encoding="utf-8"
    )
    path = bench.write(("scenario: baseline_2025\nquarters: 4", "scenario: mine.yaml"))
    assert load_hypothesis(path).quarters == 9


def test_an_error_in_an_arm_is_told_at_its_line(bench):
    problem = bench.problem(("offers: 0", "ofers: 0"), at="ofers")
    assert problem.message == "unknown key `ofers` in powers.CN"
    assert problem.hint == "did you mean `offers`?"


def test_a_power_that_is_not_there_to_be_changed_is_named_with_the_nearest(bench):
    problem = bench.problem(("id: CN", "id: CHN"), at="{id: CHN")
    assert problem.message == "no power `CHN` to change"


def test_an_error_in_the_scenario_itself_is_told_once(bench):
    problem = bench.problem(("scenario: baseline_2025", "scenario: baseline_2052"), at="baseline_2052")
    assert "baseline_2025" in problem.hint


@pytest.mark.parametrize(
    ("before", "after", "at", "message", "advice"),
    [
        ("metric: acceptances", "metric: acceptance", "acceptance,", "unknown metric `acceptance`", "`acceptances`?"),
        ("power: CN}", "power: CNN}", "CNN}", "unknown power `CNN`", "`CN`?"),
        ("power: CN}", "power: [US, CNN]}", "CNN]", "unknown power `CNN`", "`CN`?"),
        ("power: CN}", "power: []}", "[]", "of.power should be a text or a list of at least 1", ""),
        ("{power: CN}", "{pover: CN}", "pover", "has the axes `host`, `power`, not `pover`", "`power`?"),
        ("arm: silent", "arm: silence", "silence", "unknown arm `silence`", "`silent`?"),
        ("against: base", "against: bases", "bases", "unknown arm `bases`", "`base`?"),
        (", across: sum", "", "{metric", "this measures more than one host", "`across: sum`, `mean` or `max`"),
        ("across: sum,", "per: offers, across: sum,", "sum, as", "a ratio divides sums", "leave `across` out"),
        ("across: sum", "per: offer", "offer,", "unknown metric `offer`", "`offers`?"),
        ("across: sum", "per: gdp", "gdp", "the metric `acceptances` has the axes `host`, `power`, but `gdp`", ""),
        ("across: sum", "share_among: term", "term,", "the metric `acceptances` has the axes `host`, `power`, not", ""),
        ("as: sum", "as: sums", "sums", "should be one of: `level`, `change`, `growth`, `sum`, `mean`", "`sum`?"),
        ("as: sum", "as: sum, to: 2031Q1", "2031Q1", "2031Q1 is not among the quarters", "2025Q4 to 2026Q4"),
        ("as: sum", "as: sum, from: 2026Q4", "{metric", "nothing passes between 2026Q4 and 2026Q4", "`from` before"),
        ("as: sum", "from: 2026Q1", "from", "a level is read at one quarter", "`to` alone"),
        ("    below: 0\n", "", "name: Without bids China", "", ""),
        ("below: 0", "above: 1\n    below: 0", "below: 0", "nothing lies above 1 and below 0", ""),
        ("against: base", "relative: true", "relative", "`relative` is a fraction of another arm", "`against`"),
        ("below: 0", "below: 0\n    in_at_least: 2", "in_at_least", "`in_at_least` counts items", "each: host"),
        ("below: 0", "below: 0\n    each: hosts", "acceptances", "and the claim is made for each `hosts`", ""),
        ("below: 0", "below: 0\n    each: host\n    in_at_least: 6", "in_at_least", "the claim is made of 5 items", ""),
        ("    below: 0", "    belov: 0", "belov", "unknown key `belov` in claims[1]", "`below`?"),
        ("  same: {}", "  same:\n    start: 2026Q1", "same", "the arm `same` starts in 2026Q1", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_claimed_is_told_where_it_stands(bench, before, after, at, message, advice):
    if not message:
        at, message = "claims:", "nothing is claimed"
    problem = bench.problem((before, after), at=at)
    assert message in problem.message
    assert advice in f"{problem.expected} {problem.hint}"


def test_each_item_needs_its_like_on_the_other_side(bench):
    two = ("below: 0", "below: 0\n    than: {metric: gdp, of: {host: [KZ, UZ]}, across: sum}\n    each: host")
    problem = bench.problem(two, at="{metric: gdp")
    assert problem.message == "not the same hosts as in the claim's `measure`"
    one = ("below: 0", "below: 0\n    than: {metric: gdp, of: {host: UZ}}\n    each: host")
    assert check_hypothesis(bench.write(one)) == []


def test_a_claim_must_be_made_of_something(bench):
    problem = bench.problem(("claims:\n", "claims: []\nnote: |\n"), at="[]")
    assert problem.message == "claims should be a list of at least 1, got a list of 0"


def test_all_faults_are_told_at_once_and_as_an_error(bench):
    path = bench.write(("metric: acceptances", "metric: nothing"), ("arm: silent", "arm: nobody"))
    with pytest.raises(ScenarioError) as raised:
        load_hypothesis(path)
    assert [problem.line for problem in raised.value.problems] == [16, 17]


def test_a_file_that_is_not_there_is_a_problem_and_no_crash(tmp_path):
    (problem,) = check_hypothesis(tmp_path / "none.yaml")
    assert problem.message == "there is no such file"

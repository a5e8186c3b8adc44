"""Do scores say how well each actor has done by its own goals?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model.record.scores import power_goals, scores
from simulator.model.setting import Setting

from .scenes import changed, lived

QUARTERS = 8


@pytest.fixture(scope="module")
def start(baseline):
    """The metrics at the start of the baseline."""
    return lived(baseline, 0, runs=1).history.start


def judged(scenario, now, start, *, step=0, budget=None):
    """Return the scores of powers and hosts in the one run, by the actor's id."""
    setting = Setting(scenario)
    found = scores(setting, now, start, step, setting.figures.budget if budget is None else budget)
    powers = dict(zip(setting.powers, found["power_score"][:, 0], strict=True))
    return powers | dict(zip(setting.hosts, found["host_score"][:, 0], strict=True))


def aiming(baseline, power, **goals):
    """Return the baseline with a power that has these goals alone, and nothing to lose beside them."""
    return changed(
        baseline,
        {f"powers.{power}.goals": goals},
        {"parameters.scores.reputation": 0.0, "parameters.scores.overspend": 0.0},
    )


def test_scores_stay_between_0_and_100(baseline):
    history = lived(baseline, QUARTERS, runs=20, seed=1).history
    for name in ("power_score", "host_score"):
        assert history[name].min() >= 0.0
        assert history[name].max() <= 100.0
        assert np.ptp(history[name][-1], axis=-1).min() > 0.0, "runs differ"


def test_a_power_without_goals_scores_nothing(baseline, start):
    assert judged(aiming(baseline, "CN"), start, start)["CN"] == 0.0


@pytest.mark.parametrize(
    ("goal", "metric", "worst", "best"),
    [
        ("calm", "unrest", 1.0, 0.0),
        ("balance", "diversification", 0.0, 1.0),
        ("sanctions", "compliance", 0.0, 1.0),
        ("standing", "influence_share", 0.0, 1.0),
        ("backyard", "security_tie", 1.0, 0.0),
    ],
)
def test_a_goal_is_met_fully_or_not_at_all_at_the_ends(baseline, start, goal, metric, worst, best):
    made = aiming(baseline, "RU", **{goal: 2.0})
    quiet = start | {"threat": np.zeros_like(start["threat"])}
    for level, mark in ((worst, 0.0), (best, 100.0)):
        now = quiet | {metric: np.full_like(start[metric], level)}
        assert judged(made, now, start)["RU"] == pytest.approx(mark)


def test_a_power_is_content_with_the_share_that_it_must_have_kept(baseline, start):
    made = aiming(baseline, "RU", standing=1.0)
    for kept, mark in ((0.9, 100.0), (0.45, 50.0)):
        now = start | {"influence_share": kept * start["influence_share"]}
        assert judged(made, now, start)["RU"] == pytest.approx(mark)


def test_ways_that_nobody_can_close_count_for_the_goal_of_corridors_and_others_do_not(baseline, start):
    setting = Setting(baseline)
    gated = [place for place, _ in setting.theatre.gatekeepers]
    for places, part in ((setting.theatre.ungated, 0.5), (gated, 0.0)):
        wider = start["corridor_capacity"].copy()
        wider[places] *= 2.0
        found = power_goals(setting, start | {"corridor_capacity": wider}, start)["corridor"]
        np.testing.assert_allclose(found, part)


def test_a_host_that_matters_more_to_a_power_counts_more(baseline, start):
    made = aiming(baseline, "EU", calm=1.0)
    setting = Setting(made)
    worth = setting.figures.strategic_worth[:, setting.powers.index("EU"), 0]
    quiet = start | {name: np.zeros_like(start[name]) for name in ("threat", "unrest")}
    for host, weight in enumerate(worth / worth.sum()):
        unrest = quiet["unrest"].copy()
        unrest[host] = 1.0
        assert judged(made, quiet | {"unrest": unrest}, start)["EU"] == pytest.approx(100.0 * (1.0 - weight))


def test_remembered_coercion_costs_a_power_and_nobody_else(baseline, start):
    power = Setting(baseline).powers.index("CN")
    memory = start["coercion_memory"].copy()
    memory[:, power] += 1.0
    before, after = judged(baseline, start, start), judged(baseline, start | {"coercion_memory": memory}, start)
    assert before["CN"] - after["CN"] == pytest.approx(baseline.parameters.scores.reputation)
    assert {who for who in before if before[who] != after[who]} == {"CN"}


def test_an_empty_purse_is_one_that_is_empty_for_the_budget_of_the_day(baseline, start):
    budget = Setting(baseline).figures.budget
    full = judged(baseline, start | {"power_cash": budget}, start)
    empty = judged(baseline, start | {"power_cash": 0.0 * budget}, start)
    cut = judged(baseline, start | {"power_cash": 0.5 * budget}, start, budget=0.5 * budget)
    assert full["US"] - empty["US"] == pytest.approx(baseline.parameters.scores.overspend)
    assert cut["US"] == full["US"], "a power whose budget was cut has not overspent"


def test_a_host_loses_the_weight_of_legitimacy_with_its_leader_for_good(baseline, start):
    removed = start | {"tenure": start["tenure"] + 1.0}
    removed["tenure"][0] = 0.75
    kept = judged(baseline, start | {"tenure": start["tenure"] + 1.0}, start, step=4)
    lost = judged(baseline, removed, start, step=4)
    host = Setting(baseline).hosts[0]
    weight = 100.0 * baseline.parameters.scores.legitimacy * start["legitimacy"][0, 0]
    assert kept[host] - lost[host] == pytest.approx(weight)


def test_growth_counts_against_the_trend_of_the_start(baseline, start):
    setting, span = Setting(baseline), baseline.parameters.scores.growth_span
    weight = 100.0 * baseline.parameters.scores.growth
    usual = setting.figures.gdp * np.exp(setting.figures.trend * 2.0)
    tenure = start["tenure"] + 2.0
    marks = [
        judged(baseline, start | {"gdp": usual * np.exp(gained), "tenure": tenure}, start, step=8)
        for gained in (-2.0 * span, -span, 0.0, span)
    ]
    for host in setting.hosts:
        least, none, even, full = (mark[host] for mark in marks)
        assert least == pytest.approx(none)
        assert [even - none, full - none] == pytest.approx([0.5 * weight, weight])

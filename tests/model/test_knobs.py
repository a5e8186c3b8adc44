"""Scores by hand, and the knobs of a profile that styles turn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from simulator.model.deals.valuation import TERMS, Term
from simulator.model.record.scores import power_goals, scores
from simulator.scenario.goals import Goals
from simulator.scenario.profiles import Leanings

from .scenes import CALM, changed, lived, scene
from .strategies import FEW, scenarios

TERMS_IN_MENUS = [term for term in TERMS if term is not Term.THREAT]
"""A threat is put behind what is picked, and no candidate has one."""
FULL = {"sanctions": 1.0, "governance": 1.0, "recognition": 1.0, "collateral": True, "exclusive": True, "threat": True}


@pytest.fixture
def start(baseline):
    """The setting and the metrics at the start of the baseline, each an array of its own."""
    region = lived(baseline, 0)
    return region.setting, {name: region.history.latest(name).copy() for name in region.history}


def goal(start, name, power, **now):
    """Return to what part a power has met a goal, with some metrics changed."""
    setting, first = start
    met = power_goals(setting, {**first, **now}, first)[name]
    return float(np.broadcast_to(met, (len(setting.powers), 1))[setting.powers.index(power), 0])


def host_score(start, host, step=0, **now):
    setting, first = start
    return float(
        scores(setting, {**first, **now}, first, step, setting.figures.budget)["host_score"][
            setting.hosts.index(host), 0
        ]
    )


def power_score(start, power, **now):
    setting, first = start
    return float(
        scores(setting, {**first, **now}, first, 0, setting.figures.budget)["power_score"][
            setting.powers.index(power), 0
        ]
    )


def weight(start, host, power):
    setting, _ = start
    worth = setting.figures.strategic_worth[:, setting.powers.index(power), 0]
    return float(worth[setting.hosts.index(host)] / worth.sum())


def test_standing_is_full_at_nine_tenths_and_falls_with_what_is_lost_beyond(start):
    share = start[1]["influence_share"]
    assert goal(start, "standing", "RU", influence_share=0.9 * share) == pytest.approx(1.0)
    assert goal(start, "standing", "RU", influence_share=0.45 * share) == pytest.approx(0.5)
    assert goal(start, "standing", "RU", influence_share=5.0 * share) == pytest.approx(1.0)
    lost = share.copy()
    lost[start[0].hosts.index("KZ")] = 0.0
    assert goal(start, "standing", "RU", influence_share=lost) == pytest.approx(1.0 - weight(start, "KZ", "RU"))


def test_a_backyard_is_lost_where_a_rival_has_a_base_and_not_where_one_trains(start):
    setting, first = start
    based = np.zeros_like(first["security_tie"])
    kz, tj = setting.hosts.index("KZ"), setting.hosts.index("TJ")
    based[kz, setting.powers.index("US")] = 0.71
    based[tj, setting.powers.index("US")] = 0.7
    based[tj, setting.powers.index("RU")] = 1.0
    assert goal(start, "backyard", "RU", security_tie=based) == pytest.approx(1.0 - weight(start, "KZ", "RU"))
    assert goal(start, "backyard", "US", security_tie=based) == pytest.approx(1.0 - weight(start, "TJ", "US"))


def test_two_thirds_of_supply_are_met_at_its_scale(start):
    scale = start[0].parameters.scores.supply_scale
    none = np.zeros_like(start[1]["supply"])
    assert goal(start, "supply", "CN", supply=none) == 0.0
    assert goal(start, "supply", "CN", supply=none + scale) == pytest.approx(1.0 - np.exp(-1.0))


def test_calm_is_lost_to_the_worse_of_unrest_and_threat(start):
    unrest, threat = np.zeros_like(start[1]["unrest"]), np.zeros_like(start[1]["threat"])
    kz = start[0].hosts.index("KZ")
    unrest[kz], threat[kz] = 0.5, 0.2
    expected = 1.0 - 0.5 * weight(start, "KZ", "CN")
    assert goal(start, "calm", "CN", unrest=unrest, threat=threat) == pytest.approx(expected)


@pytest.mark.parametrize(("name", "metric"), [("balance", "diversification"), ("sanctions", "compliance")])
def test_balance_and_sanctions_are_means_over_the_hosts_by_their_worth(start, name, metric):
    values = np.zeros_like(start[1][metric])
    values[start[0].hosts.index("KZ")] = 0.5
    assert goal(start, name, "US", **{metric: values}) == pytest.approx(0.5 * weight(start, "KZ", "US"))


def test_the_corridor_is_met_by_what_is_new_of_the_ways_that_no_power_can_close(start):
    capacity = start[1]["corridor_capacity"]
    assert len(start[0].theatre.ungated)
    assert goal(start, "corridor", "EU", corridor_capacity=capacity) == 0.0
    assert goal(start, "corridor", "EU", corridor_capacity=4.0 * capacity) == pytest.approx(0.75)
    assert goal(start, "corridor", "EU", corridor_capacity=0.5 * capacity) == 0.0


def test_every_goal_is_scored(start):
    assert set(power_goals(*start, start[1])) == set(Goals.model_fields)


def test_only_the_proportions_of_weights_count(baseline):
    for goals, other in (({"calm": 1.0, "supply": 3.0}, {"calm": 20.0, "supply": 60.0}),):
        once, again = (
            lived(changed(baseline, {f"powers.CN.goals.{name}": weight for name, weight in each.items()}), 2)
            for each in ({"standing": 0.0, **goals}, {"standing": 0.0, **other})
        )
        assert once.history.latest("power_score") == pytest.approx(again.history.latest("power_score"))
    tripled = {
        f"parameters.scores.{part}": 3.0 * getattr(baseline.parameters.scores, part)
        for part in ("growth", "autonomy", "legitimacy", "safety", "debt")
    }
    once, again = lived(baseline, 2), lived(changed(baseline, tripled), 2)
    assert once.history.latest("host_score") == pytest.approx(again.history.latest("host_score"))


def test_without_goals_or_weights_a_score_is_nothing(baseline):
    aimless = {f"powers.*.goals.{name}": 0.0 for name in Goals.model_fields}
    weightless = {f"parameters.scores.{part}": 0.0 for part in ("growth", "autonomy", "legitimacy", "safety", "debt")}
    region = lived(changed(baseline, aimless, weightless), 1)
    assert not region.history.latest("power_score").any()
    assert not region.history.latest("host_score").any()


def test_coercion_that_is_remembered_costs_reputation(start):
    memory = np.zeros_like(start[1]["coercion_memory"])
    calm = power_score(start, "RU", coercion_memory=memory)
    memory[start[0].hosts.index("KZ"), start[0].powers.index("RU")] = 1.0
    assert calm - power_score(start, "RU", coercion_memory=memory) == pytest.approx(10.0 / 5)


@pytest.mark.parametrize(("quarters", "cost"), [(1.0, 5.0), (1.5, 2.5), (2.0, 0.0), (4.0, 0.0)])
def test_a_purse_is_full_with_a_quarters_budget_beside_what_the_quarter_brought(start, quarters, cost):
    budget = start[0].figures.budget
    rich = power_score(start, "RU", power_cash=4.0 * 0.25 * budget)
    assert rich - power_score(start, "RU", power_cash=quarters * 0.25 * budget) == pytest.approx(cost)


def test_the_parts_of_a_hosts_score_by_hand(start):
    setting, first = start
    nothing = np.zeros_like(first["gdp"])
    ties = np.zeros_like(first["security_tie"])
    bare = {
        "gdp": setting.figures.gdp * np.exp(-0.2),
        "autonomy": nothing,
        "legitimacy": nothing,
        "safety": nothing,
        "debt_ratio": nothing + 100.0,
        "security_tie": ties,
    }
    assert host_score(start, "KZ", **bare) == pytest.approx(0.0)
    for change, points in (
        ({"gdp": setting.figures.gdp}, 15.0),
        ({"gdp": 9.0 * setting.figures.gdp}, 30.0),
        ({"autonomy": nothing + 1.0}, 25.0),
        ({"autonomy": nothing + 1.0, "security_tie": ties + 1.0}, 25.0 * 0.8),
        ({"legitimacy": nothing + 0.5}, 10.0),
        ({"safety": nothing + 1.0}, 15.0),
    ):
        assert host_score(start, "KZ", **{**bare, **change}) == pytest.approx(points)
    assert host_score(start, "KZ", **{**bare, "debt_ratio": setting.figures.debt_threshold}) == pytest.approx(5.0)


def test_growth_is_held_against_the_trend_of_the_start(start):
    setting, first = start
    later = {"gdp": setting.figures.gdp * np.exp(setting.figures.trend * 3.0), "tenure": first["tenure"] + 3.0}
    assert host_score(start, "KZ", step=12, **later) == pytest.approx(host_score(start, "KZ"))


def test_a_leader_who_was_replaced_takes_legitimacy_along(start):
    _, first = start
    stayed = host_score(start, "KZ", step=4, tenure=first["tenure"] + 1.0)
    replaced = host_score(start, "KZ", step=4, tenure=np.zeros_like(first["tenure"]))
    kz = start[0].hosts.index("KZ")
    assert stayed - replaced == pytest.approx(20.0 * float(first["legitimacy"][kz, 0]))


@FEW
@given(scenario=scenarios())
def test_scores_lie_between_0_and_100_in_any_world(scenario):
    region = lived(scenario, 3, runs=3)
    for name in ("power_score", "host_score"):
        values = np.stack(list(region.history[name]))
        assert np.isfinite(values).all()
        assert values.min(initial=0.0) >= 0.0
        assert values.max(initial=0.0) <= 100.0 + 1e-9


def test_every_term_has_its_leaning():
    assert list(Leanings.model_fields) == [str(term) for term in TERMS]


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_a_leaning_scales_its_term_of_an_offer_and_no_other(baseline, term):
    plain, leaning = (
        scene(baseline, {} if factor is None else {f"hosts.KZ.leanings.{term}": factor}).worth(
            "KZ", "RU", "energy", 1.0, "base", **FULL
        )
        for factor in (None, 2.0)
    )
    assert plain[term][0] != 0.0
    for other in TERMS:
        assert leaning[other] == pytest.approx((2.0 if other is term else 1.0) * plain[other]), other


@pytest.mark.parametrize("term", TERMS_IN_MENUS, ids=str)
def test_a_leaning_scales_its_term_in_a_menu_of_that_host_alone(baseline, term):
    plain, leaning = (
        scene(baseline, {} if factor is None else {f"hosts.KZ.leanings.{term}": factor}).menu("CN")[0]
        for factor in (None, 2.0)
    )
    kz = baseline.hosts.index(next(host for host in baseline.hosts if host.id == "KZ"))
    assert plain.parts[term][kz].any()
    for other in TERMS_IN_MENUS:
        before, after = plain.parts[other].copy(), leaning.parts[other]
        if other is term:
            before[kz] *= 2.0
        np.testing.assert_allclose(after, before, rtol=1e-4, atol=1e-5, err_msg=str(other))


@pytest.mark.parametrize(
    ("change", "actor"), [("hosts.UZ.closed", ("UZ", None)), ("powers.CN.closed", (None, "CN"))], ids=["host", "power"]
)
def test_in_a_closed_sector_nothing_is_offered_or_signed(baseline, change, actor):
    region = lived(changed(baseline, CALM, {change: ("energy", "transport")}), 12, runs=8, seed=2, journal=True)
    host, power = actor
    seen = [d for d in region.decisions if d.host == host or d.power == power]
    assert seen
    assert not {"energy", "transport"} & {d.sector for d in seen}
    assert {"energy", "transport"} <= {d.sector for d in region.decisions if d not in seen}


def test_a_power_that_is_closed_to_a_sector_is_no_rival_there(baseline):
    energy, minerals = (scene(baseline).sector(name) for name in ("energy", "minerals"))
    before = scene(baseline).setting.rivals
    after = scene(baseline, {"powers.CN.closed": ("energy",)}).setting.rivals
    us = scene(baseline).power("US")
    assert after[us, energy, 0] == before[us, energy, 0] - 1.0
    assert after[us, minerals, 0] == before[us, minerals, 0]


def test_a_power_offers_the_amounts_of_its_profile_and_others_the_usual(baseline):
    opening = scene(baseline, {"powers.CN.amounts": (0.3, 7.0)})
    assert list(opening.menu("CN")[1].multiples) == [0.3, 7.0]
    assert list(opening.menu("RU")[1].multiples) == list(baseline.parameters.offers.amounts)
    region = lived(changed(baseline, {"powers.CN.amounts": (0.25,)}), 1, runs=4)
    offered = region.world.table.made[:, opening.power("CN")]
    sizes = region.world.table.amount[:, opening.power("CN")] / region.setting.standard_deal(region.world.gdp)[:, None]
    assert offered.any()
    np.testing.assert_allclose(sizes[offered], 0.25, rtol=0.1)

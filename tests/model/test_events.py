"""Do events strike when, where and as long as the scenario says, and do the shipped scenarios run?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model.events import Calendar
from simulator.model.setting import Setting
from simulator.scenario import HOST_STATES, POWER_STATES, State

from .scenes import ALOOF, CALM, changed, lived


def event(scenario, after, *effects, lasts=None, name="Something happens"):
    """Return an event some quarters after the start."""
    at = str(scenario.start + after)
    return {"id": f"event_{after}", "name": name, "at": at, "lasts": lasts, "effects": effects}


def at_step(calendar, step):
    """Return the state that events set, once a step's events have happened."""
    calendar.pass_quarter(step, None, None)
    return calendar.outside(step)


LASTING = {
    State.ENFORCEMENT: "enforcement",
    State.BUDGET: "budget",
    State.WAR: "war",
    State.GROWTH: "growth_shift",
    State.EXCHANGE_RATE: "currency_shift",
    State.THREAT: "threat",
    State.WATER_STRESS: "water_stress",
    State.COMMODITY_PRICE: "commodity_shift",
}


@pytest.mark.parametrize("state", LASTING)
def test_an_event_changes_its_state_from_its_quarter_on_and_is_undone_when_it_ends(baseline, state):
    of = None if state is State.COMMODITY_PRICE else "UZ" if state in HOST_STATES else "RU"
    struck = event(baseline, 3, {"state": state, "of": of, "add": 0.125}, lasts=4)
    calendar = Calendar(Setting(changed(baseline, {"events": (struck,)})), runs=1)
    levels = [getattr(at_step(calendar, step), LASTING[state]) for step in range(10)]
    moved = [not np.array_equal(level, levels[0]) for level in levels]
    assert moved == [False] * 3 + [True] * 4 + [False] * 3
    change = levels[3] - levels[0]
    assert np.count_nonzero(change) == 1
    assert change.sum() == pytest.approx(0.125)


def test_an_event_without_an_end_is_for_good_and_one_without_an_actor_strikes_all(baseline):
    struck = event(baseline, 2, {"state": State.BUDGET, "multiply": 0.5})
    calendar = Calendar(Setting(changed(baseline, {"events": (struck,)})), runs=1)
    before = at_step(calendar, 1).budget
    for step in (2, 50, 399):
        np.testing.assert_allclose(at_step(calendar, step).budget, 0.5 * before)


def test_events_add_up_in_the_order_of_the_file(baseline):
    grow = event(baseline, 1, {"state": State.BUDGET, "of": "CN", "add": 1.0})
    halve = event(baseline, 2, {"state": State.BUDGET, "of": "CN", "multiply": 0.5})
    calendar = Calendar(Setting(changed(baseline, {"events": (grow, halve)})), runs=1)
    at_step(calendar, 1)
    assert at_step(calendar, 2).budget[1, 0] == pytest.approx((5.0 + 1.0) / 2)


@pytest.mark.parametrize("state", [State.UNREST, State.LEGITIMACY, State.COMPLIANCE])
def test_a_blow_strikes_once_and_what_follows_is_the_models(baseline, state):
    still = changed(baseline, ALOOF, CALM)
    struck = event(baseline, 2, {"state": state, "of": "KG", "add": 0.3})
    usual, hit = (lived(s, 12).history[state.value][:, :, 0] for s in (still, changed(still, {"events": (struck,)})))
    difference = hit - usual
    kg = [host.id for host in baseline.hosts].index("KG")
    assert not difference[:2].any()
    assert difference[2, kg] > 0.15
    assert 0.0 <= difference[12, kg] < difference[2, kg]
    assert np.abs(np.delete(difference, kg, 1)).max() < 0.01


def test_levels_stay_in_their_range_whatever_strikes(baseline):
    effects = [{"state": state, "add": 50.0} for state in (*HOST_STATES, *POWER_STATES) if state not in LASTING]
    effects += [{"state": state, "add": 50.0} for state in (State.ENFORCEMENT, State.WAR, State.THREAT)]
    outside = lived(changed(baseline, {"events": (event(baseline, 1, *effects),)}), 2).outside
    assert outside.enforcement.max() == outside.threat.max() == 1.0
    assert outside.war.max() == 2.0
    cut = event(baseline, 1, {"state": State.BUDGET, "add": -50.0})
    assert lived(changed(baseline, {"events": (cut,)}), 2).outside.budget.max() == 0.0


def test_a_power_without_a_budget_spends_what_it_has_and_then_offers_only_what_costs_nothing(baseline):
    cut = event(baseline, 1, {"state": State.BUDGET, "multiply": 0.0})
    region = lived(changed(baseline, {"events": (cut,)}), 40, runs=10)
    late = region.history["offers"][25:].sum((0, 1, 3))
    early = region.history["offers"][1:16].sum((0, 1, 3))
    eu = region.setting.powers.index("EU")
    assert late[eu] < 0.2 * early[eu]


def test_a_region_with_a_journal_keeps_the_headlines_and_every_region_the_runs_struck(baseline):
    struck = event(baseline, 2, {"state": State.THREAT, "add": 0.1}, name="Trouble at the border")
    made = changed(baseline, {"events": (struck,), "powers.*.summits": 0.0})
    region = lived(made, 3, journal=True)
    assert region.headlines == [(str(baseline.start + 2), "Trouble at the border")]
    assert region.runs_struck["event_2"].tolist() == [True]
    assert lived(made, 3).headlines == []
    assert lived(made, 1, runs=2).runs_struck["event_2"].tolist() == [False, False]


def test_turkey_as_a_fifth_power_offers_and_is_signed_with(shipped):
    region = lived(shipped("turkey_fifth_power"), 20, runs=30)
    turkey = region.setting.powers.index("TR")
    assert len(region.setting.powers) == 5
    assert region.history["offers"][:, :, turkey].sum() > 0
    signed_with = region.history["signed"].sum((0, 3)) > 0.0
    assert signed_with[:, turkey].sum() >= 2
    assert signed_with.any(0).all()


def test_azerbaijan_as_a_sixth_host_is_courted_and_signs(shipped):
    region = lived(shipped("azerbaijan_sixth_host"), 20, runs=30)
    azerbaijan = region.setting.hosts.index("AZ")
    assert len(region.setting.hosts) == 6
    signed = region.history["signed"].sum((0, 3)) > 0.0
    assert signed[azerbaijan].sum() >= 2
    assert signed.any(1).all()


def test_every_host_of_the_baseline_signs_with_more_than_one_power_and_some_offers_are_refused(decade):
    history = decade.history
    assert ((history["signed"].sum((0, 3)) > 0.0).sum(1) > 1).all()
    signed, refused = (history[name].sum((0, 1, 3)) for name in ("acceptances", "refusals"))
    rates = signed / (signed + refused)
    assert (rates > 0.05).all()
    assert (rates < 0.8).all()

"""Do events happen by chance and by condition as they say, each run for itself?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model import METRICS, Region
from simulator.scenario import State, Watched
from simulator.scenario.reading.conditions import needed_names

from .scenes import changed, lived

BLOW = ({"state": State.COMMODITY_PRICE, "add": -0.5},)
STRUCK = ({"state": State.UNREST, "of": "KZ", "add": 0.9},)


def event(name="it", effects=BLOW, **keys):
    """Return an event with a name and a trigger."""
    if "when" in keys:
        keys["when"] = typed(keys["when"])
    return {"id": name, "name": name, "effects": effects, **keys}


def typed(condition):
    """Return a condition as it is after reading: with the state that it watches, and with tuples."""
    if isinstance(condition, list):
        return tuple(map(typed, condition))
    if not isinstance(condition, dict):
        return condition
    return {key: Watched(value) if key == "state" else typed(value) for key, value in condition.items()}


def quarters(scenario, *events, runs=400, length=24, seed=3):
    """Return in which of the quarters the last of some events happened, (quarter, run)."""
    region = Region(changed(scenario, {"events": events}), runs=runs, seed=seed)
    happened = []
    for step in range(1, length + 1):
        region.step()
        names = [[found.id for found in region._calendar.happening(step, run)] for run in range(runs)]
        happened.append([events[-1]["id"] in found for found in names])
    return np.array(happened)


def test_a_hazard_strikes_as_often_as_it_says_and_once_a_run(baseline):
    happened = quarters(baseline, event(hazard=0.4))
    assert happened.sum(0).max() == 1
    # The chance to be spared for six years is exp(-.4 * 6) = .09.
    assert happened.any(0).mean() == pytest.approx(1 - np.exp(-0.4 * 6), abs=0.06)
    assert happened[0].mean() == pytest.approx(1 - np.exp(-0.1), abs=0.05)


def test_an_event_that_repeats_waits_until_it_has_ended(baseline):
    happened = quarters(baseline, event(hazard=20, repeats=True, lasts=5), runs=20)
    assert happened[0].mean() > 0.9
    first, second = (np.flatnonzero(happened[:, 0])[place] for place in (0, 1))
    assert second - first == 5
    assert quarters(baseline, event(hazard=20, lasts=5), runs=5).sum(0).max() == 1


def test_a_condition_sets_its_event_off_in_the_runs_where_it_holds_and_the_quarter_after(baseline):
    watch = {"state": "legitimacy", "of": "KG", "below": 0.45}
    made = {"events": (event(effects=STRUCK, when=watch),)}
    region = Region(changed(baseline, made), runs=60, seed=3)
    while region.running:
        region.step()
    host = region.labels["host"].index("KG")
    low = region.history["legitimacy"][:, host] < 0.45
    expected = np.where(low[:-1].any(0), low.argmax(0) + 1, -1)
    assert 0 < (expected > 0).sum() < 60
    np.testing.assert_array_equal(region._calendar._happened[0], expected)


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({"state": "commodity_price", "above": -9}, True),
        ({"state": "gdp", "of": "UZ", "above": 100, "below": 200}, True),
        ({"state": "gdp", "of": "UZ", "above": 1000}, False),
        ({"state": "influence_share", "of": "TM", "by": "CN", "above": 0.3}, True),
        ({"state": "influence_share", "of": "TM", "by": "US", "above": 0.3}, False),
        ({"not": {"state": "gdp", "of": "UZ", "above": 1000}}, True),
        ({"all": [{"state": "gdp", "of": "UZ", "above": 1}, {"state": "gdp", "of": "KZ", "below": 1}]}, False),
        ({"any": [{"state": "gdp", "of": "UZ", "above": 1}, {"state": "gdp", "of": "KZ", "below": 1}]}, True),
        ({"event": "before"}, False),
    ],
)
def test_conditions_compare_and_combine(baseline, when, holds):
    before = event("before", at=str(baseline.start + 2))
    happened = quarters(baseline, before, event(when=when), runs=2, length=1)
    assert happened.all() == happened.any() == holds


def test_an_event_can_wait_for_another(baseline):
    before = event("before", at=str(baseline.start + 3))
    happened = quarters(baseline, before, event(when={"event": "before"}), runs=2, length=6)
    assert happened[:, 0].tolist() == [False, False, False, True, False, False]


def test_a_hazard_beside_a_condition_strikes_only_while_it_holds(baseline):
    never = {"state": "gdp", "of": "KZ", "below": 1}
    assert not quarters(baseline, event(hazard=20, when=never), runs=20, length=8).any()


def test_chance_events_leave_the_other_chances_as_they_were(baseline):
    calm = lived(baseline, 6, runs=3, seed=5)
    idle = {"events": (event(hazard=0.5, effects=({"state": State.BUDGET, "multiply": 1.0},)),)}
    stormy = lived(changed(baseline, idle), 6, runs=3, seed=5)
    for metric in METRICS:
        np.testing.assert_array_equal(calm.history[metric.name], stormy.history[metric.name])


def test_an_event_in_some_runs_changes_those_runs_alone_and_a_run_is_the_same_alone(baseline):
    made = changed(baseline, {"events": (event(hazard=0.3, lasts=4),)})
    calm, shaken = (lived(scenario, 12, runs=40, seed=5) for scenario in (baseline, made))
    struck = shaken._calendar._happened[0] >= 0
    assert 0 < struck.sum() < 40
    moved = (calm.history["commodity_price"] != shaken.history["commodity_price"]).any(0)
    np.testing.assert_array_equal(moved, struck)
    alone = lived(made, 12, runs=range(17, 18), seed=5)
    for metric in METRICS:
        np.testing.assert_array_equal(alone.history[metric.name][..., 0], shaken.history[metric.name][..., 17])


def test_every_state_that_a_condition_watches_is_a_metric_with_the_axes_it_says():
    axes = {metric.name: metric.axes for metric in METRICS}
    for state in Watched:
        expected = tuple({"of": "host", "by": "power"}[key] for key in needed_names(state))
        assert axes[state.value] == expected


def test_a_condition_does_not_depend_on_the_order_of_events_nor_falter_when_its_event_strikes_again(baseline):
    again = event("again", hazard=20, repeats=True, lasts=2)
    waits = event("waits", when={"event": "again"}, repeats=True, lasts=1)
    for order in ((again, waits), (waits, again)):
        region = Region(changed(baseline, {"events": order}), runs=1, seed=3)
        told = []
        for step in range(1, 10):
            region.step()
            told.append("waits" in [found.id for found in region._calendar.happening(step)])
        first = told.index(True)
        assert all(told[first:])


def test_taking_an_event_out_leaves_the_chances_of_the_others(baseline):
    events = tuple(event(name, hazard=0.3) for name in ("one", "two", "three"))
    whole, part = (
        lived(changed(baseline, {"events": some}), 20, runs=30, seed=5).runs_struck for some in (events, events[1:])
    )
    for name in ("two", "three"):
        np.testing.assert_array_equal(whole[name], part[name])

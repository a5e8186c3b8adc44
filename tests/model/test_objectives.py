"""Are objectives met where, and only where, their conditions held when they must?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model import Region
from simulator.scenario import Hold, State, Watched, load_scenario, shipped_scenarios

from .scenes import changed, lived

RUNS, QUARTERS = 60, 16
WATCH = {"state": Watched.LEGITIMACY, "of": "KG", "below": 0.5}


def seat(*whens, hold=Hold.AT_END, actor="KG"):
    """Return a seat with an objective for each condition: `aim0`, `aim1`."""
    aims = [{"id": f"aim{place}", "name": "Aim", "when": when, "hold": hold} for place, when in enumerate(whens)]
    return {"id": actor, "brief": "Play.", "objectives": tuple(aims)}


def met(baseline, *whens, hold=Hold.AT_END, events=(), quarters=QUARTERS):
    """Return in which runs each condition's objective is met: (condition, run)."""
    made = changed(baseline, {"seats": (seat(*whens, hold=hold),), "events": events})
    return np.array(list(lived(made, quarters, runs=RUNS, seed=3).objectives["KG"].values()))


@pytest.mark.parametrize("hold", list(Hold))
def test_an_objective_is_judged_over_the_quarters_after_the_start(baseline, hold):
    region = lived(changed(baseline, {"seats": (seat(WATCH, hold=hold),)}), QUARTERS, runs=RUNS, seed=3)
    low = region.history["legitimacy"][1:, region.labels["host"].index("KG")] < 0.5
    expected = {Hold.AT_END: low[-1], Hold.ONCE: low.any(0), Hold.ALWAYS: low.all(0)}[hold]
    np.testing.assert_array_equal(region.objectives["KG"]["aim0"], expected)
    if hold is not Hold.ALWAYS:
        assert 0 < expected.sum() < RUNS


def test_an_objective_that_must_always_hold_is_met_in_the_runs_where_it_did(baseline):
    kept = {"state": Watched.LEGITIMACY, "of": "KG", "above": 0.5}
    always = met(baseline, kept, hold=Hold.ALWAYS)[0]
    assert 0 < always.sum() < RUNS
    np.testing.assert_array_equal(always, ~met(baseline, {"not": kept}, hold=Hold.ONCE)[0])


def test_the_start_does_not_count(baseline):
    # Growth stands at its trend at the start, and at no number chosen before after that.
    trend = next(host.growth.value for host in baseline.hosts if host.id == "KG")
    there = {"state": Watched.GROWTH, "of": "KG", "above": trend - 1e-12, "below": trend + 1e-12}
    assert not met(baseline, there, hold=Hold.ONCE).any()
    assert met(baseline, {"not": there}, hold=Hold.ALWAYS).all()
    start = Region(changed(baseline, {"seats": (seat(there), seat(there, hold=Hold.ONCE, actor="UZ"))}), runs=2)
    assert start.objectives["KG"]["aim0"].all()
    assert not start.objectives["UZ"]["aim0"].any()


def test_an_objective_can_wait_for_an_event(baseline):
    flood = {"id": "flood", "name": "Flood", "hazard": 0.3, "effects": ({"state": State.BUDGET, "multiply": 1.0},)}
    made = changed(baseline, {"seats": (seat({"event": "flood"}, {"not": {"event": "flood"}}),), "events": (flood,)})
    region = lived(made, QUARTERS, runs=RUNS, seed=3)
    struck = region.runs_struck["flood"]
    assert 0 < struck.sum() < RUNS
    np.testing.assert_array_equal(region.objectives["KG"]["aim0"], struck)
    np.testing.assert_array_equal(region.objectives["KG"]["aim1"], ~struck)


def test_an_event_of_the_last_quarter_counts(baseline):
    last = {"id": "last", "name": "Last", "at": str(baseline.start + 4), "effects": ({"state": State.WAR, "add": 0.1},)}
    assert not met(baseline, {"event": "last"}, events=(last,), quarters=3).any()
    assert met(baseline, {"event": "last"}, events=(last,), quarters=4).all()


def test_a_run_meets_the_same_objectives_alone_and_in_a_block(baseline):
    block = lived(baseline, QUARTERS, runs=RUNS, seed=5).objectives
    for run in (0, 17, RUNS - 1):
        alone = lived(baseline, QUARTERS, runs=range(run, run + 1), seed=5).objectives
        assert {name: list(aims) for name, aims in alone.items()} == {name: list(aims) for name, aims in block.items()}
        for name, aims in alone.items():
            for aim, hit in aims.items():
                assert hit.shape == (1,)
                assert hit[0] == block[name][aim][run]


def test_objectives_change_nothing_in_the_world(baseline):
    played, empty = (lived(scenario, 4, runs=3, seed=5) for scenario in (baseline, changed(baseline, {"seats": ()})))
    assert empty.objectives == {}
    for name, values in played.history.items():
        np.testing.assert_array_equal(values, empty.history[name])


@pytest.mark.slow
def test_every_objective_of_the_baseline_is_met_in_some_runs_and_missed_in_others(baseline):
    region = lived(baseline, baseline.horizon, runs=200, seed=0)
    shares = {(name, aim): runs.mean() for name, aims in region.objectives.items() for aim, runs in aims.items()}
    assert {aim: share for aim, share in shares.items() if not 0.2 < share < 0.8} == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", [path.stem for path in shipped_scenarios() if path.stem != "baseline_2025"])
def test_no_objective_of_a_scenario_is_a_gift_or_out_of_reach(name):
    region = lived(load_scenario(name), runs=200, seed=0)
    assert region.objectives
    shares = {(seat, aim): runs.mean() for seat, aims in region.objectives.items() for aim, runs in aims.items()}
    assert {aim: share for aim, share in shares.items() if not 0.1 < share < 0.9} == {}

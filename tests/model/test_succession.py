"""When do leaders go, and what does a new one change?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from simulator.model.rules.politics import stir_unrest
from simulator.model.rules.succession import succeed
from simulator.model.streams import Stream
from simulator.scenario import State

from .scenes import changed, lived, scene
from .strategies import FEW, lengths, scenarios, seeds
from .test_same_bits import assert_same_run

OFF = {"parameters.mechanisms.succession": False}


def departures(found, tenure, unrest=0.0):
    """Return the share of runs in which a leader of so many years goes, over even draws."""
    runs = 10_000
    many = scene(found.setting.scenario, runs=runs)
    many.world.tenure[:], many.world.unrest[:] = tenure - 0.25, unrest
    many.still.set(Stream.SUCCESSION, (np.arange(runs) + 0.5) / runs)
    return succeed(many.setting, many.world, many.still).mean()


def taken_away(found, normals=0.0, reviews=0.99):
    """Let an event take every leader away, and the new ones be drawn so."""
    found.world.succession_due[:] = 1.0
    found.still.set(Stream.NEW_LEADER, normals)
    found.still._now[Stream.SUCCESSION][1:] = reviews
    return succeed(found.setting, found.world, found.still)


@pytest.mark.parametrize(("tenure", "unrest"), [(5.0, 0.0), (30.0, 0.0), (5.0, 0.8), (0.25, 0.0)])
def test_the_chance_to_go_follows_the_years_in_office_and_unrest(opening, tenure, unrest):
    hazard = 1.8 / 25.0 * (tenure / 25.0) ** 0.8 + 0.8 * unrest
    assert departures(opening, tenure, unrest) == pytest.approx(1.0 - np.exp(-0.25 * hazard), abs=1e-4)


def test_leaders_that_stay_grow_older_and_change_nothing(opening):
    world = opening.world
    before = {name: getattr(world, name).copy() for name in ("coalition", "hurdle", "hostility", "legitimacy")}
    tenure = world.tenure.copy()
    assert not succeed(opening.setting, world, opening.still).any()
    np.testing.assert_allclose(world.tenure, tenure + 0.25)
    for name, value in before.items():
        assert np.array_equal(getattr(world, name), value), name


def test_a_new_leader_brings_a_following_a_price_and_views_of_its_own(opening):
    setting, world = opening.setting, opening.world
    world.legitimacy[:] = 0.2
    assert taken_away(opening, normals=1.0).all()
    assert not world.tenure.any()
    assert not world.succession_due.any()
    np.testing.assert_allclose(world.coalition, np.maximum(setting.figures.coalition + 0.06, 0.05))
    np.testing.assert_allclose(world.hurdle, setting.figures.hurdle + 0.3)
    np.testing.assert_allclose(world.hostility, np.minimum(setting.figures.hostility * np.exp(0.25), 1.0))
    assert np.array_equal(world.hostility, world.hostility_norm)
    np.testing.assert_allclose(world.legitimacy, 0.4)


def test_new_leaders_are_drawn_around_the_host_and_not_around_the_last_one(opening):
    taken_away(opening, normals=2.0)
    taken_away(opening, normals=0.0)
    figures = opening.setting.figures
    np.testing.assert_allclose(opening.world.coalition, np.clip(figures.coalition, 0.05, 0.95))
    np.testing.assert_allclose(opening.world.hostility, figures.hostility)


def test_each_power_meets_a_view_of_its_own(opening):
    normals = np.zeros((2 + len(opening.setting.powers), len(opening.setting.hosts), 1))
    normals[2 + opening.power("CN"), opening.host("KG")] = -1.0
    taken_away(opening, normals=normals)
    moved = opening.world.hostility / opening.setting.figures.hostility
    assert moved[opening.host("KG"), opening.power("CN"), 0] == pytest.approx(np.exp(-0.25))
    assert (moved == 1.0).sum() == moved.size - 1


@pytest.mark.parametrize("noise", [-50.0, 50.0])
def test_no_leader_rules_alone_or_with_all_or_below_the_status_quo(opening, noise):
    taken_away(opening, normals=noise)
    assert (opening.world.coalition == (0.05 if noise < 0 else 0.95)).all()
    assert (opening.world.hurdle >= 0.0).all()
    assert (opening.world.hostility <= 1.0).all()


def test_a_new_leader_reviews_each_exclusive_lock_once(opening):
    world, sectors = opening.world, len(opening.setting.sectors)
    world.lock_holder[:], world.lock_left[:] = 1, 7
    draws = np.linspace(0.1, 0.9, sectors)[:, None, None]
    taken_away(opening, reviews=draws)
    ended = np.broadcast_to(draws[None, :, 0] < 0.4, world.lock_left.shape)
    assert ended.any()
    assert not ended.all()
    assert np.array_equal(world.lock_holder, np.where(ended, -1, 1))
    assert np.array_equal(world.lock_left, np.where(ended, 0, 7))
    opening.still._now[Stream.SUCCESSION][:] = 0.99
    opening.still._now[Stream.SUCCESSION][1:] = 0.0
    assert not succeed(opening.setting, world, opening.still).any()
    assert (world.lock_left > 0).any()


def test_unrest_breaks_out_more_easily_in_the_first_year_of_a_leader(opening):
    def hazard(tenure):
        runs = 10_000
        many = scene(opening.setting.scenario, runs=runs)
        many.world.tenure[:] = tenure
        many.still.set(Stream.UNREST, (np.arange(runs) + 0.5) / runs)
        outbreaks = stir_unrest(many.setting, many.world, many.outside, np.zeros(runs), many.still)
        return -np.log(1.0 - outbreaks[many.host("KG")].mean())

    assert hazard(0.75) / hazard(1.0) == pytest.approx(np.exp(0.6), rel=0.02)
    assert hazard(1.0) == hazard(20.0)


def succession_at(scenario, after, host="TJ", add=1.0):
    """Return a change to a scenario: an event that takes a leader away."""
    effect = {"state": State.SUCCESSION, "of": host, "add": add}
    event = {"id": "funeral", "name": "A funeral", "at": str(scenario.start + after), "effects": [effect]}
    return {"events": [event]}


@pytest.mark.parametrize("mechanism", [{}, OFF])
def test_an_event_takes_a_leader_away_whether_or_not_leaders_go_by_themselves(baseline, mechanism):
    region = lived(changed(baseline, mechanism, succession_at(baseline, 3)), 5, runs=20)
    tj = region.setting.hosts.index("TJ")
    assert region.history["successions"][3, tj].all()
    assert (region.history["tenure"][3, tj] == 0.0).all()
    assert region.history["successions"][4:, tj].mean() < 0.2


def test_an_event_may_give_a_chance_of_a_new_leader(baseline):
    region = lived(changed(baseline, OFF, succession_at(baseline, 1, add=0.5)), 1, runs=400)
    assert region.history["successions"][1].mean(-1) == pytest.approx([0, 0, 0, 0.5, 0], abs=0.1)


def test_leaders_stay_for_good_without_the_mechanism_and_nothing_else_is_touched(baseline):
    on, off = (lived(changed(baseline, change), 12, runs=60, seed=4) for change in ({}, OFF))
    assert not off.history["successions"].any()
    np.testing.assert_allclose(off.history["tenure"][-1], off.setting.figures.tenure + np.full(60, 3.0))
    calm = np.flatnonzero(~on.history["successions"].any((0, 1)))
    assert 0 < len(calm) < 60
    for run in calm:
        assert_same_run(on, off, run)


def test_a_few_leaders_in_ten_change_in_a_decade_and_more_where_they_are_old_or_streets_are_restless(decade):
    changes = dict(zip(decade.labels["host"], decade.history["successions"].sum(0).mean(-1), strict=True))
    assert all(0.2 < mean < 1.5 for mean in changes.values())
    assert changes["KG"] > changes["TM"]
    assert changes["TJ"] > changes["TM"]


def test_a_new_leader_is_a_headline(baseline):
    region = lived(changed(baseline, OFF, succession_at(baseline, 2)), 3, journal=True)
    quarter = str(baseline.start + 2)
    told = [line for when, line in region.headlines if when == quarter]
    assert told[0] == "A funeral"
    assert "Tajikistan has a new leader" in told


@FEW
@given(scenarios(), seeds, lengths)
def test_leaders_of_any_world_stay_within_bounds(scenario, seed, length):
    region = lived(scenario, length, runs=4, seed=seed)
    world, came = region.world, region.history["successions"].any(0)
    assert (world.tenure >= 0.0).all()
    assert (region.history["tenure"][region.history["successions"] > 0.0] == 0.0).all()
    assert ((world.coalition >= 0.05) & (world.coalition <= 0.95))[came].all()
    assert ((world.hostility >= 0.0) & (world.hostility <= 1.0)).all()
    assert (world.hurdle >= 0.0).all()
    assert not world.succession_due.any()
    stayed = np.broadcast_to(region.setting.figures.coalition, came.shape)
    assert np.array_equal(world.coalition[~came], stayed[~came])

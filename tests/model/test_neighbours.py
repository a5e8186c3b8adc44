"""How do relations between hosts move, when do clashes break out, and what do they cost?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from simulator.model import METRICS, Region
from simulator.model.arithmetic import DT
from simulator.model.rules.coercion import hardship
from simulator.model.rules.economy import grow
from simulator.model.rules.leverage import losses
from simulator.model.rules.neighbours import clash, clashes_of_hosts, cohesion, move_relations, neighbourliness
from simulator.model.rules.threat import fade_threat, threat
from simulator.model.streams import Stream

from .scenes import ALOOF, changed, lived, scene
from .strategies import FEW, lengths, scenarios, seeds

NO_SUMMITS = {"powers.*.summits": 0.0}
OFF = {"parameters.mechanisms.neighbours": False}


@pytest.fixture
def quiet(baseline):
    """The baseline at its start, without summits."""
    return scene(baseline, NO_SUMMITS)


def nobody(found):
    """Return that nobody clashes and no power holds a summit."""
    hosts, powers = len(found.setting.hosts), len(found.setting.powers)
    return np.zeros((hosts, hosts, 1), dtype=bool), np.zeros((powers, 1), dtype=bool)


def test_relations_are_at_rest_at_the_start(quiet):
    start = quiet.world.relation.copy()
    move_relations(quiet.setting, quiet.world, quiet.outside, *nobody(quiet))
    assert np.array_equal(quiet.world.relation, start)


def test_a_relation_falls_by_clashes_and_shared_drought_and_returns_to_its_level(quiet):
    i, j = quiet.host("KG"), quiet.host("UZ")
    figures = quiet.setting.figures
    clashes, summits = nobody(quiet)
    clashes[i, j] = clashes[j, i] = True
    water = figures.water_stress + 0.1
    quiet.world.relation[i, j] = quiet.world.relation[j, i] = 0.3
    level, river = figures.relation[i, j, 0], figures.river[i, j, 0]
    thirst = water[i, 0] * water[j, 0] - figures.water_stress[i, 0] * figures.water_stress[j, 0]
    move_relations(quiet.setting, quiet.world, replace(quiet.outside, water_stress=water), clashes, summits)
    expected = 0.3 + 0.05 * (level - 0.3) - 0.15 - 0.05 * thirst * river
    assert level == 0.5
    assert thirst * river > 0.04
    assert quiet.world.relation[i, j, 0] == pytest.approx(expected)
    assert quiet.world.relation[j, i, 0] == quiet.world.relation[i, j, 0]


def test_a_drought_parts_only_those_on_one_river(quiet):
    before = quiet.world.relation.copy()
    water = quiet.setting.figures.water_stress + 0.2
    move_relations(quiet.setting, quiet.world, replace(quiet.outside, water_stress=water), *nobody(quiet))
    fell = quiet.world.relation[..., 0] < before[..., 0]
    assert np.array_equal(fell, quiet.setting.figures.river[..., 0] > 0.0)


def test_a_clash_has_the_hazard_that_relation_and_dispute_give(baseline):
    draws = np.linspace(0.0, 1.0, 2001)[:-1]
    found = scene(baseline, NO_SUMMITS, runs=len(draws))
    i, j = sorted((found.host("KG"), found.host("TJ")))
    found.still.set(Stream.CLASH, draws)
    found.world.relation[i, j] = found.world.relation[j, i] = -0.6
    clashes = clash(found.setting, found.world, found.still)
    dispute = found.setting.figures.dispute[i, j, 0]
    assert clashes[i, j].mean() == pytest.approx(1.0 - np.exp(-0.3 * np.exp(1.8) * dispute * DT), abs=1e-3)
    assert np.array_equal(clashes, clashes.swapaxes(0, 1))
    undisputed = found.setting.figures.dispute[..., 0] == 0.0
    assert not clashes[undisputed].any()


def test_each_pair_has_one_draw_and_only_one_side_of_the_square_is_read(quiet):
    i, j = sorted((quiet.host("KG"), quiet.host("TJ")))
    quiet.still[Stream.CLASH][j, i] = 0.0
    assert not clash(quiet.setting, quiet.world, quiet.still).any()
    quiet.still[Stream.CLASH][i, j] = 0.0
    assert clash(quiet.setting, quiet.world, quiet.still).sum() == 2


def test_a_clash_threatens_both_sides_and_the_threat_halves_in_a_year(quiet):
    i, j = sorted((quiet.host("KG"), quiet.host("TJ")))
    before = threat(quiet.world, quiet.outside)
    quiet.still[Stream.CLASH][i, j] = 0.0
    clash(quiet.setting, quiet.world, quiet.still)
    added = threat(quiet.world, quiet.outside) - before
    np.testing.assert_allclose(added[[i, j], 0], 0.15)
    assert not np.delete(added, [i, j], axis=0).any()
    for _ in range(4):
        fade_threat(quiet.setting, quiet.world)
    np.testing.assert_allclose((threat(quiet.world, quiet.outside) - before)[[i, j], 0], 0.075)


def test_a_clash_costs_each_side_the_same_part_of_a_years_growth(baseline):
    grown = {}
    for clashes in (0.0, 1.0, 2.0):
        found = scene(baseline)
        fought = np.full(found.world.gdp.shape, clashes)
        remitted = np.zeros(found.world.debt.shape)
        quiet_ = found.delivery()
        grow(
            found.setting,
            found.world,
            found.outside,
            quiet_,
            remitted=remitted,
            hardship=hardship(found.setting, found.world, losses(found.setting, found.world, found.now, found.ways)),
            clashes=fought,
            streams=found.still,
        )
        grown[clashes] = found.world.gdp
    np.testing.assert_allclose(np.log(grown[1.0] / grown[0.0]), -0.003)
    np.testing.assert_allclose(np.log(grown[2.0] / grown[0.0]), -0.006)


def test_cohesion_is_the_mean_over_pairs_from_nought_for_enemies_to_one_for_friends(quiet):
    hosts = len(quiet.setting.hosts)
    pairs = [quiet.world.relation[i, j, 0] for i in range(hosts) for j in range(i)]
    assert cohesion(quiet.world)[0] == pytest.approx((np.mean(pairs) + 1.0) / 2.0)
    kz = quiet.host("KZ")
    others = np.delete(quiet.world.relation[kz, :, 0], kz)
    assert neighbourliness(quiet.world)[kz, 0] == pytest.approx(others.mean())


def test_a_host_alone_has_nobody_to_stand_with(baseline):
    kazakhstan = tuple(host for host in baseline.hosts if host.id == "KZ")
    alone = {"hosts": kazakhstan, "neighbours": (), "projects": (), "corridors": (), "seats": ()}
    found = Region(baseline.model_copy(update=alone), runs=2)
    assert not found.history["cohesion"].any()
    assert not found.history["neighbourliness"].any()
    found.step()
    assert found.world.relation.shape == (1, 1, 2)


@FEW
@given(scenarios(), seeds, lengths)
def test_relations_stay_symmetric_and_in_range_and_every_clash_has_two_sides(scenario, seed, length):
    region = lived(scenario, length, runs=3, seed=seed)
    relation = region.world.relation
    assert np.array_equal(relation, relation.swapaxes(0, 1))
    assert (np.abs(relation) <= 1.0).all()
    assert not relation[np.arange(len(relation)), np.arange(len(relation))].any()
    assert (region.history["clashes"].sum(1) % 2 == 0).all()
    assert (region.world.threat_added >= 0.0).all()


def test_without_the_mechanism_relations_stay_where_they_are_and_nobody_clashes(baseline):
    hostile = {"neighbours.*.relation": -0.9, "neighbours.*.dispute": 1.0}
    region = lived(changed(baseline, hostile, OFF), 12, runs=5)
    assert np.ptp(region.history["neighbourliness"], axis=0).max() == 0.0
    assert not region.history["clashes"].any()
    assert lived(changed(baseline, hostile), 12, runs=5).history["clashes"].any()


def test_without_the_mechanism_all_else_is_as_if_nothing_lay_between_the_hosts(baseline):
    off = lived(changed(baseline, NO_SUMMITS, OFF), 16, runs=4)
    friends = changed(baseline, NO_SUMMITS, {"neighbours.*.dispute": 0.0})
    peaceful = lived(friends, 16, runs=4)
    for metric in METRICS:
        assert np.array_equal(off.history[metric.name], peaceful.history[metric.name]), metric.name


def test_clashes_are_told_with_both_names(baseline):
    hostile = {"neighbours.kg_tj.relation": -1.0, "neighbours.kg_tj.dispute": 1.0}
    region = lived(changed(baseline, ALOOF, NO_SUMMITS, hostile), 8, journal=True)
    told = [
        quarter for quarter, text in region.headlines if text == "Clashes on the border of Kyrgyzstan and Tajikistan"
    ]
    fought = region.history["clashes"][:, region.setting.hosts.index("KG"), 0] > 0
    assert told
    assert told == [str(quarter) for quarter, there in zip(region.history.quarters, fought, strict=True) if there]


def test_the_neighbours_of_2025_clash_seldom_and_those_of_2019_often(shipped):
    now = lived(shipped("baseline_2025"), runs=100).history["clashes"].sum((0, 1)) / 2 / 10
    then = lived(shipped("historical_2019"), runs=100).history["clashes"].sum((0, 1)) / 2 / 6
    assert 0.01 < now.mean() < 0.06
    assert then.mean() > 8 * now.mean()


def test_clashes_are_counted_by_host():
    clashes = np.zeros((3, 3, 1), dtype=bool)
    clashes[0, 1] = clashes[1, 0] = clashes[0, 2] = clashes[2, 0] = True
    assert clashes_of_hosts(clashes)[:, 0].tolist() == [2.0, 1.0, 1.0]

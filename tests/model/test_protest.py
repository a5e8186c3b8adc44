"""When does the public rise against visible projects, and what comes of it?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from simulator.model.rules.protest import protest
from simulator.model.streams import Stream

from .scenes import changed, lived, scene
from .strategies import FEW, lengths, scenarios, seeds
from .test_same_bits import assert_same_run

OFF = {"parameters.mechanisms.protest": False}


def disbursed(found, host="KG", power="CN", deals=1.0):
    """Return a quarter that disburses so many standard deals, wholly visible, of one power in one host."""
    visible = np.zeros(found.world.debt.shape)
    h = found.host(host)
    visible[h, found.power(power)] = deals * found.setting.standard_deal(found.world.gdp[h])
    return found.delivery(visible=visible)


def risen(found, **money):
    """Let the public rise wherever it can."""
    found.still.set(Stream.PROTEST, 0.0)
    return protest(found.setting, found.world, disbursed(found, **money), found.still)


@pytest.mark.parametrize(("host", "deals"), [("KG", 1.0), ("KG", 0.2), ("TJ", 1.0), ("KZ", 3.0)])
def test_the_chance_follows_hostility_visible_money_and_how_open_the_regime_is(opening, host, deals):
    runs = 20_000
    many = scene(opening.setting.scenario, runs=runs)
    many.still.set(Stream.PROTEST, (np.arange(runs) + 0.5) / runs)
    h, p = many.host(host), many.power("CN")
    figures = many.setting.figures
    expected = 1.0 - np.exp(-1.0 * figures.coalition[h, 0] * figures.hostility[h, p, 0] * deals)
    found = protest(many.setting, many.world, disbursed(many, host=host, deals=deals), many.still).mean(-1)
    assert found[h, p] == pytest.approx(expected, abs=1e-4)
    found[h, p] = 0.0
    assert not found.any()


def test_a_protest_stirs_unrest_angers_the_public_and_costs_support(opening):
    h, p = opening.host("KG"), opening.power("CN")
    world, figures = opening.world, opening.setting.figures
    assert risen(opening)[h, p, 0]
    assert world.unrest[h, 0] == pytest.approx(figures.unrest[h, 0] + 0.1)
    assert world.legitimacy[h, 0] == pytest.approx(figures.legitimacy[h, 0] - 0.02)
    assert world.hostility[h, p, 0] == pytest.approx(figures.hostility[h, p, 0] + 0.05)
    elsewhere = np.delete(world.hostility - figures.hostility, h, 0)
    assert not elsewhere.any()
    assert not np.delete(world.unrest - figures.unrest, h, 0).any()


def test_protests_against_two_powers_add_up(opening):
    h = opening.host("KZ")
    visible = np.zeros(opening.world.debt.shape)
    visible[h, :2] = 1.0
    opening.still.set(Stream.PROTEST, 0.0)
    assert protest(opening.setting, opening.world, opening.delivery(visible=visible), opening.still).sum() == 2
    assert opening.world.unrest[h, 0] == pytest.approx(opening.setting.figures.unrest[h, 0] + 0.2)


def test_anger_fades_to_the_level_under_the_leader(opening):
    h, p = opening.host("KG"), opening.power("CN")
    risen(opening)
    opening.still.set(Stream.PROTEST, 0.999999)
    for _ in range(5):
        protest(opening.setting, opening.world, opening.delivery(), opening.still)
    gap = opening.world.hostility - opening.world.hostility_norm
    assert gap[h, p, 0] == pytest.approx(0.05 * 0.9**5)
    assert np.count_nonzero(gap) == 1


def test_nothing_leaves_its_range_however_often_the_public_rises(opening):
    for _ in range(60):
        risen(opening, deals=100.0)
    h, p = opening.host("KG"), opening.power("CN")
    assert opening.world.unrest[h, 0] == 1.0
    assert opening.world.legitimacy[h, 0] == 0.0
    assert opening.world.hostility[h, p, 0] == pytest.approx(1.0, abs=0.01)
    assert (opening.world.hostility <= 1.0).all()


def test_nobody_protests_without_the_mechanism_and_nothing_else_is_touched(baseline):
    on, off = (lived(changed(baseline, change), 6, runs=60, seed=4) for change in ({}, OFF))
    assert not off.history["protests"].any()
    assert np.array_equal(off.world.hostility, off.world.hostility_norm)
    quiet = np.flatnonzero(~on.history["protests"].any((0, 1, 2)))
    assert 0 < len(quiet) < 60
    for run in quiet:
        assert_same_run(on, off, run)


def test_china_is_protested_against_most_and_in_the_open_steppe_more_than_in_the_closed_mountains(decade):
    protests = decade.history["protests"].sum(0).mean(-1)
    hosts, powers = decade.labels["host"], decade.labels["power"]
    china = dict(zip(hosts, protests[:, powers.index("CN")], strict=True))
    assert protests.argmax(1).tolist() == [powers.index("CN")] * len(hosts)
    assert 1.0 < china["KG"] < 6.0
    assert 1.0 < china["KZ"] < 6.0
    assert min(china["KG"], china["KZ"]) > 2.0 * china["TJ"]


def test_fewer_rise_where_china_builds_less(baseline):
    more, less = (lived(changed(baseline, {"powers.CN.budget": budget}), 24, runs=40) for budget in (5.0, 0.2))
    cn = more.labels["power"].index("CN")
    assert more.history["protests"][:, :, cn].sum() > 1.5 * less.history["protests"][:, :, cn].sum()


def test_a_protest_is_a_headline(baseline):
    restless = {"parameters.protest.hazard": 20.0, "hosts.KZ.dyads.*.hostility": 1.0}
    region = lived(changed(baseline, restless), 8, journal=True)
    told = {line for _, line in region.headlines}
    assert "Protests in Kazakhstan against the projects of China" in told
    assert "Protests in Kazakhstan against the projects of the European Union" in told


@FEW
@given(scenarios(), seeds, lengths)
def test_protests_of_any_world_follow_money_and_keep_levels_within_bounds(scenario, seed, length):
    region = lived(scenario, length, runs=4, seed=seed)
    history, world = region.history, region.world
    assert not (history["protests"] > (history["disbursed"] > 0.0)).any()
    for level in (world.hostility, world.hostility_norm, world.unrest, world.legitimacy):
        assert ((level >= 0.0) & (level <= 1.0)).all()

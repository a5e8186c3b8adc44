"""Whom do hosts in need ask for help, and what comes of help and of its refusal?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from simulator.model.rules.help import seek_help
from simulator.model.streams import Stream

from .scenes import changed, lived, scene
from .strategies import FEW, lengths, scenarios, seeds
from .test_same_bits import assert_same_run

OFF = {"parameters.mechanisms.help": False}


def in_need(found, *, unrest=0.0, threat=0.0, comes=True, asks=True):
    """Put every host in need, and let those that can ask."""
    found.world.unrest[:] = unrest
    found.outside = replace(found.outside, threat=np.full(found.outside.threat.shape, threat))
    draws = np.array([0.0 if asks else 0.999999, 0.0 if comes else 0.999999])
    found.still.set(Stream.HELP, draws[:, None, None])
    return seek_help(found.setting, found.world, found.outside, found.still)


def patrons(help_, found):
    """Return who sent help to each host, by name."""
    return {found.setting.hosts[h]: found.setting.powers[p] for h, p in np.argwhere(help_.given[..., 0])}


def test_hosts_in_unrest_ask_the_power_that_is_bound_to_them_by_treaty(opening):
    help_ = in_need(opening, unrest=0.8)
    assert patrons(help_, opening) == {"KZ": "RU", "KG": "RU", "TJ": "RU"}
    assert np.array_equal(help_.asked, help_.given.any(1))


def test_nobody_asks_a_patron_that_presses_it(opening):
    opening.world.pressure[opening.host("KG"), opening.power("RU")] = 0.25
    assert patrons(in_need(opening, unrest=0.8), opening) == {"KZ": "RU", "TJ": "RU"}


@pytest.mark.parametrize(
    ("unrest", "threat", "asks"), [(0.5, 0.7, False), (0.51, 0.0, True), (0.0, 0.71, True), (0.51, 0.71, True)]
)
def test_hosts_ask_in_unrest_or_under_an_acute_threat(opening, unrest, threat, asks):
    assert in_need(opening, unrest=unrest, threat=threat).asked.any() == asks


def test_what_neighbours_add_to_the_threat_counts_too(opening):
    opening.world.threat_added[opening.host("TJ")] = 0.3
    assert patrons(in_need(opening, threat=0.5), opening) == {"TJ": "RU"}


@pytest.mark.parametrize(("unrest", "threat", "chance"), [(0.8, 0.0, 0.5), (0.0, 0.9, 0.15), (0.8, 0.9, 0.5)])
def test_hosts_ask_more_often_in_unrest_than_under_a_threat_that_lasts(baseline, unrest, threat, chance):
    runs = 10_000
    found = scene(baseline, runs=runs)
    found.world.unrest[:] = unrest
    found.outside = replace(found.outside, threat=np.full(found.outside.threat.shape, threat))
    found.still.set(Stream.HELP, (np.arange(runs) + 0.5) / runs)
    asked = seek_help(found.setting, found.world, found.outside, found.still).asked.mean(-1)
    assert asked[found.host("KZ")] == pytest.approx(chance, abs=1e-4)
    assert asked[found.host("UZ")] == 0.0


def test_some_hosts_in_need_do_not_ask(opening):
    assert not in_need(opening, unrest=0.9, asks=False).asked.any()


def test_the_patron_that_covers_most_is_asked(opening):
    kz, cn, ru = opening.host("KZ"), opening.power("CN"), opening.power("RU")
    # Russia at war covers .8 (1 - .1875) .68 = .442.
    opening.world.security_tie[kz, cn] = 0.73
    assert patrons(in_need(opening, unrest=0.8), opening)["KZ"] == "RU"
    opening.world.security_tie[kz, cn] = 0.75
    opening.world.security_tie[kz, ru] = opening.setting.figures.security_tie[kz, ru]
    assert patrons(in_need(opening, unrest=0.8), opening)["KZ"] == "CN"


def test_a_power_that_can_protect_nobody_is_not_asked(baseline):
    found = scene(baseline, {"powers.RU.protection": 0.0})
    assert not in_need(found, unrest=0.8).asked.any()


@pytest.mark.parametrize("war", [0.0, 1.0, 2.0])
def test_the_chance_of_help_follows_protection_worth_and_war(baseline, war):
    runs = 20_000
    found = scene(baseline, runs=runs)
    found.world.unrest[:] = 0.8
    found.outside = replace(found.outside, war=np.full(found.outside.war.shape, war))
    draws = np.stack([np.zeros(runs), (np.arange(runs) + 0.5) / runs])
    found.still.set(Stream.HELP, draws[:, None])
    given_ = seek_help(found.setting, found.world, found.outside, found.still).given.mean(-1)
    for host, worth in (("KZ", 1.0), ("TJ", 0.7)):
        expected = 0.8 * worth * (1.0 - 0.3 * war)
        assert given_[found.host(host), found.power("RU")] == pytest.approx(expected, abs=1e-4)


def test_help_calms_the_unrest_and_binds(opening):
    world, figures = opening.world, opening.setting.figures
    help_ = in_need(opening, unrest=0.8)
    helped = help_.given.any(1)
    np.testing.assert_allclose(world.unrest, np.where(helped, 0.32, 0.8))
    np.testing.assert_allclose(world.security_tie - figures.security_tie, 0.06 * help_.given, atol=1e-12)
    np.testing.assert_allclose(world.alignment - figures.alignment, 0.05 * help_.given, atol=1e-12)
    np.testing.assert_allclose(
        world.coercion_memory, np.where(help_.given, 0.5, 1.0) * figures.coercion_memory, atol=1e-12
    )
    assert not help_.abandoned.any()


def test_a_patron_that_stays_away_under_an_acute_threat_loses_tie_and_trust(opening):
    world, figures = opening.world, opening.setting.figures
    weight = world.delivered + world.failed
    belief = world.delivered / weight
    help_ = in_need(opening, threat=0.9, comes=False)
    assert not help_.given.any()
    assert np.array_equal(help_.abandoned.any(1), help_.asked)
    np.testing.assert_allclose(world.security_tie - figures.security_tie, -0.1 * help_.abandoned, atol=1e-12)
    np.testing.assert_allclose(world.delivered + world.failed, weight)
    after = world.delivered / (world.delivered + world.failed)
    np.testing.assert_allclose(after - belief, -0.2 * help_.abandoned, atol=1e-12)


def test_a_patron_that_stays_away_from_mere_unrest_loses_nothing(opening):
    world, figures = opening.world, opening.setting.figures
    help_ = in_need(opening, unrest=0.9, comes=False)
    assert help_.asked.any()
    assert not help_.abandoned.any()
    assert np.array_equal(world.security_tie, np.broadcast_to(figures.security_tie, world.security_tie.shape))
    assert (world.unrest == 0.9).all()


def test_trust_that_is_small_falls_to_nothing_and_not_below(opening):
    world = opening.world
    world.delivered[:], world.failed[:] = 1.0, 9.0
    help_ = in_need(opening, threat=0.9, comes=False)
    np.testing.assert_allclose(world.delivered, np.where(help_.abandoned, 0.0, 1.0))
    np.testing.assert_allclose(world.failed, np.where(help_.abandoned, 10.0, 9.0))


def test_a_host_let_down_again_and_again_stops_asking(opening):
    asked = [in_need(opening, threat=0.9, comes=False).asked.any() for _ in range(5)]
    assert asked[0]
    assert not asked[-1]


def test_nobody_asks_without_the_mechanism_and_nothing_else_is_touched(baseline):
    on, off = (lived(changed(baseline, change), 20, runs=60, seed=4) for change in ({}, OFF))
    assert not off.history["help_asked"].any()
    proud = np.flatnonzero(~on.history["help_given"].any((0, 1, 2)) & ~on.history["abandonments"].any((0, 1, 2)))
    assert 0 < len(proud) < 60
    for run in proud:
        assert_same_run_but_for_asking(on, off, run)


def assert_same_run_but_for_asking(on, off, run):
    """Hold a run in which nobody came against the same run in which nobody asked."""
    if not on.history["help_asked"][..., run].any():
        assert_same_run(on, off, run)
    assert np.array_equal(on.history["gdp"][..., run], off.history["gdp"][..., run])
    assert np.array_equal(on.world.security_tie[..., run], off.world.security_tie[..., run])


def test_a_patron_at_peace_helps_more_and_lets_down_less(baseline):
    dire = {"hosts.TJ.threat": 0.9}
    war, peace = (lived(changed(baseline, dire, {"powers.RU.war": war}), 12, runs=60) for war in (2.0, 0.0))
    assert peace.history["help_given"].sum() > 1.3 * war.history["help_given"].sum()
    assert peace.history["abandonments"].sum() < 0.7 * war.history["abandonments"].sum()


def test_help_keeps_leaders_in_office(baseline):
    restless = {"hosts.*.unrest_hazard": 1.0, "parameters.succession.unrest_effect": 2.0, "powers.RU.war": 0.0}
    alone, helped = (lived(changed(baseline, restless, change), 24, runs=40) for change in (OFF, {}))
    kz = alone.labels["host"].index("KZ")
    assert helped.history["successions"][:, kz].sum() < 0.95 * alone.history["successions"][:, kz].sum()


def test_unrest_is_told_before_the_help_that_it_calls_for(baseline):
    restless = {"hosts.KG.unrest_hazard": 3.0, "parameters.help.ask_in_unrest": 1.0, "powers.RU.war": 0.0}
    region = lived(changed(baseline, restless), 40, journal=True)
    unrest, help_ = "Unrest breaks out in Kyrgyzstan", "Russia sends help to Kyrgyzstan"
    by_quarter = {}
    for quarter, line in region.headlines:
        by_quarter.setdefault(quarter, []).append(line)
    both = [lines for lines in by_quarter.values() if {unrest, help_} <= set(lines)]
    assert both
    assert all(lines.index(unrest) < lines.index(help_) for lines in both)


def test_help_and_its_refusal_are_headlines(baseline):
    dire = {"hosts.TJ.threat": 0.9, "hosts.TJ.dyads.RU.security_tie": 1.0, "parameters.help.ask_under_threat": 1.0}
    region = lived(changed(baseline, dire), 20, journal=True)
    told = {line for _, line in region.headlines}
    assert {"Russia sends help to Tajikistan", "Russia lets Tajikistan down"} <= told


@FEW
@given(scenarios(), seeds, lengths)
def test_in_any_world_only_those_who_asked_are_helped_or_let_down_by_one_patron(scenario, seed, length):
    region = lived(scenario, length, runs=4, seed=seed)
    history, world = region.history, region.world
    answers = history["help_given"].sum(2) + history["abandonments"].sum(2)
    assert (answers <= history["help_asked"]).all()
    assert (world.delivered >= 0.0).all()
    for level in (world.security_tie, world.alignment, world.unrest):
        assert ((level >= 0.0) & (level <= 1.0)).all()

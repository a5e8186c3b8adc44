"""Do projects take their time, their money and their risks, and is their output finite?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from simulator.model import Region
from simulator.model.rules.projects import (
    BARREN,
    advance,
    award,
    deliverability,
    fund,
    openings,
    output_worth,
    secured_supply,
)
from simulator.model.slots import Slots
from simulator.model.streams import Stream
from simulator.scenario import State
from simulator.scenario.theatre import Stage

from .scenes import ALOOF, CALM, changed, lived, scene
from .strategies import FEW, lengths, scenarios, seeds


def at(opening, project):
    return opening.setting.index(project)


def opened(opening):
    return openings(opening.setting, opening.world, opening.outside, opening.ways)


def proceed(opening):
    return advance(opening.setting, opening.world, opening.ways, opening.still)


def sign(opening, host, sector, project, **asked):
    """Let powers sign for shares of a project in one quarter."""
    table = opening.world.table
    signed = np.zeros(table.made.shape, dtype=bool)
    for power, offtake in asked.items():
        slot = opening.host(host), opening.power(power), opening.sector(sector)
        signed[slot] = True
        table.project[slot] = at(opening, project) + 1
        table.offtake[slot] = offtake
        opening.world.pipeline[slot] = 1.0
    award(opening.world, Slots.where(signed))


def pay(opening, disbursed=0.0, cancelled=0.0):
    """Let what pipelines pay for be disbursed or cancelled."""
    tied = opening.world.building > 0
    opening.world.pipeline -= tied * (disbursed + cancelled)
    fund(
        opening.setting,
        opening.world,
        opening.delivery(disbursed=tied * disbursed, cancelled=tied * cancelled),
    )


def test_what_a_project_needs_to_the_end_of_its_stage_is_found_at_the_start(opening):
    theatre = opening.setting.theatre
    assert theatre.funded[at(opening, "kz_rare_earths"), 0] == 0.0
    assert theatre.funded[at(opening, "uz_exploration"), 0] == pytest.approx(0.5 * 0.05)
    assert theatre.funded[at(opening, "kz_tungsten"), 0] == pytest.approx(1.1 * 0.15)
    assert theatre.funded[at(opening, "cku_railway"), 0] == pytest.approx(4.7)


def test_a_quarter_adds_its_part_of_the_stage_for_money_calm_and_an_open_way(opening):
    world, kz = opening.world, opening.host("KZ")
    mine = at(opening, "kz_tungsten")
    world.progress[mine], world.funded[mine], world.unrest[kz] = 3.0, 1.1 * (0.15 + 0.85 * 0.4), 0.25
    opening.outside.capacity[opening.setting.index("middle")] = 0.5
    proceed(opening)
    assert world.progress[mine, 0] == pytest.approx(3.0 + 0.1 * 0.4 * 0.75 * (3.0 / 4.5))


def test_permits_are_slow_under_weak_and_fast_under_narrow_governments(opening):
    world, kz, mine = opening.world, opening.host("KZ"), at(opening, "kz_tungsten")
    world.legitimacy[kz], world.coalition[kz] = 0.3, 0.1
    proceed(opening)
    assert world.progress[mine, 0] == pytest.approx(2.0 + 0.5 * (1 + 0.5 * 0.4) / 8)


def test_some_projects_take_longer_than_the_usual(opening):
    world, plant = opening.world, at(opening, "kz_nuclear")
    world.progress[plant], world.funded[plant] = 3.0, 10.0
    proceed(opening)
    assert world.progress[plant, 0] == pytest.approx(3.0 + 0.1 / 2.5)


def test_a_project_without_money_waits(opening):
    world, mine = opening.world, at(opening, "kz_tungsten")
    world.progress[mine] = 3.2
    proceed(opening)
    assert world.progress[mine, 0] == 3.2


@pytest.mark.parametrize(("draw", "found"), [(0.59, False), (0.61, True)])
def test_exploration_ends_with_a_mine_to_build_or_for_good(opening, draw, found):
    world, prospect = opening.world, at(opening, "uz_exploration")
    world.progress[prospect], world.funded[prospect] = 1.99, 0.5
    opening.still.set(Stream.PROJECTS, draw)
    entered = proceed(opening)
    assert entered[prospect, 0] == (2 if found else BARREN)
    assert world.barren[prospect, 0] == (not found)
    assert (world.progress[prospect, 0] >= 2.0) == found
    before = world.progress[prospect, 0]
    again = proceed(opening)
    assert again[prospect, 0] == 0
    assert (world.progress[prospect, 0] > before) == found


def test_exploration_fails_as_often_as_the_parameter_says(baseline):
    opening = scene(baseline, runs=4000)
    prospect = at(opening, "uz_exploration")
    opening.world.progress[prospect] = 1.99
    opening.still.set(Stream.PROJECTS, np.random.default_rng(1).random(opening.world.progress.shape))
    proceed(opening)
    assert opening.world.barren[prospect].mean() == pytest.approx(0.6, abs=0.03)


def test_a_line_has_nothing_to_explore(baseline):
    opening = scene(baseline, {"projects.cku_railway.stage": Stage.PROSPECT})
    line = at(opening, "cku_railway")
    sign(opening, "KG", "transport", "cku_railway", CN=0.0)
    pay(opening, 0.1)
    assert opening.world.progress[line, 0] == 2.0


def test_a_prospect_is_explored_once_money_arrives(opening):
    world, prospect = opening.world, at(opening, "kz_rare_earths")
    proceed(opening)
    assert world.progress[prospect, 0] == 0.0
    sign(opening, "KZ", "minerals", "kz_rare_earths", CN=0.3)
    pay(opening, 0.1)
    assert world.progress[prospect, 0] == 1.0
    assert world.funded[prospect, 0] == pytest.approx(0.1)


def test_money_beyond_what_a_project_takes_does_not_count(opening):
    sign(opening, "KZ", "minerals", "kz_tungsten", US=0.3)
    pay(opening, 5.0)
    assert opening.world.funded[at(opening, "kz_tungsten"), 0] == 1.1


def test_two_powers_that_sign_for_one_project_in_a_quarter_share_what_is_free_in_their_order(opening):
    mine = at(opening, "kz_tungsten")
    sign(opening, "KZ", "minerals", "kz_tungsten", CN=0.4, EU=0.3)
    held = dict(zip(opening.setting.powers, opening.world.offtake[mine, :, 0], strict=True))
    assert held == pytest.approx({"US": 0.5, "CN": 0.4, "RU": 0.0, "EU": 0.1})
    assert (opening.world.building[opening.host("KZ"), :, 0, 0] == [0, mine + 1, 0, mine + 1]).all()


def test_what_was_won_lapses_to_what_it_was_when_the_money_is_cancelled(opening):
    world, mine = opening.world, at(opening, "kz_tungsten")
    sign(opening, "KZ", "minerals", "kz_tungsten", US=0.3, EU=0.1)
    slot = opening.host("KZ"), opening.power("US"), opening.sector("minerals")
    cancelled = np.zeros_like(world.pipeline)
    cancelled[slot] = 1.0
    world.pipeline[slot] = 0.0
    fund(opening.setting, world, opening.delivery(cancelled=cancelled))
    assert world.offtake[mine, opening.power("US"), 0] == 0.5
    assert world.offtake[mine, opening.power("EU"), 0] == pytest.approx(0.1)
    assert world.building[slot][0] == 0


def test_what_was_won_stays_when_the_mine_it_built_produces_or_all_is_paid(opening):
    world, mine = opening.world, at(opening, "kz_tungsten")
    sign(opening, "KZ", "minerals", "kz_tungsten", US=0.3)
    world.progress[mine] = 4.0
    pay(opening, cancelled=0.4)
    assert world.offtake[mine, opening.power("US"), 0] == pytest.approx(0.8)
    world.progress[mine] = 3.0
    pay(opening, disbursed=0.6)
    assert not world.building.any()
    assert world.offtake[mine, opening.power("US"), 0] == pytest.approx(0.8)


def test_a_stake_in_a_mine_that_always_worked_lapses_too(opening):
    mine = at(opening, "kz_uranium")
    sign(opening, "KZ", "minerals", "kz_uranium", US=0.1)
    pay(opening, cancelled=1.0)
    assert opening.world.offtake[mine, opening.power("US"), 0] == pytest.approx(0.08)


def test_worth_is_supply_that_is_wanted_likely_near_and_within_reach(opening):
    worth = output_worth(opening.setting, opening.world, opening.outside, opening.ways)[:, opening.power("US"), 0]
    us = opening.setting.profiles[opening.power("US")]
    pressed = us.supply_worth * (1 + us.urgency)
    assert worth[at(opening, "kz_tungsten")] == pytest.approx(pressed * 15 * us.needs["tungsten"] * 0.98**18)
    assert worth[at(opening, "tj_antimony")] == pytest.approx(pressed * 25 * us.needs["antimony"])
    assert worth[at(opening, "kz_rare_earths")] == pytest.approx(pressed * 3 * us.needs["rare_earths"] * 0.4 * 0.98**42)
    assert worth[at(opening, "kz_nuclear")] == 0.0
    dearer = replace(opening.outside, mineral_shift=np.array([0.4]))
    risen = output_worth(opening.setting, opening.world, dearer, opening.ways)[:, opening.power("US"), 0]
    assert risen == pytest.approx(worth * np.exp(0.4))


def test_an_opening_is_the_project_of_the_largest_worth_that_is_free(opening):
    found, worth = opened(opening), output_worth(opening.setting, opening.world, opening.outside, opening.ways)
    kz, minerals = opening.host("KZ"), opening.sector("minerals")
    there = [m for m, p in enumerate(opening.setting.scenario.projects) if (p.host, p.sector) == ("KZ", "minerals")]
    for p in range(len(opening.setting.powers)):
        score = [worth[m, p, 0] * (1 - opening.world.offtake[m, :, 0].sum()) for m in there]
        best = there[int(np.argmax(score))]
        assert found.project[kz, p, minerals, 0] == best + 1
        assert found.worth[kz, p, minerals, 0] == worth[best, p, 0]
    assert not found.project[opening.host("TM")].any()


def test_money_is_tied_to_what_needs_it_where_nothing_can_be_won(opening):
    found, plant = opened(opening), at(opening, "kz_nuclear")
    slot = opening.host("KZ"), opening.power("RU"), opening.sector("energy")
    assert found.project[slot][0] == plant + 1
    assert found.free[slot][0] == found.worth[slot][0] == 0.0
    opening.world.funded[plant] = 10.0
    assert opened(opening).project[slot][0] == 0


def test_a_power_pays_on_for_the_mine_whose_output_it_holds(opening):
    world, mine = opening.world, at(opening, "kz_rare_earths")
    world.offtake[:, opening.power("EU")] = 1.0 - np.delete(world.offtake, opening.power("EU"), 1).sum(1)
    world.progress[at(opening, "kz_tungsten")] = 4.0
    slot = opening.host("KZ"), opening.power("EU"), opening.sector("minerals")
    assert opened(opening).project[slot][0] == mine + 1


def test_secured_supply_is_output_held_that_others_cannot_withhold(opening):
    world, tj, us = opening.world, opening.host("TJ"), opening.power("US")
    world.unrest[tj] = 0.2
    opening.outside.export_controls[opening.power("CN")] = 0.5
    minerals = opening.setting.theatre.minerals
    supply = secured_supply(opening.setting, world, opening.outside, opening.ways)[:, :, 0]
    antimony = minerals.index("antimony")
    assert supply[us, antimony] == pytest.approx(0.25 * 0.05 * (1 - 0.5 * 0.5) * 0.8)
    assert supply[opening.power("CN"), antimony] == pytest.approx(0.25 * 0.7 * 0.8)
    assert not supply[:, minerals.index("tungsten")].any()


def test_a_full_corridor_keeps_output_from_everyone(opening):
    opening.outside.capacity[opening.setting.index("east")] = 0.0
    reach = deliverability(opening.setting, opening.world, opening.outside, opening.ways)
    assert not reach[at(opening, "kz_copper")].any()
    assert (reach[at(opening, "kz_nuclear")] == 1.0).all()


def test_chinas_export_controls_cost_the_west_supply_and_china_none(baseline):
    controls = {
        "id": "controls",
        "name": "Controls",
        "at": "2026Q1",
        "effects": ({"state": State.EXPORT_CONTROLS, "of": "CN", "add": 1.0},),
    }
    calm = changed(baseline, CALM, ALOOF, {"events": ()})
    free, bound = lived(calm, 4), lived(changed(calm, {"events": (controls,)}), 4)
    lost = free.history["secured_supply"][-1] - bound.history["secured_supply"][-1]
    us, cn, eu = (free.setting.powers.index(name) for name in ("US", "CN", "EU"))
    antimony = free.setting.theatre.minerals.index("antimony")
    assert (lost[[us, eu], antimony] > 0.0).all()
    assert not lost[cn].any()


def test_greenfield_deals_rarely_produce_within_ten_years_and_known_deposits_do(decade):
    stage = decade.history["project_stage"]
    greenfield, known = decade.setting.index("kz_rare_earths"), decade.setting.index("kz_tungsten")
    assert (stage[-1, greenfield] >= 4.0).mean() < 0.05
    assert (stage[-1, greenfield] >= 1.0).mean() > 0.5
    assert (stage[-1, known] >= 4.0).mean() > 0.5
    assert (stage[16, known] < 4.0).all()


@FEW
@given(scenarios(), seeds, lengths)
def test_shares_of_output_stay_shares_and_projects_never_go_back(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    events = {effect.state for event in scenario.events for effect in event.effects}
    for _ in range(length):
        before = region.world.progress.copy()
        region.step()
        world = region.world
        assert ((world.offtake >= 0.0) & (world.offtake <= 1.0 + 1e-9)).all()
        assert (world.offtake.sum(1) <= 1.0 + 1e-9).all()
        assert ((world.progress >= 0.0) & (world.progress <= 4.0)).all()
        assert (world.funded <= region.setting.theatre.capex + 1e-9).all()
        assert ((world.building == 0) | (world.pipeline > 0.0)).all()
        if "progress" not in events:
            assert (world.progress >= before).all()
            # Money that reaches a prospect starts its exploration at once; else no quarter passes more than a stage.
            assert (np.floor(world.progress) - np.floor(before) <= 1 + (before < 1.0)).all()


def test_without_projects_at_work_nothing_opens_and_nothing_moves(baseline):
    region = lived(changed(baseline, {"parameters.mechanisms.projects": False}), 12, runs=20)
    assert not region.openings.project.any()
    assert np.array_equal(region.history["project_stage"][-1], region.history["project_stage"][0])
    assert np.array_equal(region.world.offtake, np.repeat(region.setting.theatre.offtake, 20, axis=-1))


def test_deposits_draw_offers(baseline):
    usual, poor = (
        lived(changed(baseline, change), 16, runs=60)
        for change in ({}, {"powers.US.supply_worth": 0.0, "powers.EU.supply_worth": 0.0})
    )
    tj, west = usual.setting.hosts.index("TJ"), [usual.setting.powers.index(name) for name in ("US", "EU")]
    offers = [region.history["offers"][:, tj][:, west].sum() for region in (usual, poor)]
    assert offers[0] > offers[1]


def test_the_journal_tells_what_becomes_of_projects(baseline):
    region = lived(baseline, 24, journal=True)
    told = [name for _, name in region.headlines]
    assert "Upper Kairakty and North Katpar tungsten goes into construction" in told
    assert "Upper Kairakty and North Katpar tungsten begins production" in told
    assert "China-Kyrgyzstan-Uzbekistan railway is completed" in told

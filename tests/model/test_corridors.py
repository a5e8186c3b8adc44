"""Do goods take the ways that are open, cheap and safe, and who holds them captive?"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from simulator.model import Region
from simulator.model.rules.corridors import move_corridors
from simulator.scenario import State

from .scenes import ALOOF, CALM, changed, lived
from .strategies import FEW, lengths, scenarios, seeds

OUTAGE = {
    "id": "outage",
    "name": "The northern routes close",
    "at": "2026Q2",
    "lasts": 4,
    "effects": ({"state": State.CAPACITY, "of": "north", "multiply": 0.5},),
}
STEADY = {"parameters.mechanisms.projects": False}


def with_outage(scenario):
    raw = changed(scenario, CALM, ALOOF, STEADY, {"events": (), "hosts.*.dyads.*.signed": {}})
    return raw, changed(raw, {"events": (OUTAGE,)})


def open_share(opening, corridor, share):
    """Let events leave a share of a corridor's capacity open."""
    opening.outside.capacity_open[opening.setting.index(corridor)] = share


def test_the_baseline_starts_at_rest(opening):
    theatre, ways = opening.setting.theatre, opening.ways
    assert ways.capacity == pytest.approx(theatre.capacity)
    assert ways.volume == pytest.approx(theatre.volume, rel=1e-12)
    assert (ways.passable == 1.0).all()
    assert (ways.cost == 1.0).all()
    assert (ways.trade_cost == 1.0).all()
    assert (ways.reach == 1.0).all()
    move_corridors(opening.setting, opening.world, opening.delivery(), ways)
    assert np.array_equal(opening.world.share_by_corridor, theatre.share)
    assert np.array_equal(opening.world.capacity, theatre.capacity)


def test_captive_is_what_the_ways_that_nobody_can_close_could_not_take_over(opening):
    captive = opening.ways.captive[:, :, 0]
    kz, tm, ru, cn = opening.host("KZ"), opening.host("TM"), opening.power("RU"), opening.power("CN")
    spare = (6.0 - 4.5) + (12.0 - 4.0)
    assert captive[kz, ru] == pytest.approx(0.62 * (1 - spare / 82.0))
    assert captive[tm, cn] == pytest.approx(0.83 * (1 - spare / 58.0))
    assert not captive[:, [opening.power("US"), opening.power("EU")]].any()


def test_wider_open_ways_set_captives_free(opening):
    opening.world.capacity[opening.setting.index("middle")] = 200.0
    assert not opening.ways.captive.any()


def test_a_full_corridor_costs_more_and_turns_the_rest_away(opening):
    open_share(opening, "north", 0.5)
    north, ways = opening.setting.index("north"), opening.ways
    assert ways.volume[north, 0] == pytest.approx(52.5)
    assert ways.passable[north, 0] == pytest.approx(52.5 / 82.0)
    assert ways.cost[north, 0] == pytest.approx(1 + 0.4 * 0.15)
    kz = opening.host("KZ")
    shares = [0.62, 0.06, 0.2, 0.03]
    assert ways.trade_cost[kz, 0] == pytest.approx((sum(shares) + 0.62 * 0.06) / sum(shares))
    exports = opening.setting.theatre.export_part[kz, 0]
    assert ways.reach[kz, 0] == pytest.approx(1 - exports * 0.62 * (1 - 52.5 / 82.0))


def test_shares_move_a_part_of_the_way_to_the_routes_that_are_cheap_safe_and_wide(opening):
    world, setting = opening.world, opening.setting
    open_share(opening, "north", 0.5)
    world.pressure[opening.host("UZ"), opening.power("CN")] = 1.0
    before = world.share_by_corridor.copy()
    move_corridors(setting, world, opening.delivery(), opening.ways)
    for host, risk in (("KZ", 0.0), ("UZ", 0.1)):
        old = before[opening.host(host), :, 0]
        pull = np.array([math.exp(-8 * 0.4 * 0.15) * math.sqrt(0.5), 1.0, math.exp(-8 * risk), 1.0])
        drawn = old * pull / (old * pull).sum() * old.sum()
        now = world.share_by_corridor[opening.host(host), :, 0]
        assert now == pytest.approx(old + 0.1 * (drawn - old))
        assert now.sum() == pytest.approx(old.sum())


def test_where_every_way_is_closed_nobody_turns_anywhere(opening):
    opening.outside.capacity_open[:] = 0.0
    before = opening.world.share_by_corridor.copy()
    move_corridors(opening.setting, opening.world, opening.delivery(), opening.ways)
    assert np.array_equal(opening.world.share_by_corridor, before)
    assert not opening.ways.volume.any()
    assert (opening.ways.reach > 0.0).all()


def test_a_closure_moves_trade_at_once_and_shares_slowly_and_both_come_back(baseline):
    usual, closed = (lived(each, 30) for each in with_outage(baseline))
    kz, north, middle = 0, *(usual.setting.index(name) for name in ("north", "middle"))
    ratio = closed.history["trade"][:, kz].sum(1)[:, 0] / usual.history["trade"][:, kz].sum(1)[:, 0]
    assert ratio[1] == 1.0
    assert ratio[2] < 0.9
    assert ratio[2] < ratio[6] < 1.0
    assert ratio[30] == pytest.approx(1.0, abs=0.01)
    volume = closed.history["corridor_volume"][:, :, 0] - usual.history["corridor_volume"][:, :, 0]
    assert volume[5, north] < -20.0
    assert volume[5, middle] > 0.3


def test_money_for_transport_in_builder_hosts_widens_the_middle_corridor_with_a_lag(opening):
    setting, world = opening.setting, opening.world
    middle, transport = setting.index("middle"), opening.sector("transport")
    money = np.zeros_like(world.pipeline)
    money[opening.host("KZ"), opening.power("CN"), transport] = 3.0
    money[opening.host("KG"), opening.power("CN"), transport] = 5.0
    money[opening.host("UZ"), opening.power("EU"), opening.sector("energy")] = 7.0
    move_corridors(setting, world, opening.delivery(disbursed=money), opening.ways)
    assert world.capacity_coming[middle, 0] == pytest.approx(0.4 * 3.0)
    for _ in range(6):
        move_corridors(setting, world, opening.delivery(), opening.ways)
    widened = world.capacity - setting.theatre.capacity
    assert widened[middle, 0] == pytest.approx(1.2 * (1 - (5 / 6) ** 6))
    assert not np.delete(widened, middle, 0).any()


def test_money_tied_to_a_project_widens_nothing_by_itself(opening):
    world, slot = opening.world, (opening.host("KZ"), opening.power("CN"), opening.sector("transport"))
    money = np.zeros_like(world.pipeline)
    money[slot] = 3.0
    world.building[slot] = 1
    move_corridors(opening.setting, world, opening.delivery(disbursed=money), opening.ways)
    assert not world.capacity_coming.any()


def test_a_line_widens_its_corridor_when_it_is_complete(opening):
    east, line = opening.setting.index("east"), opening.setting.index("cku_railway")
    opening.world.progress[line] = 3.9
    assert opening.ways.capacity[east, 0] == 80.0
    opening.world.progress[line] = 4.0
    assert opening.ways.capacity[east, 0] == 93.0


def test_what_money_widens_is_worth_something_to_who_wants_the_corridor(opening):
    worth = opening.setting.widening_worth[:, opening.power("EU"), :, 0]
    transport = opening.sector("transport")
    assert worth[opening.host("KZ"), transport] == pytest.approx(0.4 * 0.5)
    assert worth[opening.host("KG"), transport] == 0.0
    assert not np.delete(worth, transport, axis=1).any()


def test_a_power_that_wants_a_corridor_bids_more_for_transport(baseline):
    wish = {"powers.EU.corridor_worth": {"middle": 3.0}}
    usual, eager = (lived(changed(baseline, change), 12, runs=60) for change in ({}, wish))
    kz, eu, transport = 0, usual.setting.powers.index("EU"), usual.setting.sectors.index("transport")
    paid = [region.world.pipeline[kz, eu, transport].mean() for region in (usual, eager)]
    assert paid[1] > paid[0]


@FEW
@given(scenarios(), seeds, lengths)
def test_no_corridor_carries_more_than_is_open_and_shares_keep_their_sum(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    sums = region.setting.theatre.share.sum(1)
    for _ in range(length):
        region.step()
        ways = region.ways
        assert (ways.volume <= ways.capacity * (1 + 1e-12)).all()
        assert (ways.volume >= 0.0).all()
        assert ((ways.passable >= 0.0) & (ways.passable <= 1.0)).all()
        assert ((ways.captive >= 0.0) & (ways.captive <= 1.0 + 1e-9)).all()
        assert np.allclose(region.world.share_by_corridor.sum(1), sums, rtol=1e-9)


def test_without_corridors_at_work_all_stays_as_at_the_start(baseline):
    _, shocked = with_outage(baseline)
    off = {"parameters.mechanisms.corridors": False}
    still, calm = lived(changed(shocked, off), 10), lived(changed(with_outage(baseline)[0], off), 10)
    for name in ("captive_exports", "corridor_capacity", "corridor_volume"):
        record = still.history[name]
        assert np.array_equal(record, np.broadcast_to(record[:1], record.shape)), name
    assert still.history["captive_exports"].any()
    assert np.array_equal(still.history["trade"], calm.history["trade"])


def test_a_closure_is_felt_in_its_quarter(baseline):
    _, closed = with_outage(baseline)
    region = lived(closed, 2)
    assert region.history["corridor_capacity"][2, region.setting.index("north"), 0] == pytest.approx(52.5)

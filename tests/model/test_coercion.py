"""How do measures begin, harden, end and bite, and what do hosts give up to be rid of them?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model.deals.concession import give_in, yielding
from simulator.model.offers import Answer, Press
from simulator.model.rules.alignment import move_alignment, move_memory
from simulator.model.rules.coercion import intend, press, provoke, squeeze
from simulator.model.rules.delivery import deliver
from simulator.model.rules.threat import threat
from simulator.model.streams import Stream

from .scenes import ALOOF, CALM, Scene, changed, lived, scene
from .test_leverage import OFF, logistic
from .test_same_bits import assert_same_run
from .test_settlement import lay, settled

EAGER = {"powers.*.restraint": -3.0}


def pressed(found: Scene, *orders, concessions=(), defied=(), draw=0.999):
    """Carry out orders (host, power, press, lever), concessions and threats defied (host, power)."""
    dyads = found.world.pressure.shape
    presses, levers = np.zeros(dyads, dtype=np.int8), np.zeros(dyads, dtype=np.int8)
    for host, power, order, lever in orders:
        place = found.host(host), found.power(power)
        presses[place], levers[place] = order, lever
    marks = []
    for pairs in (concessions, defied):
        mark = np.zeros(dyads, dtype=bool)
        for host, power in pairs:
            mark[found.host(host), found.power(power)] = True
        marks.append(mark)
    return press(
        found.setting,
        found.world,
        found.hold,
        presses=presses,
        levers=levers,
        concessions=marks[0],
        defied=marks[1],
        draws=np.full((4, *dyads), draw),
    )


def test_a_measure_begins_low_hardens_to_the_full_and_ends(opening):
    h, p, lever = opening.host("TJ"), opening.power("RU"), opening.lever("RU", "migrants")
    assert pressed(opening, ("TJ", "RU", Press.START, lever)).begun[h, p, 0]
    seen = [opening.world.pressure[h, p, 0]]
    for _ in range(3):
        pressed(opening, ("TJ", "RU", Press.RAISE, 0))
        seen.append(opening.world.pressure[h, p, 0])
    assert seen == [0.25, 0.5, 1.0, 1.0]
    assert opening.world.pressure_lever[h, p, 0] == lever
    assert pressed(opening, ("TJ", "RU", Press.EASE, 0)).eased[h, p, 0]
    assert not opening.world.pressure.any()


def test_orders_that_make_no_sense_change_nothing(opening):
    foreign, own = opening.lever("CN", "market"), opening.lever("RU", "migrants")
    for order, lever in ((Press.START, foreign), (Press.START, -1), (Press.RAISE, own), (Press.EASE, own)):
        done = pressed(opening, ("TJ", "RU", order, lever))
        assert not (done.begun | done.raised | done.eased).any()
        assert not opening.world.pressure.any()
    opening.press("TJ", "RU", "migrants", 0.5)
    assert not pressed(opening, ("TJ", "RU", Press.START, own)).begun.any()
    assert opening.world.pressure.max() == 0.5


def test_a_power_begins_with_the_chance_of_its_intent_raises_and_ends(opening):
    p, hold = opening.power("RU"), opening.hold
    h = opening.host("TJ")
    chance = hold.usual.chance[h, p, 0]

    def order(begin=0.999, harden=0.999, end=0.999):
        draws = np.array([begin, harden, end, 0.5])[:, None, None] * np.ones((4, *opening.world.gdp.shape))
        found = intend(opening.setting, opening.world, hold, p, draws)
        return found[0][h, 0], found[1][h, 0]

    assert order(begin=chance - 1e-9) == (Press.START, opening.lever("RU", "migrants"))
    assert order(begin=chance + 1e-9)[0] == Press.NONE
    opening.press("TJ", "RU", "migrants")
    assert order(begin=0.0)[0] == Press.NONE
    assert order(harden=0.29)[0] == Press.RAISE
    assert order(harden=0.31)[0] == Press.NONE
    assert order(harden=0.0, end=0.33)[0] == Press.EASE
    assert order(end=0.34)[0] == Press.NONE


def test_sanctions_come_before_influence(baseline):
    both = scene(baseline, {"powers.RU.levers.goods.sanctions": True, "powers.RU.enforcement": 1.0})
    p, draws = both.power("RU"), np.zeros((4, *both.world.gdp.shape))
    _, lever = intend(both.setting, both.world, both.hold, p, draws)
    assert lever[both.host("TJ"), 0] == both.lever("RU", "goods")


def test_a_refusal_in_the_face_of_a_threat_is_answered_with_the_chance_that_hosts_expect(opening):
    slot = lay(opening, "TJ", "RU", "energy", threat=True)
    said = settled(opening, {slot: Answer.REFUSE})
    h, p = slot[:2]
    assert said.defied[h, p, 0]
    assert said.defied.sum() == 1
    expected = opening.hold.execution[h, p, 0]
    assert not pressed(opening, defied=[("TJ", "RU")], draw=expected + 1e-9).begun.any()
    assert pressed(opening, defied=[("TJ", "RU")], draw=expected - 1e-9).begun[h, p, 0]
    assert opening.world.pressure_lever[h, p, 0] == opening.lever("RU", "migrants")


def test_a_threat_that_worked_or_was_none_is_not_carried_out(opening):
    signed = lay(opening, "TJ", "RU", "energy", threat=True)
    refused = lay(opening, "UZ", "RU", "energy")
    assert not settled(opening, {signed: Answer.SIGN, refused: Answer.REFUSE}).defied.any()


def test_each_lever_works_where_it_is_meant_to_and_nothing_counts_twice(opening):
    for lever in ("migrants", "goods", "pause"):
        found = scene(opening.setting.scenario)
        h, p = found.host("TJ"), found.power("RU")
        calm = threat(found.world, found.outside)[h, 0]
        found.press("TJ", "RU", lever, 0.5)
        pressed(found)
        felt = found.hardship
        lost = found.lost[found.lever("RU", lever), h, 0]
        assert felt.squeeze[h, p, 0] == pytest.approx(np.log(1 - 0.35 * 0.5) if lever == "migrants" else 0.0)
        assert felt.drag[h, 0] == pytest.approx(0.0 if lever == "migrants" else lost * 0.5)
        assert felt.ban[h, p, 0] == pytest.approx(np.log(1 - 0.5 * 0.5) if lever == "goods" else 0.0)
        rise = threat(found.world, found.outside)[h, 0] - calm
        assert rise == pytest.approx(0.1 * 0.5 if lever == "pause" else 0.0)
        assert np.count_nonzero(felt.drag) + np.count_nonzero(felt.squeeze) + np.count_nonzero(felt.ban) <= 2


def test_no_measure_stops_all_remittances(baseline):
    harsh = scene(baseline, {"powers.RU.levers.migrants.loss": 1.0})
    harsh.press("TJ", "RU", "migrants", 1.0)
    assert squeeze(harsh.setting, harsh.world).min() == pytest.approx(np.log(0.05))


def test_a_ban_on_goods_costs_growth_reserves_and_trade(baseline):
    struck, spared = (lived(changed(baseline, CALM, ALOOF), 0) for _ in range(2))
    h, p = struck.setting.hosts.index("TJ"), struck.setting.powers.index("RU")
    goods = struck.setting.profiles[p].levers["goods"]
    struck.world.pressure[h, p] = 1.0
    struck.world.pressure_lever[h, p] = [lever is goods for _, lever in struck.setting.levers].index(True)
    for region in (struck, spared):
        region.step()
    here, there = struck.history, spared.history
    drag = 0.05 * there["trade"][0, h, p, 0] / there["gdp"][0, h, 0]
    assert there["growth"][1, h, 0] - here["growth"][1, h, 0] == pytest.approx(drag)
    spent = there["reserves"][1, h, 0] - here["reserves"][1, h, 0]
    assert spent == pytest.approx(0.25 * drag * there["gdp"][1, h, 0], rel=0.05)
    assert here["trade"][1, h, p, 0] / there["trade"][1, h, p, 0] == pytest.approx(0.5**0.1, rel=1e-3)
    others = [other for other in range(len(struck.setting.hosts)) if other != h]
    assert np.array_equal(here["gdp"][:, others], there["gdp"][:, others])


def test_checks_on_migrants_hold_remittances_down_while_they_last_and_no_longer(baseline):
    certain = {
        **CALM,
        "powers.*.offers": 0,
        "parameters.mechanisms.coercion": True,
        "parameters.coercion.duration": 1.0,
        "parameters.remittances.reversion": 0.0,
        "powers.*.levers.*.loss": 1e-6,
        "powers.RU.levers.migrants.loss": 0.35,
        "powers.RU.restraint": -10.0,
        "powers.RU.levers.pause.threat": 0.001,
    }
    struck, spared = (lived(changed(baseline, certain, more), 2) for more in ({}, OFF))
    h, p = struck.setting.hosts.index("TJ"), struck.setting.powers.index("RU")
    assert struck.history["pressure"][:, h, p, 0].tolist() == [0.0, 0.25, 0.0]
    left = struck.history["remittances"][:, h, p, 0] / spared.history["remittances"][:, h, p, 0]
    np.testing.assert_allclose(left, [1.0, 1.0 - 0.35 * 0.25, 1.0])
    assert struck.history["growth"][1, h, 0] < spared.history["growth"][1, h, 0] - 0.01


def test_pressure_is_remembered_and_estranges(opening):
    opening.press("TJ", "RU", "migrants", 0.5)
    h, p, world = opening.host("TJ"), opening.power("RU"), opening.world
    world.coercion_memory[h, p] = 1.0
    before = world.alignment[h, p, 0]
    still = np.zeros_like(world.alignment)
    move_alignment(opening.setting, world, still, still, opening.still)
    move_memory(opening.setting, world)
    assert world.coercion_memory[h, p, 0] == pytest.approx(0.85 + 0.5)
    assert world.alignment[h, p, 0] == pytest.approx(before - 0.03 * 0.5)
    assert world.alignment[h, opening.power("CN"), 0] == opening.setting.figures.alignment[h, opening.power("CN"), 0]


def test_memory_of_pressure_raises_the_weight_of_autonomy(opening):
    weight = opening.standing.autonomy_weight[opening.host("TJ"), 0]
    opening.press("TJ", "RU", "migrants", 1.0)
    move_memory(opening.setting, opening.world)
    memory = opening.world.coercion_memory[opening.host("TJ"), :, 0].max()
    before = opening.setting.figures.coercion_memory[opening.host("TJ"), :, 0].max()
    assert memory > before
    after = opening.standing.autonomy_weight[opening.host("TJ"), 0]
    assert after / weight == pytest.approx((1.0 + memory) / (1.0 + before))


def test_what_rivals_sign_provokes_for_a_quarter(opening):
    h, us, ru, cn = (opening.host("KZ"), *map(opening.power, ("US", "RU", "CN")))
    gained, crossed = np.zeros((2, *opening.world.debt.shape))
    gained[h, us], crossed[h, us] = 0.02, 1.0
    before = opening.hold.usual.chance[h, ru, 0]
    provoke(opening.setting, opening.world, gained, crossed)
    assert opening.world.provocation[h, ru, 0] == pytest.approx(1.0 * (8.0 * 0.02 + 1.5))
    assert opening.world.provocation[h, cn, 0] == pytest.approx(0.5 * (8.0 * 0.02 + 1.5))
    assert opening.world.provocation[h, us, 0] == 0.0
    assert opening.hold.usual.chance[h, ru, 0] > before
    provoke(opening.setting, opening.world, 0.0 * gained, 0.0 * crossed)
    assert opening.hold.usual.chance[h, ru, 0] == before


def test_a_host_weighs_what_is_left_of_the_harm_against_the_rivals_deals_and_its_face(opening):
    opening.press("UZ", "RU", "migrants", 0.25)
    h, ru, us, world = opening.host("UZ"), opening.power("RU"), opening.power("US"), opening.world
    world.pipeline[h] = 0.0
    world.pipeline[h, us, opening.sector("energy")] = 0.8
    at = opening.standing
    harm = 1000.0 * opening.lost[opening.lever("RU", "migrants"), h, 0] * 0.25 * 0.75
    offer, place = opening.bid("UZ", "US", "energy"), opening.slots("UZ", "US", "energy")
    mine = opening.standing.of(place)
    worth = (offer.gift + mine.rent + offer.spillover * mine.absorption + offer.cash_part * mine.scarcity)[0]
    price = 0.5 * 0.8 * 1000.0 / world.gdp[h, 0] * mine.belief[0] * worth + 8.0 * (1.0 - world.alignment[h, ru, 0])
    chance = yielding(opening.setting, world, opening.hold, at)
    precision = at.precision[h, 0]
    assert chance[h, ru, 0] == pytest.approx(logistic(precision * (harm - price)))
    assert np.count_nonzero(chance) == 1


def test_giving_in_costs_the_rival_that_the_power_minds_most_a_part_of_its_deals(opening):
    opening.press("UZ", "RU", "migrants", 0.25)
    h, us, cn, world = opening.host("UZ"), opening.power("US"), opening.power("CN"), opening.world
    conceded = world.pressure > 0.0
    before, pace = world.pipeline.copy(), world.pace.copy()
    ending = world.endings.sum(0)
    assert before[h, us].sum() < before[h, cn].sum()
    cancelled = give_in(opening.setting, world, conceded)
    minded = max(
        range(len(opening.setting.powers)),
        key=lambda q: opening.setting.rivalry[opening.power("RU"), q, 0] * before[h, q].sum(),
    )
    np.testing.assert_allclose(cancelled[h, minded], 0.5 * before[h, minded])
    assert cancelled.sum() == cancelled[h, minded].sum()
    np.testing.assert_allclose(world.pipeline, before - cancelled)
    np.testing.assert_allclose(world.pace[h, minded], 0.5 * pace[h, minded])
    np.testing.assert_allclose(world.endings.sum(0)[h, minded], 0.5 * ending[h, minded])


def test_what_is_left_of_a_deal_is_paid_to_the_end_in_equal_parts(baseline):
    only = {"hosts.*.dyads.*.signed": {}}, {"hosts.UZ.dyads.US.signed.digital": 8.0}, {"powers.*.delivery": 1.0}
    found = scene(baseline, *only)
    slot = found.host("UZ"), found.power("US"), found.sector("digital"), 0
    deliver(found.setting, found.world, found.still)
    found.press("UZ", "RU", "migrants")
    give_in(found.setting, found.world, found.world.pressure > 0.0)
    paid = [deliver(found.setting, found.world, found.still).disbursed[slot] for _ in range(4)]
    np.testing.assert_allclose(paid, [1.0, 1.0, 1.0, 0.0], atol=1e-12)
    assert found.world.pipeline[slot] == pytest.approx(0.0, abs=1e-12)


def test_a_host_under_sanctions_gives_compliance_and_no_deal(opening):
    opening.press("KG", "US", "listing")
    h, world = opening.host("KG"), opening.world
    before = world.compliance[h, 0]
    assert not give_in(opening.setting, world, world.pressure > 0.0).any()
    assert world.compliance[h, 0] == pytest.approx(before + 0.1)


def test_without_a_rivals_deal_a_host_steps_back_from_the_rival_and_without_a_rival_it_cannot_give_in(opening):
    opening.press("UZ", "RU", "migrants")
    h, us, world = opening.host("UZ"), opening.power("US"), opening.world
    world.pipeline[:] = 0.0
    before = world.security_tie[h, us, 0]
    give_in(opening.setting, world, world.pressure > 0.0)
    assert world.security_tie[h, us, 0] == pytest.approx(before - 0.05)
    world.security_tie[h] = 0.0
    assert not yielding(opening.setting, world, opening.hold, opening.standing).any()


def test_a_concession_ends_the_measure(opening):
    opening.press("UZ", "RU", "migrants", 0.5)
    done = pressed(opening, ("UZ", "RU", Press.RAISE, 0), concessions=[("UZ", "RU"), ("KG", "RU")])
    assert done.conceded.sum() == 1
    assert not done.raised.any()
    assert not opening.world.pressure.any()


def test_a_patron_on_whom_a_host_depends_gets_recognition_for_nothing(opening):
    h, ru = opening.host("KG"), opening.power("RU")
    for tie, free in ((0.70, False), (0.71, True)):
        opening.world.security_tie[h, ru] = tie
        cost = opening.worth("KG", "RU", "energy", recognition=1.0)["conditions"][0]
        assert (cost == 0.0) == free


def test_pressure_follows_from_chance_and_is_recorded(baseline):
    region = lived(changed(baseline, EAGER), 20, runs=40, seed=2)
    history = region.history
    begun, given = history["pressures_begun"], history["concessions"]
    assert 0.0 < given.sum() < begun.sum()
    assert set(np.unique(history["pressure"])) <= {0.0, 0.25, 0.5, 1.0}
    new = (history["pressure"][1:] > 0.0) & (history["pressure"][:-1] == 0.0)
    assert np.array_equal(new, begun[1:] > 0.0)
    assert history["threats"].sum() > 0.0
    assert (history["threats"] <= history["offers"]).all()
    assert (history["cancelled"].sum() > 0.0) & (region.world.coercion_memory.max() > 0.0)


def test_russia_presses_most_and_then_china(baseline):
    begun = lived(baseline, runs=100, seed=8).history["pressures_begun"].sum((0, 1, 3))
    by_power = dict(zip(("US", "CN", "RU", "EU"), begun, strict=True))
    assert by_power["RU"] > 2.0 * by_power["CN"]
    assert 0.006 < begun.sum() / (100 * 40 * 20) < 0.024


def test_the_newspapers_tell_of_pressure(baseline):
    region = lived(changed(baseline, EAGER), 20, seed=2, journal=True)
    told = [headline for _, headline in region.headlines]
    begun = int(region.history["pressures_begun"].sum())
    assert sum(" presses " in line and " harder" not in line and "no longer" not in line for line in told) == begun
    assert sum(" gives in to " in headline for headline in told) == region.history["concessions"].sum()
    assert any(headline.startswith("Russia presses Tajikistan: ") for headline in told)


def test_knocking_pressure_out_leaves_all_other_chances_and_untouched_quarters_as_they_were(baseline):
    """Where nobody ever presses and nothing is signed, the mechanism leaves every bit as it was."""
    calm = {"powers.*.offers": 0, "powers.*.restraint": 10.0, "parameters.mechanisms.stance": False}
    usual, without = (lived(changed(baseline, calm, more), 12, runs=4, seed=6) for more in ({}, OFF))
    assert not usual.history["pressures_begun"].any()
    for run in usual.runs:
        assert_same_run(usual, without, run)
    busy, idle = (lived(changed(baseline, EAGER, more), 12, runs=4, seed=6) for more in ({}, OFF))
    assert busy.history["pressures_begun"].any()
    for stream in Stream:
        if stream is not Stream.EVENTS:
            assert np.array_equal(busy.streams[stream], idle.streams[stream]), stream
    assert np.array_equal(busy.world.commodity_price, idle.world.commodity_price)


def test_a_run_under_pressure_is_the_same_alone_and_in_a_block(baseline):
    harsh = changed(baseline, EAGER)
    block = lived(harsh, 16, runs=range(3, 40), seed=4)
    for run in (3, 21, 39):
        assert_same_run(block, lived(harsh, 16, runs=range(run, run + 1), seed=4), run)

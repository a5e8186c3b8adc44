"""Do hosts ask for what they should, and do powers answer as they should?"""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given

from simulator.model import Region
from simulator.model import region as region_module
from simulator.model.arithmetic import logistic
from simulator.model.deals.bargaining import host_part, prospects, take
from simulator.model.deals.bidding import FULL, OUT_OF_REACH, Picks, write
from simulator.model.deals.settlement import settle
from simulator.model.deals.valuation import value_table
from simulator.model.deals.worth import worth_of_table
from simulator.model.offers import CLAUSES, Answer, Orders, Table
from simulator.model.power import Power
from simulator.model.rules.projects import Openings, openings
from simulator.model.slots import Slots
from simulator.model.streams import Stream
from simulator.scenario import Instrument

from .scenes import CALM, changed, lived, menu_of, scene
from .strategies import BASELINE, FEW, lengths, scenarios, seeds
from .test_known_answers import LONE_DONOR, reservation
from .test_settlement import lay
from .witness import witnessed

SILENT = {"parameters.mechanisms.bargaining": False}


def weighed(found, noise=0.0):
    """Return what the offers on the table are worth to hosts and powers, and what the hosts would ask for."""
    world, setting, outside = found.world, found.setting, found.outside
    valuation = value_table(setting, found.standing, world.table)
    open_now = openings(setting, world, outside, found.ways)
    worth = worth_of_table(setting, world, outside, open_now, valuation)
    still = found.still.set(Stream.COUNTER, noise)
    return valuation, worth, prospects(setting, world, outside, valuation, worth, still[Stream.COUNTER])


# What an offer is worth to the power


def test_an_offer_on_the_table_is_worth_what_it_was_on_the_menu(baseline):
    """Every kind of candidate of every power, with a project to be won, after some quarters."""
    keen = {
        "powers.*.asks": {
            "sanctions": 0.7,
            "governance": 0.6,
            "recognition": 0.8,
            "collateral": True,
            "exclusive": ("minerals", "energy"),
        },
        "powers.*.clause_worth": {
            "sanctions": 0.3,
            "governance": 0.2,
            "recognition": 0.1,
            "collateral": 0.05,
            "exclusive": 0.4,
        },
        "powers.*.budget": 500.0,
    }
    region = lived(changed(baseline, keen), 6, runs=3)
    shape = region.world.table.made.shape
    rng = np.random.default_rng(1)
    left, worth = rng.random((2, shape[1], shape[3]))
    of_slots = [np.broadcast_to(values[:, None], shape).copy() for values in (left, worth)]
    won = Openings(np.ones(shape, dtype=np.int8), *of_slots, by_project=worth[None], left=left[None])
    region.world.lock_left[:], region.world.lock_holder[:] = 0, -1
    region.world.lock_holder[0, 0], region.world.lock_left[0, 0] = 0, 3
    compared = 0
    with patch.object(region_module, "openings", lambda *_: won):
        for power, agent in enumerate(region.agents_by_type[Power]):
            region.world.table = Table.empty(shape)
            region._perceive()
            candidates = menu_of(agent)
            everywhere = np.unravel_index(np.arange(shape[0] * shape[2] * shape[3]), (shape[0], *shape[2:]))
            gain = candidates.gain + candidates.clauses
            for tie, clauses, amount in np.ndindex(gain.shape[2:5]):
                _lay_all(region, agent, candidates, everywhere, tie, clauses, amount)
                region._perceive()
                expected = gain[:, :, tie, clauses, amount]
                ours = np.zeros(shape)
                region.worth.slots.write(ours, region.worth.net)
                within = candidates.gain[:, :, tie, 0, amount] > OUT_OF_REACH
                np.testing.assert_allclose(ours[:, power][within], expected[within], rtol=2e-5, atol=2e-6)
                compared += within.sum()
    assert compared > 1000


def _lay_all(region, agent, candidates, everywhere, tie, clauses, amount):
    host, sector, run = everywhere
    style, standing, setting = agent.style, region.standing, region.setting
    element = candidates.element[host, run] if tie else np.zeros(host.size, dtype=np.int8)
    money = standing.standard[host, run] * style.multiples[amount]
    offers = region.orders.proposals
    offers.clear()
    write(
        Picks(
            host=host,
            sector=sector,
            run=run,
            amount=money,
            offtake=np.full(host.size, style.offtakes[amount]),
            element=element,
            full=np.full(host.size, clauses == FULL),
            joint=np.zeros(host.size, dtype=bool),
            cost=style.unit_costs[sector] * money + setting.element_cost[element],
        ),
        agent.index,
        style,
        offers,
        holding=region.world.lock_holder == agent.index,
        governance=region.outside.governance_ask[agent.index],
        openings=region.openings,
        threats=np.zeros((len(setting.hosts), *offers.made.shape[2:]), dtype=bool),
    )
    region.world.table.lay(offers)


# What a host asks for


KEEN = {"powers.EU.sector_worth.digital": 4.0}
"""The EU would give more than it offers."""


@pytest.fixture
def donor():
    """Return a world with one offer of the EU: a grant to Kazakhstan for digital networks."""
    found = scene(BASELINE, LONE_DONOR, KEEN, {"parameters.bargaining.limit": 20.0})
    found.world.cash[:] = 50.0
    return found


def asked_amount(found, slot, noise=0.0):
    """Return the amount that a host asks for, None where it asks for none."""
    _, _, seen = weighed(found, noise)
    return seen.counters.amount[slot] if seen.better[slot] and not seen.counters.dropped[slot] else None


def test_a_host_asks_for_its_part_of_the_room_between_what_it_needs_and_what_the_power_can_give(donor):
    amount, cost = 0.05, 0.05
    slot = lay(donor, "KZ", "EU", "digital", amount=amount, cost=cost)
    _, worth, seen = weighed(donor)
    hurdle = donor.standing.hurdle[donor.host("KZ"), 0]
    needed = reservation(donor, "KZ", hurdle)
    can_give = amount + (worth.signed[0] - cost) / 1.0
    assert can_give > needed > 0.0
    # Plentiful reserves, no unrest; the EU is urged by nothing but feels a loss where it falls short.
    h, p = donor.host("KZ"), donor.power("EU")
    relation = donor.world.relation[:, :, 0]
    pairs = [relation[i, j] for i in range(5) for j in range(5) if i != j]
    ours = 0.97 + 0.02 * (1.0 + np.mean(pairs)) / 2.0 - 0.10 * donor.world.unrest[h, 0]
    short = donor.now.share[h, p, 0] < donor.world.reference_share[h, p, 0] - 0.005
    theirs = 0.97 - 0.06 * donor.outside.urgency[p, 0] - 0.04 * short
    beta = ours * (1.0 - theirs) / (1.0 - ours * theirs)
    asked = needed + beta * (can_give - needed)
    assert seen.better[slot]
    assert seen.counters.amount[slot] == pytest.approx(asked)

    # The least that the host takes is A_R, and what the counter promises is P V' + (1 - P) V_out.
    value = sum(donor.worth("KZ", "EU", "digital", asked).values())[0]
    taken = logistic(np.array([can_give - asked]) / 0.03)[0]
    assert seen.value[slot] == pytest.approx(taken * value + (1.0 - taken) * hurdle)


def test_an_ask_for_more_than_the_limit_is_an_ask_for_the_limit(baseline):
    found = scene(baseline, LONE_DONOR, KEEN)
    slot = lay(found, "KZ", "EU", "digital", amount=0.5, cost=0.5)
    wide = asked_amount(scene_like(found, {"parameters.bargaining.limit": 20.0}), slot)
    assert wide > 1.0
    assert asked_amount(found, slot) == pytest.approx(1.0)


def scene_like(found, *changes):
    """Return the same world under other parameters."""
    other = scene(found.setting.scenario, *changes)
    other.world = found.world
    return other


def test_a_rivals_better_offer_raises_what_a_host_asks_for_to_its_match(donor):
    slot = lay(donor, "KZ", "EU", "digital", amount=0.3, cost=0.3)
    alone = asked_amount(donor, slot)
    lay(donor, "KZ", "CN", "digital", amount=0.1)
    assert asked_amount(donor, slot) == alone
    lay(donor, "KZ", "CN", "digital", amount=6.0)
    raised = asked_amount(donor, slot)
    valuation, worth, _ = weighed(donor)
    rival = valuation.value[valuation.slots.power == donor.power("CN")][0]
    can_give = 0.3 + (worth.signed - 0.3)[valuation.slots.power == donor.power("EU")][0]
    matched = sum(donor.worth("KZ", "EU", "digital", raised).values())[0]
    assert raised > alone
    assert raised == pytest.approx(can_give) or matched == pytest.approx(rival)
    # A rival in another sector is no alternative.
    donor.world.table.made[donor.host("KZ"), donor.power("CN"), donor.sector("digital")] = False
    lay(donor, "KZ", "CN", "energy", amount=6.0)
    assert asked_amount(donor, slot) == alone


def test_a_host_short_of_reserves_or_in_unrest_asks_for_less(donor):
    slot, h = lay(donor, "KZ", "EU", "digital", amount=0.3, cost=0.3), donor.host("KZ")

    def part():
        return host_part(donor.setting, donor.world, donor.outside, weighed(donor)[0])[0]

    calm, patient = asked_amount(donor, slot), part()
    donor.world.unrest[h] = 0.5
    assert part() < patient
    assert asked_amount(donor, slot) < calm
    donor.world.unrest[h] = 0.0
    donor.world.reserves[h] = 0.04 * donor.world.gdp[h]
    assert part() < patient


def test_hosts_that_get_on_ask_for_more(donor):
    slot = lay(donor, "KZ", "EU", "digital", amount=0.3, cost=0.3)
    asked = []
    for relation in (-0.5, 0.0, 0.5):
        donor.world.relation[:] = relation * (1.0 - np.eye(5))[:, :, None]
        asked.append(asked_amount(donor, slot))
    assert asked[0] < asked[1] < asked[2]


def test_an_urgent_power_and_one_that_lost_influence_are_asked_for_more(donor):
    slot, p = lay(donor, "KZ", "EU", "digital", amount=0.3, cost=0.3), donor.power("EU")
    donor.world.reference_share[:, p] = 0.0
    calm = asked_amount(donor, slot)
    urgent = donor.outside.urgency.copy()
    urgent[p] = 1.0
    donor.outside = replace(donor.outside, urgency=urgent)
    assert asked_amount(donor, slot) > calm
    donor.outside = replace(donor.outside, urgency=0.0 * urgent)
    donor.world.reference_share[:, p] = 1.0
    assert asked_amount(donor, slot) > calm


def test_a_host_that_takes_the_power_for_richer_asks_for_more(donor):
    slot = lay(donor, "KZ", "EU", "digital", amount=0.3, cost=0.3)
    assert asked_amount(donor, slot, noise=-0.5) < asked_amount(donor, slot) < asked_amount(donor, slot, noise=0.5)


def test_a_host_asks_for_no_more_than_the_power_has(donor):
    slot = lay(donor, "KZ", "EU", "digital", amount=0.6, cost=0.6)
    rich = asked_amount(donor, slot)
    donor.world.cash[donor.power("EU")] = 0.4
    assert 0.6 < asked_amount(donor, slot) < min(rich, 1.0)
    donor.world.cash[donor.power("EU")] = 0.0
    assert asked_amount(donor, slot) is None


def test_nobody_haggles_over_a_joint_offer(donor):
    slot = lay(donor, "KZ", "EU", "digital", amount=0.6, cost=0.6)
    assert asked_amount(donor, slot) is not None
    donor.world.table.joint[slot] = True
    assert asked_amount(donor, slot) is None


def test_a_counter_under_a_threat_that_is_left_counts_as_defiance(countered):
    found, (slot, _) = countered
    found.world.table.threat[slot] = True
    orders = Orders.empty(found.world.table.made.shape)
    said = settle(found.setting, found.world, orders, found.outside)
    assert said.defied[slot[0], slot[1]]


def test_nobody_asks_for_more_money_where_the_host_pays(opening):
    opening.setting.unit_cost[:] = 0.0
    for power in opening.setting.powers:
        lay(opening, "UZ", power, "energy", amount=0.5)
    assert not weighed(opening)[2].better.any()


@pytest.mark.parametrize("clause", ["sanctions", "governance", "recognition"])
def test_a_host_asks_to_drop_the_clause_that_hurts_it_and_matters_little_to_the_power(baseline, clause):
    dear = {"parameters.conditions.governance_weight": 6.0, "parameters.conditions.recognition_weight": 6.0}
    worth = {f"powers.EU.clause_worth.{name}": 0.001 for name in ("sanctions", "governance", "recognition")}
    found = scene(baseline, dear, worth)
    slot = lay(found, "TJ", "EU", "energy", amount=0.2, cost=0.02, **{clause: 1.0})
    # No money to be had: the power could not give a cent more than the clause is worth to it.
    found.setting.unit_cost[:] = 0.0
    valuation, _, seen = weighed(found)
    assert seen.better[slot]
    assert CLAUSES[seen.counters.dropped[slot] - 1] == clause
    assert seen.counters.amount[slot] == found.world.table.amount[slot]
    assert seen.value[slot] > valuation.value[0]


def test_a_clause_that_the_power_would_rather_lose_the_deal_for_is_not_touched(baseline):
    found = scene(baseline, {"powers.EU.clause_worth.governance": 50.0})
    slot = lay(found, "TJ", "EU", "energy", amount=0.2, cost=5.0, governance=1.0)
    assert not weighed(found)[2].counters.dropped[slot]


# What the power answers


@pytest.fixture
def countered(opening):
    """Return a world in which Kazakhstan has asked the EU for more in two sectors, and their slots."""
    table = opening.world.table
    slots = []
    for sector, extra in (("digital", 0.2), ("energy", 0.3)):
        slot = lay(opening, "KZ", "EU", sector, amount=1.0, cost=0.3)
        table.countered[slot], table.extra[slot] = True, extra
        slots.append(slot)
    return opening, slots


def taken(found, cash, net, chance=0.5):
    """Return which counters the EU takes: the marked slots."""
    _, worth, _ = weighed(found)
    worth = replace(worth, signed=worth.cost + np.asarray(net, dtype=float))
    draws = np.full(found.world.table.made.shape, chance)
    got = take(found.setting, found.world, worth, found.power("EU"), cash=np.array([cash]), chance=draws)
    marks = np.zeros(found.world.table.made.shape, dtype=bool)
    got.write(marks, True)
    return marks


def test_a_power_takes_what_it_gains_by_and_leaves_what_costs_it(countered):
    found, (digital, energy) = countered
    by_slot = [1.0, -1.0] if digital < energy else [-1.0, 1.0]
    marks = taken(found, 9.0, by_slot)
    assert (marks[digital], marks[energy]) == (True, False)
    # Even a loss is taken now and then, with the chance of the logit: one of logistic(-1) at a loss of tau.
    assert taken(found, 9.0, [-0.03, -0.03], chance=0.26).sum() == 2
    assert taken(found, 9.0, [-0.03, -0.03], chance=0.28).sum() == 0


def test_a_power_that_cannot_add_to_both_takes_the_one_that_it_gains_most_by(countered):
    found, (digital, energy) = countered
    for best in (digital, energy):
        by_slot = [2.0 if slot == best else 1.0 for slot in sorted((digital, energy))]
        marks = taken(found, 0.35, by_slot)
        assert marks[best]
        assert marks.sum() == 1
    assert taken(found, 0.5, [1.0, 1.0]).sum() == 2
    assert taken(found, 0.1, [1.0, 1.0]).sum() == 0


def test_a_power_takes_no_more_than_its_attention_allows(countered):
    found, _ = countered
    tired = scene_like(found, {"powers.EU.attention": 1})
    assert taken(tired, 9.0, [1.0, 1.0]).sum() == 1


def test_a_power_takes_no_counter_into_a_sector_that_another_has_locked(countered):
    found, (digital, energy) = countered
    found.world.lock_holder[digital[0], digital[2]] = found.power("CN")
    found.world.lock_left[digital[0], digital[2]] = 4
    marks = taken(found, 9.0, [1.0, 1.0])
    assert (marks[digital], marks[energy]) == (False, True)


# What is settled


def test_a_counter_changes_the_terms_on_the_table_and_marks_them(opening):
    more = lay(opening, "KG", "EU", "energy", amount=1.0, cost=0.3, governance=0.5)
    less = lay(opening, "KG", "CN", "energy", amount=2.0, cost=0.6, exclusive=True, collateral=True)
    orders = Orders.empty(opening.world.table.made.shape)
    orders.answers[more] = orders.answers[less] = Answer.COUNTER
    orders.counters.amount[more], orders.counters.amount[less] = 1.5, 2.0
    orders.counters.dropped[less] = 1 + CLAUSES.index("exclusive")
    pipeline = opening.world.pipeline.copy()
    said = settle(opening.setting, opening.world, orders, opening.outside)
    table = opening.world.table
    unit_cost = opening.setting.unit_cost[opening.power("EU"), opening.sector("energy"), 0]
    assert table.waiting.sum() == said.countered.sum() == 2
    assert (table.amount[more], table.governance[more], table.cost[more]) == (1.5, 0.5, 0.3)
    assert table.extra[more] == pytest.approx(0.5 * unit_cost)
    assert (table.amount[less], table.extra[less]) == (2.0, 0.0)
    assert not table.exclusive[less]
    assert table.collateral[less]
    assert not said.signed.any()
    assert np.array_equal(opening.world.pipeline, pipeline)


@pytest.mark.parametrize("outcome", ["taken", "declined", "lapsed"])
def test_a_counter_is_signed_or_left_or_lapses_and_the_cash_follows(countered, outcome):
    found, (slot, _) = countered
    world, p = found.world, found.power("EU")
    world.cash[p], before = 1.0, world.pipeline[slot]
    orders = Orders.empty(world.table.made.shape)
    orders.taken[slot] = outcome != "declined"
    if outcome == "lapsed":
        world.lock_holder[slot[0], slot[2]], world.lock_left[slot[0], slot[2]] = found.power("CN"), 4
    said = settle(found.setting, world, orders, found.outside)
    assert getattr(said, outcome)[slot]
    assert said.signed[slot] == (outcome == "taken")
    assert world.pipeline[slot] - before == (1.0 if outcome == "taken" else 0.0)
    assert said.reserved[p, 0] == pytest.approx(0.2 if outcome == "taken" else 0.0)
    # The other counter is left, so that what was reserved for it comes back.
    assert said.released[p, 0] == pytest.approx(0.3 if outcome == "taken" else 0.6)
    assert world.cash[p, 0] == pytest.approx(1.0 + said.accrued[p, 0] - said.reserved[p, 0] + said.released[p, 0])
    assert not world.table.made[slot]
    assert world.attention[slot[0], p, 0] == (1.0 if outcome == "taken" else 0.0)


# Whatever the scenario


@FEW
@given(scenarios(), seeds, lengths)
def test_hosts_ask_for_what_is_not_offered_and_once(scenario, seed, length):
    limit = scenario.parameters.bargaining.limit
    for passed in witnessed(Region(scenario, runs=3, seed=seed), length):
        table, orders, said = passed.deciding.table, passed.orders, passed.settlement
        countered = orders.answers == Answer.COUNTER
        dropped = countered & (orders.counters.dropped > 0)
        asked, offered = orders.counters.amount, table.amount
        assert (asked[dropped] == offered[dropped]).all()
        more = countered & ~dropped
        assert (asked[more] > offered[more]).all()
        assert (asked[more] <= limit * offered[more] * (1.0 + 1e-12)).all()
        for code, clause in enumerate(CLAUSES, start=1):
            assert (getattr(table, clause)[orders.counters.dropped * countered == code] > 0).all()
        # A counter is the power's to answer, and nobody else's; it is off the table then.
        assert (orders.answers[table.waiting] == Answer.NONE).all()
        assert not (orders.taken & ~table.waiting).any()
        assert not (said.taken & said.declined).any()
        assert np.array_equal(said.taken | said.declined | (said.lapsed & table.waiting), table.waiting)
        assert np.array_equal(passed.settled.table.waiting, said.countered)
        assert not (said.refused & table.waiting).any()


@FEW
@given(scenarios(), seeds, lengths)
def test_without_bargaining_nobody_asks_and_its_parameters_change_nothing(scenario, seed, length):
    silent = changed(scenario, SILENT)
    other = changed(silent, {"parameters.bargaining": {"host_patience": 0.5, "limit": 3.0, "least_step": 0.5}})
    one, two = (lived(world, length, runs=2, seed=seed) for world in (silent, other))
    assert not one.history["counters"].any()
    for name in one.history:
        assert np.array_equal(one.history[name], two.history[name]), name


def test_bargaining_leaves_the_chances_of_the_world_as_they_were(baseline):
    usual, silent = lived(baseline, 20, runs=3), lived(changed(baseline, SILENT), 20, runs=3)
    assert np.array_equal(usual.history["commodity_price"], silent.history["commodity_price"])
    assert np.array_equal(usual.world.currency, silent.world.currency)
    assert not np.array_equal(usual.history["signed"], silent.history["signed"])


def test_hosts_that_bargain_get_more_of_the_surplus(baseline):
    def part(scenario):
        history = lived(scenario, 20, runs=40).history
        ours, theirs = (history[name].sum() for name in ("host_surplus", "power_surplus"))
        return ours / (ours + theirs)

    assert part(baseline) > part(changed(baseline, SILENT)) + 0.05


def test_a_lone_donor_that_is_never_asked_pays_what_it_offers_and_one_that_is_asked_pays_more(baseline):
    alone = {f"powers.{power}.offers": 0 for power in ("US", "CN", "RU")}
    silent, usual = (lived(changed(baseline, CALM, alone, change), 16, runs=20) for change in (SILENT, {}))

    def mean_amount(region):
        return region.history["signed"].sum() / region.history["acceptances"].sum()

    assert mean_amount(usual) > 1.1 * mean_amount(silent)


def test_countered_offers_are_for_the_powers_with_something_to_give(baseline):
    """A purchase is never countered for money: the host would be asking to pay more."""
    region = lived(changed(baseline, {"powers.US.instruments.*": Instrument.PURCHASE}), 20, runs=20, journal=True)
    asked = [entry for entry in region.decisions if entry.decision == "countered" and entry.power == "US"]
    assert all(entry.counter.dropped for entry in asked)
    assert any(entry.power != "US" for entry in region.decisions if entry.decision == "countered")


def test_slots_of_counters_keep_their_runs_apart(baseline):
    found = scene(baseline, LONE_DONOR, KEEN, runs=3)
    slot = found.host("KZ"), found.power("EU"), found.sector("digital"), 1
    found.world.table.made[slot], found.world.table.amount[slot], found.world.table.cost[slot] = True, 0.3, 0.3
    seen = weighed(found)[2]
    assert Slots.where(seen.better).run.tolist() == [1]

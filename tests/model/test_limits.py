"""Do actors keep within what they have: attention, cash, offers, open slots, signatures and locks?"""

from __future__ import annotations

import numpy as np
from hypothesis import given

from simulator.model import Region
from simulator.model.arithmetic import total
from simulator.model.deals.settlement import locked_out
from simulator.model.offers import Answer

from .scenes import changed, lived
from .strategies import FEW, lengths, scenarios, seeds
from .witness import witnessed


@FEW
@given(scenarios(), seeds, lengths)
def test_no_power_uses_more_attention_than_it_holds(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    held = np.array([[power.attention] for power in scenario.powers])
    costs = region.setting.element_attention
    for passed in witnessed(region, length):
        made = passed.orders.proposals
        joint = made.made & made.joint
        alone = scenario.parameters.bidding.offer_attention
        parts = scenario.parameters.summits.attention * alone / np.maximum(joint.sum((0, 2)), 1)
        used = (
            costs[made.element] + np.where(joint, parts[None, :, None], alone)
        ) * made.made + alone * passed.settlement.taken
        assert (total(total(used, 2), 0) <= held * (1 + 1e-12)).all()
        np.testing.assert_allclose(passed.settled.attention, total(used, 2), rtol=1e-12)


@FEW
@given(scenarios(), seeds, lengths)
def test_no_power_offers_more_often_or_for_more_money_than_it_can(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    most = np.array([[power.offers] for power in scenario.powers])
    for passed in witnessed(region, length):
        made = passed.orders.proposals
        joint = made.made & made.joint
        assert ((made.made & ~joint).sum((0, 2)) + joint.any((0, 2)) <= most).all()
        added = passed.deciding.table.extra * passed.settlement.taken
        assert (total(total(made.cost * made.made + added, 2), 0) <= passed.start.cash * (1.0 + 1e-12)).all()


@FEW
@given(scenarios(), seeds, lengths)
def test_no_power_offers_where_its_offer_lies_already_or_a_rival_holds_the_sector(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    for passed in witnessed(region, length):
        made = passed.orders.proposals.made
        assert not (made & passed.start.table.made).any()
        assert not (made & locked_out(region.setting, passed.start)).any()


@FEW
@given(scenarios(), seeds, lengths)
def test_while_a_power_holds_a_sector_nobody_else_signs_there(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    powers = np.arange(len(scenario.powers))[:, None, None]
    for passed in witnessed(region, length):
        holder, signed = passed.start.lock_holder[:, None], passed.settlement.signed
        assert not (signed & (holder >= 0) & (holder != powers)).any()
        # A new lock belongs to the only one who signed in the sector.
        locking = signed & passed.deciding.table.exclusive
        sole = signed.sum(1)[locking.any(1)]
        assert (sole == 1).all()
        assert (passed.settled.lock_holder[locking.any(1)] == locking.argmax(1)[locking.any(1)]).all()
        assert ((passed.end.lock_holder >= 0) == (passed.end.lock_left > 0)).all()


@FEW
@given(scenarios(), seeds, lengths)
def test_a_host_signs_no_more_deals_a_quarter_than_it_can(scenario, seed, length):
    for passed in witnessed(Region(scenario, runs=3, seed=seed), length):
        said, waiting = passed.settlement, passed.deciding.table.waiting
        # What waits for a counter in its sector is held for another reason.
        held = ((passed.orders.answers == Answer.HOLD) & ~waiting.any(1, keepdims=True)).any((1, 2))
        most = scenario.parameters.choice.signatures
        busy = (said.signed & ~said.taken | said.countered | waiting).sum((1, 2))
        assert (busy <= most).all()
        assert (said.signed.sum((1, 2)) <= most).all()
        assert (busy[held] == most).all()


@FEW
@given(scenarios(), seeds, lengths)
def test_every_offer_on_the_table_meets_one_fate_and_none_lies_too_long(scenario, seed, length):
    for passed in witnessed(Region(scenario, runs=3, seed=seed), length):
        said, answered = passed.settlement, passed.deciding.table.made
        fates = np.stack([said.signed, said.refused, said.held, said.lapsed, said.countered, said.declined])
        assert np.array_equal(fates.sum(0), answered)
        table = passed.settled.table
        assert np.array_equal(table.made, said.held | said.countered | said.offered)
        assert (table.age[table.open] < scenario.parameters.offers.lapse).all()
        assert (table.age[table.made] <= scenario.parameters.offers.lapse).all()


def test_a_rich_power_in_a_generous_mood_uses_all_offers_that_it_can_make(baseline):
    """The limits are reached, so that the properties above can fail."""
    eager = {"powers.CN.budget": 500.0, "powers.CN.attention": 100, "powers.CN.offers": 7}
    region = lived(changed(baseline, eager), 1)
    assert region.orders.proposals.made[:, region.setting.powers.index("CN")].sum() == 7


def test_locks_are_signed_and_keep_rivals_out_of_the_baseline_when_powers_want_them(baseline):
    keen = {"powers.*.asks.exclusive": ("minerals",), "powers.*.clause_worth.exclusive": 5.0}
    region = Region(changed(baseline, keen, {"parameters.lock.option_value": 0.0}), runs=20, seed=2)
    minerals = region.setting.sectors.index("minerals")
    locked = 0
    for passed in witnessed(region, 20):
        locked += (passed.start.lock_holder[:, minerals] >= 0).sum()
    assert locked > 0

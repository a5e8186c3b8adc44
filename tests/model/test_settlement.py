"""What do signatures change: reserved money, ties, clauses, locks and purchases?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model.deals.settlement import locked_out, settle
from simulator.model.offers import Answer, Orders

from .scenes import Scene, scene


def lay(found: Scene, host, power, sector, amount=1.0, element=None, cost=0.0, **clauses):
    """Put an offer on the table, and return its slot."""
    slot = found.host(host), found.power(power), found.sector(sector), 0
    table = found.world.table
    table.made[slot], table.amount[slot], table.cost[slot] = True, amount, cost
    table.element[slot] = found.element(element)
    table.age[slot] = 0
    for name, level in clauses.items():
        getattr(table, name)[slot] = level
    return slot


def settled(found: Scene, answers=(), proposals=()):
    """Settle a quarter with answers by slot, and with new offers: slot, amount, cost and element."""
    orders = Orders.empty(found.world.table.made.shape)
    for slot, answer in dict(answers).items():
        orders.answers[slot] = answer
    for slot, amount, cost, element in proposals:
        orders.proposals.made[slot], orders.proposals.amount[slot] = True, amount
        orders.proposals.cost[slot], orders.proposals.element[slot] = cost, element
    return settle(found.setting, found.world, orders, found.outside)


def test_signing_puts_the_amount_into_the_pipeline_at_the_pace_of_the_sector(opening):
    slot = lay(opening, "KG", "CN", "energy", amount=2.0)
    pipeline, pace = opening.world.pipeline[slot], opening.world.pace[slot]
    settled(opening, {slot: Answer.SIGN})
    assert opening.world.pipeline[slot] == pipeline + 2.0
    assert opening.world.pace[slot] == pytest.approx(pace + 2.0 / 10)
    assert not opening.world.table.made[slot]


@pytest.mark.parametrize(("answer", "back"), [(Answer.SIGN, 0.0), (Answer.REFUSE, 0.2), (Answer.HOLD, 0.0)])
def test_reserved_money_comes_back_when_an_offer_is_refused_and_only_then(opening, answer, back):
    slot, p = lay(opening, "KG", "EU", "energy", cost=0.2), opening.power("EU")
    opening.world.cash[p] = 1.0
    said = settled(opening, {slot: answer})
    assert said.released[p, 0] == back
    assert opening.world.cash[p, 0] == pytest.approx(1.0 + 2.0 / 4 + back)


def test_a_held_offer_lies_for_the_quarters_agreed_and_then_lapses_and_frees_its_money(opening):
    slot, p = lay(opening, "KG", "EU", "energy", cost=0.2), opening.power("EU")
    for _ in range(opening.setting.parameters.offers.lapse - 1):
        said = settled(opening, {slot: Answer.HOLD})
        assert said.held[slot]
        assert opening.world.table.made[slot]
        assert said.released[p, 0] == 0.0
    said = settled(opening, {slot: Answer.HOLD})
    assert said.lapsed[slot]
    assert not opening.world.table.made[slot]
    assert said.released[p, 0] == 0.2


def test_a_new_offer_sets_money_and_attention_aside_and_starts_young(opening):
    slot, p = (0, opening.power("RU"), 1, 0), opening.power("RU")
    opening.world.table.age[slot] = 2
    opening.world.cash[p] = 1.0
    said = settled(opening, proposals=[(slot, 0.5, 0.3, opening.element("base"))])
    assert said.reserved[p, 0] == 0.3
    assert opening.world.attention[0, p, 0] == 1 + 2
    assert opening.world.table.age[slot] == 0
    assert opening.world.table.amount[slot] == 0.5


def test_a_purse_fills_a_quarter_at_a_time_and_no_further_than_a_year(opening):
    p = opening.power("CN")
    opening.world.cash[p] = 4.5
    settled(opening)
    assert opening.world.cash[p, 0] == 5.0
    opening.world.cash[p] = 0.0
    settled(opening)
    assert opening.world.cash[p, 0] == 1.25


def test_a_security_element_strengthens_the_tie_and_a_tie_without_upkeep_lapses(opening):
    h, p = opening.host("UZ"), opening.power("CN")
    before = opening.world.security_tie[h, p, 0]
    settled(opening, {lay(opening, "UZ", "CN", "energy", element="arms"): Answer.SIGN})
    signed = opening.world.security_tie[h, p, 0]
    assert signed == pytest.approx(before + 0.05)
    settled(opening)
    lapsed = opening.world.security_tie[h, p, 0]
    assert lapsed == pytest.approx(signed - 0.02 * (signed - before))
    settled(opening, {lay(opening, "UZ", "CN", "energy", element="arms"): Answer.REFUSE})
    assert opening.world.security_tie[h, p, 0] < lapsed


def test_no_tie_grows_beyond_an_alliance_however_much_is_signed(opening):
    h, p = opening.host("TJ"), opening.power("RU")
    opening.world.security_tie[h, p] = 0.95
    both = [lay(opening, "TJ", "RU", sector, element="alliance") for sector in ("energy", "transport")]
    settled(opening, dict.fromkeys(both, Answer.SIGN))
    assert opening.world.security_tie[h, p, 0] == 1.0


def test_a_sanctions_clause_moves_compliance_part_of_the_way_and_a_laxer_one_does_not(opening):
    h = opening.host("KG")
    opening.world.compliance[h] = opening.world.stance[h] = 0.2
    settled(opening, {lay(opening, "KG", "US", "minerals", sanctions=0.1): Answer.SIGN})
    assert opening.world.compliance[h, 0] == 0.2
    settled(opening, {lay(opening, "KG", "US", "minerals", sanctions=0.6): Answer.SIGN})
    assert opening.world.compliance[h, 0] == pytest.approx(0.4)
    settled(opening, {lay(opening, "KG", "US", "minerals", sanctions=1.0): Answer.REFUSE})
    assert opening.world.compliance[h, 0] == pytest.approx(0.39)


def test_of_several_clauses_signed_the_strictest_counts(opening):
    h = opening.host("KG")
    opening.world.compliance[h] = opening.world.stance[h] = 0.2
    both = [lay(opening, "KG", "US", "minerals", sanctions=0.6), lay(opening, "KG", "EU", "energy", sanctions=1.0)]
    settled(opening, dict.fromkeys(both, Answer.SIGN))
    assert opening.world.compliance[h, 0] == pytest.approx(0.2 + 0.5 * 0.8)


def test_a_lock_keeps_rivals_out_for_the_quarters_agreed_and_not_its_holder(opening):
    slot = lay(opening, "KZ", "CN", "minerals", exclusive=True)
    settled(opening, {slot: Answer.SIGN})
    h, cn, k = slot[:3]
    for _ in range(opening.setting.parameters.lock.quarters):
        locked = locked_out(opening.setting, opening.world)[:, :, :, 0]
        assert locked.sum() == len(opening.setting.powers) - 1
        assert locked[h, :, k].sum() == len(opening.setting.powers) - 1
        assert not locked[h, cn, k]
        settled(opening)
    assert not locked_out(opening.setting, opening.world).any()


def test_an_exclusive_offer_that_is_refused_locks_nothing(opening):
    settled(opening, {lay(opening, "KZ", "CN", "minerals", exclusive=True): Answer.REFUSE})
    assert not locked_out(opening.setting, opening.world).any()


def test_a_purchase_earns_goodwill_that_fades_and_other_deals_earn_none(opening):
    h, us, cn = opening.host("UZ"), opening.power("US"), opening.power("CN")
    standard = opening.standing.standard[h, 0]
    slots = [lay(opening, "UZ", power, "transport", amount=standard) for power in ("US", "CN")]
    settled(opening, dict.fromkeys(slots, Answer.SIGN))
    assert opening.world.goodwill[h, us, 0] == pytest.approx(0.02)
    assert not opening.world.goodwill[h, cn].any()
    settled(opening)
    assert opening.world.goodwill[h, us, 0] == pytest.approx(0.02 * 0.7)


def test_goodwill_makes_the_next_offer_of_the_same_power_more_welcome(opening):
    before = opening.worth("UZ", "US", "energy")["relation"][0]
    opening.world.goodwill[opening.host("UZ"), opening.power("US")] = 0.1
    assert opening.worth("UZ", "US", "energy")["relation"][0] > before


def test_runs_are_settled_apart(baseline):
    found = scene(baseline, runs=3)
    slot = lay(found, "KG", "CN", "energy", amount=2.0)
    before = found.world.pipeline.copy()
    settled(found, {slot: Answer.SIGN})
    assert np.array_equal(found.world.pipeline[..., 1:], before[..., 1:])
    assert not np.array_equal(found.world.pipeline[..., 0], before[..., 0])

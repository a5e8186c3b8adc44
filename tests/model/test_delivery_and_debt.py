"""Does what was signed arrive, do hosts learn from it, and what becomes of their debts?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model.deals.settlement import settle
from simulator.model.offers import Answer, Orders
from simulator.model.rules.debt import serve
from simulator.model.rules.delivery import deliver
from simulator.model.rules.economy import move_investment, move_reserves, move_trade
from simulator.model.streams import Stream

from .scenes import ALOOF, CALM, changed, lived, scene

RELIABLE = {"powers.*.delivery": 1.0}


def signed(baseline, host, power, sector, amount, *changes):
    """Set a scene in which this deal is all that was signed; return it and the deal's slot."""
    only = {"hosts.*.dyads.*.signed": {}}, {f"hosts.{host}.dyads.{power}.signed.{sector}": amount}
    found = scene(baseline, *only, *changes)
    return found, (found.host(host), found.power(power), found.sector(sector), 0)


@pytest.mark.parametrize(("sector", "quarters"), [("digital", 4), ("manufacturing", 6), ("transport", 12)])
def test_a_deal_is_paid_out_in_equal_parts_over_the_quarters_of_its_sector(baseline, sector, quarters):
    found, slot = signed(baseline, "UZ", "CN", sector, 6.0, RELIABLE)
    for left in range(quarters, 0, -1):
        assert found.world.pipeline[slot] == pytest.approx(6.0 * left / quarters)
        delivery = deliver(found.setting, found.world, found.still)
        assert delivery.disbursed[slot] == pytest.approx(6.0 / quarters)
        assert delivery.disbursed.sum() == delivery.disbursed[slot]
    assert found.world.pipeline[slot] == pytest.approx(0.0, abs=1e-12)
    deliver(found.setting, found.world, found.still)
    assert not deliver(found.setting, found.world, found.still).disbursed.any()


def test_a_stroke_of_bad_luck_cancels_what_is_left_and_costs_the_power_its_reputation(baseline):
    opening, slot = signed(baseline, "UZ", "US", "energy", 6.0)
    belief = opening.standing.belief[slot[:2]][0]
    paid = deliver(opening.setting, opening.world, opening.still)
    assert paid.disbursed[slot] == pytest.approx(0.6)
    kept = opening.standing.belief[slot[:2]][0]
    opening.still.set(Stream.DELIVERY, 0.0)
    broken = deliver(opening.setting, opening.world, opening.still)
    assert broken.cancelled[slot] == pytest.approx(5.4)
    assert not broken.disbursed.any()
    assert not opening.world.pipeline.any()
    assert opening.standing.belief[slot[:2]][0] < belief < kept


@pytest.mark.parametrize("sector", ["digital", "energy", "transport"])
def test_in_every_sector_a_power_delivers_the_share_that_its_profile_says(baseline, sector):
    only = {"hosts.*.dyads.*.signed": {}}, {f"hosts.*.dyads.*.signed.{sector}": 2.0}
    region = lived(changed(baseline, ALOOF, {"powers.*.delivery": 0.6}, *only), 14, runs=200)
    assert (region.world.pipeline < 1e-9).all()
    paid, lost = (region.history[name].sum((0, 1, 2)) / 40.0 for name in ("disbursed", "cancelled"))
    np.testing.assert_allclose(paid + lost, 1.0)
    assert paid.mean() == pytest.approx(0.6, abs=0.03)


def test_deals_that_overlap_in_a_sector_are_each_paid_in_equal_parts(baseline):
    found, slot = signed(baseline, "UZ", "CN", "digital", 4.0, RELIABLE)
    paid = []
    for quarter in range(8):
        orders = Orders.empty(found.world.table.made.shape)
        if quarter == 2:
            found.world.table.made[slot], found.world.table.amount[slot] = True, 8.0
            orders.answers[slot] = Answer.SIGN
        settle(found.setting, found.world, orders, found.outside)
        paid.append(deliver(found.setting, found.world, found.still).disbursed[slot])
    np.testing.assert_allclose(paid, [1.0, 1.0, 3.0, 3.0, 2.0, 2.0, 0.0, 0.0], atol=1e-12)


def test_experience_is_forgotten_beyond_a_weight_so_beliefs_can_always_change(baseline):
    found, slot = signed(baseline, "UZ", "CN", "energy", 1e4, RELIABLE)
    deliver(found.setting, found.world, found.still)
    weight = (found.world.delivered + found.world.failed)[slot[:2]][0]
    assert weight == pytest.approx(found.setting.parameters.capital.belief_cap)


def test_loans_become_debt_equity_becomes_investment_and_both_bring_trade(baseline):
    for sector, is_loan in (("energy", True), ("manufacturing", False)):
        found, (h, cn, _, _) = signed(baseline, "UZ", "CN", sector, 6.0, RELIABLE, CALM)
        debt, fdi, trade = (getattr(found.world, name)[h, cn, 0] for name in ("debt", "fdi", "trade"))
        delivery = deliver(found.setting, found.world, found.still)
        service = serve(found.setting, found.world, delivery, found.still)
        move_investment(found.setting, found.world, delivery)
        ways, rest = found.ways, found.hardship
        move_trade(
            found.setting, found.world, found.outside, delivery, rest, ways, 1, found.still, reach_before=ways.reach
        )
        paid = delivery.money[h, cn, 0]
        lent = found.world.debt[h, cn, 0] - debt + service.principal[h, cn, 0]
        invested = found.world.fdi[h, cn, 0] - fdi * (1.0 + 0.03 / 4)
        assert lent == pytest.approx(paid * is_loan, abs=1e-12)
        assert invested == pytest.approx(paid * (not is_loan), abs=1e-12)
        assert found.world.trade[h, cn, 0] > trade + 0.1 * paid


def test_a_purchase_draws_on_the_reserves_and_brings_trade_while_a_grant_fills_them(baseline):
    found, (h, us, _, _) = signed(baseline, "UZ", "US", "transport", 12.0, RELIABLE, CALM)
    bought = deliver(found.setting, found.world, found.still)
    assert bought.cash[h, 0] == pytest.approx(-0.15 * 1.0)
    assert bought.lent[h, us, 0] == pytest.approx(0.85 * 1.0)
    assert bought.created[h, us, 0] == pytest.approx(0.5 * 1.0)
    found, (_, eu, _, _) = signed(baseline, "UZ", "EU", "digital", 4.0, RELIABLE, CALM)
    given = deliver(found.setting, found.world, found.still)
    assert given.cash[h, 0] == pytest.approx(1.0)
    assert not given.lent[h, eu].any()
    reserves = {}
    for name, delivery in (("bought", bought), ("given", given)):
        world = scene(baseline, RELIABLE, CALM)
        service = serve(world.setting, world.world, delivery, world.still)
        move_reserves(world.setting, world.world, world.outside, delivery, service, world.hardship)
        reserves[name] = world.world.reserves[h, 0]
    assert reserves["given"] - reserves["bought"] == pytest.approx(1.15, abs=1e-9)


def test_arrears_come_only_when_reserves_are_gone_and_sooner_where_debt_is_high(opening):
    h = opening.host("KG")
    opening.still.set(Stream.DEBT, 0.03)
    nothing = opening.delivery()

    def falls(reserves, debt_ratio):
        opening.world.arrears[:] = False
        opening.world.reserves[h] = reserves
        opening.world.debt_other[h] = debt_ratio * opening.world.gdp[h]
        serve(opening.setting, opening.world, nothing, opening.still)
        return bool(opening.world.arrears[h, 0])

    assert falls(0.0, 0.9)
    assert not falls(0.0, 0.05)
    assert not falls(50.0, 0.9)


def test_a_workout_ends_arrears_and_cuts_every_debt(opening):
    h = opening.host("KG")
    world = opening.world
    world.arrears[h] = True
    debt, other = world.debt.copy(), world.debt_other.copy()
    opening.still.set(Stream.DEBT, np.array([[0.999], [0.0]])[:, :, None])
    service = serve(opening.setting, world, opening.delivery(), opening.still)
    assert service.settled[h, 0]
    assert not world.arrears.any()
    cut, haircut = service.haircut[h, :, 0], opening.setting.parameters.debt.haircut
    np.testing.assert_allclose(cut, haircut * (debt - service.principal)[h, :, 0])
    assert (world.debt_other - service.borrowed)[h, 0] < 0.91 * other[h, 0]
    assert not service.haircut[[g for g in range(5) if g != h]].any()


def test_a_host_in_arrears_stays_there_until_a_workout(opening):
    h = opening.host("KG")
    opening.world.arrears[h] = True
    debt = opening.world.debt[h].copy()
    service = serve(opening.setting, opening.world, opening.delivery(), opening.still)
    assert opening.world.arrears[h, 0]
    assert np.array_equal(opening.world.debt[h], debt)
    assert service.paid[h, 0] == service.borrowed[h, 0] == 0.0


def test_service_is_principal_and_interest_on_every_debt(opening):
    h = opening.host("TJ")
    figures, free, world = opening.setting.figures, opening.setting.parameters.debt, opening.world
    debt, other = world.debt[h, :, 0].copy(), world.debt_other[h, 0]
    service = serve(opening.setting, world, opening.delivery(), opening.still)
    due = (debt * (figures.rate[:, 0] + 1.0 / figures.maturity[:, 0])).sum() * 0.25
    due += other * (free.other_rate + 1.0 / free.other_maturity) * 0.25
    assert service.paid[h, 0] == pytest.approx(due)


def test_others_lend_what_keeps_their_debt_at_its_share_of_an_economy_that_grows_on_trend(baseline):
    steady = {f"hosts.{host.id}.investment": 0.0 for host in baseline.hosts}
    steady |= {"hosts.*.dyads": {}, "hosts.*.water_stress": 0.0, "hosts.*.reserves": 100.0}
    region = lived(changed(baseline, ALOOF, CALM, steady), 40)
    start = region.setting.figures.debt_other / region.setting.figures.gdp
    np.testing.assert_allclose(region.world.debt_other / region.world.gdp, start, rtol=0.02)

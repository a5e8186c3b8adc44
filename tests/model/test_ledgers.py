"""Do money and debt add up, whatever the scenario, the seed and the length?"""

from __future__ import annotations

import numpy as np
from hypothesis import given

from simulator.model import Region
from simulator.model.arithmetic import DT, total

from .strategies import FEW, lengths, scenarios, seeds
from .witness import witnessed


def same(one, other, scale=0.0):
    """Say whether amounts are equal to 1e-9, relative to the larger of them and of a scale."""
    size = np.maximum(np.maximum(np.abs(one), np.abs(other)), scale)
    return bool((np.abs(one - other) <= 1e-9 * size + 1e-15).all())


@FEW
@given(scenarios(), seeds, lengths)
def test_a_powers_cash_is_what_it_had_and_accrued_and_got_back_less_what_it_reserved(scenario, seed, length):
    for passed in witnessed(Region(scenario, runs=3, seed=seed), length):
        before, said = passed.start.cash, passed.settlement
        assert same(passed.end.cash, before + said.accrued - said.reserved + said.released, scale=before)
        assert (passed.end.cash >= 0.0).all()


@FEW
@given(scenarios(), seeds, lengths)
def test_money_is_reserved_for_every_offer_on_the_table_and_for_no_other(scenario, seed, length):
    on_table = 0.0
    for passed in witnessed(Region(scenario, runs=3, seed=seed), length):
        said, answered = passed.settlement, passed.deciding.table
        spent = total(total((answered.cost + answered.extra * said.taken) * said.signed, 2), 0)
        on_table = on_table + said.reserved - said.released - spent
        table = passed.settled.table
        assert same(on_table, total(total(table.cost * table.made, 2), 0), scale=passed.start.cash + said.reserved)
        assert (said.reserved <= passed.start.cash * (1 + 1e-12)).all()


@FEW
@given(scenarios(), seeds, lengths)
def test_a_budget_brings_a_quarters_worth_and_fills_no_purse_beyond_a_years(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    for passed in witnessed(region, length):
        budget, accrued = region.outside.budget, passed.settlement.accrued
        assert (accrued >= 0.0).all()
        assert (accrued <= budget * DT).all()
        full = passed.end.cash[accrued > 0.0]
        assert (full <= np.broadcast_to(budget, accrued.shape)[accrued > 0.0] * (1.0 + 1e-9)).all()


@FEW
@given(scenarios(), seeds, lengths)
def test_every_pipeline_is_what_it_was_and_what_was_signed_less_what_left_it(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    at_start = region.world.pipeline.copy()
    signed = disbursed = cancelled = np.zeros_like(at_start)
    for passed in witnessed(region, length):
        said, paid = passed.settlement, passed.delivery
        lost = paid.cancelled + passed.surrendered
        expected = passed.start.pipeline + said.amount - paid.disbursed - lost
        assert same(passed.end.pipeline, expected, scale=passed.start.pipeline + said.amount)
        assert (passed.end.pipeline >= 0.0).all()
        signed, disbursed, cancelled = signed + said.amount, disbursed + paid.disbursed, cancelled + lost
    left = region.world.pipeline
    assert same(at_start + signed, disbursed + cancelled + left)


@FEW
@given(scenarios(), seeds, lengths)
def test_the_record_holds_the_same_flows_as_the_ledgers(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    history = region.history
    for passed in witnessed(region, length):
        assert np.array_equal(history.latest("signed"), total(passed.settlement.amount, 2))
        assert np.array_equal(history.latest("disbursed"), total(passed.delivery.disbursed, 2))
        assert np.array_equal(
            history.latest("cancelled"), total(passed.delivery.cancelled, 2) + total(passed.surrendered, 2)
        )
        assert np.array_equal(history.latest("power_cash"), passed.end.cash)


@FEW
@given(scenarios(), seeds, lengths)
def test_debt_to_a_power_is_what_it_was_and_what_was_lent_less_what_was_repaid_or_written_off(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    for passed in witnessed(region, length):
        service, lent = passed.service, total(passed.delivery.disbursed * region.setting.debt_part, 2)
        expected = passed.start.debt + lent - service.principal - service.haircut
        assert same(passed.end.debt, expected, scale=passed.start.debt + lent)
        assert (service.principal >= 0.0).all()
        assert (service.haircut >= 0.0).all()


@FEW
@given(scenarios(), seeds, lengths)
def test_a_host_in_arrears_pays_nobody_and_borrows_from_nobody_else(scenario, seed, length):
    for passed in witnessed(Region(scenario, runs=3, seed=seed), length):
        broke = passed.end.arrears
        assert not passed.service.paid[broke].any()
        assert not passed.service.borrowed[broke].any()
        assert not passed.service.principal.swapaxes(1, 2)[broke].any()


@FEW
@given(scenarios(), seeds, lengths)
def test_service_and_the_cash_of_deals_pass_through_the_reserves(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    figures, free = region.setting.figures, scenario.parameters.reserves
    for passed in witnessed(region, length):
        world, before = passed.end, passed.start.reserves
        prices = figures.commodity_share * region.history.latest("commodity_price")
        account = (figures.current_account + free.commodity_effect * prices - passed.hardship.drag) * world.gdp
        remitted = total(world.remittances - figures.remittances, 1)
        policy = free.reversion * (figures.reserves_ratio * world.gdp - before)
        deals = passed.delivery.cash + passed.service.borrowed - passed.service.paid
        flow = DT * (account + remitted + policy) + deals
        assert same(world.reserves, np.maximum(before + flow, 0.0), scale=np.abs(flow) + before)

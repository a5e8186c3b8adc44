"""Does the journal explain the decisions that were taken, and do its chances and prices hold?"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from simulator.model import Region
from simulator.model.deals.price import even_amount
from simulator.model.deals.valuation import bids, shift, terms
from simulator.model.slots import Slots
from simulator.scenario import Instrument

from .scenes import changed, lived
from .strategies import FEW, lengths, scenarios, seeds

UNMOVED = {
    # What moves with the amount beside the money; debts stay out of it because all deals are equity.
    "parameters.autonomy.weight": 0.0,
    "parameters.domestic.weight": 0.0,
    "parameters.mechanisms.coercion": False,
}


@pytest.fixture(scope="module")
def explained(baseline):
    """Forty quarters of the baseline with every decision."""
    return lived(baseline, runs=12, seed=21, journal=True)


@FEW
@given(scenarios(), seeds, lengths)
def test_the_journal_tells_of_every_answer_and_of_nothing_else(scenario, seed, length):
    region = lived(scenario, length, runs=2, seed=seed, journal=True)
    for decision, metric in (("signed", "acceptances"), ("refused", "refusals"), ("countered", "counters")):
        told = sum(entry.decision == decision for entry in region.decisions)
        assert told == region.history[metric].sum()
    for entry in region.decisions:
        assert entry.decision in ("signed", "refused", "held", "countered", "declined", "lapsed")
        assert 0.0 <= entry.probability <= 1.0
        assert entry.margin == entry.value - entry.hurdle
        assert all(0.0 < level <= 1.0 for level in entry.clauses.values())
        assert not math.isnan(entry.price_to_flip)


@FEW
@given(scenarios(), seeds, lengths)
def test_no_price_to_flip_says_that_an_offer_below_the_hurdle_is_enough(scenario, seed, length):
    for entry in lived(scenario, length, seed=seed, journal=True).decisions:
        if entry.margin < -1e-9 * (1.0 + abs(entry.value)):
            assert entry.price_to_flip > 0.0
        if entry.margin > 1e-9 * (1.0 + abs(entry.value)):
            assert entry.price_to_flip <= 1e-6 * entry.amount or math.isinf(entry.price_to_flip)


def test_no_price_to_flip_says_that_a_purchase_below_the_hurdle_is_enough(baseline):
    """A purchase that drains empty reserves for goods of no use is worth less than nothing, whatever its size."""
    ruinous = {
        "powers.US.instruments.*": Instrument.PURCHASE,
        "powers.US.rate": 0.5,
        "powers.US.export_worth": 5.0,
        "powers.US.rent": 0.0,
        "powers.US.asks": {},
        "parameters.money.export_credit": 0.0,
        "parameters.money.reserve_value": 1.0,
        "parameters.offers.amounts": (2.0,),
        "sectors.*.spillover": 0.0,
        "hosts.*.reserves": 0.0,
        "hosts.*.hurdle": 0.0,
    }
    region = lived(changed(baseline, ruinous), 20, runs=5, journal=True)
    bad = [entry for entry in region.decisions if entry.terms["money"] < 0.0 and entry.margin < 0.0]
    assert any(entry.value - entry.terms["money"] > entry.hurdle for entry in bad)
    for entry in bad:
        assert entry.price_to_flip > 0.0
        assert "US$-" not in entry.sentence
        assert "enough" not in entry.sentence


def test_adding_the_price_to_flip_makes_an_offer_worth_its_hurdle(baseline):
    free = baseline.parameters
    region = lived(changed(baseline, UNMOVED, {"powers.*.instruments.*": Instrument.EQUITY}), 12, journal=True)
    tried = [entry for entry in region.decisions if 0.0 < entry.price_to_flip < math.inf]
    assert len(tried) > 20
    for entry in tried:
        concavity = free.money.concavity
        # The money term is concave in the amount: kap ln(1 + c A / kap).
        per_amount = concavity * math.expm1(entry.terms["money"] / concavity) / entry.amount
        more = concavity * math.log1p(per_amount * (entry.amount + entry.price_to_flip) / concavity)
        assert entry.value - entry.terms["money"] + more == pytest.approx(entry.hurdle, abs=1e-5)


def test_the_chances_told_are_the_chances_met(explained, baseline):
    """The share of offers that hosts want is the mean of their chances, in every band of chances."""
    decisions = [
        entry
        for entry in lived(baseline, 16, runs=100, seed=4, journal=True).decisions
        if not any("locked" in blocker or "counter-offer waits" in blocker for blocker in entry.blockers)
        and (entry.counter is None or entry.decision == "countered")
    ]
    chance = np.array([entry.probability for entry in decisions])
    wanted = np.array([entry.decision != "refused" for entry in decisions])
    assert len(explained.decisions) > 1000
    for low, high in ((0.0, 1.0), (0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.0)):
        band = (chance >= low) & (chance < high)
        error = math.sqrt((chance[band] * (1 - chance[band])).sum()) / band.sum()
        assert abs(wanted[band].mean() - chance[band].mean()) < 4 * error, (low, high)


def test_an_offer_into_a_locked_sector_has_no_chance_and_the_journal_says_who_holds_it(baseline):
    keen = {
        "powers.CN.asks.exclusive": ("minerals", "energy"),
        "powers.CN.clause_worth.exclusive": 5.0,
        "parameters.lock.option_value": 0.0,
        # Offers that wait on the table are overtaken by locks.
        "parameters.choice.signatures": 1,
        "parameters.choice.hurdle": 0.0,
    }
    region = lived(changed(baseline, keen), 30, runs=10, journal=True)
    locked = [entry for entry in region.decisions if any("locked to China" in blocker for blocker in entry.blockers)]
    assert locked
    for entry in locked:
        assert entry.power != "CN"
        assert entry.decision == "refused"
        assert entry.probability == 0.0
        assert entry.blockers[0] in entry.sentence


def test_a_held_offer_says_that_the_capital_has_signed_all_it_can(explained):
    held = [entry for entry in explained.decisions if entry.decision == "held"]
    assert held
    for entry in held:
        reasons = ("at most 3 deals a quarter", "a counter-offer waits for its answer")
        assert any(reason in blocker for blocker in entry.blockers for reason in reasons)


def test_the_journal_follows_a_counter_to_its_answer(explained):
    asked = {}
    told = {"signed": 0, "declined": 0, "clauses": 0}
    for entry in explained.decisions:
        deal = entry.run, entry.host, entry.power, entry.sector
        if entry.decision == "countered":
            asked[deal] = entry
            assert entry.counter.words in entry.sentence
        elif entry.counter:
            before = asked.pop(deal)
            assert entry.counter == before.counter
            assert entry.amount == entry.counter.amount
            assert entry.decision in ("signed", "declined")
            told[entry.decision] += 1
            if entry.counter.dropped:
                told["clauses"] += 1
                assert before.clauses.keys() - entry.clauses.keys() == {entry.counter.dropped}
            else:
                assert entry.amount > before.amount
                assert entry.clauses == before.clauses
    assert min(told.values()) > 3
    # What was asked for in the last quarter is still on its way.
    assert {entry.quarter for entry in asked.values()} <= {str(explained.quarter)}


def test_a_decision_names_its_actors_deal_quarter_and_reasons_in_a_line(explained, baseline):
    entry = next(entry for entry in explained.decisions if entry.decision == "refused" and entry.price_to_flip > 0.0)
    host = next(host for host in baseline.hosts if host.id == entry.host)
    power = next(power for power in baseline.powers if power.id == entry.power)
    worst = min(entry.terms, key=entry.terms.get)
    for words in (host.name, power.name, "refused", worst, f"US${entry.amount:.2f} bn", "hurdle"):
        assert words in entry.sentence
    assert entry.quarter in {str(quarter) for quarter in explained.history.quarters}
    assert entry.instrument == power.instruments[entry.sector].value


def test_runs_of_a_block_keep_their_numbers_in_the_journal(baseline):
    region = lived(baseline, 4, runs=range(7, 10), journal=True)
    assert {entry.run for entry in region.decisions} == {7, 8, 9}


def test_a_region_keeps_no_journal_unless_asked(baseline):
    assert Region(baseline).decisions == []


def test_a_price_is_the_least_that_turns_an_offer_and_none_means_that_nothing_larger_does(baseline):
    region = Region(baseline, runs=4, seed=5)
    short = found = 0
    for _ in range(16):
        region.step()
        # What lies on the table now is valued as it will be when the hosts answer, but for the shocks between.
        standing, table, setting = region.standing, region.world.table, region.setting
        slots = Slots.where(table.made)
        at = standing.of(slots)
        bid = bids(setting, at, table, slots)
        even = even_amount(setting, at, bid)

        def margin(amount, at=at, bid=bid, setting=setting):
            changed_bid = replace(bid, amount=amount, size=amount / at.standard)
            parts = terms(setting, at, changed_bid, shift(setting, at, changed_bid))
            return sum(parts.values()) - at.hurdle

        enough = margin(bid.amount) >= 0.0
        finite = np.isfinite(even) & (even > 0.0)
        np.testing.assert_allclose(margin(np.where(finite, even, bid.amount))[finite], 0.0, atol=1e-6)
        assert ((even > bid.amount) == ~enough).all()
        for multiple in np.geomspace(1.0, 300.0, 400):
            reached = margin(bid.amount * multiple) >= 0.0
            assert not (reached & ~enough & np.isinf(even)).any()
            assert not (reached & ~enough & finite & (bid.amount * multiple < even * (1 - 1e-9))).any()
        short += (~enough & np.isinf(even)).sum()
        found += (~enough & finite).sum()
    assert short > 3
    assert found > 50

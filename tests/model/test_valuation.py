"""Is an offer worth what its terms say, and does each term move as the mechanism behind it should?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import Region
from simulator.model.deals.bidding import net_worth
from simulator.model.deals.valuation import TERMS, Term, shift
from simulator.scenario import Instrument

from .scenes import changed, lived, scene
from .strategies import FEW, SOME, lengths, scenarios, seeds
from .witness import witnessed

NAMES = [str(term) for term in TERMS]


@FEW
@given(scenarios(), seeds, lengths)
def test_the_terms_of_every_offer_sum_to_its_value(scenario, seed, length):
    for passed in witnessed(Region(scenario, runs=3, seed=seed), length):
        valuation = passed.valuation
        assert valuation.terms.shape == (len(TERMS), passed.deciding.table.made.sum())
        size = np.abs(valuation.terms).sum(0)
        assert (np.abs(valuation.terms.sum(0) - valuation.value) <= 1e-9 * size).all()


@FEW
@given(scenarios(), seeds, lengths)
def test_the_terms_of_every_explained_decision_sum_to_its_value(scenario, seed, length):
    for decision in lived(scenario, length, seed=seed, journal=True).decisions:
        assert list(decision.terms) == NAMES
        size = sum(map(abs, decision.terms.values()))
        assert sum(decision.terms.values()) == pytest.approx(decision.value, rel=1e-9, abs=1e-9 * size)


@FEW
@given(scenarios(), st.data())
def test_a_power_values_a_candidate_as_the_host_would(scenario, data):
    """A menu is held in single precision, so it is held to a few digits."""
    found = scene(scenario)
    setting = found.setting
    power = data.draw(st.sampled_from(scenario.powers))
    candidates, style = found.menu(power.id)
    shape = np.broadcast_shapes(*(part.shape for part in candidates.parts.values()))
    axes = (setting.hosts, setting.sectors, (False, True), (False, True), style.multiples, (0,))
    for _ in range(10):
        place = tuple(data.draw(st.integers(0, length - 1)) if length > 1 else 0 for length in shape)
        host, sector, tied, full, multiple, _ = (names[at] for names, at in zip(axes, place, strict=True))
        element = candidates.element[place[0], 0] if tied else 0
        expected = found.worth(
            host,
            power.id,
            sector,
            multiple * found.standing.standard[place[0], 0],
            setting.elements[element - 1].id if element else None,
            sanctions=power.asks.sanctions * full,
            governance=power.asks.governance * full,
            recognition=power.asks.recognition * full,
            collateral=power.asks.collateral and full,
            exclusive=sector in power.asks.exclusive and full,
        )
        weight = found.standing.autonomy_weight[place[0], 0]
        for term, part in candidates.parts.items():
            said = np.broadcast_to(part, shape)[place]
            assert said == pytest.approx(expected[str(term)][0], rel=1e-3, abs=1e-5 * max(weight, 100.0)), term


@SOME
@given(
    st.lists(st.floats(0.001, 1.0), min_size=2, max_size=12),
    st.floats(0.0, 2.0),
    st.floats(0.0, 1.0),
)
def test_the_concentration_after_an_offer_in_closed_form_is_what_a_recount_gives(influences, gain, place):
    amounts = np.array(influences)
    p = min(int(place * len(amounts)), len(amounts) - 1)
    everyone, before = amounts.sum(), ((amounts / amounts.sum()) ** 2).sum()
    others = before * everyone**2 - amounts[p] ** 2
    closed = (others + (amounts[p] + gain) ** 2) / (everyone + gain) ** 2
    amounts[p] += gain
    assert closed == pytest.approx(((amounts / amounts.sum()) ** 2).sum(), rel=1e-9)


@pytest.mark.parametrize(
    ("power", "sector", "element"),
    [("CN", "minerals", None), ("CN", "transport", "arms"), ("RU", "energy", "exercises"), ("EU", "digital", None)],
)
@pytest.mark.parametrize("host", ["KZ", "TJ"])
def test_the_autonomy_term_is_the_change_of_concentration_when_the_offer_has_arrived(
    baseline, host, power, sector, element
):
    """The money arrives as the channels say, influence is measured anew, and nothing is in closed form."""
    opening = scene(baseline, {"parameters.autonomy.coercion_amplifier": 0.0})
    h, p, k = opening.host(host), opening.power(power), opening.sector(sector)
    setting, world = opening.setting, opening.world
    said = opening.worth(host, power, sector, 0.2, element)["autonomy"][0]
    before = opening.now.concentration[h, 0]
    arriving = 0.2 * opening.standing.belief[h, p, 0]
    bid = opening.bid(host, power, sector, 0.2, element)
    at = opening.standing.of(opening.slots(host, power, sector))
    gain = shift(setting, at, bid).gain[0]
    world.security_tie[h, p] += bid.tie_gain
    world.debt[h, p] += arriving * setting.debt_part[p, k]
    # Shares are of what everyone had before: the offer's own trade and equity do not swell the whole.
    weights, now = setting.channel_weights, opening.now
    extra = arriving * (
        setting.equity_part[p, k, 0] * weights["fdi"] / now.fdi_everyone[h, 0]
        + setting.trade_creation[p, k, 0] * weights["trade"] / now.trade_everyone[h, 0]
    )
    now = opening.now
    amounts = np.append(now.amount[h, :, 0], now.share_other[h, 0] * now.everyone[h, 0])
    amounts[p] += extra
    after = ((amounts / amounts.sum()) ** 2).sum()
    assert amounts[p] - opening_amount(baseline, h, p) == pytest.approx(gain, rel=1e-9)
    weight = 100.0 * baseline.parameters.autonomy.weight
    assert said == pytest.approx(
        weight * (before - after) - setting.sovereignty_cost[opening.element(element)], abs=1e-9
    )


def opening_amount(scenario, h, p):
    """Return a power's influence at the start."""
    return scene(scenario).now.amount[h, p, 0]


@pytest.mark.parametrize("host", ["KZ", "UZ", "KG", "TJ", "TM"])
def test_hosts_hedge_so_the_strongest_patron_loses_by_autonomy_and_the_weakest_gains(opening, host):
    shares = opening.now.share[opening.host(host), :, 0]
    strongest, weakest = (opening.setting.powers[place] for place in (shares.argmax(), shares.argmin()))
    assert opening.worth(host, strongest, "energy")["autonomy"][0] < 0.0
    assert opening.worth(host, weakest, "energy")["autonomy"][0] > 0.0


def test_remembered_coercion_makes_hosts_hedge_more_and_like_the_power_less(opening):
    before = opening.worth("KG", "RU", "energy")
    opening.world.coercion_memory[opening.host("KG"), opening.power("RU")] += 1.0
    after = opening.worth("KG", "RU", "energy")
    assert after["autonomy"][0] < before["autonomy"][0] < 0.0
    assert after["relation"][0] == pytest.approx(before["relation"][0] - 1.0)


def test_the_worth_of_money_is_concave(opening):
    money = opening.worth("UZ", "CN", "transport", [1.0, 2.0, 3.0])["money"]
    assert money[0] > money[1] - money[0] > money[2] - money[1] > 0.0


def test_a_grant_beats_a_soft_loan_which_beats_a_hard_one(baseline):
    def money(instrument, rate):
        terms = {"powers.EU.instruments.energy": Instrument(instrument), "powers.EU.rate": rate}
        return scene(baseline, terms).worth("UZ", "EU", "energy")["money"][0]

    assert money("grant", 0.02) > money("loan", 0.02) > money("loan", 0.06) > 0.0


def test_money_counts_for_less_when_the_host_does_not_believe_in_it_or_cannot_absorb_it(opening):
    before = opening.worth("UZ", "CN", "transport")["money"][0]
    h, p = opening.host("UZ"), opening.power("CN")
    opening.world.pipeline[h, p] += 5.0
    crowded = opening.worth("UZ", "CN", "transport")["money"][0]
    opening.world.failed[h, p] *= 10.0
    doubted = opening.worth("UZ", "CN", "transport")["money"][0]
    assert before > crowded > doubted > 0.0


def test_money_that_reaches_the_reserves_counts_for_more_when_they_are_low(opening):
    before = opening.worth("TJ", "EU", "digital")["money"][0]
    opening.world.reserves[opening.host("TJ")] = 0.1
    assert opening.worth("TJ", "EU", "digital")["money"][0] > before


def test_private_rents_please_small_coalitions_and_not_large_ones(opening):
    small = opening.worth("TM", "CN", "energy")["money"][0]
    opening.world.coalition[opening.host("TM")] = 1.0
    assert opening.worth("TM", "CN", "energy")["money"][0] < small


def test_protection_is_worth_less_to_the_well_protected_for_patrons_are_substitutes(opening):
    h, cn, ru = opening.host("TJ"), opening.power("CN"), opening.power("RU")
    opening.world.security_tie[h] = 0.1
    alone = opening.worth("TJ", "CN", "digital", element="arms")["security"][0]
    opening.world.security_tie[h, ru] = 0.9
    covered = opening.worth("TJ", "CN", "digital", element="arms")["security"][0]
    assert alone > covered > 0.0
    # The next unit of the same patron's tie adds as much; what is concave is the cover of all.
    opening.world.security_tie[h, cn] = 0.99
    assert opening.worth("TJ", "CN", "digital", element="arms")["security"][0] < covered


def test_the_security_term_is_the_gain_of_cover_against_the_threat(opening):
    h, setting = opening.host("TJ"), opening.setting
    tie, at_peace = opening.world.security_tie[h, :, 0].copy(), setting.figures.protection[:, 0]
    effect = at_peace * (1.0 - setting.parameters.security.war_burden * setting.figures.war[:, 0])

    def cover(ties):
        return 1.0 - np.prod(1.0 - effect * ties)

    more = tie.copy()
    more[opening.power("CN")] += 0.05
    expected = setting.parameters.security.weight * setting.figures.threat[h, 0] * (cover(more) - cover(tie))
    assert opening.worth("TJ", "CN", "digital", element="arms")["security"][0] == pytest.approx(expected)


def test_protection_is_worth_nothing_without_a_threat_and_less_from_a_power_at_war(baseline):
    def security(**changes):
        return scene(baseline, changes).worth("TJ", "RU", "energy", element="arms")["security"][0]

    peace = security(**{"powers.RU.war": 0.0})
    assert peace > security(**{"powers.RU.war": 2.0}) > 0.0
    assert security(**{"hosts.TJ.threat": 0.0}) == 0.0


def test_a_loan_hurts_most_when_debt_stands_at_its_threshold(opening):
    h = opening.host("KG")
    owed, costs = opening.world.gdp[h] * np.array([0.05, 0.45, 1.5]), []
    opening.world.debt[h] = 0.0
    for debt_other in owed:
        opening.world.debt_other[h] = debt_other
        costs.append(opening.worth("KG", "CN", "transport", 0.3)["debt"][0])
    assert costs[1] < 5 * costs[0] < 0.0
    assert costs[1] < 5 * costs[2] < 0.0


def test_grants_and_equity_bring_no_debt_and_collateral_has_a_price(opening):
    assert opening.worth("KG", "EU", "digital")["debt"][0] == 0.0
    assert opening.worth("KG", "CN", "minerals")["debt"][0] == 0.0
    bare, pledged = (opening.worth("KG", "CN", "transport", collateral=c)["debt"][0] for c in (False, True))
    points = 1000.0 / opening.world.gdp[opening.host("KG"), 0]
    assert pledged == pytest.approx(bare - 0.02 * points)


def test_visible_deals_of_disliked_powers_cost_support_up_to_a_size(opening):
    standard = opening.standing.standard[opening.host("KZ"), 0]
    domestic = opening.worth("KZ", "CN", "minerals", standard * np.array([0.5, 1.0, 1.5, 3.0]))["domestic"]
    assert domestic[0] > domestic[1] > domestic[2] == domestic[3]
    assert domestic[1] < opening.worth("KZ", "CN", "digital", standard)["domestic"][0] < 0.0
    opening.world.legitimacy[opening.host("KZ")] -= 0.3
    assert opening.worth("KZ", "CN", "minerals", standard)["domestic"][0] < domestic[1]


def test_a_sanctions_clause_costs_more_the_more_trade_is_exposed_and_the_larger_the_coalition(opening):
    h = opening.host("UZ")

    def cost():
        return -opening.worth("UZ", "US", "minerals", sanctions=1.0)["conditions"][0]

    before = cost()
    opening.world.trade[h, opening.power("RU")] *= 2.0
    exposed = cost()
    opening.world.trade[h, opening.power("CN")] *= 2.0
    assert before < exposed == cost()
    opening.world.coalition[h] = 0.9
    assert cost() > exposed


def test_a_governance_clause_costs_more_the_smaller_the_coalition(opening):
    before = opening.worth("UZ", "EU", "energy", governance=1.0)["conditions"][0]
    opening.world.coalition[opening.host("UZ")] = 0.01
    assert opening.worth("UZ", "EU", "energy", governance=1.0)["conditions"][0] < before < 0.0


def test_recognition_costs_little_among_friends(opening):
    h, p = opening.host("KZ"), opening.power("RU")
    opening.world.alignment[h, p] = 0.9
    friend = opening.worth("KZ", "RU", "energy", recognition=1.0)
    opening.world.alignment[h, p] = 0.1
    stranger = opening.worth("KZ", "RU", "energy", recognition=1.0)
    assert stranger["conditions"][0] < friend["conditions"][0] < 0.0
    assert stranger["relation"][0] < 0.0 < friend["relation"][0]


def test_a_lock_costs_more_the_more_rivals_could_bid(baseline):
    def lock(**changes):
        return scene(baseline, changes).worth("KZ", "CN", "minerals", exclusive=True)["lock"][0]

    crowded = lock()
    assert crowded < lock(**{"powers.US.sector_worth.minerals": 0.0, "powers.RU.sector_worth.minerals": 0.0}) < 0.0
    assert scene(baseline).worth("KZ", "CN", "minerals")["lock"][0] == 0.0


WEIGHTS = {
    Term.MONEY: {"parameters.money.concavity": 0.01},
    Term.SECURITY: {"parameters.security.weight": 0.0},
    Term.AUTONOMY: {"parameters.autonomy.weight": 0.0},
    Term.DEBT: {"parameters.debt.distress_weight": 0.0, "parameters.debt.collateral_weight": 0.0},
    Term.DOMESTIC: {"parameters.domestic.weight": 0.0},
    Term.RELATION: {"parameters.relation.alignment_weight": 0.0, "parameters.relation.resentment_weight": 0.0},
    Term.CONDITIONS: {
        "parameters.conditions.trade_margin": 0.0,
        "parameters.conditions.concession_weight": 0.0,
        "parameters.conditions.governance_weight": 0.0,
        "parameters.conditions.recognition_weight": 0.0,
    },
    Term.RETALIATION: {"parameters.mechanisms.coercion": False},
    Term.THREAT: {"parameters.mechanisms.coercion": False},
    Term.LOCK: {"parameters.lock.option_value": 0.0},
}


@pytest.mark.parametrize("term", TERMS)
def test_every_term_of_the_valuation_changes_what_is_signed_in_the_baseline(baseline, term):
    usual = lived(baseline, 12, runs=20, seed=5).history["signed"]
    without = lived(changed(baseline, WEIGHTS[term]), 12, runs=20, seed=5).history["signed"]
    assert not np.allclose(usual.sum((0, 3)), without.sum((0, 3)))


def test_every_refusal_is_put_down_to_a_term_or_to_chance(decade):
    refusals = decade.history["refusals"].sum((0, 2))
    by_term = decade.history["refusal_terms"].sum((0, 2))
    assert by_term.any()
    assert np.array_equal(refusals, by_term + decade.history["refusals_by_chance"].sum(0))


@pytest.mark.parametrize("power", ["US", "CN", "RU", "EU"])
def test_menus_are_in_single_precision_throughout(baseline, power):
    found = scene(baseline)
    candidates, _ = found.menu(power)
    floats = [*candidates.parts.values(), candidates.gain, candidates.clauses]
    floats.append(net_worth(candidates, found.standing.before(found.power(power)), np.zeros((5, 5, 1))))
    assert {values.dtype for values in floats} == {np.dtype(np.float32)}

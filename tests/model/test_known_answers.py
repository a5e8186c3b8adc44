"""Does the model give the answers that are known without it?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.deals.choice import choose
from simulator.model.deals.price import even_amount
from simulator.model.offers import Answer
from simulator.model.streams import Draw, Law, Stream, Streams
from simulator.scenario import Instrument

from .scenes import Scene, changed, lived, scene
from .strategies import BASELINE, SOME

LONE_DONOR = {
    "parameters.choice.estimate_noise": 0.0,
    # What depends on the amount beside the money: hedging, hostility, retaliation; not debt, as it grants.
    "parameters.autonomy.weight": 0.0,
    "parameters.domestic.weight": 0.0,
    "powers.EU.instruments.*": Instrument.GRANT,
    "parameters.mechanisms.coercion": False,
}


def answer(value: float, hurdle: float, precision: float = 1e3):
    """Let a host answer one offer without any chance in it."""
    one = np.ones((1, 1, 1), dtype=bool)
    return choose(
        value=np.full((1, 1, 1), value),
        offered=one,
        waiting=~one,
        open_slots=one,
        exclusive=~one,
        precision=np.full(1, precision),
        hurdle=np.full(1, hurdle),
        noise=np.zeros((1, 1, 1)),
        status_quo_noise=np.zeros((1, 1)),
        signatures=3,
    )[0, 0, 0]


def reservation(found: Scene, host: str, hurdle: float, **clauses) -> float:
    """Return the reservation amount of a grant of the EU for digital networks, by its closed form.

    v* = V_out - (V - money); X = kap (exp(max(v*, 0) / kap) - 1); A_R = X / (pt(1) b u).
    """
    parts = found.worth(host, "EU", "digital", 0.1, **clauses)
    h = found.host(host)
    at, bid = found.standing.of(found.slots(host, "EU", "digital")), found.bid(host, "EU", "digital", 0.1)
    per_dollar = at.belief * (bid.gift + at.rent + bid.spillover * at.absorption + bid.cash_part * at.scarcity)
    points = np.array([1000.0 / found.world.gdp[h, 0]])
    concavity = found.setting.parameters.money.concavity
    needed = max(hurdle - float((sum(parts.values()) - parts["money"])[0]), 0.0)
    return float((concavity * np.expm1(needed / concavity) / (points * per_dollar))[0])


@SOME
@given(st.sampled_from(["KZ", "UZ", "KG", "TJ", "TM"]), st.floats(0.5, 6.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_lone_donor_is_refused_below_the_reservation_amount_and_signed_above(host, hurdle, sanctions, governance):
    found = scene(BASELINE, LONE_DONOR)
    clauses = {"sanctions": sanctions, "governance": governance}
    least = reservation(found, host, hurdle, **clauses)

    def value(amount):
        return float(sum(found.worth(host, "EU", "digital", amount, **clauses).values())[0])

    if least == 0.0:
        assert value(1e-9) >= hurdle - 1e-6
        return
    assert value(least) == pytest.approx(hurdle, abs=1e-9)
    at = replace(found.standing.of(found.slots(host, "EU", "digital")), hurdle=np.array([hurdle]))
    even = even_amount(found.setting, at, found.bid(host, "EU", "digital", 0.1, **clauses))
    assert even[0] == pytest.approx(least, rel=1e-6)
    assert answer(value(least * (1 - 1e-6)), hurdle) == Answer.REFUSE
    assert answer(value(least * (1 + 1e-6)), hurdle) == Answer.SIGN


def twins(scenario):
    """Make the EU a second China in everything but its name, and every host's ties with it the same."""
    profile = next(power for power in scenario.model_dump(by_alias=True)["powers"] if power["id"] == "CN")
    same = {f"powers.EU.{key}": value for key, value in profile.items() if key not in ("id", "name", "colour")}
    same |= {"powers.*.rivalry": {}, "powers.*.reexport": 0.0}
    for host in scenario.hosts:
        same[f"hosts.{host.id}.dyads.EU"] = host.dyads["CN"].model_dump()
        for key in ("exports", "imports", "fdi", "debt"):
            same[f"hosts.{host.id}.{key}"] = getattr(host, key).value + getattr(host.dyads["CN"], key).value
    return changed(scenario, same)


def test_identical_donors_sign_equal_amounts_in_expectation(baseline):
    region = lived(twins(baseline), 16, runs=300, seed=17)
    signed = region.history["signed"].sum((0, 1))
    one, other = (signed[region.setting.powers.index(power)] for power in ("CN", "EU"))
    difference = one - other
    error = difference.std() / np.sqrt(len(difference))
    assert error > 0.0
    assert abs(difference.mean()) < 4 * error
    # The test can see an inequality of a few per cent.
    assert 4 * error < 0.06 * one.mean()


def test_without_hedging_and_threat_the_best_grant_equivalent_wins(opening):
    plain = {
        "parameters.autonomy.weight": 0.0,
        "hosts.*.threat": 0.0,
        "parameters.domestic.weight": 0.0,
        "parameters.relation.alignment_weight": 0.0,
        "parameters.relation.resentment_weight": 0.0,
        "parameters.debt.distress_weight": 0.0,
        "powers.*.rent": 0.0,
    }
    found = scene(opening.setting.scenario, plain)
    powers = found.setting.powers
    worth = np.array([sum(found.worth("UZ", power, "energy", 3.0).values())[0] for power in powers])
    h, k = found.host("UZ"), found.sector("energy")
    gift = np.array([found.setting.gift[h, p, k, 0] * found.standing.belief[h, p, 0] for p in range(len(powers))])
    spillover = found.setting.spillover[h, k, 0] * found.standing.absorption[h, 0]
    grant_equivalent = gift + spillover * found.standing.belief[h, :, 0]
    cash = found.setting.cash_part[:, k, 0] * found.standing.scarcity[h, 0] * found.standing.belief[h, :, 0]
    assert worth.argmax() == (grant_equivalent + cash).argmax()

    offered = np.ones((4, 1, 1), dtype=bool)
    answers = choose(
        value=worth[:, None, None],
        offered=offered,
        waiting=~offered,
        open_slots=offered,
        exclusive=offered,
        precision=np.full(1, 1e3),
        hurdle=np.zeros(1),
        noise=np.random.default_rng(1).gumbel(size=(4, 1, 1)),
        status_quo_noise=np.zeros((1, 1)),
        signatures=3,
    )
    assert answers[:, 0, 0].argmin() == worth.argmax()
    assert (answers == Answer.SIGN).sum() == 1


def coin_flips(value, precision, runs=20_000):
    """Return the share of runs in which one offer is signed."""
    streams = Streams(
        3, [0], {Stream.CHOICE: Draw(Law.GUMBEL, (1, 1, runs)), Stream.STATUS_QUO: Draw(Law.GUMBEL, (1, runs))}
    )
    streams.advance()
    one = np.ones((1, 1, runs), dtype=bool)
    answers = choose(
        value=np.full((1, 1, runs), value),
        offered=one,
        waiting=~one,
        open_slots=one,
        exclusive=~one,
        precision=np.full(runs, precision),
        hurdle=np.full(runs, 1.0),
        noise=streams[Stream.CHOICE][..., 0],
        status_quo_noise=streams[Stream.STATUS_QUO][..., 0],
        signatures=1,
    )
    return (answers == Answer.SIGN).mean()


@pytest.mark.parametrize("value", [-50.0, 0.9, 1.1, 50.0])
def test_without_precision_an_answer_is_a_coin_flip_and_with_endless_precision_it_is_certain(value):
    assert coin_flips(value, 0.0) == pytest.approx(0.5, abs=0.015)
    assert coin_flips(value, 1e6) == float(value > 1.0)


@pytest.mark.parametrize("margin", [-2.0, -0.5, 0.0, 1.0])
def test_the_chance_of_signing_is_logistic_in_the_margin(margin):
    assert coin_flips(1.0 + margin, 1.5) == pytest.approx(1.0 / (1.0 + np.exp(-1.5 * margin)), abs=0.015)


def test_without_precision_the_hosts_of_the_baseline_want_half_of_what_they_are_offered(baseline):
    alone = {"powers.*.asks.exclusive": (), "parameters.choice.signatures": 20}
    careless = changed(baseline, alone, {"parameters.choice.precision": 0.0})
    history = lived(careless, 12, runs=60).history
    signed, refused = history["acceptances"].sum(), history["refusals"].sum()
    assert signed / (signed + refused) == pytest.approx(0.5, abs=0.02)


def test_with_endless_precision_hosts_sign_nothing_below_the_hurdle(baseline):
    strict = changed(baseline, {"parameters.choice.precision": 1000.0})
    region = lived(strict, 20, runs=3, journal=True)
    # Who counters an offer, or would if it had the time, wants another.
    as_they_are = [d for d in region.decisions if d.counter is None and d.decision != "held"]
    clear = [decision for decision in as_they_are if abs(decision.margin) > 0.05]
    assert len(clear) > 100
    for decision in clear:
        assert decision.margin > 0.0 or decision.decision == "refused"
        assert (
            decision.margin < 0.0
            or decision.decision != "refused"
            or decision.blockers
            or is_contested(decision, region)
        )


def is_contested(decision, region):
    """Say whether another offer for the sector was before the host in the quarter, one of them exclusive."""
    group = [
        other
        for other in region.decisions
        if (other.quarter, other.host, other.sector) == (decision.quarter, decision.host, decision.sector)
    ]
    return len(group) > 1 and any("exclusive" in other.clauses for other in group)


MONEY_OF_HOSTS = ("gdp", "exports", "imports", "reserves", "fdi", "debt")
MONEY_OF_DYADS = ("exports", "imports", "fdi", "debt", "remittances")


def rescaled(scenario, factor):
    """Count every amount of money in a unit that is smaller by a factor."""
    changes = {}
    for host in scenario.hosts:
        for key in MONEY_OF_HOSTS:
            changes[f"hosts.{host.id}.{key}"] = getattr(host, key).value * factor
        for power, dyad in host.dyads.items():
            for key in MONEY_OF_DYADS:
                changes[f"hosts.{host.id}.dyads.{power}.{key}"] = getattr(dyad, key).value * factor
            changes[f"hosts.{host.id}.dyads.{power}.signed"] = {k: s.value * factor for k, s in dyad.signed.items()}
    for power in scenario.powers:
        changes[f"powers.{power.id}.gdp"] = power.gdp.value * factor
        changes[f"powers.{power.id}.budget"] = power.budget.value * factor
        changes[f"powers.{power.id}.influence_worth"] = power.influence_worth * factor
        changes[f"powers.{power.id}.supply_worth"] = power.supply_worth * factor
        changes[f"powers.{power.id}.corridor_worth"] = {c: worth * factor for c, worth in power.corridor_worth.items()}
        for clause, worth in power.clause_worth.model_dump().items():
            changes[f"powers.{power.id}.clause_worth.{clause}"] = worth * factor
        # The worth of a deal is per square root of money.
        worths = {k: worth * np.sqrt(factor) for k, worth in power.sector_worth.items()}
        changes[f"powers.{power.id}.sector_worth"] = worths
    for element in scenario.security_elements:
        changes[f"security_elements.{element.id}.annual_cost"] = element.annual_cost * factor
    for project in scenario.projects:
        changes[f"projects.{project.id}.capex"] = project.capex.value * factor
    free = scenario.parameters
    changes["parameters.corridors.capacity_per_money"] = free.corridors.capacity_per_money / factor
    changes["parameters.offers.standard_scale"] = free.offers.standard_scale * factor ** (
        1 - free.offers.standard_exponent
    )
    for name in ("temperature", "attention_cost", "rivalry_weight"):
        changes[f"parameters.bidding.{name}"] = getattr(free.bidding, name) * factor
    return changed(scenario, changes)


@pytest.mark.parametrize("factor", [0.1, 7.0])
def test_the_unit_of_money_changes_no_value(baseline, factor):
    plain, scaled = scene(baseline), scene(rescaled(baseline, factor))
    for host in plain.setting.hosts:
        for power in plain.setting.powers:
            for sector in plain.setting.sectors:
                one = plain.worth(host, power, sector, 0.3, "exercises", sanctions=0.5, exclusive=True, collateral=True)
                other = scaled.worth(
                    host, power, sector, 0.3 * factor, "exercises", sanctions=0.5, exclusive=True, collateral=True
                )
                for term, points in one.items():
                    assert other[term][0] == pytest.approx(points[0], rel=1e-9, abs=1e-9), (host, power, sector, term)


def test_the_unit_of_money_changes_no_decision_of_the_baseline(baseline):
    """A factor that is a power of four leaves roots exact, so that not even rounding can tip a choice."""
    plain, scaled = lived(baseline, 12, runs=5), lived(rescaled(baseline, 4.0), 12, runs=5)
    for name in ("offers", "acceptances", "refusals"):
        assert np.array_equal(plain.history[name], scaled.history[name])
    np.testing.assert_allclose(scaled.history["gdp"], 4.0 * plain.history["gdp"], rtol=1e-9)
    np.testing.assert_allclose(scaled.history["signed"], 4.0 * plain.history["signed"], rtol=1e-9)

"""When do powers hold summits, and what is offered at them?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from simulator.model import METRICS, Region
from simulator.model.arithmetic import DT, total
from simulator.model.deals.joint import joint_offers
from simulator.model.rules.neighbours import move_relations
from simulator.model.rules.summits import call_summits, usual_chance, warm
from simulator.model.streams import Stream
from simulator.scenario import Event, State
from simulator.scenario.parameters import Summits

from .scenes import ALOOF, CALM, changed, lived, scene
from .strategies import FEW, lengths, scenarios, seeds
from .witness import witnessed

NONE_BY_CHANCE = {"powers.*.summits": 0.0}
FRIENDS = {"parameters.summits.cohesion": 0.0}


def called(baseline, power, quarter, *changes):
    """Return the baseline with no summits but one of a power, some quarters after the start."""
    effect = {"state": State.SUMMIT, "of": power, "add": 1.0}
    event = {"id": "summit", "name": "A summit", "at": str(baseline.start + quarter), "effects": (effect,)}
    return changed(
        baseline, NONE_BY_CHANCE, {"events": (Event.model_validate(event).model_dump(by_alias=True),)}, *changes
    )


def test_a_power_holds_as_many_summits_as_it_is_said_to(baseline):
    draws = np.linspace(0.0, 1.0, 2001)[:-1]
    found = scene(baseline, {"powers.CN.summits": 2.0, "powers.RU.summits": 0.0}, runs=len(draws))
    found.still.set(Stream.SUMMIT, draws)
    held = call_summits(found.setting, found.world, found.still)
    assert held[found.power("CN")].mean() == pytest.approx(1.0 - np.exp(-2.0 * DT), abs=1e-3)
    assert not held[found.power("RU")].any()


def test_an_event_calls_a_summit_in_its_quarter_alone(baseline):
    region = lived(called(baseline, "US", 3), 8, runs=3)
    summits, us = region.history["summits"], region.setting.powers.index("US")
    assert summits[3, us].tolist() == [1.0, 1.0, 1.0]
    assert summits.sum() == 3.0


def test_without_the_mechanism_nobody_meets_whoever_calls(baseline):
    off = {"parameters.mechanisms.summits": False}
    region = lived(called(baseline, "US", 1, {"powers.*.summits": 4.0}, off), 6, runs=3)
    assert not region.history["summits"].any()
    assert not region.history["joint_offers"].any()


def test_a_summit_warms_every_host_to_the_power_for_a_while(baseline):
    still = changed(called(baseline, "EU", 1, ALOOF, CALM), {"parameters.summits.goodwill": 0.02})
    with_it, without = lived(still, 4), lived(changed(still, {"events": ()}), 4)
    gap = with_it.history["alignment"] - without.history["alignment"]
    eu = with_it.setting.powers.index("EU")
    np.testing.assert_allclose(gap[1, :, eu], 0.02, atol=1e-12)
    # Trade follows goodwill, and alignment the contest for influence: hardly, and slowly.
    np.testing.assert_allclose(gap[3, :, eu], 0.02 * 0.7**2, rtol=1e-3)
    assert np.abs(np.delete(gap, eu, axis=2)).max() < 1e-4


def test_goodwill_of_summits_adds_up(opening):
    held = np.zeros((len(opening.setting.powers), 1), dtype=bool)
    held[0] = True
    for _ in range(2):
        warm(opening.setting, opening.world, held)
    np.testing.assert_allclose(opening.world.goodwill[:, 0], 0.04)
    assert not opening.world.goodwill[:, 1:].any()


def test_a_summit_brings_the_hosts_closer_and_the_usual_ones_are_known_to_their_level(opening):
    hosts, powers = len(opening.setting.hosts), len(opening.setting.powers)
    clashes, held = np.zeros((hosts, hosts, 1), dtype=bool), np.zeros((powers, 1), dtype=bool)
    usual = usual_chance(opening.setting)
    assert usual == pytest.approx(1.0 - np.exp(-4 * 0.5 * DT))
    start = opening.world.relation.copy()
    apart = ~np.eye(hosts, dtype=bool)
    for met, expected in ((False, -0.05 * usual), (True, 0.05 * (1.0 - usual))):
        # Two summits in a quarter bring no more than one.
        held[:2] = met
        opening.world.relation = start.copy()
        move_relations(opening.setting, opening.world, opening.outside, clashes, held)
        np.testing.assert_allclose((opening.world.relation - start)[apart], expected)


def joint_of(region, power):
    """Return the joint offers that a power has just made: the terms at each host, and the hosts."""
    made = region.orders.proposals
    p = region.setting.powers.index(power)
    return p, made.made[:, p] & made.joint[:, p]


@pytest.mark.parametrize("power", ["US", "CN", "RU", "EU"])
def test_a_joint_offer_has_the_same_terms_for_three_hosts_or_more(baseline, power):
    region = Region(called(baseline, power, 4), runs=40, seed=2)
    for _ in range(4):
        region.step()
    made = region.orders.proposals
    p, joint = joint_of(region, power)
    counts = joint.sum(0)
    assert ((counts == 0) | (counts >= 3)).all()
    assert (counts.astype(bool).sum(0) <= 1).all()
    assert (counts.sum(0) > 0).mean() > 0.5
    in_standard = made.amount[:, p] / region.standing.standard[:, None]
    multiples = region.setting.parameters.offers.amounts
    for r in np.flatnonzero(counts.sum(0)):
        there = joint[..., r]
        assert np.ptp(in_standard[..., r][there]) < 1e-12
        assert min(abs(in_standard[..., r][there][0] - m) for m in multiples) < 1e-12
        for clause in ("sanctions", "governance", "recognition", "collateral"):
            assert np.ptp(getattr(made, clause)[:, p, :, r][there].astype(float)) == 0.0
        assert not made.element[:, p, :, r][there].any()
        assert not made.threat[:, p, :, r][there].any()
    assert not (made.made & made.joint).sum((0, 2, 3))[np.arange(len(region.setting.powers)) != p].any()
    assert np.array_equal(region.history.latest("joint_offers")[p], counts.sum(0))


def test_a_joint_offer_counts_as_one_and_takes_the_attention_of_one_and_a_half(baseline):
    plenty = {"powers.CN.budget": 500.0, "powers.CN.attention": 4, "powers.CN.offers": 3}
    region = lived(called(baseline, "CN", 1, plenty, FRIENDS), 1, runs=30)
    p, joint = joint_of(region, "CN")
    apart = region.orders.proposals.made[:, p] & ~joint
    assert joint.any((0, 1)).all()
    assert (apart.sum((0, 1)) == 2).any()
    assert (apart.sum((0, 1)) <= 2).all()
    used = region.world.attention[:, p]
    alone = region.setting.element_attention[region.orders.proposals.element[:, p]] + 1.0
    np.testing.assert_allclose(total(used), 1.5 + total(total(alone * apart, 1)))
    assert (total(used) <= 4.0 + 1e-12).all()


@pytest.mark.parametrize(
    "lack",
    [
        {"parameters.summits.cohesion": 1.0},
        {"powers.CN.offers": 0},
        {"powers.CN.attention": 1},
        {"powers.CN.budget": 0.0},
        {"parameters.summits.least": 6},
    ],
)
def test_there_is_no_joint_offer_without_cohesion_offers_attention_cash_or_hosts(baseline, lack):
    usual, lacking = (lived(called(baseline, "CN", 1, *more), 1, runs=20) for more in ((), (lack,)))
    assert usual.history["joint_offers"].any()
    assert not lacking.history["joint_offers"].any()
    assert lacking.history["summits"].any()


def test_what_is_offered_in_runs_without_a_summit_does_not_depend_on_those_with_one(baseline):
    plain = changed(baseline, NONE_BY_CHANCE)
    usual, mixed = (Region(plain, runs=6, seed=4) for _ in range(2))
    for quarter in range(12):
        if quarter == 2:
            mixed.world.summit_called[:, :2] = 1.0
        usual.step()
        mixed.step()
    assert mixed.history["joint_offers"][3, :, :2].any()
    for metric in METRICS:
        mine, theirs = mixed.history[metric.name], usual.history[metric.name]
        assert np.array_equal(mine[..., 2:], theirs[..., 2:]), metric.name
        assert metric.name != "offers" or not np.array_equal(mine[..., :2], theirs[..., :2])


@FEW
@given(scenarios(), seeds, lengths)
def test_joint_offers_go_to_enough_hosts_and_only_at_a_summit(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    least = scenario.parameters.summits.least
    for passed in witnessed(region, length):
        made = passed.orders.proposals
        counts = (made.made & made.joint).sum((0, 2))
        assert ((counts == 0) | (counts >= least)).all()
        assert (region.history.latest("summits")[counts > 0] == 1.0).all()
        assert np.array_equal(region.history.latest("joint_offers"), counts)


def chosen(worth, cash, open_slots=True, cost=1.0, attention_cost=0.0, least=3):
    """Choose among bare offers of one amount: worth is (h, k) for each host and sector, US$bn."""
    worth = np.asarray(worth, dtype=float)
    net = np.full((*worth.shape, 2, 1, 1, 1), 99.0)
    net[:, :, 0, 0, 0, 0] = worth
    return joint_offers(
        net,
        amounts=np.array([1.0]),
        standard=np.full((len(worth), 1), cost),
        unit_costs=np.ones(worth.shape[1]),
        together=np.array([True]),
        open_slots=np.broadcast_to(open_slots, (*worth.shape, 1)),
        cash=np.array([cash]),
        attention_cost=attention_cost,
        free=Summits(least=least),
    )


def hosts_of(joint):
    """Return to which hosts the one joint offer goes, in order."""
    assert len(joint.run) == 1
    return sorted(joint.host[:, 0][joint.joins[:, 0]].tolist())


def test_a_joint_offer_is_made_where_the_power_gains_and_in_the_sector_where_it_gains_most():
    joint = chosen([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [1.0, -1.0], [0.1, 0.5]], cash=10.0)
    assert joint.sector.tolist() == [1]
    assert hosts_of(joint) == [0, 1, 2, 4]
    assert joint.cost.tolist() == [[1.0]] * 5


def test_when_cash_is_short_a_joint_offer_goes_to_those_where_it_is_worth_most():
    assert hosts_of(chosen([[1.0], [5.0], [4.0], [2.0], [3.0]], cash=3.5)) == [1, 2, 4]


def test_a_joint_offer_leaves_out_hosts_where_the_power_may_not_offer():
    open_slots = np.array([True, False, True, True])[:, None, None]
    assert hosts_of(chosen([[1.0]] * 4, cash=10.0, open_slots=open_slots)) == [0, 2, 3]


@pytest.mark.parametrize(
    ("worth", "how"),
    [
        ([[1.0], [1.0], [-1.0]], {"cash": 10.0}),
        ([[1.0]] * 4, {"cash": 2.5}),
        ([[1.0]] * 4, {"cash": 10.0, "attention_cost": 4.0}),
        ([[1.0]] * 4, {"cash": 10.0, "least": 5}),
    ],
)
def test_no_joint_offer_is_made_to_too_few_or_for_less_than_its_attention(worth, how):
    assert len(chosen(worth, **how).run) == 0


def test_summits_are_told_with_the_power_and_the_number_of_hosts(baseline):
    region = lived(called(baseline, "EU", 2), 3, journal=True)
    quarter = str(baseline.start + 2)
    assert region.headlines == [
        (quarter, "A summit"),
        (quarter, "A summit of the European Union with the five hosts"),
    ]


def test_a_summit_bunches_signatures(baseline):
    """More is signed in the quarter after a summit of all powers, from the same chances."""
    plain = changed(baseline, NONE_BY_CHANCE, FRIENDS)
    usual, met = (Region(plain, runs=100, seed=6) for _ in range(2))
    for quarter in range(12):
        if quarter == 7:
            met.world.summit_called[:] = 1.0
        usual.step()
        met.step()
    signed = [region.history["acceptances"].sum((1, 2)).mean(-1) for region in (usual, met)]
    assert signed[1][9] > 1.1 * signed[0][9]
    assert np.array_equal(signed[0][:9], signed[1][:9])

"""Is the powers' hold on the hosts what the formulas say, and does it weigh on what hosts sign?"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from simulator.model.deals.valuation import shift
from simulator.model.rules.influence import influence
from simulator.model.rules.leverage import leverage, losses, strongest

from .scenes import changed, lived, scene

OFF = {"parameters.mechanisms.coercion": False}


def logistic(z):
    return 1.0 / (1.0 + math.exp(-z))


@pytest.mark.parametrize(
    ("power", "lever", "loss", "exposed"),
    [
        ("RU", "migrants", 0.35, "remittances"),
        ("RU", "goods", 0.05, "trade"),
        ("RU", "transit", 0.06, "transit"),
        ("CN", "rollover", 0.10, "debt"),
        ("CN", "inputs", 0.005, "economy"),
    ],
)
def test_a_lever_costs_its_loss_times_what_is_exposed(opening, power, lever, loss, exposed):
    h, p, world = opening.host("KG"), opening.power(power), opening.world
    ways = replace(opening.ways, captive=np.full_like(world.trade, 0.4))
    everyone = world.trade[h, :, 0].sum() + world.trade_other[h, 0]
    if exposed in ("transit", "economy"):
        at_stake = 0.4 * everyone if exposed == "transit" else world.gdp[h, 0]
    else:
        at_stake = getattr(world, exposed)[h, p, 0]
    lost = losses(opening.setting, world, opening.now, ways)[opening.lever(power, lever), h, 0]
    assert lost == pytest.approx(loss * at_stake / world.gdp[h, 0])
    assert lost > 0.0


def test_a_listing_costs_more_where_more_trade_is_with_the_sanctioned(opening):
    h, ru, world = opening.host("KG"), opening.power("RU"), opening.world
    everyone = world.trade[h, :, 0].sum() + world.trade_other[h, 0]
    lost = opening.lost[opening.lever("US", "listing"), h, 0]
    assert lost == pytest.approx(0.012 * (1.0 + world.trade[h, ru, 0] / everyone))


def test_the_strongest_lever_is_the_costliest_of_those_not_kept_for_sanctions(opening):
    h, most = opening.host("TJ"), strongest(opening.setting, opening.lost)
    assert most[h, opening.power("RU")] == opening.lost[opening.lever("RU", "migrants"), h]
    assert not most[:, opening.power("US")].any()


def test_log_odds_of_pressing_add_up(opening):
    h, p, world = opening.host("TJ"), opening.power("RU"), opening.world
    world.reference_share[h, p] = opening.now.share[h, p] + 0.02
    world.provocation[h, p] = 0.3
    world.alignment[h, p] = 0.4
    z = -4.4 + 1.0 + 14.0 * 2.25 * 0.02 + 0.3 - 1.0 * 1.0 - 0.5 * 1.0 + 1.0 * (0.5 - 0.4)
    hold = opening.hold
    assert hold.usual.lever[h, p, 0] == opening.lever("RU", "migrants")
    assert hold.usual.chance[h, p, 0] == pytest.approx(logistic(z))
    assert hold.threatens[h, p, 0] == pytest.approx(logistic(z + 0.7))
    bite = 1000.0 * opening.lost[opening.lever("RU", "migrants"), h, 0]
    assert hold.threat[h, p, 0] == pytest.approx(logistic(z + 3.0) * bite * 0.4 * 0.75)


def test_log_odds_of_enforcing_sanctions_fall_with_compliance(opening):
    h, p, world = opening.host("KG"), opening.power("US"), opening.world
    share = world.trade[h, opening.power("RU"), 0] / opening.now.trade_everyone[h, 0]
    for compliance in (0.0, 0.5, 1.0):
        world.compliance[h] = compliance
        z = -4.4 - 1.5 + 20.0 * 0.5 * (1.0 - compliance) * share
        assert opening.hold.enforcing.chance[h, p, 0] == pytest.approx(logistic(z))
        assert opening.hold.usual.chance[h, p, 0] == 0.0


def test_a_power_that_presses_a_host_already_has_nothing_to_threaten_it_with(opening):
    h, p = opening.host("TJ"), opening.power("RU")
    opening.world.pressure[h, p] = 0.25
    assert opening.hold.threatens[h, p, 0] == 0.0
    assert (np.delete(opening.hold.threatens[:, p, 0], h) > 0.0).all()


def test_a_power_uses_the_lever_that_bites_most_for_what_it_costs(baseline):
    costly = scene(baseline, {"powers.RU.levers.migrants.own_cost": 9.0, "powers.RU.levers.transit.own_cost": 9.0})
    h, p = costly.host("TJ"), costly.power("RU")
    assert costly.hold.usual.lever[h, p, 0] == costly.lever("RU", "goods")
    assert costly.hold.usual.bite[h, p, 0] < scene(baseline).hold.usual.bite[h, p, 0]


def test_a_lever_that_hardly_bites_is_not_used_and_a_pause_in_aid_bites_by_the_threat(baseline):
    weak = scene(baseline, {"powers.RU.levers.*.loss": 1e-5})
    np.testing.assert_allclose(weak.hold.usual.bite[:, weak.power("RU")], 25.0 * 0.1 + 1000.0 * 1e-5)
    harmless = scene(baseline, {"powers.RU.levers.*.loss": 1e-5, "powers.RU.levers.pause.threat": 0.01})
    assert not harmless.hold.usual.chance[:, harmless.power("RU")].any()


def test_a_war_of_its_own_and_restraint_keep_a_power_from_pressing(baseline):
    usual = scene(baseline).hold.usual.chance
    busy = scene(baseline, {"powers.RU.war": 2.0}, {"powers.CN.restraint": 2.0}).hold.usual.chance
    ru, cn = scene(baseline).power("RU"), scene(baseline).power("CN")
    assert (busy[:, ru] < usual[:, ru]).all()
    assert (busy[:, cn] < usual[:, cn]).all()


def expected_harm(found, now):
    """Points that a host expects to lose by each power, given influence as it would be."""
    world = found.world
    hold = leverage(found.setting, world, found.outside, now, found.lost)
    return hold.usual.chance * hold.usual.bite * 0.4 * 0.75


def test_retaliation_is_of_first_order_what_more_pressure_by_others_would_cost(opening):
    """For a small loan the term is close to the difference between what hosts expect after it and before."""
    h, us, world = opening.host("UZ"), opening.power("US"), opening.world
    world.reference_share[:] = opening.now.share
    offer = opening.bid("UZ", "US", "energy", 0.05)
    moved = shift(opening.setting, opening.standing.of(opening.slots("UZ", "US", "energy")), offer)
    before = expected_harm(opening, opening.now)[h]
    told = opening.worth("UZ", "US", "energy", 0.05)["retaliation"][0]
    after = scene(opening.setting.scenario)
    after.world.reference_share[:] = world.reference_share
    rise = moved.dilution[0] * (1.0 - opening.now.share[h, us, 0])
    after.world.debt[h, us] += moved.gain[0] / opening.standing.influence_per_debt[h, 0]
    now = influence(after.setting, after.world, after.ways)
    assert now.share[h, us, 0] - opening.now.share[h, us, 0] == pytest.approx(rise, rel=0.02)
    after.world.provocation[:] = (8.0 * after.setting.rivalry[:, us] * rise)[None]
    exact = before - expected_harm(after, now)[h]
    exact[us] = 0.0
    assert told < 0.0
    assert told == pytest.approx(exact.sum(), rel=0.05)


def test_a_red_line_costs_what_the_leap_of_rivals_propensity_would(opening):
    h, us, ru = opening.host("TJ"), opening.power("US"), opening.power("RU")
    hold = opening.hold
    chance, harm = hold.usual.chance[h, :, 0], hold.usual.bite[h, :, 0] * 0.4 * 0.75
    leap = [
        harm[q] * (logistic(math.log(chance[q] / (1 - chance[q])) + 1.5 * minds) - chance[q])
        for q, minds in ((ru, 1.0), (opening.power("CN"), 0.5))
    ]
    assert hold.red_line[h, us, 0] == pytest.approx(sum(leap))
    crossing = opening.worth("TJ", "US", "energy", 0.1, "base")["retaliation"][0]
    plain = opening.worth("TJ", "US", "energy", 0.1, tie_gain=0.12)["retaliation"][0]
    assert crossing - plain == pytest.approx(-sum(leap))


def test_nobody_retaliates_for_its_own_deals(opening):
    h, ru = opening.host("TJ"), opening.power("RU")
    alone = scene(opening.setting.scenario, {"powers.CN.levers": {}})
    assert alone.hold.retaliation[h, ru, 0] == 0.0
    assert alone.hold.retaliation[h, alone.power("US"), 0] > 0.0


@pytest.mark.parametrize("term", ["retaliation", "threat"])
def test_what_hosts_fear_of_russia_moves_what_they_sign(baseline, term):
    """Where the harm is great, fear of reprisals costs rivals signatures, and threats win them for Russia."""
    loud = {"parameters.coercion.threat": 20.0, "parameters.coercion.execution": 5.0}
    # Measures themselves are kept away, so that only what hosts expect differs.
    mute = {"parameters.coercion.reticence": 7.0, "parameters.coercion.provocation": 120.0, "powers.RU.war": 0.0}
    fear = mute if term == "retaliation" else loud
    # Joint offers are small and come without a security part, which is what Russia minds most.
    apart = {"parameters.mechanisms.summits": False}
    changes = [{"powers.CN.levers": {}, "powers.US.levers": {}, "powers.EU.levers": {}}, fear, apart]
    with_, without = (lived(changed(baseline, *changes, more), 12, runs=60) for more in ({}, OFF))
    rates = []
    for region in (with_, without):
        power = region.setting.powers.index("US" if term == "retaliation" else "RU")
        h = region.setting.hosts.index("TJ")
        signed, offered = (region.history[name][:, h, power].sum() for name in ("acceptances", "offers"))
        rates.append(signed / offered)
    if term == "retaliation":
        assert rates[0] < rates[1] - 0.08
    else:
        assert rates[0] > rates[1] + 0.08


def test_without_the_mechanism_there_is_no_hold_at_all(baseline):
    hold = scene(baseline, OFF).hold
    for name in ("bite", "execution", "retaliation", "red_line", "threat", "threatens", "relief"):
        assert not getattr(hold, name).any(), name
    assert not hold.usual.chance.any()
    assert not hold.enforcing.chance.any()


def test_a_world_without_levers_has_a_hold_of_nothing(baseline):
    found = scene(baseline, {"powers.*.levers": {}})
    assert found.lost.shape[0] == 0
    assert not found.hold.retaliation.any()
    assert lived(found.setting.scenario, 4).history["autonomy"].min() == 1.0

"""How do growth, remittances, trade and reserves answer to what happens around the hosts?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model import Region
from simulator.model.rules.economy import move_trade
from simulator.model.setting import Setting
from simulator.scenario import State

from .scenes import ALOOF, CALM, changed, lived


def recession(scenario, power="RU", **effects):
    """Let a power's economy shrink for a year and a half from the second quarter."""
    event = {
        "id": "recession",
        "name": "Recession",
        "at": str(scenario.start + 2),
        "lasts": 6,
        "effects": tuple({"state": State(state), "of": power, "add": add} for state, add in effects.items()),
    }
    return {"events": (event,)}


@pytest.fixture(scope="module")
def pair(baseline, shipped):
    """The baseline and the Russian downturn, with the same chances."""
    return [lived(scenario, 16, runs=150, seed=9) for scenario in (baseline, shipped("russia_downturn"))]


def test_a_russian_downturn_costs_the_hosts_that_live_on_remittances_more(pair):
    usual, down = pair
    rows, hosts = slice(4, 11), usual.setting.hosts
    growth = (usual.history["growth"][rows] - down.history["growth"][rows]).mean((0, 2))
    lost = dict(zip(hosts, growth, strict=True))
    assert min(lost["TJ"], lost["KG"], lost["UZ"]) > 2 * max(lost["KZ"], lost["TM"])
    assert min(lost["TJ"], lost["KG"]) > lost["UZ"]


def test_a_russian_downturn_lowers_remittances_from_russia_and_from_nowhere_else(pair):
    usual, down = (region.history["remittances"][10] for region in pair)
    ru = pair[0].setting.powers.index("RU")
    had = usual[:, ru].mean(-1) > 0.0
    assert (down[had, ru].mean(-1) < 0.9 * usual[had, ru].mean(-1)).all()
    others = [p for p in range(len(pair[0].setting.powers)) if p != ru]
    np.testing.assert_allclose(down[:, others], usual[:, others], rtol=1e-12)


def test_nothing_differs_before_the_downturn_begins(pair):
    usual, down = (region.history for region in pair)
    for name in ("gdp", "signed", "remittances"):
        assert np.array_equal(usual[name][:3], down[name][:3])
        assert not np.array_equal(usual[name][3:], down[name][3:])


def test_a_weak_rouble_alone_lowers_remittances_by_its_elasticity(baseline):
    still = changed(baseline, ALOOF, CALM, {"parameters.remittances.reversion": 0.0})
    weak = changed(still, recession(still, exchange_rate=-0.2))
    usual, fallen = (lived(scenario, 2).world.remittances for scenario in (still, weak))
    ru = [power.id for power in baseline.powers].index("RU")
    np.testing.assert_allclose(fallen[:, ru], usual[:, ru] * np.exp(-0.5 * 0.2))


def test_a_partners_growth_spills_over_through_trade(baseline):
    still = changed(baseline, ALOOF, CALM, {"hosts.*.dyads.*.remittances": 0.0})
    slump = changed(still, recession(still, "CN", growth=-0.04))
    usual, fallen = (lived(scenario, 2) for scenario in (still, slump))
    cn = usual.setting.powers.index("CN")
    exposure = 0.25 * 0.04 * usual.history["trade"][2, :, cn] / usual.history["gdp"][1]
    np.testing.assert_allclose(usual.world.growth - fallen.world.growth, exposure, rtol=0.02)


def test_dear_commodities_help_exporters_in_growth_and_reserves(baseline):
    still = changed(baseline, ALOOF, CALM)
    boom = changed(still, {"commodity_price": 0.5})
    usual, rich = (lived(scenario, 1) for scenario in (still, boom))
    share = usual.setting.figures.commodity_share
    np.testing.assert_allclose(rich.world.growth - usual.world.growth, 0.1 * share * 0.5 * 0.95)
    assert (rich.world.reserves > usual.world.reserves).all()


def test_without_shocks_and_deals_the_economies_grow_about_as_their_trends_say(baseline):
    plain = {f"hosts.{host.id}.investment": 0.0 for host in baseline.hosts} | {"hosts.*.dyads.*.signed": {}}
    region = lived(changed(baseline, ALOOF, CALM, plain, {"hosts.*.water_stress": 0.0}), 20)
    np.testing.assert_allclose(region.history["growth"][1:].mean(0), region.setting.figures.trend, atol=0.004)


def test_money_that_is_invested_makes_a_host_grow(baseline):
    still = changed(baseline, ALOOF, CALM, {"powers.*.delivery": 1.0})
    dry = lived(changed(still, {"hosts.*.dyads.*.signed": {}}), 1)
    wet = lived(still, 1)
    invested = wet.history["disbursed"][1].sum(1) / wet.history["gdp"][0]
    waiting = [
        pipeline.sum((1, 2)) / wet.history["gdp"][0] for pipeline in (wet.setting.figures.signed, wet.world.pipeline)
    ]
    usual, now = (1.0 / (1.0 + share / 0.06) for share in waiting)
    np.testing.assert_allclose(wet.world.growth - dry.world.growth, 0.18 * 4.0 * invested * now / usual, rtol=1e-6)


def test_money_beyond_what_a_country_can_absorb_does_less(baseline):
    still = changed(baseline, ALOOF, CALM, {"powers.*.delivery": 1.0})
    full = changed(still, {"parameters.money.absorption": 1.5})
    grown = {}
    for name, scenario in (("brake", still), ("none", full)):
        region = Region(scenario, 1)
        region.world.pipeline *= 5.0
        region.step()
        grown[name] = region.world.growth[:, 0]
    held = Setting(still).figures.signed.any((1, 2, 3))
    assert held.any()
    assert (grown["brake"] < grown["none"])[held].all()


def test_a_drought_slows_growth(baseline):
    still = changed(baseline, ALOOF, CALM, {"hosts.*.water_stress": 0.6})
    drought = {
        "id": "drought",
        "name": "Drought",
        "at": str(baseline.start + 1),
        "effects": ({"state": State.WATER_STRESS, "add": 0.4},),
    }
    usual, dry = (lived(scenario, 1).world.growth for scenario in (still, changed(still, {"events": (drought,)})))
    np.testing.assert_allclose(usual - dry, 0.05 * 0.4)


def test_arrears_slow_growth(baseline):
    still = changed(baseline, ALOOF, CALM, {"parameters.debt.workout": 0.0})
    usual, broke = lived(still, 0), lived(still, 0)
    broke.world.arrears[:] = True
    for region in (usual, broke):
        region.step()
    np.testing.assert_allclose(usual.world.growth - broke.world.growth, 0.02)


def trade_after(opening, quarters=1, **state):
    """Return trade after some quarters without chance, with parts of the world changed before."""
    for name, value in state.items():
        getattr(opening.world, name)[:] = value
    for step in range(1, quarters + 1):
        ways = opening.ways
        move_trade(
            opening.setting,
            opening.world,
            opening.outside,
            opening.delivery(),
            opening.hardship,
            ways,
            step,
            opening.still,
            reach_before=ways.reach,
        )
    return opening.world.trade.copy()


def test_trade_follows_size_and_closeness_slowly(opening):
    figures = opening.setting.figures
    traded = figures.trade > 0.0
    grown = trade_after(opening, gdp=2.0 * figures.gdp)
    np.testing.assert_allclose((grown / np.where(traded, figures.trade, 1.0))[traded], 2.0 ** (0.8 * 0.1))
    warmth = np.minimum(figures.alignment + 0.2, 1.0) - figures.alignment
    closer = trade_after(opening, trade=figures.trade, gdp=figures.gdp, goodwill=0.2)
    np.testing.assert_allclose(
        (closer / np.where(traded, figures.trade, 1.0))[traded], np.exp(0.3 * 0.1 * warmth)[traded]
    )


def test_compliance_costs_trade_with_the_power_under_sanctions_and_no_other(opening):
    figures, ru = opening.setting.figures, opening.power("RU")
    after = trade_after(opening, 30, compliance=1.0)
    fallen = after / np.where(figures.trade > 0.0, figures.trade, 1.0)
    assert (fallen[:, ru] < 0.99).all()
    others = [p for p in range(len(opening.setting.powers)) if p != ru]
    np.testing.assert_allclose(fallen[:, others][figures.trade[:, others] > 0.0], 1.0)


def test_policy_steers_reserves_back_to_their_share_of_the_economy(baseline):
    balanced = {"hosts.*.current_account": 0.0, "hosts.*.debt": 0.0, "hosts.*.dyads": {}, "hosts.*.growth": 0.0}
    still = changed(baseline, ALOOF, CALM, balanced, {"hosts.*.water_stress": 0.0, "hosts.*.investment": 0.0})
    region = lived(still, 0)
    region.world.reserves *= 0.5
    for _ in range(20):
        region.step()
    np.testing.assert_allclose(region.world.reserves / region.setting.figures.reserves, 1 - 0.5 * (1 - 0.15 / 4) ** 20)

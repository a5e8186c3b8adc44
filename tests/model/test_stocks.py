"""Do shares sum to one, and do stocks and levels stay where they mean something?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from simulator.model import METRICS, Region
from simulator.model.arithmetic import total
from simulator.model.deals.valuation import shift
from simulator.model.rules.influence import influence

from .scenes import ALOOF, changed, lived, scene
from .strategies import FEW, lengths, scenarios, seeds
from .witness import arrays

PORTIONS = (
    "legitimacy",
    "unrest",
    "compliance",
    "diversification",
    "influence_share",
    "alignment",
    "security_tie",
    "delivery_belief",
    "cohesion",
    "neighbourliness",
)
SIGNED = {"commodity_price", "growth", "reference_share", "surplus", "host_surplus", "power_surplus", "neighbourliness"}
"""Metrics that may be negative."""


def assert_sound(region: Region) -> None:
    """Hold everything that a region has recorded and holds against what the quantities mean."""
    for metric in METRICS:
        values = region.history[metric.name]
        assert np.isfinite(values).all(), f"{metric.name} is not finite"
        assert metric.name in SIGNED or (values >= 0.0).all(), f"{metric.name} is negative"
        assert metric.name not in PORTIONS or (values <= 1.0 + 1e-9).all(), f"{metric.name} is above 1"
    assert (region.history["gdp"] > 0.0).all()
    may_be_negative = {"commodity_price", "partner_growth", "currency", "growth", "reference_share"}
    may_be_negative |= {"lock_holder", "relation"}
    for name, values in arrays(region.world).items():
        assert np.isfinite(values).all(), f"world.{name} is not finite"
        assert name in may_be_negative or (values >= 0).all(), f"world.{name} is negative"


@FEW
@given(scenarios(), seeds, lengths)
def test_shares_sum_to_one_with_the_partners_outside_the_model(scenario, seed, length):
    region = Region(scenario, runs=3, seed=seed)
    for _ in range(length):
        region.step()
        world, now = region.world, influence(region.setting, region.world, region.ways)
        np.testing.assert_allclose(total(now.share, 1) + now.share_other, 1.0, rtol=1e-9)
        for everyone, powers, other in (
            (now.trade_everyone, world.trade, world.trade_other),
            (now.fdi_everyone, world.fdi, world.fdi_other),
        ):
            held = everyone > 0.0
            shares = total(powers, 1)[held] / everyone[held] + other[held] / everyone[held]
            np.testing.assert_allclose(shares, 1.0, rtol=1e-9)


@FEW
@given(scenarios(), seeds, lengths)
def test_nothing_becomes_undefined_or_negative(scenario, seed, length):
    assert_sound(lived(scenario, length, runs=4, seed=seed))


@FEW
@given(scenarios(), seeds)
def test_nothing_becomes_undefined_or_negative_in_thirty_years(scenario, seed):
    assert_sound(lived(scenario, 120, runs=2, seed=seed))


@pytest.mark.slow
def test_nothing_becomes_undefined_or_negative_in_a_thousand_runs_of_thirty_years(baseline):
    for first in range(0, 1000, 250):
        assert_sound(lived(baseline, 120, runs=range(first, first + 250), seed=0))


def test_a_host_without_any_ties_still_has_a_diversification_between_0_and_1(baseline):
    alone = {f"hosts.TM.{total_}": 0.0 for total_ in ("exports", "imports", "fdi", "debt")} | {"hosts.TM.dyads": {}}
    region = lived(changed(baseline, ALOOF, alone), 2)
    tm = region.setting.hosts.index("TM")
    assert (region.history["diversification"][:, tm] <= 1.0).all()


def test_the_first_investor_in_a_host_expects_no_more_influence_than_the_channel_can_give(baseline):
    nobody = {"hosts.TJ.fdi": 0.0, "hosts.TJ.dyads.*.fdi": 0.0}
    found = scene(baseline, nobody)
    at = found.standing.of(found.slots("TJ", "CN", "minerals"))
    gain = shift(found.setting, at, found.bid("TJ", "CN", "minerals", 0.1)).gain
    trade = found.setting.channel_weights["trade"] * 0.02 / found.now.trade_everyone[found.host("TJ"), 0]
    assert 0.0 < gain[0] <= found.setting.channel_weights["fdi"] + trade


def test_debt_stays_positive_when_loans_fall_due_within_the_quarter(baseline):
    region = lived(changed(baseline, {"powers.CN.maturity": 0.25}), 8)
    assert (region.history["debt"] >= 0.0).all()


def test_debt_to_others_stays_positive_in_a_host_that_shrinks(baseline):
    shrinking = {"hosts.TJ.growth": -0.2, "parameters.debt.other_borrowing": 3.0}
    region = lived(changed(baseline, shrinking), 40)
    assert (region.world.debt_other >= 0.0).all()

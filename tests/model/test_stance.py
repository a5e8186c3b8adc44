"""Do hosts keep to sanctions as far as it pays?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model.rules.stance import incentive, stance
from simulator.scenario import State

from .scenes import ALOOF, CALM, changed, lived
from .test_settlement import settled


def test_compliance_pays_what_listings_it_spares_less_the_margin_on_trade(opening):
    h, us, eu, ru = (opening.host("KG"), *map(opening.power, ("US", "EU", "RU")))
    world, hold = opening.world, opening.hold
    share = world.trade[h, ru, 0] / opening.now.trade_everyone[h, 0]
    relief = 0.0
    for p, enforcement in ((us, 0.5), (eu, 0.4)):
        chance, bite = hold.enforcing.chance[h, p, 0], hold.enforcing.bite[h, p, 0]
        relief += 4.0 * bite * 0.4 * 0.75 * chance * (1.0 - chance) * 20.0 * enforcement * share
    margin = 1000.0 * 0.03 * world.trade[h, ru, 0] / world.gdp[h, 0]
    assert incentive(opening.setting, world, hold)[h, 0] == pytest.approx(relief - margin)


def test_the_relief_is_the_slope_of_the_harm_expected_of_sanctions(opening):
    h, world = opening.host("KG"), opening.world

    def harm(compliance):
        world.compliance[h] = compliance
        hold = opening.hold
        return 4.0 * 0.4 * 0.75 * (hold.enforcing.chance * hold.enforcing.bite)[h, :, 0].sum()

    slope = (harm(0.299) - harm(0.301)) / 0.002
    world.compliance[h] = 0.3
    assert opening.hold.relief[h, 0] == pytest.approx(slope, rel=1e-4)


def test_the_stance_starts_at_rest_and_moves_by_its_response(opening):
    h, paid = opening.host("UZ"), incentive(opening.setting, opening.world, opening.hold)
    start = opening.setting.figures.compliance[h, 0]
    assert stance(opening.setting, h, paid[h], paid[h])[0] == start
    assert stance(opening.setting, h, paid[h] + 2.0, paid[h])[0] == pytest.approx(start + 0.05 * 2.0)
    assert stance(opening.setting, h, paid[h] - 100.0, paid[h])[0] == 0.0


def test_compliance_drifts_to_the_stance(opening):
    h, world = opening.host("UZ"), opening.world
    start = world.compliance[h, 0]
    world.stance[h] = start + 0.2
    settled(opening)
    assert world.compliance[h, 0] == pytest.approx(start + 0.05 * 0.2)
    assert world.stance[h, 0] == start + 0.2


def test_in_a_calm_world_in_which_nothing_pays_differently_compliance_stays(baseline):
    still = changed(baseline, ALOOF, CALM, {"powers.*.growth": 0.0, "hosts.*.growth": 0.0})
    region = lived(still, 8)
    assert np.abs(region.history["compliance"][-1] - region.history["compliance"][0]).max() < 0.005


def tighter(scenario):
    """Let all enforcement be strict from the second quarter on."""
    round_ = {
        "id": "round",
        "name": "A round of sanctions",
        "at": str(scenario.start + 2),
        "effects": ({"state": State.ENFORCEMENT, "add": 0.5},),
    }
    return {"events": (round_,)}


def test_stricter_enforcement_makes_hosts_comply_more_unless_they_do_not_choose(baseline):
    usual, strict = (lived(changed(baseline, more), 16, runs=60) for more in ({}, tighter(baseline)))
    fixed, strict_fixed = (
        lived(
            changed(
                baseline, more, {"parameters.mechanisms.stance": False, "powers.*.offers": 0, "powers.*.levers": {}}
            ),
            16,
            runs=4,
        )
        for more in ({}, tighter(baseline))
    )
    h = usual.setting.hosts.index("KG")
    rise = strict.world.stance[h].mean() - usual.world.stance[h].mean()
    assert rise > 0.01
    assert np.array_equal(fixed.world.compliance, strict_fixed.world.compliance)
    assert np.array_equal(fixed.world.stance, np.repeat(fixed.setting.figures.compliance, 4, axis=-1))

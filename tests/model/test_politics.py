"""How do alignment, memory, reference shares, legitimacy and unrest move?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.model.rules.alignment import contest, contest_at_start, move_alignment, move_memory
from simulator.model.rules.influence import adjust_reference
from simulator.model.rules.politics import move_legitimacy, stir_unrest
from simulator.model.streams import Stream

from .scenes import ALOOF, CALM, changed, lived, scene


def test_effort_in_a_host_wins_a_larger_part_of_the_contest(opening):
    h, p = opening.host("UZ"), opening.power("EU")
    quiet, now = opening.delivery(), opening.now
    before = contest(opening.setting, opening.world, now, quiet)
    np.testing.assert_allclose(before, contest_at_start(now))
    opening.world.attention[h, p] = 4.0
    attentive = contest(opening.setting, opening.world, now, quiet)
    money = np.zeros(opening.world.debt.shape)
    money[h, p] = 1.0
    generous = contest(opening.setting, opening.world, now, opening.delivery(money=money))
    assert generous[h, p, 0] > attentive[h, p, 0] > before[h, p, 0]
    np.testing.assert_allclose(generous.sum(1), 1.0)


def test_alignment_moves_slowly_towards_who_wins_the_contest(opening):
    won = contest_at_start(opening.now)
    start, more = opening.world.alignment.copy(), won.copy()
    more[:, 0] += 0.2
    move_alignment(opening.setting, opening.world, more, won, opening.still)
    moved = opening.world.alignment - start
    np.testing.assert_allclose(moved[:, 0], 0.06 * 0.5 * 0.2)
    np.testing.assert_allclose(moved[:, 1:], 0.0, atol=1e-15)


def test_where_nobody_makes_an_effort_alignment_returns_to_where_it_was(opening):
    won, start = contest_at_start(opening.now), opening.world.alignment.copy()
    opening.world.alignment = np.clip(start + 0.1, 0.0, 1.0)
    gap = opening.world.alignment - start
    move_alignment(opening.setting, opening.world, won, won, opening.still)
    np.testing.assert_allclose(opening.world.alignment - start, 0.94 * gap)


def test_memory_of_coercion_halves_in_about_a_year(opening):
    before = opening.world.coercion_memory.copy()
    assert before.any()
    for _ in range(4):
        move_memory(opening.setting, opening.world)
    np.testing.assert_allclose(opening.world.coercion_memory, 0.85**4 * before)


def test_a_power_gets_used_to_its_share(opening):
    opening.world.reference_share = opening.now.share + 0.25
    for _ in range(10):
        adjust_reference(opening.setting, opening.world, opening.now)
    np.testing.assert_allclose(opening.world.reference_share - opening.now.share, 0.25 * 0.96**10)


def test_a_power_below_its_reference_share_values_influence_more(opening):
    gain = opening.menu("RU")[0].gain
    opening.world.reference_share[:] = 0.0
    content = opening.menu("RU")[0].gain
    assert (gain >= content).all()
    assert (gain > content).any()


def test_visible_money_of_disliked_powers_costs_a_government_support(opening):
    h, p = opening.host("KZ"), opening.power("CN")
    visible = np.zeros(opening.world.debt.shape)
    visible[h, p] = 1.0
    opening.world.growth = opening.setting.figures.trend.copy()
    opening.world.legitimacy[:] = opening.setting.parameters.legitimacy.norm
    move_legitimacy(opening.setting, opening.world, opening.delivery(visible=visible), opening.still)
    lost = 0.6 - opening.world.legitimacy[:, 0]
    hostility = opening.setting.figures.hostility[h, p, 0]
    assert lost[h] == pytest.approx(2.0 * hostility * 1.0 / opening.world.gdp[h, 0])
    np.testing.assert_allclose(np.delete(lost, h), 0.0, atol=1e-15)


def test_growth_and_shared_rents_win_support_and_arrears_lose_it(opening):
    world, trend = opening.world, opening.setting.figures.trend
    money = np.zeros(world.debt.shape)

    def support(growth=0.0, arrears=False, rents=0.0):
        world.legitimacy[:], world.arrears[:] = 0.6, arrears
        world.growth = trend + growth
        money[:, opening.power("CN")] = rents
        move_legitimacy(opening.setting, world, opening.delivery(money=money), opening.still)
        return world.legitimacy[:, 0].copy()

    usual = support()
    assert (support(growth=0.02) > usual).all()
    assert (support(rents=1.0) > usual).all()
    assert (support(arrears=True) < usual).all()


def test_legitimacy_returns_to_its_norm(opening):
    opening.world.growth = opening.setting.figures.trend.copy()
    opening.world.legitimacy[:] = 0.2
    move_legitimacy(opening.setting, opening.world, opening.delivery(), opening.still)
    np.testing.assert_allclose(opening.world.legitimacy, 0.2 + 0.25 * 0.3 * 0.4)


def outbreak_rate(found, legitimacy, price_move=0.0):
    """Return the share of runs in which unrest breaks out in the first host, over many uniform draws."""
    found.world.legitimacy[:] = legitimacy
    draws = np.linspace(0.0, 1.0, 4001)[:-1]
    runs = len(draws)
    world = scene(found.setting.scenario, runs=runs)
    world.world.legitimacy[:] = legitimacy
    world.still.set(Stream.UNREST, np.broadcast_to(draws, (2, len(found.setting.hosts), runs)))
    return stir_unrest(world.setting, world.world, world.outside, np.full(runs, price_move), world.still)[0].mean()


def test_unrest_breaks_out_more_where_support_is_low_and_when_prices_jump(opening):
    firm, weak, shaken = (outbreak_rate(opening, *case) for case in ((0.8,), (0.2,), (0.2, 0.3)))
    assert firm < weak < shaken
    assert weak / firm == pytest.approx(np.exp(4.0 * 0.6), rel=0.15)
    assert outbreak_rate(opening, 0.2, -0.3) == shaken


def test_an_outbreak_is_strong_and_halves_in_six_quarters_over_four(opening):
    opening.still.set(Stream.UNREST, np.array([0.0, 0.5])[:, None, None])
    outbreak = stir_unrest(opening.setting, opening.world, opening.outside, np.zeros(1), opening.still)
    assert outbreak.all()
    np.testing.assert_allclose(opening.world.unrest, 0.8)
    opening.still.set(Stream.UNREST, 0.999999)
    for _ in range(3):
        assert not stir_unrest(opening.setting, opening.world, opening.outside, np.zeros(1), opening.still).any()
    np.testing.assert_allclose(opening.world.unrest, 0.8 * 0.25)


def test_acute_water_stress_stirs_unrest(baseline):
    dry, wet = (lived(changed(baseline, ALOOF, {"hosts.*.water_stress": w}), 40, runs=60) for w in (0.95, 0.0))
    assert dry.history["outbreaks"].sum() > 1.5 * wet.history["outbreaks"].sum()


def test_unrest_slows_growth(baseline):
    calm = changed(baseline, ALOOF, CALM)
    unruly = changed(calm, {"hosts.*.unrest": 1.0})
    growth = [lived(scenario, 1).history["growth"][-1] for scenario in (calm, unruly)]
    np.testing.assert_allclose(growth[0] - growth[1], 0.03)

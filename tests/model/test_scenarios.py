"""Do the shipped what-if scenarios do what their briefings speak of, against the baseline with the same chances?"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.scenario import load_scenario

from .scenes import lived

RUNS = 60


@pytest.fixture(scope="module")
def usual():
    return lived(load_scenario("baseline_2025"), runs=RUNS)


def changes(usual, name, metric):
    """Return how much higher a metric is in a scenario than in the baseline, at the end and on average."""
    other = lived(load_scenario(name), runs=RUNS)
    return (other.history[metric][-1] - usual.history[metric][-1]).mean(-1)


def test_a_western_surge_gives_both_western_powers_a_larger_share_in_every_host_at_russia_s_expense(usual):
    united_states, china, russia, europe = changes(usual, "western_surge", "influence_share").T
    assert (united_states > 0.005).all()
    assert (europe > 0.005).all()
    assert (russia < 0).all()
    assert russia.sum() < china.sum()


def test_a_chinese_slowdown_costs_every_host_growth_and_china_its_share(usual):
    grown = changes(usual, "china_slows", "gdp")
    assert (grown < 0).all()
    assert (changes(usual, "china_slows", "influence_share")[:, 1] < 0).all()


def test_a_drought_decade_hurts_those_on_the_amu_darya_and_hardly_the_others(usual):
    lost = changes(usual, "drought_decade", "gdp") / usual.history["gdp"][-1].mean(-1)
    by_host = dict(zip(usual.labels["host"], lost, strict=True))
    assert max(by_host["UZ"], by_host["TM"]) < -0.04
    assert min(by_host["KG"], by_host["TJ"]) > -0.01
    legitimacy = changes(usual, "drought_decade", "legitimacy")
    assert legitimacy.argmin() == usual.labels["host"].index("UZ")


def test_an_uncertain_decade_widens_what_is_likely():
    # The widths differ by some percent, so that it takes many runs, and all hosts together, to tell.
    unsure, calm = (lived(load_scenario(name), runs=500) for name in ("uncertain_decade", "baseline_2025"))
    for metric in ("reserves", "legitimacy"):
        widths = [
            np.ptp(np.quantile(region.history[metric][-1], [0.05, 0.95], axis=-1), axis=0) for region in (unsure, calm)
        ]
        assert (widths[0] / widths[1]).mean() > 1.01


@pytest.fixture(scope="module")
def history():
    return lived(load_scenario("historical_2019"), quarters=20, runs=RUNS)


def test_late_2019_gives_the_powers_growth_as_it_was_measured_until_2024(history):
    grown = history.world.power_gdp / history.setting.figures.power_gdp
    # World Bank WDI: growth of 2020 to 2024, multiplied.
    measured = {"US": 1.125, "CN": 1.268, "RU": 1.103, "EU": 1.056}
    for power, factor in zip(history.labels["power"], grown, strict=True):
        assert factor == pytest.approx(measured[power], abs=0.005)


def test_late_2019_leaves_the_drivers_nothing_to_chance(history):
    price = history.history["commodity_price"]
    assert np.ptp(price, axis=-1).max() == 0.0
    assert np.ptp(price) == pytest.approx(0.76)


def test_late_2019_moves_trade_from_russia_towards_china_in_every_host(history):
    trade = history.history["trade"]
    share = (trade / trade.sum(2, keepdims=True)).mean(-1)
    _, china, russia, _ = (share[-1] - share[0]).T
    assert (china > 0.005).all()
    assert (russia < 0.0).all()
    assert russia.sum() < -0.01


def test_late_2019_shakes_bishkek_and_almaty_in_their_quarters(history):
    unrest = history.history["unrest"].mean(-1)
    leap = np.diff(unrest, axis=0).argmax(0) + 1
    quarters = dict(zip(history.labels["host"], leap, strict=True))
    assert (quarters["KG"], quarters["KZ"]) == (4, 9)

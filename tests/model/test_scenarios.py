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
    unsure = lived(load_scenario("uncertain_decade"), runs=200)
    calm = lived(load_scenario("baseline_2025"), runs=200)
    for metric in ("reserves", "legitimacy"):
        widths = [
            np.ptp(np.quantile(region.history[metric][-1], [0.05, 0.95], axis=-1), axis=0) for region in (unsure, calm)
        ]
        assert (widths[0] > widths[1]).mean() >= 0.6

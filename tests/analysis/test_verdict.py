"""What paired runs say of a claim: intervals against known cases, and the logic of verdicts."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simulator.analysis import Claim, Measure, Verdict
from simulator.analysis.verdict import all_of, at_least, interval, judged

YES, NO, OPEN = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNDECIDED


def claim(**keys):
    return Claim(name="C", measure=Measure(metric="gdp"), arm="a", **keys)


def ruled(values, items=("",), **keys):
    """Rule on a claim of what was measured: a list of runs for each arm, or one for each item."""
    by_arm = {arm: np.atleast_2d(np.asarray(of_arm, dtype=float)) for arm, of_arm in values.items()}
    return judged(claim(**keys), items, lambda arm, measure: by_arm[f"{arm} {measure.metric}"])


def test_the_interval_is_students():
    mean, low, high = interval(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert mean == 3.0
    assert (low, high) == pytest.approx((3.0 - 1.507443, 3.0 + 1.507443), abs=1e-6)  # t = 2.131847, s = sqrt(2.5)


def test_the_interval_holds_the_mean_in_nine_samples_of_ten():
    rng = np.random.default_rng(1)
    ends = [interval(rng.normal(2.0, 1.0, 8))[1:] for _ in range(2000)]
    assert np.mean([low < 2.0 < high for low, high in ends]) == pytest.approx(0.9, abs=0.02)


def test_one_run_or_none_decides_nothing():
    assert interval(np.array([4.0])) == (4.0, -math.inf, math.inf)
    assert math.isnan(interval(np.array([]))[0])
    assert ruled({"a gdp": [9.0]}, above=0.0).verdict is OPEN


def test_a_relative_effect_is_the_quotient_of_means_with_the_error_of_a_quotient():
    rng = np.random.default_rng(2)
    base = rng.normal(10.0, 1.0, 4000)
    arm = 1.2 * base + rng.normal(0.0, 0.5, 4000)
    (effect,) = ruled({"a gdp": arm, "b gdp": base}, against="b", relative=True, above=0.1).effects
    assert effect.mean == pytest.approx(arm.mean() / base.mean() - 1.0)
    draws = rng.integers(0, 4000, (1000, 4000))
    quotients = arm[draws].mean(axis=1) / base[draws].mean(axis=1) - 1.0
    assert (effect.low, effect.high) == pytest.approx(np.quantile(quotients, [0.05, 0.95]), abs=2e-4)


def test_a_relative_effect_on_a_negative_base_keeps_its_sign():
    (effect,) = ruled({"a gdp": [-1.0, -1.0], "b gdp": [-2.0, -2.0]}, against="b", relative=True, above=0.0).effects
    assert (effect.mean, effect.verdict) == (0.5, YES)


def test_a_fraction_of_nothing_does_not_exist_and_decides_nothing():
    (effect,) = ruled({"a gdp": [1.0, 2.0], "b gdp": [0.0, 0.0]}, against="b", relative=True, above=0.0).effects
    assert math.isnan(effect.mean)
    assert effect.verdict is OPEN


def test_a_second_measure_is_taken_off_item_by_item_or_the_same_from_each():
    values = {"a gdp": [[5.0, 5.0], [1.0, 1.0]], "a debt": [[2.0, 2.0]]}
    ruling = ruled(values, ("KZ", "UZ"), than=Measure(metric="debt"), above=0.0)
    assert [(effect.item, effect.mean, effect.verdict) for effect in ruling.effects] == [
        ("KZ", 3.0, YES),
        ("UZ", -1.0, NO),
    ]


def test_runs_in_which_it_does_not_exist_are_left_out_in_every_arm():
    values = {"a gdp": [1.0, math.nan, 3.0, 5.0], "b gdp": [0.0, 9.0, math.inf, 1.0]}
    (effect,) = ruled(values, against="b", above=0.0).effects
    assert (effect.mean, effect.runs) == (2.5, 2)


@pytest.mark.parametrize(
    ("sample", "bounds", "verdict"),
    [
        ([1.0, 1.1, 0.9], {"above": 0.0}, YES),
        ([1.0, 1.1, 0.9], {"above": 0.5}, YES),
        ([1.0, 1.1, 0.9], {"above": 2.0}, NO),
        ([1.0, 1.1, 0.9], {"above": 1.0}, OPEN),
        ([1.0, 1.1, 0.9], {"below": 2.0}, YES),
        ([1.0, 1.1, 0.9], {"below": 0.0}, NO),
        ([1.0, 1.1, 0.9], {"above": 0.0, "below": 2.0}, YES),
        ([1.0, 1.1, 0.9], {"above": 0.0, "below": 0.5}, NO),
        ([1.0, 1.1, 0.9], {"above": 0.0, "below": 1.05}, OPEN),
        ([0.0, 0.0, 0.0], {"above": 0.0}, OPEN),
        ([0.0, 0.0, 0.0], {"below": 0.0}, OPEN),
        ([0.0, 0.0, 0.0], {"above": -0.1, "below": 0.1}, YES),
        ([1.0, 1.1, 0.9], {}, Verdict.REPORTED),
    ],
)
def test_a_verdict_is_where_the_whole_interval_lies(sample, bounds, verdict):
    ruling = ruled({"a gdp": sample}, **bounds)
    assert ruling.verdict is ruling.effects[0].verdict is verdict


@pytest.mark.parametrize(
    ("number", "verdicts", "verdict"),
    [
        (1, [YES, NO, NO], YES),
        (2, [YES, YES, NO], YES),
        (2, [YES, OPEN, NO], OPEN),
        (2, [YES, NO, NO], NO),
        (3, [YES, YES, OPEN], OPEN),
    ],
)
def test_so_many_hold_if_so_many_are_supported_and_not_if_they_cannot_be(number, verdicts, verdict):
    assert at_least(number, verdicts) is verdict


@pytest.mark.parametrize(
    ("verdicts", "verdict"),
    [
        ([YES, YES], YES),
        ([YES, OPEN], OPEN),
        ([YES, OPEN, NO], NO),
        ([YES, Verdict.REPORTED], YES),
    ],
)
def test_all_hold_if_each_is_supported_and_not_if_one_is_contradicted(verdicts, verdict):
    assert all_of(verdicts) is verdict


def test_a_second_comparison_must_hold_of_the_same_items():
    values = {"a gdp": [[1.0, 1.0], [1.0, 1.0], [-1.0, -1.0]], "a debt": [[1.0, 1.0], [-1.0, -1.0], [1.0, 1.0]]}
    second = claim(above=0.0).model_copy(update={"measure": Measure(metric="debt")})
    both = claim(above=0.0, in_at_least=2).model_copy(update={"also": second})
    by_arm = {arm: np.asarray(of_arm) for arm, of_arm in values.items()}
    ruling = judged(both, ("KZ", "UZ", "TM"), lambda arm, measure: by_arm[f"{arm} {measure.metric}"])
    assert [effect.verdict for effect in ruling.effects] == [YES, YES, NO, YES, NO, YES]
    assert ruling.verdict is NO

"""How hypotheses are run: paired, measured as written, and no world twice."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis import Across, Course, Examination, Measure, examination, load_hypothesis, passing
from simulator.analysis.measuring import measured
from simulator.model import Region
from simulator.scenario import Quarter, load_scenario

RUNS = 6


def examined(path, runs=RUNS, seed=3):
    (finding,) = Examination([load_hypothesis(path)], runs=runs, seed=seed).findings()
    return finding


def lived(scenario, quarters, runs=RUNS, seed=3):
    region = Region(scenario, runs, seed)
    for _ in range(quarters):
        region.step()
    return region


@pytest.fixture(scope="module")
def region():
    """The baseline after six quarters."""
    return lived(load_scenario("baseline_2025"), 6)


def test_an_arm_that_changes_nothing_has_no_effect_at_all(bench):
    finding = examined(bench.write(("arm: silent", "arm: same")))
    (effect,) = finding.rulings[0].effects
    assert (effect.mean, effect.low, effect.high, effect.runs) == (0.0, 0.0, 0.0, RUNS)
    assert finding.verdict == "undecided"


def test_arms_are_paired_by_seed_and_run(bench):
    path = bench.write()
    (effect,) = examined(path).rulings[0].effects
    arms = load_hypothesis(path).arms
    signed = {
        name: lived(arms[name], 4).history["acceptances"][:, :, 1].sum(axis=(0, 1)) for name in ("silent", "base")
    }
    differences = signed["silent"] - signed["base"]
    assert effect.mean == pytest.approx(differences.mean())
    half = 2.0150484 * differences.std(ddof=1) / np.sqrt(RUNS)  # Student's t with 5 degrees of freedom
    assert effect.high - effect.mean == pytest.approx(half)


def test_what_a_claim_finds_does_not_hang_on_the_blocks(bench, monkeypatch):
    path = bench.write(("    below: 0", "    below: 0\n    each: host"))
    whole = examined(path)
    monkeypatch.setattr(examination, "BLOCK", 4)
    assert examined(path).rulings == whole.rulings


def test_a_world_that_several_arms_share_is_run_once(bench, monkeypatch):
    built = []

    class Counted(Region):
        def __init__(self, scenario, *arguments):
            built.append(scenario.id)
            super().__init__(scenario, *arguments)

    second = "below: 0\n    and: {measure: {metric: gdp, across: sum}, arm: base, above: 0}"
    path = bench.write(("against: base", "against: same"), ("below: 0", second))
    experiments = [load_hypothesis(path), load_hypothesis(path)]
    monkeypatch.setattr(passing, "Region", Counted)
    both = Examination(experiments, runs=2, seed=0)
    assert len(list(both.findings())) == 2
    assert sorted(built) == ["base", "silent"]
    assert both.work == 2 * 2 * 4


def test_it_ends_when_it_is_told_to_and_keeps_what_is_whole(bench):
    first, second = load_hypothesis(bench.write()), load_hypothesis(bench.write(("offers: 0", "offers: 1")))
    left = iter([True] * 9)
    both = Examination([first, second], runs=2, seed=0)
    assert [finding.experiment for finding in both.findings(lambda _: next(left, False))] == [first]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"of": {"host": "KZ"}}, lambda h: h["gdp"][-1, 0]),
        ({"of": {"host": ["KZ", "TM"]}, "across": "sum"}, lambda h: h["gdp"][-1, 0] + h["gdp"][-1, 4]),
        ({"of": {"host": ["KZ", "TM"]}, "across": "mean"}, lambda h: (h["gdp"][-1, 0] + h["gdp"][-1, 4]) / 2),
        ({"across": "max"}, lambda h: h["gdp"][-1].max(axis=0)),
        ({"of": {"host": "KZ"}, "to": "2026Q2"}, lambda h: h["gdp"][2, 0]),
        ({"of": {"host": "KZ"}, "as": "change", "from": "2026Q1"}, lambda h: h["gdp"][-1, 0] - h["gdp"][1, 0]),
        ({"of": {"host": "KZ"}, "as": "growth"}, lambda h: h["gdp"][-1, 0] / h["gdp"][0, 0] - 1),
        (
            {"metric": "signed", "of": {"host": "KZ", "power": "CN"}, "as": "sum", "from": "2026Q1", "to": "2026Q3"},
            lambda h: h["signed"][2, 0, 1] + h["signed"][3, 0, 1],
        ),
        (
            {"metric": "trade", "of": {"host": "KZ", "power": "CN"}, "as": "mean", "from": "2026Q4"},
            lambda h: (h["trade"][5, 0, 1] + h["trade"][6, 0, 1]) / 2,
        ),
        (
            {"metric": "trade", "of": {"host": "KZ", "power": "RU"}, "share_among": "power"},
            lambda h: h["trade"][-1, 0, 2] / h["trade"][-1, 0].sum(axis=0),
        ),
        (
            {"metric": "trade", "of": {"power": "RU"}, "share_among": "power", "as": "change"},
            lambda h: (
                h["trade"][-1, :, 2].sum(0) / h["trade"][-1].sum((0, 1))
                - h["trade"][0, :, 2].sum(0) / h["trade"][0].sum((0, 1))
            ),
        ),
        (
            {"metric": "refusals", "of": {"host": "UZ"}, "per": "offers", "as": "sum"},
            lambda h: h["refusals"][:, 1].sum((0, 1)) / h["offers"][:, 1].sum((0, 1)),
        ),
    ],
)
def test_a_measure_is_what_it_says(region, keys, expected):
    measure = Measure.model_validate({"metric": "gdp"} | keys, strict=False)
    assert measured(measure, None, region) == pytest.approx(expected(region.history)[None])


def test_each_keeps_the_items_apart_in_the_order_they_are_named(region):
    measure = Measure(metric="trade", of={"host": ("TM", "KZ"), "power": "RU"}, across=Across.SUM)
    np.testing.assert_array_equal(measured(measure, "host", region), region.history["trade"][-1][[4, 0], 2])


def test_a_ratio_with_nothing_to_divide_by_does_not_exist(region):
    course = {"as": Course.SUM, "to": Quarter(2026, 1)}
    measure = Measure(metric="surplus", of={"host": "KZ", "power": "CN"}, per="acceptances", **course)
    assert not region.history["acceptances"][1, 0, 1].any()
    assert np.isnan(measured(measure, None, region)).all()

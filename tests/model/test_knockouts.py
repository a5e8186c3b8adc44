"""Each mechanism can be switched off by one parameter: it then does nothing, and leaves all chances as they were."""

import numpy as np
import pytest

from simulator.model import METRICS, Region
from simulator.scenario.parameters import Mechanisms

from .scenes import changed

NAMES = tuple(Mechanisms.model_fields)

TRACES = {
    "bargaining": ("counters", "counters_taken"),
    "coercion": ("pressure", "pressures_begun", "concessions", "threats"),
    "succession": ("successions",),
    "protest": ("protests",),
    "help": ("help_asked", "help_given", "abandonments"),
    "neighbours": ("clashes",),
    "summits": ("summits", "joint_offers"),
}
"""Metrics of what only the mechanism brings about."""


def without(scenario, *names):
    return changed(scenario, {f"parameters.mechanisms.{name}": False for name in names})


def passed(scenario, quarters=24, runs=40):
    """Return a region after some quarters, and all its draws on the way."""
    region = Region(scenario, runs, seed=11)
    drawn = []
    for _ in range(quarters):
        region.step()
        drawn.append({stream: region.streams[stream].copy() for stream in region.streams.plan})
    return region, drawn


@pytest.fixture(scope="module")
def whole(baseline):
    return passed(baseline)


@pytest.mark.parametrize("name", NAMES)
def test_a_mechanism_changes_the_world_and_leaves_every_chance_as_it_was(baseline, whole, name):
    region, drawn = whole
    knocked_out, again = passed(without(baseline, name))
    for before, after in zip(drawn, again, strict=True):
        assert before.keys() == after.keys()
        assert all(np.array_equal(before[stream], after[stream]) for stream in before)
    changed_metrics = [
        metric.name
        for metric in METRICS
        if not np.array_equal(region.history[metric.name], knocked_out.history[metric.name])
    ]
    assert changed_metrics
    for metric in TRACES.get(name, ()):
        assert not knocked_out.history[metric].any(), metric


@pytest.mark.parametrize("name", TRACES)
def test_a_mechanism_leaves_its_traces(whole, name):
    region, _ = whole
    assert any(region.history[metric].any() for metric in TRACES[name])


def test_with_everything_switched_off_the_core_runs(baseline):
    region, _ = passed(without(baseline, *NAMES), quarters=12)
    assert region.history["acceptances"].any()
    for metrics in TRACES.values():
        assert not any(region.history[metric].any() for metric in metrics)

"""What the tests of the model share: the shipped scenarios, each read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model import Region
from simulator.scenario import load_scenario

from .scenes import scene

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="session")
def shipped():
    """Read a scenario that is shipped, by its file's name."""
    read = {}

    def load(name):
        if name not in read:
            read[name] = load_scenario(SCENARIOS / f"{name}.yaml")
        return read[name]

    return load


@pytest.fixture(scope="session")
def baseline(shipped):
    return shipped("baseline_2025")


@pytest.fixture
def opening(baseline):
    """The scene at the start of the baseline, free to be changed."""
    return scene(baseline)


@pytest.fixture(scope="session")
def decade(baseline):
    """The baseline lived to its end in 60 runs."""
    region = Region(baseline, runs=60, seed=3)
    while region.running:
        region.step()
    return region

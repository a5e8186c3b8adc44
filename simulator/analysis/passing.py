"""How does a block of runs pass: stepped to the end, read, and let go."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

from simulator.model import Region
from simulator.scenario import Scenario

Read = TypeVar("Read")

Going = Callable[[int], bool]
"""Called after each quarter with the number of runs that were stepped; if it says no, the block is given up."""


def always(_: int) -> bool:
    """Go on, whatever was stepped."""
    return True


def passed(
    scenario: Scenario, runs: range, seed: int, quarters: int, going: Going, read: Callable[[Region], Read]
) -> Read | None:
    """Step a block for some quarters and return what is read off it at the end, `None` where it was given up."""
    region = Region(scenario, runs, seed)
    for _ in range(quarters):
        region.step()
        if not going(len(runs)):
            return None
    found = read(region)
    # A Mesa model and its agents refer to each other, so that only the collector lets go of them.
    del region
    gc.collect()
    return found

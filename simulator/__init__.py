"""Steppe Balance: power competition in Central Asia as a game, a laboratory and a text to edit.

The Python door in four lines; everything else is in the rooms below (`simulator.scenario`, `simulator.model`):

>>> from simulator import Region, load_scenario
>>> region = Region(load_scenario("baseline_2025"), runs=1, seed=0)
>>> region.step()
>>> str(region.quarter)
'2026Q1'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.model import Region
    from simulator.scenario import load_scenario

    __version__: str

__all__ = ["Region", "__version__", "load_scenario"]

_HOMES = {"Region": "simulator.model", "load_scenario": "simulator.scenario"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (PEP 562: whatever the name stands for)
    # Mesa takes a second to import: a help text must not wait for it.
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("steppe-balance")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

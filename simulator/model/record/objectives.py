"""Which objectives have been met: for each seat and run, as the quarters pass."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from simulator.model.arithmetic import Bools
from simulator.model.conditions import Evidence, holds
from simulator.scenario.seats import Hold, Seat


class Objectives:
    """The objectives of every seat, and in which runs each is met so far."""

    def __init__(self, seats: tuple[Seat, ...], start: Evidence) -> None:
        self._aims = [(seat.id, aim) for seat in seats for aim in seat.objectives]
        self._met = [_AT_START[aim.hold](holds(aim.when, start)) for _, aim in self._aims]

    def pass_quarter(self, evidence: Evidence) -> None:
        """Take in how the world stands at the end of a quarter."""
        for place, (_, aim) in enumerate(self._aims):
            self._met[place] = _AFTER[aim.hold](self._met[place], holds(aim.when, evidence))

    @property
    def met(self) -> dict[str, dict[str, Bools]]:
        """In which runs each objective is met if the world ends now: (r), by the `id` of its seat and its own."""
        met: dict[str, dict[str, Bools]] = {seat: {} for seat, _ in self._aims}
        for (seat, aim), runs in zip(self._aims, self._met, strict=True):
            met[seat][aim.id] = runs
        return met


_AT_START: dict[Hold, Callable[[Bools], Bools]] = {
    Hold.AT_END: np.copy,
    Hold.ONCE: np.zeros_like,
    Hold.ALWAYS: np.ones_like,
}
"""What an objective starts from, given where its condition holds: what counts begins after the start."""

_AFTER: dict[Hold, Callable[[Bools, Bools], Bools]] = {
    Hold.AT_END: lambda _, now: now,
    Hold.ONCE: np.logical_or,
    Hold.ALWAYS: np.logical_and,
}
"""What becomes of it in a quarter, given where it was met before and where its condition holds now."""

"""What is an offer: the terms that lie between a power and a host, as dense arrays.

At most one offer lies between a power and a host in a sector, so the table of all offers is an array (h, p, k, r) for
each term. The instrument is the power's main one in the sector and its rate and maturity are the power's own, so they
are not terms of the single offer.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Self

import numpy as np

from simulator.model.arithmetic import Bools, Codes, Floats
from simulator.model.slots import Slots


class Answer(IntEnum):
    """What a host says to an offer."""

    NONE = 0
    """There was no offer."""
    SIGN = 1
    REFUSE = 2
    HOLD = 3
    """It would sign, but has signed as much as it can this quarter: the offer stays on the table."""


class Press(IntEnum):
    """What a power does to a host."""

    NONE = 0
    """It leaves things as they are."""
    START = 1
    """It begins a measure."""
    RAISE = 2
    """It makes the measure harder."""
    EASE = 3
    """It ends the measure."""


@dataclass
class Terms:
    """The terms of the offers in a set of slots; where `made` is false the other arrays mean nothing."""

    made: Bools
    """Whether there is an offer in the slot."""
    amount: Floats
    """US$bn."""
    element: Codes
    """Security element: 0 for none, n for the n-th of the scenario."""
    sanctions: Floats
    """Compliance with the power's sanctions that is asked for, 0 to 1."""
    governance: Floats
    """Transparency, tenders and audit that are asked for, 0 to 1."""
    recognition: Floats
    """Support for the power's red lines that is asked for, 0 to 1."""
    collateral: Bools
    """Whether the debt is secured on exports or accounts."""
    exclusive: Bools
    """Whether the power asks for the sector for itself."""
    project: Codes
    """Project that the money is for: 0 for none, n for the n-th of the scenario."""
    offtake: Floats
    """Share of the project's output that is asked for, 0 to 1."""
    threat: Bools
    """Whether the power threatens to press the host if it refuses."""
    joint: Bools
    """Whether the power makes it on the same terms to other hosts too, at a summit."""
    cost: Floats
    """What the power reserves for the offer, US$bn."""

    @classmethod
    def empty(cls, shape: tuple[int, ...]) -> Self:
        """Build slots without offers."""
        kinds = {"Bools": bool, "Floats": np.float64, "Codes": np.int8}
        return cls(**{field.name: np.zeros(shape, dtype=kinds[str(field.type)]) for field in fields(cls)})

    def clear(self) -> None:
        """Take all offers away."""
        self.made[:] = False


@dataclass
class Table(Terms):
    """The offers that lie on the table, (h, p, k, r)."""

    age: Codes
    """Quarters that the offer has lain on the table."""

    def lay(self, proposals: Terms) -> Slots:
        """Put new offers into their slots, and return where; what lay there is overwritten."""
        slots = Slots.where(proposals.made)
        for field in fields(Terms):
            slots.write(getattr(self, field.name), slots.read(getattr(proposals, field.name)))
        slots.write(self.age, 0)
        return slots


@dataclass
class Orders:
    """What all actors decided in a quarter, from the same information."""

    proposals: Terms
    """(h, p, k, r): the offers that powers make."""
    answers: Codes
    """(h, p, k, r): what hosts say to the offers on the table, as codes of `Answer`."""
    presses: Codes
    """(h, p, r): what powers do to hosts, as codes of `Press`."""
    levers: Codes
    """(h, p, r): the lever of a measure that begins, as its place among all levers."""
    concessions: Bools
    """(h, p, r): where a host gives in to the power that presses it."""
    stance: Floats
    """(h, r): the compliance with sanctions at which each host aims from now on; NaN to leave it as it is."""

    @classmethod
    def empty(cls, shape: tuple[int, ...]) -> Orders:
        """Build orders in which nobody does anything; the shape is that of the slots, (h, p, k, r)."""
        hosts, powers, _, runs = shape
        dyads = (hosts, powers, runs)
        return cls(
            proposals=Terms.empty(shape),
            answers=np.zeros(shape, dtype=np.int8),
            presses=np.zeros(dyads, dtype=np.int8),
            levers=np.zeros(dyads, dtype=np.int8),
            concessions=np.zeros(dyads, dtype=bool),
            stance=np.full((hosts, runs), np.nan),
        )

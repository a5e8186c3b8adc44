"""What is an offer: the terms that lie between a power and a host, as dense arrays.

At most one offer lies between a power and a host in a sector, so the table of all offers is an array (h, p, k, r) for
each term. The instrument is the power's main one in the sector and its rate and maturity are the power's own, so they
are not terms of the single offer.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum, StrEnum
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
    COUNTER = 4
    """It would sign other terms, and asks for them: the offer stays on the table with those."""


class Clause(StrEnum):
    """What a power may ask for; each is the name of its array of `Terms`."""

    RECOGNITION = "recognition"
    COLLATERAL = "collateral"
    GOVERNANCE = "governance"
    SANCTIONS = "sanctions"
    EXCLUSIVE = "exclusive"


CLAUSES = tuple(Clause)
"""The clauses, in the order of their codes: code 0 for none, n for the n-th."""


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
    countered: Bools
    """Whether the terms are what the host asked for, and wait for the power's answer."""
    extra: Floats
    """What the power must add to what it reserved if it takes the counter, US$bn."""

    @property
    def waiting(self) -> Bools:
        """Where counters wait for the power's answer."""
        return self.made & self.countered

    @property
    def open(self) -> Bools:
        """Where offers wait for the host's answer."""
        return self.made & ~self.countered

    def lay(self, proposals: Terms) -> Slots:
        """Put new offers into their slots, and return where; what lay there is overwritten."""
        slots = Slots.where(proposals.made)
        for field in fields(Terms):
            slots.write(getattr(self, field.name), slots.read(getattr(proposals, field.name)))
        slots.write(self.age, 0)
        return slots

    def amend(self, counters: Counters, countered: Bools, unit_cost: Floats) -> None:
        """Put what hosts ask for in the place of what was offered.

        Parameters
        ----------
        countered
            (h, p, k, r): where.
        unit_cost
            (p, k, 1): US$ per US$ committed.
        """
        slots = Slots.where(countered)
        asked, offered = slots.read(counters.amount), slots.read(self.amount)
        slots.write(self.amount, asked)
        slots.write(self.extra, unit_cost[slots.power, slots.sector, 0] * (asked - offered))
        dropped = slots.read(counters.dropped)
        for code, clause in enumerate(CLAUSES, start=1):
            slots.among(dropped == code).write(getattr(self, clause), 0)
        slots.write(self.countered, True)


@dataclass
class Counters:
    """What hosts ask for in the place of what was offered, (h, p, k, r); means nothing where they counter nothing."""

    amount: Floats
    """US$bn."""
    dropped: Codes
    """Code of the clause that is to go, 0 for none."""

    @classmethod
    def empty(cls, shape: tuple[int, ...]) -> Counters:
        """Build counters of nothing."""
        return cls(np.zeros(shape), np.zeros(shape, dtype=np.int8))


@dataclass
class Orders:
    """What all actors decided in a quarter, from the same information."""

    proposals: Terms
    """(h, p, k, r): the offers that powers make."""
    answers: Codes
    """(h, p, k, r): what hosts say to the offers on the table, as codes of `Answer`."""
    counters: Counters
    """(h, p, k, r): what hosts ask for where their answer is a counter."""
    taken: Bools
    """(h, p, k, r): the counters on the table that powers take; all others they leave."""
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
            counters=Counters.empty(shape),
            taken=np.zeros(shape, dtype=bool),
            presses=np.zeros(dyads, dtype=np.int8),
            levers=np.zeros(dyads, dtype=np.int8),
            concessions=np.zeros(dyads, dtype=bool),
            stance=np.full((hosts, runs), np.nan),
        )

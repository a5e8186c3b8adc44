"""What lies between two hosts: how they get on, a border that they dispute, a river that they share."""

from __future__ import annotations

from pydantic import Field

from simulator.scenario.basics import Identifier, Strict
from simulator.scenario.figure import NOTHING, Balance, Share


class Neighbours(Strict):
    """What lies between two hosts."""

    id: Identifier
    """The short name, such as `kg_tj`."""
    remove: bool = False
    """In a file that extends another: drop what lies between the two."""
    of: Identifier
    """One of the two hosts."""
    toward: Identifier = Field(alias="with")
    """The other."""
    relation: Balance = NOTHING
    """How they get on at the start, and the level to which that returns: -1 enemies, 0 indifferent, 1 friends."""
    dispute: Share = NOTHING
    """How far their border is disputed: 0 none or settled, 1 all of it."""
    river: Share = NOTHING
    """How far they compete for the same water: 0 not at all, 1 fully."""

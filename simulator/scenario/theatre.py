"""What stands on the ground: projects and corridors."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from simulator.scenario.basics import Identifier, Strict
from simulator.scenario.figure import NOTHING, Positive, Share, Stock


class Stage(StrEnum):
    """How far a project has come."""

    PROSPECT = "prospect"
    EXPLORATION = "exploration"
    PERMIT = "permit"
    CONSTRUCTION = "construction"
    PRODUCTION = "production"


class Project(Strict):
    """A deposit, plant or line with finite output."""

    id: Identifier
    """The short name."""
    name: str = Field(min_length=1)
    """The name shown."""
    remove: bool = False
    """In a file that extends another: drop this project."""
    host: Identifier
    """The host in which it lies."""
    sector: Identifier
    """Its sector."""
    mineral: Identifier | None = None
    """What it yields, such as `tungsten`; left out for a line or plant."""
    stage: Stage
    """How far it is at the start."""
    capex: Stock
    """Investment needed to production, US$bn."""
    duration: float = Field(default=1.0, ge=0.1, le=10)
    """How long its stages take, relative to the usual: 2 is twice as long."""
    output: Share = NOTHING
    """Output when complete, as a share of the world's."""
    offtake: dict[Identifier, Share] = {}
    """Share of the output already promised to each power; what is left can be won."""
    refining: dict[Identifier, Share] = {}
    """Share of the output that must be refined in each power."""
    corridor: Identifier | None = None
    """The corridor by which it leaves the region, or that it widens."""
    adds: Stock = NOTHING
    """Capacity that it adds to its corridor when complete, million tonnes a year; of what is complete at the start
    the corridor's own capacity tells."""


class Corridor(Strict):
    """A way for goods out of the region."""

    id: Identifier
    """The short name, such as `middle`."""
    name: str = Field(min_length=1)
    """The name shown."""
    remove: bool = False
    """In a file that extends another: drop this corridor."""
    capacity: Positive
    """Capacity, million tonnes a year."""
    volume: Stock
    """Volume at the start, million tonnes a year."""
    gatekeeper: Identifier | None = None
    """The power whose territory it crosses, and who can close it."""
    dependence: dict[Identifier, Share] = {}
    """Share of each host's exports that leave by it."""
    builders: tuple[Identifier, ...] = ()
    """Hosts in which money widens it, when it arrives in a sector that widens corridors."""

"""What stands on the ground and what happens: projects, corridors and events."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from simulator.scenario.basics import Identifier, Strict
from simulator.scenario.figure import NOTHING, Positive, Share, Stock
from simulator.scenario.quarter import Quarter


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
    output: Share = NOTHING
    """Output when complete, as a share of the world's."""
    offtake: dict[Identifier, Share] = {}
    """Share of the output already promised to each power; what is left can be won."""
    refining: dict[Identifier, Share] = {}
    """Share of the output that must be refined in each power."""
    corridor: Identifier | None = None
    """The corridor by which it leaves the region."""


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


class State(StrEnum):
    """State that an event may change: of the world, of a power or of a host."""

    COMMODITY_PRICE = "commodity_price"
    GROWTH = "growth"
    EXCHANGE_RATE = "exchange_rate"
    ENFORCEMENT = "enforcement"
    BUDGET = "budget"
    WAR = "war"
    THREAT = "threat"
    WATER_STRESS = "water_stress"
    UNREST = "unrest"
    LEGITIMACY = "legitimacy"
    COMPLIANCE = "compliance"


MEANING_OF_STATES = {
    State.COMMODITY_PRICE: "the logarithm of the price: `add: -0.25` is a fall by 22 %",
    State.GROWTH: "growth of the power's economy, as a fraction a year: `add: -0.04` is four points less",
    State.EXCHANGE_RATE: "the logarithm of the power's exchange rate: `add: -0.25` is a loss of 22 %",
    State.ENFORCEMENT: "how strictly the power enforces sanctions on third parties, 0 to 1",
    State.BUDGET: "what the power can spend in the region, US$bn a year",
    State.WAR: "burden of a war of the power's own, 0 to 2",
    State.THREAT: "threat to the host by neighbours and insurgents, 0 to 1",
    State.WATER_STRESS: "water stress of the host, 0 to 1",
    State.UNREST: "unrest in the host, 0 to 1",
    State.LEGITIMACY: "support of the host's government, 0 to 1",
    State.COMPLIANCE: "how far the host keeps to sanctions, 0 to 1",
}
"""What each state is, with its unit."""

WORLD_STATES = frozenset({State.COMMODITY_PRICE})
"""States that the world has once; an effect on one of them names no actor."""
POWER_STATES = frozenset({State.GROWTH, State.EXCHANGE_RATE, State.ENFORCEMENT, State.BUDGET, State.WAR})
"""States that each power has."""
HOST_STATES = frozenset(State) - WORLD_STATES - POWER_STATES
"""States that each host has."""


class Effect(Strict):
    """A change of named state: give `add` or `multiply`, not both."""

    state: State
    """What changes: one of the states in the table below."""
    of: Identifier | None = None
    """Whose state: the `id` of a power or a host. Left out, it is that of every actor that has the state."""
    add: float | None = Field(default=None, ge=-100, le=100)
    """What is added to the state, in its own unit."""
    multiply: float | None = Field(default=None, ge=0, le=100)
    """Factor by which the state is multiplied."""


class Event(Strict):
    """Something that happens in the world, outside every actor's choice."""

    id: Identifier
    """The short name."""
    name: str = Field(min_length=1)
    """The headline shown."""
    remove: bool = False
    """In a file that extends another: drop this event."""
    at: Quarter
    """The quarter in which it happens: after the start, and within the horizon."""
    lasts: int | None = Field(default=None, ge=1)
    """Quarters after which its effects are undone; they stay where left out."""
    effects: tuple[Effect, ...] = Field(min_length=1)
    """What it changes: at least one effect."""
    source: str | None = None
    """Who reported it, or what it was derived or judged from."""

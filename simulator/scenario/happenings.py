"""What happens outside every actor's choice: events, what sets them off, and what they change."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from simulator.scenario.basics import Identifier, Strict
from simulator.scenario.quarter import Quarter


class State(StrEnum):
    """State that an event may change: of the world, of a power or of a host."""

    COMMODITY_PRICE = "commodity_price"
    MINERAL_PRICE = "mineral_price"
    GROWTH = "growth"
    EXCHANGE_RATE = "exchange_rate"
    MIGRATION = "migration"
    ENFORCEMENT = "enforcement"
    BUDGET = "budget"
    WAR = "war"
    RESTRAINT = "restraint"
    URGENCY = "urgency"
    EXPORT_CONTROLS = "export_controls"
    GOVERNANCE_ASK = "governance_ask"
    SUMMIT = "summit"
    THREAT = "threat"
    WATER_STRESS = "water_stress"
    UNREST = "unrest"
    LEGITIMACY = "legitimacy"
    COMPLIANCE = "compliance"
    SUCCESSION = "succession"
    RELATION = "relation"
    CAPACITY = "capacity"
    PROGRESS = "progress"
    SIGNED = "signed"


MEANING_OF_STATES = {
    State.COMMODITY_PRICE: "the logarithm of the price: `add: -0.25` is a fall by 22 %",
    State.MINERAL_PRICE: "the logarithm of the price of critical minerals: `add: 0.4` is a rise by half",
    State.GROWTH: "growth of the power's economy, as a fraction a year: `add: -0.04` is four points less",
    State.EXCHANGE_RATE: "the logarithm of the power's exchange rate: `add: -0.25` is a loss of 22 %",
    State.MIGRATION: "the logarithm of what migrants in the power can send home: `add: -0.2` is a loss of 18 %",
    State.ENFORCEMENT: "how strictly the power enforces sanctions on third parties, 0 to 1",
    State.BUDGET: "what the power can spend in the region, US$bn a year",
    State.WAR: "burden of a war of the power's own, 0 to 2",
    State.RESTRAINT: "how slow the power is to press a host, in log odds: `add: -1` makes it 2.7 times as likely",
    State.URGENCY: "how pressed the power is to secure minerals, 0 to 1",
    State.EXPORT_CONTROLS: "how far the power withholds the refining of minerals from others, 0 to 1",
    State.GOVERNANCE_ASK: "what the power asks for in governance when it asks in full, 0 to 1",
    State.SUMMIT: "the chance of a summit of the power with all hosts this quarter: `add: 1` holds one",
    State.THREAT: "threat to the host by neighbours and insurgents, 0 to 1",
    State.WATER_STRESS: "water stress of the host, 0 to 1",
    State.UNREST: "unrest in the host, 0 to 1",
    State.LEGITIMACY: "support of the host's government, 0 to 1",
    State.COMPLIANCE: "how far the host keeps to sanctions, 0 to 1",
    State.SUCCESSION: "a change of leader: `add: 1` brings one, `add: 0.5` is an even chance of one",
    State.RELATION: "how the host gets on with its neighbours, or with the one named under `with`, -1 to 1",
    State.CAPACITY: "capacity of the corridor: `multiply: 0.5` halves it",
    State.PROGRESS: "progress of the project, in stages: `add: 1` is a stage at once, as by a discovery",
    State.SIGNED: "a deal of the host (`of`) with the power (`by`) in a `sector`, signed beside all offers: `add` is "
    "its amount, US$bn",
}
"""What each state is, with its unit."""

WORLD_STATES = frozenset({State.COMMODITY_PRICE, State.MINERAL_PRICE})
"""States that the world has once; an effect on one of them names no actor."""
POWER_STATES = frozenset(
    {
        State.GROWTH,
        State.EXCHANGE_RATE,
        State.MIGRATION,
        State.ENFORCEMENT,
        State.BUDGET,
        State.WAR,
        State.RESTRAINT,
        State.URGENCY,
        State.EXPORT_CONTROLS,
        State.GOVERNANCE_ASK,
        State.SUMMIT,
    }
)
"""States that each power has."""
CORRIDOR_STATES = frozenset({State.CAPACITY})
"""States that each corridor has."""
PROJECT_STATES = frozenset({State.PROGRESS})
"""States that each project has."""
DEAL_STATES = frozenset({State.SIGNED})
"""States that lie between a host and a power in a sector; an effect on one of them names all three."""
HOST_STATES = frozenset(State) - WORLD_STATES - POWER_STATES - CORRIDOR_STATES - PROJECT_STATES - DEAL_STATES
"""States that each host has."""
OWNERS = {
    "powers": POWER_STATES,
    "hosts": HOST_STATES | DEAL_STATES,
    "corridors": CORRIDOR_STATES,
    "projects": PROJECT_STATES,
}
"""The states that each item of a section has."""


class Effect(Strict):
    """A change of named state: give `add` or `multiply`, not both."""

    state: State
    """What changes: one of the states in the table below."""
    of: Identifier | None = None
    """Whose state: the `id` of a power, a host, a corridor or a project. Left out, it is that of all that have it."""
    toward: Identifier | None = Field(default=None, alias="with")
    """The other host of a `relation`; left out, it is that with every neighbour."""
    by: Identifier | None = None
    """The power with which a deal is `signed`."""
    sector: Identifier | None = None
    """The sector in which a deal is `signed`."""
    add: float | None = Field(default=None, ge=-100, le=100)
    """What is added to the state, in its own unit."""
    multiply: float | None = Field(default=None, ge=0, le=100)
    """Factor by which the state is multiplied."""


class Watched(StrEnum):
    """State that a condition may watch, as it stood at the end of the last quarter."""

    COMMODITY_PRICE = "commodity_price"
    COHESION = "cohesion"
    POWER_SCORE = "power_score"
    SUPPLY = "supply"
    HOST_SCORE = "host_score"
    GDP = "gdp"
    GROWTH = "growth"
    RESERVES = "reserves"
    DEBT_RATIO = "debt_ratio"
    ARREARS = "arrears"
    LEGITIMACY = "legitimacy"
    UNREST = "unrest"
    COMPLIANCE = "compliance"
    THREAT = "threat"
    TENURE = "tenure"
    AUTONOMY = "autonomy"
    DIVERSIFICATION = "diversification"
    INFLUENCE_SHARE = "influence_share"
    ALIGNMENT = "alignment"
    SECURITY_TIE = "security_tie"
    TRADE = "trade"
    DEBT = "debt"
    REMITTANCES = "remittances"
    PIPELINE = "pipeline"
    PRESSURE = "pressure"
    CAPTIVE_EXPORTS = "captive_exports"


WATCHED_IN_WORLD = frozenset({Watched.COMMODITY_PRICE, Watched.COHESION})
"""What a condition watches without naming an actor."""
WATCHED_IN_POWERS = frozenset({Watched.POWER_SCORE, Watched.SUPPLY})
"""What a condition watches of a power (`by`)."""
WATCHED_IN_DYADS = frozenset(
    {
        Watched.INFLUENCE_SHARE,
        Watched.ALIGNMENT,
        Watched.SECURITY_TIE,
        Watched.TRADE,
        Watched.DEBT,
        Watched.REMITTANCES,
        Watched.PIPELINE,
        Watched.PRESSURE,
        Watched.CAPTIVE_EXPORTS,
    }
)
"""What a condition watches between a host (`of`) and a power (`by`)."""


class Condition(Strict):
    """A statement about the world that holds or does not: a comparison, or `all`, `any` or `not` of others.

    A comparison names a `state`, whose it is, and what it must be `above` or `below`, or both; or an `event` that has
    happened.
    """

    every: tuple[Condition, ...] = Field(default=(), alias="all", max_length=20)
    """Conditions that must all hold."""
    some: tuple[Condition, ...] = Field(default=(), alias="any", max_length=20)
    """Conditions of which one must hold."""
    none: Condition | None = Field(default=None, alias="not")
    """A condition that must not hold."""
    state: Watched | None = None
    """What is compared: one of the states in the table below."""
    of: Identifier | None = None
    """The host whose state it is."""
    by: Identifier | None = None
    """The power, for a state that lies between a host and a power."""
    above: float | None = None
    """What the state must exceed, in its own unit."""
    below: float | None = None
    """What the state must stay under, in its own unit."""
    event: Identifier | None = None
    """An event that must have happened before."""


class Event(Strict):
    """Something that happens in the world, outside every actor's choice.

    It happens in the quarter `at`; or by chance, with a `hazard`; or as soon as a condition (`when`) holds. With two of
    them both must be so: a hazard beside a condition strikes only while the condition holds. A preset without any of
    them does nothing.
    """

    id: Identifier
    """The short name."""
    name: str = Field(min_length=1)
    """The headline shown."""
    remove: bool = False
    """In a file that extends another: drop this event."""
    preset: bool = False
    """Whether nothing need set it off: it is there for files that extend this one and give `at`, `hazard` or `when`."""
    at: Quarter | None = None
    """The quarter in which it happens: after the start, and within the horizon."""
    hazard: float | None = Field(default=None, gt=0, le=20)
    """How often it strikes, in times a year: .1 is once in ten years on average."""
    when: Condition | None = None
    """The condition under which it happens."""
    repeats: bool = False
    """Whether it can happen again after it has ended; otherwise it happens once at most."""
    lasts: int | None = Field(default=None, ge=1)
    """Quarters after which its effects are undone; they stay where left out."""
    ends: tuple[Identifier, ...] = Field(default=(), max_length=20)
    """Events whose effects it undoes, as far as they have happened before it."""
    effects: tuple[Effect, ...] = Field(min_length=1)
    """What it changes: at least one effect."""
    source: str | None = None
    """Who reported it, or what it was derived or judged from."""

    @property
    def is_set_off(self) -> bool:
        """Whether there is something that sets it off."""
        return self.at is not None or self.hazard is not None or self.when is not None

"""What is a scenario: the one schema that every file is held against."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from simulator.scenario.basics import Identifier, Strict
from simulator.scenario.deals import Instrument, InstrumentTerms, Sector, SecurityElement
from simulator.scenario.figure import NOTHING, Number
from simulator.scenario.happenings import Event
from simulator.scenario.neighbours import Neighbours
from simulator.scenario.parameters import Parameters
from simulator.scenario.profiles import HostProfile, PowerProfile
from simulator.scenario.quarter import Quarter
from simulator.scenario.seats import Seat
from simulator.scenario.theatre import Corridor, Project

SCHEMA_VERSION = 1


class Kind(StrEnum):
    """What a file is for."""

    SCENARIO = "scenario"
    LIBRARY = "library"


class Scenario(Strict):
    """A world at its start, and the rules and figures by which it moves.

    Lists hold items by `id`; their order is the order on every screen and in every array.
    """

    version: Literal[1] = Field(alias="schema", default=1)
    """Version of the schema that the file is written for."""
    kind: Kind = Kind.SCENARIO
    """`scenario` runs by itself; `library` holds sections that scenarios extend."""
    id: Identifier
    """The short name. Not inherited."""
    name: str = Field(min_length=1)
    """The title shown. Not inherited."""
    summary: str = Field(min_length=1)
    """One sentence on what the scenario is for. Not inherited."""
    briefing: str = ""
    """Who, what is at stake, what to watch: shown before a game. Not inherited."""
    start: Quarter
    """The quarter before the first step, such as `2025Q4`; what stands at the start is as of its end."""
    horizon: int = Field(ge=1, le=400)
    """How many quarters the scenario lasts, from the start."""
    powers: tuple[PowerProfile, ...] = Field(min_length=1, max_length=12)
    """The powers, which make offers."""
    hosts: tuple[HostProfile, ...] = Field(min_length=1, max_length=24)
    """The host states, which answer them."""
    sectors: tuple[Sector, ...] = Field(min_length=1, max_length=12)
    """The fields of investment."""
    instruments: dict[Instrument, InstrumentTerms]
    """The terms of each way to move money that a power uses: `grant`, `loan`, `equity`, `purchase`."""
    security_elements: tuple[SecurityElement, ...] = Field(default=(), max_length=24)
    """The security ties that can be part of an offer."""
    commodity_price: Number = NOTHING
    """The commodity price at the start: the logarithm of its ratio to the long-run level, so 0 is normal."""
    neighbours: tuple[Neighbours, ...] = ()
    """What lies between the hosts. Two hosts of which nothing is said are indifferent, without border or river."""
    projects: tuple[Project, ...] = Field(default=(), max_length=60)
    """Deposits, plants and lines that the powers compete for."""
    corridors: tuple[Corridor, ...] = Field(default=(), max_length=12)
    """Ways for goods out of the region."""
    events: tuple[Event, ...] = ()
    """Things that happen outside every actor's choice."""
    seats: tuple[Seat, ...] = Field(default=(), max_length=36)
    """The actors that a person can play, those to begin with first."""
    parameters: Parameters = Parameters()
    """The free parameters of the model that differ from their defaults."""

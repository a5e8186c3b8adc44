"""What is a scenario: the one schema that every file is held against."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from simulator.scenario.basics import Identifier, Strict
from simulator.scenario.deals import Instrument, InstrumentTerms, Sector, SecurityElement
from simulator.scenario.figure import NOTHING, Number
from simulator.scenario.parameters import Parameters
from simulator.scenario.profiles import HostProfile, PowerProfile
from simulator.scenario.quarter import Quarter
from simulator.scenario.theatre import Corridor, Event, Project

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
    """The short name."""
    name: str = Field(min_length=1)
    """The title shown."""
    summary: str = Field(min_length=1)
    """One sentence on what the scenario is for."""
    briefing: str = ""
    """Who, what is at stake, what to watch: shown before a game."""
    start: Quarter
    """The quarter before the first step."""
    horizon: int = Field(ge=1, le=400)
    """Quarters from the start to the end."""
    powers: tuple[PowerProfile, ...] = Field(min_length=1, max_length=12)
    """The powers."""
    hosts: tuple[HostProfile, ...] = Field(min_length=1, max_length=24)
    """The host states."""
    sectors: tuple[Sector, ...] = Field(min_length=1, max_length=12)
    """The sectors."""
    instruments: dict[Instrument, InstrumentTerms]
    """Terms of the four instruments."""
    security_elements: tuple[SecurityElement, ...] = Field(default=(), max_length=24)
    """The security elements."""
    commodity_price: Number = NOTHING
    """Commodity price at the start, log of its ratio to the long-run level."""
    projects: tuple[Project, ...] = ()
    """Deposits, plants and lines."""
    corridors: tuple[Corridor, ...] = ()
    """Ways out of the region."""
    events: tuple[Event, ...] = ()
    """Things that happen outside every actor's choice."""
    parameters: Parameters = Parameters()
    """Free parameters of the model."""

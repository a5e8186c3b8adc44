"""Who can be played, and what the player is asked to bring about."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from simulator.scenario.basics import Identifier, Strict
from simulator.scenario.happenings import Condition


class Hold(StrEnum):
    """When the condition of an objective must hold."""

    AT_END = "at_end"
    ONCE = "once"
    ALWAYS = "always"


class Objective(Strict):
    """Something to bring about or to prevent: it is met or missed, and nothing in between."""

    id: Identifier
    """The short name, which no other objective of the seat has."""
    name: str = Field(min_length=1)
    """The headline shown."""
    remove: bool = False
    """In a file that extends another: drop this objective."""
    text: str = ""
    """Why it matters to the actor."""
    when: Condition
    """The condition that must hold, with the keys that an event's `when` has."""
    hold: Hold = Hold.AT_END
    """When it must hold: at the end, in one quarter at least after the start (`once`), or in every one (`always`)."""


class Seat(Strict):
    """An actor that a person can play, with what is asked of them."""

    id: Identifier
    """The power or the host: its `id`."""
    remove: bool = False
    """In a file that extends another: drop this seat; the actor stays."""
    brief: str = Field(min_length=1)
    """What the actor wants and has to work with, in plain words for whoever takes the seat."""
    objectives: tuple[Objective, ...] = Field(min_length=1, max_length=12)
    """What the actor is to bring about: at least one objective."""

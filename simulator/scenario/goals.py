"""What does a power want: its goals, each with a weight, by which its score is told."""

from __future__ import annotations

from pydantic import Field

from simulator.scenario.basics import Strict


class Goals(Strict):
    """What a power's score is made of: the weight of each goal, of which only the proportions count."""

    standing: float = Field(default=0.0, ge=0, le=100)
    """To hold its share of influence: full where it has nine tenths of what it had at the start in each host."""
    backyard: float = Field(default=0.0, ge=0, le=100)
    """To keep rivals' bases and alliances out."""
    supply: float = Field(default=0.0, ge=0, le=100)
    """To be able to count on the minerals that it needs."""
    calm: float = Field(default=0.0, ge=0, le=100)
    """Hosts without unrest and threat."""
    balance: float = Field(default=0.0, ge=0, le=100)
    """Hosts whose partners share influence evenly."""
    corridor: float = Field(default=0.0, ge=0, le=100)
    """Ways out of the region that no power can close."""
    sanctions: float = Field(default=0.0, ge=0, le=100)
    """Hosts that keep to sanctions."""

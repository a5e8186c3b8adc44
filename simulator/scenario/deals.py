"""What can be offered: sectors, instruments and security elements."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from simulator.scenario.basics import Identifier, Portion, Strict


class Instrument(StrEnum):
    """How money moves in a deal."""

    GRANT = "grant"
    LOAN = "loan"
    EQUITY = "equity"
    PURCHASE = "purchase"


class Sector(Strict):
    """A field of investment."""

    id: Identifier
    """The short name, such as `minerals`."""
    name: str = Field(min_length=1)
    """The name shown."""
    remove: bool = False
    """In a file that extends another: drop this sector."""
    spillover: float = Field(ge=0, le=2)
    """Lasting gain to the host of US$1 that arrives where the sector fits, beyond the gift in the money, US$ (psi)."""
    visibility: Portion
    """How much of foreign projects in the sector the public sees: 0 nothing, 1 all; only what it sees can anger it."""
    disbursement: int = Field(ge=1, le=40)
    """Quarters over which a signed deal is paid out, in equal parts."""
    widens: bool = False
    """Whether money that arrives in it widens the corridors of which the host is a builder."""


class InstrumentTerms(Strict):
    """What an instrument costs the power and brings the host."""

    cost: float = Field(ge=0, le=1)
    """What US$1 of it costs the power, US$: 1 for a gift, less where money comes back."""
    grant_element: Portion = 0.0
    """Part of each US$ that is a gift to the host, before what a cheap loan saves it in interest."""
    trade_creation: float = Field(ge=0, le=2)
    """Trade a year between host and power that US$1 paid out brings, US$; it fades."""
    cash_share: Portion
    """Part of each US$ that reaches the host's reserves; the rest goes to suppliers abroad."""


class SecurityElement(Strict):
    """A security tie that can be part of an offer."""

    id: Identifier
    """The short name, such as `exercises`."""
    name: str = Field(min_length=1)
    """The name shown."""
    remove: bool = False
    """In a file that extends another: drop this element."""
    tie_gain: Portion
    """Rise of the security tie (0 to 1) when it is signed."""
    sovereignty_cost: float = Field(ge=0)
    """What it costs the host in sovereignty, points: a point is a gift of 0.1 % of its GDP."""
    attention: int = Field(ge=0, le=100)
    """Units of the power's attention that it takes, beside that of the offer."""
    annual_cost: float = Field(ge=0)
    """What it costs the power, US$bn a year."""
    tie_from: Portion = 0.0
    """Security tie from which it can be offered."""
    tie_up_to: Portion = 1.0
    """Security tie from which it adds nothing and is no longer offered."""
    red_line: bool = False
    """Whether rivals of the power regard it as a red line in what they take for their backyard."""

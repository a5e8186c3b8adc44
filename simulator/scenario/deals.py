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
    """Lasting gain to the host per US$ invested (psi), beyond the money itself."""
    visibility: Portion
    """How visible foreign projects in the sector are to the public."""
    disbursement: int = Field(ge=1, le=40)
    """Quarters over which a signed deal is paid out."""


class InstrumentTerms(Strict):
    """What an instrument costs the power and brings the host."""

    cost: float = Field(ge=0, le=1)
    """The power's cost per US$ committed."""
    grant_element: Portion = 0.0
    """Gift in each US$ before any interest concession."""
    trade_creation: float = Field(ge=0, le=2)
    """Trade between host and power per US$ disbursed."""
    cash_share: Portion
    """Share of each US$ that reaches the host's reserves rather than suppliers abroad."""


class SecurityElement(Strict):
    """A security tie that can be part of an offer."""

    id: Identifier
    """The short name, such as `exercises`."""
    name: str = Field(min_length=1)
    """The name shown."""
    remove: bool = False
    """In a file that extends another: drop this element."""
    tie_gain: Portion
    """Rise of the security tie when signed."""
    sovereignty_cost: float = Field(ge=0)
    """Cost to the host's sovereignty, points."""
    attention: int = Field(ge=0, le=100)
    """The power's attention that it takes, units."""
    annual_cost: float = Field(ge=0)
    """The power's cost, US$bn a year."""
    tie_from: Portion = 0.0
    """Security tie below which it cannot be offered."""
    tie_up_to: Portion = 1.0
    """Security tie from which it adds nothing and is no longer offered."""

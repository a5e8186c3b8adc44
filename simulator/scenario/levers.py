"""With what can a power press a host: levers, each on something of the host's that the power can withhold."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from simulator.scenario.basics import Portion, Strict
from simulator.scenario.figure import NOTHING, Share


class Exposure(StrEnum):
    """What of the host's a lever can hurt, as a share of GDP."""

    REMITTANCES = "remittances"
    TRANSIT = "transit"
    TRADE = "trade"
    DEBT = "debt"
    EVASION = "evasion"
    ECONOMY = "economy"


MEANING_OF_EXPOSURES = {
    Exposure.REMITTANCES: "migrants' remittances from the power",
    Exposure.TRANSIT: "trade that must cross the power's territory, for want of another way",
    Exposure.TRADE: "trade with the power",
    Exposure.DEBT: "debt to the power that comes up for renewal",
    Exposure.EVASION: "access to the power's money, the more so for a host that trades with those under its sanctions",
    Exposure.ECONOMY: "the whole economy, by goods that only the power sells",
}
"""What each exposure is."""


class Lever(Strict):
    """A way to press a host."""

    name: str = Field(min_length=1)
    """The name shown, such as `Checks on migrants`."""
    exposure: Exposure
    """What of the host's it hurts."""
    loss: Share = NOTHING
    """GDP that the host loses in a year of full use, as a share of what is exposed."""
    threat: Portion = 0.0
    """Rise of the threat to the host, 0 to 1, at full use: a patron that looks away."""
    own_cost: float = Field(default=0.0, ge=0, le=10)
    """What using it costs the power itself, in odds: 1 makes it about a third as likely to be used."""
    sanctions: bool = False
    """Whether it is used to enforce sanctions: against a host that does not keep to them, and not for anything else."""

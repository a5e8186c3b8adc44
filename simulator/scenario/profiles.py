"""Who acts: powers that offer, hosts that choose, and what lies between each pair of them."""

from __future__ import annotations

from pydantic import Field

from simulator.scenario.basics import Colour, Identifier, Portion, Strict
from simulator.scenario.deals import Instrument
from simulator.scenario.figure import NOTHING, Figure, Number, Positive, Rate, Share, Stock


class Asks(Strict):
    """The clauses that a power asks for when it asks in full; without them it makes a bare offer."""

    sanctions: Portion = 0.0
    """Compliance with the power's sanctions, 0 (none) to 1 (complete)."""
    governance: Portion = 0.0
    """Transparency, tenders and audit, 0 (none) to 1 (complete)."""
    recognition: Portion = 0.0
    """Public support for the power's red lines (one China, the bloc), 0 (none) to 1 (complete)."""
    collateral: bool = False
    """Whether its loans are secured on the host's exports or accounts."""
    exclusive: tuple[Identifier, ...] = ()
    """Sectors in which it asks for an exclusive lock."""


class ClauseWorth(Strict):
    """What a clause is worth to the power, US$bn for a complete clause of a host with strategic worth 1."""

    sanctions: float = Field(default=0.0, ge=0)
    """US$bn for complete sanctions compliance, at full enforcement."""
    governance: float = Field(default=0.0, ge=0)
    """US$bn for a complete governance clause."""
    recognition: float = Field(default=0.0, ge=0)
    """US$bn for complete recognition."""
    collateral: float = Field(default=0.0, ge=0)
    """US$bn for a loan that is secured: the power is paid first."""
    exclusive: float = Field(default=0.0, ge=0)
    """US$bn for an exclusive lock on a sector of fit 1."""


class PowerProfile(Strict):
    """A power: it holds a budget and attention, and makes offers in its own style."""

    id: Identifier
    """The short name, such as `US`."""
    name: str = Field(min_length=1)
    """The name shown."""
    colour: Colour
    """The colour of the power on every screen."""
    remove: bool = False
    """In a file that extends another: drop this power."""
    gdp: Positive
    """GDP, US$bn a year."""
    growth: Rate
    """Trend growth, fraction a year."""
    growth_noise: float = Field(default=0.01, ge=0, le=0.5)
    """Standard deviation of growth around its trend, fraction a year."""
    currency_noise: float = Field(default=0.0, ge=0, le=0.5)
    """Standard deviation of the quarterly change of the (log) exchange rate."""
    budget: Stock
    """Cost that the power can commit in the region, US$bn a year."""
    delivery: Share
    """Share of signed money that arrives."""
    instruments: dict[Identifier, Instrument]
    """The main instrument in each sector."""
    rate: Rate
    """Interest on its loans and export credits, fraction a year."""
    maturity: Positive
    """Maturity of its loans and export credits, years."""
    rent: Portion = 0.0
    """Private rent for the host's elite, as a share of the money (opacity)."""
    asks: Asks = Asks()
    """The clauses of its full ask."""
    attention: int = Field(ge=0, le=100)
    """Units of diplomatic attention a quarter."""
    offers: int = Field(ge=0, le=50)
    """Most offers that it makes in a quarter."""
    influence_worth: float = Field(ge=0)
    """Worth of a percentage point of influence in a host of strategic worth 1, US$bn."""
    sector_worth: dict[Identifier, float]
    """Worth of a deal in each sector, US$bn per square root of US$bn, in a host of fit and strategic worth 1."""
    clause_worth: ClauseWorth = ClauseWorth()
    """Worth of the clauses it asks for."""
    export_worth: float = Field(default=0.0, ge=0)
    """Worth of US$1 of its industry's goods sold to a host, US$: jobs and prestige at home."""
    rivalry: dict[Identifier, Portion] = {}
    """How much it minds each other power's gains, 0 to 1; 0 where not named."""
    security: tuple[Identifier, ...] = ()
    """The security elements that it offers."""
    protection: Portion
    """How much of a threat its full security tie covers (patron effectiveness) at peace."""
    war: float = Field(default=0.0, ge=0, le=2)
    """Burden of a war of its own: 0 none, 1 heavy, 2 crippling. Each unit lowers its protection."""
    enforcement: Portion = 0.0
    """How strictly it enforces secondary sanctions at the start."""
    reexport: float = Field(default=0.0, ge=0)
    """How much the hosts' trade with this power is swollen by goods under others' sanctions, as a share."""


class Dyad(Strict):
    """What lies between a host and a power at the start. What is left out is absent: no ties yet."""

    exports: Stock = NOTHING
    """Goods from the host to the power, US$bn a year, by the host's own reports where there are any."""
    imports: Stock = NOTHING
    """Goods from the power to the host, US$bn a year, by the host's own reports where there are any."""
    fdi: Stock = NOTHING
    """The power's stock of direct investment in the host, US$bn."""
    debt: Stock = NOTHING
    """Public and guaranteed debt of the host to the power, US$bn."""
    remittances: Stock = NOTHING
    """Remittances from the power to the host, US$bn a year."""
    security_tie: Share = NOTHING
    """Below .2 contacts, .2 to .5 arms and training, .5 to .7 treaty-like, above .7 base or alliance."""
    alignment: Share = Figure(value=0.5)
    """Political alignment, 0 to 1, mapped to the proximity of UN voting ideal points."""
    delivery_belief: Share | None = None
    """Delivery ratio that the host expects of the power; the power's true one where left out."""
    coercion_memory: Stock = NOTHING
    """What the host remembers of the power's coercion, 0 (nothing) to about 3."""
    hostility: Share = NOTHING
    """Public hostility to the power's visible projects."""
    strategic_worth: Share = Figure(value=0.5)
    """Weight of the host in the power's strategy, 0 to 1."""
    entitlement: Number = NOTHING
    """How far the influence share that the power feels entitled to lies above its share at the start."""
    signed: dict[Identifier, Stock] = {}
    """Deals signed before the start and not yet disbursed, US$bn by sector, in the power's main instrument."""


class HostProfile(Strict):
    """A host state: it weighs offers, signs, refuses and hedges."""

    id: Identifier
    """The short name, such as `KZ`."""
    name: str = Field(min_length=1)
    """The name shown."""
    capital: str = Field(min_length=1)
    """The capital: the name for its government in sentences."""
    colour: Colour
    """The colour of the host on every screen."""
    remove: bool = False
    """In a file that extends another: drop this host."""
    gdp: Positive
    """GDP, US$bn a year."""
    growth: Rate
    """Trend growth, fraction a year."""
    exports: Stock
    """All goods exports, US$bn a year."""
    imports: Stock
    """All goods imports, US$bn a year."""
    reserves: Stock
    """Usable external buffer (reserves and sovereign fund), US$bn."""
    current_account: Rate
    """Current account without the deals and remittances of the model, fraction of GDP."""
    fdi: Stock
    """Stock of direct investment from everywhere, US$bn."""
    debt: Stock
    """Public and guaranteed debt to all creditors, US$bn."""
    market_rate: Rate
    """Interest at which the host could borrow on the market, fraction a year."""
    debt_threshold: Positive
    """Debt to GDP at which distress is an even chance."""
    investment: Stock
    """Foreign-financed investment that the trend growth takes for granted, fraction of GDP a year."""
    commodity_share: Share
    """Weight of exported commodities in the economy."""
    coalition: Share
    """Size of the winning coalition that keeps the leader in office, as a share of the country."""
    legitimacy: Share
    """Elite and mass support of the government."""
    unrest: Share = NOTHING
    """Unrest at the start."""
    unrest_hazard: Stock
    """Hazard of an outbreak of unrest at a legitimacy of one half, per year."""
    threat: Share
    """External and insurgent threat."""
    compliance: Share
    """Compliance with Western sanctions at the start, and the level to which it drifts back."""
    water_stress: Share = NOTHING
    """Water stress."""
    hurdle: float | None = None
    """Points that an offer must be worth to beat the status quo; the parameter `choice.hurdle` where left out."""
    sector_fit: dict[Identifier, Portion]
    """How well each sector fits the host's endowment."""
    dyads: dict[Identifier, Dyad] = {}
    """Ties with each power."""

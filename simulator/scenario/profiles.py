"""Who acts: powers that offer, hosts that choose, and what lies between each pair of them."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Gt, Le
from pydantic import Field

from simulator.scenario.basics import Colour, Identifier, Portion, Strict
from simulator.scenario.deals import Instrument
from simulator.scenario.figure import NOTHING, Figure, Growth, Number, Positive, Rate, Share, Size, Stock, Term
from simulator.scenario.goals import Goals
from simulator.scenario.levers import Lever


class Asks(Strict):
    """The clauses that a power asks for when it asks in full; without them it makes a bare offer."""

    sanctions: Portion = 0.0
    """That the host keeps to the power's sanctions: 0 not at all, 1 completely."""
    governance: Portion = 0.0
    """Transparency, tenders and audit: 0 none, 1 complete."""
    recognition: Portion = 0.0
    """Public support for the power's red lines, such as one China: 0 none, 1 complete."""
    collateral: bool = False
    """Whether its loans are secured on the host's exports or accounts (pledged)."""
    exclusive: tuple[Identifier, ...] = ()
    """Sectors in which it asks the host to sign with nobody else for some years."""


class ClauseWorth(Strict):
    """What a complete clause signed by a host of strategic worth 1 is worth to the power, US$bn."""

    sanctions: float = Field(default=0.0, ge=0)
    """Worth of complete compliance with its sanctions, at full enforcement."""
    governance: float = Field(default=0.0, ge=0)
    """Worth of a complete governance clause."""
    recognition: float = Field(default=0.0, ge=0)
    """Worth of complete recognition."""
    collateral: float = Field(default=0.0, ge=0)
    """US$bn for a loan that is secured: the power is paid first."""
    exclusive: float = Field(default=0.0, ge=0)
    """Worth of the exclusive right to a sector of fit 1."""


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
    gdp: Size
    """GDP, US$bn a year."""
    growth: Growth
    """Trend growth, as a fraction a year."""
    growth_noise: float = Field(default=0.01, ge=0, le=0.5)
    """Standard deviation of growth around its trend, fraction a year."""
    currency_noise: float = Field(default=0.0, ge=0, le=0.5)
    """Standard deviation of the quarterly change of the exchange rate, as a fraction (of its logarithm)."""
    budget: Stock
    """Cost that the power can take on in the region, US$bn a year: a loan costs less than its amount."""
    delivery: Share
    """Share of the money it signs for that arrives; the rest is cancelled on the way."""
    instruments: dict[Identifier, Instrument]
    """How it pays in each sector: `grant`, `loan`, `equity` or `purchase`; every sector needs one."""
    rate: Rate
    """Interest on its loans and export credits, as a fraction a year."""
    maturity: Term
    """Years in which its loans and export credits are paid back."""
    rent: Portion = 0.0
    """What sticks to the fingers of the host's elite in its opaque deals (private rent), as a share of the money."""
    asks: Asks = Asks()
    """What it asks for in return when it asks in full."""
    attention: int = Field(ge=0, le=100)
    """Units of diplomats' and leaders' time a quarter: an offer takes one, and its security element more."""
    offers: int = Field(ge=0, le=50)
    """Most offers that it makes in a quarter."""
    amounts: tuple[Annotated[float, Gt(0), Le(20)], ...] = Field(default=(), max_length=8)
    """Amounts that it considers, in standard deals; those of the parameter `offers.amounts` where left out."""
    influence_worth: float = Field(ge=0)
    """What a percentage point of the influence in a host of strategic worth 1 is worth to it, US$bn."""
    sector_worth: dict[Identifier, float]
    """What a deal of US$1bn in each sector is worth to it at home, US$bn, in a host of fit and strategic worth 1; a
    deal four times as large is worth twice as much."""
    clause_worth: ClauseWorth = ClauseWorth()
    """What the clauses that it asks for are worth to it."""
    export_worth: float = Field(default=0.0, ge=0)
    """What US$1 of its industry's goods that a host orders (`purchase`) is worth to it, US$: jobs and prestige."""
    rivalry: dict[Identifier, Portion] = {}
    """How much it minds the influence of each other power: 0 not at all (also where left out), 1 as a full rival."""
    closed: tuple[Identifier, ...] = ()
    """Sectors in which it makes no offers."""
    security: tuple[Identifier, ...] = ()
    """The security elements that it may add to its offers."""
    protection: Portion
    """How much of a host's threat it could ward off with a full security tie, while it is at peace itself."""
    war: float = Field(default=0.0, ge=0, le=2)
    """Burden of a war of its own: 0 none, 1 heavy, 2 crippling. It lowers the protection, and the readiness to press
    and to help."""
    enforcement: Portion = 0.0
    """How strictly it enforces sanctions on third parties at the start: 0 not at all, 1 fully."""
    reexport: float = Field(default=0.0, ge=0)
    """How much goods under others' sanctions swell the hosts' trade with this power, as a share of that trade."""
    levers: dict[Identifier, Lever] = Field(default={}, max_length=10)
    """With what it can press a host, each by its short name."""
    goals: Goals = Goals()
    """What its score is made of; without goals it is nothing."""
    restraint: float = Field(default=0.0, ge=-10, le=10)
    """How much slower than others it is to press a host, in log odds: 1 makes it about a third as likely."""
    needs: dict[Identifier, Portion] = {}
    """How badly it wants each mineral: 0 not at all, 1 most."""
    supply_worth: float = Field(default=0.0, ge=0)
    """What one per cent of the world's output of a mineral that it wants most is worth to it for good, US$bn."""
    urgency: Portion = 0.0
    """How pressed it is to secure minerals at the start: 0 not at all, 1 at any price."""
    corridor_worth: dict[Identifier, float] = {}
    """What a million tonnes a year of capacity more on each corridor is worth to it, US$bn; where left out, nothing."""
    summits: Stock = NOTHING
    """How many summits with all hosts it holds a year, on average."""


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
    """How close they are in security: below .2 contacts, to .5 arms and training, to .7 treaty-like, above base or
    alliance."""
    alignment: Share = Figure(value=0.5)
    """How near the host is to the power politically, from votes in the UN: 0 opposite, .5 indifferent, 1 alike."""
    delivery_belief: Share | None = None
    """Share of the power's signed money that the host believes will arrive; the power's `delivery` where left out."""
    coercion_memory: Stock = NOTHING
    """How much the host still minds pressure by the power: 0 nothing, 1 a hard blow, 3 about the most."""
    hostility: Share = NOTHING
    """Hostility of the public to the power's visible projects: 0 none, 1 extreme."""
    strategic_worth: Share = Figure(value=0.5)
    """How much the host matters to the power: 1 most; all that the power gains there is weighed by it."""
    entitlement: Number = NOTHING
    """What share of the influence the power feels entitled to beyond that which it has at the start: .05 is five
    percentage points. It bids harder while it has less."""
    signed: dict[Identifier, Stock] = {}
    """Money signed for before the start and due within about three years, before cancellations, US$bn by sector."""


class Leanings(Strict):
    """How much a leader makes of each term of an offer's value: 1 as everybody, 0 nothing, 2 twice as much."""

    money: float = Field(default=1.0, ge=0, le=10)
    """What the money is worth."""
    security: float = Field(default=1.0, ge=0, le=10)
    """Protection against threats."""
    autonomy: float = Field(default=1.0, ge=0, le=10)
    """The balance among patrons."""
    debt: float = Field(default=1.0, ge=0, le=10)
    """The risk of distress."""
    domestic: float = Field(default=1.0, ge=0, le=10)
    """What the public dislikes."""
    relation: float = Field(default=1.0, ge=0, le=10)
    """Closeness to the power, and what it has done before."""
    conditions: float = Field(default=1.0, ge=0, le=10)
    """The clauses."""
    retaliation: float = Field(default=1.0, ge=0, le=10)
    """Fear of what other powers would do."""
    threat: float = Field(default=1.0, ge=0, le=10)
    """Fear of what the power would do if refused."""
    lock: float = Field(default=1.0, ge=0, le=10)
    """Regret of rivals shut out."""


class HostProfile(Strict):
    """A host state: it weighs offers, signs, refuses and hedges."""

    id: Identifier
    """The short name, such as `KZ`."""
    name: str = Field(min_length=1)
    """The name shown."""
    capital: str = Field(min_length=1)
    """The capital, which stands for its government in sentences."""
    colour: Colour
    """The colour of the host on every screen."""
    remove: bool = False
    """In a file that extends another: drop this host."""
    gdp: Size
    """GDP, US$bn a year."""
    growth: Growth
    """Trend growth, as a fraction a year."""
    exports: Stock
    """All goods exports, US$bn a year."""
    imports: Stock
    """All goods imports, US$bn a year."""
    reserves: Stock
    """Reserves and sovereign fund, as far as they can be used, US$bn."""
    current_account: Rate
    """Current account beside deals, debt service, new borrowing and changes of remittances, as a fraction of GDP."""
    fdi: Stock
    """Stock of direct investment from everywhere, US$bn."""
    debt: Stock
    """Public and publicly guaranteed debt to all creditors, domestic ones included, US$bn."""
    market_rate: Rate
    """Interest at which the host could borrow on the market, as a fraction a year."""
    debt_threshold: Positive
    """Debt as a share of GDP at which distress is an even chance."""
    investment: Stock
    """Foreign-financed investment that the trend growth takes for granted, as a fraction of GDP a year."""
    commodity_share: Share
    """Weight of exported commodities in the economy: 0 none, 1 nothing else."""
    coalition: Share
    """Size of the group on whose support the leader depends: near 0 a clique, near 1 an electorate."""
    legitimacy: Share
    """Support of the government by elites and public: 0 none, 1 complete."""
    unrest: Share = NOTHING
    """Unrest at the start: 0 calm, 1 an uprising."""
    unrest_hazard: Stock
    """Outbreaks of unrest to be expected a year at a legitimacy of one half: .05 is one in twenty years."""
    threat: Share
    """Threat by neighbours and insurgents: 0 none, 1 to the state's existence."""
    compliance: Share
    """How far it keeps to sanctions at the start, and the level around which it chooses its stance: 0 not at all, 1
    fully."""
    water_stress: Share = NOTHING
    """Water stress: 0 none, 1 extreme."""
    tenure: Stock = NOTHING
    """Years for which the leader has been in office at the start; a new leader where left out."""
    hurdle: float | None = Field(default=None, ge=0)
    """Points that an offer must be worth to be signed, where a point is a gift of 0.1 % of GDP; the parameter
    `choice.hurdle` where left out."""
    leanings: Leanings = Leanings()
    """How much its leader makes of each term of an offer's value."""
    closed: tuple[Identifier, ...] = ()
    """Sectors in which it signs with no power."""
    sector_fit: dict[Identifier, Portion]
    """How well the host is endowed for each sector: 0 not at all, 1 best; every sector needs one."""
    dyads: dict[Identifier, Dyad] = {}
    """What lies between it and each power at the start."""

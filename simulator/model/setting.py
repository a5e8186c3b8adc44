"""What stays fixed while a world runs: the scenario's figures and choices as arrays.

Axes are named in the comments: h hosts, p powers, k sectors; arrays that meet the world's arrays end in a run axis of
length 1, so that they broadcast over the runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.model.arithmetic import Bools, Floats
from simulator.model.figures import Figures, column
from simulator.model.theatre import Theatre
from simulator.scenario.deals import Instrument, SecurityElement
from simulator.scenario.goals import Goals
from simulator.scenario.levers import Lever
from simulator.scenario.parameters import Parameters
from simulator.scenario.profiles import ClauseWorth, PowerProfile
from simulator.scenario.schema import Scenario


@dataclass(frozen=True)
class Setting:
    """A scenario as the model reads it.

    Attributes hold the fixed arrays; `cached_property` builds each when it is first read. Money is in US$bn, rates are
    fractions a year.
    """

    scenario: Scenario

    @property
    def parameters(self) -> Parameters:
        """The free parameters."""
        return self.scenario.parameters

    @property
    def profiles(self) -> tuple[PowerProfile, ...]:
        """The powers' profiles, in order."""
        return self.scenario.powers

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """Names of the hosts, in order."""
        return tuple(host.id for host in self.scenario.hosts)

    @cached_property
    def powers(self) -> tuple[str, ...]:
        """Names of the powers, in order."""
        return tuple(power.id for power in self.scenario.powers)

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """Names of the sectors, in order."""
        return tuple(sector.id for sector in self.scenario.sectors)

    @cached_property
    def corridors(self) -> tuple[str, ...]:
        """Names of the corridors, in order."""
        return tuple(corridor.id for corridor in self.scenario.corridors)

    @cached_property
    def projects(self) -> tuple[str, ...]:
        """Names of the projects, in order."""
        return tuple(project.id for project in self.scenario.projects)

    @cached_property
    def elements(self) -> tuple[SecurityElement, ...]:
        """The security elements, in order; code 0 of an offer is none, code n the n-th of these."""
        return self.scenario.security_elements

    def standard_deal(self, gdp: Floats) -> Floats:
        """Return the amount of a standard deal, A_std = a0 Y^ea, US$bn, for GDP in US$bn of any shape."""
        offers = self.parameters.offers
        standard: Floats = offers.standard_scale * gdp**offers.standard_exponent
        return standard

    # Sectors

    @cached_property
    def spillover(self) -> Floats:
        """Lasting gain per US$ in each sector that fits a host: psi times fit, (h, k, 1)."""
        return self.fit * column(sector.spillover for sector in self.scenario.sectors)

    @cached_property
    def fit(self) -> Floats:
        """Fit of each sector with each host: (h, k, 1)."""
        return np.array([[[host.sector_fit[k]] for k in self.sectors] for host in self.scenario.hosts])

    @cached_property
    def visibility(self) -> Floats:
        """Visibility of each sector: (k, 1)."""
        return column(sector.visibility for sector in self.scenario.sectors)

    @cached_property
    def payout(self) -> Floats:
        """Quarters over which a deal in each sector is paid out: (k, 1)."""
        return column(sector.disbursement for sector in self.scenario.sectors)

    @cached_property
    def cancellation(self) -> Floats:
        """Chance a quarter that what a power has in a sector is cancelled: (p, k, 1).

        A deal of n equal instalments delivers the share (s + s^2 + ... + s^n) / n on average, where s is the chance to
        get through a quarter; s is where that share is the power's delivery.
        """
        delivery = self.figures.delivery[:, None]
        instalments = np.arange(1, int(self.payout.max()) + 1)[:, None, None, None]
        counts = instalments <= self.payout
        low = np.zeros(np.broadcast_shapes(delivery.shape, self.payout.shape))
        high = np.ones_like(low)
        for _ in range(60):
            middle = 0.5 * (low + high)
            share = (middle**instalments * counts).sum(0) / self.payout
            low, high = np.where(share < delivery, middle, low), np.where(share < delivery, high, middle)
        return 1.0 - high

    # Instruments: the main one of each power in each sector

    @cached_property
    def instruments(self) -> tuple[tuple[Instrument, ...], ...]:
        """The main instrument of each power in each sector: (p, k)."""
        return tuple(tuple(power.instruments[k] for k in self.sectors) for power in self.profiles)

    def _by_instrument(self, read: Callable[[Instrument], float]) -> Floats:
        return np.array([[[read(instrument)] for instrument in row] for row in self.instruments])

    @cached_property
    def unit_cost(self) -> Floats:
        """The power's cost per US$ committed: (p, k, 1)."""
        return self._by_instrument(lambda i: self.scenario.instruments[i].cost)

    @cached_property
    def debt_part(self) -> Floats:
        """Share of each US$ that becomes the host's debt: all of a loan, the credit of a purchase; (p, k, 1)."""
        parts = {Instrument.LOAN: 1.0, Instrument.PURCHASE: self.parameters.money.export_credit}
        return self._by_instrument(lambda i: parts.get(i, 0.0))

    @cached_property
    def equity_part(self) -> Floats:
        """Share of each US$ that becomes direct investment: (p, k, 1)."""
        return self._by_instrument(lambda i: float(i is Instrument.EQUITY))

    @cached_property
    def purchase_part(self) -> Floats:
        """1 where the host buys from the power, else 0: (p, k, 1)."""
        return self._by_instrument(lambda i: float(i is Instrument.PURCHASE))

    @cached_property
    def cash_part(self) -> Floats:
        """Share of each US$ that reaches the host's reserves; negative where the host pays: (p, k, 1)."""
        down_payment = 1.0 - self.parameters.money.export_credit
        cash = self._by_instrument(lambda i: self.scenario.instruments[i].cash_share)
        return cash - down_payment * self.purchase_part

    @cached_property
    def trade_creation(self) -> Floats:
        """Annual trade between host and power per US$ disbursed: (p, k, 1)."""
        return self._by_instrument(lambda i: self.scenario.instruments[i].trade_creation)

    @cached_property
    def gift(self) -> Floats:
        """Grant element of each US$ (docs/model.md, money): (h, p, k, 1).

        A loan's is clip((market rate - rate) * ge_1 * maturity * ge_2, 0, ge_max); a purchase has it on the part that
        is an export credit.
        """
        money = self.parameters.money
        spread = self.figures.market_rate[:, None] - self.figures.rate
        scale = money.concession_share * money.concession_discount * self.figures.maturity
        concession = np.clip(spread * scale, 0.0, money.concession_cap)
        outright = self._by_instrument(lambda i: self.scenario.instruments[i].grant_element)
        gift: Floats = outright + self.debt_part * concession[:, :, None]
        return gift

    # Security

    @cached_property
    def tie_gain(self) -> Floats:
        """Rise of the tie by code of the element: (1 + elements,)."""
        return np.array([0.0, *(element.tie_gain for element in self.elements)])

    @cached_property
    def sovereignty_cost(self) -> Floats:
        """Cost to the host's sovereignty by code of the element, points: (1 + elements,)."""
        return np.array([0.0, *(element.sovereignty_cost for element in self.elements)])

    @cached_property
    def red_line(self) -> Floats:
        """Whether rivals take it for a red line, 1 or 0, by code of the element: (1 + elements,)."""
        return np.array([0.0, *(float(element.red_line) for element in self.elements)])

    @cached_property
    def element_cost(self) -> Floats:
        """The power's cost by code of the element, US$bn a year: (1 + elements,)."""
        return np.array([0.0, *(element.annual_cost for element in self.elements)])

    @cached_property
    def element_attention(self) -> Floats:
        """The power's attention by code of the element, units: (1 + elements,)."""
        return np.array([0.0, *(float(element.attention) for element in self.elements)])

    # Levers

    @cached_property
    def levers(self) -> tuple[tuple[int, Lever], ...]:
        """All powers' levers: the place of the power, and the lever. Their order is that of the codes in the world."""
        return tuple((place, lever) for place, power in enumerate(self.profiles) for lever in power.levers.values())

    # Worth to the powers

    @cached_property
    def rivalry(self) -> Floats:
        """How much each power (row) minds each other's (column) gains: (p, q, 1)."""
        return np.array([[[power.rivalry.get(q, 0.0)] for q in self.powers] for power in self.profiles])

    @cached_property
    def goals(self) -> dict[str, Floats]:
        """Weight of each goal in each power's score, summing to 1 over a power's goals: (p, 1), by the goal's name."""
        weights = {name: column(getattr(power.goals, name) for power in self.profiles) for name in Goals.model_fields}
        everything = sum(weights.values(), np.zeros((len(self.powers), 1)))
        return {name: weight / np.maximum(everything, 1e-12) for name, weight in weights.items()}

    @cached_property
    def closed(self) -> Bools:
        """Where a host signs with no power, or a power makes no offers: (h, p, k, 1)."""
        hosts, powers = (
            np.array([[[k in actor.closed] for k in self.sectors] for actor in actors])
            for actors in (self.scenario.hosts, self.scenario.powers)
        )
        closed: Bools = hosts[:, None] | powers
        return closed

    @cached_property
    def widening_worth(self) -> Floats:
        """Worth to each power of each US$ that arrives, by the corridors that it widens: (h, p, k, 1), US$."""
        free = self.parameters
        by_power = [self.theatre.builders @ way_worth for way_worth in self.theatre.way_worth]
        return np.stack(by_power, axis=1)[..., None] * (free.corridors.capacity_per_money * free.mechanisms.corridors)

    @cached_property
    def clause_worth(self) -> dict[str, Floats]:
        """Worth of each complete clause to each power, in a host of strategic worth 1: (p), US$bn, by its name."""
        return {
            name: np.array([getattr(power.clause_worth, name) for power in self.profiles])
            for name in ClauseWorth.model_fields
        }

    @cached_property
    def sector_worth(self) -> Floats:
        """Worth of a deal in each sector to each power: (p, k, 1)."""
        return np.array([[[power.sector_worth[k]] for k in self.sectors] for power in self.profiles])

    @cached_property
    def influence_worth(self) -> Floats:
        """Worth of a percentage point of influence to each power in a host of strategic worth 1, US$bn: (p, 1)."""
        return column(power.influence_worth for power in self.profiles)

    @cached_property
    def export_worth(self) -> Floats:
        """Worth to each power of each US$ that a host spends on its goods, US$: (p, k, 1)."""
        return self.purchase_part * column(power.export_worth for power in self.profiles)[:, None]

    @cached_property
    def rivals(self) -> Floats:
        """Other powers that value the sector, and so could bid: (p, k, 1)."""
        shut = np.array([[[k in power.closed] for k in self.sectors] for power in self.profiles])
        able = ((self.sector_worth > 0.0) & ~shut).astype(float)
        others: Floats = able.sum(0) - able
        return others

    # Influence

    @cached_property
    def channel_weights(self) -> dict[str, float]:
        """Weights of the channels of influence, scaled to sum to 1 over the channels that the model has."""
        influence = self.parameters.influence
        raw = {
            "trade": influence.trade,
            "fdi": influence.fdi,
            "debt": influence.debt,
            "security": influence.security,
            "remittances": influence.remittances,
            "transit": influence.transit,
        }
        scale = sum(raw.values())
        return {channel: weight / scale for channel, weight in raw.items()}

    @cached_property
    def theatre(self) -> Theatre:
        """The figures of projects and corridors."""
        return Theatre(self.scenario)

    @cached_property
    def figures(self) -> Figures:
        """The figures of hosts, powers and dyads."""
        return Figures(self.scenario)

    def index(self, actor: str) -> int:
        """Return the place of a host, power, corridor or project among its kind; `KeyError` if there is none."""
        for names in (self.hosts, self.powers, self.corridors, self.projects):
            if actor in names:
                return names.index(actor)
        raise KeyError(actor)

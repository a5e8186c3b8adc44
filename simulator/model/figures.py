"""Which numbers does the scenario give for its actors: figures of hosts, powers and dyads as arrays.

Arrays end in a run axis of length 1, so that they broadcast over the runs: hosts (h, 1), powers (p, 1), dyads
(h, p, 1). Money is in US$bn, flows and rates are a year's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from simulator.model.arithmetic import Floats
from simulator.scenario.figure import Figure
from simulator.scenario.neighbours import Neighbours
from simulator.scenario.profiles import Dyad, HostProfile, Leanings, PowerProfile
from simulator.scenario.schema import Scenario

STRANGERS = Dyad()
"""What lies between a host and a power of which the file says nothing."""


def column(values: Iterable[float]) -> Floats:
    """Stand numbers up as an array (n, 1)."""
    return np.array([[float(value)] for value in values])


class Figures:
    """The figures of a scenario's actors.

    What changes in a run has these as its levels at the start, to which some of it reverts and from which change is
    measured; the rest stays as it is.
    """

    def __init__(self, scenario: Scenario) -> None:
        powers = [power.id for power in scenario.powers]

        def host(read: Callable[[HostProfile], Figure | float]) -> Floats:
            return column(_number(read(host)) for host in scenario.hosts)

        def power(read: Callable[[PowerProfile], Figure | float]) -> Floats:
            return column(_number(read(power)) for power in scenario.powers)

        def dyad(read: Callable[[Dyad], Figure]) -> Floats:
            return np.array([[[read(host.dyads.get(p, STRANGERS)).value] for p in powers] for host in scenario.hosts])

        # Powers
        self.power_gdp = power(lambda p: p.gdp)
        self.power_trend = power(lambda p: p.growth)
        self.growth_noise = power(lambda p: p.growth_noise)
        self.currency_noise = power(lambda p: p.currency_noise)
        self.budget = power(lambda p: p.budget)
        self.delivery = power(lambda p: p.delivery)
        self.rate = power(lambda p: p.rate)
        self.maturity = power(lambda p: p.maturity)
        self.rent = power(lambda p: p.rent)
        self.protection = power(lambda p: p.protection)
        self.war = power(lambda p: p.war)
        self.enforcement = power(lambda p: p.enforcement)
        self.reexport = power(lambda p: p.reexport)
        self.restraint = power(lambda p: p.restraint)
        self.urgency = power(lambda p: p.urgency)
        self.summits = power(lambda p: p.summits)
        self.governance_ask = power(lambda p: p.asks.governance)

        # Dyads
        exports, imports = dyad(lambda d: d.exports), dyad(lambda d: d.imports)
        self.trade = exports + imports
        self.fdi = dyad(lambda d: d.fdi)
        self.debt = dyad(lambda d: d.debt)
        self.remittances = dyad(lambda d: d.remittances)
        self.security_tie = dyad(lambda d: d.security_tie)
        self.alignment = dyad(lambda d: d.alignment)
        self.coercion_memory = dyad(lambda d: d.coercion_memory)
        self.hostility = dyad(lambda d: d.hostility)
        self.strategic_worth = dyad(lambda d: d.strategic_worth)
        self.entitlement = dyad(lambda d: d.entitlement)
        beliefs = [
            [[_number(host.dyads.get(p.id, STRANGERS).delivery_belief or p.delivery)] for p in scenario.powers]
            for host in scenario.hosts
        ]
        self.delivery_belief = np.array(beliefs)
        signed = [
            [
                [[_number(host.dyads.get(p, STRANGERS).signed.get(sector.id, 0.0))] for sector in scenario.sectors]
                for p in powers
            ]
            for host in scenario.hosts
        ]
        self.signed = np.array(signed)
        """(h, p, k, 1)."""

        # Hosts; what partners outside the model hold is the rest of each total.
        self.gdp = host(lambda h: h.gdp)
        self.trend = host(lambda h: h.growth)
        self.reserves = host(lambda h: h.reserves)
        self.reserves_ratio = self.reserves / self.gdp
        self.imports_ratio = host(lambda h: h.imports) / self.gdp
        self.current_account = host(lambda h: h.current_account)
        self.trade_other = _rest(host(lambda h: h.exports) + host(lambda h: h.imports), self.trade)
        self.fdi_other = _rest(host(lambda h: h.fdi), self.fdi)
        self.debt_other = _rest(host(lambda h: h.debt), self.debt)
        self.market_rate = host(lambda h: h.market_rate)
        self.debt_threshold = host(lambda h: h.debt_threshold)
        self.investment = host(lambda h: h.investment)
        self.commodity_share = host(lambda h: h.commodity_share)
        self.coalition = host(lambda h: h.coalition)
        self.legitimacy = host(lambda h: h.legitimacy)
        self.unrest = host(lambda h: h.unrest)
        self.unrest_hazard = host(lambda h: h.unrest_hazard)
        self.threat = host(lambda h: h.threat)
        self.compliance = host(lambda h: h.compliance)
        self.water_stress = host(lambda h: h.water_stress)
        self.tenure = host(lambda h: h.tenure)
        general = scenario.parameters.choice.hurdle
        self.hurdle = host(lambda h: general if h.hurdle is None else h.hurdle)
        """Points of the status quo."""

        self.leaning = {name: host(partial(_leaning, name=name)) for name in Leanings.model_fields}
        """How much each host makes of each term, (h, 1) by the term's name."""

        # Pairs of hosts, (h, h, 1), symmetric
        self.relation = _pairs(scenario, lambda pair: pair.relation)
        self.dispute = _pairs(scenario, lambda pair: pair.dispute)
        self.river = _pairs(scenario, lambda pair: pair.river)


def _pairs(scenario: Scenario, read: Callable[[Neighbours], Figure]) -> Floats:
    places = {host.id: place for place, host in enumerate(scenario.hosts)}
    pairs = np.zeros((len(places), len(places), 1))
    for pair in scenario.neighbours:
        i, j = places[pair.of], places[pair.toward]
        pairs[i, j] = pairs[j, i] = read(pair).value
    return pairs


def _leaning(profile: HostProfile, name: str) -> float:
    weight: float = getattr(profile.leanings, name)
    return weight


def _number(value: Figure | float) -> float:
    return value.value if isinstance(value, Figure) else float(value)


def _rest(everyone: Floats, powers: Floats) -> Floats:
    rest: Floats = np.maximum(everyone - powers.sum(1), 0.0)
    return rest

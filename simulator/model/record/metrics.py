"""What is measured each quarter: the metrics, with their axes, units and meanings."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Bools, Codes, Floats, total
from simulator.model.deals.settlement import Settlement
from simulator.model.deals.valuation import TERMS, Valuation
from simulator.model.deals.worth import Worth
from simulator.model.events import Outside
from simulator.model.offers import CLAUSES, Clause
from simulator.model.rules.coercion import Measures
from simulator.model.rules.corridors import Routes
from simulator.model.rules.delivery import Delivery
from simulator.model.rules.economy import commodity_price
from simulator.model.rules.help import Help
from simulator.model.rules.influence import Influence
from simulator.model.rules.leverage import strongest
from simulator.model.rules.neighbours import clashes_of_hosts, cohesion, neighbourliness
from simulator.model.rules.projects import needed_supply, secured_supply
from simulator.model.rules.threat import cover, threat
from simulator.model.setting import Setting
from simulator.model.slots import Places, Slots
from simulator.model.world import World


@dataclass(frozen=True)
class Metric:
    """A quantity that every quarter records."""

    name: str
    """The name in files and code."""
    axes: tuple[str, ...]
    """Its axes before the runs: `host`, `power`, `sector`, `term`, `clause`, `mineral`, `corridor` or `project`."""
    unit: str
    """The unit; `-` for a plain number."""
    meaning: str
    """What it says, in a phrase."""
    is_flow: bool = False
    """Whether it is what passed in the quarter, rather than how the world stands at its end."""


_HOST = ("host",)
_POWER = ("power",)
_DYAD = ("host", "power")
_CLAUSE = ("host", "clause")

METRICS = (
    Metric("commodity_price", (), "log", "commodity price, log of its ratio to the long-run level"),
    Metric("power_cash", _POWER, "US$bn", "cost that the power can still commit"),
    Metric("summits", _POWER, "0/1", "whether the power held a summit with all hosts in the quarter", is_flow=True),
    Metric("joint_offers", _POWER, "n", "hosts to which the power made an offer on the same terms", is_flow=True),
    Metric("cohesion", (), "0-1", "how the hosts get on: mean over their pairs, 0 enemies, 1 friends"),
    Metric("power_score", ("power",), "points", "how well the power has done by its own goals, 0 to 100"),
    Metric("supply", ("power",), "0-1", "secured share of the world's output, summed by the power's need"),
    Metric("host_score", _HOST, "points", "how well the host has done, 0 to 100"),
    Metric("gdp", _HOST, "US$bn/y", "gross domestic product"),
    Metric("growth", _HOST, "1/y", "growth of GDP over the quarter, at an annual rate"),
    Metric("reserves", _HOST, "US$bn", "external buffer"),
    Metric("debt_ratio", _HOST, "-", "public debt to GDP"),
    Metric("arrears", _HOST, "0/1", "whether the host has stopped paying its creditors"),
    Metric("legitimacy", _HOST, "0-1", "support of the government"),
    Metric("unrest", _HOST, "0-1", "level of unrest"),
    Metric("outbreaks", _HOST, "0/1", "whether unrest broke out in the quarter", is_flow=True),
    Metric("neighbourliness", _HOST, "-1 to 1", "how the host gets on with the others, on average"),
    Metric("clashes", _HOST, "n", "clashes with neighbours in the quarter", is_flow=True),
    Metric("tenure", _HOST, "y", "years for which the leader has been in office"),
    Metric("successions", _HOST, "0/1", "whether a new leader came in the quarter", is_flow=True),
    Metric("threat", _HOST, "0-1", "threat by neighbours, insurgents and patrons that look away"),
    Metric("safety", _HOST, "0-1", "1 without a threat or under full cover by patrons, 0 under a full threat without"),
    Metric("compliance", _HOST, "0-1", "compliance with sanctions"),
    Metric("diversification", _HOST, "0-1", "0 for one patron, 1 for equal shares of all partners"),
    Metric("influence_share", _DYAD, "0-1", "share of the influence in the host"),
    Metric("influence_economic", _DYAD, "index", "influence by trade, investment and debt"),
    Metric("influence_security", _DYAD, "index", "influence by the security tie"),
    Metric("influence_mobility", _DYAD, "index", "influence by migrants' remittances and captive exports"),
    Metric("reference_share", _DYAD, "0-1", "share of influence that the power feels entitled to"),
    Metric("alignment", _DYAD, "0-1", "political alignment"),
    Metric("security_tie", _DYAD, "0-1", "depth of the security tie"),
    Metric("delivery_belief", _DYAD, "0-1", "delivery ratio that the host expects of the power"),
    Metric("protests", _DYAD, "0/1", "whether the public rose against the power's projects", is_flow=True),
    Metric("help_asked", _HOST, "0/1", "whether the host asked a patron for help in the quarter", is_flow=True),
    Metric("help_given", _DYAD, "0/1", "whether the power sent help in the quarter", is_flow=True),
    Metric("abandonments", _DYAD, "0/1", "whether the power let the host down under an acute threat", is_flow=True),
    Metric("leverage", _DYAD, "-", "part of its GDP that the host would lose in a year of the power's strongest lever"),
    Metric("autonomy", _HOST, "0-1", "1 where no power has any leverage, 0 where one has as much as a host can bear"),
    Metric("pressure", _DYAD, "0-1", "intensity of the measure by which the power presses the host"),
    Metric("coercion_memory", _DYAD, "-", "how much the host still minds pressure by the power"),
    Metric("trade", _DYAD, "US$bn/y", "goods turnover"),
    Metric("fdi", _DYAD, "US$bn", "stock of direct investment"),
    Metric("debt", _DYAD, "US$bn", "public debt to the power"),
    Metric("remittances", _DYAD, "US$bn/y", "migrants' remittances"),
    Metric("pipeline", _DYAD, "US$bn", "signed and not yet disbursed"),
    Metric("signed", _DYAD, "US$bn", "amount signed in the quarter, deals of events included", is_flow=True),
    Metric("disbursed", _DYAD, "US$bn", "amount disbursed in the quarter", is_flow=True),
    Metric("cancelled", _DYAD, "US$bn", "amount cancelled in the quarter", is_flow=True),
    Metric("offers", _DYAD, "n", "offers made in the quarter", is_flow=True),
    Metric("bids", ("power", "sector"), "n", "offers made in the quarter to all hosts, by sector", is_flow=True),
    Metric("threats", _DYAD, "n", "offers made under a threat in the quarter", is_flow=True),
    Metric("acceptances", _DYAD, "n", "offers signed in the quarter", is_flow=True),
    Metric("refusals", _DYAD, "n", "offers refused in the quarter", is_flow=True),
    Metric("counters", _DYAD, "n", "counter-offers of the host in the quarter", is_flow=True),
    Metric("counters_taken", _DYAD, "n", "counter-offers that the power took in the quarter", is_flow=True),
    Metric("lapses", _DYAD, "n", "offers lapsed in the quarter", is_flow=True),
    Metric("pressures_begun", _DYAD, "0/1", "whether the power began to press the host in the quarter", is_flow=True),
    Metric("concessions", _DYAD, "0/1", "whether the host gave in to the power in the quarter", is_flow=True),
    Metric("clauses", _DYAD, "n", "clauses in the offers signed in the quarter", is_flow=True),
    Metric("clause_offers", _CLAUSE, "n", "offers with the clause that the host signed, refused or countered", True),
    Metric("clause_refusals", _CLAUSE, "n", "offers with the clause that the host refused", is_flow=True),
    Metric("clause_acceptances", _CLAUSE, "n", "offers signed with the clause", is_flow=True),
    Metric("clause_amounts", _CLAUSE, "US$bn", "amount of the offers signed with the clause", is_flow=True),
    Metric("surplus", _DYAD, "pt", "points above the hurdle of the deals signed in the quarter", is_flow=True),
    Metric("host_surplus", _DYAD, "US$bn", "the same, as the grant that it is worth to the host", is_flow=True),
    Metric("power_surplus", _DYAD, "US$bn", "worth to the power, less cost, of the deals signed", is_flow=True),
    Metric(
        "refusal_terms", ("host", "term"), "n", "refusals of offers below the hurdle, by their most negative term", True
    ),
    Metric("refusals_by_chance", _HOST, "n", "refusals of offers worth the hurdle: chance, a rival or a lock", True),
    Metric("secured_supply", ("power", "mineral"), "0-1", "share of the world's output that the power can count on"),
    Metric("project_stage", ("project",), "0-4", "stages passed, from 0 for a prospect to 4 for production"),
    Metric("project_failed", ("project",), "0/1", "whether exploration has found nothing worth building"),
    Metric("corridor_volume", ("corridor",), "Mt/y", "goods carried"),
    Metric("corridor_capacity", ("corridor",), "Mt/y", "capacity that is open"),
    Metric("captive_exports", _DYAD, "0-1", "share of exports that must cross the power's territory"),
)
"""The metrics, in the order of every table and file."""


@dataclass(frozen=True)
class Passage:
    """What passed in a quarter."""

    valuation: Valuation
    worth: Worth
    settlement: Settlement
    delivery: Delivery
    surrendered: Floats
    """(h, p, k, r): US$bn cancelled by hosts that gave in."""
    measures: Measures
    entered: Codes
    """(m, r): stage that each project entered, from `projects.advance`."""
    outbreaks: Bools
    protests: Bools
    help: Help
    successions: Bools
    clashes: Bools
    """(h, h, r): between which hosts; symmetric."""
    summits: Bools
    """(p, r): which powers held one."""


def labels(setting: Setting) -> dict[str, tuple[str, ...]]:
    """Return the names along each axis of the metrics."""
    return {
        "host": setting.hosts,
        "power": setting.powers,
        "sector": setting.sectors,
        "term": tuple(str(term) for term in TERMS),
        "clause": tuple(str(clause) for clause in CLAUSES),
        "mineral": setting.theatre.minerals,
        "corridor": setting.corridors,
        "project": setting.projects,
    }


def measure(
    setting: Setting,
    world: World,
    outside: Outside,
    now: Influence,
    ways: Routes,
    lost: Floats,
    passage: Passage | None,
) -> dict[str, Floats]:
    """Measure everything at the end of a quarter, or at the start, where nothing has passed: (*axes, r), by name.

    `lost` (n, h, r) is the GDP that a year of each lever would cost.
    """
    flows = _nothing(setting, world) if passage is None else _flows(passage)
    return _levels(setting, world, outside, now, ways, lost) | flows


def _levels(
    setting: Setting, world: World, outside: Outside, now: Influence, ways: Routes, lost: Floats
) -> dict[str, Floats]:
    grip = strongest(setting, lost)
    secured = secured_supply(setting, world, outside, ways)
    threatened = threat(world, outside)
    return {
        "commodity_price": commodity_price(world, outside),
        "power_cash": world.cash.copy(),
        "cohesion": cohesion(world),
        "gdp": world.gdp.copy(),
        "growth": world.growth.copy(),
        "reserves": world.reserves.copy(),
        "debt_ratio": (world.debt_other + total(world.debt, 1)) / world.gdp,
        "arrears": world.arrears.astype(np.float64),
        "legitimacy": world.legitimacy.copy(),
        "unrest": world.unrest.copy(),
        "neighbourliness": neighbourliness(world),
        "tenure": world.tenure.copy(),
        "threat": threatened,
        "safety": 1.0 - threatened * (1.0 - cover(setting, world, outside)),
        "compliance": world.compliance.copy(),
        "diversification": now.diversification(),
        "influence_share": now.share,
        "influence_economic": now.economic,
        "influence_security": now.security,
        "influence_mobility": now.mobility,
        "reference_share": world.reference_share.copy(),
        "alignment": world.warmth,
        "security_tie": world.security_tie.copy(),
        "delivery_belief": world.delivered / (world.delivered + world.failed),
        "leverage": grip,
        "autonomy": np.maximum(1.0 - grip.max(1) / setting.parameters.coercion.full_leverage, 0.0),
        "pressure": world.pressure.copy(),
        "coercion_memory": world.coercion_memory.copy(),
        "trade": world.trade.copy(),
        "fdi": world.fdi.copy(),
        "debt": world.debt.copy(),
        "remittances": world.remittances.copy(),
        "pipeline": total(world.pipeline, 2),
        "secured_supply": secured,
        "supply": needed_supply(setting, secured),
        "project_stage": world.progress.copy(),
        "project_failed": world.barren.astype(np.float64),
        "corridor_volume": ways.volume,
        "corridor_capacity": ways.capacity,
        "captive_exports": ways.captive,
    }


def _flows(passage: Passage) -> dict[str, Floats]:
    settlement, delivery = passage.settlement, passage.delivery
    slots = passage.valuation.slots
    margin = passage.valuation.value - passage.valuation.hurdle
    signed = slots.read(settlement.signed)
    above = margin * signed
    refused, below = slots.read(settlement.refused), margin < 0.0
    # A counter that is taken was answered when it was made.
    answered = refused | slots.read(settlement.countered) | (signed & ~slots.read(settlement.taken))
    asked = _Asked.of(passage.valuation)
    return {
        "summits": passage.summits.astype(np.float64),
        "joint_offers": settlement.joint,
        "outbreaks": passage.outbreaks.astype(np.float64),
        "clashes": clashes_of_hosts(passage.clashes),
        "successions": passage.successions.astype(np.float64),
        "protests": passage.protests.astype(np.float64),
        "help_asked": passage.help.asked.astype(np.float64),
        "help_given": passage.help.given.astype(np.float64),
        "abandonments": passage.help.abandoned.astype(np.float64),
        "signed": total(settlement.amount, 2),
        "disbursed": delivery.money,
        "cancelled": delivery.lost + total(passage.surrendered, 2),
        "offers": _count(settlement.offered),
        "bids": settlement.offered.sum(0, dtype=np.float64),
        "threats": _count(settlement.threatened),
        "acceptances": _count(settlement.signed),
        "refusals": _count(settlement.refused),
        "counters": _count(settlement.countered),
        "counters_taken": _count(settlement.taken),
        "lapses": _count(settlement.lapsed),
        "pressures_begun": passage.measures.begun.astype(np.float64),
        "concessions": passage.measures.conceded.astype(np.float64),
        "clauses": slots.per_dyad(asked.per_offer(signed.size) * signed),
        "clause_offers": asked.per_clause(answered),
        "clause_refusals": asked.per_clause(refused),
        "clause_acceptances": asked.per_clause(signed),
        "clause_amounts": asked.per_clause(passage.valuation.bid.amount * signed),
        "surplus": slots.per_dyad(above),
        "host_surplus": slots.per_dyad(above / passage.valuation.at.points),
        "power_surplus": slots.per_dyad(passage.worth.net * signed),
        "refusal_terms": _by_term(slots, passage.valuation, refused & below),
        "refusals_by_chance": slots.per_host(refused & ~below),
    }


def _nothing(setting: Setting, world: World) -> dict[str, Floats]:
    sizes = {axis: len(names) for axis, names in labels(setting).items()}
    runs = world.gdp.shape[-1]
    return {
        metric.name: np.zeros((*(sizes[axis] for axis in metric.axes), runs)) for metric in METRICS if metric.is_flow
    }


def _count(slots: Bools) -> Floats:
    """Count slots (h, p, k, r) over the sectors."""
    counts: Floats = slots.sum(2, dtype=np.float64)
    return counts


def _by_term(slots: Slots, valuation: Valuation, chosen: Bools) -> Floats:
    """Count offers (offer) in each host by the term that spoke most against them: (h, term, r)."""
    hosts, _, _, runs = slots.shape
    put_down = slots.among(chosen)
    worst = valuation.terms[:, chosen].argmin(0)
    places = (put_down.host * len(TERMS) + worst) * runs + put_down.run
    return np.bincount(places, minlength=hosts * len(TERMS) * runs).astype(float).reshape(hosts, len(TERMS), runs)


@dataclass(frozen=True)
class _Asked:
    """The clauses in the offers on the table: one column a clause of an offer."""

    offer: Places
    """Place of the offer among those on the table."""
    by_host: Places
    """Place in a flattened (h, clause, r)."""
    shape: tuple[int, int, int]
    """Hosts, clauses and runs."""

    @classmethod
    def of(cls, valuation: Valuation) -> _Asked:
        """Find them: a loan may be secured, a grant cannot."""
        slots, bid = valuation.slots, valuation.bid
        levels = {clause: getattr(bid, clause) for clause in CLAUSES}
        levels[Clause.COLLATERAL] = bid.collateral & (bid.debt_part > 0.0)
        clause, offer = np.nonzero(np.stack([levels[clause] > 0 for clause in CLAUSES]))
        hosts, _, _, runs = slots.shape
        return cls(
            offer, (slots.host[offer] * len(CLAUSES) + clause) * runs + slots.run[offer], (hosts, len(CLAUSES), runs)
        )

    def per_clause(self, values: Floats | Bools) -> Floats:
        """Add values of the offers (offer) up over those of each host that ask for each clause: (h, clause, r)."""
        sums = np.bincount(self.by_host, weights=values[self.offer], minlength=math.prod(self.shape))
        return sums.astype(np.float64, copy=False).reshape(self.shape)

    def per_offer(self, offers: int) -> Floats:
        """Count the clauses of each offer: (offer)."""
        return np.bincount(self.offer, minlength=offers).astype(np.float64)

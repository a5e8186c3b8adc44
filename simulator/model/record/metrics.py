"""What is measured each quarter: the metrics, with their axes, units and meanings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Bools, Floats, total
from simulator.model.deals.settlement import Settlement
from simulator.model.deals.valuation import TERMS, Valuation
from simulator.model.deals.worth import Worth
from simulator.model.events import Outside
from simulator.model.rules.delivery import Delivery
from simulator.model.rules.economy import commodity_price
from simulator.model.rules.help import Help
from simulator.model.rules.influence import Influence
from simulator.model.setting import Setting
from simulator.model.slots import Slots
from simulator.model.world import World


@dataclass(frozen=True)
class Metric:
    """A quantity that every quarter records."""

    name: str
    """The name in files and code."""
    axes: tuple[str, ...]
    """Its axes before the runs: `host`, `power` or `term`."""
    unit: str
    """The unit; `-` for a plain number."""
    meaning: str
    """What it says, in a phrase."""
    is_flow: bool = False
    """Whether it is what passed in the quarter, rather than how the world stands at its end."""


_HOST = ("host",)
_DYAD = ("host", "power")

METRICS = (
    Metric("commodity_price", (), "log", "commodity price, log of its ratio to the long-run level"),
    Metric("power_cash", ("power",), "US$bn", "cost that the power can still commit"),
    Metric("gdp", _HOST, "US$bn/y", "gross domestic product"),
    Metric("growth", _HOST, "1/y", "growth of GDP over the quarter, at an annual rate"),
    Metric("reserves", _HOST, "US$bn", "external buffer"),
    Metric("debt_ratio", _HOST, "-", "public debt to GDP"),
    Metric("arrears", _HOST, "0/1", "whether the host has stopped paying its creditors"),
    Metric("legitimacy", _HOST, "0-1", "support of the government"),
    Metric("unrest", _HOST, "0-1", "level of unrest"),
    Metric("outbreaks", _HOST, "0/1", "whether unrest broke out in the quarter", is_flow=True),
    Metric("tenure", _HOST, "y", "years for which the leader has been in office"),
    Metric("successions", _HOST, "0/1", "whether a new leader came in the quarter", is_flow=True),
    Metric("compliance", _HOST, "0-1", "compliance with sanctions"),
    Metric("diversification", _HOST, "0-1", "0 for one patron, 1 for equal shares of all partners"),
    Metric("influence_share", _DYAD, "0-1", "share of the influence in the host"),
    Metric("influence_economic", _DYAD, "index", "influence by trade, investment and debt"),
    Metric("influence_security", _DYAD, "index", "influence by the security tie"),
    Metric("influence_mobility", _DYAD, "index", "influence by migrants' remittances"),
    Metric("reference_share", _DYAD, "0-1", "share of influence that the power feels entitled to"),
    Metric("alignment", _DYAD, "0-1", "political alignment"),
    Metric("security_tie", _DYAD, "0-1", "depth of the security tie"),
    Metric("delivery_belief", _DYAD, "0-1", "delivery ratio that the host expects of the power"),
    Metric("protests", _DYAD, "0/1", "whether the public rose against the power's projects", is_flow=True),
    Metric("help_asked", _HOST, "0/1", "whether the host asked a patron for help in the quarter", is_flow=True),
    Metric("help_given", _DYAD, "0/1", "whether the power sent help in the quarter", is_flow=True),
    Metric("abandonments", _DYAD, "0/1", "whether the power let the host down under an acute threat", is_flow=True),
    Metric("trade", _DYAD, "US$bn/y", "goods turnover"),
    Metric("fdi", _DYAD, "US$bn", "stock of direct investment"),
    Metric("debt", _DYAD, "US$bn", "public debt to the power"),
    Metric("remittances", _DYAD, "US$bn/y", "migrants' remittances"),
    Metric("pipeline", _DYAD, "US$bn", "signed and not yet disbursed"),
    Metric("signed", _DYAD, "US$bn", "amount signed in the quarter", is_flow=True),
    Metric("disbursed", _DYAD, "US$bn", "amount disbursed in the quarter", is_flow=True),
    Metric("cancelled", _DYAD, "US$bn", "amount cancelled in the quarter", is_flow=True),
    Metric("offers", _DYAD, "n", "offers made in the quarter", is_flow=True),
    Metric("acceptances", _DYAD, "n", "offers signed in the quarter", is_flow=True),
    Metric("refusals", _DYAD, "n", "offers refused in the quarter", is_flow=True),
    Metric("counters", _DYAD, "n", "counter-offers of the host in the quarter", is_flow=True),
    Metric("counters_taken", _DYAD, "n", "counter-offers that the power took in the quarter", is_flow=True),
    Metric("lapses", _DYAD, "n", "offers lapsed in the quarter", is_flow=True),
    Metric("surplus", _DYAD, "pt", "points above the hurdle of the deals signed in the quarter", is_flow=True),
    Metric("host_surplus", _DYAD, "US$bn", "the same, as the grant that it is worth to the host", is_flow=True),
    Metric("power_surplus", _DYAD, "US$bn", "worth to the power, less cost, of the deals signed", is_flow=True),
    Metric(
        "refusal_terms", ("host", "term"), "n", "refusals of offers below the hurdle, by their most negative term", True
    ),
    Metric("refusals_by_chance", _HOST, "n", "refusals of offers worth the hurdle: chance, a rival or a lock", True),
)
"""The metrics, in the order of every table and file."""


@dataclass(frozen=True)
class Passage:
    """What passed in a quarter."""

    valuation: Valuation
    worth: Worth
    settlement: Settlement
    delivery: Delivery
    outbreaks: Bools
    protests: Bools
    help: Help
    successions: Bools


def measure(
    setting: Setting, world: World, outside: Outside, now: Influence, passage: Passage | None
) -> dict[str, Floats]:
    """Measure everything at the end of a quarter, or at the start, where nothing has passed: (*axes, r), by name."""
    flows = _nothing(setting, world) if passage is None else _flows(passage)
    return _levels(world, outside, now) | flows


def _levels(world: World, outside: Outside, now: Influence) -> dict[str, Floats]:
    return {
        "commodity_price": commodity_price(world, outside),
        "power_cash": world.cash.copy(),
        "gdp": world.gdp.copy(),
        "growth": world.growth.copy(),
        "reserves": world.reserves.copy(),
        "debt_ratio": (world.debt_other + total(world.debt, 1)) / world.gdp,
        "arrears": world.arrears.astype(np.float64),
        "legitimacy": world.legitimacy.copy(),
        "unrest": world.unrest.copy(),
        "tenure": world.tenure.copy(),
        "compliance": world.compliance.copy(),
        "diversification": now.diversification(),
        "influence_share": now.share,
        "influence_economic": now.economic,
        "influence_security": now.security,
        "influence_mobility": now.mobility,
        "reference_share": world.reference_share.copy(),
        "alignment": np.minimum(world.alignment + world.goodwill, 1.0),
        "security_tie": world.security_tie.copy(),
        "delivery_belief": world.delivered / (world.delivered + world.failed),
        "trade": world.trade.copy(),
        "fdi": world.fdi.copy(),
        "debt": world.debt.copy(),
        "remittances": world.remittances.copy(),
        "pipeline": total(world.pipeline, 2),
    }


def _flows(passage: Passage) -> dict[str, Floats]:
    settlement, delivery = passage.settlement, passage.delivery
    slots = passage.valuation.slots
    margin = passage.valuation.value - passage.valuation.hurdle
    signed = slots.read(settlement.signed)
    above = margin * signed
    refused, below = slots.read(settlement.refused), margin < 0.0
    return {
        "outbreaks": passage.outbreaks.astype(np.float64),
        "successions": passage.successions.astype(np.float64),
        "protests": passage.protests.astype(np.float64),
        "help_asked": passage.help.asked.astype(np.float64),
        "help_given": passage.help.given.astype(np.float64),
        "abandonments": passage.help.abandoned.astype(np.float64),
        "signed": total(settlement.amount, 2),
        "disbursed": delivery.money,
        "cancelled": delivery.lost,
        "offers": _count(settlement.offered),
        "acceptances": _count(settlement.signed),
        "refusals": _count(settlement.refused),
        "counters": _count(settlement.countered),
        "counters_taken": _count(settlement.taken),
        "lapses": _count(settlement.lapsed),
        "surplus": slots.per_dyad(above),
        "host_surplus": slots.per_dyad(above / passage.valuation.at.points),
        "power_surplus": slots.per_dyad(passage.worth.net * signed),
        "refusal_terms": _by_term(slots, passage.valuation, refused & below),
        "refusals_by_chance": slots.per_host(refused & ~below),
    }


def _nothing(setting: Setting, world: World) -> dict[str, Floats]:
    sizes = {"host": len(setting.hosts), "power": len(setting.powers), "term": len(TERMS)}
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
    worst = np.where(chosen, valuation.terms.argmin(0), -1)
    return np.stack([slots.per_host(worst == place) for place in range(len(TERMS))], axis=1)

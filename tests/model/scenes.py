"""How does a test set a scene: a scenario with some values changed, and the region that lives in it.

A change names a place in the scenario: `hosts.KZ.reserves` or `parameters.choice.precision`; `*` stands for every
item, and what does not exist yet is added.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, fields
from typing import Any
from unittest.mock import patch

import numpy as np

from simulator.model import Region
from simulator.model import power as power_module
from simulator.model.deals.bidding import Menu, Style
from simulator.model.deals.standing import Standing, standing
from simulator.model.deals.valuation import Bid, shift, terms
from simulator.model.events import Calendar, Outside
from simulator.model.power import Power
from simulator.model.rules.coercion import Hardship, hardship
from simulator.model.rules.corridors import Routes, routes
from simulator.model.rules.delivery import Delivery
from simulator.model.rules.influence import Influence, influence
from simulator.model.rules.leverage import Leverage, leverage, losses
from simulator.model.setting import Setting
from simulator.model.slots import Slots
from simulator.model.streams import Draw, Law, Stream, draws
from simulator.model.world import World
from simulator.scenario import Scenario

CALM = {
    "parameters.economy.noise": 0.0,
    "parameters.economy.commodity_noise": 0.0,
    "parameters.remittances.noise": 0.0,
    "parameters.trade.noise": 0.0,
    "parameters.alignment.noise": 0.0,
    "parameters.legitimacy.noise": 0.0,
    "powers.*.growth_noise": 0.0,
    "powers.*.currency_noise": 0.0,
    "hosts.*.unrest_hazard": 0.0,
    "parameters.mechanisms.coercion": False,
}
"""Changes that leave chance nothing to move but deals, debt and delivery."""

ALOOF = {"powers.*.offers": 0, "parameters.mechanisms.coercion": False}
"""A change that keeps the powers from offering and pressing."""


def changed(scenario: Scenario, *changes: dict[str, Any]) -> Scenario:
    """Return the scenario with the changes made and everything checked again."""
    raw = as_dict(scenario)
    for change in changes:
        for place, value in change.items():
            _put(raw, place.split("."), value)
    return from_dict(raw)


def as_dict(scenario: Scenario) -> dict[str, Any]:
    """Return the scenario as plain data that can be changed: its lists are lists."""
    return _loose(scenario.model_dump(by_alias=True))


def from_dict(raw: dict[str, Any], kind: type[Scenario] = Scenario) -> Scenario:
    """Return the scenario of such data, checked."""
    return kind.model_validate(_tight(raw))


def _tight(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _tight(value) for key, value in node.items()}
    return tuple(map(_tight, node)) if isinstance(node, list) else node


def _loose(node: Any) -> Any:
    if isinstance(node, dict):
        if "value" in node and "confidence" in node:
            return node["value"]
        return {key: _loose(value) for key, value in node.items()}
    if isinstance(node, tuple) and node and isinstance(node[0], dict):
        return [_loose(value) for value in node]
    return node


def _put(node: Any, path: list[str], value: Any) -> None:
    first, *rest = path
    if isinstance(node, list):
        for item in node:
            if first in ("*", item["id"]):
                _put(item, rest, value)
    elif first == "*":
        for key in node:
            _put(node, [key, *rest], value)
    elif rest:
        _put(node.setdefault(first, {}), rest, value)
    else:
        node[first] = deepcopy(value)


def lived(scenario: Scenario, quarters: int | None = None, **how: Any) -> Region:
    """Return a region after some quarters, all of them if not said."""
    region = Region(scenario, **how)
    for _ in range(scenario.horizon if quarters is None else quarters):
        region.step()
    return region


class Still:
    """Streams in which nothing happens: no noise, and no hazard strikes."""

    def __init__(self, setting: Setting, runs: int = 1) -> None:
        sizes = len(setting.hosts), len(setting.powers), len(setting.sectors)
        plan = draws(*sizes, projects=len(setting.projects))
        self._now = {stream: np.full((*draw.shape, runs), _quiet(draw)) for stream, draw in plan.items()}

    def __getitem__(self, stream: Stream) -> np.ndarray:
        return self._now[stream]

    def set(self, stream: Stream, value: Any) -> Still:
        """Draw this from a stream instead."""
        self._now[stream][...] = value
        return self


def _quiet(draw: Draw) -> float:
    return 0.999999 if draw.law is Law.UNIFORM else 0.0


@dataclass
class Scene:
    """A world at its start and everything that the rules read of it."""

    setting: Setting
    world: World
    outside: Outside
    still: Still

    @property
    def now(self) -> Influence:
        """Influence now."""
        return influence(self.setting, self.world, self.ways)

    @property
    def ways(self) -> Routes:
        """The ways out of the region now."""
        return routes(self.setting, self.world, self.outside)

    @property
    def hold(self) -> Leverage:
        """The powers' hold on the hosts now."""
        return leverage(self.setting, self.world, self.outside, self.now, self.lost)

    @property
    def lost(self) -> np.ndarray:
        """What a year of each lever would cost now."""
        return losses(self.setting, self.world, self.now, self.ways)

    @property
    def standing(self) -> Standing:
        """How hosts and dyads stand now."""
        return standing(self.setting, self.world, self.outside, self.now, self.hold)

    @property
    def hardship(self) -> Hardship:
        """What the measures in force do to the hosts now."""
        return hardship(self.setting, self.world, self.lost)

    def press(self, host: str, power: str, lever: str, intensity: float = 0.25) -> None:
        """Let a power press a host by one of its levers."""
        h, p, world = self.host(host), self.power(power), self.world
        world.pressure[h, p], world.pressure_lever[h, p] = intensity, self.lever(power, lever)

    def lever(self, power: str, lever: str) -> int:
        """Place of a power's lever among all."""
        own = self.setting.profiles[self.power(power)].levers[lever]
        return next(n for n, (p, each) in enumerate(self.setting.levers) if p == self.power(power) and each is own)

    def host(self, name: str) -> int:
        """Place of a host."""
        return self.setting.hosts.index(name)

    def power(self, name: str) -> int:
        """Place of a power."""
        return self.setting.powers.index(name)

    def sector(self, name: str) -> int:
        """Place of a sector."""
        return self.setting.sectors.index(name)

    def element(self, name: str | None) -> int:
        """Code of a security element."""
        return 0 if name is None else 1 + [element.id for element in self.setting.elements].index(name)

    def bid(self, host: str, power: str, sector: str, amount: Any = 1.0, element: str | None = None, **clauses) -> Bid:
        """Return an offer of one or more amounts."""
        h, p, k = self.host(host), self.power(power), self.sector(sector)
        setting, code = self.setting, self.element(element)
        amount = np.atleast_1d(np.asarray(amount, dtype=float))
        offer = {
            "amount": amount,
            "size": amount / self.standing.standard[h, 0],
            "tie_gain": np.minimum(setting.tie_gain[code], 1.0 - self.world.security_tie[h, p, 0]),
            "sovereignty_cost": setting.sovereignty_cost[code],
            "red_line": setting.red_line[code],
            "sanctions": 0.0,
            "governance": 0.0,
            "recognition": 0.0,
            "collateral": False,
            "exclusive": False,
            "threat": False,
            "gift": setting.gift[h, p, k],
            "spillover": setting.spillover[h, k],
            "cash_part": setting.cash_part[p, k],
            "debt_part": setting.debt_part[p, k],
            "equity_part": setting.equity_part[p, k],
            "trade_creation": setting.trade_creation[p, k],
            "visibility": setting.visibility[k],
            "rivals": setting.rivals[p, k],
        }
        return Bid(**{**offer, **clauses})

    def worth(self, host: str, power: str, sector: str, amount: Any = 1.0, element: str | None = None, **clauses):
        """Return the terms of an offer, points: an array over the amounts for each term, by name."""
        offer = self.bid(host, power, sector, amount, element, **clauses)
        at = self.standing.of(self.slots(host, power, sector, len(offer.amount)))
        parts = terms(self.setting, at, offer, shift(self.setting, at, offer))
        return {str(term): np.broadcast_to(points, offer.amount.shape) for term, points in parts.items()}

    def slots(self, host: str, power: str, sector: str, count: int = 1) -> Slots:
        """Return the place of an offer in the first run, some times over."""
        shape = self.world.pipeline.shape
        place = np.ravel_multi_index((self.host(host), self.power(power), self.sector(sector), 0), shape)
        return Slots(np.full(count, place), shape)

    def delivery(self, **money: np.ndarray) -> Delivery:
        """Return a quarter in which nothing is delivered but the money given, by dyad or, as `cash`, by host."""
        slots, dyads, hosts = self.world.pipeline.shape, self.world.debt.shape, self.world.gdp.shape
        shapes = {"disbursed": slots, "cancelled": slots, "cash": hosts}
        nothing = {field.name: np.zeros(shapes.get(field.name, dyads)) for field in fields(Delivery)}
        return Delivery(**{**nothing, **money})

    def menu(self, power: str) -> tuple[Menu, Style]:
        """Return the menu that a power lays out in this world, and its style."""
        region = Region(self.setting.scenario, self.world.gdp.shape[-1])
        region.world, region.outside = self.world, self.outside
        region._take_stock()
        region._perceive()
        region.streams.advance()
        agent = region.agents_by_type[Power][self.power(power)]
        return menu_of(agent), agent.style


def menu_of(agent: Power) -> Menu:
    """Return the menu that a power lays out in its region."""
    laid = []
    with patch.object(
        power_module, "menu", lambda *a, _real=power_module.menu, **k: laid.append(_real(*a, **k)) or laid[-1]
    ):
        agent.propose()
    return laid[0]


def scene(scenario: Scenario, *changes: dict[str, Any], runs: int = 1) -> Scene:
    """Set the scene at the start of a scenario."""
    setting = Setting(changed(scenario, *changes))
    world = World.at_start(setting, runs)
    opening = Scene(setting, world, Calendar(setting, runs).outside(0), Still(setting, runs))
    world.reference_share += opening.now.share
    return opening

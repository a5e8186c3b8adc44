"""By which ways do goods leave the region, and who can close them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Floats, total
from simulator.model.events import Outside
from simulator.model.rules.delivery import Delivery
from simulator.model.setting import Setting
from simulator.model.theatre import PRODUCTION
from simulator.model.world import World

LEAST_REACH = 0.01
"""Share of its trade that a host keeps when every corridor is closed: what goes by air and among neighbours."""


@dataclass(frozen=True)
class Routes:
    """The ways out of the region at a moment."""

    capacity: Floats
    """(c, r): what is open, million tonnes a year."""
    volume: Floats
    """(c, r): what is carried, million tonnes a year; no more than is open."""
    passable: Floats
    """(c, r): share of the goods that want to take a corridor for which it has room, 0 to 1."""
    cost: Floats
    """(c, r): cost of goods at their market by a corridor, relative to one without queues."""
    captive: Floats
    """(h, p, r): share of a host's exports that must cross a power's territory, for want of another way."""
    trade_cost: Floats
    """(h, r): cost of a host's goods by its ways, relative to the start."""
    reach: Floats
    """(h, r): share of a host's trade that finds a way."""


def routes(setting: Setting, world: World, outside: Outside) -> Routes:
    """Take stock of the ways out.

    A corridor's demand is what it carried at the start, times sum_h weight_h (T_h / T0_h)^e_v s_hc / s0_hc, where
    weight_h is a host's part of it, T_h its trade with everyone and s_hc the share of its exports. It carries what it
    has room for, and its cost is 1 + c_u max(0, use - u_0). A power holds captive the shares of its corridors, less
    what the spare capacity of the corridors that nobody can close could take over.
    """
    theatre = setting.theatre
    share, hosts = world.share_by_corridor, (len(setting.hosts), world.gdp.shape[-1])
    if not setting.corridors:
        nothing = np.zeros((0, hosts[1]))
        captive = np.zeros((hosts[0], len(setting.powers), hosts[1]))
        return Routes(nothing, nothing, nothing, nothing, captive, np.ones(hosts), np.ones(hosts))
    if setting.parameters.mechanisms.corridors:
        capacity = _open(setting, world, outside)
        demand = theatre.volume * _growth(setting, world)
    else:
        runs = np.ones((1, hosts[1]))
        capacity, demand = theatre.capacity * runs, theatre.volume * runs
    volume = np.minimum(demand, capacity)
    passable = np.where(demand > capacity, capacity / np.maximum(demand, 1e-12), 1.0)
    cost = _cost(setting, volume / np.maximum(capacity, 1e-12))

    at_start = _cost(setting, theatre.volume / theatre.capacity)
    leaving, left_at_start = total(share, 1), total(theatre.share, 1)
    mean = (total(share * cost, 1) + 1e-12) / (leaving + 1e-12)
    mean_at_start = (total(theatre.share * at_start, 1) + 1e-12) / (left_at_start + 1e-12)
    lost = total(share * (1.0 - passable), 1)
    return Routes(
        capacity=capacity,
        volume=volume,
        passable=passable,
        cost=cost,
        captive=_captive(setting, share, demand, capacity - volume),
        trade_cost=mean / mean_at_start,
        reach=np.maximum(1.0 - theatre.export_part * lost, LEAST_REACH),
    )


def _cost(setting: Setting, use: Floats) -> Floats:
    """Return the cost of goods at their market by a corridor of which a share is used."""
    free = setting.parameters.corridors
    cost: Floats = 1.0 + free.congestion * np.maximum(use - free.threshold, 0.0)
    return cost


def _open(setting: Setting, world: World, outside: Outside) -> Floats:
    """Return the capacity that is open: (c, r), million tonnes a year."""
    built = world.capacity.copy()
    for project, corridor, adds in setting.theatre.additions:
        built[corridor] += adds * (world.progress[project] >= PRODUCTION)
    return built * outside.capacity_open


def _growth(setting: Setting, world: World) -> Floats:
    """Return how the volumes that want to take each corridor have grown since the start: (c, r)."""
    theatre, figures = setting.theatre, setting.figures
    trade = world.trade_other + total(world.trade, 1)
    at_start = figures.trade_other + total(figures.trade, 1)
    grown = (np.maximum(trade, 1e-12) / np.maximum(at_start, 1e-12)) ** setting.parameters.corridors.tonnage
    shifted = world.share_by_corridor / np.maximum(theatre.share, 1e-12)
    return theatre.stranger + total(theatre.weight * grown[:, None] * shifted, 0)


def _captive(setting: Setting, share: Floats, demand: Floats, spare: Floats) -> Floats:
    """Return sum_c s_hc (1 - min(1, spare of ungated / demand)) over the corridors of each power: (h, p, r)."""
    theatre, runs = setting.theatre, share.shape[-1]
    elsewhere = np.zeros(runs)
    for corridor in theatre.ungated:
        elsewhere += spare[corridor]
    crossing = np.zeros((len(setting.powers), runs))
    captive = np.zeros((share.shape[0], len(setting.powers), runs))
    for corridor, power in theatre.gatekeepers:
        crossing[power] += demand[corridor]
        captive[:, power] += share[:, corridor]
    captive *= 1.0 - np.minimum(elsewhere / np.maximum(crossing, 1e-12), 1.0)
    return captive


def move_corridors(setting: Setting, world: World, delivery: Delivery, ways: Routes) -> None:
    """Widen the corridors and let the shares of the hosts' exports follow cost, risk and capacity.

    Money that arrives in a builder's sector that widens corridors, and is not tied to a project, becomes kcap million
    tonnes a year each US$bn, a part 1 / n_k of what is being built each quarter. Shares move at speed a_c towards
    s0_hc exp(-th_r (cost_c - cost0_c + risk_hc)) (capacity_c / capacity0_c)^a_r, scaled to the sum that they have:
    risk_hc is c_r times the pressure of the power that can close the corridor.
    """
    if not setting.corridors or not setting.parameters.mechanisms.corridors:
        return
    theatre, free = setting.theatre, setting.parameters.corridors
    opened = world.capacity_coming / free.lag
    world.capacity += opened
    world.capacity_coming -= opened
    for host, sector, corridor in zip(*np.nonzero(theatre.builders), strict=True):
        money = total(delivery.disbursed[host, :, sector] * (world.building[host, :, sector] == 0), 0)
        world.capacity_coming[corridor] += free.capacity_per_money * theatre.builders[host, sector, corridor] * money

    risen = ways.cost - _cost(setting, theatre.volume / theatre.capacity)
    dearer = np.repeat(risen[None], len(setting.hosts), axis=0)
    for corridor, power in theatre.gatekeepers:
        dearer[:, corridor] += free.risk * world.pressure[:, power]
    drawn = theatre.share * (np.exp(-free.elasticity * dearer) * (ways.capacity / theatre.capacity) ** free.pull)
    everywhere, leaving = total(drawn, 1), total(theatre.share, 1)
    # Where every corridor is closed nobody turns anywhere.
    turned = everywhere > 0.0
    drawn = drawn / np.where(turned, everywhere / np.where(leaving > 0.0, leaving, 1.0), 1.0)[:, None]
    gap = np.where(turned[:, None], drawn - world.share_by_corridor, 0.0)
    world.share_by_corridor = world.share_by_corridor + free.adjustment * gap

"""How do powers press hosts: measures that begin, harden and end, what they do meanwhile, and what provokes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Bools, Codes, Floats, total
from simulator.model.offers import Press
from simulator.model.rules.leverage import Leverage
from simulator.model.setting import Setting
from simulator.model.world import World
from simulator.scenario.levers import Exposure

LEAST_LEFT = 0.05
"""Share of remittances that no measure stops."""


@dataclass(frozen=True)
class Measures:
    """What became of the powers' measures in a quarter: arrays (h, p, r)."""

    begun: Bools
    raised: Bools
    eased: Bools
    """Where the power ended its measure by itself."""
    conceded: Bools
    """Where the host gave in, which ended it."""
    lever: Codes
    """Lever of the measure that is or was in force this quarter, as its place among all."""


@dataclass(frozen=True)
class Hardship:
    """What the measures in force do to the hosts."""

    drag: Floats
    """(h, r): GDP lost a year, as a fraction, beside what goes by remittances."""
    squeeze: Floats
    """(h, p, r): fall of remittances (log), 0 or less."""
    ban: Floats
    """(h, p, r): fall of the attractor of trade (log), 0 or less."""


def intend(setting: Setting, world: World, hold: Leverage, power: int, draws: Floats) -> tuple[Codes, Codes]:
    """Decide what a power does to each host: codes of `Press` and levers, both (h, r).

    A measure begins with the chance of its intent, that of sanctions before that of influence; while the host does not
    give in it ends with chance 1/d_c, and else is raised with chance pi_c.

    Parameters
    ----------
    draws
        (4, h, r): uniform draws, of which the first three are for beginning, raising and ending.
    """
    free = setting.parameters.coercion
    begin, harden, end, _ = draws
    usual, listed = hold.usual.chance[:, power], hold.enforcing.chance[:, power]
    lists = begin < listed
    starts = begin < listed + (1.0 - listed) * usual
    lever = np.where(lists, hold.enforcing.lever[:, power], hold.usual.lever[:, power])
    order = np.where(starts, np.int8(Press.START), np.int8(Press.NONE))
    pressing = world.pressure[:, power] > 0.0
    np.copyto(order, np.int8(Press.NONE), where=pressing)
    np.copyto(order, np.int8(Press.RAISE), where=pressing & (harden < free.escalation))
    np.copyto(order, np.int8(Press.EASE), where=pressing & (end < 1.0 / free.duration))
    return order, lever


def press(
    setting: Setting,
    world: World,
    hold: Leverage,
    *,
    presses: Codes,
    levers: Codes,
    concessions: Bools,
    defied: Bools,
    draws: Floats,
) -> Measures:
    """Carry out what powers do to hosts, and end the measures to which hosts gave in.

    An order to begin counts where no measure is in force and the lever is the power's own and bites; an order to raise
    or ease, where one is. A threat that the host has defied, `defied` (h, p, r), is carried out with the chance
    that hosts expect. `draws` are those of `intend` for all powers, (4, h, p, r).
    """
    free = setting.parameters.coercion
    pressing = world.pressure > 0.0
    conceded = pressing & concessions
    goes_on = pressing & ~conceded
    eased = goes_on & (presses == Press.EASE)
    raised = goes_on & (presses == Press.RAISE) & (world.pressure < 1.0)
    ordered = ~pressing & (presses == Press.START) & _usable(setting, hold, levers)
    carried_out = ~pressing & ~ordered & defied & (draws[0] < hold.execution)
    begun = ordered | carried_out
    lever = np.where(ordered, levers, np.where(carried_out, hold.usual.lever, world.pressure_lever))

    world.pressure = np.where(raised, np.minimum(2.0 * world.pressure, 1.0), world.pressure)
    world.pressure = np.where(eased | conceded, 0.0, np.where(begun, free.first, world.pressure))
    world.pressure_lever = lever
    alarm = np.array([own.threat for _, own in setting.levers] or [0.0])
    world.unguarded = total(world.pressure * alarm[lever], 1)
    return Measures(begun, raised, eased, conceded, lever)


def _usable(setting: Setting, hold: Leverage, levers: Codes) -> Bools:
    """Return where a lever (h, p, r) is the power's own and bites."""
    usable = np.zeros(levers.shape, dtype=bool)
    for place, (p, _) in enumerate(setting.levers):
        usable[:, p] |= (levers[:, p] == place) & (hold.bite[place] > 0.0)
    return usable


def squeeze(setting: Setting, world: World) -> Floats:
    """Return by how much measures on migrants hold remittances down: ln(1 - loss intensity), (h, p, r)."""
    lost = np.zeros_like(world.pressure)
    for place, (p, lever) in enumerate(setting.levers):
        if lever.exposure is Exposure.REMITTANCES:
            lost[:, p] += lever.loss.value * _intensity(world, place, p)
    held_down: Floats = np.log(np.maximum(1.0 - lost, LEAST_LEFT))
    return held_down


def hardship(setting: Setting, world: World, lost: Floats) -> Hardship:
    """Return what the measures in force do: nothing counts twice.

    Remittances fall by the loss itself, and growth with them; every other lever takes loss x intensity off growth, and
    one on trade lowers the attractor of trade by ln(1 - ban intensity) too. `lost` is that of `leverage.losses`.
    """
    ban = setting.parameters.coercion.trade_ban
    drag, banned = np.zeros_like(world.gdp), np.zeros_like(world.pressure)
    for place, (p, lever) in enumerate(setting.levers):
        intensity = _intensity(world, place, p)
        if lever.exposure is not Exposure.REMITTANCES:
            drag += lost[place] * intensity
        if lever.exposure is Exposure.TRADE:
            banned[:, p] += ban * intensity
    return Hardship(drag, squeeze(setting, world), np.log1p(-banned))


def _intensity(world: World, place: int, power: int) -> Floats:
    """Return the intensity at which a lever is in use, 0 where it is not: (h, r)."""
    in_use: Floats = world.pressure[:, power] * (world.pressure_lever[:, power] == place)
    return in_use


def provoke(setting: Setting, world: World, gained: Floats, crossed: Floats) -> None:
    """Note what the quarter's signatures provoke: eta2 sum_q rivalry_pq ds_q + eta3 sum_q rivalry_pq crossed_q.

    Parameters
    ----------
    gained
        (h, q, r): rise of each power's share of influence by what was signed.
    crossed
        (h, q, r): red lines crossed in what was signed with each power.
    """
    free = setting.parameters.coercion
    sting = free.provocation * gained + free.red_line * crossed
    for p, minds in enumerate(setting.rivalry):
        world.provocation[:, p] = total(minds * sting, 1)

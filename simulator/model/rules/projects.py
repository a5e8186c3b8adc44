"""How do projects come to produce, and whose is their output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Codes, Floats, total
from simulator.model.events import Outside
from simulator.model.rules.corridors import Routes
from simulator.model.rules.delivery import Delivery
from simulator.model.setting import Setting
from simulator.model.slots import Slots
from simulator.model.streams import Stream, Streams
from simulator.model.theatre import EXPLORATION, PERMIT, PRODUCTION, PROSPECT
from simulator.model.world import World

BARREN = -1
"""What happens to a project whose exploration finds nothing worth building; else it enters a stage."""
MONEY_ALONE = 1e-6
"""Rank of a project that only needs money, below any whose output can be won."""

NOTHING_LEFT = 1e-9
"""US$bn in a pipeline that are but the rounding of its instalments."""


@dataclass(frozen=True)
class Openings:
    """The project that each power would ask for in a host's sector, arrays (h, p, k, r)."""

    project: Codes
    """0 for none, n for the n-th of the scenario."""
    free: Floats
    """Share of its output that can still be won, 0 to 1."""
    worth: Floats
    """What all of its output would be worth to the power in a host of strategic worth 1, US$bn."""
    by_project: Floats
    """(m, p, r): the same for every project, wanted most or not."""
    left: Floats
    """(m, p, r): the share of every project's output that the power could still win, 0 to 1."""


def openings(setting: Setting, world: World, outside: Outside, ways: Routes) -> Openings:
    """Find the project that each power wants most in each sector of each host.

    It is that of the largest worth of the output that is free. Where nothing can be won that the power values, money
    can still go into a project that lacks some: first into one whose output it holds.
    """
    shape = (len(setting.hosts), len(setting.powers), len(setting.sectors), world.gdp.shape[-1])
    if not setting.projects or not setting.parameters.mechanisms.projects:
        none = np.zeros_like(world.offtake)
        return Openings(np.zeros(shape, dtype=np.int8), np.zeros(shape), np.zeros(shape), none, none)
    theatre = setting.theatre
    worth = output_worth(setting, world, outside, ways)
    free = np.maximum(1.0 - total(world.offtake, 1), 0.0)[:, None] * (worth > 0.0)
    found = Openings(np.zeros(shape, dtype=np.int8), np.zeros(shape), np.zeros(shape), worth, free)
    lacking = ~world.barren & (world.progress < PRODUCTION) & (world.funded < theatre.capex)
    rank = worth * free + MONEY_ALONE * lacking[:, None] * (1.0 + worth * world.offtake)
    for ground in theatre.grounds:
        there = rank[ground.projects]
        best = there.argmax(0)
        chosen = ground.projects[best]
        some = np.take_along_axis(there, best[None], axis=0)[0] > 0.0
        slots = ground.host, slice(None), ground.sector
        found.project[slots] = np.where(some, chosen + 1, 0)
        found.free[slots] = some * np.take_along_axis(free[ground.projects], best[None], axis=0)[0]
        found.worth[slots] = some * np.take_along_axis(worth[ground.projects], best[None], axis=0)[0]
    return found


def output_worth(setting: Setting, world: World, outside: Outside, ways: Routes) -> Floats:
    """Return what all of a project's output is worth to each power, in a host of strategic worth 1: (m, p, r), US$bn.

    vO 100 out need exp(Pm) (1 + w_u urgency) P(production | stage) del_m^(quarters left) deliverability.
    """
    theatre, free = setting.theatre, setting.parameters.projects
    stage = world.progress.astype(np.intp)
    working = (stage > PROSPECT) & (stage < PRODUCTION)
    left = np.where(working, (stage + 1 - world.progress) * theatre.duration[stage], 0.0)
    left = (left + theatre.after[stage]) * theatre.length
    chance = theatre.prospects[stage] * ~world.barren * free.discount**left
    wanted = np.exp(outside.mineral_shift) * (1.0 + free.urgency_weight * outside.urgency)
    worth: Floats = theatre.worth * wanted * chance[:, None] * deliverability(setting, world, outside, ways)
    return worth


def deliverability(setting: Setting, world: World, outside: Outside, ways: Routes) -> Floats:
    """Return the share of a project's output that could reach each power: (m, p, r).

    (1 - sum_{q != p} refining_q controls_q) passable (1 - Un): what others refine is theirs to withhold.
    """
    theatre = setting.theatre
    withheld = theatre.refining * outside.export_controls
    refined = 1.0 - total(withheld, 1)[:, None] + withheld
    return refined * (_way(setting, ways) * (1.0 - world.unrest[theatre.host]))[:, None]


def _way(setting: Setting, ways: Routes) -> Floats:
    """Return the share of each project's goods for which its corridor has room: (m, r); 1 where it needs none."""
    room = np.concatenate([ways.passable, np.ones((1, ways.passable.shape[-1]))])
    return room[setting.theatre.corridor]


def secured_supply(setting: Setting, world: World, outside: Outside, ways: Routes) -> Floats:
    """Return the share of the world's output of each mineral that each power can count on: (p, mineral, r).

    sum_m out [production] offtake deliverability.
    """
    theatre = setting.theatre
    supply = np.zeros((len(setting.powers), len(theatre.minerals), world.gdp.shape[-1]))
    if theatre.minerals:
        produced = theatre.output * (world.progress >= PRODUCTION)
        secured = produced[:, None] * world.offtake * deliverability(setting, world, outside, ways)
        for project, mineral in enumerate(theatre.mineral):
            if mineral is not None:
                supply[:, mineral] += secured[project]
    return supply


def needed_supply(setting: Setting, secured: Floats) -> Floats:
    """Add secured supply (p, mineral, r) up over the minerals, each by the power's need: (p, r)."""
    needed = secured * setting.theatre.needs
    return total(needed, 1) if needed.shape[1] else np.zeros((needed.shape[0], needed.shape[2]))


def award(world: World, signed: Slots) -> None:
    """Give the offtake of deals signed: what was asked for, as far as it is still free, first come, first served.

    Powers that sign for one project in the same quarter come in their order. From now on the slot's pipeline pays for
    the project.
    """
    tied = signed.among(signed.read(world.table.project) > 0)
    code = tied.read(world.table.project)
    tied.write(world.building, code)
    asked = tied.read(world.table.offtake)
    for power in range(world.offtake.shape[1]):
        mine = tied.power == power
        project, run = code[mine].astype(np.intp) - 1, tied.run[mine]
        free = np.maximum(1.0 - total(world.offtake[project, :, run], 1), 0.0)
        world.offtake[project, power, run] += np.minimum(asked[mine], free)


def fund(setting: Setting, world: World, delivery: Delivery) -> None:
    """Let the money that arrived reach the projects, and take back what was won with money that was cancelled.

    A power whose pipeline for a project is cancelled before the project produces holds as much of its output as at
    the start; so does one that bought into a mine that worked at the start. What is paid in full stays.
    """
    theatre, runs = setting.theatre, world.gdp.shape[-1]
    tied = Slots.where(world.building > 0)
    project = tied.read(world.building).astype(np.intp) - 1
    arrived = np.bincount(
        project * runs + tied.run, weights=tied.read(delivery.disbursed), minlength=world.funded.size
    ).reshape(world.funded.shape)
    world.funded = np.minimum(world.funded + arrived, theatre.capex)
    begun = (world.progress < EXPLORATION) & (arrived > 0.0)
    world.progress = np.where(begun, theatre.first, world.progress)

    unfinished = theatre.works[project, 0] | (world.progress[project, tied.run] < PRODUCTION)
    lapsing = (tied.read(delivery.cancelled) > 0.0) & unfinished
    lost = tied.among(lapsing)
    world.offtake[project[lapsing], lost.power, lost.run] = theatre.offtake[project[lapsing], lost.power, 0]
    over = tied.among(tied.read(world.pipeline) <= NOTHING_LEFT)
    over.write(world.building, 0)


def advance(setting: Setting, world: World, ways: Routes, streams: Streams) -> Codes:
    """Let projects go on; return which stage each entered, 0 for none and `BARREN` for the end of it: (m, r).

    A quarter adds 1 / duration of the stage, times the part of the stage's money that has been found, 1 - Un, the
    passable part of the corridor, and while permits are sought min(1, Leg / Leg*) (1 + b_W (.5 - W)). Exploration
    ends with nothing worth building with chance f_exp. No quarter passes more than a stage.
    """
    free, theatre = setting.parameters.projects, setting.theatre
    if not setting.projects or not setting.parameters.mechanisms.projects:
        return np.zeros(world.progress.shape, dtype=np.int8)
    stage = world.progress.astype(np.intp)
    rows = np.arange(len(setting.projects))[:, None]
    need = theatre.need[rows, stage]
    found = np.clip((world.funded - theatre.before[rows, stage]) / np.where(need > 0.0, need, 1.0), 0.0, 1.0)
    host = theatre.host
    legitimate = np.minimum(world.legitimacy / max(setting.parameters.legitimacy.norm, 1e-12), 1.0)
    permit = legitimate * (1.0 + free.permit_autocracy * (0.5 - world.coalition))
    pace = np.where(need > 0.0, found, 1.0) * (1.0 - world.unrest)[host] * _way(setting, ways)
    pace *= np.where(stage == PERMIT, permit[host], 1.0)
    ahead = world.progress + pace / (theatre.duration[stage] * theatre.length)
    through = (ahead >= stage + 1) & ~(world.barren & (stage < PERMIT))
    barren = through & (stage == EXPLORATION) & (streams[Stream.PROJECTS] < theatre.failure)
    # An event may find later what exploration did not.
    world.barren = (world.barren & (stage < PERMIT)) | barren
    entered = through & ~barren
    ahead = np.where(through, stage + 1.0, ahead)
    world.progress = np.where(world.barren, world.progress, ahead)
    return np.where(barren, BARREN, np.where(entered, stage + 1, 0)).astype(np.int8)

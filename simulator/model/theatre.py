"""Which projects and corridors does the scenario have: their figures as arrays.

Axes are named in the comments: m projects, c corridors, p powers, h hosts, k sectors; arrays that meet the world's
arrays end in a run axis of length 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.arithmetic import Bools, Floats, total
from simulator.model.figures import column
from simulator.scenario.figure import Figure
from simulator.scenario.schema import Scenario
from simulator.scenario.theatre import Stage

STAGES = tuple(Stage)
"""The stages of a project, in order."""
PROSPECT, EXPLORATION, PERMIT, CONSTRUCTION, PRODUCTION = range(len(STAGES))
"""Their places."""


@dataclass(frozen=True)
class Ground:
    """The projects in one sector of one host: those that a power chooses from."""

    host: int
    sector: int
    projects: NDArray[np.intp]
    """Their places, (n)."""


class Theatre:
    """The figures of projects and corridors."""

    def __init__(self, scenario: Scenario) -> None:
        hosts = [host.id for host in scenario.hosts]
        powers = [power.id for power in scenario.powers]
        sectors = [sector.id for sector in scenario.sectors]
        projects, corridors = scenario.projects, scenario.corridors
        free = scenario.parameters.projects
        ways = [corridor.id for corridor in corridors]
        count = len(projects)

        # Projects
        self.host = np.array([hosts.index(project.host) for project in projects], dtype=np.intp)
        """(m): place of its host."""
        self.corridor = np.array(
            [len(ways) if project.corridor is None else ways.index(project.corridor) for project in projects],
            dtype=np.intp,
        )
        """(m): place of its corridor, that after the last if it needs none."""
        self.minerals = tuple(dict.fromkeys(project.mineral for project in projects if project.mineral is not None))
        """What the projects yield, in order."""
        self.mineral = [None if p.mineral is None else self.minerals.index(p.mineral) for p in projects]
        """(m): place of its mineral, if it yields any."""
        self.grounds = [
            Ground(h, k, np.array(there, dtype=np.intp))
            for h, host in enumerate(hosts)
            for k, sector in enumerate(sectors)
            if (there := [m for m, p in enumerate(projects) if (p.host, p.sector) == (host, sector)])
        ]
        """Where projects lie."""
        self.stage = column(STAGES.index(project.stage) for project in projects).reshape(count, 1)
        """(m, 1): stage at the start, counted from 0 for a prospect."""
        self.works: Bools = self.stage == PRODUCTION
        """(m, 1): whether it produces at the start."""
        self.capex = column(project.capex.value for project in projects).reshape(count, 1)
        """(m, 1): investment needed to production, US$bn."""
        self.output = column(project.output.value for project in projects).reshape(count, 1)
        """(m, 1): share of the world's output when complete."""
        self.offtake = _shares([project.offtake for project in projects], powers)
        """(m, p, 1): share of the output promised at the start."""
        self.refining = _shares([project.refining for project in projects], powers)
        """(m, q, 1): share of the output that must be refined in each power."""
        worth = [
            [
                [power.supply_worth * (power.needs.get(p.mineral, 0.0) if p.mineral else 0.0)]
                for power in scenario.powers
            ]
            for p in projects
        ]
        self.worth = np.array(worth).reshape(count, len(powers), 1) * (100.0 * self.output[:, None])
        """(m, p, 1): what all of the output would be worth to each power from the first day, US$bn."""
        parts = np.array([0.0, free.exploration_share, free.permit_share, free.construction_share, 0.0])
        self.need = parts * (self.capex / max(float(parts.sum()), 1e-12))
        """(m, stage): money that each stage takes, US$bn."""
        self.before = np.cumsum(self.need, axis=1) - self.need
        """(m, stage): money that the stages before take, US$bn."""
        # What it takes to the end of the stage in which a project stands has been found; prospects have nobody yet.
        place = self.stage.astype(np.intp)
        self.funded = np.take_along_axis(self.before + self.need, place, axis=1)
        """(m, 1): money found before the start, US$bn."""
        self.length = column(project.duration for project in projects).reshape(count, 1)
        """(m, 1): how long its stages take, relative to the usual."""
        self.duration = np.array([np.inf, free.exploration, free.permit, free.construction, np.inf])
        """(stage): quarters that each stage usually takes; a prospect waits for money, a mine is done."""
        working = [free.exploration, free.permit, free.construction]
        self.after = np.array([sum(working), *(sum(working[place:]) for place in (1, 2, 3)), 0.0])
        """(stage): quarters from the end of each stage to production; from the decision to explore for a prospect."""
        find = 1.0 - free.failure
        self.prospects = np.array([find, find, 1.0, 1.0, 1.0])
        """(stage): chance that a project in each stage proves worth building."""
        yields = np.array([[project.mineral is not None] for project in projects], dtype=bool).reshape(count, 1)
        self.failure = free.failure * yields
        """(m, 1): chance that exploration finds nothing worth building; a line or plant has nothing to find."""
        self.first = np.where(yields, float(EXPLORATION), float(PERMIT))
        """(m, 1): the stage that a prospect enters when money arrives."""

        # Corridors
        shape = (len(ways), 1)
        self.capacity = column(corridor.capacity.value for corridor in corridors).reshape(shape)
        """(c, 1): million tonnes a year at the start."""
        self.volume = column(corridor.volume.value for corridor in corridors).reshape(shape)
        """(c, 1): million tonnes a year at the start."""
        self.share = np.array(
            [[[_share(corridor.dependence, host)] for corridor in corridors] for host in hosts], dtype=float
        ).reshape(len(hosts), *shape)
        """(h, c, 1): share of each host's exports by each corridor at the start."""
        exports = column(host.exports.value for host in scenario.hosts)
        imports = column(host.imports.value for host in scenario.hosts)
        self.export_part = exports / np.maximum(exports + imports, 1e-12)
        """(h, 1): exports as a share of the host's trade at the start."""
        value = self.share * exports[:, None]
        everyone = total(value, 0)
        self.weight = np.where(everyone > 0.0, value / np.maximum(everyone, 1e-12), 0.0)
        """(h, c, 1): share of each corridor's volume that is each host's at the start."""
        self.stranger = (everyone <= 0.0).astype(float)
        """(c, 1): 1 where no host uses the corridor: what it carries is others', and stays."""
        self.gatekeepers = [
            (c, powers.index(corridor.gatekeeper)) for c, corridor in enumerate(corridors) if corridor.gatekeeper
        ]
        """Corridors that cross a power's territory, and the power, as their places."""
        self.ungated = [c for c, corridor in enumerate(corridors) if corridor.gatekeeper is None]
        """Corridors that nobody can close."""
        self.builders = _builders(scenario)
        """(h, k, c): part of each US$ that arrives in a host's sector with which it widens each corridor."""
        self.additions = [
            (m, ways.index(project.corridor), project.adds.value)
            for m, project in enumerate(projects)
            if project.corridor is not None and project.adds.value > 0.0 and project.stage is not Stage.PRODUCTION
        ]
        """Projects that widen a corridor when complete: project, corridor and million tonnes a year."""
        gain = [[power.corridor_worth.get(corridor, 0.0) for corridor in ways] for power in scenario.powers]
        self.way_worth = np.array(gain).reshape(len(powers), len(ways))
        """(p, c): worth of a million tonnes a year more, US$bn."""


def _shares(shares: list[dict[str, Figure]], powers: list[str]) -> Floats:
    """Lay shares out by power: (m, p, 1)."""
    laid = np.array([[[_share(held, power)] for power in powers] for held in shares], dtype=float)
    return laid.reshape(len(shares), len(powers), 1)


def _share(shares: dict[str, Figure], name: str) -> float:
    return shares[name].value if name in shares else 0.0


def _builders(scenario: Scenario) -> Floats:
    """Return how a host's money splits over the corridors that it helps to build: evenly; (h, k, c)."""
    at_work = np.array(
        [[host.id in corridor.builders for corridor in scenario.corridors] for host in scenario.hosts], dtype=float
    ).reshape(len(scenario.hosts), len(scenario.corridors))
    widens = np.array([sector.widens for sector in scenario.sectors], dtype=float)
    even = at_work / np.maximum(at_work.sum(1, keepdims=True), 1.0)
    split: Floats = even[:, None] * widens[:, None]
    return split

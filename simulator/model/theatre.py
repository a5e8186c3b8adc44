"""Which projects and corridors does the scenario have: their figures as arrays.

Axes are named in the comments: m projects, c corridors, p powers, h hosts; arrays end in a run axis of length 1.
"""

from __future__ import annotations

import numpy as np

from simulator.model.figures import column
from simulator.scenario.figure import Figure
from simulator.scenario.schema import Scenario
from simulator.scenario.theatre import Stage

STAGES = tuple(Stage)
"""The stages of a project, in order."""


class Theatre:
    """The figures of projects and corridors."""

    def __init__(self, scenario: Scenario) -> None:
        powers = [power.id for power in scenario.powers]
        projects, corridors = scenario.projects, scenario.corridors

        self.stage = column(STAGES.index(project.stage) for project in projects).reshape(len(projects), 1)
        """(m, 1): stage at the start, counted from 0 for a prospect."""
        offtake = [[[_share(project.offtake, p)] for p in powers] for project in projects]
        self.offtake = np.array(offtake).reshape(len(projects), len(powers), 1)
        """(m, p, 1): share of the output promised at the start."""
        self.capacity = column(corridor.capacity.value for corridor in corridors).reshape(len(corridors), 1)
        """(c, 1): million tonnes a year."""


def _share(shares: dict[str, Figure], power: str) -> float:
    return shares[power].value if power in shares else 0.0

"""How are hypotheses run: the same seed and the same runs in every arm, and no world twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from simulator.analysis.hypothesis import Claim, Measure
from simulator.analysis.measuring import measured
from simulator.analysis.passing import Going, always, passed
from simulator.analysis.reading import Experiment
from simulator.analysis.verdict import Finding, Ruling, all_of, judged
from simulator.model import BLOCK, Region
from simulator.model.arithmetic import Floats
from simulator.scenario import Scenario

_TOLD = {"id", "name", "summary", "briefing"}
"""What a scenario says of itself, and no rule reads."""


class _World:
    """A scenario that some arms share, and what is to be measured in it."""

    def __init__(self, scenario: Scenario, quarters: int) -> None:
        self.scenario = scenario
        self.quarters = quarters
        self.wanted: dict[str, tuple[Measure, str | None]] = {}
        self.values: dict[str, Floats] = {}
        """What each measure came to: (item, run); empty until the world has been run."""
        self.labels: dict[str, tuple[str, ...]] = {}
        """Names of the items along each axis."""

    def read(self, region: Region) -> dict[str, Floats]:
        """Measure a block at its end: (item, run), by the key of the measure."""
        self.labels = dict(region.labels)
        return {key: measured(measure, each, region) for key, (measure, each) in self.wanted.items()}


class Examination:
    """The examination of some hypotheses.

    Parameters
    ----------
    experiments
        The hypotheses with their arms.
    runs
        How many runs each arm has; they are numbered from 0.
    seed
        The root seed, the same for every arm.
    """

    def __init__(self, experiments: Sequence[Experiment], *, runs: int, seed: int) -> None:
        self.experiments = experiments
        self.runs = runs
        self.seed = seed
        self._worlds: dict[tuple[int, str], _World] = {}
        self._arms = [{arm: self._world(experiment, arm) for arm in experiment.arms} for experiment in experiments]
        for experiment, arms in zip(experiments, self._arms, strict=True):
            for claim in experiment.hypothesis.claims:
                for comparison in claim.comparisons:
                    for arm in comparison.arms:
                        arms[arm].wanted |= {
                            _key(measure, claim): (measure, claim.each) for measure in comparison.measures
                        }

    @property
    def work(self) -> int:
        """How many quarters of how many runs are to be stepped in all."""
        return sum(self.runs * world.quarters for world in self._worlds.values() if world.wanted)

    def findings(self, going: Going = always) -> Iterator[Finding]:
        """Run the hypotheses, one after the other.

        Parameters
        ----------
        going
            Called after each quarter with the number of runs that were stepped. If it says no, the hypothesis in hand
            is given up, and those after it.
        """
        for experiment, arms in zip(self.experiments, self._arms, strict=True):
            if not all(self._run(world, going) for world in arms.values() if world.wanted):
                return
            rulings = tuple(_judged(claim, arms) for claim in experiment.hypothesis.claims)
            verdict = all_of([ruling.verdict for ruling in rulings])
            yield Finding(experiment, self.runs, self.seed, verdict, rulings)

    def _world(self, experiment: Experiment, arm: str) -> _World:
        """Find the world of an arm: that of another whose rules and figures are the same."""
        scenario = experiment.arms[arm]
        key = experiment.quarters, scenario.model_dump_json(exclude=_TOLD)
        return self._worlds.setdefault(key, _World(scenario, experiment.quarters))

    def _run(self, world: _World, going: Going) -> bool:
        """Run a world, unless that is done, and measure it; say whether it was run to its end."""
        if world.values:
            return True
        parts: dict[str, list[Floats]] = {key: [] for key in world.wanted}
        for start in range(0, self.runs, BLOCK):
            runs = range(start, min(start + BLOCK, self.runs))
            read = passed(world.scenario, runs, self.seed, world.quarters, going, world.read)
            if read is None:
                return False
            for key, values in read.items():
                parts[key].append(values)
        world.values = {key: np.concatenate(values, axis=-1) for key, values in parts.items()}
        return True


def _judged(claim: Claim, arms: dict[str, _World]) -> Ruling:
    each = claim.each
    items = ("",) if each is None else claim.measure.items(each) or arms[claim.arm].labels[each]
    return judged(claim, items, lambda arm, measure: arms[arm].values[_key(measure, claim)])


def _key(measure: Measure, claim: Claim) -> str:
    return f"{claim.each} {measure.model_dump_json()}"

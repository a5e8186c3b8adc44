"""How does a file become an experiment: the hypothesis, and each of its arms as a scenario of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from simulator.analysis.checks import problems_of_claims
from simulator.analysis.hypothesis import Hypothesis
from simulator.scenario import Problem, Scenario, ScenarioError, scenarios_folder
from simulator.scenario.reading.gather import gather, gather_for
from simulator.scenario.reading.loader import examine
from simulator.scenario.reading.nodes import Entry, Mapping, Scalar, Sequence, entries_of, id_of
from simulator.scenario.reading.problems import in_order
from simulator.scenario.reading.schema_problems import held_against


@dataclass(frozen=True)
class Experiment:
    """A hypothesis that is ready to be run."""

    hypothesis: Hypothesis
    """What is claimed."""
    arms: dict[str, Scenario]
    """The worlds that are compared, by name."""
    quarters: int
    """How long each of them is run."""


def load_hypothesis(path: str | Path) -> Experiment:
    """Load a hypothesis with all its arms.

    Raises
    ------
    ScenarioError
        With everything that is wrong with the file and with the scenarios that its arms make.
    """
    outcome = _examine(path)
    if isinstance(outcome, Experiment):
        return outcome
    raise ScenarioError(outcome)


def check_hypothesis(path: str | Path) -> list[Problem]:
    """List everything that is wrong with a hypothesis file; nothing if it is in order."""
    outcome = _examine(path)
    return outcome if isinstance(outcome, list) else []


def read_hypothesis(path: str | Path) -> Hypothesis:
    """Read what a file claims, without looking at its arms.

    Raises
    ------
    ScenarioError
        With what is wrong with the form of the file.
    """
    outcome = _read(path)
    if isinstance(outcome, list):
        raise ScenarioError(outcome)
    return outcome[1]


def shipped_hypotheses() -> dict[str, Path]:
    """Return the files of the hypotheses that come with the program, by the `id` in each, in the order of the files.

    A file that cannot be read goes by the name of the file.
    """
    found = {}
    for path in sorted((scenarios_folder() / "hypotheses").glob("*.yaml")):
        roots = gather(path).roots
        found[(roots and id_of(roots[-1])) or path.stem] = path
    return found


def _read(path: str | Path) -> tuple[Mapping, Hypothesis] | list[Problem]:
    """Hold a file against the schema."""
    files = gather(path)
    if not files.complete:
        return in_order(files.problems)
    root = files.roots[-1]
    hypothesis = held_against(Hypothesis, root)
    if isinstance(hypothesis, list):
        return in_order([*files.problems, *hypothesis])
    return in_order(files.problems) if files.problems else (root, hypothesis)


def _examine(path: str | Path) -> Experiment | list[Problem]:
    read = _read(path)
    if isinstance(read, list):
        return read
    root, hypothesis = read
    arms: dict[str, Scenario] = {}
    problems: list[Problem] = []
    for name, entry in entries_of(root.get("arms")):
        if isinstance(entry.node, Mapping):
            outcome = examine(gather_for(_as_scenario(name, entry.node, root), path))
            if isinstance(outcome, Scenario):
                arms[name] = outcome
            else:
                problems += outcome
    if not problems:
        first = next(iter(arms.values()))
        experiment = Experiment(hypothesis, arms, hypothesis.quarters or first.horizon)
        problems = list(problems_of_claims(root, hypothesis, arms, experiment.quarters))
        if not problems:
            return experiment
    return in_order(problems)


def _as_scenario(name: str, changes: Mapping, root: Mapping) -> Mapping:
    """Make the changes of an arm a scenario that extends that of the hypothesis, and what it names itself besides."""
    scenario, further = root.entries["scenario"], changes.get("extends")
    more = () if further is None else further.items if isinstance(further, Sequence) else (further,)
    said = {key: Entry(changes.place, Scalar(name, changes.place)) for key in ("id", "name", "summary")}
    extends = Entry(scenario.place, Sequence((scenario.node, *more), scenario.place))
    return replace(changes, entries={**said, **changes.entries, "extends": extends})

"""How does a path become a `Scenario`, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from simulator.scenario.reading.compose import Budget, compose
from simulator.scenario.reading.extends import NOT_INHERITED, overlay
from simulator.scenario.reading.files import FileError, read_source
from simulator.scenario.reading.gather import Gathered, gather
from simulator.scenario.reading.nodes import Mapping, text_of
from simulator.scenario.reading.presets import named_without_trigger
from simulator.scenario.reading.problems import MAX_PROBLEMS, Problem, ScenarioError, UnreadableError, in_order
from simulator.scenario.reading.rules import RULES_OF_A_FILE, RULES_OF_A_PART, RULES_OF_A_SCENARIO, Rule
from simulator.scenario.reading.schema_problems import forgotten_base, validate
from simulator.scenario.reading.shipped import shipped_files
from simulator.scenario.reading.strangers import Stranger, strangers, stubbed, vain_changes
from simulator.scenario.schema import Kind, Scenario

_HYPOTHESIS = "hypothesis"
"""The kind of a file that compares scenarios."""
_STYLE = "style"
"""The kind of a file that changes one actor of any scenario."""
_NO_SCENARIOS = {
    _HYPOTHESIS: ("it compares scenarios and is none", "run it with `steppe hypotheses --file`"),
    _STYLE: ("it changes how an actor of a scenario deals, and is none", "`steppe tournament` plays the styles"),
}
"""What files of other kinds are, and what is done with them."""


def load_scenario(source: str | Path) -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    source : str or Path
        The path of a scenario file, or the name of a shipped scenario, such as `baseline_2025`.

    Returns
    -------
    Scenario
        The scenario with all that it extends, checked.

    Raises
    ------
    ScenarioError
        With everything that is wrong with the file and with those that it extends.

    Examples
    --------
    >>> load_scenario("baseline_2025").horizon
    40
    """
    outcome = examine(gather(source))
    if isinstance(outcome, Scenario):
        return outcome
    raise ScenarioError(outcome)


def check(source: str | Path) -> list[Problem]:
    """List everything that is wrong with a file and with those that it extends.

    Parameters
    ----------
    source : str or Path
        As for `load_scenario`. A library is checked as the part that it is: the values that are there, but not what
        is missing, nor the names of things that other files may hold.

    Returns
    -------
    list of Problem
        In the order of file, line and column; empty for a file without a fault.
    """
    outcome = examine(gather(source), libraries=True)
    return outcome if isinstance(outcome, list) else []


def is_hypothesis(source: str | Path) -> bool:
    """Tell whether a file says that it compares scenarios and is none: a hypothesis has a schema of its own."""
    roots = gather(source).roots
    return bool(roots) and _kind(roots[-1]) == _HYPOTHESIS


def is_style(source: str | Path) -> bool:
    """Tell whether a file says that it is a style of dealing: that has a schema of its own, too."""
    roots = gather(source).roots
    return bool(roots) and _kind(roots[-1]) == _STYLE


def shipped_scenarios() -> list[Path]:
    """Return the files of the shipped scenarios, sorted; one that cannot be read is among them."""
    return [path for path in shipped_files().values() if not _is_library(path)]


def load_shipped() -> list[tuple[Path, Scenario | ScenarioError]]:
    """Load every shipped scenario, with the error in place of one that cannot be loaded."""
    return [(path, _scenario_or_error(path)) for path in shipped_scenarios()]


def _scenario_or_error(path: Path) -> Scenario | ScenarioError:
    try:
        return load_scenario(path)
    except ScenarioError as error:
        return error


def _is_library(path: Path) -> bool:
    try:
        root, _ = compose(read_source(path, str(path)), Budget())
    except (FileError, UnreadableError):
        return False
    return _kind(root) == Kind.LIBRARY


def _kind(root: Mapping) -> str | None:
    return text_of(root.get("kind"))


def _not_a_scenario(root: Mapping) -> Problem:
    kind = text_of(root.get("kind")) or ""
    what, hint = _NO_SCENARIOS[kind]
    return root.entries["kind"].node.place.problem(f"this is a {kind}: {what}", hint=hint)


def examine(files: Gathered, *, libraries: bool = False) -> Scenario | list[Problem]:
    """Return the scenario that files make, or what is wrong: of a library, where one is allowed, nothing may be."""
    problems = [*files.problems, *_break(RULES_OF_A_FILE, files.roots)]
    if not files.complete:
        # The whole would seem full of holes, so that each file is held to what it says itself.
        return in_order(_added(problems, (fault for root in files.roots for fault in _faults_of_part(root))))
    if _kind(files.roots[-1]) in _NO_SCENARIOS:
        return [_not_a_scenario(files.roots[-1])]
    resolved, vain, new = _resolve(files.roots)
    headers = [fault for root in files.roots[:-1] for fault in _header_faults(root)]
    if _kind(resolved) == Kind.LIBRARY:
        if not libraries:
            problems.append(
                resolved.entries["kind"].node.place.problem(
                    "this is a library: it does not run by itself", hint="name it under `extends` in a scenario"
                )
            )
        return in_order(_added(problems, [*headers, *_faults_of_part(resolved)]))
    own = files.roots[-1]
    if (forgotten := forgotten_base(own)) is not None:
        return in_order(_added(problems, [forgotten, *_faults_of_part(own)]))
    outcome = validate(resolved)
    faults = outcome if isinstance(outcome, list) else []
    problems = _added(problems, list(islice(named_without_trigger(own, resolved), MAX_PROBLEMS)))
    problems = _added(problems, [*vain, *islice(vain_changes(resolved, new), MAX_PROBLEMS)])
    problems = _added(problems, [*headers, *faults, *_break(RULES_OF_A_SCENARIO, [stubbed(resolved, new)])])
    return outcome if isinstance(outcome, Scenario) and not problems else in_order(problems)


def _resolve(roots: Iterable[Mapping]) -> tuple[Mapping, list[Problem], list[Stranger]]:
    """Lay the files over each other, in order; return also vain removals, and the things that are new over others."""
    first, *others = roots
    resolved, problems = overlay(replace(first, entries={}), first)
    new: list[Stranger] = []
    for own in others:
        new += strangers(resolved, own)
        resolved, vain = overlay(resolved, own)
        problems += vain
    return resolved, problems, new


def _faults_of_part(root: Mapping) -> list[Problem]:
    part = replace(root, entries={key: entry for key, entry in root.entries.items() if key != "extends"})
    outcome = validate(part, partial=True)
    return [*(outcome if isinstance(outcome, list) else []), *_break(RULES_OF_A_PART, [part])]


def _header_faults(root: Mapping) -> list[Problem]:
    """Check the keys of an extended file that are not inherited."""
    return _faults_of_part(
        replace(root, entries={key: root.entries[key] for key in NOT_INHERITED if key in root.entries})
    )


def _break(rules: Iterable[Rule], roots: Iterable[Mapping]) -> list[Problem]:
    return [problem for root in roots for rule in rules for problem in islice(rule(root), MAX_PROBLEMS)]


def _added(problems: list[Problem], further: Iterable[Problem]) -> list[Problem]:
    """Add problems, except where something is wrong already: those follow from it."""
    places = {(problem.file, problem.line, problem.column) for problem in problems}
    return [
        *problems,
        *(problem for problem in further if (problem.file, problem.line, problem.column) not in places),
    ]

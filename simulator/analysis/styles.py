"""How does an actor deal: styles, each a set of changes that any power or host of any scenario can play."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from simulator.scenario import (
    HostProfile,
    PowerProfile,
    Problem,
    Scenario,
    ScenarioError,
    load_scenario,
    scenarios_folder,
)
from simulator.scenario.basics import Identifier, Strict
from simulator.scenario.reading import nodes
from simulator.scenario.reading.gather import gather
from simulator.scenario.reading.loader import examine
from simulator.scenario.reading.nodes import Entry, Scalar, entries_of
from simulator.scenario.reading.problems import did_you_mean, in_order, one_of
from simulator.scenario.reading.schema_problems import held_against

KNOBS = {
    "power": (
        "amounts",
        "asks",
        "clause_worth",
        "closed",
        "corridor_worth",
        "export_worth",
        "influence_worth",
        "instruments",
        "restraint",
        "sector_worth",
        "security",
        "summits",
        "supply_worth",
    ),
    "host": ("closed", "hurdle", "leanings"),
}
"""What a style may change of each kind of actor: how it uses what it has, never how much it has."""

_USUAL = "baseline_2025"
"""The scenario over which a style is checked by itself."""


class Style(Strict):
    """A way of dealing, as its file tells it."""

    version: Literal[1] = Field(alias="schema", default=1)
    """Version of the schema that the file is written for."""
    kind: Literal["style"]
    """What the file is for."""
    id: Identifier
    """The short name, such as `flood`."""
    name: str = Field(min_length=1)
    """The name shown."""
    summary: str = Field(min_length=1)
    """What an actor of this style does, in a sentence."""
    power: dict[Identifier, Any] = {}
    """What a power of this style has that differs from its profile; nothing where left out."""
    host: dict[Identifier, Any] = {}
    """The same for a host."""


@dataclass(frozen=True)
class Roster:
    """A scenario, and every actor of it in every style."""

    scenario: Scenario
    """The scenario as it is."""
    styles: tuple[Style, ...]
    """The styles."""
    powers: tuple[tuple[PowerProfile, ...], ...]
    """Each power (second) in each style (first)."""
    hosts: tuple[tuple[HostProfile, ...], ...]
    """Each host (second) in each style (first)."""

    @property
    def actors(self) -> tuple[str, ...]:
        """The ids of the powers, and after them of the hosts."""
        powers, hosts = self.scenario.powers, self.scenario.hosts
        return (*(power.id for power in powers), *(host.id for host in hosts))

    def played(self, arrangement: Sequence[int]) -> Scenario:
        """Return the scenario in which each actor, in the order of `actors`, plays the style with the number given."""
        count = len(self.scenario.powers)
        powers = tuple(self.powers[style][place] for place, style in enumerate(arrangement[:count]))
        hosts = tuple(self.hosts[style][place] for place, style in enumerate(arrangement[count:]))
        # Nothing to check again: every actor was read in every style, and none refers to another's.
        return self.scenario.model_copy(update={"powers": powers, "hosts": hosts})


def shipped_styles() -> tuple[Path, ...]:
    """Return the files of the styles that come with the program, in order."""
    return tuple(sorted((scenarios_folder() / "styles").glob("*.yaml")))


def load_roster(scenario: str | Path, styles: Iterable[str | Path]) -> Roster:
    """Load a scenario and lay styles over all its actors.

    Raises
    ------
    ScenarioError
        With everything that is wrong with the scenario, with the files of the styles, or with the two together.
    """
    plain = load_scenario(scenario)
    found: list[tuple[Style, Scenario]] = []
    problems: list[Problem] = []
    for path in styles:
        outcome = _examine(path, scenario, plain)
        if isinstance(outcome, list):
            problems += outcome
        else:
            found.append(outcome)
    if problems:
        raise ScenarioError(in_order(problems))
    return Roster(
        scenario=plain,
        styles=tuple(style for style, _ in found),
        powers=tuple(played.powers for _, played in found),
        hosts=tuple(played.hosts for _, played in found),
    )


def check_style(path: str | Path) -> list[Problem]:
    """List everything that is wrong with a style, played by all actors of the baseline; nothing if it is in order."""
    outcome = _examine(path, _USUAL, load_scenario(_USUAL))
    return outcome if isinstance(outcome, list) else []


def _examine(path: str | Path, scenario: str | Path, plain: Scenario) -> tuple[Style, Scenario] | list[Problem]:
    """Read a style, and the scenario in which every actor plays it."""
    files = gather(path)
    if not files.complete:
        return in_order(files.problems)
    root = files.roots[-1]
    style = held_against(Style, root)
    problems = [*files.problems, *(style if isinstance(style, list) else _strange_knobs(root))]
    if isinstance(style, list) or problems:
        return in_order(problems)
    ids = {"power": [power.id for power in plain.powers], "host": [host.id for host in plain.hosts]}
    world = gather(scenario)
    outcome = examine(replace(world, roots=[*world.roots, _as_scenario(root, str(scenario), ids)]))
    return (style, outcome) if isinstance(outcome, Scenario) else in_order(outcome)


def _strange_knobs(root: nodes.Mapping) -> Iterator[Problem]:
    for actor, knobs in KNOBS.items():
        for key, entry in entries_of(root.get(actor)):
            if key not in knobs:
                yield entry.place.problem(
                    f"a style cannot change `{key}` of a {actor}", expected=one_of(knobs), hint=did_you_mean(key, knobs)
                )


def _as_scenario(root: nodes.Mapping, scenario: str, ids: Mapping[str, Sequence[str]]) -> nodes.Mapping:
    """Make a style a scenario that extends another and in which every actor plays it."""
    place = root.place

    def text(word: str) -> Entry:
        return Entry(place, Scalar(word, place))

    entries = {key: root.entries[key] for key in ("schema", "id", "name", "summary") if key in root.entries}
    entries["extends"] = text(scenario)
    for actor, names in ids.items():
        changes = dict(entries_of(root.get(actor)))
        if changes:
            each = tuple(nodes.Mapping({"id": text(name), **changes}, place) for name in names)
            entries[f"{actor}s"] = Entry(place, nodes.Sequence(each, place))
    return nodes.Mapping(entries, place)

"""Write docs/scenario_keys.md, the reference of every key of a scenario, from the schema.

Run it without arguments to write the file; with `--check` it fails if the file and the schema have parted.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from generated import ROOT, write_or_check
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from simulator.scenario.basics import Colour, Identifier
from simulator.scenario.deals import InstrumentTerms, Sector, SecurityElement
from simulator.scenario.figure import Bounds, Figure
from simulator.scenario.goals import Goals
from simulator.scenario.happenings import (
    DEAL_STATES,
    MEANING_OF_STATES,
    OWNERS,
    Condition,
    Effect,
    Event,
    State,
    Watched,
)
from simulator.scenario.levers import MEANING_OF_EXPOSURES, Exposure, Lever
from simulator.scenario.neighbours import Neighbours
from simulator.scenario.parameters import Parameters
from simulator.scenario.profiles import Asks, ClauseWorth, Dyad, HostProfile, Leanings, PowerProfile
from simulator.scenario.quarter import Quarter
from simulator.scenario.reading.conditions import needed_names
from simulator.scenario.reading.event_rules import SELF_MOVING, SHIFT_LIMITS, SHIFTED
from simulator.scenario.reading.references import REFERENCES, SECTIONS, alternatives
from simulator.scenario.schema import Scenario
from simulator.scenario.seats import Objective, Seat
from simulator.scenario.theatre import Corridor, Project

TARGET = ROOT / "docs" / "scenario_keys.md"

INTRODUCTION = """# Every key of a scenario

Generated from the schema by `tools/write_scenario_keys.py`; edit the classes in `simulator/scenario/` instead. How
scenarios are written, and how they extend each other, is in [scenarios/README.md](../scenarios/README.md); what the
model does with each key is in [model.md](model.md).

A *figure* is a number, or a mapping with the number as `value` and where it comes from ([figures](#figures)). A *short
name* is a letter, then letters, digits or `_`, at most 32 in all. A file that extends another gives only what differs:
required is what must be there in the end.
"""

EXTENDS = (
    "| `extends` | name, or list of names | none | What this file says less than: paths from this file, or names of "
    "shipped scenarios. |"
)


class Part(NamedTuple):
    """A class of the schema, as a section of the page."""

    heading: str
    path: str
    kind: type[BaseModel]


PARTS = (
    Part("The file", "", Scenario),
    Part("`powers`: each power", "powers/*", PowerProfile),
    Part("`powers` › `asks`", "powers/*/asks", Asks),
    Part("`powers` › `clause_worth`", "powers/*/clause_worth", ClauseWorth),
    Part("`powers` › `goals`", "powers/*/goals", Goals),
    Part("`powers` › `levers`: each lever", "powers/*/levers/*", Lever),
    Part("`hosts`: each host", "hosts/*", HostProfile),
    Part("`hosts` › `leanings`", "hosts/*/leanings", Leanings),
    Part("`hosts` › `dyads`: each power", "hosts/*/dyads/*", Dyad),
    Part("`sectors`: each sector", "sectors/*", Sector),
    Part("`instruments`: each instrument", "instruments/*", InstrumentTerms),
    Part("`security_elements`: each element", "security_elements/*", SecurityElement),
    Part("`events`: each event", "events/*", Event),
    Part("`events` › `when`: a condition", "events/*/when", Condition),
    Part("`events` › `effects`: each effect", "events/*/effects/*", Effect),
    Part("`neighbours`: each pair", "neighbours/*", Neighbours),
    Part("`seats`: each seat", "seats/*", Seat),
    Part("`seats` › `objectives`: each objective", "seats/*/objectives/*", Objective),
    Part("`projects`: each project", "projects/*", Project),
    Part("`corridors`: each corridor", "corridors/*", Corridor),
    Part("Figures", "", Figure),
)

BELOW = "with the keys below"
"""What is said where a key holds what has a section of its own."""

NAMES = {
    reference.path.replace("!", ""): alternatives(SECTIONS[section] for section in reference.sections)
    for reference in REFERENCES
}
"""The places where things are named by their `id`, and what kind of thing each names."""


def held(annotation: Any, path: str, limits: tuple[Any, ...] = ()) -> str:  # noqa: ANN401
    """Say in plain words what a key holds."""
    if annotation in {Identifier, Colour}:
        if path in NAMES:
            return f"name of {'an' if NAMES[path][0] in 'aeio' else 'a'} {NAMES[path]}"
        return "short name" if annotation == Identifier else "colour, such as `#5b9bd5`"
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return held(arguments[0], path, (*arguments[1:], *limits))
    if origin in {Union, types.UnionType}:
        return " or ".join(held(item, path, limits) for item in arguments if item is not type(None))
    if origin is tuple:
        items = held(arguments[0], f"{path}/*")
        return f"list{count(limits)}, each {items}" if items == BELOW else f"list{count(limits)} of {plural(items)}"
    if origin is dict:
        key = f"{path}/@"
        what = NAMES.get(key) or held(arguments[0], key)
        values = held(arguments[1], f"{path}/*").replace(BELOW, "the keys below")
        return f"mapping: for each {what.removeprefix('one of ')}: {values}"
    if origin is Literal:
        return " or ".join(f"`{item}`" for item in arguments)
    return held_alone(annotation, limits)


def held_alone(kind: type, limits: tuple[Any, ...]) -> str:
    """Say what a key holds that is no list, mapping or choice of types."""
    if issubclass(kind, StrEnum):
        return "one of " + ", ".join(f"`{item}`" for item in kind)
    words = {
        str: "text",
        bool: "true or false",
        Quarter: "quarter, such as `2025Q4`",
        Condition: "condition",
        Parameters: "groups of numbers",
    }
    numbers = {int: "whole number", float: "number", Figure: "figure"}
    return numbers[kind] + span(limits) if kind in numbers else words.get(kind, BELOW)


def plural(words: str) -> str:
    """Return the plural of what a list holds."""
    return f"{words.replace('name of an ', 'names of ').replace('name of a ', 'names of ')}s"


def span(limits: tuple[Any, ...]) -> str:
    """Say between which bounds a number lies."""
    bounds: dict[str, float] = {}
    for limit in limits:
        source = limit.func if isinstance(limit, AfterValidator) and isinstance(limit.func, Bounds) else limit
        bounds |= {name: value for name in ("ge", "le", "gt") if (value := getattr(source, name, None)) is not None}
    lower = f"{bounds['ge']:g}" if "ge" in bounds else f"more than {bounds['gt']:g}" if "gt" in bounds else ""
    if "le" in bounds:
        return f", {lower} to {bounds['le']:g}" if lower else f", up to {bounds['le']:g}"
    return f", {lower} or more" if "ge" in bounds else f", {lower}" if lower else ""


def count(limits: tuple[Any, ...]) -> str:
    """Say how many a list holds."""
    least = next((limit.min_length for limit in limits if hasattr(limit, "min_length")), None)
    most = next((limit.max_length for limit in limits if hasattr(limit, "max_length")), None)
    if most is None:
        return f" ({least} or more)" if least else ""
    return f" ({least} to {most})" if least else f" (at most {most})"


def default(field: FieldInfo) -> str:
    """Return a default as it would be written in YAML."""
    value = field.default
    if field.is_required():
        return "required"
    if isinstance(value, Figure):
        return f"{value.value:g}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, StrEnum):
        return f"`{value}`"
    return "none" if value in (None, (), {}, "") else "its defaults" if isinstance(value, BaseModel) else f"{value:g}"


def rows(part: Part) -> Iterator[str]:
    """Yield a table row for each key of a class."""
    hints = get_type_hints(part.kind, include_extras=True)
    for name, field in part.kind.model_fields.items():
        if not field.description:
            raise ValueError(f"{part.kind.__name__}.{name} has no description")
        key = field.alias or name
        holds = held(hints[name], f"{part.path}/{key}".strip("/"), tuple(field.metadata))
        meaning = field.description.replace("\n", " ")
        if part.kind is Scenario and key == "parameters":
            meaning += " [The table of parameters](parameters.md) has each with its default and range."
        yield f"| `{key}` | {holds} | {default(field)} | {meaning} |"
        if part.kind is Scenario and key == "kind":
            yield EXTENDS


def states() -> Iterator[str]:
    """Yield a table row for each state that an event can change."""
    for state in State:
        owner = next((f"each {SECTIONS[s]}" for s, states in OWNERS.items() if state in states), "the world: no `of`")
        change = "`add` or `multiply`"
        if state in DEAL_STATES:
            owner, change = "a host and a power: `of`, `by` and `sector`", "`add`, above 0"
        if state in SHIFTED:
            change = f"`add`, {-SHIFT_LIMITS[state]:g} to {SHIFT_LIMITS[state]:g}: it shifts a course of its own"
        lasts = "no: it moves by itself after the blow" if state in SELF_MOVING else "yes"
        yield f"| `{state}` | {owner} | {change} | {lasts} | {MEANING_OF_STATES[state]} |"


def watched() -> Iterator[str]:
    """Yield a table row for each state that a condition can watch."""
    for state in Watched:
        needed = needed_names(state)
        yield f"| `{state}` | {'a host' if 'of' in needed else ''} | {'a power' if 'by' in needed else ''} |"


def page() -> str:
    """Return the whole page."""
    texts = [INTRODUCTION]
    for part in PARTS:
        texts.append(f"## {part.heading}\n")
        texts.append(" ".join((part.kind.__doc__ or "").replace("``", "`").split()) + "\n")
        texts.append("| key | holds | default | meaning |\n|---|---|---|---|\n" + "\n".join(rows(part)) + "\n")
        if part.kind is Condition:
            texts.append("### The states that a condition can watch\n")
            texts.append("| state | `of` | `by` |\n|---|---|---|")
            texts.append("\n".join(watched()) + "\n")
        if part.kind is Lever:
            texts.append("### What a lever can hurt\n")
            texts.append("| exposure | what it is |\n|---|---|")
            texts.append("\n".join(f"| `{item}` | {MEANING_OF_EXPOSURES[item]} |" for item in Exposure) + "\n")
        if part.kind is Effect:
            texts.append("### The states that an event can change\n")
            texts.append("| state | whose | how | may it have `lasts`? | what it is |\n|---|---|---|---|---|")
            texts.append("\n".join(states()) + "\n")
    return "\n".join(texts)


if __name__ == "__main__":
    sys.exit(write_or_check(TARGET, page(), __doc__))

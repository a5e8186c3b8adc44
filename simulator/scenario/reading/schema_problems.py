"""What does the schema say to a tree: pydantic's verdict in an author's words, at the author's lines."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simulator.scenario.figure import Figure
from simulator.scenario.reading.nodes import (
    Location,
    Mapping,
    Node,
    Place,
    Scalar,
    Sequence,
    has_doubtful_id,
    id_of,
    number_of,
    plain,
    walk,
)
from simulator.scenario.reading.problems import MAX_PROBLEMS, Problem, did_you_mean, listed, one_of
from simulator.scenario.reading.references import SECTIONS
from simulator.scenario.schema import Scenario

Form = TypeVar("Form", bound=BaseModel)
"""A schema: what a tree is held against."""

_KEY = "[key]"
_EXTENDS = "extends"
_USUAL_BASE = "baseline_2025"
"""The shipped scenario that authors extend."""
_OF_ITSELF = ("id", "name", "summary")
"""What a file must say of itself, whatever it extends."""
_FEW = 3
"""Sections and settings that a scenario may lack before it seems to have forgotten what it extends."""
_NUMBERS = frozenset({"float_type", "int_type"})

_PHRASES = {
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "finite_number": "a finite number",
    "float_type": "a number",
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "{ge:g} or more",
    "int_type": "a whole number",
    "less_than": "less than {lt:g}",
    "less_than_equal": "{le:g} or less",
    "model_type": "a mapping",
    "string_too_short": "a text that is not empty",
    "string_type": "a text",
    "too_long": "a list of at most {max_length}",
    "too_short": "a list of at least {min_length}",
    "tuple_type": "a list",
}
_PATTERNS = {
    r"^[A-Za-z][A-Za-z0-9_]{0,31}$": "a short name: a letter, then letters, digits or `_`, 32 at most",
    r"^#[0-9a-fA-F]{6}$": 'a colour such as "#5b9bd5"',
}
_PER_CENT = re.compile(r"([-+]?[0-9]+)(?:[.,]([0-9]+))? ?%")
_WITH_COMMA = re.compile(r"[-+]?[0-9]+(,[0-9]+)+(\.[0-9]+)?")
_ALL = 40
"""More keys than any class requires."""
_FIGURE = "a number, or a figure such as {value: 3.8, year: 2025, source: ...}"


def validate(root: Mapping, *, partial: bool = False) -> Scenario | list[Problem]:
    """Hold a merged tree against the schema of scenarios.

    Parameters
    ----------
    root : Mapping
        The tree.
    partial : bool
        Whether another file may give what is missing: the root's sections, and keys of things with an `id`.

    Returns
    -------
    Scenario or list of Problem
        The scenario, or what is wrong. A partial tree gives a list, of nothing if nothing is wrong.
    """
    outcome = held_against(Scenario, root, partial=partial)
    return [] if partial and isinstance(outcome, Scenario) else outcome


def held_against(schema: type[Form], root: Mapping, *, partial: bool = False) -> Form | list[Problem]:
    """Hold a tree against any schema: what it describes, or what is wrong with it."""
    try:
        # JSON, because strict pydantic takes a list for a tuple and a word for an enumeration there alone.
        return schema.model_validate_json(json.dumps(plain(root)))
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return list(islice(_problems(schema, root, found, partial=partial), MAX_PROBLEMS))


def _problems(
    schema: type[BaseModel], root: Mapping, errors: list[ErrorDetails], *, partial: bool
) -> Iterator[Problem]:
    missing: dict[Location, list[str]] = {}
    wrong: dict[Location, list[ErrorDetails]] = {}
    for error in errors:
        location = error["loc"]
        if error["type"] == "missing":
            steps, parent = walk(root, location[:-1])
            if not (partial and (parent is root or id_of(parent) is not None)) and not has_doubtful_id(parent):
                missing.setdefault(steps, []).append(str(location[-1]))
        elif error["type"] == "extra_forbidden":
            yield _unknown(schema, root, location)
        elif location[-1] == _KEY:
            yield _wrong_key(root, location[:-1], error)
        else:
            # A union gives one error for each of its members, under the member's name: they are one problem.
            steps, node = walk(root, location)
            if not _is_echo(node, error):
                wrong.setdefault(steps, []).append(error)
    for location, keys in missing.items():
        yield _missing(root, location, keys)
    for location, alternatives in wrong.items():
        yield _wrong(root, location, alternatives)


def _is_echo(node: Node, error: ErrorDetails) -> bool:
    """Tell whether a list is short only because its items are wrong, which is reported for itself."""
    return (
        error["type"] == "too_short"
        and isinstance(node, Sequence)
        and len(node.items) >= error.get("ctx", {})["min_length"]
    )


def _missing(root: Mapping, location: Location, keys: list[str]) -> Problem:
    _, parent = walk(root, location)
    noun = "key" if len(keys) == 1 else "keys"
    return parent.place.problem(f"missing {noun} {listed(keys, _ALL)}{_in(root, location)}")


def forgotten_base(root: Mapping) -> Problem | None:
    """Report a file that extends nothing and lacks most of what makes a scenario; `None` if it is no such file."""
    lacking = [key for key in required_keys() if key not in root.entries]
    if _EXTENDS in root.entries or len(set(lacking) - set(_OF_ITSELF)) < _FEW:
        return None
    return root.place.problem(f"missing keys {listed(lacking, _ALL)}", hint=f"did you forget `extends: {_USUAL_BASE}`?")


def _unknown(schema: type[BaseModel], root: Mapping, location: Location) -> Problem:
    key = str(location[-1])
    names = _keys_of(schema, location[:-1])
    return _key_place(root, location).problem(
        f"unknown key `{key}`{_in(root, location[:-1])}", expected=one_of(names), hint=did_you_mean(key, names)
    )


def _wrong_key(root: Mapping, location: Location, error: ErrorDetails) -> Problem:
    key = str(location[-1])
    allowed = _allowed(error)
    return _key_place(root, location).problem(
        f"the key `{key}`{_in(root, location[:-1])} should be {_phrase(error)}", hint=did_you_mean(key, allowed)
    )


def _wrong(root: Mapping, location: Location, errors: list[ErrorDetails]) -> Problem:
    _, node = walk(root, location)
    if isinstance(node, Mapping) and errors[0]["type"] == "figure_bound" and (value := node.get("value")):
        node = value
    is_figure = any(error.get("ctx", {}).get("class_name") == Figure.__name__ for error in errors)
    phrase = _FIGURE if is_figure else " or ".join(dict.fromkeys(_phrase(error) for error in errors))
    label = label_of(root, location) or "the file"
    hint = _advice(node, location, errors)
    return node.place.problem(f"{label} should be {phrase}, got {_shown(node)}", hint=hint)


def _advice(node: Node, location: Location, errors: list[ErrorDetails]) -> str:
    """Guess what an author meant by a wrong value; empty where there is nothing to guess."""
    if isinstance(node, Mapping) and len(location) == 1 and location[0] in SECTIONS:
        return f"a list: write `- id: {next(iter(node.entries), 'NAME')}`"
    if isinstance(node, Scalar) and isinstance(node.value, str):
        names = [name for error in errors for name in _allowed(error)]
        wants_number = any(
            error["type"] in _NUMBERS or error.get("ctx", {}).get("class_name") == Figure.__name__ for error in errors
        )
        return (_as_number(node.value.strip()) if wants_number else "") or did_you_mean(node.value, names)
    value = number_of(node)
    return next((advice for error in errors if (advice := _as_fraction(value, error.get("ctx", {})))), "")


def _as_number(word: str) -> str:
    if match := _PER_CENT.fullmatch(word):
        return f"write {float(f'{match[1]}.{match[2] or 0}') / 100:.10g}"
    return "a decimal point, not a comma, and nothing between thousands" if _WITH_COMMA.fullmatch(word) else ""


def _as_fraction(value: float | None, context: dict[str, Any]) -> str:
    """Guess that a number beyond a bound of a fraction is a per cent."""
    upper, lower = context.get("le"), context.get("ge")
    if value is None or not 1 <= abs(value) <= 100:
        return ""
    over = upper is not None and (upper < 1 < value or (upper == 1 and value >= 2))
    under = lower is not None and -1 < lower < 0 and value < lower
    return f"a fraction: {value / 100:.10g} for {value:.10g} %" if over or under else ""


def _phrase(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in {"enum", "literal_error"}:
        return one_of(_allowed(error))
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(context["pattern"], f"a text that fits {context['pattern']}")
    if kind == "figure_bound":
        kind = next(name for name, bound in _BOUNDS.items() if bound in context)
    if kind in _PHRASES:
        return _PHRASES[kind].format_map(context)
    return error["msg"].removeprefix("should be ")


_BOUNDS = {"greater_than_equal": "ge", "greater_than": "gt", "less_than_equal": "le"}


def _allowed(error: ErrorDetails) -> list[str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    return re.findall(r"'([^']*)'", expected) or ([expected] if expected else [])


def _shown(node: Node) -> str:
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return f"a list of {len(node.items)}"
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = " ".join(value.split())
        return f"the text `{text if len(text) <= 40 else text[:40] + '...'}`" if text else "an empty text"
    return f"{value}"


def _key_place(root: Mapping, location: Location) -> Place:
    _, parent = walk(root, location[:-1])
    return parent.entries[str(location[-1])].place if isinstance(parent, Mapping) else parent.place


def _in(root: Mapping, location: Location) -> str:
    label = label_of(root, location)
    return f" in {label}" if label else ""


def label_of(root: Mapping, location: Location) -> str:
    """Write a location as an author would: `hosts.KZ.gdp`."""
    label = ""
    for number, step in enumerate(location):
        if isinstance(step, int):
            _, node = walk(root, location[: number + 1])
            name = id_of(node)
            label += f".{name}" if name else f"[{step + 1}]"
        else:
            label += f".{step}" if label else step
    return label


def required_keys(section: str | None = None) -> list[str]:
    """List the keys without a default: of a scenario, or of each thing in one of its sections."""
    kind = _class_at(Scenario, (section, 0) if section else ())
    return [field.alias or name for name, field in kind.model_fields.items() if field.is_required()] if kind else []


def _keys_of(schema: type[BaseModel], location: Location) -> list[str]:
    """List the keys that the schema knows at a location."""
    kind = _class_at(schema, location)
    if kind is None:
        return []
    names = [field.alias or name for name, field in kind.model_fields.items()]
    return [*names[:2], _EXTENDS, *names[2:]] if kind is Scenario else names


def _class_at(schema: type[BaseModel], location: Location) -> type[BaseModel] | None:
    kind: Any = schema
    for step in location:
        kind = _inner(_bare(kind), step)
    kind = _bare(kind)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _inner(kind: Any, step: int | str) -> Any:  # noqa: ANN401 (annotations can be anything)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = {field.alias or name: field for name, field in kind.model_fields.items()}
        return fields[str(step)].annotation if step in fields else None
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _bare(kind: Any) -> Any:  # noqa: ANN401 (annotations can be anything)
    """Take `Annotated` and `| None` off an annotation."""
    while get_origin(kind) in {Annotated, Union, types.UnionType}:
        kind = next(argument for argument in get_args(kind) if argument is not type(None))
    return kind

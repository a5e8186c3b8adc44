"""Where does a scenario name its own things: one table, by which names are checked and removals followed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from simulator.scenario.reading.nodes import (
    Entry,
    Mapping,
    Node,
    Place,
    Scalar,
    Sequence,
    entries_of,
    id_of,
    items_of,
    text_of,
)
from simulator.scenario.reading.problems import Problem, did_you_mean, one_of

SECTIONS = {
    "powers": "power",
    "hosts": "host",
    "sectors": "sector",
    "security_elements": "security element",
    "neighbours": "pair of neighbours",
    "corridors": "corridor",
    "projects": "project",
    "events": "event",
    "seats": "seat",
}
"""The sections that are lists of things with an `id`, and what one of the things is called."""

_OBJECTIVES = "objectives"
"""The list of things with an `id` that each seat has."""

_EACH = "*"
_KEYS = "@"
_NEEDED = "!"


class Reference(NamedTuple):
    """A place where a thing is named by its `id`."""

    path: str
    """Steps from the root: a key, `*` for each item or value, `@` for the keys of a mapping themselves.

    `!` after a key: what holds the key makes no sense without it and goes when the thing named goes.
    """
    sections: tuple[str, ...]
    """The sections in which the thing may be."""


ENDS = Reference("events/*/ends/*", ("events",))
"""The events that another ends: some go without being dropped, with all that they change."""

REFERENCES = (
    Reference("powers/*/instruments/@", ("sectors",)),
    Reference("powers/*/sector_worth/@", ("sectors",)),
    Reference("powers/*/asks/exclusive/*", ("sectors",)),
    Reference("powers/*/rivalry/@", ("powers",)),
    Reference("powers/*/security/*", ("security_elements",)),
    Reference("powers/*/corridor_worth/@", ("corridors",)),
    Reference("hosts/*/sector_fit/@", ("sectors",)),
    Reference("hosts/*/closed/*", ("sectors",)),
    Reference("powers/*/closed/*", ("sectors",)),
    Reference("hosts/*/dyads/@", ("powers",)),
    Reference("hosts/*/dyads/*/signed/@", ("sectors",)),
    Reference("neighbours/*/of!", ("hosts",)),
    Reference("neighbours/*/with!", ("hosts",)),
    Reference("projects/*/host!", ("hosts",)),
    Reference("projects/*/sector!", ("sectors",)),
    Reference("projects/*/offtake/@", ("powers",)),
    Reference("projects/*/refining/@", ("powers",)),
    Reference("projects/*/corridor", ("corridors",)),
    Reference("corridors/*/gatekeeper", ("powers",)),
    Reference("corridors/*/dependence/@", ("hosts",)),
    Reference("corridors/*/builders/*", ("hosts",)),
    Reference("events/*/effects!/*/of!", ("powers", "hosts", "corridors", "projects")),
    Reference("events/*/effects!/*/with!", ("hosts",)),
    Reference("events/*/effects!/*/by!", ("powers",)),
    Reference("events/*/effects!/*/sector!", ("sectors",)),
    ENDS,
    Reference("seats/*/id!", ("powers", "hosts")),
)


def alternatives(nouns: Iterable[str]) -> str:
    """Join nouns of which one is meant.

    >>> alternatives(["power"]), alternatives(["power", "host"]), alternatives(["power", "host", "corridor"])
    ('power', 'power or host', 'power, host or corridor')
    """
    *others, last = nouns
    return f"{', '.join(others)} or {last}" if others else last


def named_items(root: Mapping, section: str) -> Iterator[tuple[str, Mapping]]:
    """Go through the items of a section that have an `id`."""
    for item in items_of(root.get(section)):
        name = id_of(item)
        if name is not None and isinstance(item, Mapping):
            yield name, item


def identifiers(root: Mapping, *sections: str) -> dict[str, None]:
    """Return the ids in some sections: a set that keeps the order."""
    return {
        name: None for section in sections for item in items_of(root.get(section)) if (name := id_of(item)) is not None
    }


def is_removed(item: Node) -> bool:
    """Tell whether a file drops a thing: by `remove: true` beside its `id`."""
    mark = item.get("remove") if isinstance(item, Mapping) else None
    return isinstance(mark, Scalar) and mark.value is True and id_of(item) is not None


def removals(root: Mapping, *sections: str) -> set[str]:
    """Return the ids of what a file drops from some sections."""
    return {
        name
        for section in sections
        for item in items_of(root.get(section))
        if is_removed(item) and (name := id_of(item)) is not None
    }


def lists_of_things(root: Mapping) -> Iterator[tuple[str, str, Node]]:
    """Go through the lists of things with an `id`: where each is, what one of the things is called, and the list."""
    for section, noun in SECTIONS.items():
        if (items := root.get(section)) is not None:
            yield section, noun, items
    for name, seat in named_items(root, "seats"):
        if (items := seat.get(_OBJECTIVES)) is not None:
            yield f"seats.{name}.{_OBJECTIVES}", "objective", items


def without_removed(root: Mapping) -> Mapping:
    """Return the tree without the things that it drops; what names them stays."""
    entries = dict(root.entries)
    for key, entry in root.entries.items():
        if key in {*SECTIONS, _OBJECTIVES} and isinstance(entry.node, Sequence):
            kept = (item for item in entry.node.items if not is_removed(item))
            items = tuple(without_removed(item) if isinstance(item, Mapping) else item for item in kept)
            entries[key] = Entry(entry.place, replace(entry.node, items=items))
    return replace(root, entries=entries)


def named_though_removed(root: Mapping) -> Iterator[Problem]:
    """Find names of things that the same file drops: what names them would be dropped in silence."""
    kept = without_removed(root)
    for path, sections in REFERENCES:
        gone = removals(root, *sections)
        if not gone:
            continue
        for label, place, name in _named(kept, path.split("/"), ""):
            if name in gone:
                noun = next(SECTIONS[section] for section in sections if name in identifiers(root, section))
                yield place.problem(f"{label} names the {noun} `{name}`, which this file removes")


def dangling(root: Mapping) -> Iterator[Problem]:
    """Find names of things that are not there, as far as the sections are that should hold them."""
    for path, sections in REFERENCES:
        if not all(isinstance(root.get(section), Sequence) for section in sections):
            continue
        known = identifiers(root, *sections)
        noun = alternatives(SECTIONS[section] for section in sections)
        for label, place, name in _named(root, path.split("/"), ""):
            if name not in known:
                yield place.problem(
                    f"unknown {noun} `{name}` in {label}", expected=one_of(known), hint=did_you_mean(name, known)
                )


def _named(node: Node, steps: list[str], label: str) -> Iterator[tuple[str, Place, str]]:
    """Go through the names at the end of a path: where each stands, and the name."""
    if not steps:
        name = text_of(node)
        if name is not None:
            yield label, node.place, name
    elif steps[0] == _KEYS:
        for key, entry in entries_of(node):
            yield label, entry.place, key
    else:
        for key, child in _children(node, steps[0].removesuffix(_NEEDED)):
            yield from _named(child, steps[1:], f"{label}.{key}".strip("."))


def _children(node: Node, step: str) -> Iterator[tuple[str, Node]]:
    for key, entry in entries_of(node):
        if step in {key, _EACH}:
            yield key, entry.node
    if step == _EACH:
        for item in items_of(node):
            yield id_of(item) or "", item


def without(root: Mapping, reference: Reference, gone: Collection[str]) -> Mapping:
    """Return the tree without the references to things that are gone."""
    pruned = _pruned(root, reference.path.split("/"), gone) if gone else root
    return pruned if isinstance(pruned, Mapping) else root


def _pruned(node: Node, steps: list[str], gone: Collection[str]) -> Node | None:
    """Return the node as pruned, `None` if nothing of it stays."""
    if not steps:
        return None if text_of(node) in gone else node
    step, rest = steps[0], steps[1:]
    if isinstance(node, Sequence) and step == _EACH:
        kept = (_pruned(item, rest, gone) for item in node.items)
        return replace(node, items=tuple(item for item in kept if item is not None))
    if not isinstance(node, Mapping):
        return node
    entries = {}
    for key, entry in node.entries.items():
        stays = _pruned_entry(key, entry.node, steps, gone)
        if stays is not None:
            entries[key] = Entry(entry.place, stays)
        elif step.endswith(_NEEDED):
            return None
    return replace(node, entries=entries)


def _pruned_entry(key: str, node: Node, steps: list[str], gone: Collection[str]) -> Node | None:
    """Return what stays under a key, `None` if it goes: by its name, or as what named something gone."""
    step, rest = steps[0], steps[1:]
    if step == _KEYS:
        return None if key in gone else node
    if step.removesuffix(_NEEDED) not in {key, _EACH}:
        return node
    pruned = _pruned(node, rest, gone)
    emptied = isinstance(pruned, Sequence) and not pruned.items and bool(list(items_of(node)))
    return None if emptied and step.endswith(_NEEDED) else pruned

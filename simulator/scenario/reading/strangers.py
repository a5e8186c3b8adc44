"""Which things does a file mean to change that are not there: a misspelt `id` makes a new thing with little in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from simulator.scenario.reading.nodes import Entry, Mapping, Node, Sequence, has_doubtful_id, id_of, items_of, text_of
from simulator.scenario.reading.problems import Problem, listed, nearest, one_of
from simulator.scenario.reading.references import SECTIONS, is_removed
from simulator.scenario.reading.schema_problems import required_keys

_ALL = 40
"""More keys than any class requires."""


class Stranger(NamedTuple):
    """A thing that a file speaks of and none before it holds."""

    section: str
    id: str
    known: dict[str, str]
    """What it may be instead: the ids and the names in the section, each with its id."""


def strangers(base: Mapping, own: Mapping) -> Iterator[Stranger]:
    """Find the things of a file that are new over what it extends, in sections that hold something already."""
    for section in SECTIONS:
        known = {
            word: name
            for item in items_of(base.get(section))
            if isinstance(item, Mapping) and (name := id_of(item)) is not None
            for word in (name, text_of(item.get("name")) or name)
        }
        for item in items_of(own.get(section)):
            name = id_of(item)
            if known and name is not None and name not in known.values() and not is_removed(item):
                yield Stranger(section, name, known)


def incomplete(root: Mapping, found: Collection[Stranger]) -> list[tuple[Stranger, Mapping, list[str]]]:
    """Keep the strangers that lack at least half of what a new thing needs, each with its tree and what it lacks."""
    kept = []
    for section in {stranger.section for stranger in found}:
        needed = required_keys(section)
        items = {id_of(item): item for item in items_of(root.get(section)) if isinstance(item, Mapping)}
        for stranger in found:
            item = items.get(stranger.id) if stranger.section == section else None
            lacking = [key for key in needed if item is not None and key not in item.entries]
            if item is not None and 2 * len(lacking) >= len(needed):
                kept.append((stranger, item, lacking))
    return kept


def vain_changes(root: Mapping, found: Collection[Stranger]) -> Iterator[Problem]:
    """Report changes of what is not there."""
    for stranger, item, lacking in incomplete(root, found):
        if has_doubtful_id(item):
            continue
        noun = SECTIONS[stranger.section]
        near = nearest(stranger.id, stranger.known)
        instead = f"did you mean `{stranger.known[near]}`? A" if near is not None else "a"
        yield item.place.problem(
            f"no {noun} `{stranger.id}` to change",
            expected="" if near is not None else one_of(dict.fromkeys(stranger.known.values())),
            hint=f"{instead} new {noun} needs also: {listed(lacking, _ALL)}",
        )


def stubbed(root: Mapping, found: Collection[Stranger]) -> Mapping:
    """Leave of incomplete strangers the `id` alone, so that nothing is said of how the rest of them fits."""
    stubs = {id(item): replace(item, entries={"id": item.entries["id"]}) for _, item, _ in incomplete(root, found)}
    if not stubs:
        return root
    entries = dict(root.entries)
    for section in {stranger.section for stranger in found}:
        node: Node = root.entries[section].node
        if isinstance(node, Sequence):
            items = tuple(stubs.get(id(item), item) for item in node.items)
            entries[section] = Entry(root.entries[section].place, replace(node, items=items))
    return replace(root, entries=entries)

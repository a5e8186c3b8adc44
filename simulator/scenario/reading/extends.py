"""What does a file say over another: the merge of two trees, and the removal of what a file drops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from simulator.scenario.reading.conditions import without_watchers
from simulator.scenario.reading.nodes import Entry, Mapping, Node, Sequence, has_doubtful_id, id_of, items_of
from simulator.scenario.reading.problems import MAX_PROBLEMS, Problem, did_you_mean
from simulator.scenario.reading.references import (
    ENDS,
    REFERENCES,
    identifiers,
    is_removed,
    lists_of_things,
    removals,
    without,
    without_removed,
)

WHOLE = ("when",)
"""Keys whose value replaces that of the file extended: half a condition of each would mean something else."""
NOT_INHERITED = ("schema", "kind", "id", "name", "summary", "briefing")
"""Keys that a file says of itself alone."""


def overlay(base: Mapping, own: Mapping) -> tuple[Mapping, list[Problem]]:
    """Lay a file over what it extends.

    Returns
    -------
    merged : Mapping
        The merged tree, without what `own` drops and without every reference to it.
    problems : list of Problem
        Removals of what is not there.
    """
    kept = {key: entry for key, entry in base.entries.items() if key not in NOT_INHERITED}
    said = {key: entry for key, entry in own.entries.items() if key != "extends"}
    merged = _merge_mappings(replace(base, entries=kept), replace(own, entries=said))
    return _drop_removed(merged), list(islice(_vain_removals(base, own), MAX_PROBLEMS))


def _merge(base: Node, own: Node) -> Node:
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return own if "value" in own.entries else _merge_mappings(base, own)
    if isinstance(base, Sequence) and isinstance(own, Sequence):
        return _merge_lists(base, own)
    return own


def _merge_mappings(base: Mapping, own: Mapping) -> Mapping:
    entries = dict(base.entries)
    for key, entry in own.entries.items():
        below = None if key in WHOLE else base.get(key)
        entries[key] = Entry(entry.place, entry.node if below is None else _merge(below, entry.node))
    return Mapping(entries, own.place)


def _merge_lists(base: Sequence, own: Sequence) -> Sequence:
    if not own.items or not any(id_of(item) for item in base.items):
        return own
    items = list(base.items)
    index = {name: number for number, item in enumerate(items) if (name := id_of(item))}
    for item in own.items:
        name = id_of(item)
        if name in index:
            items[index[name]] = _merge(items[index[name]], item)
        else:
            items.append(item)
    return Sequence(tuple(items), own.place)


def _vain_removals(base: Mapping, own: Mapping) -> Iterator[Problem]:
    there = {path: items for path, _, items in lists_of_things(base)}
    for path, noun, items in lists_of_things(own):
        known = [name for item in items_of(there.get(path)) if (name := id_of(item)) is not None]
        for item in items_of(items):
            name = id_of(item)
            if name is not None and is_removed(item) and name not in known and not has_doubtful_id(item):
                yield item.place.problem(f"there is no {noun} `{name}` to remove", hint=did_you_mean(name, known))


def _drop_removed(root: Mapping) -> Mapping:
    pruned = without_removed(root)
    for reference in REFERENCES:
        pruned = without(pruned, reference, removals(root, *reference.sections))
    pruned = without_watchers(pruned, removals(root, "hosts", "powers") | _lost_events(root, pruned))
    return without(pruned, ENDS, _lost_events(root, pruned))


def _lost_events(root: Mapping, kept: Mapping) -> set[str]:
    return identifiers(root, "events").keys() - identifiers(kept, "events").keys()

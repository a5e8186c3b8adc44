"""Which events are only there to be used: presets, and what holds of those that nothing sets off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from simulator.scenario.reading.conditions import conditions_of, names_in_condition
from simulator.scenario.reading.nodes import Entry, Mapping, Node, Scalar, Sequence, id_of, is_given, text_of
from simulator.scenario.reading.problems import Problem
from simulator.scenario.reading.references import dangling, named_items

TRIGGERS = ("at", "hazard", "when")
"""What can set an event off."""


def is_set_off(event: Mapping) -> bool:
    """Tell whether something sets an event off."""
    return any(is_given(event.get(key)) for key in TRIGGERS)


def is_preset(event: Mapping) -> bool:
    """Tell whether an event may do without anything that sets it off."""
    mark = event.get("preset")
    return isinstance(mark, Scalar) and mark.value is True


def _is_idle(item: Node) -> bool:
    return isinstance(item, Mapping) and id_of(item) is not None and is_preset(item) and not is_set_off(item)


def with_bare_presets(root: Mapping) -> Mapping:
    """Leave of presets that nothing sets off the `id` alone: they may speak of what this scenario does not have."""
    events = root.get("events")
    if not isinstance(events, Sequence):
        return root
    items = tuple(
        replace(item, entries={"id": item.entries["id"]}) if isinstance(item, Mapping) and _is_idle(item) else item
        for item in events.items
    )
    entry = Entry(root.entries["events"].place, replace(events, items=items))
    return replace(root, entries={**root.entries, "events": entry})


def names_in_use_are_known(root: Mapping) -> Iterator[Problem]:
    """Find names of things that are not there, but for what idle presets name."""
    return dangling(with_bare_presets(root))


def named_without_trigger(own: Mapping, resolved: Mapping) -> Iterator[Problem]:
    """Find presets that a scenario names itself and yet does not set off: it must have meant to."""
    idle = {name for name, event in named_items(resolved, "events") if _is_idle(event)}
    for name, event in named_items(own, "events"):
        if name in idle:
            yield event.place.problem(
                f"events.{name} is a preset that nothing sets off", expected="`at`, `hazard` or `when`"
            )


def nothing_waits_for_idle_presets(root: Mapping) -> Iterator[Problem]:
    """Demand that what a condition waits for can happen."""
    idle = {name for name, event in named_items(root, "events") if _is_idle(event)}
    for where, condition in conditions_of(root):
        for _, key, node in names_in_condition(where, condition):
            name = text_of(node)
            if key == "event" and name in idle:
                yield node.place.problem(
                    f"{where} waits for events.{name}, a preset that nothing sets off",
                    expected=f"`at`, `hazard` or `when` for events.{name}",
                )

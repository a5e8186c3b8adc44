"""What must hold of conditions, and what becomes of an event or an objective when what it watches is dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from simulator.scenario.happenings import WATCHED_IN_DYADS, WATCHED_IN_POWERS, WATCHED_IN_WORLD
from simulator.scenario.reading.nodes import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    is_given,
    items_of,
    number_of,
    text_of,
)
from simulator.scenario.reading.problems import Problem, did_you_mean, one_of
from simulator.scenario.reading.references import SECTIONS, identifiers, named_items, removals, without_removed

MAX_NESTING = 3
"""How many conditions may lie around another."""

NAMES_IN_CONDITIONS = {"of": ("hosts",), "by": ("powers",), "event": ("events",)}
"""What the names in a condition name."""


def names_in_condition(label: str, condition: Node | None) -> Iterator[tuple[str, str, Scalar]]:
    """Go through the names in a condition and in those within it: a label, the key, and the name."""
    if not isinstance(condition, Mapping):
        return
    for key in NAMES_IN_CONDITIONS:
        node = condition.get(key)
        if isinstance(node, Scalar) and text_of(node) is not None:
            yield f"{label}.{key}", key, node
    for part in (*items_of(condition.get("all")), *items_of(condition.get("any")), condition.get("not")):
        yield from names_in_condition(label, part)


def conditions_of(root: Mapping) -> Iterator[tuple[str, Node | None]]:
    """Go through the conditions of events and of objectives: a label, and the condition."""
    for event, item in named_items(root, "events"):
        yield f"events.{event}.when", item.get("when")
    for seat, item in named_items(root, "seats"):
        for objective, aim in named_items(item, "objectives"):
            yield f"seats.{seat}.objectives.{objective}.when", aim.get("when")


def without_watchers(root: Mapping, gone: Collection[str]) -> Mapping:
    """Return the tree without the events and objectives whose condition names something gone.

    What waits for such an event goes too, and so does a seat that has lost its last objective.
    """
    if not gone:
        return root
    events = [event for event in items_of(root.get("events")) if not _watches(event, gone)]
    seats = [kept for seat in items_of(root.get("seats")) if (kept := _seat_without(seat, gone)) is not None]
    kept = _with_items(_with_items(root, "events", events), "seats", seats)
    return without_watchers(kept, identifiers(root, "events").keys() - identifiers(kept, "events").keys())


def _seat_without(seat: Node, gone: Collection[str]) -> Node | None:
    """Return a seat without the objectives that watch something gone; `None` if it has lost the last one."""
    if not isinstance(seat, Mapping):
        return seat
    before = list(items_of(seat.get("objectives")))
    left = [aim for aim in before if not _watches(aim, gone)]
    return None if before and not left else _with_items(seat, "objectives", left)


def _watches(item: Node, gone: Collection[str]) -> bool:
    condition = item.get("when") if isinstance(item, Mapping) else None
    return any(text_of(node) in gone for _, _, node in names_in_condition("", condition))


def _with_items(holder: Mapping, key: str, items: Iterable[Node]) -> Mapping:
    """Return a mapping with other items in one of its lists; as it is, where it has no such list."""
    before = holder.get(key)
    if not isinstance(before, Sequence):
        return holder
    entry = Entry(holder.entries[key].place, replace(before, items=tuple(items)))
    return replace(holder, entries={**holder.entries, key: entry})


def conditions_say_one_thing(root: Mapping) -> Iterator[Problem]:
    """Demand that a condition says one thing, and one that can be judged."""
    for label, condition in conditions_of(root):
        yield from _faults(label, condition, MAX_NESTING)


def _faults(label: str, condition: Node | None, depth: int) -> Iterator[Problem]:
    if not isinstance(condition, Mapping):
        return
    kinds = [key for key in ("all", "any", "not", "state", "event") if is_given(condition.get(key))]
    if len(kinds) != 1:
        said = " and ".join(f"`{kind}`" for kind in kinds) or "nothing"
        yield condition.place.problem(f"{label} says {said}", expected="one of `all`, `any`, `not`, `state`, `event`")
    if "state" in kinds:
        yield from _faults_of_comparison(label, condition)
    else:
        for key in ("of", "by", "above", "below"):
            if is_given(condition.get(key)):
                yield condition.entries[key].place.problem(f"{label} has `{key}`, which belongs to a `state`")
    for key in ("all", "any"):
        parts = condition.get(key)
        if isinstance(parts, Sequence) and not parts.items:
            yield condition.entries[key].place.problem(f"{label}: `{key}` holds no condition")
    for part in (*items_of(condition.get("all")), *items_of(condition.get("any")), condition.get("not")):
        if isinstance(part, Mapping) and not depth:
            yield part.place.problem(
                f"{label}: conditions lie too deep in each other", expected=f"no more than {MAX_NESTING} around one"
            )
        else:
            yield from _faults(label, part, depth - 1)


def needed_names(state: str | None) -> tuple[str, ...]:
    """Return the keys by which a comparison says whose state it watches."""
    if state in WATCHED_IN_WORLD:
        return ()
    if state in WATCHED_IN_POWERS:
        return ("by",)
    return ("of", "by") if state in WATCHED_IN_DYADS else ("of",)


def _faults_of_comparison(label: str, condition: Mapping) -> Iterator[Problem]:
    state = text_of(condition.get("state"))
    if not any(is_given(condition.get(key)) for key in ("above", "below")):
        yield condition.place.problem(f"{label} compares `{state}` with nothing", expected="`above` or `below`")
    above, below = number_of(condition.get("above")), number_of(condition.get("below"))
    if above is not None and below is not None and above >= below:
        yield condition.entries["below"].node.place.problem(
            f"{label}: nothing is above {above:g} and below {below:g}", expected="`below` more than `above`"
        )
    needed = needed_names(state)
    for key in ("of", "by"):
        given = is_given(condition.get(key))
        if given and key not in needed:
            yield condition.entries[key].place.problem(f"{label}: `{state}` has no `{key}`", hint=f"leave `{key}` out")
        if not given and key in needed:
            whose = "a host" if key == "of" else "a power"
            yield condition.place.problem(f"{label} does not say whose `{state}`", expected=f"`{key}`: {whose}")


def events_wait_for_others(root: Mapping) -> Iterator[Problem]:
    """Demand that no event waits for itself."""
    for name, event in named_items(root, "events"):
        for _, key, node in names_in_condition("", event.get("when")):
            if key == "event" and text_of(node) == name:
                yield node.place.problem(f"events.{name}.when waits for events.{name} itself")


def conditions_name_what_is_there(root: Mapping) -> Iterator[Problem]:
    """Find names in conditions of things that are not there."""
    for where, condition in conditions_of(root):
        for label, key, node in names_in_condition(where, condition):
            sections, name = NAMES_IN_CONDITIONS[key], text_of(node) or ""
            known = identifiers(root, *sections)
            # A section that is no list is reported for itself.
            readable = not any(isinstance(root.get(section), Mapping | Scalar) for section in sections)
            if readable and name not in known:
                yield node.place.problem(
                    f"unknown {SECTIONS[sections[0]]} `{name}` in {label}",
                    expected=one_of(known),
                    hint=did_you_mean(name, known),
                )


def conditions_name_nothing_removed(root: Mapping) -> Iterator[Problem]:
    """Find names in conditions of things that the same file drops: what watches them would be dropped in silence."""
    for where, condition in conditions_of(without_removed(root)):
        for label, key, node in names_in_condition(where, condition):
            section, name = NAMES_IN_CONDITIONS[key][0], text_of(node)
            if name in removals(root, section):
                yield node.place.problem(f"{label} names the {SECTIONS[section]} `{name}`, which this file removes")


RULES_OF_CONDITIONS = (conditions_say_one_thing, events_wait_for_others)
"""What must hold of conditions, whatever the rest of the scenario is."""

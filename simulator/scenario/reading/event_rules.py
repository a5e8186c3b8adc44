"""What must hold of events: what sets them off, what they change, and whose state it is."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.scenario.happenings import DEAL_STATES, OWNERS, WORLD_STATES, State
from simulator.scenario.quarter import Quarter
from simulator.scenario.reading.conditions import RULES_OF_CONDITIONS, conditions_name_what_is_there
from simulator.scenario.reading.nodes import Mapping, Node, Scalar, is_given, items_of, number_of, text_of
from simulator.scenario.reading.presets import is_preset, is_set_off, with_bare_presets
from simulator.scenario.reading.problems import Problem, one_of
from simulator.scenario.reading.references import SECTIONS, identifiers, named_items

HAPPENING = frozenset({State.SUCCESSION, State.SUMMIT, State.PROGRESS}) | DEAL_STATES
"""States that an event brings about, by adding to them."""

SELF_MOVING = frozenset({State.UNREST, State.LEGITIMACY, State.COMPLIANCE, State.RELATION}) | HAPPENING
"""States that move by themselves after a blow, so that there is nothing to undo when an event ends."""

SHIFTED = frozenset(
    {State.GROWTH, State.EXCHANGE_RATE, State.MIGRATION, State.COMMODITY_PRICE, State.MINERAL_PRICE, State.RESTRAINT}
)
"""States with a course of their own, from which an event shifts them while it lasts."""

SHIFT_LIMITS: dict[str, float] = {
    State.GROWTH: 0.2,
    State.EXCHANGE_RATE: 3.0,
    State.MIGRATION: 3.0,
    State.COMMODITY_PRICE: 3.0,
    State.MINERAL_PRICE: 3.0,
    State.RESTRAINT: 10.0,
}
"""How far an event may shift a course: a fraction a year, logs, and log odds."""


def events_after_start(root: Mapping) -> Iterator[Problem]:
    """Demand that an event comes after the start."""
    start = _quarter(root.get("start"))
    for name, event in named_items(root, "events"):
        at = event.get("at")
        quarter = _quarter(at)
        if start is not None and at is not None and quarter is not None and quarter <= start:
            yield at.place.problem(
                f"events.{name} is at {quarter}",
                expected=f"{start + 1} or later, for the scenario starts at {start}",
            )


def events_before_the_end(root: Mapping) -> Iterator[Problem]:
    """Demand that an event comes while the scenario lasts, for later nobody could see it."""
    start, horizon = _quarter(root.get("start")), number_of(root.get("horizon"))
    if start is None or not isinstance(horizon, int) or horizon < 1:
        return
    for name, event in named_items(root, "events"):
        at = event.get("at")
        quarter = _quarter(at)
        if at is not None and quarter is not None and quarter - start > horizon:
            yield at.place.problem(
                f"events.{name} is at {quarter}, after the end of the scenario",
                expected=f"{start + horizon} or earlier, for the `horizon` is {horizon} quarters",
            )


def _quarter(node: Node | None) -> Quarter | None:
    try:
        return Quarter.parse(text_of(node) or "")
    except ValueError:
        return None


def events_come_once_surely_or_by_chance(root: Mapping) -> Iterator[Problem]:
    """Demand that what comes at a quarter is neither chance nor repeated."""
    for name, event in named_items(root, "events"):
        if is_given(event.get("at")):
            for key in ("hazard", "repeats"):
                value = event.get(key)
                if is_given(value) and not (isinstance(value, Scalar) and value.value is False):
                    yield event.entries[key].place.problem(
                        f"events.{name} has `at` and `{key}`: it comes once, surely",
                        hint=f"leave one of them out; over another file, `{key}: null` or `at: null` takes it back",
                    )


def events_have_a_trigger(root: Mapping) -> Iterator[Problem]:
    """Demand that something sets an event off, unless it is a preset."""
    for name, event in named_items(root, "events"):
        if not is_set_off(event) and not is_preset(event):
            yield event.place.problem(f"nothing sets off events.{name}", expected="`at`, `hazard` or `when`")


def events_end_others(root: Mapping) -> Iterator[Problem]:
    """Demand that no event ends itself."""
    for name, event in named_items(root, "events"):
        for node in items_of(event.get("ends")):
            if text_of(node) == name:
                yield node.place.problem(f"events.{name} ends itself", hint="`lasts` says after how many quarters")


def repeated_events_do_something(root: Mapping) -> Iterator[Problem]:
    """Demand that an event that repeats ends first, unless it is a blow: an effect that stays is there already."""
    for name, event in named_items(root, "events"):
        repeats = event.get("repeats")
        if isinstance(repeats, Scalar) and repeats.value is True and not is_given(event.get("lasts")):
            effects = [effect for effect in items_of(event.get("effects")) if isinstance(effect, Mapping)]
            stay = [state for effect in effects if (state := text_of(effect.get("state"))) not in SELF_MOVING]
            if stay:
                yield event.entries["repeats"].place.problem(
                    f"events.{name} repeats without an end, and `{stay[0]}` stays as the first time left it",
                    expected="`lasts`",
                )


def effects_add_or_multiply(root: Mapping) -> Iterator[Problem]:
    """Demand that an effect gives one of `add` and `multiply`."""
    for label, effect in _effects(root):
        given = [key for key in ("add", "multiply") if is_given(effect.get(key))]
        if len(given) == 2:
            yield effect.entries["multiply"].place.problem(f"{label} has both `add` and `multiply`")
        if not given:
            yield effect.place.problem(f"{label} has neither `add` nor `multiply`")


def deals_are_said_in_full(root: Mapping) -> Iterator[Problem]:
    """Demand that a deal has two parties, a sector and an amount, and that nothing else has them."""
    for label, effect in _effects(root):
        state = text_of(effect.get("state"))
        if state in DEAL_STATES:
            for key, what in (("of", "a host"), ("by", "a power"), ("sector", "a sector")):
                if not is_given(effect.get(key)):
                    yield effect.place.problem(f"{label} signs a deal without `{key}`", expected=f"`{key}`: {what}")
            amount = number_of(effect.get("add"))
            if amount is not None and amount <= 0.0:
                yield effect.entries["add"].node.place.problem(
                    f"{label} signs a deal of {amount:g}", expected="an amount above 0, US$bn"
                )
        elif state in set(State):
            for key in ("by", "sector"):
                if is_given(effect.get(key)):
                    yield effect.entries[key].place.problem(
                        f"{label}: `{state}` has no `{key}`", hint=f"leave `{key}` out"
                    )


def shifts_are_added(root: Mapping) -> Iterator[Problem]:
    """Demand that what an event shifts or brings about is not multiplied: it is zero before the event."""
    for label, effect in _effects(root):
        state = text_of(effect.get("state"))
        if is_given(effect.get("multiply")):
            place = effect.entries["multiply"].place
            if state in SHIFTED:
                yield place.problem(
                    f"{label}: `{state}` has a course of its own, which an event shifts", expected="`add`"
                )
            elif state in HAPPENING:
                yield place.problem(f"{label}: an event brings a `{state}` about", expected="`add: 1`")


def shifts_are_possible(root: Mapping) -> Iterator[Problem]:
    """Demand that an event shifts a course by no more than an economy can live through."""
    for label, effect in _effects(root):
        state, add = text_of(effect.get("state")), number_of(effect.get("add"))
        limit = SHIFT_LIMITS.get(state or "")
        if limit is not None and add is not None and abs(add) > limit:
            yield effect.entries["add"].node.place.problem(
                f"{label} shifts `{state}` by {add:g}", expected=f"{-limit:g} to {limit:g}"
            )


def effects_name_their_actor(root: Mapping) -> Iterator[Problem]:
    """Demand that an effect names what has the state."""
    for label, effect in _effects(with_bare_presets(root)):
        of, state = effect.get("of"), text_of(effect.get("state"))
        name = text_of(of)
        toward = effect.get("with")
        if is_given(toward) and state != State.RELATION:
            yield effect.entries["with"].place.problem(f"{label}: `{state}` has no `with`", hint="leave `with` out")
        if of is None or name is None:
            if is_given(toward):
                yield effect.entries["with"].place.problem(f"{label} has `with` without `of`", expected="`of`: a host")
            continue
        if state in WORLD_STATES:
            yield of.place.problem(f"{label}: `{state}` is a state of the world", hint="leave `of` out")
        section = next((section for section, states in OWNERS.items() if state in states), None)
        is_another = any(name in identifiers(root, other) for other in OWNERS if other != section)
        if section is not None and is_another and name not in (owners := identifiers(root, section)):
            noun, other = SECTIONS[section], next(s for s in OWNERS if name in identifiers(root, s))
            yield of.place.problem(
                f"{label}: `{state}` is a state of a {noun}, but `{name}` is a {SECTIONS[other]}",
                expected=one_of(owners),
            )


def lasting_effects_can_end(root: Mapping) -> Iterator[Problem]:
    """Demand that an event that ends has effects that can be undone."""
    for name, event in named_items(root, "events"):
        states = [
            text_of(effect.get("state")) for effect in items_of(event.get("effects")) if isinstance(effect, Mapping)
        ]
        moving = [state for state in states if state in SELF_MOVING]
        if is_given(event.get("lasts")) and moving:
            yield event.entries["lasts"].place.problem(
                f"events.{name} has `lasts`, but `{moving[0]}` moves by itself after the blow",
                hint="leave `lasts` out, or make two events of it",
            )


def _effects(root: Mapping) -> Iterator[tuple[str, Mapping]]:
    for name, event in named_items(root, "events"):
        for number, effect in enumerate(items_of(event.get("effects")), 1):
            if isinstance(effect, Mapping):
                yield f"events.{name}.effects[{number}]", effect


RULES_OF_EVENTS = (
    events_after_start,
    events_come_once_surely_or_by_chance,
    events_end_others,
    repeated_events_do_something,
    *RULES_OF_CONDITIONS,
    effects_add_or_multiply,
    deals_are_said_in_full,
    shifts_are_added,
    shifts_are_possible,
    lasting_effects_can_end,
)
"""What must hold of events, whatever the rest of the scenario is."""

RULES_OF_EVENTS_IN_A_SCENARIO = (
    events_before_the_end,
    events_have_a_trigger,
    effects_name_their_actor,
    conditions_name_what_is_there,
)
"""What must hold of events in a scenario as a whole."""

"""What must hold in a scenario beyond the form of each value: one small function for each rule.

The rules read the tree and not the `Scenario`, so that they speak even where the schema has found something else
wrong. What has the wrong type is the schema's business, and is passed over here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.scenario.quarter import Quarter
from simulator.scenario.reading.nodes import (
    Mapping,
    Node,
    entries_of,
    id_of,
    is_given,
    items_of,
    number_of,
    text_of,
)
from simulator.scenario.reading.problems import Problem, did_you_mean, one_of
from simulator.scenario.reading.references import SECTIONS, dangling, identifiers, named_though_removed
from simulator.scenario.theatre import HOST_STATES, POWER_STATES, WORLD_STATES, State

Rule = Callable[[Mapping], Iterator[Problem]]

_SLACK = 1e-9
"""What rounding may add to a sum."""

SELF_MOVING = frozenset({State.UNREST, State.LEGITIMACY, State.COMPLIANCE})
"""States that move by themselves after a blow, so that there is nothing to undo when an event ends."""

SHIFTED = frozenset({State.GROWTH, State.EXCHANGE_RATE, State.COMMODITY_PRICE})
"""States with a course of their own, from which an event shifts them while it lasts."""

SHIFT_LIMITS: dict[str, float] = {State.GROWTH: 0.2, State.EXCHANGE_RATE: 3.0, State.COMMODITY_PRICE: 3.0}
"""How far an event may shift a course: a fraction a year, and logs."""

CHANNELS = ("trade", "fdi", "debt", "security", "remittances")
"""Weights of the channels of influence, among `parameters.influence`."""

_FOR_EACH_SECTOR = (("powers", "instruments"), ("powers", "sector_worth"), ("hosts", "sector_fit"))
"""Mappings with an entry for each sector."""

_PARTS = ("exports", "imports", "fdi", "debt")
"""Sums of a host of which its dyads hold parts."""


def _named_items(root: Mapping, section: str) -> Iterator[tuple[str, Mapping]]:
    for item in items_of(root.get(section)):
        name = id_of(item)
        if name is not None and isinstance(item, Mapping):
            yield name, item


def unique_in_file(root: Mapping) -> Iterator[Problem]:
    """Demand that an `id` stands once in a list of one file; another file may speak of it again."""
    for section, noun in SECTIONS.items():
        lines: dict[str, int] = {}
        for name, item in _named_items(root, section):
            place = item.entries["id"].node.place
            if name in lines:
                yield place.problem(
                    f"a second {noun} with the id `{name}`", hint=f"the first stands on line {lines[name]}"
                )
            else:
                lines[name] = place.line


def unique_actors(root: Mapping) -> Iterator[Problem]:
    """Demand that no host has the `id` of a power, for an event's `of` may name either."""
    powers = identifiers(root, "powers")
    for name, host in _named_items(root, "hosts"):
        if name in powers:
            yield host.entries["id"].node.place.problem(f"a power has the id `{name}` too")


def every_sector(root: Mapping) -> Iterator[Problem]:
    """Demand that powers and hosts say something of each sector."""
    sectors = identifiers(root, "sectors")
    for section, key in _FOR_EACH_SECTOR:
        for name, item in _named_items(root, section):
            given = item.get(key)
            if isinstance(given, Mapping):
                for sector in sectors:
                    if sector not in given.entries:
                        yield given.place.problem(f"no entry for the sector `{sector}` in {section}.{name}.{key}")


def terms_of_instruments(root: Mapping) -> Iterator[Problem]:
    """Demand that an instrument that a power uses has terms."""
    terms = dict(entries_of(root.get("instruments")))
    for name, power in _named_items(root, "powers"):
        for sector, entry in entries_of(power.get("instruments")):
            word = text_of(entry.node)
            if word is not None and terms and word not in terms:
                yield entry.node.place.problem(
                    f"powers.{name} pays for {sector} by `{word}`, which has no terms in `instruments`",
                    expected=one_of(terms),
                    hint=did_you_mean(word, terms),
                )


def parts_within_host(root: Mapping) -> Iterator[Problem]:
    """Demand that a host's total holds what lies between it and the powers."""
    for name, host in _named_items(root, "hosts"):
        dyads = [entry.node for _, entry in entries_of(host.get("dyads"))]
        for key in _PARTS:
            total = host.get(key)
            limit = number_of(total)
            held = sum(number_of(dyad.get(key)) or 0.0 for dyad in dyads if isinstance(dyad, Mapping))
            if total is not None and limit is not None and 0 <= limit < held - _SLACK:
                yield total.place.problem(
                    f"hosts.{name}.{key} is {limit:g}, but the dyads hold {held:g} of it",
                    expected="a total that includes its parts",
                )


def shares_of_output(root: Mapping) -> Iterator[Problem]:
    """Demand that the shares of a project's output sum to at most one."""
    for name, project in _named_items(root, "projects"):
        for key in ("offtake", "refining"):
            total = sum(number_of(entry.node) or 0.0 for _, entry in entries_of(project.get(key)))
            if total > 1 + _SLACK:
                yield project.entries[key].place.problem(
                    f"the shares in projects.{name}.{key} sum to {total:g}", expected="1 at most"
                )


def shares_of_exports(root: Mapping) -> Iterator[Problem]:
    """Demand that the shares of a host's exports that leave by the corridors sum to at most one."""
    sums: dict[str, float] = {}
    for _, corridor in _named_items(root, "corridors"):
        for host, entry in entries_of(corridor.get("dependence")):
            before = sums.get(host, 0.0)
            sums[host] = before + (number_of(entry.node) or 0.0)
            if before <= 1 + _SLACK < sums[host]:
                yield entry.place.problem(
                    f"with this corridor the shares of {host}'s exports sum to {sums[host]:g}", expected="1 at most"
                )


def volume_within_capacity(root: Mapping) -> Iterator[Problem]:
    """Demand that a corridor carries no more than it can."""
    for name, corridor in _named_items(root, "corridors"):
        volume, capacity = number_of(corridor.get("volume")), number_of(corridor.get("capacity"))
        if volume is not None and capacity is not None and volume > capacity:
            yield corridor.entries["volume"].node.place.problem(
                f"corridors.{name}.volume is {volume:g}", expected=f"no more than its capacity of {capacity:g}"
            )


def ties_in_order(root: Mapping) -> Iterator[Problem]:
    """Demand that the range of ties in which a security element is offered is not empty."""
    for name, element in _named_items(root, "security_elements"):
        lower, upper = number_of(element.get("tie_from")), number_of(element.get("tie_up_to"))
        if lower is not None and lower >= (1.0 if upper is None else upper):
            yield element.entries["tie_from"].node.place.problem(
                f"security_elements.{name}.tie_from is {lower:g}", expected="less than `tie_up_to`"
            )


def events_after_start(root: Mapping) -> Iterator[Problem]:
    """Demand that an event comes after the start."""
    start = _quarter(root.get("start"))
    for name, event in _named_items(root, "events"):
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
    for name, event in _named_items(root, "events"):
        at = event.get("at")
        quarter = _quarter(at)
        if at is not None and quarter is not None and quarter - start > horizon:
            yield at.place.problem(
                f"events.{name} is at {quarter}, after the end of the scenario",
                expected=f"{start + horizon} or earlier, for the `horizon` is {horizon} quarters",
            )


def some_channel_of_influence(root: Mapping) -> Iterator[Problem]:
    """Demand that one of the weights of influence is not zero."""
    parameters = root.get("parameters")
    weights = parameters.get("influence") if isinstance(parameters, Mapping) else None
    if isinstance(weights, Mapping) and all(number_of(weights.get(channel)) == 0 for channel in CHANNELS):
        yield weights.place.problem("all weights of influence are 0", expected="one at least above 0")


def _quarter(node: Node | None) -> Quarter | None:
    try:
        return Quarter.parse(text_of(node) or "")
    except ValueError:
        return None


def effects_add_or_multiply(root: Mapping) -> Iterator[Problem]:
    """Demand that an effect gives one of `add` and `multiply`."""
    for label, effect in _effects(root):
        given = [key for key in ("add", "multiply") if is_given(effect.get(key))]
        if len(given) == 2:
            yield effect.entries["multiply"].place.problem(f"{label} has both `add` and `multiply`")
        if not given:
            yield effect.place.problem(f"{label} has neither `add` nor `multiply`")


def shifts_are_added(root: Mapping) -> Iterator[Problem]:
    """Demand that what an event shifts from its own course is not multiplied: the shift is zero before the event."""
    for label, effect in _effects(root):
        state = text_of(effect.get("state"))
        if state in SHIFTED and is_given(effect.get("multiply")):
            yield effect.entries["multiply"].place.problem(
                f"{label}: `{state}` has a course of its own, which an event shifts", expected="`add`"
            )


def shifts_are_possible(root: Mapping) -> Iterator[Problem]:
    """Demand that an event shifts a course by no more than an economy can live through."""
    for label, effect in _effects(root):
        state, add = text_of(effect.get("state")), number_of(effect.get("add"))
        limit = SHIFT_LIMITS.get(state or "")
        if limit is not None and add is not None and abs(add) > limit:
            yield effect.entries["add"].node.place.problem(
                f"{label} shifts `{state}` by {add:g}", expected=f"{-limit:g} to {limit:g}"
            )


def remittances_within_gdp(root: Mapping) -> Iterator[Problem]:
    """Demand that migrants send a host no more than it produces."""
    for name, host in _named_items(root, "hosts"):
        gdp = number_of(host.get("gdp"))
        dyads = [entry.node for _, entry in entries_of(host.get("dyads"))]
        sent = sum(number_of(dyad.get("remittances")) or 0.0 for dyad in dyads if isinstance(dyad, Mapping))
        if gdp is not None and 0 < gdp < sent:
            yield host.entries["gdp"].node.place.problem(
                f"hosts.{name}.gdp is {gdp:g}, and the dyads send remittances of {sent:g}", expected="less than GDP"
            )


def effects_name_their_actor(root: Mapping) -> Iterator[Problem]:
    """Demand that an effect names an actor that has the state."""
    powers, hosts = identifiers(root, "powers"), identifiers(root, "hosts")
    kinds = (("power", "host", POWER_STATES, powers, hosts), ("host", "power", HOST_STATES, hosts, powers))
    for label, effect in _effects(root):
        of, state = effect.get("of"), text_of(effect.get("state"))
        name = text_of(of)
        if of is None or name is None:
            continue
        if state in WORLD_STATES:
            yield of.place.problem(f"{label}: `{state}` is a state of the world", hint="leave `of` out")
        for noun, other, states, actors, others in kinds:
            if state in states and name in others and name not in actors:
                yield of.place.problem(
                    f"{label}: `{state}` is a state of a {noun}, but `{name}` is a {other}", expected=one_of(actors)
                )


def lasting_effects_can_end(root: Mapping) -> Iterator[Problem]:
    """Demand that an event that ends has effects that can be undone."""
    for name, event in _named_items(root, "events"):
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
    for name, event in _named_items(root, "events"):
        for number, effect in enumerate(items_of(event.get("effects")), 1):
            if isinstance(effect, Mapping):
                yield f"events.{name}.effects[{number}]", effect


RULES_OF_A_FILE: tuple[Rule, ...] = (unique_in_file, named_though_removed)
"""What must hold in each file by itself, before it is laid over another."""

RULES_OF_A_PART: tuple[Rule, ...] = (
    some_channel_of_influence,
    shares_of_output,
    volume_within_capacity,
    ties_in_order,
    events_after_start,
    effects_add_or_multiply,
    shifts_are_added,
    shifts_are_possible,
    lasting_effects_can_end,
)
"""What must hold of any sections, whatever the rest of the scenario is."""

RULES_OF_A_SCENARIO: tuple[Rule, ...] = (
    *RULES_OF_A_PART,
    dangling,
    events_before_the_end,
    unique_actors,
    every_sector,
    terms_of_instruments,
    parts_within_host,
    remittances_within_gdp,
    shares_of_exports,
    effects_name_their_actor,
)
"""What must hold of a scenario as a whole."""

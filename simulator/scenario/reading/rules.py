"""What must hold in a scenario beyond the form of each value: one small function for each rule.

The rules read the tree and not the `Scenario`, so that they speak even where the schema has found something else
wrong. What has the wrong type is the schema's business, and is passed over here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.scenario.reading.conditions import conditions_name_nothing_removed
from simulator.scenario.reading.event_rules import RULES_OF_EVENTS, RULES_OF_EVENTS_IN_A_SCENARIO
from simulator.scenario.reading.nodes import (
    Mapping,
    entries_of,
    id_of,
    is_given,
    items_of,
    number_of,
    text_of,
)
from simulator.scenario.reading.presets import names_in_use_are_known, nothing_waits_for_idle_presets
from simulator.scenario.reading.problems import Problem, did_you_mean, one_of
from simulator.scenario.reading.references import (
    SECTIONS,
    identifiers,
    lists_of_things,
    named_items,
    named_though_removed,
)

Rule = Callable[[Mapping], Iterator[Problem]]

_SLACK = 1e-9
"""What rounding may add to a sum."""


CHANNELS = ("trade", "fdi", "debt", "security", "remittances", "transit")
"""Weights of the channels of influence, among `parameters.influence`."""

_FOR_EACH_SECTOR = (("powers", "instruments"), ("powers", "sector_worth"), ("hosts", "sector_fit"))
"""Mappings with an entry for each sector."""

_PARTS = ("exports", "imports", "fdi", "debt")
"""Sums of a host of which its dyads hold parts."""


def unique_in_file(root: Mapping) -> Iterator[Problem]:
    """Demand that an `id` stands once in a list of one file; another file may speak of it again."""
    for _, noun, items in lists_of_things(root):
        lines: dict[str, int] = {}
        for item in items_of(items):
            name = id_of(item)
            if name is None or not isinstance(item, Mapping):
                continue
            place = item.entries["id"].node.place
            if name in lines:
                yield place.problem(
                    f"a second {noun} with the id `{name}`", hint=f"the first stands on line {lines[name]}"
                )
            else:
                lines[name] = place.line


def unique_owners(root: Mapping) -> Iterator[Problem]:
    """Demand that no two things that an event's `of` may name have one `id`."""
    owners: dict[str, str] = {}
    for section in ("powers", "hosts", "corridors", "projects"):
        for name, item in named_items(root, section):
            if name in owners:
                yield item.entries["id"].node.place.problem(f"a {owners[name]} has the id `{name}` too")
        owners = dict.fromkeys(identifiers(root, section), SECTIONS[section]) | owners


def neighbours_are_two(root: Mapping) -> Iterator[Problem]:
    """Demand that neighbours are two hosts, and that of each pair something is said once."""
    seen: dict[frozenset[str], str] = {}
    for name, item in named_items(root, "neighbours"):
        of, toward = text_of(item.get("of")), text_of(item.get("with"))
        if of is None or toward is None:
            continue
        pair = frozenset((of, toward))
        if len(pair) == 1:
            yield item.entries["with"].node.place.problem(f"neighbours.{name}: `{of}` is no neighbour of itself")
        elif pair in seen:
            yield item.place.problem(f"neighbours.{name} speaks of the same two hosts as neighbours.{seen[pair]}")
        else:
            seen[pair] = name


def every_sector(root: Mapping) -> Iterator[Problem]:
    """Demand that powers and hosts say something of each sector."""
    sectors = identifiers(root, "sectors")
    for section, key in _FOR_EACH_SECTOR:
        for name, item in named_items(root, section):
            given = item.get(key)
            if isinstance(given, Mapping):
                for sector in sectors:
                    if sector not in given.entries:
                        yield given.place.problem(f"no entry for the sector `{sector}` in {section}.{name}.{key}")


def terms_of_instruments(root: Mapping) -> Iterator[Problem]:
    """Demand that an instrument that a power uses has terms."""
    terms = dict(entries_of(root.get("instruments")))
    for name, power in named_items(root, "powers"):
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
    for name, host in named_items(root, "hosts"):
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
    for name, project in named_items(root, "projects"):
        for key in ("offtake", "refining"):
            total = sum(number_of(entry.node) or 0.0 for _, entry in entries_of(project.get(key)))
            if total > 1 + _SLACK:
                yield project.entries[key].place.problem(
                    f"the shares in projects.{name}.{key} sum to {total:g}", expected="1 at most"
                )


def shares_of_exports(root: Mapping) -> Iterator[Problem]:
    """Demand that the shares of a host's exports that leave by the corridors sum to at most one."""
    sums: dict[str, float] = {}
    for _, corridor in named_items(root, "corridors"):
        for host, entry in entries_of(corridor.get("dependence")):
            before = sums.get(host, 0.0)
            sums[host] = before + (number_of(entry.node) or 0.0)
            if before <= 1 + _SLACK < sums[host]:
                yield entry.place.problem(
                    f"with this corridor the shares of {host}'s exports sum to {sums[host]:g}", expected="1 at most"
                )


def volume_within_capacity(root: Mapping) -> Iterator[Problem]:
    """Demand that a corridor carries no more than it can."""
    for name, corridor in named_items(root, "corridors"):
        volume, capacity = number_of(corridor.get("volume")), number_of(corridor.get("capacity"))
        if volume is not None and capacity is not None and volume > capacity:
            yield corridor.entries["volume"].node.place.problem(
                f"corridors.{name}.volume is {volume:g}", expected=f"no more than its capacity of {capacity:g}"
            )


def additions_have_a_corridor(root: Mapping) -> Iterator[Problem]:
    """Demand that a project that adds capacity says to which corridor."""
    for name, project in named_items(root, "projects"):
        adds = number_of(project.get("adds"))
        if adds and not is_given(project.get("corridor")):
            yield project.entries["adds"].place.problem(
                f"projects.{name} adds capacity to no corridor", expected="`corridor`"
            )


def needs_are_spelt_as_minerals(root: Mapping) -> Iterator[Problem]:
    """Find needs of a power that look like a mineral of the projects and are none: they would count for nothing.

    A need of what no project yields is no fault: projects come and go.
    """
    minerals = dict.fromkeys(text_of(project.get("mineral")) or "" for _, project in named_items(root, "projects"))
    for name, power in named_items(root, "powers"):
        for mineral, entry in entries_of(power.get("needs")):
            hint = did_you_mean(mineral, minerals)
            if mineral not in minerals and hint:
                yield entry.place.problem(
                    f"no project yields the mineral `{mineral}` in powers.{name}.needs", hint=hint
                )


def ties_in_order(root: Mapping) -> Iterator[Problem]:
    """Demand that the range of ties in which a security element is offered is not empty."""
    for name, element in named_items(root, "security_elements"):
        lower, upper = number_of(element.get("tie_from")), number_of(element.get("tie_up_to"))
        if lower is not None and lower >= (1.0 if upper is None else upper):
            yield element.entries["tie_from"].node.place.problem(
                f"security_elements.{name}.tie_from is {lower:g}", expected="less than `tie_up_to`"
            )


def levers_do_something(root: Mapping) -> Iterator[Problem]:
    """Demand that a lever costs the host something: money, or safety."""
    for name, power in named_items(root, "powers"):
        for key, entry in entries_of(power.get("levers")):
            lever = entry.node
            if isinstance(lever, Mapping) and not any(
                lever.get(part) is not None and number_of(lever.get(part)) != 0.0 for part in ("loss", "threat")
            ):
                yield lever.place.problem(
                    f"powers.{name}.levers.{key} does nothing", expected="a `loss` or a `threat` above 0"
                )


def some_channel_of_influence(root: Mapping) -> Iterator[Problem]:
    """Demand that one of the weights of influence is not zero."""
    parameters = root.get("parameters")
    weights = parameters.get("influence") if isinstance(parameters, Mapping) else None
    if isinstance(weights, Mapping) and all(number_of(weights.get(channel)) == 0 for channel in CHANNELS):
        yield weights.place.problem("all weights of influence are 0", expected="one at least above 0")


def remittances_within_gdp(root: Mapping) -> Iterator[Problem]:
    """Demand that migrants send a host no more than it produces."""
    for name, host in named_items(root, "hosts"):
        gdp = number_of(host.get("gdp"))
        dyads = [entry.node for _, entry in entries_of(host.get("dyads"))]
        sent = sum(number_of(dyad.get("remittances")) or 0.0 for dyad in dyads if isinstance(dyad, Mapping))
        if gdp is not None and 0 < gdp < sent:
            yield host.entries["gdp"].node.place.problem(
                f"hosts.{name}.gdp is {gdp:g}, and the dyads send remittances of {sent:g}", expected="less than GDP"
            )


RULES_OF_A_FILE: tuple[Rule, ...] = (unique_in_file, named_though_removed, conditions_name_nothing_removed)
"""What must hold in each file by itself, before it is laid over another."""

RULES_OF_A_PART: tuple[Rule, ...] = (
    some_channel_of_influence,
    shares_of_output,
    volume_within_capacity,
    additions_have_a_corridor,
    ties_in_order,
    levers_do_something,
    neighbours_are_two,
    *RULES_OF_EVENTS,
)
"""What must hold of any sections, whatever the rest of the scenario is."""

RULES_OF_A_SCENARIO: tuple[Rule, ...] = (
    *RULES_OF_A_PART,
    names_in_use_are_known,
    unique_owners,
    every_sector,
    terms_of_instruments,
    parts_within_host,
    remittances_within_gdp,
    shares_of_exports,
    needs_are_spelt_as_minerals,
    nothing_waits_for_idle_presets,
    *RULES_OF_EVENTS_IN_A_SCENARIO,
)
"""What must hold of a scenario as a whole."""

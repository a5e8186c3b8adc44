"""Events that are there to be used: presets, and the library of them that comes with the program."""

from pathlib import Path

import pytest

from simulator.scenario import check, load_scenario, scenarios_folder

SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")

LIBRARY = """\
schema: 1
kind: library
events:
  - id: flood
    name: A flood
    preset: true
    lasts: 2
    effects: [{state: threat, of: HILLS, add: 0.1}]
  - id: feud
    name: A feud far away
    preset: true
    effects: [{state: unrest, of: MARSHES, add: 0.1}]
"""

NAMED_IN_THE_SPECIFICATION = {
    *("summit_us", "summit_cn", "summit_ru", "summit_eu", "sanctions_round", "export_controls", "truce", "eu_rules"),
    *("russia_growth_shock", "rouble_devaluation", "war_end", "migrant_crackdown", "oil_shock", "aid_cut"),
    *("cpc_outage", "discovery", "border_clash", "afghan_spillover", "drought", "qosh_tepa", "succession_kz"),
    *("unrest_kz", "unrest_uz", "unrest_kg", "unrest_tj", "unrest_tm"),
}


@pytest.fixture
def using(folder):
    """Say something of the events of a library, over the small scenario."""

    def write(events):
        own = f"extends: [small.yaml, library.yaml]\nid: own\nname: Own\nsummary: Own.\n{events}\n"
        folder.write(small=SMALL, library=LIBRARY, own=own)
        return "own.yaml"

    return write


def by_id(path):
    return {event.id: event for event in load_scenario(path).events}


def test_a_preset_waits_until_a_file_says_when_and_keeps_what_it_is(using):
    idle = by_id(using(""))["flood"]
    assert not idle.is_set_off
    used = by_id(using("events: [{id: flood, at: 2026Q3}]"))["flood"]
    assert used.is_set_off
    assert (used.name, used.lasts, used.effects[0].of) == ("A flood", 2, "HILLS")


def test_a_preset_may_speak_of_what_is_not_there_until_it_is_used(using):
    assert check(using("")) == []
    (problem,) = check(using("events: [{id: feud, at: 2026Q3}]"))
    assert "unknown power, host, corridor or project `MARSHES` in events.feud.effects.of" in problem.message


def test_what_is_no_preset_needs_something_that_sets_it_off(using):
    (problem,) = check(using("events: [{id: flood, preset: false}]"))
    assert problem.message == "nothing sets off events.flood"


@pytest.mark.parametrize(
    "own",
    [
        "events: [{id: late, name: Late, when: {not: {event: flood}}, effects: [{state: threat, add: 0.1}]}]",
        "seats: [{id: HILLS, brief: Dry., objectives: [{id: dry, name: Dry, when: {not: {event: flood}}}]}]",
    ],
)
def test_nothing_may_wait_for_a_preset_that_is_not_used(using, own):
    (problem,) = check(using(own))
    assert "when waits for events.flood, a preset that nothing sets off" in problem.message
    assert problem.expected == "`at`, `hazard` or `when` for events.flood"


def test_an_event_waits_for_a_preset_that_is_used(using):
    late = "{id: late, name: Late, when: {event: flood}, effects: [{state: threat, add: 0.1}]}"
    assert check(using(f"events: [{{id: flood, hazard: 0.1}}, {late}]")) == []


def test_a_misspelt_key_of_a_preset_is_found_though_nothing_sets_it_off(using):
    idle, misspelt = check(using("events: [{id: flood, att: 2026Q3}]"))
    assert idle.message == "events.flood is a preset that nothing sets off"
    assert misspelt.message.startswith("unknown key `att`")


def test_a_dropped_event_is_ended_by_no_other_and_takes_along_what_waits_for_it(using, folder):
    events = """\
events:
  - {id: flood, at: 2026Q2, effects: [{state: threat, of: PLAINS, add: 0.1}]}
  - {id: dyke, name: Dyke, at: 2026Q4, ends: [flood, storm], effects: [{state: growth, of: EAST, add: 0.01}]}
  - {id: fair, name: Fair, when: {event: flood}, effects: [{state: growth, of: EAST, add: 0.01}]}
"""
    assert by_id(using(events))["dyke"].ends == ("flood", "storm")
    folder.write(next="extends: own.yaml\nid: next\nname: Next\nsummary: N.\nhosts: [{id: PLAINS, remove: true}]\n")
    left = by_id("next.yaml")
    assert left["dyke"].ends == ("storm",)
    assert not {"flood", "fair"} & left.keys()


def test_the_library_has_every_preset_and_none_of_them_strikes_by_itself(folder):
    folder.write(own="extends: [baseline_2025, base/events]\nid: own\nname: Own\nsummary: Own.\n")
    events = by_id("own.yaml")
    assert events.keys() >= NAMED_IN_THE_SPECIFICATION
    assert all(event.preset and not event.is_set_off and event.source for event in events.values())


def test_the_readme_names_every_preset_of_the_library(folder):
    folder.write(own="extends: [baseline_2025, base/events]\nid: own\nname: Own\nsummary: Own.\n")
    readme = (scenarios_folder() / "README.md").read_text(encoding="utf-8")
    families = ("succession_", "unrest_", "summit_")
    missing = [name for name in by_id("own.yaml") if f"`{name}`" not in readme and not name.startswith(families)]
    assert missing == []
    assert all(f"`{family}" in readme for family in families)

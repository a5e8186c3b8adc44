"""What a file says over those that it extends."""

import os
from pathlib import Path

import pytest

from simulator.scenario import ScenarioError, check, load_scenario

SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")
OWN = "schema: 1\nkind: scenario\nid: own\nname: My own\nsummary: A test.\nextends: small.yaml\n"


@pytest.fixture
def over(folder):
    """Load a few lines of YAML over the small scenario, or over the files named."""

    def load(text, bases="small.yaml", **others):
        folder.write(small=SMALL, own=OWN.replace("small.yaml", bases) + text, **others)
        return load_scenario("own.yaml")

    return load


def ids(items):
    return [item.id for item in items]


def test_mappings_merge_key_by_key(over):
    host = over("hosts: [{id: HILLS, reserves: 9, dyads: {WEST: {debt: 1}}}]").hosts[0]
    assert (host.reserves.value, host.imports.value) == (9, 8)
    assert (host.dyads["WEST"].debt.value, host.dyads["WEST"].fdi.value) == (1, 1)
    assert host.dyads["EAST"].debt.value == 3


def test_lists_of_things_with_an_id_merge_by_id_and_new_ones_come_last(over):
    scenario = over(
        "sectors:\n"
        "  - {id: roads, visibility: 0.1}\n"
        "  - {id: farms, name: Farms, spillover: 0, visibility: 0, disbursement: 1}\n"
        "powers:\n"
        "  - {id: WEST, instruments: {farms: loan}, sector_worth: {farms: 1}}\n"
        "  - {id: EAST, instruments: {farms: loan}, sector_worth: {farms: 1}}\n"
        "hosts: [{id: HILLS, sector_fit: {farms: 1}}, {id: PLAINS, sector_fit: {farms: 1}}]\n"
    )
    assert ids(scenario.sectors) == ["mines", "roads", "farms"]
    assert scenario.sectors[1].visibility == 0.1
    assert scenario.sectors[1].spillover == 0.35
    assert ids(scenario.powers) == ["EAST", "WEST"]


def test_other_lists_are_replaced(over):
    scenario = over(
        "powers: [{id: EAST, asks: {exclusive: [roads]}}]\n"
        "events: [{id: storm, effects: [{state: threat, of: PLAINS, add: 0.2}]}]\n"
        "projects: []\n"
    )
    assert scenario.powers[0].asks.exclusive == ("roads",)
    assert [effect.of for effect in scenario.events[0].effects] == ["PLAINS"]
    assert scenario.events[0].name == "A storm in the hills"
    assert scenario.projects == ()


def test_a_figure_is_replaced_whole_so_that_no_old_source_stands_beside_a_new_number(over):
    figure = over("powers: [{id: EAST, budget: {value: 10}}]").powers[0].budget
    assert (figure.value, figure.source, figure.year, figure.confidence) == (10, None, None, None)


def test_a_number_replaces_a_figure_and_a_figure_a_number(over):
    scenario = over("hosts: [{id: HILLS, gdp: 15, debt: {value: 5, source: A bank}}]")
    assert (scenario.hosts[0].gdp.value, scenario.hosts[0].gdp.source) == (15, None)
    assert (scenario.hosts[0].debt.value, scenario.hosts[0].debt.source) == (5, "A bank")


def test_files_are_read_in_order_and_the_own_file_over_them(over):
    first = "kind: library\nhorizon: 10\nhosts: [{id: HILLS, reserves: 1, threat: 0.1}]"
    second = "kind: library\nhosts: [{id: HILLS, reserves: 2, threat: 0.2}]"
    own = "hosts: [{id: HILLS, reserves: 3}]"
    scenario = over(own, "[small.yaml, first.yaml, second.yaml]", first=first, second=second)
    assert (scenario.horizon, scenario.hosts[0].threat.value, scenario.hosts[0].reserves.value) == (10, 0.2, 3)


def test_two_scenarios_over_one_base_combine_because_each_file_is_read_once(over):
    base = "kind: scenario\nextends: small.yaml\n"
    rich = base + "id: rich\nname: Rich\nhosts: [{id: HILLS, reserves: 99}]"
    tense = base + "id: tense\nname: Tense\nhosts: [{id: HILLS, threat: 0.9}]"
    scenario = over("", "[rich.yaml, tense.yaml]", rich=rich, tense=tense)
    assert (scenario.hosts[0].reserves.value, scenario.hosts[0].threat.value) == (99, 0.9)
    assert (scenario.id, scenario.name) == ("own", "My own")


def test_paths_are_relative_to_the_file_that_names_them(folder, monkeypatch):
    (folder.path / "below" / "deeper").mkdir(parents=True)
    folder.write(**{"small": SMALL, "below/mid": OWN.replace("small", "../small"), "below/deeper/top": OWN})
    top = folder.path / "below" / "deeper" / "top.yaml"
    top.write_text(OWN.replace("small.yaml", "../mid.yaml") + "horizon: 5\n")
    assert load_scenario("below/deeper/top.yaml").horizon == 5
    monkeypatch.chdir("/")
    assert load_scenario(top).horizon == 5


def test_a_shipped_scenario_can_be_extended_by_name_from_anywhere(folder):
    folder.write(own=OWN.replace("small.yaml", "baseline_2025") + "horizon: 7\n")
    assert load_scenario("own.yaml").horizon == 7


def test_the_identity_of_a_file_is_not_inherited(folder):
    folder.write(small=SMALL, own="schema: 1\nextends: small.yaml\n")
    (missing,) = check("own.yaml")
    assert missing.message == "missing keys `id`, `name`, `summary`"
    assert (missing.file, missing.line, missing.column) == ("own.yaml", 1, 1)


def test_a_briefing_speaks_of_its_own_file_alone(folder):
    told = SMALL + "briefing: Watch the hills.\n"
    folder.write(small=told, own=OWN, other=OWN + "briefing: Watch the plains.\n")
    assert load_scenario("small.yaml").briefing == "Watch the hills."
    assert load_scenario("own.yaml").briefing == ""
    assert load_scenario("other.yaml").briefing == "Watch the plains."


def test_a_scenario_over_a_library_is_a_scenario(folder):
    library = SMALL.replace("kind: scenario", "kind: library")
    folder.write(small=library, own=OWN.replace("kind: scenario\n", ""))
    assert load_scenario("own.yaml").kind == "scenario"


def test_dropping_a_power_drops_every_reference_to_it(over):
    scenario = over("powers: [{id: WEST, remove: true}]")
    assert ids(scenario.powers) == ["EAST"]
    assert scenario.powers[0].rivalry == {}
    assert list(scenario.hosts[0].dyads) == ["EAST"]
    assert list(scenario.projects[0].offtake) == ["EAST"]
    assert [effect.of for effect in scenario.events[0].effects] == ["HILLS"]


def test_dropping_a_gatekeeper_opens_its_corridor(over):
    scenario = over("powers: [{id: EAST, remove: true}]")
    assert [corridor.gatekeeper for corridor in scenario.corridors] == [None, None]
    assert scenario.projects[0].refining == {}


def test_dropping_a_host_drops_its_projects_and_the_events_that_were_about_it_alone(over):
    scenario = over("hosts: [{id: HILLS, remove: true}]")
    assert ids(scenario.hosts) == ["PLAINS"]
    assert scenario.projects == ()
    assert [list(corridor.dependence) for corridor in scenario.corridors] == [["PLAINS"], []]
    assert ids(scenario.events) == ["storm"]
    assert [effect.of for effect in scenario.events[0].effects] == ["WEST"]


def test_dropping_a_sector_drops_its_keys_and_projects(over):
    scenario = over("sectors: [{id: mines, remove: true}]")
    assert [list(power.sector_worth) for power in scenario.powers] == [["roads"], ["roads"]]
    assert [list(power.instruments) for power in scenario.powers] == [["roads"], ["roads"]]
    assert scenario.powers[0].asks.exclusive == ()
    assert list(scenario.hosts[0].sector_fit) == ["roads"]
    assert scenario.projects == ()


def test_dropping_a_corridor_or_a_security_element_leaves_the_rest(over):
    scenario = over("corridors: [{id: north, remove: true}]\nsecurity_elements: [{id: arms, remove: true}]")
    assert ids(scenario.corridors) == ["south"]
    assert scenario.projects[0].corridor is None
    assert scenario.powers[0].security == ()


def test_what_a_library_drops_is_dropped_from_the_files_before_it(over):
    quiet = "kind: library\nevents: [{id: storm, remove: true}]"
    scenario = over("", "[small.yaml, quiet.yaml]", quiet=quiet)
    assert ids(scenario.events) == ["quarrel"]


def test_naming_a_dropped_thing_again_is_a_dangling_reference(folder):
    folder.write(
        small=SMALL,
        without=OWN + "powers: [{id: WEST, remove: true}]\n",
        own=OWN.replace("small", "without") + "powers: [{id: EAST, rivalry: {WEST: 0.9}}]\n",
    )
    (problem,) = check("own.yaml")
    assert (problem.file, problem.line, problem.column) == ("own.yaml", 7, 31)
    assert problem.message == "unknown power `WEST` in powers.EAST.rivalry"


def test_dropping_what_is_not_there_is_refused(folder):
    folder.write(small=SMALL, own=OWN + "hosts:\n  - {id: HILS, remove: true}\n")
    (problem,) = check("own.yaml")
    assert (problem.line, problem.column) == (8, 5)
    assert (problem.message, problem.hint) == ("there is no host `HILS` to remove", "did you mean `HILLS`?")


def test_a_wrong_value_is_reported_in_the_file_that_gave_it(folder):
    folder.write(small=SMALL.replace("debt: 20", "debt: -20"), own=OWN + "hosts:\n  - id: HILLS\n    debt: -6\n")
    base, own = sorted(check("own.yaml"), key=lambda problem: problem.file != "small.yaml")
    assert (base.file, base.line, base.column) == ("small.yaml", 87, 11)
    assert (own.file, own.line, own.column) == ("own.yaml", 9, 11)


def test_the_errors_of_all_files_come_at_once_even_if_one_is_not_yaml(folder):
    folder.write(
        one="kind: library\nhorizon: [\n",
        two="kind: library\nsectors:\n  - {id: a, spillover: much}\n",
        three="kind: library\nx: {\n",
        own=OWN.replace("small.yaml", "[one.yaml, two.yaml, three.yaml, four.yaml]") + "horizont: 3\n",
    )
    problems = check("own.yaml")
    assert [(p.file, p.line, p.column) for p in problems] == [
        ("one.yaml", 3, 1),
        ("own.yaml", 6, 43),
        ("own.yaml", 7, 1),
        ("three.yaml", 3, 1),
        ("two.yaml", 3, 24),
    ]


def test_an_error_in_a_shared_base_appears_once(folder):
    folder.write(
        base="kind: library\nhorizon: 010\n",
        one="kind: library\nextends: base.yaml\n",
        two="kind: library\nextends: base.yaml\n",
        small=SMALL,
        own=OWN.replace("small.yaml", "[small.yaml, one.yaml, two.yaml]"),
    )
    (problem,) = check("own.yaml")
    assert (problem.file, problem.line, problem.column) == ("base.yaml", 2, 10)


@pytest.mark.parametrize(
    ("entry", "column", "message"),
    [
        ("own.yaml", 10, "`own.yaml` leads back to this file: files extend each other in a circle"),
        ("loop.yaml", 10, None),
        ("smal.yaml", 10, "there is no file `smal.yaml`"),
        ("[small.yaml, .]", 23, "is a folder, not a file"),
        ("..", 10, "is a folder, not a file"),
        ("/etc/passwd", 10, "`extends` should hold paths from this file"),
        ("3", 10, "`extends` should hold paths from this file"),
        ("{a: b}", 10, "`extends` should hold paths from this file"),
        ("[[small.yaml]]", 11, "`extends` should hold paths from this file"),
    ],
)
def test_an_entry_of_extends_that_leads_nowhere_is_reported_where_it_stands(folder, entry, column, message):
    folder.write(small=SMALL, loop=OWN.replace("small", "own"), own=OWN.replace("small.yaml", entry))
    problem = next(problem for problem in check("own.yaml"))
    assert (problem.line, problem.column) == (6, column if message else 10)
    assert (message or "in a circle") in problem.message
    assert problem.file == ("own.yaml" if message else "loop.yaml")


def test_a_missing_file_is_shown_with_the_nearest_in_its_folder(folder):
    folder.write(small=SMALL, own=OWN.replace("small.yaml", "smal.yaml"))
    (problem,) = check("own.yaml")
    assert problem.hint == "did you mean `small.yaml`?"


def test_a_shipped_scenario_that_is_not_beside_the_file_can_be_named_without_its_suffix(folder):
    folder.write(own=OWN.replace("small.yaml", "baseline_2025.yaml"))
    (problem,) = check("own.yaml")
    assert problem.message == "`baseline_2025.yaml` does not exist beside this file"
    assert problem.hint == "for the shipped scenario write `baseline_2025`"


def test_a_misspelt_name_of_a_shipped_scenario_is_told_the_nearest_wherever_the_file_lies(folder):
    (folder.path / "below").mkdir()
    folder.write(**{"below/own": OWN.replace("small.yaml", "baseline_2052")})
    (problem,) = check("below/own.yaml")
    assert problem.message == f"there is no file `{Path('below') / 'baseline_2052'}`"
    assert problem.hint == "did you mean `baseline_2025`?"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "powers: [{id: east, budget: 9}]",
            "no power `east` to change",
            "did you mean `EAST`? A new power needs also: `name`, `colour`, `gdp`, `growth`, `delivery`, `instruments`",
        ),
        ("hosts: [{id: Plain, sector_fit: {mines: 1}}]", "no host `Plain` to change", "did you mean `PLAINS`? A new"),
        (
            "events: [{id: gale, lasts: 3}]",
            "no event `gale` to change",
            "a new event needs also: `name`, `effects`",
        ),
        ("corridors: [{id: Southern road}]", "no corridor `Southern road` to change", "did you mean `south`? A new"),
    ],
)
def test_a_change_of_what_is_not_there_is_one_problem(folder, text, message, hint):
    folder.write(small=SMALL, own=OWN + text)
    problem = next(problem for problem in check("own.yaml") if "should be" not in problem.message)
    assert problem.line == 7
    assert problem.message == message
    assert problem.hint.startswith(hint)
    assert len([p for p in check("own.yaml") if "should be" not in p.message]) == 1


def test_a_new_thing_that_lacks_a_little_is_told_what(folder):
    folder.write(small=SMALL, own=OWN + "sectors: [{id: farms, name: Farms, spillover: 0, visibility: 0}]\n")
    assert "missing key `disbursement` in sectors.farms" in [problem.message for problem in check("own.yaml")]


def test_a_country_code_that_yaml_takes_for_false_is_one_problem(folder):
    folder.write(small=SMALL, own=OWN + "powers:\n  - id: NO\n    sector_worth: {mines: 1}\n")
    (problem,) = check("own.yaml")
    assert (problem.line, problem.column) == (8, 9)
    assert problem.message == "`NO` without quotes is read as false by YAML"


def test_a_scenario_that_forgot_what_it_extends_is_one_problem(folder):
    own = OWN.replace("extends: small.yaml\n", "")
    folder.write(own=own + "powers:\n  - {id: CN, offers: 8}\nhosts:\n  - {id: TJ, remove: true}\n")
    (problem,) = check("own.yaml")
    assert problem.message == "missing keys `start`, `horizon`, `sectors`, `instruments`"
    assert problem.hint == "did you forget `extends: baseline_2025`?"


def test_what_a_file_removes_it_cannot_name(folder):
    own = (
        "hosts: [{id: HILLS, remove: true}]\n"
        "events: [{id: flood, name: A flood, at: 2026Q4, effects: [{state: threat, of: HILLS, add: 0.1}]}]\n"
    )
    folder.write(small=SMALL, own=OWN + own)
    (problem,) = check("own.yaml")
    assert (problem.line, problem.column) == (8, 79)
    assert problem.message == "events.flood.effects.of names the host `HILLS`, which this file removes"


def test_too_many_files_are_refused(folder):
    for number in range(40):
        folder.write(**{f"f{number}": f"kind: library\nextends: f{number + 1}.yaml\n"})
    folder.write(f40=SMALL)
    (problem,) = check("f0.yaml")
    assert (problem.file, problem.line, problem.column) == ("f31.yaml", 2, 10)
    assert problem.message == "`f32.yaml` is one file too many: 32 at most"


def test_a_library_does_not_run_by_itself_but_can_be_checked(folder):
    folder.write(lib="schema: 1\nkind: library\nhosts:\n  - {id: HILLS, threat: 0.3}\n")
    assert check("lib.yaml") == []
    with pytest.raises(ScenarioError) as caught:
        load_scenario("lib.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (2, 7)
    assert problem.message == "this is a library: it does not run by itself"


def test_a_library_is_held_to_what_it_says(folder):
    folder.write(
        lib="schema: 1\nkind: library\nhosts:\n  - {id: HILLS, threat: 3}\nevents:\n"
        "  - {id: storm, effects: [{state: threat}], at: 2026Q1}\nhostz: []\n"
    )
    assert [(p.line, p.column) for p in check("lib.yaml")] == [(4, 25), (6, 27), (7, 1)]


def test_the_header_of_an_extended_file_is_checked_too(folder):
    folder.write(small=SMALL.replace("schema: 1", "schema: 9"), own=OWN)
    (problem,) = check("own.yaml")
    assert (problem.file, problem.line, problem.column) == ("small.yaml", 1, 9)


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs symbolic links")
def test_a_link_to_the_file_itself_is_a_circle_too(folder):
    folder.write(own=OWN.replace("small", "link"))
    (folder.path / "link.yaml").symlink_to("own.yaml")
    (problem,) = check("own.yaml")
    assert "in a circle" in problem.message


CONDITIONED = """\
schema: 1
kind: scenario
extends: baseline_2025
id: base
name: Base
summary: Events with conditions.
events:
  - {id: old, name: Old, at: 2027Q1, effects: [{state: threat, add: 0.1}]}
  - id: watch
    name: Watch
    when: {state: legitimacy, of: KG, below: 0.4}
    effects: [{state: unrest, of: KG, add: 0.1}]
  - id: after
    name: After
    when: {all: [{event: old}, {state: gdp, of: KZ, above: 0}]}
    effects: [{state: threat, add: 0.1}]
  - id: last
    name: Last
    when: {not: {event: after}}
    effects: [{state: threat, add: 0.1}]
"""


def own_over(tmp_path, events):
    """Load a file that says something of the events of another."""
    (tmp_path / "base.yaml").write_text(CONDITIONED, encoding="utf-8")
    own = f"schema: 1\nkind: scenario\nextends: base.yaml\nid: own\nname: Own\nsummary: Own.\nevents: {events}\n"
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    return {event.id: event for event in load_scenario(tmp_path / "own.yaml").events}


def test_a_condition_replaces_that_of_the_file_extended_whole(tmp_path):
    when = own_over(tmp_path, "[{id: watch, when: {state: unrest, of: KG, above: 0.5}}]")["watch"].when
    assert (when.state, when.above, when.below) == ("unrest", 0.5, None)
    when = own_over(tmp_path, "[{id: after, when: {state: unrest, of: KG, above: 0.5}}]")["after"].when
    assert (when.every, when.above) == ((), 0.5)


def test_an_event_whose_condition_names_what_is_dropped_goes_and_so_do_those_that_wait_for_it(tmp_path):
    assert list(own_over(tmp_path, "[{id: old, remove: true}]")) == ["watch"]
    assert list(own_over(tmp_path, "[{id: old, name: Older}]\nhosts: [{id: KG, remove: true}]")) == [
        "old",
        "after",
        "last",
    ]


def test_a_shipped_library_is_named_from_any_folder(tmp_path):
    text = "schema: 1\nkind: scenario\nextends: [baseline_2025, base/hazards]\nid: own\nname: Own\nsummary: Own.\n"
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    assert "oil_shock" in [event.id for event in load_scenario(tmp_path / "own.yaml").events]


def test_dropping_a_host_drops_what_lies_between_it_and_its_neighbours(folder):
    pairs = (
        "  - {id: near, of: HILLS, with: PLAINS, relation: 0.5}\n"
        "  - {id: up, of: PLAINS, with: LAKE, river: 1}\n"
        "  - {id: down, of: LAKE, with: HILLS, dispute: 1}\n"
    )
    hosts = SMALL[SMALL.index("  - id: PLAINS") : SMALL.index("corridors:")]
    three = SMALL.replace("corridors:", hosts.replace("PLAINS", "LAKE") + "neighbours:\n" + pairs + "corridors:")
    folder.write(small=three, own=OWN, less=OWN + "hosts: [{id: LAKE, remove: true}]\n")
    assert ids(load_scenario("own.yaml").neighbours) == ["near", "up", "down"]
    assert ids(load_scenario("less.yaml").neighbours) == ["near"]


def test_a_pair_of_neighbours_can_be_changed_and_dropped_by_its_id(folder):
    pairs = "neighbours:\n  - {id: near, of: HILLS, with: PLAINS, relation: 0.5, river: 0.2}\n"
    changed = OWN + "neighbours: [{id: near, relation: -0.5}]\n"
    folder.write(small=SMALL + pairs, own=changed, gone=OWN + "neighbours: [{id: near, remove: true}]\n")
    (pair,) = load_scenario("own.yaml").neighbours
    assert (pair.of, pair.toward, pair.relation.value, pair.river.value) == ("HILLS", "PLAINS", -0.5, 0.2)
    assert load_scenario("gone.yaml").neighbours == ()

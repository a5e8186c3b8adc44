"""Who can be played: what a seat must say, and how seats pass from a file to those that extend it."""

from __future__ import annotations

import pytest

from simulator.scenario import Hold, ScenarioError, load_scenario

HEARD = "{id: heard, name: Heard, when: {state: influence_share, of: PLAINS, by: EAST, above: 0.2}, hold: once}"
SEATS = f"""\
seats:
  - id: HILLS
    brief: You govern the hills.
    objectives:
      - {{id: calm, name: Calm hills, when: {{state: unrest, of: HILLS, below: 0.3}}, hold: always}}
      - {{id: rich, name: Rich hills, when: {{all: [{{state: gdp, of: HILLS, above: 20}}, {{event: storm}}]}}}}
  - id: EAST
    brief: You are the east.
    objectives:
      - {HEARD}
"""
SEATED = ("corridors:\n", f"{SEATS}corridors:\n")


def test_seats_are_read_in_order_with_their_objectives(broken):
    assert broken(SEATED) == []
    hills, east = load_scenario("broken.yaml").seats
    assert (hills.id, hills.brief, east.id) == ("HILLS", "You govern the hills.", "EAST")
    assert [(aim.id, aim.hold) for aim in hills.objectives] == [("calm", Hold.ALWAYS), ("rich", Hold.AT_END)]
    assert east.objectives[0].when.by == "EAST"


@pytest.mark.parametrize(
    ("before", "after", "at", "message", "advice"),
    [
        (
            "  - id: EAST\n    brief",
            "  - id: EASTT\n    brief",
            "EASTT",
            "unknown power or host `EASTT` in seats.EASTT.id",
            "EAST",
        ),
        (
            "  - id: EAST\n    brief",
            "  - id: HILLS\n    brief",
            "HILLS\n    brief: You are",
            "a second seat with the id",
            "",
        ),
        ("    brief: You are the east.\n", "", "id: EAST\n    obj", "missing key `brief` in seats.EAST", ""),
        (
            f"    objectives:\n      - {HEARD}\n",
            "    objectives: []\n",
            "[]\n",
            "seats.EAST.objectives should be a list of at least 1",
            "",
        ),
        ("{id: rich", "{id: calm", "calm, name: Rich", "a second objective with the id `calm`", ""),
        ("hold: once", "hold: one", "one}", "seats.EAST.objectives.heard.hold should be one of: `at_end`", "once"),
        ("when: {state: influence_share, of: PLAINS, by: EAST, above: 0.2}", "when: {}", "{},", "says nothing", ""),
        (
            ", when: {state: influence_share, of: PLAINS, by: EAST, above: 0.2}",
            "",
            "{id: heard",
            "missing key `when`",
            "",
        ),
        ("by: EAST, above: 0.2", "above: 0.2", "{state: influence", "does not say whose `influence_share`", ""),
        ("above: 0.2}, hold", "above: 0.2, below: 0.1}, hold", "0.1}, hold", "nothing is above 0.2 and below 0.1", ""),
        ("below: 0.3}, hold", "}, hold", "{state: unrest, of: HILLS, }", "compares `unrest` with nothing", ""),
        (
            "of: PLAINS, by: EAST, above",
            "of: PLANS, by: EAST, above",
            "PLANS",
            "in seats.EAST.objectives.heard.when.of",
            "PLAINS",
        ),
        ("{event: storm}", "{event: strom}", "strom", "unknown event `strom` in seats.HILLS.objectives.rich", "storm"),
        ("state: gdp", "state: gpd", "gpd", "seats.HILLS.objectives.rich.when.all[1].state", "gdp"),
    ],
)
def test_a_seat_with_a_fault_is_told_where_it_is_wrong(broken, before, after, at, message, advice):
    seats = SEATS.replace(before, after)
    assert seats != SEATS
    (problem,) = broken(("corridors:\n", f"{seats}corridors:\n"))
    assert (problem.line, problem.column) == broken.place(at)
    assert message in problem.message
    assert advice in problem.hint


def over(broken, own):
    """Load a file that says something over the small scenario with seats."""
    broken(SEATED)
    broken.write(own=f"extends: broken.yaml\nid: own\nname: Own\nsummary: Own.\n{own}")
    return {seat.id: {aim.id: aim for aim in seat.objectives} for seat in load_scenario("own.yaml").seats}


def test_seats_and_objectives_merge_by_id_and_a_condition_is_replaced_whole(broken):
    rich = "{id: rich, when: {state: reserves, of: HILLS, above: 9}}"
    new = "{id: new, name: New, when: {event: storm}}"
    seats = over(broken, f"seats: [{{id: HILLS, objectives: [{rich}, {new}]}}]\n")
    assert list(seats) == ["HILLS", "EAST"]
    assert list(seats["HILLS"]) == ["calm", "rich", "new"]
    assert (seats["HILLS"]["rich"].name, seats["HILLS"]["rich"].when.every) == ("Rich hills", ())


def test_seats_and_objectives_can_be_dropped(broken):
    assert list(over(broken, "seats: [{id: EAST, remove: true}]\n")) == ["HILLS"]
    seats = over(broken, "seats: [{id: HILLS, objectives: [{id: calm, remove: true}]}]\n")
    assert {seat: list(aims) for seat, aims in seats.items()} == {"HILLS": ["rich"], "EAST": ["heard"]}


def test_a_seat_goes_with_its_actor_and_an_objective_with_what_it_watches(broken):
    assert list(over(broken, "hosts: [{id: HILLS, remove: true}]\n")) == ["EAST"]
    assert list(over(broken, "events: [{id: storm, remove: true}]\n")["HILLS"]) == ["calm"]
    # The last objective takes its seat with it.
    assert list(over(broken, "hosts: [{id: PLAINS, remove: true}]\n")) == ["HILLS"]


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ("seats: [{id: WEST, remove: true}]", "there is no seat `WEST` to remove"),
        ("seats: [{id: EAST, objectives: [{id: herd, remove: true}]}]", "there is no objective `herd` to remove"),
        ("seats: [{id: HILL, brief: Other.}]", "unknown power or host `HILL` in seats.HILL.id"),
        ("seats: [{id: EAST, objectives: [{id: heard, remove: true}]}]", "seats.EAST.objectives should be a list of"),
        (
            "hosts: [{id: PLAINS, remove: true}]\nseats: [{id: EAST, objectives: [{id: a, when: {of: PLAINS}}]}]",
            "seats.EAST.objectives.a.when.of names the host `PLAINS`, which this file removes",
        ),
    ],
)
def test_what_a_file_says_of_seats_that_are_not_there_is_told(broken, own, message):
    with pytest.raises(ScenarioError) as caught:
        over(broken, f"{own}\n")
    (problem,) = [problem for problem in caught.value.problems if message in problem.message]
    assert problem.file == "own.yaml"
    assert problem.line >= 5


def test_every_seat_of_the_baseline_is_an_actor_with_a_brief_and_two_or_three_objectives():
    scenario = load_scenario("baseline_2025")
    assert [seat.id for seat in scenario.seats] == ["KZ", "UZ", "US", "CN", "RU", "EU", "KG", "TJ", "TM"]
    for seat in scenario.seats:
        assert 2 <= seat.brief.count(". ") + 1 <= 4
        assert 2 <= len(seat.objectives) <= 3

"""What must hold between the values of a scenario."""

import pytest

from simulator.scenario import HOST_STATES, WORLD_STATES, State
from simulator.scenario.happenings import CORRIDOR_STATES
from simulator.scenario.reading.event_rules import SELF_MOVING


@pytest.mark.parametrize(
    ("before", "after", "at", "message", "nearest"),
    [
        ("rivalry: {WEST:", "rivalry: {WST:", "WST", "unknown power `WST` in powers.EAST.rivalry", "WEST"),
        ("      WEST: {exp", "      WETS: {exp", "WETS", "unknown power `WETS` in hosts.HILLS.dyads", "WEST"),
        ("WEST: 0.2}", "WSET: 0.2}", "WSET", "unknown power `WSET` in projects.pit.offtake", "WEST"),
        ("refining: {EAST", "refining: {EASTE", "EASTE", "unknown power `EASTE` in projects.pit.refining", "EAST"),
        (
            "gatekeeper: EAST",
            "gatekeeper: EASTT",
            "EASTT",
            "unknown power `EASTT` in corridors.north.gatekeeper",
            "EAST",
        ),
        ("host: HILLS", "host: HILS", "HILS", "unknown host `HILS` in projects.pit.host", "HILLS"),
        ("PLAINS: 0.3}", "PLANES: 0.3}", "PLANES", "unknown host `PLANES` in corridors.north.dependence", "PLAINS"),
        ("sector: mines", "sector: mine", "mine\n", "unknown sector `mine` in projects.pit.sector", "mines"),
        (
            "signed: {roads",
            "signed: {road",
            "road: 0.2",
            "unknown sector `road` in hosts.HILLS.dyads.EAST.signed",
            "roads",
        ),
        (
            "exclusive: [mines]",
            "exclusive: [mine]",
            "mine]",
            "unknown sector `mine` in powers.EAST.asks.exclusive",
            "mines",
        ),
        (
            "security: [arms]",
            "security: [army]",
            "army",
            "unknown security element `army` in powers.EAST.security",
            "arms",
        ),
        (
            "corridor: north",
            "corridor: nort",
            "nort\n",
            "unknown corridor `nort` in projects.pit.corridor",
            "north",
        ),
        (
            "{state: unrest, of: HILLS",
            "{state: unrest, of: HILS",
            "HILS",
            "unknown power, host, corridor or project `HILS` in events.quarrel.effects.of",
            "HILLS",
        ),
        (
            "{state: unrest, of: HILLS,",
            "{state: signed, of: HILLS, by: WSET, sector: mines,",
            "WSET",
            "unknown power `WSET` in events.quarrel.effects.by",
            "WEST",
        ),
        (
            "{state: unrest, of: HILLS,",
            "{state: signed, of: HILLS, by: EAST, sector: mine,",
            "mine,",
            "unknown sector `mine` in events.quarrel.effects.sector",
            "mines",
        ),
        (
            "    at: 2026Q3\n",
            "    at: 2026Q3\n    ends: [stormy]\n",
            "stormy",
            "unknown event `stormy` in events.quarrel.ends",
            "storm",
        ),
    ],
)
def test_a_name_of_what_is_not_there_is_shown_with_the_nearest(one_problem, before, after, at, message, nearest):
    problem = one_problem(before, after, at)
    assert problem.message == message
    assert problem.hint == f"did you mean `{nearest}`?"
    assert f"`{nearest}`" in problem.expected


@pytest.mark.parametrize(
    ("before", "after", "at", "missing"),
    [
        ("{mines: 1.1, roads: 1.0}", "{mines: 1.1}", "{mines: 1.1}", "roads` in powers.EAST.sector_worth"),
        (
            "instruments: {mines: equity, roads: loan}\n    rate: 0.05",
            "instruments: {}\n    rate: 0.05",
            "{}",
            None,
        ),
        ("{mines: 1, roads: 0.5}", "{roads: 0.5}", "{roads: 0.5}", "mines` in hosts.HILLS.sector_fit"),
    ],
)
def test_powers_and_hosts_say_something_of_each_sector(broken, before, after, at, missing):
    problems = broken((before, after))
    assert {(p.line, p.column) for p in problems} == {broken.place(at)}
    assert all(p.message.startswith("no entry for the sector `") for p in problems)
    assert missing is None or missing in problems[0].message


def test_a_sector_that_no_list_holds_is_dangling_in_each_entry(broken):
    problems = broken(("  - {id: roads, name: Roads, spillover: 0.35, visibility: 0.7, disbursement: 12}\n", ""))
    assert len(problems) == 7
    assert all(p.message.startswith("unknown sector `roads` in ") for p in problems)


@pytest.mark.parametrize(
    ("before", "after", "at", "message"),
    [
        ("id: PLAINS", "id: EAST", "EAST\n    name: The Plains", "a power has the id `EAST` too"),
        ("{EAST: 0.5, W", "{EAST: 0.9, W", "offtake", "the shares in projects.pit.offtake sum to 1.1"),
        (
            "refining: {EAST: 0.2",
            "refining: {WEST: .5, EAST: 0.6",
            "refining",
            "the shares in projects.pit.refining",
        ),
        (
            "    exports: 3\n",
            "    exports: 1\n",
            "1\n    imports: 8",
            "hosts.HILLS.exports is 1, but the dyads hold 1.5",
        ),
        (
            "imports: 8",
            "imports: 3",
            "3\n    reserves: 4\n",
            "hosts.HILLS.imports is 3, but the dyads hold 4 of it",
        ),
        ("fdi: 5\n", "fdi: 2.5\n", "2.5\n", "hosts.HILLS.fdi is 2.5, but the dyads hold 3 of it"),
        ("debt: 6", "debt: 2.9", "2.9", "hosts.HILLS.debt is 2.9, but the dyads hold 3 of it"),
        ("volume: 4", "volume: 11", "11\n", "corridors.north.volume is 11"),
        ("    corridor: north\n", "    adds: 3\n", "adds", "projects.pit adds capacity to no corridor"),
        ("tie_from: 0.1", "tie_from: 0.6, tie_up_to: 0.5", "0.6, tie", "security_elements.arms.tie_from is 0.6"),
        (
            "{HILLS: 0.3}",
            "{HILLS: 0.5}",
            "HILLS: 0.5",
            "with this corridor the shares of HILLS's exports sum to 1.1",
        ),
        (
            "    attention: 6\n",
            "    attention: 6\n    levers: {gate: {name: The gate, exposure: transit, own_cost: 1}}\n",
            "{name: The gate",
            "powers.EAST.levers.gate does nothing",
        ),
        ("at: 2026Q3", "at: 2025Q4", "2025Q4\n    effects", "events.quarrel is at 2025Q4"),
        ("of: WEST, add: -0.01", "of: WEST", "state: growth, of: WEST", "events.storm.effects[2] has neither"),
        (
            "add: 0.1}",
            "add: 0.1, multiply: 2}",
            "multiply",
            "events.storm.effects[1] has both `add` and `multiply`",
        ),
        (
            "{state: threat, of: HILLS",
            "{state: threat, of: EAST",
            "EAST, add: 0.1",
            "`threat` is a state of a host",
        ),
        (
            "{state: growth, of: WEST",
            "{state: growth, of: HILLS",
            "HILLS, add: -0.01",
            "`growth` is a state of a power, but `HILLS` is a host",
        ),
        ("{state: growth,", "{state: commodity_price,", "WEST, add", "`commodity_price` is a state of the world"),
        ("of: WEST, add: -0.01", "of: WEST, add: -0.21", "-0.21", "shifts `growth` by -0.21"),
        ("at: 2026Q3", "at: 2028Q1", "2028Q1", "events.quarrel is at 2028Q1, after the end of the scenario"),
        (
            "horizon: 8",
            (
                "horizon: 8\n"
                "parameters: {influence: {trade: 0, fdi: 0, debt: 0, security: 0, remittances: 0.0, transit: 0}}"
            ),
            "{trade: 0",
            "all weights of influence are 0",
        ),
        ("of: WEST, add: -0.01", "of: WEST, multiply: 0.5", "multiply: 0.5", "`growth` has a course of its own"),
        ("{state: threat,", "{state: legitimacy,", "lasts", "`legitimacy` moves by itself after the blow"),
        (
            "{state: unrest, of: HILLS, add",
            "{state: signed, of: HILLS, by: EAST, add",
            "{state: signed",
            "events.quarrel.effects[1] signs a deal without `sector`",
        ),
        (
            "{state: unrest, of: HILLS, add: 0.3",
            "{state: signed, of: HILLS, by: EAST, sector: mines, add: 0",
            "0}]",
            "events.quarrel.effects[1] signs a deal of 0",
        ),
        (
            "{state: unrest, of: HILLS, add",
            "{state: signed, of: HILLS, by: EAST, sector: mines, multiply",
            "multiply",
            "an event brings a `signed` about",
        ),
        ("{state: unrest, of: HILLS,", "{state: unrest, of: HILLS, by: EAST,", "by: EAST", "`unrest` has no `by`"),
        ("    at: 2026Q3\n", "    at: 2026Q3\n    ends: [quarrel]\n", "quarrel]", "events.quarrel ends itself"),
    ],
)
def test_values_that_contradict_each_other_are_refused(broken, before, after, at, message):
    problem = broken((before, after))[0]
    place = broken.place(at)
    expected = (place[0], place[1] - 1) if at.startswith("state: growth, of: WEST") else place
    assert (problem.line, problem.column) == expected
    assert message in problem.message


@pytest.mark.parametrize(
    ("before", "after", "at", "message"),
    [
        ("id: quarrel", "id: storm", "storm\n    name: A quarrel", "a second event with the id `storm`"),
        ("id: WEST", "id: EAST", "EAST\n    name: The West", "a second power with the id `EAST`"),
        ("id: south", "id: north", "north\n    name: The southern", "a second corridor with the id `north`"),
    ],
)
def test_an_id_that_stands_twice_in_a_list_is_refused(broken, before, after, at, message):
    problems = broken((before, after))
    found = [p for p in problems if p.message == message]
    assert [(p.line, p.column) for p in found] == [broken.place(at)]
    assert found[0].hint.startswith("the first stands on line ")


def test_an_instrument_without_terms_is_refused(broken):
    problems = broken(("  equity: {cost: 0.25, trade_creation: 0.2, cash_share: 0.3}\n", ""))
    assert [p.message for p in problems] == [
        f"powers.{power} pays for mines by `equity`, which has no terms in `instruments`" for power in ("EAST", "WEST")
    ]


def test_a_need_that_nearly_names_a_mineral_is_refused_and_one_of_something_else_is_not(broken):
    yields = ("    stage: permit\n", "    stage: permit\n    mineral: tungsten\n")
    problems = broken(
        yields, ("{mines: 1.5, roads: 0.6}", "{mines: 1.5, roads: 0.6}\n    needs: {tungten: 1, gold: 1}")
    )
    assert [p.message for p in problems] == ["no project yields the mineral `tungten` in powers.WEST.needs"]
    assert problems[0].hint == "did you mean `tungsten`?"


@pytest.mark.parametrize("state", sorted(set(State) - WORLD_STATES - SELF_MOVING))
def test_what_does_not_move_by_itself_may_last(broken, state):
    like = "threat" if state in HOST_STATES else "growth"
    change = (f"{{state: {like}, of: ", f"{{state: {state}, of: ")
    if state in CORRIDOR_STATES:
        change = ("{state: growth, of: WEST", f"{{state: {state}, of: north")
    assert broken(change) == []


def test_an_event_may_come_in_the_last_quarter(broken):
    assert broken(("at: 2026Q3", "at: 2027Q4")) == []


def test_one_channel_of_influence_is_enough(broken):
    weights = "{trade: 0, fdi: 0, debt: 0, security: 0, remittances: 0.1}"
    assert broken(("horizon: 8", f"horizon: 8\nparameters: {{influence: {weights}}}")) == []


@pytest.mark.parametrize(
    ("trigger", "at", "message"),
    [
        ("", "id: storm", "nothing sets off events.storm"),
        ("    at: 2026Q2\n    hazard: 0.1\n", "hazard: 0.1", "events.storm has `at` and `hazard`"),
        ("    at: 2026Q2\n    repeats: true\n", "repeats", "events.storm has `at` and `repeats`"),
        ("    when: {above: 1}\n", "{above", "events.storm.when says nothing"),
        (
            "    when: {state: unrest, event: quarrel, of: HILLS, above: 1}\n",
            "{state: unrest, event",
            "`state` and `event`",
        ),
        ("    when: {state: unrest, of: HILLS}\n", "{state: unrest, of: HILLS}\n", "compares `unrest` with nothing"),
        ("    when: {state: unrest, above: 1}\n", "{state: unrest, above", "does not say whose `unrest`"),
        ("    when: {state: unrest, of: HILLS, by: EAST, above: 1}\n", "by:", "`unrest` has no `by`"),
        ("    when: {not: {state: trade, of: HILLS, above: 1}}\n", "{state: tra", "does not say whose `trade`"),
        ("    when: {any: []}\n", "any:", "`any` holds no condition"),
        ("    when: {event: quarrel, above: 3}\n", "above: 3", "has `above`, which belongs to a `state`"),
        ("    when: {event: storm}\n", "storm}", "waits for events.storm itself"),
        ("    when: {state: gdp, of: HILLS, above: 81, below: 77}\n", "77}", "nothing is above 81 and below 77"),
        ("    hazard: 1\n    repeats: true\n    lasts: null\n", "repeats", "events.storm repeats without an end"),
        ("    when: {state: unrest, of: HILL, above: 1}\n", "HILL,", "unknown host `HILL`"),
        ("    when: {any: [{event: quarel}]}\n", "quarel", "unknown event `quarel`"),
    ],
)
def test_what_sets_off_an_event_must_be_one_thing_that_can_be_judged(broken, trigger, at, message):
    problem = broken(("    at: 2026Q2\n", trigger))[0]
    assert (problem.line, problem.column) == broken.place(at)
    assert message in problem.message


def test_conditions_may_lie_in_each_other_only_so_deep(broken):
    within = "{not: " * 5 + "{event: quarrel}" + "}" * 5
    assert "too deep" in broken(("    at: 2026Q2\n", f"    when: {within}\n"))[0].message


PAIR = "\nneighbours:\n  - {id: pair, of: HILLS, with: PLAINS, relation: 0.5}\n"


@pytest.mark.parametrize(
    ("pairs", "at", "message"),
    [
        (PAIR.replace("PLAINS", "HILLS"), "HILLS, relation", "neighbours.pair: `HILLS` is no neighbour of itself"),
        (PAIR.replace("PLAINS", "PLAIN"), "PLAIN,", "unknown host `PLAIN` in neighbours.pair.with"),
        (PAIR.replace("PLAINS", "EAST"), "EAST, relation", "unknown host `EAST` in neighbours.pair.with"),
        (PAIR.replace("0.5", "-1.25"), "-1.25", "neighbours.pair.relation should be -1 or more"),
        (
            PAIR + "  - {id: again, of: PLAINS, with: HILLS, river: 1}\n",
            "{id: again",
            "neighbours.again speaks of the same two hosts as neighbours.pair",
        ),
    ],
)
def test_neighbours_are_two_hosts_of_which_something_is_said_once(broken, pairs, at, message):
    problem = broken(("horizon: 8\n", "horizon: 8" + pairs))[0]
    assert (problem.line, problem.column) == broken.place(at)
    assert message in problem.message


def test_a_pair_of_neighbours_that_says_nothing_more_is_without_fault(broken):
    assert broken(("horizon: 8\n", "horizon: 8" + PAIR.replace(", relation: 0.5", ""))) == []

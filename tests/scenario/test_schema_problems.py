"""What an author is told when a value does not fit the schema."""

import pytest

from simulator.scenario import check


def test_the_small_scenario_is_without_fault(broken):
    assert broken() == []


def test_an_unknown_key_is_shown_with_the_nearest_known_one(one_problem):
    problem = one_problem("    threat: 0.4\n", "    threat: 0.4\n    hurdel: 1.2\n", at="hurdel")
    assert problem.message == "unknown key `hurdel` in hosts.HILLS"
    assert problem.hint == "did you mean `hurdle`?"
    assert str(problem) == (
        f"broken.yaml:{problem.line}:5: unknown key `hurdel` in hosts.HILLS\n"
        f"    {problem.line} |     hurdel: 1.2\n"
        "       |     ^^^^^^\n"
        "  expected one of: `id`, `name`, `capital`, `colour`, `remove`, `gdp`, `growth`, `exports`, `imports`, "
        "`reserves`, `current_account`, `fdi` and 18 more; did you mean `hurdle`?"
    )


@pytest.mark.parametrize(
    ("before", "after", "at", "label", "nearest"),
    [
        ("horizon: 8", "horizon: 8\nextend: x.yaml", "extend:", "", "extends"),
        (
            "horizon: 8",
            "horizon: 8\nparameters: {choice: {hurdles: 1}}",
            "hurdles",
            " in parameters.choice",
            "hurdle",
        ),
        ("{cost: 0.35,", "{cost: 0.35, cash_shares: 1,", "cash_shares", " in instruments.loan", "cash_share"),
        ("year: 2025,", "years: 2025,", "years", " in powers.EAST.budget", "year"),
        ("{WEST: 0.5}", "{WEST: 0.5}\n    ask: {}", "ask: {}", " in powers.EAST", "asks"),
        ("debt: 3,", "depth: 3,", "depth", " in hosts.HILLS.dyads.EAST", "debt"),
        ("of: WEST, add", "ofs: WEST, add", "ofs: WEST", " in events.storm.effects[2]", "of"),
    ],
)
def test_unknown_keys_are_found_at_every_level(one_problem, before, after, at, label, nearest):
    problem = one_problem(before, after, at)
    assert problem.message.startswith("unknown key `")
    assert problem.message.endswith(f"`{label}")
    assert problem.hint == f"did you mean `{nearest}`?"


@pytest.mark.parametrize(
    ("before", "after", "at", "message"),
    [
        ("horizon: 8", "horizon: eight", "eight", "horizon should be a whole number, got the text `eight`"),
        ("horizon: 8", "horizon: 8.5", "8.5", "horizon should be a whole number, got 8.5"),
        ("horizon: 8", "horizon: 0", "0\nsectors", "horizon should be 1 or more, got 0"),
        (
            "start: 2025Q4",
            "start: 2025Q5",
            "2025Q5",
            "start should be a quarter such as 2025Q4, got the text `2025Q5`",
        ),
        ("start: 2025Q4", "start: '٢٠٢٥Q4'", "'٢٠٢٥Q4'", "start should be a quarter such as 2025Q4"),
        ("start: 2025Q4", 'start: "2025Q4\\n"', '"2025Q4\\n"', "start should be a quarter such as 2025Q4"),
        ("horizon: 8", "horizon: 8\nparameters: {offers: {amounts: [1, 0]}}", "0]}", "should be more than 0, got 0"),
        ("horizon: 8", "horizon: 8\nparameters: {offers: {amounts: [1, 21]}}", "21]", "should be 20 or less, got 21"),
        ("maturity: 18", "maturity: 0.2", "0.2\n    asks", "powers.EAST.maturity should be 0.25 or more, got 0.2"),
        ("growth: 0.045", "growth: 0.31", "0.31\n", "powers.EAST.growth should be 0.3 or less, got 0.31"),
        ("effects: [{state: unrest, of: HILLS, add: 0.3}]", "effects: []", "[]", "should be a list of at least 1"),
        (
            "name: The Hills",
            "name: ''",
            "''",
            "hosts.HILLS.name should be a text that is not empty, got an empty text",
        ),
        ("name: The Hills", "name: 5", "5\n    capital", "hosts.HILLS.name should be a text, got 5"),
        ("name: The Hills", "name:", "\n    capital: Upper", "hosts.HILLS.name should be a text, got nothing"),
        (
            "gdp: 100",
            "gdp: abc",
            "abc",
            "gdp should be a number, or a figure such as {value: 3.8, year: 2025, source: ...}, got the text `abc`",
        ),
        ("{value: 14,", "{value: abc,", "abc", "hosts.HILLS.gdp.value should be a number, got the text `abc`"),
        (
            "{value: 14, year: 2024,",
            "{value: 14, year: [2024],",
            "[2024]",
            "hosts.HILLS.gdp.year should be a whole number or a text, got a list of 1",
        ),
        ("gdp: 100", "gdp: true", "true", None),
        (
            "security: [arms]",
            "security: arms",
            "arms\n    protection",
            "powers.EAST.security should be a list, got",
        ),
        (
            "asks: {exclusive: [mines]}",
            "asks: 3",
            "3\n    attention: 6",
            "powers.EAST.asks should be a mapping, got 3",
        ),
        ("{WEST: 0.5}", "[WEST]", "[WEST]", "powers.EAST.rivalry should be a mapping, got a list of 1"),
        (
            '"#7fb8c9"',
            "blue",
            "blue",
            'hosts.HILLS.colour should be a colour such as "#5b9bd5", got the text `blue`',
        ),
        ("exclusive: [mines]", "collateral: 1", "1}\n    attention: 6", "should be true or false, got 1"),
    ],
)
def test_a_value_of_the_wrong_type_is_shown_with_what_it_should_be(one_problem, before, after, at, message):
    assert (message or "") in one_problem(before, after, at).message


@pytest.mark.parametrize(
    ("before", "after", "at", "message"),
    [
        ("reserves: 40", "reserves: -1", "-1\n", "hosts.PLAINS.reserves should be 0 or more, got -1"),
        (
            "gdp: 100",
            "gdp: 0",
            "0\n    growth: 0.05\n    exports: 30",
            "hosts.PLAINS.gdp should be 0.01 or more, got 0",
        ),
        ("{value: 5.0,", "{value: -5.0,", "-5.0", "powers.EAST.budget should be 0 or more, got -5.0"),
        ("delivery: 0.85", "delivery: 85", "85\n", "powers.EAST.delivery should be 1 or less, got 85"),
        ("WEST: 0.5}", "WEST: 1.5}", "1.5}", "powers.EAST.rivalry.WEST should be 1 or less, got 1.5"),
        ("reserves: 40", "reserves: .nan", ".nan", "hosts.PLAINS.reserves should be a finite number, got nan"),
        ("reserves: 40", "reserves: -.inf", "-.inf", "hosts.PLAINS.reserves should be a finite number, got -inf"),
        ("{value: 14,", "{value: .NaN,", ".NaN", "hosts.HILLS.gdp.value should be a finite number, got nan"),
        (
            "spillover: 0.25",
            "spillover: 1e999",
            "1e999",
            "sectors.mines.spillover should be a finite number, got inf",
        ),
    ],
)
def test_a_number_out_of_its_range_is_shown_with_the_range(one_problem, before, after, at, message):
    assert one_problem(before, after, at).message == message


@pytest.mark.parametrize(
    ("before", "after", "at", "nearest"),
    [
        ("stage: permit", "stage: permitt", "permitt", "permit"),
        ("state: unrest", "state: unrst", "unrst", "unrest"),
        ("confidence: high", "confidence: hihg", "hihg", "high"),
        ("kind: scenario", "kind: scenery", "scenery", "scenario"),
        ("  loan: {cost", "  lone: {cost", "lone", "loan"),
    ],
)
def test_a_misspelt_choice_is_shown_with_the_nearest_one(broken, before, after, at, nearest):
    problem = broken((before, after))[0]
    assert (problem.line, problem.column) == broken.place(at)
    assert "should be one of: " in problem.message
    assert problem.hint == f"did you mean `{nearest}`?"


def test_a_missing_key_is_reported_at_the_mapping_that_lacks_it(one_problem):
    problem = one_problem("    capital: Upper Town\n", "", at="id: HILLS")
    assert problem.message == "missing key `capital` in hosts.HILLS"


def test_several_missing_keys_of_a_mapping_are_one_problem(one_problem):
    problem = one_problem('    capital: Upper Town\n    colour: "#7fb8c9"\n', "", at="id: HILLS")
    assert problem.message == "missing keys `capital`, `colour` in hosts.HILLS"


@pytest.mark.parametrize(
    ("before", "after", "at", "hint"),
    [
        ("delivery: 0.85", "delivery: 85", "85\n", "a fraction: 0.85 for 85 %"),
        ("growth: 0.045", "growth: 4.5", "4.5\n", "a fraction: 0.045 for 4.5 %"),
        ("growth: 0.02\n", "growth: -1.5\n", "-1.5\n", "a fraction: -0.015 for -1.5 %"),
        ("WEST: 0.5}", "WEST: 1.5}", "1.5}", ""),
        ("rate: 0.03", "rate: 4%", "4%", "write 0.04"),
        ("rate: 0.03", "rate: 4.5 %", "4.5 %", "write 0.045"),
        ("rate: 0.03", "rate: 0,03", "0,03", "a decimal point, not a comma, and nothing between thousands"),
        ("gdp: 18000", "gdp: 18,000", "18,000", "a decimal point, not a comma, and nothing between thousands"),
        (
            "{value: 14,",
            "{value: 14,5,",
            "5, year",
            "if this is the end of a number: a decimal point, not a comma",
        ),
    ],
)
def test_a_number_as_it_is_not_written_here_is_told_how(one_problem, before, after, at, hint):
    assert one_problem(before, after, at).hint == hint


def test_a_mapping_in_place_of_a_list_of_things_is_told_how_to_write_one(folder):
    folder.write(own="extends: baseline_2025\nid: own\nname: Own\nsummary: A test.\npowers: {EU: {offers: 3}}\n")
    (problem,) = check("own.yaml")
    assert problem.message == "powers should be a list, got a mapping"
    assert problem.hint == "a list: write `- id: EU`"


def test_another_version_of_the_schema_is_refused(one_problem):
    assert one_problem("schema: 1", "schema: 2", at="2\nkind").message == "schema should be `1`, got 2"


def test_an_identifier_with_a_space_is_refused(broken):
    problem = broken(("id: storm", "id: the storm"))[0]
    assert (problem.line, problem.column) == broken.place("the storm")
    assert "should be a short name" in problem.message


def test_a_list_is_not_called_too_short_when_its_items_are_wrong(broken):
    problems = broken(("visibility: 0.8", "visibility: high"), ("visibility: 0.7", "visibility: high"))
    assert [problem.message for problem in problems] == [
        "sectors.mines.visibility should be a number, got the text `high`",
        "sectors.roads.visibility should be a number, got the text `high`",
    ]


def test_all_errors_of_a_file_come_at_once_in_order(broken):
    problems = broken(
        ("horizon: 8", "horizon: 8\nhorizont: 9"),
        ("gdp: 18000", "gdp: -1"),
        ("of: WEST, add", "of: WAST, add"),
        ("volume: 4", "volume: 40"),
        ("capex: 1.1", "capex: 010"),
    )
    assert [(p.line, p.column) for p in problems] == [
        broken.place(words) for words in ("horizont", "-1\n", "40\n    gatekeeper", "010", "WAST")
    ]


def test_no_message_speaks_of_the_validator(folder):
    folder.write(
        wrong="powers: 1\nhosts: [{id: [], gdp: {}, fdi: []}, 3]\nsectors: {a: b}\ninstruments: []\nevents: [x]\n"
        "start: 3\nhorizon: []\nparameters: {offers: {amounts: []}}\ncommodity_price: x\nsummary: 1\n"
    )
    problems = check("wrong.yaml")
    assert len(problems) > 12
    for problem in problems:
        for jargon in ("Input", "valid", "tuple", "Tuple", "dict", "Field", "string", "integer", "after"):
            assert jargon not in problem.message

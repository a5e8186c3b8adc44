"""What an author is told when the text is not what YAML would make of it."""

import pickle

import pytest
import yaml

from simulator.scenario import Instrument, ScenarioError, check, load_scenario, scenarios_folder
from simulator.scenario.reading import compose as compose_module
from simulator.scenario.reading.nodes import Source, plain


def test_a_key_that_stands_twice_is_reported_at_the_second(one_problem):
    problem = one_problem("    offers: 4\n", "    offers: 4\n    gdp: 5\n", at="gdp: 5")
    assert problem.message == "the key `gdp` is here twice"
    assert problem.hint == "it stands on line 20 already"


def test_a_country_code_that_yaml_takes_for_false_should_be_quoted(one_problem):
    problem = one_problem("refining: {EAST: 0.2}", "refining: {NO: 0.2}", at="NO: 0.2")
    assert problem.message == "`NO` without quotes is read as false by YAML"
    assert problem.hint == 'write "NO" or false'


def test_a_quoted_country_code_is_a_name(one_problem):
    problem = one_problem("refining: {EAST: 0.2}", 'refining: {"NO": 0.2}', at='"NO": 0.2')
    assert problem.message == "unknown power `NO` in projects.pit.refining"


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("yes", "`yes` without quotes is read as true by YAML"),
        ("off", "`off` without quotes is read as false by YAML"),
        ("2025-11-06", "`2025-11-06` without quotes is read as a date by YAML"),
        ("010", "`010` is not a decimal number"),
        ("0x1F", "`0x1F` is not a decimal number"),
        ("1:30", "`1:30` is not a decimal number"),
        ("1_000", "`1_000` is not a decimal number"),
        ("0" * 50, "is not a decimal number"),
        ("9" * 5000, "a number of 5000 characters is too long"),
        ("!!python/object:os.system x", "the tag `!!python/object:os.system` is not allowed"),
        ("!colour red", "the tag `!colour` is not allowed"),
        ("!!int abc", "this is not what the tag `!!int` says"),
        ('"\\e[31m"', "the text holds the control character U+001B"),
    ],
)
def test_a_word_that_yaml_would_turn_into_something_else_is_refused(one_problem, word, message):
    problem = one_problem("gdp: 100\n", f"gdp: {word}\n", at=f"{word}\n")
    assert message in problem.message


@pytest.mark.parametrize(("key", "place"), [("2025", "2025: 1"), ("~", "~: 1"), ("[a]", "[a]: 1"), ("<<", "<<: 1")])
def test_a_key_that_is_no_text_is_refused(broken, key, place):
    problem = broken(("horizon: 8\n", f"horizon: 8\n{key}: 1\n"))[0]
    assert (problem.line, problem.column) == broken.place(place)


@pytest.mark.parametrize("number", ["1e2", "1E+2", "100.", "+100", "1.0e2", "!!float 100", "&x 100"])
def test_a_number_may_be_written_in_each_usual_way(broken, number):
    assert broken(("gdp: 100\n", f"gdp: {number}\n")) == []


@pytest.mark.parametrize(
    ("before", "after", "line", "column"),
    [
        ("name: A small world", "name: A small: world", 4, 14),
        ("horizon: 8", "horizon: [8", 8, 8),
        ("horizon: 8", "\thorizon: 8", 7, 1),
        ("horizon: 8", "horizon: @8", 7, 10),
        ("start: 2025Q4", "start: 2025Q4\n  x: 1", 7, 4),
    ],
)
def test_text_that_is_not_yaml_is_one_problem_with_its_place(broken, before, after, line, column):
    (problem,) = broken((before, after))
    assert problem.message.startswith("not valid YAML: ")
    assert (problem.line, problem.column) == (line, column)


def test_a_text_in_braces_that_should_be_quoted_is_told_so(broken):
    (problem,) = broken(('"judgement: a guess"', "judgement: a guess"))
    assert (problem.line, problem.column) == broken.place(": a guess")
    assert 'quote the text that holds it, such as `source: "judgement: what if"`' in problem.message


def test_an_alias_without_anchor_is_refused(one_problem):
    assert one_problem("gdp: 100", "gdp: *x", at="*x").message == "no anchor `&x` stands before this alias"


def test_an_alias_stands_for_its_anchor(broken):
    assert broken(("gdp: 18000", "gdp: &big 18000"), ("gdp: 29000", "gdp: *big")) == []
    assert load_scenario("broken.yaml").powers[1].gdp.value == 18000


def test_a_second_document_is_refused(one_problem):
    problem = one_problem("instruments:\n  loan", "---\ninstruments:\n  loan", at="---")
    assert problem.message == "a second document begins here"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n...\n"])
def test_an_empty_file_is_reported(folder, text):
    folder.write(empty=text)
    (problem,) = check("empty.yaml")
    assert problem.message == "the file is empty"
    assert (problem.line, problem.column) == (1, 1)


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "3\n"])
def test_a_file_that_is_no_mapping_is_reported(folder, text):
    folder.write(other=text)
    (problem,) = check("other.yaml")
    assert (problem.line, problem.column, problem.message) == (1, 1, "this is not a scenario")


def test_both_parsers_of_yaml_give_the_same_trees_and_places(monkeypatch):
    for path in sorted(scenarios_folder().rglob("*.yaml")):
        trees = []
        for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            monkeypatch.setattr(compose_module, "_LOADER", loader)
            source = Source(path.name, path.read_text(encoding="utf-8"))
            root, problems = compose_module.compose(source, compose_module.Budget())
            assert problems == []
            trees.append((plain(root), _places(root)))
        assert trees[0] == trees[1]


def _places(node):
    place = node.place[1:]
    if hasattr(node, "entries"):
        return [place, [(entry.place[1:], _places(entry.node)) for entry in node.entries.values()]]
    return [place, [_places(item) for item in node.items]] if hasattr(node, "items") else place


def test_an_error_prints_all_its_problems(folder):
    folder.write(wrong="id: 3\nstart: x\n")
    with pytest.raises(ScenarioError) as caught:
        load_scenario("wrong.yaml")
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    assert len(caught.value.problems) == 3


def test_an_error_survives_the_way_between_processes(folder):
    folder.write(wrong="id: 3\n")
    with pytest.raises(ScenarioError) as caught:
        load_scenario("wrong.yaml")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 (our own bytes)
    assert (copy.problems, str(copy)) == (caught.value.problems, str(caught.value))


def test_the_order_of_lists_is_kept(broken):
    assert broken() == []
    scenario = load_scenario("broken.yaml")
    assert [power.id for power in scenario.powers] == ["EAST", "WEST"]
    assert scenario.powers[0].instruments["mines"] is Instrument.EQUITY

"""The scenarios that come with the program."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from simulator.scenario import (
    Figure,
    Scenario,
    ScenarioError,
    check,
    is_hypothesis,
    is_style,
    load_scenario,
    load_shipped,
    scenarios_folder,
    shipped_scenarios,
)
from simulator.scenario.reading import shipped

FILES = sorted(path for path in scenarios_folder().rglob("*.yaml") if not is_hypothesis(path) and not is_style(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_is_without_fault(path):
    assert check(path) == []


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.stem)
def test_a_shipped_scenario_has_the_name_of_its_file(path):
    assert load_scenario(path.stem).id == path.stem


def test_the_shipped_scenarios_are_listed_in_order():
    assert [path.stem for path in shipped_scenarios()] == [
        "autumn_2025",
        "azerbaijan_sixth_host",
        "baseline_2025",
        "china_slows",
        "drought_decade",
        "historical_2019",
        "kazakh_succession",
        "russia_collapses",
        "russia_downturn",
        "russia_resurgent",
        "sanctions_squeeze",
        "truce_breaks",
        "turkey_fifth_power",
        "uncertain_decade",
        "western_surge",
    ]
    assert all(isinstance(outcome, Scenario) for _, outcome in load_shipped())


def test_a_broken_scenario_stays_in_the_list(tmp_path, monkeypatch):
    (tmp_path / "broken.yaml").write_text("id: [")
    (tmp_path / "library.yaml").write_text("kind: library")
    (tmp_path / "wrong.yaml").write_text("id: 3")
    monkeypatch.setattr(shipped, "scenarios_folder", lambda: tmp_path)
    outcomes = load_shipped()
    assert [path.stem for path, _ in outcomes] == ["broken", "wrong"]
    assert all(isinstance(outcome, ScenarioError) for _, outcome in outcomes)


def test_a_folder_does_not_hide_the_shipped_scenario_of_its_name_but_a_file_does(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "baseline_2025").mkdir()
    assert load_scenario("baseline_2025").id == "baseline_2025"
    (tmp_path / "russia_downturn").write_text("id: 3")
    assert check("russia_downturn")[0].file == "russia_downturn"


def test_the_baseline_has_four_powers_and_five_hosts():
    scenario = load_scenario("baseline_2025")
    assert [power.id for power in scenario.powers] == ["US", "CN", "RU", "EU"]
    assert [host.id for host in scenario.hosts] == ["KZ", "UZ", "KG", "TJ", "TM"]


def test_a_power_and_a_host_can_be_added_in_yaml_alone():
    baseline = load_scenario("baseline_2025")
    fifth = load_scenario("turkey_fifth_power")
    assert [power.id for power in fifth.powers] == ["US", "CN", "RU", "EU", "TR"]
    assert all("TR" in host.dyads for host in fifth.hosts)
    assert fifth.powers[2].rivalry == {**baseline.powers[2].rivalry, "TR": 0.3}
    sixth = load_scenario("azerbaijan_sixth_host")
    assert [host.id for host in sixth.hosts] == ["KZ", "UZ", "KG", "TJ", "TM", "AZ"]
    assert sixth.corridors[1].dependence["AZ"].value == 0.85
    assert sixth.projects[-1].host == "AZ"


def test_the_example_in_the_readme_loads_from_any_folder_and_does_what_it_says(tmp_path, monkeypatch):
    readme = (scenarios_folder() / "README.md").read_text(encoding="utf-8")
    example, *_ = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("example.yaml").write_text(example, encoding="utf-8")
    scenario = load_scenario("example.yaml")
    assert [host.id for host in scenario.hosts] == ["KZ", "UZ", "KG", "TM"]
    before = load_scenario("baseline_2025").powers[1]
    assert (scenario.powers[1].attention, scenario.powers[1].offers) == (2 * before.attention, 2 * before.offers)
    assert [event.id for event in scenario.events] == ["truce_ends"]
    assert "tj_antimony" not in [project.id for project in scenario.projects]
    assert all("TJ" not in corridor.dependence for corridor in scenario.corridors)


def test_the_events_in_the_readme_load(tmp_path):
    readme = (scenarios_folder() / "README.md").read_text(encoding="utf-8")
    _, example, _ = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    head = "schema: 1\nkind: scenario\nextends: baseline_2025\nid: own\nname: Own\nsummary: Events.\n"
    path = tmp_path / "own.yaml"
    path.write_text(head + dedent(example), encoding="utf-8")
    crowd, envoys = load_scenario(path).events
    assert crowd.when is not None
    assert crowd.when.every[1].none.above == 0.3
    assert envoys.when.event == "crowd"


def test_the_seat_in_the_readme_loads(tmp_path):
    readme = (scenarios_folder() / "README.md").read_text(encoding="utf-8")
    *_, example = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    path = tmp_path / "own.yaml"
    head = "schema: 1\nkind: scenario\nextends: baseline_2025\nid: own\nname: Own\nsummary: A seat.\n"
    path.write_text(head + dedent(example), encoding="utf-8")
    before, after = ({seat.id: seat for seat in load_scenario(name).seats}["KG"] for name in ("baseline_2025", path))
    assert before.brief != after.brief
    kept = [aim.id for aim in before.objectives if aim.id != "growth"]
    assert [aim.id for aim in after.objectives] == [*kept, "calm"]


def _figures(value, path):
    if isinstance(value, Figure):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _figures(item, f"{path}.{key}")
    elif hasattr(type(value), "model_fields"):
        for name in value.model_fields_set:
            yield from _figures(getattr(value, name), f"{path}.{name}")


@pytest.mark.parametrize(
    "name", ["baseline_2025", "autumn_2025", "historical_2019", "turkey_fifth_power", "azerbaijan_sixth_host"]
)
def test_every_initial_condition_of_a_host_has_year_source_and_confidence(name):
    figures = [found for host in load_scenario(name).hosts for found in _figures(host, host.id)]
    assert len(figures) > 250
    bare = [path for path, figure in figures if None in (figure.year, figure.source, figure.confidence)]
    assert bare == []


def test_the_baseline_loads_in_well_under_half_a_second():
    load_scenario("baseline_2025")
    start = time.perf_counter()
    load_scenario("baseline_2025")
    assert time.perf_counter() - start < 0.25


def test_a_resolved_scenario_written_out_loads_as_itself(tmp_path):
    scenario = load_scenario("turkey_fifth_power")
    written = json.loads(scenario.model_dump_json(by_alias=True, exclude_defaults=True))
    path = tmp_path / "written.yaml"
    path.write_text(yaml.safe_dump(written, sort_keys=False, allow_unicode=True), encoding="utf-8")
    assert load_scenario(path) == scenario


def test_importing_the_room_imports_no_other_room_or_heavy_library():
    code = "import sys, simulator.scenario; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"mesa", "numpy", "pygame", "rich", "typer", "pandas", "simulator.model", "simulator.cli"}
    assert heavy.isdisjoint(modules)


def test_the_scenarios_of_an_installed_package_are_found(tmp_path, monkeypatch):
    installed = tmp_path / "simulator" / "shipped" / "scenarios"
    installed.mkdir(parents=True)
    monkeypatch.setattr(shipped, "__file__", str(tmp_path / "simulator" / "scenario" / "reading" / "shipped.py"))
    assert scenarios_folder() == installed
    installed.rmdir()
    assert scenarios_folder() == tmp_path / "scenarios"


def test_a_mistyped_name_of_a_shipped_scenario_is_told_the_nearest():
    with pytest.raises(ScenarioError) as caught:
        load_scenario("baseline_2052")
    assert caught.value.problems[0].hint == "did you mean `baseline_2025`?"


def test_a_hypothesis_is_no_scenario(tmp_path):
    path = tmp_path / "h.yaml"
    path.write_text("schema: 1\nkind: hypothesis\nid: H\n", encoding="utf-8")
    (problem,) = check(path)
    assert (problem.line, problem.message) == (2, "this is a hypothesis: it compares scenarios and is none")

"""`steppe run`: what a person sees, and what happens to wrong input."""

from __future__ import annotations

import functools
import io
import re
import sys

import pytest
from rich.console import Console

from simulator.cli import show
from simulator.cli.console import put
from simulator.cli.offers import Offers
from simulator.cli.outcome import _refuse_what_does_not_fit, simulate
from simulator.scenario import load_scenario, scenarios_folder

SHIPPED = sorted(path.stem for path in scenarios_folder().glob("*.yaml"))


def test_a_run_tells_the_quarters_and_ends_with_four_tables(steppe):
    result = steppe("run", "baseline_2025", "--quarters", 4)
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    for quarter in ("2026Q1", "2026Q2", "2026Q3", "2026Q4"):
        assert f"\n{quarter}  " in result.stdout
    for title in ("The hosts in 2026Q4", "Share of influence, %", "Deals, 2025Q4 to 2026Q4", "Refusals by"):
        assert f"\n{title}" in result.stdout


def test_a_scenario_runs_by_its_name_and_by_its_path_alike(steppe):
    by_name = steppe("run", "russia_downturn", "--quarters", 2)
    by_path = steppe("run", scenarios_folder() / "russia_downturn.yaml", "--quarters", 2)
    assert by_name.stdout == by_path.stdout


def test_the_same_seed_tells_the_same_story_and_another_seed_another(steppe):
    first, again, other = (steppe("run", "baseline_2025", "--quarters", 6, "--seed", seed).stdout for seed in (1, 1, 2))
    assert first == again
    assert first.splitlines()[1:] != other.splitlines()[1:]


def test_without_quarters_a_run_goes_to_the_horizon_of_the_scenario(steppe):
    assert "The hosts in 2035Q4" in steppe("run", "baseline_2025").stdout


def test_an_event_is_told_in_the_quarter_in_which_it_happens(steppe):
    told = steppe("run", "russia_downturn", "--quarters", 4).stdout
    assert "\n2026Q3  Russia slides into recession." in told


def test_the_log_and_the_cards_tell_what_hosts_asked_for_and_whether_they_got_it(steppe):
    log = " ".join(steppe("run", "baseline_2025", "--seed", 1).stdout.split())
    assert re.search(r"[a-z] asks [A-Z]?[A-Za-z ]+ for \d+\.\d\d instead of \d+\.\d\d \([a-z ]+\)", log)
    assert re.search(r"will not give what was asked by [A-Z][a-z]+ \([a-z ]+ \d+\.\d\d\)", log)
    cards = steppe("run", "baseline_2025", "--explain", "KZ:CN").stdout
    cards = " ".join(cards.replace("│", " ").split())
    assert re.search(r"Countered: it had a chance of \d+ % of being wanted on some terms\.", cards)
    assert re.search(r"Kazakhstan asks China for US\$\d\.\d\d bn instead of US\$\d\.\d\d bn\.", cards)
    assert "China answers what Kazakhstan asked for: " in cards
    assert re.search(r"it had a chance of \d+ % that the power can live with it", cards)


def test_several_runs_are_told_as_medians_with_bands_and_without_a_log(steppe):
    result = steppe("run", "baseline_2025", "--quarters", 3, "--runs", 5)
    assert result.exit_code == 0, result.stderr
    assert "baseline_2025, 5 runs, seed 0" in result.stdout
    assert "\n2026Q2  " not in result.stdout
    assert "–" in result.stdout


@functools.cache
def played(scenario, runs):
    return simulate(load_scenario(scenario), seed=0, runs=runs, quarters=8)


def page_of(result, columns, offers=None):
    """What is printed on a page of so many columns."""
    console = Console(file=io.StringIO(), width=columns, color_system=None, highlight=False)
    for part in show._parts(result, offers):
        put(console, part)
    return console.file.getvalue()


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("runs", [1, 3])
@pytest.mark.parametrize("scenario", SHIPPED)
def test_every_shipped_scenario_fits_the_page_and_no_number_is_cut_off(scenario, runs, columns):
    page = page_of(played(scenario, runs), columns)
    assert max(map(len, page.splitlines())) <= columns
    assert "…" not in page
    # However the columns are shared out, every number of the tables is there.
    wide = page_of(played(scenario, runs), 500)
    numbers, all_numbers = (set(re.findall(r"\d[\d.,]*", text.split("The hosts in ")[1])) for text in (page, wide))
    assert numbers == all_numbers


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_an_explanation_fits_the_page(columns):
    page = page_of(played("turkey_fifth_power", 1), columns, Offers("UZ", None))
    assert max(map(len, page.splitlines())) <= columns
    assert "…" not in page


def test_a_pipe_gets_plain_text(steppe):
    for extra in ([], ["--explain", "KZ"]):
        told = steppe("run", "baseline_2025", "--quarters", 4, *extra).stdout
        assert "\x1b" not in told
        assert [line for line in told.splitlines() if line.endswith(" ")] == []


def test_the_briefing_is_shown_to_who_runs_the_scenario_once(steppe):
    assert "At stake for the five" in steppe("run", "baseline_2025", "--quarters", 1).stdout
    for extra in (["--runs", 2], ["--explain", "KZ"], ["--format", "json"]):
        assert "At stake for the five" not in steppe("run", "baseline_2025", "--quarters", 1, *extra).stdout


def test_a_terminal_is_told_what_can_be_asked_next(outcome, monkeypatch):
    terminal = Console(file=io.StringIO(), force_terminal=True, width=100)
    monkeypatch.setattr(show, "standard_output", lambda: terminal)
    show.write(outcome, sys.stdout, form="table", offers=None, command="steppe run mine.yaml --seed 3")
    told = terminal.file.getvalue()
    assert re.search(r"steppe run mine\.yaml --seed 3 --explain [A-Z]{2}:[A-Z]{2}", told)
    assert "steppe run mine.yaml --seed 3 --runs 500" in told


def test_more_runs_than_the_memory_holds_are_refused_with_how_many_would_do(steppe):
    result = steppe("run", "baseline_2025", "--runs", 5000, "--quarters", 400)
    assert result.exit_code == 1
    fitting = int(re.search(r"up to --runs (\d+) will do", result.stderr)[1])
    assert 1000 < fitting < 5000


def test_five_thousand_runs_of_every_shipped_scenario_are_allowed():
    for path in SHIPPED:
        _refuse_what_does_not_fit(load_scenario(path), 5000, 40)


def test_a_scenario_with_faults_gives_all_of_them_on_standard_error_and_exit_code_1(steppe, broken):
    result = steppe("run", broken)
    assert result.exit_code == 1
    assert result.stdout == ""
    for fault in ("unknown key `horizn`", "2025Q9", "problems"):
        assert fault in result.stderr
    assert "Traceback" not in result.stderr


def test_a_scenario_that_does_not_exist_gives_a_message_and_exit_code_1(steppe):
    result = steppe("run", "no_such_scenario")
    assert result.exit_code == 1
    assert "no_such_scenario" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "baseline_2025", "--quarters", "0"],
        ["run", "baseline_2025", "--runs", "-1"],
        ["run", "baseline_2025", "--seed", "-1"],
        ["run", "baseline_2025", "--format", "xml"],
        ["run", "baseline_2025", "--explain", "KZ", "--runs", "2"],
        ["run", "baseline_2025", "--explain", "KZ", "--format", "csv"],
        ["walk"],
    ],
)
def test_a_command_that_makes_no_sense_has_exit_code_2(steppe, arguments):
    result = steppe(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize("pair", ["KZ:US", "kz:us", "Kazakhstan:United States"])
def test_explain_shows_the_terms_of_every_offer_of_the_pair_and_of_no_other(steppe, pair):
    result = steppe("run", "baseline_2025", "--quarters", 8, "--explain", pair)
    assert result.exit_code == 0, result.stderr
    offers = [line for line in result.stdout.splitlines() if " offers " in line]
    assert offers
    assert all("United States offers Kazakhstan" in line for line in offers)
    for word in ("money", "autonomy", "value", "hurdle", "of being wanted"):
        assert result.stdout.count(word) >= len(offers)


def test_explain_of_a_host_alone_shows_the_offers_of_all_powers(steppe):
    told = steppe("run", "baseline_2025", "--quarters", 8, "--explain", "UZ").stdout
    assert "China offers Uzbekistan" in told
    assert "Russia offers Uzbekistan" in told
    assert "offers Kazakhstan" not in told


def test_explain_says_so_where_there_was_no_offer(steppe):
    told = steppe("run", "baseline_2025", "--quarters", 1, "--explain", "TM:US").stdout
    assert "United States made no offer to Turkmenistan" in told


@pytest.mark.parametrize(
    ("pair", "meant"),
    [("KX", "KZ"), ("Kazakstan", "KZ"), ("KZ:USA", "US"), ("KZ:Rusia", "RU"), ("KZ:", "among US")],
)
def test_an_unknown_host_or_power_gives_the_nearest_and_exit_code_2(steppe, pair, meant):
    result = steppe("run", "baseline_2025", "--explain", pair, columns=200)
    assert result.exit_code == 2
    assert meant in result.stderr


def test_an_error_of_the_program_is_an_apology_with_the_seed_and_no_traceback(steppe, monkeypatch):
    from simulator.model import Region

    def fail(_region):
        raise ZeroDivisionError("a term went astray")

    monkeypatch.setattr(Region, "step", fail)
    result = steppe("run", "baseline_2025", "--seed", 77)
    assert result.exit_code == 70
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for part in ("ZeroDivisionError", "a term went astray", "seed 77", "STEPPE_DEBUG=1"):
        assert part in result.stderr


@pytest.mark.parametrize(
    "command", [[], ["run"], ["scenario"], ["scenario", "list"], ["scenario", "show"], ["scenario", "validate"]]
)
def test_every_help_text_has_an_example(steppe, command):
    result = steppe(*command, "--help")
    assert result.exit_code == 0
    assert "Example: " in result.stdout


def test_the_version_is_that_of_the_package(steppe):
    from simulator import __version__

    assert steppe("--version").stdout == f"steppe {__version__}\n"

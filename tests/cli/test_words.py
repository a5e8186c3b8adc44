"""The words and colours of the page: names, odds, prices, refusals, tables."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from rich.console import Console

from simulator.cli.outcome import simulate
from simulator.cli.render import tables
from simulator.cli.render.chronicle import chronicle
from simulator.cli.render.names import Names
from simulator.cli.render.palette import GAIN, LOSS, readable
from simulator.cli.render.reasons import advice, arithmetic, asks, odds, offer
from simulator.scenario import load_scenario


@pytest.fixture
def decision(outcome):
    """A decision to be altered."""
    return outcome.decisions[0]


def text_of(*parts):
    console = Console(width=100, color_system=None, highlight=False)
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    return captured.get()


def test_things_of_different_kinds_that_share_an_id_keep_their_names():
    scenario = load_scenario("baseline_2025")
    rubber = scenario.sectors[0].model_copy(update={"id": "RU", "name": "Rubber"})
    patrol = scenario.security_elements[0].model_copy(update={"id": "CN", "name": "Patrols"})
    twin = scenario.hosts[0].model_copy(update={"id": "US", "name": "Twinland"})
    names = Names(scenario.model_copy(update={"sectors": (rubber,), "security_elements": (patrol,), "hosts": (twin,)}))
    assert (names.power("RU"), names.sector("RU")) == ("Russia", "rubber")
    assert (names.power("CN"), names.element("CN")) == ("China", "patrols")
    assert (names.power("US"), names.host("US")) == ("the United States", "Twinland")


def test_the_answer_says_so_where_it_went_against_the_odds(decision):
    def told(answer, probability):
        return answer + odds(dataclasses.replace(decision, decision=answer, probability=probability))

    assert told("refused", 0.62) == "refused against the odds: it had a chance of 62 % of being wanted"
    assert told("refused", 0.3) == "refused: it had a chance of 30 % of being wanted"
    assert told("signed", 0.3) == "signed against the odds: it had a chance of 30 % of being wanted"
    assert told("signed", 0.8) == "signed: it had a chance of 80 % of being wanted"
    assert told("held", 0.8) == "held: wanted, at a chance of 80 %, but not signed yet"


@pytest.mark.parametrize(
    ("price", "sentence"),
    [
        (0.58, ["US$0.58 bn more would have made it an even bet."]),
        (-0.58, ["US$0.58 bn less would still have been an even bet."]),
        (0.001, ["It was all but an even bet."]),
        (math.inf, []),
    ],
)
def test_the_price_is_what_would_have_made_an_even_bet(decision, price, sentence):
    assert advice(dataclasses.replace(decision, price_to_flip=price, blockers=())) == sentence


def test_clauses_are_said_in_words_with_their_level(decision):
    full = dataclasses.replace(decision, clauses={"recognition": 1.0, "exclusive": 1.0})
    assert asks(full) == "full recognition of its red lines and the sector for itself"
    part = dataclasses.replace(decision, clauses={"sanctions": 0.5, "governance": 0.2})
    assert asks(part) == "compliance with sanctions (50 %) and open tenders and audit (20 %)"
    assert asks(dataclasses.replace(decision, clauses={})) == ""


def test_an_offer_is_named_by_instrument_amount_sector_and_security_part(decision, outcome):
    names = Names(outcome.scenario)
    stake = dataclasses.replace(decision, instrument="equity", amount=1.5, sector="minerals", element="base")
    assert offer(stake, names) == (
        "an equity stake of US$1.50 bn for critical minerals, with a security part (base or access to facilities)"
    )
    assert offer(stake, names, unit=False, with_element=False) == "an equity stake of 1.50 for critical minerals"


def test_the_sum_in_the_log_adds_up_in_the_figures_shown(outcome):
    for decision in outcome.decisions:
        terms, _, value = arithmetic(decision).partition(";")[0].partition(" = ")
        shown = [float(part.split()[0]) for part in terms.split(", ") if part]
        assert sum(shown) == pytest.approx(float(value), abs=1e-9)


def test_the_first_quarter_lays_the_first_offers_on_the_table(outcome):
    assert "2025Q4" not in (told := text_of(*chronicle(outcome)))
    assert told.index("2026Q1") < told.index("The first offers are laid on the table.") < told.index("2026Q2")
    assert told.count("The first offers") == 1


def test_hosts_are_told_in_the_order_of_the_scenario(outcome):
    for grid in chronicle(outcome):
        lines = text_of(grid).splitlines()
        signing = [line.strip().split(" signs with")[0] for line in lines if " signs with " in line]
        order = [host.name for host in outcome.scenario.hosts]
        places = [order.index(name.split("  ")[-1]) for name in signing]
        assert places == sorted(places)


def test_powers_have_their_article_in_the_log(outcome):
    told = " ".join(text_of(*chronicle(outcome)).split())
    assert "the European Union" in told
    assert told.count("European Union") == told.lower().count("the european union")


def test_unrest_and_arrears_of_many_runs_are_shares_of_the_runs(outcome):
    def doubled(array):
        return np.concatenate([array, array], axis=-1)

    values = {name: doubled(array) for name, array in outcome.values.items()}
    values["arrears"] = np.zeros_like(values["arrears"])
    values["arrears"][3, 0, 0] = 1.0
    sheet = next(tables.summary(dataclasses.replace(outcome, runs=2, values=values)))
    columns = {column.head.plain: [cell.plain for cell in column.cells] for column in sheet.columns}
    assert columns["arrears,\n% of runs"] == ["50", "0", "0", "0", "0"]


def test_refusals_of_offers_worth_the_hurdle_have_a_row_of_their_own(outcome):
    sheet = next(part for part in tables.summary(outcome) if getattr(part, "title", "").startswith("Refusals"))
    assert sheet.rows[-1].plain == "chance, rival, lock"
    total = sum(int(cell.plain) for cell in sheet.columns[-1].cells)
    assert total == outcome.values["refusals"].sum()


def test_codes_of_the_powers_are_shown_because_explain_needs_them(outcome):
    told = text_of(*tables.summary(outcome))
    for power in outcome.scenario.powers:
        assert f"{power.name} {power.id} " in told


@pytest.mark.parametrize("colour", ["#5b9bd5", "#e8743b", "#b784d8", "#e3c04b", "#000000", "#ffffff", "#101080"])
def test_every_colour_can_be_read_on_a_white_and_on_a_black_page(colour):
    def luminance(code):
        parts = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))

    for shown in (readable(colour), GAIN, LOSS):
        light = luminance(shown)
        assert 1.05 / (light + 0.05) > 4.4
        assert (light + 0.05) / 0.05 > 4.4


def test_chance_events_are_told_when_they_happen_and_counted_over_many_runs():
    scenario = load_scenario("uncertain_decade")
    one = simulate(scenario, seed=0, runs=1, quarters=40)
    assert one.headlines
    told = text_of(*chronicle(one))
    for quarter, headline in one.headlines:
        assert headline in told[told.index(quarter) :]
    many = simulate(scenario, seed=0, runs=30, quarters=40)
    table = text_of(*tables.summary(many))
    assert "What happened, 2025Q4 to 2035Q4" in table
    assert 0 < many.struck["oil_shock"] < 1
    # Presets that nothing sets off are no part of the story.
    assert "The US president receives the five" not in table

"""JSON and CSV: what programs read is complete, documented, and nothing but data."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest

from simulator.cli.render.records import write_csv, write_json
from simulator.model import METRICS

DOCUMENT = (Path(__file__).parents[2] / "docs" / "output.md").read_text(encoding="utf-8")


def rows_of(result):
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_json_is_one_object_with_all_metrics_and_decisions(steppe):
    result = steppe("run", "baseline_2025", "--quarters", 4, "--format", "json")
    document = json.loads(result.stdout)
    assert set(document) == {"meta", "labels", "metrics", "events", "objectives", "headlines", "decisions"}
    assert document["meta"]["quarters"] == 4
    assert document["meta"]["complete"] is True
    assert set(document["metrics"]) == {metric.name for metric in METRICS}
    assert document["decisions"]


def test_each_metric_in_json_has_the_shape_of_its_axes(steppe):
    document = json.loads(steppe("run", "baseline_2025", "--quarters", 2, "--format", "json").stdout)
    for name, metric in document["metrics"].items():
        shape = tuple(len(document["labels"][axis]) for axis in metric["axes"])
        assert np.shape(metric["value"]) == shape, name


def test_the_terms_of_each_decision_in_json_sum_to_its_value(steppe):
    document = json.loads(steppe("run", "baseline_2025", "--quarters", 8, "--format", "json").stdout)
    for decision in document["decisions"]:
        assert sum(decision["terms"].values()) == pytest.approx(decision["value"])


def test_counters_in_json_say_what_was_asked_for_and_what_came_of_it(steppe):
    document = json.loads(steppe("run", "baseline_2025", "--quarters", 20, "--format", "json").stdout)
    asked, answered = {}, 0
    for decision in document["decisions"]:
        deal = decision["host"], decision["power"], decision["sector"]
        if decision["decision"] == "countered":
            asked[deal] = decision["counter"]
            assert decision["counter"]["dropped"] or decision["counter"]["amount"] > decision["amount"]
        elif decision["counter"]:
            assert decision["counter"] == asked.pop(deal)
            assert decision["decision"] in ("signed", "declined", "lapsed")
            assert decision["amount"] == decision["counter"]["amount"]
            answered += 1
    assert answered > 5


def test_json_of_an_explained_pair_holds_the_decisions_of_that_pair_alone(steppe):
    result = steppe("run", "baseline_2025", "--quarters", 8, "--format", "json", "--explain", "KZ:CN")
    decisions = json.loads(result.stdout)["decisions"]
    assert {(decision["host"], decision["power"]) for decision in decisions} == {("KZ", "CN")}


def test_several_runs_in_json_have_quantiles_in_order_and_no_decisions(steppe):
    result = steppe("run", "baseline_2025", "--quarters", 2, "--runs", 9, "--format", "json")
    document = json.loads(result.stdout)
    assert "decisions" not in document
    gdp = document["metrics"]["gdp"]
    assert np.all(np.less_equal(gdp["p05"], gdp["median"]))
    assert np.all(np.less_equal(gdp["median"], gdp["p95"]))


def test_numbers_that_do_not_exist_are_null_in_json_and_empty_in_csv(outcome):
    values = {name: array.copy() for name, array in outcome.values.items()}
    values["gdp"][1, 0], values["gdp"][1, 1] = np.nan, np.inf
    odd = dataclasses.replace(outcome, values=values)
    boundless = dataclasses.replace(outcome.decisions[0], price_to_flip=np.inf)
    stream = io.StringIO()
    write_json(odd, [boundless], stream)
    document = json.loads(stream.getvalue(), parse_constant=pytest.fail)
    assert document["metrics"]["gdp"]["value"][1][:2] == [None, None]
    assert document["decisions"][0]["price_to_flip"] is None
    stream = io.StringIO()
    write_csv(odd, stream)
    quarter = outcome.quarters[1]
    assert (
        f",0,{quarter},gdp,KZ,,,,,,,,US$bn/y,\nbaseline_2025,0,{quarter},gdp,UZ,,,,,,,,US$bn/y,\n" in stream.getvalue()
    )


def test_csv_has_a_row_for_each_number_of_each_quarter(steppe, outcome):
    rows = rows_of(steppe("run", "baseline_2025", "--quarters", 8, "--format", "csv"))
    assert len(rows) == sum(array.size for array in outcome.values.values())
    axes = ["host", "power", "sector", "term", "clause", "mineral", "corridor", "project"]
    assert list(rows[0]) == ["scenario", "seed", "quarter", "metric", *axes, "unit", "value"]


def test_csv_holds_the_very_numbers_of_the_model(steppe, outcome):
    rows = rows_of(steppe("run", "baseline_2025", "--quarters", 8, "--format", "csv"))
    trade = [float(row["value"]) for row in rows if row["metric"] == "trade"]
    assert trade == outcome.values["trade"].ravel().tolist()


def test_csv_of_several_runs_has_the_median_and_the_band(steppe):
    rows = rows_of(steppe("run", "baseline_2025", "--quarters", 2, "--runs", 3, "--format", "csv"))
    assert list(rows[0])[-3:] == ["median", "p05", "p95"]


def test_csv_of_each_run_holds_the_numbers_from_which_the_median_is_taken(steppe):
    command = ["run", "baseline_2025", "--quarters", 2, "--runs", 3, "--seed", 5, "--format", "csv"]
    medians, each = rows_of(steppe(*command)), rows_of(steppe(*command, "--each"))
    assert len(each) == 3 * len(medians)
    assert {(row["scenario"], row["seed"]) for row in each} == {("baseline_2025", "5")}
    runs = [[float(row["value"]) for row in each if row["run"] == run] for run in "012"]
    assert np.median(runs, axis=0) == pytest.approx([float(row["median"]) for row in medians])


def test_every_metric_is_documented_with_its_axes_unit_and_meaning():
    documented = set(re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.*?) \|$", DOCUMENT, re.MULTILINE))
    written = {(m.name, ", ".join(m.axes) or "–", m.unit, m.meaning) for m in METRICS}
    assert {row for row in documented if row[0] in {m.name for m in METRICS}} == written


def test_every_field_of_a_decision_is_documented(steppe):
    document = json.loads(steppe("run", "baseline_2025", "--quarters", 4, "--format", "json").stdout)
    for field in (*document["decisions"][0], *document["meta"]):
        assert f"`{field}`" in DOCUMENT, field

"""Does docs/hypotheses.md say what the schema knows: every key, and examples that are in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.analysis import Claim, Hypothesis, Measure, check_hypothesis

PAGE = (Path(__file__).parents[2] / "docs" / "hypotheses.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("title", "schema"), [("The file", Hypothesis), ("A claim", Claim), ("A measure", Measure)], ids=lambda item: item
)
def test_the_page_lists_every_key(title, schema):
    table = PAGE.partition(f"### {title}\n")[2].partition("\n#")[0]
    listed = {key for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}
    assert listed == {field.alias or name for name, field in schema.model_fields.items()}


def test_the_example_of_the_page_is_in_order(tmp_path):
    (example,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")
    assert check_hypothesis(path) == []


def test_the_example_in_python_runs(capsys):
    (example,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    exec(example.replace("runs=100", "runs=4"), {})  # noqa: S102 (the page's own words)
    assert "'KG'" in capsys.readouterr().out

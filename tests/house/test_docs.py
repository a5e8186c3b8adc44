"""Do the pages say what the schema and the program say, and does the page on the model tell of all of it?"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.model.deals.valuation import TERMS
from simulator.scenario.parameters import Mechanisms, Parameters

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "simulator" / "model"
PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")


def symbols(group):
    """Return the symbols of a group of parameters, by the schema."""
    return {field.json_schema_extra["symbol"] for field in group.model_fields.values()}


def symbols_on_the_page():
    """Return the symbols that the sections of the page say enter, by group."""
    found = {}
    for entry in re.findall(r"^Parameters: (.*?)\n\n", PAGE, re.MULTILINE | re.DOTALL):
        for group, listed in re.findall(r"`(\w+)` ([^`]*)", entry.replace("\n", " ")):
            found.setdefault(group, set()).update(re.findall(r"[^\s,;]+", listed.rstrip(" .;")))
    return found


@pytest.mark.parametrize("page", ["parameters", "scenario_keys", "readme"])
def test_what_is_generated_is_up_to_date(page):
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / f"write_{page}.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_page_on_the_model_has_one_section_for_each_file_of_the_model():
    files = (path.relative_to(MODEL).as_posix() for path in MODEL.rglob("*.py") if path.name != "__init__.py")
    assert sorted(re.findall(r"^### `([^`]+)`", PAGE, re.MULTILINE)) == sorted(files)


def test_the_page_on_the_model_says_where_every_parameter_enters_and_names_no_other():
    groups = {name: field.annotation for name, field in Parameters.model_fields.items() if name != "mechanisms"}
    assert symbols_on_the_page() == {name: symbols(group) for name, group in groups.items()}


def test_the_page_on_the_model_tells_of_every_switch():
    rows = re.findall(r"^\| `(\w+)` \| (m_\w) \|", PAGE, re.MULTILINE)
    assert rows == [(name, field.json_schema_extra["symbol"]) for name, field in Mechanisms.model_fields.items()]


@pytest.mark.parametrize("page", ["docs/model.md", "README.md"])
def test_the_terms_of_a_value_are_explained(page):
    rows = re.findall(r"^\| (\w+) \|", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    starts = [place for place, row in enumerate(rows) if row == TERMS[0]]
    assert any(rows[place : place + len(TERMS)] == list(TERMS) for place in starts)

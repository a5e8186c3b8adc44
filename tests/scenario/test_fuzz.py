"""Whatever a file holds, it loads or says what is wrong with it."""

import contextlib
import re
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.scenario import ScenarioError, check, load_scenario

SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")
WORDS = sorted(set(re.findall(r"[\w.#\"-]+", SMALL)))
MARKS = [
    *"[]{}:,-?&*!|>'\"%@`#~\n\t ",
    *(
        "<<",
        "&a",
        "*a",
        "!!binary",
        "---",
        "...",
        "\n  ",
        ".nan",
        "-.inf",
        "1e999",
        "NO",
        "2025-01-01",
        "0o7",
        "null",
    ),
    *("'\\ud800'", '"\\ud800"', "\ufeff", "\x85", "\u2028", "remove: true", "extends: fuzz.yaml"),
]
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(MARKS),
    st.text(max_size=5),
    st.integers().map(str),
    st.floats().map(str),
)
EDITS = st.lists(st.tuples(st.integers(0, len(SMALL)), st.integers(0, 40), PIECES), min_size=1, max_size=6)
SETTINGS = settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def answer(path):
    with contextlib.suppress(ScenarioError):
        load_scenario(path)
    for problem in check(path):
        assert str(problem).encode()
        assert problem.message


@SETTINGS
@given(EDITS)
def test_a_scenario_with_some_text_replaced_is_answered(folder, edits):
    text = SMALL
    for start, length, piece in edits:
        text = text[:start] + piece + text[start + length :]
    (folder.path / "fuzz.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    answer("fuzz.yaml")


@SETTINGS
@given(st.lists(st.tuples(st.integers(0, len(SMALL)), st.binary(max_size=8)), max_size=4), st.integers(0, len(SMALL)))
def test_a_scenario_with_some_bytes_changed_and_its_end_cut_off_is_answered(folder, edits, length):
    data = SMALL.encode()
    for start, piece in edits:
        data = data[:start] + piece + data[start + len(piece) :]
    (folder.path / "fuzz.yaml").write_bytes(data[:length])
    answer("fuzz.yaml")


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(WORDS)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["id", "value", "remove", "of", "effects", "EAST", "mines"]), inner, max_size=4
        ),
    ),
    max_leaves=12,
)


@SETTINGS
@given(st.sampled_from(re.findall(r"(\w+): [^\n\[{]+\n", SMALL)), VALUES, st.integers(0, 3))
def test_a_scenario_with_a_value_of_another_shape_is_answered(folder, key, value, skipped):
    shape = yaml.safe_dump(value, default_flow_style=True, width=10_000).removesuffix("...\n").strip()
    matches = list(re.finditer(rf"\b{key}: [^\n\[{{,}}]+", SMALL))
    match = matches[skipped % len(matches)]
    (folder.path / "fuzz.yaml").write_text(SMALL[: match.start()] + f"{key}: {shape}" + SMALL[match.end() :])
    answer("fuzz.yaml")

"""What a file cannot do: hang the program, swamp it or make it crash."""

import os
import socket
import time
from pathlib import Path

import pytest

from simulator.scenario import ScenarioError, check, load_scenario

SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")


@pytest.fixture
def refused(folder):
    """Check a text or bytes; there is one problem, and it comes quickly."""

    def check_quickly(content):
        data = content if isinstance(content, bytes) else content.encode()
        (folder.path / "hostile.yaml").write_bytes(data)
        start = time.monotonic()
        problems = check("hostile.yaml")
        assert time.monotonic() - start < 2
        assert len(problems) == 1, problems[:3]
        return problems[0]

    return check_quickly


def test_a_binary_file_is_refused_at_its_first_strange_byte(refused):
    problem = refused(b"id: x\nname: \x89PNG\xff\xd8")
    assert (problem.line, problem.column) == (2, 7)
    assert problem.message == "this is not text in UTF-8: a byte 0x89 stands here"


def test_a_file_with_control_characters_is_refused(refused):
    problem = refused(b"id: x\nname: a\x00b")
    assert (problem.line, problem.column) == (2, 8)
    assert problem.message == "this is not a text file: it holds the control character U+0000"


def test_a_file_in_utf_16_is_refused(refused):
    assert (refused(SMALL.encode("utf-16")).line, refused(SMALL.encode("utf-16")).column) == (1, 1)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(folder):
    (folder.path / "windows.yaml").write_bytes(SMALL.replace("\n", "\r\n").encode("utf-8-sig"))
    assert check("windows.yaml") == []


def test_a_file_of_50_megabytes_is_refused_unread(folder):
    with (folder.path / "huge.yaml").open("wb") as file:
        file.truncate(50_000_000)
    start = time.monotonic()
    (problem,) = check("huge.yaml")
    assert time.monotonic() - start < 0.5
    assert (problem.file, problem.line, problem.column) == ("huge.yaml", 0, 0)
    assert problem.message == "is too large: 50.0 MB, at most 1 MB"
    assert str(problem) == "huge.yaml: is too large: 50.0 MB, at most 1 MB"


def test_an_alias_bomb_is_refused(refused):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    problem = refused("\n".join(lines))
    assert (problem.line, problem.column) == (6, 10)
    assert problem.message == "more than 100,000 values in the scenario, with aliases counted in full"


def test_an_alias_ladder_is_refused_for_its_depth(refused):
    deep = "[" * 30 + "x" + "]" * 30
    problem = refused(f"a: &a {deep}\nb: &b " + "[" * 10 + "*a" + "]" * 10)
    assert (problem.line, problem.column) == (2, 17)
    assert problem.message == "nested more than 40 levels deep"


def test_a_recursive_alias_is_refused(refused):
    problem = refused("a: 1\nb: &b\n  c: [*b]\n")
    assert (problem.line, problem.column) == (3, 7)
    assert problem.message == "the alias `*b` stands for something that holds it"


@pytest.mark.parametrize("opening", ["[", "{", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(refused, opening):
    problem = refused("a:\n  " + opening * (900_000 // len(opening)))
    assert problem.line == 2
    assert "nested more than 40 levels deep" in problem.message or "not valid YAML" in problem.message


def test_directives_are_refused(refused):
    problem = refused("# some\n%TAG !a! x\n---\na: 1")
    assert (problem.line, problem.column, problem.message) == (2, 1, "directives (`%`) are not allowed")


def test_nesting_is_refused_at_its_41st_level(refused):
    problem = refused("a: " + "[" * 45 + "]" * 45)
    assert (problem.line, problem.column) == (1, 43)


def test_more_values_than_100_000_are_refused_over_all_files_together(folder):
    row = "[" + "1," * 60_000 + "]"
    folder.write(one=f"kind: library\nx: {row}\n", two=f"kind: library\nextends: one.yaml\ny: {row}\n")
    assert [problem.message for problem in check("one.yaml")] == ["unknown key `x`"]
    problems = check("two.yaml")
    assert [(problem.file, problem.line) for problem in problems] == [("one.yaml", 2), ("two.yaml", 3)]
    assert problems[0].message == "more than 100,000 values in the scenario, with aliases counted in full"


def test_a_very_long_text_is_refused(refused):
    problem = refused(SMALL.replace("A small world", "x" * 30_000))
    assert (problem.line, problem.column) == (4, 7)
    assert problem.message == "a text of 30,000 characters; at most 20,000"
    assert len(str(problem)) < 500


@pytest.mark.parametrize(
    "text",
    [
        "x: {" + ", ".join(f"k{n}: 010" for n in range(30_000)) + "}",
        "x: {" + ", ".join("k: 1" for _ in range(45_000)) + "}",
        "\n".join(f"key_{n}: 1" for n in range(30_000)),
        "powers: [" + ", ".join(f"{{id: P{n}}}" for n in range(10_000)) + "]",
        "events: [" + ", ".join(f"{{id: E{n}, remove: true}}" for n in range(15_000)) + "]",
        "events: [{id: e, at: 2026Q1, effects: [" + ", ".join(["{state: growth, of: KZ}"] * 15_000) + "]}]\n"
        "powers: [{id: RU}]\nhosts: [{id: KZ}]",
        "projects: [" + ", ".join(f"{{id: P{n}, host: Q{n}}}" for n in range(15_000)) + "]\nhosts: []",
        "extends: [" + ", ".join(f"f{n}.yaml" for n in range(10_000)) + "]",
    ],
    ids=["odd", "twice", "unknown", "powers", "removals", "effects", "dangling", "extends"],
)
def test_a_file_with_a_flood_of_faults_is_answered_in_seconds(folder, text):
    folder.write(flood=text)
    start = time.monotonic()
    problems = check("flood.yaml")
    assert time.monotonic() - start < 5
    assert 0 < len(problems) < 2000


def test_a_folder_is_refused(folder):
    folder.write(small=SMALL)
    (problem,) = check(folder.path)
    assert (problem.file, problem.line) == (str(folder.path), 0)
    assert problem.message == "is a folder, not a file"
    assert problem.hint == "it holds small.yaml"


def test_a_folder_of_many_files_says_how_many_more_it_holds(folder):
    folder.write(**{f"f{number:02}": SMALL for number in range(20)})
    (problem,) = check(folder.path)
    assert problem.hint.startswith("it holds f00.yaml, ")
    assert problem.hint.endswith("f07.yaml and 12 more")


def test_a_missing_path_is_shown_with_the_nearest_file_in_its_folder(folder):
    folder.write(small=SMALL)
    (problem,) = check("smal.yaml")
    assert (problem.file, problem.line) == ("smal.yaml", 0)
    assert (problem.message, problem.hint) == ("there is no such file", "did you mean `small.yaml`?")


@pytest.mark.usefixtures("folder")
def test_a_missing_path_is_shown_with_the_names_of_shipped_scenarios():
    (problem,) = check("elsewhere/mine.yaml")
    assert problem.message == "there is no such file"
    assert "or the name of a shipped scenario: autumn_2025, azerbaijan_sixth_host, baseline_2025" in problem.hint
    (misspelt,) = check("baseline_2052")
    assert misspelt.hint == "did you mean `baseline_2025`?"
    (moved,) = check("scenarios/baseline_2025.yaml")
    assert moved.hint == "did you mean `baseline_2025`?"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("path", ["", ".", "a\0b", "x" * 5000, "/dev/null/x.yaml", "/dev/zero", "\udcff.yaml"])
def test_a_strange_path_is_one_problem(path):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert len(caught.value.problems) == 1
    assert str(caught.value).encode()


@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_and_a_socket_are_refused_without_waiting():
    os.mkfifo("pipe.yaml")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.yaml")
        for path in ("pipe.yaml", "socket.yaml"):
            assert [problem.message for problem in check(path)] == ["is not a regular file"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_reported(folder):
    folder.write(secret=SMALL)
    (folder.path / "secret.yaml").chmod(0)
    assert [problem.message for problem in check("secret.yaml")] == ["may not be read: permission denied"]

"""A small valid scenario, and a way to break it and see what is said."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.scenario import Problem, check

SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")


class Folder:
    """A folder, entered, for scenario files."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, **texts: str) -> None:
        """Write `name.yaml` for each keyword."""
        for name, text in texts.items():
            (self.path / f"{name}.yaml").write_text(text, encoding="utf-8")


class Broken(Folder):
    """The small scenario with some words replaced, in `broken.yaml`."""

    def __call__(self, *changes: tuple[str, str]) -> list[Problem]:
        text = SMALL
        for before, after in changes:
            assert text.count(before) == 1, f"{before!r} should stand once in the small scenario"
            text = text.replace(before, after)
        self.text = text
        self.write(broken=text)
        return check("broken.yaml")

    def place(self, words: str) -> tuple[int, int]:
        """Line and column of some words in the file."""
        assert self.text.count(words) == 1, f"{words!r} should stand once in the broken file"
        before = self.text[: self.text.index(words)]
        return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)


@pytest.fixture
def broken(folder: Folder) -> Broken:
    return Broken(folder.path)


@pytest.fixture
def one_problem(broken: Broken) -> Callable[..., Problem]:
    """Break the small scenario; there is one problem, at the given words."""

    def problem(before: str, after: str, at: str) -> Problem:
        problems = broken((before, after))
        assert len(problems) == 1, "\n".join(map(str, problems))
        assert problems[0].file == "broken.yaml"
        assert (problems[0].line, problems[0].column) == broken.place(at)
        return problems[0]

    return problem

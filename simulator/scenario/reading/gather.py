"""Which files make up a scenario: the one asked for, and before it those that it extends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from simulator.scenario.reading.compose import Budget, compose
from simulator.scenario.reading.files import FileError, NoFileError, identity, read_source
from simulator.scenario.reading.nodes import Mapping, Node, Place, Sequence, Source, text_of
from simulator.scenario.reading.problems import Problem, UnreadableError, did_you_mean
from simulator.scenario.reading.shipped import shipped_file, shipped_files

MAX_FILES = 32


@dataclass
class Gathered:
    """The trees of a scenario's files, and what was found wrong in reading them."""

    roots: list[Mapping] = field(default_factory=list)
    """One tree for each file that can be read; what a file extends comes before it."""
    problems: list[Problem] = field(default_factory=list)
    """What is wrong so far."""
    complete: bool = True
    """Whether every file could be read."""


def gather(source: str | Path) -> Gathered:
    """Read a file and all that it extends; each file once, where it is first named."""
    gathering = _Gathering()
    gathering.visit(_origin(source), ())
    return gathering.found


def gather_for(root: Mapping, source: str | Path) -> Gathered:
    """Read all that a tree extends, before the tree itself: one that is part of another file, such as an arm."""
    gathering = _Gathering()
    gathering.add(root, _origin(source), ())
    return gathering.found


@dataclass(frozen=True)
class _Origin:
    """Where a file lies, how its path is shown, and the entry that names it."""

    path: Path
    shown: str
    named_at: Place | None = None
    written: str = ""

    def base(self, entry: tuple[str, Place]) -> _Origin:
        """Find the file that an entry of `extends` in this file means."""
        name, place = entry
        beside = self.path.parent / name
        path = _path(name, beside)
        shown = os.path.normpath(Path(self.shown).parent / name) if path is beside else str(path)
        return _Origin(path, _printable(shown), place, _printable(name))

    def shipped(self) -> str:
        """Say which names would do for a path that leads nowhere."""
        if os.path.lexists(self.path):
            return ""
        names = list(shipped_files())
        near = did_you_mean(self.path.stem, names)
        return near or f"a path, or the name of a shipped scenario: {', '.join(names)}"

    def problem(self, error: FileError) -> Problem:
        if self.named_at is None:
            return Source(self.shown).problem(error.message, hint=error.hint or self.shipped())
        if isinstance(error, NoFileError):
            return self.nowhere(self.named_at, error)
        return self.named_at.problem(f"`{self.shown}` {error.message}", hint=error.hint)

    def nowhere(self, place: Place, error: NoFileError) -> Problem:
        """Say that an entry leads to no file, and whether a shipped scenario was meant."""
        name = Path(self.written).stem
        if name in shipped_files():
            return place.problem(
                f"`{self.written}` does not exist beside this file", hint=f"for the shipped scenario write `{name}`"
            )
        return place.problem(f"there is no file `{self.shown}`", hint=error.hint or self.shipped())


def _origin(source: str | Path) -> _Origin:
    """Find the file that is meant by a path or by the name of a shipped scenario."""
    path = _path(str(source), Path(source))
    return _Origin(path, _printable(str(path)))


def _path(name: str, path: Path) -> Path:
    """Prefer a file to a shipped scenario of the same name; a folder, such as one of results, does not hide it."""
    if os.path.lexists(path) and not path.is_dir():
        return path
    try:
        return shipped_file(name) or path
    except (OSError, ValueError):
        return path


def _printable(path: str) -> str:
    """Return the path without the bytes of a file name that no screen can show."""
    return "".join(char if char.isprintable() else "?" for char in path)


class _Gathering:
    def __init__(self) -> None:
        self.found = Gathered()
        self.budget = Budget()
        self.seen: set[str] = set()

    def visit(self, origin: _Origin, above: tuple[str, ...]) -> None:
        try:
            name = identity(origin.path)
            if name in above:
                raise FileError("leads back to this file: files extend each other in a circle")
            if name in self.seen:
                return
            self.seen.add(name)
            if len(self.seen) > MAX_FILES:
                raise FileError(f"is one file too many: {MAX_FILES} at most")
            root, problems = compose(read_source(origin.path, origin.shown), self.budget)
        except FileError as error:
            self.fail(origin.problem(error))
        except UnreadableError as error:
            self.fail(error.problem)
        else:
            self.found.problems += problems
            self.add(root, origin, (*above, name))

    def add(self, root: Mapping, origin: _Origin, above: tuple[str, ...]) -> None:
        """Add a tree after all that it extends."""
        for entry in self.entries(root.get("extends")):
            self.visit(origin.base(entry), above)
        self.found.roots.append(root)

    def entries(self, extends: Node | None) -> Iterator[tuple[str, Place]]:
        """Go through the paths under `extends`."""
        if extends is None:
            return
        entries = extends.items if isinstance(extends, Sequence) else (extends,)
        for entry in entries[: MAX_FILES + 1]:
            path = text_of(entry)
            if path is None or Path(path).is_absolute():
                self.fail(entry.place.problem("`extends` should hold paths from this file, such as `base/hosts.yaml`"))
            else:
                yield path, entry.place

    def fail(self, problem: Problem) -> None:
        self.found.problems.append(problem)
        self.found.complete = False

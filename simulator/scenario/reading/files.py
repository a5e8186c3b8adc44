"""How is a file read so that no file can hang or swamp the program."""

from __future__ import annotations

import difflib
import os
import stat
from pathlib import Path

from simulator.scenario.reading.nodes import Source
from simulator.scenario.reading.problems import UnreadableError
from simulator.scenario.reading.shipped import shipped_files

MAX_BYTES = 1_000_000
_LISTED = 8
"""Most files of a folder that a message lists."""
_SUFFIXES = (".yaml", ".yml")


class FileError(Exception):
    """A path that leads to no readable file.

    Attributes
    ----------
    message : str
        Why.
    hint : str
        Where the file may be instead.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NoFileError(FileError):
    """A path at which there is nothing."""


def identity(path: Path) -> str:
    """Return the path without links and dots, by which a file is known when it is met again."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot be found: {error}") from None


def read_source(path: Path, shown: str) -> Source:
    """Read a text file.

    Raises
    ------
    FileError
        There is no regular file of at most `MAX_BYTES` that may be read.
    UnreadableError
        The file is not text in UTF-8.
    """
    content = _read_bytes(path)
    try:
        return Source(shown, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        wrong = content[error.start]
        readable = Source(shown, content[: error.start].decode("utf-8-sig"))
        place = readable.place(len(readable.text))
        message = f"this is not text in UTF-8: a byte 0x{wrong:02x} stands here"
        raise UnreadableError(place.problem(message, hint="save it as UTF-8 if it is a text")) from None


def _read_bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileError("is a folder, not a file", _names_in(path))
        if not stat.S_ISREG(status.st_mode):
            raise FileError("is not a regular file")
        if status.st_size > MAX_BYTES:
            raise FileError(f"is too large: {status.st_size / 1e6:.1f} MB, at most {MAX_BYTES / 1e6:.0f} MB")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NoFileError("there is no such file", _nearest(path)) from None
    except PermissionError:
        raise FileError("may not be read: permission denied") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise FileError(f"cannot be read: {reason}") from None
    if len(content) > MAX_BYTES:
        raise FileError(f"is too large: at most {MAX_BYTES / 1e6:.0f} MB")
    return content


def _names_in(folder: Path) -> str:
    names = _scenario_files(folder)
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"it holds {', '.join(names[:_LISTED])}{more}" if names else ""


def _nearest(path: Path) -> str:
    names = {name: str(path.parent / name) for name in _scenario_files(path.parent)}
    if len(path.parts) == 1 and not path.suffix:
        names |= {name: name for name in shipped_files()}
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.5)
    return f"did you mean `{names[near[0]]}`?" if near else ""


def _scenario_files(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.name.endswith(_SUFFIXES))
    except OSError:
        return []

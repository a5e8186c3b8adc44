"""Where a result goes: standard output, or a file that is either complete or untouched."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from simulator.cli.guard import UserError


@contextlib.contextmanager
def destination(path: Path | None) -> Iterator[TextIO]:
    """Open `path` for text, or standard output where there is none.

    A file is written beside its place and moved there at the end, so that an error or a crash leaves the old one
    whole. It is opened at once: what cannot be written is known before a long run and not after it.

    Raises
    ------
    UserError
        If the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    try:
        # A device or a named pipe, such as /dev/null, is written to and not replaced.
        special = path.exists() and not path.is_file() and not path.is_dir()
        with path.open("w", encoding="utf-8") if special else _written_whole(path.resolve()) as stream:
            yield stream
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error


@contextlib.contextmanager
def _written_whole(path: Path) -> Iterator[TextIO]:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    handle, name = tempfile.mkstemp(prefix=".steppe-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        part.chmod(path.stat().st_mode if path.exists() else _usual_mode())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _usual_mode() -> int:
    # A temporary file is made for its owner alone; the umask, which says otherwise, can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

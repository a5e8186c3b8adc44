"""How is a result written: as a page, as JSON or as CSV."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli.guard import Misuse


class Form(StrEnum):
    """How the result is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


FormOption = Annotated[
    Form | None,
    typer.Option("--format", help="How to write the result.", show_default="by the suffix of --out, else table"),
]
"""The option of the form, the same for every command."""

OutOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write to this file (.csv, .json, .txt) and not to the terminal."),
]
"""The option of the file, the same for every command."""


def by_suffix(out: Path | None) -> Form:
    """Choose the form by the suffix of the file that is written to; a page where there is none.

    Raises
    ------
    Misuse
        If the suffix is of no form.
    """
    suffix = "" if out is None else out.suffix.lower()
    if suffix in {"", ".txt"}:
        return Form.TABLE
    try:
        return Form(suffix.removeprefix("."))
    except ValueError:
        raise Misuse(f"--out {out}: use .csv, .json or .txt, or say which --format.") from None

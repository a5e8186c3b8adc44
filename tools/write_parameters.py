"""Write docs/parameters.md, the table of the model's free parameters, from the schema.

Run it without arguments to write the file; with `--check` it fails if the file and the schema have parted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from generated import ROOT, write_or_check
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulator.scenario.parameters import Parameters

TARGET = ROOT / "docs" / "parameters.md"

INTRODUCTION = """# The free parameters

Generated from the schema by `tools/write_parameters.py`; edit `simulator/scenario/parameters.py` instead. A scenario
overrides one by its name: `parameters: {choice: {hurdle: 1.5}}`. The range is where experiments look. A basis of
`judgement` or `memory` says that no publication was seen for the number; a named study is where the mechanism comes
from, and the number was not read off it.
"""


def rows(group: type[BaseModel]) -> Iterator[str]:
    """Yield a table row for each parameter of a group."""
    for name, field in group.model_fields.items():
        extra: dict[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        low_high = extra.get("plausible")
        span = f"{low_high[0]:g} to {low_high[1]:g}" if low_high else ""
        cells = (name, extra["symbol"], extra["unit"], shown(field), span, extra["basis"], field.description or "")
        yield "| " + " | ".join(str(cell).replace("\n", " ") for cell in cells) + " |"


def shown(field: FieldInfo) -> str:
    """Return a default as it would be written in YAML."""
    default = field.default
    if isinstance(default, bool):
        return str(default).lower()
    return "[" + ", ".join(f"{item:g}" for item in default) + "]" if isinstance(default, tuple) else f"{default:g}"


def page() -> str:
    """Return the whole page."""
    parts = [INTRODUCTION]
    for name, field in Parameters.model_fields.items():
        group = field.annotation
        if not (isinstance(group, type) and issubclass(group, BaseModel)):
            raise TypeError(f"parameters.{name} is not a group")
        parts.append(f"## `{name}`: {(group.__doc__ or '').strip()}\n")
        parts.append("| name | symbol | unit | default | range | basis | meaning |\n|---|---|---|---|---|---|---|")
        parts.append("\n".join(rows(group)) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(write_or_check(TARGET, page(), __doc__))

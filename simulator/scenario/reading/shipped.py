"""Where are the scenarios that come with the program."""

from __future__ import annotations

from pathlib import Path


def scenarios_folder() -> Path:
    """Return the folder of the shipped scenarios: the repository's, or the one inside an installed package."""
    package = Path(__file__).parents[2]
    installed = package / "shipped" / "scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def shipped_files() -> dict[str, Path]:
    """Return the files that lie in the shipped folder itself, by name without suffix, sorted."""
    return {path.stem: path for path in sorted(scenarios_folder().glob("*.yaml"))}

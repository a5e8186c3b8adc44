"""Where are the scenarios that come with the program."""

from __future__ import annotations

from pathlib import Path


def scenarios_folder() -> Path:
    """Return the folder of the shipped scenarios: the repository's, or the one inside an installed package."""
    package = Path(__file__).parents[2]
    installed = package / "shipped" / "scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def shipped_file(name: str) -> Path | None:
    """Return the shipped file of a name without suffix, such as `baseline_2025` or `base/hazards`; None if none is."""
    path = Path(name)
    if path.is_absolute() or ".." in path.parts or not name:
        return None
    file = scenarios_folder() / f"{name}.yaml"
    return file if file.is_file() else None


def shipped_files() -> dict[str, Path]:
    """Return the files that lie in the shipped folder itself, by name without suffix, sorted."""
    return {path.stem: path for path in sorted(scenarios_folder().glob("*.yaml"))}

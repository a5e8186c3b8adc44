"""What does an import cost: nothing that the caller did not ask for."""

from __future__ import annotations

import subprocess
import sys

import pytest


def modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after `code`."""
    report = "import sys; print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_importing_the_package_loads_no_library_at_all():
    assert modules_after("import simulator").isdisjoint({"mesa", "numpy", "pydantic", "rich", "typer", "yaml"})


def test_the_python_door_loads_no_screen_no_plots_and_no_database():
    loaded = modules_after("from simulator import Region, load_scenario")
    assert loaded.isdisjoint({"pygame", "matplotlib", "duckdb", "typer", "rich"})


@pytest.mark.parametrize(
    "arguments", [["--help"], ["run", "--help"], ["scenario", "--help"], ["hypotheses", "--help"], ["--version"]]
)
def test_a_help_text_does_not_wait_for_the_model(arguments):
    code = f"from simulator.cli.app import app\ntry:\n    app({arguments!r})\nexcept SystemExit as end:\n"
    code += "    assert not end.code"
    assert modules_after(code).isdisjoint({"mesa", "numpy", "pandas", "yaml"})


def test_an_unknown_name_of_the_package_is_an_attribute_error():
    import simulator

    with pytest.raises(AttributeError, match="'simulator' has no attribute 'Regoin'"):
        _ = simulator.Regoin

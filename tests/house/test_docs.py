"""Do the generated pages say what the schema and the program say?"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("page", ["parameters", "scenario_keys", "readme"])
def test_what_is_generated_is_up_to_date(page):
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / f"write_{page}.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr

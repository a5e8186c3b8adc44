"""Do the generated pages say what the schema says?"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("page", ["parameters", "scenario_keys"])
def test_a_generated_page_is_the_schema_s(page):
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / f"write_{page}.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr

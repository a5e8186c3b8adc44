"""Do the generated pages say what the schema says?"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_of_parameters_is_the_schema_s():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "write_parameters.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr

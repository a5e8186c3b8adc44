"""Write a generated page, or check that it is up to date: what the generators share."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def write_or_check(target: Path, text: str, about: str) -> int:
    """Write the text; with `--check` on the command line only compare it, and return 1 if it differs."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only compare")
    if not parser.parse_args().check:
        target.write_text(text, encoding="utf-8")
        return 0
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return 0
    print(f"{target.relative_to(ROOT)} is stale: run make docs", file=sys.stderr)
    return 1

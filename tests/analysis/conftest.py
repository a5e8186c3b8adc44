"""What the tests of the analysis share: a small hypothesis, and a way to change it and see what is said."""

from __future__ import annotations

import pytest

from simulator.analysis import check_hypothesis

SMALL = """\
schema: 1
kind: hypothesis
id: small
name: China bids for itself.
source: "judgement: for a test"
scenario: baseline_2025
quarters: 4
arms:
  base: {}
  same: {}
  silent:
    powers:
      - {id: CN, offers: 0}
claims:
  - name: Without bids China signs nothing
    measure: {metric: acceptances, of: {power: CN}, across: sum, as: sum}
    arm: silent
    against: base
    below: 0
"""


class Bench:
    """A folder for hypothesis files."""

    def __init__(self, folder):
        self.folder = folder
        self.text = ""

    def write(self, *changes):
        """Write the small hypothesis with some words replaced, and return its path."""
        text = SMALL
        for before, after in changes:
            assert text.count(before) == 1, f"{before!r} should stand once in the small hypothesis"
            text = text.replace(before, after)
        self.text = text
        path = self.folder / "small.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    def problem(self, *changes, at):
        """Write it with changes; there is one problem, and it is at the given words."""
        problems = check_hypothesis(self.write(*changes))
        assert len(problems) == 1, "\n".join(map(str, problems))
        before = self.text[: self.text.index(at)]
        assert (problems[0].line, problems[0].column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
        return problems[0]


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)

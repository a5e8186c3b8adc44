"""What results mean: hypotheses, which paired runs support or contradict, and tournaments among styles of dealing.

>>> experiment = load_hypothesis(shipped_hypotheses()["H8"])
>>> finding = next(Examination([experiment], runs=4, seed=0).findings())
>>> finding.experiment.hypothesis.id, finding.runs
('H8', 4)
"""

from simulator.analysis.examination import Examination
from simulator.analysis.hypothesis import Across, Claim, Comparison, Course, Hypothesis, Measure
from simulator.analysis.reading import (
    Experiment,
    check_hypothesis,
    load_hypothesis,
    read_hypothesis,
    shipped_hypotheses,
)
from simulator.analysis.styles import Roster, Style, check_style, load_roster, shipped_styles
from simulator.analysis.tournament import Result, Standing, Tournament
from simulator.analysis.verdict import Effect, Finding, Ruling, Verdict

__all__ = [
    "Across",
    "Claim",
    "Comparison",
    "Course",
    "Effect",
    "Examination",
    "Experiment",
    "Finding",
    "Hypothesis",
    "Measure",
    "Result",
    "Roster",
    "Ruling",
    "Standing",
    "Style",
    "Tournament",
    "Verdict",
    "check_hypothesis",
    "check_style",
    "load_hypothesis",
    "load_roster",
    "read_hypothesis",
    "shipped_hypotheses",
    "shipped_styles",
]

"""What results mean: hypotheses, which are claims about the model that paired runs support or contradict.

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
    "Ruling",
    "Verdict",
    "check_hypothesis",
    "load_hypothesis",
    "read_hypothesis",
    "shipped_hypotheses",
]

"""Do the hypotheses that come with the program ask something, and do they get an answer?"""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from simulator.analysis import Examination, load_hypothesis, shipped_hypotheses

SHIPPED = shipped_hypotheses()


def test_all_fourteen_are_there_in_their_order():
    assert list(SHIPPED) == [f"H{number}" for number in range(1, 15)]


@pytest.mark.parametrize("path", SHIPPED.values(), ids=SHIPPED)
def test_every_arm_is_used_and_no_two_are_the_same_world(path):
    experiment = load_hypothesis(path)
    used = {arm for claim in experiment.hypothesis.claims for part in claim.comparisons for arm in part.arms}
    assert used == set(experiment.arms)
    assert len({arm.model_dump_json() for arm in experiment.arms.values()}) == len(experiment.arms)


def read_in_full(comparison):
    """Return a comparison whose measures are read from the start to the end."""
    measures = {"measure": comparison.measure, "than": comparison.than}
    changes = {
        name: measure.model_copy(update={"since": None, "until": None}) for name, measure in measures.items() if measure
    }
    if getattr(comparison, "also", None) is not None:
        changes["also"] = read_in_full(comparison.also)
    return comparison.model_copy(update=changes)


@pytest.mark.parametrize("path", SHIPPED.values(), ids=SHIPPED)
def test_two_short_runs_are_enough_to_rule_on_every_claim(path):
    experiment = load_hypothesis(path)
    claims = tuple(read_in_full(claim) for claim in experiment.hypothesis.claims)
    short = replace(experiment, quarters=3, hypothesis=experiment.hypothesis.model_copy(update={"claims": claims}))
    (finding,) = Examination([short], runs=2, seed=1).findings()
    assert [ruling.claim for ruling in finding.rulings] == list(claims)
    assert [ruling.verdict == "reported" for ruling in finding.rulings] == [not claim.is_claimed for claim in claims]
    assert finding.verdict in ("supported", "contradicted", "undecided")


@pytest.mark.slow
def test_with_fifty_runs_every_claim_is_measured_and_every_arm_makes_a_difference():
    experiments = [load_hypothesis(path) for path in SHIPPED.values()]
    findings = list(Examination(experiments, runs=50, seed=2).findings())
    assert len(findings) == len(experiments)
    for finding in findings:
        for ruling in finding.rulings:
            means = [effect.mean for effect in ruling.effects if effect.runs > 1]
            assert any(math.isfinite(mean) and mean != 0.0 for mean in means), ruling.claim.name

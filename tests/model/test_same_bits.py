"""Is a run the same, bit for bit, alone and in any block, and does a mechanism leave the others' chances alone?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import METRICS, Region

from .scenes import changed, lived
from .strategies import FEW, lengths, run_numbers, scenarios, seeds
from .witness import arrays


def assert_same_run(one: Region, other: Region, run: int) -> None:
    """Hold a run of a region against the same run of another: its whole record and all that it left behind."""
    here, there = one.runs.index(run), other.runs.index(run)
    for metric in METRICS:
        mine, theirs = one.history[metric.name][..., here], other.history[metric.name][..., there]
        assert np.array_equal(mine, theirs), f"{metric.name} of run {run} differs"
    for seat, aims in one.objectives.items():
        for aim, met in aims.items():
            assert met[here] == other.objectives[seat][aim][there], f"{seat}'s {aim} differs"
    for name, value in vars(one.world).items():
        if name not in ("table", "turn"):
            assert np.array_equal(value[..., here], getattr(other.world, name)[..., there]), f"world.{name} differs"
    lying = one.world.table.made[..., here]
    for name, value in vars(one.world.table).items():
        theirs = getattr(other.world.table, name)[..., there]
        assert np.array_equal(value[..., here][lying], theirs[lying]), f"table.{name} differs"
    assert np.array_equal(lying, other.world.table.made[..., there])


@pytest.fixture(scope="module")
def three_hundred(baseline):
    return lived(baseline, runs=300, seed=11)


@pytest.mark.parametrize("first", [0, 40, 293])
def test_a_run_of_three_hundred_is_the_run_of_seven_and_the_run_alone(baseline, three_hundred, first):
    seven = lived(baseline, runs=range(first, first + 7), seed=11)
    for run in seven.runs:
        assert_same_run(three_hundred, seven, run)
    alone = lived(baseline, runs=range(first + 3, first + 4), seed=11)
    assert_same_run(three_hundred, alone, first + 3)


@FEW
@given(scenarios(), seeds, lengths, run_numbers, st.integers(2, 40), st.data())
def test_a_run_is_the_same_in_any_block_of_any_scenario(scenario, seed, length, first, size, data):
    block = range(first, first + size)
    here = data.draw(st.integers(0, size - 1))
    there = data.draw(st.integers(here + 1, size))
    whole = lived(scenario, length, runs=block, seed=seed)
    part = lived(scenario, length, runs=block[here:there], seed=seed)
    for run in part.runs:
        assert_same_run(whole, part, run)


def test_a_region_given_the_same_seed_lives_the_same_life_again(baseline):
    once, again = lived(baseline, 12, runs=5, seed=3), lived(baseline, 12, runs=5, seed=3)
    for name, values in arrays(once.world).items():
        assert np.array_equal(values, arrays(again.world)[name]), name


def test_every_run_and_every_seed_has_a_life_of_its_own(baseline):
    region, other = lived(baseline, 4, runs=5, seed=3), lived(baseline, 4, runs=5, seed=4)
    gdp = np.concatenate([region.history["gdp"][-1, 0], other.history["gdp"][-1, 0]])
    assert len(set(gdp)) == 10


def test_a_seed_that_was_drawn_can_be_given_again(baseline):
    drawn = lived(baseline, 3, seed=None)
    assert_same_run(drawn, lived(baseline, 3, seed=drawn.seed), 0)


@FEW
@given(scenarios(), seeds, lengths)
def test_keeping_a_journal_changes_nothing(scenario, seed, length):
    plain, kept = (lived(scenario, length, runs=2, seed=seed, journal=journal) for journal in (False, True))
    for run in plain.runs:
        assert_same_run(plain, kept, run)
    assert not plain.decisions


def test_silencing_a_power_leaves_the_chances_of_everyone_else_as_they_were(baseline):
    usual, silent = lived(baseline, 20, runs=3), lived(changed(baseline, {"powers.CN.offers": 0}), 20, runs=3)
    assert np.array_equal(usual.history["commodity_price"], silent.history["commodity_price"])
    assert np.array_equal(usual.world.currency, silent.world.currency)
    assert np.array_equal(usual.world.power_gdp, silent.world.power_gdp)
    assert not np.array_equal(usual.history["signed"], silent.history["signed"])


@pytest.mark.parametrize("how", [{"runs": 0}, {"runs": range(-1, 3)}, {"runs": range(5, 5)}, {"seed": -1}])
def test_a_region_refuses_runs_and_seeds_that_make_no_sense(baseline, how):
    with pytest.raises(ValueError, match="one run or more"):
        Region(baseline, **how)

"""Do the streams of chance depend on nothing but seed, run and name, and follow their laws?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.streams import Draw, Law, Stream, Streams, draws

from .strategies import SOME, run_numbers, seeds

PLAN = draws(hosts=2, powers=3, sectors=2)


def quarters(streams: Streams, count: int) -> list[dict[Stream, np.ndarray]]:
    """Draw a number of quarters of every stream."""
    drawn = []
    for _ in range(count):
        streams.advance()
        drawn.append({stream: streams[stream].copy() for stream in PLAN})
    return drawn


@SOME
@given(seeds, run_numbers, st.integers(1, 9), st.integers(0, 8), st.integers(1, 30))
def test_a_run_draws_the_same_in_any_block_and_however_far_ahead(seed, first, size, place, ahead):
    run = range(first, first + size)[place % size]
    block = quarters(Streams(seed, range(first, first + size), PLAN), 5)
    alone = quarters(Streams(seed, [run], PLAN, ahead=ahead), 5)
    for together, single in zip(block, alone, strict=True):
        for stream, plan in PLAN.items():
            assert together[stream].shape == (*plan.shape, size)
            assert np.array_equal(together[stream][..., run - first], single[stream][..., 0])


def test_a_stream_draws_the_same_whatever_other_streams_there_are():
    alone = Streams(5, [2], {Stream.TRADE: PLAN[Stream.TRADE]})
    together = Streams(5, [2], PLAN)
    for _ in range(25):
        alone.advance()
        together.advance()
        assert np.array_equal(alone[Stream.TRADE], together[Stream.TRADE])


def test_streams_quarters_runs_and_seeds_all_differ():
    twins = {Stream.TRADE: Draw(Law.NORMAL, (3,)), Stream.GROWTH: Draw(Law.NORMAL, (3,))}
    seen = []
    for seed in (0, 1):
        streams = Streams(seed, [0, 1], twins)
        for _ in range(3):
            streams.advance()
            seen += [streams[stream][:, run] for stream in twins for run in (0, 1)]
    numbers = np.concatenate(seen)
    assert len(np.unique(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("law", "mean", "variance"),
    [
        (Law.NORMAL, 0.0, 1.0),
        (Law.STUDENT, 0.0, 1.0),
        (Law.UNIFORM, 0.5, 1 / 12),
        (Law.GUMBEL, np.euler_gamma, np.pi**2 / 6),
    ],
)
def test_draws_have_the_mean_and_the_spread_of_their_law(law, mean, variance):
    streams = Streams(8, range(50), {Stream.TRADE: Draw(law, (20,))})
    drawn = []
    for _ in range(60):
        streams.advance()
        drawn.append(streams[Stream.TRADE].copy())
    numbers = np.array(drawn)
    assert numbers.mean() == pytest.approx(mean, abs=5 * np.sqrt(variance / numbers.size))
    assert numbers.var() == pytest.approx(variance, rel=0.1)


def test_student_draws_have_fatter_tails_than_normal_ones():
    plan = {Stream.TRADE: Draw(Law.NORMAL, (500,)), Stream.COMMODITY: Draw(Law.STUDENT, (500,))}
    streams = Streams(1, range(50), plan)
    streams.advance()
    assert (np.abs(streams[Stream.COMMODITY]) > 4).sum() > 10 * (np.abs(streams[Stream.TRADE]) > 4).sum()


def test_the_share_of_uniform_draws_below_a_chance_is_the_chance():
    streams = Streams(1, range(100), {Stream.UNREST: Draw(Law.UNIFORM, (200,))})
    streams.advance()
    assert (streams[Stream.UNREST] < 0.03).mean() == pytest.approx(0.03, abs=0.006)

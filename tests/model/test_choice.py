"""Which offers does a host sign: conflict groups, the limit on signatures, and offers that are held."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.deals.choice import choose
from simulator.model.offers import Answer

from .scenes import changed, lived
from .strategies import SOME

NONE, SIGN, REFUSE, HOLD, _ = (int(answer) for answer in Answer)


def answers(value, *, offered=None, waiting=None, locked=None, exclusive=None, signatures=20, hurdle=1.0):
    """Let a host answer offers (power, sector) without any chance in it."""
    value = np.asarray(value, dtype=float)[:, :, None]

    def marks(given_, usual):
        return np.full(value.shape, usual) if given_ is None else np.asarray(given_, dtype=bool)[:, :, None]

    return choose(
        value=value,
        offered=marks(offered, True),
        waiting=marks(waiting, False),
        open_slots=~marks(locked, False),
        exclusive=marks(exclusive, False),
        precision=np.array([1e3]),
        hurdle=np.array([hurdle]),
        noise=np.zeros(value.shape),
        status_quo_noise=np.zeros(value.shape[1:]),
        signatures=signatures,
    )[:, :, 0].tolist()


def test_offers_in_one_sector_do_not_exclude_each_other_unless_one_is_exclusive():
    value = [[3.0, 3.0], [2.0, 2.0]]
    assert answers(value) == [[SIGN, SIGN], [SIGN, SIGN]]
    assert answers(value, exclusive=[[1, 0], [0, 0]]) == [[SIGN, SIGN], [REFUSE, SIGN]]
    # It is enough that the weaker offer asks for the sector.
    assert answers(value, exclusive=[[0, 0], [1, 0]]) == [[SIGN, SIGN], [REFUSE, SIGN]]


def test_an_exclusive_offer_that_is_worth_less_than_a_rival_is_refused_and_the_rival_signed():
    assert answers([[2.0], [3.0]], exclusive=[[1], [0]]) == [[REFUSE], [SIGN]]


def test_an_exclusive_offer_that_is_not_on_the_table_excludes_nobody():
    assert answers([[9.0], [3.0], [2.0]], offered=[[0], [1], [1]], exclusive=[[1], [0], [0]]) == [
        [NONE],
        [SIGN],
        [SIGN],
    ]


def test_an_offer_into_a_sector_that_a_rival_holds_is_refused_whatever_it_is_worth():
    assert answers([[99.0, 2.0]], locked=[[1, 0]]) == [[REFUSE, SIGN]]


def test_the_host_signs_the_best_first_and_holds_what_it_cannot_sign_any_more():
    assert answers([[3.0, 5.0], [4.0, 0.0]], signatures=2) == [[HOLD, SIGN], [SIGN, REFUSE]]


def test_a_counter_that_waits_keeps_a_signature_free():
    offers, waiting = [[3.0, 5.0], [4.0, 0.0]], [[0, 0], [0, 1]]
    offered = [[1, 1], [1, 0]]
    assert answers(offers, offered=offered, waiting=waiting, signatures=2) == [[HOLD, SIGN], [HOLD, NONE]]
    assert answers(offers, offered=offered, signatures=2) == [[HOLD, SIGN], [SIGN, NONE]]


def test_what_is_in_conflict_with_a_counter_that_waits_is_held():
    offered, waiting = [[1, 1], [0, 1]], [[0, 0], [1, 0]]
    calm = [[SIGN, SIGN], [NONE, SIGN]]
    assert answers([[3.0, 3.0], [9.0, 2.0]], offered=offered, waiting=waiting) == calm
    for asked in ([[1, 0], [0, 0]], [[0, 0], [1, 0]]):
        held = answers([[3.0, 3.0], [9.0, 2.0]], offered=offered, waiting=waiting, exclusive=asked)
        assert held == [[HOLD, SIGN], [NONE, SIGN]]


def test_the_hurdle_must_be_cleared():
    assert answers([[1.5, 0.5]]) == [[SIGN, REFUSE]]
    assert answers([[1.5, 0.5]], hurdle=2.0) == [[REFUSE, REFUSE]]


@SOME
@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 6), st.floats(0.0, 100.0), st.integers(0, 2**32))
def test_no_conflict_group_signs_twice_and_no_host_signs_too_often(powers, sectors, signatures, precision, seed):
    rng, runs = np.random.default_rng(seed), 40
    shape = (powers, sectors, runs)
    offered, exclusive = rng.random(shape) < 0.7, rng.random(shape) < 0.3
    open_slots = rng.random(shape) < 0.9
    draws = rng.random(shape)
    # A host never countered more than it can sign.
    waiting = ~offered & (draws == draws.max((0, 1)))
    given_answers = choose(
        value=rng.normal(1.0, 2.0, shape),
        offered=offered,
        waiting=waiting,
        open_slots=open_slots,
        exclusive=exclusive,
        precision=np.full(runs, precision),
        hurdle=np.full(runs, 1.0),
        noise=rng.gumbel(size=shape),
        status_quo_noise=rng.gumbel(size=shape[1:]),
        signatures=signatures,
    )
    signed = given_answers == SIGN
    assert np.array_equal(given_answers != NONE, offered)
    assert not (signed & ~open_slots).any()
    assert (signed.sum((0, 1)) + waiting.sum((0, 1)) <= signatures).all()
    assert not (signed & exclusive & waiting.any(0)).any()
    assert not (signed & (waiting & exclusive).any(0)).any()
    contested = (offered & open_slots & exclusive).any(0)
    free = contested & ~waiting.any(0)
    assert (np.isin(given_answers, (SIGN, HOLD)).sum(0)[free] <= 1).all()


def test_unrest_makes_hosts_choose_more_at_random(baseline):
    unruly = changed(baseline, {"hosts.*.unrest": 1.0, "parameters.choice.crisis_noise": 0.9})
    calm, crisis = (lived(scenario, 1).standing.precision for scenario in (baseline, unruly))
    np.testing.assert_allclose(crisis, 0.1 * calm)


def test_more_precise_hosts_sign_deals_that_are_worth_more(baseline):
    def surplus(precision):
        history = lived(changed(baseline, {"parameters.choice.precision": precision}), 12, runs=40).history
        return history["surplus"].sum() / history["acceptances"].sum()

    assert surplus(3.0) > surplus(0.3)


@pytest.mark.parametrize(("hurdle", "more"), [(0.0, True), (3.0, False)])
def test_a_lower_hurdle_is_cleared_more_often(baseline, hurdle, more):
    usual, other = (lived(changed(baseline, {"parameters.choice.hurdle": v}), 8, runs=40) for v in (1.0, hurdle))
    rates = [
        region.history["acceptances"].sum() / (region.history["acceptances"].sum() + region.history["refusals"].sum())
        for region in (usual, other)
    ]
    assert (rates[1] > rates[0]) == more

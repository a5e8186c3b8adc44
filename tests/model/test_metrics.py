"""Do the metrics count what was decided?"""

from __future__ import annotations

from itertools import product

import pytest

from simulator.model.offers import CLAUSES

from .scenes import changed, lived

CHEAP = {
    "powers.*.asks": {"sanctions": 0.6, "governance": 0.6, "recognition": 0.6, "collateral": True},
    "powers.*.clause_worth": {"sanctions": 0.3, "governance": 0.3, "recognition": 0.3, "collateral": 0.3},
    "parameters.conditions": {"concession_weight": 0.3, "governance_weight": 0.3, "recognition_weight": 0.3},
}


@pytest.fixture(scope="module")
def asked(baseline):
    """Five years in which every power asks for much that costs little, with every decision."""
    return lived(changed(baseline, CHEAP), 20, runs=4, seed=8, journal=True)


@pytest.fixture(scope="module")
def answers(asked):
    """The decisions of hosts and those of powers: an answer to a counter follows it."""
    by_host, by_power, waiting = [], [], set()
    for entry in asked.decisions:
        slot = entry.run, entry.host, entry.power, entry.sector
        (by_power if slot in waiting else by_host).append(entry)
        waiting.discard(slot)
        if entry.decision == "countered":
            waiting.add(slot)
    return by_host, by_power


@pytest.mark.parametrize("clause", CLAUSES)
def test_offers_with_a_clause_are_counted_by_what_became_of_them(asked, answers, clause):
    by_host, by_power = ([entry for entry in part if clause in entry.clauses] for part in answers)
    for place, host in enumerate(asked.labels["host"]):
        of_host = [entry for entry in by_host if entry.host == host]
        signed = [entry for entry in [*by_host, *by_power] if entry.host == host and entry.decision == "signed"]
        expected = {
            "clause_offers": sum(entry.decision in ("signed", "refused", "countered") for entry in of_host),
            "clause_refusals": sum(entry.decision == "refused" for entry in of_host),
            "clause_acceptances": len(signed),
            "clause_amounts": pytest.approx(sum(entry.amount for entry in signed)),
        }
        column = CLAUSES.index(clause)
        assert {name: asked.history[name][:, place, column].sum() for name in expected} == expected


def test_every_kind_of_answer_occurs_in_these_tests(asked, answers):
    assert all(asked.history["clause_refusals"][:, :, :4].sum((0, 1, 3)) > 0)
    assert all(asked.history["clause_acceptances"][:, :, :4].sum((0, 1, 3)) > 0)
    assert {entry.decision for entry in answers[0]} == {"signed", "refused", "held", "countered"}
    assert {"signed", "declined"} <= {entry.decision for entry in answers[1]}


def test_the_clauses_of_a_dyad_are_those_of_its_signed_offers(asked):
    for (h, host), (p, power) in product(enumerate(asked.labels["host"]), enumerate(asked.labels["power"])):
        signed = [e for e in asked.decisions if (e.host, e.power, e.decision) == (host, power, "signed")]
        assert asked.history["clauses"][:, h, p].sum() == sum(len(entry.clauses) for entry in signed)


def test_bids_are_the_offers_by_sector(asked):
    bids = asked.history["bids"]
    assert (bids.sum(2) == asked.history["offers"].sum(1)).all()
    minerals = asked.labels["sector"].index("minerals")
    answered = {(e.run, e.host, e.power) for e in asked.decisions if e.sector == "minerals"}
    assert 0 < len(answered) <= bids[:, :, minerals].sum()

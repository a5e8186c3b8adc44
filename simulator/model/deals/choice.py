"""Which offers does a host sign: a logit choice with a hurdle, conflict groups and a limit on signatures."""

from __future__ import annotations

import numpy as np

from simulator.model.arithmetic import Bools, Codes, Floats
from simulator.model.offers import Answer


def choose(
    *,
    value: Floats,
    offered: Bools,
    waiting: Bools,
    open_slots: Bools,
    exclusive: Bools,
    precision: Floats,
    hurdle: Floats,
    noise: Floats,
    status_quo_noise: Floats,
    signatures: int,
) -> Codes:
    """Answer one host's offers by Gumbel keys.

    An offer's key is lam V + gumbel, the status quo's lam V_out + gumbel; the largest of a conflict group wins. Where
    an offer asks for a sector exclusively, all offers in the sector are one group; any other offer is a group of its
    own. Of the winners the host signs at most `signatures`, those furthest above the status quo first, and holds the
    rest. A counter that waits for its power keeps a signature free, and stands in for its group: what is in conflict
    with it is held.

    Parameters
    ----------
    value
        (p, k, r): points of the offers.
    offered, waiting, open_slots, exclusive
        (p, k, r): where offers lie, where counters wait, where the host is free to sign, and what locks the sector.
    precision, hurdle
        (r): lam, 1/pt, and V_out, pt.
    noise, status_quo_noise
        (p, k, r) and (k, r): standard Gumbel draws for the offers, and for the status quo in each sector.
    signatures
        N_sig.

    Returns
    -------
    (p, k, r) codes of `Answer`.
    """
    postponed = offered & open_slots & ((waiting.any(0) & exclusive) | (waiting & exclusive).any(0))
    live = offered & open_slots & ~postponed
    keys = np.where(live, precision * value + noise, -np.inf)
    status_quo = precision * hurdle + status_quo_noise
    contested = (live & exclusive).any(0)
    wanted = live & (keys > status_quo) & (~contested | (keys == keys.max(0)))
    margin = keys - status_quo

    answers = np.where(offered, np.int8(Answer.REFUSE), np.int8(Answer.NONE))
    np.copyto(answers, np.int8(Answer.HOLD), where=wanted | postponed)
    left = np.where(wanted, margin, -np.inf)
    free = signatures - waiting.sum((0, 1))
    for place in range(signatures):
        first = wanted & (left == left.max((0, 1))) & (place < free)
        np.copyto(answers, np.int8(Answer.SIGN), where=first)
        np.copyto(left, -np.inf, where=first)
    return answers

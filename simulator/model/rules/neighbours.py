"""How do the hosts get on with each other: relations, clashes on disputed borders, shared water, cohesion."""

from __future__ import annotations

import numpy as np

from simulator.model.arithmetic import DT, Bools, Floats, total
from simulator.model.events import Outside
from simulator.model.rules.summits import usual_chance
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams
from simulator.model.world import World


def cohesion(world: World) -> Floats:
    """Return how far the hosts stand together: the mean over pairs of (rel + 1)/2, 0 to 1; 0 for a host alone, (r)."""
    hosts, _, runs = world.relation.shape
    if hosts < 2:
        return np.zeros(runs)
    pairs = world.relation[np.triu_indices(hosts, 1)]
    mean: Floats = total(pairs) / len(pairs)
    return 0.5 + 0.5 * mean


def neighbourliness(world: World) -> Floats:
    """Return how each host gets on with the others: the mean of its relations, -1 to 1, (h, r)."""
    return total(world.relation) / max(len(world.relation) - 1, 1)


def clash(setting: Setting, world: World, streams: Streams) -> Bools:
    """Let clashes break out, which adds to the threat on both sides; return between whom, (h, h, r), symmetric.

    The hazard a year is hb exp(-h_n rel) dispute.
    """
    free = setting.parameters.neighbours
    clashes = np.zeros(world.relation.shape, dtype=bool)
    of, toward = np.nonzero(np.triu(setting.figures.dispute[..., 0], 1))
    if setting.parameters.mechanisms.neighbours and len(of):
        steep = np.exp(-free.clash_slope * world.relation[of, toward])
        hazard = free.clash_hazard * setting.figures.dispute[of, toward] * steep
        breaks_out = streams[Stream.CLASH][of, toward] < 1.0 - np.exp(-hazard * DT)
        clashes[of, toward] = clashes[toward, of] = breaks_out
        world.threat_added = world.threat_added + free.clash_threat * clashes_of_hosts(clashes)
    return clashes


def clashes_of_hosts(clashes: Bools) -> Floats:
    """Count the clashes of each host: (h, r)."""
    counts: Floats = clashes.sum(1, dtype=np.float64)
    return counts


def move_relations(setting: Setting, world: World, outside: Outside, clashes: Bools, summits: Bools) -> None:
    """Move the relations between hosts.

    rel' = rel + rho_n (rel* - rel) - n_C [clash] - n_W river (wat_i wat_j - wat0_i wat0_j) + n_S ([summit] - usual),
    between -1 and 1, where rel* is the level at the start. That level knows the drought of the start and the usual
    chance of a summit, so that it is at rest on average.

    Parameters
    ----------
    clashes
        (h, h, r), symmetric.
    summits
        (p, r): which powers held a summit with all hosts.
    """
    if not setting.parameters.mechanisms.neighbours:
        return
    free, figures = setting.parameters.neighbours, setting.figures
    shared, at_start = _shared(outside.water_stress), _shared(figures.water_stress)
    met = summits.any(0) - usual_chance(setting)
    moved = (
        world.relation
        + free.reversion * (figures.relation - world.relation)
        - free.clash_effect * clashes
        - free.water_effect * figures.river * (shared - at_start)
        + free.summit_effect * met * _between_two(len(world.relation))
    )
    world.relation = np.clip(moved, -1.0, 1.0)


def _shared(water_stress: Floats) -> Floats:
    """Return how short of water both of two hosts are: (h, h, r)."""
    return water_stress[:, None] * water_stress


def _between_two(hosts: int) -> Floats:
    """Return 1 for each pair of different hosts, 0 for a host with itself: (h, h, 1)."""
    return 1.0 - np.eye(hosts)[..., None]

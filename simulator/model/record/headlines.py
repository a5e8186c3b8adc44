"""What would the newspapers say of a quarter: the turns of politics, in a line each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulator.model.arithmetic import Bools
from simulator.model.record.metrics import Passage
from simulator.model.setting import Setting
from simulator.scenario.naming import in_a_sentence


def headlines(setting: Setting, passage: Passage) -> Iterator[str]:
    """Tell what happened between the actors in the first run of the block."""
    hosts = [in_a_sentence(host.name) for host in setting.scenario.hosts]
    powers = [in_a_sentence(power.name) for power in setting.profiles]

    def dyads(happened: Bools) -> Iterator[tuple[str, str]]:
        yield from ((hosts[h], powers[p]) for h, p in np.argwhere(happened[..., 0]))

    for h in np.flatnonzero(passage.outbreaks[:, 0]):
        yield f"Unrest breaks out in {hosts[h]}"
    for host, power in dyads(passage.protests):
        yield f"Protests in {host} against the projects of {power}"
    for host, power in dyads(passage.help.given):
        yield f"{power} sends help to {host}"
    for host, power in dyads(passage.help.abandoned):
        yield f"{power} lets {host} down"
    for h in np.flatnonzero(passage.successions[:, 0]):
        yield f"{hosts[h]} has a new leader"

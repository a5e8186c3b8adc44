"""What would the newspapers say of a quarter: summits, clashes, pressure and the turns of politics, in a line each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulator.model.arithmetic import Bools
from simulator.model.record.metrics import Passage
from simulator.model.setting import Setting
from simulator.scenario.naming import in_a_sentence, in_words


def headlines(setting: Setting, passage: Passage) -> Iterator[str]:
    """Tell what happened between the actors in the first run of the block."""
    hosts = [in_a_sentence(host.name) for host in setting.scenario.hosts]
    powers = [in_a_sentence(power.name) for power in setting.profiles]

    def dyads(happened: Bools) -> Iterator[tuple[str, str]]:
        yield from ((hosts[h], powers[p]) for h, p in np.argwhere(happened[..., 0]))

    yield from _region(passage, hosts, powers)
    measures = passage.measures
    for happened, said in (
        (measures.begun, "{power} presses {host}: {lever}"),
        (measures.raised, "{power} presses {host} harder: {lever}"),
        (measures.eased, "{power} no longer presses {host}"),
        (measures.conceded, "{host} gives in to {power}"),
    ):
        for h, p in np.argwhere(happened[..., 0]):
            name = setting.levers[measures.lever[h, p, 0]][1].name
            yield said.format(power=powers[p], host=hosts[h], lever=name[:1].lower() + name[1:])
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


def _region(passage: Passage, hosts: list[str], powers: list[str]) -> Iterator[str]:
    """Tell what happened between all hosts, and between neighbours."""
    whom = f"the {in_words(len(hosts))} hosts" if len(hosts) > 1 else hosts[0]
    for p in np.flatnonzero(passage.summits[:, 0]):
        yield f"A summit of {powers[p]} with {whom}"
    for one, other in np.argwhere(np.triu(passage.clashes[..., 0])):
        yield f"Clashes on the border of {hosts[one]} and {hosts[other]}"

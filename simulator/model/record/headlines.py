"""What would the newspapers say of a quarter: summits, projects, pressure and the turns of politics, in a line each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulator.model.arithmetic import Bools
from simulator.model.record.metrics import Passage
from simulator.model.rules.projects import BARREN
from simulator.model.setting import Setting
from simulator.model.theatre import CONSTRUCTION, PERMIT, PRODUCTION
from simulator.scenario.naming import in_a_sentence, in_words
from simulator.scenario.theatre import Project


def headlines(setting: Setting, passage: Passage) -> Iterator[str]:
    """Tell what happened between the actors in the first run of the block."""
    yield from _meetings(setting, passage)
    yield from _projects(setting, passage)
    yield from _pressure(setting, passage)
    yield from _politics(setting, passage)


def _meetings(setting: Setting, passage: Passage) -> Iterator[str]:
    hosts = [in_a_sentence(host.name) for host in setting.scenario.hosts]
    whom = f"the {in_words(len(hosts))} hosts" if len(hosts) > 1 else hosts[0]
    for p in np.flatnonzero(passage.summits[:, 0]):
        yield f"A summit of {in_a_sentence(setting.profiles[p].name)} with {whom}"
    for one, other in np.argwhere(np.triu(passage.clashes[..., 0])):
        yield f"Clashes on the border of {hosts[one]} and {hosts[other]}"


def _projects(setting: Setting, passage: Passage) -> Iterator[str]:
    for project, code in zip(setting.scenario.projects, passage.entered[:, 0], strict=True):
        if code:
            yield f"{project.name} {_turn_of(project, int(code))}"


def _turn_of(project: Project, code: int) -> str:
    """Say what becomes of a project."""
    if code == BARREN:
        return "comes to nothing: exploration finds too little"
    if code == PRODUCTION:
        return "begins production" if project.mineral else "is completed"
    return {PERMIT: "proves worth building", CONSTRUCTION: "goes into construction"}[code]


def _pressure(setting: Setting, passage: Passage) -> Iterator[str]:
    measures = passage.measures
    for happened, said in (
        (measures.begun, "{power} presses {host}: {lever}"),
        (measures.raised, "{power} presses {host} harder: {lever}"),
        (measures.eased, "{power} no longer presses {host}"),
        (measures.conceded, "{host} gives in to {power}"),
    ):
        for h, p, host, power in _dyads(setting, happened):
            name = setting.levers[measures.lever[h, p, 0]][1].name
            yield said.format(power=power, host=host, lever=name[:1].lower() + name[1:])


def _politics(setting: Setting, passage: Passage) -> Iterator[str]:
    hosts = [in_a_sentence(host.name) for host in setting.scenario.hosts]
    for h in np.flatnonzero(passage.outbreaks[:, 0]):
        yield f"Unrest breaks out in {hosts[h]}"
    for happened, said in (
        (passage.protests, "Protests in {host} against the projects of {power}"),
        (passage.help.given, "{power} sends help to {host}"),
        (passage.help.abandoned, "{power} lets {host} down"),
    ):
        for _, _, host, power in _dyads(setting, happened):
            yield said.format(power=power, host=host)
    for h in np.flatnonzero(passage.successions[:, 0]):
        yield f"{hosts[h]} has a new leader"


def _dyads(setting: Setting, happened: Bools) -> Iterator[tuple[int, int, str, str]]:
    """Go through the dyads in which something happened: places and names of host and power."""
    for h, p in np.argwhere(happened[..., 0]):
        host, power = setting.scenario.hosts[h], setting.profiles[p]
        yield int(h), int(p), in_a_sentence(host.name), in_a_sentence(power.name)

"""What would a newspaper print large: sentences on what passed between states, for the first run of a block."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulator.model.arithmetic import Bools
from simulator.model.setting import Setting
from simulator.scenario.words import in_a_sentence, in_words


def of_summits(setting: Setting, summits: Bools) -> Iterator[str]:
    """Tell which powers, (p, r), meet all hosts."""
    hosts = setting.scenario.hosts
    whom = f"the {in_words(len(hosts))} hosts" if len(hosts) > 1 else in_a_sentence(hosts[0].name)
    for power in np.flatnonzero(summits[:, 0]):
        yield f"A summit of {in_a_sentence(setting.profiles[power].name)} with {whom}"


def of_clashes(setting: Setting, clashes: Bools) -> Iterator[str]:
    """Tell between which hosts, (h, h, r) and symmetric, there are clashes."""
    names = [in_a_sentence(host.name) for host in setting.scenario.hosts]
    for one, other in np.argwhere(np.triu(clashes[..., 0])):
        yield f"Clashes on the border of {names[one]} and {names[other]}"

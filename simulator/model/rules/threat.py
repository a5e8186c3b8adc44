"""How threatened is each host: by events, by neighbours, and by patrons that look away."""

from __future__ import annotations

from functools import reduce
from operator import mul

import numpy as np

from simulator.model.arithmetic import Floats
from simulator.model.events import Outside
from simulator.model.setting import Setting
from simulator.model.world import World


def threat(world: World, outside: Outside) -> Floats:
    """Return the threat to each host: what events set, and what clashes and pressure add to it; 0 to 1, (h, r)."""
    return np.clip(outside.threat + world.threat_added + world.unguarded, 0.0, 1.0)


def protection(setting: Setting, outside: Outside) -> Floats:
    """Return what each power could ward off with a full tie: e_p = protection (1 - e_w war), (p, r)."""
    shielded: Floats = setting.figures.protection * (1.0 - setting.parameters.security.war_burden * outside.war)
    return shielded


def cover(setting: Setting, world: World, outside: Outside) -> Floats:
    """Return what part of the threat patrons ward off: 1 - prod_p (1 - e_p G_p), (h, r)."""
    open_to = 1.0 - protection(setting, outside) * world.security_tie
    return 1.0 - reduce(mul, (open_to[:, p] for p in range(len(setting.powers))))


def fade_threat(setting: Setting, world: World) -> None:
    """Let what clashes have added to the threat fade: it halves every z_h quarters."""
    world.threat_added = world.threat_added * 0.5 ** (1.0 / setting.parameters.security.threat_half_life)

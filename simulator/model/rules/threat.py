"""How threatened is each host: by events, by neighbours, and by patrons that look away."""

from __future__ import annotations

import numpy as np

from simulator.model.arithmetic import Floats
from simulator.model.events import Outside
from simulator.model.setting import Setting
from simulator.model.world import World


def threat(world: World, outside: Outside) -> Floats:
    """Return the threat to each host: what events set, and what clashes and pressure add to it; 0 to 1, (h, r)."""
    return np.clip(outside.threat + world.threat_added + world.unguarded, 0.0, 1.0)


def fade_threat(setting: Setting, world: World) -> None:
    """Let what clashes have added to the threat fade: it halves every z_h quarters."""
    world.threat_added = world.threat_added * 0.5 ** (1.0 / setting.parameters.security.threat_half_life)

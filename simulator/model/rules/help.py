"""Whom does a host in need ask for help, and does the patron come: help and abandonment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Bools
from simulator.model.events import Outside
from simulator.model.rules.threat import protection, threat
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams
from simulator.model.world import World


@dataclass(frozen=True)
class Help:
    """Who asked for help in a quarter, and what came of it."""

    asked: Bools
    """(h, r): whether the host asked a patron."""
    given: Bools
    """(h, p, r): whether the power sent help."""
    abandoned: Bools
    """(h, p, r): whether the power let the host down under an acute threat."""


def seek_help(setting: Setting, world: World, outside: Outside, streams: Streams) -> Help:
    """Let hosts in unrest or under an acute threat ask a patron for help, and patrons answer.

    A host asks with chance p_U where Un > Un_a, p_Z where Z > Z_a, the larger of both. It asks the power that covers
    it best, by e_p G_p, of those with a tie above G_a that do not press it. That power comes with chance
    protection (1 - e_h war) strategic worth.
    """
    free, figures = setting.parameters.help, setting.figures
    asking, answering = streams[Stream.HELP]
    menaced = threat(world, outside) > free.threat
    wish = np.maximum(free.ask_in_unrest * (world.unrest > free.unrest), free.ask_under_threat * menaced)

    shield = protection(setting, outside)
    friendly = (world.security_tie > free.tie) & (world.pressure == 0.0)
    cover = np.where(friendly, shield * world.security_tie, 0.0)
    asked: Bools = cover.any(1) & (asking < wish * setting.parameters.mechanisms.help)
    powers = np.arange(len(setting.powers))[:, None]
    patron = asked[:, None] & (cover.argmax(1)[:, None] == powers)

    willing = figures.protection * (1.0 - free.war_effect * outside.war) * figures.strategic_worth
    comes = answering[:, None] < willing
    help_ = Help(asked, given=patron & comes, abandoned=patron & ~comes & menaced[:, None])
    _remember(setting, world, help_)
    return help_


def _remember(setting: Setting, world: World, help_: Help) -> None:
    """Let help calm the unrest and bind, and abandonment loosen the tie and the trust.

    Help: Un' = h_U Un, G' = G + h_G, x' = x + h_x, mem' = h_m mem. Abandonment: G' = G - a_G, b' = b - a_b, where the
    weight of the belief is kept.
    """
    free = setting.parameters.help
    given, abandoned = help_.given, help_.abandoned
    world.unrest = np.where(given.any(1), free.calming * world.unrest, world.unrest)
    world.security_tie = np.clip(world.security_tie + free.tie_gain * given - free.tie_loss * abandoned, 0.0, 1.0)
    world.alignment = np.minimum(world.alignment + free.alignment_gain * given, 1.0)
    world.coercion_memory = np.where(given, free.memory_left * world.coercion_memory, world.coercion_memory)
    weight = world.delivered + world.failed
    doubt = np.minimum(free.belief_loss * weight * abandoned, world.delivered)
    world.delivered = world.delivered - doubt
    world.failed = world.failed + doubt

"""Whose side does each host lean to: alignment, and the memory of coercion."""

from __future__ import annotations

import numpy as np

from simulator.model.arithmetic import DT, Floats, total
from simulator.model.rules.delivery import Delivery
from simulator.model.rules.influence import Influence
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams
from simulator.model.world import World


def contest_at_start(now: Influence) -> Floats:
    """Return each power's share of the effort before any attention or money is spent: (h, p, r)."""
    return now.amount / np.maximum(total(now.amount, 1), 1e-12)[:, None]


def contest(setting: Setting, world: World, now: Influence, delivery: Delivery) -> Floats:
    """Return each power's share of the effort spent on a host, in ratio form: (h, p, r).

    E = I + e_att attention + e_m disbursed a year / Y.
    """
    free = setting.parameters.alignment
    effort = (
        now.amount
        + free.attention_effort * world.attention
        + free.money_effort / DT * delivery.money / world.gdp[:, None]
    )
    return effort / np.maximum(total(effort, 1), 1e-12)[:, None]


def move_alignment(setting: Setting, world: World, won: Floats, won_at_start: Floats, streams: Streams) -> None:
    """Let alignment drift: x' = x + ax (x* - x) - psi pressure + sx eps, with x* = x0 + phi (won - won at the start).

    `won` is each power's share of the contest for influence, (h, p, r).
    """
    free = setting.parameters.alignment
    attractor = setting.figures.alignment + free.influence_effect * (won - won_at_start)
    drift = free.speed * (attractor - world.alignment) + free.noise * streams[Stream.ALIGNMENT]
    drift -= setting.parameters.coercion.estrangement * world.pressure
    world.alignment = np.clip(world.alignment + drift, 0.0, 1.0)


def move_memory(setting: Setting, world: World) -> None:
    """Let the memory of coercion fade, and pressure be remembered: mem' = rho_m mem + pressure."""
    world.coercion_memory = world.coercion_memory * setting.parameters.alignment.memory_decay + world.pressure

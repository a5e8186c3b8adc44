"""Does what was signed arrive: disbursement, cancellation, and what hosts learn from both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Bools, Floats, total
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams
from simulator.model.world import World


@dataclass(frozen=True)
class Delivery:
    """What happened to the pipelines in a quarter, US$bn."""

    disbursed: Floats
    """(h, p, k, r)."""
    cancelled: Floats
    """(h, p, k, r)."""
    money: Floats
    """(h, p, r): disbursed in all sectors."""
    lost: Floats
    """(h, p, r): cancelled in all sectors."""
    lent: Floats
    """(h, p, r): disbursed loans and export credits."""
    invested: Floats
    """(h, p, r): disbursed equity."""
    cash: Floats
    """(h, r): what reached the reserves, less what the host paid for its purchases."""
    created: Floats
    """(h, p, r): annual trade that the disbursement brings with it."""
    visible: Floats
    """(h, p, r): disbursed, weighted by the visibility of the sectors."""


def deliver(setting: Setting, world: World, streams: Streams) -> Delivery:
    """Cancel or pay out each pipeline, and let the hosts' beliefs follow.

    A quarter cancels all that a power has in a host's sector with the chance that makes its deals deliver the share
    that is its own; the rest is paid by the instalments of the deals that run. The belief is the mean of a Beta law
    with pseudo-counts in standard deals, whose weight is capped so that old experience fades.
    """
    cancels = streams[Stream.DELIVERY] < setting.cancellation
    cancelled = world.pipeline * cancels
    left = world.pipeline - cancelled
    disbursed = np.minimum(left, world.pace)
    world.pipeline = left - disbursed
    _run_down(world, cancels)

    money, lost = total(disbursed, 2), total(cancelled, 2)
    _learn(setting, world, money, lost)
    return Delivery(
        disbursed=disbursed,
        cancelled=cancelled,
        money=money,
        lost=lost,
        lent=total(disbursed * setting.debt_part, 2),
        invested=total(disbursed * setting.equity_part, 2),
        cash=total(total(disbursed * setting.cash_part, 2), 1),
        created=total(disbursed * setting.trade_creation, 2),
        visible=total(disbursed * setting.visibility, 2),
    )


def _run_down(world: World, cancels: Bools) -> None:
    """End the instalments that are through or cancelled."""
    world.endings.reshape(len(world.endings), -1)[:, np.flatnonzero(cancels)] = 0.0
    world.pace[cancels] = 0.0
    through = world.endings[int(world.turn[0]) % len(world.endings)]
    world.pace = np.maximum(world.pace - through, 0.0)
    through[:] = 0.0
    world.turn += 1


def _learn(setting: Setting, world: World, money: Floats, lost: Floats) -> None:
    free = setting.parameters
    standard = setting.standard_deal(world.gdp)
    per_deal = 1.0 / standard[:, None]
    world.delivered += money * per_deal
    world.failed += lost * per_deal
    fade = np.minimum(free.capital.belief_cap / (world.delivered + world.failed), 1.0)
    world.delivered *= fade
    world.failed *= fade

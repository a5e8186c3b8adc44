"""What do the decisions of a quarter change: signatures, ledgers, ties, clauses and locks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import DT, Bools, Floats, total
from simulator.model.events import Outside
from simulator.model.offers import Answer, Orders
from simulator.model.setting import Setting
from simulator.model.world import World


@dataclass(frozen=True)
class Settlement:
    """What was settled in a quarter, by slot (h, p, k, r) unless said."""

    signed: Bools
    refused: Bools
    lapsed: Bools
    held: Bools
    offered: Bools
    """New offers on the table."""
    amount: Floats
    """US$bn signed, 0 where nothing was."""
    accrued: Floats
    """(p, r): US$bn that budgets brought in."""
    reserved: Floats
    """(p, r): US$bn set aside for new offers."""
    released: Floats
    """(p, r): US$bn of refused and lapsed offers."""


def settle(setting: Setting, world: World, orders: Orders, outside: Outside) -> Settlement:
    """Carry out the orders: answers to the offers on the table first, then the new offers."""
    free = setting.parameters
    table = world.table
    lapsing = table.age + 1 >= free.offers.lapse
    signed = orders.answers == Answer.SIGN
    refused = orders.answers == Answer.REFUSE
    held = orders.answers == Answer.HOLD
    lapsed = held & lapsing
    held &= ~lapsing
    amount = table.amount * signed

    world.pipeline += amount
    world.pace += amount / setting.payout
    _strengthen_ties(setting, world, signed)
    _bind(setting, world, signed, amount)
    released = total(total(table.cost * (refused | lapsed), 2), 0)

    table.made[:] = held
    table.age += held
    offered = orders.proposals.made
    table.lay(orders.proposals)
    reserved = total(total(table.cost * offered, 2), 0)
    accrued = np.clip(outside.budget - world.cash, 0.0, outside.budget * DT)
    world.cash = np.maximum(world.cash + accrued - reserved + released, 0.0)
    attention = (setting.element_attention[table.element] + free.bidding.offer_attention) * offered
    world.attention = total(attention, 2)
    return Settlement(signed, refused, lapsed, held, offered, amount, accrued, reserved, released)


def _strengthen_ties(setting: Setting, world: World, signed: Bools) -> None:
    """Raise the security ties by the elements signed, and let ties without upkeep lapse towards the start."""
    lapse = setting.parameters.security.tie_reversion
    gain = total(setting.tie_gain[world.table.element] * signed, 2)
    world.security_tie += lapse * (setting.figures.security_tie - world.security_tie) + gain
    np.clip(world.security_tie, 0.0, 1.0, out=world.security_tie)


def _bind(setting: Setting, world: World, signed: Bools, amount: Floats) -> None:
    """Let the clauses and purchases that were signed take effect."""
    free, table = setting.parameters, world.table
    # Compliance moves part of the way to the strictest clause signed, and drifts back to the level at the start.
    asked = np.where(signed, table.sanctions, 0.0).max((1, 2))
    rise = free.compliance.clause_effect * np.maximum(asked - world.compliance, 0.0)
    world.compliance += free.compliance.reversion * (setting.figures.compliance - world.compliance) + rise
    np.clip(world.compliance, 0.0, 1.0, out=world.compliance)
    # A purchase earns goodwill that fades.
    standard = setting.standard_deal(world.gdp)
    bought = total(amount * setting.purchase_part, 2) / standard[:, None]
    world.goodwill = free.alignment.goodwill_decay * world.goodwill + free.alignment.goodwill * bought
    # Locks run down and new ones begin.
    world.lock_left -= world.lock_left > 0
    world.lock_holder[world.lock_left == 0] = -1
    locking = signed & table.exclusive
    world.lock_left[locking.any(1)] = free.lock.quarters
    for power in range(len(setting.powers)):
        world.lock_holder[locking[:, power]] = power


def locked_out(setting: Setting, world: World) -> Bools:
    """Return where a power cannot deal because another holds the sector: (h, p, k, r)."""
    holder = world.lock_holder[:, None]
    powers = np.arange(len(setting.powers), dtype=np.int8)[:, None, None]
    locked: Bools = (holder >= 0) & (holder != powers)
    return locked

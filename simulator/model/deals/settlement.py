"""What do the decisions of a quarter change: signatures, ledgers, ties, clauses and locks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import DT, Bools, Floats
from simulator.model.events import Outside
from simulator.model.offers import Answer, Orders, Table
from simulator.model.rules.projects import award
from simulator.model.setting import Setting
from simulator.model.slots import Slots
from simulator.model.world import World


@dataclass(frozen=True)
class Settlement:
    """What was settled in a quarter, by slot (h, p, k, r) unless said."""

    signed: Bools
    refused: Bools
    lapsed: Bools
    held: Bools
    countered: Bools
    """Offers on the table for which their hosts asked for other terms."""
    taken: Bools
    """Counters of the quarter before that the powers took, and the hosts signed."""
    declined: Bools
    """Counters of the quarter before that the powers left."""
    offered: Bools
    """New offers on the table."""
    threatened: Bools
    """New offers with a threat behind them."""
    defied: Bools
    """(h, p, r): where an offer made under a threat was refused, or countered in vain."""
    amount: Floats
    """US$bn signed, by answers and by events; 0 where nothing was."""
    accrued: Floats
    """(p, r): US$bn that budgets brought in."""
    reserved: Floats
    """(p, r): US$bn set aside for new offers, and added for counters that were taken."""
    released: Floats
    """(p, r): US$bn of offers that were refused or lapsed, and of counters that were left."""
    joint: Floats
    """(p, r): hosts to which the power made a joint offer."""


def settle(setting: Setting, world: World, orders: Orders, outside: Outside) -> Settlement:
    """Carry out the orders: answers to the counters and to the offers on the table first, then the new offers.

    A counter that is taken is signed; where another power has locked the sector in the meantime it lapses.
    """
    free = setting.parameters
    table = world.table
    lapsing = table.age + 1 >= free.offers.lapse
    signed = orders.answers == Answer.SIGN
    refused = orders.answers == Answer.REFUSE
    held = orders.answers == Answer.HOLD
    countered = orders.answers == Answer.COUNTER
    lapsed = held & lapsing
    held &= ~lapsing
    taken, declined = np.zeros_like(signed), np.zeros_like(signed)
    waiting = Slots.where(table.waiting)
    locked, wanted = locked_at(world, waiting), waiting.read(orders.taken)
    waiting.write(taken, wanted & ~locked)
    waiting.write(declined, ~wanted & ~locked)
    waiting.among(locked).write(lapsed, True)
    agreed = Slots.where(taken)
    signed |= taken

    signatures = Slots.where(signed)
    amount = np.zeros(signed.shape)
    signatures.write(amount, signatures.read(table.amount))
    begun = signatures
    if outside.announced.any():
        amount += outside.announced
        begun = Slots.where(amount > 0.0)
    world.pipeline += amount
    _start_instalments(setting, world, begun, amount)
    _strengthen_ties(setting, world, signatures)
    _bind_clauses(setting, world, signatures, orders.stance)
    _earn_goodwill(setting, world, begun, amount)
    _lock_sectors(setting, world, signatures)
    award(world, signatures)
    gone = Slots.where(refused | lapsed | declined)
    released = gone.per_power(gone.read(table.cost))
    defied = ((refused | declined) & table.threat).any(2)

    added = agreed.per_power(agreed.read(table.extra))
    waiting.write(table.countered, False)
    waiting.write(table.extra, 0.0)
    table.made[:] = held | countered
    table.age += table.made
    table.amend(orders.counters, countered, setting.unit_cost)
    new = table.lay(orders.proposals)
    reserved = new.per_power(new.read(table.cost)) + added
    left = np.maximum(world.cash - reserved + released, 0.0)
    lying = Slots.where(table.made)
    accrued = np.clip(outside.budget - left - lying.per_power(lying.read(table.cost)), 0.0, outside.budget * DT)
    world.cash = left + accrued
    joint = new.per_power(new.read(table.joint))
    world.attention = new.per_dyad(_attention(setting, table, new, joint))
    world.attention += free.bidding.offer_attention * agreed.per_dyad(np.ones(agreed.flat.size))
    return Settlement(
        signed=signed,
        refused=refused,
        lapsed=lapsed,
        held=held,
        countered=countered,
        taken=taken,
        declined=declined,
        offered=orders.proposals.made,
        threatened=orders.proposals.made & orders.proposals.threat,
        defied=defied,
        amount=amount,
        accrued=accrued,
        reserved=reserved,
        released=released,
        joint=joint,
    )


def _attention(setting: Setting, table: Table, new: Slots, joint: Floats) -> Floats:
    """Return the attention that each new offer takes (offer): that of a joint offer is split between its hosts."""
    alone = setting.parameters.bidding.offer_attention
    parts = setting.parameters.summits.attention * alone / np.maximum(joint, 1.0)
    offer = np.where(new.read(table.joint), parts.reshape(-1)[new.by_power], alone)
    attention: Floats = setting.element_attention[new.read(table.element)] + offer
    return attention


def _start_instalments(setting: Setting, world: World, signed: Slots, amount: Floats) -> None:
    """Let the deals signed be paid in equal parts over the quarters of their sectors."""
    quarters = setting.payout[signed.sector, 0].astype(int)
    instalment = signed.read(amount) / quarters
    signed.write(world.pace, signed.read(world.pace) + instalment)
    last = (world.turn + quarters - 1) % len(world.endings)
    world.endings.reshape(len(world.endings), -1)[last, signed.flat] += instalment


def _strengthen_ties(setting: Setting, world: World, signed: Slots) -> None:
    """Raise the security ties by the elements signed, and let ties without upkeep lapse towards the start."""
    lapse = setting.parameters.security.tie_reversion
    gain = signed.per_dyad(setting.tie_gain[signed.read(world.table.element)])
    world.security_tie += lapse * (setting.figures.security_tie - world.security_tie) + gain
    np.clip(world.security_tie, 0.0, 1.0, out=world.security_tie)


def _bind_clauses(setting: Setting, world: World, signed: Slots, stance: Floats) -> None:
    """Move compliance part of the way to the strictest clause signed, while it drifts to the host's stance.

    `stance` (h, r) is the stance that hosts take from now on, NaN where they keep theirs.
    """
    world.stance = np.where(np.isnan(stance), world.stance, np.clip(stance, 0.0, 1.0))
    free = setting.parameters.compliance
    asked = np.zeros(world.compliance.shape)
    np.maximum.at(asked.reshape(-1), signed.by_host, signed.read(world.table.sanctions))
    rise = free.clause_effect * np.maximum(asked - world.compliance, 0.0)
    world.compliance += free.reversion * (world.stance - world.compliance) + rise
    np.clip(world.compliance, 0.0, 1.0, out=world.compliance)


def _earn_goodwill(setting: Setting, world: World, signed: Slots, amount: Floats) -> None:
    """Let a purchase earn goodwill, which fades."""
    free = setting.parameters.alignment
    part = setting.purchase_part[signed.power, signed.sector, 0]
    bought = signed.per_dyad(signed.read(amount) * part)
    standard = setting.standard_deal(world.gdp)
    world.goodwill = free.goodwill_decay * world.goodwill + free.goodwill * bought / standard[:, None]


def _lock_sectors(setting: Setting, world: World, signed: Slots) -> None:
    """Let locks run down, and new ones begin."""
    world.lock_left -= world.lock_left > 0
    world.lock_holder[world.lock_left == 0] = -1
    locking = signed.among(signed.read(world.table.exclusive))
    world.lock_left[locking.host, locking.sector, locking.run] = setting.parameters.lock.quarters
    world.lock_holder[locking.host, locking.sector, locking.run] = locking.power


def locked_out(setting: Setting, world: World) -> Bools:
    """Return where a power cannot deal because another holds the sector, or it is closed to it: (h, p, k, r)."""
    holder = world.lock_holder[:, None]
    powers = np.arange(len(setting.powers), dtype=np.int8)[:, None, None]
    locked: Bools = (holder >= 0) & (holder != powers)
    return locked | setting.closed if setting.closed.any() else locked


def locked_at(world: World, slots: Slots) -> Bools:
    """Return which offers (offer) are in a sector that another power holds."""
    holder = world.lock_holder[slots.host, slots.sector, slots.run]
    locked: Bools = (holder >= 0) & (holder != slots.power)
    return locked

"""What could each power do to each host, and how likely is it to: leverage, bite and propensity.

Every lever hurts something of the host's that the power can withhold: what is exposed, as a share of GDP, times the
part that a year of full use takes away. The powers' levers form one axis, n, in the order of `Setting.levers`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Bools, Codes, Floats, logistic, total
from simulator.model.events import Outside
from simulator.model.rules.corridors import Routes
from simulator.model.rules.influence import Influence
from simulator.model.setting import Setting
from simulator.model.world import World
from simulator.scenario.levers import Exposure


@dataclass(frozen=True)
class Intent:
    """With which lever each power would press each host, and how likely it is to: arrays (h, p, r)."""

    lever: Codes
    """Place of the lever among all, -1 for none that bites enough."""
    bite: Floats
    """Points that the host would lose in a year of its full use."""
    chance: Floats
    """Chance that the power begins in a quarter."""


@dataclass(frozen=True)
class Leverage:
    """The powers' hold on the hosts, arrays (h, p, r) unless said."""

    bite: Floats
    """(n, h, r): points that a host would lose in a year of each lever's full use."""
    usual: Intent
    """Pressure over influence: by the levers that are not kept for sanctions."""
    enforcing: Intent
    """Pressure on hosts that do not keep to sanctions: by the levers that are."""
    execution: Floats
    """Chance that the power presses when the host refuses an offer made under a threat."""
    retaliation: Floats
    """Points that the host expects to lose by other powers' pressure, per unit by which an offer of this power
    dilutes their shares."""
    red_line: Floats
    """Points that the host expects to lose by other powers' pressure if it crosses their red line with this power."""
    threat: Floats
    """Points that the host expects to lose if it refuses an offer of this power made under a threat."""
    threatens: Floats
    """Chance that the power puts a threat behind an offer."""
    relief: Floats
    """(h, r): points a year that a host expects to be spared, per unit of compliance with sanctions."""


def leverage(setting: Setting, world: World, outside: Outside, now: Influence, lost: Floats) -> Leverage:
    """Take stock of what the powers could do to the hosts, and of what hosts expect of them.

    `lost` is that of `losses`. Harm is what a measure costs a host in all, in points: bite times its mean intensity and
    length. Of other powers q the host expects the rise of P_q harm_q, of first order in the dilution of their shares by
    what an offer gives p:
    retaliation = sum_{q != p} harm_q P_q (1 - P_q) (eta1 lossav [s_q < ref_q + l_s] s_q + eta2 rivalry_qp (1 - s_p)),
    and red line = sum_{q != p} harm_q (logistic(z_q + eta3 rivalry_qp) - P_q).
    Threat = P(execution) harm_p, with logistic(z_p + eta_x) for that chance and logistic(z_p + eta_t) for that of a
    threat. Relief = sum over those who enforce sanctions of 4 harm P (1 - P) times what compliance takes off z.
    """
    free = setting.parameters.coercion
    bite = _bite(setting, lost)
    warmth = world.warmth
    sore = setting.parameters.bidding.loss_aversion * free.loss
    aloof = -free.reticence - outside.restraint
    over_influence = (
        sore * np.maximum(world.reference_share - now.share, 0.0)
        + world.provocation
        + free.distance * (0.5 - warmth)
        + (aloof - free.war * outside.war)
    )
    usual = _intent(setting, bite, over_influence, sanctions=False)
    evasion = free.listing * outside.enforcement * (exposed_trade(setting, world) / trade_or_one(now))[:, None]
    enforcing = _intent(setting, bite, evasion * (1.0 - world.compliance)[:, None] + aloof, sanctions=True)

    per_bite = free.usual * free.duration / 4.0
    harm = usual.bite * per_bite
    execution = _shifted(usual.chance, free.execution)
    retaliation, red_line = _reprisals(setting, world, now, usual, harm)
    listed = enforcing.chance * (1.0 - enforcing.chance)
    return Leverage(
        bite=bite,
        usual=usual,
        enforcing=enforcing,
        execution=execution,
        retaliation=retaliation,
        red_line=red_line,
        threat=execution * harm,
        # Who presses already has nothing to threaten with.
        threatens=_shifted(usual.chance, free.threat) * (world.pressure == 0.0),
        relief=total(4.0 * per_bite * enforcing.bite * listed * evasion, 1),
    )


def _reprisals(setting: Setting, world: World, now: Influence, usual: Intent, harm: Floats) -> tuple[Floats, Floats]:
    """Return the retaliation and the red line of `leverage`."""
    free = setting.parameters.coercion
    losing = now.share < world.reference_share + setting.parameters.bidding.loss_margin
    steepness = harm * usual.chance * (1.0 - usual.chance)
    grief = steepness * (setting.parameters.bidding.loss_aversion * free.loss * losing * now.share)
    retaliation, red_line = np.zeros_like(harm), np.zeros_like(harm)
    armed = sorted({q for q, lever in setting.levers if not lever.sanctions})
    for p in range(len(setting.powers)):
        for q in armed:
            if q != p:
                minds = float(setting.rivalry[q, p, 0])
                retaliation[:, p] += grief[:, q]
                if minds > 0.0:
                    chance = usual.chance[:, q]
                    envy = free.provocation * minds * (1.0 - now.share[:, p])
                    retaliation[:, p] += steepness[:, q] * envy
                    red_line[:, p] += harm[:, q] * (_shifted(chance, free.red_line * minds) - chance)
    return retaliation, red_line


def losses(setting: Setting, world: World, now: Influence, ways: Routes) -> Floats:
    """Return the GDP that a host would lose in a year of each lever's full use, as a fraction: (n, h, r).

    Loss times what is exposed: remittances L/Y; transit captive T/Y with T all trade; trade T_p/Y; debt D_p/Y; evasion
    1 + the share of trade with powers under others' sanctions; economy 1.
    """
    per_gdp = 1.0 / world.gdp
    found = np.zeros((len(setting.levers), *world.gdp.shape))
    for place, (p, lever) in enumerate(setting.levers):
        if lever.loss.value:
            found[place] = lever.loss.value * _exposed(setting, world, now, ways, p, lever.exposure, per_gdp)
    return found


def _exposed(
    setting: Setting, world: World, now: Influence, ways: Routes, p: int, exposure: Exposure, per_gdp: Floats
) -> Floats | float:
    """Return what of the hosts' a lever of a power can hurt, as a share of GDP: (h, r)."""
    match exposure:
        case Exposure.REMITTANCES:
            return world.remittances[:, p] * per_gdp
        case Exposure.TRANSIT:
            return ways.captive[:, p] * now.trade_everyone * per_gdp
        case Exposure.TRADE:
            return world.trade[:, p] * per_gdp
        case Exposure.DEBT:
            return world.debt[:, p] * per_gdp
        case Exposure.EVASION:
            return 1.0 + exposed_trade(setting, world) / trade_or_one(now)
        case Exposure.ECONOMY:
            return 1.0


def exposed_trade(setting: Setting, world: World) -> Floats:
    """Return trade with powers under others' sanctions, whose trade is swollen by re-exports: (h, r), US$bn."""
    return total(world.trade * (setting.figures.reexport > 0.0), 1)


def trade_or_one(now: Influence) -> Floats:
    """Return trade with everyone, (h, r), or 1 where there is none, so that shares of it are zero."""
    return np.where(now.trade_everyone > 0.0, now.trade_everyone, 1.0)


def strongest(setting: Setting, lost: Floats) -> Floats:
    """Return the loss by each power's strongest lever that is not kept for sanctions, fraction of GDP: (h, p, r).

    `lost` is that of `losses`.
    """
    most = np.zeros((lost.shape[1], len(setting.powers), lost.shape[2]))
    for place, (p, lever) in enumerate(setting.levers):
        if not lever.sanctions:
            np.maximum(most[:, p], lost[place], out=most[:, p])
    return most


def _bite(setting: Setting, lost: Floats) -> Floats:
    """Return what a year of each lever's full use would cost in points: 1000 loss + w_S threat; none if switched off.

    A patron that looks away is felt as the threat that it lets in.
    """
    if not setting.parameters.mechanisms.coercion:
        return np.zeros_like(lost)
    alarm = np.array([[[lever.threat]] for _, lever in setting.levers]).reshape(-1, 1, 1)
    bite: Floats = 1000.0 * lost + setting.parameters.security.weight * alarm
    return bite


def _intent(setting: Setting, bite: Floats, z: Floats, *, sanctions: bool) -> Intent:
    """Choose each power's lever, the one that bites most for what it costs: the largest bite exp(-eta5 own cost).

    `z` are the log odds of pressing, (h, p, r), before the lever's own cost.
    """
    free = setting.parameters.coercion
    shape = (bite.shape[1], len(setting.powers), bite.shape[2])
    appeal, chosen = np.zeros(shape), np.zeros(shape)
    lever, reluctance = np.full(shape, -1, dtype=np.int8), np.zeros(shape)
    for place, (p, own) in enumerate(setting.levers):
        if own.sanctions is sanctions:
            price = free.own_cost * own.own_cost
            appealing = bite[place] * np.exp(-price)
            better: Bools = (bite[place] >= max(free.least, 1e-9)) & (appealing > appeal[:, p])
            np.copyto(appeal[:, p], appealing, where=better)
            np.copyto(chosen[:, p], bite[place], where=better)
            np.copyto(lever[:, p], np.int8(place), where=better)
            np.copyto(reluctance[:, p], price, where=better)
    return Intent(lever, chosen, logistic(z - reluctance) * (lever >= 0))


def _shifted(chance: Floats, log_odds: float) -> Floats:
    """Return a chance after a rise of its log odds; what is impossible stays so."""
    factor = math.exp(log_odds)
    shifted: Floats = chance * factor / (1.0 + chance * (factor - 1.0))
    return shifted

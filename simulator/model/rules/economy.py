"""How do the economies move: the powers', commodity prices, growth, remittances, trade, investment and reserves."""

from __future__ import annotations

import numpy as np

from simulator.model.arithmetic import DT, Floats, total
from simulator.model.events import Outside
from simulator.model.rules.coercion import Hardship
from simulator.model.rules.corridors import Routes
from simulator.model.rules.debt import Service
from simulator.model.rules.delivery import Delivery
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams
from simulator.model.world import World


def move_partners(setting: Setting, world: World, outside: Outside, streams: Streams) -> None:
    """Move the powers' economies and the commodity price.

    Growth around trend, the exchange rate and the commodity price are AR(1) in the quarter. A power's GDP grows by
    trend, deviation and the shifts of events.
    """
    free = setting.parameters.economy
    growth_draw, currency_draw = streams[Stream.PARTNERS]
    growth_noise = setting.figures.growth_noise * np.sqrt(1.0 - free.growth_persistence**2)
    world.partner_growth = free.growth_persistence * world.partner_growth + growth_noise * growth_draw
    currency_noise = setting.figures.currency_noise
    world.currency = free.currency_persistence * world.currency + currency_noise * currency_draw
    growth = setting.figures.power_trend + partner_deviation(world, outside)
    world.power_gdp = world.power_gdp * np.exp(growth * DT)
    shock = free.commodity_noise * streams[Stream.COMMODITY][0]
    world.commodity_price = free.commodity_persistence * world.commodity_price + shock


def commodity_price(world: World, outside: Outside) -> Floats:
    """Return the log of the commodity price to its long-run level, with the shifts of events: (r)."""
    return world.commodity_price + outside.commodity_shift


def exchange_rate(world: World, outside: Outside) -> Floats:
    """Return the log of each power's exchange rate to its level at the start, with the shifts of events: (p, r)."""
    return world.currency + outside.currency_shift


def partner_deviation(world: World, outside: Outside) -> Floats:
    """Return each power's growth less its trend, with the shifts of events: (p, r)."""
    return world.partner_growth + outside.growth_shift


def move_remittances(
    setting: Setting,
    world: World,
    outside: Outside,
    streams: Streams,
    *,
    currency_before: Floats,
    migration: Floats,
    migration_before: Floats,
) -> Floats:
    """Move remittances; return their (log) change over the quarter, (h, p, r).

    dln L = gbar_p dt + eL (g_p - gbar_p) dt + eX dln(currency) + dM + rho_L (ln L* - ln L) + sL eps, where M,
    `migration`, is what events and measures do to migration (log), and L* is the level at the start grown with the
    power's economy, exchange rate and M.
    """
    free = setting.parameters.remittances
    sends = setting.figures.remittances > 0.0
    currency = exchange_rate(world, outside)
    level = np.log(world.power_gdp / setting.figures.power_gdp) + free.currency_elasticity * currency
    level = level + migration
    gap = level - np.log(np.where(sends, world.remittances, 1.0) / np.where(sends, setting.figures.remittances, 1.0))
    change = (
        setting.figures.power_trend * DT
        + free.growth_elasticity * DT * partner_deviation(world, outside)
        + free.currency_elasticity * (currency - currency_before)
        + (migration - migration_before)
        + free.reversion * gap
        + free.noise * streams[Stream.REMITTANCES]
    )
    change = np.where(sends, change, 0.0)
    world.remittances = world.remittances * np.exp(change)
    return change


def move_trade(
    setting: Setting,
    world: World,
    outside: Outside,
    delivery: Delivery,
    hardship: Hardship,
    ways: Routes,
    step: int,
    streams: Streams,
    *,
    reach_before: Floats,
) -> None:
    """Move trade towards its gravity attractor; disbursed deals bring some of their own.

    ln T' = ln T + aT (ln T* - ln T) + dln R + sT eps, with T* = T0 (Y/Y0)^eY (Y_p/Y_p0)^eP exp(hx (x - x0)) E/E0
    (1 - ban) C^-theta R, E = 1 + reexport (1 - compliance enforcement), the ban that of a measure on trade, the cost C
    of the host's ways out and the part R of its trade that finds one. What a corridor closes to is lost at once,
    `reach_before` (h, r) being the part before; all else works slowly. Where there was no trade at the start, what
    deals bring fades.
    """
    free, figures = setting.parameters.trade, setting.figures
    own = free.own_elasticity * np.log(world.gdp / figures.gdp)
    partner = free.partner_elasticity * np.log(world.power_gdp / figures.power_gdp)
    warmth = world.warmth
    closeness = free.alignment_effect * (warmth - figures.alignment)
    way = np.log(ways.reach) - setting.parameters.corridors.trade_elasticity * np.log(ways.trade_cost)
    closed = np.log(ways.reach / reach_before)
    attractor = (own + way)[:, None] + partner + closeness + np.log(_evasion(setting, world, outside)) + hardship.ban
    trades = figures.trade > 0.0
    now = np.log(np.where(trades, world.trade, 1.0) / np.where(trades, figures.trade, 1.0))
    moved = now + free.adjustment * (attractor - now) + closed[:, None] + free.noise * streams[Stream.TRADE]
    drifted = np.where(trades, figures.trade * np.exp(moved), world.trade * (1.0 - free.adjustment))
    world.trade = drifted + delivery.created
    growth_other = setting.parameters.economy.other_growth * DT * step
    attractor_other = figures.trade_other * np.exp(own + free.partner_elasticity * growth_other + way)
    reached = world.trade_other * np.exp(closed)
    world.trade_other = reached + free.adjustment * (attractor_other - reached)


def _evasion(setting: Setting, world: World, outside: Outside) -> Floats:
    """Return how re-exports swell trade with a sanctioned power, relative to the start: E / E0, (h, p, r)."""
    swell = setting.figures.reexport
    at_start = setting.figures.compliance * setting.figures.enforcement.max(0)
    now = world.compliance * outside.enforcement.max(0)
    ratio: Floats = (1.0 + swell * (1.0 - now)[:, None]) / (1.0 + swell * (1.0 - at_start)[:, None])
    return ratio


def move_investment(setting: Setting, world: World, delivery: Delivery) -> None:
    """Move the stocks of direct investment: F' = F (1 + (o_F - del_F) dt) + disbursed equity."""
    free = setting.parameters.capital
    organic = 1.0 + (free.organic - free.depreciation) * DT
    world.fdi = world.fdi * organic + delivery.invested
    world.fdi_other = world.fdi_other * organic


def grow(
    setting: Setting,
    world: World,
    outside: Outside,
    delivery: Delivery,
    *,
    remitted: Floats,
    hardship: Hardship,
    clashes: Floats,
    streams: Streams,
) -> None:
    """Grow the hosts' economies by a quarter.

    g = gbar + gK (abs/abs0 Inv/Y - i0) + gL (L/Y) (4 dln L - gbar_p) + sum_p gT (T_p/Y) (g_p - gbar_p) + com gC ln Pc
    - gD [arrears] - gU Un - gW (max(0, wat - w_th) - max(0, wat0 - w_th)) - drag - gB clashes / dt + sY eps / sqrt(dt),
    between -g_max and g_max, and Y' = Y exp(g dt). Drag is what measures against the host cost it; the trend knows the
    water stress of the start; clashes, (h, r), are those of the quarter.
    """
    free = setting.parameters.economy
    per_gdp = 1.0 / world.gdp
    in_use = absorption(setting, total(total(world.pipeline, 2), 1) * per_gdp)
    usual = absorption(setting, total(total(setting.figures.signed, 2), 1) / setting.figures.gdp)
    investment = total(delivery.money, 1) * per_gdp / DT * (in_use / usual) - setting.figures.investment
    unusual = remitted / DT - setting.figures.power_trend
    remittances = total(world.remittances * unusual, 1) * per_gdp
    trade = total(world.trade * partner_deviation(world, outside), 1) * per_gdp
    prices = setting.figures.commodity_share * commodity_price(world, outside)
    dry = setting.figures.water_stress
    growth = (
        setting.figures.trend
        + free.investment_growth * investment
        + free.remittance_growth * remittances
        + free.trade_growth * trade
        + free.commodity_growth * prices
        - free.arrears_loss * world.arrears
        - free.unrest_loss * world.unrest
        - free.water_loss * (_thirst(free.water_threshold, outside.water_stress) - _thirst(free.water_threshold, dry))
        - hardship.drag
        - setting.parameters.neighbours.clash_loss / DT * clashes
        + free.noise / np.sqrt(DT) * streams[Stream.GROWTH]
    )
    world.growth = np.clip(growth, -free.growth_limit, free.growth_limit)
    world.gdp = world.gdp * np.exp(world.growth * DT)


def absorption(setting: Setting, pipeline: Floats) -> Floats:
    """Return the share of its use that money has beside a pipeline, as a share of GDP: 1 / (1 + (Q/Y) / q_abs)."""
    share: Floats = 1.0 / (1.0 + pipeline * (1.0 / setting.parameters.money.absorption))
    return share


def _thirst(threshold: float, water_stress: Floats) -> Floats:
    beyond: Floats = np.maximum(water_stress - threshold, 0.0)
    return beyond


def move_reserves(
    setting: Setting, world: World, outside: Outside, delivery: Delivery, service: Service, hardship: Hardship
) -> None:
    """Move the external buffer.

    B' = B + dt (ca Y + com c_B ln Pc Y - drag Y + L - L0 + rho_R (B0/Y0 Y - B)) + cash of deals + borrowing - service,
    floor 0.
    The current account of the scenario holds the remittances of the start and what they pay for, so only the change
    counts, at its full size: what more remittances would buy is not set against them.
    """
    free, figures = setting.parameters.reserves, setting.figures
    prices = setting.figures.commodity_share * commodity_price(world, outside)
    account = (setting.figures.current_account + free.commodity_effect * prices - hardship.drag) * world.gdp
    remittances = total(world.remittances - figures.remittances, 1)
    policy = free.reversion * (figures.reserves_ratio * world.gdp - world.reserves)
    flow = DT * (account + remittances + policy) + delivery.cash + service.borrowed - service.paid
    world.reserves = np.maximum(world.reserves + flow, 0.0)

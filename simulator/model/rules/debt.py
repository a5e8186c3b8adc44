"""How do hosts owe: service, borrowing from others, arrears and workouts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import DT, Bools, Floats, logistic, total
from simulator.model.rules.delivery import Delivery
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams
from simulator.model.world import World


def distress(setting: Setting, debt_ratio: Floats, threshold: Floats) -> Floats:
    """Return the chance of distress: pd(d) = logistic((d - dstar) / sig_d)."""
    return logistic((debt_ratio - threshold) * (1.0 / setting.parameters.debt.threshold_softness))


@dataclass(frozen=True)
class Service:
    """What hosts pay their creditors in a quarter, US$bn."""

    principal: Floats
    """(h, p, r): principal repaid to each power."""
    haircut: Floats
    """(h, p, r): debt to each power written off."""
    paid: Floats
    """(h, r): principal and interest paid to everyone, from the reserves."""
    borrowed: Floats
    """(h, r): lent anew by creditors outside the model, into the reserves."""
    defaulted: Bools
    """(h, r): arrears began."""
    settled: Bools
    """(h, r): arrears ended in a workout."""


def serve(setting: Setting, world: World, delivery: Delivery, streams: Streams) -> Service:
    """Add what was lent, and pay a quarter's service, or fall into arrears, or agree a workout.

    Debt and arrears change here; what was paid and borrowed is for the reserves to follow.

    Service is D (rate + 1 / maturity) dt. Arrears threaten where reserves are below three months of imports and the
    quarter's service, and begin with chance pd(d) dt. A host in arrears pays nobody, and markets and development banks
    lend it nothing, but the powers' deals go on; a workout
    comes with a fixed chance a quarter and writes off a share of all debt. Creditors outside the model lend b_o times
    what keeps their debt at its share of GDP at the start along the trend.
    """
    free = setting.parameters.debt
    rate = setting.figures.rate
    amortisation = np.minimum(DT / setting.figures.maturity, 1.0)
    principal = world.debt * amortisation
    due_powers = principal + world.debt * (rate * DT)
    principal_other = world.debt_other * (DT / free.other_maturity)
    due_other = principal_other + world.debt_other * (free.other_rate * DT)
    due = total(due_powers, 1) + due_other

    risk_draw, workout_draw = streams[Stream.DEBT]
    debt_ratio = (world.debt_other + total(world.debt, 1)) / world.gdp
    short = world.reserves < setting.figures.imports_ratio * world.gdp * free.imports_buffer + due
    hazard = distress(setting, debt_ratio, setting.figures.debt_threshold) * DT
    defaulted = short & ~world.arrears & (risk_draw < hazard)
    settled = world.arrears & (workout_draw < free.workout)
    world.arrears = (world.arrears | defaulted) & ~settled

    pays = ~world.arrears
    principal = principal * pays[:, None]
    cut = free.haircut * settled
    haircut = (world.debt - principal) * cut[:, None]
    world.debt = world.debt + delivery.lent - principal - haircut
    usual = setting.figures.debt_other / setting.figures.gdp * world.gdp
    need = (setting.figures.trend * DT) * usual + usual * (DT / free.other_maturity)
    borrowed = pays * free.other_borrowing * np.maximum(need, 0.0)
    repaid_other = pays * principal_other
    world.debt_other = (world.debt_other - repaid_other) * (1.0 - cut) + borrowed
    return Service(principal, haircut, pays * due, borrowed, defaulted, settled)

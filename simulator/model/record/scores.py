"""How well has each actor done by its own goals: scores from 0 to 100, read off the metrics.

Each goal is met to a part between 0 and 1. A power's score is the mean of its goals by their weights, less what its
reputation and an empty purse cost; a host's is the mean of five goals that all hosts share. Goals that concern hosts
count each host by its strategic worth to the power.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulator.model.arithmetic import DT, Floats, total
from simulator.model.rules.debt import distress
from simulator.model.setting import Setting

Levels = Mapping[str, Floats]
"""Metrics at a moment, by name: (*axes, r)."""


def scores(setting: Setting, now: Levels, start: Levels, step: int, budget: Floats) -> dict[str, Floats]:
    """Score every actor.

    Parameters
    ----------
    now, start
        The metrics at the end of the quarter and at the start.
    step
        Quarters since the start.
    budget
        (p, r): the powers' budgets in the quarter, US$bn a year; r is 1 where they are the same in all runs.

    Returns
    -------
    `power_score` (p, r) and `host_score` (h, r), 0 to 100.
    """
    return {
        "power_score": _powers(setting, now, start, budget),
        "host_score": _hosts(setting, now, step),
    }


def _powers(setting: Setting, now: Levels, start: Levels, budget: Floats) -> Floats:
    """100 sum_g w_g part_g / sum w - rep_M mean memory - rep_B [2 - cash / B dt], between 0 and 100.

    The purse is full where a quarter's budget B dt is left beside that which the quarter brought. More would be no
    merit: money is there to be used, and lapses beyond a year's worth.
    """
    free = setting.parameters.scores
    met = power_goals(setting, now, start)
    weighed = [met[goal] * setting.goals[goal] for goal in met]
    mark = 100.0 * total(np.stack(weighed))
    resented = total(now["coercion_memory"]) / len(setting.hosts)
    quarters = now["power_cash"] / np.maximum(budget * DT, 1e-12)
    spent = np.clip(2.0 - quarters, 0.0, 1.0) * (budget > 0.0)
    score: Floats = np.clip(mark - free.reputation * resented - free.overspend * spent, 0.0, 100.0)
    return score


def power_goals(setting: Setting, now: Levels, start: Levels) -> dict[str, Floats]:
    """Return to what part each power has met each goal: (p, r), by the goal's name."""
    free, figures = setting.parameters.scores, setting.figures
    worth = figures.strategic_worth
    weight = worth / np.maximum(total(worth), 1e-12)
    held = now["influence_share"] / np.maximum(free.share_kept * start["influence_share"], 1e-12)
    rival = setting.rivalry[:, :, 0] > 0.0
    based = now["security_tie"] > free.base_tie
    intruded = np.stack([(based & minds[:, None]).any(1) for minds in rival], axis=1)
    trouble = np.maximum(now["unrest"], now["threat"])
    free_ways = now["corridor_capacity"][setting.theatre.ungated], start["corridor_capacity"][setting.theatre.ungated]
    opened = 1.0 - total(free_ways[1]) / np.maximum(total(free_ways[0]), 1e-12) if len(free_ways[0]) else 0.0
    same = np.ones_like(now["power_cash"])
    return {
        "standing": total(weight * np.minimum(held, 1.0)),
        "backyard": total(weight * ~intruded),
        "supply": 1.0 - np.exp(-now["supply"] / free.supply_scale),
        "calm": total(weight * (1.0 - trouble)[:, None]),
        "balance": total(weight * now["diversification"][:, None]),
        "corridor": same * np.clip(opened, 0.0, 1.0),
        "sanctions": total(weight * now["compliance"][:, None]),
    }


def _hosts(setting: Setting, now: Levels, step: int) -> Floats:
    """100 (w_Y growth + w_a autonomy + w_l legitimacy [leader in office] + w_s safety + w_d debt safety) / sum w.

    Growth is 1/2 on the trend of the start, and full or nothing where GDP is exp(+-span) of it. The leader of the
    start is in office as long as nobody has followed; a removed leader's legitimacy counts for nothing. Safety is
    bought with autonomy: the closest of the patrons' security ties takes the part k_T of it, if full.
    """
    free, figures = setting.parameters.scores, setting.figures
    gained = np.log(now["gdp"] / figures.gdp) - figures.trend * (step * DT)
    in_office = now["tenure"] >= figures.tenure + step * DT - 1e-9
    parts = (
        (free.growth, np.clip(0.5 + 0.5 * gained / free.growth_span, 0.0, 1.0)),
        (free.autonomy, now["autonomy"] * (1.0 - free.tutelage * now["security_tie"].max(1))),
        (free.legitimacy, now["legitimacy"] * in_office),
        (free.safety, now["safety"]),
        (free.debt, 1.0 - distress(setting, now["debt_ratio"], figures.debt_threshold)),
    )
    weights = sum(weight for weight, _ in parts)
    return total(np.stack([(100.0 * weight / max(weights, 1e-12)) * part for weight, part in parts]))

"""What does a power offer: a menu for each host and sector, its worth to the power, and the picks.

The axes of a menu are (h, k, tie, clauses, amount, r): without or with a security element, bare or with the power's
full ask, and the amounts considered. Most of what an offer is worth does not depend on all of them, so the parts are
kept on the axes that they need and meet as late as they can. A menu is a power's estimate and the hot spot of the
model, so it is held in single precision; amounts, cost and all that enters a ledger are in double.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import reduce
from operator import add

import numpy as np
from numpy.typing import NDArray

from simulator.model.arithmetic import Bools, Codes, Floats, total
from simulator.model.deals.joint import Joint, joint_offers
from simulator.model.deals.standing import Standing
from simulator.model.deals.valuation import Bid, Term, shift, terms
from simulator.model.deals.worth import Stake, clauses, output, per_dilution, per_dollar, sector
from simulator.model.events import Outside
from simulator.model.offers import Clause, Terms
from simulator.model.rules.projects import Openings
from simulator.model.setting import Setting
from simulator.model.slots import Slots

BARE, FULL = 0, 1
"""Places on the axis of clauses."""
ESTIMATED = np.float32
"""Precision of the menus."""
OUT_OF_REACH = ESTIMATED(-1e30)
"""Gain from a candidate that the power cannot pay for; finite, so that no chance of acceptance makes it undefined."""


class Style:
    """What stays fixed in a power's menus: its instruments, its ask and its worths, laid out on the menu's axes."""

    def __init__(self, setting: Setting, power: int) -> None:
        profile = setting.profiles[power]
        asks, worth = profile.asks, profile.clause_worth
        self.profile = profile
        self.multiples = np.array(profile.amounts or setting.parameters.offers.amounts)
        """(amount): amounts in standard deals."""
        self.unit_costs = setting.unit_cost[power, :, 0]
        """(k): US$ per US$ committed."""
        self.sizes = self.multiples[:, None].astype(ESTIMATED)
        """(amount, 1): amounts in standard deals."""
        attention_left = profile.attention - setting.parameters.bidding.offer_attention
        self.elements = [
            (code, element.tie_from, element.tie_up_to)
            for code, element in sorted(
                enumerate(setting.elements, start=1), key=lambda item: (item[1].tie_gain, item[1].id)
            )
            if element.id in profile.security and element.attention <= attention_left
        ]
        """Security elements within its attention, weakest first: code, lowest tie, tie from which it is no use."""
        ask = np.zeros((2, 1, 1), dtype=ESTIMATED)
        ask[FULL] = 1.0
        self.sanctions = asks.sanctions * ask
        """(clauses, 1, 1)."""
        self.ask = ask
        """(clauses, 1, 1): 1 for the full ask, else 0."""
        self.recognition = asks.recognition * ask
        """(clauses, 1, 1)."""
        self.locks = np.array([k in asks.exclusive for k in setting.sectors])
        """(k): whether the full ask locks the sector."""
        self.exclusive = self.locks[:, None, None, None, None] & (ask > 0.0)
        """(k, 1, clauses, 1, 1): whether the sector would be locked."""
        self.collateral = ask > 0.0 if asks.collateral else np.zeros((1, 1, 1), dtype=bool)
        """(clauses, 1, 1), or (1, 1, 1) where it never asks: the debt term then has no axis of clauses."""
        self.no_threat = np.zeros((1, 1, 1), dtype=bool)
        """A menu holds no threats: they are put behind what is picked."""
        self.offtakes = np.minimum(
            setting.parameters.projects.offtake * np.sqrt(self.multiples), setting.parameters.projects.offtake_cap
        )
        """(amount): share of a project's output asked for with each amount."""
        self.collateral_worth = worth.collateral * (_by_sector(setting.debt_part[power]) > 0.0).astype(ESTIMATED)
        """(k, 1, 1, 1, 1): US$bn for collateral."""
        self.lock_worth = worth.exclusive * _by_host_sector(setting.fit)
        """(h, k, 1, 1, 1, 1): US$bn for a lock."""
        self.strategic = _spread(setting.figures.strategic_worth[:, power])
        """(h, 1, 1, 1, 1, 1)."""
        self.sector_worth = _by_sector(setting.sector_worth[power]) * _by_host_sector(setting.fit)
        """(h, k, 1, 1, 1, 1): US$bn per square root of US$bn."""
        self.export_worth = profile.export_worth * _by_sector(setting.purchase_part[power])
        """(k, 1, 1, 1, 1): US$ per US$ sold."""
        self.widening = _by_host_sector(setting.widening_worth[:, power])
        """(h, k, 1, 1, 1, 1): worth of the corridors that each US$ that arrives widens, US$ per US$."""
        self.unit_cost = _by_sector(setting.unit_cost[power])
        """(k, 1, 1, 1, 1): US$ per US$ committed."""
        self.gift = _by_host_sector(setting.gift[:, power])
        self.spillover = _by_host_sector(setting.spillover)
        self.cash_part = _by_sector(setting.cash_part[power])
        kinds, self.instrument_of = np.unique(setting.instruments[power], return_inverse=True)
        """(k): place of the sector's instrument among the power's."""
        first = np.array([setting.instruments[power].index(kind) for kind in kinds])
        self.debt_part = _by_sector(setting.debt_part[power, first])
        """(instrument, 1, 1, 1, 1), as the next two."""
        self.equity_part = _by_sector(setting.equity_part[power, first])
        self.trade_creation = _by_sector(setting.trade_creation[power, first])
        self.visibility = _by_sector(setting.visibility)
        self.rivals = _by_sector(setting.rivals[power])

    def bid(
        self, amount: Floats, element: Codes, setting: Setting, at: Standing, governance: Floats, exclusive: Bools
    ) -> Bid:
        """Return the candidates of a menu; what depends on the instrument alone is by instrument, not by sector."""
        return Bid(
            amount=amount,
            size=self.sizes,
            tie_gain=np.minimum(_with_tie(setting.tie_gain[element]), at.tie_room),
            sovereignty_cost=_with_tie(setting.sovereignty_cost[element]),
            red_line=_with_tie(setting.red_line[element]),
            sanctions=self.sanctions,
            governance=governance,
            recognition=self.recognition,
            collateral=self.collateral,
            exclusive=exclusive,
            threat=self.no_threat,
            gift=self.gift,
            spillover=self.spillover,
            cash_part=self.cash_part,
            debt_part=self.debt_part,
            equity_part=self.equity_part,
            trade_creation=self.trade_creation,
            visibility=self.visibility,
            rivals=self.rivals,
        )


def _by_sector(values: Floats) -> Floats:
    """Lay (k, 1) out as (k, tie, clauses, amount, r)."""
    return values[:, None, None, None].astype(ESTIMATED)


def _by_host_sector(values: Floats) -> Floats:
    """Lay (h, k, 1) out as (h, k, tie, clauses, amount, r)."""
    return values[:, :, None, None, None].astype(ESTIMATED)


def best_tie(style: Style, tie: Floats) -> Codes:
    """Return the code of the strongest security element that the power can offer at each tie, 0 for none; (h, r)."""
    best = np.zeros(tie.shape, dtype=np.int8)
    for code, lowest, useless in style.elements:
        best[(tie >= lowest) & (tie < useless)] = code
    return best


@dataclass(frozen=True)
class Menu:
    """A power's candidates, and what it needs to choose among them."""

    element: Codes
    """(h, r): code of the security element of the candidates with a tie."""
    parts: dict[Term, Floats]
    """What the candidates are worth to the hosts, points by term."""
    gain: Floats
    """(h, k, tie, 1, amount, r): worth to the power if signed, without the clauses, less the cost, US$bn."""
    clauses: Floats
    """(h, k, 1, clauses, 1, r): worth of the clauses to the power, US$bn."""


def menu(
    setting: Setting,
    at: Standing,
    style: Style,
    power: int,
    *,
    tie: Floats,
    pipeline: Floats,
    cash: Floats,
    holding: Bools,
    openings: Openings,
    outside: Outside,
) -> Menu:
    """Lay out a power's candidates and value them for both sides.

    Candidates that the cash cannot cover gain nothing that a clause could make up for.

    Parameters
    ----------
    at
        How hosts and dyads stand, spread over the power's menu.
    tie
        (h, r): the power's security tie in each host.
    pipeline
        (h, k, r): what the power has in the pipeline.
    cash
        (r): US$bn.
    holding
        (h, k, r): where the power holds the sector already, and does not ask for it again.
    openings
        The projects to be won.
    """
    free = setting.parameters.bidding
    element = best_tie(style, tie)
    amount = at.standard * style.sizes
    exclusive = style.exclusive
    if style.locks.any():
        exclusive = exclusive & ~holding[:, :, None, None, None]
    governance = style.ask * outside.governance_ask[power].astype(ESTIMATED)
    bid = style.bid(amount, element, setting, at, governance, exclusive)
    moved = shift(setting, at, bid)

    def over_sectors(by_instrument: Floats) -> Floats:
        # `take` lays the result out in order, where fancy indexing would put the sectors first.
        return by_instrument.take(style.instrument_of, axis=1)

    worth = style.profile.clause_worth
    stake = Stake(
        strategic=style.strategic,
        influence=style.profile.influence_worth,
        sector=style.sector_worth,
        waiting=free.satiation * _by_host_sector(pipeline),
        exports=style.export_worth,
        widening=style.widening,
        output=_by_host_sector(openings.worth[:, power]),
        recognition=worth.recognition,
        collateral=style.collateral_worth,
        governance=worth.governance,
        sanctions=worth.sanctions,
        enforcement=outside.enforcement[power].astype(ESTIMATED),
        exclusive=style.lock_worth,
    )
    cost = style.unit_cost * amount
    element_cost = _with_tie(setting.element_cost[element])
    gain = over_sectors(moved.dilution * per_dilution(setting, at, stake))
    gain += sector(stake, amount) + (per_dollar(stake, at) * amount - cost)
    offtake = np.minimum(_by_host_sector(openings.free[:, power]), style.offtakes[:, None].astype(ESTIMATED))
    gain += output(stake, offtake)
    gain -= element_cost
    np.copyto(gain, OUT_OF_REACH, where=cost > cash.astype(ESTIMATED) - element_cost)
    asked = clauses(stake, bid)
    if not style.locks.any():
        del asked[Clause.EXCLUSIVE]
    clauses_worth = stake.strategic * reduce(add, asked.values())
    return Menu(element, terms(setting, at, bid, moved, bid, over_sectors), gain, clauses_worth)


def _with_tie(values: Floats) -> Floats:
    """Lay (h, r) out over a menu: 0 for candidates without a tie, the values for those with one."""
    laid = np.zeros((values.shape[0], 1, 2, 1, 1, values.shape[1]), dtype=ESTIMATED)
    laid[:, 0, 1, 0, 0] = values
    return laid


def _spread(values: Floats) -> Floats:
    """Lay (h, r) out over a menu."""
    return values[:, None, None, None, None].astype(ESTIMATED)


def net_worth(candidates: Menu, at: Standing, estimate: Floats) -> Floats:
    """Return what each candidate promises the power before attention: P (WTP - cost), US$bn.

    P = logistic(lam (V + estimate - V_out)), where `estimate` (h, k, r) is the error of the power's estimate of each
    host's value, in points. The result has all axes of the menu.
    """
    parts = candidates.parts
    by_clauses = parts[Term.RELATION] + parts[Term.CONDITIONS] + parts[Term.LOCK]
    by_clauses = by_clauses + (_by_host_sector(estimate) - at.hurdle)
    by_amount = parts[Term.AUTONOMY] + (parts[Term.MONEY] + parts[Term.DEBT] + parts[Term.DOMESTIC])
    by_amount += parts[Term.RETALIATION]
    by_amount += parts[Term.SECURITY]
    by_amount *= -at.precision
    odds_against = by_amount + by_clauses * -at.precision
    with np.errstate(over="ignore"):
        np.exp(odds_against, out=odds_against)
    odds_against += 1.0
    net: Floats = candidates.gain + candidates.clauses
    net /= odds_against
    return net


def pick(
    candidates: Menu,
    setting: Setting,
    standing: Standing,
    at: Standing,
    style: Style,
    *,
    cash: Floats,
    attention: Floats,
    open_slots: Bools,
    together: Bools,
    estimate: Floats,
    noise: Floats,
) -> Picks:
    """Choose what to offer: a joint offer where there can be one, the best candidate in each slot, then the best slots.

    A slot's best candidate is that of the largest net = P (WTP - cost) - c_att attention; slots with net > 0 are
    ranked by net / tau + gumbel. The power goes down its list, some places past as many offers as it can make, and
    makes each offer that the cash and attention left allow. A joint offer comes first and counts as one.

    Parameters
    ----------
    cash, attention
        (r): what the power can commit, US$bn and units.
    open_slots
        (h, k, r): where the power may offer.
    together
        (r): where it may make one offer to several hosts.
    estimate
        (h, k, r): the error of the power's estimate of each host's value, points.
    noise
        (h, k, r): standard Gumbel draws.
    """
    free = setting.parameters.bidding
    net = net_worth(candidates, at, estimate)
    cash_left, attention_left = cash.copy(), attention.copy()
    offers_left = np.full(cash.shape, style.profile.offers)
    joint = None
    joint_attention = setting.parameters.summits.attention * free.offer_attention
    together = together & (attention >= joint_attention)
    if together.any() and style.profile.offers:
        joint = joint_offers(
            net,
            amounts=style.multiples,
            standard=standing.standard,
            unit_costs=style.unit_costs,
            together=together,
            open_slots=open_slots,
            cash=cash,
            attention_cost=free.attention_cost * joint_attention,
            free=setting.parameters.summits,
        )
        open_slots = open_slots.copy()
        open_slots[joint.host, joint.sector, joint.run] &= ~joint.joins
        cash_left[joint.run] -= total(joint.cost * joint.joins)
        attention_left[joint.run] -= joint_attention
        offers_left[joint.run] -= 1
    tie_attention = setting.element_attention[candidates.element]
    net[:, :, 1] -= _spread(free.attention_cost * tie_attention)[:, 0]
    best = np.maximum(net[:, :, :, BARE], net[:, :, :, FULL]).max((2, 3)) - free.attention_cost * free.offer_attention
    hosts, sectors, runs = best.shape
    key = np.where(open_slots & (best > 0.0), best * (1.0 / free.temperature) + noise, -np.inf)

    looks = min(style.profile.offers + SPARE_LOOKS, hosts * sectors)
    by_run = np.ascontiguousarray(key.reshape(-1, runs).T)
    # Only closed slots tie, and those are never looked at: any order among them will do.
    ranked = np.argsort(-by_run, axis=1)[:, :looks]
    every = np.arange(runs)[:, None]
    listed = by_run[every, ranked] > -np.inf
    variant = net.reshape(hosts * sectors, -1, runs)[ranked, :, every].argmax(2)
    tie, clauses, multiple = np.unravel_index(variant, net.shape[2:5])
    host, sector = np.divmod(ranked, sectors)
    element = np.where(tie == 1, candidates.element[host, every], np.int8(0))
    amount = standing.standard[host, every] * style.multiples[multiple]
    cost = style.unit_costs[sector] * amount + setting.element_cost[element]
    effort = setting.element_attention[element] + free.offer_attention

    made = np.empty_like(listed)
    for look in range(looks):
        makes = listed[:, look] & (offers_left > 0)
        makes &= (cost[:, look] <= cash_left) & (effort[:, look] <= attention_left)
        made[:, look] = makes
        cash_left -= cost[:, look] * makes
        attention_left -= effort[:, look] * makes
        offers_left -= makes
    run = np.broadcast_to(every, made.shape)
    picks = Picks(
        host=host[made],
        sector=sector[made],
        run=run[made],
        amount=amount[made],
        offtake=style.offtakes[multiple][made],
        element=element[made],
        full=(clauses == FULL)[made],
        joint=np.zeros(made.sum(), dtype=bool),
        cost=cost[made],
    )
    return picks if joint is None else picks.beside(_joint_picks(joint, standing, style))


def _joint_picks(joint: Joint, standing: Standing, style: Style) -> Picks:
    """Lay joint offers out as the offers that they are to each host."""
    place = np.nonzero(joint.joins)[1]
    host, run, multiple = joint.host[joint.joins], joint.run[place], joint.multiple[place]
    return Picks(
        host=host,
        sector=joint.sector[place],
        run=run,
        amount=standing.standard[host, run] * style.multiples[multiple],
        offtake=style.offtakes[multiple],
        element=np.zeros(len(host), dtype=np.int8),
        full=joint.clauses[place] == FULL,
        joint=np.ones(len(host), dtype=bool),
        cost=joint.cost[joint.joins],
    )


SPARE_LOOKS = 2
"""How far past the most offers that it can make a power goes down its list, when it cannot afford some."""


@dataclass(frozen=True)
class Picks:
    """The offers that a power makes in all runs: arrays (offer)."""

    host: NDArray[np.intp]
    sector: NDArray[np.intp]
    run: NDArray[np.intp]
    amount: Floats
    offtake: Floats
    """Share of a project's output that is asked for, if there is a project."""
    element: Codes
    full: Bools
    """Whether the power asks in full."""
    joint: Bools
    """Whether it is part of a joint offer."""
    cost: Floats

    def beside(self, others: Picks) -> Picks:
        """Return these offers and others."""
        pairs = {field.name: (getattr(self, field.name), getattr(others, field.name)) for field in fields(self)}
        return Picks(**{name: np.concatenate(pair) for name, pair in pairs.items()})


def write(
    picks: Picks,
    power: int,
    style: Style,
    proposals: Terms,
    *,
    holding: Bools,
    governance: Floats,
    openings: Openings,
    threats: Bools,
) -> None:
    """Write a power's picks into the proposals (h, p, k, r).

    Parameters
    ----------
    holding
        (h, k, r): where it has a lock already.
    governance
        (r): what it asks for in governance when it asks in full; r may be 1.
    openings
        The projects to be won.
    threats
        (h, k, r): where it would put a threat behind an offer; a joint offer comes without.
    """
    hosts, powers, sectors, runs = proposals.made.shape
    slots = Slots(((picks.host * powers + power) * sectors + picks.sector) * runs + picks.run, proposals.made.shape)
    own = Slots((picks.host * sectors + picks.sector) * runs + picks.run, (1, hosts, sectors, runs))
    asks = style.profile.asks
    project = slots.read(openings.project)
    slots.write(proposals.made, True)
    slots.write(proposals.amount, picks.amount)
    slots.write(proposals.element, picks.element)
    slots.write(proposals.sanctions, asks.sanctions * picks.full)
    slots.write(proposals.governance, np.broadcast_to(governance, (runs,))[picks.run] * picks.full)
    slots.write(proposals.recognition, asks.recognition * picks.full)
    slots.write(proposals.collateral, asks.collateral & picks.full)
    slots.write(proposals.exclusive, style.locks[picks.sector] & ~own.read(holding) & picks.full)
    slots.write(proposals.project, project)
    slots.write(proposals.offtake, np.minimum(picks.offtake, slots.read(openings.free)) * (project > 0))
    slots.write(proposals.threat, own.read(threats) & ~picks.joint)
    slots.write(proposals.joint, picks.joint)
    slots.write(proposals.cost, picks.cost)

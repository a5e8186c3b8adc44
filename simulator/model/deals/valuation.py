"""What is an offer worth to a host: a vector of named terms, in points, whose sum is its value.

One point is a grant worth 0.1 % of the host's GDP. The same functions value the offers on the table, for the host that
decides and for whoever wants to know why, and the menu of a power that wonders what would be signed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from simulator.model.arithmetic import Bools, Floats, total
from simulator.model.deals.standing import Standing
from simulator.model.offers import Clause, Table
from simulator.model.rules.debt import distress
from simulator.model.setting import Setting
from simulator.model.slots import Slots


class Term(StrEnum):
    """The terms of a valuation, in the order of the vector."""

    MONEY = "money"
    SECURITY = "security"
    AUTONOMY = "autonomy"
    DEBT = "debt"
    DOMESTIC = "domestic"
    RELATION = "relation"
    CONDITIONS = "conditions"
    RETALIATION = "retaliation"
    THREAT = "threat"
    LOCK = "lock"


TERMS = tuple(Term)


@dataclass(frozen=True)
class Bid:
    """An offer as the valuation reads it: numbers that broadcast over the slots of a `Standing`."""

    amount: Floats
    """US$bn."""
    size: Floats
    """Amount in standard deals."""
    tie_gain: Floats
    """Rise of the security tie."""
    sovereignty_cost: Floats
    """Points."""
    red_line: Floats
    """1 where the security element crosses a red line of rivals, else 0."""
    sanctions: Floats
    """0 to 1."""
    governance: Floats
    """0 to 1."""
    recognition: Floats
    """0 to 1."""
    collateral: Bools
    """Whether the debt is secured."""
    exclusive: Bools
    """Whether the sector is locked."""
    threat: Bools
    """Whether a threat stands behind the offer."""
    gift: Floats
    """Grant element of each US$."""
    spillover: Floats
    """Lasting gain per US$."""
    cash_part: Floats
    """Share of each US$ that reaches the host's reserves."""
    debt_part: Floats
    """Share of each US$ that becomes debt."""
    equity_part: Floats
    """Share of each US$ that becomes direct investment."""
    trade_creation: Floats
    """Annual trade per US$."""
    visibility: Floats
    """Visibility of the sector."""
    rivals: Floats
    """Powers that could bid in the sector beside this one."""


@dataclass(frozen=True)
class Shift:
    """What an offer would do to the influence of the power that makes it."""

    gain: Floats
    """Rise of its influence."""
    dilution: Floats
    """Rise as a part of everyone's influence after: by this part every other share falls."""
    per_everyone: Floats
    """1 / everyone's influence after."""


def shift(setting: Setting, at: Standing, bid: Bid) -> Shift:
    """Work out the rise of influence; only what is expected to arrive buys any.

    dI = wF min(1, A~ equity / F_tot) + wD min(A~ debt, room) / (Y d_sat) + wG dG + wT min(1, tc A~ / T_tot), with
    A~ = A b.
    """
    arriving = bid.amount * at.belief
    weights = setting.channel_weights
    economic = (
        np.minimum(arriving * bid.equity_part * at.influence_per_equity, weights["fdi"])
        + np.minimum(arriving * bid.trade_creation * at.influence_per_trade, weights["trade"])
        + np.minimum(arriving * bid.debt_part, at.debt_room) * at.influence_per_debt
    )
    gain = economic + weights["security"] * bid.tie_gain
    per_everyone = 1.0 / (at.everyone + gain)
    return Shift(gain, gain * per_everyone, per_everyone)


def worth_per_dollar(at: Standing, bid: Bid) -> Floats:
    """Return u: what each US$ that arrives is worth to the host beyond par, in US$."""
    return dollar(
        gift=bid.gift,
        rent=at.rent,
        spillover=bid.spillover,
        absorption=at.absorption,
        cash_part=bid.cash_part,
        scarcity=at.scarcity,
    )


def dollar(
    *, gift: Floats, rent: Floats, spillover: Floats, absorption: Floats, cash_part: Floats, scarcity: Floats
) -> Floats:
    """Return what a US$ that arrives is worth beyond par: gift, rent, spill-over, and cash as it is scarce."""
    return gift + rent + spillover * absorption + cash_part * scarcity


def money(setting: Setting, at: Standing, bid: Bid) -> Floats:
    """Return kap ln(1 + pt(A b u) / kap), continued as a mirror image below zero."""
    concavity = setting.parameters.money.concavity
    plain = at.points * (bid.amount * at.belief * worth_per_dollar(at, bid))
    felt: Floats = np.copysign((concavity * at.money_weight) * np.log1p(np.abs(plain) * (1.0 / concavity)), plain)
    return felt


def autonomy(at: Standing, bid: Bid, moved: Shift) -> Floats:
    """Return -w_A (1 + xi memory) 100 (HHI' - HHI) - sovereignty cost.

    HHI' = (HHI I_tot^2 - I_p^2 + (I_p + dI)^2) / (I_tot + dI)^2: negative for the dominant patron and positive for an
    under-represented one, which is all that there is to hedging.
    """
    risen = at.influence + moved.gain
    after = (at.others_squared + risen * risen) * (moved.per_everyone * moved.per_everyone)
    sovereignty = at.sovereignty_weight * bid.sovereignty_cost
    return (at.autonomy_weight * at.concentration - sovereignty) - at.autonomy_weight * after


def debt(setting: Setting, at: Standing, bid: Bid) -> Floats:
    """Return -w_D (pd(d + A debt / Y) - pd(d)) - w_col l_col pt(pledged debt).

    What is signed counts in full, whether or not it is expected to arrive.
    """
    owed = bid.amount * bid.debt_part
    risen = distress(setting, at.debt_ratio + owed * at.points * 1e-3, at.debt_threshold)
    return at.distress_weight * (at.distress - risen) - pledge(at, bid)


def pledge(at: Standing, bid: Bid) -> Floats:
    """Return what securing the debt costs: w_col collateral pt(A debt) l_col."""
    owed = bid.amount * bid.debt_part
    return at.pledge_weight * (owed * at.points) * bid.collateral


def domestic(setting: Setting, at: Standing, bid: Bid) -> Floats:
    """Return -w_N hostility visibility (1.6 - Leg) min(1.5, A / A_std)."""
    return -at.resentment * bid.visibility * np.minimum(bid.size, setting.parameters.domestic.size_cap)


def conditions(at: Standing, bid: Bid) -> Floats:
    """Return what the clauses cost.

    -sanctions (pt(mu_re T_exposed) + w_C (c_W + W) (1 - x)) - governance w_G (1 - W) - recognition w_R (1 - x).
    """
    return -(
        bid.sanctions * at.sanctions_cost + bid.governance * at.governance_cost + bid.recognition * at.recognition_cost
    )


def retaliation(at: Standing, bid: Bid, moved: Shift) -> Floats:
    """Return -(sum over other powers q of the rise of P_q harm_q) for the loss of their shares and crossed red lines.

    The rise by lost shares is of first order in the dilution; `rules/leverage.py` has both.
    """
    return -(at.retaliation * moved.dilution + at.red_line * bid.red_line)


def threat(at: Standing, bid: Bid) -> Floats:
    """Return +P_exec harm where refusal is threatened: what yielding saves."""
    return at.threat * bid.threat


def lock(at: Standing, bid: Bid) -> Floats:
    """Return -exclusive ov n pt(A_std) l_n."""
    return -at.lock_cost * bid.rivals * bid.exclusive


def _as_they_are(values: Floats) -> Floats:
    return values


def relief(at: Standing, bid: Bid) -> dict[Clause, Floats]:
    """Return what each clause costs the host, and its going would save, points."""
    return {
        Clause.RECOGNITION: bid.recognition * at.recognition_cost,
        Clause.COLLATERAL: pledge(at, bid),
        Clause.GOVERNANCE: bid.governance * at.governance_cost,
        Clause.SANCTIONS: bid.sanctions * at.sanctions_cost,
        Clause.EXCLUSIVE: -lock(at, bid),
    }


def terms(
    setting: Setting,
    at: Standing,
    bid: Bid,
    moved: Shift,
    paper: Bid | None = None,
    over_sectors: Callable[[Floats], Floats] = _as_they_are,
) -> dict[Term, Floats]:
    """Value offers: each term in points; the terms broadcast against each other, and their sum is the value.

    Sectors that a power pays for by the same instrument have the same terms of autonomy, debt and retaliation. `paper`,
    from which `moved` comes too, may hold the offers by instrument then, and `over_sectors` lays a term out over the
    sectors.
    """
    paper = bid if paper is None else paper
    return {
        Term.MONEY: money(setting, at, bid),
        Term.SECURITY: at.cover_gain * bid.tie_gain,
        Term.AUTONOMY: over_sectors(autonomy(at, paper, moved)),
        Term.DEBT: over_sectors(debt(setting, at, paper)),
        Term.DOMESTIC: domestic(setting, at, bid),
        Term.RELATION: at.relation,
        Term.CONDITIONS: conditions(at, bid),
        Term.RETALIATION: over_sectors(retaliation(at, paper, moved)),
        Term.THREAT: threat(at, bid),
        Term.LOCK: lock(at, bid),
    }


@dataclass(frozen=True)
class Valuation:
    """The offers on the table, as their hosts value them: one column an offer."""

    slots: Slots
    """Where the offers lie."""
    terms: Floats
    """(term, offer) points, in the order of `TERMS`."""
    value: Floats
    """(offer) points: the sum of the terms."""
    hurdle: Floats
    """(offer) points of the status quo."""
    at: Standing
    """How hosts and dyads stand, at the slots."""
    bid: Bid
    """The offers, at the slots."""
    moved: Shift
    """What the offers would do to influence, at the slots."""

    @property
    def rise(self) -> Floats:
        """By how much the power's share of influence would rise, ds: (offer)."""
        rise: Floats = self.moved.dilution * (1.0 - self.at.share)
        return rise

    @property
    def red_line(self) -> Floats:
        """1 where the offer crosses a red line of rivals, else 0: (offer)."""
        return self.bid.red_line

    def laid_out(self) -> Floats:
        """Return the values by slot, (h, p, k, r), 0 where no offer lies."""
        values = np.zeros(self.slots.shape)
        self.slots.write(values, self.value)
        return values

    def signed(self, signed: Bools) -> tuple[Floats, Floats]:
        """Return the shares gained and the red lines crossed with what was signed (h, p, k, r): both (h, p, r)."""
        weights = self.slots.read(signed)
        return self.slots.per_dyad(self.rise * weights), self.slots.per_dyad(self.red_line * weights)


def bids(setting: Setting, at: Standing, table: Table, slots: Slots) -> Bid:
    """Read single offers (offer) off the table."""
    host, power, sector, _ = slots.axes
    amount, element = slots.read(table.amount), slots.read(table.element)
    return Bid(
        amount=amount,
        size=amount / at.standard,
        tie_gain=np.minimum(setting.tie_gain[element], at.tie_room),
        sovereignty_cost=setting.sovereignty_cost[element],
        red_line=setting.red_line[element],
        sanctions=slots.read(table.sanctions),
        governance=slots.read(table.governance),
        recognition=slots.read(table.recognition),
        collateral=slots.read(table.collateral),
        exclusive=slots.read(table.exclusive),
        threat=slots.read(table.threat),
        gift=setting.gift[host, power, sector, 0],
        spillover=setting.spillover[host, sector, 0],
        cash_part=setting.cash_part[power, sector, 0],
        debt_part=setting.debt_part[power, sector, 0],
        equity_part=setting.equity_part[power, sector, 0],
        trade_creation=setting.trade_creation[power, sector, 0],
        visibility=setting.visibility[sector, 0],
        rivals=setting.rivals[power, sector, 0],
    )


def value_table(setting: Setting, standing: Standing, table: Table) -> Valuation:
    """Value the offers on the table for their hosts."""
    slots = Slots.where(table.made)
    at = standing.of(slots)
    bid = bids(setting, at, table, slots)
    moved = shift(setting, at, bid)
    parts = terms(setting, at, bid, moved)
    vector = np.stack([parts[term] for term in TERMS])
    return Valuation(slots, vector, total(vector), at.hurdle, at, bid, moved)

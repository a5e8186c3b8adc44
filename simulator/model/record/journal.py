"""Why was each offer signed or refused: the decisions with their terms, hurdle and price to flip."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from simulator.model.arithmetic import Bools, Floats, logistic
from simulator.model.deals.bargaining import Prospects
from simulator.model.deals.price import even_amount
from simulator.model.deals.settlement import locked_out
from simulator.model.deals.standing import Standing
from simulator.model.deals.valuation import TERMS, Valuation
from simulator.model.deals.worth import Worth
from simulator.model.offers import CLAUSES, Answer, Orders, Table
from simulator.model.setting import Setting
from simulator.model.world import World
from simulator.scenario.deals import Sector
from simulator.scenario.profiles import HostProfile, PowerProfile
from simulator.scenario.quarter import Quarter

ANSWERS = {Answer.SIGN: "signed", Answer.REFUSE: "refused", Answer.HOLD: "held", Answer.COUNTER: "countered"}

DEALS = {"grant": "a grant", "loan": "a loan", "equity": "an equity stake", "purchase": "a purchase"}


@dataclass(frozen=True)
class Counter:
    """What a host asked for in the place of an offer."""

    amount: float
    """US$bn."""
    dropped: str | None
    """The clause that was to go."""

    @property
    def words(self) -> str:
        """What was asked for, as `US$0.80 bn` or `the offer without the sanctions clause`."""
        return f"the offer without the {self.dropped} clause" if self.dropped else f"US${self.amount:.2f} bn"


@dataclass(frozen=True)
class Decision:
    """A host's answer to an offer, or a power's to a counter, in the additive terms of the host."""

    quarter: str
    """When the answer was given, such as `2026Q1`."""
    run: int
    """The run's number."""
    host: str
    power: str
    sector: str
    instrument: str
    amount: float
    """US$bn."""
    element: str | None
    """Security element in the offer."""
    clauses: dict[str, float]
    """Clauses asked for and their levels, 0 to 1."""
    terms: dict[str, float]
    """Points by term; they sum to `value`."""
    value: float
    """Points."""
    hurdle: float
    """Points that the status quo is worth."""
    probability: float
    """Chance of being wanted before the draw, as it stands or with other terms: of clearing the hurdle and winning
    against offers in conflict; where a power answers a counter, that it can live with it."""
    decision: str
    """`signed`, `refused`, `held` (wanted, but it has to wait) or `countered` by the host; of a counter that the power
    answers, `signed`, `declined`, or `lapsed` where another power holds the sector by now."""
    blockers: tuple[str, ...]
    """What stands in the way beside money, as sentences: a lock, a limit on signatures, a counter that waits, or that
    no amount would do."""
    price_to_flip: float
    """US$bn to add for an even bet, other terms valued anew: negative where it is more than enough; infinite where
    money will not turn it, one way or the other."""
    power_net: float
    """What a signature on these terms gains the power, US$bn."""
    counter: Counter | None
    """What the host asks for if it counters the offer, or what it asked for if the power now answers."""
    sentence: str = ""
    """The decision in a line."""

    @property
    def margin(self) -> float:
        """Points above the hurdle."""
        return self.value - self.hurdle

    def largest_terms(self, most: int = 4) -> list[tuple[str, float]]:
        """Return the terms that weigh most, the others as `other`, in tenths of a point that add up to the value."""
        ranked = sorted(self.terms.items(), key=lambda item: -abs(item[1]))
        shown = {term: round(points, 1) for term, points in ranked[:most] if abs(points) >= 0.05}
        rest = round(round(self.value, 1) - sum(shown.values()), 1)
        parts = sorted(shown.items(), key=lambda item: -item[1])
        return [*parts, ("other", rest)] if rest else parts


@dataclass
class Journal:
    """Collects decisions of all runs of a block, and the headlines of its first; for a run that somebody looks at."""

    setting: Setting
    runs: range
    decisions: list[Decision] = field(default_factory=list)
    headlines: list[tuple[str, str]] = field(default_factory=list)
    """What happened, as the quarter and a line: events by their names, summits, clashes and the turns of politics."""
    _asked: dict[tuple[int, int, int, int], Counter] = field(default_factory=dict)
    """The counters that wait for their powers, by slot."""

    def note(self, quarter: Quarter, headline: str) -> None:
        """Add a headline."""
        self.headlines.append((str(quarter), headline[:1].upper() + headline[1:]))

    def write(
        self,
        quarter: Quarter,
        world: World,
        standing: Standing,
        valuation: Valuation,
        worth: Worth,
        prospects: Prospects,
        orders: Orders,
    ) -> None:
        """Note the answers to the offers on the table, and to the counters, before they are settled."""
        setting, table = self.setting, world.table
        locked = locked_out(setting, world)
        even = even_amount(setting, valuation.at, valuation.bid)
        odds = _probability(prospects.value, table.open & ~locked, table.exclusive, standing)
        can_live_with = logistic(worth.net / setting.parameters.bidding.temperature)
        before, self._asked = self._asked, {}
        for place, slot in enumerate(zip(*valuation.slots.axes, strict=True)):
            answer, price = Answer(int(orders.answers[slot])), math.inf if locked[slot] else float(even[place])
            if table.countered[slot]:
                verdict = "lapsed" if locked[slot] else "signed" if orders.taken[slot] else "declined"
                chance, counter = float(can_live_with[place]), before[slot]
            else:
                verdict, chance, counter = ANSWERS[answer], float(odds[slot]), None
            if answer is Answer.COUNTER:
                dropped = int(orders.counters.dropped[slot])
                amount = float(orders.counters.amount[slot])
                counter = self._asked[slot] = Counter(amount, CLAUSES[dropped - 1].value if dropped else None)
            self.decisions.append(
                self._decision(
                    quarter,
                    slot,
                    table,
                    terms={
                        str(term): float(points) for term, points in zip(TERMS, valuation.terms[:, place], strict=True)
                    },
                    value=float(valuation.value[place]),
                    hurdle=float(valuation.hurdle[place]),
                    probability=chance,
                    verdict=verdict,
                    even=price,
                    power_net=float(worth.net[place]),
                    counter=counter,
                    blockers=tuple(self._blockers(quarter, slot, world, bool(locked[slot]), answer, price, verdict)),
                )
            )

    def _blockers(
        self,
        quarter: Quarter,
        slot: tuple[int, int, int, int],
        world: World,
        locked: bool,
        answer: Answer,
        even: float,
        verdict: str,
    ) -> Iterator[str]:
        """Say what stands in the way of an offer beside money."""
        setting, (h, p, k, r) = self.setting, slot
        extra = float(world.table.extra[slot])
        if verdict == "declined" and extra > world.cash[p, r]:
            yield f"{setting.scenario.powers[p].name} has not the US${extra:.2f} bn left that it would have to add."
        if setting.closed[h, p, k, 0]:
            capital = setting.scenario.hosts[h].capital
            yield f"{setting.scenario.sectors[k].name}: {capital} keeps it closed to every power."
        elif locked:
            until = quarter + int(world.lock_left[h, k, r])
            holder = setting.scenario.powers[world.lock_holder[h, k, r]].name
            yield (
                f"{setting.scenario.sectors[k].name}: locked to {holder} until {until}; "
                "the lock must end before others can deal."
            )
        elif answer is Answer.REFUSE and math.isinf(even):
            yield "No amount would do: a larger deal costs the host more than it brings."
        if answer is Answer.HOLD and _is_postponed(world.table, slot):
            yield f"{setting.scenario.sectors[k].name}: a counter-offer waits for its answer, and this offer with it."
        elif answer is Answer.HOLD:
            most = setting.parameters.choice.signatures
            yield f"{setting.scenario.hosts[h].capital} signs at most {most} deals a quarter; the offer waits."

    def _decision(
        self,
        quarter: Quarter,
        slot: tuple[int, int, int, int],
        table: Table,
        *,
        terms: dict[str, float],
        value: float,
        hurdle: float,
        probability: float,
        verdict: str,
        even: float,
        power_net: float,
        counter: Counter | None,
        blockers: tuple[str, ...],
    ) -> Decision:
        setting = self.setting
        h, p, k, r = slot
        element = int(table.element[slot])
        amount = float(table.amount[slot])
        clauses = {
            "sanctions": float(table.sanctions[slot]),
            "governance": float(table.governance[slot]),
            "recognition": float(table.recognition[slot]),
            "collateral": float(table.collateral[slot] and setting.debt_part[p, k, 0] > 0.0),
            "exclusive": float(table.exclusive[slot]),
        }
        decision = Decision(
            quarter=str(quarter),
            run=self.runs[r],
            host=setting.hosts[h],
            power=setting.powers[p],
            sector=setting.sectors[k],
            instrument=setting.instruments[p][k].value,
            amount=amount,
            element=setting.elements[element - 1].id if element else None,
            clauses={name: level for name, level in clauses.items() if level > 0.0},
            terms=terms,
            value=value,
            hurdle=hurdle,
            probability=probability,
            decision=verdict,
            blockers=blockers,
            price_to_flip=even - amount,
            power_net=power_net,
            counter=counter,
        )
        scenario = setting.scenario
        return replace(
            decision, sentence=_sentence(decision, scenario.hosts[h], scenario.powers[p], scenario.sectors[k])
        )


def _is_postponed(table: Table, slot: tuple[int, int, int, int]) -> bool:
    """Say whether an offer has to wait because a counter in its sector does."""
    h, _, k, r = slot
    waiting = table.waiting[h, :, k, r]
    return bool(waiting.any() and table.exclusive[slot]) or bool((waiting & table.exclusive[h, :, k, r]).any())


def _probability(value: Floats, live: Bools, exclusive: Bools, standing: Standing) -> Floats:
    """Return the chance that each offer is wanted: a logit over its conflict group and the status quo."""
    margin = standing.precision[:, None, None] * (value - standing.hurdle[:, None, None])
    contested: Bools = np.any(live & exclusive, axis=1, keepdims=True)
    top = np.maximum(np.where(live, margin, -np.inf).max(1), 0.0)[:, None]
    weight = np.where(live, np.exp(np.minimum(margin - top, 0.0)), 0.0)
    in_group = weight / (np.exp(-top) + weight.sum(1)[:, None])
    alone = np.exp(np.minimum(-margin, 700.0))
    single = 1.0 / (1.0 + alone)
    return np.where(live, np.where(contested, in_group, single), 0.0)


def _sentence(decision: Decision, host: HostProfile, power: PowerProfile, sector: Sector) -> str:
    """Say the decision in a line: the terms that weigh most, what they come to, and what would turn it."""
    counter = f"{host.capital} asks for {decision.counter.words}." if decision.counter else ""
    turn = f" {counter}" if decision.decision == "countered" else _turn(decision)
    asked = decision.counter and decision.decision != "countered"
    verdict = f"is {decision.decision}, as {host.capital} asked for it" if asked else f"is {decision.decision}"
    return (
        f"{host.name} - {power.name}: {DEALS[decision.instrument]} of US${decision.amount:.2f} bn for "
        f"{sector.name.lower()} {verdict}. {_sum(decision)} = {decision.value:+.1f} "
        f"against a hurdle of {decision.hurdle:.1f}.{turn}"
    )


def _sum(decision: Decision) -> str:
    parts = decision.largest_terms()
    return ", ".join(f"{points:+.1f} {term}" for term, points in parts) or "+0.0"


def _turn(decision: Decision) -> str:
    blocker = f" {decision.blockers[0]}" if decision.blockers else ""
    if decision.counter and decision.decision != "countered":
        balance = "gained" if decision.power_net > 0.0 else "cost"
        left = f" A signature would have {balance} the power US${abs(decision.power_net):.2f} bn."
        return left + blocker if decision.decision == "declined" else blocker
    if decision.blockers:
        return blocker
    enough = decision.margin >= 0.0
    if decision.decision == "refused":
        if enough:
            return " That was enough, but chance or a rival offer stood against it."
        return f" US${decision.price_to_flip:.2f} bn more would have made it an even bet."
    return "" if enough else " That was short of it, but chance was with it."

"""Why was each offer signed or refused: the decisions with their terms, hurdle and price to flip."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from simulator.model.arithmetic import Bools, Codes, Floats
from simulator.model.deals.price import even_amount
from simulator.model.deals.settlement import locked_out
from simulator.model.deals.standing import Standing
from simulator.model.deals.valuation import TERMS, Valuation, bids
from simulator.model.offers import Answer, Table
from simulator.model.setting import Setting
from simulator.model.world import World
from simulator.scenario.deals import Sector
from simulator.scenario.profiles import HostProfile, PowerProfile
from simulator.scenario.quarter import Quarter

ANSWERS = {Answer.SIGN: "signed", Answer.REFUSE: "refused", Answer.HOLD: "held"}

DEALS = {"grant": "a grant", "loan": "a loan", "equity": "an equity stake", "purchase": "a purchase"}


@dataclass(frozen=True)
class Decision:
    """A host's answer to an offer, in additive terms."""

    quarter: str
    """When the host answered, such as `2026Q1`."""
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
    """Chance of being wanted before the draw: of clearing the hurdle and winning against offers in conflict."""
    decision: str
    """`signed`, `refused` or `held` (wanted, but the host had signed all it can in the quarter)."""
    blockers: tuple[str, ...]
    """What stands in the way beside money, as sentences: a lock, a limit on signatures, or that no amount would do."""
    price_to_flip: float
    """US$bn to add for an even bet, other terms valued anew: negative where it is more than enough; infinite where
    money will not turn it, one way or the other."""
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

    def note(self, quarter: Quarter, headline: str) -> None:
        """Add a headline."""
        self.headlines.append((str(quarter), headline[:1].upper() + headline[1:]))

    def write(
        self,
        quarter: Quarter,
        world: World,
        standing: Standing,
        valuation: Valuation,
        answers: Codes,
    ) -> None:
        """Note the answers to the offers on the table, before they are settled."""
        setting, table = self.setting, world.table
        locked = locked_out(setting, world)
        at = standing.of(valuation.slots)
        even = even_amount(setting, at, bids(setting, at, table, valuation.slots))
        odds = _probability(valuation.laid_out(), table.made & ~locked, table.exclusive, standing)
        for place, (h, p, k, r) in enumerate(zip(*valuation.slots.axes, strict=True)):
            slot = (h, p, k, r)
            answer = Answer(int(answers[slot]))
            price = math.inf if locked[slot] else float(even[place])
            self.decisions.append(
                self._decision(
                    quarter,
                    slot,
                    table,
                    terms={
                        str(term): float(points) for term, points in zip(TERMS, valuation.terms[:, place], strict=True)
                    },
                    value=float(valuation.value[place]),
                    hurdle=float(at.hurdle[place]),
                    probability=float(odds[slot]),
                    answer=answer,
                    even=price,
                    blockers=tuple(self._blockers(quarter, slot, world, bool(locked[slot]), answer, price)),
                )
            )

    def _blockers(
        self, quarter: Quarter, slot: tuple[int, int, int, int], world: World, locked: bool, answer: Answer, even: float
    ) -> Iterator[str]:
        """Say what stands in the way of an offer beside money."""
        setting, (h, _, k, r) = self.setting, slot
        if locked:
            until = quarter + int(world.lock_left[h, k, r])
            holder = setting.scenario.powers[world.lock_holder[h, k, r]].name
            yield (
                f"{setting.scenario.sectors[k].name}: locked to {holder} until {until}; "
                "the lock must end before others can deal."
            )
        elif answer is Answer.REFUSE and math.isinf(even):
            yield "No amount would do: a larger deal costs the host more than it brings."
        if answer is Answer.HOLD:
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
        answer: Answer,
        even: float,
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
            decision=ANSWERS[answer],
            blockers=blockers,
            price_to_flip=even - amount,
        )
        scenario = setting.scenario
        return replace(
            decision, sentence=_sentence(decision, scenario.hosts[h], scenario.powers[p], scenario.sectors[k])
        )


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
    return (
        f"{host.name} - {power.name}: {DEALS[decision.instrument]} of US${decision.amount:.2f} bn for "
        f"{sector.name.lower()} is {decision.decision}. {_sum(decision)} = {decision.value:+.1f} against a hurdle of "
        f"{decision.hurdle:.1f}.{_turn(decision)}"
    )


def _sum(decision: Decision) -> str:
    parts = decision.largest_terms()
    return ", ".join(f"{points:+.1f} {term}" for term, points in parts) or "+0.0"


def _turn(decision: Decision) -> str:
    enough = decision.margin >= 0.0
    if decision.blockers:
        return f" {decision.blockers[0]}"
    if decision.decision == "refused":
        if enough:
            return " That was enough, but chance or a rival offer stood against it."
        return f" US${decision.price_to_flip:.2f} bn more would have made it an even bet."
    return "" if enough else " That was short of it, but chance was with it."

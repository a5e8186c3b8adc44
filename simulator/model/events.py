"""What happens outside every actor's choice: the scenario's events, by quarter, by chance and by condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.arithmetic import DT, Bools, Floats
from simulator.model.conditions import Evidence, holds
from simulator.model.setting import Setting
from simulator.model.world import World
from simulator.scenario.happenings import WORLD_STATES, Effect, Event, State
from simulator.scenario.theatre import Stage


@dataclass(frozen=True)
class Outside:
    """The state that events alone set, in a quarter; r is 1 where it is the same in every run."""

    enforcement: Floats
    """(p, r): strictness of secondary sanctions, 0 to 1."""
    budget: Floats
    """(p, r): US$bn a year."""
    war: Floats
    """(p, r): burden of a war of its own, 0 to 2."""
    growth_shift: Floats
    """(p, r): added to a power's growth, fraction a year."""
    currency_shift: Floats
    """(p, r): added to the log of a power's exchange rate."""
    threat: Floats
    """(h, r): 0 to 1."""
    water_stress: Floats
    """(h, r): 0 to 1."""
    commodity_shift: Floats
    """(r): added to the log of the commodity price."""
    mineral_shift: Floats
    """(r): added to the log of the price of critical minerals."""
    migration_shift: Floats
    """(p, r): added to the log of what migrants in a power can send home."""
    restraint: Floats
    """(p, r): how slow a power is to press a host, log odds."""
    urgency: Floats
    """(p, r): how pressed a power is to secure minerals, 0 to 1."""
    export_controls: Floats
    """(p, r): how far a power withholds refining from others, 0 to 1."""
    governance_ask: Floats
    """(p, r): what a power asks for in governance when it asks in full, 0 to 1."""
    capacity: Floats
    """(c, r): share of each corridor's capacity that is open, 0 or more."""
    announced: Floats
    """(h, p, k, r): US$bn of the deals that events sign this quarter."""


NEVER = -1
"""The step at which an event happened that has not."""

BLOWS = {
    State.UNREST: ("unrest", 1.0),
    State.LEGITIMACY: ("legitimacy", 1.0),
    State.COMPLIANCE: ("compliance", 1.0),
    State.SUCCESSION: ("succession_due", 1.0),
    State.SUMMIT: ("summit_called", 1.0),
    State.PROGRESS: ("progress", float(tuple(Stage).index(Stage.PRODUCTION))),
}
"""States that move by themselves: an event strikes them once, and what follows is the model's. Array and most."""


class Calendar:
    """The scenario's events, and in which runs each has happened; presets that nothing sets off are none."""

    def __init__(self, setting: Setting, runs: int) -> None:
        self._setting = setting
        self._start = setting.scenario.start
        # Those of a known quarter first and in the order of time, whatever the order of the files.
        events = (event for event in setting.scenario.events if event.is_set_off)
        self._events = sorted(events, key=lambda event: (event.at is None, event.at or self._start))
        self._place = {event.id: place for place, event in enumerate(self._events)}
        self._happened = np.full((len(self._events), runs), NEVER)
        """(event, r): the step at which each last happened."""
        self._ended = np.zeros((len(self._events), runs), dtype=bool)
        """(event, r): whether another event has undone its effects since."""

    def happening(self, step: int, run: int = 0) -> list[Event]:
        """Return the events that happened at a step in one run of the block."""
        return [event for event, last in zip(self._events, self._happened[:, run], strict=True) if last == step]

    def runs_struck(self) -> dict[str, Bools]:
        """Return in which runs each event has happened so far: (r), by the event's `id`."""
        return {event.id: last != NEVER for event, last in zip(self._events, self._happened, strict=True)}

    def happened(self, event: str) -> Bools:
        """Return in which runs an event has happened so far: (r)."""
        struck: Bools = self._happened[self._place[event]] != NEVER
        return struck

    def pass_quarter(self, step: int, latest: Callable[[str], Floats], chance: Callable[[Event], Floats]) -> None:
        """Find out what happens at a step.

        Parameters
        ----------
        latest
            Returns a metric at the end of the last quarter, (*axes, r).
        chance
            Returns the uniform draws of an event with a hazard, (r).
        """
        # Conditions see what happened before the quarter, whatever the order of the events.
        before = self._happened.copy()
        evidence = Evidence(self._setting, latest, lambda event: before[self._place[event]] != NEVER)
        for place, event in enumerate(self._events):
            last = self._happened[place]
            due = self._is_free(event, step, last, self._ended[place])
            if event.at is not None:
                due &= event.at - self._start == step
            if event.when is not None:
                due &= holds(event.when, evidence)
            if event.hazard is not None:
                due &= chance(event) < 1.0 - np.exp(-event.hazard * DT)
            last[due] = step
            self._ended[place] &= ~due
            for other in (self._place[name] for name in event.ends if name in self._place):
                self._ended[other] |= due & (self._happened[other] != NEVER)

    @staticmethod
    def _is_free(event: Event, step: int, last: NDArray[np.int64], ended: Bools) -> Bools:
        never: Bools = last == NEVER
        if not event.repeats:
            return never
        return never | ended | (step - last >= (event.lasts or 1))

    def outside(self, step: int) -> Outside:
        """Return the state that events alone set, at a step: the start's, changed by the events that last."""
        figures = self._setting.figures
        still = np.zeros((len(self._setting.powers), 1))
        levels: dict[State, Floats] = {
            State.ENFORCEMENT: figures.enforcement,
            State.BUDGET: figures.budget,
            State.WAR: figures.war,
            State.GROWTH: still,
            State.EXCHANGE_RATE: still,
            State.THREAT: figures.threat,
            State.WATER_STRESS: figures.water_stress,
            State.COMMODITY_PRICE: np.zeros(1),
            State.MINERAL_PRICE: np.zeros(1),
            State.MIGRATION: still,
            State.RESTRAINT: figures.restraint,
            State.URGENCY: figures.urgency,
            State.EXPORT_CONTROLS: still,
            State.GOVERNANCE_ASK: figures.governance_ask,
            State.CAPACITY: np.ones((len(self._setting.corridors), 1)),
        }
        for event, last, ended in zip(self._events, self._happened, self._ended, strict=True):
            lasts = (last != NEVER) & ~ended
            if event.lasts is not None:
                lasts &= step - last < event.lasts
            if lasts.any():
                for effect in event.effects:
                    if effect.state in levels:
                        levels[effect.state] = self._changed(effect, levels[effect.state], lasts)
        return Outside(
            enforcement=np.clip(levels[State.ENFORCEMENT], 0.0, 1.0),
            budget=np.maximum(levels[State.BUDGET], 0.0),
            war=np.clip(levels[State.WAR], 0.0, 2.0),
            growth_shift=levels[State.GROWTH],
            currency_shift=levels[State.EXCHANGE_RATE],
            threat=np.clip(levels[State.THREAT], 0.0, 1.0),
            water_stress=np.clip(levels[State.WATER_STRESS], 0.0, 1.0),
            commodity_shift=levels[State.COMMODITY_PRICE],
            mineral_shift=levels[State.MINERAL_PRICE],
            migration_shift=levels[State.MIGRATION],
            restraint=levels[State.RESTRAINT],
            urgency=np.clip(levels[State.URGENCY], 0.0, 1.0),
            export_controls=np.clip(levels[State.EXPORT_CONTROLS], 0.0, 1.0),
            governance_ask=np.clip(levels[State.GOVERNANCE_ASK], 0.0, 1.0),
            capacity=np.maximum(levels[State.CAPACITY], 0.0),
            announced=self._announced(step),
        )

    def _announced(self, step: int) -> Floats:
        """Return what the events of a step sign: (h, p, k, r), with one run where they sign nothing."""
        setting = self._setting
        amount = np.zeros((len(setting.hosts), len(setting.powers), len(setting.sectors), 1))
        for event, last in zip(self._events, self._happened, strict=True):
            for effect in event.effects:
                if effect.state is State.SIGNED and (struck := last == step).any():
                    amount = amount + self._deal(effect) * struck
        return amount

    def _deal(self, effect: Effect) -> Floats:
        """Return the amount of a deal at its place: (h, p, k, 1)."""
        names = self._setting.hosts, self._setting.powers, self._setting.sectors
        parties = zip(names, (effect.of, effect.by, effect.sector), strict=True)
        host, power, sector = (np.array([name == party for name in axis], dtype=float) for axis, party in parties)
        deal: Floats = (effect.add or 0.0) * host[:, None, None, None] * power[:, None, None] * sector[:, None]
        return deal

    def strike(self, step: int, world: World) -> None:
        """Change the states that move by themselves, in the quarter of the event."""
        for event, last in zip(self._events, self._happened, strict=True):
            struck = last == step
            if struck.any():
                for effect in event.effects:
                    if effect.state in BLOWS:
                        name, most = BLOWS[effect.state]
                        state: Floats = getattr(world, name)
                        np.clip(self._changed(effect, state, struck), 0.0, most, out=state)
                    elif effect.state is State.RELATION:
                        self._strike_relation(effect, world.relation, struck)

    def _strike_relation(self, effect: Effect, relation: Floats, struck: Bools) -> None:
        """Change how a host gets on with a neighbour or with all, on both sides."""
        every = range(len(self._setting.hosts))
        ones = every if effect.of is None else [self._setting.index(effect.of)]
        others = every if effect.toward is None else [self._setting.index(effect.toward)]
        for i, j in {(min(i, j), max(i, j)) for i in ones for j in others if i != j}:
            changed = relation[i, j].copy()
            _apply(effect, changed)
            relation[i, j] = relation[j, i] = np.where(struck, np.clip(changed, -1.0, 1.0), relation[i, j])

    def _changed(self, effect: Effect, values: Floats, where: Bools) -> Floats:
        """Return a state, (actor, r) or (r), as an effect leaves it in the runs where it works."""
        changed = values.copy()
        rows = changed
        if effect.of is not None and effect.state not in WORLD_STATES:
            place = self._setting.index(effect.of)
            rows = changed[place : place + 1]
        _apply(effect, rows)
        # What is the same in all runs stays one number, which is quicker.
        return changed if where.all() else np.where(where, changed, values)


def _apply(effect: Effect, values: Floats) -> None:
    if effect.multiply is not None:
        values *= effect.multiply
    if effect.add is not None:
        values += effect.add

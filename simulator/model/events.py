"""What happens outside every actor's choice: the scenario's events, by quarter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Floats
from simulator.model.setting import Setting
from simulator.model.world import World
from simulator.scenario.theatre import WORLD_STATES, Effect, Event, State


@dataclass(frozen=True)
class Outside:
    """The state that events alone set, in a quarter; it is the same in every run."""

    enforcement: Floats
    """(p, 1): strictness of secondary sanctions, 0 to 1."""
    budget: Floats
    """(p, 1): US$bn a year."""
    war: Floats
    """(p, 1): burden of a war of its own, 0 to 2."""
    growth_shift: Floats
    """(p, 1): added to a power's growth, fraction a year."""
    currency_shift: Floats
    """(p, 1): added to the log of a power's exchange rate."""
    threat: Floats
    """(h, 1): 0 to 1."""
    water_stress: Floats
    """(h, 1): 0 to 1."""
    commodity_shift: Floats
    """(1): added to the log of the commodity price."""


BLOWS = {State.UNREST: "unrest", State.LEGITIMACY: "legitimacy", State.COMPLIANCE: "compliance"}
"""States that move by themselves: an event strikes them once, and what follows is the model's."""


class Calendar:
    """The scenario's events, laid out over the quarters."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._start = setting.scenario.start
        # In the order of time, whatever the order of the files; events of one quarter keep theirs.
        self._events = sorted(setting.scenario.events, key=lambda event: event.at)

    def happening(self, step: int) -> list[Event]:
        """Return the events whose quarter is this step."""
        return [event for event in self._events if event.at - self._start == step]

    def outside(self, step: int) -> Outside:
        """Return the state that events alone set, at a step: the start's, changed by the events that last."""
        setting = self._setting
        figures = setting.figures
        still = np.zeros((len(setting.powers), 1))
        levels = {
            State.ENFORCEMENT: figures.enforcement.copy(),
            State.BUDGET: figures.budget.copy(),
            State.WAR: figures.war.copy(),
            State.GROWTH: still,
            State.EXCHANGE_RATE: still.copy(),
            State.THREAT: figures.threat.copy(),
            State.WATER_STRESS: figures.water_stress.copy(),
            State.COMMODITY_PRICE: np.zeros(1),
        }
        for event in self._events:
            since = step - (event.at - self._start)
            if since >= 0 and (event.lasts is None or since < event.lasts):
                for effect in event.effects:
                    if effect.state in levels:
                        _apply(effect, self._rows(effect, levels[effect.state]))
        return Outside(
            enforcement=np.clip(levels[State.ENFORCEMENT], 0.0, 1.0),
            budget=np.maximum(levels[State.BUDGET], 0.0),
            war=np.clip(levels[State.WAR], 0.0, 2.0),
            growth_shift=levels[State.GROWTH],
            currency_shift=levels[State.EXCHANGE_RATE],
            threat=np.clip(levels[State.THREAT], 0.0, 1.0),
            water_stress=np.clip(levels[State.WATER_STRESS], 0.0, 1.0),
            commodity_shift=levels[State.COMMODITY_PRICE],
        )

    def strike(self, step: int, world: World) -> None:
        """Change the states that move by themselves, in the quarter of the event."""
        for event in self.happening(step):
            for effect in event.effects:
                if effect.state in BLOWS:
                    state: Floats = getattr(world, BLOWS[effect.state])
                    rows = self._rows(effect, state)
                    _apply(effect, rows)
                    np.clip(rows, 0.0, 1.0, out=rows)

    def _rows(self, effect: Effect, values: Floats) -> Floats:
        if effect.of is None or effect.state in WORLD_STATES:
            return values
        place = self._setting.index(effect.of)
        return values[place : place + 1]


def _apply(effect: Effect, values: Floats) -> None:
    if effect.multiply is not None:
        values *= effect.multiply
    if effect.add is not None:
        values += effect.add

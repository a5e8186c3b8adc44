"""What does a host do: it answers offers or asks for others, gives in to pressure or not, and chooses a stance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from simulator.model.deals.choice import choose
from simulator.model.deals.settlement import locked_out
from simulator.model.offers import Answer
from simulator.model.rules.stance import stance
from simulator.model.streams import Stream

if TYPE_CHECKING:
    from simulator.model.region import Region


class Host(mesa.Agent):
    """A host state that wants money, safety and room to choose.

    It owns its place in the arrays; its methods are its decisions, for all runs of the block at once.
    """

    model: Region

    def __init__(self, model: Region, index: int) -> None:
        super().__init__(model)
        self.index = index
        """Place on the host axis."""
        self.name = model.setting.hosts[index]
        """The short name."""

    @property
    def influence(self) -> None:
        """A host has none: the name is there so that one collector serves all agents."""

    @property
    def diversification(self) -> float:
        """How evenly its partners share influence, 0 to 1, as the mean over runs."""
        return float(self.model.history.latest("diversification")[self.index].mean())

    def respond(self) -> None:
        """Write the answers to the offers on the table, and what it asks for in their place, into the orders."""
        region, own = self.model, self.index
        table, standing, found = region.world.table, region.standing, region.prospects
        answers = choose(
            value=found.value[own],
            offered=table.open[own],
            waiting=table.waiting[own],
            open_slots=~locked_out(region.setting, region.world)[own],
            exclusive=table.exclusive[own],
            precision=standing.precision[own],
            hurdle=standing.hurdle[own],
            noise=region.streams[Stream.CHOICE][own],
            status_quo_noise=region.streams[Stream.STATUS_QUO][own],
            signatures=region.setting.parameters.choice.signatures,
        )
        np.copyto(answers, np.int8(Answer.COUNTER), where=found.better[own] & (answers == Answer.SIGN))
        region.orders.answers[own] = answers
        region.orders.counters.amount[own] = found.counters.amount[own]
        region.orders.counters.dropped[own] = found.counters.dropped[own]

    def bear(self) -> None:
        """Write into the orders to which of the powers that press it the host gives in."""
        region, own = self.model, self.index
        region.orders.concessions[own] = region.streams[Stream.PRESSURE][3, own] < region.yielding[own]

    def set_stance(self) -> None:
        """Write into the orders the compliance with sanctions at which the host aims."""
        region, own = self.model, self.index
        if region.setting.parameters.mechanisms.stance:
            region.orders.stance[own] = stance(
                region.setting, own, region.incentive[own], region.incentive_at_start[own]
            )

"""What does a power do: it answers counters, makes offers, and presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa
import numpy as np

from simulator.model.deals.bargaining import committed, take
from simulator.model.deals.bidding import Style, menu, pick, write
from simulator.model.deals.settlement import locked_out
from simulator.model.rules.coercion import intend
from simulator.model.streams import Stream

if TYPE_CHECKING:
    from simulator.model.region import Region


class Power(mesa.Agent):
    """A great power with a budget, attention and a style.

    It owns its place in the arrays and the style of the scenario's profile; its methods are its decisions, for all
    runs of the block at once.
    """

    model: Region

    def __init__(self, model: Region, index: int) -> None:
        super().__init__(model)
        self.index = index
        """Place on the power axis."""
        self.name = model.setting.powers[index]
        """The short name."""
        self.style = Style(model.setting, index)
        """What stays fixed in its menus."""

    @property
    def influence(self) -> float:
        """Its share of influence at the end of the last quarter, as the mean over hosts and runs."""
        return float(self.model.history.latest("influence_share")[:, self.index].mean())

    @property
    def diversification(self) -> None:
        """A power has none: the name is there so that one collector serves all agents."""

    def answer(self) -> None:
        """Write into the orders which of the hosts' counters it takes."""
        region, own = self.model, self.index
        taken = take(
            region.setting,
            region.world,
            region.worth,
            own,
            cash=region.world.cash[own],
            chance=region.streams[Stream.COUNTER_ANSWER],
        )
        taken.write(region.orders.taken, True)

    def propose(self) -> None:
        """Write the quarter's offers into the orders; the counters that it takes come first."""
        region, own = self.model, self.index
        world, setting = region.world, region.setting
        added, busy = committed(setting, world.table, region.orders.taken, own)
        cash = np.maximum(world.cash[own] - added, 0.0)
        at = region.standing.before(own)
        holding = world.lock_holder == own
        candidates = menu(
            setting,
            at,
            self.style,
            own,
            tie=world.security_tie[:, own],
            pipeline=world.pipeline[:, own],
            cash=cash,
            holding=holding,
            openings=region.openings,
            outside=region.outside,
        )
        picks = pick(
            candidates,
            setting,
            region.standing,
            at,
            self.style,
            cash=cash,
            attention=self.style.profile.attention - busy,
            open_slots=~world.table.made[:, own] & ~locked_out(setting, world)[:, own],
            together=region.together[own],
            estimate=setting.parameters.choice.estimate_noise * region.streams[Stream.ESTIMATE][:, own],
            noise=region.streams[Stream.PICK][:, own],
        )
        write(
            picks,
            own,
            self.style,
            region.orders.proposals,
            holding=holding,
            governance=region.outside.governance_ask[own],
            openings=region.openings,
            threats=region.streams[Stream.THREAT][:, own] < region.hold.threatens[:, own, None],
        )

    def press(self) -> None:
        """Write into the orders against which hosts it begins, raises and ends measures."""
        region, own = self.model, self.index
        orders = region.orders
        orders.presses[:, own], orders.levers[:, own] = intend(
            region.setting, region.world, region.hold, own, region.streams[Stream.PRESSURE][:, :, own]
        )

"""What passes inside a quarter: the world before and after its parts, and what each part said it did."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, fields
from unittest.mock import patch

import numpy as np

from simulator.model import Region, region
from simulator.model.deals.settlement import Settlement
from simulator.model.deals.valuation import Valuation
from simulator.model.offers import Orders, Table
from simulator.model.rules.coercion import Hardship
from simulator.model.rules.debt import Service
from simulator.model.rules.delivery import Delivery
from simulator.model.world import World


@dataclass
class Passed:
    """A quarter that has passed."""

    start: World
    """At the beginning of the quarter."""
    deciding: World
    """When everyone had decided and nothing was settled."""
    settled: World
    """When all answers and offers were settled, and nobody had given in to pressure or was paid."""
    end: World
    """At the end of the quarter."""
    orders: Orders
    valuation: Valuation
    settlement: Settlement
    surrendered: np.ndarray
    """(h, p, k, r): cancelled by hosts that gave in."""
    delivery: Delivery
    service: Service
    hardship: Hardship


def witnessed(region_: Region, quarters: int) -> Iterator[Passed]:
    """Step a region and tell what passed in each quarter."""
    for _ in range(quarters):
        seen: dict[str, object] = {"start": deepcopy(region_.world)}

        def settle(*arguments, _seen=seen, _real=region.settle):
            _, world, orders, _ = arguments
            _seen["deciding"], _seen["orders"] = deepcopy(world), deepcopy(orders)
            _seen["settlement"] = _real(*arguments)
            _seen["settled"] = deepcopy(world)
            return _seen["settlement"]

        def give_in(*arguments, _seen=seen, _real=region.give_in):
            _seen["surrendered"] = _real(*arguments)
            return _seen["surrendered"]

        def deliver(*arguments, _seen=seen, _real=region.deliver):
            _seen["delivery"] = _real(*arguments)
            return _seen["delivery"]

        def serve(*arguments, _seen=seen, _real=region.debt.serve):
            _seen["service"] = _real(*arguments)
            return _seen["service"]

        def hardship(*arguments, _seen=seen, _real=region.coercion.hardship):
            _seen["hardship"] = _real(*arguments)
            return _seen["hardship"]

        with (
            patch.object(region, "settle", settle),
            patch.object(region, "give_in", give_in),
            patch.object(region, "deliver", deliver),
            patch.object(region.debt, "serve", serve),
            patch.object(region.coercion, "hardship", hardship),
        ):
            region_.step()
        yield Passed(**seen, valuation=region_.valuation, end=deepcopy(region_.world))


def arrays(world: World) -> dict[str, np.ndarray]:
    """Return every array of a world by name, those of the table too; what empty slots hold counts for nothing."""
    found = {field.name: getattr(world, field.name) for field in fields(World) if field.name != "table"}
    made = world.table.made
    found["table.made"] = made
    names = [field.name for field in fields(Table) if field.name != "made"]
    return found | {f"table.{name}": getattr(world.table, name)[made] for name in names}

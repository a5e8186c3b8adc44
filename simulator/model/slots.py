"""Where do single offers lie: places in the dense arrays, so that a rule can touch the few slots that matter.

Arrays of slots are (h, p, k, r), of dyads (h, p, r), of hosts (h, r) and of powers (p, r). A `Slots` reads and writes
any of them at its offers, in the order of the slots, which is the same for a run in any block.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.arithmetic import Bools, Floats

Places = NDArray[np.intp]
"""Places along an axis or in a flattened array, one an offer."""


@dataclass(frozen=True)
class Slots:
    """Places of offers: arrays (offer)."""

    flat: Places
    """Place in a flattened array of slots."""
    shape: tuple[int, int, int, int]
    """Hosts, powers, sectors and runs."""

    @classmethod
    def where(cls, marked: Bools) -> Slots:
        """Return the marked slots of an array (h, p, k, r)."""
        hosts, powers, sectors, runs = marked.shape
        return cls(np.flatnonzero(marked), (hosts, powers, sectors, runs))

    def among(self, chosen: Bools) -> Slots:
        """Return the chosen of these offers (offer)."""
        return Slots(self.flat[chosen], self.shape)

    @cached_property
    def axes(self) -> tuple[Places, Places, Places, Places]:
        """Host, power, sector and run of each offer."""
        rest, run = np.divmod(self.flat, self.shape[3])
        rest, sector = np.divmod(rest, self.shape[2])
        host, power = np.divmod(rest, self.shape[1])
        return host, power, sector, run

    @property
    def host(self) -> Places:
        """The host of each offer."""
        return self.axes[0]

    @property
    def power(self) -> Places:
        """The power of each offer."""
        return self.axes[1]

    @property
    def sector(self) -> Places:
        """The sector of each offer."""
        return self.axes[2]

    @property
    def run(self) -> Places:
        """The run of each offer, as its place in the block."""
        return self.axes[3]

    @cached_property
    def by_dyad(self) -> Places:
        """Place of each offer's dyad in a flattened (h, p, r)."""
        return (self.host * self.shape[1] + self.power) * self.shape[3] + self.run

    @cached_property
    def by_host(self) -> Places:
        """Place of each offer's host in a flattened (h, r)."""
        return self.host * self.shape[3] + self.run

    @cached_property
    def by_power(self) -> Places:
        """Place of each offer's power in a flattened (p, r)."""
        return self.power * self.shape[3] + self.run

    def read(self, values: NDArray[Any]) -> NDArray[Any]:
        """Read an array of slots at the offers."""
        return values.reshape(-1)[self.flat]

    def write(self, values: NDArray[Any], new: NDArray[Any] | float) -> None:
        """Write into an array of slots at the offers."""
        values.reshape(-1)[self.flat] = new

    def per_host(self, values: Floats | Bools) -> Floats:
        """Add values of the offers up over powers and sectors: (h, r), each sum in the order of the slots."""
        return self._sums(self.by_host, values, (self.shape[0], self.shape[3]))

    def per_power(self, values: Floats) -> Floats:
        """Add values of the offers up over hosts and sectors: (p, r), each sum in the order of the slots."""
        return self._sums(self.by_power, values, (self.shape[1], self.shape[3]))

    def per_dyad(self, values: Floats) -> Floats:
        """Add values of the offers up over sectors: (h, p, r), each sum in the order of the slots."""
        return self._sums(self.by_dyad, values, (self.shape[0], self.shape[1], self.shape[3]))

    @staticmethod
    def _sums(places: Places, values: Floats | Bools, shape: tuple[int, ...]) -> Floats:
        sums = np.bincount(places, weights=values, minlength=int(np.prod(shape)))
        return sums.astype(np.float64, copy=False).reshape(shape)

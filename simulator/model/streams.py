"""Where does chance come from: named streams, one generator for each run and stream.

A run's draws depend on the root seed, the run's number and the stream's name, and on nothing else: not on the other
runs of its block, not on what the other streams draw, not on what the model does with the draws. Each stream hands
out an array of one fixed shape a quarter. So a run is the same alone and in any block, and switching a mechanism off
leaves the chances of the others as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from zlib import crc32

import numpy as np

from simulator.model.arithmetic import Floats


class Stream(IntEnum):
    """The streams. A number is part of the seed for good: new streams take new numbers."""

    COMMODITY = 1
    PARTNERS = 2
    GROWTH = 3
    REMITTANCES = 4
    TRADE = 5
    ALIGNMENT = 6
    LEGITIMACY = 7
    UNREST = 8
    DEBT = 9
    DELIVERY = 10
    ESTIMATE = 11
    PICK = 12
    CHOICE = 13
    STATUS_QUO = 14
    EVENTS = 15
    COUNTER = 16
    COUNTER_ANSWER = 17
    PRESSURE = 18
    THREAT = 19
    PROJECTS = 20
    SUCCESSION = 21
    NEW_LEADER = 22
    PROTEST = 23
    HELP = 24
    CLASH = 25
    SUMMIT = 26


class Law(Enum):
    """The distributions that streams draw from."""

    NORMAL = "standard normal"
    STUDENT = "Student's t with five degrees of freedom, scaled to a standard deviation of 1"
    UNIFORM = "uniform on [0, 1)"
    GUMBEL = "standard Gumbel"


@dataclass(frozen=True)
class Draw:
    """What a stream hands out each quarter."""

    law: Law
    shape: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many numbers a quarter takes."""
        return int(np.prod(self.shape))


Key = Stream | tuple[Stream, int]
"""A stream; or one of the streams of a kind, such as that of a single event, by a number of its own."""


def stream_of_event(name: str) -> Key:
    """Return the stream of a chance event: its own, so that other events come and go without a trace."""
    return Stream.EVENTS, crc32(name.encode())


def draws(hosts: int, powers: int, sectors: int, *, projects: int = 0, events: Iterable[str] = ()) -> dict[Key, Draw]:
    """Say what each stream hands out a quarter in a world of this size, with chance events of these names."""
    dyads = (hosts, powers)
    slots = (hosts, powers, sectors)
    chances: dict[Key, Draw] = {stream_of_event(name): Draw(Law.UNIFORM, (1,)) for name in events}
    return chances | {
        Stream.COMMODITY: Draw(Law.STUDENT, (1,)),
        Stream.PARTNERS: Draw(Law.NORMAL, (2, powers)),
        Stream.GROWTH: Draw(Law.NORMAL, (hosts,)),
        Stream.REMITTANCES: Draw(Law.NORMAL, dyads),
        Stream.TRADE: Draw(Law.NORMAL, dyads),
        Stream.ALIGNMENT: Draw(Law.NORMAL, dyads),
        Stream.LEGITIMACY: Draw(Law.NORMAL, (hosts,)),
        Stream.UNREST: Draw(Law.UNIFORM, (2, hosts)),
        Stream.DEBT: Draw(Law.UNIFORM, (2, hosts)),
        Stream.DELIVERY: Draw(Law.UNIFORM, slots),
        Stream.ESTIMATE: Draw(Law.NORMAL, slots),
        Stream.PICK: Draw(Law.GUMBEL, slots),
        Stream.CHOICE: Draw(Law.GUMBEL, slots),
        Stream.STATUS_QUO: Draw(Law.GUMBEL, (hosts, sectors)),
        Stream.COUNTER: Draw(Law.NORMAL, slots),
        Stream.COUNTER_ANSWER: Draw(Law.UNIFORM, slots),
        Stream.PRESSURE: Draw(Law.UNIFORM, (4, *dyads)),
        Stream.THREAT: Draw(Law.UNIFORM, slots),
        Stream.PROJECTS: Draw(Law.UNIFORM, (projects,)),
        Stream.SUCCESSION: Draw(Law.UNIFORM, (1 + sectors, hosts)),
        Stream.NEW_LEADER: Draw(Law.NORMAL, (2 + powers, hosts)),
        Stream.PROTEST: Draw(Law.UNIFORM, dyads),
        Stream.HELP: Draw(Law.UNIFORM, (2, hosts)),
        Stream.CLASH: Draw(Law.UNIFORM, (hosts, hosts)),
        Stream.SUMMIT: Draw(Law.UNIFORM, (powers,)),
    }


def _numbers(stream: Key) -> tuple[int, ...]:
    return stream if isinstance(stream, tuple) else (stream,)


class Streams:
    """The draws of a block of runs, a quarter at a time.

    Parameters
    ----------
    seed
        The root seed.
    runs
        The numbers of the runs in the block.
    plan
        What each stream hands out a quarter.
    ahead
        Quarters that are drawn at a time: a matter of speed that changes no draw.
    """

    def __init__(self, seed: int, runs: Sequence[int], plan: dict[Key, Draw], ahead: int = 20) -> None:
        self.plan = plan
        """What each stream hands out a quarter."""
        self._ahead = ahead
        self._position = ahead
        self._now: dict[Key, Floats] = {}
        self._generators = {
            stream: [
                np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(run, *_numbers(stream)))))
                for run in runs
            ]
            for stream in plan
        }
        self._drawn = {stream: np.empty((len(runs), ahead, draw.size)) for stream, draw in plan.items()}

    def advance(self) -> None:
        """Go on to the next quarter."""
        if self._position == self._ahead:
            for stream, draw in self.plan.items():
                self._draw_ahead(stream, draw)
            self._position = 0
        for stream, draw in self.plan.items():
            quarter = np.ascontiguousarray(self._drawn[stream][:, self._position].T)
            self._now[stream] = quarter.reshape(*draw.shape, quarter.shape[-1])
        self._position += 1

    def __getitem__(self, stream: Key) -> Floats:
        """Return this quarter's draws: the shape of the stream's plan, runs last."""
        return self._now[stream]

    def _draw_ahead(self, stream: Key, draw: Draw) -> None:
        ahead = self._drawn[stream]
        for row, generator in zip(ahead, self._generators[stream], strict=True):
            if draw.law is Law.NORMAL:
                generator.standard_normal(out=row)
            elif draw.law is Law.UNIFORM:
                generator.random(out=row)
            elif draw.law is Law.GUMBEL:
                generator.standard_exponential(out=row)
            else:
                row[:] = generator.standard_t(5, size=row.shape)
        if draw.law is Law.GUMBEL:
            # An exponential draw of exactly zero has probability 2**-53 and would be an infinite key.
            np.maximum(ahead, 1e-300, out=ahead)
            np.log(ahead, out=ahead)
            np.negative(ahead, out=ahead)
        elif draw.law is Law.STUDENT:
            ahead *= np.sqrt(3.0 / 5.0)

"""Does one way of dealing always win: every actor plays every style, against others whose styles are drawn.

A game of a seat is one run in which all others play a style that was drawn for them. The five styles of the seat play
the same game: the same seed and run, the same opponents. The style with the highest score at the end wins it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.analysis.passing import Going, always, passed
from simulator.analysis.styles import Roster, Style
from simulator.analysis.verdict import interval
from simulator.model import Region
from simulator.model.arithmetic import Floats

TABLE = 20
"""Games with the same opponents: they are stepped together."""
_TIE = 1e-9
"""Points by which scores must differ for one to be the higher."""

Arrangement = tuple[int, ...]
"""The number of the style that each actor plays, in the order of `Roster.actors`."""


@dataclass(frozen=True)
class Standing:
    """How one style did in one seat."""

    style: Style
    wins: float
    """Games won; a tie counts in equal parts."""
    share: float
    """Games won, as a share of those played."""
    low: float
    """Lower end of the interval of the share, from its spread over the tables; infinite where there is but one."""
    high: float
    """Upper end of the interval."""
    score: float
    """Mean score at the end, 0 to 100."""


@dataclass(frozen=True)
class Result:
    """How the styles did in one seat."""

    seat: str
    """The id of the power or host."""
    games: int
    standings: tuple[Standing, ...]
    """One for each style, in their order."""

    @property
    def best(self) -> Standing:
        """The style that won most games."""
        return max(self.standings, key=lambda standing: standing.wins)


class Tournament:
    """A round robin of styles.

    Parameters
    ----------
    roster
        A scenario, and its actors in every style.
    seats
        The ids of the actors whose games are played; all where left out.
    games
        How many games each seat has. Their runs are numbered from 0.
    seed
        The root seed, of the runs and of the opponents' styles.
    quarters
        How long a game is; the scenario's horizon where left out.
    """

    def __init__(
        self, roster: Roster, *, seats: Sequence[str] | None = None, games: int, seed: int, quarters: int | None = None
    ) -> None:
        self.roster = roster
        self.seats = tuple(roster.actors if seats is None else seats)
        self.games = games
        self.seed = seed
        self.quarters = quarters or roster.scenario.horizon
        self._tables = [range(start, min(start + TABLE, games)) for start in range(0, games, TABLE)]
        # One row after the other, so that more games add tables and change none.
        drawn = np.random.default_rng(seed).integers(len(roster.styles), size=(len(self._tables), len(roster.actors)))
        self._drawn: list[Arrangement] = [tuple(map(int, row)) for row in drawn]
        self._scores: dict[tuple[int, Arrangement], Floats] = {}

    @property
    def work(self) -> int:
        """How many quarters of how many runs are to be stepped in all."""
        worlds = {world for seat in self.seats for of_style in self._worlds(seat) for world in of_style}
        return sum(len(self._tables[table]) * self.quarters for table, _ in worlds)

    def results(self, going: Going = always) -> Iterator[Result]:
        """Play the games of each seat, one seat after the other.

        Parameters
        ----------
        going
            Called after each quarter with the number of runs that were stepped. If it says no, the seat in hand is
            given up, and those after it.
        """
        for seat in self.seats:
            worlds = self._worlds(seat)
            if not all(self._play(world, going) for of_style in worlds for world in of_style):
                return
            place = self.roster.actors.index(seat)
            scores = np.array([np.concatenate([self._scores[world][place] for world in row]) for row in worlds])
            yield self._result(seat, scores)

    def _worlds(self, seat: str) -> list[list[tuple[int, Arrangement]]]:
        """Name the worlds of a seat by style and table: two seats share those in which both play what was drawn."""
        place = self.roster.actors.index(seat)
        return [
            [(table, (*drawn[:place], style, *drawn[place + 1 :])) for table, drawn in enumerate(self._drawn)]
            for style in range(len(self.roster.styles))
        ]

    def _play(self, world: tuple[int, Arrangement], going: Going) -> bool:
        """Play a table in one arrangement, unless that is done, and keep all scores: (actor, r)."""
        if world in self._scores:
            return True
        table, arrangement = world
        scores = passed(self.roster.played(arrangement), self._tables[table], self.seed, self.quarters, going, _scores)
        if scores is None:
            return False
        self._scores[world] = scores
        return True

    def _result(self, seat: str, scores: Floats) -> Result:
        """Award the games of a seat, from the scores (style, game)."""
        first = scores >= scores.max(0) - _TIE
        won = first / first.sum(0)
        standings = []
        for place, style in enumerate(self.roster.styles):
            by_table = np.array([won[place, table.start : table.stop].mean() for table in self._tables])
            _, low, high = interval(by_table)
            if len(by_table) > 1:
                low, high = max(low, 0.0), min(high, 1.0)
            standings.append(
                Standing(
                    style=style,
                    wins=float(won[place].sum()),
                    share=float(won[place].mean()),
                    low=low,
                    high=high,
                    score=float(scores[place].mean()),
                )
            )
        return Result(seat, self.games, tuple(standings))


def _scores(region: Region) -> Floats:
    """Read all scores at the end, powers first: (actor, r)."""
    latest = region.history.latest
    return np.concatenate([latest("power_score"), latest("host_score")])

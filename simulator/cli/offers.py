"""Which offers are to be explained: `KZ` or `KZ:US`, checked against the scenario."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.cli.guard import Misuse

if TYPE_CHECKING:
    from simulator.model import Decision
    from simulator.scenario import HostProfile, PowerProfile, Scenario


@dataclass(frozen=True)
class Offers:
    """The offers to a host, from one power or from all."""

    host: str
    power: str | None

    @classmethod
    def named(cls, text: str, scenario: Scenario) -> Offers:
        """Read `HOST` or `HOST:POWER`, in ids or names, in any case.

        Raises
        ------
        Misuse
            If the scenario has no such host or power; the message names the nearest.
        """
        host, colon, power = text.partition(":")
        return cls(
            host=_found(host, "host", scenario.hosts),
            power=_found(power, "power", scenario.powers) if colon else None,
        )

    def among(self, decisions: Iterable[Decision]) -> list[Decision]:
        """Pick the decisions on these offers."""
        return [d for d in decisions if d.host == self.host and self.power in (None, d.power)]


def _found(word: str, kind: str, actors: Iterable[HostProfile | PowerProfile]) -> str:
    by_word = {name.casefold(): actor.id for actor in actors for name in (actor.name, actor.id)}
    if (identifier := by_word.get(word.strip().casefold())) is not None:
        return identifier
    ids = [actor.id for actor in actors]
    near = {by_word[name] for name in difflib.get_close_matches(word.casefold(), by_word, cutoff=0.5)}
    hint = f" Did you mean {' or '.join(sorted(near))}?" if near else ""
    raise Misuse(f"--explain: no {kind} `{word}` among {', '.join(ids)}.{hint}")

"""How does a command work through a series: the items that were asked for, one result after the other until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from simulator.cli.guard import Misuse
from simulator.cli.interruption import Interruption
from simulator.cli.progress import Progress

Found = TypeVar("Found")


def until_interrupted(work: int, results: Callable[[Callable[[int], bool]], Iterator[Found]]) -> list[Found]:
    """Collect results until Ctrl-C, with progress.

    Parameters
    ----------
    work
        Steps in all.
    results
        Yields results; it calls what it is given with the steps done, and ends where the answer is no.
    """
    with Interruption() as interruption, Progress(work) as progress:

        def going(stepped: int) -> bool:
            progress.advance(stepped)
            return not interruption.asked

        return list(results(going))


def asked_for(
    names: Iterable[str], known: Iterable[str], noun: str, further: Callable[[str], str] = lambda _: ""
) -> list[str]:
    """Find items by name, in any case; each once.

    Raises
    ------
    Misuse
        If there is none of a name: with the nearest, or else what `further` says of the name.
    """
    from simulator.scenario.reading.problems import did_you_mean

    by_name = {name.casefold(): name for name in known}
    for name in names:
        if name.casefold() not in by_name:
            hint = did_you_mean(name, by_name.values()) or further(name)
            among = ", ".join(by_name.values())
            raise Misuse(f"no {noun} `{name}` among {among}{'; ' if hint else '.'}{hint}")
    return list(dict.fromkeys(by_name[name.casefold()] for name in names))

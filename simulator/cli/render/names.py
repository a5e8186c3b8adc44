"""What are actors called and in which colour: as the scenario says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from simulator.scenario import HostProfile, PowerProfile, Scenario, Sector, SecurityElement


class Names:
    """Names and colours of the actors and sectors of a scenario, by id."""

    def __init__(self, scenario: Scenario) -> None:
        actors: list[HostProfile | PowerProfile] = [*scenario.hosts, *scenario.powers]
        things: list[Sector | SecurityElement] = [*scenario.sectors, *scenario.security_elements]
        self._names = {actor.id: actor.name for actor in actors} | {thing.id: thing.name for thing in things}
        self._colours = {actor.id: actor.colour for actor in actors}

    def plain(self, identifier: str) -> str:
        """Name an actor, a sector or a security element."""
        return self._names.get(identifier, identifier)

    def colour(self, identifier: str) -> str:
        """Name the style of an actor."""
        return self._colours.get(identifier, "none")

    def coloured(self, identifier: str) -> Text:
        """Name an actor in its colour."""
        return Text(self.plain(identifier), style=self.colour(identifier))

    def stacked(self, identifier: str) -> Text:
        """Name an actor in its colour, one word over the other, for the head of a column."""
        return Text(self.plain(identifier).replace(" ", "\n"), style=self.colour(identifier))

    def colour_in(self, sentence: Text) -> Text:
        """Colour the names of all actors that occur in a sentence."""
        for identifier, colour in self._colours.items():
            sentence.highlight_words([self._names[identifier]], style=colour)
        return sentence

"""What are actors and things called, and in which colour: as the scenario says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from simulator.cli.render.palette import readable
from simulator.scenario.naming import in_a_sentence

if TYPE_CHECKING:
    from simulator.scenario import HostProfile, PowerProfile, Scenario


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def _common(name: str) -> str:
    """Write a title as a common noun, unless it begins with an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def listed(parts: list[str]) -> str:
    """Join the items of a list in a sentence.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


class Names:
    """Names and colours, by id: hosts, powers, sectors and security elements may share an id."""

    def __init__(self, scenario: Scenario) -> None:
        self._hosts = {host.id: host for host in scenario.hosts}
        self._powers = {power.id: power for power in scenario.powers}
        self._sectors = {sector.id: sector.name for sector in scenario.sectors}
        self._elements = {element.id: element.name for element in scenario.security_elements}
        actors: list[HostProfile | PowerProfile] = [*scenario.hosts, *scenario.powers]
        self._events = {event.id: event.name for event in scenario.events}
        self._styles = {actor.name: f"bold {readable(actor.colour)}" for actor in actors}

    def host(self, identifier: str) -> str:
        """Name a host in a sentence."""
        return in_a_sentence(self._hosts[identifier].name)

    def power(self, identifier: str) -> str:
        """Name a power in a sentence."""
        return in_a_sentence(self._powers[identifier].name)

    def sector(self, identifier: str) -> str:
        """Name a sector in a sentence."""
        return _common(self._sectors[identifier])

    def element(self, identifier: str) -> str:
        """Name a security element in a sentence."""
        return _common(self._elements[identifier])

    def event(self, identifier: str) -> str:
        """Return the headline of an event."""
        return self._events[identifier]

    def actor_label(self, identifier: str) -> Text:
        """Name a host or a power in its colour, for the head of what is said of it."""
        return self._label((self._hosts.get(identifier) or self._powers[identifier]).name)

    def host_label(self, identifier: str) -> Text:
        """Name a host in its colour, for the head of a row."""
        return self._label(self._hosts[identifier].name)

    def power_label(self, identifier: str) -> Text:
        """Name a power in its colour, for the head of a row."""
        return self._label(self._powers[identifier].name)

    def host_code(self, identifier: str) -> Text:
        """Write a host's id in its colour."""
        return Text(identifier, style=self._styles[self._hosts[identifier].name])

    def power_code(self, identifier: str) -> Text:
        """Write a power's id in its colour."""
        return Text(identifier, style=self._styles[self._powers[identifier].name])

    def colour_in(self, sentence: Text) -> Text:
        """Colour the names of all actors that occur in a sentence."""
        for name, style in self._styles.items():
            sentence.highlight_words([name], style=style)
        return sentence

    def _label(self, name: str) -> Text:
        return Text(name, style=self._styles[name])

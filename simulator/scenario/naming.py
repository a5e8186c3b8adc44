"""What are actors and small numbers called within a sentence."""

from __future__ import annotations

import re

_WITH_ARTICLE = re.compile(
    r"\b(Union|States|Kingdom|Emirates|Republic|Federation|Commonwealth|League|Community|Islands|Netherlands|Philippines)\b"
)


def in_a_sentence(name: str) -> str:
    """Put the article before a name that English gives one.

    >>> in_a_sentence("European Union"), in_a_sentence("The Gambia"), in_a_sentence("China")
    ('the European Union', 'the Gambia', 'China')
    """
    if name.startswith("The "):
        return f"the {name.removeprefix('The ')}"
    return f"the {name}" if _WITH_ARTICLE.search(name) else name


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(number: int) -> str:
    """Write a small number as a word."""
    return _SMALL[number] if number < len(_SMALL) else str(number)

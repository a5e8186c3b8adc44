"""What does a word in a YAML file mean: a text, a number, a truth value or nothing.

YAML 1.1, which PyYAML reads, takes `NO` for false, `010` for 8, `1:30` for 90 and `1e3` for a text. Here a number
is what JSON calls a number, and a word that YAML would turn into something else is refused.
"""

from __future__ import annotations

import re

import yaml

from simulator.scenario.reading.nodes import Plain

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"([-+]?)\.(inf|nan)", re.IGNORECASE)
_ZERO_FIRST = re.compile(r"[-+]?0[0-9_]+")
_DIGITS = 40
"""Most characters of a number."""


class OddWordError(ValueError):
    """A word that means one thing to its writer and another to YAML."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def meaning(word: str) -> Plain:
    """Read an unquoted word.

    Raises
    ------
    OddWordError
        The word is a date, a YAML 1.1 truth value or a number in a notation other than decimal.

    Examples
    --------
    >>> meaning("1e3"), meaning("KZ"), meaning("true"), meaning("~")
    (1000.0, 'KZ', True, None)
    """
    if word in _NOTHING:
        return None
    if word in _TRUTH:
        return _TRUTH[word]
    if _WHOLE.fullmatch(word) or _DECIMAL.fullmatch(word):
        if len(word) > _DIGITS:
            raise OddWordError(f"a number of {len(word)} characters is too long", f"use at most {_DIGITS}")
        return int(word) if _WHOLE.fullmatch(word) else float(word)
    if match := _NOT_FINITE.fullmatch(word):
        return float(match[1] + match[2])
    return _text(word)


def _text(word: str) -> str:
    tag = _yaml_tag(word)
    if tag == "bool":
        reading = "true" if word.lower() in {"yes", "on"} else "false"
        raise OddWordError(f"`{word}` without quotes is read as {reading} by YAML", f'write "{word}" or {reading}')
    if tag == "timestamp":
        raise OddWordError(f"`{word}` without quotes is read as a date by YAML", f'write "{word}"')
    if tag in {"int", "float"} or _ZERO_FIRST.fullmatch(word):
        raise OddWordError(
            f"`{word[:_DIGITS]}` is not a decimal number (YAML may read it by eights, sixteens or sixties)",
            "write a number such as 10.5, or quote a text",
        )
    return word


def _yaml_tag(word: str) -> str:
    for tag, pattern in yaml.SafeLoader.yaml_implicit_resolvers.get(word[0], []):
        if pattern.match(word):
            return str(tag).rpartition(":")[2]
    return "str"

"""How does YAML text become a tree: with every position kept, and within limits that no file can get around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import yaml
from yaml.reader import Reader

from simulator.scenario.reading.nodes import Entry, Mapping, Node, Place, Plain, Scalar, Sequence, Source
from simulator.scenario.reading.problems import MAX_PROBLEMS, Problem, UnreadableError
from simulator.scenario.reading.scalars import OddWordError, meaning

MAX_DEPTH = 40
MAX_NODES = 100_000
MAX_TEXT = 20_000

_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_SCALAR_TAGS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "null": (type(None),),
}

_DIRECTIVE = re.compile("(?:\\A|(?<=[\n\r\x85\u2028\u2029]))%")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What quoted texts can smuggle in by escapes: codes for the terminal, halves of characters."""

_SYNTAX = (
    (
        "mapping values are not allowed",
        "a `:` is not expected here: quote a text that holds one, or check the indent",
    ),
    (
        "cannot start any token",
        "this character cannot stand here: quote the text, and indent by spaces, never tabs",
    ),
    ("could not find expected ':'", "a key without its `:`, or a text over several lines that needs quotes"),
    ("expected <block end>", "the indent does not fit, or a `-` or `,` is missing"),
    ("did not find expected key", "the indent does not fit, or a `,` is missing"),
    ("did not find expected '-' indicator", "the indent does not fit, or a `-` is missing"),
    ("expected ',' or ']'", "a `,` or the closing `]` of a list is missing"),
    ("expected ',' or '}'", "a `,` or the closing `}` of a mapping is missing"),
    ("unexpected end of stream", "a quotation mark is opened and never closed"),
    ("document separator", "a quotation mark is opened and never closed"),
    ("expected node content", "a value is missing before this"),
    ("expected the node content", "a value is missing before this"),
    ("maximum nesting depth", f"nested more than {MAX_DEPTH} levels deep"),
    ("duplicate anchor", "an anchor is defined twice"),
)
"""What PyYAML and libyaml say, and what it means to an author."""


@dataclass
class Budget:
    """How many more nodes may be read, over all files of a scenario."""

    nodes: int = MAX_NODES


def compose(source: Source, budget: Budget) -> tuple[Mapping, list[Problem]]:
    """Read the one mapping that a file holds.

    Parameters
    ----------
    source : Source
        The file.
    budget : Budget
        What is left of the limit on nodes; lowered by what the file holds, with aliases counted in full.

    Returns
    -------
    root : Mapping
        The tree. What a problem concerns is left out or read in the likeliest way.
    problems : list of Problem
        Duplicate keys, keys that are no text, odd words and tags.

    Raises
    ------
    UnreadableError
        The text is not YAML, or goes over a limit.
    """
    _refuse_strange_text(source)
    composer = _Composer(source, budget)
    try:
        root = composer.document(yaml.parse(source.text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(_syntax_problem(source, error)) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableError(source.problem(f"is not valid YAML: {error}")) from None
    return root, composer.problems


def _refuse_strange_text(source: Source) -> None:
    match = Reader.NON_PRINTABLE.search(source.text)
    if match:
        place = source.place(match.start())
        raise UnreadableError(
            place.problem(f"this is not a text file: it holds the control character U+{ord(match[0]):04X}")
        )
    if match := _DIRECTIVE.search(source.text):
        raise UnreadableError(source.place(match.start()).problem("directives (`%`) are not allowed"))


def _syntax_problem(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    said = error.problem or error.context or "the text cannot be read"
    advice = next((ours for theirs, ours in _SYNTAX if theirs in said), said)
    mark = error.problem_mark or error.context_mark
    if (
        mark is not None
        and "expected ','" in said
        and _character(Place(source, mark.line + 1, mark.column + 1, 1)) == ":"
    ):
        advice = 'a `:` is not expected here: quote the text that holds it, such as `source: "judgement: what if"`'
    if mark is None:
        return source.problem(f"is not valid YAML: {advice}")
    return Place(source, mark.line + 1, mark.column + 1, 1).problem(f"not valid YAML: {advice}")


class _Composer:
    """Builds the tree from YAML's stream of events."""

    def __init__(self, source: Source, budget: Budget) -> None:
        self.source = source
        self.budget = budget
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Node, int, int] | None] = {}

    def document(self, events: Iterator[yaml.Event]) -> Mapping:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise UnreadableError(
                        _place(self.source, event).problem("a second document begins here", expected="one in each file")
                    )
                root, _ = self.node(events, next(events), 1)
        if root is None or (isinstance(root, Scalar) and root.value is None):
            raise UnreadableError(Place(self.source, 1, 1, 1).problem("the file is empty", expected="a scenario"))
        if not isinstance(root, Mapping):
            raise UnreadableError(
                root.place.problem("this is not a scenario", expected="keys such as `id: my_scenario`")
            )
        return root

    def node(self, events: Iterator[yaml.Event], event: yaml.Event, depth: int) -> tuple[Node, int]:
        """Build one node and return it with its height."""
        place = _place(self.source, event)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(str(event.anchor), place, depth)
        self.spend(place, 1, depth)
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            self.anchors[anchor] = None
        left = self.budget.nodes
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            found = len(self.problems)
            value = self.scalar(event, place)
            node, height = Scalar(value, place, doubtful=len(self.problems) > found), 1
        elif isinstance(event, yaml.SequenceStartEvent):
            self.check_tag(event, place, "seq")
            node, height = self.sequence(events, place, depth)
        else:
            self.check_tag(event, place, "map")
            node, height = self.mapping(events, place, depth)
        if anchor is not None:
            self.anchors[anchor] = (node, left - self.budget.nodes + 1, height)
        return node, height

    def alias(self, anchor: str, place: Place, depth: int) -> tuple[Node, int]:
        if anchor not in self.anchors:
            raise UnreadableError(place.problem(f"no anchor `&{anchor}` stands before this alias"))
        anchored = self.anchors[anchor]
        if anchored is None:
            raise UnreadableError(place.problem(f"the alias `*{anchor}` stands for something that holds it"))
        node, size, height = anchored
        self.spend(place, size, depth + height - 1)
        return node, height

    def spend(self, place: Place, size: int, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise UnreadableError(place.problem(f"nested more than {MAX_DEPTH} levels deep"))
        self.budget.nodes -= size
        if self.budget.nodes < 0:
            raise UnreadableError(
                place.problem(f"more than {MAX_NODES:,} values in the scenario, with aliases counted in full")
            )

    def sequence(self, events: Iterator[yaml.Event], place: Place, depth: int) -> tuple[Sequence, int]:
        items, tallest = [], 0
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            item, height = self.node(events, event, depth + 1)
            items.append(item)
            tallest = max(tallest, height)
        return Sequence(tuple(items), place), tallest + 1

    def mapping(self, events: Iterator[yaml.Event], place: Place, depth: int) -> tuple[Mapping, int]:
        entries: dict[str, Entry] = {}
        tallest = 0
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key_place = _place(self.source, event)
            key = self.key(events, event, key_place, depth + 1)
            value, height = self.node(events, next(events), depth + 1)
            tallest = max(tallest, height)
            if key is None:
                continue
            if key in entries:
                self.report(
                    key_place.problem(
                        f"the key `{key}` is here twice",
                        hint=f"it stands on line {entries[key].place.line} already",
                    )
                )
            else:
                entries[key] = Entry(key_place, value)
        return Mapping(entries, place), tallest + 1

    def key(self, events: Iterator[yaml.Event], event: yaml.Event, place: Place, depth: int) -> str | None:
        """Read a key; a plain word that YAML would not read as text is reported, and taken as written."""
        if not isinstance(event, yaml.ScalarEvent):
            self.node(events, event, depth)
            self.report(place.problem("a key should be a text"))
            return None
        self.spend(place, 1, depth)
        word = str(event.value)
        if not event.style and word == "<<":
            self.report(place.problem("merge keys (`<<`) are not supported", hint="use `extends`"))
            return None
        found = len(self.problems)
        value = self.scalar(event, place)
        if not isinstance(value, str) and len(self.problems) == found:
            hint = f'write "{word}"'
            if _after_comma(place) and isinstance(value, (int, float)):
                hint = "if this is the end of a number: a decimal point, not a comma"
            self.report(place.problem(f"the key `{word}` is not a text", hint=hint))
        return value if isinstance(value, str) else word

    def scalar(self, event: yaml.ScalarEvent, place: Place) -> Plain:
        text = str(event.value)
        if len(text) > MAX_TEXT:
            raise UnreadableError(place.problem(f"a text of {len(text):,} characters; at most {MAX_TEXT:,}"))
        tag = event.tag.removeprefix(_TAG) if event.tag else None
        if tag is None and not event.implicit[0]:
            tag = "str"
        if tag in {"str", "!"}:
            return self.printable(text, place)
        if tag is not None and tag not in _SCALAR_TAGS:
            self.refuse_tag(str(event.tag), place)
            return text
        try:
            value = meaning(text)
        except OddWordError as odd:
            self.report(place.problem(odd.message, hint=odd.hint))
            return text
        if tag is not None and not isinstance(value, _SCALAR_TAGS[tag]):
            self.report(place.problem(f"this is not what the tag `!!{tag}` says"))
        return value

    def printable(self, text: str, place: Place) -> str:
        match = _UNPRINTABLE.search(text)
        if match:
            self.report(place.problem(f"the text holds the control character U+{ord(match[0]):04X}"))
        return _UNPRINTABLE.sub(" ", text)

    def report(self, problem: Problem) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)

    def check_tag(self, event: yaml.Event, place: Place, kind: str) -> None:
        tag = getattr(event, "tag", None)
        if tag not in {None, "!", _TAG + kind}:
            self.refuse_tag(str(tag), place)

    def refuse_tag(self, tag: str, place: Place) -> None:
        shown = tag.replace(_TAG, "!!")
        self.report(place.problem(f"the tag `{shown}` is not allowed", hint="a scenario is plain data"))


def _character(place: Place) -> str:
    lines = place.source.lines
    return lines[place.line - 1][place.column - 1 : place.column] if 0 < place.line <= len(lines) else ""


def _after_comma(place: Place) -> bool:
    """Tell whether a word touches a comma before it, as in `4,5`."""
    return place.column > 1 and _character(place._replace(column=place.column - 1)) == ","


def _place(source: Source, event: yaml.Event) -> Place:
    start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
    is_word = isinstance(event, yaml.ScalarEvent | yaml.AliasEvent) and end.line == start.line
    return Place(source, start.line + 1, start.column + 1, end.column - start.column if is_word else 1)

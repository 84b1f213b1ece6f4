"""A pattern as written → its elements, each with its place in the text; mistakes come back as faults with a column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.problems import nearest
from kg.text import TOKEN

TYPES = ("actor", "person", "state", "organization", "group", "pronoun", "place", "topic", "treaty", "date", "event", "text")
"""The types of slots that the language has by itself. The kinds of the vocabularies (ministry, city, news …) are types too."""


@dataclass(frozen=True, slots=True)
class Slot:
    """`{A:actor+}`: something of a type; `+` allows a list, `and` asks for several.

    `kind` is the narrower class where the pattern names one: `{A:ministry}` is an organization of the kind ministry.
    """

    name: str
    type: str
    many: bool = False
    several: bool = False
    column: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """`<meet|see>`: a verb group with one of these heads; "be held" asks for the passive."""

    heads: tuple[str, ...]
    column: int = 0


@dataclass(frozen=True, slots=True)
class Class:
    """`%talks`: a word, or an event noun, of a class of words.yaml."""

    name: str
    column: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands."""

    text: str
    column: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """`..` up to three chunks, `...` up to eight; never over a clause border."""

    most: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """`( a | b )`, or `[ a ]` where nothing may stand as well."""

    options: tuple[tuple[Element, ...], ...]
    optional: bool = False
    column: int = 0


Element = Slot | Verb | Class | Word | Gap | Choice


class Fault(Exception):
    """A mistake in a pattern: what is wrong, at which column (from 0), how wide, and what to do."""

    def __init__(self, message: str, column: int, width: int = 1, remedy: str = "", code: str = "pattern") -> None:
        super().__init__(message)
        self.message, self.column, self.width, self.remedy, self.code = message, column, width, remedy, code


_PIECE = re.compile(
    r"\s*(?:(?P<slot>\{[^{}]*\}?)|(?P<verb><[^<>]*>?)|(?P<class>%[\w-]*)|(?P<gap>\.{2,})|(?P<mark>[\[\]()|])|(?P<word>[^\s{}<>%\[\]()|]+))"
)
_SLOT = re.compile(r"\{\s*([A-Za-z]\w*)\s*:\s*([a-z][a-z-]*)\s*(\+)?\s*(and)?\s*\}")
_OWN = re.compile(r"[VE]\d")
"""The names of the groups that the matcher makes for verbs and event nouns."""
_LONE = ("'s", "’s", "s'")
_SIGNS = frozenset("*+^$~=#@&\\/_")
"""What means something in other languages of patterns, and nothing in this one."""
_NO_KINDS: Mapping[str, str] = {}


def parse(pattern: str, kinds: Mapping[str, str] = _NO_KINDS) -> tuple[Element, ...]:
    """The elements of a pattern. `kinds` are further types of slots: kind → type.

    Raises Fault with the column of the mistake.

    >>> parse("{A:actor+} <meet> [with]")[1]
    Verb(heads=('meet',), column=11)
    >>> parse("{A:ministry}", {"ministry": "organization"})[0]
    Slot(name='A', type='organization', many=False, several=False, column=0, kind='ministry')
    """
    pieces: list[tuple[str, str, int]] = []
    place = 0
    while place < len(pattern.rstrip()):
        match = _PIECE.match(pattern, place)
        if match is None:
            raise Fault(
                f"'{pattern[place]}' has no meaning here", place, 1, "write words, {slots}, <verbs>, %classes, [optional] or (one|other)"
            )
        kind = match.lastgroup or ""
        pieces.append((kind, match[kind], match.start(kind)))
        place = match.end()
    elements, rest = _sequence(pieces, 0, "", pattern, kinds)
    if rest < len(pieces):
        raise Fault(f"'{pieces[rest][1]}' closes nothing", pieces[rest][2], 1, "remove it, or open it before")
    if not elements:
        raise Fault("the pattern is empty", 0, 1, "write what the sentence looks like")
    for element in (elements[0], elements[-1]):
        if isinstance(element, Gap):
            remedy = "leave it out: a pattern may begin and end anywhere in the sentence"
            raise Fault("a gap at the edge of a pattern asks for nothing", element.column, 2 if element.most < 4 else 3, remedy)
    return elements


def _sequence(
    pieces: list[tuple[str, str, int]], at: int, closing: str, pattern: str, kinds: Mapping[str, str]
) -> tuple[tuple[Element, ...], int]:
    found: list[Element] = []
    while at < len(pieces):
        kind, text, column = pieces[at]
        if kind == "mark" and text in ("]", ")", "|"):
            return tuple(found), at
        if kind == "mark":
            close = "]" if text == "[" else ")"
            options: list[tuple[Element, ...]] = []
            at += 1
            while True:
                inner, at = _sequence(pieces, at, close, pattern, kinds)
                options.append(inner)
                if at >= len(pieces) or (pieces[at][1] not in (close, "|")):
                    raise Fault(f"'{text}' is not closed", column, 1, f"add '{close}'")
                if not inner:
                    raise Fault("nothing stands here", pieces[at][2], 1, "write what may stand here, or [ ] around what may be left out")
                if pieces[at][1] == close:
                    break
                at += 1
            found.append(Choice(tuple(options), text == "[", column))
        else:
            found.append(_element(kind, text, column, kinds))
        at += 1
    if closing:
        raise Fault(f"'{closing}' is missing", len(pattern), 1, f"add '{closing}'")
    return tuple(found), at


def _element(kind: str, text: str, column: int, kinds: Mapping[str, str]) -> Element:
    if kind == "slot":
        match = _SLOT.fullmatch(text)
        if match is None:
            raise Fault(
                f"'{text}' is no slot", column, len(text), "write {Name:type}, {Name:type+} for a list, {Name:type+ and} for several"
            )
        name, type, many, several = match.groups()
        if _OWN.match(name) or "__" in name:
            raise Fault(
                f"'{name}' is a name that the program itself uses", column + text.index(name), len(name), "call the slot A, B or xA"
            )
        if type not in TYPES and type not in kinds:
            raise Fault(
                f"'{type}' is no type",
                column + text.index(type),
                len(type),
                nearest(type, (*TYPES, *kinds)) or "the types are: " + ", ".join((*TYPES, *sorted(kinds))),
                "unknown-type",
            )
        return Slot(name, kinds.get(type, type), bool(many), bool(several), column, type if type in kinds else "")
    if kind == "verb":
        heads = tuple(" ".join(part.lower().split()) for part in text.strip("<>").split("|"))
        if not text.endswith(">") or not all(heads) or not heads:
            raise Fault(f"'{text}' is no verb", column, len(text), "write <meet> or <meet|see>")
        return Verb(heads, column)
    if kind == "class":
        if len(text) < 2:
            raise Fault("'%' needs the name of a word class", column, 1, "write %talks, or another class of words.yaml")
        return Class(text[1:], column)
    if kind == "gap":
        return Gap(3 if len(text) == 2 else 8, column)
    if not (text in _LONE or TOKEN.fullmatch(text)):
        parts = [part.group() for part in TOKEN.finditer(text)]
        remedy = (
            f"the program cuts it up; write {' '.join(parts)}"
            if len(parts) > 1
            else "leave it out, or write a word, a {slot} or a gap (..)"
        )
        raise Fault(f"'{text}' is not one word of a sentence", column, len(text), remedy)
    if text in _SIGNS:
        raise Fault(
            f"'{text}' has no meaning here",
            column,
            len(text),
            "a gap is .. or ..., what may be left out stands in [ ], a list is {A:actor+}",
        )
    return Word(text.lower(), column)


def walk(elements: tuple[Element, ...]) -> list[Element]:
    """All elements, those inside choices too, in the order of the pattern."""
    found: list[Element] = []
    for element in elements:
        found.append(element)
        if isinstance(element, Choice):
            for option in element.options:
                found.extend(walk(option))
    return found

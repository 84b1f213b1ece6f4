"""Triples → Turtle that a person can read from the top: meetings first, evidence and rules last. Same triples, same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kg import vocab
from kg.rdf.terms import TYPE, Triple

ORDER = (
    "meeting",
    "statement",
    "action",
    "process",
    "tenure",
    "person",
    "source",
    "state",
    "org",
    "post",
    "place",
    "topic",
    "treaty",
    "participation",
    "report",
    "evidence",
    "article",
    "rule",
    "measure",
    "score",
    "build",
)
HEADINGS = {
    "meeting": "Meetings",
    "statement": "Statements",
    "action": "Treaty actions",
    "process": "Series of meetings",
    "tenure": "Who held which post",
    "person": "People",
    "source": "Unnamed and unresolved speakers",
    "state": "States",
    "org": "Organisations",
    "post": "Posts",
    "place": "Places",
    "topic": "Topics",
    "treaty": "Treaties",
    "participation": "Parts taken in meetings",
    "report": "What each article says",
    "evidence": "Quotes",
    "article": "Articles",
    "rule": "Rules",
    "measure": "Measures of networks",
    "score": "What was measured",
    "build": "The build",
    "": "Concepts and the rest",
}
_DATED = ("meeting", "statement", "action", "article")
_DAYS = (vocab.cq("earliestDate"), vocab.PREFIXES["schema"] + "datePublished")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TYPED = re.compile(r'(".*")\^\^<([^<>]*)>', re.DOTALL)
_FIRST = (
    vocab.PREFIXES["rdfs"] + "label",
    vocab.PREFIXES["skos"] + "prefLabel",
    vocab.PREFIXES["skos"] + "altLabel",
)


class _Names:
    """IRIs with the prefixes of a graph; remembers which prefixes were needed."""

    def __init__(self, base: str) -> None:
        self._spaces = {space: prefix for prefix, space in (*vocab.PREFIXES.items(), *vocab.things(base).items())}
        self._known: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def short(self, iri: str) -> str:
        """`meeting:12ab`, or the whole IRI in angle brackets where no prefix fits."""
        if iri not in self._known:
            cut = max(iri.rfind("/"), iri.rfind("#")) + 1
            prefix = self._spaces.get(iri[:cut], "")
            if prefix and _LOCAL.fullmatch(iri, cut):
                self.used[prefix] = iri[:cut]
                self._known[iri] = f"{prefix}:{iri[cut:]}"
            else:
                self._known[iri] = f"<{iri}>"
        return self._known[iri]

    def term(self, value: str) -> str:
        """An object: a short IRI, a whole number as it is, another literal with a short datatype."""
        if value.startswith("<"):
            return self.short(value[1:-1])
        if value.endswith(">") and (match := _TYPED.fullmatch(value)):
            text, datatype = match.groups()
            if datatype == vocab.PREFIXES["xsd"] + "integer" and re.fullmatch(r'"-?\d+"', text):
                return text[1:-1]
            if datatype == vocab.PREFIXES["xsd"] + "boolean" and text in ('"true"', '"false"'):
                return text[1:-1]
            return f"{text}^^{self.short(datatype)}"
        return value


def turtle(graph: Iterable[Triple], *, base: str = vocab.BASE) -> str:
    """The graph as Turtle, grouped by kind of thing; events and articles by their day, everything else by name."""
    names = _Names(base)
    space = base + "id/"
    things = [(subject, list(rows)) for subject, rows in groupby(sorted(set(graph)), key=lambda triple: triple[0])]
    kinds: dict[str, list[tuple[str, list[Triple]]]] = {}
    for subject, rows in things:
        kind = subject[len(space) :].split("/")[0] if subject.startswith(space) else ""
        kinds.setdefault(kind if kind in ORDER else "", []).append((subject, rows))
    body: list[str] = []
    for kind in (*ORDER, ""):
        if kind in kinds:
            body.append(f"# {HEADINGS[kind]}\n")
            ordered = sorted(kinds[kind], key=lambda one: (_day(one[1]), one[0])) if kind in _DATED else kinds[kind]
            body.extend(_thing(subject, rows, names) for subject, rows in ordered)
    head = "".join(f"@prefix {prefix}: <{names.used[prefix]}> .\n" for prefix in sorted(names.used))
    return head + ("\n" if body else "") + "\n".join(body)


def _day(rows: Sequence[Triple]) -> str:
    """The first day that a thing names, as N-Triples writes it; what has none comes last."""
    return min((value for _, property, value in rows if property in _DAYS), default="~")


def _thing(subject: str, rows: Sequence[Triple], names: _Names) -> str:
    return f"{names.short(subject)} " + " ;\n    ".join(_properties(rows, names)) + " .\n"


def _properties(rows: Sequence[Triple], names: _Names) -> Iterator[str]:
    by_property = [(property, [value for _, _, value in values]) for property, values in groupby(rows, key=lambda triple: triple[1])]

    def place(row: tuple[str, list[str]]) -> tuple[int, str]:
        property = row[0]
        return (-1 if property == TYPE else _FIRST.index(property) if property in _FIRST else len(_FIRST)), names.short(property)

    for property, values in sorted(by_property, key=place):
        yield ("a " if property == TYPE else names.short(property) + " ") + ", ".join(names.term(value) for value in values)

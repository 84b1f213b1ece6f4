"""Vocabulary files as people write them: every statement with its line, comments kept, and one canonical way to write it all down.

Values are written as in N-Triples: `<iri>`, `"text"@en`, `"2019-01-22"^^<…date>`. Vocabulary files have no blank nodes and no lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg import vocab
from kg.problems import Broken, Problem
from kg.rdf.terms import TYPE
from kg.vocabulary import fault

WIKIDATA = "http://www.wikidata.org/entity/"
PREFIXES: Mapping[str, str] = {
    **{prefix: space for prefix, space in vocab.PREFIXES.items() if prefix != "w3org"},
    **vocab.things(),
    "wd": WIKIDATA,
}
XSD = vocab.PREFIXES["xsd"]
_SKOS = vocab.PREFIXES["skos"]
_WIDTH = 120
"""Values that do not fit into so many columns get a line each, so that a difference shows the one that changed."""
_FIRST = (TYPE, _SKOS + "prefLabel", _SKOS + "altLabel")
_TOKEN = re.compile(
    r'(?P<space>\s+)|(?P<comment>#[^\n]*)|(?P<iri><[^<>"{}|^`\\\s]*>)|(?P<long>"""(?:[^"\\]|\\.|"(?!""))*""")|(?P<text>"(?:[^"\\\n]|\\.)*")'
    r"|(?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)|(?P<type>\^\^)|(?P<number>[+-]?\d+(?:\.\d+)?(?![\w:]))"
    r"|(?P<name>(?:[^\W\d_][\w-]*)?:(?:[\w%-](?:[\w.%-]*[\w%-])?)?)|(?P<word>[A-Za-z]+)|(?P<mark>[;,.])|(?P<other>.)",
    re.DOTALL,
)
_LITERAL = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?:@(?P<language>[A-Za-z-]+)|\^\^<(?P<type>[^<>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tbnrf"\'\\])')
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


@dataclass(frozen=True, slots=True)
class Row:
    """One statement about the thing of an entry: property, value, and the line (counted from 1) on which the value stands."""

    property: str
    value: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with all that its file says of it in one place."""

    subject: str
    rows: tuple[Row, ...]
    line: int = 0
    comments: tuple[str, ...] = ()
    """The comment lines before it, which stay with it."""

    def values(self, property: str) -> list[str]:
        """The values of a property, in the order of the file."""
        return [row.value for row in self.rows if row.property == property]

    def texts(self, property: str) -> list[str]:
        """The values of a property as plain text: IRIs without brackets, literals without quotes, language and type."""
        return [plain(value) for value in self.values(property)]

    def text(self, property: str) -> str:
        """The first value of a property as plain text; empty where there is none."""
        return next(iter(self.texts(property)), "")

    def line_of(self, property: str, value: str = "") -> int:
        """The line on which a property, or one value of it, stands; the line of the entry where it has none."""
        return next((row.line for row in self.rows if row.property == property and value in ("", row.value)), self.line)


@dataclass(slots=True)
class File:
    """A vocabulary file: the comments at its head, and its entries in their order."""

    path: Path
    head: tuple[str, ...] = ()
    entries: list[Entry] = field(default_factory=list)


def plain(value: str) -> str:
    """A value without its dress.

    >>> plain('"arms control"@en'), plain("<https://example.org/x>")
    ('arms control', 'https://example.org/x')
    """
    if value.startswith("<"):
        return value[1:-1]
    found = _LITERAL.fullmatch(value)
    return _unescape(found["text"]) if found else value


def literal(text: str, *, language: str = "", type: str = "") -> str:
    """A text as a value; `type` is the local name of an XSD datatype.

    >>> literal("2019-01-22", type="date")
    '"2019-01-22"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return f'"{escaped}"' + (f"@{language}" if language else f"^^<{XSD}{type}>" if type else "")


def language(value: str) -> str:
    """The language of a value; empty where it has none."""
    found = _LITERAL.fullmatch(value)
    return (found["language"] or "") if found else ""


def datatype(value: str) -> str:
    """The local name of the XSD datatype of a value; empty for plain text and for IRIs."""
    found = _LITERAL.fullmatch(value)
    return (found["type"] or "").removeprefix(XSD) if found else ""


# -- reading ----------------------------------------------------------------------------------------------------------------


def read(path: Path) -> File:
    """A vocabulary file with its lines and comments.

    Raises Broken, with the place, where the file is no Turtle or uses what vocabulary files do not: blank nodes, lists, SPARQL's PREFIX.
    """
    import pyoxigraph as ox

    try:
        for _ in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            pass
    except (SyntaxError, ValueError) as error:
        raise Broken([fault(path, error)]) from error
    return _Reader(path, path.read_text(encoding="utf-8")).run()


class _Reader:
    """The tokens of a file that is known to be Turtle."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.tokens = self._tokens(text)
        self.prefixes: dict[str, str] = {}
        self.comments: list[str] = []
        self.ahead: tuple[str, str, int] | None = None

    def _tokens(self, text: str) -> Iterator[tuple[str, str, int]]:
        line = 1
        for match in _TOKEN.finditer(text):
            kind, word = match.lastgroup or "other", match[0]
            if kind not in ("space", "comment"):
                yield kind, word, line
            elif kind == "comment":
                self.comments.append(word)
            elif word.count("\n") > 1 and self.comments:
                self.comments.append("")  # an empty line ends a group of comments
            line += word.count("\n")
        yield "end", "", line

    def run(self) -> File:
        made = File(self.path)
        head: tuple[str, ...] | None = None
        while True:
            kind, word, line = self._next()
            said = _trimmed(self.comments)
            if head is None:
                made.head, head = said, said
                said = ()
            self.comments.clear()
            if kind == "end":
                return made
            if word == "@prefix":
                _, name, _ = self._next()
                _, space, _ = self._next()
                self.prefixes[name[:-1]] = space[1:-1]
                self._next()
                continue
            subject = self._value(kind, word, line)
            rows = tuple(self._rows())
            made.entries.append(Entry(subject[1:-1], rows, line, (*said, *_trimmed(self.comments))))
            self.comments.clear()

    def _next(self) -> tuple[str, str, int]:
        if self.ahead is not None:
            found, self.ahead = self.ahead, None
            return found
        return next(self.tokens)

    def _rows(self) -> Iterator[Row]:
        while True:
            kind, word, line = self._next()
            if word == ".":
                return
            if word == ";":
                continue
            property = TYPE if (kind, word) == ("word", "a") else self._value(kind, word, line)[1:-1]
            while True:
                kind, word, line = self._next()
                yield Row(property, self._value(kind, word, line), line)
                kind, word, line = self._next()
                if word != ",":
                    self.ahead = (kind, word, line)
                    break

    def _value(self, kind: str, word: str, line: int) -> str:
        if kind == "iri":
            return word
        if kind == "name":
            prefix, local = word.split(":", 1)
            return f"<{self.prefixes[prefix]}{local}>"
        if kind in ("text", "long"):
            text = literal(_unescape(word[3:-3] if kind == "long" else word[1:-1]))
            kind, word, line = self._next()
            if kind == "at":
                return text + word
            if kind == "type":
                return text + "^^" + self._value(*self._next())
            self.ahead = (kind, word, line)
            return text
        if kind == "number":
            return f'"{word}"^^<{XSD}{"decimal" if "." in word else "integer"}>'
        if word in ("true", "false"):
            return f'"{word}"^^<{XSD}boolean>'
        raise Broken(
            [
                Problem(
                    str(self.path),
                    line,
                    0,
                    "turtle",
                    f"'{word}' is not used in vocabulary files",
                    "write plain entries as the others are: no blank nodes, no lists",
                    self.lines[line - 1],
                )
            ]
        )


def _trimmed(comments: Iterable[str]) -> tuple[str, ...]:
    lines = list(comments)
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return tuple(lines)


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        word = match[1]
        return chr(int(word[1:], 16)) if word[0] in "uU" else _ESCAPED[word]

    return _ESCAPE.sub(one, text) if "\\" in text else text


# -- writing ----------------------------------------------------------------------------------------------------------------


def text(file: File) -> str:
    """The file in its canonical form: entries sorted by IRI, properties and values in a fixed order, one property a line. Same facts, same bytes."""
    used: set[str] = set()
    merged: dict[str, tuple[dict[tuple[str, str], None], tuple[str, ...]]] = {}
    for entry in file.entries:
        rows, comments = merged.setdefault(entry.subject, ({}, ()))
        rows.update(dict.fromkeys((row.property, row.value) for row in entry.rows))
        merged[entry.subject] = (rows, (*comments, *entry.comments))
    body = [
        "".join(f"{line}\n" for line in merged[subject][1] if line) + _entry(subject, merged[subject][0], used)
        for subject in sorted(merged)
    ]
    head = "".join(f"{line}\n" if line else "\n" for line in file.head)
    prefixes = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used))
    return "\n".join(part for part in (head, prefixes, *body) if part)


def _entry(subject: str, rows: Iterable[tuple[str, str]], used: set[str]) -> str:
    by_property: dict[str, list[str]] = {}
    for property, value in sorted(rows, key=lambda row: (row[1].startswith("<"), plain(row[1]), row[1])):
        by_property.setdefault(property, []).append(_short(value, used))
    lines = []
    for property in sorted(by_property, key=lambda one: (_FIRST.index(one) if one in _FIRST else len(_FIRST), _short(f"<{one}>", set()))):
        name = "a" if property == TYPE else _short(f"<{property}>", used)
        line = f"{name} {', '.join(by_property[property])}"
        if len(line) > _WIDTH and len(by_property[property]) > 1:
            line = name + "\n        " + ",\n        ".join(by_property[property])
        lines.append(line)
    return f"{_short(f'<{subject}>', used)} " + " ;\n    ".join(lines) + " .\n"


def _short(value: str, used: set[str]) -> str:
    if value.startswith("<"):
        address = value[1:-1]
        cut = max(address.rfind("/"), address.rfind("#")) + 1
        prefix = _SPACES.get(address[:cut])
        if prefix is None or not _LOCAL.fullmatch(address, cut):
            return value
        used.add(prefix)
        return f"{prefix}:{address[cut:]}"
    found = _LITERAL.fullmatch(value)
    if found is None or not found["type"]:
        return value
    kind = found["type"].removeprefix(XSD)
    if kind in ("integer", "boolean") or (kind == "decimal" and "." in found["text"]):
        return found["text"]
    if kind == "string":
        return f'"{found["text"]}"'
    return f'"{found["text"]}"^^{_short("<" + found["type"] + ">", used)}'


_SPACES = {space: prefix for prefix, space in PREFIXES.items()}


def formatted(path: Path) -> tuple[str, str]:
    """(the text of a vocabulary file as it is, the text as it should be). Raises Broken where it cannot be read."""
    return path.read_text(encoding="utf-8"), text(read(path))

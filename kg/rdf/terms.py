"""Triples as plain tuples of text: (subject IRI, property IRI, object as N-Triples writes it). Sorting them sorts the graph."""

from __future__ import annotations

import re
from typing import TypeAlias

from kg import vocab

Triple: TypeAlias = tuple[str, str, str]

TYPE = vocab.PREFIXES["rdf"] + "type"
LABEL = vocab.PREFIXES["rdfs"] + "label"
SAME = vocab.PREFIXES["owl"] + "sameAs"
_XSD = vocab.PREFIXES["xsd"]
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ODD = re.compile(r"[\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\\x7f]|[\[\]]|%(?![0-9A-Fa-f]{2})|[^\w\x00-\x7f]")
"""What may not stand in an IRI; of other scripts only letters and digits are let in."""


def name(iri: str) -> str:
    """An IRI as an object. What may not stand in an IRI is written as per cents.

    >>> name("x:a b")
    '<x:a%20b>'
    """
    return f"<{safe(iri)}>"


def safe(iri: str) -> str:
    """An IRI in which what may not stand is written as per cents; so is a second number sign.

    >>> safe("x:a#b#c")
    'x:a#b%23c'
    """
    written = _NO_IRI.sub(_per_cents, iri) if _NO_IRI.search(iri) else iri
    if written.count("#") > 1:
        address, _, part = written.partition("#")
        written = f"{address}#{part.replace('#', '%23')}"
    return written


def _per_cents(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "surrogatepass"))


def literal(text: str, datatype: str = "", language: str = "") -> str:
    r"""A text as an object; control characters and turns of the writing direction are escaped, so that a reader sees them.

    >>> literal('say "no"\n'), literal("1", "integer"), literal("a", language="en")
    ('"say \\"no\\"\\n"', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"a"@en')
    """
    quoted = '"' + (_ODD.sub(_escape, text) if _ODD.search(text) else text) + '"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^<{_XSD}{datatype}>" if datatype else quoted


def _escape(match: re.Match[str]) -> str:
    mark = match.group()
    if mark in _ESCAPES:
        return _ESCAPES[mark]
    if "\ud800" <= mark <= "\udfff":
        return "\N{REPLACEMENT CHARACTER}"
    return "\N{REPLACEMENT CHARACTER}" if mark == "\0" else f"\\u{ord(mark):04X}"


def english(text: str) -> str:
    """A label."""
    return literal(text, language="en")


def date(written: str) -> str:
    """A day, a month or a year, each under its own datatype.

    >>> date("2022-01").split("#")[1]
    'gYearMonth>'
    """
    return literal(written, ("gYear", "gYearMonth", "date")[min(written.count("-"), 2)])


def whole(number: int) -> str:
    """A whole number."""
    return literal(str(number), "integer")


def concept(word: str) -> str:
    """A concept of the project's own vocabulary: "video call" is `cq:video-call`."""
    return name(vocab.cq(word if re.fullmatch(r"[A-Za-z][\w-]*", word) else vocab.slug(word)))

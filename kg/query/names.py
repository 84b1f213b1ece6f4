"""From what a person types ("Sherman", "RU", "person:wendy-sherman") to the thing that is meant."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from rdflib import Graph

from kg import vocab
from kg.problems import UnknownName, nearest
from kg.query.answer import Answer
from kg.query.guard import known_prefixes
from kg.query.run import Reader, trusted

CLASSES: dict[str, tuple[str, ...]] = {
    "Actor": ("Person", "State", "Organization", "Source"),
    "Event": ("Meeting", "Statement", "TreatyAction", "Tenure"),
    "Topic": ("Topic", "Treaty"),
    "Thing": (
        "Person",
        "State",
        "Organization",
        "Topic",
        "Treaty",
        "Place",
        "Process",
        "Meeting",
        "Post",
        "Rule",
        "Source",
        "Statement",
        "TreatyAction",
        "Tenure",
        "Article",
    ),
    **{
        name: (name,)
        for name in (
            "Person",
            "State",
            "Organization",
            "Treaty",
            "Place",
            "Process",
            "Meeting",
            "Rule",
            "Source",
            "Article",
            "Post",
        )
    },
}
"""The kinds of things one can ask for, and the classes of the graph that each covers."""


def find(source: Path | str | Graph | Reader, name: str, kind: str = "Thing") -> str:
    """The IRI of the one thing of that kind that is meant: by IRI, prefixed name, code, label or the end of a label.

    Raises UnknownName with the nearest labels when nothing or more than one thing fits.
    """
    wanted = name.strip()
    if re.match(r"[a-z][a-z0-9+.-]*://", wanted):
        return wanted
    head, colon, rest = wanted.partition(":")
    if colon and rest and head in known_prefixes():
        return known_prefixes()[head] + rest
    classes = CLASSES[kind]
    answer = trusted(source, _question(classes), seconds=60, rows=2_000_000)
    # Classes earlier in the list come first: "Russia" is the state before it is the end of a meeting's label.
    for test in (_exact, _slug, _ending):
        fitting: dict[int, set[str]] = defaultdict(set)
        for iri, cls, label, own in _rows(answer):
            if test(wanted, iri, label, own):
                fitting[classes.index(cls)].add(iri)
        if fitting:
            best = sorted(fitting[min(fitting)])
            if len(best) == 1:
                return best[0]
            shown = ", ".join(_short(iri) for iri in best[:6]) + (" …" if len(best) > 6 else "")
            raise UnknownName(f"'{name}' may be {len(best)} things: {shown}; give one of these")
    labels = {label for _, _, label, own in _rows(answer) if own}
    raise UnknownName(f"the graph knows no {kind.lower()} '{name}' {nearest(name, labels)}".rstrip())


def _question(classes: tuple[str, ...]) -> str:
    named = " ".join(f"cq:{one}" for one in classes)
    return f"""SELECT ?thing ?class ?property ?label {{
        VALUES ?class {{ {named} }}
        VALUES ?property {{ rdfs:label skos:altLabel schema:headline }}
        ?thing a ?class . ?thing ?property ?label
    }}"""


def _rows(answer: Answer) -> list[tuple[str, str, str, bool]]:
    return [
        (str(thing), vocab.local(str(cls)), str(label), not str(property).endswith("altLabel"))
        for thing, cls, property, label in answer.rows
    ]


def plain(text: str) -> str:
    """Lower case without accents, to compare names.

    >>> plain("Erdoğan")
    'erdogan'
    """
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold().strip() or text.casefold().strip()


def _exact(wanted: str, iri: str, label: str, own: bool) -> bool:
    return wanted == label or plain(wanted) == plain(label)


def _slug(wanted: str, iri: str, label: str, own: bool) -> bool:
    return vocab.local(iri) in (wanted, wanted.upper(), wanted.lower().replace(" ", "-"))


def _ending(wanted: str, iri: str, label: str, own: bool) -> bool:
    return own and plain(label).endswith(" " + plain(wanted))


def _short(iri: str) -> str:
    for prefix, base in vocab.things().items():
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri

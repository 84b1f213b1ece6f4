"""The vocabularies: Turtle files of the ontology → entities, posts and tenures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import vocab
from kg.model import Entity, Post, Tenure
from kg.problems import Broken, Problem

_SUBCLASS = vocab.PREFIXES["rdfs"] + "subClassOf"
RDF_TYPE = vocab.PREFIXES["rdf"] + "type"
SKOS = vocab.PREFIXES["skos"]
_NAMED = frozenset(vocab.cq(name) for name in ("State", "Organization", "Person", "Place", "Topic", "Treaty"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that the ontology's Turtle files name, sorted by IRI."""

    entities: tuple[Entity, ...] = ()
    posts: tuple[Post, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    concepts: tuple[tuple[str, str, str], ...] = ()
    """Concepts of the vocabulary's own namespace: (local name, label, PLOVER class or empty)."""

    def kinds(self) -> dict[str, str]:
        """The kinds that the entries have (ministry, city, news …), each with the class that it narrows, in lower case."""
        return {one.kind: one.type.lower() for one in reversed(self.entities) if one.kind}


def files(folders: Iterable[Path]) -> list[Path]:
    """The vocabulary files in some ontology folders, sorted within each; the schema, the shapes and decisions are none."""
    return [
        one
        for folder in folders
        for one in sorted(folder.rglob("*.ttl"))
        if one.name not in ("schema.ttl", "shapes.ttl", "decisions.ttl") and one.parent.name != "rules"
    ]


def load(folders: Iterable[Path]) -> Vocabulary:
    """The vocabulary in some ontology folders; entries of a later folder replace those of an earlier one.

    Raises Broken with the place of every file that is no Turtle.
    """
    folders = list(folders)
    properties: dict[str, dict[str, list[str]]] = {}
    problems: list[Problem] = []
    for folder in folders:
        mine: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for path in files([folder]):
            try:
                for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                    if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, (ox.NamedNode, ox.Literal)):
                        mine[triple.subject.value][triple.predicate.value].append(triple.object.value)
            except (SyntaxError, ValueError) as error:
                problems.append(fault(path, error))
        properties.update(mine)
    if problems:
        raise Broken(problems)
    return _build(properties, _classes(folders))


def _classes(folders: Iterable[Path]) -> dict[str, str]:
    """The classes of the schema that entries may have: each with the one of the program's own that it is, or is below."""
    above: dict[str, list[str]] = defaultdict(list)
    for folder in folders:
        if (path := folder / "schema.ttl").exists():
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                if triple.predicate.value == _SUBCLASS and isinstance(triple.subject, ox.NamedNode):
                    above[triple.subject.value].append(str(getattr(triple.object, "value", "")))
    found = {name: name for name in _NAMED}
    growing = True
    while growing:
        new = {name: found[one] for name, rows in above.items() if name not in found for one in sorted(rows) if one in found}
        found.update(new)
        growing = bool(new)
    return found


def fault(path: Path, error: Exception) -> Problem:
    """What a parser said of a Turtle file, with its line and a remedy."""
    line = getattr(error, "lineno", 0) or 0
    if not line and (match := re.search(r"line (\d+)", str(error))):
        line = int(match[1])
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    return Problem(
        str(path),
        line,
        getattr(error, "offset", 0) or 0,
        "turtle",
        str(error),
        "compare with the entries above and below: each property ends with ';', each entry with '.'",
        excerpt,
    )


def _build(properties: dict[str, dict[str, list[str]]], classes: dict[str, str]) -> Vocabulary:
    def values(subject: str, name: str, space: str = vocab.CQ) -> tuple[str, ...]:
        return tuple(sorted(properties[subject].get(space + name, ())))

    def one(subject: str, name: str, space: str = vocab.CQ) -> str:
        return next(iter(values(subject, name, space)), "")

    def country(subject: str, seen: frozenset[str] = frozenset()) -> str:
        if code := one(subject, "countryCode"):
            return code
        for name in ("country", "within", "affiliation", "parent"):
            above = one(subject, name)
            if above in properties and above not in seen and (code := country(above, seen | {subject})):
                return code
        return ""

    entities, posts, tenures, concepts = [], [], [], []
    for subject in sorted(properties):
        kinds = properties[subject].get(RDF_TYPE, ())
        label = one(subject, "prefLabel", SKOS)
        named = sorted(
            (kind for kind in kinds if kind in classes), key=lambda kind: (kind in _NAMED, classes[kind] != vocab.cq("Treaty"), kind)
        )
        if named:
            narrow = "" if named[0] in _NAMED else vocab.local(named[0]).lower()
            entities.append(_entity(subject, vocab.local(classes[named[0]]), narrow, label, country(subject), values, one))
        elif vocab.cq("Post") in kinds:
            owner = one(subject, "postOf")
            posts.append(
                Post(
                    subject,
                    label,
                    one(subject, "office") or label.lower(),
                    owner,
                    country(owner) if owner in properties else "",
                    one(subject, "plural") == "true",
                )
            )
        elif vocab.cq("Tenure") in kinds:
            tenures.append(Tenure(one(subject, "holder"), one(subject, "post"), one(subject, "validFrom"), one(subject, "validUntil")))
        elif SKOS + "Concept" in kinds and subject.startswith(vocab.CQ):
            concepts.append((vocab.local(subject), label, vocab.local(one(subject, "plover"))))
    return Vocabulary(tuple(entities), tuple(posts), tuple(sorted(tenures)), tuple(concepts))


def _entity(subject, type, narrow, label, code, values, one) -> Entity:  # type: ignore[no-untyped-def]
    labels = (label, *values(subject, "altLabel", SKOS), *values(subject, "hiddenLabel", SKOS))
    return Entity(
        id=subject,
        type=type,
        label=label,
        labels=tuple(dict.fromkeys(text for text in labels if text)),
        country=code,
        adjectives=values(subject, "adjective"),
        demonyms=values(subject, "demonym"),
        metonyms=values(subject, "metonym"),
        ambiguous=tuple(note.split(":")[0].strip() for note in values(subject, "ambiguous")),
        capital=one(subject, "capital"),
        broader=values(subject, "broader", SKOS),
        within=one(subject, "within"),
        kind=vocab.local(one(subject, "kind")) or narrow,
        family_name=one(subject, "familyName"),
        gender=one(subject, "gender"),
        domains=values(subject, "domain"),
        population=int(one(subject, "population") or 0),
        since=one(subject, "validFrom"),
        until=one(subject, "validUntil"),
        seat=one(subject, "seat"),
        members=values(subject, "member"),
    )

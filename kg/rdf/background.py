"""What the vocabularies know of the things that facts use, and of what is above these: states, broader topics, regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import vocab, vocabulary
from kg.rdf.terms import LABEL, TYPE, Triple, concept, date, english, literal, name

CLASSES = ("Person", "Organization", "State", "Source", "Place", "Topic", "Treaty", "Post")
_SKOS = vocab.PREFIXES["skos"]
UPWARD = (_SKOS + "broader", *(vocab.cq(one) for one in ("country", "within", "parent", "postOf", "affiliation")))
"""Properties that lead to what is above a thing; it comes along."""

ASIDE = tuple(vocab.cq(one) for one in ("capital", "memberOf", "member", "seat", "partyTo"))
"""Properties that are kept where both ends are in the graph anyway."""

KEPT = frozenset(
    {
        *(_SKOS + one for one in ("prefLabel", "altLabel", "definition", "exactMatch", "broader")),
        *(
            vocab.cq(one)
            for one in (
                "countryCode",
                "kind",
                "gender",
                "office",
                "opened",
                "inForce",
                "ended",
                "validFrom",
                "validUntil",
            )
        ),
        *(vocab.PREFIXES["geo"] + one for one in ("lat", "long")),
        vocab.PREFIXES["owl"] + "sameAs",
        vocab.PREFIXES["dcterms"] + "source",
        TYPE,
        *UPWARD,
    }
)
"""What is taken over from the vocabularies' files; the rest (adjectives, ambiguous names …) serves the program only."""


def states(words: vocabulary.Vocabulary) -> dict[str, str]:
    """The state, or the union that acts as one, of each country code."""
    found = {one.country: one.id for one in words.entities if one.type == "Organization" and one.country in one.labels}
    return found | {one.country: one.id for one in words.entities if one.type == "State" and one.country}


def triples(used: Collection[str], words: vocabulary.Vocabulary, ontology: Iterable[Path] = ()) -> Iterator[Triple]:
    """The entries of the used things and concepts, and of what is above them. Files of a later folder replace entries."""
    known = _from_vocabulary(words)
    for subject, rows in _from_files(ontology).items():
        if subject in known:
            labels = {row for row in known[subject] if row[0] in (LABEL, TYPE)}
            known[subject] = {row for row in rows if row[0] in KEPT or row[0] in ASIDE} | labels
    wanted = {one for one in used if one in known}
    waiting = sorted(wanted)
    while waiting:
        for property, value in known[waiting.pop()]:
            if property in UPWARD and (above := value[1:-1]) in known and above not in wanted:
                wanted.add(above)
                waiting.append(above)
            elif property == vocab.cq("kind") and (above := value[1:-1]) in known:
                wanted.add(above)
    for subject in sorted(wanted):
        for property, value in known[subject]:
            if property not in ASIDE or value[1:-1] in wanted:
                yield subject, property, value
    yield from _tenures(used, words)


def _from_vocabulary(words: vocabulary.Vocabulary) -> dict[str, set[tuple[str, str]]]:
    known: dict[str, set[tuple[str, str]]] = defaultdict(set)
    of_code = states(words)
    for one in words.entities:
        rows = known[one.id]
        rows |= {
            (TYPE, name(vocab.cq(one.type))),
            (LABEL, english(one.label)),
            (_SKOS + "prefLabel", english(one.label)),
        }
        rows |= {(_SKOS + "altLabel", english(label)) for label in one.labels if label != one.label}
        rows |= {(_SKOS + "broader", name(above)) for above in one.broader}
        if one.type == "State":
            rows.add((vocab.cq("countryCode"), literal(one.country)))
        elif one.country in of_code and of_code[one.country] != one.id:
            rows.add((vocab.cq("country"), name(of_code[one.country])))
        if one.within:
            rows.add((vocab.cq("within"), name(one.within)))
    for post in words.posts:
        known[post.id] |= {
            (TYPE, name(vocab.cq("Post"))),
            (LABEL, english(post.label)),
            (_SKOS + "prefLabel", english(post.label)),
            (vocab.cq("office"), literal(post.office)),
            (vocab.cq("postOf"), name(post.owner)),
        }
    for word, label, plover in words.concepts:
        rows = known[vocab.cq(word)]
        rows |= {
            (TYPE, name(_SKOS + "Concept")),
            (LABEL, english(label or word)),
            (_SKOS + "prefLabel", english(label or word)),
        }
        if plover:
            rows.add((vocab.cq("plover"), concept(plover)))
    return known


def _from_files(folders: Iterable[Path]) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for folder in folders:
        mine: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for path in vocabulary.files([folder]):
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, (ox.NamedNode, ox.Literal)):
                    mine[triple.subject.value].add((triple.predicate.value, _term(triple.object)))
        found |= mine
    return found


def _term(value: ox.NamedNode | ox.Literal) -> str:
    if isinstance(value, ox.NamedNode):
        return name(value.value)
    if value.language:
        return literal(value.value, language=value.language)
    kind = value.datatype.value.removeprefix(vocab.PREFIXES["xsd"])
    return literal(value.value, "" if kind == "string" else kind)


def _tenures(used: Collection[str], words: vocabulary.Vocabulary) -> Iterator[Triple]:
    """The dates of the tenures that articles attest, where the vocabularies know exactly one of that holder and post."""
    known: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in words.tenures:
        known[vocab.iri("tenure", vocab.short_hash("Tenure", one.holder, one.post))].append((one.since, one.until))
    for iri in sorted(known.keys() & set(used)):
        if len(known[iri]) == 1:
            since, until = known[iri][0]
            if since:
                yield iri, vocab.cq("validFrom"), date(since)
            if until:
                yield iri, vocab.cq("validUntil"), date(until)

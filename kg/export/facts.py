"""The graph as the exports read it: subject, property, values, all in sorted order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox
from rdflib import Graph

from kg import vocab
from kg.problems import UnknownName

_TYPE, _LABEL = vocab.PREFIXES["rdf"] + "type", vocab.PREFIXES["rdfs"] + "label"
Term = ox.NamedNode | ox.BlankNode | ox.Literal


def lines(graph: Graph) -> list[str]:
    """The triples of a graph as N-Triples without the end of the line, sorted."""
    on_oxigraph = type(graph.store).__module__.startswith("oxrdflib")
    text = graph.serialize(format="ox-nt" if on_oxigraph else "nt")
    return sorted({line.rstrip().removesuffix(".").rstrip() for line in text.split("\n") if line.strip()})


class Facts:
    """A graph read once. Properties are written with their prefix ("cq:place"); values come as text, sorted."""

    def __init__(self, graph: Graph) -> None:
        self._found: dict[str, dict[str, list[Term]]] = defaultdict(dict)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        text = " .\n".join((*lines(graph), ""))
        for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
            subject, property, value = _name(quad.subject), quad.predicate.value, quad.object
            if isinstance(value, ox.Triple):
                continue
            self._found[subject].setdefault(property, []).append(value)
            if isinstance(value, ox.NamedNode):
                self._subjects[value.value, property].append(subject)
        self._full = cache(_full)

    def __contains__(self, subject: object) -> bool:
        return subject in self._found

    def subjects(self) -> list[str]:
        """All subjects, sorted."""
        return sorted(self._found)

    def about(self, subject: str) -> Iterator[tuple[str, list[Term]]]:
        """The properties of a subject (IRIs) with their terms."""
        yield from sorted(self._found.get(subject, {}).items())

    def of(self, *classes: str) -> list[str]:
        """The things of some classes of the project's vocabulary, sorted."""
        return sorted({one for cls in classes for one in self._subjects.get((vocab.cq(cls), _TYPE), ())})

    def type(self, subject: str) -> str:
        """The class of the project's vocabulary that a thing has, as a word."""
        kinds = [_name(one) for one in self._found.get(subject, {}).get(_TYPE, ())]
        return next((vocab.local(one) for one in kinds if one.startswith(vocab.CQ)), "")

    def all(self, subject: str, property: str) -> list[str]:
        """All values of a property."""
        found = self._found.get(subject, {}).get(self._full(property), ())
        return [one.value for one in found] if len(found) < 2 else sorted(one.value for one in found)

    def one(self, subject: str, property: str) -> str:
        """The first value of a property, or an empty string."""
        return next(iter(self.all(subject, property)), "")

    def word(self, subject: str, property: str) -> str:
        """The last part of a value that is a concept: "planned" of cq:planned."""
        value = self.one(subject, property)
        return vocab.local(value) if value else ""

    def into(self, value: str, property: str) -> list[str]:
        """The subjects that have that thing as a value of the property, sorted."""
        return sorted(self._subjects.get((value, self._full(property)), ()))

    def label(self, subject: str) -> str:
        """The English label of a thing, any other, or the last part of its IRI."""
        labels = self._found.get(subject, {}).get(_LABEL, ())
        texts = sorted((not (isinstance(one, ox.Literal) and one.language == "en"), one.value) for one in labels)
        return texts[0][1] if texts else (vocab.local(subject) if subject else "")

    def labels(self, subject: str, property: str) -> list[str]:
        """The labels of the values of a property, sorted."""
        return sorted(self.label(one) for one in self.all(subject, property))

    def name(self, value: str) -> str:
        """The label of a thing, or the text itself where it is none: a publisher may be either."""
        return self.label(value) if value in self._found else value

    def days(self, subject: str) -> tuple[str, str]:
        """The first and the last day of an event as far as is known, or empty strings."""
        begin = self.one(subject, "cq:earliestDate")
        return begin, self.one(subject, "cq:latestDate") or begin

    def reports(self, event: str) -> list[str]:
        """The reports of an event, the oldest article first."""
        return sorted(self.into(event, "cq:reports"), key=lambda one: (self.published(one), one))

    def published(self, report: str) -> str:
        """The day of the article of a report."""
        return self.one(self.one(report, "cq:article"), "schema:datePublished")

    def quotes(self, report: str) -> list[tuple[str, str]]:
        """The evidence of a report: IRI and quote, in the order of the article's text."""
        evidence = self.all(report, "cq:evidence")
        placed = sorted((int(self.one(one, "oa:start") or 0), one) for one in evidence)
        return [(one, self.one(one, "oa:exact")) for _, one in placed]

    def known(self, iri: str) -> str:
        """The IRI, if the graph knows it. Raises UnknownName."""
        if iri not in self._found:
            raise UnknownName(f"the graph knows no {iri}")
        return iri


def _name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _full(property: str) -> str:
    """The IRI of a prefixed name."""
    prefix, _, name = property.partition(":")
    return vocab.PREFIXES[prefix] + name

"""The graph as the exports read it: subject, property, values, all in sorted order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, cast

from rdflib import Graph, Literal, URIRef

from kg import vocab
from kg.problems import UnknownName

_RDF, _RDFS = vocab.PREFIXES["rdf"], vocab.PREFIXES["rdfs"]


class Facts:
    """A graph read once. Properties are written with their prefix ("cq:place"); values come as text, sorted."""

    def __init__(self, graph: Graph) -> None:
        found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self._subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, property, value in cast(Iterable[tuple[Any, Any, Any]], graph):
            found[str(subject)][str(property)].append(value)
            if isinstance(value, URIRef):
                self._subjects[str(value)][str(property)].append(str(subject))
        self._found = {subject: {one: sorted(about[one]) for one in sorted(about)} for subject, about in sorted(found.items())}
        self._of: dict[str, list[str]] = defaultdict(list)
        for subject, about in self._found.items():
            for cls in about.get(_RDF + "type", ()):
                self._of[str(cls)].append(subject)

    def __contains__(self, subject: object) -> bool:
        return subject in self._found

    def subjects(self) -> list[str]:
        """All subjects, sorted."""
        return list(self._found)

    def about(self, subject: str) -> Iterator[tuple[str, list[Any]]]:
        """The properties of a subject (IRIs) with their terms."""
        yield from self._found.get(subject, {}).items()

    def of(self, *classes: str) -> list[str]:
        """The things of some classes of the project's vocabulary, sorted."""
        return sorted({one for cls in classes for one in self._of.get(vocab.cq(cls), ())})

    def type(self, subject: str) -> str:
        """The class of the project's vocabulary that a thing has, as a word."""
        kinds = [str(one) for one in self._found.get(subject, {}).get(_RDF + "type", ())]
        return next((vocab.local(one) for one in kinds if one.startswith(vocab.CQ)), "")

    def all(self, subject: str, property: str) -> list[str]:
        """All values of a property."""
        prefix, _, name = property.partition(":")
        return [str(one) for one in self._found.get(subject, {}).get(vocab.PREFIXES[prefix] + name, ())]

    def one(self, subject: str, property: str) -> str:
        """The first value of a property, or an empty string."""
        return next(iter(self.all(subject, property)), "")

    def word(self, subject: str, property: str) -> str:
        """The last part of a value that is a concept: "planned" of cq:planned."""
        value = self.one(subject, property)
        return vocab.local(value) if value else ""

    def into(self, value: str, property: str) -> list[str]:
        """The subjects that have that thing as a value of the property, sorted."""
        prefix, _, name = property.partition(":")
        return sorted(self._subjects.get(value, {}).get(vocab.PREFIXES[prefix] + name, ()))

    def label(self, subject: str) -> str:
        """The English label of a thing, any other, or the last part of its IRI."""
        labels = self._found.get(subject, {}).get(_RDFS + "label", [])
        texts = sorted((not (isinstance(one, Literal) and one.language == "en"), str(one)) for one in labels)
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

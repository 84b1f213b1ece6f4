"""From the graph to what the page shows. The graph is read once, triple by triple, and not changed."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import pyoxigraph as ox
from rdflib import Graph

from kg import vocab
from kg.page import words
from kg.page.contents import Article, Contents, Event, Evidence, Report, Rule, Thing
from kg.page.relations import relations

_RDF, _RDFS, _SKOS, _OA, _SCHEMA, _DC = (vocab.PREFIXES[name] for name in ("rdf", "rdfs", "skos", "oa", "schema", "dcterms"))
_EVENTS = {vocab.cq(name): name for name in ("Meeting", "Statement", "TreatyAction", "Tenure")}


class Triples:
    """A graph as nested dictionaries, in sorted order: subject, property, values with their languages.

    It is read through Oxigraph's own terms, five times as fast as through rdflib's.
    """

    def __init__(self, graph: Graph) -> None:
        found: dict[str, dict[str, list[tuple[str, str | None]]]] = defaultdict(dict)
        on_oxigraph = type(graph.store).__module__.startswith("oxrdflib")
        for quad in ox.parse(graph.serialize(format="ox-nt" if on_oxigraph else "nt"), format=ox.RdfFormat.N_TRIPLES):
            subject, value = quad.subject, quad.object
            if isinstance(subject, (ox.NamedNode, ox.BlankNode)) and not isinstance(value, ox.Triple):
                language = value.language if isinstance(value, ox.Literal) else None
                found[subject.value].setdefault(quad.predicate.value, []).append((value.value, language))
        self._found = {subject: found[subject] for subject in sorted(found)}
        self._of: dict[str, list[str]] = defaultdict(list)
        for subject, about in self._found.items():
            for cls, _ in about.get(_RDF + "type", ()):
                self._of[cls].append(subject)

    def of_class(self, *classes: str) -> list[str]:
        """The subjects of any of these classes, sorted."""
        return list(self._of[classes[0]]) if len(classes) == 1 else sorted({one for cls in classes for one in self._of[cls]})

    def type(self, subject: str) -> set[str]:
        """The classes of a subject."""
        return {one for one, _ in self._found.get(subject, {}).get(_RDF + "type", ())}

    def all(self, subject: str, *properties: str) -> list[str]:
        """All values, as sorted strings without doubles."""
        about = self._found.get(subject)
        if not about:
            return []
        found = about.get(properties[0], ()) if len(properties) == 1 else [pair for one in properties for pair in about.get(one, ())]
        return sorted({value for value, _ in found}) if len(found) > 1 else [value for value, _ in found]

    @cached_property
    def tenures(self) -> dict[str, list[str]]:
        """The tenures of each holder."""
        held: dict[str, list[str]] = defaultdict(list)
        for tenure in self.of_class(vocab.cq("Tenure")):
            held[self.cq(tenure, "holder")].append(tenure)
        return held

    def one(self, subject: str, *properties: str) -> str:
        """The first value of the first property that has one, or an empty string."""
        for property in properties:
            if values := self.all(subject, property):
                return values[0]
        return ""

    def cq(self, subject: str, name: str) -> str:
        """The first value of a property of the project's own vocabulary."""
        return self.one(subject, vocab.cq(name))

    def cqs(self, subject: str, name: str) -> list[str]:
        """All values of a property of the project's own vocabulary."""
        return self.all(subject, vocab.cq(name))

    def label(self, subject: str) -> str:
        """The English label, else any label, else the last part of the IRI."""
        if not subject:
            return ""
        for property in (_RDFS + "label", _SKOS + "prefLabel", _SCHEMA + "headline"):
            values = self._found.get(subject, {}).get(property, [])
            english = sorted(one for one, language in values if language == "en")
            if chosen := english or sorted(one for one, _ in values):
                return chosen[0]
        return vocab.local(subject).replace("-", " ")

    def tagged(self, subject: str) -> bool:
        """Whether the label is marked as English, so that an export can repeat it exactly."""
        labels = self._found.get(subject, {}).get(_RDFS + "label", [])
        return any(language == "en" for _, language in labels)

    def concept(self, subject: str, name: str) -> str:
        """The last part of a concept's IRI: "planned" of cq:planned."""
        return vocab.local(self.cq(subject, name)) if self.cq(subject, name) else ""


def read(graph: Graph) -> Contents:
    """What the page can show of the graph: all things but sources and publishers that no relation touches."""
    triples = Triples(graph)
    evidence = {iri: _evidence(triples, iri) for iri in triples.of_class(vocab.cq("Evidence"))}
    articles = {iri: _article(triples, iri) for iri in triples.of_class(vocab.cq("Article"))}
    rules = {
        iri: Rule(iri, triples.label(iri), triples.one(iri, _DC + "description"), triples.cq(iri, "version"))
        for iri in triples.of_class(vocab.cq("Rule"))
    }
    reports = {iri: _report(triples, iri, evidence) for iri in triples.of_class(vocab.cq("Report"))}
    of_event: dict[str, list[str]] = defaultdict(list)
    for report in sorted(reports.values(), key=lambda one: (_published(articles, one), one.iri)):
        of_event[report.event].append(report.iri)
    events = {iri: _event(triples, iri, tuple(of_event[iri]), reports, articles) for iri in triples.of_class(*_EVENTS)}
    found = relations(triples, events, reports)
    linked = {end for one in found for end in (one.source, one.target)}
    things = {
        iri: thing
        for iri in triples.of_class(*(kind.cls for kind in words.KINDS))
        if (thing := _thing(triples, iri, events)).kind not in ("source", "organization") or iri in linked
    }
    names = {one.said_by: triples.label(one.said_by) for one in reports.values() if one.said_by}
    return Contents(
        things,
        events,
        tuple(one for one in found if one.source in things and one.target in things),
        reports,
        evidence,
        articles,
        rules,
        dict(sorted(names.items())),
    )


def _published(articles: dict[str, Article], report: Report) -> str:
    article = articles.get(report.article)
    return article.date if article else ""


def _thing(triples: Triples, iri: str, events: dict[str, Event]) -> Thing:
    types = triples.type(iri)
    kind = next(kind.id for kind in reversed(words.KINDS) if kind.cls in types)
    label = triples.label(iri)
    aliases = [one for one in triples.all(iri, _SKOS + "altLabel") if one != label]
    return Thing(
        iri,
        kind,
        label,
        _note(triples, iri, kind, events),
        tuple(aliases),
        status=triples.concept(iri, "status"),
        url=triples.one(iri, _SCHEMA + "url"),
        tagged=triples.tagged(iri),
    )


def _note(triples: Triples, iri: str, kind: str, events: dict[str, Event]) -> str:
    """The line under a thing's name."""
    country = triples.label(triples.cq(iri, "country"))
    if kind == "person":
        return _post(triples, iri) or triples.label(triples.cq(iri, "affiliation")) or country or "person"
    if kind == "source":
        known = "unnamed source" if triples.cq(iri, "anonymous") == "true" else "source"
        return f"{known}, {country}" if country else known
    if kind == "meeting":
        event = events[iri]
        place = triples.label(triples.cq(iri, "place"))
        return ", ".join(part for part in (triples.concept(iri, "format"), event.status, place) if part)
    if kind in ("topic", "treaty"):
        broader = triples.label(triples.one(iri, _SKOS + "broader"))
        return f"{kind}, {broader}" if broader else kind
    if kind == "article":
        article = _article(triples, iri)
        return ", ".join(part for part in (article.publisher, article.date) if part)
    name = words.KIND[kind].one
    return f"{name}, {country}" if country and kind != "state" else name


def _post(triples: Triples, person: str) -> str:
    """The label of the person's post that most reports tell of; of equals the one that was attested or begun last."""
    posts = []
    for tenure in triples.tenures.get(person, ()):
        told = triples.cq(tenure, "reportCount")
        last = max([*triples.cqs(tenure, "attestedOn"), *triples.cqs(tenure, "validFrom"), ""])
        posts.append((int(told) if told.isdigit() else 0, last, triples.label(triples.cq(tenure, "post"))))
    return max(posts, default=(0, "", ""))[2]


def _event(triples: Triples, iri: str, reports: tuple[str, ...], known: dict[str, Report], articles: dict[str, Article]) -> Event:
    type = next(name for cls, name in _EVENTS.items() if cls in triples.type(iri))
    voices = {article.agency or article.publisher or article.iri for report in reports if (article := articles.get(known[report].article))}
    counted = triples.cq(iri, "independentSources")
    earliest = triples.cq(iri, "earliestDate")
    days = [article.date for report in reports if (article := articles.get(known[report].article)) and article.date]
    return Event(
        iri,
        type,
        triples.label(iri),
        status=triples.concept(iri, "status") or ("held" if type in ("Statement", "TreatyAction") else ""),
        earliest=earliest,
        latest=triples.cq(iri, "latestDate") or earliest,
        printed=min(days, default="") if type == "Statement" and not earliest else "",
        topics=tuple(sorted({*triples.cqs(iri, "topic"), *triples.cqs(iri, "treaty")})),
        sources=int(counted) if counted.isdigit() else len(voices),
        reports=reports,
        tagged=triples.tagged(iri),
    )


def _report(triples: Triples, iri: str, evidence: dict[str, Evidence]) -> Report:
    said_by = triples.cq(iri, "attributedTo")
    quotes = [one for one in triples.cqs(iri, "evidence") if one in evidence]
    slots = ("participant", "place", "topic", "speaker", "target", "addressee", "treaty", "party", "holder", "post")
    return Report(
        iri,
        triples.cq(iri, "reports"),
        triples.cq(iri, "article"),
        triples.cq(iri, "rule"),
        said_by=said_by,
        anonymous=triples.cq(said_by, "anonymous") == "true",
        status=triples.concept(iri, "status"),
        earliest=triples.cq(iri, "earliestDate"),
        latest=triples.cq(iri, "latestDate"),
        date_text=triples.cq(iri, "dateText"),
        date_basis=triples.cq(iri, "dateBasis"),
        readings=tuple(triples.cqs(iri, "reading")),
        evidence=tuple(sorted(quotes, key=lambda one: (evidence[one].start, -evidence[one].end))),
        contradicts=tuple(triples.cqs(iri, "contradicts")),
        values=frozenset(value for slot in slots for value in triples.cqs(iri, slot)),
        places=tuple(triples.label(one) for one in triples.cqs(iri, "place")),
    )


def _evidence(triples: Triples, iri: str) -> Evidence:
    start, end = (triples.one(iri, _OA + name) for name in ("start", "end"))
    return Evidence(
        iri,
        triples.one(iri, _OA + "hasSource"),
        triples.one(iri, _OA + "exact"),
        start=int(start) if start.isdigit() else 0,
        end=int(end) if end.isdigit() else 0,
        prefix=triples.one(iri, _OA + "prefix"),
        suffix=triples.one(iri, _OA + "suffix"),
        supports=tuple(vocab.local(one) for one in triples.cqs(iri, "supports")),
    )


def _article(triples: Triples, iri: str) -> Article:
    def named(value: str) -> str:
        return triples.label(value) if value.startswith(vocab.BASE) or "/id/" in value else value

    return Article(
        iri,
        triples.one(iri, _SCHEMA + "headline") or triples.label(iri),
        date=triples.one(iri, _SCHEMA + "datePublished"),
        url=triples.one(iri, _SCHEMA + "url"),
        publisher=named(triples.one(iri, _SCHEMA + "publisher")),
        agency=named(triples.cq(iri, "agency")),
    )

"""A page for each thing: what is known of it, and for each event the sentences on which it stands."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from rdflib import RDF, RDFS, Graph, URIRef

from kg import vocab
from kg.show import label

MOST = 200
"""Events, and things that refer to a thing, that its page shows."""
_REPORTS = URIRef(vocab.cq("reports"))
_EVENTS = {vocab.cq(name) for name in ("Meeting", "Statement", "TreatyAction", "Tenure")}
_HIDDEN = {str(RDF.type), str(RDFS.label), vocab.PREFIXES["skos"] + "prefLabel"}
_OA, _SCHEMA = vocab.PREFIXES["oa"], vocab.PREFIXES["schema"]


@dataclass(frozen=True, slots=True)
class Link:
    """A name with the address it leads to; no address where it leads nowhere."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of an event: the sentences with their places, and on whose word."""

    quotes: tuple[tuple[str, str], ...]
    article: Link
    source: Link
    published: str
    rule: Link
    said_by: tuple[Link, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its reports."""

    link: Link
    day: str
    status: str
    reports: tuple[Report, ...]


def exists(graph: Graph, thing: URIRef) -> bool:
    """Whether the graph tells anything of a thing."""
    return (thing, None, None) in graph


def triples(graph: Graph, thing: URIRef) -> Graph:
    """What is said of a thing; of an event also what its reports and their evidence say."""
    found = Graph(bind_namespaces="none")
    reports = list(graph.subjects(_REPORTS, thing))
    evidence = [one for report in reports for one in graph.objects(report, URIRef(vocab.cq("evidence")))]
    for node in (thing, *reports, *evidence):
        for triple in graph.triples((node, None, None)):
            found.add(triple)
    return found


def html(graph: Graph, thing: URIRef, *, title: str) -> str:
    """The page of a thing."""
    environment = Environment(
        loader=PackageLoader("kg.serve", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    events, more = _events(graph, thing)
    own = _event(graph, thing) if next(graph.subjects(_REPORTS, thing), None) is not None else None
    path = str(thing).removeprefix(vocab.ID)
    return environment.get_template("thing.html.j2").render(
        title=title,
        name=label(graph, thing),
        kinds=sorted(_words(str(one)) for one in graph.objects(thing, RDF.type)),
        address=str(thing),
        path=path,
        shown=path.split("/")[0] in ("person", "org", "state", "meeting", "process", "topic", "treaty", "place", "source", "article"),
        facts=_facts(graph, thing),
        own=own,
        events=events,
        more=more,
        style=Markup(style()),
    )


@cache
def style() -> str:
    """The style of the page: the graph page's colours, in the theme of the reader's system."""
    base = (files("kg.page") / "css/base.css").read_text("utf-8")
    dark = re.search(r'\[data-theme="dark"\] \{(.*?)\n\}', base, re.DOTALL)
    own = (files("kg.serve") / "thing.css").read_text("utf-8")
    return f"{base}\n@media (prefers-color-scheme: dark) {{ :root {{{dark[1] if dark else ''}\n}} }}\n{own}"


def policy() -> str:
    """The content security policy of the page: one style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style().encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def _words(iri: str) -> str:
    """The last part of an address as words.

    >>> _words("https://w3id.org/communique/ns#earliestDate")
    'earliest date'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", vocab.local(iri)).replace("-", " ").lower()


def _link(graph: Graph, node: object) -> Link:
    if not isinstance(node, URIRef):
        text = str(node)
        return Link(text, text if re.match("https?://", text) and not re.search(r"\s", text) else "")
    if str(node).startswith(vocab.ID):
        return Link(label(graph, node), "/id/" + str(node).removeprefix(vocab.ID))
    if str(node).startswith(vocab.CQ):
        return Link(vocab.local(str(node)))
    named = next(graph.objects(node, RDFS.label), None)
    return Link(str(named or node), str(node) if re.match("https?://", str(node)) else "")


def _facts(graph: Graph, thing: URIRef) -> list[tuple[str, list[Link]]]:
    found: dict[str, list[Link]] = {}
    for predicate, value in graph.predicate_objects(thing):
        if str(predicate) not in _HIDDEN:
            found.setdefault(_words(str(predicate)), []).append(_link(graph, value))
    return [(name, sorted(set(links), key=lambda one: (one.text, one.address))) for name, links in sorted(found.items())]


def _one(graph: Graph, node: object, predicate: str) -> str:
    found = sorted(str(one) for one in graph.objects(node, URIRef(predicate)))  # type: ignore[arg-type]
    return found[0] if found else ""


def _links(graph: Graph, node: object, name: str) -> tuple[Link, ...]:
    return tuple(sorted({_link(graph, one) for one in graph.objects(node, URIRef(vocab.cq(name)))}, key=lambda one: one.text))  # type: ignore[arg-type]


def _day(graph: Graph, event: object) -> str:
    return _one(graph, event, vocab.cq("earliestDate")) or _one(graph, event, vocab.cq("attestedOn"))


def _status(graph: Graph, node: object) -> str:
    return vocab.local(_one(graph, node, vocab.cq("status")))


def _event(graph: Graph, event: URIRef) -> Event:
    reports = sorted(
        (_report(graph, one) for one in graph.subjects(_REPORTS, event)), key=lambda one: (one.published, one.article.text, one.quotes)
    )
    return Event(_link(graph, event), _day(graph, event), _status(graph, event), tuple(reports))


def _report(graph: Graph, report: object) -> Report:
    articles = _links(graph, report, "article")
    article = next(iter(graph.objects(report, URIRef(vocab.cq("article")))), None)  # type: ignore[arg-type]
    quotes = []
    for evidence in graph.objects(report, URIRef(vocab.cq("evidence"))):  # type: ignore[arg-type]
        start, end = _one(graph, evidence, _OA + "start"), _one(graph, evidence, _OA + "end")
        quotes.append((int(start or 0), " ".join(_one(graph, evidence, _OA + "exact").split()), f"characters {start}–{end}"))
    address = _one(graph, article, _SCHEMA + "url")
    publishers = [_link(graph, one).text for one in graph.objects(article, URIRef(_SCHEMA + "publisher"))]
    rules = _links(graph, report, "rule")
    return Report(
        tuple((quote, place) for _, quote, place in sorted(quotes)),
        articles[0] if articles else Link(""),
        Link(", ".join(sorted(publishers)) or "source", address if re.match("https?://", address) else ""),
        _one(graph, article, _SCHEMA + "datePublished"),
        rules[0] if rules else Link(""),
        _links(graph, report, "attributedTo"),
        _status(graph, report),
    )


def _events(graph: Graph, thing: URIRef) -> tuple[list[Event], int]:
    """The events that a thing takes part in, or of which an article tells, in the order of time; and how many were left out."""
    found: set[URIRef] = set()
    for subject in set(graph.subjects(None, thing)):
        if not isinstance(subject, URIRef):
            continue
        kinds = {str(one) for one in graph.objects(subject, RDF.type)}
        if kinds & _EVENTS:
            found.add(subject)
        elif vocab.cq("Report") in kinds:
            found.update(one for one in graph.objects(subject, _REPORTS) if isinstance(one, URIRef))
    found.discard(thing)
    order = sorted(found, key=lambda one: (_day(graph, one) or "9999", str(one)))
    return [_event(graph, one) for one in order[:MOST]], max(0, len(order) - MOST)

"""What is known of a thing, as lines of text: each claim with its quote, its rule and its article."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg import vocab
from kg.problems import UnknownName
from kg.query.names import find

CQ = Namespace(vocab.CQ)
OA = Namespace(vocab.PREFIXES["oa"])
SCHEMA = Namespace(vocab.PREFIXES["schema"])
SKOS = Namespace(vocab.PREFIXES["skos"])

_HIDDEN = {
    str(RDF.type),
    str(RDFS.label),
    str(SKOS.prefLabel),
    vocab.CQ + "participation",
    vocab.CQ + "reportCount",
    vocab.CQ + "independentSources",
}
_EVENTS = ("Meeting", "Statement", "TreatyAction", "Tenure")


def lines(graph: Graph, thing: str, *, why: bool = False) -> Iterator[str]:
    """Everything known of a thing (named by a label, an alias or an address), the events in the order of time.

    Raises UnknownName with the nearest labels when there is no such thing.
    """
    node = _node(graph, thing)
    yield f"{label(graph, node)}  ({', '.join(sorted(vocab.local(str(kind)) for kind in graph.objects(node, RDF.type)))})"
    yield f"  {node}"
    for predicate, value in sorted((str(p), _text(graph, o)) for p, o in graph.predicate_objects(node) if str(p) not in _HIDDEN):
        yield f"  {vocab.local(predicate)}: {value}"
    if next(graph.subjects(CQ.reports, node), None) is not None:
        yield from _reports(graph, node, "  ", why=why)
        return
    events = sorted(
        {one for one in graph.subjects(None, node) if _kind(graph, one) in _EVENTS and isinstance(one, URIRef)},
        key=lambda one: (_day(graph, one), str(one)),
    )
    for event in events:
        yield ""
        status = " ".join(vocab.local(str(one)) for one in graph.objects(event, CQ.status))
        yield f"{_day(graph, event) or '(no date)'}  {label(graph, event)}" + (f"  [{status}]" if status else "")
        yield from _reports(graph, event, "    ", why=why)


def _node(graph: Graph, thing: str) -> URIRef:
    if thing.startswith(("http://", "https://")):
        node = URIRef(thing)
        if (node, None, None) in graph:
            return node
        raise UnknownName(f"the graph knows no thing with the address {thing}")
    return URIRef(str(find(graph, thing)))


def _reports(graph: Graph, event: URIRef, indent: str, *, why: bool) -> Iterator[str]:
    for report in sorted(graph.subjects(CQ.reports, event), key=lambda one: (_published(graph, one), str(one))):
        article = next(graph.objects(report, CQ.article), None)
        said = ", ".join(sorted(label(graph, one) for one in graph.objects(report, CQ.attributedTo)))
        rules = ", ".join(sorted(label(graph, one) for one in graph.objects(report, CQ.rule)))
        for evidence in sorted(graph.objects(report, CQ.evidence), key=lambda one: int(str(next(graph.objects(one, OA.start), 0)))):
            quote = " ".join(str(next(graph.objects(evidence, OA.exact), "")).split())
            place = f"{next(graph.objects(evidence, OA.start), '?')}–{next(graph.objects(evidence, OA.end), '?')}"
            yield f"{indent}“{quote}” ({place})"
        headline = str(next(graph.objects(article, SCHEMA.headline), "")) if article is not None else ""
        published = str(next(graph.objects(article, SCHEMA.datePublished), "")) if article is not None else ""
        yield f"{indent}  — {headline}, {published}; rule {rules}" + (f"; according to {said}" if said else "")
        if why:
            yield f"{indent}  {report}"
            for word, property in (("joined", CQ.joinedBecause), ("not joined", CQ.apartBecause)):
                for reason in sorted(str(one) for one in graph.objects(report, property)):
                    yield f"{indent}  {word}: {reason}"


def _published(graph: Graph, report: Node) -> str:
    """The day on which a report's article appeared."""
    days = (str(day) for article in graph.objects(report, CQ.article) for day in graph.objects(article, SCHEMA.datePublished))
    return min(days, default="")


def _kind(graph: Graph, node: object) -> str:
    return next((vocab.local(str(kind)) for kind in graph.objects(node, RDF.type)), "")  # type: ignore[arg-type]


def label(graph: Graph, node: object) -> str:
    """The label of a thing, or the last part of its address."""
    found = sorted(str(one) for one in graph.objects(node, RDFS.label))  # type: ignore[arg-type]
    return found[0] if found else vocab.local(str(node))


def _text(graph: Graph, value: object) -> str:
    return str(value) if isinstance(value, Literal) else label(graph, value)


def _day(graph: Graph, event: URIRef) -> str:
    for name in ("earliestDate", "attestedOn"):
        found = sorted(str(one) for one in graph.objects(event, CQ[name]))
        if found:
            return found[0]
    return ""

"""The shortest way between two, with what supports each step."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx
from rdflib import Graph, URIRef

from kg import vocab
from kg.problems import UnknownName

_CQ, _OA, _RDFS, _SCHEMA = vocab.CQ, vocab.PREFIXES["oa"], vocab.PREFIXES["rdfs"], vocab.PREFIXES["schema"]


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A sentence with its article and on whose word it stands."""

    published: str
    text: str
    article: str
    headline: str
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the way: from whom to whom, at which events (IRI and label), and the sentences that name them."""

    one: str
    other: str
    events: tuple[tuple[str, str], ...]
    quotes: tuple[Quote, ...]


def path(graph: Graph, network: nx.Graph, one: str, other: str) -> list[Step]:
    """The shortest way between two nodes, an empty list when there is none.

    Of several equally short ones the one whose weakest line has the most independent sources; then the first by name.
    """
    for node in (one, other):
        if node not in network:
            raise UnknownName(f"{node} is not in this network: it is joined with nobody in the chosen time")
    try:
        ways = nx.all_shortest_paths(network, one, other)
        best: list[str] = min(_first(ways), key=lambda way: (-_weakest(network, way), way))
    except nx.NetworkXNoPath:
        return []
    return [_step(graph, network, begin, end) for begin, end in pairwise(best)]


def _first(ways: object, most: int = 10_000) -> list[list[str]]:
    """At most so many of the ways: between hubs there can be very many."""
    return [list(way) for way in islice(ways, most)]  # type: ignore[call-overload]


def _weakest(network: nx.Graph, way: list[str]) -> int:
    return min((int(network[begin][end].get("sources", 1)) for begin, end in pairwise(way)), default=0)


def _step(graph: Graph, network: nx.Graph, one: str, other: str) -> Step:
    events = tuple(network[one][other].get("events", ()))
    quotes = {quote for event in events for quote in _quotes(graph, event, {one, other})}
    return Step(one, other, tuple((event, _label(graph, event)) for event in events), tuple(sorted(quotes)))


def _quotes(graph: Graph, event: str, ends: set[str]) -> list[Quote]:
    """The sentences of the reports that name both ends; of all reports when none names both."""
    reports = sorted(str(one) for one in graph.subjects(URIRef(_CQ + "reports"), URIRef(event)))
    naming = [one for one in reports if ends <= {str(value) for value in graph.objects(URIRef(one), None)}] or reports
    found = []
    for report in naming:
        said_by = _label(graph, _one(graph, report, _CQ + "attributedTo"))
        article = _one(graph, report, _CQ + "article")
        for evidence in graph.objects(URIRef(report), URIRef(_CQ + "evidence")):
            found.append(
                Quote(
                    _one(graph, article, _SCHEMA + "datePublished"),
                    _one(graph, str(evidence), _OA + "exact"),
                    article,
                    _label(graph, article),
                    said_by,
                )
            )
    return found


def _one(graph: Graph, subject: str, property: str) -> str:
    return min((str(one) for one in graph.objects(URIRef(subject), URIRef(property))), default="") if subject else ""


def _label(graph: Graph, subject: str) -> str:
    return _one(graph, subject, _RDFS + "label") or (vocab.local(subject) if subject else "")

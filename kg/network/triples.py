"""Measures as triples: each measuring with its name, version and parameters, each score of a thing with its rank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import networkx as nx
from rdflib import Graph

from kg import vocab
from kg.network.build import network as made
from kg.network.measures import VERSION, Scores, measured
from kg.rdf.terms import LABEL, TYPE, Triple, date, english, literal, name, whole
from kg.registry import measure

_DESCRIPTION = vocab.PREFIXES["dcterms"] + "description"


def measure_triples(network: nx.Graph, names: Iterable[str] = (), *, base: str = vocab.BASE) -> list[Triple]:
    """The measures of a network (all of them, or those named) as triples, sorted.

    A `cq:Measure` is one measuring: its name, version, network, window of time, parameters, and how it was approximated, if it was.
    A `cq:Score` is the number of one thing, with its rank (equals share the better one). Things whose number is 0 have no score.
    """
    return sorted(triple for one in names or tuple(measure) for triple in _measure(network, one, measured(network, one), base))


def with_measures(triples: Iterable[Triple], *, base: str = vocab.BASE) -> list[Triple]:
    """The measures of who met whom in a graph that is given as triples: what a build puts into the graph beside them."""
    graph = Graph(store="Oxigraph")
    graph.parse(data="".join(f"<{one}> <{property}> {value} .\n" for one, property, value in triples), format="ox-nt")
    return measure_triples(made(graph), base=base)


def _measure(network: nx.Graph, which: str, scores: Scores, base: str) -> Iterator[Triple]:
    kind, since, until = (str(network.graph.get(key, "")) for key in ("kind", "since", "until"))
    given = [f"{key}={value}" for key, value in sorted(scores.parameters.items())]
    id = vocab.short_hash(which, VERSION, kind, since, until, *given)
    measuring = f"{base}id/measure/{id}"
    window = " ".join(part for part in (f"from {since}" if since else "", f"to {until}" if until else "") if part)
    yield measuring, TYPE, name(vocab.cq("Measure"))
    yield measuring, LABEL, english(" ".join(part for part in (which, "in the network", kind, window) if part))
    yield measuring, _DESCRIPTION, english(" ".join((measure.get(which).__doc__ or "").split()))
    yield measuring, vocab.cq("measureName"), literal(which)
    yield measuring, vocab.cq("version"), literal(VERSION)
    yield measuring, vocab.cq("network"), literal(kind)
    for key, day in (("since", since), ("until", until)):
        if day:
            yield measuring, vocab.cq(key), date(day)
    for one in given:
        yield measuring, vocab.cq("parameter"), literal(one)
    if scores.note:
        yield measuring, vocab.cq("approximation"), literal(scores.note)
    rank, last = 0, None
    for place, (node, value) in enumerate(scores.ranked(), 1):
        if value != last:
            rank, last = place, value
        if value:
            thing = str(node)
            score = f"{base}id/score/{vocab.short_hash(id, thing)}"
            yield score, TYPE, name(vocab.cq("Score"))
            yield score, LABEL, english(f"{which} of {network.nodes[node].get('label', thing)}")
            yield score, vocab.cq("measure"), name(measuring)
            yield score, vocab.cq("of"), name(thing)
            yield score, vocab.cq("value"), literal(decimal(value), "decimal")
            yield score, vocab.cq("rank"), whole(rank)


def decimal(value: float) -> str:
    """A number as an xsd:decimal in its canonical form, of at most ten digits after the point.

    >>> decimal(17), decimal(0.4376352814), decimal(-1.0)
    ('17', '0.4376352814', '-1')
    """
    return f"{value:.10f}".rstrip("0").rstrip(".")

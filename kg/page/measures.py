"""Who matters in the picture: connections, brokers, and the order in which things are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from kg.page.contents import Contents

EXACT = 500
"""Up to so many things betweenness is exact; above, it is estimated from `SAMPLE` things drawn with a fixed seed."""
SAMPLE = 32


@dataclass(frozen=True)
class Measures:
    """For each thing: with how many others reports connect it, and how often it lies between two others."""

    connections: dict[str, int]
    brokerage: dict[str, float]
    order: tuple[str, ...]
    """All things: the most connected first, then by brokerage, then by IRI; articles last."""


def network(contents: Contents) -> nx.Graph:
    """The reported relations as an undirected networkx graph, nodes and edges in sorted order."""
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(iri for iri, thing in contents.things.items() if thing.kind != "article")
    graph.add_edges_from((one.source, one.target) for one in contents.relations if one.family != "background" and one.source != one.target)
    return graph


def measure(contents: Contents) -> Measures:
    """The measures of all things."""
    graph = network(contents)
    sample = None if len(graph) <= EXACT else SAMPLE
    between = nx.betweenness_centrality(graph, k=sample, seed=42) if len(graph) > 2 else {}
    brokerage = {iri: round(float(between.get(iri, 0.0)), 4) for iri in contents.things}
    connections = {iri: graph.degree(iri) if iri in graph else 0 for iri in contents.things}
    order = sorted(
        contents.things,
        key=lambda iri: (contents.things[iri].kind == "article", -connections[iri], -brokerage[iri], iri),
    )
    return Measures(connections, brokerage, tuple(order))

"""What is measured in a network: each measure one function, with its definition and where it comes from.

A measure gives a number for each node. Add one with `@measure("name")`; what it approximates it says in the note of
its Scores. On large networks a backend of networkx does the work where one is installed (`pip install nx-parallel`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import networkx as nx

from kg.registry import measure

EXACT = 600
"""Up to so many nodes betweenness is exact."""
SAMPLE, STEPS = 120, 5_000_000
"""Above that, it is estimated from the shortest ways out of so many nodes, fewer where all these would pass more lines than STEPS."""
BACKENDS = ("parallel", "graphblas")
"""The backends of networkx that are used for large networks where they are installed, the preferred first."""
SEED = 20220109
RUNS = 16
"""Runs of Louvain in a network of up to 5,000 lines."""
VERSION = "1"


class Scores(dict[str, float]):
    """The number of each node, a note on how it was approximated (empty when the measure is exact), and the parameters used."""

    def __init__(self, values: Mapping[str, float], note: str = "", **parameters: str | float) -> None:
        super().__init__(values)
        self.note = note
        self.parameters = parameters

    def ranked(self) -> list[tuple[str, float]]:
        """The highest first, equals by name."""
        return sorted(self.items(), key=lambda one: (-one[1], one[0]))


def measured(network: nx.Graph, name: str) -> Scores:
    """The scores of that measure, rounded to 10 digits so that they are the same on every machine and with every backend."""
    compute, found = measure.get(name), None
    if len(network) > EXACT and (installed := backends()):
        with suppress(Exception), nx.config(backend_priority=installed):  # a backend is foreign code: without it, it takes longer
            found = compute(network)
    if found is None:
        found = compute(network)
    note, parameters = (found.note, found.parameters) if isinstance(found, Scores) else ("", {})
    return Scores({node: round(float(found[node]), 10) for node in network}, note, **parameters)


def backends() -> list[str]:
    """The backends of networkx that are installed and used here."""
    return [name for name in BACKENDS if name in nx.config.backends]


@measure("degree")
def degree(network: nx.Graph) -> Scores:
    """With how many others a node is joined.

    Freeman, Centrality in social networks, Social Networks 1 (1979), degree centrality, as a count.
    """
    return Scores({node: len(set(nx.all_neighbors(network, node)) - {node}) for node in network})


@measure("events")
def events(network: nx.Graph) -> Scores:
    """How many meetings or statements join a node with others, added up over its lines.

    Barrat and others, The architecture of complex weighted networks, PNAS 101 (2004), node strength.
    """
    return Scores(dict(network.degree(weight="weight")))


@measure("sources")
def sources(network: nx.Graph) -> Scores:
    """How many independent sources tell of a node's lines, added up: fifty copies of one dispatch count once.

    Node strength as in `events`, with the number of independent sources of each meeting for its weight.
    """
    return Scores(dict(network.degree(weight="sources")))


@measure("betweenness")
def betweenness(network: nx.Graph) -> Scores:
    """The share of shortest ways between two others that lead over a node: who stands between.

    Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977); computed after Brandes
    (2001), normalised.
    Above 600 nodes estimated from at most 120 of them, drawn with a fixed seed (Brandes and Pich 2007); the note says so.
    """
    if len(network) <= EXACT:
        return Scores(nx.betweenness_centrality(network), normalised="yes")
    sample = max(20, min(SAMPLE, STEPS // max(1, network.number_of_edges())))
    return Scores(
        nx.betweenness_centrality(network, k=sample, seed=SEED),
        f"estimated from {sample} of {len(network):,} nodes, drawn with the seed {SEED}",
        normalised="yes",
        sample=sample,
        seed=SEED,
    )


@measure("pagerank")
def pagerank(network: nx.Graph) -> Scores:
    """How much weight flows to a node if every node passes its own on along its lines: known to those who are known.

    Page, Brin, Motwani and Winograd, The PageRank citation ranking (1999), damping 0.85, lines weighted by events.
    """
    count = len(network)
    if not count:
        return Scores({})
    nodes = list(network)
    out = {node: sum(data.get("weight", 1) for _, _, data in network.edges(node, data=True)) for node in nodes}
    into: dict[str, list[tuple[str, float]]] = {node: [] for node in nodes}
    for node in nodes:
        for _, other, data in network.edges(node, data=True):
            into[other].append((node, data.get("weight", 1) / out[node]))
    rank = dict.fromkeys(nodes, 1 / count)
    for _ in range(200):
        lost = sum(rank[node] for node in nodes if not out[node])
        new = {node: 0.15 / count + 0.85 * (lost / count + sum(rank[one] * share for one, share in into[node])) for node in nodes}
        change = sum(abs(new[node] - rank[node]) for node in nodes)
        rank = new
        if change < 1e-12:
            return Scores(rank, damping=0.85, weight="events")
    return Scores(rank, f"stopped after 200 rounds, still changing by {change:.1e}", damping=0.85, weight="events")


@measure("communities")
def communities(network: nx.Graph) -> Scores:
    """The number of the group to which a node belongs, the largest group being 1: groups meet within more than across.

    Blondel and others, Fast unfolding of communities in large networks, J. Stat. Mech. (2008): Louvain, weighted by
    events; of several runs with fixed seeds the one with the highest modularity (Newman and Girvan 2004).
    """
    plain = network.to_undirected() if network.is_directed() else network
    if not plain.number_of_edges():
        return Scores({node: number for number, node in enumerate(sorted(plain), 1)})
    runs = RUNS if plain.number_of_edges() <= 5_000 else 1
    found = [nx.community.louvain_communities(plain, weight="weight", seed=SEED + run) for run in range(runs)]
    best = max(found, key=lambda groups: nx.community.modularity(plain, groups, weight="weight")) if runs > 1 else found[0]
    ordered = sorted((sorted(group) for group in best), key=lambda group: (-len(group), group[0]))
    note = f"the best of {runs} runs" if runs > 1 else "one run"
    numbered = {node: number for number, group in enumerate(ordered, 1) for node in group}
    return Scores(numbered, f"{note}, seed {SEED}", runs=runs, seed=SEED, weight="events")


@measure("k-core")
def k_core(network: nx.Graph) -> Scores:
    """The largest k for which a node belongs to a part where everyone is joined with at least k others of that part.

    Seidman, Network structure and minimum degree, Social Networks 5 (1983); computed after Batagelj and Zaversnik
    (2003).
    """
    plain = nx.Graph(network.to_undirected() if network.is_directed() else network)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    return Scores(nx.core_number(plain))


@measure("bridges")
def bridge_ends(network: nx.Graph) -> Scores:
    """How many of a node's lines are bridges: lines without which the network would fall into more parts.

    Granovetter, The strength of weak ties, American Journal of Sociology 78 (1973); computed after Tarjan (1974).
    `bridges` lists the lines.
    """
    found = dict.fromkeys(network, 0)
    for one, other in bridges(network):
        found[one] += 1
        found[other] += 1
    return Scores(found)


def bridges(network: nx.Graph) -> list[tuple[str, str]]:
    """The lines without which the network would fall into more parts, sorted."""
    plain = nx.Graph(network.to_undirected() if network.is_directed() else network)
    return sorted((min(pair), max(pair)) for pair in nx.bridges(plain))


@measure("balance")
def balance(network: nx.Graph) -> Scores:
    """Hostile against friendly words: from -1 (all that a node says and hears is hostile) to 1 (all friendly).

    The share of friendly less the share of hostile lines at a node of a signed network (signed graphs as in Wasserman and Faust,
    Social Network Analysis, 1994, section 4.4), each line with the sum of its statements' signs. The signs are those of the
    statements' PLOVER classes. Only networks of statements have signs.
    """
    found = {}
    for node in network:
        signs = [data.get("sign", 0) for _, _, data in _at(network, node)]
        total = sum(abs(sign) for sign in signs)
        found[node] = sum(signs) / total if total else 0.0
    return Scores(found)


def _at(network: nx.Graph, node: str) -> Iterator[tuple[str, str, dict[str, float]]]:
    yield from network.edges(node, data=True)
    if network.is_directed():
        yield from network.in_edges(node, data=True)


@dataclass(frozen=True, slots=True, order=True)
class Triangle:
    """Three nodes whose lines all have a sign: `signs` are those of (one, two), (two, three) and (one, three)."""

    one: str
    two: str
    three: str
    signs: tuple[int, int, int]

    @property
    def balanced(self) -> bool:
        """Whether the product of the signs is positive."""
        return self.signs[0] * self.signs[1] * self.signs[2] > 0


def structural_balance(network: nx.Graph) -> tuple[int, int]:
    """How many triangles of signed lines are balanced, and how many there are: see `triangles`."""
    found = triangles(network)
    return sum(one.balanced for one in found), len(found)


def triangles(network: nx.Graph) -> list[Triangle]:
    """The triangles of signed lines, sorted. The enemy of my enemy is my friend: then a triangle is balanced.

    Cartwright and Harary, Structural balance: a generalization of Heider's theory, Psychological Review 63 (1956):
    a triangle is balanced when the product of its signs is positive. Lines without a sign are left out; both
    directions are added.
    """
    signs: dict[tuple[str, str], int] = {}
    for one, other, data in network.edges(data=True):
        pair = (min(one, other), max(one, other))
        signs[pair] = signs.get(pair, 0) + data.get("sign", 0)
    signed: nx.Graph = nx.Graph()
    signed.add_edges_from((*pair, {"sign": 1 if sign > 0 else -1}) for pair, sign in sorted(signs.items()) if sign and pair[0] != pair[1])
    found = []
    for one, two in signed.edges:
        for three in sorted(set(signed[one]) & set(signed[two])):
            if max(one, two) < three:
                a, b = sorted((one, two))
                found.append(Triangle(a, b, three, (signed[a][b]["sign"], signed[b][three]["sign"], signed[a][three]["sign"])))
    return sorted(found)

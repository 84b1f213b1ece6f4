"""From the RDF graph to networkx: one function a kind of network, with nodes and edges in sorted order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
from rdflib import Graph

from kg import vocab
from kg.problems import UnknownName, nearest

TOGETHER = ("planned", "ongoing", "held")
"""The statuses of meetings that count as meeting."""
HOSTILE = frozenset(["ACCUSE", "ASSAULT", "COERCE", "DISAPPROVE", "FIGHT", "MOBILIZE", "PROTEST", "REJECT", "SANCTION", "THREATEN"])
FRIENDLY = frozenset(["AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "SUPPORT", "YIELD"])
_ACTORS = frozenset(vocab.cq(name) for name in ("Person", "State", "Organization", "Source"))


def network(graph: Graph, kind: str = "meets", *, since: str = "", until: str = "", statuses: tuple[str, ...] = TOGETHER) -> nx.Graph:
    """The network of that kind, of the events within the time window (ISO days, both counted in; empty for no border).

    Nodes are IRIs with `label`, `type` and `country`. Edges have `weight` (events), `sources` (independent sources,
    added up),
    `events`, `first` and `last`. Events without a day are left out when a border is given.
    """
    if kind not in KINDS:
        raise UnknownName(f"no network is called '{kind}' {nearest(kind, KINDS)} (there are: {', '.join(KINDS)})")
    facts = _Facts(graph, since, until, statuses)
    net: nx.Graph = KINDS[kind](facts)
    net.graph.update(kind=kind, since=since, until=until)
    return net


def help(kind: str) -> str:
    """What the network of that kind is, in one line."""
    return (KINDS[kind].__doc__ or "").strip().split("\n")[0]


class _Facts:
    """What the networks are made of, read from the graph once."""

    def __init__(self, graph: Graph, since: str, until: str, statuses: tuple[str, ...]) -> None:
        self._graph, self._since, self._until, self._statuses = graph, since, until, frozenset(map(vocab.cq, statuses))
        self.labels: dict[str, str] = {}
        self.types: dict[str, str] = {}
        self.countries = {str(one): str(state) for one, state in self._rows("SELECT ?one ?state { ?one cq:country ?state }")}
        for iri, cls, label in self._rows(
            "SELECT ?thing ?class ?label { "
            "VALUES ?class { cq:Person cq:State cq:Organization cq:Source cq:Topic cq:Treaty cq:Meeting } "
            "?thing a ?class . ?thing rdfs:label ?label }"
        ):
            self.labels[str(iri)], self.types[str(iri)] = str(label), str(cls)

    def _rows(self, text: str) -> Iterator[Any]:
        yield from self._graph.query(text, initNs=vocab.PREFIXES)

    def events(self, text: str) -> list[tuple[str, ...]]:
        """The rows of a query whose first three columns are an event and its two days, within the window; sorted."""
        kept = []
        for event, earliest, latest, *rest in self._rows(text):
            begin, end = str(earliest or ""), str(latest or earliest or "")
            if self._within(begin, end):
                kept.append((str(event), begin, end, *("" if one is None else str(one) for one in rest)))
        return sorted(set(kept))

    def _within(self, begin: str, end: str) -> bool:
        if not (self._since or self._until):
            return True
        return bool(begin) and end >= self._since[: len(end)] and begin[: len(self._until)] <= (self._until or "9999")

    def meetings(self) -> dict[str, tuple[str, str, int]]:
        """The meetings in the window that count: first day, last day, independent sources."""
        rows = self.events(
            "SELECT ?meeting ?earliest ?latest ?status ?sources { ?meeting a cq:Meeting . ?meeting cq:status ?status "
            "OPTIONAL { ?meeting cq:earliestDate ?earliest } OPTIONAL { ?meeting cq:latestDate ?latest } "
            "OPTIONAL { ?meeting cq:independentSources ?sources } }"
        )
        return {event: (begin, end, int(sources or 1)) for event, begin, end, status, sources in rows if status in self._statuses}

    def participants(self, kept: dict[str, tuple[str, str, int]]) -> dict[str, list[str]]:
        """Who took part in each of those meetings."""
        at: dict[str, set[str]] = defaultdict(set)
        for meeting, actor in self._rows("SELECT ?meeting ?actor { ?meeting a cq:Meeting . ?meeting cq:participant ?actor }"):
            if str(meeting) in kept:
                at[str(meeting)].add(str(actor))
        return {meeting: sorted(at[meeting]) for meeting in sorted(at)}

    def pairs(self) -> set[tuple[str, str]]:
        """The pairs that the graph says meet, each in both orders."""
        found = {(str(one), str(other)) for one, other in self._rows("SELECT ?one ?other { ?one cq:meets ?other }")}
        return found | {(other, one) for one, other in found}

    def about(self, iri: str) -> dict[str, str]:
        """The attributes of a node."""
        return {
            "label": self.labels.get(iri) or vocab.local(iri),
            "type": vocab.local(self.types.get(iri, "")),
            "country": vocab.local(self.countries.get(iri, "")),
        }


class _Edges:
    """Edges in the making: each event counts once for a pair."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], dict[str, tuple[str, str, int, int]]] = defaultdict(dict)

    def add(self, one: str, other: str, event: str, begin: str, end: str, sources: int = 1, sign: int = 0) -> None:
        self._found[one, other][event] = (begin, end, sources, sign)

    def into(self, net: nx.Graph, facts: _Facts) -> nx.Graph:
        """The network with the edges and their nodes, sorted."""
        for node in sorted({end for pair in self._found for end in pair} - set(net)):
            net.add_node(node, **facts.about(node))
        for one, other in sorted(self._found):
            events = self._found[one, other]
            days = sorted(day for begin, end, _, _ in events.values() for day in (begin, end) if day)
            net.add_edge(
                one,
                other,
                weight=len(events),
                sources=sum(one[2] for one in events.values()),
                events=tuple(sorted(events)),
                first=days[0] if days else "",
                last=days[-1] if days else "",
                sign=sum(one[3] for one in events.values()),
            )
        return net


def meets(facts: _Facts) -> nx.Graph:
    """Who met whom: persons, states and bodies that faced each other at a meeting that was held or is planned."""
    return _facing(facts, lambda actor: actor, nx.Graph())


def states(facts: _Facts) -> nx.Graph:
    """Which states met: each person and body counts for its state."""

    def state(actor: str) -> str:
        return actor if facts.types.get(actor) == vocab.cq("State") else facts.countries.get(actor, "")

    return _facing(facts, state, nx.Graph())


def _facing(facts: _Facts, side: Callable[[str], str], net: nx.Graph) -> nx.Graph:
    edges, kept, pairs = _Edges(), facts.meetings(), facts.pairs()
    for meeting, there in facts.participants(kept).items():
        for at, one in enumerate(there):
            for other in there[at + 1 :]:
                if (one, other) in pairs:
                    ends = sorted({side(one), side(other)})
                    if len(ends) == 2 and ends[0]:
                        edges.add(ends[0], ends[1], meeting, *kept[meeting])
    return edges.into(net, facts)


def actor_meeting(facts: _Facts) -> nx.Graph:
    """Actors and the meetings at which they were, delegates too: two sorts of nodes (`bipartite` 0 and 1)."""
    edges, kept = _Edges(), facts.meetings()
    for meeting, there in facts.participants(kept).items():
        for actor in there:
            edges.add(actor, meeting, meeting, *kept[meeting])
    return _two_sorts(edges.into(nx.Graph(), facts), lambda node: node in kept)


def topics(facts: _Facts) -> nx.Graph:
    """Actors and the topics and treaties that they met or spoke about: two sorts of nodes (`bipartite` 0 and 1)."""
    edges, kept = _Edges(), facts.meetings()
    there = facts.participants(kept)
    about: set[str] = set()
    for meeting, _, _, topic in facts.events(
        "SELECT ?event ?earliest ?latest ?topic { ?event a cq:Meeting . ?event cq:topic ?topic "
        "OPTIONAL { ?event cq:earliestDate ?earliest } OPTIONAL { ?event cq:latestDate ?latest } }"
    ):
        for actor in there.get(meeting, ()):
            edges.add(actor, topic, meeting, *kept[meeting])
            about.add(topic)
    for statement, begin, end, actor, topic in facts.events(
        "SELECT ?event ?earliest ?latest ?speaker ?topic { "
        "?event a cq:Statement . ?event cq:speaker ?speaker . ?event cq:topic ?topic "
        "OPTIONAL { ?event cq:earliestDate ?earliest } OPTIONAL { ?event cq:latestDate ?latest } }"
    ):
        edges.add(actor, topic, statement, begin, end)
        about.add(topic)
    return _two_sorts(edges.into(nx.Graph(), facts), lambda node: node in about)


def shared_topics(facts: _Facts) -> nx.Graph:
    """Actors joined by the topics they share: the weight is the number of shared topics, each one an `event`."""
    edges, both = _Edges(), topics(facts)
    for topic in sorted(node for node in both if both.nodes[node]["bipartite"] == 1):
        actors = sorted(both[topic])
        for at, one in enumerate(actors):
            for other in actors[at + 1 :]:
                days = [both[topic][end][name] for end in (one, other) for name in ("first", "last")]
                known = sorted(day for day in days if day)
                edges.add(one, other, topic, known[0] if known else "", known[-1] if known else "")
    return edges.into(nx.Graph(), facts)


def statements(facts: _Facts) -> nx.DiGraph:
    """Who says something to or about whom: `sign`: the friendly statements less the hostile ones, by PLOVER class."""
    edges = _Edges()
    for event, begin, end, one, other, plover in facts.events(
        "SELECT ?event ?earliest ?latest ?speaker ?other ?plover { "
        "?event a cq:Statement . ?event cq:speaker ?speaker . "
        "{ ?event cq:target ?other } UNION { ?event cq:addressee ?other } OPTIONAL { ?event cq:plover ?plover } "
        "OPTIONAL { ?event cq:earliestDate ?earliest } OPTIONAL { ?event cq:latestDate ?latest } }"
    ):
        word = vocab.local(plover) if plover else ""
        if one != other:
            edges.add(one, other, event, begin, end, sign=(word in FRIENDLY) - (word in HOSTILE))
    return edges.into(nx.DiGraph(), facts)


def _two_sorts(net: nx.Graph, second: Callable[[str], bool]) -> nx.Graph:
    for node in net:
        net.nodes[node]["bipartite"] = int(second(node))
    return net


KINDS: dict[str, Callable[[_Facts], nx.Graph]] = {
    "actor-meeting": actor_meeting,
    "meets": meets,
    "shared-topics": shared_topics,
    "statements": statements,
    "states": states,
    "topics": topics,
}
"""The networks, by name; the docstring of each tells what it is."""

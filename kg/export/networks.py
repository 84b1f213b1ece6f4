"""The networks for Gephi, yEd, Cytoscape and igraph: GraphML and GEXF, with labels, colours and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

import networkx as nx
from rdflib import Graph

from kg.export.files import format
from kg.network import network

_COLOURS = {
    "Person": (31, 119, 180),
    "State": (214, 39, 40),
    "Organization": (44, 160, 44),
    "Source": (127, 127, 127),
    "Meeting": (255, 127, 14),
    "Topic": (148, 103, 189),
    "Treaty": (140, 86, 75),
}
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold.

    >>> clean("a\\x00b")
    'a�b'
    """
    return _UNFIT.sub("�", text)


@format("graphml", ".graphml")
def graphml(graph: Graph, *, kind: str = "meets", since: str = "", until: str = "", **_: Any) -> Iterator[str]:
    """A network (`kind`, `since`, `until`) as GraphML, with labels, countries, weights and days."""
    net = network(graph, kind, since=since, until=until)
    flat = nx.DiGraph() if net.is_directed() else nx.Graph()
    flat.graph.update({name: clean(str(value)) for name, value in sorted(net.graph.items())})
    for node, data in net.nodes(data=True):
        flat.add_node(node, **{name: clean(value) if isinstance(value, str) else value for name, value in data.items()})
    for one, other, data in net.edges(data=True):
        flat.add_edge(one, other, **{**data, "events": " ".join(data["events"])})
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    for line in nx.generate_graphml(flat):
        yield line + "\n"


@format("gexf", ".gexf")
def gexf(graph: Graph, *, kind: str = "meets", since: str = "", until: str = "", **_: Any) -> Iterator[str]:
    """A network (`kind`, `since`, `until`) as dynamic GEXF for Gephi: lines last from their first to their last day.

    So do things, from the first of their lines to the last; what has no day is there all the time. Format: GEXF 1.3 (gexf.net).
    """
    net = network(graph, kind, since=since, until=until)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    yield f" <meta>\n  <creator>Communiqué</creator>\n  <description>{kind}</description>\n </meta>\n"
    direction = "directed" if net.is_directed() else "undirected"
    yield f' <graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="{direction}">\n'
    yield from _declared("node", type="string", country="string")
    yield from _declared("edge", sources="integer", sign="integer", events="string")
    yield "  <nodes>\n"
    for node, data in net.nodes(data=True):
        red, green, blue = _COLOURS.get(data["type"], (90, 90, 90))
        around = [line for *_, line in (*net.edges(node, data=True), *(net.in_edges(node, data=True) if net.is_directed() else ()))]
        days = sorted(day for line in around for day in (line["first"], line["last"]) if day)
        dated = days if all(line["first"] for line in around) else []
        yield f"   <node id={_quoted(node)} label={_quoted(data['label'])}{_span(*(dated[:1] or ['']), *(dated[-1:] or ['']))}>\n"
        yield _values(type=data["type"], country=data["country"])
        yield f'    <viz:color r="{red}" g="{green}" b="{blue}"/>\n   </node>\n'
    yield "  </nodes>\n  <edges>\n"
    for number, (one, other, data) in enumerate(net.edges(data=True)):
        ends = f"source={_quoted(one)} target={_quoted(other)}"
        yield f'   <edge id="{number}" {ends} weight="{data["weight"]}"{_span(data["first"], data["last"])}>\n'
        yield _values(sources=data["sources"], sign=data["sign"], events=" ".join(data["events"]))
        yield "   </edge>\n"
    yield "  </edges>\n </graph>\n</gexf>\n"


def _span(first: str, last: str) -> str:
    """From when to when something is there, as attributes."""
    return "".join(f" {name}={_quoted(day)}" for name, day in (("start", _begin(first)), ("end", _end(last))) if day)


def _declared(part: str, **types: str) -> Iterator[str]:
    yield f'  <attributes class="{part}">\n'
    for name, type in types.items():
        yield f'   <attribute id="{name}" title="{name}" type="{type}"/>\n'
    yield "  </attributes>\n"


def _values(**values: object) -> str:
    inside = "".join(f'<attvalue for="{name}" value={_quoted(str(value))}/>' for name, value in values.items())
    return f"    <attvalues>{inside}</attvalues>\n"


def _quoted(text: str) -> str:
    return quoteattr(clean(text))


def _begin(day: str) -> str:
    """The first day of a day, month or year."""
    return day + "-01-01"[3 * (len(day) == 7) :] if len(day) in (4, 7) else day


def _end(day: str) -> str:
    """The last day of a day, month or year."""
    from calendar import monthrange

    if len(day) == 4:
        return day + "-12-31"
    return f"{day}-{monthrange(int(day[:4]), int(day[5:]))[1]:02d}" if len(day) == 7 else day

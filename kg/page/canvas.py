"""The drawing, gathered by pyvis: one node a thing, one line for each pair and family, and vis-network's options."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from kg.page import words
from kg.page.contents import Contents, Relation
from kg.page.layout import Point, size
from kg.page.measures import Measures
from kg.problems import BadInput

VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False, "solver": "forceAtlas2Based"},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "keyboard": False,
        "multiselect": False,
        "tooltipDelay": 100000,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
    },
    "nodes": {"font": {"size": 0}, "borderWidth": 2, "borderWidthSelected": 2},
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0, "arrowStrikethrough": False},
}


@dataclass(frozen=True)
class Drawing:
    """What vis-network is given: nodes in the order of importance, lines, options.

    `line_of` leads from a relation to its line.
    """

    nodes: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    options: dict[str, Any]
    line_of: tuple[int, ...]


class _Ids(dict[str, None]):
    """The ids of a pyvis network, asked in no time where pyvis' own list is searched from end to end for each edge."""

    append = dict.setdefault


def draw(contents: Contents, relations: Sequence[Relation], measures: Measures, points: Mapping[str, Point]) -> Drawing:
    """The drawing of things and relations; several relations of one family between two things are one line."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.node_ids = _Ids()
    for iri in measures.order:
        if iri not in contents.things:
            continue
        kind = contents.things[iri].kind
        network.add_node(
            iri,
            label=contents.things[iri].label or " ",
            shape=words.KIND[kind].shape,
            group=kind,
            x=points[iri][0],
            y=points[iri][1],
            size=size(measures.connections[iri]),
        )
    numbers: dict[tuple[str, str, str], int] = {}
    beside: dict[frozenset[str], int] = {}
    rank = {id: number for number, id in enumerate(words.FAMILY)}
    for one in sorted(relations, key=lambda one: rank[one.family]):
        key = (one.source, one.target, one.family)
        if key not in numbers:
            pair = frozenset(key[:2])
            numbers[key] = len(numbers)
            bend = beside.get(pair, 0)
            beside[pair] = bend + 1
            network.add_edge(
                one.source,
                one.target,
                family=one.family,
                bend=bend,
                arrows="to" if words.FAMILY[one.family].arrow else "",
            )
    network.options = OPTIONS
    nodes, edges, *_, options = network.get_network_data()
    line_of = tuple(numbers[one.source, one.target, one.family] for one in relations)
    return Drawing(nodes, edges, json.loads(options), line_of)


def vis_script() -> str:
    """The vis-network that pyvis carries. Raises BadInput when it is not the one the page was tried with."""
    script = (files("pyvis") / "templates/lib/vis-9.1.2/vis-network.min.js").read_bytes()
    if hashlib.sha256(script).hexdigest() != VIS_SHA256:
        raise BadInput("pyvis carries another vis-network than the page was tried with: pip install pyvis==0.3.2")
    return script.decode("utf-8").replace("\r\n", "\n")  # as a browser reads it, or the hash of the policy would not fit

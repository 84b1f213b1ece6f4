"""What changed between two windows of time: who rose and fell in a measure, which lines are new, which are gone."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from kg.network.measures import measured


@dataclass(frozen=True, slots=True)
class Change:
    """The numbers of a thing before and after; 0 where it was not in the network."""

    node: str
    label: str
    before: float
    after: float

    @property
    def difference(self) -> float:
        """After less before."""
        return round(self.after - self.before, 10)


def changes(before: nx.Graph, after: nx.Graph, name: str) -> list[Change]:
    """How the numbers of a measure changed, the largest changes first; what stayed the same is left out.

    Not for "communities", whose numbers are names of groups: raises ValueError.
    """
    if name == "communities":
        raise ValueError("the numbers of communities are names of groups: they cannot be compared between networks")
    old, new = measured(before, name), measured(after, name)
    found = []
    for node in sorted({*old, *new}):
        label = (after if node in after else before).nodes[node].get("label", str(node))
        found.append(Change(node, label, old.get(node, 0.0), new.get(node, 0.0)))
    return sorted((one for one in found if one.difference), key=lambda one: (-abs(one.difference), one.label, one.node))


def lines_changed(before: nx.Graph, after: nx.Graph) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The lines (by label) that are only in the later network, and those that are only in the earlier one; each sorted."""

    def only(one: nx.Graph, other: nx.Graph) -> list[tuple[str, str]]:
        pairs = [(a, b) for a, b in one.edges if not other.has_edge(a, b)]
        return sorted((one.nodes[a].get("label", str(a)), one.nodes[b].get("label", str(b))) for a, b in pairs)

    return only(after, before), only(before, after)

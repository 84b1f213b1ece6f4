"""Whom a phrase for a body stands for: "a Finnish trade delegation led by Elina Valtonen" is Elina Valtonen, for Finland;
"the speakers of the parliaments of Peru and Chile" are people of these states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.chunks.nodes import Node, Ref

_TEAMS = frozenset("delegation delegations team mission group party contingent side".split())
_LED = frozenset("led headed chaired".split())
_OPENERS = frozenset("a an the its their his her another this that".split())
_REACH = 6
"""So many chunks may describe a delegation before its noun."""


def led(nodes: Sequence[Node]) -> list[Node]:
    """The chunks, each "delegation led by A" as the actor A."""
    out: list[Node] = []
    k = 0
    while k < len(nodes):
        node = nodes[k]
        opened = bool(out) and out[-1].low == ","
        if _leads(nodes, k) and (start := _team(out, len(out) - 1 - opened)) is not None:
            leaders = nodes[k + 2]
            country = next((ref.countries for one in out[start:] for ref in one.refs if ref.countries), ())
            end = k + 3 + (opened and k + 3 < len(nodes) and nodes[k + 3].low == ",")
            made = Node("A", out[start].first, leaders.last, out[start].start, leaders.end)
            made.refs = [_of(ref, country) for ref in leaders.refs]
            out[start:] = [made]
            k = end
            continue
        out.append(node)
        k += 1
    return out


def _leads(nodes: Sequence[Node], k: int) -> bool:
    """Whether "led by A" stands at k, A being people."""
    return (
        nodes[k].kind == "V"
        and nodes[k].low in _LED
        and nodes[k].last - nodes[k].first == 1
        and k + 2 < len(nodes)
        and nodes[k + 1].low == "by"
        and nodes[k + 2].kind == "A"
        and all(ref.kind == "person" for ref in nodes[k + 2].refs)
    )


def _team(nodes: Sequence[Node], k: int) -> int | None:
    """Where the noun group of a delegation begins that ends at k; None where none ends there."""
    if k < 0:
        return None
    if nodes[k].kind == "A" and k > 1 and nodes[k - 1].low == "of" and nodes[k - 2].low in _TEAMS:
        k -= 2  # "a delegation of Thai lawmakers"
    elif nodes[k].kind == "A":
        words = nodes[k].refs[0].text.lower().split() if len(nodes[k].refs) == 1 else []
        return k if words and words[-1] in _TEAMS else None
    if nodes[k].low not in _TEAMS:
        return None
    start = k
    while start > 0 and k - start < _REACH and (nodes[start - 1].kind in ("T", "N") or _describes(nodes[start - 1])):
        start -= 1
        if nodes[start].low in _OPENERS:
            break
    return start


def _describes(node: Node) -> bool:
    """Whether a chunk describes the noun behind it: an article, an adjective, the adjective of a state."""
    if node.kind == "A":
        return len(node.refs) == 1 and node.refs[0].kind in ("state", "org") and bool(node.refs[0].countries or node.refs[0].body)
    return node.kind == "W" and (node.low in _OPENERS or len(node.low) > 3) and node.low not in _NO_DESCRIBERS


_NO_DESCRIBERS = frozenset("with from between through after before during among into over when while where also that than which".split())


def _of(ref: Ref, country: tuple[str, ...]) -> Ref:
    return ref if ref.countries or ref.entity or not country else replace(ref, countries=country)


_ORGANS = frozenset("parliaments parliament governments government ministries legislatures assemblies senates".split())


def offices_of(nodes: Sequence[Node]) -> list[Node]:
    """The chunks, with "the speakers of the parliaments of A, B and C" as people of these states."""
    out: list[Node] = []
    k = 0
    while k < len(nodes):
        node = nodes[k]
        if node.kind == "A" and len(node.refs) == 1 and node.refs[0].kind == "group" and not node.refs[0].countries:
            j = k + 1 + (word_of(nodes, k + 1) == "of")
            j += word_of(nodes, j) == "the"
            if j > k + 1 and j + 2 < len(nodes) and nodes[j].low in _ORGANS and nodes[j + 1].low == "of" and nodes[j + 2].kind == "A":
                if _states(nodes[j + 2]):
                    countries = tuple(one for ref in nodes[j + 2].refs for one in ref.countries)
                    out.append(
                        replace(node, refs=[replace(node.refs[0], countries=countries)], last=nodes[j + 2].last, end=nodes[j + 2].end)
                    )
                    k = j + 3
                    continue
        if node.low in _GOVERNMENTS and word_of(nodes, k + 1) == "of" and k + 2 < len(nodes) and _states(nodes[k + 2]):
            states = nodes[k + 2]
            first = out.pop() if out and out[-1].low == "the" else node
            out.append(replace(states, first=first.first, start=first.start))
            k += 3
            continue
        out.append(node)
        k += 1
    return out


_GOVERNMENTS = frozenset("government governments leadership".split())


def _states(node: Node) -> bool:
    """Whether a chunk names states and nothing else."""
    return node.kind == "A" and all(ref.kind == "state" for ref in node.refs)


def word_of(nodes: Sequence[Node], k: int) -> str:
    """The word of a chunk in lower case; empty behind the last."""
    return nodes[k].low if k < len(nodes) else ""

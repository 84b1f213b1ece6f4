"""Verbs that a second conjunct leaves out are written in: "met A on Monday and B on Tuesday" → "met A on Monday and met B on Tuesday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.chunks import LOCATIVE, Node

_WITH = frozenset("with to by".split())
_DATE_WORDS = frozenset("on in at".split())


@dataclass(frozen=True, slots=True)
class _Head:
    """What a second conjunct may leave out: its verb group, its event noun and its preposition."""

    first: int
    verb: int
    event: int
    """-1 where the verb has no event noun as its object."""
    word: int
    """The preposition before the object; -1 for none."""
    object: int
    """-1 for a verb without an object."""
    end: int


def restored(nodes: Sequence[Node]) -> list[Node]:
    """The chunks with the verbs that conjuncts leave out; the same ones where nothing is left out.

    A conjunct is taken for one of these only where both have an adjunct of the same kind (a place, a date) behind their actor,
    and no verb of its own follows: gapping after Ross (1970), kept to what the marks and chunks can tell.
    """
    out = list(nodes)
    k = 0
    while k < len(out):
        if out[k].kind == "V" and not out[k].governs and not out[k].shadow and (head := _head(out, k)) is not None:
            while (longer := _next(out, head)) is not None:
                out, head = longer
        k += 1
    return out


def _head(nodes: Sequence[Node], verb: int) -> _Head | None:
    first = verb
    while first > 0 and nodes[first - 1].kind == "V" and nodes[first - 1].governs:
        first -= 1
    k = verb + 1
    event = k if k < len(nodes) and nodes[k].kind == "E" else -1
    k += event >= 0
    word = k if k < len(nodes) and nodes[k].kind == "W" and nodes[k].low in _WITH else -1
    k += word >= 0
    if k < len(nodes) and _actor(nodes[k]) and (event < 0 or word >= 0):
        return _Head(first, verb, event, word, k, k + 1)
    if event < 0 and word < 0 and first > 0 and nodes[first - 1].kind == "A":
        return _Head(first, verb, -1, -1, -1, verb + 1)
    return None


def _next(nodes: list[Node], head: _Head) -> tuple[list[Node], _Head] | None:
    """The chunks with the verb of the next conjunct written in, and its head; None where no such conjunct follows."""
    end, kinds = _adjuncts(nodes, head.end)
    k = end
    comma = k < len(nodes) and nodes[k].low == ","
    k += comma
    listed = comma and k < len(nodes) and _actor(nodes[k])  # "met A on Monday, B on Tuesday and C on Friday"
    if not kinds or k >= len(nodes) or not (listed or (nodes[k].kind == "W" and nodes[k].low in ("and", "then"))):
        return None
    while k < len(nodes) and nodes[k].low in ("and", "then", "also"):
        k += 1
    fronted, after = _fronted(nodes, k)
    k = after
    word = k if k < len(nodes) and nodes[k].kind == "W" and head.word >= 0 and nodes[k].low == nodes[head.word].low else -1
    k += word >= 0
    if k >= len(nodes) or not _actor(nodes[k]) or not _alike(nodes[head.object if head.object >= 0 else head.first - 1], nodes[k]):
        return None
    actor = k
    end, own = _adjuncts(nodes, actor + 1)
    own |= {one.kind for one in fronted if one.kind in ("L", "D")}
    if not own & kinds or (end < len(nodes) and (nodes[end].kind == "V" or nodes[end].low in ("who", "which", "'s"))):
        return None
    if end + 1 < len(nodes) and nodes[end].low == "," and nodes[end + 1].kind == "V" and nodes[end + 1].tense != "participle":
        return None
    if listed and not (own == kinds and end + 1 < len(nodes) and nodes[end].low in (",", "and") and _goes_on(nodes, end)):
        return None
    here = nodes[actor].start
    before, rest = nodes[: after - len(fronted) - _marks(nodes, after, fronted)], nodes[actor + 1 :]
    if head.object < 0:
        verbs = [_copy(one, nodes[actor].end) for one in nodes[head.first : head.verb + 1]]
        made = [*before, nodes[actor], *verbs, *fronted, *rest]
        at = len(before) + 1
        return made, _Head(at, at + len(verbs) - 1, -1, -1, -1, at + len(verbs))
    left = [_copy(one, here) for one in nodes[head.first : head.object]]
    at = len(before)
    made = [*before, *left, nodes[actor], *fronted, *rest]
    shift = at - head.first
    return made, _Head(
        at,
        head.verb + shift,
        head.event + shift if head.event >= 0 else -1,
        head.word + shift if head.word >= 0 else -1,
        head.object + shift,
        head.object + shift + 1,
    )


def _goes_on(nodes: Sequence[Node], k: int) -> bool:
    """Whether another conjunct with an adjunct follows the comma or "and" at k."""
    k += 1 + (nodes[k].low == "," and nodes[k + 1].low == "and")
    k += k < len(nodes) and nodes[k].low in _WITH
    return k < len(nodes) and _actor(nodes[k]) and bool(_adjuncts(nodes, k + 1)[1])


def _fronted(nodes: Sequence[Node], k: int) -> tuple[list[Node], int]:
    """(the adjuncts, the place behind them) of an adjunct that stands before the actor: "and, two days later, C", "and on Monday C"."""
    start = k + (k < len(nodes) and nodes[k].low == ",")
    end, kinds = _adjuncts(nodes, start)
    if not kinds:
        return [], k
    return list(nodes[start:end]), end + (end < len(nodes) and nodes[end].low == ",")


def _marks(nodes: Sequence[Node], after: int, fronted: Sequence[Node]) -> int:
    """How many commas stand around a fronted adjunct that ends before a place."""
    if not fronted:
        return 0
    behind = nodes[after - 1].low == ","
    ahead = nodes[after - len(fronted) - behind - 1].low == ","
    return behind + ahead


def _adjuncts(nodes: Sequence[Node], k: int) -> tuple[int, set[str]]:
    """(the place behind, the kinds of) the places and dates that stand in a row from k on."""
    kinds: set[str] = set()
    while k < len(nodes):
        node = nodes[k]
        after = nodes[k + 1] if k + 1 < len(nodes) else None
        if node.kind == "D" or (kinds and node.low == "here"):
            k += 1
            kinds.add("D" if node.kind == "D" else "L")
        elif node.kind == "W" and after is not None and node.low in _DATE_WORDS and after.kind == "D":
            k += 2
            kinds.add("D")
        elif node.kind == "W" and after is not None and node.low in LOCATIVE and after.kind == "L":
            k += 2
            kinds.add("L")
        elif "L" in kinds and node.low == "," and after is not None and after.kind == "L":
            k += 2
        else:
            return k, kinds
    return k, kinds


def _actor(node: Node) -> bool:
    return (node.kind == "A" and bool(node.refs) and node.refs[0].kind != "pronoun") or (node.kind == "L" and node.both and bool(node.refs))


def _alike(one: Node, two: Node) -> bool:
    """Whether two actors are of one kind: a city or state goes with its like, and so do people."""
    return (one.refs[0].kind == "state") == (two.refs[0].kind == "state")


def _copy(node: Node, place: int) -> Node:
    """The chunk as one that is understood at a place of the text and not written there."""
    return replace(node, start=place, end=place, shadow=True, refs=list(node.refs), date=None)

"""Whether a meeting was held, is planned or fell through: from its verbs, their governors and the words around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.chunks import Node
from kg.clauses import Clauses
from kg.knowledge import Knowledge
from kg.rules.match import Match


def status_of(clauses: Clauses, best: Match, rows: Sequence[Match], trigger: int, knowledge: Knowledge) -> tuple[str, str]:
    """(status, the word that decides) of the meeting that stands at a trigger."""
    modality, nodes = knowledge.modality, clauses.nodes
    node = nodes[trigger]
    if node.kind == "V":
        return modality.of_verb(next((match.verbs for match in rows if match.verbs), [node]))
    own = _own_words(node)
    verbs = next((match.verbs for match in rows if match.verbs), [])
    if verbs:
        first = min(place for match in rows for place in match.verb_positions)
        found = modality.of_noun(verbs, subject=first > trigger)
        if found:
            return found
    if chain := _object_of(clauses, trigger):
        if found := modality.of_noun(chain, subject=False):
            if not (found[0] in ("held", "ongoing") and own and own[0] != "held"):
                return found
    if chain := _subject_of(clauses, trigger):
        if chain[-1].passive or chain[-1].head in (
            "take",
            "begin",
            "start",
            "open",
            "happen",
            "continue",
            "resume",
            "end",
            "conclude",
            "follow",
            "last",
            "fail",
            "collapse",
            "be",
            "come",
        ):
            if found := modality.of_noun(chain, subject=True):
                return found
    if own:
        return own
    before = nodes[trigger - 1].low if trigger else ""
    if before in ("before",) or (before == "of" and trigger > 1 and nodes[trigger - 2].low == "ahead"):
        return "planned", before
    if before in ("after", "following", "during", "since"):
        return "held", before
    clause = [
        one.low
        for k, one in enumerate(nodes)
        if clauses.borders[k] == clauses.borders[trigger] and abs(k - trigger) < 8 and one.kind in ("W", "D")
    ]
    words = " ".join(clause).split()
    if found := modality.of_words(words):
        return found
    return "held", ""


_OWN = {
    "planned": "planned",
    "scheduled": "planned",
    "upcoming": "planned",
    "forthcoming": "planned",
    "expected": "planned",
    "next": "planned",
    "future": "planned",
    "proposed": "proposed",
    "possible": "proposed",
    "potential": "proposed",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "postponed": "postponed",
    "ongoing": "ongoing",
    "current": "ongoing",
    "recent": "held",
    "latest": "held",
    "last": "held",
    "previous": "held",
    "earlier": "held",
    "yesterday": "held",
}


def _own_words(node: Node) -> tuple[str, str] | None:
    return next(((_OWN[word], word) for word in node.modifiers if word in _OWN), None)


def _object_of(clauses: Clauses, trigger: int) -> list[Node]:
    """The verb group whose object the event noun is, with its governors; empty when there is none."""
    nodes = clauses.nodes
    k = trigger - 1
    steps = 0
    while (
        k >= 0
        and steps < 4
        and nodes[k].kind == "W"
        and nodes[k].low
        in (
            "off",
            "out",
            "of",
            "for",
            "in",
            "on",
            "up",
            "with",
            "to",
            "a",
            "the",
            "part",
            "forward",
            "idea",
            "possibility",
            "offer",
            "proposal",
            "invitation",
            "about",
            "plans",
            "request",
        )
    ):
        if nodes[k].low in ("offer", "proposal", "invitation", "possibility", "idea", "request"):
            made = Node("V", nodes[k].first, nodes[k].last, nodes[k].start, nodes[k].end, low="proposed")
            made.head, made.tense = "propose", "past"
            return [made]
        k -= 1
        steps += 1
    if k < 0 or nodes[k].kind != "V":
        return []
    chain = _chain(nodes, k)
    if nodes[k + 1].low in ("off", "out", "back", "for"):
        chain[-1] = replace(chain[-1], head=f"{chain[-1].head} {nodes[k + 1].low}")
    return chain


def _chain(nodes: Sequence[Node], k: int) -> list[Node]:
    low = k
    while low > 0 and nodes[low - 1].kind == "V" and nodes[low - 1].governs:
        low -= 1
    return list(nodes[low : k + 1])


def _subject_of(clauses: Clauses, trigger: int) -> list[Node]:
    """The verb group whose subject the event noun is, with its governors."""
    nodes = clauses.nodes
    k = trigger + 1
    while k < len(nodes) and k - trigger < 14:
        node = nodes[k]
        if node.kind == "V":
            end = k
            while nodes[end].governs and end + 1 < len(nodes) and nodes[end + 1].kind == "V":
                end += 1
            chain = list(nodes[k : end + 1])
            if end + 1 < len(nodes) and nodes[end + 1].low in ("off", "out", "back"):
                chain[-1] = replace(chain[-1], head=f"{chain[-1].head} {nodes[end + 1].low}")
            return chain
        if (node.kind == "P" and node.low in (";", ".", ":", ",")) or node.low in ("who", "that", "after", "before", "while", "as"):
            return []
        k += 1
    return []

"""Whether a meeting was held, is planned or fell through: from its verbs, their governors and the words around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.chunks import Node
from kg.clauses import Clauses
from kg.knowledge import Knowledge
from kg.modality import Modality
from kg.rules.match import Match


def status_of(clauses: Clauses, best: Match, rows: Sequence[Match], trigger: int, knowledge: Knowledge) -> tuple[str, str]:
    """(status, the word that decides) of the meeting that stands at a trigger."""
    status, word = _of_words(clauses, rows, trigger, knowledge.modality)
    if status not in ("denied", "cancelled", "postponed") and clauses.nodes[trigger].kind == "V" and (no := _inverted_no(clauses, trigger)):
        return "cancelled" if status == "planned" else "denied", no
    if status == "held" and _timetable(
        clauses, trigger, next((match.verbs for match in rows if match.verbs), _subject_of(clauses, trigger))
    ):
        return "planned", word
    if status not in ("denied", "cancelled", "postponed") and (tied := _noun_over(clauses.nodes, trigger, knowledge.modality)):
        return tied
    if status not in ("denied", "cancelled", "postponed") and (denial := _denial(clauses.nodes, trigger, knowledge.modality)):
        return "denied", denial
    return status, word


_TIES = frozenset("of for to about on in at with a an the his her their its any such direct further joint first another holding".split())
_GIVEN = frozenset("opportunity chance honour honor pleasure privilege".split())


def _noun_over(nodes: Sequence[Node], trigger: int, modality: Modality) -> tuple[str, str] | None:
    """(status, noun) of an event that a noun governs: "the importance of resuming talks", "turned down an offer to meet"; None without one."""
    k = trigger - 1
    tied = False
    while k >= 0 and trigger - k < 7 and (nodes[k].low in _TIES or (nodes[k].kind == "V" and _nonfinite(nodes[k]))):
        tied = tied or nodes[k].low in ("of", "for", "to") or nodes[k].infinitive
        k -= 1
    tied = tied or nodes[trigger].infinitive
    if k < 0 or nodes[k].kind != "W" or not tied or (nodes[k].low not in modality.nouns and nodes[k].low not in _GIVEN):
        return None
    noun = nodes[k].low
    last = k - 1
    while last >= 0 and nodes[last].kind == "W" and k - last < 4 and nodes[last].low not in ("and", "but", "that", "no"):
        last -= 1
    if last >= 0 and nodes[last].low == "no":
        return "denied", noun
    if last < 0 or nodes[last].kind != "V":
        return None if noun in _GIVEN else (modality.nouns[noun], noun)
    chain = _with_particle(nodes, _chain(nodes, last), last)
    if noun in _GIVEN:
        return (status, noun) if (status := modality.of_verb(chain)[0]) in ("held", "planned", "denied") else None
    over = modality.governors.get(chain[-1].head) or modality.governors.get(chain[-1].head.split()[0])
    if over in ("denied", "cancelled"):
        return over, chain[-1].low
    if chain[-1].head in ("accept", "welcome") and noun in ("invitation", "offer", "proposal", "invitations"):
        return "planned", chain[-1].low
    return modality.nouns[noun], noun


def _nonfinite(node: Node) -> bool:
    return node.infinitive or node.tense == "participle"


def _inverted_no(clauses: Clauses, trigger: int) -> str:
    """The word that denies a clause from its front: "Neither will A and B meet"; empty where there is none."""
    nodes = clauses.nodes
    start = next((k for k, number in enumerate(clauses.borders) if number == clauses.borders[trigger]), 0)
    for k in range(start, min(start + 2, trigger)):
        if nodes[k].low in ("neither", "nor") and k + 1 < trigger and nodes[k + 1].kind in ("V", "W") and nodes[k + 2].kind == "A":
            return nodes[k].low
    return ""


def _timetable(clauses: Clauses, trigger: int, verbs: Sequence[Node]) -> bool:
    """Whether the present tense stands for the future, as in a timetable: "the ministers meet on Thursday", "talks begin next week"."""
    if not verbs or verbs[0].tense != "present" or verbs[0].form == "have" or any(one.head.startswith("be ") for one in verbs):
        return False
    return any(
        adjunct.kind == "date"
        and adjunct.node.date is not None
        and clauses.borders[adjunct.position] == clauses.borders[trigger]
        and (adjunct.node.date.kind == "weekday" or (adjunct.node.date.kind == "period" and "last" not in adjunct.node.date.text.lower()))
        for adjunct in clauses.adjuncts
    )


def _denial(nodes: Sequence[Node], trigger: int, modality: Modality) -> str:
    """The verb of denying whose clause with "that" the event stands in; empty when there is none."""
    for k in range(trigger - 1, 0, -1):
        if nodes[k].low in (";", ".", ":") or (nodes[k].kind == "W" and nodes[k].low in ("because", "while", "after", "before", "but")):
            return ""
        if nodes[k].low in ("that", "any") and nodes[k - 1].kind in ("V", "W"):
            verb = k - 1 if nodes[k - 1].kind == "V" else k - 2
            if verb >= 0 and nodes[verb].kind == "V":
                head = nodes[verb].head if verb == k - 1 else f"{nodes[verb].head} {nodes[k - 1].low}"
                return nodes[verb].low if modality.governors.get(head) == "denied" and not nodes[verb].negated else ""
    return ""


def _of_words(clauses: Clauses, rows: Sequence[Match], trigger: int, modality: Modality) -> tuple[str, str]:
    nodes = clauses.nodes
    node = nodes[trigger]
    if node.kind == "V":
        return modality.of_verb(_governed(nodes, trigger, next((match.verbs for match in rows if match.verbs), [node])))
    own = _own_words(node)
    verbs = next((match.verbs for match in rows if match.verbs), [])
    if node.determiner == "no" and not any(one.negated for one in verbs):
        return "denied", "no"
    if node.format == "visit" and trigger > 1 and nodes[trigger - 1].low == "on" and nodes[trigger - 2].head == "be":
        return {"present": "ongoing", "future": "planned"}.get(nodes[trigger - 2].tense, "held"), "on"
    if verbs:
        first = min(place for match in rows for place in match.verb_positions)
        last = next(match.verb_positions[-1] for match in rows if match.verbs)
        if node.format == "visit" and verbs[-1].head in ("arrive", "land", "be", "come"):
            return modality.of_verb(verbs)
        if verbs[-1].head in ("withdraw", "retire") and last + 1 < len(nodes) and nodes[last + 1].low in ("for", "to", "into"):
            return modality.of_verb([*verbs[:-1], replace(verbs[-1], head="go")])  # "withdrew for talks of their own" is no retreat
        found = modality.of_noun(_with_particle(nodes, verbs, last), subject=first > trigger)
        if found:
            return found
    if chain := _object_of(clauses, trigger):
        if found := modality.of_noun(chain, subject=False):
            if not (found[0] in ("held", "ongoing") and own and own[0] != "held"):
                return found
    if chain := _subject_of(clauses, trigger):
        if (
            chain[-1].passive
            or chain[-1].head
            in (
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
                "fall",
            )
            or chain[-1].head == "fall through"
        ):
            if found := modality.of_noun(chain, subject=True):
                return found
    if own:
        return own
    before = nodes[trigger - 1].low if trigger else ""
    if before in ("before",) or (before == "of" and trigger > 1 and nodes[trigger - 2].low in ("ahead", "eve")):
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


_PARTICLES = frozenset("off out back on for up down through".split())


def _with_particle(nodes: Sequence[Node], chain: Sequence[Node], last: int) -> list[Node]:
    """The verbs, the last of them with the particle behind it: "call off", "rule out"."""
    if last + 1 < len(nodes) and nodes[last + 1].kind == "W" and nodes[last + 1].low in _PARTICLES:
        return [*chain[:-1], replace(chain[-1], head=f"{chain[-1].head} {nodes[last + 1].low}")]
    return list(chain)


def _governed(nodes: Sequence[Node], trigger: int, verbs: Sequence[Node]) -> list[Node]:
    """The verbs with one that governs them from farther off: "invited A to visit", "ruled out meeting"."""
    first = next((k for k in range(trigger, -1, -1) if nodes[k] is verbs[0]), trigger)
    k = first - 1
    if verbs[0].infinitive and k > 0 and nodes[k].kind == "A" and nodes[k - 1].kind == "V" and nodes[k - 1].head in _ASKING:
        return [nodes[k - 1], *verbs]
    if verbs[0].infinitive and verbs[0].tense == "infinitive":
        while k > 0 and (nodes[k].kind in ("L", "D") or nodes[k].shadow or nodes[k].low in ("in", "at", "on", "the")):
            k -= 1
        if nodes[k].kind == "V" and nodes[k].head == "be" and nodes[k].tense == "past" and not nodes[k].negated and k < first - 1:
            return [replace(verbs[0], infinitive=False, tense="past"), *verbs[1:]]  # "had been in Kyiv to see B"
        return list(verbs)
    if verbs[0].tense == "participle" and k >= 0:
        if nodes[k].kind == "V" and nodes[k].head != "be":
            return [nodes[k], *verbs]
        if k > 0 and nodes[k].low in _PARTICLES and nodes[k - 1].kind == "V":
            return [*_with_particle(nodes, [nodes[k - 1]], k - 1), *verbs]
    return list(verbs)


_ASKING = frozenset("invite ask urge want expect allow press request call persuade encourage advise forbid".split())
"""Verbs whose object is to do something: whether he will is open."""


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
            "arrangements",
            "preparations",
        )
    ):
        if nodes[k].low in ("offer", "proposal", "invitation", "possibility", "idea", "request", "arrangements", "preparations"):
            made = Node("V", nodes[k].first, nodes[k].last, nodes[k].start, nodes[k].end, low="proposed")
            made.head, made.tense = "propose", "past"
            return [made]
        k -= 1
        steps += 1
    if k < 0 or nodes[k].kind != "V":
        return []
    return _with_particle(nodes, _chain(nodes, k), k)


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
            return _with_particle(nodes, nodes[k : end + 1], end)
        if (node.kind == "P" and node.low in (";", ".", ":", ",")) or node.low in ("who", "that", "after", "before", "while", "as"):
            return []
        k += 1
    return []

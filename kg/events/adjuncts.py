"""Places, dates, channels, topics and speakers of a clause → the draft whose trigger is nearest."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Node
from kg.clauses import Adjunct, Clauses
from kg.events.draft import Draft, add_place


def attach(draft: Draft, clauses: Clauses, triggers: Sequence[int], absorbed: dict[int, int]) -> None:
    """Give the draft the adjuncts that are nearest to its trigger: to the left trigger in the clause first, else the right one."""
    nodes = clauses.nodes
    for adjunct in clauses.adjuncts:
        if adjunct.kind == "speaker":
            if not any(ref in draft.roles.get("speaker", ()) for ref in adjunct.node.refs):
                draft.speakers.extend(adjunct.node.refs)
            continue
        if adjunct.kind == "margin" and adjunct.position == draft.trigger:
            continue
        if not _belongs(adjunct, draft.trigger, clauses, triggers, absorbed):
            continue
        if adjunct.kind == "place" and adjunct.word not in ("from", "through", "via", "around"):
            if _from_to(nodes, adjunct) or (adjunct.position > 1 and nodes[adjunct.position - 2].low in _STOPS):
                continue
            if adjunct.word == "within" and draft.things.get("place"):
                continue
            add_place(draft, adjunct.node)
        elif adjunct.kind == "here":
            draft.here = True
        elif adjunct.kind == "date" and adjunct.node.date is not None:
            if _speech_date(nodes, adjunct):
                draft.speech_date = adjunct.node.date
            else:
                draft.dates.append((adjunct.node.date, adjunct.word))
        elif adjunct.kind == "channel" and adjunct.value and draft.rule.fact == "Meeting":
            draft.format = adjunct.value
        elif adjunct.kind == "margin":
            draft.margin = adjunct.node.low or adjunct.node.head
    for k, node in enumerate(nodes):
        if node.kind == "T" and k > draft.trigger and draft.rule.fact == "Meeting":
            if _belongs(Adjunct("topic", node, k), draft.trigger, clauses, triggers, absorbed):
                draft.things.setdefault("topic", []).append((node.entity, node.start, node.end))
    draft.quoted = _quoted(clauses)
    first = next((k for k, number in enumerate(clauses.borders) if number == draft.clause), 0)
    opened = False
    for k in range(max(0, first - 1), draft.trigger):
        opened = nodes[k].low in ("if", "whether", "unless") or (opened and nodes[k].low not in (",", "”", '"'))
    draft.conditional = opened
    for adjunct in clauses.adjuncts:
        if adjunct.kind == "date" and adjunct.node.date is not None and _speech_date(nodes, adjunct):
            draft.speech_date = adjunct.node.date


_STOPS = frozenset("stop stops stopover stopovers layover".split())
"""On the way there is where the event is not: "after stops in Rome"."""
_FIRST_PERSON = frozenset("we i our my us were".split())


def _quoted(clauses: Clauses) -> frozenset[int]:
    """The starts of the dates that stand on that side of "X said" on which the first person speaks."""
    nodes = clauses.nodes
    cut = next((adjunct.position for adjunct in clauses.adjuncts if adjunct.kind == "speaker"), -1)
    found: set[int] = set()
    for left in (True, False):
        side = [node for k, node in enumerate(nodes) if cut < 0 or (k < cut) == left]
        if any(
            node.low in _FIRST_PERSON or node.determiner in ("our", "my") or (node.kind == "A" and node.refs[0].name in ("we", "i", "us"))
            for node in side
        ):
            found.update(node.start for node in side if node.kind == "D")
    return frozenset(found)


def _from_to(nodes: Sequence[Node], adjunct: Adjunct) -> bool:
    """Whether a place with "to" is only a direction of somebody's interest, not of the event."""
    if adjunct.word != "to":
        return False
    return not any(
        (
            node.kind == "V"
            and node.head
            in (
                "travel",
                "fly",
                "go",
                "come",
                "head",
                "arrive",
                "return",
                "visit",
                "pay",
                "make",
                "welcome",
                "receive",
                "host",
                "invite",
                "bring",
                "summon",
            )
        )
        or (node.kind == "E" and node.format == "visit")
        for node in nodes[max(0, adjunct.position - 8) : adjunct.position]
    )


def _speech_date(nodes: Sequence[Node], adjunct: Adjunct) -> bool:
    """Whether a date says when something was said ("said Saturday"): it stands right behind a verb of saying."""
    k = adjunct.position - 1
    if k >= 0 and nodes[k].low in ("on",):
        k -= 1
    if k >= 0 and nodes[k].kind == "A" and k >= 1 and nodes[k - 1].kind == "V" and nodes[k - 1].head in ("say", "tell", "add"):
        k -= 1
    if k >= 0 and nodes[k].low in ("reporters", "journalists"):
        k -= 1
    return k >= 0 and nodes[k].kind == "V" and nodes[k].head in ("say", "tell", "announce", "state", "confirm", "add", "report", "declare")


def _belongs(adjunct: Adjunct, trigger: int, clauses: Clauses, triggers: Sequence[int], absorbed: dict[int, int]) -> bool:
    if not triggers:
        return True
    position = adjunct.position
    borders = clauses.borders
    if adjunct.kind == "date" and position + 1 in triggers and clauses.nodes[position + 1].kind == "V":
        return position + 1 == trigger  # "met A and will on Wednesday see B"
    same = [k for k in triggers if borders[k] == borders[position]]
    if not same:
        same = [k for k in triggers if borders[k] < borders[position]] or list(triggers)
    left = [k for k in same if k < position]
    if left:
        nearest = left[-1]
        # A date or place right behind a verb of another thing belongs to that, not to the event before it.
        return nearest == trigger
    return same[0] == trigger

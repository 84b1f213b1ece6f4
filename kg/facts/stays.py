"""Where the people of an article are said to be ("flew to Ankara", "on a visit to Oslo"), for the meetings told after it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kg.chunks import Node
from kg.clauses import Adjunct, Clauses
from kg.dates import DateMention
from kg.resolve import Scope
from kg.text import Sentence

ARRIVING = frozenset("travel fly go come arrive land visit head return be stop stay".split())
_VISITING = frozenset("make pay begin start end conclude complete continue be undertake plan".split())
"""Verbs that tell of a stay only with a visit as their object ("paid a visit to Oslo")."""
_ATTENDING = frozenset(("at", "attend", "attended", "attending", "participation", "participate", "participated", "part"))
_INTO = frozenset(("to", "in", "at", "into", "for", "through", ""))
_REACH = 7
"""So many chunks behind the verb the place may stand."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody is said to be at a place: who (IRIs; empty for everybody of the article), where, on which day if the clause says it."""

    sentence: Sentence
    position: int
    """The code point at which it is said."""
    people: frozenset[str]
    place: tuple[str, int, int]
    date: DateMention | None
    ahead: bool
    """Said of what is still to come."""


def stays(sentences: Sequence[tuple[Sentence, Clauses]], scope: Scope) -> list[Stay]:
    """All stays that an article tells of, in the order of its text."""
    found: list[Stay] = []
    for sentence, read in sentences:
        found.extend(_of_verbs(sentence, read, scope))
        found.extend(_of_margins(sentence, read, scope))
    return sorted(found, key=lambda one: one.position)


def _of_verbs(sentence: Sentence, read: Clauses, scope: Scope) -> list[Stay]:
    found: list[Stay] = []
    view = read.views[0]
    for index, (node, position) in enumerate(zip(view.nodes, view.positions)):
        if node.kind != "V" or node.negated or node.infinitive or node.tense == "conditional":
            continue
        if node.head not in ARRIVING and node.head not in _VISITING:
            continue
        subject = view.nodes[index - 1] if index else None
        if subject is None or subject.kind != "A":
            continue
        place = _place_behind(read, position, node)
        if place is None:
            continue
        people = frozenset(one.id for ref in subject.refs for one in scope.resolve(ref) if one.type == "Person")
        if people:
            found.append(
                Stay(
                    sentence,
                    node.start,
                    people,
                    place,
                    _date_beside(read, position),
                    node.tense in ("future", "planned") or node.head == "be to",
                )
            )
    return found


def _of_margins(sentence: Sentence, read: Clauses, scope: Scope) -> list[Stay]:
    """ "On the margins of the conference in Rome", "at the Rome Conference": whoever meets in this text meets there."""
    found: list[Stay] = []
    margins = {one.position for one in read.adjuncts if one.kind == "margin"}
    for k, node in enumerate(read.nodes):
        if k in margins or any(other.low in _ATTENDING or other.head in _ATTENDING for other in read.nodes[max(0, k - 5) : k]):
            city = next(
                (scope.knowledge.cities_of_names[ref.entity] for ref in node.refs if ref.entity in scope.knowledge.cities_of_names), ""
            )
            if city:
                found.append(Stay(sentence, node.start, frozenset(), (city, node.start, node.end), None, False))
    rows = read.adjuncts
    for one, after in itertools.pairwise(rows):
        if one.kind == "margin" and after.kind == "place" and 0 < after.position - one.position <= 2 and after.node.entity:
            place = (after.node.entity, after.node.start, after.node.end)
            found.append(Stay(sentence, one.node.start, frozenset(), place, None, False))
    return found


def _place_behind(read: Clauses, verb: int, node: Node) -> tuple[str, int, int] | None:
    """The place that the verb leads to: the nearest behind it in its clause, before any other verb or event but a visit."""
    words = _INTO if node.head not in ("be", "stay", "stop") else frozenset(("in", "at"))
    visit = node.head in ARRIVING
    for k in range(verb + 1, min(len(read.nodes), verb + _REACH)):
        other = read.nodes[k]
        if other.kind == "E" and other.format == "visit":
            visit, words = True, _INTO
            continue
        if other.kind in ("V", "E") or read.borders[k] != read.borders[verb]:
            return None
        if other.kind == "L" and other.entity:
            word = read.nodes[k - 1].low if k - 1 > verb and read.nodes[k - 1].kind == "W" else ""
            return (other.entity, other.start, other.end) if word in words and visit else None
    return None


def _date_beside(read: Clauses, verb: int) -> DateMention | None:
    """The date of the verb's clause."""
    rows: list[Adjunct] = [one for one in read.adjuncts if one.kind == "date" and read.borders[one.position] == read.borders[verb]]
    near = sorted(rows, key=lambda one: (abs(one.position - verb), one.position))
    return near[0].node.date if near else None

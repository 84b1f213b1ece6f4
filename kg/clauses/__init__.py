"""Chunks of a sentence → views on which the patterns run: adjuncts lifted out, understood subjects written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.chunks import Node
from kg.clauses.gapping import restored
from kg.clauses.lifting import SAYING, Adjunct, lift, word_at

__all__ = ["SAYING", "Adjunct", "Clauses", "View", "analyse"]


@dataclass(slots=True)
class View:
    """A sequence of chunks to match on, and for each its number in the sentence (a shadow has that of its clause's verb)."""

    nodes: list[Node]
    positions: list[int]
    lifted: bool = False


@dataclass(slots=True)
class Clauses:
    """A sentence ready for the rules."""

    nodes: list[Node]
    views: list[View] = field(default_factory=list)
    adjuncts: list[Adjunct] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)
    """For each node the number of its clause."""


def analyse(nodes: list[Node]) -> Clauses:
    """The views, adjuncts and clause borders of a sentence, with the verbs written in that its conjuncts leave out."""
    nodes = restored(nodes)
    adjuncts, gone = lift(nodes)
    relatives = _relatives(nodes, gone)
    inner = {k for start, end, _ in relatives for k in range(start, end)}
    kept = [k for k in range(len(nodes)) if k not in gone and k not in inner]
    speakers = [(adjunct.position, adjunct.node) for adjunct in adjuncts if adjunct.kind == "speaker" and adjunct.node.kind == "A"]
    views = [_with_subjects([nodes[k] for k in kept], kept, lifted=True, speakers=speakers)]
    for start, end, antecedent in relatives:
        part = [k for k in range(start, end) if k not in gone]
        if part and antecedent is not None:
            shadow = _shadow(nodes[antecedent])
            view = _with_subjects([shadow, *(nodes[k] for k in part)], [antecedent, *part], lifted=True)
            views.append(view)
    every = list(range(len(nodes)))
    views.append(_with_subjects(list(nodes), every, lifted=False))
    return Clauses(nodes, views, adjuncts, _clause_numbers(nodes))


def _relatives(nodes: list[Node], gone: set[int]) -> list[tuple[int, int, int | None]]:
    """(start, end, antecedent) of relative clauses between commas or at the end."""
    found: list[tuple[int, int, int | None]] = []
    k = 0
    while k < len(nodes):
        low = word_at(nodes, k)
        if low in ("who", "which", "whom") and k + 1 < len(nodes) and k not in gone:
            antecedent = k - 1
            while antecedent >= 0 and (word_at(nodes, antecedent) in (",", "of", "in", "with") or antecedent in gone):
                antecedent -= 1
            start = k + 1
            comma = word_at(nodes, k - 1) == ","
            end = start
            while end < len(nodes):
                if comma and word_at(nodes, end) == "," and end > start + 1 and not _list_comma(nodes, end):
                    break
                if word_at(nodes, end) in (".", ";", "!", "?"):
                    break
                end += 1
            if comma:
                gone.add(k - 1)
                if word_at(nodes, end) == ",":
                    gone.add(end)
            gone.add(k)
            who = antecedent if antecedent >= 0 and nodes[antecedent].kind in ("A", "E", "N") else None
            if not comma:
                # A defining clause: it ends before the main verb, which cannot be told; leave it in place.
                gone.discard(k)
                k += 1
                continue
            found.append((start, end, who if low != "whom" else None))
            k = end
        k += 1
    return found


def _list_comma(nodes: list[Node], k: int) -> bool:
    return 0 < k < len(nodes) - 1 and nodes[k - 1].kind == "A" and nodes[k + 1].kind == "A"


def _shadow(node: Node) -> Node:
    return replace(node, shadow=True, refs=list(node.refs))


def _with_subjects(nodes: list[Node], positions: list[int], *, lifted: bool, speakers: Sequence[tuple[int, Node]] = ()) -> View:
    """The view with understood subjects written before verbs that have none."""
    out: list[Node] = []
    places: list[int] = []
    subject: Node | None = None
    for index, (node, position) in enumerate(zip(nodes, positions)):
        if node.kind == "V":
            previous = out[-1] if out else None
            direct = previous is not None and (previous.kind == "A" or (previous.kind == "L" and previous.both))
            if direct and not node.infinitive:
                subject = previous
            elif (
                previous is not None and previous.kind == "V" and (previous.governs or previous.form in ("predicate",)) and node.infinitive
            ):
                pass
            elif (
                node.infinitive
                and subject is not None
                and previous is not None
                and (previous.kind != "W" or previous.low in _BEFORE_INFINITIVE)
            ):
                if previous.kind == "A" and not previous.shadow:
                    pass  # "invited X to meet Y": X is the subject already
                else:
                    out.append(_shadow(subject))
                    places.append(position)
            elif (
                node.head in SAYING
                and not node.infinitive
                and index + 1 < len(nodes)
                and nodes[index + 1].kind in ("A", "N")
                and node.tense == "past"
            ):
                pass  # ", said X": the subject stands behind
            elif (
                previous is not None
                and previous.kind in ("W", "P")
                and previous.low in ("and", "but", "then", ",", "before", "after", "while", "when", "by", "or", "—", "–")
                and not node.infinitive
            ):
                who = subject
                if node.tense == "participle" and subject is None and len(out) > 1 and out[-1].low == "," and out[-2].kind == "A":
                    who = out[-2]  # "The ministers, meeting in Rome, agreed"
                elif node.tense == "participle" and subject is None:
                    who = next((one for one in nodes[index + 1 :] if one.kind == "A" and one.refs and _followed_by_verb(nodes, one)), None)
                if node.tense == "participle":
                    # ", X said, adding that …": whoever was lifted out as the speaker goes on speaking.
                    who = next(
                        (speaker for place, speaker in reversed(speakers) if place < position and (not places or place > places[-1] - 3)),
                        who,
                    )
                if who is not None:
                    out.append(_shadow(who))
                    places.append(position)
            elif previous is None and (node.tense == "participle" or (node.tense == "past" and not node.passive and index == 0)):
                who = next((one for one in nodes[index + 1 :] if one.kind == "A" and _followed_by_verb(nodes, one)), None)
                if who is not None:
                    out.append(_shadow(who))
                    places.append(position)
        out.append(node)
        places.append(position)
    return View(out, places, lifted)


def _followed_by_verb(nodes: Sequence[Node], node: Node) -> bool:
    for k, one in enumerate(nodes):
        if one is node:
            return k + 1 < len(nodes) and nodes[k + 1].kind == "V" and k > 0 and nodes[k - 1].kind == "P"
    return False


_BEFORE_INFINITIVE = frozenset(
    "order and , opportunity chance honour honor pleasure offer offers proposal invitation request plan plans decision intention agreement".split()
)
"""What an infinitive hangs on whose subject is that of its clause: "turned down an invitation to meet B"."""
_OPENERS = frozenset("while because although though whereas but that if whether who whom which when as".split())


def _clause_numbers(nodes: Sequence[Node]) -> list[int]:
    """The number of the clause of each node: a rough cut at semicolons and conjunctions that open a clause with a subject and a verb."""
    numbers: list[int] = []
    current = 0
    for k, node in enumerate(nodes):
        low = node.low if node.kind in ("W", "P") else ""
        if (
            low == ";"
            or (low in _OPENERS and k and node.kind == "W")
            or (low == "and" and k + 2 < len(nodes) and nodes[k + 1].kind in ("A", "N", "E") and nodes[k + 2].kind == "V")
        ):
            current += 1
        numbers.append(current)
    return numbers

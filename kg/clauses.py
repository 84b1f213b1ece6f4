"""Chunks of a sentence → views on which the patterns run: adjuncts lifted out, understood subjects written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.chunks import ADVERBS, LOCATIVE, Node

SAYING = frozenset(
    "say tell add note report announce state declare stress emphasize emphasise underline reiterate confirm explain write "
    "warn claim argue insist acknowledge admit remark comment observe inform believe think according quote cite".split()
)
_DATE_WORDS = frozenset("on in at since until till from for during by before after through of later earlier early late as".split())
_CHANNEL = {
    ("by", "phone"): "phone call",
    ("by", "telephone"): "phone call",
    ("over", "phone"): "phone call",
    ("on", "phone"): "phone call",
    ("via", "phone"): "phone call",
    ("via", "telephone"): "phone call",
    ("via", "video"): "video call",
    ("by", "video"): "video call",
    ("via", "videoconference"): "video call",
    ("by", "videoconference"): "video call",
    ("in", "format"): "",
    ("via", "teleconference"): "video call",
    ("by", "teleconference"): "video call",
    ("over", "video"): "video call",
    ("through", "videoconference"): "video call",
}


@dataclass(slots=True)
class Adjunct:
    """A part of a sentence that any event may have: its kind (place, date, channel, speaker, margin, host), node and position."""

    kind: str
    node: Node
    position: int
    """The number of the node in the sentence."""
    value: str = ""
    word: str = ""
    """The preposition before it."""


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
    """The views, adjuncts and clause borders of a sentence."""
    adjuncts, gone = _lift(nodes)
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


def _word(nodes: Sequence[Node], k: int) -> str:
    return nodes[k].low if 0 <= k < len(nodes) and nodes[k].kind in ("W", "P") else ""


def _lift(nodes: list[Node]) -> tuple[list[Adjunct], set[int]]:
    adjuncts: list[Adjunct] = []
    gone: set[int] = set()
    k = 0
    while k < len(nodes):
        node = nodes[k]
        low = _word(nodes, k)
        if low == "according" and _word(nodes, k + 1) == "to" and k + 2 < len(nodes) and nodes[k + 2].kind in ("A", "N"):
            adjuncts.append(Adjunct("speaker", nodes[k + 2], k + 2))
            gone.update((k, k + 1, k + 2))
            if _word(nodes, k - 1) == ",":
                gone.add(k - 1)
            k += 3
            continue
        if low == "(":
            end = next((j for j in range(k, min(len(nodes), k + 14)) if _word(nodes, j) == ")"), None)
            if end is not None:
                gone.update(range(k, end + 1))
                k = end + 1
                continue
        if (
            (low in ("on", "at", "in") and _phrase(nodes, k + 1, ("the", "sidelines", "of")))
            or _phrase(nodes, k + 1, ("the", "margins", "of"))
            or _phrase(nodes, k + 1, ("the", "fringes", "of"))
        ):
            j = k + 4
            if j < len(nodes) and nodes[j].kind in ("E", "A", "N", "T", "L", "W"):
                adjuncts.append(Adjunct("margin", nodes[j], j))
                gone.update(range(k, j + 1))
                k = j + 1
                while k + 1 < len(nodes) and (_word(nodes, k) in ("in", "at", "of") and nodes[k + 1].kind in ("L", "A", "N", "T")):
                    kind = "place" if nodes[k + 1].kind == "L" else "margin"
                    adjuncts.append(Adjunct(kind, nodes[k + 1], k + 1, word=_word(nodes, k)))
                    gone.update((k, k + 1))
                    k += 2
                continue
        if (
            (low == "at" and _phrase(nodes, k + 1, ("the", "invitation", "of")))
            or _phrase(nodes, k + 1, ("the", "request", "of"))
            or _phrase(nodes, k + 1, ("the", "initiative", "of"))
        ):
            if k + 4 < len(nodes) and nodes[k + 4].kind == "A":
                gone.update(range(k, k + 5))
                k += 5
                continue
        if low == "for" and (end := _lasting(nodes, k + 1)):
            gone.update(range(k, end))
            k = end
            continue
        if low == "behind" and k + 2 < len(nodes) and nodes[k + 1].low == "closed" and _word(nodes, k + 2) == "doors":
            gone.update((k, k + 1, k + 2))
            k += 3
            continue
        if low in LOCATIVE and k + 1 < len(nodes) and nodes[k + 1].kind == "L":
            adjuncts.append(Adjunct("place", nodes[k + 1], k + 1, word=low))
            gone.update((k, k + 1))
            k += 2
            while k + 1 < len(nodes) and _word(nodes, k) == "," and nodes[k + 1].kind == "L":
                adjuncts.append(Adjunct("place", nodes[k + 1], k + 1, word="within"))
                gone.update((k, k + 1))
                k += 2
                if _word(nodes, k) == "," and k + 1 < len(nodes) and nodes[k + 1].kind not in ("A",):
                    gone.add(k)
                    k += 1
            continue
        if low in LOCATIVE and k + 2 < len(nodes) and _word(nodes, k + 1) == "the" and nodes[k + 2].kind == "L":
            adjuncts.append(Adjunct("place", nodes[k + 2], k + 2, word=low))
            gone.update((k, k + 1, k + 2))
            k += 3
            continue
        if low == "here" and (_word(nodes, k - 1) not in ("", "from") or k > 0):
            adjuncts.append(Adjunct("here", node, k))
            gone.add(k)
            k += 1
            continue
        if node.kind == "D":
            adjuncts.append(Adjunct("date", node, k, word=_word(nodes, k - 1)))
            gone.add(k)
            j = k - 1
            while j >= 0 and _word(nodes, j) in _DATE_WORDS and j not in gone and nodes[j].kind == "W":
                gone.add(j)
                j -= 1
                if k - j > 3:
                    break
            k += 1
            continue
        channel = (low, _word(nodes, k + 1) if _word(nodes, k + 1) != "the" else _word(nodes, k + 2))
        if channel in _CHANNEL or (
            channel[0] in ("by", "via", "over", "through")
            and channel[1] in ("videoconference", "video-conference", "videolink", "phone", "telephone", "video")
        ):
            end = k + (3 if _word(nodes, k + 1) == "the" else 2)
            while _word(nodes, end) in ("link", "conference", "call", "conferencing"):
                end += 1
            value = _CHANNEL.get(channel) or ("phone call" if "phone" in channel[1] else "video call")
            adjuncts.append(Adjunct("channel", node, k, value))
            gone.update(range(k, end))
            k = end
            continue
        if (
            low in ("by", "via", "over", "through", "on")
            and k + 1 < len(nodes)
            and nodes[k + 1].kind == "E"
            and nodes[k + 1].format in ("phone call", "video call")
            and not nodes[k + 1].refs
            and nodes[k + 1].determiner in ("", "a", "the")
        ):
            adjuncts.append(Adjunct("channel", nodes[k + 1], k + 1, nodes[k + 1].format))
            gone.update((k, k + 1))
            k += 2
            continue
        if (
            low == ","
            and 0 < k < len(nodes) - 1
            and nodes[k - 1].kind == "A"
            and nodes[k + 1].kind == "V"
            and not nodes[k + 1].infinitive
            and nodes[k + 1].tense != "participle"
        ):
            gone.add(k)  # what closes an apposition stands between subject and verb
        if node.kind == "W" and (low in ADVERBS or (low.endswith("ly") and len(low) > 5)) and low not in ("together",):
            gone.add(k)
        k += 1
    _speakers(nodes, adjuncts, gone)
    return adjuncts, gone


_COUNTING = frozenset(
    "a an one two three four five six seven eight nine ten eleven twelve several some few many about nearly almost over around more less than "
    "at least up to the first second third fourth fifth last another half hour-long full and".split()
)
_UNITS = frozenset("minute minutes hour hours day days week weeks month months time times while".split())


def _lasting(nodes: Sequence[Node], k: int) -> int:
    """The end of "(for) two hours", "(for) the third time", which stand at k; 0 where no such words do."""
    start = k
    while k < len(nodes) and k - start < 5 and (_word(nodes, k) in _COUNTING or _word(nodes, k).isdigit()):
        k += 1
    return k + 1 if k > start and _word(nodes, k) in _UNITS else 0


def _phrase(nodes: Sequence[Node], k: int, words: tuple[str, ...]) -> bool:
    return all(_word(nodes, k + shift) == word for shift, word in enumerate(words))


def _speakers(nodes: list[Node], adjuncts: list[Adjunct], gone: set[int]) -> None:
    """ ", X said", "X said that", "said X": who is said to have said the sentence."""
    for k, node in enumerate(nodes):
        if node.kind != "V" or node.head not in SAYING or node.passive or node.infinitive or node.negated or node.tense in ("participle",):
            continue
        before = _back(nodes, k - 1, gone)
        subject = nodes[before] if before is not None and nodes[before].kind in ("A", "N") else None
        after = k + 1
        while after < len(nodes) and (after in gone and nodes[after].kind not in ("A",)):
            after += 1
        if subject is not None:
            object_end = k + 1
            end = after
            if node.head in ("tell", "inform"):
                while (end < len(nodes) and nodes[end].kind in ("A", "N")) or _word(nodes, end) in (
                    "reporters",
                    "journalists",
                    "the",
                    "a",
                    "in",
                    "media",
                    "newspaper",
                    "agency",
                ):
                    end += 1
            opens = (
                _word(nodes, end) in ("that", "", ",", ".", ":")
                or end >= len(nodes)
                or nodes[end].kind in ("A", "E", "N")
                or (before is not None and _word(nodes, before - 1) in (",", "”", '"'))
            )
            if not opens:
                opens = _word(nodes, end) in ("on", "in", "during", "the", "“", '"', "there", "at", "after") or nodes[end].kind in (
                    "D",
                    "V",
                    "L",
                )
            if opens:
                adjuncts.append(Adjunct("speaker", subject, before or 0, node.head))
                if before and _word(nodes, before - 1) in (",", "”", '"'):
                    gone.update(range(before - 1, object_end))
        elif after < len(nodes) and nodes[after].kind in ("A", "N") and _word(nodes, k - 1) in (",", "”", '"'):
            adjuncts.append(Adjunct("speaker", nodes[after], after, node.head))
            gone.update((k, after))


def _back(nodes: Sequence[Node], k: int, gone: set[int]) -> int | None:
    while k >= 0 and (k in gone and nodes[k].kind not in ("A", "N")):
        k -= 1
    return k if k >= 0 else None


def _relatives(nodes: list[Node], gone: set[int]) -> list[tuple[int, int, int | None]]:
    """(start, end, antecedent) of relative clauses between commas or at the end."""
    found: list[tuple[int, int, int | None]] = []
    k = 0
    while k < len(nodes):
        low = _word(nodes, k)
        if low in ("who", "which") and k + 1 < len(nodes) and k not in gone:
            antecedent = k - 1
            while antecedent >= 0 and (_word(nodes, antecedent) in (",", "of", "in", "with") or antecedent in gone):
                antecedent -= 1
            start = k + 1
            comma = _word(nodes, k - 1) == ","
            end = start
            while end < len(nodes):
                if comma and _word(nodes, end) == "," and end > start + 1 and not _list_comma(nodes, end):
                    break
                if _word(nodes, end) in (".", ";", "!", "?"):
                    break
                end += 1
            if comma:
                gone.add(k - 1)
                if _word(nodes, end) == ",":
                    gone.add(end)
            gone.add(k)
            who = antecedent if antecedent >= 0 and nodes[antecedent].kind in ("A", "E", "N") else None
            if not comma:
                # A defining clause: it ends before the main verb, which cannot be told; leave it in place.
                gone.discard(k)
                k += 1
                continue
            found.append((start, end, who))
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
                and (previous.kind != "W" or previous.low in ("order", "and", ","))
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
            elif previous is None and node.tense == "participle":
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


_OPENERS = frozenset("while because although though whereas but that if whether who which when as".split())


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

"""What any event may have is set aside: places, dates, channels, margins and speakers of a sentence as adjuncts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.chunks import ADVERBS, LOCATIVE, MODALS, Node

SAYING = frozenset(
    "say tell add note report announce state declare stress emphasize emphasise underline reiterate confirm explain write "
    "warn claim argue insist acknowledge admit remark comment observe inform believe think according quote cite".split()
)
_DATE_WORDS = frozenset("on in at since until till from for during by before after through of later earlier early late as".split())
_OPENING = LOCATIVE | ADVERBS | frozenset("according ( for behind on at in here by over via through ,".split())
"""Words and marks that may open something that is set aside, beside adverbs in -ly and what stands before "the"."""
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


def word_at(nodes: Sequence[Node], k: int) -> str:
    """The word or mark at k in lower case; empty where another kind of chunk stands."""
    return nodes[k].low if 0 <= k < len(nodes) and nodes[k].kind in ("W", "P") else ""


def lift(nodes: list[Node]) -> tuple[list[Adjunct], set[int]]:
    """(adjuncts, numbers of the chunks that are set aside with them)."""
    adjuncts: list[Adjunct] = []
    gone: set[int] = set()
    k = 0
    while k < len(nodes):
        node = nodes[k]
        low = word_at(nodes, k)
        if low not in _OPENING and not low.endswith("ly") and node.kind != "D" and word_at(nodes, k + 1) != "the":
            k += 1
            continue
        if low == "according" and word_at(nodes, k + 1) == "to" and k + 2 < len(nodes) and nodes[k + 2].kind in ("A", "N"):
            adjuncts.append(Adjunct("speaker", nodes[k + 2], k + 2))
            gone.update((k, k + 1, k + 2))
            if word_at(nodes, k - 1) == ",":
                gone.add(k - 1)
            k += 3
            continue
        if low == "(":
            end = next((j for j in range(k, min(len(nodes), k + 14)) if word_at(nodes, j) == ")"), None)
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
                while k + 1 < len(nodes) and (word_at(nodes, k) in ("in", "at", "of") and nodes[k + 1].kind in ("L", "A", "N", "T")):
                    kind = "place" if nodes[k + 1].kind == "L" else "margin"
                    adjuncts.append(Adjunct(kind, nodes[k + 1], k + 1, word=word_at(nodes, k)))
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
        if low == "," and (end := _company(nodes, k)):
            gone.update(range(k, end))
            k = end
            continue
        if low == "for" and (end := _lasting(nodes, k + 1)):
            gone.update(range(k, end))
            k = end
            continue
        if low == "," and word_at(nodes, k + 3) == "," and nodes[k + 1].low == "it" and nodes[k + 2].kind == "V":
            gone.update(range(k, k + 4))  # ", it was agreed,"
            k += 4
            continue
        if low == "behind" and k + 2 < len(nodes) and nodes[k + 1].low == "closed" and word_at(nodes, k + 2) == "doors":
            gone.update((k, k + 1, k + 2))
            k += 3
            continue
        if low in LOCATIVE and k + 1 < len(nodes) and nodes[k + 1].kind == "L":
            adjuncts.append(Adjunct("place", nodes[k + 1], k + 1, word=low))
            gone.update((k, k + 1))
            k += 2
            while k + 1 < len(nodes) and word_at(nodes, k) == "," and nodes[k + 1].kind == "L":
                adjuncts.append(Adjunct("place", nodes[k + 1], k + 1, word="within"))
                gone.update((k, k + 1))
                k += 2
                if word_at(nodes, k) == "," and k + 1 < len(nodes) and nodes[k + 1].kind not in ("A",):
                    gone.add(k)
                    k += 1
            continue
        if low in LOCATIVE and k + 2 < len(nodes) and word_at(nodes, k + 1) == "the" and nodes[k + 2].kind == "L":
            adjuncts.append(Adjunct("place", nodes[k + 2], k + 2, word=low))
            gone.update((k, k + 1, k + 2))
            k += 3
            continue
        if low == "here" and (word_at(nodes, k - 1) not in ("", "from") or k > 0):
            adjuncts.append(Adjunct("here", node, k))
            gone.add(k)
            k += 1
            continue
        if node.kind == "D":
            adjuncts.append(Adjunct("date", node, k, word=word_at(nodes, k - 1)))
            gone.add(k)
            j = k - 1
            modal = k - 1 - (word_at(nodes, k - 1) in _DATE_WORDS)
            if word_at(nodes, modal) in MODALS and k + 1 < len(nodes) and nodes[k + 1].kind == "V":
                gone.add(modal)  # "will on Tuesday meet": the verb has it already
            while j >= 0 and word_at(nodes, j) in _DATE_WORDS and j not in gone and nodes[j].kind == "W":
                gone.add(j)
                j -= 1
                if k - j > 3:
                    break
            k += 1
            continue
        channel = (low, word_at(nodes, k + 1) if word_at(nodes, k + 1) != "the" else word_at(nodes, k + 2))
        if channel in _CHANNEL or (
            channel[0] in ("by", "via", "over", "through")
            and channel[1] in ("videoconference", "video-conference", "videolink", "phone", "telephone", "video")
        ):
            end = k + (3 if word_at(nodes, k + 1) == "the" else 2)
            while word_at(nodes, end) in ("link", "conference", "call", "conferencing"):
                end += 1
            value = _CHANNEL[channel] if channel in _CHANNEL else "phone call" if "phone" in channel[1] else "video call"
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
    while k < len(nodes) and k - start < 5 and (word_at(nodes, k) in _COUNTING or word_at(nodes, k).isdigit()):
        k += 1
    return k + 1 if k > start and word_at(nodes, k) in _UNITS else 0


def _company(nodes: Sequence[Node], k: int) -> int:
    """The end of ", accompanied by A," or ", together with A," that stands at k behind an actor; 0 where none does."""
    start = k
    k += 1
    if k + 2 >= len(nodes) or start == 0 or nodes[start - 1].kind != "A":
        return 0
    joined = nodes[k].kind == "V" and nodes[k].head in ("accompany", "join", "flank") and word_at(nodes, k + 1) == "by"
    if joined or (word_at(nodes, k) in ("together", "along") and word_at(nodes, k + 1) == "with"):
        k += 2
    elif word_at(nodes, k) == "alongside":
        k += 1
    else:
        return 0
    return k + 2 if nodes[k].kind == "A" and word_at(nodes, k + 1) == "," else 0


def _phrase(nodes: Sequence[Node], k: int, words: tuple[str, ...]) -> bool:
    return all(word_at(nodes, k + shift) == word for shift, word in enumerate(words))


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
                while (end < len(nodes) and nodes[end].kind in ("A", "N")) or word_at(nodes, end) in (
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
                word_at(nodes, end) in ("that", "", ",", ".", ":")
                or end >= len(nodes)
                or nodes[end].kind in ("A", "E", "N")
                or (before is not None and word_at(nodes, before - 1) in (",", "”", '"'))
            )
            if not opens:
                opens = word_at(nodes, end) in ("on", "in", "during", "the", "“", '"', "there", "at", "after") or nodes[end].kind in (
                    "D",
                    "V",
                    "L",
                )
            if opens:
                adjuncts.append(Adjunct("speaker", subject, before or 0, node.head))
                if before and word_at(nodes, before - 1) in (",", "”", '"'):
                    gone.update(range(before - 1, object_end))
        elif after < len(nodes) and nodes[after].kind in ("A", "N") and word_at(nodes, k - 1) in (",", "”", '"'):
            adjuncts.append(Adjunct("speaker", nodes[after], after, node.head))
            gone.update((k, after))


def _back(nodes: Sequence[Node], k: int, gone: set[int]) -> int | None:
    while k >= 0 and (k in gone and nodes[k].kind not in ("A", "N")):
        k -= 1
    return k if k >= 0 else None

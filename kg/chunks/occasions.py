"""Meetings that a noun names: "Monday's US-Russia talks", "a second round of consultations"."""

from __future__ import annotations

from kg.chunks.doors import MANNER, ORDINAL
from kg.chunks.nodes import Node, Ref
from kg.chunks.tape import Tape
from kg.chunks.titles import complementizer, title_follows
from kg.chunks.words import BE, DETERMINERS, POSSESSIVES
from kg.dates import DateMention
from kg.lexicon import BASE, ING, THIRD

_REACH = 40
"""No event noun stands so many tokens behind the first of its describers: twelve are read, and names of several tokens count once."""


def occasion(tape: Tape, i: int, nodes: list[Node]) -> Node | None:
    """The event noun, with its describers, that begins at token i."""
    if tape.occasion_ahead[i] > _REACH:
        return None
    lows, lexicon = tape.lows, tape.lexicon
    j = i
    determiner = ""
    refs: list[Ref] = []
    modifiers: list[str] = []
    places: list[str] = []
    topics: list[str] = []
    date: DateMention | None = None
    if complementizer(tape, i, nodes):
        return None
    if lows[j] in DETERMINERS or lows[j] in POSSESSIVES:
        determiner = lows[j]
        j += 1
    if (
        j + 2 < tape.size
        and (lows[j] in lexicon.number or lows[j].isdigit() or determiner)
        and lows[j + 1] in _LASTING
        and lows[j + 2] == "of"
    ):
        modifiers.append(lows[j])  # "two days of talks"
        j += 3
    limit = j + 12
    while j < tape.size and j < limit:
        if found := lexicon.not_talks.at(lows, j):
            if lexicon.talks.at(lows, found[0]):
                end = lexicon.talks.at(lows, found[0])[0]  # type: ignore[index]
                return tape.node("W", i, end, " ".join(lows[i:end]))
        if found := lexicon.talks.at(lows, j):
            if j in tape.mention_at and tape.mention_at[j][0] > found[0] and tape.mention_at[j][1].of("Organization"):
                return None  # "the Conference on Security and Co-operation in Europe" is a body
            if j == i and not _noun_here(tape, j, found[0], nodes):
                return None
            after = lexicon.talks.at(lows, found[0])
            if after:  # "summit talks", "meeting round"
                found = after
            if found[1] == "round" and (lows[found[0] : found[0] + 1] == ["of"] or not (modifiers or determiner)):
                return None  # "a round of applause", "all year round"
            if lows[found[0] : found[0] + 1] and lows[found[0]] in (
                "show",
                "shows",
                "room",
                "hall",
                "center",
                "centre",
                "point",
                "points",
                "table",
                "sign",
                "participants",
                "process",
                "host",
                "transcript",
            ):
                return None
            if found[1] == "round" and not (
                determiner in ("the", "a", "another") and lows[found[0] : found[0] + 1] != ["of"] and _more(modifiers, determiner)
            ):
                return None  # "a round of golf", "in the final round"
            node = tape.node("E", i, found[0], lows[j])
            node.head = found[1]
            node.date = date
            node.format = lexicon.formats[found[1]]
            node.determiner, node.modifiers, node.refs, node.places, node.topics = determiner, modifiers, refs, places, topics
            node.plural = tape.tokens[found[0] - 1].low.endswith("s") and found[1] not in ("talks",)
            if any(word in ("video", "virtual", "online", "remote", "virtually") for word in modifiers) and node.format != "phone call":
                node.format = "video call"
            if any(word in ("phone", "telephone") for word in modifiers):
                node.format = "phone call"
            if "courtesy" in modifiers and node.format == "phone call":
                node.format = "visit"
            return node
        if j in tape.date_at and (j > i or dated(tape, j)):
            date = tape.date_at[j][1]
            j = tape.date_at[j][0]
            if lows[j : j + 1] == ["'s"]:
                j += 1
            continue
        if j in tape.mention_at:
            last, mention = tape.mention_at[j]
            if person := mention.of("Person"):
                if lows[last : last + 1] == ["'s"] or title_follows(tape, last):
                    return None
                if (
                    lows[last : last + 1]
                    and lows[last] in ("visits", "tours", "calls")
                    and (last + 1 in tape.mention_at or tape.capital(last + 1))
                ):
                    return None  # "when the president visits Kenya"
                refs.append(
                    Ref(
                        "person",
                        mention.text,
                        mention.start,
                        mention.end,
                        name=mention.text,
                        entity=person.entity,
                        name_start=mention.start,
                        name_end=mention.end,
                    )
                )
            elif state := mention.of("State"):
                if lows[last : last + 1] == ["'s"]:
                    return None
                ref = Ref(
                    "state", mention.text, mention.start, mention.end, name=mention.text, entity=state.entity, countries=(state.entity,)
                )
                if place := mention.of("Place"):
                    if lows[last : last + 1] not in (["-"], ["–"]) and lows[j - 1 : j] not in (["-"], ["–"]):
                        places.append(place.entity)
                    else:
                        refs.append(ref)
                else:
                    refs.append(ref)
            elif organization := mention.of("Organization"):
                if lows[last : last + 1] == ["'s"]:
                    return None
                refs.append(
                    Ref(
                        "org",
                        mention.text,
                        mention.start,
                        mention.end,
                        name=mention.text,
                        entity=organization.entity,
                        body=organization.entity,
                    )
                )
            elif place := mention.of("Place"):
                places.append(place.entity)
            elif topic := mention.of("Treaty", "Topic"):
                topics.append(topic.entity)
            else:
                return None
            j = last
            if lows[j : j + 1] == ["-"] and lows[j + 1 : j + 2] and lows[j + 1] in _BY_OTHERS and refs:
                refs.pop()  # "U.N.-sponsored talks": no side of them
                j += 2
            continue
        low = lows[j]
        if found := lexicon.adjectives.at(lows, j):
            modifiers.append(low)
            j = found[0]
        elif (
            low in lexicon.number
            or low.isdigit()
            or ORDINAL.fullmatch(low)
            or (low in ("-", "–", "/", "&") and j > i)
            or (low in ("and", ",") and j > i and lexicon.adjectives.at(lows, j + 1))
        ):
            modifiers.append(low)
            j += 1
        elif low in ("and",) and j > i and refs and j + 1 in tape.mention_at and lexicon.talks.at(lows, tape.mention_at[j + 1][0]):
            j += 1
        elif (j > i and tape.bare_name(j) and lows[j] in tape.context.surnames) or (
            j == i and not determiner and tape.bare_name(j) and lows[j] in tape.context.surnames and lows[j + 1 : j + 2] in (["-"], ["–"])
        ):
            refs.append(
                Ref(
                    "person",
                    tape.tokens[j].text,
                    tape.tokens[j].start,
                    tape.tokens[j].end,
                    name=tape.tokens[j].text,
                    name_start=tape.tokens[j].start,
                    name_end=tape.tokens[j].end,
                )
            )
            j += 1
        elif MANNER.search(low) and low.isascii():
            modifiers.append(low)
            j += 1
        else:
            return None
    return None


def _more(modifiers: list[str], determiner: str) -> bool:
    """Whether an occasion is said to be one of a row: "the next round", "a further round"."""
    return determiner == "another" or any(word in _IN_A_ROW for word in modifiers)


_IN_A_ROW = frozenset("next new further previous last second third fourth fifth sixth seventh".split())
_LASTING = frozenset("minutes hours day days weeks months years rounds".split())
_BY_OTHERS = frozenset("sponsored brokered mediated hosted backed led organized organised supervised facilitated".split())


def dated(tape: Tape, j: int) -> bool:
    """Whether a date at j describes an event noun ("Monday's talks")."""
    return tape.lows[tape.date_at[j][0] : tape.date_at[j][0] + 1] == ["'s"]


def _noun_here(tape: Tape, i: int, end: int, nodes: list[Node]) -> bool:
    """Whether a word such as "talks", "call" or "visits" is a noun at this place."""
    low = tape.lows[i]
    if low not in tape.lexicon.verbs or end - i > 1:
        return True
    before = tape.lows[i - 1] if i else ""
    after = tape.lows[i + 1] if i + 1 < tape.size else ""
    previous = nodes[-1] if nodes else None
    kinds = {kind for _, kind in tape.lexicon.verbs[low]}
    if (
        before == "and"
        and BASE in kinds
        and (after in DETERMINERS or tape.capital(i + 1))
        and any(node.kind == "V" and (node.infinitive or node.tense in ("future", "conditional", "present")) for node in nodes)
    ):
        return False  # "will meet A and visit B"
    if before in (
        "to",
        "not",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "should",
        "must",
        "n't",
        "they",
        "we",
        "he",
        "she",
        "who",
        "i",
        "did",
        "does",
        "do",
    ):
        return bool(before == "to" and low.endswith("s"))
    if previous is not None and previous.kind == "A" and kinds & {THIRD, BASE}:
        if low == "talks":
            return after not in ("to", "about")
        if low in ("calls", "visits", "tours") and (
            after in ("for", "on", "off") or i + 1 in tape.mention_at or after in DETERMINERS or tape.capital(i + 1)
        ):
            return False
        if BASE in kinds and THIRD not in kinds and previous.many:
            return False
    if ING in kinds and low == "meeting":
        if before in BE or before in ("been", "being", "before", "after", "while", "when", "by", "since", "upon"):
            return not (
                i + 1 in tape.mention_at
                or tape.capital(i + 1)
                or after in ("with", "his", "her", "their")
                or after in DETERMINERS
                or before in BE
            )
        if before == "," and (i + 1 in tape.mention_at or tape.capital(i + 1)):
            return False
        if (
            before == ","
            and len(nodes) > 1
            and nodes[-2].kind == "A"
            and after in ("in", "at", "on", "for", "here", "near", "behind", "separately")
        ):
            return False  # "The ministers, meeting in Brussels, agreed"
        if i == 0 and (i + 1 in tape.mention_at):
            return False
        if i == 0 and after in ("in", "at", "on", "for", "here", "behind", "near") and "," in tape.lows[i:] and len(tape.lows) > 12:
            return False  # "Meeting in Prague, the foreign ministers agreed"
    return True

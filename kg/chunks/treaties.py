"""Treaties by the shape of their names: "the Treaty of X", "X Protocol", "the 1994 agreement", "Security Council resolution 2231".

What the vocabularies know is found by the gazetteer. A treaty that they do not know is named after the words that the article uses;
a phrase without a proper name or a year ("a peace treaty") stands for a treaty of that article only.
"""

from __future__ import annotations

import re

from kg import vocab
from kg.chunks.tape import Tape
from kg.chunks.words import CALENDAR, FUNCTION_WORDS
from kg.gazetteer import ADJECTIVE, NAME

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_NUMBER = re.compile(r"\d{3,4}")
_LINKS = frozenset("of on for between against concerning relating regarding to".split())
_INSIDE = frozenset("of on for in to the and against between with from at its their by non".split())
_JOINTS = frozenset(("-", "–", "/", ",", "and"))


def find(tape: Tape) -> dict[int, tuple[int, str]]:
    """The treaties of a sentence: first token → (end, IRI). A known treaty within a longer name keeps its IRI."""
    found: dict[int, tuple[int, str]] = {}
    heads = tape.lexicon.treaty_heads
    hits = [j for j, low in enumerate(tape.lows) if low in _RESOLUTIONS or (low in heads and heads.at(tape.lows, j))]
    i = next_hit = 0
    while i < tape.size:
        while next_hit < len(hits) and hits[next_hit] < i:
            next_hit += 1
        if next_hit == len(hits):
            break
        if hits[next_hit] >= i + _LONGEST:
            i = hits[next_hit] - _LONGEST + 1
            continue
        end = _resolution(tape, i) or _named(tape, i)
        if end is None and i in tape.date_at and i in tape.mention_at and tape.mention_at[i][1].of("Treaty"):
            end = tape.mention_at[i][0]  # "1994 Budapest Memorandum": the year belongs to the name
        if end is None or end <= i:
            i = tape.mention_at[i][0] if i in tape.mention_at else i + 1
            continue
        found[i] = (end, _iri(tape, i, end))
        i = end
    return found


def _iri(tape: Tape, first: int, end: int) -> str:
    for k in range(first, end):
        if k in tape.mention_at and tape.mention_at[k][0] <= end and (known := tape.mention_at[k][1].of("Treaty")):
            return known.entity
    return vocab.iri("treaty", vocab.slug(tape.text[tape.tokens[first].start : tape.tokens[end - 1].end]))


_LONGEST = 12
"""A treaty's head stands among the first so many words of its name."""
_RESOLUTIONS = frozenset(("resolution", "resolutions", "unscr"))


def _resolution(tape: Tape, i: int) -> int | None:
    """The end of "UN Security Council Resolution 2231"; None where no numbered resolution begins."""
    j = i
    while j < tape.size and j - i < 6 and tape.lows[j] not in _RESOLUTIONS:
        if j in tape.mention_at and tape.mention_at[j][1].of("Organization", "Treaty"):
            j = tape.mention_at[j][0]
        elif tape.lows[j] in ("security", "council", "general", "assembly", "un", "u.n.") and tape.capital(j):
            j += 1
        else:
            return None
    if j >= tape.size or tape.lows[j] not in _RESOLUTIONS:
        return None
    j += 1
    if tape.lows[j : j + 1] and tape.lows[j] in ("no", "no.", "number"):
        j += 1
    if not (j < tape.size and _NUMBER.fullmatch(tape.lows[j]) and (j - 1 > i or tape.capital(i) or not _YEAR.fullmatch(tape.lows[j]))):
        return None
    j += 1
    while tape.lows[j : j + 1] in (["and"], [","]) and j + 1 < tape.size and _NUMBER.fullmatch(tape.lows[j + 1]):
        j += 2
    return j


def _named(tape: Tape, i: int) -> int | None:
    """The end of a treaty's name that begins at token i; None where none does."""
    lows, lexicon = tape.lows, tape.lexicon
    if lows[i] in FUNCTION_WORDS or (lows[i] in lexicon.adjective and not tape.capital(i) and lexicon.treaty_kinds.at(lows, i) is None):
        return None
    proper = kind = dated = False
    j, states = i, 0
    while j < tape.size and j - i < 12:
        if lows[j] in lexicon.treaty_not or (j == i and i and lows[i - 1] in lexicon.treaty_not):
            return None
        head = lexicon.treaty_heads.at(lows, j)
        if head and (j > i or tape.capital(j) or _of_date(tape, head[0]) or _of_date(tape, _about(tape, head[0]))):
            last, noun = head
            further = lexicon.treaty_heads.at(lows, last)
            if further:  # "peace accord agreement", "treaty framework"
                last, noun = further
            capital = tape.capital(j) and not tape.titled
            after = _complement(tape, last, capital) if (capital or proper or kind) else None
            after = after or _of_date(tape, last) or _of_date(tape, _about(tape, last))
            if after or _fits(tape, noun, capital, j > i, proper, kind, dated, states):
                end = after or last
                if end < tape.size and (tape.bare_name(end) and not tape.titled and after is None and lows[end] not in FUNCTION_WORDS):
                    return None  # "Treaty Organization", "Charter School": the name of something else
                if tape.lows[end : end + 1] and tape.lows[end] in ("school", "schools", "flight", "flights", "day", "room", "tower"):
                    return None
                return end
            return None
        if j in tape.mention_at:
            last, mention = tape.mention_at[j]
            if lows[last : last + 1] == ["'s"]:
                return None
            if mention.of("Treaty"):
                proper = True
            elif mention.of("Person"):
                if lows[last : last + 1] not in (["-"], ["–"]) and lexicon.treaty_heads.at(lows, last) is None:
                    return None
                proper = True
            elif sense := mention.of("State"):
                states += 1
                proper = proper or sense.flavour in (NAME, ADJECTIVE)
            elif mention.of("Place", "Organization"):
                proper = True
            else:
                if lexicon.treaty_heads.at(lows, last - 1) and last - 1 > j and not (proper or dated):
                    return None  # a topic of the vocabularies ("peace treaty")
                kind = True
            j = last
        elif j in tape.date_at and (tape.date_at[j][1].kind != "relative"):
            dated = True
            j = tape.date_at[j][0]
        elif _YEAR.fullmatch(lows[j]):
            dated = True
            j += 1
        elif lows[j] in _JOINTS and j > i:
            joined = lows[j] == "and" and j + 1 not in tape.mention_at and tape.capital(j - 1) and tape.capital(j + 1)
            if lows[j] in (",", "and") and not (dated or joined):
                return None
            j += 1
        elif lows[j] == "(" and lows[j + 2 : j + 3] == [")"]:
            j += 3
        elif found := lexicon.treaty_kinds.at(lows, j):
            kind = True
            j = found[0]
        elif _name_word(tape, j):
            proper = True
            j += 1
        elif j > i and lows[j] in lexicon.adjective:
            j += 1
        else:
            return None
    return None


def _name_word(tape: Tape, j: int) -> bool:
    """Whether a capitalised word may be a part of a treaty's name."""
    low = tape.lows[j]
    return (
        tape.capital(j)
        and not tape.titled
        and low not in FUNCTION_WORDS
        and low not in CALENDAR
        and (j > 0 or low not in tape.lexicon.verbs)
        and low not in tape.lexicon.honorifics
    )


def _fits(tape: Tape, noun: str, capital: bool, described: bool, proper: bool, kind: bool, dated: bool, states: int) -> bool:
    """Whether a head noun with such describers names a treaty."""
    if not described:
        return False
    if dated:
        return True
    if kind and noun not in tape.lexicon.treaty_weak:
        return True
    if noun in tape.lexicon.treaty_strong:
        return proper
    return (capital and (proper or kind)) or (kind and proper) or (states > 1 and noun in ("agreement", "agreements"))


def _about(tape: Tape, j: int) -> int:
    """The end of "on Nagorno-Karabakh" at j; j where no such words stand."""
    known = tape.lows[j : j + 1] in (["on"], ["over"], ["concerning"]) and j + 1 in tape.mention_at
    return tape.mention_at[j + 1][0] if known else j


def _of_date(tape: Tape, j: int) -> int | None:
    """The end of "of November 9, 2020" or "of 1994"."""
    if tape.lows[j : j + 1] not in (["of"], ["from"]):
        return None
    j += 1
    end = None
    while j < tape.size:
        if j in tape.date_at and tape.date_at[j][1].kind != "relative" and any(c.isdigit() for c in tape.date_at[j][1].text):
            end = j = tape.date_at[j][0]
        elif _YEAR.fullmatch(tape.lows[j]):
            end = j = j + 1
        else:
            break
        while j < tape.size and tape.lows[j] in (",", "and"):
            j += 1
    return end


def _complement(tape: Tape, j: int, capital: bool) -> int | None:
    """The end of "on the Non-Proliferation of Nuclear Weapons" after a head in capitals; None where nothing in capitals follows."""
    if not capital or j >= tape.size or tape.lows[j] not in _LINKS:
        return None
    end, k = None, j
    pair = "between" in tape.lows[j : j + 8]
    while k < tape.size and k - j < 24 and tape.lows[k] not in CALENDAR:
        if tape.lows[k : k + 2] == ["and", "the"]:
            if not pair:
                break
            pair = False
        if k in tape.mention_at and tape.tokens[k].text[:1].isupper():
            if end is None and tape.lows[j] in ("between", "to"):
                return None
            end = k = tape.mention_at[k][0]
        elif tape.capital(k) and tape.lows[k] != "independence" and (tape.lows[k] not in tape.lexicon.verbs or (end and k == end)):
            end = k = k + 1
        elif (
            tape.lows[k] in _INSIDE
            or tape.lows[k] in ("-", "–")
            or (
                tape.lows[k] == ","
                and k == end
                and (tape.lows[k + 2 : k + 3] == [","] or tape.lows[k + 1 : k + 2] == ["and"])
                and tape.capital(k - 1)
            )
        ):
            k += 1
            if end is not None and k - end > 3:
                break
            if end is None and k - j > 3:
                break
        else:
            break
    return end

"""Verb groups: "would not have agreed", with tense, voice, negation and whether another verb hangs on it."""

from __future__ import annotations

from kg.chunks.nodes import Node
from kg.chunks.tape import Tape
from kg.chunks.words import ADVERBS, BE, DETERMINERS, DO, HAVE, MODALS, NEGATIONS, NEGATIVE_FORMS, POSSESSIVES, PREDICATES, PREPOSITIONS
from kg.lexicon import BASE, ING, PARTICIPLE, PAST, THIRD


def verb_group(tape: Tape, i: int, nodes: list[Node]) -> Node | None:
    """The verb group that begins at token i."""
    lows, size = tape.lows, tape.size
    j = i
    infinitive = negated = False
    tense, auxiliary, being, having = "", "", "", ""
    if lows[j] == "to":
        infinitive = True
        j += 1
    start = j
    steps = 0
    while j < size and steps < 8:
        steps += 1
        low = lows[j]
        if low in MODALS and j not in tape.mention_at and j not in tape.date_at and not (low in ("may", "will") and tape.capital(j) and j):
            tense = tense or MODALS[low]
            negated = negated or low in NEGATIVE_FORMS
            auxiliary = "modal"
            j += 1
            if tense == "conditional" and lows[j : j + 1] == ["likely"]:
                j += 1
            continue
        if low in NEGATIONS and (j > start or infinitive or (lows[j + 1 : j + 2] and lows[j + 1] == "to") or low in ("never", "not")):
            negated = True
            j += 1
            if lows[j : j + 1] == ["to"]:
                infinitive = True
                j += 1
            continue
        if low == "no" and lows[j + 1 : j + 2] == ["longer"]:
            negated = True
            j += 2
            continue
        if low in HAVE and _auxiliary_have(tape, j):
            having = HAVE[low]
            tense = tense or ("past" if not infinitive else "")
            negated = negated or low.endswith(("n't", "n’t"))
            j += 1
            continue
        if low in DO and _auxiliary_do(tape, j):
            tense = tense or ("past" if DO[low] == PAST else "present")
            negated = negated or low.endswith(("n't", "n’t", "nt"))
            auxiliary = "do"
            j += 1
            continue
        if low in BE:
            kind = BE[low]
            negated = negated or low.endswith(("n't", "n’t"))
            following = _after_adverbs(tape, j + 1)
            if following < size and lows[following] in BE and lows[following] in ("being", "been"):
                being = "progressive" if lows[following] == "being" else being
                tense = tense or _tense_of(kind, bool(having))
                j = following + 1
                being = being or "be"
                continue
            tense = tense or _tense_of(kind, bool(having))
            being = being or "be"
            j += 1
            continue
        if (
            (low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in tape.lexicon.verbs and not tape.capital(j)))
            and j > start - infinitive
            and (j > start or infinitive)
        ):
            after = _after_adverbs(tape, j)
            if after < size and (
                lows[after] in tape.lexicon.verbs
                or lows[after] in BE
                or lows[after] in PREDICATES
                or lows[after] in NEGATIONS
                or lows[after] == "to"
            ):
                j = after
                continue
        break
    if j > start or infinitive or lows[j : j + 1]:
        node = _main_verb(tape, i, j, start, nodes, infinitive, negated, tense, auxiliary, being, having)
        if node is not None:
            return node
    return None


def _main_verb(
    tape: Tape,
    i: int,
    j: int,
    start: int,
    nodes: list[Node],
    infinitive: bool,
    negated: bool,
    tense: str,
    auxiliary: str,
    being: str,
    having: str,
) -> Node | None:
    lows = tape.lows
    low = lows[j] if j < tape.size else ""
    rows = tape.lexicon.verbs.get(low, ()) if j not in tape.mention_at or low in ("met",) else ()
    if tape.capital(j) and j > 0 and not (infinitive or being or having or auxiliary) and not _headline(tape):
        rows = ()
    if (
        being
        and low in PREDICATES
        and (low not in ("set", "said", "known", "believed", "understood", "scheduled", "expected") or lows[j + 1 : j + 2] == ["to"])
    ):
        node = tape.node("V", i, j + 1, "be " + low)
        node.head, node.tense, node.negated, node.infinitive = "be " + low, tense, negated, infinitive
        node.governs = lows[j + 1 : j + 2] == ["to"]
        node.form = "predicate"
        return node
    if not rows:
        if being:
            if lows[j : j + 1] == ["to"] and j + 1 < tape.size and lows[j + 1] in tape.lexicon.verbs:
                node = tape.node("V", i, j, "be to")
                node.head, node.tense, node.negated, node.governs, node.form = "be to", tense, negated, True, "predicate"
                return node
            node = tape.node("V", i, j, "be")
            node.head, node.tense, node.negated, node.infinitive, node.form = "be", tense, negated, infinitive, "be"
            return node
        if having and (end := _chance(tape, j)):
            node = tape.node("V", i, end, "have chance")
            node.head, node.tense, node.negated, node.form, node.governs = "manage", tense, negated, "have", True
            return node
        if having:
            node = tape.node("V", i, j, "have")
            node.head, node.tense, node.negated, node.form = "have", tense, negated, "have"
            return node
        return None
    if low == "last" and j + 1 < tape.size and any(kind == PAST for _, kind in tape.lexicon.verbs.get(lows[j + 1], ())):
        return None  # "they last met in May": when they met, not how long it took
    kinds = {kind for _, kind in rows}
    lemma = rows[0][0]
    if not (infinitive or auxiliary or being or having):
        if BASE in kinds and (modal := _split_modal(nodes)):
            tense, negated = MODALS[modal], negated or modal in NEGATIVE_FORMS
        elif not _finite_here(tape, j, kinds, nodes):
            return None
    elif (infinitive and not (auxiliary or being or having) and BASE not in kinds) or (
        auxiliary and not (being or having) and BASE not in kinds
    ):
        return None
    node = tape.node("V", i, j + 1, low)
    node.head, node.negated, node.infinitive = lemma, negated, infinitive
    if lemma == "look" and lows[j + 1 : j + 3] == ["forward", "to"]:
        node = tape.node("V", i, j + 3, low)
        node.head, node.negated, node.tense, node.form, node.governs = "look forward", negated, tense or "present", BASE, True
        return node
    if being and PARTICIPLE in kinds and ING not in kinds:
        node.passive = True
        node.form = PARTICIPLE
    elif being and ING in kinds:
        node.form = ING
        if tense not in ("future", "conditional"):
            tense = "past" if tense == "past" and having and "had" in lows[i:j] else "progressive"
    else:
        node.form = next((kind for kind in (PAST, THIRD, BASE, ING, PARTICIPLE) if kind in kinds), BASE)
    if not tense:
        if infinitive:
            tense = "infinitive"
        elif PAST in kinds:
            tense = "past"
        elif ING in kinds:
            tense = "participle"
        else:
            tense = "present"
    node.tense = tense
    after = _after_adverbs(tape, j + 1)
    node.governs = (
        after + 1 < tape.size
        and lows[after] == "to"
        and (lows[after + 1] in tape.lexicon.verbs or lows[after + 1] in BE or lows[after + 1] in ADVERBS)
        and after + 1 not in tape.mention_at
    )
    if not being and PAST in kinds and PARTICIPLE in kinds and not having and nodes and nodes[-1].kind == "E" and not infinitive:
        node.passive = True  # "the talks held in Geneva"
    return node


def _auxiliary_have(tape: Tape, j: int) -> bool:
    after = _after_adverbs(tape, j + 1)
    if _chance(tape, after):
        return True
    if after >= tape.size:
        return False
    low = tape.lows[after]
    if low in ("been", "had", "not", "to", "done"):
        return low != "to"
    return any(kind == PARTICIPLE for _, kind in tape.lexicon.verbs.get(low, ())) and not (low in tape.lexicon.talks and low in ("talks",))


def _auxiliary_do(tape: Tape, j: int) -> bool:
    after = _after_adverbs(tape, j + 1)
    return after < tape.size and any(kind == BASE for _, kind in tape.lexicon.verbs.get(tape.lows[after], ()))


def _after_adverbs(tape: Tape, j: int) -> int:
    while j < tape.size and (
        tape.lows[j] in ADVERBS or tape.lows[j] in NEGATIONS or (tape.lows[j].endswith("ly") and tape.lows[j] not in tape.lexicon.verbs)
    ):
        j += 1
    return j


def _chance(tape: Tape, j: int) -> int:
    """The end of "the opportunity" before "to"; 0 where something else stands."""
    k = j + (tape.lows[j : j + 1] in (["the"], ["an"], ["a"]))
    if (
        tape.lows[k : k + 1]
        and tape.lows[k] in ("opportunity", "chance", "honour", "honor", "pleasure", "privilege")
        and tape.lows[k + 1 : k + 2] == ["to"]
    ):
        return k + 1
    return 0


def _headline(tape: Tape) -> bool:
    """Whether the sentence is written in capitals throughout, as some headlines are."""
    words = [token for token in tape.tokens if token.text[0].isalpha() and len(token.text) > 3]
    return len(words) > 3 and sum(token.text[0].isupper() for token in words) >= 0.85 * len(words)


def _finite_here(tape: Tape, j: int, kinds: set[str], nodes: list[Node]) -> bool:
    """Whether a form that could be a verb stands where a verb stands."""
    low = tape.lows[j]
    previous = nodes[-1] if nodes else None
    before = tape.lows[j - 1] if j else ""
    if before in DETERMINERS or before in POSSESSIVES or before == "'s":
        return False
    if PAST in kinds and low not in tape.lexicon.adjective:
        return not (previous is not None and previous.kind == "W" and before in PREPOSITIONS and before not in ("that",))
    if ING in kinds:
        return True
    if THIRD in kinds or BASE in kinds:
        if previous is None:
            return low not in tape.lexicon.talks
        if previous.kind in ("A", "N", "L"):
            return previous.kind != "L" or previous.both
        if previous.kind == "E" and low in _OF_EVENTS:
            return True
        return before in (
            "and",
            "who",
            "which",
            "that",
            "they",
            "he",
            "she",
            "it",
            "we",
            "i",
            "or",
            "but",
            "also",
            ",",
        ) or before.endswith("ly")
    return True


def _split_modal(nodes: list[Node]) -> str:
    """The auxiliary before a date that stands between it and its verb ("will on Tuesday meet"); empty where there is none."""
    k = len(nodes) - 1
    if k < 1 or nodes[k].kind != "D":
        return ""
    k -= 1
    if nodes[k].low in ("on", "in", "by", "at", ",") and k:
        k -= 1
    return nodes[k].low if nodes[k].kind == "W" and nodes[k].low in MODALS else ""


_OF_EVENTS = frozenset("takes begins starts opens ends continues resumes follows comes concludes lasts marks happens remains".split())
"""What an occasion does, in a form that is no noun beside it."""


def _tense_of(kind: str, perfect: bool) -> str:
    if perfect:
        return "past"
    return {PAST: "past", THIRD: "present"}.get(kind, "")

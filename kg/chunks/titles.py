"""Titles and posts: "deputy foreign minister", "of the United States", and whether one is about to come."""

from __future__ import annotations

from kg.chunks.nodes import Node
from kg.chunks.tape import Tape
from kg.chunks.words import BODY_NOUNS, CALENDAR, JOINING
from kg.gazetteer import ADJECTIVE, METONYM, NAME, Mention


def head_at(tape: Tape, j: int) -> tuple[int, str] | None:
    """(end, head noun) of the title whose head stands at j; None where it only describes a later head ("minister counsellor")."""
    found = tape.lexicon.heads.at(tape.lows, j)
    if found is None:
        return None
    if (modifier := tape.lexicon.modifiers.at(tape.lows, j)) and modifier[0] >= found[0] and title_follows(tape, modifier[0]):
        return None
    if tape.lows[found[0] : found[0] + 1] == ["-"] and tape.lows[found[0] + 1 : found[0] + 2] in (["elect"], ["designate"]):
        return found[0] + 2, found[1]  # "President-elect"
    return found


def title_follows(tape: Tape, j: int) -> bool:
    """Whether, within a few describers, a title comes."""
    lows, lexicon = tape.lows, tape.lexicon
    for _ in range(7):
        if j >= tape.size:
            return False
        if lexicon.heads.at(lows, j):
            return True
        if found := lexicon.modifiers.at(lows, j):
            j = found[0]
            continue
        if lows[j] in lexicon.adjective or lows[j] in lexicon.number:
            j += 1
            continue
        if found := lexicon.ranks.at(lows, j):
            return name_follows(tape, found[0])
        if j in tape.mention_at and tape.mention_at[j][1].of("State", "Organization"):
            j = tape.mention_at[j][0]
            continue
        if lows[j] in ("-", "'s", "and") and j + 1 in tape.mention_at:
            j += 1
            continue
        return False
    return False


def adjectives_then_title(tape: Tape, j: int) -> bool:
    """Whether a state is named at j and a title follows ("the US and Russian ministers")."""
    _, mention = tape.mention_at[j]
    return mention.of("State") is not None and title_follows(tape, tape.mention_at[j][0])


def adjectival(mention: Mention) -> bool:
    """Whether a mention may be an adjective: "Slovenian", not "Kigali"."""
    return any(sense.flavour == ADJECTIVE for sense in mention.senses)


def complementizer(tape: Tape, i: int, nodes: list[Node]) -> bool:
    """Whether the word at i is the "that" of a clause ("denied that Putin …"), no determiner."""
    return tape.lows[i] == "that" and i > 0 and (bool(nodes and nodes[-1].kind == "V") or i + 1 in tape.mention_at)


def second_head(tape: Tape, j: int) -> tuple[int, list[str]] | None:
    """ "and Minister for Foreign Affairs" after a first title in capitals."""
    words: list[str] = []
    while found := tape.lexicon.modifiers.at(tape.lows, j):
        if not tape.capital(j):
            return None
        words.append(found[1])
        j = found[0]
    head = head_at(tape, j)
    if head and tape.capital(j) and head[1] not in tape.lexicon.plurals:
        return head[0], [*words, head[1]]
    return None


def complement(tape: Tape, j: int, plural: bool = False) -> tuple[int, list[str], list[str], str] | None:
    """A complement of a title: (end, words of the office, states, organisation)."""
    lows = tape.lows
    if j >= tape.size:
        return None
    if lows[j] == "," and lows[j + 1 : j + 2] and tape.capital(j + 1) and (found := tape.lexicon.complements.at(lows, j + 1)):
        return found[0], [found[1]], [], ""
    if lows[j : j + 2] == ["in", "the"] and (j + 2) in tape.mention_at and (body := tape.mention_at[j + 2][1].of("Organization")):
        return tape.mention_at[j + 2][0], [], [], body.entity  # "Secretary of State in the Chancellery"
    if lows[j] in ("of", "for", "to", "on", "at", "from", "with"):
        listed = _listed(tape, j + 1)
        if lows[j] == "for" and listed and (after := of_countries(tape, j + 1)) and listed > after[0]:
            return listed, [lows[j], " ".join(lows[j + 1 : listed])], [], ""  # "for Afghanistan Reconciliation"
        if (lows[j] in ("of", "to", "at", "for") or (lows[j] == "from" and plural)) and (after := of_countries(tape, j + 1)):
            return after[0], [], after[1], after[2]
        if lows[j] in ("of", "for", "on", "to", "with"):
            k = j + 1
            if lows[k : k + 1] == ["the"]:
                k += 1
            for start in (j + 1, k):
                if found := tape.lexicon.complements.at(lows, start):
                    end = found[0]
                    while lows[end : end + 1] == ["and"] and (more := tape.lexicon.complements.at(lows, end + 1)):
                        end = more[0]
                    return end, [lows[j], " ".join(lows[start:end])], [], ""
            if (found := head_at(tape, k)) and lows[j] != "with":
                if found[1] in (
                    "president",
                    "government",
                    "prime minister",
                    "council",
                    "secretary-general",
                    "minister",
                    "secretary general",
                ):
                    return found[0], [lows[j], "the", found[1]], [], ""
            if (stop := unknown_body(tape, k)) and lows[j] in ("of", "for"):
                return stop, [" ".join(token.text for token in tape.tokens[j:stop])], [], ""
            # "for National Security Affairs", "for Eastern Partnership": words in capitals
            end = k
            while (
                end < tape.size
                and end - k < 6
                and (tape.capital(end) or (lows[end] in ("and", "of", "the", ",") and end > k and tape.capital(end + 1)))
                and end not in tape.mention_at
                and lows[end] not in CALENDAR
                and not tape.lexicon.heads.at(lows, end)
            ):
                end += 1
            if lows[j] == "for" and end > k and tape.capital(i_first := k) and i_first < end:
                return end, [lows[j], " ".join(token.text for token in tape.tokens[k:end])], [], ""
    return None


def _listed(tape: Tape, j: int) -> int:
    """The end of the complement of the word lists that stands at j; 0 where none does."""
    found = tape.lexicon.complements.at(tape.lows, j)
    return found[0] if found else 0


def unknown_body(tape: Tape, j: int) -> int:
    """The end of the name of a body that no vocabulary knows: words in capitals up to a noun for bodies; 0 where none stands at j.

    "the Tolna Regional Administration", "the Institute for Sample Studies" are such, "the Minister of Samplonia" is none.
    """
    end = stop = j
    while end < tape.size and end - j < 10 and (tape.capital(end) or (end > j and tape.lows[end] in JOINING and tape.capital(end + 1))):
        if (tape.lexicon.heads.at(tape.lows, end) and tape.lows[end] not in BODY_NOUNS) or tape.lows[end] in CALENDAR:
            break
        end += 1
        if tape.lows[end - 1] in BODY_NOUNS:
            stop = end
    return stop if stop - j > 1 else 0


def of_countries(tape: Tape, j: int) -> tuple[int, list[str], str] | None:
    """States or an organisation after "of": (end, states, organisation)."""
    lows = tape.lows
    states: list[str] = []
    body = ""
    end = 0
    while j < tape.size:
        k = j
        if lows[k : k + 1] == ["the"] and k not in tape.mention_at:
            k += 1
        if k not in tape.mention_at:
            break
        last, mention = tape.mention_at[k]
        state, organization, place = mention.of("State"), mention.of("Organization"), mention.of("Place")
        if state and state.flavour in (NAME, METONYM):
            states.append(state.entity)
        elif organization:
            if states:
                break
            body = body or organization.entity
        elif place and not states and place.entity not in tape.context.capitals:
            states_of = tape.context.kinds.get(place.entity, "")
            if not states_of:
                break
            states.append(states_of)
        else:
            break
        end = j = last
        if lows[j : j + 1] in (["and"], [","]) and states:
            k = j + (2 if lows[j : j + 2] == [",", "and"] else 1)
            k += lows[k : k + 1] == ["the"]
            another = tape.mention_at[k][1].of("State") if k in tape.mention_at else None
            if another is not None and another.flavour == NAME and not title_follows(tape, tape.mention_at[k][0]):
                j = k
                continue
        break
    return (end, states, body) if end else None


def name_follows(tape: Tape, j: int) -> bool:
    """Whether a person's name stands at j, ranks and honorifics before it passed over."""
    if j in tape.mention_at and tape.mention_at[j][1].of("Person"):
        return True
    found = tape.lexicon.ranks.at(tape.lows, j) or tape.lexicon.honorifics.at(tape.lows, j)
    if found and found[0] > j:
        return name_follows(tape, found[0])
    return j < tape.size and tape.bare_name(j)

"""Actors: people with their posts, states, organisations and groups, as one noun group each."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks.names import name_end, named, titled_name, unknown_name, with_office
from kg.chunks.nodes import Node, Ref
from kg.chunks.tape import Tape
from kg.chunks.titles import (
    adjectival,
    adjectives_then_title,
    complement,
    complementizer,
    head_at,
    name_follows,
    of_countries,
    second_head,
    title_follows,
)
from kg.chunks.words import ADVERBS, BE, COUNTED, DETERMINERS, HAVE, LOCATIVE, MODALS, POSSESSIVES, count
from kg.gazetteer import ADJECTIVE, DEMONYM, METONYM, NAME, Mention


def actor(tape: Tape, i: int, nodes: list[Node]) -> Node | None:
    """The actor that begins at token i; a state's name after "in" or as a dateline is a place."""
    if complementizer(tape, i, nodes):
        return None
    parsed = _phrase(tape, i)
    if parsed is None:
        return None
    last, ref = parsed
    node = tape.node("A", i, last)
    node.refs = [ref]
    node.determiner = ref.determiner
    if ref.kind == "state" and ref.entity.split("/")[-2:-1] == ["place"]:
        node.kind, node.entity, node.both = "L", ref.entity, False
    elif len(ref.senses) > 1 and ref.kind in ("state", "org"):
        before = tape.lows[i - 1] if i else ""
        node.entity = next((one for one in ref.senses if "/place/" in one), "")
        node.both = bool(node.entity)
        if node.entity and (
            before in LOCATIVE
            or (
                before == ","
                and nodes
                and nodes[-1].kind == "P"
                and len(nodes) > 1
                and nodes[-2].kind == "L"
                and not (tape.lows[last : last + 1] == ["and"] and last + 1 in tape.mention_at and not _list_of_places(nodes))
            )
        ):
            node.kind = "L"
        elif i == 0 and last < tape.size and tape.lows[last] in (":", "(", "-", "–", "—", ","):
            node.kind = "L"  # a dateline
    elif _where(tape, i, last, ref) and _of_the_clause(nodes):
        node.kind, node.entity, node.both = "L", ref.entity, True
    return node


def _where(tape: Tape, i: int, last: int, ref: Ref) -> bool:
    """Whether a state's name says where something is ("in Switzerland"): not what it owns, nor one of several, nor what is believed in."""
    before, after = tape.lows[i - 1] if i else "", tape.lows[last] if last < tape.size else ""
    if before == "the":
        before = tape.lows[i - 2] if i > 1 else ""
    return (
        ref.kind == "state"
        and bool(ref.entity)
        and not ref.office
        and not ref.body
        and before in ("in", "inside")
        and tape.lows[i - 2 : i - 1] not in (["interested"], ["trust"], ["confidence"], ["interest"], ["faith"])
        and after not in ("'s", "’s", "'", "-", "–", "/", "and", "or")
        and (mention := tape.mention_at.get(i if tape.lows[i] != "the" else i + 1)) is not None
        and mention[0] == last
        and mention[1].of("State") is not None
    )


def _of_the_clause(nodes: Sequence[Node]) -> bool:
    """Whether "in …" tells where the clause is and not where a noun is: "the war in Ukraine", "the envoy in Libya"."""
    before = [node for node in nodes if node.low != "the"][-2:-1]
    if not before:
        return True
    noun = before[0]
    if noun.kind == "A":
        return all(ref.kind != "source" and (ref.name or ref.kind in ("state", "org", "pronoun")) for ref in noun.refs)
    return noun.kind != "W" or noun.low in ADVERBS or noun.low in ("and", "or", "but", "that", "while", "when", "as", "each", "other")


def _list_of_places(nodes: list[Node]) -> bool:
    """Whether the places before a comma are several: "in Paris, Rome, Moscow and Kyiv"."""
    return len(nodes) > 3 and nodes[-4].kind == "L"


def _phrase(tape: Tape, i: int) -> tuple[int, Ref] | None:
    """(end, reference) of the noun group for an actor that begins at token i."""
    lows, lexicon = tape.lows, tape.lexicon
    j, determiner, number = i, "", 0
    countries: list[str] = []
    words: list[str] = []
    body = ""
    single: Mention | None = None
    if (
        j < tape.size
        and (lows[j] in DETERMINERS or lows[j] in POSSESSIVES)
        and j not in tape.mention_at
        and not lexicon.honorifics.at(lows, j)
    ):
        determiner = lows[j]
        j += 1
    while j < tape.size:
        if j in tape.mention_at:
            last, mention = tape.mention_at[j]
            state, organization, person = mention.of("State"), mention.of("Organization"), mention.of("Person")
            place = mention.of("Place")
            if person and not state:
                if single is not None and not (countries and lows[last : last + 1] != ["'s"]):
                    break
                return named(tape, i, j, last, person.entity, determiner, countries, words, body, number)
            if state is None and organization is None and not place and j > i and lexicon.modifiers.at(lows, j) and title_follows(tape, j):
                words.append(lows[j])  # "Ecuador's oil minister": a topic describes the post
                j = last
                continue
            if state is None and organization is None and not (place and place.entity in tape.context.capitals):
                if place and single is None and not words and title_follows(tape, last):
                    j = last  # "Istanbul mayor": the place describes the post
                    single = mention
                    continue
                break
            if single is not None and lows[j - 1] not in ("-", "/", "and", ",") and not (organization and not state):
                break
            if single is not None and organization and not state and not title_follows(tape, last):
                break
            single = mention
            if state:
                countries.append(state.entity)
            elif organization:
                body = organization.entity
            elif place:
                countries.append(tape.context.capitals[place.entity])
            j = last
            if lows[j : j + 1] in (["-"], ["/"]) and (j + 1 in tape.mention_at or (lows[j + 1 : j + 2] and title_follows(tape, j + 1))):
                j += 1
                continue
            if lows[j : j + 1] == ["and"] and j + 1 in tape.mention_at and adjectives_then_title(tape, j + 1):
                j += 1
                continue
            if lows[j : j + 1] == [","] and adjectival(mention) and j + 1 in tape.mention_at and adjectives_then_title(tape, j + 1):
                j += 1
                continue
            if lows[j : j + 1] == ["'s"]:
                if title_follows(tape, j + 1) or lexicon.bodies.at(lows, j + 1):
                    j += 1
                    continue
                break
            if lows[j : j + 1] == ["'"] and title_follows(tape, j + 1):
                j += 1
                continue
            continue
        if found := lexicon.ranks.at(lows, j):
            if name_follows(tape, found[0]):
                return titled_name(tape, i, found[0], found[1], determiner, countries, words, body, number)
        if found := lexicon.honorifics.at(lows, j):
            if name_follows(tape, found[0]):
                return titled_name(tape, i, found[0], "", determiner, countries, words, body, number)
        if found and j == i and title_follows(tape, found[0]):
            j = found[0]  # "His Royal Highness Crown Prince …"
            continue
        if head := head_at(tape, j):
            return _after_head(tape, i, j, head, determiner, countries, words, body, number)
        if (countries or body) and (found := lexicon.bodies.at(lows, j)) and not title_follows(tape, found[0]):
            ref = tape.ref("org", i, found[0], determiner, countries, body, number)
            ref.name = found[1]
            ref.office = ""
            return found[0], ref
        if countries and j > i and (lows[j] in lexicon.adjective or lows[j] == "civilian") and lexicon.bodies.at(lows, j + 1):
            j += 1  # "Russian civilian advisers"
            continue
        if lows[j] in lexicon.number or lows[j].isdigit():
            if not words and not countries and (determiner or j == i) and title_follows(tape, j + 1):
                number = count(lows[j])
                j += 1
                continue
            break
        if (found := lexicon.modifiers.at(lows, j)) and title_follows(tape, j):
            words.append(found[1])
            j = found[0]
            continue
        if (
            (lows[j] in lexicon.adjective or lows[j] in ("-",))
            and (words or countries or determiner)
            and title_follows(tape, j + 1)
            and j > i
        ):
            j += 1
            continue
        break
    if single is not None:
        if words:
            return None
        return _bare_mention(tape, i, j, single, determiner, countries, body)
    if (
        determiner
        and (found := lexicon.bodies.at(lows, j))
        and found[1]
        in (
            "sides",
            "side",
            "delegation",
            "foreign ministry",
            "embassy",
            "government",
            "ministry",
            "defense ministry",
            "defence ministry",
        )
    ):
        after = of_countries(tape, found[0])
        if after:
            ref = tape.ref("org", i, after[0], determiner, after[1], after[2], 0)
            ref.name = found[1]
            return after[0], ref
        if found[1] == "delegation" and determiner in ("the", "his", "her"):
            ref = tape.ref("group", i, found[0], determiner, (), "", 0)
            ref.office, ref.plural = "delegation", True
            return found[0], ref
        if found[1] in ("sides", "side"):
            return None
    if not determiner and tape.bare_name(i):
        return unknown_name(tape, i)
    return _counted(tape, i, j, determiner) if determiner in ("the", "both") else None


def _counted(tape: Tape, i: int, j: int, determiner: str) -> tuple[int, Ref] | None:
    """ "The pair", "the trio"; "the two" and "both" before a verb: people counted, not called anything."""
    low = tape.lows[j] if j < tape.size else ""
    if determiner == "the" and low in COUNTED and tape.lows[j + 1 : j + 2] != ["of"]:
        end, number = j + 1, COUNTED[low]
    elif determiner == "the" and low in ("two", "three", "four"):
        end, number = j + 1, count(low)
    elif determiner == "both":
        end, number = j, 2
    else:
        return None
    if low not in COUNTED:
        after = end
        while after < tape.size and tape.lows[after] in ADVERBS:
            after += 1
        low = tape.lows[after] if after < tape.size else ""
        if not (low in BE or low in HAVE or low in MODALS or low in tape.lexicon.verbs or low in (".", "in")):
            return None
    ref = tape.ref("group", i, end, determiner, (), "", number)
    ref.plural = True
    return end, ref


def _bare_mention(tape: Tape, i: int, j: int, mention: Mention, determiner: str, countries: list[str], body: str) -> tuple[int, Ref] | None:
    if tape.lows[j - 1] in ("-", "/", "and", ",", "'s"):
        return None
    sense = mention.senses[0]
    state, organization = mention.of("State"), mention.of("Organization")
    if len(countries) > 1 and not body:
        return None
    if state and state.flavour == ADJECTIVE and not any(s.flavour in (NAME, DEMONYM, METONYM) for s in mention.senses):
        return None
    senses = tuple(dict.fromkeys(one.entity for one in mention.senses if one.type in ("State", "Organization", "Place")))
    if state:
        ref = tape.ref("state", i, j, determiner, (state.entity,), "", 0)
        ref.entity, ref.senses = state.entity, senses
    elif organization:
        ref = tape.ref("org", i, j, determiner, (), organization.entity, 0)
        ref.entity, ref.senses = organization.entity, senses
    else:
        place = mention.of("Place")
        if place is None or place.entity not in tape.context.capitals:
            return None
        ref = tape.ref("state", i, j, determiner, countries, "", 0)
        ref.entity = tape.context.capitals[place.entity]
        ref.senses = (ref.entity, place.entity)
    ref.plural = sense.flavour == DEMONYM and mention.text.endswith("s")
    ref.name = mention.text
    return j, ref


def _after_head(
    tape: Tape, i: int, j: int, head: tuple[int, str], determiner: str, countries: list[str], words: list[str], body: str, number: int
) -> tuple[int, Ref] | None:
    """A title was read at j: its complements, then a name."""
    end, noun = head
    plural = noun in tape.lexicon.plurals and noun not in tape.lexicon.sources
    capital = tape.capital(j)
    if not (determiner or countries or body or words or capital or plural):
        # A bare lower-case noun ("leader") only with a name after it, or as an apposition with a body ("…, director of the Sample Institute").
        if not name_follows(tape, end) and not (i and tape.lows[i - 1] == "," and complement(tape, end)):
            return None
    office = [*words, tape.lexicon.singular.get(noun, noun) if plural else noun]
    where = list(countries)
    while True:
        if tape.lows[end : end + 1] in (["and"], ["&"]) and (more := second_head(tape, end + 1)) and not plural:
            office.append("and")
            office.extend(more[1])
            end = more[0]
            continue
        added = complement(tape, end, plural)
        if added is None:
            break
        end, more_words, more_countries, more_body = added
        office.extend(more_words)
        where.extend(more_countries)
        body = body or more_body
    rank = ""
    after = end
    while found := (tape.lexicon.ranks.at(tape.lows, after) or tape.lexicon.honorifics.at(tape.lows, after)):
        if not name_follows(tape, found[0]):
            break
        rank, after = found[1], found[0]
    if not plural:
        extra = head_at(tape, after)
        if extra and name_follows(tape, extra[0]) and after == end and tape.lows[after : after + 1] != ["and"]:
            after = extra[0]
        if after in tape.mention_at and (person := tape.mention_at[after][1].of("Person")):
            return with_office(
                named(tape, i, after, tape.mention_at[after][0], person.entity, determiner, where, [], body, number), office, rank
            )
        stop = name_end(tape, after) if after < tape.size and tape.bare_name(after) else None
        if stop:
            return with_office(named(tape, i, after, stop, "", determiner, where, [], body, number), office, rank)
    ref = tape.ref("group" if plural else "person", i, end, determiner, where, body, number)
    ref.office, ref.plural = " ".join(office), plural
    if not plural and noun in tape.lexicon.sources:
        ref.kind = "source"
    return end, ref

"""Names of people: where one ends, with its title and rank before it."""

from __future__ import annotations

import re

from kg.chunks.nodes import Ref
from kg.chunks.tape import Tape
from kg.chunks.titles import name_follows, of_countries
from kg.chunks.words import ADVERBS, BODY_WORDS, NAME_PARTICLES, SAYING


def name_end(tape: Tape, i: int) -> int | None:
    """The end of a run of name words."""
    j = i
    while j < tape.size and j - i < 7:
        low = tape.lows[j]
        if (
            tape.bare_name(j)
            or (tape.capital(j) and re.fullmatch(r"[^\W\d_]\.", tape.tokens[j].text))
            or (
                low in NAME_PARTICLES
                and j + 1 < tape.size
                and (tape.bare_name(j + 1) or tape.lows[j + 1] in NAME_PARTICLES)
                and (j > i or tape.capital(j))
            )
        ):
            j += 1
        elif low in NAME_PARTICLES and tape.lows[j + 1 : j + 2] == ["-"] and tape.bare_name(j + 2) and (j > i or tape.capital(j)):
            j += 3  # "Karim al-Basri"
        elif (
            low == "-"
            and j > i
            and j + 1 < tape.size
            and (tape.bare_name(j + 1) or tape.tokens[j + 1].text[:1].islower())
            and tape.tokens[j].start == tape.tokens[j - 1].end
            and tape.tokens[j + 1].start == tape.tokens[j].end
        ) or (low in ("'", "’") and j > i and tape.bare_name(j + 1) and tape.tokens[j + 1].start == tape.tokens[j].end):
            j += 2
        else:
            break
    if j > i and tape.lows[j : j + 2] == [",", "jr."]:
        j += 2
    return j if j > i else None


def named(
    tape: Tape, i: int, j: int, end: int, entity: str, determiner: str, countries: list[str], words: list[str], body: str, number: int
) -> tuple[int, Ref]:
    """(end, reference) of the person whose name stands at [j, end), the phrase having begun at i."""
    if entity and (title := tape.lexicon.heads.at(tape.lows, j)) and title[0] < end:
        j, words = title[0], [*words, title[1]]  # "President Doe" is a label of the vocabularies, but the post is said all the same
    if tape.lows[end : end + 2] == [",", "jr."]:
        end += 2
    name_start, name_end = tape.tokens[j].start, tape.tokens[end - 1].end
    if tape.lows[end : end + 1] == ["of"] and (i < j or words) and (after := of_countries(tape, end + 1)):
        end, countries, body = after[0], [*countries, *after[1]], body or after[2]
    ref = tape.ref("person", i, end, determiner, countries, body, number)
    ref.entity, ref.name_start, ref.name_end = entity, name_start, name_end
    ref.name = tape.text[name_start:name_end]
    ref.office = " ".join(words)
    return end, ref


def titled_name(
    tape: Tape, i: int, j: int, rank: str, determiner: str, countries: list[str], words: list[str], body: str, number: int
) -> tuple[int, Ref] | None:
    """(end, reference) of the name at j after a rank or an honorific, more of which may follow; None where no name stands."""
    while found := (tape.lexicon.ranks.at(tape.lows, j) or tape.lexicon.honorifics.at(tape.lows, j)):
        if not name_follows(tape, found[0]):
            break
        if tape.lexicon.ranks.at(tape.lows, j):
            rank = rank or found[1]
        j = found[0]
    known = tape.mention_at[j][1].of("Person") if j in tape.mention_at else None
    end = tape.mention_at[j][0] if known else name_end(tape, j)
    if end is None:
        return None
    found_name = named(tape, i, j, end, known.entity if known else "", determiner, countries, words, body, number)
    found_name[1].rank = rank
    return found_name


def with_office(found: tuple[int, Ref], office: list[str], rank: str) -> tuple[int, Ref]:
    """The reference with its post and rank."""
    found[1].office = " ".join(office)
    found[1].rank = rank
    return found


_PERSON_WORD = re.compile(r"[^\W\d_]\.|[^\W\d_a-z][^\W\d_A-Z]+(?:[-'’][^\W\d_a-z]?[^\W\d_]+)?")


def _says(tape: Tape, i: int, end: int) -> bool:
    """Whether two or three words that look like a name stand before or behind a verb of saying, and none is a word of a body's name."""
    if not 2 <= end - i <= 4 or (i and tape.lows[i - 1] in ("the", "a", "an", "of", "'s", "-", "&", "and")):
        return False
    if not all(_PERSON_WORD.fullmatch(tape.tokens[k].text) and tape.lows[k] not in BODY_WORDS for k in range(i, end)):
        return False
    after = next((low for low in tape.lows[end : end + 2] if low not in ADVERBS), "")
    before = tape.lows[i - 1] if i else ""
    if tape.lows[end : end + 1] == [","] and (before == "," or i < 2):
        # "The envoy, Name Surname, said", "Name Surname, 54, a fisherman, said", "Name Surname, who chairs the council, said"
        commas = [k for k in range(end, min(tape.size, end + 16)) if tape.lows[k] == ","]
        if any(tape.lows[k + 1 : k + 2] and tape.lows[k + 1] in SAYING for k in commas[: 1 if before == "," else 3]):
            return True
    return after in SAYING or (before in SAYING and i > 1 and tape.lows[i - 2] in (",", '"', "”", "’", "'"))


def unknown_name(tape: Tape, i: int) -> tuple[int, Ref] | None:
    """(end, reference) of a person without a title, known by the surname or the given name."""
    end = name_end(tape, i)
    if end is None:
        return None
    first, last = tape.lows[i], tape.lows[end - 1]
    known = (end - i == 1 and first in tape.context.surnames) or (
        end - i > 1 and (first in tape.context.given_names or last in tape.context.surnames)
    )
    if not known and not _says(tape, i, end):
        return None
    if end - i == 1 and i and tape.lows[i - 1] in ("a", "an", "the") and tape.lows[end : end + 1] != ["'s"]:
        return None  # "the Sherman tank" is no person
    return named(tape, i, i, end, "", "", [], [], "", 0)

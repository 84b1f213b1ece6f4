"""Near-identical articles: the same wire copy under other headlines, trimmed, damaged or put in another order.

Of the four-word shingles of a text those are kept whose hash divides by 4 (a "mod sketch"). Two texts are copies when the
smaller sketch shares at least half of its hashes with the other and they appeared within a week. MinHash was tried on
paper and left: it measures likeness of the whole, and a copy trimmed to a third is unlike the whole though it is a copy.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Mapping, Sequence

from kg.merge import days

SHINGLE = 4
KEEP = 4
INDEXED = 16
"""Of a long text only the hashes that divide by this are looked up; the whole sketches are compared afterwards."""

SHARED = 0.5
FEWEST = 5
DAYS = 7
NEIGHBOURS = 8

_WORD = re.compile(r"[^\W_]+")
_MARKS = str.maketrans("", "", "'’‘`´")


def sketch(text: str) -> array[int]:
    """The kept shingle hashes of a text, sorted; case, marks and lost apostrophes make no difference.

    >>> sketch("We won’t know until we get to these talks") == sketch("we wont know, until we get to these talks")
    True
    """
    words = _WORD.findall(text.translate(_MARKS).lower())
    shingles = (" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    hashes = {zlib.crc32(one.encode("utf-8", "surrogatepass")) for one in shingles}
    return array("I", sorted(one for one in hashes if one % KEEP == 0))


def groups(sketches: Mapping[str, tuple[str, array[int]]]) -> dict[str, str]:
    """The group of each article, named by its first member; `sketches` maps an IRI to (day of publication, sketch).

    Only neighbours in each hash's list are compared, so that ten thousand copies cost no more than ten thousand others.
    """
    order = sorted(sketches, key=lambda iri: (sketches[iri][0], iri))
    above = list(range(len(order)))

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    rows = [sketches[iri] for iri in order]
    for number, other in sorted(_candidates([one for _, one in rows])):
        (day, mine), (later, yours) = rows[number], rows[other]
        if root(number) != root(other) and abs(days.number(day) - days.number(later)) <= DAYS:
            shared = len(set(mine).intersection(yours))
            if shared >= max(FEWEST, SHARED * min(len(mine), len(yours))):
                first, second = sorted((root(number), root(other)))
                above[second] = first
    return {iri: order[root(number)] for number, iri in enumerate(order)}


def _candidates(sketches: Sequence[array[int]]) -> set[tuple[int, int]]:
    """Pairs of numbers that share a hash and stand near each other in its list."""
    found: set[tuple[int, int]] = set()
    rows = [
        one << 32 | number for number, hashes in enumerate(sketches) for one in hashes if one % INDEXED == 0 or len(hashes) < 2 * INDEXED
    ]
    rows.sort()
    for place, row in enumerate(rows):
        for other in rows[place + 1 : place + 1 + NEIGHBOURS]:
            if other >> 32 != row >> 32:
                break
            found.add((row & 0xFFFFFFFF, other & 0xFFFFFFFF))
    return found

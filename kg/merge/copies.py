"""Near-identical articles: the same wire copy under other headlines, trimmed, damaged or put in another order.

Of the four-word shingles of a text those are kept whose hash divides by 4 (a "mod sketch"). Two texts are copies when the
smaller sketch shares at least half of its hashes with the other and they appeared within a week. MinHash was tried on
paper and left: it measures likeness of the whole, and a copy trimmed to a third is unlike the whole though it is a copy.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping

from kg.merge.days import number

SHINGLE = 4
KEEP = 4
SHARED = 0.5
FEWEST = 5
DAYS = 7
NEIGHBOURS = 8

_WORD = re.compile(r"[^\W_]+")
_MARKS = str.maketrans("", "", "'’‘`´")


def sketch(text: str) -> frozenset[int]:
    """The kept shingle hashes of a text; case, marks and lost apostrophes make no difference.

    >>> sketch("We won’t know until we get to these talks") == sketch("we wont know, until we get to these talks")
    True
    """
    words = _WORD.findall(text.translate(_MARKS).lower())
    hashes = (
        zlib.crc32(" ".join(words[i : i + SHINGLE]).encode("utf-8", "surrogatepass"))
        for i in range(len(words) - SHINGLE + 1)
    )
    return frozenset(one for one in hashes if one % KEEP == 0)


def groups(sketches: Mapping[str, tuple[str, frozenset[int]]]) -> dict[str, str]:
    """The group of each article, named by its first member; `sketches` maps an IRI to (day of publication, sketch).

    Only neighbours in each hash's list are compared, so that ten thousand copies cost no more than ten thousand others.
    """
    order = sorted(sketches, key=lambda iri: (sketches[iri][0], iri))
    above: dict[str, str] = {iri: iri for iri in order}
    rank = {iri: place for place, iri in enumerate(order)}

    def root(iri: str) -> str:
        while above[iri] != iri:
            above[iri] = above[above[iri]]
            iri = above[iri]
        return iri

    lists: dict[int, list[str]] = defaultdict(list)
    for iri in order:
        for one in sketches[iri][1]:
            lists[one].append(iri)
    shared: Counter[tuple[str, str]] = Counter()
    for found in lists.values():
        for place, iri in enumerate(found):
            for other in found[place + 1 : place + 1 + NEIGHBOURS]:
                shared[iri, other] += 1
    for (iri, other), count in sorted(shared.items()):
        smaller = min(len(sketches[iri][1]), len(sketches[other][1]))
        near = abs(number(sketches[iri][0]) - number(sketches[other][0])) <= DAYS
        if near and count >= max(FEWEST, SHARED * smaller):
            first, second = sorted((root(iri), root(other)), key=rank.__getitem__)
            above[second] = first
    return {iri: root(iri) for iri in order}

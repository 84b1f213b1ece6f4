"""What may begin at a word: asked of the vocabularies once a word, not once an occurrence.

Most words of a text open nothing, neither a title nor an event noun nor a verb group: the cascade passes over them at the cost of one look.
A word that opens something does so by one of the tests here; who adds an opening to a reader of the cascade adds it here too.
"""

from __future__ import annotations

import functools
import re

from kg.chunks.words import BE, CALENDAR, DETERMINERS, DO, FUNCTION_WORDS, HAVE, MODALS, NEGATIONS, POSSESSIVES
from kg.lexicon import Lexicon

OCCASION, COMMISSION, ACTOR, VERB, KNOWN = (1 << bit for bit in range(5))
"""An event noun or a describer of one; a body of two sides; a noun group for an actor; a verb group; a word that is no part of an unknown name."""

MANNER = re.compile(r"(?:-sponsored|-brokered|-mediated|-hosted|-backed|-led|-level|-day|-hour|-week|-way|-party|-minute|ly)$")
ORDINAL = re.compile(r"\d+(st|nd|rd|th)")
_MOST = 50_000
"""So many words are remembered; then all are forgotten, so that a million articles take no more memory than some thousands."""


class Doors(dict[str, int]):
    """Word in lower case → what it may begin, as bits; filled as words are asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, low: str) -> int:
        if len(self) >= _MOST:
            self.clear()
        lexicon = self._lexicon
        either = low in DETERMINERS or low in POSSESSIVES or low in lexicon.number or low.isdigit()
        titled = low in lexicon.honorifics or low in lexicon.ranks or low in lexicon.heads or low in lexicon.modifiers
        auxiliary = low in MODALS or low in BE or low in HAVE or low in DO
        describes = low in lexicon.talks or low in lexicon.not_talks or low in lexicon.adjectives or MANNER.search(low) is not None
        bits = OCCASION if either or describes or ORDINAL.fullmatch(low) else 0
        bits |= COMMISSION if low in DETERMINERS or low == "joint" else 0
        bits |= ACTOR if either or titled else 0
        bits |= VERB if auxiliary or low in NEGATIONS or low in lexicon.verbs or low in ("to", "no") else 0
        bits |= KNOWN if titled or auxiliary or low in FUNCTION_WORDS or low in CALENDAR else 0
        self[low] = bits
        return bits


@functools.lru_cache(maxsize=4)
def doors(lexicon: Lexicon) -> Doors:
    """The doors of a lexicon, the same for all articles that are read with it."""
    return Doors(lexicon)

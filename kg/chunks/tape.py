"""One sentence as the chunker reads it: words in lower case, with the mentions and the dates laid over them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from kg.chunks.doors import KNOWN, doors
from kg.chunks.nodes import Context, Node, Ref
from kg.chunks.words import CALENDAR, LOCATIVE
from kg.dates import DateMention
from kg.gazetteer import ADJECTIVE, DEMONYM, Mention
from kg.text import Token

_FAR = 1_000


class Tape:
    """One sentence's tokens, with the mentions and dates laid over them. It never changes while chunks are read."""

    def __init__(
        self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention], context: Context, found_dates: Sequence[DateMention]
    ):
        self.text, self.tokens, self.context, self.lexicon = text, tokens, context, context.lexicon
        self.lows = [token.low.replace("’", "'") for token in tokens]
        opens = doors(context.lexicon)
        self.opens = [opens[low] for low in self.lows]
        """For each token what may begin there, as far as its word alone tells."""
        self.capitals = [token.text[0].isupper() and token.text[0].isalpha() for token in tokens]
        self.size = len(tokens)
        self.mention_at: dict[int, tuple[int, Mention]] = {}
        self._within_treaty: frozenset[int] = frozenset()
        starts = {token.start: number for number, token in enumerate(tokens)}
        ends = {token.end: number + 1 for number, token in enumerate(tokens)}
        self.date_at: dict[int, tuple[int, DateMention]] = {}
        for one in found_dates:
            first, last = starts.get(one.start), ends.get(one.end)
            if first is not None and last is not None:
                self.date_at[first] = (last, one)
        for mention in mentions:
            first, last = starts.get(mention.start), ends.get(mention.end)
            if first is not None and last is not None and not self._swallowed(first, last, mention):
                self.mention_at[first] = (last, mention)
                if mention.of("Treaty"):
                    for place in range(first, last):
                        self.date_at.pop(place, None)  # "the 1994 Agreed Framework": the year belongs to the name
        self.treaty_at: dict[int, tuple[int, str]] = {}
        """First token of a treaty named by the shape of its name → (end, IRI)."""

    @functools.cached_property
    def occasion_ahead(self) -> Sequence[int]:
        """For each token how many tokens further the next word stands that may name a meeting; a large number where there is none."""
        found, distance = [0] * self.size, self.size + _FAR
        for i in range(self.size - 1, -1, -1):
            distance = 0 if self.lows[i] in self.lexicon.talks else distance + 1
            found[i] = distance
        return found

    def lay(self, found: Mapping[int, tuple[int, str]]) -> None:
        """Lay treaties over the sentence (first token → end and IRI): their words are no names, places or dates of their own."""
        self.treaty_at = dict(found)
        self._within_treaty = frozenset(k for first, (last, _) in found.items() for k in range(first, last))
        for k in self._within_treaty:
            self.mention_at.pop(k, None)
            self.date_at.pop(k, None)

    @functools.cached_property
    def titled(self) -> bool:
        """Whether the sentence is written in capitals throughout, as some headlines are."""
        words = [token for token in self.tokens if token.text[0].isalpha() and len(token.text) > 3]
        return len(words) > 3 and sum(token.text[0].isupper() for token in words) >= 0.85 * len(words)

    def capital(self, i: int) -> bool:
        """Whether the token is written with a capital letter."""
        return i < self.size and self.capitals[i]

    def bare_name(self, i: int) -> bool:
        """A capitalised word that is no known word: likely a part of a name."""
        if i >= self.size or not self.capitals[i] or i in self.mention_at or i in self.date_at:
            return False
        if self.opens[i] & KNOWN:
            return self.lows[i] in CALENDAR and self.lows[i] in self.context.surnames  # after "Theresa May", "May" is she
        return i not in self._within_treaty

    def node(self, kind: str, first: int, last: int, low: str = "") -> Node:
        """A chunk of some tokens."""
        return Node(kind, first, last, self.tokens[first].start, self.tokens[last - 1].end, low=low)

    def ref(self, kind: str, i: int, end: int, determiner: str, countries: Sequence[str], body: str, number: int) -> Ref:
        """A reference to an actor, with the text of some tokens."""
        start, stop = self.tokens[i].start, self.tokens[end - 1].end
        return Ref(
            kind,
            self.text[start:stop],
            start,
            stop,
            countries=tuple(dict.fromkeys(countries)),
            body=body,
            number=number,
            determiner=determiner,
        )

    def _swallowed(self, first: int, last: int, mention: Mention) -> bool:
        """Whether a one-word name is but a part of a longer unknown name ("Paris Hilton", "Michael Jordan")."""
        if last - first > 1 or not mention.text[:1].isupper():
            return False
        senses = mention.senses
        if any(sense.flavour in (ADJECTIVE, DEMONYM) for sense in senses) or mention.text.isupper():
            return False
        kinds = {sense.type for sense in senses}
        if not kinds & {"Place", "State"}:
            return False
        before, after = first - 1, last
        if before >= 0 and self.bare_name(before) and self.lows[before] in self.context.given_names:
            return True
        if after < self.size and self.bare_name(after) and "State" not in kinds and self.lexicon.heads.at(self.lows, after) is None:
            return True
        if any(sense.risky for sense in senses) and not kinds & {"State", "Organization"}:
            return not (before >= 0 and self.lows[before] in LOCATIVE)
        return False

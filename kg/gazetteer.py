"""Vocabularies → mentions: the labels of the ontology, found in running text by one automaton (Aho and Corasick, 1975)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import ahocorasick_rs

from kg.model import Entity

NAME, ADJECTIVE, DEMONYM, METONYM = "name", "adjective", "demonym", "metonym"


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a label may stand for, and as what: its name, its adjective, its people or a seat of government."""

    entity: str
    type: str
    flavour: str = NAME
    risky: bool = False
    """The vocabulary says that the label is also an ordinary word or another name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A label found in a text, with all that it may stand for."""

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...]

    def of(self, *types: str) -> Sense | None:
        """The first sense of one of those types."""
        return next((sense for sense in self.senses if sense.type in types), None)


class Gazetteer:
    """All labels, ready to be searched for.

    >>> from kg.model import Entity
    >>> g = Gazetteer([Entity("x:RU", "State", "Russia", ("Russia",), adjectives=("Russian",))])
    >>> [(m.text, m.senses[0].flavour) for m in g.find("Russia and the Russian side")]
    [('Russia', 'name'), ('Russian', 'adjective')]
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        table: dict[str, dict[Sense, None]] = defaultdict(dict)
        for entity in entities:
            risky = set(entity.ambiguous)
            for flavour, labels in (
                (NAME, entity.labels),
                (ADJECTIVE, entity.adjectives),
                (DEMONYM, entity.demonyms),
                (METONYM, entity.metonyms),
            ):
                for label in labels:
                    sense = Sense(entity.id, entity.type, flavour, label in risky)
                    for form in spellings(label, topic=entity.type in ("Topic", "Treaty")):
                        table[form].setdefault(sense)
        self._labels = sorted(table)
        self._senses = [_ordered(table[label]) for label in self._labels]
        self._index = {label: number for number, label in enumerate(self._labels)}
        self._automaton = self._compile()

    def _compile(self) -> ahocorasick_rs.AhoCorasick | None:
        if not self._labels:
            return None
        return ahocorasick_rs.AhoCorasick(self._labels, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def __getstate__(self) -> tuple[list[str], list[tuple[Sense, ...]]]:
        return self._labels, self._senses

    def __setstate__(self, state: tuple[list[str], list[tuple[Sense, ...]]]) -> None:
        self._labels, self._senses = state
        self._index = {label: number for number, label in enumerate(self._labels)}
        self._automaton = self._compile()

    def __len__(self) -> int:
        return len(self._labels)

    def __contains__(self, label: str) -> bool:
        return label in self._index

    def senses(self, label: str) -> tuple[Sense, ...]:
        """What a label may stand for; empty when it is not known."""
        number = self._index.get(label)
        return () if number is None else self._senses[number]

    def find(self, text: str) -> list[Mention]:
        """The labels in a text: the leftmost and longest, whole words only, without overlap."""
        if self._automaton is None:
            return []
        found: list[Mention] = []
        self._scan(text, 0, len(text), found)
        return [part for mention in found for part in self._parted(mention)]

    def _parted(self, mention: Mention) -> tuple[Mention, ...]:
        """A topic that ends in an actor or a treaty ("sanctions on Russia", "principles of the UN Charter"): the topic, then the name.

        The words of the topic must not hide who is sanctioned or what is kept.
        """
        if any(sense.type != "Topic" for sense in mention.senses):
            return (mention,)
        for found in _OBJECT.finditer(mention.text):
            senses = tuple(
                one for one in self.senses(mention.text[found.end() :]) if one.type in ("State", "Organization", "Person", "Treaty")
            )
            if senses:
                cut = mention.start + found.end()
                return (
                    Mention(mention.start, mention.start + found.start(), mention.text[: found.start()], mention.senses),
                    Mention(cut, mention.end, mention.text[found.end() :], senses),
                )
        return (mention,)

    def _scan(self, text: str, low: int, high: int, found: list[Mention]) -> None:
        assert self._automaton is not None
        piece = text if low == 0 and high == len(text) else text[low:high]
        for number, start, end in self._automaton.find_matches_as_indexes(piece):
            start, end = start + low, end + low
            if (start and text[start - 1].isalnum() and text[start].isalnum()) or (
                end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
            ):
                # Not a whole word. A shorter label may begin here, others may begin inside.
                if shorter := self._shorter(text, start, end):
                    found.append(shorter)
                    start = shorter.end
                else:
                    start += 1
                if start < end and " " in text[start:end]:
                    self._scan(text, start, end, found)
                continue
            found.append(Mention(start, end, text[start:end], self._senses[number]))

    def _shorter(self, text: str, start: int, end: int) -> Mention | None:
        if start and text[start - 1].isalnum():
            return None
        cut = text.rfind(" ", start, end)
        while cut > start:
            if senses := self.senses(text[start:cut]):
                return Mention(start, cut, text[start:cut], senses)
            cut = text.rfind(" ", start, cut)
        return None


_OBJECT = re.compile(r" (?:for|of|to|against|on|with) (?:the )?(?=[A-Z])")
_ORDER = {"State": 0, "Person": 1, "Organization": 2, "Place": 3, "Treaty": 4, "Topic": 5}


def _ordered(senses: Iterable[Sense]) -> tuple[Sense, ...]:
    return tuple(sorted(senses, key=lambda s: (_ORDER.get(s.type, 9), s.flavour != NAME, s.entity)))


def spellings(label: str, *, topic: bool = False) -> list[str]:
    """The forms in which a label is looked for: as written, without accents, in capitals, acronyms with full stops.

    >>> spellings("NPT")
    ['NPT', 'N.P.T.']
    >>> spellings("arms control", topic=True)
    ['arms control', 'Arms control', 'Arms Control', 'ARMS CONTROL']
    """
    forms = [label]
    if topic and label[:1].islower():
        forms += [label[:1].upper() + label[1:], label.title()]
    plain = unicodedata.normalize("NFKD", label)
    plain = "".join(one for one in plain if not unicodedata.combining(one)).replace("ı", "i").replace("ł", "l")
    forms.append(plain)
    forms += [one.replace("'", "’") for one in forms if "'" in one] + [one.replace("’", "'") for one in forms if "’" in one]
    if len(label) > 3 and not label.isupper():
        forms += [one.upper() for one in list(forms) if len(one.upper()) == len(one)]
    if label.isupper() and label.isalpha() and 2 < len(label) <= 5:
        forms.append("".join(letter + "." for letter in label))
    return list(dict.fromkeys(forms))

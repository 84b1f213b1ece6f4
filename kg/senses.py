"""Mentions → the same with what each of them cannot mean taken away: case, the words beside it, and the article's other mentions decide.

The rules are general: none of them knows a name. `ontology/README.md` tells them to those who write vocabularies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.chunks.words import FUNCTION_WORDS
from kg.gazetteer import ADJECTIVE, NAME, Mention, Sense
from kg.knowledge import Knowledge
from kg.model import Entity

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_NEXT = re.compile(r"\s+([^\W\d_][\w-]*)")
_BEFORE = re.compile(r"([^\W\d_][\w-]*)\s+$")
_OWNED = re.compile(r"['’]s\s+(?=[A-Z])")
_GEOGRAPHY = frozenset(
    "bay beach canyon cape county creek delta falls gulf harbor harbour hill hills island islands lake land mountain mountains ocean "
    "peninsula plain plateau point ridge river sea springs strait street avenue valley".split()
)
"""A name before such a word names a piece of the earth, not a side: the Niger Delta, China Lake."""
_OF_A_PROVINCE = frozenset("governor senator senators legislature legislators voters lawmaker lawmakers primary runoff sheriff".split())
_MOST_WORDS = 6
_SHORT = 12
"""A sentence with fewer letters tells nothing about how it is capitalised."""


@dataclass(slots=True)
class Evidence:
    """What the rest of the article says about what its names may mean."""

    countries: Counter[str] = field(default_factory=Counter)
    """Country → how often it is meant beyond doubt."""
    provinces: Counter[str] = field(default_factory=Counter)
    """Country → how often one of its regions is named beyond doubt."""
    things: Counter[str] = field(default_factory=Counter)
    """Thing → how often it is named beyond doubt."""


def evidence(mentions: Sequence[Mention], knowledge: Knowledge, home: str = "") -> Evidence:
    """What the mentions of an article that can mean one thing only tell about the others; `home` is the state whose organ publishes it."""
    found = Evidence()
    if home in knowledge.entities:
        found.countries[knowledge.entities[home].country] += 1
    for mention in mentions:
        if any(sense.risky for sense in mention.senses) and not (mention.text.isupper() and mention.of("State")):
            continue
        entities = {sense.entity for sense in mention.senses}
        countries = {knowledge.entities[one].country for one in entities} - {""}
        if len(countries) == 1:
            found.countries.update(countries)
            if len(entities) == 1 and (only := knowledge.entities[next(iter(entities))]).kind == "region":
                found.provinces[only.country] += 1
        if len(entities) == 1:
            found.things.update(entities)
    return found


def decide(
    text: str, mentions: Sequence[Mention], knowledge: Knowledge, around: Evidence, span: tuple[int, int], day: str
) -> list[Mention]:
    """The mentions of one sentence (its half-open `span` in `text`) without the senses that they cannot have there.

    A mention without a sense is left out. `day` is the article's; of two people with one name it prefers who held a post then.
    """
    if not mentions:
        return []
    return _Sentence(text, knowledge, around, span, day).run(list(mentions))


def yielding(mentions: Sequence[Mention], surnames: frozenset[str], around: Evidence, knowledge: Knowledge) -> list[Mention]:
    """The mentions without those that are a family name in this article: after "Jim Jordan", "Jordan" is he, unless the state is named too."""

    def person(mention: Mention) -> bool:
        if mention.text.lower() not in surnames or not any(sense.risky for sense in mention.senses):
            return False
        states = {sense.entity for sense in mention.senses if sense.type == "State"}
        places = {sense.entity for sense in mention.senses if sense.type == "Place"}
        return bool(states | places) and not any(around.countries[knowledge.entities[one].country] for one in states)

    return [mention for mention in mentions if not person(mention)]


class _Sentence:
    """One sentence, whose mentions are looked at from left to right."""

    def __init__(self, text: str, knowledge: Knowledge, around: Evidence, span: tuple[int, int], day: str) -> None:
        self.text, self.knowledge, self.around, self.day = text, knowledge, around, day
        self.start, self.end = span
        piece = text[self.start : self.end]
        self.capitals = piece.isupper() and sum(one.isalpha() for one in piece) > _SHORT
        words = [word for word in _WORD.findall(piece) if len(word) > 3]
        self.titled = self.capitals or (len(words) > 3 and sum(word[0].isupper() for word in words) > 0.75 * len(words))

    def run(self, mentions: list[Mention]) -> list[Mention]:
        """The decided mentions."""
        mentions = self._composed(mentions)
        kept: list[Mention] = []
        for number, mention in enumerate(mentions):
            after = mentions[number + 1] if number + 1 < len(mentions) else None
            decided = self._decided(mention, kept[-1] if kept else None, after)
            if decided is not None:
                kept.append(decided)
        return kept

    # -- "Peru's Congress", "the Congress of Peru" ------------------------------------------------------------------

    def _composed(self, mentions: list[Mention]) -> list[Mention]:
        """The mentions with the bodies that are named by their state: "Peru's Congress" is what the vocabularies call "Peruvian Congress"."""
        made: list[Mention] = []
        for mention in mentions:
            if made and mention.start < made[-1].end:
                continue
            state = self._only_state(mention)
            found = (self._owned(mention, state) or self._of(mention, state)) if state else None
            if found is not None:
                while made and made[-1].end > found.start:
                    made.pop()
            made.append(found or mention)
        return made

    def _only_state(self, mention: Mention) -> Entity | None:
        state = mention.of("State")
        return self.knowledge.entities[state.entity] if state is not None and state.flavour == NAME else None

    def _owned(self, mention: Mention, state: Entity) -> Mention | None:
        if not (gap := _OWNED.match(self.text, mention.end, self.end)):
            return None
        ends: list[int] = []
        place = gap.end()
        while len(ends) < _MOST_WORDS and (word := _WORD.match(self.text, place, self.end)):
            ends.append(word.end() - (2 if word[0].endswith(("'s", "’s")) else 0))
            if ends[-1] != word.end() or not (space := re.compile(r"[ \n]").match(self.text, word.end(), self.end)):
                break
            place = space.end()
        for end in reversed(ends):
            if sense := self._body(state, self.text[gap.end() : end].rstrip(".")):
                end = gap.end() + len(self.text[gap.end() : end].rstrip("."))
                return Mention(mention.start, end, self.text[mention.start : end], (sense,))
        return None

    def _of(self, mention: Mention, state: Entity) -> Mention | None:
        before = self.text[max(self.start, mention.start - 80) : mention.start]
        if not (gap := re.search(r"\s+of\s+(?:the\s+)?$", before)):
            return None
        words = [*re.finditer(r"[A-Z][\w-]*", before[: gap.start()])][-_MOST_WORDS:]
        for word in words:
            name = before[word.start() : gap.start()]
            if "," not in name and (sense := self._body(state, name)):
                start = mention.start - len(before) + word.start()
                return Mention(start, mention.end, self.text[start : mention.end], (sense,))
        return None

    def _body(self, state: Entity, words: str) -> Sense | None:
        """The body of a state that its adjective and some words name together."""
        for adjective in state.adjectives:
            for sense in self.knowledge.gazetteer.senses(f"{adjective} {' '.join(words.split())}"):
                if sense.type == "Organization" and self.knowledge.entities[sense.entity].country == state.country:
                    return sense
        return None

    # -- one mention ------------------------------------------------------------------------------------------------

    def _decided(self, mention: Mention, before: Mention | None, after: Mention | None) -> Mention | None:
        senses = mention.senses
        if len(senses) == 1 and not senses[0].risky and senses[0].type not in ("State", "Place"):
            return mention
        if self._is_a_word(mention) or self._is_geography(mention) or self._is_a_given_name(mention):
            return None
        chosen = self._beside(mention, before, after)
        if chosen is None:
            chosen = self._by_article(mention)
        if not chosen:
            return None
        return mention if chosen == senses else replace(mention, senses=chosen)

    def _is_a_word(self, mention: Mention) -> bool:
        """In a line of capitals, "MAY" and "START" are words; an acronym that is no other word stays."""
        if not self.capitals or not mention.text.isupper() or " " in mention.text or mention.of("State"):
            return False
        low = mention.text.lower()
        return low in FUNCTION_WORDS or low in self.knowledge.lexicon.verbs or all(sense.risky for sense in mention.senses)

    def _is_geography(self, mention: Mention) -> bool:
        if not any(sense.flavour == NAME and sense.type in ("State", "Place") for sense in mention.senses):
            return False
        word = _NEXT.match(self.text, mention.end, self.end)
        if word is None or word[1].lower() not in _GEOGRAPHY:
            return False
        return word[1][0].isupper() or any(sense.risky for sense in mention.senses)

    def _is_a_given_name(self, mention: Mention) -> bool:
        """Whether a state's name that people bear too begins a longer name that nobody knows ("Chad Smith")."""
        if self.titled or not any(sense.risky for sense in mention.senses) or mention.of("State") is None:
            return False
        word = _NEXT.match(self.text, mention.end, self.end)
        if word is None or not word[1][0].isupper() or word[1].isupper():
            return False
        low, lexicon = word[1].lower(), self.knowledge.lexicon
        known = (
            low in lexicon.heads or low in lexicon.modifiers or low in lexicon.ranks or low in lexicon.honorifics or low in lexicon.bodies
        )
        return not known and low not in FUNCTION_WORDS and low not in lexicon.verbs and not self._named_at(word.start(1))

    def _named_at(self, place: int) -> bool:
        """Whether the vocabularies know the word or words that begin at a place."""
        found = self.knowledge.gazetteer.find(self.text[place : min(self.end, place + 60)])
        return bool(found) and found[0].start == 0

    def _beside(self, mention: Mention, before: Mention | None, after: Mention | None) -> tuple[Sense, ...] | None:
        """What the neighbour across a comma decides: "Lebanon, Pennsylvania"; "Atlanta, Georgia". None where there is no such neighbour."""
        entities = self.knowledge.entities
        if after is not None and self.text[mention.end : after.start] == ", " and (mention.of("Place") or mention.of("State")):
            for region in [one for one in after.senses if one.type == "Place" and entities[one.entity].kind == "region"]:
                country = entities[region.entity].country
                mine = [one for one in mention.senses if one.type == "Place" and one.entity != region.entity]
                here = [one for one in mine if country and entities[one.entity].country == country]
                if here:
                    return _sure(self._largest(here))
                closed = self.text[after.end : after.end + 1] in (",", ".", "") or after.end >= self.end
                if country and closed and not self._same_kind(mention, region):
                    return ()  # a town that nobody knows, in that region
            state = after.of("State")
            if state is not None and state.flavour == NAME:
                here = [
                    one for one in mention.senses if one.type == "Place" and entities[one.entity].country == entities[state.entity].country
                ]
                if here and len({one.entity for one in mention.senses}) > 1 and not self._same_state(mention, state):
                    return _sure(self._largest(here))
        if before is not None and self.text[before.end : mention.start] == ", " and (city := before.of("Place")) is not None:
            country = entities[city.entity].country
            here = [one for one in mention.senses if country and one.type in ("State", "Place") and entities[one.entity].country == country]
            if here and len({entities[one.entity].country for one in mention.senses}) > 1:
                return _sure(here)
        return None

    def _same_kind(self, mention: Mention, region: Sense) -> bool:
        """Whether both are regions of one country, as in a list of provinces."""
        entities = self.knowledge.entities
        places = [entities[one.entity] for one in mention.senses if one.type == "Place"]
        return any(one.kind == "region" and one.country == entities[region.entity].country for one in places) or (
            bool(places) and mention.of("State") is None and all(one.kind == "region" or not one.country for one in places)
        )

    def _same_state(self, mention: Mention, state: Sense) -> bool:
        return any(one.type == "State" and one.entity == state.entity and one.flavour == NAME for one in mention.senses)

    def _by_article(self, mention: Mention) -> tuple[Sense, ...]:
        senses = self._homonyms(mention, mention.senses)
        senses = self._organizations(mention, senses)
        people = [one for one in senses if one.type == "Person"]
        if len(people) > 1:
            serving = [one for one in people if self._serves(one.entity)]
            chosen = serving[0] if serving else max(people, key=lambda one: (self._latest(one.entity), one.entity))
            senses = tuple(one for one in senses if one.type != "Person" or one is chosen)
        places = [one for one in senses if one.type == "Place"]
        if len({one.entity for one in places}) > 1:
            chosen_places = set(self._largest(places))
            senses = tuple(one for one in senses if one.type != "Place" or one in chosen_places)
        return self._vague(mention, senses)

    def _homonyms(self, mention: Mention, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
        """A state and a province of another country with one name: the state, unless the article speaks of that country's provinces."""
        entities = self.knowledge.entities
        state = next((one for one in senses if one.type == "State" and one.flavour == NAME), None)
        if state is None:
            return senses
        own = entities[state.entity].country
        foreign = [one for one in senses if one.type == "Place" and entities[one.entity].country not in ("", own)]
        if not foreign:
            return senses
        word = _NEXT.match(self.text, mention.end, self.end)
        provincial = word is not None and word[1].lower() in _OF_A_PROVINCE
        named = any(self.around.provinces[entities[one.entity].country] for one in foreign)
        if (provincial or named) and not self.around.countries[own]:
            return _sure(foreign)
        return tuple(one for one in senses if one not in foreign)

    def _organizations(self, mention: Mention, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
        """Of several bodies with one name, that of the country which the article names; a risky name of a state's body needs its country."""
        entities = self.knowledge.entities
        bodies = [one for one in senses if one.type == "Organization" and one.flavour == NAME]
        if not bodies:
            return senses
        if self._of_another(mention):
            return tuple(one for one in senses if one not in bodies or entities[one.entity].country)
        dropped = {one for one in bodies if one.risky and entities[one.entity].country and not self._free(mention, entities[one.entity])}
        rest = [one for one in bodies if one not in dropped]
        if len(rest) > 1:
            best = max(rest, key=lambda one: (self.around.countries[entities[one.entity].country], not one.risky, one is rest[0]))
            dropped.update(one for one in rest if one is not best)
        return tuple(one for one in senses if one not in dropped)

    def _of_another(self, mention: Mention) -> bool:
        """Whether a common name ("Security Council") follows a state's adjective: then it is that state's own."""
        if not self.knowledge.lexicon.bodies.at(mention.text.lower().split(), 0):
            return False
        before = _BEFORE.search(self.text, max(self.start, mention.start - 40), mention.start)
        return before is not None and any(
            one.type == "State" and one.flavour == ADJECTIVE for one in self.knowledge.gazetteer.senses(before[1])
        )

    def _free(self, mention: Mention, body: Entity) -> bool:
        """Whether nothing beside a name that many states' bodies bear says that it is another's."""
        if mention.text.split()[0].isupper():
            return True
        before = _BEFORE.search(self.text, max(self.start, mention.start - 40), mention.start)
        if before is not None and before[1][0].isupper() and before.start(1) > self.start and before[1].lower() not in FUNCTION_WORDS:
            own = body.country and any(before[1] in (sense_text, sense_text.split()[-1]) for sense_text in self._names(body.country))
            if not own and not self.titled:
                return False
        if re.match(r"\s+of\s+(?:the\s+)?[A-Z]", self.text[mention.end : min(self.end, mention.end + 12)]):
            return False
        return bool(self.around.countries[body.country]) or " " in mention.text

    def _names(self, country: str) -> tuple[str, ...]:
        state = self.knowledge.entities.get(self.knowledge.states_by_code.get(country, ""))
        return (*state.labels, *state.adjectives) if state is not None else ()

    def _vague(self, mention: Mention, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
        """ "The 1987 treaty" needs the treaty, what it is about or one of its sides elsewhere in the article."""
        if not (mention.text[:1].isdigit() or mention.text[:1].islower()):
            return senses
        return tuple(one for one in senses if one.type != "Treaty" or not one.risky or self._told(one.entity))

    def _told(self, treaty: str) -> bool:
        around, entity = self.around.things, self.knowledge.entities[treaty]
        return bool(around[treaty]) or any(around[topic] for topic in entity.broader)

    def _largest(self, places: Sequence[Sense]) -> tuple[Sense, ...]:
        """The place that is likeliest meant: a country that the article names, then a capital, then the number of people."""
        entities, capitals = self.knowledge.entities, self.knowledge.capitals

        def weight(one: Sense) -> tuple[bool, bool, bool, int]:
            entity = entities[one.entity]
            return one.entity in capitals, bool(self.around.countries[entity.country]), not one.risky, entity.population

        best = max(places, key=weight)
        return tuple(one for one in places if one.entity == best.entity)

    def _serves(self, person: str) -> bool:
        return any(tenure.covers(self.day) for tenure in self.knowledge.held_by.get(person, ()))

    def _latest(self, person: str) -> str:
        return max((tenure.since for tenure in self.knowledge.held_by.get(person, ()) if tenure.since[:10] <= self.day), default="")


def _sure(senses: Sequence[Sense]) -> tuple[Sense, ...]:
    """Senses that the words beside them have settled."""
    return tuple(replace(one, risky=False) for one in senses)

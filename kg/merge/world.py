"""What the vocabularies and the articles together know of things: whose side they are on, where places lie."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from kg import vocab
from kg.model import Argument, Entity, Tenure
from kg.rdf.background import states
from kg.vocabulary import Vocabulary


class World:
    """The things that facts speak of. Labels of things no vocabulary knows are learnt from the facts that name them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._known = {one.id: one for one in vocabulary.entities}
        self._posts = {one.id: one for one in vocabulary.posts}
        self._states = states(vocabulary)
        self._met: dict[str, Entity] = {}
        self._named: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
        self._chains: dict[str, tuple[str, ...]] = {}

    def learn(self, entities: Iterable[Entity]) -> None:
        """Take in what an article tells of people and sources that no vocabulary knows; the fuller entry stays."""
        for one in entities:
            if one.id not in self._known and (one.id not in self._met or _fullness(one) > _fullness(self._met[one.id])):
                self._met[one.id] = one

    def name(self, one: Argument) -> None:
        """Take in that a fact names a thing so."""
        if one.id not in self._known:
            self._named[one.id][one.label, one.type, one.country] += 1

    @cached_property
    def concepts(self) -> dict[str, tuple[str, str]]:
        """Label and PLOVER class of each concept, by its local name."""
        return {name: (label, plover) for name, label, plover in self.vocabulary.concepts}

    def entity(self, id: str) -> Entity | None:
        """What is known of a thing, if anything is."""
        if found := self._known.get(id) or self._met.get(id):
            return found
        if id in self._posts or id not in self._named:
            return None
        label, type, country = min(self._named[id].items(), key=lambda item: (-item[1], item[0]))[0]
        return Entity(id, type, label, (label,), country=country)

    def unknown(self) -> tuple[Entity, ...]:
        """The things that only articles know, posts left out, sorted by IRI."""
        ids = sorted({*self._met, *self._named} - self._posts.keys())
        return tuple(one for id in ids if (one := self.entity(id)))

    def label(self, id: str) -> str:
        """The name to show."""
        if id in self._posts:
            return self._posts[id].label
        found = self.entity(id)
        return found.label if found else vocab.local(id).replace("-", " ")

    def state(self, code: str) -> str:
        """The state, or the union that acts as one, of a country code."""
        return self._states.get(code) or vocab.iri("state", code)

    @cached_property
    def _served(self) -> dict[str, list[tuple[Tenure, str]]]:
        served: dict[str, list[tuple[Tenure, str]]] = defaultdict(list)
        for tenure in self.vocabulary.tenures:
            if tenure.post in self._posts:
                served[tenure.holder].append((tenure, self._posts[tenure.post].owner))
        return served

    def side(self, one: Argument, day: str = "") -> str:
        """The side that a participant stands for on that day: a state, an organisation without one, or itself."""
        if one.behalf:
            return one.behalf
        if one.type == "State":
            return one.id
        known = self.entity(one.id)
        if code := one.country or (known.country if known else ""):
            return self.state(code)
        owners = sorted({owner for tenure, owner in self._served.get(one.id, ()) if not day or tenure.covers(day)})
        return owners[0] if owners else one.id

    def within(self, place: str) -> tuple[str, ...]:
        """A place and all it lies in, the state last.

        >>> World(Vocabulary()).within("https://w3id.org/communique/id/place/x")
        ('https://w3id.org/communique/id/place/x',)
        """
        if place not in self._chains:
            chain = [place]
            code = ""
            here = self.entity(place)
            while here:
                code = code or here.country
                if not here.within or here.within in chain:
                    break
                chain.append(here.within)
                here = self.entity(here.within)
            if code and (state := self.state(code)) not in chain:
                chain.append(state)
            self._chains[place] = tuple(chain)
        return self._chains[place]


def _fullness(one: Entity) -> tuple[int, str, str]:
    filled = sum(bool(value) for value in (one.country, one.gender, one.family_name, one.kind, *one.labels))
    return filled, one.label, one.country

"""References → arguments: who "they", "the two ministers", "his counterpart" or "Moscow" is, in this article, on its day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg import vocab
from kg.chunks import Node, Ref
from kg.knowledge import Knowledge, normal_office
from kg.model import Argument, Article, Entity
from kg.resolve.discourse import Discourse
from kg.resolve.home import home_state
from kg.resolve.people import People, Person
from kg.resolve.posts import Posts


class Scope:
    """The people of one article, learnt from all its sentences before any of them is resolved."""

    def __init__(self, article: Article, knowledge: Knowledge) -> None:
        self.article, self.knowledge = article, knowledge
        self.people = People(article.published, knowledge)
        self.discourse = Discourse(article, self.people)
        self.home = home_state(article.url, knowledge)
        self.posts = Posts(self.people, self.discourse, self.home)

    def learn(self, refs: Iterable[Ref]) -> None:
        """Take in the people named with their full names or with posts, in the order of the text."""
        self.people.learn(refs)

    def seen(self, nodes: Sequence[Node]) -> None:
        """Note who is mentioned in a sentence, for the pronouns after it."""
        self.discourse.seen(nodes)

    @property
    def surnames(self) -> frozenset[str]:
        """The family names that stand for somebody in this article, in lower case."""
        return self.people.surnames

    def entities(self) -> tuple[Entity, ...]:
        """The people whom no vocabulary knows, as entities."""
        return self.people.entities()

    def resolve(self, ref: Ref, *, near: Sequence[Argument] = (), before: int = -1) -> list[Argument]:
        """The arguments that a reference stands for; empty when nobody can be named.

        `near` are the participants already known of the same event; `before` is where the reference stands.
        """
        place = ref.start if before < 0 else before
        if ref.kind == "person" and ref.name:
            return [self.people.named(ref)]
        if ref.kind == "state" or ref.kind == "org":
            return self._body(ref)
        if ref.kind == "pronoun":
            return self._pronoun(ref, place, near)
        if ref.kind == "group":
            return self._group(ref, place, near)
        codes = [self.people.code(state) for state in ref.countries]
        if ref.possessor is not None and not codes:
            codes = [one.country for one in self.resolve(ref.possessor, before=place) if one.country]
        return self.posts.resolve(ref, codes, near, place)

    def _body(self, ref: Ref) -> list[Argument]:
        if ref.entity in self.knowledge.entities:
            return [self.people.entity_argument(ref.entity, ref)]
        if ref.countries:
            states = [self.people.entity_argument(state, ref) for state in ref.countries if state in self.knowledge.entities]
            if len(states) == 1 and "ministry" in ref.name:
                state = states[0]
                label = f"{self._adjective(state.id)} {ref.name.replace('defense', 'defence')}"
                return [
                    Argument(
                        vocab.iri("org", f"{state.country.lower()}-{vocab.slug(ref.name)}"),
                        label,
                        "Organization",
                        state.country,
                        ref.text,
                        ref.start,
                        ref.end,
                    )
                ]
            return states
        if ref.body in self.knowledge.entities:
            return [self.people.entity_argument(ref.body, ref)]
        return []

    def _adjective(self, state: str) -> str:
        entity = self.knowledge.entities[state]
        return entity.adjectives[0] if entity.adjectives else entity.label

    def _pronoun(self, ref: Ref, place: int, near: Sequence[Argument]) -> list[Argument]:
        if ref.name in ("i", "we", "us"):
            voice = next((refs for start, refs in reversed(self.discourse.voices) if start <= place), ())
            return [one for other in voice for one in self.resolve(other)]
        if ref.name in ("they", "them"):
            return self._together(place, ref)
        if ref.name in ("he", "she", "him", "her", "who"):
            wanted = "female" if ref.name in ("she", "her") else "male"
            for person in self.discourse.earlier(place):
                gender = self.knowledge.entities[person.id].gender if person.id in self.knowledge.entities else ""
                if gender and gender != wanted:
                    continue
                if any(one.id == person.id for one in near):
                    continue
                return [self.people.argument(person, ref)]
        return []

    def _together(self, place: int, ref: Ref) -> list[Argument]:
        """The people or states named together last before a place; else the two of different countries whom the article names most."""
        refs = next((refs for start, refs in reversed(self.discourse.groups) if start < place), ())
        found = list({one.id: one for other in refs for one in self.resolve(other)}.values())
        if len(found) > 1:
            return found
        countries: dict[str, Person] = {}
        for person in sorted(self.people.people.values(), key=lambda one: (-one.count, one.first)):
            if person.country and (person.count > 1 or len(self.people.people) == 2):
                countries.setdefault(person.country, person)
        pair = sorted(list(countries.values())[:2], key=lambda one: one.first)
        return [self.people.argument(one, ref) for one in pair] if len(pair) == 2 else []

    def _group(self, ref: Ref, place: int, near: Sequence[Argument]) -> list[Argument]:
        office = normal_office(ref.office)
        if ref.countries:
            found = []
            for state in ref.countries:
                if state in self.knowledge.entities:
                    person = next(
                        (
                            one
                            for one in self.people.people.values()
                            if one.country == self.people.code(state) and any(row[0] == office for row in self.people.offices(one))
                        ),
                        None,
                    )
                    found.append(
                        self.people.argument(person, ref)
                        if person is not None and ref.determiner in ("the", "both", "") and len(ref.countries) > 1
                        else self.people.entity_argument(state, ref, ref.office)
                    )
            return found
        if ref.body in self.knowledge.entities:
            return [self.people.entity_argument(ref.body, ref, ref.office)]
        if ref.office.endswith("counterpart"):
            return []
        if ref.office == "delegation":
            own = self.people.code(self.home)
            leader = min(
                (one for one in self.people.people.values() if not own or one.country == own), key=lambda one: one.first, default=None
            )
            return [self.people.argument(leader, ref)] if leader is not None else []
        people = self.discourse.earlier(place) or list(self.people.people.values())
        if ref.number == 2 or (ref.determiner in ("the", "both", "these") and ref.number in (0, 2)):
            if office in (
                "president",
                "foreign minister",
                "minister",
                "prime minister",
                "defence minister",
                "leader",
                "head of state",
                "diplomat",
                "official",
            ):
                wanted = [
                    one
                    for one in self.people.people.values()
                    if office in ("leader", "diplomat", "official", "head of state")
                    or any(office in row[0] for row in self.people.offices(one))
                ]
                recent = [one for one in people if one in wanted]
                countries: dict[str, Person] = {}
                for one in recent:
                    countries.setdefault(one.country, one)
                pair = list(countries.values())[:2]
                if len(pair) == 2:
                    return [self.people.argument(one, ref) for one in sorted(pair, key=lambda one: one.first)]
        if ref.determiner in ("the", "both", "these") and office in (
            "leader",
            "president",
            "side",
            "party",
            "country",
            "minister",
            "foreign minister",
            "head of state",
            "counterpart",
            "interlocutor",
            "prime minister",
        ):
            return self._together(place, ref)
        return []

"""References → arguments: who "they", "the two ministers", "his counterpart" or "Moscow" is, in this article, on its day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg import vocab
from kg.chunks import Node, Ref
from kg.knowledge import Knowledge
from kg.model import Argument, Article, Entity
from kg.resolve.discourse import Discourse
from kg.resolve.groups import Groups
from kg.resolve.home import home_state
from kg.resolve.people import People
from kg.resolve.posts import Posts


class Scope:
    """The people of one article, learnt from all its sentences before any of them is resolved."""

    def __init__(self, article: Article, knowledge: Knowledge) -> None:
        self.article, self.knowledge = article, knowledge
        self.people = People(article.published, knowledge)
        self.discourse = Discourse(article, self.people)
        self.home = home_state(article.url, knowledge)
        self.groups = Groups(self.people, self.discourse, self.resolve)
        self.posts = Posts(self.people, self.discourse, self.home)

    def learn(self, refs: Iterable[Ref]) -> None:
        """Take in the people named with their full names or with posts, in the order of the text."""
        self.people.learn(refs)

    def seen(self, nodes: Sequence[Node]) -> None:
        """Note who is mentioned in a sentence, for the pronouns after it."""
        self.discourse.seen(nodes, self.resolve)

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
            return self.groups.group(ref, place, self.people.code(self.home))
        codes = [self.people.code(state) for state in ref.countries]
        if ref.possessor is not None and not codes:
            codes = [one.country for one in self.resolve(ref.possessor, before=place) if one.country]
        return self.posts.resolve(ref, codes, near, place)

    def _body(self, ref: Ref) -> list[Argument]:
        if ref.entity in self.knowledge.entities:
            return [self.people.entity_argument(ref.entity, ref)]
        if ref.countries:
            states = [self.people.entity_argument(state, ref) for state in ref.countries if state in self.knowledge.entities]
            if len(states) == 1 and ("ministry" in ref.name or ref.name in self.knowledge.lexicon.folk):
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
            found = self.groups.ahead(place) if ref.name == "they" else []
            found = found or self.groups.together(ref, place)
            if ref.name == "them" and len(found) > 2:
                found = [one for one in found if not any(other.id == one.id for other in near)]  # "X saw each of them": not himself
            return found
        if ref.name in ("he", "she", "him", "her", "who"):
            wanted = "female" if ref.name in ("she", "her") else "male"
            for person in self.discourse.antecedents(place):
                gender = self.knowledge.entities[person.id].gender if person.id in self.knowledge.entities else ""
                if gender and gender != wanted:
                    continue
                if any(one.id == person.id for one in near) or self.discourse.named_later(person.id, place):
                    continue
                if self.discourse.fronted(person.id, place):
                    continue
                return [self.people.argument(person, ref)]
        return []

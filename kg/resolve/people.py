"""The people of one article, learnt from all its sentences before any of them is resolved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import vocab
from kg.chunks import Ref
from kg.knowledge import COUNTERPARTS, Knowledge, normal_office
from kg.model import Argument, Entity


@dataclass(slots=True)
class Person:
    """Someone whom the article names: all that it says of them."""

    id: str
    name: str
    country: str = ""
    offices: list[tuple[str, str, str]] = field(default_factory=list)
    """(office in its normal form, state or organisation, as printed)"""
    known: bool = False
    first: int = 0
    count: int = 0
    mention: Ref | None = None
    printed: str = ""
    """The longest form of the name in the article."""

    @property
    def label(self) -> str:
        """The name with the family name as the article spells it ("Zelenskyy"); else the vocabulary's."""
        printed, family = name_family(self.printed), name_family(self.name)
        if not self.printed or vocab.slug(printed) == vocab.slug(family) or not self.name.endswith(family):
            return self.name
        if self.printed.split()[0] == self.name.split()[0]:
            return self.printed
        if vocab.slug(printed)[:3] != vocab.slug(family)[:3]:
            return self.name
        return self.name.removesuffix(family) + printed


class People:
    """The people whom an article names, with their countries and posts."""

    def __init__(self, published: str, knowledge: Knowledge) -> None:
        self.published, self.knowledge = published, knowledge
        self.people: dict[str, Person] = {}
        self.by_surname: dict[str, list[str]] = defaultdict(list)

    def learn(self, refs: Iterable[Ref]) -> None:
        """Take in the people named with their full names or with posts, in the order of the text."""
        ordered = sorted(refs, key=lambda ref: (len(ref.name.split()) < 2 and not ref.entity, ref.start))
        for ref in ordered:
            if ref.kind == "person" and ref.name:
                self._learn(ref)

    def _learn(self, ref: Ref) -> Person | None:
        person = self.find(ref) or self._new(ref)
        if person is None:
            return None
        person.count += 1
        if len(ref.name) > len(person.printed):
            person.printed = clean_name(ref.name)
        if not ref.countries and ref.body in self.knowledge.entities and not person.country:
            person.country = self.knowledge.entities[ref.body].country
        if ref.office or ref.countries:
            states = [self.code(state) for state in ref.countries]
            if not person.country and states:
                person.country = states[0]
            owner = ref.countries[0] if ref.countries else ref.body
            if ref.office and not ref.office.endswith(COUNTERPARTS):
                row = (normal_office(ref.office), owner, ref.office)
                if row not in person.offices:
                    person.offices.append(row)
                if not person.mention or not person.mention.office:
                    person.mention = ref
        return person

    def _new(self, ref: Ref) -> Person | None:
        name = clean_name(ref.name)
        if len(name.split()) < 2 and not (ref.office or ref.entity):
            return None
        entity = ref.entity or self._vocabulary_person(ref, name)
        if entity:
            known = self.knowledge.entities[entity]
            person = Person(entity, known.label, known.country, known=True, first=ref.start)
            family = known.family_name or name_family(known.label)
        else:
            code = self.code(ref.countries[0]) if ref.countries else ""
            if not code and ref.body in self.knowledge.entities:
                code = self.knowledge.entities[ref.body].country
            person = Person(vocab.iri("person", vocab.slug(name)), name, code, first=ref.start)
            family = name_family(name)
        existing = self.people.get(person.id)
        if existing:
            return existing
        self.people[person.id] = person
        keys = {family.lower(), name_family(name).lower()}
        if not entity and len(name.split()) == 2:
            keys.add(name.split()[-1].lower())
        for key in keys:
            if person.id not in self.by_surname[key]:
                self.by_surname[key].append(person.id)
        return person

    def find(self, ref: Ref) -> Person | None:
        """The person of the article whom a name means; None when nobody is known by it."""
        if ref.entity:
            return self.people.get(ref.entity)
        name = clean_name(ref.name)
        for person in self.people.values():
            if person.name == name or (not person.known and person.id == vocab.iri("person", vocab.slug(name))):
                return person
        words = name.split()
        rows = [self.people[one] for one in self.by_surname.get(name.lower(), self.by_surname.get(words[-1].lower(), ()))]
        if len(words) > 1:
            rows = [
                one
                for one in rows
                if one.name.split()[0][0] == words[0][0]
                and (len(words[0].strip(".")) <= 2 or one.name.split()[0][:3].lower() == words[0][:3].lower())
            ]
        elif ref.countries and len(rows) > 1:
            rows = [one for one in rows if one.country in {self.code(state) for state in ref.countries}] or rows
        return rows[0] if rows else None

    def _vocabulary_person(self, ref: Ref, name: str) -> str:
        """A person of the vocabularies known by surname, first name or post on the article's day."""
        ids = self.knowledge.surnames.get(name.lower()) or self.knowledge.surnames.get(name.split()[-1].lower(), ())
        words = name.split()
        codes = {self.code(state) for state in ref.countries}
        rows = []
        for one in ids:
            entity = self.knowledge.entities[one]
            if len(words) > 1 and vocab.slug(entity.label.split()[0])[:3] != vocab.slug(words[0])[:3]:
                continue
            if codes and entity.country and entity.country not in codes:
                continue
            if len(words) == 1 and not self._in_office(one) and not (ref.office and self._once(one, normal_office(ref.office))):
                continue
            rows.append(one)
        if len(rows) > 1:
            serving = [one for one in rows if self._in_office(one)]
            rows = serving or rows
        if len(rows) > 1 and ref.office:
            office = normal_office(ref.office)
            rows = [
                one
                for one in rows
                if any(
                    normal_office(self.knowledge.posts[t.post].office) == office
                    for t in self.knowledge.held_by.get(one, ())
                    if t.post in self.knowledge.posts
                )
            ] or rows
        return rows[0] if len(rows) == 1 else ""

    def _in_office(self, person: str) -> bool:
        day = self.published
        return any(tenure.covers(day) for tenure in self.knowledge.held_by.get(person, ()))

    def _once(self, person: str, office: str) -> bool:
        """Whether somebody held an office before the article's day: "Presidents Doe and Roe" of a treaty signed long ago."""
        return any(
            tenure.since and tenure.since <= self.published and normal_office(self.knowledge.posts[tenure.post].office) == office
            for tenure in self.knowledge.held_by.get(person, ())
            if tenure.post in self.knowledge.posts
        )

    def code(self, state: str) -> str:
        """The country code of a state or body; empty when there is none."""
        entity = self.knowledge.entities.get(state)
        return entity.country if entity else ""

    @property
    def surnames(self) -> frozenset[str]:
        """The family names that stand for somebody in this article, in lower case."""
        return frozenset(name for name, rows in self.by_surname.items() if rows)

    def named(self, ref: Ref) -> Argument:
        """The argument for somebody named."""
        person = self.find(ref) or self._new(ref)
        if person is None:
            name = clean_name(ref.name)
            known = self._vocabulary_person(ref, name)
            if known:
                entity = self.knowledge.entities[known]
                return self.argument(Person(known, entity.label, entity.country, known=True), ref)
            return self.argument(
                Person(vocab.iri("person", vocab.slug(name)), name, self.code(ref.countries[0]) if ref.countries else ""), ref
            )
        return self.argument(person, ref)

    def argument(self, person: Person, ref: Ref) -> Argument:
        """The argument for a person, with the words that name him there."""
        office = ref.office or (person.offices[0][2] if person.offices else "")
        return Argument(
            person.id,
            person.label,
            "Person",
            person.country,
            ref.text,
            ref.start,
            ref.end,
            office=office,
            behalf=self.knowledge.states_by_code.get(person.country, ""),
        )

    def entity_argument(self, iri: str, ref: Ref, office: str = "") -> Argument:
        """The argument for a state or a body."""
        entity = self.knowledge.entities[iri]
        return Argument(iri, entity.label, entity.type, entity.country, ref.text, ref.start, ref.end, office=office)

    def offices(self, person: Person) -> list[tuple[str, str, str]]:
        """The offices of somebody as rows of `Person.offices`: those that the article gives, those that the vocabularies know on its day."""
        rows = list(person.offices)
        for tenure in self.knowledge.held_by.get(person.id, ()):
            post = self.knowledge.posts.get(tenure.post)
            if post and tenure.covers(self.published):
                rows.append((normal_office(post.office), post.owner, post.office))
        return rows

    def holder(self, owner: str, office: str) -> str:
        """Who held an office on the article's day, by the vocabularies; empty when that is not one person."""
        for post in self.knowledge.posts_by_office.get((owner, office), ()):
            rows = {tenure.holder for tenure in self.knowledge.tenures_of.get(post, ()) if tenure.covers(self.published)}
            if len(rows) == 1:
                holder = next(iter(rows))
                if holder in self.knowledge.entities:
                    return holder
        return ""

    def entities(self) -> tuple[Entity, ...]:
        """The people whom no vocabulary knows, as entities."""
        return tuple(
            Entity(one.id, "Person", one.name, (one.name,), one.country)
            for one in sorted(self.people.values(), key=lambda one: one.id)
            if not one.known
        )


def clean_name(text: str) -> str:
    """A name without commas and double spaces."""
    return " ".join(re.sub(r",\s*(Jr|Sr)\.?$", r" \1.", text.replace("\n", " ")).split()).strip(" ,")


def name_family(name: str) -> str:
    """The family name: the last word, with the particles before it.

    >>> name_family("Ursula von der Leyen"), name_family("Joseph R. Biden Jr.")
    ('von der Leyen', 'Biden')
    """
    words = [word for word in name.split() if word.lower().strip(".") not in ("jr", "sr", "ii", "iii", "iv")]
    particles = ("von", "van", "de", "der", "den", "da", "di", "du", "la", "le", "al", "el", "bin", "ben")
    for place in range(1, len(words) - 1):
        if words[place].lower() in particles:
            return " ".join(words[place:])
    return words[-1] if words else name

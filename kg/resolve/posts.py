"""Somebody named by office only: "the Russian president", "his counterpart"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Ref
from kg.knowledge import COUNTERPARTS, normal_office
from kg.model import Argument
from kg.resolve.discourse import Discourse
from kg.resolve.people import People

HEADS = frozenset(
    ("president", "prime minister", "chancellor", "king", "supreme leader", "emir", "sultan", "crown prince", "general secretary")
)
"""The posts of those who lead a state or its government."""


class Posts:
    """The holders of the posts that an article speaks of; `home` is the state whose government publishes it, or empty."""

    def __init__(self, people: People, discourse: Discourse, home: str) -> None:
        self.people, self.discourse, self.home = people, discourse, home
        self.knowledge = people.knowledge

    def resolve(self, ref: Ref, codes: Sequence[str], near: Sequence[Argument], place: int) -> list[Argument]:
        """Who holds the post; else its state or body, else nobody.

        `codes` are the countries it may be of, as far as its words tell; `near` are the participants already known of the same event.
        """
        office = normal_office(ref.office)
        if office.endswith(COUNTERPARTS):
            return self._counterpart(ref, codes, near, place)
        if ref.kind == "source" and ref.determiner in ("a", "an", ""):
            return []
        if office == "head of state" and not codes and ref.determiner == "the" and self.home:
            office = "president" if self.people.holder(self.home, "president") else office
        people = self.discourse.earlier(place) + list(self.people.people.values())
        for person in people:
            if codes and person.country not in codes:
                continue
            rows = self.people.offices(person)
            if office in ("leader", "head of state", "head of government") and codes and any(row[0] in HEADS for row in rows):
                return [self.people.argument(person, ref)]
            if any(
                row[0] == office
                or (office == "secretary" and row[0] == "secretary of state")
                or (
                    office in ("president", "minister", "prime minister", "secretary", "leader", "chancellor", "king")
                    and row[0].split()[-len(office.split()) :] == office.split()
                    and not (office == "minister" and "prime" in row[0])
                    and not row[0].startswith(("deputy", "vice"))
                )
                for row in rows
            ):
                if not codes and ref.determiner not in ("the", "") and ref.determiner not in ("his", "her", "their"):
                    continue
                if (
                    not codes
                    and office == "president"
                    and self.home
                    and person.country != self.people.code(self.home)
                    and ref.determiner == "the"
                    and ref.text[:3] == "The"
                    and self.people.holder(self.home, "president")
                ):
                    continue
                return [self.people.argument(person, ref)]
        states = list(ref.countries) or ([ref.body] if ref.body else [])
        if not states and codes:
            states = [self.knowledge.states_by_code[code] for code in codes if code in self.knowledge.states_by_code]
        if not states and ref.determiner in ("the", "") and self.home:
            states = [self.home]
        for state in states:
            if holder := self.people.holder(state, office):
                entity = self.knowledge.entities[holder]
                return [
                    Argument(
                        holder,
                        entity.label,
                        "Person",
                        entity.country,
                        ref.text,
                        ref.start,
                        ref.end,
                        office=ref.office,
                        behalf=self.knowledge.states_by_code.get(entity.country, ""),
                    )
                ]
        if ref.countries or ref.body:
            return [
                self.people.entity_argument(one, ref, ref.office)
                for one in [*ref.countries, *([ref.body] if not ref.countries else [])]
                if one in self.knowledge.entities
            ]
        return []

    def _counterpart(self, ref: Ref, codes: Sequence[str], near: Sequence[Argument], place: int) -> list[Argument]:
        if not codes:
            return []
        offices = {row[0] for one in near if one.id in self.people.people for row in self.people.offices(self.people.people[one.id])}
        offices |= {normal_office(one.office) for one in near if one.office}
        candidates = [person for person in [*self.discourse.earlier(place), *self.people.people.values()] if person.country in codes]
        for person in candidates:
            if offices & {row[0] for row in self.people.offices(person)}:
                return [self.people.argument(person, ref)]
        for code in codes:
            state = self.knowledge.states_by_code.get(code, "")
            for office in sorted(offices):
                if holder := self.people.holder(state, office):
                    entity = self.knowledge.entities[holder]
                    return [
                        Argument(holder, entity.label, "Person", entity.country, ref.text, ref.start, ref.end, office=office, behalf=state)
                    ]
        if candidates:
            return [self.people.argument(candidates[0], ref)]
        return [self.people.entity_argument(state, ref) for state in ref.countries if state in self.knowledge.entities]

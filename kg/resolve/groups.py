"""Several people meant by one phrase: "they", "the two leaders", "both sides", "the Russian and Ukrainian presidents", "the delegation"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.chunks import Ref
from kg.knowledge import normal_office
from kg.model import Argument
from kg.resolve.discourse import Discourse
from kg.resolve.people import People, Person
from kg.resolve.posts import HEADS

_SIDES = frozenset(("side", "party", "country", "state", "nation", "government", "delegation", "team", "neighbour", "neighbor", "partner"))
_ANYBODY = frozenset(
    (
        "leader",
        "head of state",
        "diplomat",
        "official",
        "man",
        "woman",
        "interlocutor",
        "counterpart",
        "politician",
        "negotiator",
        "envoy",
        "visitor",
        "guest",
        "officer",
        "general",
        "",
    )
)
_PAIRED = frozenset(("president", "foreign minister", "minister", "prime minister", "defence minister", "secretary", "chief", "chancellor"))
_OPENING = frozenset(("when", "after", "before", "once", "while", "as"))
_SPEAKING = ("spokes", "press secretary", "press officer")


class Groups:
    """Who is meant by phrases for several people in one article."""

    def __init__(self, people: People, discourse: Discourse, resolve: Callable[[Ref], list[Argument]]) -> None:
        self.people, self.discourse, self.resolve = people, discourse, resolve

    def group(self, ref: Ref, place: int, home: str) -> list[Argument]:
        """Who a group phrase at a place means; `home` is the country code of the publishing government, or empty."""
        office = normal_office(ref.office)
        if ref.countries:
            return self._of_countries(ref, office)
        if ref.body in self.people.knowledge.entities:
            return [self.people.entity_argument(ref.body, ref, ref.office)]
        if office == "delegation" and ref.number < 2 and ref.text.lower().rstrip().endswith("delegation"):
            return self._delegation(ref, place, home)
        if (
            ref.determiner == "their"
            and office
            and office not in _SIDES
            and (office not in _ANYBODY or office in ("leader", "head of state"))
        ):
            return self._theirs(ref, place)
        definite = ref.determiner in ("the", "both", "these") and office not in ("visitor", "guest")
        if not (definite or ref.number) or not (not office or office in _SIDES or office in _ANYBODY or office in _PAIRED):
            return []
        return self.together(ref, place, number=ref.number or (2 if ref.determiner == "both" else 0), office=office)

    def _theirs(self, ref: Ref, place: int) -> list[Argument]:
        """ "Their foreign ministers": of the states of those named together last, whoever these ministers are."""
        knowledge = self.people.knowledge
        states = [knowledge.states_by_code.get(one.country, "") for one in self.together(ref, place)]
        return [self.people.entity_argument(one, ref, ref.office) for one in dict.fromkeys(states) if one]

    def _of_countries(self, ref: Ref, office: str) -> list[Argument]:
        found = []
        for state in ref.countries:
            if state in self.people.knowledge.entities:
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

    def _delegation(self, ref: Ref, place: int, home: str) -> list[Argument]:
        """Who leads "the delegation": the first of the side that met somebody last; else the first whom the article names."""
        for start, members in reversed(self.discourse.parties):
            if start < place and members[0].type == "Person":
                return [members[0]]
        rows = sorted(self.people.people.values(), key=lambda one: one.first)
        rows = [one for one in rows if not any(office[0].startswith(_SPEAKING) for office in one.offices)]
        leader = next((one for one in rows if not home or one.country == home), None)
        return [self.people.argument(leader, ref)] if leader is not None else []

    def together(self, ref: Ref, place: int, *, number: int = 0, office: str = "") -> list[Argument]:
        """The people or states named together, or told to have met, last before a place; else the two of different countries whom
        the article names most. `number` and `office` are what the phrase says of them."""
        rows: list[tuple[int, int, Sequence[Ref] | Sequence[Argument]]] = [
            *((start, 0, refs) for start, refs in self.discourse.groups if start < place),
            *((start, 1, members) for start, members in self.discourse.parties if start < place),
        ]
        for _, _, members in sorted(rows, key=lambda row: row[:2], reverse=True):
            found = list(
                {one.id: one for member in members for one in ([member] if isinstance(member, Argument) else self.resolve(member))}.values()
            )
            if number and len(found) > number:
                found = _principals(found)
            if len(found) < 2 or (number and len(found) != number) or ((office or number) and not self._fits(found, office)):
                continue
            return found
        for _, voice in self.discourse.voices:
            signed = list({one.id: one for member in voice for one in self.resolve(member)}.values())
            if len(signed) > 1 and (not number or len(signed) == number):
                return signed  # "the sides" of a joint statement are those that sign it
        return self._most_named(ref, office) or self._incumbents(ref, office, place)

    def ahead(self, place: int) -> list[Argument]:
        """Those named together behind "When they had met, …" in the same sentence; empty where "they" looks back."""
        text = self.discourse.article.text
        before = text[max(0, place - 8) : place].split()
        start = max((one for one, _ in self.discourse.sentences if one <= place), default=place)
        if not before or before[-1].lower() not in _OPENING or text[start:place].strip().lower() not in _OPENING:
            return []
        end = min((one for one, _ in self.discourse.sentences if one > place), default=len(text))
        comma = text.find(",", place)
        rows = [refs for where, refs in self.discourse.groups if comma > 0 and comma < where < min(end, comma + 40)]
        found = list({one.id: one for ref in rows[0] for one in self.resolve(ref)}.values()) if rows else []
        return found if len(found) > 1 else []

    def _incumbents(self, ref: Ref, office: str, place: int) -> list[Argument]:
        """ "The presidents" where no president is told of: those of the two states that the article's people are of most."""
        if office not in HEADS or ref.determiner != "the" or not ref.plural:
            return []
        counts: dict[str, int] = {}
        for start, person in self.discourse.history:
            code = self.people.people[person].country if person in self.people.people else ""
            if code and start < place:
                counts[code] = counts.get(code, 0) + 1
        knowledge = self.people.knowledge
        found = []
        for code in sorted(counts, key=lambda one: -counts[one])[:2]:
            if holder := self.people.holder(knowledge.states_by_code.get(code, ""), office):
                found.append(self.people.entity_argument(holder, ref, office))
        return found if len(found) == 2 else []

    def _fits(self, found: Sequence[Argument], office: str) -> bool:
        """Whether people or states can be called that: "the two ministers" are ministers of two countries."""
        if len({one.country or one.id for one in found}) < 2:
            return False
        if office in _SIDES or not office:
            return True
        people = [one for one in found if one.type == "Person"]
        if len(people) < len(found):
            return False
        if office in ("leader", "head of state"):
            return all(self._heads(one) for one in people)
        if office in _ANYBODY:
            return True
        for one in people:
            rows = [row[0] for row in self.people.offices(self.people.people[one.id])] if one.id in self.people.people else []
            if rows and not any(office in row for row in rows):
                return False
        return True

    def _heads(self, one: Argument) -> bool:
        """Whether somebody leads a state, or is known by no post that says otherwise."""
        rows = [row[0] for row in self.people.offices(self.people.people[one.id])] if one.id in self.people.people else []
        return not rows or any(row in HEADS or row.endswith(("prime minister", "president", "chairperson")) for row in rows)

    def _most_named(self, ref: Ref, office: str) -> list[Argument]:
        countries: dict[str, Person] = {}
        for person in sorted(self.people.people.values(), key=lambda one: (-one.count, one.first)):
            if person.country and (person.count > 1 or len(self.people.people) == 2):
                if office in _PAIRED and not any(office in row[0] for row in self.people.offices(person)):
                    continue
                if any(row[0].startswith(_SPEAKING) for row in person.offices):
                    continue
                countries.setdefault(person.country, person)
        pair = sorted(list(countries.values())[:2], key=lambda one: one.first)
        return [self.people.argument(one, ref) for one in pair] if len(pair) == 2 else []


def _principals(found: Sequence[Argument]) -> list[Argument]:
    """One person of each country, the first of those who are no delegates; states where no person is named."""
    chosen: dict[str, Argument] = {}
    for one in sorted(found, key=lambda one: (one.type != "Person", one.part == "delegate")):
        chosen.setdefault(one.country or one.id, one)
    return sorted(chosen.values(), key=lambda one: one.start)

"""A meeting of one article in the making; what two mentions of it give together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.events import Draft
from kg.facts.days import last_day, precision
from kg.model import Argument, Attribution, When
from kg.text import Sentence

CALLS = frozenset(("phone call", "video call"))
IN_PERSON = frozenset(("visit", "summit", "working dinner", "working lunch"))
_REMOTE_OR_NOT = frozenset(("talks", "meeting", "dialogue", "consultations", "session", "conference", ""))


@dataclass(slots=True)
class Meeting:
    """A meeting of one article in the making: everything its mentions said."""

    drafts: list[Draft]
    participants: list[Argument]
    places: list[tuple[str, int, int]]
    topics: list[tuple[str, int, int]]
    when: When | None
    status: str
    format: str
    order: int
    supports: dict[str, list[Sentence]] = field(default_factory=dict)
    attribution: Attribution | None = None
    lead: Draft | None = None
    """The mention that names most people: its sentence and its rule stand for the meeting."""
    named: int = 0
    lent: set[str] = field(default_factory=set)
    """Rules whose mentions have too few sides of their own and added to this meeting."""

    @property
    def people(self) -> frozenset[str]:
        """The persons who take part."""
        return frozenset(one.id for one in self.participants if one.type == "Person")

    @property
    def sides(self) -> frozenset[str]:
        """The countries and bodies that take part."""
        return frozenset(one.country or one.id for one in self.participants)


def join(one: Meeting, two: Meeting, published: str) -> None:
    """Add what the second mention says to the first."""
    one.drafts.extend(two.drafts)
    known = {argument.id for argument in one.participants}
    people_of = {argument.country for argument in (*one.participants, *two.participants) if argument.type == "Person"}
    for argument in two.participants:
        if argument.id not in known:
            one.participants.append(argument)
    one.participants = [
        argument for argument in one.participants if not (argument.type == "State" and argument.country in people_of)
    ] or one.participants
    one.participants = without_doubles(one.participants)
    one.places = _best_places(one.places, two.places)
    one.topics.extend(two.topics)
    if two.when is not None and (one.when is None or precision(two.when) > precision(one.when)):
        old = one.when
        one.when = two.when
        if old is not None and (old.earliest, old.latest) != (two.when.earliest, two.when.latest):
            one.when = replace(two.when, readings=(*two.when.readings, (old.earliest, old.latest, old.basis)))
    one.status = _status(one, two, published)
    if one.format in _REMOTE_OR_NOT and two.format not in ("", "meeting", "talks"):
        one.format = two.format
    elif one.format in ("", "meeting") and two.format == "talks":
        one.format = "talks"
    if two.named > one.named or (two.named == one.named and two.order < one.order):
        one.lead, one.named, one.attribution = two.lead, two.named, two.attribution or one.attribution
    else:
        one.attribution = one.attribution or two.attribution
    for role, rows in two.supports.items():
        one.supports.setdefault(role, []).extend(rows)


def _status(one: Meeting, two: Meeting, published: str) -> str:
    """The status that two mentions give together: what is still to come is planned, whoever calls it under way."""
    if {one.status, two.status} == {"ongoing", "planned"} and one.when is not None and last_day(one.when.latest) >= published:
        return "planned"
    return _stronger(one.status, two.status)


def _stronger(one: str, two: str) -> str:
    order = ("cancelled", "postponed", "denied", "held", "ongoing", "planned", "proposed")
    return min((one, two), key=lambda status: order.index(status) if status in order else 9)


def without_doubles(found: Sequence[Argument]) -> list[Argument]:
    """Without the states whose people are there too, unless nobody else is of that state."""
    people = {one.country for one in found if one.type == "Person" and one.country}
    kept = [one for one in found if not (one.type == "State" and one.country in people)]
    return list(kept)


def _best_places(one: list[tuple[str, int, int]], two: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    if not one or not two:
        return one or two
    if "/place/" in two[0][0] and "/place/" not in one[0][0]:
        return [*two, *one]
    return [*one, *two]

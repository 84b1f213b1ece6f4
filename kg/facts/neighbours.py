"""What the meetings of one article lack is taken from their neighbours: places and days said once for several."""

from __future__ import annotations

from kg.facts.days import coarse, distance, first_day
from kg.facts.desk import Desk
from kg.facts.meeting import CALLS, Meeting
from kg.facts.stays import Stay, stays

NEAR = 21
"""So many days from the publication an undated stay may be: older ones are background."""


def fill(found: list[Meeting], desk: Desk) -> None:
    """Give the meetings of an article the places and days that the text says at others: of a series, a stay, the same day, the dateline."""
    _inherit(found, desk)
    _stay(found, desk)
    _same_day(found, desk)
    _here(found, desk)


def _inherit(found: list[Meeting], desk: Desk) -> None:
    """A place said once for a series of talks of the same sides holds for those on the neighbouring days."""
    for one in found:
        if one.places or one.format in CALLS or one.when is None:
            continue
        series = [
            other
            for other in found
            if other is not one
            and other.places
            and other.sides & one.sides == one.sides
            and other.when is not None
            and abs(distance(other.when, first_day(one.when.earliest))) <= 1
            and other.format not in CALLS
        ]
        places = {other.places[0][0] for other in series}
        if len(places) == 1:
            one.places = [series[0].places[0]]
            one.supports.setdefault("place", []).extend(series[0].supports.get("place", ()))


def _stay(found: list[Meeting], desk: Desk) -> None:
    """A meeting told without a place is where its people were last said to be, or to have met others."""
    told = stays(desk.sentences, desk.scope)
    for one in sorted(found, key=_position):
        if one.places or one.format in (*CALLS, "visit") or one.status not in ("held", "ongoing", "planned"):
            continue
        before = [stay for stay in told if stay.position < _position(one) and _there(stay, one, desk)]
        others = [other for other in found if _position(other) < _position(one) and _series(other, one, desk)]
        stay, other = (before[-1] if before else None), max(others, key=_position, default=None)
        if other is not None and (stay is None or stay.position < _position(other)):
            one.places = [other.places[0]]
            one.supports.setdefault("place", []).extend(other.supports.get("place", ()))
            if one.when is None and other.when is not None and not coarse(other.when):
                one.when = other.when
                one.supports.setdefault("date", []).extend(other.supports.get("date", ()))
        elif stay is not None:
            one.places = [stay.place]
            one.supports.setdefault("place", []).append(stay.sentence)
            when = desk.days.resolved(stay.date, stay.ahead) if stay.date is not None else None
            if one.when is None and when is not None and not coarse(when):
                one.when = when
                one.supports.setdefault("date", []).append(stay.sentence)


def _here(found: list[Meeting], desk: Desk) -> None:
    """A meeting of these days that is told without a place is where the article was sent from, if others met there or it is a side's own city."""
    if not desk.dateline:
        return
    iri, start, end = desk.dateline[0]
    state, published = desk.state_of(iri), desk.article.published
    met_here = any(other.places and desk.within(other.places[0][0], iri) for other in found)
    for one in found:
        if one.places or one.format in (*CALLS, "visit") or one.status not in ("held", "ongoing"):
            continue
        recent = one.when is not None and not coarse(one.when) and distance(one.when, published) <= 1
        if recent and (met_here or state in one.sides):
            one.places = [(iri, start, end)]


def _same_day(found: list[Meeting], desk: Desk) -> None:
    """Whom somebody also met, he met on the day of the meeting told before, where no day is said: "A also conferred with C"."""
    for one in sorted(found, key=_position):
        if one.when is not None or one.status != "held" or one.drafts[0].in_headline or one.format == "visit":
            continue
        rows = [
            other
            for other in found
            if _position(other) < _position(one)
            and other.when is not None
            and not coarse(other.when)
            and other.status == "held"
            and other.people & one.people
            and other.people != one.people
            and (other.format in CALLS) == (one.format in CALLS)
            and (not one.places or any(desk.within(a[0], b[0]) for a in one.places for b in other.places))
            and distance(other.when, desk.article.published) <= 2
            and one.drafts[0].sentence.number - other.drafts[-1].sentence.number <= 3
        ]
        if rows:
            last = max(rows, key=_position)
            one.when = last.when
            one.supports.setdefault("date", []).extend(last.supports.get("date", ()))


def _series(other: Meeting, one: Meeting, desk: Desk) -> bool:
    """Whether one meeting may be of the row that the other opened: the same person meets others in these days."""
    published = desk.article.published
    return bool(
        other.places
        and (desk.state_of(other.places[0][0]) or "/state/" in other.places[0][0])
        and other.format not in CALLS
        and one.status in ("held", "ongoing")
        and other.status == one.status
        and other.people & one.people
        and other.sides != one.sides
        and (other.when is None or distance(other.when, published) <= 7)
        and (one.when is None or distance(one.when, published) <= 7)
        and (one.when is None or other.when is None or abs(distance(other.when, first_day(one.when.earliest))) <= 1)
    )


def _there(stay: Stay, one: Meeting, desk: Desk) -> bool:
    """Whether who stays there is at the meeting, and the times do not speak against it."""
    if (stay.people and not stay.people & one.people) or stay.ahead != (one.status == "planned"):
        return False
    when = desk.days.resolved(stay.date, stay.ahead) if stay.date is not None else None
    if when is None:
        return one.when is None or distance(one.when, desk.article.published) <= NEAR
    if one.when is None:
        return distance(when, desk.article.published) <= NEAR
    return abs(distance(when, first_day(one.when.earliest))) <= 3


def _position(one: Meeting) -> int:
    """The code point at which a meeting is told."""
    return (one.lead or one.drafts[0]).span[0]

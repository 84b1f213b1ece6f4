"""Which mentions of one article tell of one meeting; what a mention without its sides adds to the meeting it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.events import Draft
from kg.facts.days import coarse, distance, overlap
from kg.facts.desk import Desk
from kg.facts.meeting import CALLS, IN_PERSON, Meeting, without_doubles
from kg.model import Argument


def same(one: Meeting, two: Meeting, desk: Desk) -> bool:
    """Whether two mentions within the article tell of one meeting."""
    if (
        one.drafts[0].plural != two.drafts[0].plural
        and (one.drafts[0].plural or two.drafts[0].plural)
        and not (one.people and one.people == two.people)
    ):
        return False
    if any(draft.fresh for draft in two.drafts) and one.when is not None and two.when is not None and not overlap(one.when, two.when):
        return False
    if one.people and two.people:
        smaller, larger = sorted((one.people, two.people), key=len)
        if not smaller <= larger and not (len(smaller & larger) >= 2):
            return False
    if not (one.sides <= two.sides or two.sides <= one.sides) or _pair_of_many(one, two):
        return False
    if (one.format in CALLS and two.format in IN_PERSON) or (two.format in CALLS and one.format in IN_PERSON):
        return False
    if (
        one.format in CALLS
        and two.format in CALLS
        and one.format != two.format
        and one.when
        and two.when
        and not overlap(one.when, two.when)
    ):
        return False
    if (one.format in CALLS) != (two.format in CALLS) and ((one.places and two.format in CALLS) or (two.places and one.format in CALLS)):
        return False
    if (one.format == "visit") != (two.format == "visit") and not (one.people == two.people and len(one.people) > 1):
        return False
    if one.when is not None and two.when is not None:
        if not overlap(one.when, two.when):
            return False
        if coarse(one.when) != coarse(two.when) and one.status != two.status and not (one.people & two.people):
            return False
    elif one.status != two.status and {one.status, two.status} & {"denied"}:
        return False
    elif (one.when is None) != (two.when is None):
        dated, undated = (one, two) if one.when is not None else (two, one)
        assert dated.when is not None
        far = distance(dated.when, desk.article.published) > 45
        if far and undated.status in ("held", "planned", "ongoing") and not undated.drafts[0].definite:
            return False
        if far and undated.drafts[0].in_headline:
            return False
        if dated.status == "planned" and undated.status == "held" and not undated.drafts[0].definite:
            return False
        if dated.status == "held" and undated.status in ("planned", "proposed"):
            return False
    elif {one.status, two.status} in ({"held", "planned"}, {"held", "proposed"}):
        return False
    if one.places and two.places and not any(desk.within(a[0], b[0]) for a in one.places for b in two.places):
        return False
    if not (one.people or two.people) and not (one.when or two.when) and one.sides != two.sides:
        return False
    return bool(one.sides & two.sides)


def _pair_of_many(one: Meeting, two: Meeting) -> bool:
    """Whether one is of two people and the other of more sides: "the four met; A and B withdrew for a talk of their own"."""
    few, many = sorted((_talkers(one), _talkers(two)), key=len)
    return len(few) == 2 and len(many) > 2 and set(few) < set(many) and len(set(few.values())) == 2 and len(set(many.values())) > 2


def _talkers(one: Meeting) -> dict[str, str]:
    """The people who talk for themselves, with their countries."""
    return {
        argument.id: argument.country for argument in one.participants if argument.type == "Person" and argument.part in ("", "principal")
    }


def lend(draft: Draft, participants: Sequence[Argument], found: Sequence[Meeting], desk: Desk) -> None:
    """A mention without enough sides ("the meeting took place in Vienna") adds to the meeting it means."""
    if not found:
        return
    if participants and all(one.part == "delegate" for one in participants):
        if (last := attended(draft, participants, found)) is not None:
            add_people(last, participants, draft)
            return
    sides = {one.country or one.id for one in participants if one.part != "delegate"}
    fitting = [
        one
        for one in found
        if sides <= one.sides
        and (one.format not in CALLS or draft.format not in IN_PERSON)
        and (one.status == draft.status or draft.definite)
    ]
    if not fitting or not (draft.definite or participants) or (draft.fresh and not participants):
        return
    if not participants:
        # "The talks" are those told of before, not those still to be told.
        fitting = [one for one in fitting if one.drafts[0].sentence.number <= draft.sentence.number] or fitting[:0]
        if not fitting:
            return
    earlier = [one for one in fitting if one.order <= draft.sentence.number] or fitting
    target = (
        earlier[0] if len({one.order for one in earlier}) == 1 else min(earlier, key=lambda one: (one.status != draft.status, one.order))
    )
    when = desk.days.when(draft)
    if when is not None and target.when is not None and not overlap(when, target.when):
        return
    if target.when is None and when is not None and draft.status == target.status:
        target.when = when
        target.supports.setdefault("date", []).append(draft.sentence)
        target.lent.add(draft.rule.id)
    if not target.places and draft.things.get("place") and draft.format != "visit":
        target.places = list(draft.things["place"])
        target.supports.setdefault("place", []).append(draft.sentence)
        target.lent.add(draft.rule.id)
    if draft.things.get("topic"):
        target.topics.extend(draft.things["topic"])
        target.supports.setdefault("topic", []).append(draft.sentence)
    elif when is not None and target.when is not None and when.basis == "quotation" and target.when.basis == "shifted":
        target.when = replace(when, readings=tuple(sorted({*when.readings, *target.when.readings})))
        target.supports.setdefault("date", []).append(draft.sentence)
        target.lent.add(draft.rule.id)
    if (
        target.format in ("meeting", "talks", "")
        and draft.format in CALLS
        and not target.places
        and draft.sentence.number - target.drafts[0].sentence.number <= 3
    ):
        target.format = draft.format
    people = [one for one in participants if one.type == "Person"]
    if any(one.id in target.people for one in people):
        more = [replace(one, part="delegate") for one in people if one.id not in target.people]
        if more:
            target.participants.extend(more)
            target.supports.setdefault("participant", []).append(draft.sentence)
            target.lent.add(draft.rule.id)


_NEAR = 4
"""So many sentences may stand between a meeting and the word of who else was there."""


def attended(draft: Draft, participants: Sequence[Argument], found: Sequence[Meeting]) -> Meeting | None:
    """The meeting told last before a mention whose people are of its sides, or are known to be of no country; None where there is none."""
    countries = {one.country for one in participants if one.country}
    near = [
        one
        for one in found
        if 0 <= draft.sentence.number - max(row.sentence.number for row in one.drafts) <= _NEAR
        and countries <= one.sides
        and one.status == draft.status
        and len(one.sides) > 1
    ]
    return max(near, key=lambda one: max(row.span[0] for row in one.drafts), default=None)


def add_people(target: Meeting, participants: Sequence[Argument], draft: Draft) -> None:
    """Those who were there too, as delegates of a meeting told before."""
    known = {one.id for one in target.participants}
    more = [replace(one, part="delegate") for one in participants if one.id not in known and one.type == "Person"]
    if more:
        target.participants = without_doubles([*target.participants, *more])
        target.supports.setdefault("participant", []).append(draft.sentence)
        target.lent.add(draft.rule.id)

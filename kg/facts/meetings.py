"""The meetings of an article: drafts with their sides resolved, mentions of one meeting joined, gaps filled from their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.chunks import Ref
from kg.events import Draft
from kg.facts.coreference import add_people, attended, lend, same
from kg.facts.days import first_day, last_day, overlap
from kg.facts.desk import Desk
from kg.facts.meeting import CALLS, Meeting, join, without_doubles
from kg.facts.neighbours import fill
from kg.facts.topics import give_topics, narrow
from kg.knowledge import COUNTERPARTS
from kg.model import Argument, Fact
from kg.resolve import MULTILATERAL

_LIST = re.compile(r"[\s,]*(?:and\s+|then\s+)*(?:the\s+)?")
"""What stands between the members of a list."""
_NEAR = 3
"""So many sentences may stand between a meeting and the next round of it."""
MANY = 9
"""Of so many members a format may be to be written out: of more, hardly all are there."""


def meetings(desk: Desk) -> list[Fact]:
    """One fact for each meeting of the article."""
    return _Meetings(desk).gather()


class _Meetings:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def gather(self) -> list[Fact]:
        """One fact for each meeting of the article."""
        found: list[Meeting] = []
        loose: list[tuple[Draft, list[Argument]]] = []
        order = 0
        for draft in (one for one in self.desk.drafts if one.rule.fact == "Meeting"):
            participants = self._participants(draft)
            order += 1
            if several := self._several(draft, participants, order):
                found.extend(several)
                order += len(several)
                continue
            if draft.attending and (told := attended(draft, participants, found)) is not None:
                add_people(told, participants, draft)
                continue
            participants = participants or self._continued(draft, found)
            if not self._stands(draft, participants):
                loose.append((draft, participants))
                continue
            self.desk.scope.discourse.met(draft.span[0], participants)
            made = self._meeting(draft, participants, order)
            if draft.conditional and made.status in ("planned", "held", "ongoing"):
                made.status = "proposed"
            known = next((one for one in found if same(one, made, self.desk)), None)
            if known is None:
                found.append(made)
            else:
                join(known, made, self.desk.article.published)
        changed = True
        while changed:
            changed = False
            for first in range(len(found)):
                for second in range(first + 1, len(found)):
                    if same(found[first], found[second], self.desk):
                        join(found[first], found.pop(second), self.desk.article.published)
                        changed = True
                        break
                if changed:
                    break
        for draft, participants in loose:
            lend(draft, participants, found, self.desk)
        give_topics(found, self.desk)
        narrow(found, self.desk)
        fill(found, self.desk)
        return [self._fact(one) for one in found]

    def _continued(self, draft: Draft, found: Sequence[Meeting]) -> list[Argument]:
        """The sides of "a second round" or "the next meeting" with a date or status of its own: those who met last, a few sentences
        before; empty where the clause has a subject of its own."""
        last = max(found, key=lambda one: max(row.span[0] for row in one.drafts), default=None)
        if last is None or not draft.fresh or not draft.alone or draft.format == "visit" or len(last.sides) < 2:
            return []
        when = self.desk.days.when(draft)
        ahead = draft.status in ("planned", "proposed", "cancelled", "postponed") and last.status == "held"
        apart = when is not None and last.when is not None and not overlap(when, last.when)
        near = draft.sentence.number - max(row.sentence.number for row in last.drafts) <= _NEAR
        if not near or not (apart or (ahead and when is None)):
            return []
        return [replace(one, part="principal") for one in last.participants if one.part == "principal"]

    def _both_voices(self, draft: Draft, participants: Sequence[Argument]) -> list[Argument]:
        """The other speaker of a transcript with two, for "we met in May": he is of another country; empty where more or fewer speak."""
        if not any(ref.kind == "pronoun" and ref.name == "we" for ref in draft.roles.get("participant", ())) or len(participants) != 1:
            return []
        scope = self.desk.scope
        speakers = {one.id: one for _, refs in scope.discourse.voices for ref in refs for one in scope.resolve(ref) if one.type == "Person"}
        others = [one for one in speakers.values() if one.id != participants[0].id and one.country != participants[0].country]
        return others if len(speakers) == 2 and len(others) == 1 else []

    def _several(self, draft: Draft, participants: list[Argument], order: int) -> list[Meeting]:
        """ "Meetings with A and B", "visited C and D": one meeting of the first side with each of the others; empty where the words do not tell."""
        if draft.format == "visit":
            return self._tour(draft, participants, order)
        if not draft.separate:
            return []
        first = participants[0] if participants else None
        if first is None:
            return []
        own = [one for one in participants if one.country == first.country]
        others = [one for one in participants if one.country != first.country]
        if len({one.country for one in others}) < 2 or len(own) != 1:
            return []
        return [self._meeting(draft, [*own, one], order + number) for number, one in enumerate(others)]

    def _tour(self, draft: Draft, participants: list[Argument], order: int) -> list[Meeting]:
        """One visit for each of several states; empty for one, or where the visit is of one state's people to another's."""
        places = draft.things.get("place", [])
        states = {self.desk.state_of(iri) for iri, _, _ in places} - {one.country for one in participants} - {""}
        between = [self.desk.article.text[one[2] : two[1]] for one, two in pairwise(places)]
        if len(states) < 2 or len({one.country for one in participants}) != 1 or len(states) != len(places):
            return []
        if not all(_LIST.fullmatch(words) for words in between):
            return []
        return [self._meeting(draft, participants, order + number, [place]) for number, place in enumerate(places)]

    def _participants(self, draft: Draft) -> list[Argument]:
        found: list[Argument] = []
        delayed: list[Ref] = []
        for ref in draft.roles.get("participant", ()):
            if ref.kind in ("person", "group") and not ref.name and ref.office.endswith(COUNTERPARTS):
                delayed.append(ref)
                continue
            self._add(found, ref, draft)
        for ref in delayed:
            self._add(found, ref, draft)
        found = without_doubles([*found, *self._both_voices(draft, found)])
        series = [one for one in found if self._is_series(one)]
        if series and len(found) > len(series) and draft.rule.format != "conference":
            # "Sherman at the strategic stability dialogue": the dialogue is the occasion, not somebody who takes part.
            draft.margin = draft.margin or series[0].label
            found = [one for one in found if one not in series]
        elif len(series) == 1 and len(members := self._members(series[0])) > 1:
            # "A session of the strategic stability dialogue": those meet whose dialogue it is.
            draft.margin = draft.margin or series[0].label
            found = members
        return found

    def _members(self, body: Argument) -> list[Argument]:
        """The members of a format of few states, each with the words that name the body; empty for other bodies."""
        entity = self.desk.knowledge.entities.get(body.id)
        if entity is None or entity.kind != "format" or not 2 <= len(entity.members) <= MANY:
            return []
        known = [one for iri in entity.members if (one := self.desk.knowledge.entities.get(iri)) is not None]
        return [
            Argument(one.id, one.label, one.type, one.country, body.text, body.start, body.end, office=body.office, part=body.part)
            for one in known
        ]

    def _with_members(self, participants: Sequence[Argument]) -> list[Argument]:
        """The participants, and behind each format ("the E3", "the P5") those of its members of whom nobody else is there."""
        made: list[Argument] = []
        there = {one.country or one.id for one in participants}
        for one in participants:
            made.append(one)
            if one.type == "Organization" and one.part in ("", "principal"):
                new = [member for member in self._members(one) if (member.country or member.id) not in there]
                there |= {member.country or member.id for member in new}
                made.extend(new)
        return made

    def _is_series(self, one: Argument) -> bool:
        """Whether a body is but the name of a series of talks."""
        return one.type == "Organization" and one.label.lower().split()[-1] in (
            "dialogue",
            "talks",
            "summit",
            "conference",
            "process",
            "session",
        )

    def _add(self, found: list[Argument], ref: Ref, draft: Draft) -> None:
        part = draft.parts.get(id(ref), "principal")
        resolved = self.desk.scope.resolve(ref, near=tuple(found))
        if not resolved and ref.kind == "source" and ref.countries:
            # "a Russian envoy met …": whoever he is, he comes for his state.
            resolved = [self.desk.scope.people.entity_argument(one, ref) for one in ref.countries if one in self.desk.knowledge.entities]
        for one in resolved:
            if (
                one.type == "Organization"
                and self.desk.knowledge.entities.get(one.id) is not None
                and self.desk.knowledge.entities[one.id].kind in ("news", "institute", "company")
            ):
                continue
            if not any(other.id == one.id for other in found):
                found.append(replace(one, part=part))

    def _stands(self, draft: Draft, participants: Sequence[Argument]) -> bool:
        """Whether the sides suffice for a meeting: two of them, or one body of several states."""
        if draft.rule.fact != "Meeting":
            return True
        participants = [one for one in participants if one.part != "delegate"]
        if draft.format == "visit" and draft.things.get("place") and participants:
            there = self.desk.state_of(draft.things["place"][0][0])
            own = {one.country for one in participants}
            if there and there not in own:
                return True
        sides = {one.id for one in participants}
        multilateral = [
            one
            for one in participants
            if one.type == "Organization"
            and one.id in self.desk.knowledge.entities
            and self.desk.knowledge.entities[one.id].kind in MULTILATERAL
        ]
        if len(sides) < 2:
            if draft.rule.format == "talks":
                return False  # a body that speaks, alone: with whom is not said
            if multilateral and draft.format == "talks" and self.desk.knowledge.entities[multilateral[0].id].kind != "format":
                return False  # "the conversation with NATO": whose, is not said
            return bool(multilateral) and (
                draft.format in ("summit", "session", "conference", "meeting", "talks", "video call") and not draft.plural
            )
        return bool(multilateral) or len({one.country or one.id for one in participants}) > 1

    def _meeting(self, draft: Draft, participants: list[Argument], order: int, where: list[tuple[str, int, int]] | None = None) -> Meeting:
        when = self.desk.days.when(draft)
        status = draft.status or "held"
        if (
            when is not None
            and status == "held"
            and first_day(when.earliest) > self.desk.article.published
            and draft.rule.fact == "Meeting"
        ):
            status = "planned"
        if status == "planned" and when is not None and when.basis == "explicit" and last_day(when.latest) < self.desk.article.published:
            status = "held" if draft.why in ("will", "") else status
        places = list(draft.things.get("place", ())) if where is None else where
        first = min((sentence.number for sentence, _ in self.desk.sentences if sentence.paragraph >= 0), default=0)
        if (
            not places
            and self.desk.dateline
            and draft.format not in CALLS
            and (draft.here or (draft.sentence.number == first and status in ("held", "ongoing")))
        ):
            places = list(self.desk.dateline)
        made = Meeting([draft], participants, places, list(draft.things.get("topic", ())), when, status, draft.format or "meeting", order)
        if draft.format == "visit" and places:
            there = self.desk.knowledge.states_by_code.get(self.desk.state_of(places[0][0]), "")
            if there and self.desk.knowledge.entities[there].country not in {one.country for one in participants}:
                entity = self.desk.knowledge.entities[there]
                made.participants = [
                    *participants,
                    Argument(
                        there,
                        entity.label,
                        "State",
                        entity.country,
                        self.desk.article.text[places[0][1] : places[0][2]],
                        places[0][1],
                        places[0][2],
                        part="host",
                    ),
                ]
        made.attribution = self.desk.sources.attribution(draft.speakers)
        made.lead, made.named = draft, len(made.people) * 2 - draft.in_headline
        for role, filled in (("participant", participants), ("place", places), ("topic", made.topics), ("date", when), ("status", True)):
            if filled:
                made.supports.setdefault(role, []).append(draft.sentence)
        return made

    def _fact(self, one: Meeting) -> Fact:
        first = one.drafts[0]
        place = self.desk.things(one.places[:1])
        roles = {
            "participant": self._with_members(one.participants),
            "place": place,
            "topic": self.desk.things(one.topics),
            "host": [argument for argument in one.participants if argument.part == "host"],
            "mediator": [argument for argument in one.participants if argument.part == "mediator"],
        }
        margin = next((draft.margin for draft in one.drafts if draft.margin), "")
        lead = one.lead or first
        first = lead
        evidence = self.desk.evidence(lead.sentence, one.supports)
        return Fact(
            "Meeting",
            rule=f"{first.rule.id}",
            evidence=evidence,
            status=one.status,
            format=one.format,
            plover="CONSULT" if one.status not in ("denied", "cancelled") else "REJECT",
            when=one.when,
            attribution=one.attribution,
            process=margin,
            parser=self.desk.knowledge.parser_version if first.tree else "",
            also=tuple(
                sorted(
                    ({draft.rule.id for draft in one.drafts} | {other for draft in one.drafts for other in draft.others} | one.lent)
                    - {first.rule.id}
                )
            ),
        ).with_roles(roles)

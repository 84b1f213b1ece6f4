"""Drafts of one article → its facts: references resolved, dates resolved, mentions of one event joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg import dates, vocab
from kg.chunks import Node, Ref
from kg.clauses import Clauses
from kg.dates import DateMention
from kg.events import Draft, discussed
from kg.knowledge import Knowledge, normal_office
from kg.model import Argument, Article, Attribution, Evidence, Fact, When
from kg.resolve import MULTILATERAL, Scope
from kg.text import Sentence

_ANONYMOUS = re.compile(
    r"request(?:ed|ing) anonymity|condition of anonymity|not (?:to be|authori[sz]ed|named)|declined to be (?:named|identified)|unnamed|anonymous",
    re.IGNORECASE,
)
_CALLS = frozenset(("phone call", "video call"))
_IN_PERSON = frozenset(("visit", "summit", "working dinner", "working lunch"))
_REMOTE_OR_NOT = frozenset(("talks", "meeting", "dialogue", "consultations", "session", "conference", ""))
_FUTURE = frozenset(("planned", "proposed", "postponed"))


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


def assemble(
    article: Article, knowledge: Knowledge, scope: Scope, drafts: Sequence[Draft], sentences: Sequence[tuple[Sentence, Clauses]]
) -> tuple[Fact, ...]:
    """The facts of the article, meetings first, in the order of the text."""
    builder = _Builder(article, knowledge, scope, drafts, sentences)
    return (*builder.meetings(), *builder.others(), *builder.tenures())


class _Builder:
    def __init__(
        self, article: Article, knowledge: Knowledge, scope: Scope, drafts: Sequence[Draft], sentences: Sequence[tuple[Sentence, Clauses]]
    ) -> None:
        self.article, self.knowledge, self.scope = article, knowledge, scope
        self.drafts, self.sentences = list(drafts), list(sentences)
        self.sources: list[tuple[str, Attribution]] = []
        self._find_sources()
        self.speech_day = self._speech_day()
        self.dateline = self._dateline()
        self.shift = self._shift()

    # -- sources -----------------------------------------------------------------------------------------------------

    def _find_sources(self) -> None:
        """The unnamed sources of the article: those that an indefinite phrase introduces ("a senior official")."""
        anonymous = bool(_ANONYMOUS.search(self.article.text))
        for sentence, analysed in self.sentences:
            for node in analysed.nodes if sentence.paragraph >= 0 else ():
                for ref in node.refs:
                    if (
                        ref.kind == "source"
                        and not ref.name
                        and ref.determiner in ("a", "an", "one", "another", "")
                        and (ref.countries or ref.body or ref.determiner)
                    ):
                        head = ref.office.split()[-1] if ref.office else "source"
                        label = re.sub(r"^(?:a|an|one|another)\s+", "", ref.text)
                        country = next(
                            (self.knowledge.entities[state].country for state in ref.countries if state in self.knowledge.entities), ""
                        )
                        if not country and ref.body in self.knowledge.entities:
                            country = self.knowledge.entities[ref.body].country
                        made = Attribution(
                            vocab.iri("source", vocab.short_hash(self.article.digest, label.lower())),
                            label,
                            "Source",
                            country,
                            anonymous and not head.startswith("spokes"),
                            ref.start,
                            ref.end,
                        )
                        if not any(one.id == made.id for _, one in self.sources):
                            self.sources.append((head, made))

    def _source(self, ref: Ref) -> Attribution | None:
        """The unnamed source that a phrase means."""
        label = re.sub(r"^(?:a|an|the|one|another)\s+", "", ref.text)
        head = ref.office.split()[-1] if ref.office else "source"
        exact = next((one for _, one in self.sources if one.label.lower() == label.lower()), None)
        if exact is not None:
            return exact
        if ref.determiner in ("the", "this", "that"):
            same = [one for kind, one in self.sources if kind == head and not ref.countries]
            if same:
                return next((one for one in same if one.anonymous), same[0])
            if head == "source" and self.sources:
                return next((one for _, one in self.sources if one.anonymous), self.sources[0][1])
        country = next((self.knowledge.entities[state].country for state in ref.countries if state in self.knowledge.entities), "")
        return Attribution(
            vocab.iri("source", vocab.short_hash(self.article.digest, label.lower())), label, "Source", country, False, ref.start, ref.end
        )

    def attribution(self, refs: Sequence[Ref]) -> Attribution | None:
        """Who is said to have said it, from the references that a sentence gives for its speaker."""
        for ref in refs:
            for one in self.scope.resolve(ref):
                return Attribution(one.id, one.label, one.type, one.country, False, ref.start, ref.end)
            if ref.kind in ("source", "person") and not ref.name and ref.office:
                return self._source(ref)
        return None

    # -- dates -------------------------------------------------------------------------------------------------------

    def _speech_day(self) -> str:
        """The day on which the article's quotations were spoken, if it is said ("said Saturday"); else empty."""
        days = []
        for draft in self.drafts:
            if draft.speech_date is not None and (found := dates.resolve(draft.speech_date, self.article.published)):
                days.append(found[0])
        return max(set(days), key=lambda day: (days.count(day), day)) if days else ""

    def _dateline(self) -> list[tuple[str, int, int]]:
        """The place that the body begins with ("WASHINGTON:", "GENEVA (Reuters) -"); empty where it begins otherwise."""
        for sentence, analysed in self.sentences:
            if sentence.paragraph < 0:
                continue
            nodes = analysed.nodes
            if nodes and nodes[0].kind in ("L", "A") and len(nodes) > 1:
                mark = next((node.low for node in nodes[1:6] if node.kind == "P" and node.low != ","), "")
                text = self.article.text[nodes[0].start : nodes[0].end]
                if mark in (":", "-", "–", "—", "(") and (text.isupper() or mark != ":") and nodes[0].entity:
                    return [(nodes[0].entity, nodes[0].start, nodes[0].end)]
        return []

    def _shift(self) -> int:
        """By how many days the article's own day words seem to have been moved: planned events cannot lie before the publication."""

        def conflicts(shift: int) -> int:
            count = 0
            for draft in self.drafts:
                if draft.rule.fact == "Meeting" and draft.status in _FUTURE | {"ongoing"}:
                    for mention, _ in draft.dates:
                        if mention.kind == "relative" and not (mention.start in draft.quoted and self.speech_day):
                            found = dates.resolve(mention, _plus(self.article.published, shift))
                            if found and found[1] < self.article.published:
                                count += 1
            return count

        return 0 if conflicts(0) == 0 else min((0, 1), key=conflicts)

    def when(self, draft: Draft) -> When | None:
        """When the draft's event takes place, as said and as resolved."""
        future = draft.status in _FUTURE
        best: When | None = None
        for mention, word in draft.dates:
            if word in ("since", "until", "till"):
                continue
            made = self._resolve(draft, mention, future)
            if made is not None and (best is None or _precision(made) > _precision(best)):
                best = made
        return best

    def said_on(self, draft: Draft) -> When | None:
        """The day on which a statement was made, where the sentence says it ("said Saturday")."""
        return self._resolve(draft, draft.speech_date, False) if draft.speech_date is not None else None

    def _resolve(self, draft: Draft, mention: DateMention, future: bool) -> When | None:
        published = self.article.published
        if mention.deictic and mention.start in draft.quoted and self.speech_day:
            found = dates.resolve(mention, self.speech_day, future=future)
            basis, readings = "quotation", []
            if found and (other := dates.resolve(mention, published, future=future)) and other != found:
                readings.append((*other, "publication"))
        elif mention.kind == "relative" and self.shift:
            found = dates.resolve(mention, _plus(published, self.shift), future=future)
            plain = dates.resolve(mention, published, future=future)
            basis, readings = "shifted", [(*plain, "publication")] if plain else []
        else:
            found = dates.resolve(mention, published, future=future)
            basis, readings = ("relative" if mention.deictic else "explicit"), []
        if found is None:
            return None
        return When(found[0], found[1], mention.text, mention.start, mention.end, basis, tuple(readings))

    # -- meetings ----------------------------------------------------------------------------------------------------

    def meetings(self) -> list[Fact]:
        """One fact for each meeting of the article."""
        found: list[Meeting] = []
        loose: list[tuple[Draft, list[Argument]]] = []
        order = 0
        for draft in (one for one in self.drafts if one.rule.fact == "Meeting"):
            participants = self._participants(draft)
            order += 1
            if draft.separate and (several := self._several(draft, participants, order)):
                found.extend(several)
                order += len(several)
                continue
            if not self._stands(draft, participants):
                loose.append((draft, participants))
                continue
            made = self._meeting(draft, participants, order)
            if draft.conditional and made.status in ("planned", "held", "ongoing"):
                made.status = "proposed"
            same = next((one for one in found if self._same(one, made)), None)
            if same is None:
                found.append(made)
            else:
                self._join(same, made)
        changed = True
        while changed:
            changed = False
            for first in range(len(found)):
                for second in range(first + 1, len(found)):
                    if self._same(found[first], found[second]):
                        self._join(found[first], found.pop(second))
                        changed = True
                        break
                if changed:
                    break
        for draft, participants in loose:
            self._lend(draft, participants, found)
        self._topics(found)
        self._narrow(found)
        self._inherit(found)
        return [self._fact(one) for one in found]

    def _several(self, draft: Draft, participants: list[Argument], order: int) -> list[Meeting]:
        """ "Meetings with A and B": one meeting of the first side with each of the others; empty where the words do not tell."""
        first = participants[0] if participants else None
        if first is None:
            return []
        own = [one for one in participants if one.country == first.country]
        others = [one for one in participants if one.country != first.country]
        if len({one.country for one in others}) < 2 or len(own) != 1:
            return []
        return [self._meeting(draft, [*own, one], order + number) for number, one in enumerate(others)]

    def _participants(self, draft: Draft) -> list[Argument]:
        found: list[Argument] = []
        delayed: list[Ref] = []
        for ref in draft.roles.get("participant", ()):
            if ref.kind in ("person", "group") and not ref.name and "counterpart" in ref.office:
                delayed.append(ref)
                continue
            self._add(found, ref, draft)
        for ref in delayed:
            self._add(found, ref, draft)
        found = _without_doubles(found)
        series = [one for one in found if self._is_series(one)]
        if series and len(found) > len(series):
            # "Sherman at the strategic stability dialogue": the dialogue is the occasion, not somebody who takes part.
            draft.margin = draft.margin or series[0].label
            found = [one for one in found if one not in series]
        return found

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
        for one in self.scope.resolve(ref, near=tuple(found)):
            if (
                one.type == "Organization"
                and self.knowledge.entities.get(one.id) is not None
                and self.knowledge.entities[one.id].kind in ("news", "institute", "company")
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
            there = self._state_of(draft.things["place"][0][0])
            own = {one.country for one in participants}
            if there and there not in own:
                return True
        sides = {one.id for one in participants}
        multilateral = [
            one
            for one in participants
            if one.type == "Organization" and one.id in self.knowledge.entities and self.knowledge.entities[one.id].kind in MULTILATERAL
        ]
        if len(sides) < 2:
            return bool(multilateral) and (draft.format in ("summit", "session", "conference", "meeting", "talks") and not draft.plural)
        return bool(multilateral) or len({one.country or one.id for one in participants}) > 1

    def _meeting(self, draft: Draft, participants: list[Argument], order: int) -> Meeting:
        when = self.when(draft)
        status = draft.status or "held"
        if when is not None and status == "held" and _day(when.earliest) > self.article.published and draft.rule.fact == "Meeting":
            status = "planned"
        if status == "planned" and when is not None and when.basis == "explicit" and _day_end(when.latest) < self.article.published:
            status = "held" if draft.why in ("will", "") else status
        places = list(draft.things.get("place", ()))
        first = min((sentence.number for sentence, _ in self.sentences if sentence.paragraph >= 0), default=0)
        if (
            not places
            and self.dateline
            and draft.format not in _CALLS
            and (draft.here or (draft.sentence.number == first and status in ("held", "ongoing")))
        ):
            places = list(self.dateline)
        made = Meeting([draft], participants, places, list(draft.things.get("topic", ())), when, status, draft.format or "meeting", order)
        if draft.format == "visit" and places:
            there = self.knowledge.states_by_code.get(self._state_of(places[0][0]), "")
            if there and self.knowledge.entities[there].country not in {one.country for one in participants}:
                entity = self.knowledge.entities[there]
                made.participants = [
                    *participants,
                    Argument(
                        there,
                        entity.label,
                        "State",
                        entity.country,
                        self.article.text[places[0][1] : places[0][2]],
                        places[0][1],
                        places[0][2],
                        part="host",
                    ),
                ]
        made.attribution = self.attribution(draft.speakers)
        made.lead, made.named = draft, len(made.people) * 2 - draft.in_headline
        for role, filled in (("participant", participants), ("place", places), ("topic", made.topics), ("date", when), ("status", True)):
            if filled:
                made.supports.setdefault(role, []).append(draft.sentence)
        return made

    def _state_of(self, place: str) -> str:
        entity = self.knowledge.entities.get(place)
        return entity.country if entity else ""

    def _same(self, one: Meeting, two: Meeting) -> bool:
        """Whether two mentions within the article tell of one meeting."""
        if (
            one.drafts[0].plural != two.drafts[0].plural
            and (one.drafts[0].plural or two.drafts[0].plural)
            and not (one.people and one.people == two.people)
        ):
            return False
        if any(draft.fresh for draft in two.drafts) and one.when is not None and two.when is not None and not _overlap(one.when, two.when):
            return False
        if one.people and two.people:
            smaller, larger = sorted((one.people, two.people), key=len)
            if not smaller <= larger and not (len(smaller & larger) >= 2):
                return False
        if not (one.sides <= two.sides or two.sides <= one.sides):
            return False
        if (one.format in _CALLS and two.format in _IN_PERSON) or (two.format in _CALLS and one.format in _IN_PERSON):
            return False
        if (
            one.format in _CALLS
            and two.format in _CALLS
            and one.format != two.format
            and one.when
            and two.when
            and not _overlap(one.when, two.when)
        ):
            return False
        if (one.format in _CALLS) != (two.format in _CALLS) and (
            (one.places and two.format in _CALLS) or (two.places and one.format in _CALLS)
        ):
            return False
        if (one.format == "visit") != (two.format == "visit") and not (one.people == two.people and len(one.people) > 1):
            return False
        if one.when is not None and two.when is not None:
            if not _overlap(one.when, two.when):
                return False
            if _coarse(one.when) != _coarse(two.when) and one.status != two.status and not (one.people & two.people):
                return False
        elif one.status != two.status and {one.status, two.status} & {"denied"}:
            return False
        elif (one.when is None) != (two.when is None):
            dated, undated = (one, two) if one.when is not None else (two, one)
            assert dated.when is not None
            far = _distance(dated.when, self.article.published) > 45
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
        if one.places and two.places and not any(self._within(a[0], b[0]) for a in one.places for b in two.places):
            return False
        if not (one.people or two.people) and not (one.when or two.when) and one.sides != two.sides:
            return False
        return bool(one.sides & two.sides)

    def _within(self, a: str, b: str) -> bool:
        if a == b:
            return True
        for low, high in ((a, b), (b, a)):
            entity = self.knowledge.entities.get(low)
            if entity is None:
                continue
            if entity.within == high or self.knowledge.place_states.get(low) == high:
                return True
            if entity.within and (above := self.knowledge.entities.get(entity.within)) and above.within == high:
                return True
        return False

    def _join(self, one: Meeting, two: Meeting) -> None:
        one.drafts.extend(two.drafts)
        known = {argument.id for argument in one.participants}
        people_of = {argument.country for argument in (*one.participants, *two.participants) if argument.type == "Person"}
        for argument in two.participants:
            if argument.id not in known:
                one.participants.append(argument)
        one.participants = [
            argument for argument in one.participants if not (argument.type == "State" and argument.country in people_of)
        ] or one.participants
        one.participants = _without_doubles(one.participants)
        one.places = _best_places(one.places, two.places, self._within)
        one.topics.extend(two.topics)
        if two.when is not None and (one.when is None or _precision(two.when) > _precision(one.when)):
            old = one.when
            one.when = two.when
            if old is not None and (old.earliest, old.latest) != (two.when.earliest, two.when.latest):
                one.when = replace(two.when, readings=(*two.when.readings, (old.earliest, old.latest, old.basis)))
        one.status = self._status(one, two)
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

    def _status(self, one: Meeting, two: Meeting) -> str:
        """The status that two mentions give together: what is still to come is planned, whoever calls it under way."""
        if (
            {one.status, two.status} == {"ongoing", "planned"}
            and one.when is not None
            and _day_end(one.when.latest) >= self.article.published
        ):
            return "planned"
        return _stronger(one.status, two.status)

    def _lend(self, draft: Draft, participants: Sequence[Argument], found: list[Meeting]) -> None:
        """A mention without enough sides ("the meeting took place in Vienna") adds to the meeting it means."""
        if not found:
            return
        sides = {one.country or one.id for one in participants if one.part != "delegate"}
        fitting = [
            one
            for one in found
            if sides <= one.sides
            and (one.format not in _CALLS or draft.format not in _IN_PERSON)
            and (one.status == draft.status or draft.definite)
        ]
        if not fitting or not (draft.definite or participants):
            return
        earlier = [one for one in fitting if one.order <= draft.sentence.number] or fitting
        target = (
            earlier[0]
            if len({one.order for one in earlier}) == 1
            else min(earlier, key=lambda one: (one.status != draft.status, one.order))
        )
        when = self.when(draft)
        if when is not None and target.when is not None and not _overlap(when, target.when):
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
            and draft.format in _CALLS
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

    def _topics(self, found: list[Meeting]) -> None:
        """Sentences that tell what was discussed give their topics to the meeting the text is about."""
        if not found:
            return
        main = next(
            (
                one
                for one in found
                if one.status in ("held", "ongoing") and (one.when is None or _distance(one.when, self.article.published) < 20)
            ),
            found[0],
        )
        triggered = {draft.sentence.number for draft in self.drafts if draft.rule.fact == "Meeting"}
        for sentence, analysed in self.sentences:
            if not discussed(analysed):
                continue
            topics = [(node.entity, node.start, node.end) for node in analysed.nodes if node.kind == "T"]
            if not topics:
                continue
            target = main
            if sentence.number in triggered:
                target = next((one for one in found if any(draft.sentence.number == sentence.number for draft in one.drafts)), main)
            target.topics.extend(topics)
            target.supports.setdefault("topic", []).append(sentence)

    def _narrow(self, found: list[Meeting]) -> None:
        """A broad topic of talks ("missile systems") is made specific by what their sides offer to discuss in the same article."""
        broad = {id(one): {topic[0] for topic in one.topics} for one in found}
        replaced: dict[int, set[str]] = {}
        for draft in self.drafts:
            if draft.rule.fact != "Statement" or draft.rule.act not in (
                "offer",
                "express-interest",
                "propose",
                "request",
                "demand",
                "agree",
            ):
                continue
            sides = {one.country for ref in draft.roles.get("speaker", ()) for one in self.scope.resolve(ref)}
            for iri, start, end in draft.things.get("topic", ()):
                above = self._above(iri)
                for one in found:
                    if (
                        sides & one.sides
                        and any(topic[0] in above for topic in one.topics)
                        and not any(topic[0] == iri for topic in one.topics)
                    ):
                        one.topics.append((iri, start, end))
                        replaced.setdefault(id(one), set()).update(above)
                        one.supports.setdefault("topic", []).append(draft.sentence)
        for one in found:
            gone = broad[id(one)] & replaced.get(id(one), set())
            one.topics = [topic for topic in one.topics if topic[0] not in gone]

    def _above(self, topic: str) -> set[str]:
        """The topics above a topic."""
        found: set[str] = set()
        rows = [topic]
        while rows:
            entity = self.knowledge.entities.get(rows.pop())
            for one in entity.broader if entity is not None else ():
                if one not in found:
                    found.add(one)
                    rows.append(one)
        return found

    def _inherit(self, found: list[Meeting]) -> None:
        """A place said once for a series of talks of the same sides holds for those on the neighbouring days."""
        for one in found:
            if one.places or one.format in _CALLS or one.when is None:
                continue
            series = [
                other
                for other in found
                if other is not one
                and other.places
                and other.sides & one.sides == one.sides
                and other.when is not None
                and abs(_distance(other.when, _day(one.when.earliest))) <= 1
                and other.format not in _CALLS
            ]
            places = {other.places[0][0] for other in series}
            if len(places) == 1:
                one.places = [series[0].places[0]]
                one.supports.setdefault("place", []).extend(series[0].supports.get("place", ()))

    def _fact(self, one: Meeting) -> Fact:
        first = one.drafts[0]
        place = self._things(one.places[:1])
        roles = {
            "participant": one.participants,
            "place": place,
            "topic": self._things(one.topics),
            "host": [argument for argument in one.participants if argument.part == "host"],
            "mediator": [argument for argument in one.participants if argument.part == "mediator"],
        }
        margin = next((draft.margin for draft in one.drafts if draft.margin), "")
        lead = one.lead or first
        first = lead
        evidence = self._evidence(lead.sentence, one.supports)
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
            also=tuple(
                sorted(
                    ({draft.rule.id for draft in one.drafts} | {other for draft in one.drafts for other in draft.others} | one.lent)
                    - {first.rule.id}
                )
            ),
        ).with_roles(roles)

    def _things(self, rows: Iterable[tuple[str, int, int]]) -> list[Argument]:
        found: dict[str, Argument] = {}
        for iri, start, end in rows:
            entity = self.knowledge.entities.get(iri)
            if entity is not None and iri not in found:
                found[iri] = Argument(iri, entity.label, entity.type, entity.country, self.article.text[start:end], start, end)
        return list(found.values())

    def _evidence(self, lead: Sentence, supports: dict[str, list[Sentence]]) -> tuple[Evidence, ...]:
        rows: dict[int, tuple[Sentence, set[str]]] = {lead.number: (lead, set())}
        for role, sentences in supports.items():
            for sentence in sentences:
                rows.setdefault(sentence.number, (sentence, set()))[1].add(role)
        ordered = sorted(rows.values(), key=lambda row: (row[0].number != lead.number, row[0].number))
        return tuple(
            Evidence(
                sentence.span.start, sentence.span.end, self.article.text[sentence.span.start : sentence.span.end], tuple(sorted(roles))
            )
            for sentence, roles in ordered
        )

    # -- statements, treaty actions -----------------------------------------------------------------------------------

    def others(self) -> list[Fact]:
        """Statements and treaty actions."""
        found: list[Fact] = []
        seen: set[tuple[object, ...]] = set()
        for draft in self.drafts:
            if draft.rule.fact not in ("Statement", "TreatyAction") or draft.conditional:
                continue
            roles: dict[str, list[Argument]] = {}
            for role, refs in draft.roles.items():
                for ref in refs:
                    for one in self._speaker(ref):
                        if not any(other.id == one.id for other in roles.setdefault(role, [])):
                            roles[role].append(one)
            for role, rows in draft.things.items():
                if not (draft.rule.fact == "Statement" and role == "place"):
                    roles.setdefault(role, []).extend(self._things(rows))
            asked = {role for role, _ in draft.rule.roles}
            needed = "speaker" if draft.rule.fact == "Statement" else "treaty" if "treaty" in asked else "party"
            if not roles.get(needed) or (needed == "treaty" and "party" in asked and not roles.get("party") and not draft.rule.status):
                continue
            doers = {one.id for role in ("speaker", "party") for one in roles.get(role, ())}
            for role in ("addressee", "target"):
                if role in roles:
                    roles[role] = [one for one in roles[role] if one.id not in doers]
            key = (
                draft.rule.fact,
                draft.rule.act,
                draft.rule.action,
                tuple(one.id for one in roles[needed]),
                draft.sentence.number,
                draft.span,
            )
            if key in seen:
                continue
            seen.add(key)
            attribution = self.attribution(
                [ref for ref in draft.speakers if not any(ref.start == one.start for one in draft.roles.get("speaker", ()))]
            )
            if attribution is not None and any(one.id == attribution.id for one in roles.get("speaker", ())):
                attribution = None
            plover = draft.rule.plover
            found.append(
                Fact(
                    draft.rule.fact,
                    rule=draft.rule.id,
                    evidence=self._evidence(draft.sentence, {}),
                    status=draft.status if draft.rule.fact == "TreatyAction" else "",
                    act=draft.rule.act,
                    action=draft.rule.action,
                    plover=plover,
                    polarity=draft.polarity,
                    when=self.said_on(draft) if draft.rule.fact == "Statement" else self.when(draft),
                    attribution=attribution,
                ).with_roles(roles)
            )
        found.extend(self._continued(found))
        special = {(one.evidence[0].start, argument.id) for one in found if one.act not in ("", "say") for argument in one.role("speaker")}
        return [
            one
            for one in found
            if one.act != "say" or not all((one.evidence[0].start, argument.id) in special for argument in one.role("speaker"))
        ]

    def _continued(self, found: Sequence[Fact]) -> list[Fact]:
        """Sentences of direct speech that name no speaker: he is the one of the nearest attributed sentence of the paragraph."""
        spoken = {fact.evidence[0].start for fact in found}
        attributed: dict[int, tuple[Sentence, Fact]] = {}
        by_start = {sentence.span.start: sentence for sentence, _ in self.sentences}
        for fact in found:
            sentence = by_start.get(fact.evidence[0].start)
            if sentence is not None and fact.act == "say" and fact.role("speaker"):
                attributed.setdefault(sentence.number, (sentence, fact))
        made = []
        for sentence, analysed in self.sentences:
            if sentence.span.start in spoken or not any(node.kind == "A" and node.refs[0].name in ("i", "we") for node in analysed.nodes):
                continue
            if any(adjunct.kind == "speaker" for adjunct in analysed.adjuncts):
                continue
            near = sorted(
                (abs(number - sentence.number), -number, other, fact)
                for number, (other, fact) in attributed.items()
                if other.paragraph == sentence.paragraph and abs(number - sentence.number) <= 2
            )
            if near:
                _, _, other, fact = near[0]
                topics = self._things((node.entity, node.start, node.end) for node in analysed.nodes if node.kind == "T")
                made.append(
                    replace(fact, evidence=self._evidence(sentence, {"speaker": [other]}), when=None).with_roles(
                        {"speaker": fact.role("speaker"), "topic": topics}
                    )
                )
        return made

    def _speaker(self, ref: Ref) -> list[Argument]:
        found = self.scope.resolve(ref)
        if found:
            return found
        if ref.kind in ("source", "person") and ref.office and not ref.name and (source := self._source(ref)):
            return [Argument(source.id, source.label, "Source", source.country, ref.text, ref.start, ref.end)]
        return []

    # -- tenures -----------------------------------------------------------------------------------------------------

    def tenures(self) -> list[Fact]:
        """A fact for each person whom the article names with a post."""
        rule = next((one for one in self.knowledge.rules if one.fact == "Tenure"), None)
        if rule is None:
            return []
        found: dict[tuple[str, str], Fact] = {}
        for sentence, analysed in self.sentences:
            for node in analysed.nodes:
                for ref in node.refs:
                    if ref.kind != "person" or not ref.name or node.shadow or not (ref.office or ref.rank):
                        continue
                    for one in self.scope.resolve(ref):
                        for post in self._posts(ref, one):
                            found.setdefault(
                                (one.id, post.label.lower()),
                                Fact(
                                    "Tenure",
                                    rule=rule.id,
                                    evidence=self._evidence(sentence, {}),
                                    when=When(self.article.published, self.article.published, basis="publication"),
                                ).with_roles({"person": [one], "post": [post]}),
                            )
        return list(found.values())

    def _posts(self, ref: Ref, person: Argument) -> list[Argument]:
        """The post and the rank with which somebody is named; a former post is none."""
        return [
            self._post(ref, person, office)
            for office in (ref.office, ref.rank)
            if office and not re.match(r"(?:former|ex|late|then)\b", office)
        ]

    def _post(self, ref: Ref, person: Argument, office: str) -> Argument:
        owner = (
            ref.body
            if ref.body in self.knowledge.entities
            else ref.countries[0]
            if ref.countries
            else self.knowledge.states_by_code.get(person.country, "")
        )
        entity = self.knowledge.entities.get(owner)
        known = next(iter(self.knowledge.posts_by_office.get((owner, normal_office(office)), ())), "")
        slug = f"{(vocab.local(owner) if owner else 'unknown').lower()}.{vocab.slug(normal_office(office))}"
        label = f"{office} of {entity.label}" if entity is not None else office
        return Argument(
            known or vocab.iri("post", slug),
            self.knowledge.posts[known].label if known else label,
            "Post",
            entity.country if entity is not None else "",
            ref.text,
            ref.start,
            ref.end,
            office=office,
            behalf=owner,
        )


def _plus(day: str, shift: int) -> str:
    import datetime

    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=shift)).isoformat() if shift else day


def _day(written: str) -> str:
    return written if len(written) == 10 else written + "-01" if len(written) == 7 else written + "-01-01"


def _day_end(written: str) -> str:
    return written if len(written) == 10 else written + "-31" if len(written) == 7 else written + "-12-31"


def _overlap(one: When, two: When) -> bool:
    return _day(one.earliest) <= _day_end(two.latest) and _day(two.earliest) <= _day_end(one.latest)


def _precision(when: When) -> int:
    basis = {"explicit": 3, "quotation": 3, "relative": 2, "shifted": 1}.get(when.basis, 0)
    return len(when.earliest) * 10 + basis * 2 + (when.earliest == when.latest)


def _coarse(when: When) -> bool:
    return len(when.earliest) < 10


def _distance(when: When, day: str) -> int:
    """Days between an event and a day."""
    import datetime

    first = datetime.date.fromisoformat(_day(when.earliest))
    last_text = _day_end(when.latest)
    while True:
        try:
            last = datetime.date.fromisoformat(last_text)
            break
        except ValueError:
            last_text = last_text[:8] + str(int(last_text[8:]) - 1)
    here = datetime.date.fromisoformat(day)
    if first <= here <= last:
        return 0
    return min(abs((first - here).days), abs((last - here).days))


def _stronger(one: str, two: str) -> str:
    order = ("cancelled", "postponed", "denied", "held", "ongoing", "planned", "proposed")
    return min((one, two), key=lambda status: order.index(status) if status in order else 9)


def _without_doubles(found: Sequence[Argument]) -> list[Argument]:
    """Without the states whose people are there too, unless nobody else is of that state."""
    people = {one.country for one in found if one.type == "Person" and one.country}
    kept = [one for one in found if not (one.type == "State" and one.country in people)]
    return list(kept)


def _best_places(one: list[tuple[str, int, int]], two: list[tuple[str, int, int]], within) -> list[tuple[str, int, int]]:  # type: ignore[no-untyped-def]
    if not one or not two:
        return one or two
    if "/place/" in two[0][0] and "/place/" not in one[0][0]:
        return [*two, *one]
    return [*one, *two]


def nodes_of(clauses: Clauses) -> list[Node]:
    """The chunks of a sentence."""
    return clauses.nodes

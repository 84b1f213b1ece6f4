"""What the meetings of an article are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from kg.chunks import Node, Ref
from kg.clauses import Clauses
from kg.events import discussed, discussing
from kg.facts.days import distance
from kg.facts.desk import Desk
from kg.facts.meeting import Meeting
from kg.model import Argument
from kg.text import Sentence

# Acts that tell of one side's mind, not of what it raised with the other: no topic of the talks.
_APART = frozenset(("announce", "plan", "predict"))
# Verbs by which a report of talks tells what was raised in them; "said" may have been said to anybody.
_RAISING = frozenset(
    "affirm brief commit convey describe emphasise emphasize express highlight inform mention note outline pay place raise reaffirm "
    "reconfirm reiterate share stress underline underscore update".split()
)
# How many sentences after a meeting still tell of it.
_REACH = 8


def give_topics(found: Sequence[Meeting], desk: Desk) -> None:
    """Sentences that tell what was discussed, and what its sides raised right after it, give their topics to the meeting they are about."""
    if not found:
        return
    main = next((one for one in found if _recent(one, desk)), found[0])
    triggered = {draft.sentence.number for draft in desk.drafts if draft.rule.fact == "Meeting"}
    told = {draft.sentence.number for one in found for draft in one.drafts}
    for sentence, analysed in desk.sentences:
        topics = [(node.entity, node.start, node.end) for node in analysed.nodes if node.kind == "T"]
        if not topics:
            continue
        target: Meeting | None = None
        if discussed(analysed):
            target = _last_told(found, sentence, analysed, desk, _resolved(_subjects(analysed, discussing), desk)) or main
            if sentence.number in triggered:
                target = next((one for one in found if any(draft.sentence.number == sentence.number for draft in one.drafts)), target)
        elif sentence.number not in told:
            target = _raised_in(found, sentence, analysed, desk)
        if target is not None:
            target.topics.extend(topics)
            target.supports.setdefault("topic", []).append(sentence)


def _recent(one: Meeting, desk: Desk) -> bool:
    """Whether a meeting is what the article has to tell: held, and not long ago."""
    return one.status in ("held", "ongoing") and (one.when is None or distance(one.when, desk.article.published) < 20)


def _subjects(analysed: Clauses, asked: Callable[[Node], bool]) -> list[Ref]:
    """Who does what is asked for: the actors right before the first such verb."""
    rows = (before.refs for before, node in pairwise(analysed.nodes) if node.kind == "V" and asked(node) and before.kind == "A")
    return next(rows, [])


def _agenda(analysed: Clauses) -> bool:
    """Whether a sentence tells what was on the agenda: "X topped the agenda", "during an exchange of views on X"."""
    return any(node.low == "agenda" or (node.kind == "E" and node.head.startswith("exchange")) for node in analysed.nodes)


def _raising(node: Node) -> bool:
    """Whether a verb group tells what was raised."""
    return node.head in _RAISING and node.tense in ("past", "present", "future")


def _last_told(
    found: Sequence[Meeting], sentence: Sentence, analysed: Clauses, desk: Desk, sides: Sequence[Argument] = ()
) -> Meeting | None:
    """The meeting of these sides that was mentioned last before a sentence: a recent one, a planned one for what will be.

    What several sides say together they say in their talks, however long the report is; one side may speak of something else by then.
    """
    future = any(node.kind == "V" and node.tense == "future" for node in analysed.nodes)
    reach = _REACH if len({one.id for one in sides}) < 2 else sentence.number
    told = [
        (draft.sentence.number, -one.order, one)
        for one in found
        if (one.status == "planned" if future else _recent(one, desk)) and all(_takes_part(who, one) for who in sides)
        for draft in one.drafts
        if 0 < sentence.number - draft.sentence.number <= reach
    ]
    return max(told, key=lambda row: row[:2])[2] if told else None


def _takes_part(who: Argument, one: Meeting) -> bool:
    """Whether somebody is, or stands for, a side of a meeting."""
    return who.id in one.people or who.id in one.sides or (who.type == "State" and who.country in one.sides)


def _raised_in(found: Sequence[Meeting], sentence: Sentence, analysed: Clauses, desk: Desk) -> Meeting | None:
    """The meeting in which its own sides raised what the sentence tells; None where somebody else speaks or no meeting was just told."""
    if _agenda(analysed) or any(node.kind == "V" and node.passive and _raising(node) for node in analysed.nodes):
        return _last_told(found, sentence, analysed, desk)
    rows = [_subjects(analysed, _raising)]
    for draft in desk.drafts:
        if draft.sentence.number == sentence.number and draft.rule.fact == "Statement" and draft.rule.act not in ("say", *_APART):
            rows.append(draft.roles.get("speaker", []))
    for refs in rows:
        speakers = _resolved(refs, desk)
        # "The two sides", whoever they are, are those of the meeting told last.
        if speakers or any(ref.plural and not ref.countries for ref in refs):
            if one := _last_told(found, sentence, analysed, desk, speakers):
                return one
    return None


def _resolved(refs: Sequence[Ref], desk: Desk) -> list[Argument]:
    """Whom the references mean."""
    return [one for ref in refs for one in desk.scope.resolve(ref)]


def narrow(found: Sequence[Meeting], desk: Desk) -> None:
    """A broad topic of talks ("missile systems") is made specific by what their sides offer to discuss in the same article."""
    broad = {id(one): {topic[0] for topic in one.topics} for one in found}
    replaced: dict[int, set[str]] = {}
    for draft in desk.drafts:
        if draft.rule.fact != "Statement" or draft.rule.act not in (
            "offer",
            "express-interest",
            "propose",
            "request",
            "demand",
            "agree",
        ):
            continue
        sides = {one.country for ref in draft.roles.get("speaker", ()) for one in desk.scope.resolve(ref)}
        for iri, start, end in draft.things.get("topic", ()):
            above = _above(iri, desk)
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


def _above(topic: str, desk: Desk) -> set[str]:
    """The topics above a topic."""
    found: set[str] = set()
    rows = [topic]
    while rows:
        entity = desk.knowledge.entities.get(rows.pop())
        for one in entity.broader if entity is not None else ():
            if one not in found:
                found.add(one)
                rows.append(one)
    return found

"""What the meetings of an article are about."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses import Clauses
from kg.events import discussed
from kg.facts.days import distance
from kg.facts.desk import Desk
from kg.facts.meeting import Meeting
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
    for sentence, analysed in desk.sentences:
        topics = [(node.entity, node.start, node.end) for node in analysed.nodes if node.kind == "T"]
        if not topics:
            continue
        target: Meeting | None = None
        if discussed(analysed):
            target = _last_told(found, sentence, analysed, desk) or main
            if sentence.number in triggered:
                target = next((one for one in found if any(draft.sentence.number == sentence.number for draft in one.drafts)), target)
        elif sentence.number not in triggered:
            target = _raised_in(found, sentence, analysed, desk)
        if target is not None:
            target.topics.extend(topics)
            target.supports.setdefault("topic", []).append(sentence)


def _recent(one: Meeting, desk: Desk) -> bool:
    """Whether a meeting is what the article has to tell: held, and not long ago."""
    return one.status in ("held", "ongoing") and (one.when is None or distance(one.when, desk.article.published) < 20)


def _last_told(found: Sequence[Meeting], sentence: Sentence, analysed: Clauses, desk: Desk, reach: int = _REACH) -> Meeting | None:
    """The meeting that was mentioned last before a sentence, at most `reach` sentences away: a recent one, a planned one for what will be."""
    future = any(node.kind == "V" and node.tense == "future" for node in analysed.nodes)
    told = [
        (draft.sentence.number, -one.order, one)
        for one in found
        if (one.status == "planned" if future else _recent(one, desk))
        for draft in one.drafts
        if 0 < sentence.number - draft.sentence.number <= reach
    ]
    return max(told, key=lambda row: row[:2])[2] if told else None


def _raised_in(found: Sequence[Meeting], sentence: Sentence, analysed: Clauses, desk: Desk) -> Meeting | None:
    """The meeting in which its own sides raised what the sentence tells; None where somebody else speaks or no meeting was just told."""
    one = _last_told(found, sentence, analysed, desk)
    if one is not None and any(node.kind == "V" and node.head in _RAISING and node.passive and node.tense for node in analysed.nodes):
        return one
    for draft in desk.drafts:
        if draft.sentence.number != sentence.number or draft.rule.fact != "Statement" or draft.rule.act in _APART:
            continue
        if draft.rule.act == "say" and analysed.nodes[draft.trigger].head not in _RAISING:
            continue
        speakers = {speaker.id: speaker for ref in draft.roles.get("speaker", ()) for speaker in desk.scope.resolve(ref)}
        # What all sides say together they say in their talks, however long the report is.
        target = _last_told(found, sentence, analysed, desk, 99) if len(speakers) > 1 else one
        if target is None or not speakers:
            continue
        if all(who.id in target.people or (who.type == "State" and who.country in target.sides) for who in speakers.values()):
            return target
    return None


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

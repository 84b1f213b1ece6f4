"""What the meetings of an article are about."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events import discussed
from kg.facts.days import distance
from kg.facts.desk import Desk
from kg.facts.meeting import Meeting


def give_topics(found: Sequence[Meeting], desk: Desk) -> None:
    """Sentences that tell what was discussed give their topics to the meeting the text is about."""
    if not found:
        return
    main = next(
        (
            one
            for one in found
            if one.status in ("held", "ongoing") and (one.when is None or distance(one.when, desk.article.published) < 20)
        ),
        found[0],
    )
    triggered = {draft.sentence.number for draft in desk.drafts if draft.rule.fact == "Meeting"}
    for sentence, analysed in desk.sentences:
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

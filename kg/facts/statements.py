"""The statements and the treaty actions of an article, each with its speaker or its parties."""

from __future__ import annotations

from kg.chunks import Ref
from kg.events import Draft
from kg.facts import targets
from kg.facts.desk import Desk
from kg.facts.speech import spoken
from kg.model import Argument, Fact


def others(desk: Desk) -> list[Fact]:
    """Statements and treaty actions."""
    found: list[Fact] = []
    clauses = {sentence.number: analysed for sentence, analysed in desk.sentences}
    seen: set[tuple[object, ...]] = set()
    for draft in desk.drafts:
        if draft.rule.fact not in ("Statement", "TreatyAction") or draft.conditional:
            continue
        roles: dict[str, list[Argument]] = {}
        for role, refs in draft.roles.items():
            for ref in refs:
                for one in desk.sources.speaker(ref):
                    if not any(other.id == one.id for other in roles.setdefault(role, [])):
                        roles[role].append(one)
        for role, rows in draft.things.items():
            if not (draft.rule.fact == "Statement" and role == "place"):
                roles.setdefault(role, []).extend(desk.things(rows))
        asked = {role for role, _ in draft.rule.roles}
        if draft.rule.fact == "Statement" and "speaker" not in asked:
            # "It was noted that …": by those who talk with each other, as far as the article names two sides.
            start, end = draft.span
            roles["speaker"] = desk.scope.groups.together(Ref("pronoun", desk.article.text[start:end], start, end), start)
        needed = "speaker" if draft.rule.fact == "Statement" else "treaty" if "treaty" in asked else "party"
        if not roles.get(needed) or draft.rule.action == "cite":
            continue
        doers = {one.id for role in ("speaker", "party") for one in roles.get(role, ())}
        for role in ("addressee", "target"):
            if role in roles:
                roles[role] = [one for one in roles[role] if one.id not in doers]
        if not roles.get("target") and not roles.get("addressee") and targets.aimed(draft):
            roles["target"] = targets.target(draft, clauses[draft.sentence.number], roles[needed], desk)
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
        attribution = desk.sources.attribution(
            [ref for ref in draft.speakers if not any(ref.start == one.start for one in draft.roles.get("speaker", ()))]
        )
        if attribution is not None and any(one.id == attribution.id for one in roles.get("speaker", ())):
            attribution = None
        plover = _class(draft)
        found.append(
            Fact(
                draft.rule.fact,
                rule=draft.rule.id,
                evidence=desk.evidence(draft.sentence, {}),
                status=draft.status if draft.rule.fact == "TreatyAction" else "",
                act=draft.rule.act,
                action=draft.rule.action,
                plover=plover,
                polarity=draft.polarity,
                when=desk.days.said_on(draft) if draft.rule.fact == "Statement" else desk.days.when(draft),
                attribution=attribution,
                parser=desk.knowledge.parser_version if draft.tree else "",
            ).with_roles(roles)
        )
    found = spoken(_done(found), desk)
    special = {(one.evidence[0].start, argument.id) for one in found if one.act not in ("", "say") for argument in one.role("speaker")}
    return [
        one
        for one in found
        if one.act != "say" or not all((one.evidence[0].start, argument.id) in special for argument in one.role("speaker"))
    ]


_KIND = frozenset("AGREE SUPPORT COOPERATE AID CONSULT RETREAT CONCEDE".split())
_INTENDED = {
    **dict.fromkeys(("AID", "COOPERATE", "RETREAT", "CONCEDE"), "AGREE"),
    **dict.fromkeys(("SANCTION", "ASSAULT", "COERCE"), "THREATEN"),
}
"""PLOVER's classes of what is only intended, after CAMEO's "express intent to …" (03) and "threaten to …" (13)."""


def _class(draft: Draft) -> str:
    """The PLOVER class of a fact: what a side will not do it rejects, what it will do it agrees to or threatens."""
    plover = draft.rule.plover
    if draft.polarity == "negative" and draft.rule.polarity != "negative":
        return "REJECT" if plover in _KIND and draft.rule.fact == "Statement" else ""
    if draft.rule.id.startswith("done.") and draft.status in ("planned", "proposed"):
        return _INTENDED.get(plover, plover)
    return plover


_UNDONE = frozenset("threaten reject refuse give-ultimatum".split())


def _done(found: list[Fact]) -> list[Fact]:
    """The facts without the deeds that their doers, in the same sentence, only threaten or refuse to do."""
    undone = {(one.evidence[0].start, who.country or who.id) for one in found if one.act in _UNDONE for who in one.role("speaker")}
    return [
        one
        for one in found
        if not (one.rule.startswith("done.") and any((one.evidence[0].start, who.country or who.id) in undone for who in one.role("party")))
    ]

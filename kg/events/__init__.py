"""Matches and adjuncts of one sentence → drafts of facts: who takes part, where, when, on what, with which status."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Node, Ref
from kg.clauses import Clauses
from kg.events.adjuncts import attach
from kg.events.draft import Draft, add_place, join, same_ref
from kg.events.sides import companions, complements, destination, listed, other_side, own_side
from kg.events.status import status_of
from kg.knowledge import Knowledge
from kg.rules.match import Match
from kg.text import Sentence

__all__ = ["Draft", "discussed", "discussing", "drafts"]

_DISCUSSING = frozenset(
    "discuss cover address review consider focus touch raise examine explore exchange negotiate highlight stress agree talk".split()
)


def drafts(sentence: Sentence, clauses: Clauses, matches: Sequence[Match], knowledge: Knowledge) -> list[Draft]:
    """The drafts of a sentence: one for each trigger of a meeting, one for each match of another kind."""
    meetings: dict[int, list[Match]] = {}
    found: list[Draft] = []
    for match in matches:
        if match.rule.fact == "Meeting" and not _possessor(match, clauses) and not _retold(match) and not _inside_phrase(match, clauses):
            meetings.setdefault(match.trigger, []).append(match)
    absorbed = _absorbed(clauses, meetings)
    triggers = sorted({*meetings, *(k for k, node in enumerate(clauses.nodes) if node.kind == "E")} - set(absorbed))
    for trigger, rows in sorted(meetings.items()):
        if trigger in absorbed:
            continue
        found.append(_meeting(sentence, clauses, trigger, rows, triggers, absorbed, knowledge))
    best: dict[tuple[str, int, str], Match] = {}
    for match in matches:
        if match.rule.fact != "Meeting" and not _inverted_participle(match):
            key = (match.rule.fact, match.trigger, match.rule.action or match.rule.act)
            if key not in best or match.weight > best[key].weight:
                best[key] = match
    kept: dict[tuple[str, int], Match] = {}
    for (fact, trigger, _), match in best.items():
        if (fact, trigger) not in kept or match.weight > kept[(fact, trigger)].weight:
            kept[(fact, trigger)] = match
    for (_, trigger), match in sorted(kept.items(), key=lambda row: (row[0][1], row[0][0])):
        found.append(_plain(sentence, clauses, trigger, match, triggers, knowledge))
    return found


def _inverted_participle(match: Match) -> bool:
    """Whether a speaker stands behind a participle ("…, saying the Russians …"): there he is no speaker."""
    if match.rule.fact != "Statement" or not match.verbs or match.verbs[-1].tense not in ("participle", "infinitive"):
        return False
    speaker = next(
        (places[0] for role, slots in match.rule.roles if role == "speaker" for slot in slots if (places := match.positions.get(slot))), -1
    )
    return speaker > match.verb_positions[-1]


def _possessor(match: Match, clauses: Clauses) -> bool:
    """Whether a side only owns what the verb is about: "welcomed Morocco's gesture"."""
    sides = [place for role, slots in match.rule.roles if role != "place" for slot in slots for place in match.positions.get(slot, ())]
    return any(
        place + 1 < len(clauses.nodes)
        and clauses.nodes[place + 1].low == "'s"
        and not any("," in ref.text for ref in clauses.nodes[place].refs)  # "X, the head of Russia" owns, and X does not
        for place in sides
    )


def _inside_phrase(match: Match, clauses: Clauses) -> bool:
    """Whether the subject belongs to a phrase before it and is none: "Students from Kenya and Uganda met", "demand for gas from Russia met"."""
    slots = [slot for role, names in match.rule.roles if role == "participant" for slot in names]
    places = [places[0] for slot in slots if (places := match.positions.get(slot))]
    if not places or not match.verb_positions or min(places) > match.verb_positions[0]:
        return False
    first = min(places)
    nodes = clauses.nodes
    return (
        first > 1
        and nodes[first - 1].low in ("from", "for")
        and nodes[first].kind == "A"
        and first + 1 < len(nodes)
        and nodes[first + 1].kind == "V"
        and not nodes[first + 1].infinitive  # "plans for X to meet Y"
        and nodes[first - 2].kind in ("W", "N")
        and nodes[first - 2].low not in (",", "and")
    )


def _retold(match: Match) -> bool:
    """Whether "they discussed …" or "met to discuss …" only goes on about a meeting told already."""
    if not match.verbs or match.verbs[-1].head != "discuss" or match.event is not None:
        return False
    sides = [node for role, slots in match.rule.roles if role == "participant" for slot in slots for node in match.slots.get(slot, ())]
    refs = [ref for node in sides for ref in node.refs]
    return any(node.shadow for node in sides) or all(ref.kind == "pronoun" or (ref.kind == "group" and not ref.countries) for ref in refs)


def _outsiders(participants: Sequence[Ref], complement: Sequence[Ref], verbs: Sequence[Node], clauses: Clauses) -> dict[int, str]:
    """Who has to do with talks "between A and B" without being a side of them: start of the reference → part, empty for none."""
    if len(complement) < 2 and not any(ref.plural for ref in complement):
        return {}
    first = min(ref.start for ref in complement)
    before = [node for node in clauses.nodes if node.end <= first]
    named = len(complement) > 1 and all(ref.kind == "person" and ref.name for ref in complement)
    if (
        not before
        or before[-1].low not in ("between", "among", "involving", *(("of",) if named else ()))
        or not verbs
        or verbs[-1].head in ("attend", "join")
    ):
        return {}
    part = "mediator" if verbs[-1].head in ("mediate", "broker", "facilitate") else "host" if verbs[-1].head in _HOSTING else ""
    return {ref.start: part for ref in participants if not any(ref.start < one.end and one.start < ref.end for one in complement)}


def _alone(clauses: Clauses, trigger: int) -> bool:
    """Whether an event noun begins its clause, but for dates and "there will be": nobody else is the subject."""
    nodes = clauses.nodes
    start = max((k + 1 for k in range(trigger) if nodes[k].low in ("that", "and", "where", ";") and nodes[k].kind in ("W", "P")), default=0)
    if start and not any(node.kind == "V" for node in (*nodes[start:trigger], *nodes[trigger + 1 : trigger + 4])):
        start = 0  # "spoke of trade and another meeting"
    before = [node for node in nodes[start:trigger] if node.low != "there"]
    return (
        nodes[trigger].determiner not in ("its", "his", "her", "our", "my")
        and not any(node.kind in ("A", "N", "E") or (node.kind == "V" and node.head != "be") for node in before)
        and not (trigger + 1 < len(nodes) and nodes[trigger + 1].low in (",", "for"))
    )


def _attending(clauses: Clauses, trigger: int) -> bool:
    """Whether somebody attends "the talks" of others: "A also attended the meeting", "the meeting was also attended by A"."""
    nodes = clauses.nodes
    if nodes[trigger].refs or (trigger + 1 < len(nodes) and nodes[trigger + 1].low in ("between", "with", "of", "among", "involving")):
        return False
    after = next((node for node in nodes[trigger + 1 : trigger + 4] if node.kind == "V"), None)
    before = nodes[max(0, trigger - 5) : trigger]
    joins = any(node.kind == "V" and node.head in _ATTENDING for node in before) or (
        any(node.kind == "V" and node.head == "take" for node in before) and any(node.low == "part" for node in before)
    )
    return joins or (after is not None and after.passive and after.head in ("attend", "join"))


_ANOTHER = frozenset("another second third fourth fifth sixth next further new separate other previous earlier follow-up first".split())
_ATTENDING = frozenset("attend join participate".split())
_HOSTING = frozenset("host chair convene stage organise organize co-host open hold".split())


def _first_person(participants: list[Ref], clauses: Clauses) -> list[Ref]:
    """The sides with the speaker in the place of "I" ('"I did not meet them," X said'), and of the "he" of his own words ("X said he had met Y")."""
    speakers = [ref for adjunct in clauses.adjuncts if adjunct.kind == "speaker" for ref in adjunct.node.refs if ref.kind != "pronoun"]
    if not speakers:
        return participants
    own = _own_words(clauses)
    found: list[Ref] = []
    for ref in participants:
        if ref.kind == "pronoun" and ref.start in own:
            join(found, own[ref.start])
        else:
            mine = ref.kind == "pronoun" and (ref.name == "i" or (ref.name == "we" and len(participants) > 1))
            join(found, speakers[:1] if mine else [ref])
    return found


def _own_words(clauses: Clauses) -> dict[int, list[Ref]]:
    """Where a "he" or "she" stands right behind "X said [on Friday] [that]", and X."""
    nodes = clauses.nodes
    found: dict[int, list[Ref]] = {}
    for adjunct in clauses.adjuncts:
        k = adjunct.position + 1
        if adjunct.kind != "speaker" or len(adjunct.node.refs) != 1 or k >= len(nodes) or nodes[k].kind != "V":
            continue
        k += 1
        while k < len(nodes) and (nodes[k].kind in ("D", "L") or nodes[k].low in ("that", "on", "in", "here")):
            k += 1
        if k < len(nodes) and nodes[k].kind == "A" and nodes[k].refs[0].kind == "pronoun" and nodes[k].refs[0].name in ("he", "she"):
            found[nodes[k].refs[0].start] = list(adjunct.node.refs)
    return found


def _absorbed(clauses: Clauses, meetings: dict[int, list[Match]]) -> dict[int, int]:
    """Event nouns that only name the occasion of a verb's meeting ("met for talks", "met at a summit"): noun → verb."""
    found: dict[int, int] = {}
    nodes = clauses.nodes
    verbs = [k for k in meetings if nodes[k].kind == "V"]
    for k, node in enumerate(nodes):
        if node.kind != "E" or node.refs or k == 0:
            continue
        before = nodes[k - 1].low
        left = [v for v in verbs if v < k and clauses.borders[v] == clauses.borders[k] and k - v <= 12]
        if left and before in ("for", "at", "in", "during") and not any(nodes[j].kind == "V" for j in range(left[-1] + 1, k)):
            after = nodes[k + 1].low if k + 1 < len(nodes) else ""
            if after not in ("between",):
                found[k] = left[-1]
    return found


def _meeting(
    sentence: Sentence,
    clauses: Clauses,
    trigger: int,
    rows: list[Match],
    triggers: Sequence[int],
    absorbed: dict[int, int],
    knowledge: Knowledge,
) -> Draft:
    ordered = sorted(rows, key=lambda match: match.weight, reverse=True)
    best = ordered[0]
    node = clauses.nodes[trigger]
    draft = Draft(best.rule, sentence, clauses.borders[trigger], trigger, in_headline=sentence.paragraph < 0, tree=best.tree)
    draft.span = (clauses.nodes[best.first].start, clauses.nodes[best.last].end)
    draft.others = sorted({match.rule.id for match in ordered[1:]} - {best.rule.id})
    participants: list[Ref] = []
    for match in ordered:
        for role, slots in match.rule.roles:
            for slot in slots:
                for one in match.slots.get(slot, ()):
                    if role in ("place",):
                        add_place(draft, one)
                    elif role == "participant":
                        join(participants, one.refs)
                    elif role in ("host", "mediator", "observer", "delegate"):
                        join(participants, one.refs)
                        for ref in one.refs:
                            draft.parts[id(same_ref(participants, ref))] = role
    if node.kind == "E":
        join(participants, node.refs)
        complement, hosts = complements(clauses, trigger)
        outside = _outsiders(participants, complement, best.verbs, clauses)
        for ref in participants:
            if outside.get(ref.start):
                draft.parts[id(ref)] = outside[ref.start]
        participants = [ref for ref in participants if outside.get(ref.start, "side")]
        join(participants, complement)
        for ref in hosts:
            join(participants, [ref])
            draft.parts[id(same_ref(participants, ref))] = "host"
        draft.format = node.format
        if node.date is not None:
            draft.dates.append((node.date, ""))
        draft.definite = node.determiner in ("the", "this", "these", "that", "his", "her", "their", "its", "both")
        draft.plural = node.plural
        draft.fresh = any(word in _ANOTHER for word in [*node.modifiers, node.determiner])
        draft.alone = _alone(clauses, trigger) and (bool(best.verbs) or any(one.kind == "V" for one in clauses.nodes[:trigger]))
        for place in node.places:
            draft.things.setdefault("place", []).append((place, node.start, node.end))
        for topic in node.topics:
            draft.things.setdefault("topic", []).append((topic, node.start, node.end))
    for event, verb in absorbed.items():
        if verb == trigger:
            other = clauses.nodes[event]
            draft.format = other.format
            complement, _ = complements(clauses, event)
            join(participants, complement)
            for place in other.places:
                draft.things.setdefault("place", []).append((place, other.start, other.end))
            for topic in other.topics:
                draft.things.setdefault("topic", []).append((topic, other.start, other.end))
    if node.kind == "E":
        own_side(clauses, trigger, participants)
    participants = _first_person(participants, clauses)
    participants = listed(clauses, trigger, participants)
    companions(clauses, trigger, participants, draft)
    if node.kind == "E":
        draft.attending = draft.definite and _attending(clauses, trigger)
        other_side(clauses, trigger, participants, draft)
        if node.format == "visit":
            destination(clauses, trigger, draft)
    draft.separate = (
        any(one.low in ("separately", "respectively", "each") for one in clauses.nodes)
        or (
            node.kind == "V"
            and node.head in ("phone", "telephone", "ring", "call")  # "telephoned A and B"
            and all(ref.kind == "person" for ref in participants)  # "rang the leaders of …" may be one call
        )
    ) or (node.kind == "E" and node.plural and ("bilateral" in node.modifiers or not any(ref.plural for ref in participants)))
    draft.roles["participant"] = participants
    if node.kind == "V" and node.head == "reconvene":
        draft.fresh = True
    if not draft.format or (node.kind == "V" and best.rule.format and not any(verb == trigger for verb in absorbed.values())):
        draft.format = draft.format or best.rule.format or "meeting"
    if best.rule.format == "visit" and node.kind == "V":
        draft.format = "visit"
    elif best.rule.format == "visit" and node.format in ("talks", "meeting") and len(participants) == 1:
        draft.format = "visit"  # "arrived in Ankara for talks"
    if node.kind == "V" and node.head in ("phone", "telephone", "ring", "call") and best.rule.format == "talks":
        draft.format = "phone call"
    attach(draft, clauses, triggers, absorbed)
    if best.rule.status:
        draft.status = best.rule.status
    else:
        draft.status, draft.why = status_of(clauses, best, ordered, trigger, knowledge)
    return draft


def _plain(sentence: Sentence, clauses: Clauses, trigger: int, match: Match, triggers: Sequence[int], knowledge: Knowledge) -> Draft:
    draft = Draft(match.rule, sentence, clauses.borders[trigger], trigger, in_headline=sentence.paragraph < 0, tree=match.tree)
    draft.span = (clauses.nodes[match.first].start, clauses.nodes[match.last].end)
    for role, slots in match.rule.roles:
        for slot in slots:
            for node in match.slots.get(slot, ()):
                if role in ("place", "topic", "treaty"):
                    if node.entity:
                        draft.things.setdefault(role, []).append((node.entity, node.start, node.end))
                elif node.refs:
                    join(draft.roles.setdefault(role, []), node.refs)
    attach(draft, clauses, (), {})
    if match.verbs:
        draft.status, draft.why = knowledge.modality.of_verb(match.verbs)
        draft.polarity = "negative" if any(node.negated for node in match.verbs) else ""
    if match.rule.status:
        draft.status = match.rule.status
    if match.rule.fact == "Statement":
        draft.polarity = draft.polarity or match.rule.polarity
        for k in range(trigger, len(clauses.nodes)):
            node = clauses.nodes[k]
            if node.kind == "T":
                draft.things.setdefault("topic", []).append((node.entity, node.start, node.end))
            elif node.kind == "E":
                for topic in node.topics:
                    draft.things.setdefault("topic", []).append((topic, node.start, node.end))
    return draft


def discussing(node: Node) -> bool:
    """Whether a verb group tells what was talked about."""
    return node.kind == "V" and node.head in _DISCUSSING and node.tense in ("past", "present", "future")


def discussed(clauses: Clauses) -> bool:
    """Whether a sentence tells what was talked about: its topics belong to the meeting that the text is about."""
    return any(discussing(node) for node in clauses.nodes)

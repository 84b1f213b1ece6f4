"""Matches and adjuncts of one sentence → drafts of facts: who takes part, where, when, on what, with which status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.chunks import Node, Ref
from kg.clauses import Adjunct, Clauses
from kg.dates import DateMention
from kg.knowledge import Knowledge
from kg.rules.load import Rule
from kg.rules.match import Match
from kg.text import Sentence

_PARTIES = frozenset("between with among of involving".split())
_SKIP_WORDS = frozenset("in on at about over for regarding concerning the a an and their its his her of to under within via as new".split())
_DISCUSSING = frozenset(
    "discuss cover address review consider focus touch raise examine explore exchange negotiate highlight stress agree talk".split()
)


@dataclass(slots=True)
class Draft:
    """A fact in the making, of one sentence; references are not yet resolved."""

    rule: Rule
    sentence: Sentence
    clause: int
    trigger: int
    roles: dict[str, list[Ref]] = field(default_factory=dict)
    parts: dict[int, str] = field(default_factory=dict)
    """id() of a reference → its part (host, mediator, delegate)."""
    things: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    """Role → (IRI, start, end) of places, topics and treaties."""
    status: str = ""
    why: str = ""
    format: str = ""
    dates: list[tuple[DateMention, str]] = field(default_factory=list)
    speakers: list[Ref] = field(default_factory=list)
    speech_date: DateMention | None = None
    quoted: frozenset[int] = frozenset()
    """Starts of the dates that stand inside direct speech."""
    margin: str = ""
    definite: bool = False
    plural: bool = False
    fresh: bool = False
    """Said to be another one ("a second meeting")."""
    span: tuple[int, int] = (0, 0)
    polarity: str = ""
    others: list[str] = field(default_factory=list)
    here: bool = False
    separate: bool = False
    """Said of several events at once ("bilateral meetings with A and B", "met separately")."""
    conditional: bool = False
    """Said under "if", "whether" or "unless"."""
    in_headline: bool = False


def drafts(sentence: Sentence, clauses: Clauses, matches: Sequence[Match], knowledge: Knowledge) -> list[Draft]:
    """The drafts of a sentence: one for each trigger of a meeting, one for each match of another kind."""
    meetings: dict[int, list[Match]] = {}
    found: list[Draft] = []
    for match in matches:
        if match.rule.fact == "Meeting":
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
    draft = Draft(best.rule, sentence, clauses.borders[trigger], trigger, in_headline=sentence.paragraph < 0)
    draft.span = (clauses.nodes[best.first].start, clauses.nodes[best.last].end)
    draft.others = sorted({match.rule.id for match in ordered[1:]} - {best.rule.id})
    participants: list[Ref] = []
    for match in ordered:
        for role, slots in match.rule.roles:
            for slot in slots:
                for one in match.slots.get(slot, ()):
                    if role in ("place",):
                        _place(draft, one)
                    elif role == "participant":
                        _join(participants, one.refs)
                    elif role in ("host", "mediator", "observer", "delegate"):
                        _join(participants, one.refs)
                        for ref in one.refs:
                            draft.parts[id(_same(participants, ref))] = role
    if node.kind == "E":
        _join(participants, node.refs)
        complement, hosts = complements(clauses, trigger)
        _join(participants, complement)
        for ref in hosts:
            _join(participants, [ref])
            draft.parts[id(_same(participants, ref))] = "host"
        draft.format = node.format
        if node.date is not None:
            draft.dates.append((node.date, ""))
        draft.definite = node.determiner in ("the", "this", "these", "that", "his", "her", "their", "its", "both")
        draft.plural = node.plural
        draft.fresh = any(
            word in ("another", "second", "third", "next", "further", "new", "separate", "other")
            for word in [*node.modifiers, node.determiner]
        )
        for place in node.places:
            draft.things.setdefault("place", []).append((place, node.start, node.end))
        for topic in node.topics:
            draft.things.setdefault("topic", []).append((topic, node.start, node.end))
    for event, verb in absorbed.items():
        if verb == trigger:
            other = clauses.nodes[event]
            draft.format = other.format
            complement, _ = complements(clauses, event)
            _join(participants, complement)
            for place in other.places:
                draft.things.setdefault("place", []).append((place, other.start, other.end))
            for topic in other.topics:
                draft.things.setdefault("topic", []).append((topic, other.start, other.end))
    companions(clauses, trigger, participants, draft)
    if node.kind == "E":
        _other_side(clauses, trigger, participants, draft)
        if node.format == "visit":
            _destination(clauses, trigger, draft)
    draft.separate = any(one.low in ("separately", "respectively", "each") for one in clauses.nodes) or (
        node.kind == "E" and node.plural and not any(ref.plural for ref in participants)
    )
    draft.roles["participant"] = participants
    if not draft.format or (node.kind == "V" and best.rule.format and not any(verb == trigger for verb in absorbed.values())):
        draft.format = draft.format or best.rule.format or "meeting"
    if best.rule.format == "visit" and node.kind == "V":
        draft.format = "visit"
    if node.kind == "V" and node.head in ("phone", "telephone", "ring"):
        draft.format = "phone call"
    _attach(draft, clauses, triggers, absorbed)
    if best.rule.status:
        draft.status = best.rule.status
    else:
        draft.status, draft.why = _status(clauses, best, ordered, trigger, knowledge)
    return draft


def _plain(sentence: Sentence, clauses: Clauses, trigger: int, match: Match, triggers: Sequence[int], knowledge: Knowledge) -> Draft:
    draft = Draft(match.rule, sentence, clauses.borders[trigger], trigger, in_headline=sentence.paragraph < 0)
    draft.span = (clauses.nodes[match.first].start, clauses.nodes[match.last].end)
    for role, slots in match.rule.roles:
        for slot in slots:
            for node in match.slots.get(slot, ()):
                if role in ("place", "topic", "treaty"):
                    if node.entity:
                        draft.things.setdefault(role, []).append((node.entity, node.start, node.end))
                elif node.refs:
                    _join(draft.roles.setdefault(role, []), node.refs)
    _attach(draft, clauses, (), {})
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


def _join(refs: list[Ref], more: Sequence[Ref]) -> None:
    for ref in more:
        if not any(ref.start < one.end and one.start < ref.end and ref.start >= 0 for one in refs):
            refs.append(ref)


def _same(refs: Sequence[Ref], ref: Ref) -> Ref:
    return next((one for one in refs if one.start < ref.end and ref.start < one.end), ref)


def _place(draft: Draft, node: Node) -> None:
    if node.entity:
        draft.things.setdefault("place", []).append((node.entity, node.start, node.end))
    for ref in node.refs:
        if ref.kind == "state" and ref.entity and not node.entity:
            draft.things.setdefault("place", []).append((ref.entity, ref.start, ref.end))


def complements(clauses: Clauses, event: int) -> tuple[list[Ref], list[Ref]]:
    """(sides, hosts) named after an event noun: "between A and B", "with A", "of A and B", "hosted by A"."""
    nodes = clauses.nodes
    sides: list[Ref] = []
    hosts: list[Ref] = []
    k = event + 1
    skipped = 0
    while k < len(nodes) and k - event < 16:
        node = nodes[k]
        low = node.low if node.kind in ("W", "P") else ""
        if low in _PARTIES and k + 1 < len(nodes):
            follower = nodes[k + 1]
            if follower.kind == "L" and follower.refs and follower.both:
                follower = Node("A", follower.first, follower.last, follower.start, follower.end, refs=follower.refs)
            if follower.kind == "A" and follower.refs and (low != "of" or _is_side(follower)):
                _join(sides, follower.refs)
                k += 2
                while (
                    k + 1 < len(nodes)
                    and nodes[k].low in ("and", ",")
                    and (nodes[k + 1].kind == "A" or (nodes[k + 1].low == "with" and k + 2 < len(nodes) and nodes[k + 2].kind == "A"))
                ):
                    after = k + 1 if nodes[k + 1].kind == "A" else k + 2
                    if after + 1 < len(nodes) and nodes[after + 1].kind == "V" and nodes[k].low != "with":
                        break
                    _join(sides, nodes[after].refs)
                    k = after + 1
                continue
            if low == "of" and follower.kind in ("W", "E", "N"):
                k += 1
                continue
        if node.kind == "V":
            if (
                node.passive
                and node.head in ("host", "chair", "mediate", "broker", "organize", "organise", "lead")
                and k + 2 < len(nodes)
                and nodes[k + 1].low == "by"
                and nodes[k + 2].kind == "A"
            ):
                hosts.extend(nodes[k + 2].refs)
                k += 3
                continue
            if node.tense == "participle" and node.head in ("involve",):
                if k + 1 < len(nodes) and nodes[k + 1].kind == "A":
                    _join(sides, nodes[k + 1].refs)
            if (
                node.passive
                and node.head in ("attend", "schedule", "plan", "hold", "set")
                and k + 2 < len(nodes)
                and nodes[k + 1].low in ("by", "with", "between")
                and nodes[k + 2].kind == "A"
            ):
                _join(sides, nodes[k + 2].refs)
            if not (node.passive and node.head in ("hold", "schedule", "plan", "set")):
                break
            k += 1
            continue
        if node.kind in ("L", "D", "T"):
            k += 1
            continue
        if low in (
            ";",
            ".",
            ":",
            "?",
            "!",
            "that",
            "who",
            "which",
            "while",
            "but",
            "when",
            "where",
            "because",
            "after",
            "before",
            "during",
            "until",
            "by",
        ):
            break
        if low == ",":
            if sides or (k + 1 < len(nodes) and nodes[k + 1].kind not in ("L", "D")):
                break
            k += 1
            continue
        if node.kind == "E" or (node.kind == "A" and low == ""):
            break
        skipped += 1
        if skipped > 7:
            break
        k += 1
    return sides, hosts


def _other_side(clauses: Clauses, trigger: int, participants: list[Ref], draft: Draft) -> None:
    """The side that an event noun leaves out because the sentence has it as its subject or its possessive:
    "his talks with B", "A thanked B during the talks with B", "A arrived for talks with B"."""
    node = clauses.nodes[trigger]
    if node.determiner in ("his", "her"):
        word = "he" if node.determiner == "his" else "she"
        participants.append(Ref("pronoun", "", node.start, node.start + len(node.determiner), name=word))
        return
    alone = len(participants) == 1 and not participants[0].plural
    if (node.determiner == "their" and not participants) or (
        alone or (len(participants) >= 1 and all(ref.kind != "pronoun" for ref in participants) and _one_side(participants))
    ):
        subject = _subject(clauses, trigger)
        if subject is not None and not any(ref.start < one.end and one.start < ref.end for ref in subject.refs for one in participants):
            if node.format in _WEAK and node.determiner not in ("a", "the", "his", "her", "their", "") and not participants:
                return
            if any(ref.kind == "source" or ref.kind == "org" for ref in subject.refs):
                return
            _join(participants, subject.refs)


_WEAK = frozenset(("dialogue",))


def _one_side(refs: Sequence[Ref]) -> bool:
    """Whether all references are of one country, as far as their words tell."""
    countries = {country for ref in refs for country in ref.countries}
    return len(refs) == 1 or (len(countries) == 1 and all(ref.countries for ref in refs))


def _subject(clauses: Clauses, trigger: int) -> Node | None:
    """The subject of the clause in which an event noun stands: the actor before the verb, left of the noun or after its comma."""
    nodes, borders = clauses.nodes, clauses.borders
    k = trigger - 1
    while k > 0:
        if nodes[k].kind == "V" and not nodes[k].passive:
            j = k - 1
            while j >= 0 and nodes[j].kind in ("W", "V", "D", "L", "P", "T", "E") and nodes[j].low not in (";", "that"):
                if nodes[j].kind == "E":
                    break
                j -= 1
            if j >= 0 and nodes[j].kind == "A":
                return nodes[j]
            break
        if nodes[k].low in (";", "that", "who", "which"):
            break
        k -= 1
    after = [
        j for j in range(trigger + 1, len(nodes) - 1) if nodes[j].kind == "A" and nodes[j + 1].kind == "V" and nodes[j - 1].low in (",", "")
    ]
    before = nodes[trigger - 1].low if trigger else ""
    if (
        after
        and before in ("during", "after", "before", "at", "in", "following", "of", "following", "on", "")
        and borders[after[0]] - borders[trigger] <= 1
    ):
        for j in after:
            if nodes[j - 1].low == ",":
                return nodes[j]
    return None


def _destination(clauses: Clauses, trigger: int, draft: Draft) -> None:
    """The state or place that a visit is to."""
    nodes = clauses.nodes
    for k in range(trigger + 1, min(len(nodes) - 1, trigger + 8)):
        if nodes[k].kind == "V" or nodes[k].low in (",", ";"):
            return
        if nodes[k].low == "to" and (nodes[k + 1].kind == "L" or (nodes[k + 1].kind == "A" and nodes[k + 1].refs[0].kind == "state")):
            _place(draft, nodes[k + 1])
            return


def _is_side(node: Node) -> bool:
    return len(node.refs) > 1 or any(ref.kind in ("group", "org") or (ref.kind == "person" and ref.name) for ref in node.refs)


def companions(clauses: Clauses, trigger: int, participants: list[Ref], draft: Draft) -> None:
    """ "accompanied by", "joined by", "together with": others who take part, as delegates."""
    nodes = clauses.nodes
    for k, node in enumerate(nodes):
        if clauses.borders[k] != clauses.borders[trigger] or k + 1 >= len(nodes):
            continue
        if node.kind == "V" and node.passive and node.head in ("accompany", "join", "flank") and nodes[k + 1].low == "by":
            follower = nodes[k + 2] if k + 2 < len(nodes) else None
        elif node.low in ("alongside",) or (node.low == "together" and nodes[k + 1].low == "with"):
            follower = nodes[k + 1] if node.low == "alongside" else nodes[k + 2] if k + 2 < len(nodes) else None
        else:
            continue
        if follower is not None and follower.kind == "A":
            _join(participants, follower.refs)
            for ref in follower.refs:
                draft.parts[id(_same(participants, ref))] = "delegate"


def _attach(draft: Draft, clauses: Clauses, triggers: Sequence[int], absorbed: dict[int, int]) -> None:
    """Give the draft the adjuncts that are nearest to its trigger: to the left trigger in the clause first, else the right one."""
    nodes = clauses.nodes
    for adjunct in clauses.adjuncts:
        if adjunct.kind == "speaker":
            if not any(ref in draft.roles.get("speaker", ()) for ref in adjunct.node.refs):
                draft.speakers.extend(adjunct.node.refs)
            continue
        if adjunct.kind == "margin" and adjunct.position == draft.trigger:
            continue
        if not _belongs(adjunct, draft.trigger, clauses, triggers, absorbed):
            continue
        if adjunct.kind == "place" and adjunct.word not in ("from", "through", "via", "around"):
            if _from_to(nodes, adjunct):
                continue
            if adjunct.word == "within" and draft.things.get("place"):
                continue
            _place(draft, adjunct.node)
        elif adjunct.kind == "here":
            draft.here = True
        elif adjunct.kind == "date" and adjunct.node.date is not None:
            if _speech_date(nodes, adjunct):
                draft.speech_date = adjunct.node.date
            else:
                draft.dates.append((adjunct.node.date, adjunct.word))
        elif adjunct.kind == "channel" and adjunct.value and draft.rule.fact == "Meeting":
            draft.format = adjunct.value
        elif adjunct.kind == "margin":
            draft.margin = adjunct.node.low or adjunct.node.head
    for k, node in enumerate(nodes):
        if node.kind == "T" and k > draft.trigger and draft.rule.fact == "Meeting":
            if _belongs(Adjunct("topic", node, k), draft.trigger, clauses, triggers, absorbed):
                draft.things.setdefault("topic", []).append((node.entity, node.start, node.end))
    draft.quoted = _quoted(clauses)
    first = next((k for k, number in enumerate(clauses.borders) if number == draft.clause), 0)
    opened = False
    for k in range(max(0, first - 1), draft.trigger):
        opened = nodes[k].low in ("if", "whether", "unless") or (opened and nodes[k].low not in (",", "”", '"'))
    draft.conditional = opened
    for adjunct in clauses.adjuncts:
        if adjunct.kind == "date" and adjunct.node.date is not None and _speech_date(nodes, adjunct):
            draft.speech_date = adjunct.node.date


_FIRST_PERSON = frozenset("we i our my us were".split())


def _quoted(clauses: Clauses) -> frozenset[int]:
    """The starts of the dates that stand on that side of "X said" on which the first person speaks."""
    nodes = clauses.nodes
    cut = next((adjunct.position for adjunct in clauses.adjuncts if adjunct.kind == "speaker"), -1)
    found: set[int] = set()
    for left in (True, False):
        side = [node for k, node in enumerate(nodes) if cut < 0 or (k < cut) == left]
        if any(
            node.low in _FIRST_PERSON or node.determiner in ("our", "my") or (node.kind == "A" and node.refs[0].name in ("we", "i", "us"))
            for node in side
        ):
            found.update(node.start for node in side if node.kind == "D")
    return frozenset(found)


def _from_to(nodes: Sequence[Node], adjunct: Adjunct) -> bool:
    """Whether a place with "to" is only a direction of somebody's interest, not of the event."""
    if adjunct.word != "to":
        return False
    return not any(
        (
            node.kind == "V"
            and node.head
            in (
                "travel",
                "fly",
                "go",
                "come",
                "head",
                "arrive",
                "return",
                "visit",
                "pay",
                "make",
                "welcome",
                "receive",
                "host",
                "invite",
                "bring",
                "summon",
            )
        )
        or (node.kind == "E" and node.format == "visit")
        for node in nodes[max(0, adjunct.position - 8) : adjunct.position]
    )


def _speech_date(nodes: Sequence[Node], adjunct: Adjunct) -> bool:
    """Whether a date says when something was said ("said Saturday"): it stands right behind a verb of saying."""
    k = adjunct.position - 1
    if k >= 0 and nodes[k].low in ("on",):
        k -= 1
    if k >= 0 and nodes[k].kind == "A" and k >= 1 and nodes[k - 1].kind == "V" and nodes[k - 1].head in ("say", "tell", "add"):
        k -= 1
    if k >= 0 and nodes[k].low in ("reporters", "journalists"):
        k -= 1
    return k >= 0 and nodes[k].kind == "V" and nodes[k].head in ("say", "tell", "announce", "state", "confirm", "add", "report", "declare")


def _belongs(adjunct: Adjunct, trigger: int, clauses: Clauses, triggers: Sequence[int], absorbed: dict[int, int]) -> bool:
    if not triggers:
        return True
    position = adjunct.position
    borders = clauses.borders
    same = [k for k in triggers if borders[k] == borders[position]]
    if not same:
        same = [k for k in triggers if borders[k] < borders[position]] or list(triggers)
    left = [k for k in same if k < position]
    if left:
        nearest = left[-1]
        # A date or place right behind a verb of another thing belongs to that, not to the event before it.
        return nearest == trigger
    return same[0] == trigger


def _status(clauses: Clauses, best: Match, rows: Sequence[Match], trigger: int, knowledge: Knowledge) -> tuple[str, str]:
    modality, nodes = knowledge.modality, clauses.nodes
    node = nodes[trigger]
    if node.kind == "V":
        return modality.of_verb(next((match.verbs for match in rows if match.verbs), [node]))
    own = _own_words(node)
    verbs = next((match.verbs for match in rows if match.verbs), [])
    if verbs:
        first = min(place for match in rows for place in match.verb_positions)
        found = modality.of_noun(verbs, subject=first > trigger)
        if found:
            return found
    if chain := _object_of(clauses, trigger):
        if found := modality.of_noun(chain, subject=False):
            if not (found[0] in ("held", "ongoing") and own and own[0] != "held"):
                return found
    if chain := _subject_of(clauses, trigger):
        if chain[-1].passive or chain[-1].head in (
            "take",
            "begin",
            "start",
            "open",
            "happen",
            "continue",
            "resume",
            "end",
            "conclude",
            "follow",
            "last",
            "fail",
            "collapse",
            "be",
            "come",
        ):
            if found := modality.of_noun(chain, subject=True):
                return found
    if own:
        return own
    before = nodes[trigger - 1].low if trigger else ""
    if before in ("before",) or (before == "of" and trigger > 1 and nodes[trigger - 2].low == "ahead"):
        return "planned", before
    if before in ("after", "following", "during", "since"):
        return "held", before
    clause = [
        one.low
        for k, one in enumerate(nodes)
        if clauses.borders[k] == clauses.borders[trigger] and abs(k - trigger) < 8 and one.kind in ("W", "D")
    ]
    words = " ".join(clause).split()
    if found := modality.of_words(words):
        return found
    return "held", ""


_OWN = {
    "planned": "planned",
    "scheduled": "planned",
    "upcoming": "planned",
    "forthcoming": "planned",
    "expected": "planned",
    "next": "planned",
    "future": "planned",
    "proposed": "proposed",
    "possible": "proposed",
    "potential": "proposed",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "postponed": "postponed",
    "ongoing": "ongoing",
    "current": "ongoing",
    "recent": "held",
    "latest": "held",
    "last": "held",
    "previous": "held",
    "earlier": "held",
    "yesterday": "held",
}


def _own_words(node: Node) -> tuple[str, str] | None:
    return next(((_OWN[word], word) for word in node.modifiers if word in _OWN), None)


def _object_of(clauses: Clauses, trigger: int) -> list[Node]:
    """The verb group whose object the event noun is, with its governors; empty when there is none."""
    nodes = clauses.nodes
    k = trigger - 1
    steps = 0
    while (
        k >= 0
        and steps < 4
        and nodes[k].kind == "W"
        and nodes[k].low
        in (
            "off",
            "out",
            "of",
            "for",
            "in",
            "on",
            "up",
            "with",
            "to",
            "a",
            "the",
            "part",
            "forward",
            "idea",
            "possibility",
            "offer",
            "proposal",
            "invitation",
            "about",
            "plans",
            "request",
        )
    ):
        if nodes[k].low in ("offer", "proposal", "invitation", "possibility", "idea", "request"):
            made = Node("V", nodes[k].first, nodes[k].last, nodes[k].start, nodes[k].end, low="proposed")
            made.head, made.tense = "propose", "past"
            return [made]
        k -= 1
        steps += 1
    if k < 0 or nodes[k].kind != "V":
        return []
    chain = _chain(nodes, k)
    if nodes[k + 1].low in ("off", "out", "back", "for"):
        chain[-1] = replace(chain[-1], head=f"{chain[-1].head} {nodes[k + 1].low}")
    return chain


def _chain(nodes: Sequence[Node], k: int) -> list[Node]:
    low = k
    while low > 0 and nodes[low - 1].kind == "V" and nodes[low - 1].governs:
        low -= 1
    return list(nodes[low : k + 1])


def _subject_of(clauses: Clauses, trigger: int) -> list[Node]:
    """The verb group whose subject the event noun is, with its governors."""
    nodes = clauses.nodes
    k = trigger + 1
    while k < len(nodes) and k - trigger < 14:
        node = nodes[k]
        if node.kind == "V":
            end = k
            while nodes[end].governs and end + 1 < len(nodes) and nodes[end + 1].kind == "V":
                end += 1
            chain = list(nodes[k : end + 1])
            if end + 1 < len(nodes) and nodes[end + 1].low in ("off", "out", "back"):
                chain[-1] = replace(chain[-1], head=f"{chain[-1].head} {nodes[end + 1].low}")
            return chain
        if (node.kind == "P" and node.low in (";", ".", ":", ",")) or node.low in ("who", "that", "after", "before", "while", "as"):
            return []
        k += 1
    return []


def discussed(clauses: Clauses) -> bool:
    """Whether a sentence tells what was talked about: its topics belong to the meeting that the text is about."""
    return any(node.kind == "V" and node.head in _DISCUSSING and node.tense in ("past", "present", "future") for node in clauses.nodes)

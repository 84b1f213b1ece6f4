"""Who takes part in the event of a noun: its complements, its hosts, its companions, the side that is left out."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Node, Ref
from kg.clauses import SAYING, Clauses
from kg.events.draft import Draft, add_place, join, same_ref

_PARTIES = frozenset("between with among of involving".split())


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
        if (low in _PARTIES or (low == "by" and nodes[event].format == "visit")) and k + 1 < len(nodes):
            follower = nodes[k + 1]
            if follower.kind == "L" and follower.refs and follower.both:
                follower = Node("A", follower.first, follower.last, follower.start, follower.end, refs=follower.refs)
            if (
                follower.kind == "A"
                and follower.refs
                and (
                    low != "of" or _is_side(follower) or (follower.refs[0].countries and k + 2 < len(nodes) and nodes[k + 2].low == "with")
                )
            ):
                join(sides, follower.refs)
                k += 2
                while (
                    k + 1 < len(nodes)
                    and nodes[k].low in ("and", ",")
                    and (nodes[k + 1].kind == "A" or (nodes[k + 1].low == "with" and k + 2 < len(nodes) and nodes[k + 2].kind == "A"))
                ):
                    after = k + 1 if nodes[k + 1].kind == "A" else k + 2
                    if after + 1 < len(nodes) and nodes[after + 1].kind == "V" and nodes[k].low != "with":
                        break
                    join(sides, nodes[after].refs)
                    k = after + 1
                continue
            if low == "of" and follower.kind in ("W", "E", "N"):
                k += 1
                continue
        if node.kind == "V":
            if (
                (node.passive or _organised(node))
                and node.head in ("host", "co-host", "chair", "co-chair", "mediate", "broker", "organize", "organise", "lead")
                and k + 2 < len(nodes)
                and nodes[k + 1].low == "by"
                and nodes[k + 2].kind == "A"
            ):
                hosts.extend(nodes[k + 2].refs)
                k += 3
                continue
            if node.tense == "participle" and node.head in ("involve",):
                if k + 1 < len(nodes) and nodes[k + 1].kind == "A":
                    join(sides, nodes[k + 1].refs)
            if (
                node.passive
                and node.head in ("attend", "schedule", "plan", "hold", "set")
                and k + 2 < len(nodes)
                and nodes[k + 1].low in ("by", "with", "between")
                and nodes[k + 2].kind == "A"
            ):
                join(sides, nodes[k + 2].refs)
            if not ((node.passive or _organised(node)) and node.head in ("hold", "schedule", "plan", "set")):
                break
            k += 1
            while k + 1 < len(nodes) and nodes[k].low in ("by", "via", "over") and nodes[k + 1].low in ("video", "telephone", "phone"):
                k += 2  # "held by video and chaired by A"
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
            if sides or (k + 1 < len(nodes) and nodes[k + 1].kind not in ("L", "D") and not _organised(nodes[k + 1])):
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


def own_side(clauses: Clauses, trigger: int, participants: list[Ref]) -> None:
    """The speaker as a side of "my meeting with B" and "our talks with B"; of "our meeting" alone those who are we."""
    node = clauses.nodes[trigger]
    if node.determiner in ("my", "our") and (participants or (node.format in _OCCASIONS and not node.plural)):
        name = "i" if node.determiner == "my" else "we"
        join(participants, [Ref("pronoun", "", node.start, node.start + len(node.determiner), name=name, plural=name == "we")])


def listed(clauses: Clauses, trigger: int, participants: list[Ref]) -> list[Ref]:
    """The sides with the names in the place of "four ministers", where a colon behind the event gives these: "four ministers met: A, B, C and D"."""
    nodes = clauses.nodes
    colon = next((k for k in range(trigger + 1, len(nodes) - 1) if nodes[k].low == ":"), -1)
    if colon < 0 or nodes[colon + 1].kind != "A" or (colon + 2 < len(nodes) and nodes[colon + 2].low not in (".", ";")):
        return participants
    names = nodes[colon + 1].refs
    groups = [ref for ref in participants if ref.kind == "group" and not ref.countries and not ref.name]
    if len(groups) != 1 or len(names) < 2 or (groups[0].number and groups[0].number != len(names)):
        return participants
    return [one for ref in participants for one in (names if ref is groups[0] else [ref])]


def _organised(node: Node) -> bool:
    """Whether a participle tells who held or led the event before it: "a conference, chaired by A"."""
    return (
        node.kind == "V"
        and node.head in ("host", "chair", "mediate", "broker", "organize", "organise", "hold")
        and node.tense in ("past", "participle")
    )


def other_side(clauses: Clauses, trigger: int, participants: list[Ref], draft: Draft) -> None:
    """The side that an event noun leaves out because the sentence has it as its subject or its possessive:
    "his talks with B", "A thanked B during the talks with B", "A arrived for talks with B"."""
    node = clauses.nodes[trigger]
    if any(one.kind == "margin" and one.position == trigger for one in clauses.adjuncts):
        return  # who meets on the sidelines of a summit is no side of it
    dated = clauses.nodes[max(0, trigger - 3) : trigger]
    if len(dated) == 3 and [one.kind for one in dated] == ["A", dated[1].kind, "D"] and dated[1].low == "'s":
        join(participants, dated[0].refs)  # "A's April 2021 meeting with B"
    if node.determiner in ("his", "her"):
        ahead = _subject(clauses, trigger) if trigger and trigger <= 2 and clauses.nodes[trigger - 1].low in _FRONTED else None
        if ahead is not None and ahead.start > node.end:
            join(participants, ahead.refs)  # "After his talks with B, A …"
            return
        word = "he" if node.determiner == "his" else "she"
        participants.append(Ref("pronoun", "", node.start, node.start + len(node.determiner), name=word))
        return
    if (
        not participants
        and trigger
        and clauses.nodes[trigger - 1].low in ("at", "during", "after", "following")
        and node.determiner in ("a", "the", "")
    ):
        both = _subject(clauses, trigger)
        if both is not None and len(both.refs) > 1 and (_agreed(clauses, both, trigger) or (trigger <= 2 and both.start > node.end)):
            join(participants, both.refs)  # "A and B agreed at a summit …"
            return
    if (
        len(participants) == 1
        and participants[0].kind == "org"
        and node.format in ("session", "conference")
        and node.determiner in ("the", "a", "")
    ):
        return  # "on the eve of the session of the council": it meets by itself
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
            join(participants, subject.refs)
        elif node.determiner == "their" and not participants:
            # "Their last meeting was in Vienna": of those who were told of before.
            participants.append(Ref("pronoun", "", node.start, node.start + len("their"), name="they"))


_AGREEING = frozenset(
    "agree pledge vow commit decide sign discuss conclude reaffirm exchange promise undertake launch establish found adopt unveil endorse inaugurate announce".split()
)


def _agreed(clauses: Clauses, subject: Node, trigger: int) -> bool:
    """Whether what the subject does before the event noun takes all of them: agree, sign, discuss."""
    verb = next((node for node in clauses.nodes[:trigger] if node.kind == "V" and node.start >= subject.end), None)
    return verb is not None and verb.head in _AGREEING and not verb.negated


_WEAK = frozenset(("dialogue",))
_OCCASIONS = frozenset(("meeting", "phone call", "video call", "summit", "working lunch", "working dinner"))
_FRONTED = frozenset(("after", "before", "during", "at", "in", "following", "ahead of", "of"))


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
            if nodes[k].head in SAYING and nodes[k - 1].low in (",", "”", '"') and nodes[k + 1].kind == "A":
                return nodes[k + 1]  # '…," said X after a meeting with Y'
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


def destination(clauses: Clauses, trigger: int, draft: Draft) -> None:
    """The state or place that a visit is to."""
    nodes = clauses.nodes
    for k in range(trigger + 1, min(len(nodes) - 1, trigger + 8)):
        if nodes[k].kind == "V" or nodes[k].low in (",", ";"):
            return
        if nodes[k].low == "to" and (nodes[k + 1].kind == "L" or (nodes[k + 1].kind == "A" and nodes[k + 1].refs[0].kind == "state")):
            add_place(draft, nodes[k + 1])
            return


def _is_side(node: Node) -> bool:
    return len(node.refs) > 1 or any(ref.kind in ("group", "org") or (ref.kind == "person" and ref.name) for ref in node.refs)


_AS = {"host": "host", "hosts": "host", "chair": "mediator", "chairman": "mediator", "mediator": "mediator", "mediators": "mediator"}
"""What somebody is at a meeting: "with A as host"."""
_LEADERSHIP = frozenset("chairmanship chair mediation auspices presidency leadership".split())


def _leader(nodes: Sequence[Node], k: int) -> Node | None:
    """Who leads a meeting that is held "under the chairmanship of A"; None where "under" begins something else."""
    k += 1
    if k < len(nodes) and nodes[k].low == "the":
        k += 1
    if k + 2 < len(nodes) and nodes[k].low in _LEADERSHIP and nodes[k + 1].low == "of" and nodes[k + 2].kind == "A":
        return nodes[k + 2]
    return None


def companions(clauses: Clauses, trigger: int, participants: list[Ref], draft: Draft) -> None:
    """ "accompanied by", "joined by", "together with": others who take part, as delegates."""
    nodes = clauses.nodes
    for k, node in enumerate(nodes):
        if clauses.borders[k] != clauses.borders[trigger] or k + 1 >= len(nodes):
            continue
        if node.kind == "V" and node.head in ("accompany", "join", "flank") and nodes[k + 1].low == "by":
            follower = nodes[k + 2] if k + 2 < len(nodes) else None
        elif node.low == "under" and (led := _leader(nodes, k)) is not None:
            join(participants, led.refs)
            for ref in led.refs:
                draft.parts[id(same_ref(participants, ref))] = "mediator"
            continue
        elif node.low == "with" and nodes[k + 1].kind == "A" and k + 3 < len(nodes) and nodes[k + 2].low == "as":
            part = _AS.get(nodes[k + 3].low, "")
            if part:
                join(participants, nodes[k + 1].refs)
                for ref in nodes[k + 1].refs:
                    draft.parts[id(same_ref(participants, ref))] = part
                if (
                    k + 5 < len(nodes)
                    and nodes[k + 4].low in ("and", ",")
                    and nodes[k + 5].kind == "A"
                    and nodes[k + 6 : k + 7]
                    and nodes[k + 6].kind != "V"
                ):
                    join(participants, nodes[k + 5].refs)
            continue
        elif node.low in ("alongside",) or (node.low == "together" and nodes[k + 1].low == "with"):
            follower = nodes[k + 1] if node.low == "alongside" else nodes[k + 2] if k + 2 < len(nodes) else None
        else:
            continue
        if follower is not None and follower.kind == "A":
            join(participants, follower.refs)
            for ref in follower.refs:
                draft.parts[id(same_ref(participants, ref))] = "delegate"

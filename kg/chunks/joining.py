"""Chunks that belong together: possessors, appositions and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.chunks.nodes import Node, Ref
from kg.chunks.words import BODY_NOUNS


def plural_titles(nodes: list[Node], text: str) -> list[Node]:
    """ "Ministers A of France and B of Germany" and "the French and German ministers, A and B," become a list of people with posts."""
    out: list[Node] = []
    k = 0
    while k < len(nodes):
        node = nodes[k]
        if node.kind == "A" and len(node.refs) == 1 and (group := node.refs[0]).kind == "group" and group.office and not group.name:
            if people := _people_after(nodes, k, text):
                last, refs = people
                countries = group.countries
                for number, ref in enumerate(refs):
                    ref.office = ref.office or group.office
                    if not ref.countries and not ref.entity:
                        ref.countries = (countries[number],) if len(countries) == len(refs) else countries if len(countries) == 1 else ()
                refs[0].start, refs[0].text = node.start, text[node.start : refs[0].end]
                out.append(Node("A", node.first, nodes[last].last, node.start, nodes[last].end, refs=refs))
                k = last + 1
                if nodes[k : k + 1] and nodes[k].low == "," and nodes[k + 1 : k + 2] and nodes[k + 1].low == "respectively":
                    k += 2
                continue
        out.append(node)
        k += 1
    return out


def _people_after(nodes: Sequence[Node], k: int, text: str) -> tuple[int, list[Ref]] | None:
    """(the last chunk, the people) of names that follow a plural title, "and" between the last two."""
    j = k + 1
    if nodes[j : j + 1] and nodes[j].low == ",":
        if not nodes[k].refs[0].countries:
            return None
        j += 1
    refs: list[Ref] = []
    joined = False
    while j < len(nodes):
        node = nodes[j]
        if node.kind == "A" and node.refs and all(ref.kind == "person" and ref.name and not ref.office for ref in node.refs):
            refs.extend(node.refs)
        elif node.kind == "N" and (len(node.low.split()) > 1 or _one_of_several(nodes, k, j)):
            refs.append(_person(node, text))
        else:
            return None
        if nodes[j + 1 : j + 3] and nodes[j + 1].low == "of" and nodes[j + 2].kind == "A" and nodes[j + 2].refs[0].kind == "state":
            refs[-1].countries = nodes[j + 2].refs[0].countries
            j += 2
        if joined:
            return j, refs
        if nodes[j + 1 : j + 2] and nodes[j + 1].low == "and":
            joined = True
            j += 2
        elif nodes[j + 1 : j + 2] and nodes[j + 1].low == ",":
            j += 2
        else:
            return None
    return None


def _one_of_several(nodes: Sequence[Node], k: int, j: int) -> bool:
    """Whether a lone word at j is a surname right behind a plural title and its "and": "Presidents Doe and Roe"."""
    if j == k + 1:
        return nodes[j + 1 : j + 2] != [] and nodes[j + 1].low == "and" and nodes[j + 2 : j + 3] != [] and nodes[j + 2].kind in ("A", "N")
    return j == k + 3 and nodes[j - 1].low == "and"


def _person(node: Node, text: str) -> Ref:
    """The reference for an unknown name."""
    return Ref(
        "person",
        text[node.start : node.end],
        node.start,
        node.end,
        name=text[node.start : node.end],
        name_start=node.start,
        name_end=node.end,
    )


def with_states(nodes: list[Node], text: str) -> list[Node]:
    """ "Jane Doe (Germany)" is somebody from Germany."""
    out: list[Node] = []
    k = 0
    while k < len(nodes):
        node = nodes[k]
        if (
            (node.kind == "N" and len(node.low.split()) > 1)
            or (node.kind == "A" and len(node.refs) == 1 and node.refs[0].kind == "person" and node.refs[0].name)
        ) and [one.low for one in nodes[k + 1 : k + 4 : 2]] == ["(", ")"]:
            inner = nodes[k + 2]
            if inner.refs and inner.refs[0].kind == "state" and len(inner.refs) == 1:
                ref = _person(node, text) if node.kind == "N" else node.refs[0]
                ref.countries = ref.countries or inner.refs[0].countries
                out.append(Node("A", node.first, nodes[k + 3].last, node.start, nodes[k + 3].end, refs=[ref]))
                k += 4
                continue
        out.append(node)
        k += 1
    return out


def possessives(nodes: list[Node], text: str) -> list[Node]:
    """ "Putin's talks": the possessor becomes a side of the event; "Putin's adviser": of the person."""
    out: list[Node] = []
    k = 0
    while k < len(nodes):
        node = nodes[k]
        if (
            (node.kind == "P" or node.low in ("'s", "'"))
            and node.low in ("'s", "'", "’")
            and out
            and out[-1].kind in ("A", "L")
            and k + 1 < len(nodes)
        ):
            owner, owned = out[-1], nodes[k + 1]
            if owned.kind == "N" and len(owned.low.split()) > 1 and len(owner.refs) == 1 and owner.refs[0].kind == "state":
                # "Botswana's Jane Doe": an unknown name behind a state is one of its people.
                ref = _person(owned, text)
                ref.countries = owner.refs[0].countries
                out[-1] = Node("A", owner.first, owned.last, owner.start, owned.end, refs=[ref])
                k += 2
                continue
            if owned.kind == "E" and (owner.kind == "A" or owner.refs):
                out.pop()
                owned.refs = [*owner.refs, *owned.refs]
                owned.determiner = "possessive"
                owned.start, owned.first = owner.start, owner.first
                out.append(owned)
                k += 2
                continue
            if owned.kind == "A" and owned.refs and owner.refs and owner.kind == "A":
                ref = owned.refs[0]
                ref.possessor = owner.refs[0]
                ref.countries = ref.countries or owner.refs[0].countries
                ref.start, ref.text = owner.start, text[owner.start : ref.end]
                owned.start, owned.first = owner.start, owner.first
                out.pop()
                out.append(owned)
                k += 2
                continue
        if node.kind == "E" and out and out[-1].kind == "A" and not node.determiner and not out[-1].shadow:
            previous = out[-1]
            if all(ref.kind in ("state", "org", "group", "person") for ref in previous.refs) and (
                previous.refs[0].kind == "group" or (previous.refs[0].kind == "person" and previous.refs[0].name)
            ):
                out.pop()
                node.refs = [*previous.refs, *node.refs]
                node.start, node.first = previous.start, previous.first
        out.append(node)
        k += 1
    return out


def bodies_before(nodes: list[Node], text: str) -> list[Node]:
    """ "Sample Institute director Jane Doe": the unknown body before a title belongs to the post."""
    out: list[Node] = []
    for node in nodes:
        if (
            out
            and out[-1].kind == "N"
            and out[-1].low.split()[-1] in BODY_NOUNS
            and len(out[-1].low.split()) > 1
            and node.kind == "A"
            and len(node.refs) == 1
            and (ref := node.refs[0]).office
            and ref.kind in ("person", "source")
            and not (ref.determiner or ref.countries or ref.body)
            and node.first == out[-1].last
        ):
            body = out.pop()
            ref.office = f"{text[body.start : body.end]} {ref.office}"
            ref.start, ref.text = body.start, text[body.start : ref.end]
            node.start, node.first = body.start, body.first
        out.append(node)
    return out


def appositions(nodes: list[Node], text: str) -> list[Node]:
    """ "X, the deputy minister," and "the deputy minister, X," become one actor; so does "X (ministry)"."""
    out: list[Node] = []
    k = 0
    while k < len(nodes):
        node = nodes[k]
        if out and node.kind == "P" and node.low in (",", "–", "—", "-") and k + 1 < len(nodes) and out[-1].kind in ("A", "N"):
            left, right = out[-1], nodes[k + 1]
            closing = nodes[k + 2] if k + 2 < len(nodes) else None
            if merged := _apposed(text, left, right, closing):
                merged.last, merged.end = right.last, right.end
                out[-1] = merged
                k += 2
                if closing is not None and closing.kind == "P" and closing.low in (",", "–", "—", "-"):
                    after = nodes[k + 1] if k + 1 < len(nodes) else None
                    if after is None or after.kind not in ("A", "N") or not _starts_list(nodes, k):
                        k += 1
                continue
        out.append(node)
        k += 1
    return out


def _apposed(text: str, left: Node, right: Node, closing: Node | None) -> Node | None:
    if right.kind not in ("A", "N") or (closing is not None and closing.kind == "W" and closing.low == "and"):
        return None
    if left.kind == "N" and right.kind == "A":
        title = right.refs[0]
        if title.kind in ("person", "source") and not title.name and title.office and len(left.low.split()) > 1:
            ref = Ref(
                "person",
                text[left.start : right.end],
                left.start,
                right.end,
                name=text[left.start : left.end],
                office=title.office,
                countries=title.countries,
                body=title.body,
                name_start=left.start,
                name_end=left.end,
            )
            return Node("A", left.first, left.last, left.start, left.end, refs=[ref])
        return None
    if left.kind != "A" or len(left.refs) != 1:
        return None
    ref = left.refs[0]
    if right.kind == "A" and len(right.refs) == 1:
        other = right.refs[0]
        if (
            ref.kind == "person"
            and ref.name
            and other.kind in ("person", "source")
            and not other.name
            and other.office
            and not other.plural
            and (closing is None or closing.kind == "P" or (closing.kind == "W" and not ref.office))
        ):
            if not ref.office:
                ref.office, ref.countries, ref.body = other.office, other.countries or ref.countries, other.body or ref.body
            ref.text, ref.end = text[ref.start : other.end], other.end
            return left
        if (
            ref.kind in ("person", "source")
            and not ref.name
            and ref.office
            and not ref.plural
            and other.kind == "person"
            and other.name
            and not other.office
            and (closing is None or closing.kind == "P" or closing.kind == "W" or closing.kind == "V")
        ):
            ref.kind, ref.name, ref.entity = "person", other.name, other.entity
            ref.name_start, ref.name_end = other.name_start, other.name_end
            ref.text, ref.end = text[ref.start : other.end], other.end
            return left
    if (
        right.kind == "N"
        and ref.kind in ("person", "source")
        and not ref.name
        and ref.office
        and not ref.plural
        and len(right.low.split()) > 1
        and (closing is None or closing.kind in ("P", "V", "W"))
    ):
        ref.kind, ref.name = "person", text[right.start : right.end]
        ref.name_start, ref.name_end = right.start, right.end
        ref.text, ref.end = text[ref.start : right.end], right.end
        return left
    return None


def _starts_list(nodes: list[Node], k: int) -> bool:
    """Whether the comma at k goes on a list ("X, the minister, Y and Z")."""
    return any(one.kind == "W" and one.low == "and" for one in nodes[k + 1 : k + 4])


def lists(nodes: list[Node]) -> list[Node]:
    """ "A, B and C" becomes one actor node with several references."""
    out: list[Node] = []
    k = 0
    if len(nodes) > 3 and nodes[1].low == "," and nodes[3].kind == "V" and all(_listable(nodes[place]) for place in (0, 2)):
        # A headline: "Lavrov, Blinken confer in Geneva".
        if nodes[3].tense == "present" or nodes[3].infinitive:
            nodes = [replace(nodes[0], refs=[*nodes[0].refs, *nodes[2].refs], last=nodes[2].last, end=nodes[2].end), *nodes[3:]]
    while k < len(nodes):
        node = nodes[k]
        if node.kind == "A" and (_listable(node) or _he_and(nodes, k)):
            items = [node]
            j = k + 1
            while j + 1 < len(nodes):
                link = nodes[j]
                if (link.low == "and" or link.low == ",") and _new_clause(nodes, k, j):
                    break
                if (
                    link.kind == "P"
                    and link.low in (",", ";")
                    and nodes[j + 1].kind == "W"
                    and nodes[j + 1].low == "and"
                    and j + 2 < len(nodes)
                    and _listable(nodes[j + 2])
                    and len(items) >= 1
                ):
                    items.append(nodes[j + 2])
                    j += 3
                    break
                if (link.low == "and" or link.low == ",") and _new_clause(nodes, k, j):
                    break
                if link.low == "and" and nodes[j + 1].refs and nodes[j + 1].refs[0].name == "i":
                    items.append(nodes[j + 1])  # "President Tokayev and I"
                    j += 2
                    break
                if link.kind == "W" and link.low in ("and", "&") and _listable(nodes[j + 1]):
                    items.append(nodes[j + 1])
                    j += 2
                    break
                if link.kind == "P" and link.low == "," and _listable(nodes[j + 1]) and _closes(nodes, j + 2):
                    items.append(nodes[j + 1])
                    j += 2
                    continue
                break
            if len(items) > 1:
                merged = Node("A", node.first, items[-1].last, node.start, items[-1].end)
                for item in items:
                    merged.refs.extend(item.refs)
                out.append(merged)
                k = j
                continue
        out.append(node)
        k += 1
    return out


_CLAUSE_VERBS = frozenset(
    "say add note believe think report claim hope know expect stress argue warn announce declare insist suggest fear".split()
)
"""Verbs after which a list is the subject of a clause, not an object."""


def _new_clause(nodes: Sequence[Node], start: int, link: int) -> bool:
    """Whether "and" after an object begins a clause of its own ("… by X, and Y will attend")."""
    before = nodes[start - 1] if start else None
    if before is not None and before.kind == "V" and before.head in ("have", "do"):
        return False  # "Twice had A and B met"
    if before is None or not ((before.kind == "V" and before.head not in _CLAUSE_VERBS) or before.low == "by"):
        return False
    item = link + 2 if nodes[link].low == "," and nodes[link + 1].low == "and" else link + 1
    return (
        item + 1 < len(nodes)
        and nodes[item].kind == "A"
        and nodes[item + 1].kind == "V"
        and not nodes[item + 1].infinitive
        and nodes[item + 1].tense != "participle"
    )


def _he_and(nodes: Sequence[Node], k: int) -> bool:
    """Whether "he and X" stands at k as the subject of a verb."""
    return (
        bool(nodes[k].refs)
        and nodes[k].refs[0].name in ("he", "she")
        and k + 3 < len(nodes)
        and nodes[k + 1].low == "and"
        and _listable(nodes[k + 2])
        and nodes[k + 3].kind == "V"
    )


def _listable(node: Node) -> bool:
    return node.kind == "A" and bool(node.refs) and node.refs[0].kind != "pronoun"


def _closes(nodes: list[Node], j: int) -> bool:
    """Whether a list that goes on with commas comes to its "and"."""
    while j + 1 < len(nodes):
        if nodes[j].kind == "W" and nodes[j].low in ("and", "&"):
            return _listable(nodes[j + 1])
        if nodes[j].kind == "P" and nodes[j].low in (",", ";"):
            if nodes[j + 1].kind == "W" and nodes[j + 1].low == "and":
                return j + 2 < len(nodes) and _listable(nodes[j + 2])
            if not _listable(nodes[j + 1]):
                return False
            j += 2
            continue
        return False
    return False

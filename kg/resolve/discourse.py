"""Who was mentioned where in an article: for pronouns, groups and the first person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from kg.chunks import ADVERBS, Node, Ref
from kg.knowledge import COUNTERPARTS
from kg.model import Argument, Article
from kg.resolve.people import People, Person

_SPEECHES = frozenset("statement statements remarks address speech message communique communiqué interview".split())


class Discourse:
    """The mentions of one article in the order of the text."""

    def __init__(self, article: Article, people: People) -> None:
        self.article, self.people = article, people
        self.history: list[tuple[int, str]] = []
        self.sentences: list[tuple[int, list[str]]] = []
        """Start of a sentence → the people in it, those that do something first: for "he" and "she"."""
        self.groups: list[tuple[int, tuple[Ref, ...]]] = []
        """Where several people or states are named together, for "they" and "the two leaders"."""
        self.parties: list[tuple[int, tuple[Argument, ...]]] = []
        """Where the two sides of a meeting were told, in the order of the text; filled as meetings are put together."""
        self.voices: list[tuple[int, tuple[Ref, ...]]] = []
        """From which place on who speaks in the first person ("Vladimir Putin: …", "Statement by President Biden")."""

    def earlier(self, place: int) -> list[Person]:
        """The people of the article, those mentioned last before `place` first."""
        seen: dict[str, None] = {}
        for start, person in reversed(self.history):
            if start < place:
                seen.setdefault(person)
        return [self.people.people[one] for one in seen if one in self.people.people]

    def antecedents(self, place: int) -> list[Person]:
        """The people whom "he" or "she" at a place may mean, the likeliest first.

        Sentence by sentence backwards, in each the subjects before the others and from left to right (after Hobbs, 1978).
        """
        before = {person for start, person in self.history if start < place}
        seen: dict[str, None] = {}
        for start, people in reversed(self.sentences):
            if start <= place:
                seen.update((person, None) for person in people if person in before and person not in seen)
        return [self.people.people[one] for one in seen if one in self.people.people]

    def fronted(self, person: str, place: int) -> bool:
        """Whether somebody is named in "With X, …" before the subject of the sentence of a place: its "he" is another man."""
        start = max((one for one, _ in self.sentences if one <= place), default=-1)
        return (
            start >= 0
            and self.article.text[start:place].startswith("With ")
            and any(one == person and start <= where < place for where, one in self.history)
        )

    def named_later(self, person: str, place: int) -> bool:
        """Whether the sentence of a place goes on to name somebody: a "he" before the name is another man (Chomsky's principle C)."""
        start = max((one for one, _ in self.sentences if one <= place), default=-1)
        end = min((one for one, _ in self.sentences if one > place), default=len(self.article.text))
        return any(one == person and max(start, place) < where < end for where, one in self.history)

    def met(self, place: int, participants: Sequence[Argument]) -> None:
        """Note the sides of a meeting told at a place, for the "they" after it."""
        if len({one.country or one.id for one in participants}) > 1:
            self.parties.append((place, tuple(participants)))

    def seen(self, nodes: Sequence[Node], resolve: Callable[[Ref], list[Argument]]) -> None:
        """Note who is mentioned in a sentence; `resolve` tells who a post means."""
        people: list[tuple[bool, int, str]] = []
        for k, node in enumerate(nodes):
            for ref in node.refs:
                found = self._person(ref, resolve)
                if found:
                    self.history.append((ref.start, found))
                    people.append((not _does(nodes, k), ref.start, found))
            named = tuple(ref for ref in node.refs if (ref.kind == "person" and ref.name) or (ref.kind == "state" and len(node.refs) > 1))
            if len(node.refs) == 1 and node.refs[0].kind == "group" and len(node.refs[0].countries) > 1:
                named = (node.refs[0], node.refs[0])  # "the Finnish and Swedish ministers" are two already
            if len(named) > 1 and node.kind in ("A", "E"):
                self.groups.append((node.start, named))
        if nodes:
            self.sentences.append((nodes[0].start, [person for _, _, person in sorted(people)]))
        self.history.sort()
        self._voice(nodes)

    def _person(self, ref: Ref, resolve: Callable[[Ref], list[Argument]]) -> str:
        if ref.kind != "person":
            return ""
        if ref.name:
            person = self.people.find(ref)
            return person.id if person is not None else ""
        if ref.office.endswith(COUNTERPARTS) or not (ref.determiner == "the" or ref.countries or ref.possessor):
            return ""
        found = resolve(ref)
        return found[0].id if len(found) == 1 and found[0].type == "Person" else ""

    def _voice(self, nodes: Sequence[Node]) -> None:
        """Note who begins to speak in the first person: "Name: …" at the head of a sentence, "We, the presidents of …",
        "Statement by …" in the headline."""
        if nodes and nodes[0].kind == "A" and any(ref.kind == "person" and ref.name for ref in nodes[0].refs) and _opens_speech(nodes):
            self.voices.append((nodes[0].start, tuple(nodes[0].refs)))
        elif (heading := _after_heading(nodes)) is not None:
            self.voices.append((heading.start, (heading,)))
        if len(nodes) > 2 and nodes[0].low == "we" and nodes[1].low == "," and nodes[2].kind == "A":
            self.voices.append((nodes[0].start, tuple(nodes[2].refs)))
        headline = self.article.headline
        if nodes and headline.start <= nodes[0].start < headline.end:
            word = next((k for k, node in enumerate(nodes) if node.low in _SPEECHES), -1)
            if word >= 0 and word + 2 < len(nodes) and nodes[word + 1].low in ("by", "from", "of") and nodes[word + 2].kind == "A":
                self.voices.append((0, tuple(nodes[word + 2].refs)))
        self.voices.sort(key=lambda row: row[0])


def _does(nodes: Sequence[Node], k: int) -> bool:
    """Whether a verb comes right behind an actor: it is the subject of its clause."""
    k += 1
    while k < len(nodes) and nodes[k].kind == "W" and nodes[k].low in ADVERBS:
        k += 1
    return k < len(nodes) and nodes[k].kind == "V"


def _after_heading(nodes: Sequence[Node]) -> Ref | None:
    """Who stands before a colon behind a heading without a verb ("Opening remarks President Name: Colleagues, …")."""
    for node, after in pairwise(nodes):
        if node.kind == "V" or node.low == ":":
            return None
        if after.low == ":" and node.kind in ("A", "E"):
            return next((ref for ref in node.refs if ref.kind == "person" and ref.name and ref.end == node.end), None)
    return None


def _opens_speech(nodes: Sequence[Node]) -> bool:
    """Whether a colon comes behind the name that opens a sentence, with no verb before it (but "(as translated):")."""
    inside = False
    for node in nodes[1:9]:
        if node.low == ":":
            return True
        inside = node.low == "(" or (inside and node.low != ")")
        if node.kind == "V" and not inside:
            return False
    return False

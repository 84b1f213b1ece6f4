"""Who was mentioned where in an article: for pronouns, groups and the first person."""

from __future__ import annotations

from collections.abc import Sequence

from kg.chunks import Node, Ref
from kg.model import Article
from kg.resolve.people import People, Person


class Discourse:
    """The mentions of one article in the order of the text."""

    def __init__(self, article: Article, people: People) -> None:
        self.article, self.people = article, people
        self.history: list[tuple[int, str]] = []
        self.groups: list[tuple[int, tuple[Ref, ...]]] = []
        """Where several people or states are named together, for "they" and "the two leaders"."""
        self.voices: list[tuple[int, tuple[Ref, ...]]] = []
        """From which place on who speaks in the first person ("Vladimir Putin: …", "Statement by President Biden")."""

    def earlier(self, place: int) -> list[Person]:
        """The people of the article, those mentioned last before `place` first."""
        seen: dict[str, None] = {}
        for start, person in reversed(self.history):
            if start < place:
                seen.setdefault(person)
        return [self.people.people[one] for one in seen if one in self.people.people]

    def seen(self, nodes: Sequence[Node]) -> None:
        """Note who is mentioned in a sentence, for the pronouns after it."""
        for node in nodes:
            for ref in node.refs:
                if ref.kind == "person" and ref.name and (person := self.people.find(ref)):
                    self.history.append((ref.start, person.id))
            named = tuple(ref for ref in node.refs if (ref.kind == "person" and ref.name) or (ref.kind == "state" and len(node.refs) > 1))
            if len(node.refs) == 1 and node.refs[0].kind == "group" and len(node.refs[0].countries) > 1:
                named = (node.refs[0], node.refs[0])  # "the Finnish and Swedish ministers" are two already
            if len(named) > 1 and node.kind in ("A", "E"):
                self.groups.append((node.start, named))
        self.history.sort()
        self._voice(nodes)

    def _voice(self, nodes: Sequence[Node]) -> None:
        """Note who begins to speak in the first person: "Name: …" at the head of a paragraph, "Statement by …" in the headline."""
        if len(nodes) > 2 and nodes[0].kind == "A" and nodes[1].low == ":" and any(ref.kind == "person" for ref in nodes[0].refs):
            start = nodes[0].start
            if start == 0 or self.article.text[start - 1] == "\n":
                self.voices.append((start, tuple(nodes[0].refs)))
        headline = self.article.headline
        if nodes and headline.start <= nodes[0].start < headline.end:
            lows = [node.low for node in nodes]
            for word in ("statement", "statements", "remarks", "address", "speech", "message", "communique", "communiqué"):
                if word in lows:
                    rest = nodes[lows.index(word) + 1 :]
                    refs = next(
                        (
                            tuple(node.refs)
                            for k, node in enumerate(rest)
                            if node.kind == "A" and k and rest[k - 1].low in ("by", "from", "of")
                        ),
                        (),
                    )
                    if refs:
                        self.voices.append((0, refs))
                    break
        self.voices.sort(key=lambda row: row[0])

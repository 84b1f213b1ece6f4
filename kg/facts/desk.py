"""The desk on which the facts of one article are put together: its people, sources, days and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg import text, vocab
from kg.clauses import Clauses
from kg.events import Draft
from kg.facts.days import Days
from kg.facts.sources import Sources
from kg.knowledge import Knowledge
from kg.model import Argument, Article, Evidence
from kg.resolve import Scope
from kg.text import Sentence


class Desk:
    """What all kinds of facts of one article share."""

    def __init__(
        self, article: Article, knowledge: Knowledge, scope: Scope, drafts: Sequence[Draft], sentences: Sequence[tuple[Sentence, Clauses]]
    ) -> None:
        self.article, self.knowledge, self.scope = article, knowledge, scope
        self.drafts, self.sentences = list(drafts), list(sentences)
        self.sources = Sources(article, knowledge, scope, self.sentences)
        told = [node.date for _, read in self.sentences for node in read.nodes if node.date is not None]
        self.days = Days(article.published, self.drafts, told, text.dateline(article))
        self.dateline = self._dateline()

    def _dateline(self) -> list[tuple[str, int, int]]:
        """The place that the body begins with ("WASHINGTON:", "GENEVA (Reuters) -"); empty where it begins otherwise."""
        for sentence, analysed in self.sentences:
            if sentence.paragraph < 0:
                continue
            nodes = analysed.nodes
            if nodes and nodes[0].kind in ("L", "A") and len(nodes) > 1:
                mark = next((node.low for node in nodes[1:6] if node.kind == "P" and node.low != ","), "")
                name = self.article.text[nodes[0].start : nodes[0].end]
                if mark in (":", "-", "–", "—", "(") and (name.isupper() or mark != ":") and nodes[0].entity:
                    return [(nodes[0].entity, nodes[0].start, nodes[0].end)]
        return []

    def things(self, rows: Iterable[tuple[str, int, int]]) -> list[Argument]:
        """The things of the vocabularies that (IRI, start, end) stand for, each once."""
        found: dict[str, Argument] = {}
        for iri, start, end in rows:
            entity, words = self.knowledge.entities.get(iri), self.article.text[start:end]
            if entity is None and "/treaty/" in iri:
                label = " ".join(words.split())
                if not re.search(r"[A-Z0-9]", label):
                    # "a peace treaty": which one, only this article knows.
                    iri = vocab.iri("treaty", vocab.short_hash(self.article.digest, label))
                found.setdefault(iri, Argument(iri, label, "Treaty", "", words, start, end))
            elif entity is not None and iri not in found:
                found[iri] = Argument(iri, entity.label, entity.type, entity.country, words, start, end)
        return list(found.values())

    def evidence(self, lead: Sentence, supports: dict[str, list[Sentence]]) -> tuple[Evidence, ...]:
        """The quotes for a fact: the sentence in which the rule fired, then those that support its roles."""
        rows: dict[int, tuple[Sentence, set[str]]] = {lead.number: (lead, set())}
        for role, sentences in supports.items():
            for sentence in sentences:
                rows.setdefault(sentence.number, (sentence, set()))[1].add(role)
        ordered = sorted(rows.values(), key=lambda row: (row[0].number != lead.number, row[0].number))
        return tuple(
            Evidence(
                sentence.span.start, sentence.span.end, self.article.text[sentence.span.start : sentence.span.end], tuple(sorted(roles))
            )
            for sentence, roles in ordered
        )

    def state_of(self, place: str) -> str:
        """The country of a place; empty when none is known."""
        entity = self.knowledge.entities.get(place)
        return entity.country if entity else ""

    def within(self, a: str, b: str) -> bool:
        """Whether one place is the other or lies in it."""
        if a == b:
            return True
        for low, high in ((a, b), (b, a)):
            entity = self.knowledge.entities.get(low)
            if entity is None:
                continue
            if entity.within == high or self.knowledge.place_states.get(low) == high:
                return True
            if entity.within and (above := self.knowledge.entities.get(entity.within)) and above.within == high:
                return True
        return False

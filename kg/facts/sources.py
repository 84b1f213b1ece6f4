"""Who says so: the sources of an article, named and unnamed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import vocab
from kg.chunks import Ref
from kg.clauses import Clauses
from kg.knowledge import Knowledge
from kg.model import Argument, Article, Attribution
from kg.resolve import Scope
from kg.text import Sentence

_ANONYMOUS = re.compile(
    r"request(?:ed|ing) anonymity|condition of anonymity|not (?:to be|authori[sz]ed|named)|declined to be (?:named|identified)|unnamed|anonymous",
    re.IGNORECASE,
)


class Sources:
    """The sources of one article; the unnamed ones are those that an indefinite phrase introduces ("a senior official")."""

    def __init__(self, article: Article, knowledge: Knowledge, scope: Scope, sentences: Sequence[tuple[Sentence, Clauses]]) -> None:
        self.article, self.knowledge, self.scope = article, knowledge, scope
        self.sources: list[tuple[str, Attribution]] = []
        self._find(sentences)

    def _find(self, sentences: Sequence[tuple[Sentence, Clauses]]) -> None:
        """The unnamed sources of the article: those that an indefinite phrase introduces ("a senior official")."""
        anonymous = bool(_ANONYMOUS.search(self.article.text))
        for sentence, analysed in sentences:
            for node in analysed.nodes if sentence.paragraph >= 0 else ():
                for ref in node.refs:
                    if (
                        ref.kind == "source"
                        and not ref.name
                        and ref.determiner in ("a", "an", "one", "another", "")
                        and (ref.countries or ref.body or ref.determiner)
                    ):
                        head = ref.office.split()[-1] if ref.office else "source"
                        label = re.sub(r"^(?:a|an|one|another)\s+", "", ref.text)
                        country = next(
                            (self.knowledge.entities[state].country for state in ref.countries if state in self.knowledge.entities), ""
                        )
                        if not country and ref.body in self.knowledge.entities:
                            country = self.knowledge.entities[ref.body].country
                        made = Attribution(
                            vocab.iri("source", vocab.short_hash(self.article.digest, label.lower())),
                            label,
                            "Source",
                            country,
                            anonymous and not head.startswith("spokes"),
                            ref.start,
                            ref.end,
                        )
                        if not any(one.id == made.id for _, one in self.sources):
                            self.sources.append((head, made))

    def _source(self, ref: Ref) -> Attribution | None:
        """The unnamed source that a phrase means."""
        label = re.sub(r"^(?:a|an|the|one|another)\s+", "", ref.text)
        head = ref.office.split()[-1] if ref.office else "source"
        exact = next((one for _, one in self.sources if one.label.lower() == label.lower()), None)
        if exact is not None:
            return exact
        if ref.determiner in ("the", "this", "that"):
            same = [one for kind, one in self.sources if kind == head and not ref.countries]
            if same:
                return next((one for one in same if one.anonymous), same[0])
            if head == "source" and self.sources:
                return next((one for _, one in self.sources if one.anonymous), self.sources[0][1])
        country = next((self.knowledge.entities[state].country for state in ref.countries if state in self.knowledge.entities), "")
        return Attribution(
            vocab.iri("source", vocab.short_hash(self.article.digest, label.lower())), label, "Source", country, False, ref.start, ref.end
        )

    def attribution(self, refs: Sequence[Ref]) -> Attribution | None:
        """Who is said to have said it, from the references that a sentence gives for its speaker."""
        for ref in refs:
            for one in self.scope.resolve(ref):
                return Attribution(one.id, one.label, one.type, one.country, False, ref.start, ref.end)
            if ref.kind in ("source", "person") and not ref.name and ref.office:
                return self._source(ref)
        return None

    def speaker(self, ref: Ref) -> list[Argument]:
        """The arguments that a speaker stands for: whom the article names, else the unnamed source."""
        found = self.scope.resolve(ref)
        if found:
            return found
        if ref.kind in ("source", "person") and ref.office and not ref.name and (source := self._source(ref)):
            return [Argument(source.id, source.label, "Source", source.country, ref.text, ref.start, ref.end)]
        return []

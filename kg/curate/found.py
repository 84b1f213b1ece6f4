"""What the vocabularies recognise in a text: for trying a label before it goes into an article, and for the tests of ambiguous names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg import chunks, senses, text
from kg.chunks import Context, Node
from kg.knowledge import Knowledge, serving_surnames
from kg.model import Article, Span
from kg.resolve import Scope


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text and the things it stands for there: `kind` is person, side, place, topic or unknown."""

    start: int
    end: int
    text: str
    kind: str
    things: tuple[str, ...]
    """IRIs; more than one for "US-Russian"."""


def sentence(words: str, *, published: str = "2022-01-10") -> Article:
    """A text as an article without a headline."""
    return Article("text", words, published, headline=Span(0, 0), body=(Span(0, len(words)),))


def found(article: Article, knowledge: Knowledge) -> list[Found]:
    """The names of an article as extraction reads them, in the order of the text; all sentences, not only those with a rule's words."""
    spans = [one.span for one in text.sentences(article)]
    raw = [
        [
            replace(one, start=one.start + span.start, end=one.end + span.start)
            for one in knowledge.gazetteer.find(article.text[span.start : span.end])
        ]
        for span in spans
    ]
    scope = Scope(article, knowledge)
    around = senses.evidence([one for row in raw for one in row], knowledge, scope.home)
    decided = [
        senses.decide(article.text, row, knowledge, around, (span.start, span.end), article.published) for row, span in zip(raw, spans)
    ]
    tokens = [text.tokens(article.text, span) for span in spans]
    context = Context(knowledge.lexicon, knowledge.capitals, knowledge.given_names, kinds=knowledge.place_states)
    scope.learn(ref for row, words in zip(decided, tokens) for node in chunks.chunk(article.text, words, row, context) for ref in node.refs)
    context = replace(context, surnames=scope.surnames | serving_surnames(knowledge, article.published))
    made: dict[tuple[int, int], Found] = {}
    for row, words in zip(decided, tokens):
        row = senses.yielding(row, scope.surnames, around, knowledge)
        for node in chunks.chunk(article.text, words, row, context):
            for one in _of(node, article, scope):
                made.setdefault((one.start, one.end), one)
    return [made[key] for key in sorted(made)]


def _of(node: Node, article: Article, scope: Scope) -> Iterator[Found]:
    if node.kind in ("L", "T"):
        kind = "place" if node.kind == "L" else "topic"
        yield Found(node.start, node.end, article.text[node.start : node.end], kind, (node.entity,))
        return
    for ref in node.refs:
        if ref.kind in ("pronoun", "group", "source"):
            things = ref.countries
        else:
            things = tuple(one.id for one in scope.resolve(ref))
        kind = "person" if ref.kind == "person" and ref.name else "side"
        if things:
            yield Found(ref.start, ref.end, article.text[ref.start : ref.end], kind, things)
    for entity in (*node.places, *node.topics):
        yield Found(node.start, node.end, article.text[node.start : node.end], "place" if "/place/" in entity else "topic", (entity,))

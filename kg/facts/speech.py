"""Direct speech without a verb of saying of its own: quotations over several sentences, transcripts, signed statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.chunks import ADVERBS, Node, Ref
from kg.facts.desk import Desk
from kg.facts.reporting import unnamed
from kg.model import Argument, Fact, Span
from kg.text import Sentence, sentences

_WORD = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"(?<![^\W_])(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e)(?![^\W_])(?![’']s name)")
_WILL = re.compile(
    r"\b(?:must|should|will|shall|cannot|can't|ought|remains? committed|calls? (?:on|for)|stands? (?:with|by|ready)|thank you)\b"
    r"|\b(?:it|that|this) is (?:\w+ )?(?:\w*acceptable|important|necessary|essential|vital|clear|time|crucial|critical)\b",
    re.IGNORECASE,
)
"""What is no report but somebody's word, where a whole text is in somebody's voice."""
_READS = re.compile(r"\b(?:message|letter|statement|telegram|text|note|post|tweet)\s+(?:reads|read|says|said|ran)\b", re.IGNORECASE)
_NO_SPEECH = ("spokes", "press secretary", "press officer", "communications director")
"""Statements that these sign are mostly reports about others; only what they say in the first person is theirs."""
_SHORT, _FAR = 4, 3
_RULE = "statement.say"


def spoken(found: Sequence[Fact], desk: Desk) -> list[Fact]:
    """The statements of an article with those of its direct speech: who is quoted, or signs the text, says each sentence of it once."""
    rule = desk.knowledge.rule_set.by_id.get(_RULE)
    if rule is None:
        return list(found)
    facts = list(found)
    turns = _Turns(desk)
    quotes = [span for paragraph in desk.article.body for span in quoted(desk.article.text, paragraph)]
    rows = [one for one in sentences(desk.article) if one.paragraph >= 0]
    nodes = {sentence.number: analysed.nodes for sentence, analysed in desk.sentences}
    by_start: dict[int, list[int]] = {}
    for place, fact in enumerate(facts):
        by_start.setdefault(fact.evidence[0].start, []).append(place)
    attributed: list[tuple[Sentence, tuple[Argument, ...]]] = []
    waiting: list[Sentence] = []
    for sentence in rows:
        here = by_start.get(sentence.span.start, [])
        signed = turns.of(sentence)
        for place in here:
            facts[place] = _own(facts[place], signed, desk)
        outside = next(
            (
                speakers
                for place in here
                if facts[place].type == "Statement"
                and (speakers := facts[place].role("speaker"))
                and not any(one.start < speakers[0].start < one.end for one in quotes)
            ),
            (),
        ) or _beside(sentence, quotes, nodes.get(sentence.number, ()), desk)
        said = {one.id for place in here if facts[place].type == "Statement" for one in facts[place].role("speaker")}
        if not outside and not said and not signed:
            outside = unnamed(nodes.get(sentence.number, ()), quotes, desk)
        if outside:
            attributed.append((sentence, outside))
            if not said:
                facts.append(_say(desk, sentence, outside, sentence, nodes))
            continue
        if signed and not said & {one.id for one in signed} and _is_word(sentence, signed, said, desk):
            facts.append(_say(desk, sentence, signed, sentence, nodes))
        elif not signed and (_inside(sentence, quotes, desk.article.text) or (not quotes and not said and _lost(sentence, desk))):
            waiting.append(sentence)
    for sentence in waiting:
        source = _nearest(sentence, attributed, quotes, desk)
        if source is None:
            continue
        other, speakers = source
        said = {one.id for place in by_start.get(sentence.span.start, []) for one in facts[place].role("speaker")}
        if not said & {one.id for one in speakers}:
            facts.append(_say(desk, sentence, speakers, other, nodes))
    return facts


def quoted(text: str, paragraph: Span) -> Iterator[Span]:
    """The quotations of a paragraph, the marks not included; one that is not closed goes on to its end.

    >>> text = 'He said: “We agree. They left.” Then "no'
    >>> [text[one.start:one.end] for one in quoted(text, Span(0, len(text)))]
    ['We agree. They left.', 'no']
    """
    start = -1
    for match in re.compile(r"[“”\"«»]|(?<!\S)[‘](?=\w)").finditer(text, paragraph.start, paragraph.end):
        if start < 0 and match[0] not in "”»‘":
            start = match.end()
        elif start >= 0 and match[0] not in "“«‘":
            yield Span(start, match.start())
            start = -1
    if start >= 0:
        yield Span(start, paragraph.end)


class _Turns:
    """Who speaks in a text that is a transcript or a signed statement, from which place on."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.known: dict[int, tuple[Argument, ...]] = {}

    def of(self, sentence: Sentence) -> tuple[Argument, ...]:
        """Whose words a sentence is; nobody where the text is no speech."""
        voice = next(((start, refs) for start, refs in reversed(self.desk.scope.discourse.voices) if start <= sentence.span.start), None)
        if voice is None:
            return ()
        if voice[0] not in self.known:
            self.known[voice[0]] = tuple(
                {one.id: replace(one, start=one.start, end=one.end) for ref in voice[1] for one in self.desk.scope.resolve(ref)}.values()
            )
        return self.known[voice[0]]


def _own(fact: Fact, signed: Sequence[Argument], desk: Desk) -> Fact:
    """What the speaker says of his own state ("Russia supports …") is said by him."""
    speakers = fact.role("speaker")
    if fact.type != "Statement" or len(signed) != 1 or signed[0].type != "Person" or len(speakers) != 1:
        return fact
    if speakers[0].type != "State" or not signed[0].country or speakers[0].country != signed[0].country:
        return fact
    roles: dict[str, Sequence[Argument]] = dict(fact.roles)
    return fact.with_roles({**roles, "speaker": signed})


def _beside(sentence: Sentence, quotes: Sequence[Span], nodes: Sequence[Node], desk: Desk) -> tuple[Argument, ...]:
    """Who stands before a quotation that a comma or a colon opens, as the subject of whatever verb ("X spoke on television, “…”")."""
    span, text = sentence.span, desk.article.text
    opened = next(
        (one for one in quotes if span.start < one.start < span.end and len(_WORD.findall(text, one.start, one.end)) > _SHORT), None
    )
    if opened is None or not re.search(r"[,:]\s*[“\"«]$", text[span.start : opened.start]):
        return ()
    before = [node for node in nodes if node.end <= opened.start]
    if _READS.search(text[span.start : opened.start]):
        writer = Ref("pronoun", "", span.start, opened.start)
        return tuple(desk.scope.people.argument(one, writer) for one in desk.scope.discourse.antecedents(span.start)[:1])
    for k, node in enumerate(before):
        if node.kind == "A":
            rest = [one for one in before[k + 1 :] if not (one.kind == "W" and one.low in ADVERBS)]
            if rest and (rest[0].kind == "V" or rest[0].low == ":"):
                return tuple(one for ref in node.refs for one in desk.sources.speaker(ref))
    return ()


def _inside(sentence: Sentence, quotes: Sequence[Span], text: str) -> bool:
    """Whether a sentence is, but for a few words, part of a quotation."""
    words = [match.start() for match in _WORD.finditer(text, sentence.span.start, sentence.span.end)]
    within = sum(any(one.start <= place < one.end for one in quotes) for place in words)
    return within > _SHORT - 1 and within * 10 >= len(words) * 9


def _lost(sentence: Sentence, desk: Desk) -> bool:
    """Whether a sentence in the first person was once a quotation: copies of agencies' texts lose all their marks at times."""
    words = sentence.text(desk.article)
    return len(words.split()) > _SHORT and _FIRST.search(words) is not None


def _is_word(sentence: Sentence, signed: Sequence[Argument], said: set[str], desk: Desk) -> bool:
    """Whether a sentence of a speech or a signed text is a word of the one who speaks, and not his report of others."""
    words = sentence.text(desk.article)
    if len(words.split()) <= _SHORT or words.endswith(":"):
        return False
    if _FIRST.search(words):
        return True
    if said or any(one.office.lower().startswith(_NO_SPEECH) or any(head in one.text.lower() for head in _NO_SPEECH) for one in signed):
        return False
    return bool(_WILL.search(words))


def _nearest(
    sentence: Sentence, attributed: Sequence[tuple[Sentence, tuple[Argument, ...]]], quotes: Sequence[Span], desk: Desk
) -> tuple[Sentence, tuple[Argument, ...]] | None:
    """The attributed sentence that a sentence of a quotation belongs to: one of its paragraph, those before it first; else the last one of
    the paragraph before, where the quotation goes on over the paragraphs or a colon announces it."""
    inside = [one for one in quotes if one.start < sentence.span.end and sentence.span.start < one.end]
    after = next(
        (
            row
            for row in attributed
            if any(row[0].span.start < one.end < row[0].span.end and row[0].number > sentence.number for one in inside)
        ),
        None,
    )
    if after is not None:
        return after
    same = sorted(
        (other.number > sentence.number, abs(other.number - sentence.number), other.span.start, k)
        for k, (other, _) in enumerate(attributed)
        if other.paragraph == sentence.paragraph and abs(other.number - sentence.number) <= _FAR
    )
    if same:
        return attributed[same[0][-1]]
    before = [row for row in attributed if row[0].paragraph == sentence.paragraph - 1]
    if not before:
        return None
    paragraph = desk.article.body[sentence.paragraph - 1]
    end = desk.article.text[paragraph.start : paragraph.end].rstrip()
    open_still = any(one.end == paragraph.end and one.start > paragraph.start for one in quotes) and end[-1:] not in '”"»'
    return before[-1] if open_still or end.endswith(":") else None


def _say(desk: Desk, sentence: Sentence, speakers: Sequence[Argument], source: Sentence, nodes: Mapping[int, Sequence[Node]]) -> Fact:
    supports = {"speaker": [source]} if source.number != sentence.number else {}
    topics = desk.things((node.entity, node.start, node.end) for node in nodes.get(sentence.number, ()) if node.kind == "T")
    rule = desk.knowledge.rule_set.by_id[_RULE]
    fact = Fact("Statement", rule=_RULE, evidence=desk.evidence(sentence, supports), act="say", plover=rule.plover)
    return fact.with_roles({"speaker": list(speakers), "topic": topics})

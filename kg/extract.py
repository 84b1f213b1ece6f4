"""extract(article, knowledge) → what the article says; a pure function, to be cached and to be sent to workers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from kg import chunks, clauses, events, facts, senses, text, trees
from kg.chunks import Context, Node
from kg.clauses import Clauses
from kg.events import Draft
from kg.gazetteer import Mention
from kg.knowledge import Knowledge, serving_surnames
from kg.model import Article, Extraction
from kg.resolve import Bodies, Scope, Treaties
from kg.rules import conditions, match
from kg.rules.conditions import World
from kg.rules.match import Match
from kg.text import Sentence

_TURN = re.compile(r"[^.!?:]{0,120}[^\W\d_][\w’'-]+\s?(?:\([^)]{0,60}\)\s?)?:\s")
"""A sentence that may open somebody's turn in a transcript."""
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(slots=True)
class Read:
    """A sentence as the rules see it."""

    sentence: Sentence
    clauses: Clauses
    words: frozenset[str]


def extract(article: Article, knowledge: Knowledge) -> Extraction:
    """All facts of one article: meetings, statements, treaty actions and tenures, each with its evidence and its rule."""
    article = publish(article, knowledge)
    reads, scope = read(article, knowledge)
    world = world_of(scope, knowledge)
    found: list[Draft] = []
    for one in reads:
        matches = [row for row, failed in matches_of(one, article, world, knowledge) if not failed]
        if matches:
            found.extend(events.drafts(one.sentence, one.clauses, matches, knowledge))
    made = facts.assemble(article, knowledge, scope, found, [(one.sentence, one.clauses) for one in reads])
    return Extraction(article, made, scope.entities())


def world_of(scope: Scope, knowledge: Knowledge) -> World:
    """What the conditions of rules look things up in, for the article of that scope."""
    return World(lambda ref, near: scope.resolve(ref, near=near), knowledge.entities)


def matches_of(one: Read, article: Article, world: World, knowledge: Knowledge) -> list[tuple[Match, str]]:
    """All matches of a sentence, each with the condition of its rule that it does not meet (empty for a match that stands).

    Where the knowledge names a parser, rules are asked for their `tree` patterns if no pattern found a fact of their kind.
    """
    rules = knowledge.rule_set
    found = [(row, conditions.failed(row, row.rule.where, world)) for row in match.match(one.clauses, rules, rules.candidates(one.words))]
    if not knowledge.parser:
        return found
    told = {row.rule.fact for row, failed in found if not failed}
    asked = [number for number in rules.candidates(one.words, tree=True) if rules.rules[rules.compiled[number].rule].fact not in told]
    if asked:
        span = one.sentence.span
        words = trees.parse(article.text[span.start : span.end], knowledge.parser)
        read = replace(one.clauses, views=trees.views(one.clauses.nodes, words, span.start))
        found += [(row, conditions.failed(row, row.rule.where, world)) for row in match.match(read, rules, asked)]
    return found


def read(article: Article, knowledge: Knowledge) -> tuple[list[Read], Scope]:
    """The sentences that may hold facts, chunked, and the people of the article."""
    scope = Scope(article, knowledge)
    context = Context(knowledge.lexicon, knowledge.capitals, knowledge.given_names, kinds=knowledge.place_states)
    rows: list[tuple[Sentence, list[text.Token], list, frozenset[str], list[Node]]] = []  # type: ignore[type-arg]
    index = knowledge.rule_set.index
    lexicon = knowledge.lexicon
    found: list[tuple[Sentence, list[Mention], frozenset[str]]] = []
    for sentence in text.sentences(article):
        piece = article.text[sentence.span.start : sentence.span.end]
        words = frozenset(word.lower().replace("’", "'") for word in _WORDS.findall(piece))
        if any(word in index or word in lexicon.heads or word in lexicon.treaty_words for word in words) or _TURN.match(piece):
            found.append((sentence, [replace_mention(one, sentence.span.start) for one in knowledge.gazetteer.find(piece)], words))
    around = senses.evidence([mention for _, mentions, _ in found for mention in mentions], knowledge, scope.home)
    for sentence, mentions, words in found:
        span = (sentence.span.start, sentence.span.end)
        mentions = senses.decide(article.text, mentions, knowledge, around, span, article.published)
        tokens = text.tokens(article.text, sentence.span)
        rows.append((sentence, tokens, mentions, words, chunks.chunk(article.text, tokens, mentions, context)))
    scope.learn(ref for row in rows for node in row[4] for ref in node.refs)
    context = replace_context(context, scope.surnames | serving_surnames(knowledge, article.published))
    reads: list[Read] = []
    treaties, bodies = Treaties(knowledge), Bodies(knowledge)
    for sentence, tokens, mentions, words, nodes in rows:
        if words & context.surnames:
            mentions = senses.yielding(mentions, scope.surnames, around, knowledge)
            nodes = chunks.chunk(article.text, tokens, mentions, context)
        nodes = bodies.carry(treaties.carry(nodes, sentence.number), sentence.number)
        scope.seen(nodes)
        reads.append(Read(sentence, clauses.analyse(nodes), words))
    return reads, scope


def replace_mention(mention, shift: int):  # type: ignore[no-untyped-def]
    """A mention found in a sentence, with its place in the article."""
    return replace(mention, start=mention.start + shift, end=mention.end + shift)


def replace_context(context: Context, surnames: frozenset[str]) -> Context:
    """The context with the surnames that the article has taught."""
    return replace(context, surnames=surnames)


def publish(article: Article, knowledge: Knowledge) -> Article:
    """The article with its publisher (from the address) and its agency (from the last words)."""
    host = (urlsplit(article.url).hostname or "").lower().removeprefix("www.")
    publisher = article.publisher
    if not publisher and host:
        parts = host.split(".")
        publisher = next(
            (knowledge.domains[".".join(parts[start:])] for start in range(len(parts) - 1) if ".".join(parts[start:]) in knowledge.domains),
            host,
        )
    agency = article.agency
    if not agency and article.body:
        for paragraph in article.body:
            end = article.text[paragraph.start : paragraph.end].rstrip()[-30:]
            if found := re.search(r"(?:[.!?”\"]|\s[-–—])\s*[-–—(/]?\s*([A-Z][A-Za-z ]{1,20})[)/]?\.?$", end):
                known = knowledge.gazetteer.senses(found[1].strip())
                agency = next((sense.entity for sense in known if knowledge.entities[sense.entity].kind == "news"), agency)
    return replace(article, publisher=publisher, agency=agency)


def sentences_of(reads: Sequence[Read]) -> list[Sentence]:
    """The sentences that were read."""
    return [one.sentence for one in reads]

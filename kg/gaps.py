"""What the rules and the vocabularies do not know yet: verbs and words between two actors, and titled names without an entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import kg.extract as extract
from kg import chunks, clauses, text
from kg.chunks import Context, Node
from kg.knowledge import Knowledge
from kg.model import Article
from kg.problems import Problem
from kg.rules import match

_MOST_BETWEEN = 7
"""Two actors farther apart than so many chunks are not looked at: what stands between them says little."""

_OF_THEM = ("person", "state", "org", "group")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that comes again and again without being known: what, how often, and some sentences with it."""

    what: str
    count: int
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of some articles, the most frequent first."""

    articles: int
    verbs: tuple[Gap, ...]
    """A verb with the preposition after it, between two actors in one clause, where no rule matches."""
    words: tuple[Gap, ...]
    """The words between two actors where there is no verb."""
    names: tuple[Gap, ...]
    """Names with a title which no vocabulary knows."""


def gaps(articles: Iterable[Article | Problem], knowledge: Knowledge, *, least: int = 2, samples: int = 3) -> Gaps:
    """What no rule and no vocabulary covers in some articles, at least so many times."""
    verbs: dict[str, list[str]] = defaultdict(list)
    words: dict[str, list[str]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    count = 0
    for article in articles:
        if isinstance(article, Problem):
            continue
        count += 1
        for sentence, nodes, lows in _sentences(article, knowledge):
            shown = " ".join(sentence.text(article).split())
            for kind, what in _between(nodes, lows, knowledge):
                (verbs if kind == "verb" else words)[what].append(shown)
            for what in _names(nodes, knowledge):
                names[what].append(shown)
    return Gaps(count, *(_sorted(table, least, samples) for table in (verbs, words, names)))


def _sentences(article: Article, knowledge: Knowledge) -> Iterator[tuple[text.Sentence, list[Node], frozenset[str]]]:
    """All sentences of an article as chunks; `extract.read` leaves out those without a trigger, which are wanted here."""
    context = Context(knowledge.lexicon, knowledge.capitals, knowledge.given_names, kinds=knowledge.place_states)
    _, scope = extract.read(article, knowledge)
    context = extract.replace_context(context, frozenset(scope.surnames))
    for sentence in text.sentences(article):
        span = sentence.span
        tokens = text.tokens(article.text, span)
        mentions = [extract.replace_mention(one, span.start) for one in knowledge.gazetteer.find(article.text[span.start : span.end])]
        lows = frozenset(token.low.replace("’", "'") for token in tokens)
        yield sentence, chunks.chunk(article.text, tokens, mentions, context), lows


def _between(nodes: list[Node], lows: frozenset[str], knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    sides = [k for k, node in enumerate(nodes) if _is_side(node)]
    pairs = [(a, b) for a, b in pairwise(sides) if 1 < b - a <= _MOST_BETWEEN]
    if not pairs:
        return
    analysed = clauses.analyse(nodes)
    covered = [
        range(one.first, one.last + 1)
        for one in match.match(analysed, knowledge.rule_set, knowledge.rule_set.candidates(lows))
        if one.rule.fact != "Tenure"
    ]
    for a, b in pairs:
        if analysed.borders[a] != analysed.borders[b]:
            continue
        inner = nodes[a + 1 : b]
        if any(node.kind == "P" and node.low not in ("-", "–", "'") for node in inner):
            continue
        if any(k in row for row in covered for k in range(a + 1, b)):
            continue
        heads = [node for node in inner if node.kind == "V"]
        if heads:
            yield "verb", _verb(heads[-1], inner)
        elif all(node.kind == "W" for node in inner) and any(len(node.low) > 3 for node in inner):
            yield "words", " ".join(node.low for node in inner)


def _is_side(node: Node) -> bool:
    return node.kind == "A" and any(ref.kind in _OF_THEM and (ref.name or ref.entity or ref.countries or ref.body) for ref in node.refs)


def _verb(verb: Node, inner: Sequence[Node]) -> str:
    last = inner[-1]
    preposition = last.low if last.kind == "W" and last is not verb and last.low in chunks.PREPOSITIONS else ""
    head = f"be {verb.low.split()[-1]}" if verb.passive else verb.head
    return f"<{head}> {preposition}".strip()


def _names(nodes: Sequence[Node], knowledge: Knowledge) -> Iterator[str]:
    for node in nodes:
        for ref in node.refs:
            if ref.kind == "person" and ref.name and not ref.entity and ref.office and len(ref.name.split()) > 1 and not node.shadow:
                if any(knowledge.entities[one.entity].type == "Person" for one in knowledge.gazetteer.senses(ref.name)):
                    continue
                owner = next((knowledge.entities[one].label for one in (ref.body, *ref.countries) if one in knowledge.entities), "")
                yield f"{ref.name} ({', '.join(part for part in (ref.office, owner) if part)})"


def _sorted(table: dict[str, list[str]], least: int, samples: int) -> tuple[Gap, ...]:
    rows = [Gap(what, len(found), tuple(dict.fromkeys(found))[:samples]) for what, found in table.items() if len(found) >= least]
    return tuple(sorted(rows, key=lambda one: (-one.count, one.what)))


def as_text(found: Gaps, *, most: int = 25) -> str:
    """The gaps as lists to read in a terminal."""
    lines = [f"{found.articles} articles"]
    for title, rows in (
        ("Verbs between two actors that no rule covers", found.verbs),
        ("Words between two actors that no rule covers", found.words),
        ("Names with a title that no vocabulary knows", found.names),
    ):
        lines += ["", f"{title}: {len(rows)}"]
        for one in rows[:most]:
            lines.append(f"  {one.count:4}  {one.what}")
            lines += [f"          {sample[:160]}" for sample in one.samples[:1]]
    return "\n".join(lines) + "\n"

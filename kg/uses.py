"""Which rules fire on which sentences of some articles: what the lints, the catalogue and `kg rules list --unused` count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import kg.extract as extract
from kg.knowledge import Knowledge
from kg.model import Article
from kg.problems import Problem
from kg.rules import match


@dataclass(slots=True)
class Use:
    """How often one rule matched, and how many facts came of it; `samples` are the first sentences with a fact."""

    rule: str
    sentences: set[tuple[str, int]] = field(default_factory=set)
    """(article, number of the sentence) where a pattern matched, whatever became of it."""
    facts: int = 0
    samples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Uses:
    """The uses of all rules in some articles."""

    articles: int = 0
    by_rule: dict[str, Use] = field(default_factory=dict)


def uses(articles: Iterable[Article | Problem], knowledge: Knowledge, *, samples: int = 3) -> Uses:
    """How every rule is used in some articles; files that are no articles are passed over."""
    found = Uses(0, {rule.id: Use(rule.id) for rule in knowledge.rules})
    for article in articles:
        if isinstance(article, Problem):
            continue
        found.articles += 1
        article = extract.publish(article, knowledge)
        reads, _ = extract.read(article, knowledge)
        for one in reads:
            for hit in match.match(one.clauses, knowledge.rule_set, knowledge.rule_set.candidates(one.words)):
                found.by_rule[hit.rule.id].sentences.add((article.digest, one.sentence.number))
        for fact in extract.extract(article, knowledge).facts:
            for name in dict.fromkeys((fact.rule, *fact.also)):
                use = found.by_rule[name]
                use.facts += 1
                if fact.type == "Tenure":
                    use.sentences.update((article.digest, one.start) for one in fact.evidence)
                if len(use.samples) < samples and name == fact.rule:
                    use.samples.append(" ".join(fact.evidence[0].quote.split()))
    return found


def unused(found: Uses) -> tuple[str, ...]:
    """The rules that gave no fact."""
    return tuple(sorted(name for name, use in found.by_rule.items() if not use.facts))

"""Which rule came nearest in a piece of an article that should have given a fact."""

from __future__ import annotations

import kg.extract as extract
from kg.evaluate.score import SAME
from kg.explain import farthest, step_line
from kg.knowledge import Knowledge
from kg.model import Article
from kg.rules import match
from kg.rules.match import Step


class Nearest:
    """What the nearest rule made of a piece of an article, in one line; the articles are read once each, only where something was missed."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._article = ""
        self._reads: list[extract.Read] = []

    def __call__(self, article: Article, start: int, end: int, kind: str) -> str:
        """The rule for that type of fact or PLOVER class that came farthest, and what it lacked."""
        rules = self.knowledge.rule_set
        if self._article != article.digest:
            self._article, self._reads = article.digest, extract.read(extract.publish(article, self.knowledge), self.knowledge)[0]
        best: list[Step] = []
        for read in self._reads:
            if read.sentence.span.start < end and start < read.sentence.span.end:
                asked = [
                    number
                    for number in rules.candidates(read.words)
                    for rule in (rules.rules[rules.compiled[number].rule],)
                    if kind in (rule.fact, SAME.get(rule.plover, rule.plover))
                ]
                best.extend(farthest(match.trace(read.clauses, rules, asked, article.text), read.clauses)[:1])
        if not best:
            return f"no rule for {kind} has a word in it"
        return step_line(max(best, key=lambda step: step.matched / step.elements))

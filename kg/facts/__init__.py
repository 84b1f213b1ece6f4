"""Drafts of one article → its facts: references resolved, dates resolved, mentions of one event joined."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses import Clauses
from kg.events import Draft
from kg.facts.citations import citations
from kg.facts.desk import Desk
from kg.facts.meetings import meetings
from kg.facts.statements import others
from kg.facts.tenures import tenures
from kg.knowledge import Knowledge
from kg.model import Article, Fact
from kg.resolve import Scope
from kg.text import Sentence


def assemble(
    article: Article, knowledge: Knowledge, scope: Scope, drafts: Sequence[Draft], sentences: Sequence[tuple[Sentence, Clauses]]
) -> tuple[Fact, ...]:
    """The facts of the article, meetings first, in the order of the text."""
    desk = Desk(article, knowledge, scope, drafts, sentences)
    found = [*meetings(desk), *others(desk)]
    return (*found, *citations(desk, found), *tenures(desk))

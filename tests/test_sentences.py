"""Meetings in sentences written for the purpose, and in articles damaged as scraped text is: figures that must not fall.

`gold/sentences-open.jsonl` is there to learn from; of `gold/sentences-blind.jsonl` only the figures are looked at.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from kg import examples
from kg.evaluate import Count, evaluate, plain
from kg.extract import extract
from kg.knowledge import Knowledge
from kg.model import Article, Fact

GOLD = Path(__file__).parent / "gold"
SHARED = Path(__file__).parents[2] / "shared"


def parties(fact: Fact) -> set[str]:
    """The countries, the names and the surnames of the sides of a meeting."""
    rows = fact.role("participant")
    return {name for one in rows for name in (one.country, plain(one.label), plain(one.text), plain(one.label.split()[-1])) if name}


def counted(file: Path, knowledge: Knowledge) -> tuple[Count, int]:
    """(meetings found, missed and false, matched one to one on a shared side; sentences without a meeting that are given one)."""
    count, fooled = Count(), 0
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        facts = [fact for fact in extract(examples.article(row["text"], row["date"]), knowledge).facts if fact.type == "Meeting"]
        fooled += bool(facts and not row["meetings"])
        for meeting in row["meetings"]:
            sides = {side if len(side) == 2 else plain(side) for side in meeting["sides"]}
            sides |= {plain(one) for one in meeting.get("people", ())}
            best = max(facts, key=lambda fact: len(parties(fact) & sides), default=None)
            if best is not None and parties(best) & sides:
                facts.remove(best)
                count.hit += 1
            else:
                count.missed += 1
        count.false += len(facts)
    return count, fooled


@pytest.mark.parametrize(("name", "precision", "recall"), [("open", 0.94, 0.765), ("blind", 0.905, 0.635)])
def test_meetings_of_sentences_are_found_and_nothing_else(name: str, precision: float, recall: float, knowledge: Knowledge) -> None:
    count, fooled = counted(GOLD / f"sentences-{name}.jsonl", knowledge)
    assert (count.precision >= precision, count.recall >= recall, fooled <= 1) == (True, True, True), (count, fooled)


def damaged(article: Article) -> Article:
    """The article as scrapers leave it: quotes and apostrophes stripped, the paragraphs after the first in another order."""
    rows = [article.text[one.start : one.end].translate({ord(mark): None for mark in "\"'’‘“”`"}) for one in article.body]
    rest = rows[1:]
    random.Random(1).shuffle(rest)
    title = article.text[article.headline.start : article.headline.end].translate({ord(mark): None for mark in "\"'’‘“”`"})
    return examples.article("\n".join([*rows[:1], *rest]), article.published, path=article.path, title=title)


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the texts of the gold annotations (../shared) are not here")
def test_damage_costs_little(knowledge: Knowledge) -> None:
    gold = sorted((GOLD / "open").glob("*.json"))
    texts = [SHARED / "corpus"]
    whole = evaluate(gold, texts, lambda article: extract(article, knowledge)).counts["meetings"].f1
    broken = evaluate(gold, texts, lambda article: extract(damaged(article), knowledge)).counts["meetings"].f1
    assert broken >= whole - 0.05, (whole, broken)

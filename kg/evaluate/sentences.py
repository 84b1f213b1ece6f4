"""Sentences with gold, one JSON object a line: the meetings of a sentence, or its PLOVER class with source and target.

A row with `meetings` is scored as an article of one sentence. A row with `class` has one class or none (null): each other class that is found
is false, and the actors are right when a fact of that class has one of the gold's codes as its doer and one as the side it is done to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg import examples
from kg.evaluate.articles import Near, Where, meetings
from kg.evaluate.score import SAME, Error, Score
from kg.export.codes import ALPHA3
from kg.model import Argument, Article, Extraction


def article_of(row: dict[str, Any]) -> Article:
    """The sentence of a row as an article, printed on the row's date (by default the day of the rules' examples)."""
    return examples.article(str(row["text"]), str(row.get("date") or ""), path=str(row["id"]))


def one_sentence(score: Score, row: dict[str, Any], article: Article, extraction: Extraction, where: Where, near: Near) -> None:
    """Count one sentence."""
    score.sentences += 1
    if "meetings" in row:
        gold = {"id": row["id"], "meetings": [_meeting(one, article.text) for one in row["meetings"]]}
        meetings(score, gold, article, extraction, where, near)
    if "class" in row:
        _class(score, row, article, extraction, where, near)


def _meeting(row: dict[str, Any], text: str) -> dict[str, Any]:
    """A meeting as a sentence's gold writes it, in the words of an article's gold."""
    sides = [str(one) for one in row.get("sides", ())]
    return {
        "evidence": text,
        "participants": row.get("people", []),
        "participant_countries": [one for one in sides if len(one) == 2],
        "organizations": [one for one in sides if len(one) != 2],
        "date": row.get("when"),
        "date_end": row.get("when_end"),
        "date_alt": row.get("when_alt", []),
        **{name: value for name, value in row.items() if name not in ("sides", "people", "when")},
    }


def codes(arguments: Sequence[Argument]) -> set[str]:
    """The country codes of three letters of some arguments; IGO for a body of several states."""
    return {ALPHA3.get(one.country, one.country) for one in arguments if one.country} | {
        "IGO" for one in arguments if one.type == "Organization" and not one.country
    }


def _class(score: Score, row: dict[str, Any], article: Article, extraction: Extraction, where: Where, near: Near) -> None:
    found = [(SAME.get(fact.plover, fact.plover), fact) for fact in extraction.facts if fact.plover and fact.type != "Tenure"]
    rules = {name: fact.rule for name, fact in reversed(found)}
    wanted = SAME.get(row["class"], row["class"]) if row["class"] else None
    for name in sorted(rules.keys() - {wanted}):
        score.mark("classes", where, rules[name], false=1)
        score.mark(f"class {name}", false=1)
        score.errors.append(Error(row["id"], "false class", f"{name}, not {wanted or 'an event'}", row["text"], rules[name]))
    if wanted is None:
        score.mark("no event", hit=not rules, missed=bool(rules))
        return
    right = wanted in rules
    score.mark("classes", where, rules.get(wanted, ""), hit=right, missed=not right)
    score.mark(f"class {wanted}", hit=right, missed=not right)
    source, target = ({str(one["code"]) for one in row.get(side) or () if one.get("code")} for side in ("source", "target"))
    told = [
        (
            codes(fact.role("speaker") + fact.role("party") + fact.role("participant")),
            codes(fact.role("target") + fact.role("addressee") + fact.role("participant")),
        )
        for name, fact in found
        if name == wanted
    ]
    both = any((not source or source & doers) and (not target or target & others) for doers, others in told)
    score.mark("class and both actors", rule=rules.get(wanted, ""), hit=both, missed=not both)
    if not right:
        what = f"{wanted}: {_codes(source)} to {_codes(target)}"
        score.errors.append(Error(row["id"], "missed class", what, row["text"], near=near(article, 0, len(article.text), wanted)))
    elif not both:
        doers, others = told[0]
        what = f"{wanted}: {_codes(source)} to {_codes(target)}, but {_codes(doers)} to {_codes(others)}"
        score.errors.append(Error(row["id"], "actors", what, row["text"], rules[wanted]))


def _codes(some: set[str]) -> str:
    return "+".join(sorted(some)) or "nobody"

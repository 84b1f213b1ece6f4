"""Precision and recall of the extraction against gold annotations.

The scheme is that of the project's annotation guidelines: a predicted meeting matches a gold one of the same article when they share a
party and their formats do not contradict; one to one, most shared parties first, then place and date. Names are compared without
case and accents, people by their last word.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.article import read_file
from kg.model import Article, Extraction, Fact
from kg.problems import BadInput
from kg.vocab import short_hash

_CALLS = ("phone call", "video call")
_IN_PERSON = ("visit", "summit", "working lunch", "working dinner")


@dataclass(slots=True)
class Count:
    """How often something was right: hits, misses, false ones."""

    hit: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.hit / (self.hit + self.false) if self.hit + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 1 where there is nothing."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / (2 * self.hit + self.missed + self.false) if self.hit + self.missed + self.false else 1.0

    def add(self, other: Count) -> None:
        """Take in another count."""
        self.hit, self.missed, self.false = self.hit + other.hit, self.missed + other.missed, self.false + other.false


@dataclass(slots=True)
class Error:
    """One miss or one false fact, with what is needed to understand it."""

    article: str
    kind: str
    what: str
    sentence: str
    rule: str = ""


@dataclass(slots=True)
class Score:
    """All counts of an evaluation and the errors behind them."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    errors: list[Error] = field(default_factory=list)
    by_source: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    by_rule: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    articles: int = 0
    empty: int = 0
    false_in_empty: int = 0
    fingerprint: str = ""

    def as_dict(self) -> dict[str, dict[str, float]]:
        """The figures, rounded, for files and tables."""
        return {
            name: {
                "precision": round(one.precision, 4),
                "recall": round(one.recall, 4),
                "f1": round(one.f1, 4),
                "hit": one.hit,
                "missed": one.missed,
                "false": one.false,
            }
            for name, one in sorted(self.counts.items())
        }


def plain(text: str) -> str:
    """A name without case and accents."""
    flat = unicodedata.normalize("NFKD", text.lower().replace("ı", "i"))
    return "".join(one for one in flat if not unicodedata.combining(one))


def _surname(name: str) -> str:
    words = [word for word in re.findall(r"[\w'’-]+", plain(name)) if word not in ("jr", "sr", "ii", "iii")]
    return words[-1] if words else ""


def _names(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", plain(text)))


def evaluate(gold_files: Iterable[Path], texts: Sequence[Path], extract: Callable[[Article], Extraction]) -> Score:
    """The score of an extraction on gold files; the articles are looked for by id in the folders `texts`.

    Raises BadInput when an article is missing or is not the one that was annotated.
    """
    score = Score()
    prints = []
    for path in sorted(gold_files):
        gold = json.loads(path.read_text(encoding="utf-8"))
        prints.append(short_hash(path.read_text(encoding="utf-8")))
        article = _article(str(gold["id"]), texts, path)
        _one(score, gold, article, extract(article))
        score.articles += 1
    score.fingerprint = short_hash(*prints)
    return score


def _article(name: str, texts: Sequence[Path], gold: Path) -> Article:
    for folder in texts:
        path = folder / f"{name}.txt"
        if path.exists():
            found = [one for one in read_file(path) if isinstance(one, Article)]
            if found:
                return found[0]
    raise BadInput(f"{gold}: the article '{name}.txt' is in none of {', '.join(str(one) for one in texts)}; name its folder with --texts")


def _span(value: Any, text: str) -> tuple[int, int]:
    if isinstance(value, dict):
        return int(value["start"]), int(value["end"])
    start = text.find(str(value)) if value else -1
    return (start, start + len(str(value))) if start >= 0 else (-1, -1)


def _parties(meeting: dict[str, Any]) -> tuple[set[str], set[str], set[str]]:
    return (
        {_surname(one) for one in meeting.get("participants", ())},
        set(meeting.get("participant_countries", ())),
        {plain(one) for one in meeting.get("organizations", ())},
    )


def _found_parties(fact: Fact) -> tuple[set[str], set[str], set[str]]:
    people, countries, bodies = set(), set(), set()
    for one in fact.role("participant"):
        if one.type == "Person":
            people.add(_surname(one.label))
        if one.country:
            countries.add(one.country)
        if one.type == "Organization":
            bodies.add(plain(one.label))
            bodies.add(plain(one.text))
    return people, countries, bodies


def _body_hit(wanted: set[str], have: set[str]) -> int:
    return sum(1 for one in wanted if any(one in other or other in one or _names(one) == _names(other) for other in have if other))


def _agree(gold: dict[str, Any], fact: Fact) -> tuple[int, int, int] | None:
    """How well a found meeting fits a gold one: (shared parties, place, date); None when it does not."""
    gp, gc, gb = _parties(gold)
    fp, fc, fb = _found_parties(fact)
    shared = len(gp & fp) * 2 + len(gc & fc) + _body_hit(gb, fb)
    if not shared:
        return None
    formats = {gold.get("format"), *gold.get("format_alt", ())}
    if (fact.format in _CALLS and not formats & {*_CALLS, "talks", "meeting", None}) or (
        fact.format in _IN_PERSON and formats <= set(_CALLS)
    ):
        return None
    place = 1 if _place_right(gold, fact) else 0
    return shared, place, 1 if _date_right(gold, fact) else 0


def _place_right(gold: dict[str, Any], fact: Fact) -> bool:
    wanted = [one for one in (gold.get("place"), *gold.get("place_alt", ())) if one]
    have = [words for one in fact.role("place") for words in (_names(one.label), _names(one.text))]
    if not wanted:
        return not have
    return any(_names(one) <= words or words <= _names(one) for one in wanted for words in have if words)


def _date_right(gold: dict[str, Any], fact: Fact, length: int = 10) -> bool:
    when = fact.when
    for wanted in (gold.get("date"), *gold.get("date_alt", ())):
        if when is None:
            if wanted is None or gold.get("date_basis") in ("publication", "none"):
                return True
            continue
        if wanted is None:
            continue
        end = gold.get("date_end") or wanted
        low, high = wanted[:length], end[:length]
        size = min(len(low), len(when.earliest), length)
        if low[:size] <= when.earliest[:size] <= high[:size] and (
            len(when.earliest) >= min(len(low), length) or (len(when.earliest) >= 7 and length == 7)
        ):
            return True
    return when is not None and gold.get("date") is None and gold.get("date_basis") == "none" and False


def _one(score: Score, gold: dict[str, Any], article: Article, extraction: Extraction) -> None:
    meetings = list(gold.get("meetings", ()))
    found = [fact for fact in extraction.facts if fact.type == "Meeting"]
    pairs: list[tuple[tuple[int, int, int], int, int]] = []
    for g, one in enumerate(meetings):
        for f, fact in enumerate(found):
            if (fit := _agree(one, fact)) is not None:
                pairs.append((fit, -g, -f))
    taken_gold: dict[int, int] = {}
    taken_found: dict[int, int] = {}
    for _, g, f in sorted(pairs, reverse=True):
        if -g not in taken_gold and -f not in taken_found:
            taken_gold[-g], taken_found[-f] = -f, -g
    count, source = score.counts["meetings"], [*article.url.split("/"), "", "", ""][2]
    for g, one in enumerate(meetings):
        counted = not one.get("optional") and one.get("scope", "diplomatic") != "domestic"
        if g in taken_gold:
            fact = found[taken_gold[g]]
            if not counted:
                continue
            count.hit += 1
            score.by_source[source].hit += 1
            score.by_rule[fact.rule].hit += 1
            _details(score, one, fact, gold["id"])
        elif counted:
            count.missed += 1
            score.by_source[source].missed += 1
            start, end = _span(one.get("evidence"), article.text)
            score.errors.append(Error(gold["id"], "missed meeting", _tell(one), article.text[start:end]))
    bad_spans = [
        _span(one if "start" in one else one.get("text", one.get("span", "")), article.text)
        for one in gold.get("must_not_fire", ())
        if isinstance(one, dict)
    ]
    for f, fact in enumerate(found):
        if f in taken_found:
            continue
        lead = fact.evidence[0]
        count.false += 1
        score.by_source[source].false += 1
        score.by_rule[fact.rule].false += 1
        forbidden = any(start < lead.end and lead.start < end for start, end in bad_spans if start >= 0)
        score.errors.append(
            Error(gold["id"], "forbidden meeting" if forbidden else "false meeting", _tell_fact(fact), lead.quote, fact.rule)
        )
    if not meetings:
        score.empty += 1
        score.false_in_empty += len(found)
    _people(score, gold, extraction)
    _statements(score, gold, article, extraction)


def _details(score: Score, one: dict[str, Any], fact: Fact, article: str) -> None:
    gp, gc, gb = _parties(one)
    fp, fc, fb = _found_parties(fact)
    both = score.counts["both sides"]
    sides = len(gp & fp) + len(gc & fc) + _body_hit(gb, fb)
    if sides >= 2 or sides >= len(gp | gc | gb):
        both.hit += 1
    else:
        both.missed += 1
    people = score.counts["participants"]
    if gp:
        people.hit += len(gp & fp)
        people.missed += len(gp - fp)
        people.false += len(fp - gp)
        if gp - fp or fp - gp:
            score.errors.append(Error(article, "participants", f"{sorted(gp)} but {sorted(fp)}", fact.evidence[0].quote, fact.rule))
    else:
        people.hit += len(gc & fc) + _body_hit(gb, fb)
        people.missed += len(gc - fc) + len(gb) - _body_hit(gb, fb)
        people.false += len(fc - gc)
    for name, right in (
        ("place", _place_right(one, fact)),
        ("date", _date_right(one, fact)),
        ("month", _date_right(one, fact, 7)),
        ("status", fact.status in (one.get("status"), *one.get("status_alt", ()))),
    ):
        part = score.counts[name]
        if right:
            part.hit += 1
        else:
            part.missed += 1
            said = {"place": [a.label for a in fact.role("place")], "status": fact.status}.get(
                name, fact.when and (fact.when.earliest, fact.when.latest, fact.when.text)
            )
            if name != "month":
                score.errors.append(Error(article, name, f"{one.get(name)} but {said}", fact.evidence[0].quote, fact.rule))
    formats = (one.get("format"), *one.get("format_alt", ()))
    if fact.format in formats:
        score.counts["format"].hit += 1
    else:
        score.counts["format"].missed += 1
    topics = [_names(topic) for topic in one.get("topics", ())]
    have = [_names(a.label) | _names(a.text) for a in fact.role("topic")]
    for wanted in topics:
        if any(len(wanted & words) * 2 >= len(wanted) for words in have):
            score.counts["topics"].hit += 1
        else:
            score.counts["topics"].missed += 1


def _people(score: Score, gold: dict[str, Any], extraction: Extraction) -> None:
    named: dict[str, set[str]] = defaultdict(set)
    treaties: set[frozenset[str]] = set()
    for fact in extraction.facts:
        for _, rows in fact.roles:
            for one in rows:
                if one.type == "Person":
                    named[_surname(one.label)].update(_names(one.text))
                    named[_surname(one.label)].update(_names(one.office))
                if one.type == "Treaty":
                    treaties.update((_names(one.label), _names(one.text)))
        if fact.type == "Tenure":
            for one in fact.role("person"):
                named[_surname(one.label)].update(word for post in fact.role("post") for word in _names(post.label))
    for entity in extraction.entities:
        named.setdefault(_surname(entity.label), set())
    for one in gold.get("people", ()):
        right = _surname(one["name"]) in named
        score.counts["people"].hit += right
        score.counts["people"].missed += not right
        if not right:
            score.errors.append(Error(gold["id"], "missed person", f"{one['name']} ({one.get('role')})", ""))
        role = one.get("role") or ""
        if role and not role.startswith("("):
            words = {word for word in _names(role) if word not in ("of", "the", "and", "for", "to", "s")}
            hit = right and len(words & named[_surname(one["name"])]) * 2 >= len(words)
            score.counts["posts"].hit += hit
            score.counts["posts"].missed += not hit
            if right and not hit:
                score.errors.append(Error(gold["id"], "missed post", f"{one['name']}: {role}", ""))
    for one in gold.get("treaties", ()):
        wanted = _names(one if isinstance(one, str) else one.get("name", ""))
        right = any(len(wanted & words) * 2 > len(wanted) for words in treaties)
        score.counts["treaties"].hit += right
        score.counts["treaties"].missed += not right
        if not right:
            score.errors.append(Error(gold["id"], "missed treaty", str(one), ""))


def _statements(score: Score, gold: dict[str, Any], article: Article, extraction: Extraction) -> None:
    said = [fact for fact in extraction.facts if fact.type == "Statement"]
    for one in gold.get("statements", ()):
        start, end = _span(one.get("evidence"), article.text)
        wanted = plain(one.get("speaker", ""))
        right = False
        for fact in said:
            for piece in fact.evidence:
                covered = min(end, piece.end) - max(start, piece.start)
                if (
                    covered * 2 >= end - start
                    and len(piece.quote) <= 1000
                    and any(_speaker_right(wanted, speaker.label, speaker.text, speaker.country) for speaker in fact.role("speaker"))
                ):
                    right = True
        score.counts["statements"].hit += right
        score.counts["statements"].missed += not right
        if not right:
            score.errors.append(Error(gold["id"], "missed statement", f"{one.get('speaker')}: {one.get('verb')}", article.text[start:end]))


def _speaker_right(wanted: str, label: str, text: str, country: str) -> bool:
    names = _names(wanted)
    return (
        bool(_surname(label) and _surname(label) in names)
        or bool(names & _names(text) - {"the", "of", "a", "and"})
        or bool(_names(label) & names - {"the", "of", "president", "minister"})
    )


def _tell(meeting: dict[str, Any]) -> str:
    who = ", ".join([*meeting.get("participants", ()), *meeting.get("organizations", ())]) or ", ".join(
        meeting.get("participant_countries", ())
    )
    return f"{who} ({meeting.get('status')}, {meeting.get('format')}, {meeting.get('place')}, {meeting.get('date')})"


def _tell_fact(fact: Fact) -> str:
    who = ", ".join(one.label for one in fact.role("participant"))
    return f"{who} ({fact.status}, {fact.format}, {', '.join(one.label for one in fact.role('place'))}, {fact.when.earliest if fact.when else None})"

"""Articles against their gold annotation: meetings matched one to one and their parts, statements, people, posts and treaties.

A predicted meeting matches a gold one of the same article when they share a party and their formats do not contradict; one to one, most
shared parties first, then place and date. Names are compared without case and accents, people by their last word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from kg.evaluate.score import Error, Score, plain, surname, words_of
from kg.model import Article, Extraction, Fact

_CALLS = ("phone call", "video call")
_IN_PERSON = ("visit", "summit", "working lunch", "working dinner")

Where = Sequence[tuple[str, str]]
"""The groups that a text belongs to: ("source", "kremlin.ru"), ("style", "press release")."""

Near = Callable[[Article, int, int, str], str]
"""What the nearest rule made of a piece of an article: (article, start, end, type of fact) → a line to read."""


def _span(value: Any, text: str) -> tuple[int, int]:
    if isinstance(value, dict):
        return int(value["start"]), int(value["end"])
    start = text.find(str(value)) if value else -1
    return (start, start + len(str(value))) if start >= 0 else (-1, -1)


def _parties(meeting: dict[str, Any]) -> tuple[set[str], set[str], set[str]]:
    return (
        {surname(one) for one in meeting.get("participants", ())},
        set(meeting.get("participant_countries", ())),
        {plain(one) for one in meeting.get("organizations", ())},
    )


def _found_parties(fact: Fact) -> tuple[set[str], set[str], set[str]]:
    people, countries, bodies = set(), set(), set()
    for one in fact.role("participant"):
        if one.type == "Person":
            people.add(surname(one.label))
        if one.country:
            countries.add(one.country)
        if one.type == "Organization":
            bodies.add(plain(one.label))
            bodies.add(plain(one.text))
    return people, countries, bodies


def _written_out(fact: Fact) -> set[str]:
    """The countries that are there only as members of a body that the text names: the gold may list them or not."""
    return {one.country for one in fact.role("participant") if one.id in fact.members}


def _body_hit(wanted: set[str], have: set[str]) -> int:
    return sum(1 for one in wanted if any(one in other or other in one or words_of(one) == words_of(other) for other in have if other))


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
    have = [words for one in fact.role("place") for words in (words_of(one.label), words_of(one.text))]
    if not wanted:
        return not have
    return any(words_of(one) <= words or words <= words_of(one) for one in wanted for words in have if words)


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
    return False


def one_article(score: Score, gold: dict[str, Any], article: Article, extraction: Extraction, where: Where, near: Near) -> None:
    """Count one article: its meetings, statements, people, posts and treaties."""
    meetings(score, gold, article, extraction, where, near)
    _people(score, gold, article, extraction)
    _statements(score, gold, article, extraction, where, near)


def meetings(score: Score, gold: dict[str, Any], article: Article, extraction: Extraction, where: Where, near: Near) -> None:
    """Count the meetings of an article or a sentence, and the parts of those that were found."""
    wanted = list(gold.get("meetings", ()))
    found = [fact for fact in extraction.facts if fact.type == "Meeting"]
    pairs: list[tuple[tuple[int, int, int], int, int]] = []
    for g, one in enumerate(wanted):
        for f, fact in enumerate(found):
            if (fit := _agree(one, fact)) is not None:
                pairs.append((fit, -g, -f))
    taken_gold: dict[int, int] = {}
    taken_found: dict[int, int] = {}
    for _, g, f in sorted(pairs, reverse=True):
        if -g not in taken_gold and -f not in taken_found:
            taken_gold[-g], taken_found[-f] = -f, -g
    for g, one in enumerate(wanted):
        counted = not one.get("optional") and one.get("scope", "diplomatic") != "domestic"
        if g in taken_gold:
            fact = found[taken_gold[g]]
            if not counted:
                continue
            score.mark("meetings", where, fact.rule, hit=1)
            _details(score, one, fact, str(gold["id"]))
        elif counted:
            score.mark("meetings", where, missed=1)
            start, end = _span(one.get("evidence"), article.text)
            score.errors.append(
                Error(gold["id"], "missed meeting", _tell(one), article.text[start:end], near=near(article, start, end, "Meeting"))
            )
    bad_spans = [
        _span(one if "start" in one else one.get("text", one.get("span", "")), article.text)
        for one in gold.get("must_not_fire", ())
        if isinstance(one, dict)
    ]
    for f, fact in enumerate(found):
        if f in taken_found:
            continue
        lead = fact.evidence[0]
        score.mark("meetings", where, fact.rule, false=1)
        forbidden = any(start < lead.end and lead.start < end for start, end in bad_spans if start >= 0)
        score.errors.append(
            Error(gold["id"], "forbidden meeting" if forbidden else "false meeting", _tell_fact(fact), lead.quote, fact.rule)
        )
    if not wanted:
        score.empty += 1
        score.false_in_empty += len(found)


def _details(score: Score, one: dict[str, Any], fact: Fact, article: str) -> None:
    gp, gc, gb = _parties(one)
    fp, fc, fb = _found_parties(fact)
    sides = len(gp & fp) + len(gc & fc) + _body_hit(gb, fb)
    both = sides >= 2 or sides >= len(gp | gc | gb)
    score.mark("both sides", rule=fact.rule, hit=both, missed=not both)
    if gp:
        score.mark("participants", rule=fact.rule, hit=len(gp & fp), missed=len(gp - fp), false=len(fp - gp))
        if gp - fp or fp - gp:
            score.errors.append(Error(article, "participants", f"{sorted(gp)} but {sorted(fp)}", fact.evidence[0].quote, fact.rule))
    else:
        bodies = _body_hit(gb, fb)
        score.mark(
            "participants",
            rule=fact.rule,
            hit=len(gc & fc) + bodies,
            missed=len(gc - fc) + len(gb) - bodies,
            false=len(fc - gc - _written_out(fact)),
        )
    for name, right in (
        ("place", _place_right(one, fact)),
        ("date", _date_right(one, fact)),
        ("month", _date_right(one, fact, 7)),
        ("status", fact.status in (one.get("status"), *one.get("status_alt", ()))),
    ):
        score.mark(name, rule=fact.rule, hit=right, missed=not right)
        if not right and name != "month":
            said = {"place": [a.label for a in fact.role("place")], "status": fact.status}.get(
                name, fact.when and (fact.when.earliest, fact.when.latest, fact.when.text)
            )
            score.errors.append(Error(article, name, f"{one.get(name)} but {said}", fact.evidence[0].quote, fact.rule))
    right = fact.format in (one.get("format"), *one.get("format_alt", ()))
    score.mark("format", rule=fact.rule, hit=right, missed=not right)
    topics = [words_of(topic) for topic in one.get("topics", ())]
    have = [words_of(a.label) | words_of(a.text) for a in fact.role("topic")]
    for wanted in topics:
        right = any(len(wanted & words) * 2 >= len(wanted) for words in have)
        score.mark("topics", rule=fact.rule, hit=right, missed=not right)


def _people(score: Score, gold: dict[str, Any], article: Article, extraction: Extraction) -> None:
    named: dict[str, set[str]] = defaultdict(set)
    treaties: set[frozenset[str]] = set()
    for fact in extraction.facts:
        for _, rows in fact.roles:
            for one in rows:
                if one.type == "Person":
                    named[surname(one.label)].update(words_of(one.text))
                    named[surname(one.label)].update(words_of(one.office))
                if one.type == "Treaty":
                    treaties.update((words_of(one.label), words_of(one.text)))
        if fact.type == "Tenure":
            for one in fact.role("person"):
                named[surname(one.label)].update(word for post in fact.role("post") for word in words_of(post.label))
    for entity in extraction.entities:
        named.setdefault(surname(entity.label), set())
    for one in gold.get("people", ()):
        right = surname(one["name"]) in named
        score.mark("people", hit=right, missed=not right)
        if not right:
            score.errors.append(Error(gold["id"], "missed person", f"{one['name']} ({one.get('role')})", _around(article, one["name"])))
        role = one.get("role") or ""
        if role and not role.startswith("("):
            words = {word for word in words_of(role) if word not in ("of", "the", "and", "for", "to", "s")}
            hit = right and len(words & named[surname(one["name"])]) * 2 >= len(words)
            score.mark("posts", hit=hit, missed=not hit)
            if right and not hit:
                score.errors.append(Error(gold["id"], "missed post", f"{one['name']}: {role}", _around(article, one["name"])))
    for one in gold.get("treaties", ()):
        wanted = words_of(one if isinstance(one, str) else one.get("name", ""))
        right = any(len(wanted & words) * 2 > len(wanted) for words in treaties)
        score.mark("treaties", hit=right, missed=not right)
        if not right:
            score.errors.append(Error(gold["id"], "missed treaty", str(one), _around(article, str(one))))


def _around(article: Article, name: str) -> str:
    """The paragraph in which a name stands first, at most 300 characters of it."""
    place = article.text.find(name)
    if place < 0:
        return ""
    start = article.text.rfind("\n", 0, place) + 1
    end = article.text.find("\n", place)
    return article.text[max(start, place - 150) : min(end if end >= 0 else len(article.text), place + 150)]


def _statements(score: Score, gold: dict[str, Any], article: Article, extraction: Extraction, where: Where, near: Near) -> None:
    said = [fact for fact in extraction.facts if fact.type == "Statement"]
    for one in gold.get("statements", ()):
        start, end = _span(one.get("evidence"), article.text)
        wanted = plain(one.get("speaker", ""))
        here = [
            fact
            for fact in said
            if any(
                (min(end, piece.end) - max(start, piece.start)) * 2 >= end - start and len(piece.quote) <= 1000 for piece in fact.evidence
            )
        ]
        right = [
            fact
            for fact in here
            if any(_speaker_right(wanted, speaker.label, speaker.text, speaker.country) for speaker in fact.role("speaker"))
        ]
        if right:
            score.mark("statements", where, right[0].rule, hit=1)
            continue
        score.mark("statements", where, missed=1)
        other = [f"{fact.rule} has {', '.join(row.label for row in fact.role('speaker'))}" for fact in here]
        score.errors.append(
            Error(
                gold["id"],
                "wrong speaker" if other else "missed statement",
                f"{one.get('speaker')}: {one.get('verb')}",
                article.text[start:end],
                here[0].rule if here else "",
                "; ".join(other) or near(article, start, end, "Statement"),
            )
        )


def _speaker_right(wanted: str, label: str, text: str, country: str) -> bool:
    names = words_of(wanted)
    return (
        bool(surname(label) and surname(label) in names)
        or bool(names & words_of(text) - {"the", "of", "a", "and"})
        or bool(words_of(label) & names - {"the", "of", "president", "minister"})
    )


def _tell(meeting: dict[str, Any]) -> str:
    who = ", ".join([*meeting.get("participants", ()), *meeting.get("organizations", ())]) or ", ".join(
        meeting.get("participant_countries", ())
    )
    return f"{who} ({meeting.get('status')}, {meeting.get('format')}, {meeting.get('place')}, {meeting.get('date')})"


def _tell_fact(fact: Fact) -> str:
    who = ", ".join(one.label for one in fact.role("participant"))
    return f"{who} ({fact.status}, {fact.format}, {', '.join(one.label for one in fact.role('place'))}, {fact.when.earliest if fact.when else None})"

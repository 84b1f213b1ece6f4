"""What holds of an event when its reports differ: the status by the latest word, the best founded date, the likely place.

Nothing is averaged: each value is one that a report gives, and reports that exclude each other are named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.merge import days
from kg.merge.world import World
from kg.rdf.events import Cited, Report

HAPPENED = ("held", "ongoing")
OFF = ("denied", "cancelled", "postponed")
OPEN = ("planned", "proposed")
_FIRST = {status: place for place, status in enumerate((*HAPPENED, *OFF, *OPEN))}
BASES = ("explicit", "quotation", "shifted", "relative", "publication", "none")
SHORT = 4
"""A window of so many days or fewer is a date; a longer one is a guess at one."""


def status(reports: Iterable[Report]) -> str:
    """The status by the reports' days of publication.

    What was once reported as held stays held unless a later report denies it. Else the latest word counts: a plan may be
    cancelled and taken up again. Words of one day are read as: held, ongoing, denied, cancelled, postponed, planned, proposed.
    A mere proposal never undoes a plan.
    """
    said = sorted(
        ((one.published, one.fact.status) for one in reports if one.fact.status),
        key=lambda word: (word[0], -_FIRST.get(word[1], 9)),
    )
    if not said:
        return ""
    now = said[0][1]
    for _, word in said[1:]:
        settled = now == "held" and word != "denied"
        if settled or (now == "ongoing" and word in OPEN) or (now == "planned" and word == "proposed"):
            continue
        now = word
    return now


def dates(reports: Sequence[Report], settled: str, copies: Mapping[str, str]) -> tuple[str, str]:
    """The earliest and latest date: one that fits the status, exact before coarse, well founded before guessed, often said."""
    moved = max((one.published for one in reports if one.fact.status == "postponed"), default="")
    votes: dict[tuple[str, str, str, bool, bool], set[str]] = defaultdict(set)
    latest: dict[tuple[str, str, str, bool, bool], str] = {}
    for one in reports:
        when = one.fact.when
        span = days.window(when.earliest, when.latest) if when else None
        if when and span:
            candidate = (when.earliest, when.latest, when.basis, _fits(one, span), one.published >= moved)
            votes[candidate].add(copies.get(one.article, one.article))
            latest[candidate] = max(latest.get(candidate, ""), one.published)
    if not votes:
        return "", ""

    def worth(candidate: tuple[str, str, str, bool, bool]) -> tuple[object, ...]:
        earliest, until, basis, fits, current = candidate
        span = days.window(earliest, until) or (0, 0)
        wide = span[1] - span[0] + 1
        rank = BASES.index(basis) if basis in BASES else len(BASES)
        return (
            not current,
            wide > days.COARSE,
            not fits,
            wide > SHORT,
            rank,
            -len(votes[candidate]),
            wide if wide > SHORT else -wide,
            -days.number(latest[candidate]),
            earliest,
            until,
        )

    best = min(votes, key=worth)
    return best[0], best[1]


def _fits(report: Report, span: tuple[int, int]) -> bool:
    """Whether a date agrees with the status on the day of publication: what was held lies behind, what is planned ahead."""
    published = days.number(report.published)
    if report.fact.status == "held":
        return span[0] <= published
    if report.fact.status in OPEN:
        return span[1] >= published
    return True


def places(reports: Sequence[Report], copies: Mapping[str, str], world: World) -> tuple[str, ...]:
    """The place: the one that most independent sources name, with what lies in it; several where they lie in each other."""
    votes: dict[str, set[str]] = defaultdict(set)
    latest: dict[str, str] = {}
    for one in reports:
        for place in one.fact.ids("place"):
            for above in world.within(place):
                votes[above].add(copies.get(one.article, one.article))
            latest[place] = max(latest.get(place, ""), f"{one.fact.status == 'held':d}{one.published}")
    if not latest:
        return ()
    exact = [place for place in sorted(latest) if not any(place != other and place in world.within(other) for other in latest)]
    together = [set(one.fact.ids("place")) for one in reports]
    best = min(exact, key=lambda place: (-len(votes[place]), -int(latest[place][0]), _backwards(latest[place]), place))
    return tuple(place for place in exact if place == best or any({place, best} <= one for one in together))


def _backwards(day: str) -> int:
    return -days.number(day[1:])


def most(
    reports: Iterable[Report],
    value: Callable[[Report], str],
    copies: Mapping[str, str],
    vague: frozenset[str] = frozenset(),
) -> str:
    """The value that most independent sources give; a vague one only where there is no other."""
    votes: dict[str, set[str]] = defaultdict(set)
    for one in reports:
        if said := value(one):
            votes[said].add(copies.get(one.article, one.article))
    return min(votes, key=lambda said: (said in vague, -len(votes[said]), said), default="")


def independent(reports: Iterable[Report], articles: Mapping[str, Cited]) -> int:
    """How many texts report it, copies of one text counted once."""
    return len({articles[one.article].copy or one.article for one in reports})


def contradictions(reports: Sequence[Report], world: World, type: str) -> list[tuple[str, str]]:
    """Pairs of reports that exclude each other: on the day, the place, or on whether it is so at all.

    Reports that say the same stand together: each is paired with the first of every group that it excludes.
    """
    found: set[tuple[str, str]] = set()
    for view, excludes in ((_day, _other_day), (_place, _other_place(world)), (_word, _other_word)):
        groups: dict[object, list[Report]] = defaultdict(list)
        for one in reports:
            if (seen := view(one)) and (type == "Meeting" or view is not _place):
                groups[seen].append(one)
        named = sorted(groups.items(), key=lambda item: (item[1][0].published, item[1][0].id))
        for place, (mine, ours) in enumerate(named):
            for yours, theirs in named[place + 1 :]:
                if excludes(mine, yours):
                    found |= {(one.id, theirs[0].id) for one in ours} | {(ours[0].id, one.id) for one in theirs}
    return sorted(pair if pair[0] < pair[1] else (pair[1], pair[0]) for pair in found)


def _day(report: Report) -> tuple[int, int, bool] | None:
    when = report.fact.when
    span = days.window(when.earliest, when.latest) if when and when.basis != "none" else None
    return (*span, report.fact.status in ("postponed", "cancelled")) if span else None


def _other_day(a: object, b: object) -> bool:
    assert isinstance(a, tuple)
    assert isinstance(b, tuple)
    return not (a[2] or b[2]) and (a[1] < b[0] or b[1] < a[0])


def _place(report: Report) -> frozenset[str]:
    return frozenset(report.fact.ids("place"))


def _other_place(world: World) -> Callable[[object, object], bool]:
    def other(a: object, b: object) -> bool:
        assert isinstance(a, frozenset)
        assert isinstance(b, frozenset)
        return not any(one in world.within(two) or two in world.within(one) for one in a for two in b)

    return other


def _word(report: Report) -> tuple[str, str, str] | None:
    if report.fact.polarity:
        return report.fact.polarity, "", ""
    return (report.fact.status, report.published, "status") if report.fact.status else None


def _other_word(a: object, b: object) -> bool:
    """A denial excludes what was said to be or to come; a cancelled meeting cannot have been held before it was cancelled."""
    assert isinstance(a, tuple)
    assert isinstance(b, tuple)
    if not a[2] or not b[2]:
        return {a[0], b[0]} == {"positive", "negative"}
    first, second = sorted((a, b), key=lambda word: word[1])
    words = {a[0], b[0]}
    if "denied" in words:
        return bool(words & {"held", "ongoing", "planned"})
    return words == {"held", "cancelled"} and first[0] == "held" and first[1] <= second[1]


def label_of(names: Sequence[str], most: int = 3) -> str:
    """Some names in a row.

    >>> label_of(["A", "B", "C", "D", "E"]), label_of(["A", "B"])
    ('A, B, C and 2 others', 'A and B')
    """
    if len(names) > most + 1:
        return ", ".join(names[:most]) + f" and {len(names) - most} others"
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def commonest(values: Iterable[str]) -> str:
    """The most frequent non-empty text, the first in the alphabet of several."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default="")

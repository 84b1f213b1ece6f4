"""Whether two reports are of one meeting: who, when, where and how are compared, and each ground is kept in words.

The score adds up what speaks for one meeting (people 0–4, date 0–3, place 0–2, kind, topics, copies of one text); two
reports are joined from THRESHOLD on. Some things forbid it, however high the score: other people for the same side, days
that are both known and differ, a call and a handshake, places in two countries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kg import vocab
from kg.merge import days
from kg.merge.clusters import Ground, Verdict
from kg.merge.world import World
from kg.model import Argument, Fact
from kg.rdf.events import Cited, Report

THRESHOLD = 5.0
NEIGHBOURS = 40
REMOTE = frozenset({"call", "phone-call", "video-call", "exchange-of-letters", "back-channel"})
VISIT = frozenset({"visit", "official-visit", "state-visit", "working-visit", "tour"})
GENERIC = frozenset({"", "meeting", "talks", "bilateral", "trilateral", "consultations", "negotiations", "dialogue", "round"})
UNSEEN = frozenset({"", "talks", "consultations", "negotiations", "dialogue"})
"""Words for talking that, where no place is named, may be meant of a call."""

AHEAD = frozenset({"planned", "proposed", "postponed", "cancelled", "denied"})
_MOVED = frozenset(("postponed", "cancelled"))
WEAK = frozenset({"relative", "shifted", "publication", "none", ""})
_STATES = vocab.iri("state", "")
_NOBODY: frozenset[str] = frozenset()
_SOFT = {"held": (-4, 0), "ongoing": (-3, 1), "": (-7, 14)}


@dataclass(frozen=True, slots=True)
class Seen:
    """What reports that agree in every point say of a meeting; `reports` are numbers in a list."""

    reports: tuple[int, ...]
    articles: frozenset[str]
    copies: frozenset[str]
    key: str
    actors: frozenset[str]
    people: tuple[tuple[str, frozenset[str]], ...]
    sides: frozenset[str]
    every: frozenset[str]
    places: frozenset[str]
    topics: frozenset[str]
    format: str
    status: str
    window: tuple[int, int] | None
    readings: tuple[tuple[int, int], ...]
    basis: str
    published: int

    @property
    def soft(self) -> tuple[int, int]:
        """The days on which a meeting without a date may be thought to happen, from the day of publication."""
        before, after = _SOFT.get(self.status, (-2, 30))
        return self.published + before, self.published + after

    @property
    def span(self) -> tuple[int, int]:
        """The date, or the days that are likely without one."""
        return self.window or self.soft


def principals(fact: Fact) -> tuple[Argument, ...]:
    """Those who talk: participants who neither host nor accompany; a personal host where there is only one other."""
    others = {one.id for role in ("host", "mediator") for one in fact.role(role)} | fact.formats
    found = tuple(one for one in fact.role("participant") if one.part in ("", "principal") and one.id not in others)
    hosts = tuple(one for one in fact.role("host") if one.type == "Person" or len(found) < 2)
    hosts += tuple(one for one in fact.role("participant") if one.part == "host" and (one.type == "Person" or len(found) < 2))
    seen: dict[str, Argument] = {one.id: one for one in (*found, *hosts)}
    return tuple(seen.values())


def look(reports: Sequence[Report], articles: dict[str, Cited], world: World, *, apart: Collection[str] = ()) -> list[Seen]:
    """The reports' meetings, those that agree in every point as one, in an order made from their content.

    The reports named in `apart` stand alone: a decision tells them from others that look the same.
    """
    alike: dict[tuple[Seen, str], list[int]] = {}
    for number, report in enumerate(reports):
        alike.setdefault((_view(report, world), report.id if report.id in apart else ""), []).append(number)
    found = []
    for (view, _), numbers in alike.items():
        ordered = sorted(numbers, key=lambda n: (reports[n].published, reports[n].id))
        found.append(
            replace(
                view,
                reports=tuple(ordered),
                key=key(reports[ordered[0]]),
                articles=frozenset(reports[n].article for n in numbers),
                copies=frozenset(articles[reports[n].article].copy for n in numbers),
                published=view.published or days.number(reports[ordered[0]].published),
            )
        )
    return sorted(found, key=lambda one: (one.span, one.key, reports[one.reports[0]].published, reports[one.reports[0]].id))


def key(report: Report) -> str:
    """The IRI that a meeting would have if this report were its only one: those who talk, the dates, the places, the kind."""
    fact = report.fact
    when = (fact.when.earliest, fact.when.latest) if fact.when else ("", report.published[:7])
    actors = sorted(one.id for one in principals(fact))
    return vocab.iri(
        "meeting",
        vocab.short_hash("Meeting", *actors, "|", *when, "|", *sorted(fact.ids("place")), "|", _manner(kind(fact.format))),
    )


def kind(format: str) -> str:
    """The concept of a kind of meeting: "video call" is video-call."""
    return vocab.slug(format) if format else ""


def _manner(format: str) -> str:
    return "remote" if format in REMOTE else "visit" if format in VISIT else "present"


def _view(report: Report, world: World) -> Seen:
    """What one report says of its meeting, in a form that is equal for reports that agree in every point.

    The day of publication is part of it only where it has to stand for a date.
    """
    fact, day = report.fact, report.published
    people: dict[str, set[str]] = {}
    talking = principals(fact)
    sides = {one.id: world.side(one, day) for one in talking}
    for one in talking:
        side = sides[one.id]
        if one.type in ("Person", "Source") or (one.id == side and not side.startswith(_STATES)):
            people.setdefault(side, set()).add(one.id)
    roles = ("participant", "host", "mediator", "observer")
    every = {world.side(one, day) for role in roles for one in fact.role(role)}
    when = fact.when
    window = days.window(when.earliest, when.latest) if when and when.basis != "none" else None
    readings = {span for first, last, _ in (when.readings if when else ()) if (span := days.window(first, last))}
    return Seen(
        reports=(),
        articles=frozenset(),
        copies=frozenset(),
        key="",
        actors=frozenset(sides),
        people=tuple((side, frozenset(people[side])) for side in sorted(people)),
        sides=frozenset(sides.values()),
        every=frozenset(every | set(sides.values())),
        places=frozenset(fact.ids("place")),
        topics=frozenset((*fact.ids("topic"), *fact.ids("treaty"))),
        format=kind(fact.format),
        status=fact.status,
        window=window,
        readings=tuple(sorted(readings)),
        basis=when.basis if when else "none",
        published=0 if window and when and when.basis != "publication" else days.number(day),
    )


def pairs(seen: Sequence[Seen]) -> Iterator[tuple[int, int]]:
    """The pairs that are worth a comparison: those that share two people or two sides, or one on much the same days.

    `seen` is sorted by date. Each is compared with so many that follow it under the same names and no more: this keeps
    merging near n log n, however often two sides meet.
    """
    close: dict[tuple[str, ...], list[int]] = {}
    loose: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(seen):
        sides = sorted(one.sides)[:6]
        people = sorted(name for _, names in one.people for name in names)[:6]
        for few in (sides, people):
            for pair in combinations(few, 2):
                close.setdefault(pair, []).append(number)
        for name in people or (sides if len(sides) < 2 else sorted(one.places) if not sides else ()):
            loose.setdefault((name,), []).append(number)
    for block in close.values():
        for place, a in enumerate(block):
            for b in block[place + 1 : place + 1 + NEIGHBOURS]:
                yield a, b
    for block in loose.values():
        for place, a in enumerate(block):
            for b in block[place + 1 : place + 1 + NEIGHBOURS]:
                if seen[b].span[0] - seen[a].span[1] > 3:
                    break
                yield a, b


def judge(a: Seen, b: Seen, world: World) -> Verdict:
    """Whether two are one meeting, and why."""
    grounds: list[Ground] = []
    if (a.format in REMOTE) != (b.format in REMOTE):
        other = b if a.format in REMOTE else a
        if other.places or other.format not in UNSEEN:
            return Verdict(0, ("one is a call, the other is not",), apart=True)
    people, shared, why = _people(a, b)
    if why:
        return Verdict(people, (why,), apart=True)
    score = people
    named = ("both name {}", shared, _NOBODY) if shared else ("the same sides: {}", a.sides & b.sides, _NOBODY)
    grounds.append(named)
    both = sum(1 for side, names in a.people if names & dict(b.people).get(side, frozenset())) > 1
    dated, ground, apart = _dates(a, b, both)
    grounds.append(ground)
    if apart:
        return Verdict(score, tuple(grounds), apart=True)
    score += dated
    placed, ground, apart = _places(a, b, both and dated >= 3, world)
    if ground:
        grounds.append(ground)
    if apart:
        return Verdict(score, tuple(grounds), apart=True)
    score += placed
    if a.format == b.format and a.format not in GENERIC:
        score += 1
        grounds.append(f"both call it {world.concepts.get(a.format, (a.format,))[0]}")
    elif a.format != b.format and ((a.format not in GENERIC and b.format not in GENERIC) or (a.format in VISIT) != (b.format in VISIT)):
        score -= 1
        grounds.append("they call it by different names")
    if a.topics & b.topics:
        score += 0.5
        grounds.append("a common topic")
    if a.copies & b.copies and not a.articles & b.articles:
        score += 2
        grounds.append("the articles are copies of one text")
    if uneven := _uneven(a, b, dated, placed):
        return Verdict(score, (*grounds, uneven), apart=True)
    return Verdict(score, tuple(grounds))


def phrase(ground: Ground, world: World) -> str:
    """A ground in words."""
    if isinstance(ground, str):
        return ground
    text, *names = ground
    return text.format(*(", ".join(world.label(one) for one in sorted(group)) for group in names))


def _people(a: Seen, b: Seen) -> tuple[float, frozenset[str], Ground]:
    """Points for the participants, those named by both, and what forbids that they are the same."""
    mine, yours = dict(a.people), dict(b.people)
    shared = frozenset(name for side in mine for name in mine[side] & yours.get(side, frozenset()))
    clash = [side for side in mine if side in yours and not mine[side] & yours[side]]
    common = sum(1 for side in mine if mine[side] & yours.get(side, frozenset()))
    if not a.sides or not b.sides:
        return (0.0, shared, "") if a.sides == b.sides else (0.0, shared, "one names nobody")
    if clash and (len(a.sides | b.sides) <= 2 or len(clash) > common):
        return float(common), shared, ("for one side {}, not {}", mine[clash[0]], yours[clash[0]])
    if len(a.sides) == 1 and a.sides == b.sides:
        if a.actors == b.actors or (min(len(a.actors), len(b.actors)) > 1 and (a.actors <= b.actors or b.actors <= a.actors)):
            return (2.0 if len(a.actors & b.actors) < 2 else 3.0), shared, ""
        return 1.0, shared, "of one side, and not the same people"
    if not (a.sides & b.sides):
        return 0.0, shared, "no side in common"
    points = 4.0 if common > 1 else 3.0 if common == 1 or len(a.sides & b.sides) > 2 else 2.0
    return points - (0 if _even(a, b) else 1), shared, ""


def _even(a: Seen, b: Seen) -> bool:
    return a.sides <= b.every and b.sides <= a.every


def _uneven(a: Seen, b: Seen, dated: float, placed: float) -> str:
    """What forbids to join a report that names fewer sides than the other; empty where nothing does."""
    if _even(a, b):
        return ""
    few, many = sorted((a.sides, b.sides), key=len)
    likeness = len(few & many) / len(few | many)
    exact = dated >= 3 and placed >= 1.5
    if len(few) > 2 and likeness >= 0.6 and dated > 0:
        return ""
    if len(few) > 1 and likeness >= 0.5 and exact and a.format == b.format and a.format not in GENERIC:
        return ""
    if len(few) == 1 and few < many and exact and a.format == b.format and a.format and a.format not in VISIT and _common(a, b):
        return ""
    return "not the same sides"


def _common(a: Seen, b: Seen) -> bool:
    return any(names & dict(b.people).get(side, frozenset()) for side, names in a.people)


def _dates(a: Seen, b: Seen, both: bool) -> tuple[float, str, bool]:
    """Points for the dates, the ground, and whether they forbid that the two are one meeting."""
    together = bool(a.articles & b.articles)
    if together and _tense(a) != _tense(b) and not (a.window and b.window and _overlap(a.window, b.window)):
        return 0, "one article tells them apart: one lies behind, one ahead", True
    if a.window and b.window:
        return _dated(a, b, both, together)
    if a.window or b.window:
        dated, vague = (a, b) if a.window else (b, a)
        if _overlap(dated.span, vague.soft):
            return 1, "the one without a date was published about the day of the other", False
        gap = vague.soft[0] - dated.span[1]
        if both and vague.status == "held" and 0 < gap < 1500:
            return round(0.5 - gap / 10000, 3), "the one without a date looks back", False
        return -2, "the one without a date was published at another time", False
    apart = abs(a.published - b.published)
    if apart <= 1:
        return 2, "no dates, published within a day", False
    if apart <= 3 or (apart <= 14 and a.status in AHEAD and b.status in AHEAD):
        return 1, f"no dates, published within {apart} days", False
    early, late = (a, b) if a.published < b.published else (b, a)
    if early.status in AHEAD and late.status not in AHEAD and apart <= 21:
        return 1, f"announced, and told of {apart} days later", False
    return -2, f"no dates, published {apart} days apart", False


def _dated(a: Seen, b: Seen, both: bool, together: bool) -> tuple[float, str, bool]:
    assert a.window
    assert b.window
    if _overlap(a.window, b.window):
        coarse = days.is_coarse(a.window) or days.is_coarse(b.window)
        if coarse:
            return 1, "one date lies within the other", False
        wide = max(a.window[1] - a.window[0], b.window[1] - b.window[0])
        return (3, "the same day", False) if wide <= 3 else (2, "the days overlap", False)
    if days.is_coarse(a.window) and days.is_coarse(b.window):
        return 0, "not the same time", True
    gap = max(a.window[0], b.window[0]) - min(a.window[1], b.window[1])
    unsure = a.basis in WEAK or b.basis in WEAK
    if unsure and any(_overlap(one, two) for one in (a.window, *a.readings) for two in (b.window, *b.readings)):
        if both or not together:
            return (2 if both else 1), "the same day in another reading of the words", False
    elif both and not together and gap <= 1 and unsure:
        return 1, "a day apart, and one day is not said outright", False
    elif both and not together and gap <= 2 and "publication" in (a.basis, b.basis):
        return 1, "two days apart, and one day is that of publication", False
    elif both and gap <= 90 and {a.status, b.status} & _MOVED and not _over_before(a, b) and _could_move(a, b):
        return 1, f"{gap} days apart, and one says that it was moved or called off", False
    return 0, "not the same day", True


def _could_move(a: Seen, b: Seen) -> bool:
    """Whether the day of the one lay not yet behind when the other, still ahead, was put off or called off: else that was a later meeting."""
    assert a.window
    assert b.window
    for moved, other in ((a, b), (b, a)):
        assert moved.window
        assert other.window
        if moved.status in _MOVED and moved.window[0] >= moved.published and other.window[1] < moved.published - 3:
            return False
    return True


def _over_before(a: Seen, b: Seen) -> bool:
    """Whether one was told to have taken place before the other was called off or put off: that was another meeting."""
    early, late = sorted((a, b), key=lambda one: one.published)
    return early.status in ("held", "ongoing") and late.status in _MOVED and early.published < late.published


def _tense(one: Seen) -> str:
    return "ahead" if one.status in AHEAD else one.status or "held"


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _vast(one: Seen, world: World) -> bool:
    """Whether nothing smaller than a part of the world is named: "a summit in Europe"."""
    return all(
        world.within(place) == (place,) and (known := world.entity(place)) is not None and known.kind == "region" for place in one.places
    )


def _places(a: Seen, b: Seen, sure: bool, world: World) -> tuple[float, str, bool]:
    """Points for the places, the ground, and whether they forbid that the two are one meeting."""
    if not a.places or not b.places or a.format in REMOTE or _vast(a, world) or _vast(b, world):
        return 0, "", False
    if a.places & b.places:
        return 2, "the same place", False
    above = {name for place in a.places for name in world.within(place)}
    over = {name for place in b.places for name in world.within(place)}
    if a.places & over or b.places & above:
        return 1.5, "one place lies in the other", False
    if sure and not a.articles & b.articles:
        states = {world.within(place)[-1] for place in a.places} & {world.within(place)[-1] for place in b.places}
        return (0, "two places in one country", False) if states else (-1, "the same people on the same day, in two places", False)
    return 0, "not the same place", True

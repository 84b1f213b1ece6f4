"""Statements, treaty actions and tenures: reports of one are found by what they say, not by a score."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg import vocab
from kg.merge import days, settle
from kg.merge.decisions import Decision
from kg.merge.world import World
from kg.model import Fact
from kg.rdf.events import Cited, Event, Link, Report

ONCE = frozenset(
    {
        "sign",
        "ratify",
        "join",
        "withdraw",
        "denounce",
        "conclude",
        "adopt",
        "initial",
        "deposit",
        "enter-into-force",
        "expire",
        "unsign",
        "revoke-ratification",
        "rejoin",
    }
)
"""What is done to a treaty once: reports of it are of one action, unless they give other dates."""

DAYS = 2
_KIND = {"Statement": "statement", "TreatyAction": "action", "Tenure": "tenure"}
_SLOTS = {
    "Statement": ("speaker", "addressee", "target", "topic", "treaty"),
    "TreatyAction": ("party", "treaty", "target", "topic"),
    "Tenure": ("person", "post"),
}


def events(
    type: str, reports: Sequence[Report], articles: Mapping[str, Cited], world: World, decisions: Sequence[Decision] = ()
) -> Iterator[Event]:
    """The events of one type; the order of the reports makes no difference. Decisions win over what the reports say."""
    groups: Iterable[list[Report]] = _groups(type, reports, articles, world)
    if decisions:
        groups = _decided(type, list(groups), decisions)
    for group in groups:
        yield _event(type, group, articles, world)


def _decided(type: str, groups: list[list[Report]], decisions: Sequence[Decision]) -> Iterator[list[Report]]:
    """The groups joined and parted by hand: two events declared the same are one, a report declared different stands alone."""
    alone = {name for one in decisions if not one.same for name in (one.one, one.other)}
    parted = [part for group in groups for part in _parted(group, alone)]
    called: dict[str, int] = {}
    for number, group in enumerate(parted):
        for report in group:
            called.setdefault(report.id, number)
            called.setdefault(vocab.iri(_KIND[type], _name(type, report, _values(type, group))), number)
    above = list(range(len(parted)))
    for one in decisions:
        if one.same and one.one in called and one.other in called:
            first, second = sorted(above[called[name]] for name in (one.one, one.other))
            above = [first if root == second else root for root in above]
    joined: dict[int, list[Report]] = defaultdict(list)
    for number, group in enumerate(parted):
        joined[above[number]] += group
    for number in sorted(joined):
        yield sorted(joined[number], key=_order)


def _parted(group: list[Report], alone: Collection[str]) -> list[list[Report]]:
    """A group, and apart from it those of its reports that a decision tells from another one in it."""
    named = [one for one in group if one.id in alone]
    if len(named) < 2:
        return [group]
    return [[one for one in group if one not in named[1:]], *([one] for one in named[1:])]


def _groups(type: str, reports: Sequence[Report], articles: Mapping[str, Cited], world: World) -> Iterator[list[Report]]:
    alike: dict[tuple[object, ...], list[Report]] = defaultdict(list)
    for one in reports:
        alike[_key(type, one, articles, world)].append(one)
    for key in sorted(alike, key=repr):
        rows = alike[key]
        if type == "Tenure":
            yield sorted(rows, key=_order)
        elif type == "TreatyAction" and vocab.slug(rows[0].fact.action) in ONCE and rows[0].fact.ids("treaty"):
            yield from _by_date(rows, endless=True)
        else:
            yield from _by_date(rows, endless=False)


def _key(type: str, report: Report, articles: Mapping[str, Cited], world: World) -> tuple[object, ...]:
    fact = report.fact
    if type == "Tenure":
        return fact.ids("person"), fact.ids("post")
    if type == "TreatyAction":
        return (
            fact.action,
            tuple(sorted(fact.ids("treaty"))),
            tuple(sorted({world.side(one, report.published) for one in fact.role("party")})),
            tuple(sorted(fact.ids("target"))),
        )
    speakers = tuple(
        sorted(
            f"{one.label} {one.country} {articles[report.article].copy}" if one.type == "Source" else one.id for one in fact.role("speaker")
        )
    )
    said = tuple(tuple(sorted(fact.ids(role))) for role in ("target", "topic", "treaty"))
    loose = "" if any(said) else report.id
    return fact.act, fact.polarity, speakers, said, loose


def _by_date(rows: list[Report], *, endless: bool) -> Iterator[list[Report]]:
    """Runs of reports whose dates agree; those without a date stand with the nearest day of publication."""

    def when(one: Report) -> tuple[int, int]:
        span = days.window(one.fact.when.earliest, one.fact.when.latest) if one.fact.when else None
        published = days.number(one.published)
        return span or (published, published)

    def dated(one: Report) -> bool:
        return bool(one.fact.when and days.window(one.fact.when.earliest, one.fact.when.latest) and one.fact.when.basis != "none")

    runs: list[tuple[int, int, list[Report]]] = []
    for one in sorted((row for row in rows if dated(row)), key=lambda row: (when(row)[1] - when(row)[0], when(row), *_order(row))):
        first, last = when(one)
        for place, (start, end, members) in enumerate(runs):
            if first <= end + DAYS and start <= last + DAYS:
                members.append(one)
                if not days.is_coarse((first, last)):
                    runs[place] = (max(min(start, first), start - DAYS), min(max(end, last), end + DAYS), members)
                break
        else:
            runs.append((first, last, [one]))
    for one in sorted((row for row in rows if not dated(row)), key=_order):
        day = days.number(one.published)
        near = min(((max(start - day, day - end, 0), place) for place, (start, end, _) in enumerate(runs)), default=None)
        if near is not None and (near[0] <= DAYS or (endless and (near[0] <= 60 or runs[near[1]][0] <= day))):
            runs[near[1]][2].append(one)
        else:
            runs.append((day, day, [one]))
    for _, _, members in runs:
        yield sorted(members, key=_order)


def _order(one: Report) -> tuple[str, str]:
    return one.published, one.id


def _event(type: str, reports: list[Report], articles: Mapping[str, Cited], world: World) -> Event:
    copies = {one.article: articles[one.article].copy or one.article for one in reports}
    first = reports[0].fact
    values = _values(type, reports)
    settled = settle.status(reports)
    earliest, latest = ("", "") if type == "Tenure" else settle.dates(reports, settled, copies)
    act, action = vocab.slug(first.act) if first.act else "", vocab.slug(first.action) if first.action else ""
    plover = settle.most(reports, lambda one: one.fact.plover, copies) or world.concepts.get(act or action, ("", ""))[1]
    keys = tuple(dict.fromkeys(vocab.iri(_KIND[type], _name(type, one, values)) for one in reports))
    found = {slot: ids for slot, ids in values.items() if ids}
    return Event(
        id=keys[0],
        type=type,
        label=_label(type, found, first, world),
        reports=tuple(reports),
        values=tuple(sorted(found.items())),
        status=settled,
        act=act,
        action=action,
        plover=plover,
        polarity=settle.most(reports, lambda one: one.fact.polarity, copies),
        earliest=earliest,
        latest=latest,
        attested=_attested(reports) if type == "Tenure" else (),
        aliases=keys[1:],
        sources=settle.independent(reports, articles),
        links=tuple(Link(one.id, reports[0].id, 5.0, ("says the same of the same",)) for one in reports[1:]),
    )


def _values(type: str, reports: Sequence[Report]) -> dict[str, tuple[str, ...]]:
    """What the reports of one event together put into each of its properties."""
    first = reports[0].fact
    if type == "Statement" and any(one.type == "Source" for one in first.role("speaker")):
        named = {"speaker": first.ids("speaker")}  # each copy has its own unnamed speaker; the event takes the first
    else:
        named = {}
    values = {slot: named.get(slot) or tuple(sorted({id for one in reports for id in one.fact.ids(slot)})) for slot in _SLOTS[type]}
    if type == "Tenure":
        return {"holder": values["person"], "post": values["post"]}
    if type == "Statement":
        values["topic"] = tuple(sorted({*values["topic"], *values.pop("treaty")}))
    return values


def _attested(reports: Sequence[Report]) -> tuple[str, ...]:
    days_ = {one.fact.when.earliest if one.fact.when and len(one.fact.when.earliest) == 10 else one.published for one in reports}
    return tuple(sorted(days_))


def _name(type: str, report: Report, values: Mapping[str, tuple[str, ...]]) -> str:
    """The hash that names the event if this report were its only one."""
    fact = report.fact
    if type == "Tenure":
        return vocab.short_hash("Tenure", *values["holder"], *values["post"])
    when = (fact.when.earliest, fact.when.latest) if fact.when else (report.published, "")
    slots = [f"{slot}={id}" for slot in _SLOTS[type] for id in sorted(fact.ids(slot))]
    return vocab.short_hash(type, fact.act, fact.action, fact.polarity, *when, *slots)


def _label(type: str, values: Mapping[str, tuple[str, ...]], first: Fact, world: World) -> str:
    """What an event is called; a statement whose matter no vocabulary knows is called by its first words."""

    def names(slot: str) -> str:
        return settle.label_of([world.label(id) for id in values.get(slot, ())])

    if type == "Tenure":
        return f"{names('holder')}, {names('post')}"
    deed = vocab.slug(first.act or first.action) if first.act or first.action else ""
    word = world.concepts.get(deed, (deed.replace("-", " "), ""))[0] or deed
    about = names("treaty") or names("topic")
    told = f"{names('speaker') or names('party') or 'somebody'}: {word}"
    if target := names("target"):
        told += f" {target}"
    if about:
        told += f" ({about})"
    quote = " ".join(first.evidence[0].quote.split()) if first.evidence else ""
    if type == "Statement" and not about and quote:
        told += f", “{textwrap.shorten(quote, 60, placeholder=' …')}”"
    return told

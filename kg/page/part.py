"""A part of the contents: around one thing, within a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.page.contents import Contents, Event
from kg.page.payload import short
from kg.problems import UnknownName, nearest


def around(contents: Contents, focus: str, *, depth: int = 1) -> Contents:
    """The thing called `focus` and everything up to `depth` relations away.

    What these belong to (states, broader topics) comes along. Raises UnknownName when nothing is called so.
    """
    neighbours: dict[str, set[str]] = defaultdict(set)
    above: dict[str, set[str]] = defaultdict(set)
    for one in contents.relations:
        if one.family == "background":
            above[one.source].add(one.target)
        else:
            neighbours[one.source].add(one.target)
            neighbours[one.target].add(one.source)
    kept = {find(contents, focus)}
    edge = set(kept)
    for _ in range(depth):
        edge = {other for one in edge for other in neighbours[one]} - kept
        kept |= edge
    while edge := {other for one in kept for other in above[one]} - kept:
        kept |= edge
    events = {iri for one in contents.relations if one.source in kept and one.target in kept for iri in one.events}
    kept |= {report.article for report in contents.reports.values() if report.event in events}
    return contents.only(kept)


def find(contents: Contents, name: str) -> str:
    """The IRI of the thing with that label, alias or IRI (with or without its base). Raises UnknownName."""
    wanted = name.strip().casefold()
    for matches in (
        lambda thing: name in (thing.iri, short(thing.iri), short(thing.iri).replace("/", ":")),
        lambda thing: thing.label.casefold() == wanted,
        lambda thing: any(alias.casefold() == wanted for alias in thing.aliases),
        lambda thing: wanted in thing.label.casefold().split(),
    ):
        found = sorted((thing.kind in ("meeting", "article"), thing.iri) for thing in contents.things.values() if matches(thing))
        if found:
            return found[0][1]
    labels = [thing.label for thing in contents.things.values()]
    raise UnknownName(f"nothing in the graph is called '{name}' {nearest(name, labels)}".rstrip())


def within(contents: Contents, *, since: str = "", until: str = "") -> Contents:
    """The events from `since` until `until` (a day, a month or a year, both counted in) and the things in them.

    Statements without a date count for the day they were printed, other events without one are left out; posts and what things belong to come along.
    """
    events = {iri for iri, one in contents.events.items() if one.type != "Tenure" and _falls(one, since, until)}
    kept = {end for one in contents.relations if events & set(one.events) for end in (one.source, one.target)}
    kept |= {iri for iri in events if iri in contents.things}
    dropped = {iri for iri, one in contents.events.items() if one.type != "Tenure"} - events
    while more := {one.target for one in contents.relations if one.loose and one.source in kept} - kept:
        kept |= more
    kept |= {report.article for report in contents.reports.values() if report.event in events}
    part = contents.only(kept - dropped)
    relations = []
    for one in part.relations:
        left = tuple(event for event in one.events if event not in dropped)
        if left or not one.events:
            reports = tuple(report for report in one.reports if contents.reports[report].event not in dropped)
            relations.append(replace(one, events=left, reports=reports))
    return replace(
        part,
        relations=tuple(relations),
        events={iri: one for iri, one in part.events.items() if iri not in dropped},
        reports={iri: one for iri, one in part.reports.items() if one.event not in dropped},
    )


def _falls(event: Event, since: str, until: str) -> bool:
    first, last = event.earliest or event.printed, event.latest or event.printed
    if not first:
        return False
    after = not since or last >= since[: len(last)]
    return after and (not until or first[: len(until)] <= until)

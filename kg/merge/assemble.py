"""Groups of meeting reports → meetings: who took part and how, who met whom, what it is called, which series it is of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kg import vocab
from kg.merge import days, settle
from kg.merge.meetings import GENERIC, REMOTE, VISIT, kind, principals
from kg.merge.world import World
from kg.model import Argument
from kg.rdf.events import Cited, Event, Link, Participation, Process, Report

TALKING = ("planned", "held", "ongoing", "")
ROLES = ("host", "mediator", "principal", "delegate", "observer")
_STATES = vocab.iri("state", "")


def meeting(id: str, reports: Sequence[Report], articles: Mapping[str, Cited], world: World, links: tuple[Link, ...] = ()) -> Event:
    """One meeting out of its reports, which are sorted by the day of publication."""
    copies = {one.article: articles[one.article].copy or one.article for one in reports}
    telling = [one for one in reports if one.fact.status != "denied"] or list(reports)
    status = settle.status(reports)
    earliest, latest = settle.dates(telling, status, copies)
    parts = _parts(telling, world)
    places = settle.places(telling, copies, world)
    format = settle.most(telling, lambda one: kind(one.fact.format), copies, GENERIC)
    values = {
        "participant": tuple(sorted(one.actor for one in parts)),
        "place": places,
        "topic": tuple(sorted({id for one in telling for role in ("topic", "treaty") for id in one.fact.ids(role)})),
    }
    made = Event(
        id=id,
        type="Meeting",
        label="",
        reports=tuple(reports),
        values=tuple(sorted((k, v) for k, v in values.items() if v)),
        participations=parts,
        meets=_meets(telling, parts, world) if status in TALKING else (),
        status=status,
        format=format,
        plover=settle.most(telling, lambda one: one.fact.plover, copies) or "CONSULT",
        earliest=earliest,
        latest=latest,
        process=tuple(sorted({iri for one in telling if (iri := process(one))})),
        sources=settle.independent(reports, articles),
        links=links,
    )
    return replace(made, label=_label(made, world))


def process(report: Report) -> str:
    """The IRI of the series that a report names; empty for a mere "the summit"."""
    said = report.fact.process
    if said.startswith(("http:", "https:")):
        return said
    return vocab.iri("process", vocab.slug(said)) if len(re.findall(r"\w+", said)) > 1 else ""


def _parts(reports: Sequence[Report], world: World) -> tuple[Participation, ...]:
    """Everyone's part. A state is left out where a person or body takes part for it: the reports still name it."""
    named: dict[str, list[tuple[Argument, str, str]]] = defaultdict(list)
    for report in reports:
        roles: dict[str, tuple[Argument, str]] = {}
        for role in ("participant", "host", "mediator", "observer"):
            for one in report.fact.role(role):
                roles[one.id] = (
                    one,
                    role if role != "participant" else one.part or roles.get(one.id, (one, ""))[1] or "principal",
                )
        for one, role in roles.values():
            named[one.id].append((one, role, world.side(one, report.published)))
    found: dict[str, Participation] = {}
    for id in sorted(named):
        said = [role for _, role, _ in named[id]]
        role = (
            next(role for role in ROLES if role in said)
            if not set(said) <= {"delegate", "principal"}
            else ("principal" if said.count("principal") >= said.count("delegate") else "delegate")
        )
        behalf = settle.commonest(side for _, _, side in named[id] if side != id)
        found[id] = Participation(id, role, behalf, settle.commonest(one.office for one, _, _ in named[id]))
    spoken_for = {one.behalf for one in found.values() if one.role in ("principal", "host") and one.behalf}
    return tuple(
        one
        for id, one in found.items()
        if not (id in spoken_for and one.role == "principal" and (id.startswith(_STATES) or any(p.behalf == id for p in found.values())))
    )


def _meets(reports: Sequence[Report], parts: Sequence[Participation], world: World) -> tuple[tuple[str, str], ...]:
    """The pairs that talk: people before the states and bodies they stand for, each with those of the other sides."""
    here = {one.actor for one in parts}
    sides: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        for one in principals(report.fact):
            if one.id in here:
                sides[world.side(one, report.published)].add(one.id)
    if len(sides) < 2:
        sides = defaultdict(set, {id: {id} for ids in sides.values() for id in ids})
    pairs = {
        pair
        for a, b in combinations(sorted(sides), 2)
        for one in sides[a]
        for two in sides[b]
        if (pair := (min(one, two), max(one, two)))[0] != pair[1]
    }
    return tuple(sorted(pairs))


def _label(event: Event, world: World) -> str:
    """What a meeting is called: its kind, those who talk, the place and the date."""
    first = [
        one.actor
        for one in event.participations
        if one.role == "principal" or (one.role == "host" and one.actor.startswith(vocab.iri("person", "")))
    ]
    order: dict[str, int] = {}
    for report in event.reports:
        for one in report.fact.role("participant"):
            order.setdefault(one.id, len(order))
    written = {id for report in event.reports for id in report.fact.members}
    first = [one for one in first if one not in written] or first
    names = [world.label(one) for one in sorted(first or event.ids("participant"), key=lambda id: (order.get(id, len(order)), id))]
    format = event.format or "meeting"
    called = world.concepts.get(format, (format.replace("-", " "),))[0]
    place = settle.label_of([world.label(one) for one in event.ids("place")])
    told = called[:1].upper() + called[1:]
    if format in VISIT and names and (place or len(names) > 1):
        told += f" of {names[0]} to {place or names[1]}"
    else:
        told += f" {'between' if len(names) == 2 else 'of'} {settle.label_of(names)}" if names else ""
        told += f" in {place}" if place and format not in REMOTE else ""
    when = days.spoken(event.earliest, event.latest)
    return f"{told}, {when}" if when else told


def series(events: Sequence[Event], world: World) -> tuple[dict[str, str], list[Process]]:
    """Meetings of the same sides in the same place on neighbouring days: the series of each, and the series."""
    blocks: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        sides = _sides(event)
        if event.type == "Meeting" and event.status != "denied" and len(sides) > 1 and len(event.earliest) == 10 and event.ids("place"):
            country = world.within(event.ids("place")[0])
            blocks[(*sides, country[0])].append(event)
    of: dict[str, str] = {}
    made: list[Process] = []
    for key in sorted(blocks):
        rows = sorted(blocks[key], key=lambda one: (one.earliest, one.latest, one.id))
        runs: list[list[Event]] = []
        for one in rows:
            near = runs and days.number(one.earliest) - max(days.number(other.latest) for other in runs[-1]) <= 1
            if near:
                runs[-1].append(one)
            else:
                runs.append([one])
        for run in runs:
            if len(run) < 2:
                continue
            iri = vocab.iri("process", vocab.short_hash("series", *key, run[0].earliest))
            names = "–".join(world.label(side) for side in key[:-1][:4])
            until = max(one.latest for one in run)
            made.append(Process(iri, f"{names} talks, {world.label(key[-1])}, {days.spoken(run[0].earliest, until)}"))
            of |= {one.id: iri for one in run}
    return of, made


def _sides(event: Event) -> tuple[str, ...]:
    return tuple(sorted({one.behalf or one.actor for one in event.participations if one.role in ("principal", "host")}))

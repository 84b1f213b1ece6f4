"""The lines of the picture: which triples of the graph are drawn, in which words, and what supports each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

from kg import vocab
from kg.page import words
from kg.page.contents import Event, Relation, Report

_BROADER = vocab.PREFIXES["skos"] + "broader"


class Reader(Protocol):
    """What is asked of the graph here (see `kg.page.read.Triples`)."""

    def of_class(self, *classes: str) -> list[str]: ...
    def all(self, subject: str, *properties: str) -> list[str]: ...
    def cq(self, subject: str, name: str) -> str: ...
    def cqs(self, subject: str, name: str) -> list[str]: ...
    def concept(self, subject: str, name: str) -> str: ...


def relations(triples: Reader, events: dict[str, Event], reports: dict[str, Report]) -> list[Relation]:
    """All relations, sorted."""
    found: list[Relation] = []
    for event in events.values():
        found += _of_event(triples, event, reports)
    found += _meets(triples, events, reports)
    found += _background(triples)
    return sorted(set(found), key=lambda one: (one.source, one.target, one.family, one.name, one.events))


def _of_event(triples: Reader, event: Event, reports: dict[str, Report]) -> Iterator[Relation]:
    """The relations that one event makes."""
    iri = event.iri

    def line(source: str, target: str, name: str, family: str, term: str) -> Relation:
        naming = _naming(event, reports, {source, target} - {iri})
        return Relation(source, target, name, family, term, (iri,), naming)

    if event.type == "Meeting":
        roles = {triples.cq(one, "actor"): triples.concept(one, "role") for one in triples.cqs(iri, "participation")}
        for actor in triples.cqs(iri, "participant"):
            name = {"host": "hosts", "mediator": "mediates", "observer": "observes"}.get(roles.get(actor, ""), "takes part in")
            yield line(actor, iri, name, "meeting", "participant")
        for place in triples.cqs(iri, "place"):
            yield line(iri, place, "is held in", "place", "place")
        for topic in triples.cqs(iri, "topic"):
            yield line(iri, topic, "is about", "topic", "topic")
        for process in triples.cqs(iri, "partOf"):
            yield line(iri, process, "is part of", "meeting", "partOf")
    elif event.type == "Statement":
        act = triples.concept(iri, "act")
        family = "dispute" if triples.cq(iri, "polarity") == "negative" else "statement"
        for speaker in triples.cqs(iri, "speaker"):
            targets = triples.cqs(iri, "target")
            for other in targets:
                yield line(speaker, other, words.act_phrase(act, on_topic=False), family, "target")
            for other in triples.cqs(iri, "addressee"):
                if other not in targets:
                    yield line(speaker, other, words.act_phrase(act, on_topic=False), family, "addressee")
            for topic in triples.cqs(iri, "topic"):
                yield line(speaker, topic, words.act_phrase(act, on_topic=True), family, "topic")
    elif event.type == "TreatyAction":
        name = words.action_phrase(triples.concept(iri, "action"))
        for party in triples.cqs(iri, "party"):
            for treaty in triples.cqs(iri, "treaty"):
                yield line(party, treaty, name, "treaty", "treaty")
    else:
        post = triples.cq(iri, "post")
        for owner in triples.cqs(post, "postOf"):
            for holder in triples.cqs(iri, "holder"):
                yield line(holder, owner, f"is {triples.cq(post, 'office') or 'official'} of", "role", "holder")


def _naming(event: Event, reports: dict[str, Report], ends: set[str]) -> tuple[str, ...]:
    """The event's reports that name both ends; all of them where none does."""
    return tuple(one for one in event.reports if ends <= reports[one].values) or event.reports


def _meets(triples: Reader, events: dict[str, Event], reports: dict[str, Report]) -> Iterator[Relation]:
    """One relation for each pair that meets, with the meetings at which both were."""
    at: dict[str, set[str]] = defaultdict(set)
    for event in events.values():
        if event.type == "Meeting" and event.status not in ("cancelled", "denied", "proposed"):
            for actor in triples.cqs(event.iri, "participant"):
                at[actor].add(event.iri)
    actors = triples.of_class(*(vocab.cq(name) for name in ("Person", "Organization", "State", "Source")))
    for one in actors:
        for other in triples.cqs(one, "meets"):
            if one < other or one not in triples.cqs(other, "meets"):
                shared = tuple(sorted(at[one] & at[other]))
                naming = [report for iri in shared for report in _naming(events[iri], reports, {one, other})]
                yield Relation(one, other, "meets", "meeting", "meets", shared, tuple(naming))


def _background(triples: Reader) -> Iterator[Relation]:
    """What the vocabularies know of the things: never reported, always true."""

    def lines(kinds: Iterable[str], name: str, property: str, family: str = "background") -> Iterator[Relation]:
        for one in triples.of_class(*(vocab.cq(kind) for kind in kinds)):
            for other in triples.all(one, property):
                yield Relation(one, other, name, family, vocab.local(property))

    actors = ("Person", "Organization", "State", "Source")
    yield from lines(actors, "serves", vocab.cq("affiliation"), "role")
    yield from lines((*actors, "Place"), "belongs to", vocab.cq("country"))
    yield from lines(actors, "is a member of", vocab.cq("memberOf"))
    yield from lines(actors, "is part of", vocab.cq("parent"))
    yield from lines(("Place",), "lies in", vocab.cq("within"))
    yield from lines(("Topic", "Treaty"), "is a part of", _BROADER)

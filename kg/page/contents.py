"""What the page shows, as frozen values: things, events, relations, and what supports them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can stand in the picture. `note` is the line under its name; `tagged`: its label is marked @en."""

    iri: str
    kind: str
    label: str
    note: str = ""
    aliases: tuple[str, ...] = ()
    status: str = ""
    url: str = ""
    tagged: bool = True


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting, statement, treaty action or tenure; dates are ISO dates, months or years, as in the graph.

    `printed` is the day of the first article that reports a statement whose own day is not told: words are news on the day they
    are said, so they count for that day in the time line.
    """

    iri: str
    type: str
    label: str
    status: str = ""
    earliest: str = ""
    latest: str = ""
    printed: str = ""
    topics: tuple[str, ...] = ()
    sources: int = 0
    reports: tuple[str, ...] = ()
    tagged: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """A line of the picture, in words: source, name, target; `term` is the property behind it.

    A relation without events is background from the vocabularies; `loose` ones follow the things they hang on
    when events are filtered.
    """

    source: str
    target: str
    name: str
    family: str
    term: str
    events: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()

    @property
    def loose(self) -> bool:
        """Whether it tells of no dated event: a post, a country, a broader topic."""
        return self.family in ("role", "background")


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of one event."""

    iri: str
    event: str
    article: str
    rule: str = ""
    said_by: str = ""
    anonymous: bool = False
    status: str = ""
    earliest: str = ""
    latest: str = ""
    date_text: str = ""
    date_basis: str = ""
    readings: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    values: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote of an article; `start` and `end` count code points of its text."""

    iri: str
    article: str
    exact: str
    start: int = 0
    end: int = 0
    prefix: str = ""
    suffix: str = ""
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article: what is needed to cite it."""

    iri: str
    headline: str
    date: str = ""
    url: str = ""
    publisher: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it says, its version."""

    iri: str
    label: str
    says: str = ""
    version: str = ""


@dataclass(frozen=True)
class Contents:
    """Everything the page can show, each table sorted by IRI."""

    things: dict[str, Thing]
    events: dict[str, Event] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    reports: dict[str, Report] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Labels of those who are only quoted, beside the things."""

    @cached_property
    def span(self) -> tuple[str, str]:
        """The first and the last day that an event names, or an article that tells of one; empty strings where there is none.

        Posts do not count: in a page of one month they come from articles of any year.
        """
        events = {iri: one for iri, one in self.events.items() if one.type != "Tenure"}
        days = [day for one in events.values() for day in (one.earliest, one.latest) if day]
        telling = {report.article for report in self.reports.values() if report.event in events}
        days += [one.date for iri, one in self.articles.items() if one.date and (iri in telling or not events)]
        return (min(days), max(days)) if days else ("", "")

    def mentions(self) -> list[tuple[str, str]]:
        """Each thing with each article that reports a relation of it."""
        pairs = {
            (end, self.reports[report].article)
            for relation in self.relations
            for report in relation.reports
            for end in (relation.source, relation.target)
        }
        return sorted(pair for pair in pairs if pair[1] in self.things)

    def only(self, kept: Iterable[str]) -> Contents:
        """The part about those things (IRIs), with the relations among them and all that supports these."""
        ids = set(kept)
        relations = tuple(one for one in self.relations if one.source in ids and one.target in ids)
        events = {iri for one in relations for iri in one.events} | {iri for iri in ids if iri in self.events}
        reports = {iri: one for iri, one in self.reports.items() if one.event in events}
        articles = {one.article for one in reports.values()}
        evidence = {iri for one in reports.values() for iri in one.evidence}
        rules = {one.rule for one in reports.values()}
        return Contents(
            things={iri: one for iri, one in self.things.items() if iri in ids and (one.kind != "article" or iri in articles)},
            events={iri: one for iri, one in self.events.items() if iri in events},
            relations=relations,
            reports=reports,
            evidence={iri: one for iri, one in self.evidence.items() if iri in evidence},
            articles={iri: one for iri, one in self.articles.items() if iri in articles},
            rules={iri: one for iri, one in self.rules.items() if iri in rules},
            names=self.names,
        )

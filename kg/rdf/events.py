"""The nouns of the merged graph: reports that never change, and the events made of them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Entity, Fact


@dataclass(frozen=True, slots=True)
class Cited:
    """What the graph keeps of an article. `copy` names the group of near-identical articles it belongs to."""

    id: str
    digest: str
    title: str
    published: str
    url: str = ""
    publisher: str = ""
    agency: str = ""
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of one event or tenure: one fact, with the words before and after each quote."""

    id: str
    article: str
    published: str
    fact: Fact
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Participation:
    """How an actor takes part: its role, the side it stands for, and the office it was named with."""

    actor: str
    role: str = "principal"
    behalf: str = ""
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports that were compared: whether they are of one event, by what score and on what grounds."""

    report: str
    other: str
    score: float
    grounds: tuple[str, ...]
    joined: bool = True

    def __str__(self) -> str:
        verb = "joined with" if self.joined else "not joined with"
        return f"{self.report} {verb} {self.other} ({self.score:g}): {'; '.join(self.grounds)}"


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting, a statement, a treaty action or a tenure, as its reports together tell it.

    `values` maps a property to the IRIs that at least one report gives; dates are ISO dates, months or years.
    """

    id: str
    type: str
    label: str
    reports: tuple[Report, ...]
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    participations: tuple[Participation, ...] = ()
    meets: tuple[tuple[str, str], ...] = ()
    status: str = ""
    format: str = ""
    act: str = ""
    action: str = ""
    plover: str = ""
    polarity: str = ""
    earliest: str = ""
    latest: str = ""
    attested: tuple[str, ...] = ()
    process: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sources: int = 1
    links: tuple[Link, ...] = ()

    def ids(self, name: str) -> tuple[str, ...]:
        """The IRIs of one property."""
        return next((values for key, values in self.values if key == name), ())


@dataclass(frozen=True, slots=True)
class Process:
    """A series of meetings."""

    id: str
    label: str


@dataclass(frozen=True)
class Merged:
    """One graph of entities and events out of the facts of many articles; every table is sorted by IRI."""

    events: tuple[Event, ...] = ()
    articles: tuple[Cited, ...] = ()
    entities: tuple[Entity, ...] = ()
    """What no vocabulary knows: people, posts and sources, as the articles name them."""
    processes: tuple[Process, ...] = ()
    contradictions: tuple[tuple[str, str], ...] = ()
    """Pairs of reports that cannot both be true."""
    anonymous: frozenset[str] = frozenset()
    """Sources who asked not to be named."""
    same: tuple[tuple[str, str], ...] = ()
    """Things that a decision by hand declares one: (the name kept, the other name)."""

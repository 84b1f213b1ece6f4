"""The nouns of the project, frozen: what an article is, what is found in it, what is said to be so.

All offsets are half-open and count the code points of the article's text as read, the headline and the address included.
All values are hashable and can be pickled, so that they can be cached and sent to a worker.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kg import vocab


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of an article's text: `start` is counted in, `end` is counted out."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as read from a file.

    `text` is everything that was read, and what all offsets count in; `headline` and `body` are the spans of its parts
    (the body one span a paragraph). `published` is an ISO date.
    """

    path: str
    text: str
    published: str
    url: str = ""
    headline: Span = Span(0, 0)
    body: tuple[Span, ...] = ()
    publisher: str = ""
    agency: str = ""

    @property
    def digest(self) -> str:
        """The hash of the text: the article's identity."""
        return vocab.short_hash(self.text)

    @property
    def iri(self) -> str:
        """The article's name in the graph."""
        return vocab.iri("article", self.digest)

    @property
    def title(self) -> str:
        """The headline as printed."""
        return self.text[self.headline.start : self.headline.end].strip()


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that the vocabularies know: a state, an organisation, a person, a place, a topic, a treaty.

    `type` is a class of the schema; `country` is an ISO 3166 alpha-2 code or empty; `broader` are the topics above a topic.
    """

    id: str
    type: str
    label: str
    labels: tuple[str, ...] = ()
    country: str = ""
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    capital: str = ""
    broader: tuple[str, ...] = ()
    within: str = ""
    kind: str = ""
    family_name: str = ""
    gender: str = ""
    domains: tuple[str, ...] = ()
    population: int = 0
    since: str = ""
    until: str = ""
    seat: str = ""
    members: tuple[str, ...] = ()
    """The states and bodies that a body is made of, where the vocabularies name them."""


@dataclass(frozen=True, slots=True, order=True)
class Tenure:
    """That a person holds a post, as the vocabularies know it; dates are ISO dates or empty."""

    holder: str
    post: str
    since: str = ""
    until: str = ""

    def covers(self, day: str) -> bool:
        """Whether the post was held on that ISO day, as far as is known.

        >>> Tenure("p", "q", "2021-01-20", "2025-01-20").covers("2022-01-09")
        True
        """
        return (not self.since or self.since[: len(day)] <= day) and (not self.until or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class Post:
    """An office: "foreign minister" of a state or an organisation."""

    id: str
    label: str
    office: str
    owner: str
    country: str = ""
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote of an article and the roles whose values stand in it."""

    start: int
    end: int
    quote: str
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a role of a fact: a thing, and the words that named it there.

    `part` is the participant's role (principal, delegate, host, mediator, observer); `behalf` the side it stands for (an IRI);
    `post` the office it is named with, in its normal form, and `post_text` as printed.
    """

    id: str
    label: str
    type: str
    country: str = ""
    text: str = ""
    start: int = -1
    end: int = -1
    part: str = ""
    behalf: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """When something happens: as said (`text` with its place) and as resolved (ISO dates or months, both counted in).

    `basis` tells what the resolution rests on: explicit, relative, quotation (a deictic word inside dated speech) or publication.
    `readings` are the other ways to read the words, each (earliest, latest, basis).
    """

    earliest: str
    latest: str
    text: str = ""
    start: int = -1
    end: int = -1
    basis: str = "explicit"
    readings: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said it: a known actor, or a source that stays unnamed."""

    id: str
    label: str
    type: str = "Source"
    country: str = ""
    anonymous: bool = False
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Fact:
    """What one article says of one event or tenure: one Report of the graph.

    `type` is Meeting, Statement, TreatyAction or Tenure; `roles` maps a role to its arguments, sorted by role.
    `evidence` begins with the sentence in which the rule fired.
    """

    type: str
    roles: tuple[tuple[str, tuple[Argument, ...]], ...] = ()
    rule: str = ""
    evidence: tuple[Evidence, ...] = ()
    status: str = ""
    format: str = ""
    act: str = ""
    action: str = ""
    plover: str = ""
    polarity: str = ""
    when: When | None = None
    attribution: Attribution | None = None
    process: str = ""
    also: tuple[str, ...] = ()
    """Rules which found the same event elsewhere in the article."""
    parser: str = ""
    """The parser, with its version, on whose tree the rule matched; empty for the default way."""

    @classmethod
    def of(
        cls, type: str, rule: str = "", *, status: str = "", format: str = "", when: When | None = None, **roles: Iterable[Argument | str]
    ) -> Fact:
        """A fact built by hand, for tests and examples.

        >>> Fact.of("Meeting", participant=("a", "b")).ids("participant")
        ('a', 'b')
        """
        filled = tuple(
            (role, tuple(one if isinstance(one, Argument) else Argument(one, one, "Actor") for one in values))
            for role, values in sorted(roles.items())
        )
        return cls(type=type, roles=filled, rule=rule, status=status, format=format, when=when)

    @property
    def formats(self) -> frozenset[str]:
        """The bodies among the participants whose members are written out: those talk, not the body. Both stand under the same words."""
        written: dict[tuple[int, int], str] = {}
        found = set()
        for one in self.role("participant"):
            place = (one.start, one.end)
            if place in written:
                found.add(written[place])
            elif one.type == "Organization" and one.end:
                written[place] = one.id
        return frozenset(found)

    @property
    def members(self) -> frozenset[str]:
        """The participants who are there only as members of a body that the words name."""
        bodies = self.formats
        places = {(one.start, one.end) for one in self.role("participant") if one.id in bodies}
        return frozenset(one.id for one in self.role("participant") if one.id not in bodies and (one.start, one.end) in places)

    def role(self, name: str) -> tuple[Argument, ...]:
        """The arguments in that role, in the order of the text."""
        for role, values in self.roles:
            if role == name:
                return values
        return ()

    def ids(self, name: str) -> tuple[str, ...]:
        """The IRIs in that role."""
        return tuple(one.id for one in self.role(name))

    def with_roles(self, roles: Mapping[str, Iterable[Argument]]) -> Fact:
        """The fact with other arguments; roles without any are left out."""
        kept = tuple((role, tuple(values)) for role, values in sorted(roles.items()))
        return replace(self, roles=tuple((role, values) for role, values in kept if values))

    def as_json(self, article: Article) -> dict[str, Any]:
        """The fact as one object of the JSON Lines contract."""
        place = self.evidence[0] if self.evidence else Evidence(0, 0, "")
        said = self.attribution
        return {
            "path": article.path,
            "article": article.iri,
            "published": article.published,
            "type": self.type,
            "status": self.status or None,
            "format": self.format or None,
            "act": self.act or None,
            "action": self.action or None,
            "plover": self.plover or None,
            "polarity": self.polarity or None,
            "roles": {role: [_argument_json(one) for one in values] for role, values in self.roles},
            "when": None
            if self.when is None
            else {
                "earliest": self.when.earliest,
                "latest": self.when.latest,
                "text": self.when.text,
                "basis": self.when.basis,
                "readings": [list(reading) for reading in self.when.readings],
            },
            "attribution": None
            if said is None
            else {
                "source": {"id": said.id, "label": said.label, "type": said.type, "country": said.country or None},
                "anonymous": said.anonymous,
            },
            "rule": self.rule,
            "also": list(self.also),
            **({"parser": self.parser} if self.parser else {}),
            "process": self.process or None,
            "evidence": {"quote": place.quote, "start": place.start, "end": place.end},
            "support": [
                {"quote": one.quote, "start": one.start, "end": one.end, "supports": list(one.supports)} for one in self.evidence[1:]
            ],
        }


def _argument_json(one: Argument) -> dict[str, Any]:
    shown = {
        "id": one.id,
        "label": one.label,
        "type": one.type,
        "country": one.country or None,
        "text": one.text,
        "start": one.start,
        "end": one.end,
    }
    for name in ("part", "behalf", "office"):
        if value := getattr(one, name):
            shown[name] = value
    return shown


@dataclass(frozen=True, slots=True)
class Extraction:
    """All facts of one article, with the people it introduces; what a build stores a file."""

    article: Article
    facts: tuple[Fact, ...] = ()
    entities: tuple[Entity, ...] = ()
    """People and sources that no vocabulary knows, as the article describes them."""
    problems: tuple[str, ...] = field(default=())

    def lines(self) -> str:
        """The facts as JSON Lines."""
        return "".join(json.dumps(fact.as_json(self.article), ensure_ascii=False) + "\n" for fact in self.facts)

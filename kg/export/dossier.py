"""What is known of a thing as a page of Markdown, every sentence of the news a footnote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rdflib import Graph

from kg.export.facts import Facts
from kg.export.files import format
from kg.export.text import markdown_text

NAMES = 8
"""So many other names are shown."""
_EVENTS = ("Meeting", "Statement", "TreatyAction", "Tenure")


class _Notes:
    """Footnotes, numbered as they come; the same evidence has one number."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._numbers: dict[tuple[str, str], int] = {}

    def marks(self, event: str) -> str:
        """The marks of all that supports an event."""
        found = [(evidence, report) for report in self._facts.reports(event) for evidence, _ in self._facts.quotes(report)]
        numbers = [self._numbers.setdefault((evidence, self._said_by(report)), len(self._numbers) + 1) for evidence, report in found]
        return "".join(f"[^{number}]" for number in dict.fromkeys(numbers))

    def _said_by(self, report: str) -> str:
        return self._facts.one(report, "cq:attributedTo")

    def lines(self) -> Iterator[str]:
        """The notes themselves: the quote, on whose word, the article."""
        facts = self._facts
        for (evidence, said_by), number in self._numbers.items():
            article = facts.one(evidence, "oa:hasSource")
            where = [f"“{markdown_text(facts.one(evidence, 'oa:exact'))}”"]
            if said_by:
                where.append(f"On the word of {markdown_text(facts.label(said_by))}.")
            papers = [facts.name(paper) for paper in (facts.one(article, "schema:publisher"), facts.one(article, "cq:agency")) if paper]
            source = ", ".join(markdown_text(part) for part in (*papers, facts.one(article, "schema:datePublished")) if part)
            title, url = markdown_text(facts.label(article)), facts.one(article, "schema:url")
            linked = f"[{title}](<{url.replace('<', '%3C').replace('>', '%3E')}>)" if url.startswith(("http://", "https://")) else title
            place = f"characters {facts.one(evidence, 'oa:start')} to {facts.one(evidence, 'oa:end')}"
            yield f"[^{number}]: {' '.join(where)} {linked}, {source}, {place}.\n"


@format("markdown", ".md")
def dossier(graph: Graph, *, about: str = "", **_: Any) -> Iterator[str]:
    """A dossier of one thing (`about`, the IRI of a person, meeting, topic …) or of all meetings, with footnotes."""
    facts = Facts(graph)
    notes = _Notes(facts)
    if about:
        facts.known(about)
        title, events = facts.label(about), _of(facts, about)
    else:
        title, events = "Meetings", facts.of("Meeting")
    yield f"# {markdown_text(title)}\n"
    yield from _head(facts, about)
    for kind, heading in zip(_EVENTS, ("Meetings", "Statements", "Treaty actions", "Offices")):
        chosen = sorted(
            (one for one in events if facts.type(one) == kind),
            key=lambda one: (_day(facts, one), facts.label(one), one),
        )
        if chosen:
            yield f"\n## {heading}\n\n"
            for event in chosen:
                yield f"- {_line(facts, event)}{notes.marks(event)}\n"
                yield from _parts(facts, event, full=event == about)
    lines = list(notes.lines())
    if lines:
        yield "\n## Sources\n\n"
        yield from lines


def _of(facts: Facts, about: str) -> list[str]:
    """The events in which a thing has a part: a topic also by what lies below it, a state also by its people."""
    if facts.type(about) in _EVENTS:
        return [about]
    things = {about}
    for up in ("skos:broader", "cq:within", "cq:country"):
        fresh = {about}
        while fresh:
            fresh = {one for thing in fresh for one in facts.into(thing, up)} - things
            things |= fresh
            if up == "cq:country":
                break
    properties = (
        "participant",
        "place",
        "topic",
        "partOf",
        "speaker",
        "target",
        "addressee",
        "party",
        "treaty",
        "holder",
        "post",
    )
    return sorted(
        {event for thing in things for one in properties for event in facts.into(thing, f"cq:{one}") if facts.type(event) in _EVENTS}
    )


def _head(facts: Facts, about: str) -> Iterator[str]:
    if not about:
        return
    said = [facts.type(about).lower()] if facts.type(about) else []
    said += [
        f"{name}: {', '.join(facts.labels(about, property))}"
        for name, property in (
            ("country", "cq:country"),
            ("serves", "cq:affiliation"),
            ("part of", "skos:broader"),
            ("in", "cq:within"),
            ("meets", "cq:meets"),
        )
        if facts.all(about, property)
    ]
    if others := _names(facts, about):
        said.append("also: " + ", ".join(others[:NAMES]) + (f" and {len(others) - NAMES} more" if len(others) > NAMES else ""))
    yield "\n" + "  \n".join(markdown_text(one) for one in said) + f"\n\n<{about}>\n"


def _names(facts: Facts, about: str) -> list[str]:
    """The other names of a thing, those that differ only in capitals or hyphens once."""
    found: dict[str, str] = {}
    for one in facts.all(about, "skos:altLabel"):
        found.setdefault(one.casefold().replace("-", " "), one)
    found.pop(facts.label(about).casefold().replace("-", " "), None)
    return sorted(found.values())


def _day(facts: Facts, event: str) -> str:
    first = facts.days(event)[0] or facts.one(event, "cq:validFrom")
    return first or min((facts.published(one) for one in facts.reports(event)), default="")


def _line(facts: Facts, event: str) -> str:
    first, last = facts.days(event)
    when = first if first == last else f"{first} to {last}"
    status = facts.word(event, "cq:status")
    published = [day for report in facts.reports(event) if (day := facts.published(report))]
    if not when and published:
        when = f"reported {published[0]}"
    return f"**{when or 'undated'}** {markdown_text(facts.label(event))}" + (f" ({status})" if status else "")


def _parts(facts: Facts, event: str, *, full: bool) -> Iterator[str]:
    shown = [("in", "cq:place"), ("on", "cq:topic")] + ([("with", "cq:participant"), ("part of", "cq:partOf")] if full else [])
    parts = [
        f"{word} {', '.join(facts.labels(event, property))}"
        for word, property in shown
        if facts.type(event) == "Meeting" and facts.all(event, property)
    ]
    if parts:
        yield f"  {markdown_text('; '.join(parts))}\n"

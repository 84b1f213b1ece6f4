"""The meetings as a calendar, RFC 5545."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from rdflib import Graph

from kg import vocab
from kg.export.facts import Facts
from kg.export.files import format

_STATUS = {
    "held": "CONFIRMED",
    "ongoing": "CONFIRMED",
    "planned": "TENTATIVE",
    "proposed": "TENTATIVE",
    "postponed": "CANCELLED",
    "cancelled": "CANCELLED",
}


@format("ics", ".ics")
def ics(graph: Graph, **_: Any) -> Iterator[str]:
    """A calendar of the meetings, held, planned and called off, each with place, topics and a sentence of the news.

    A meeting of which only the month or the year is known spans it. Meetings without a day, and denied ones, are left
    out.
    """
    facts = Facts(graph)
    stamp = max((facts.one(one, "schema:datePublished") for one in facts.of("Article")), default="1970-01-01").replace("-", "")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Communiqué//meetings//EN", "CALSCALE:GREGORIAN"]
    for meeting in facts.of("Meeting"):
        lines += _event(facts, meeting, stamp)
    lines.append("END:VCALENDAR")
    for line in lines:
        yield from _folded(line)


def _event(facts: Facts, meeting: str, stamp: str) -> list[str]:
    status = facts.word(meeting, "cq:status")
    first, last = facts.days(meeting)
    span = bounds(first, last)
    if span is None or status not in _STATUS:
        return []
    begin, end = span
    exact = len(first) == 10 and len(last) == 10
    told = [f"Status: {status}" + ("" if exact else f"; the day is not known, only {first if first == last else f'{first} to {last}'}")]
    if topics := facts.labels(meeting, "cq:topic"):
        told.append("Topics: " + ", ".join(topics))
    for report in facts.reports(meeting)[:3]:
        told += [f"“{quote}” ({facts.published(report)})" for _, quote in facts.quotes(report)[:1]]
    kind, _, name = meeting.removeprefix(vocab.ID).partition("/")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(name or kind)}@w3id.org",
        f"DTSTAMP:{stamp}T000000Z",
        f"DTSTART;VALUE=DATE:{begin:%Y%m%d}",
        f"DTEND;VALUE=DATE:{end + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(facts.label(meeting))}",
        f"STATUS:{_STATUS[status]}",
        "TRANSP:TRANSPARENT",
    ]
    if places := facts.labels(meeting, "cq:place"):
        lines.append("LOCATION:" + _escaped(" or ".join(places)))
    return [*lines, "DESCRIPTION:" + _escaped("\n".join(told)), f"URL:{_escaped(meeting)}", "END:VEVENT"]


def bounds(first: str, last: str) -> tuple[date, date] | None:
    """The first day of `first` and the last of `last`, each a day, a month or a year; None where that is no date.

    >>> bounds("2022-02", "2022-02")
    (datetime.date(2022, 2, 1), datetime.date(2022, 2, 28))
    """
    try:
        begin = date.fromisoformat(first + "-01-01"[3 * (len(first) - 4) // 3 :] if len(first) < 10 else first)
        if len(last) == 10:
            return begin, date.fromisoformat(last)
        year, month = int(last[:4]), int(last[5:7] or 12)
        return begin, date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None


def _escaped(text: str) -> str:
    plain = "".join(char if char == "\n" or char.isprintable() else " " for char in text)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each further one begun by a space."""
    piece, size = "", 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > 75:
            yield piece + "\r\n"
            piece, size = " ", 1
        piece, size = piece + char, size + width
    yield piece + "\r\n"

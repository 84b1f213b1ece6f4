"""What a reader wants to hear of: where reports disagree, what happened when, what is announced, what is new. As plain rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from kg import vocab
from kg.registry import Registry

if TYPE_CHECKING:
    import rdflib

_OA, _SCHEMA, _RDFS, _RDF = (vocab.PREFIXES[one] for one in ("oa", "schema", "rdfs", "rdf"))
_EVENTS = ("Meeting", "Statement", "TreatyAction")
_AHEAD = ("planned", "proposed", "postponed")
Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""The names of the columns, and the rows."""

kind_of_report = Registry("report")


def rows(name: str, graph: rdflib.Graph, *, since: str = "", today: str = "") -> Rows:
    """The rows of one report ("conflicts", "timeline", "upcoming", "new").

    `since` leaves out what lies before that day (or month, or year); `today` is the day that counts as today: where it is not
    given, the day of the last article. Raises UnknownName with the nearest name.
    """
    facts = _Graph(graph)
    made: Rows = kind_of_report.get(name)(facts, since, today or facts.last)
    return made


class _Graph:
    """A graph as nested dictionaries: subject → local name of the property → sorted values."""

    def __init__(self, graph: rdflib.Graph) -> None:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        spaces = (vocab.CQ, _OA, _SCHEMA, _RDFS + "label", _RDF + "type")
        for triple in graph:
            subject, property, value = (str(one) for one in triple)
            if property.startswith(spaces):
                found[subject][vocab.local(property)].append(value)
        self._found = {subject: {name: sorted(values) for name, values in about.items()} for subject, about in found.items()}
        self.reports: dict[str, list[str]] = defaultdict(list)
        for subject in self._of("Report"):
            self.reports[self.one(subject, "reports")].append(subject)
        for reports in self.reports.values():
            reports.sort(key=lambda one: (self.published(one), one))
        self.last = max((self.one(one, "datePublished") for one in self._of("Article")), default="")

    def _of(self, type: str) -> list[str]:
        return sorted(subject for subject, about in self._found.items() if vocab.cq(type) in about.get("type", ()))

    def all(self, subject: str, name: str) -> list[str]:
        """The values of a property."""
        return self._found.get(subject, {}).get(name, [])

    def one(self, subject: str, name: str) -> str:
        """The first value of a property, or an empty text."""
        return next(iter(self.all(subject, name)), "")

    def word(self, subject: str, name: str) -> str:
        """A concept's local name."""
        return vocab.local(found) if (found := self.one(subject, name)) else ""

    def label(self, subject: str) -> str:
        """The name to show."""
        return self.one(subject, "label") or vocab.local(subject)

    def labels(self, subject: str, name: str) -> str:
        """The names of all values of a property."""
        return ", ".join(sorted(self.label(one) for one in self.all(subject, name)))

    def around(self, report: str) -> set[str]:
        """The places of a report and all that they lie in."""
        found: set[str] = set()
        waiting = list(self.all(report, "place"))
        while waiting:
            if (place := waiting.pop()) not in found:
                found.add(place)
                waiting += [*self.all(place, "within"), *self.all(place, "country")]
        return found

    def published(self, report: str) -> str:
        """The day on which a report's article appeared."""
        return self.one(self.one(report, "article"), "datePublished")

    def quote(self, report: str, property: str = "") -> str:
        """The quote that supports a property of a report, or the first of its quotes."""

        def place(one: str) -> tuple[bool, int]:
            start = self.one(one, "start")
            return vocab.cq(property) not in self.all(one, "supports"), int(start) if start.isdigit() else 0

        best = min(self.all(report, "evidence"), key=place, default="")
        return " ".join(self.one(best, "exact").split())

    def where(self, report: str) -> str:
        """The article of a report, to cite it."""
        article = self.one(report, "article")
        publisher = self.one(article, "publisher")
        who = self.label(publisher) if publisher.startswith("http") else publisher
        return ", ".join(part for part in (self.one(article, "headline"), who, self.one(article, "datePublished")) if part)

    def events(self) -> list[str]:
        """The events in the order of time; those without a date stand by their first report."""
        return sorted((one for type in _EVENTS for one in self._of(type)), key=lambda one: (self.day(one), one))

    def day(self, event: str) -> str:
        """The earliest date, or the day of the first report."""
        return self.one(event, "earliestDate") or min((self.published(one) for one in self.reports[event]), default="")

    def dates(self, subject: str) -> str:
        """The dates of an event or a report."""
        first, last = self.one(subject, "earliestDate"), self.one(subject, "latestDate")
        return first if first == last or not last else f"{first}/{last}"


@kind_of_report("conflicts")
def conflicts(graph: _Graph, since: str, today: str) -> Rows:
    """Reports that disagree on the day, the place, the people or whether something took place, each with both quotes.

    One row a disagreement: where several pairs of reports disagree in the same way, the first is shown and `pairs` counts them.
    """
    found = set()
    events = {report: event for event, reports in graph.reports.items() for report in reports}
    for one in sorted(events):
        for other in graph.all(one, "contradicts"):
            if other in events and one < other:
                first, second = sorted((one, other), key=lambda report: (graph.published(report), report))
                found |= {
                    _conflict(graph, events[first], *row) for row in _differences(graph, first, second, events[first] != events[second])
                }
        for reading in graph.all(one, "reading"):
            dates, _, basis = reading.partition(" ")
            mine = f"{graph.one(one, 'earliestDate')}/{graph.one(one, 'latestDate')}"
            if mine != "/" and dates != mine:
                said = f"{graph.dates(one)} ({graph.one(one, 'dateBasis')})"
                found.add(_conflict(graph, events[one], "date", one, said, one, f"{_plain(dates)} ({basis})"))
    for event, reports in graph.reports.items():
        if graph.word(event, "type") == "Meeting":
            found |= {_conflict(graph, event, *row) for row in _other_people(graph, reports)}
    columns = ("kind", "event", "one", "quote", "article", "other", "other quote", "other article", "pairs", "address")
    once: dict[tuple[object, ...], list[tuple[str, ...]]] = defaultdict(list)
    for row in sorted(found, key=lambda row: (row[1], row)):
        kind, _, mine, *_, address = row
        once[row if kind == "statement" else (address, kind, frozenset((mine, row[5])))].append(row)
    rows = [(*same[0][:-1], str(len(same)), same[0][-1]) for same in once.values()]
    return columns, [row for row in rows if not since or graph.day(row[-1]) >= since]


def _conflict(graph: _Graph, event: str, kind: str, one: str, mine: str, other: str, yours: str) -> tuple[str, ...]:
    property = {"date": "earliestDate", "people": "participant"}.get(kind, kind)
    return (
        kind,
        graph.label(event),
        mine,
        graph.quote(one, property),
        graph.where(one),
        yours,
        graph.quote(other, property),
        graph.where(other),
        event,
    )


def _differences(graph: _Graph, one: str, other: str, statements: bool) -> Iterator[tuple[str, str, str, str, str]]:
    """In what two contradicting reports differ: kind, and the two values with their reports."""
    if statements or graph.one(one, "polarity") != graph.one(other, "polarity"):
        yield (
            "statement",
            one,
            graph.word(one, "act") or graph.one(one, "polarity"),
            other,
            graph.word(other, "act") or graph.one(other, "polarity"),
        )
        return
    found = False
    mine, yours = ((graph.one(report, "earliestDate"), graph.one(report, "latestDate")) for report in (one, other))
    if (
        mine[0]
        and yours[0]
        and (mine[1][: len(yours[0])] < yours[0][: len(mine[1])] or yours[1][: len(mine[0])] < mine[0][: len(yours[1])])
    ):
        found = True
        yield "date", one, graph.dates(one), other, graph.dates(other)
    here, there = (graph.around(report) for report in (one, other))
    if here and there and not here.intersection(graph.all(other, "place")) and not there.intersection(graph.all(one, "place")):
        found = True
        yield "place", one, graph.labels(one, "place"), other, graph.labels(other, "place")
    words = {graph.word(one, "status"), graph.word(other, "status")}
    if len(words) > 1 and (words & {"denied", "cancelled"} or not found):
        yield "status", one, graph.word(one, "status"), other, graph.word(other, "status")


def _other_people(graph: _Graph, reports: Sequence[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """The first reports of one meeting that each name a person whom the other does not."""
    views: dict[frozenset[str], str] = {}
    for report in reports:
        people = frozenset(one for one in graph.all(report, "participant") if graph.word(one, "type") == "Person")
        if people:
            views.setdefault(people, report)
    for (mine, one), (yours, other) in combinations(views.items(), 2):
        if mine - yours and yours - mine:
            yield (
                "people",
                one,
                ", ".join(sorted(graph.label(name) for name in mine - yours)),
                other,
                ", ".join(sorted(graph.label(name) for name in yours - mine)),
            )


@kind_of_report("timeline")
def timeline(graph: _Graph, since: str, today: str) -> Rows:
    """All meetings, statements and treaty actions in the order of time, with how their status changed from report to report."""
    columns = ("date", "what", "status", "place", "reports", "sources", "history", "address")
    return columns, [
        (
            graph.dates(one) or f"reported {graph.day(one)}",
            graph.label(one),
            graph.word(one, "status"),
            graph.labels(one, "place"),
            graph.one(one, "reportCount"),
            graph.one(one, "independentSources"),
            _history(graph, one),
            one,
        )
        for one in graph.events()
        if not since or graph.day(one) >= since
    ]


def _history(graph: _Graph, event: str) -> str:
    """The statuses in the order in which they were reported: "planned 2022-01-08 → held 2022-01-10"."""
    steps: list[tuple[str, str]] = []
    for report in graph.reports[event]:
        status = graph.word(report, "status")
        if status and (not steps or steps[-1][0] != status):
            steps.append((status, graph.published(report)))
    return " → ".join(f"{status} {day}" for status, day in steps) if len(steps) > 1 else ""


@kind_of_report("upcoming")
def upcoming(graph: _Graph, since: str, today: str) -> Rows:
    """Meetings announced and not yet reported as held; those whose day has passed are marked."""
    columns = ("date", "what", "status", "place", "overdue", "last report", "address")
    found: list[tuple[str, ...]] = []
    for one in graph.events():
        if graph.word(one, "type") != "Meeting" or graph.word(one, "status") not in _AHEAD or (since and graph.day(one) < since):
            continue
        last = graph.one(one, "latestDate")
        overdue = "overdue" if last and today and last < today[: len(last)] else ""
        found.append(
            (
                graph.dates(one),
                graph.label(one),
                graph.word(one, "status"),
                graph.labels(one, "place"),
                overdue,
                graph.published(graph.reports[one][-1]) if graph.reports[one] else "",
                one,
            )
        )
    return columns, found


@kind_of_report("new")
def new(graph: _Graph, since: str, today: str) -> Rows:
    """What was reported since a day (the day of the last article where none is given): new events, and news of known ones."""
    start = since or today
    columns = ("reported", "news", "what", "status", "said before", "article", "address")
    found: list[tuple[str, ...]] = []
    for event in graph.events():
        fresh = [one for one in graph.reports[event] if graph.published(one) >= start]
        if fresh:
            before = [one for one in graph.reports[event] if graph.published(one) < start]
            found.append(
                (
                    graph.published(fresh[0]),
                    "more" if before else "new",
                    graph.label(event),
                    graph.word(fresh[-1], "status"),
                    graph.word(before[-1], "status") if before else "",
                    graph.where(fresh[0]),
                    event,
                )
            )
    return columns, sorted(found)


def _plain(dates: str) -> str:
    first, _, last = dates.partition("/")
    return first if first == last or not last else dates

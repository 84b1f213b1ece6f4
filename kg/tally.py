"""Precision and recall of a whole graph against a table of its meetings: each once, with its people, date, place and status.

The table is a CSV file with one row a meeting: `participants`, `countries`, `place` and `briefs` (articles that tell of it) with
semicolons between; `earliest`, `latest`, `status`; `optional` says "yes" for what may be found or not. A meeting of the graph can
only be that of a row if an article tells of both, they share their sides, and their dates are near. A body that meets by itself needs no
second side; its members are neither right nor too many. Of all such pairs those are
taken that fit best together, each row and each meeting once: a meeting found twice is one hit and one false.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg import vocab
from kg.article import read_articles
from kg.evaluate import Count, plain
from kg.merge import days
from kg.model import Article
from kg.problems import Broken, Problem

if TYPE_CHECKING:
    import rdflib

COLUMNS = ("meeting", "participants", "countries", "place", "earliest", "latest", "status", "briefs", "optional")
MEASURES = ("meetings", "participants", "date", "place", "status")
NEAR = 31
"""So many days apart two dates may be and still be meant of one meeting, one of them wrongly."""

_CALLS = frozenset({"phone-call", "video-call", "call"})


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting of the table."""

    name: str
    people: tuple[str, ...]
    countries: frozenset[str]
    places: tuple[str, ...]
    window: tuple[int, int] | None
    status: str
    articles: frozenset[str]
    optional: bool
    call: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One meeting of the graph: its participants' names (each with its other names and its country), and the articles that tell of it."""

    id: str
    label: str
    people: tuple[tuple[str, frozenset[str], str], ...]
    countries: frozenset[str]
    places: frozenset[str]
    window: tuple[int, int] | None
    status: str
    articles: frozenset[str]
    call: bool
    members: frozenset[str] = frozenset()
    """The members of the bodies that take part: that these are there follows from the body."""


@dataclass(slots=True)
class Tally:
    """The counts by measure, and what was missed, false or otherwise, as lines (measure, row, what)."""

    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in MEASURES})
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    """The row and the meeting of each pair."""

    def as_dict(self) -> dict[str, dict[str, float]]:
        """The figures, rounded."""
        return {
            name: {
                "precision": round(one.precision, 4),
                "recall": round(one.recall, 4),
                "f1": round(one.f1, 4),
                "hit": one.hit,
                "missed": one.missed,
                "false": one.false,
            }
            for name, one in self.counts.items()
        }


def read_rows(path: Path) -> list[Row]:
    """The meetings of a table. Raises Broken, with the line, for a table that cannot be read."""
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        if missing := [name for name in COLUMNS if name not in (table.fieldnames or ())]:
            raise Broken(
                [Problem(str(path), 1, 0, "columns", f"the table has no column {', '.join(missing)}", f"it needs {', '.join(COLUMNS)}")]
            )
        rows, faults = [], []
        for line, one in enumerate(table, 2):
            window = days.window(one["earliest"], one["latest"]) if one["earliest"] or one["latest"] else None
            if (one["earliest"] or one["latest"]) and window is None:
                faults.append(
                    Problem(str(path), line, 0, "bad-date", f"'{one['earliest']}' to '{one['latest']}' is no date", "write 2022-01-09")
                )
            if not one["briefs"]:
                faults.append(Problem(str(path), line, 0, "no-article", "no article tells of the meeting", "name one in 'briefs'"))
            rows.append(
                Row(
                    one["meeting"],
                    _split(one["participants"]),
                    frozenset(_split(one["countries"])),
                    _split(one["place"]),
                    window,
                    one["status"],
                    frozenset(_split(one["briefs"])),
                    one["optional"] == "yes",
                    vocab.slug(one.get("format") or "") in _CALLS,
                )
            )
    if faults:
        raise Broken(faults)
    return rows


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def names_of(folders: Iterable[Path]) -> dict[str, str]:
    """The file name (without its ending) of each article in some folders, by the article's address in the graph."""
    return {one.iri: Path(one.path).stem for one in read_articles(folders) if isinstance(one, Article)}


def tally(rows: list[Row], graph: rdflib.Graph, articles: Mapping[str, str]) -> Tally:
    """How well the meetings of a graph agree with the rows. `articles` gives the name that the table has for each article."""
    import networkx

    found = meetings(graph, articles)
    fits = networkx.Graph()
    for r, row in enumerate(rows):
        for f, one in enumerate(found):
            if weight := fit(row, one):
                fits.add_edge(("row", r), ("found", f), weight=weight)
    partner: dict[tuple[str, int], int] = {}
    for a, b in networkx.max_weight_matching(fits, maxcardinality=False):
        partner[a], partner[b] = b[1], a[1]
    made = Tally()
    for r, row in enumerate(rows):
        if ("row", r) not in partner:
            if not row.optional:
                made.counts["meetings"].missed += 1
                made.errors.append(("missed", row.name, f"told of by {', '.join(sorted(row.articles))}"))
            continue
        one = found[partner["row", r]]
        made.pairs.append((row.name, one.id))
        if not row.optional:
            made.counts["meetings"].hit += 1
            _details(made, row, one)
    for f, one in enumerate(found):
        if ("found", f) not in partner:
            made.counts["meetings"].false += 1
            made.errors.append(("false", one.label, f"{one.id} in {', '.join(sorted(one.articles))}"))
    return made


def meetings(graph: rdflib.Graph, articles: Mapping[str, str]) -> list[Found]:
    """The meetings of a graph, sorted by address; those that no named article tells of are left out."""
    from rdflib import RDF, RDFS, Namespace

    cq, skos = Namespace(vocab.CQ), Namespace(vocab.PREFIXES["skos"])

    def label(node: object) -> str:
        return min((str(one) for one in graph.objects(node, RDFS.label)), default=vocab.local(str(node)))  # type: ignore[arg-type]

    def country(node: object) -> str:
        text = str(node)
        if vocab.iri("state", "") in text:
            return vocab.local(text)
        return next((vocab.local(str(one)) for one in graph.objects(node, cq.country)), "")  # type: ignore[arg-type]

    def called(node: object) -> frozenset[str]:
        others = (str(one) for property in (skos.altLabel, skos.prefLabel) for one in graph.objects(node, property))  # type: ignore[arg-type]
        return frozenset(plain(one) for one in (label(node), *others))

    def within(node: object) -> frozenset[str]:
        seen, waiting = set(), [node]
        names: set[str] = set()
        while waiting:
            if (place := waiting.pop()) not in seen:
                seen.add(place)
                names |= called(place)
                waiting += [*graph.objects(place, cq.within), *graph.objects(place, cq.country)]  # type: ignore[arg-type]
        return frozenset(names)

    made = []
    for node in sorted(graph.subjects(RDF.type, cq.Meeting), key=str):
        told = {str(article) for report in graph.subjects(cq.reports, node) for article in graph.objects(report, cq.article)}
        names = frozenset(articles[one] for one in told if one in articles)
        if not names:
            continue
        who = sorted(graph.objects(node, cq.participant), key=str)
        sides = {country(one) for one in who} | {
            country(side) for part in graph.objects(node, cq.participation) for side in graph.objects(part, cq.onBehalfOf)
        }
        earliest, latest = (min((str(one) for one in graph.objects(node, cq[name])), default="") for name in ("earliestDate", "latestDate"))
        made.append(
            Found(
                str(node),
                label(node),
                tuple((str(one), called(one), country(one)) for one in who),
                frozenset(sides - {""}),
                frozenset().union(*(within(place) for place in graph.objects(node, cq.place))),
                days.window(earliest, latest) if earliest or latest else None,
                next((vocab.local(str(one)) for one in graph.objects(node, cq.status)), ""),
                names,
                any(vocab.local(str(one)) in _CALLS for one in graph.objects(node, cq["format"])),
                frozenset(str(state) for one in who for state in graph.objects(one, cq.member)),
            )
        )
    return made


def fit(row: Row, one: Found) -> float:
    """How well a meeting of the graph fits a row; 0 where it cannot be the same."""
    shared = len(row.articles & one.articles)
    if not shared or (row.call != one.call and one.places and row.call):
        return 0.0
    people = [name for name in row.people if _has(one, name)]
    sides = row.countries & one.countries
    clash = [name for name in row.people if name not in people and _is_person(name, row) and _other(row, one, name)]
    if not people and not sides:
        return 0.0
    parties = max(len(row.countries), min(len(row.people), 2))
    body = [name for name in people if not _person(one, name) and plain(name) not in {plain(place) for place in one.places}]
    session = bool(body) and all(not id.startswith(vocab.iri("person", "")) for id, _, _ in one.people) and not sides
    if max(len(sides), len(people)) < min(parties, 2) and not (len(people) == 1 and (len(row.people) == 1 or session)):
        return 0.0
    gap = _gap(row.window, one.window)
    if gap > NEAR:
        return 0.0
    placed = any(plain(place) in one.places for place in row.places)
    if gap > 1 and row.places and one.places and not placed:
        return 0.0
    weight = 10 + 3 * len(people) - 2 * len(clash) + len(sides) + shared + 3 * placed
    weight += 6 if gap == 0 and one.window and row.window else -min(gap, 10)
    weight += 2 if row.status == one.status else 0
    weight += 2 if row.call == one.call else -4
    return max(weight, 0.0) + (0.5 if not row.optional else 0)


def _gap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0) if a and b else 0


def _has(one: Found, name: str) -> bool:
    """Whether somebody of that name takes part; a person is known by the last word, too."""
    wanted = plain(name)
    return any(
        wanted in names or (id.startswith(vocab.iri("person", "")) and any(other.split()[-1:] == wanted.split()[-1:] for other in names))
        for id, names, _ in one.people
    )


def _person(one: Found, name: str) -> bool:
    """Whether somebody of that name takes part, and not a body or a state."""
    return any(id.startswith(vocab.iri("person", "")) and plain(name) in names for id, names, _ in one.people)


def _is_person(name: str, row: Row) -> bool:
    return " " in name and bool(row.countries)


def _other(row: Row, one: Found, name: str) -> bool:
    """Whether the meeting has a person whom the row does not name."""
    return any(
        id.startswith(vocab.iri("person", ""))
        and not any(plain(known).split()[-1:] == other.split()[-1:] for known in row.people for other in names)
        for id, names, _ in one.people
    )


def _details(made: Tally, row: Row, one: Found) -> None:
    people = made.counts["participants"]
    missed = []
    for name in row.people:
        if _has(one, name):
            people.hit += 1
        else:
            people.missed += 1
            missed.append(name)
    extra = [
        label
        for id, names, code in one.people
        for label in [min(names, key=len)]
        if not _known(row, id, names) and id not in one.members and not (id.startswith(vocab.iri("state", "")) and code in row.countries)
    ]
    people.false += len(extra)
    if missed or extra:
        made.errors.append(("participants", row.name, f"not {', '.join(missed) or '–'}; too many: {', '.join(extra) or '–'}"))
    if row.window:
        right = bool(one.window) and _same_time(row.window, one.window)
        _judge(made, "date", row, right, bool(one.window), f"{_spoken(row.window)}, not {_spoken(one.window)}")
    if row.places:
        right = any(plain(place) in one.places for place in row.places)
        _judge(made, "place", row, right, bool(one.places), f"{', '.join(row.places)}, not {one.label}")
    _judge(made, "status", row, row.status == one.status, True, f"{row.status}, not {one.status}")


def _known(row: Row, id: str, names: frozenset[str]) -> bool:
    last = id.startswith(vocab.iri("person", ""))
    return any(
        plain(known) in names or (last and any(plain(known).split()[-1:] == other.split()[-1:] for other in names)) for known in row.people
    )


def _same_time(wanted: tuple[int, int], window: tuple[int, int] | None) -> bool:
    """Whether a date is right: within the row's, or within a day of it and as exact."""
    if not window:
        return False
    inside = wanted[0] <= window[0] and window[1] <= wanted[1]
    meets = window[0] <= wanted[1] and wanted[0] <= window[1]
    return inside or (meets and window[1] - window[0] <= wanted[1] - wanted[0] + 3)


def _judge(made: Tally, measure: str, row: Row, right: bool, given: bool, what: str) -> None:
    count = made.counts[measure]
    if right:
        count.hit += 1
        return
    count.missed += 1
    count.false += given
    made.errors.append((measure, row.name, what))


def _spoken(window: tuple[int, int] | None) -> str:
    import datetime

    if not window:
        return "no date"
    first, last = (datetime.date.fromordinal(one).isoformat() for one in window)
    return first if first == last else f"{first}/{last}"

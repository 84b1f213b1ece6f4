"""The graph as tables: a set of CSV files, Parquet, and an event table in the manner of CAMEO and PLOVER."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox
from rdflib import Graph

from kg import vocab
from kg.export.codes import ALPHA3, BODIES, CAMEO, IGO
from kg.export.facts import Facts
from kg.export.files import format
from kg.problems import MissingExtra

Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]
"""The names of the columns, and the rows."""


def safe(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula: a quote mark before = + - @, a tab or a line break.

    >>> safe("@SUM(A1)"), safe("-5"), safe(3)
    ("'@SUM(A1)", '-5', '3')
    """
    text = "" if value is None else str(value)
    risky = text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    return "'" + text if risky and not re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


def tables(facts: Facts) -> dict[str, Table]:
    """The tables of the CSV set and of Parquet, by name."""
    return {
        "nodes": _nodes(facts),
        "relationships": _relationships(facts),
        "meetings": _meetings(facts),
        "statements": _statements(facts),
        "treaty_actions": _actions(facts),
        "reports": _reports(facts),
    }


def _nodes(facts: Facts) -> Table:
    rows = []
    for subject in facts.subjects():
        if kind := facts.type(subject):
            begin, end = facts.days(subject)
            rows.append(
                (
                    subject,
                    kind,
                    facts.label(subject),
                    vocab.local(facts.one(subject, "cq:country")),
                    facts.word(subject, "cq:status"),
                    begin,
                    end,
                    facts.one(subject, "cq:independentSources"),
                )
            )
    return ("id:ID", ":LABEL", "label", "country", "status", "begin", "end", "sources"), rows


def _relationships(facts: Facts) -> Table:
    known = {subject for subject in facts.subjects() if facts.type(subject)}
    rows = [
        (subject, value.value, vocab.local(property))
        for subject in sorted(known)
        for property, values in facts.about(subject)
        for value in values
        if isinstance(value, ox.NamedNode) and value.value in known
    ]
    return (":START_ID", ":END_ID", ":TYPE"), rows


def _meetings(facts: Facts) -> Table:
    rows = []
    for one in facts.of("Meeting"):
        begin, end = facts.days(one)
        rows.append(
            (
                one,
                facts.label(one),
                facts.word(one, "cq:status"),
                begin,
                end,
                facts.word(one, "cq:format"),
                _joined(facts.labels(one, "cq:participant")),
                _joined(facts.labels(one, "cq:place")),
                _joined(facts.labels(one, "cq:topic")),
                facts.one(one, "cq:reportCount"),
                facts.one(one, "cq:independentSources"),
            )
        )
    return (
        "id",
        "label",
        "status",
        "begin",
        "end",
        "format",
        "participants",
        "places",
        "topics",
        "reports",
        "sources",
    ), rows


def _statements(facts: Facts) -> Table:
    rows = []
    for one in facts.of("Statement"):
        begin, end = facts.days(one)
        rows.append(
            (
                one,
                facts.label(one),
                facts.word(one, "cq:act"),
                _joined(facts.labels(one, "cq:speaker")),
                _joined(facts.labels(one, "cq:target")),
                _joined(facts.labels(one, "cq:addressee")),
                _joined(facts.labels(one, "cq:topic")),
                facts.one(one, "cq:polarity"),
                facts.word(one, "cq:plover"),
                begin,
                end,
            )
        )
    return (
        "id",
        "label",
        "act",
        "speakers",
        "targets",
        "addressees",
        "topics",
        "polarity",
        "plover",
        "begin",
        "end",
    ), rows


def _actions(facts: Facts) -> Table:
    rows = []
    for one in facts.of("TreatyAction"):
        begin, end = facts.days(one)
        rows.append(
            (
                one,
                facts.label(one),
                facts.word(one, "cq:action"),
                _joined(facts.labels(one, "cq:party")),
                _joined(facts.labels(one, "cq:treaty")),
                facts.word(one, "cq:status"),
                begin,
                end,
            )
        )
    return ("id", "label", "action", "parties", "treaties", "status", "begin", "end"), rows


def _reports(facts: Facts) -> Table:
    rows = []
    for one in facts.of("Report"):
        article, event = facts.one(one, "cq:article"), facts.one(one, "cq:reports")
        rows.append(
            (
                one,
                event,
                facts.label(event),
                facts.published(one),
                facts.label(article),
                facts.one(article, "schema:url"),
                facts.name(facts.one(article, "schema:publisher")),
                facts.label(facts.one(one, "cq:attributedTo")),
                facts.label(facts.one(one, "cq:rule")),
                " […] ".join(quote for _, quote in facts.quotes(one)),
            )
        )
    return ("id", "event", "event_label", "published", "headline", "url", "publisher", "said_by", "rule", "quote"), rows


def _csv(table: Table, *, delimiter: str = ",", guarded: bool = True) -> Iterator[str]:
    columns, rows = table
    for row in (columns, *rows):
        out = io.StringIO()
        cells = [safe(cell) if guarded else str(cell) for cell in row]
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(cells)
        yield out.getvalue()


@format("csv", "/")
def csv_set(graph: Graph, **_: Any) -> dict[str, Iterable[str]]:
    """A folder of CSV files: nodes and relationships as Neo4j imports them, and flat tables of events and reports."""
    return {f"{name}.csv": _csv(table) for name, table in tables(Facts(graph)).items()}


@format("parquet", "/")
def parquet(graph: Graph, **_: Any) -> dict[str, Iterable[bytes]]:
    """The tables of the CSV set as Parquet, for pandas, Polars and DuckDB; needs the extra 'parquet'."""
    try:
        import pyarrow  # type: ignore[import-not-found,import-untyped,unused-ignore]
        import pyarrow.parquet  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError as error:
        raise MissingExtra("pyarrow", "parquet") from error
    made: dict[str, Iterable[bytes]] = {}
    for name, (columns, rows) in tables(Facts(graph)).items():
        cells = {
            column.strip(":").replace(":", "_"): [str(row[at]) if row[at] != "" else None for row in rows]
            for at, column in enumerate(columns)
        }
        schema = pyarrow.schema([(column, pyarrow.string()) for column in cells])
        buffer = pyarrow.BufferOutputStream()
        pyarrow.parquet.write_table(pyarrow.table(cells, schema=schema), buffer, compression="zstd")
        made[f"{name}.parquet"] = [buffer.getvalue().to_pybytes()]
    return made


@format("cameo", ".tsv")
def cameo(graph: Graph, **_: Any) -> Iterator[str]:
    """An event table as event coders write it: date, source, target, CAMEO code; PLOVER class and more after these.

    A meeting gives one line for each ordered pair of sides that face each other. Actors are the ISO 3166 alpha-3
    codes of their states, a person or organ of a state with GOV after it, as in CAMEO; international bodies are IGO with the body's
    own letters where CAMEO has some (IGOUNO, IGOUNOIAE, IGOWSTNAT, IGOEUREEC), their people too; who belongs to nothing known has no
    code. The names stand in columns of their own. Denied and cancelled meetings are left out.
    """
    facts = Facts(graph)
    columns = ("date", "source", "target", "code", "plover", "status", "event", "sources", "source_name", "target_name", "iri")
    yield from _csv((columns, sorted(_events(facts))), delimiter="\t")


_ACTORS = ("Person", "State", "Organization", "Source")


def _events(facts: Facts) -> Iterator[tuple[str, ...]]:
    faced = {(one, other) for one in facts.of(*_ACTORS) for other in facts.all(one, "cq:meets")}
    for one in facts.of("Meeting"):
        if facts.word(one, "cq:status") in ("held", "ongoing", "planned"):
            there = facts.all(one, "cq:participant")
            yield from (_row(facts, one, a, b, "cq:format") for a in there for b in there if (a, b) in faced)
    for one in facts.of("Statement"):
        others = facts.all(one, "cq:target") or facts.all(one, "cq:addressee")
        yield from (_row(facts, one, a, b, "cq:act") for a in facts.all(one, "cq:speaker") for b in others)
    for one in facts.of("TreatyAction"):
        parties = facts.all(one, "cq:party")
        pairs = [(a, b) for a in parties for b in parties if a != b] or [(a, "") for a in parties]
        yield from (_row(facts, one, a, b, "cq:action") for a, b in pairs)


def _row(facts: Facts, event: str, source: str, target: str, concept: str) -> tuple[str, ...]:
    day = facts.days(event)[0] or min((facts.published(one) for one in facts.reports(event)), default="")
    plover = facts.word(event, "cq:plover")
    word = facts.one(event, concept)
    code = facts.one(word, "cq:cameo") or CAMEO.get(vocab.local(word) if word else "") or CAMEO.get(plover, "")
    return (
        day,
        _actor(facts, source),
        _actor(facts, target) if target else "",
        code,
        plover,
        facts.word(event, "cq:status") or "held",
        facts.label(event),
        facts.one(event, "cq:independentSources") or "1",
        facts.label(source),
        facts.label(target) if target else "",
        event,
    )


def _actor(facts: Facts, actor: str) -> str:
    """The code of an actor: RUS for Russia, RUSGOV for its people and bodies, IGOUNO for the United Nations and theirs."""
    kind = facts.type(actor)
    country = vocab.local(actor if kind == "State" else facts.one(actor, "cq:country") or "")
    if country:
        return ALPHA3.get(country, country) + ("" if kind == "State" else "GOV")
    bodies = [actor] if kind == "Organization" else [*facts.all(actor, "cq:affiliation"), *_owners(facts, actor)]
    for body in bodies:
        if facts.type(body) == "Organization":
            return BODIES.get(vocab.local(body), IGO)
    return ""


def _owners(facts: Facts, person: str) -> Iterator[str]:
    """The bodies in which a person is said to hold a post."""
    for tenure in facts.into(person, "cq:holder"):
        for post in facts.all(tenure, "cq:post"):
            yield from facts.all(post, "cq:postOf")

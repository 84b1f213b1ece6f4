"""The data of the page as one JSON object: tables by column, rows by number, every text once."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg import vocab
from kg.page import words
from kg.page.canvas import OPTIONS, draw
from kg.page.contents import Contents, Relation
from kg.page.layout import CORE, Point
from kg.page.measures import Measures

FIRST, MOST, HUB = CORE, 1500, 50
"""Things drawn at first; drawn at most; unseen neighbours above which the page asks before it draws them."""
SMALL = 1_200_000
"""Bytes up to which the data stands in the page as plain JSON: readable, and the same bytes under every zlib."""
BUDGET = 4_300_000
"""Bytes for the data block; with vis-network and the page's own script the file stays below 5 MB."""
CROWDED = 120
"""With more things than this, what they belong to is not drawn before it is asked for."""


def data_block(contents: Contents, measures: Measures, points: Mapping[str, Point], *, title: str) -> tuple[str, str, int]:
    """The data as text, its encoding ("json" or "gzip") and how many things it holds.

    Everything if it fits into the budget, else the most connected things and what stands between them.
    """
    count = len(measures.order)
    while True:
        kept = contents if count == len(measures.order) else contents.only(measures.order[:count])
        text = json.dumps(payload(kept, measures, points, title=title, total=contents), ensure_ascii=False, separators=(",", ":"))
        raw = text.encode("utf-8", "surrogatepass")
        if len(raw) <= SMALL:
            return text, "json", len(kept.things)
        packed = base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode("ascii")
        if len(packed) <= BUDGET or count <= FIRST:
            return packed, "gzip", len(kept.things)
        count = max(FIRST, int(count * min(0.9, 0.95 * BUDGET / len(packed))))


def short(iri: str) -> str:
    """The IRI without the base of all things.

    >>> short("https://w3id.org/communique/id/state/RU")
    'state/RU'
    """
    return iri.removeprefix(vocab.ID)


class _Numbers(dict[str, int]):
    """The row number of each key, in the order given."""

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__((key, number) for number, key in enumerate(keys))

    def rows(self, keys: Iterable[str]) -> list[int]:
        """The numbers of those keys that have one."""
        return [self[key] for key in keys if key in self]

    def row(self, key: str) -> int:
        """The number of the key, or -1."""
        return self.get(key, -1)


def payload(contents: Contents, measures: Measures, points: Mapping[str, Point], *, title: str, total: Contents) -> dict[str, Any]:
    """The tables. `total` is what the graph holds altogether, `contents` what of it goes into the page."""
    order = [iri for iri in measures.order if iri in contents.things]
    things, events, reports = _Numbers(order), _Numbers(contents.events), _Numbers(contents.reports)
    evidence, articles, rules = _Numbers(contents.evidence), _Numbers(contents.articles), _Numbers(contents.rules)
    names = _Numbers(sorted({one.said_by for one in contents.reports.values() if one.said_by}))
    anonymous = {one.said_by for one in contents.reports.values() if one.anonymous}
    drawing = draw(contents, contents.relations, measures, points)
    phrases = _Numbers(sorted({one.name for one in contents.relations}))
    properties = _Numbers(sorted({one.term for one in contents.relations}))
    kinds, families = _Numbers(words.KIND), _Numbers(words.FAMILY)
    shown = [contents.things[iri] for iri in order]
    every = list(contents.events.values())
    told = list(contents.reports.values())
    quotes = list(contents.evidence.values())
    first, last = total.span
    return {
        "meta": {
            "title": title,
            "base": vocab.ID,
            "cq": vocab.CQ,
            "first": FIRST,
            "most": MOST,
            "hub": HUB,
            "from": first,
            "to": last,
            "newest": max((one.date for one in total.articles.values()), default=""),
            "things": sum(one.kind != "article" for one in total.things.values()),
            "relations": len(total.relations),
            "articles": len(total.articles),
            "sourceNames": sorted({name for one in contents.articles.values() for name in (one.publisher, one.agency) if name}),
            "background": len(total.things) <= CROWDED,
        },
        "kinds": [
            {
                "id": one.id,
                "cls": short_class(one.cls),
                "one": one.one,
                "many": one.many,
                "shape": one.shape,
                "on": one.on,
            }
            for one in words.KINDS
        ],
        "families": [{"id": one.id, "label": one.label, "dash": one.dash, "arrow": one.arrow, "on": one.on} for one in words.FAMILIES],
        "statuses": words.STATUSES,
        "options": OPTIONS,
        "names": list(phrases),
        "properties": list(properties),
        "things": {
            "id": [short(iri) for iri in order],
            "kind": [kinds[one.kind] for one in shown],
            "label": [one.label for one in shown],
            "note": [one.note for one in shown],
            "aliases": [one.aliases for one in shown],
            "status": [one.status for one in shown],
            "x": [node["x"] for node in drawing.nodes],
            "y": [node["y"] for node in drawing.nodes],
            "size": [node["size"] for node in drawing.nodes],
            "links": [measures.connections[iri] for iri in order],
            "broker": [measures.brokerage[iri] for iri in order],
            "untagged": [number for number, one in enumerate(shown) if not one.tagged],
        },
        "lines": {
            "from": [things[line["from"]] for line in drawing.lines],
            "to": [things[line["to"]] for line in drawing.lines],
            "family": [families[line["family"]] for line in drawing.lines],
            "bend": [line["bend"] for line in drawing.lines],
        },
        "relations": {
            "line": drawing.line_of,
            "name": [phrases[one.name] for one in contents.relations],
            "property": [properties[one.term] for one in contents.relations],
            "events": [events.rows(one.events) for one in contents.relations],
            "reports": [_own_reports(one, contents, reports) for one in contents.relations],
        },
        "events": {
            "id": [short(one.iri) for one in every],
            "type": [one.type for one in every],
            "label": [one.label for one in every],
            "status": [one.status for one in every],
            "earliest": [one.earliest for one in every],
            "latest": [one.latest for one in every],
            "printed": [one.printed for one in every],
            "topics": [things.rows(one.topics) for one in every],
            "sources": [one.sources for one in every],
            "thing": [things.row(one.iri) for one in every],
            "reports": [reports.rows(one.reports) for one in every],
            "untagged": [number for number, one in enumerate(every) if not one.tagged],
        },
        "reports": {
            "id": [short(one.iri) for one in told],
            "event": [events.row(one.event) for one in told],
            "article": [articles.row(one.article) for one in told],
            "rule": [rules.row(one.rule) for one in told],
            "by": [names.row(one.said_by) for one in told],
            "status": [one.status for one in told],
            "earliest": [one.earliest for one in told],
            "latest": [one.latest for one in told],
            "text": [one.date_text for one in told],
            "basis": [one.date_basis for one in told],
            "readings": [one.readings for one in told],
            "evidence": [evidence.rows(one.evidence) for one in told],
            "contradicts": [reports.rows(one.contradicts) for one in told],
            "places": [one.places for one in told],
        },
        "evidence": {
            "id": [short(one.iri) for one in quotes],
            "article": [articles.row(one.article) for one in quotes],
            "exact": [one.exact for one in quotes],
            "start": [one.start for one in quotes],
            "end": [one.end for one in quotes],
            "prefix": [one.prefix for one in quotes],
            "suffix": [one.suffix for one in quotes],
            "supports": [one.supports for one in quotes],
        },
        "articles": {
            "id": [short(iri) for iri in articles],
            "headline": [one.headline for one in contents.articles.values()],
            "date": [one.date for one in contents.articles.values()],
            "url": [one.url for one in contents.articles.values()],
            "publisher": [one.publisher for one in contents.articles.values()],
            "agency": [one.agency for one in contents.articles.values()],
            "thing": [things.row(iri) for iri in articles],
        },
        "rules": {
            "id": [short(iri) for iri in rules],
            "label": [one.label for one in contents.rules.values()],
            "says": [one.says for one in contents.rules.values()],
            "version": [one.version for one in contents.rules.values()],
        },
        "voices": {
            "id": [short(iri) for iri in names],
            "label": [contents.names.get(iri, "") for iri in names],
            "anonymous": [iri in anonymous for iri in names],
            "thing": [things.row(iri) for iri in names],
        },
    }


def short_class(cls: str) -> str:
    """The name of a class of the project's own vocabulary."""
    return vocab.local(cls)


def _own_reports(relation: Relation, contents: Contents, reports: _Numbers) -> list[int] | int:
    """The numbers of the reports that tell of this relation; 0 stands for all reports of its events."""
    every = [one for event in relation.events for one in contents.events[event].reports] if relation.events else []
    return 0 if list(relation.reports) == every else reports.rows(relation.reports)

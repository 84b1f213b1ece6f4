"""Which form of an answer a client wants, and the answer in that form."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from rdflib import Graph
from rdflib.query import Result
from rdflib.term import Variable

from kg import vocab
from kg.query import Answer, render

TABLES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Media types of rows and of yes or no; the first is given to a client that does not mind."""
TRIPLES: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "pretty-xml",
    "application/ld+json": "json-ld",
    "text/plain": "nt",
}
"""Media types of triples, the preferred first."""


def chosen(accept: str, offered: Mapping[str, str] | list[str]) -> str | None:
    """The media type that fits an Accept header best, or None when none does.

    >>> chosen("text/csv;q=0.5, application/sparql-results+xml", TABLES)
    'application/sparql-results+xml'
    >>> chosen("image/png", TABLES) is None, chosen("", TABLES)
    (True, 'application/sparql-results+json')
    """
    wanted = _wanted(accept)
    best: tuple[float, int] = (0.0, 0)
    found = None
    for place, media in enumerate(offered):
        weight = _weight(media, wanted)
        if (weight and (weight, -place) > best) or (weight and found is None):
            best, found = (weight, -place), media
    return found


def _wanted(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in (accept.strip() or "*/*").split(","):
        media, *parameters = (one.strip().lower() for one in part.split(";"))
        weight = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        if media:
            found.append((media, float(weight) if re.fullmatch(r"[01](\.\d{0,3})?", weight) else 0.0))
    return found


def _weight(media: str, wanted: list[tuple[str, float]]) -> float:
    """The weight of the most particular range that fits, as RFC 9110 asks."""
    for pattern in (media, media.split("/")[0] + "/*", "*/*"):
        weights = [weight for name, weight in wanted if name == pattern]
        if weights:
            return max(weights)
    return 0.0


def table(answer: Answer, media: str) -> str:
    """Rows, or yes or no, in one of the W3C's formats of results."""
    form = TABLES[media]
    if form == "json":
        return render(answer, "json")
    if form == "xml":
        return _xml(answer)
    if answer.form == "ASK":
        return ("true" if answer.truth else "false") + "\n"
    return render(answer, "csv", safe=False).replace("\n", "\r\n") if form == "csv" else render(answer, "tsv")


def _xml(answer: Answer) -> str:
    result = Result("ASK" if answer.form == "ASK" else "SELECT")
    if answer.form == "ASK":
        result.askAnswer = answer.truth
    else:
        result.vars = [Variable(one) for one in answer.columns]
        result.bindings = [
            {Variable(column): _speakable(term) for column, term in zip(answer.columns, row) if term is not None} for row in answer.rows
        ]
    out = io.BytesIO()
    result.serialize(destination=out, format="xml")
    return out.getvalue().decode("utf-8")


def _speakable(term: Any) -> Any:
    """A text without the characters that XML cannot hold."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "�", str(term))
    if text == str(term):
        return term
    return type(term)(text)


def triples(answer: Answer, media: str) -> str:
    """The triples of CONSTRUCT and DESCRIBE."""
    graph = Graph(bind_namespaces="none")
    for row in answer.rows:
        graph.add(row)  # type: ignore[arg-type]
    return graph_text(graph, media)


def graph_text(graph: Graph, media: str) -> str:
    """A graph as text, with the project's prefixes that it needs."""
    form = TRIPLES[media]
    if form != "nt":
        for prefix, space in {**vocab.PREFIXES, **vocab.things()}.items():
            graph.bind(prefix, space, replace=True)
    text: str = graph.serialize(format=form)
    return "".join(sorted(text.splitlines(keepends=True))) if form == "nt" else text

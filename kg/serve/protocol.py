"""The SPARQL 1.1 Protocol, its query half: what a request asks, and what is wrong with it.

Source: https://www.w3.org/TR/sparql11-protocol/. Updates are refused; there is one graph, so a request that names another is, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.problems import KgError
from kg.query.guard import LONGEST

LARGEST = 4 * LONGEST
"""Bytes that the body of a request may have."""
FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


class Refused(KgError):
    """A request that is not answered: the HTTP status, and why in plain words."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status

    def __reduce__(self) -> tuple[type[Refused], tuple[int, str]]:
        return (Refused, (self.status, str(self)))


@dataclass(frozen=True, slots=True)
class Request:
    """A query, and the most rows that the client wants (0: as many as the server gives)."""

    query: str
    rows: int = 0


def read(method: str, address: str, kind: str, body: bytes) -> Request | None:
    """The query of a request; None for a GET that has none, which is answered by the service's description.

    `address` is the part of the URL after '?', `kind` the Content-Type. Raises Refused.

    >>> read("GET", "query=ASK%20%7B%7D", "", b"")
    Request(query='ASK {}', rows=0)
    """
    given = _pairs(address)
    if method == "POST":
        media, _, parameters = (one.strip().lower() for one in kind.partition(";"))
        if media == UPDATE:
            raise Refused(403, "this graph is only read: there are no updates")
        if media not in (FORM, DIRECT):
            raise Refused(415, f"a query is sent as {DIRECT} or {FORM}, not as '{media or 'nothing'}'")
        if "charset" in parameters and "utf-8" not in parameters.replace("utf8", "utf-8"):
            raise Refused(415, "a query is sent in UTF-8")
        text = _text(body)
        if media == DIRECT:
            if any(name == "query" for name, _ in given):
                raise Refused(400, "the query stands both in the address and in the body: send it once")
            given = [*given, ("query", text)]
        else:
            given = [*given, *_pairs(text)]
    return _request(given, method)


def _request(given: Iterable[tuple[str, str]], method: str) -> Request | None:
    queries = [value for name, value in given if name == "query"]
    names = {name for name, _ in given}
    if "update" in names:
        raise Refused(403, "this graph is only read: there are no updates")
    if names & {"default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"}:
        raise Refused(400, "there is one graph here, without a name: leave out default-graph-uri and named-graph-uri")
    if len(queries) > 1:
        raise Refused(400, f"the request holds {len(queries)} queries: send one")
    if not queries:
        if method == "POST" or names:
            raise Refused(400, "the request holds no query: send it as the parameter 'query'")
        return None
    rows = [value for name, value in given if name == "rows"]
    if rows and not (len(rows) == 1 and rows[0].isdecimal() and int(rows[0][:9]) > 0):
        raise Refused(400, "'rows' is one whole number above 0")
    return Request(queries[0], int(rows[0][:9]) if rows else 0)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError as error:
        raise Refused(400, "the parameters cannot be read: they are name=value pairs in UTF-8, percent-encoded") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "the query is no UTF-8") from error


def description(address: str) -> str:
    """What this service is, in Turtle (https://www.w3.org/TR/sparql11-service-description/)."""
    formats = " , ".join(
        f"<http://www.w3.org/ns/formats/{name}>"
        for name in (
            "SPARQL_Results_JSON",
            "SPARQL_Results_XML",
            "SPARQL_Results_CSV",
            "SPARQL_Results_TSV",
            "Turtle",
            "N-Triples",
            "RDF_XML",
            "JSON-LD",
        )
    )
    return f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
<{address}> a sd:Service ;
    sd:endpoint <{address}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat {formats} ;
    sd:defaultDataset <{address}#dataset> .
<{address}#dataset> a sd:Dataset ;
    sd:defaultGraph <{address}#graph> .
<{address}#graph> a sd:Graph .
"""

"""Into a store on a server: any that speaks the SPARQL 1.1 Graph Store HTTP Protocol (Oxigraph, Fuseki, GraphDB, Virtuoso, …)."""

from __future__ import annotations

import base64
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

from rdflib import Graph

from kg.export.facts import lines
from kg.problems import BadInput

PIECE = 2_000
"""So many triples are sent in one piece."""


def send(graph: Graph, url: str, *, name: str = "", replace: bool = False, seconds: float = 60.0) -> int:
    """Sends all triples to the store at `url` and returns how many: into its default graph, or into the one called `name` (an IRI).

    They are added to what is there; with `replace` they take its place. `url` is where the store takes graphs
    (http://localhost:7878/store for Oxigraph); it may already say which graph (`?default`, `?graph=…`). A user and a password stand
    in the URL, or in KG_STORE_USER and KG_STORE_PASSWORD. The store may be silent for `seconds`. Raises BadInput when there is no
    store, or when it refuses; W3C, SPARQL 1.1 Graph Store HTTP Protocol (2013), sections 5.3 (PUT) and 5.5 (POST).
    """
    address, rights = _address(url, name)
    found = lines(graph)
    headers = {
        "Content-Type": "application/n-triples",
        "Content-Length": str(sum(len(line.encode("utf-8")) + 3 for line in found)),
        **rights,
    }
    request = urllib.request.Request(address, data=_pieces(found), headers=headers, method="PUT" if replace else "POST")
    try:
        with urllib.request.urlopen(request, timeout=seconds):
            return len(found)
    except urllib.error.HTTPError as error:
        said = " ".join(error.read(500).decode("utf-8", "replace").split())
        remedy = {
            401: "give a user and a password (KG_STORE_USER, KG_STORE_PASSWORD)",
            403: "this user may not write there",
            404: "is this where the store takes graphs? Oxigraph: /store, Fuseki: /NAME/data, GraphDB: /repositories/NAME/rdf-graphs/service",
            405: "is this where the store takes graphs? A SPARQL endpoint for queries does not",
            413: "the store takes no text of this size: load the file that 'kg export -f ntriples' writes",
        }.get(error.code, "nothing was changed" if error.code < 500 else "look into the store's log")
        raise BadInput(f"{_shown(address)} answers {error.code} {error.reason}{f' ({said})' if said else ''}: {remedy}") from error
    except (urllib.error.URLError, OSError) as error:
        why = getattr(error, "reason", error)
        raise BadInput(f"no store answers at {_shown(address)} ({why}): start it, or mend the address") from error


def _address(url: str, name: str) -> tuple[str, dict[str, str]]:
    """The address of the graph within the store, without the user, and the header that says who asks."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise BadInput(f"'{url}' is no address of a store: write http://localhost:7878/store")
    given = parse_qs(parts.query, keep_blank_values=True)
    if name and ("graph" in given or "default" in given):
        raise BadInput(f"'{url}' says already which graph: leave out the name, or the part after the question mark")
    if name and not urlsplit(name).scheme:
        raise BadInput(f"'{name}' is no name of a graph: write a whole address, as in https://example.org/news")
    query = parts.query
    if not ("graph" in given or "default" in given):
        query = "&".join(part for part in (query, f"graph={quote(name, safe='')}" if name else "default") if part)
    user = unquote(parts.username or "") or os.environ.get("KG_STORE_USER", "")
    password = unquote(parts.password or "") or os.environ.get("KG_STORE_PASSWORD", "")
    plain = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path or "/", query, ""))
    if not user:
        return plain, {}
    return plain, {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")}


def _pieces(found: list[str]) -> Iterator[bytes]:
    for start in range(0, len(found), PIECE):
        yield "".join(f"{line} .\n" for line in found[start : start + PIECE]).encode("utf-8")


def _shown(address: str) -> str:
    return address.partition("?")[0]

"""The server: which address is answered by what."""

from __future__ import annotations

import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import Graph, URIRef

from kg import __version__, ask_page, page, vocab
from kg.ask_page import pack
from kg.problems import BadInput, Broken, KgError, MissingExtra
from kg.query import QueryStopped
from kg.query.guard import FORMS, check
from kg.serve import formats, protocol, thing
from kg.serve.guard import Asgi, Guard
from kg.serve.pool import Busy, Pool
from kg.serve.settings import Settings
from kg.store import load_graph

try:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import Request
    from starlette.responses import JSONResponse, RedirectResponse, Response
    from starlette.routing import Route
except ImportError as error:  # pragma: no cover
    raise MissingExtra(str(error.name or "starlette").partition(".")[0], "serve") from error

_HTML = "text/html"
_FRAME = "; frame-ancestors 'none'"


class Site:
    """One graph file as a site: the pages are made when they are first asked for."""

    def __init__(self, path: Path, settings: Settings) -> None:
        if not path.exists():
            raise BadInput(f"there is no graph at {path}: make it with 'kg build', or name another with --graph")
        self.path, self.settings = path, settings
        self.pool = Pool(path, settings.queries, settings.waiting)
        self._lock = threading.Lock()

    @cached_property
    def graph(self) -> Graph:
        """The graph in this process, for the site's own pages."""
        return load_graph(self.path)

    @cached_property
    def _asking(self) -> str:
        one = self.settings
        return pack.served(
            title=one.title,
            summary=page.summary(self.graph),
            endpoint="/sparql",
            graph="/graph",
            things="/id/",
            seconds=one.seconds,
            rows=one.rows,
        )

    @cached_property
    def _drawing(self) -> str:
        return page.render(self.graph, title=self.settings.title, ask="/")

    def asking(self) -> str:
        """The page that asks."""
        with self._lock:
            return self._asking

    def drawing(self) -> str:
        """The graph page."""
        with self._lock:
            return self._drawing

    def about(self, iri: str, media: str) -> str | None:
        """The page or the triples of a thing; None when the graph tells nothing of it."""
        node = URIRef(iri)
        with self._lock:
            if not thing.exists(self.graph, node):
                return None
            if media == _HTML:
                return thing.html(self.graph, node, title=self.settings.title)
            return formats.graph_text(thing.triples(self.graph, node), media)

    def triples(self) -> int:
        """How many triples the graph has."""
        with self._lock:
            return len(self.graph)

    # --- what is asked

    async def home(self, request: Request) -> Response:
        """The page that asks."""
        policy = ask_page.policy(endpoint=True) + _FRAME
        return Response(await run_in_threadpool(self.asking), media_type=_HTML, headers={"Content-Security-Policy": policy})

    async def drawn(self, request: Request) -> Response:
        """The graph page; its own policy stands inside it."""
        return Response(await run_in_threadpool(self.drawing), media_type=_HTML, headers={"Content-Security-Policy": _FRAME[2:]})

    async def one(self, request: Request) -> Response:
        """A thing, as a page or as triples."""
        offered = [_HTML, *formats.TRIPLES]
        given = request.query_params.get("format", "")
        media = "text/turtle" if given == "turtle" else formats.chosen(request.headers.get("accept", ""), offered)
        if media is None:
            return _plain(406, f"a thing is given as {', '.join(offered)}")
        path = request.path_params["path"]
        text = await run_in_threadpool(self.about, vocab.ID + path, media)
        if text is None:
            return _plain(404, f"the graph tells nothing of {vocab.ID}{path}")
        headers = {"Vary": "Accept", **({"Content-Security-Policy": thing.policy()} if media == _HTML else {})}
        return Response(text, media_type=media, headers=headers)

    async def sparql(self, request: Request) -> Response:
        """The SPARQL endpoint."""
        try:
            body = await _body(request)
            asked = protocol.read(request.method, request.url.query, request.headers.get("content-type", ""), body)
        except protocol.Refused as refused:
            return _plain(refused.status, str(refused))
        accept = request.headers.get("accept", "")
        if asked is None:
            return await self._description(request, accept)
        try:
            form = check(asked.query).form
        except Broken as broken:
            return _fault(broken, asked.query)
        rows = form in FORMS[:2]
        offered = formats.TABLES if rows else formats.TRIPLES
        media = formats.chosen(accept, offered)
        if media is None:
            return _plain(406, f"the answer to {form} is given as {', '.join(offered)}")
        most = min(asked.rows or self.settings.rows, self.settings.rows)
        try:
            answer = await run_in_threadpool(self.pool.ask, asked.query, seconds=self.settings.seconds, rows=most)
        except Broken as broken:
            return _fault(broken, asked.query)
        except (Busy, QueryStopped) as stopped:
            return _plain(503, str(stopped), {"Retry-After": "5"} if isinstance(stopped, Busy) else {})
        except KgError as error:
            return _plain(500, str(error))
        text = await run_in_threadpool(formats.table if rows else formats.triples, answer, media)
        headers = {"Vary": "Accept", **({"Communique-Truncated": f"only the first {most} rows"} if answer.truncated else {})}
        return Response(text, media_type=media, headers=headers)

    async def _description(self, request: Request, accept: str) -> Response:
        media = formats.chosen(accept, [*formats.TRIPLES, _HTML])
        if media == _HTML:
            return RedirectResponse("/", status_code=303, headers={"Vary": "Accept"})
        if media is None:
            return _plain(406, f"the description of this service is given as {', '.join(formats.TRIPLES)}")
        address = f"{request.url.scheme}://{request.headers['host']}/sparql"
        graph = Graph(bind_namespaces="none").parse(data=protocol.description(quote(address, safe=":/[]")), format="turtle")
        return Response(formats.graph_text(graph, media), media_type=media, headers={"Vary": "Accept"})

    async def health(self, request: Request) -> Response:
        """Whether the graph can be read."""
        return JSONResponse({"status": "ok", "triples": await run_in_threadpool(self.triples)})

    async def version(self, request: Request) -> Response:
        """Which program answers, and by which limits."""
        one = self.settings
        limits = {"seconds": one.seconds, "rows": one.rows, "queries": one.queries}
        return JSONResponse({"name": "communique", "version": __version__, "limits": limits})


def application(path: Path | str, settings: Settings | None = None) -> Asgi:
    """The ASGI application over a graph file. Raises BadInput when there is none."""
    site = Site(Path(path), settings or Settings())

    @asynccontextmanager
    async def life(app: Any) -> AsyncIterator[None]:
        try:
            yield
        finally:
            site.pool.close()

    routes = [
        Route("/", site.home),
        Route("/graph", site.drawn),
        Route("/id/{path:path}", site.one),
        Route("/sparql", site.sparql, methods=["GET", "HEAD", "POST"]),
        Route("/health", site.health),
        Route("/version", site.version),
    ]
    return Guard(Starlette(routes=routes, lifespan=life), site.settings)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises BadInput when the port is taken."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(kind, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise BadInput(f"{host}:{port} cannot be listened on ({error.strerror}): choose another with --port") from error
    return made


def run(app: Asgi, listener: socket.socket) -> None:
    """Answers until it is stopped (Ctrl-C)."""
    config = uvicorn.Config(app, log_level="warning", server_header=False, limit_concurrency=100, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[listener])


async def _body(request: Request) -> bytes:
    found = b""
    if request.method == "POST":
        async for part in request.stream():
            found += part
            if len(found) > protocol.LARGEST:
                raise protocol.Refused(413, f"the request is larger than {protocol.LARGEST:,} bytes")
    return found


def _plain(status: int, why: str, headers: dict[str, str] | None = None) -> Response:
    return Response(why.rstrip() + "\n", status_code=status, media_type="text/plain", headers=headers or {})


def _fault(broken: Broken, text: str) -> Response:
    """A mistake in a query: in words, and for the page that asks its place in the headers."""
    problem = broken.problems[0]
    start = sum(len(line) + 1 for line in text.split("\n")[: problem.line - 1]) + max(0, problem.column - 1)
    place = {
        "Communique-Place": f"{start} {problem.width}",
        "Communique-Fault": quote(problem.message),
        "Communique-Help": quote(problem.remedy),
    }
    return _plain(400, str(broken), place)

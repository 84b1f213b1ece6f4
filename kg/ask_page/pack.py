"""One HTML file out of the graph, the questions, the scripts and what is vendored."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg import vocab
from kg.page.html import clean
from kg.page.words import KINDS
from kg.query import known_prefixes, questions
from kg.query.names import CLASSES

VERSIONS = {"oxigraph": "0.5.11", "codemirror": "5.65.21"}
PAGE_SCRIPTS = ("sparql", "engine", "questions", "editor", "results", "form", "start")
"""The files of `js/` that make the page, in the order in which they are joined, after the graph page's `dom.js`."""
WORKER_SCRIPTS = ("sparql", "worker")
"""Those that run in the worker, after Oxigraph's module."""
EDITOR = ("codemirror", "sparql", "show-hint", "matchbrackets", "closebrackets")
SMALL = 1_200_000
"""Bytes of Turtle up to which the graph stands in the page as it is: readable, and the same bytes under every zlib."""
WORDS = (
    "SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE FILTER OPTIONAL UNION MINUS VALUES BIND AS ORDER BY GROUP BY HAVING LIMIT OFFSET COUNT MIN MAX SUM AVG "
    "SAMPLE GROUP_CONCAT STR STRAFTER STRBEFORE SUBSTR CONTAINS REGEX LCASE UCASE COALESCE IF BOUND IN NOT EXISTS UNDEF DESC ASC"
)
"""The words of SPARQL that the editor completes."""
_GRAPH_KINDS = {"organization": "org"}


def render(turtle: bytes, *, title: str = "Communiqué", summary: str = "", graph: str = "graph.html") -> str:
    """The page as HTML, with the graph (Turtle as bytes) and Oxigraph inside. `graph` is where the graph page is."""
    return _page(title=title, summary=summary, graph=graph, turtle=turtle)


def served(*, title: str, summary: str, endpoint: str, graph: str, things: str, seconds: float, rows: int) -> str:
    """The same page for a server: it asks `endpoint`, and things link to `things` followed by kind and name."""
    return _page(title=title, summary=summary, graph=graph, endpoint=endpoint, things=things, seconds=seconds, rows=rows)


def policy(*, endpoint: bool = False) -> str:
    """The content security policy of the page: its own scripts and styles, and nothing from anywhere else."""
    own = "connect-src 'self'" if endpoint else "worker-src blob:"
    wasm = "" if endpoint else " 'wasm-unsafe-eval'"
    return (
        f"default-src 'none'; script-src {_hash(editor())} {_hash(script())}{wasm}; style-src {_hash(style())}; {own}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def script() -> str:
    """The page's own JavaScript."""
    parts = [_text("kg.page", "js/dom.js"), *(_text("kg.ask_page", f"js/{name}.js") for name in PAGE_SCRIPTS)]
    return '(function () {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


@cache
def worker() -> str:
    """What runs in the worker: Oxigraph and what speaks with the page.

    Oxigraph comes as a module; Chromium begins no worker of modules in a page from disk, so its exports become plain names.
    """
    plain = re.sub(r"^export (?=class |function )|^export \{[^}]*\};$", "", _text("kg.ask_page", "vendor/oxigraph.js"), flags=re.MULTILINE)
    plain = plain.replace("import.meta.url", "self.location")
    return "\n".join([plain, *(_text("kg.ask_page", f"js/{name}.js") for name in WORKER_SCRIPTS)])


@cache
def editor() -> str:
    """CodeMirror with its mode for SPARQL."""
    return "\n".join(_text("kg.ask_page", f"vendor/{name}.js") for name in EDITOR)


@cache
def style() -> str:
    """The styles: the editor's, the graph page's colours and controls, the page's own."""
    vendored = [_text("kg.ask_page", f"vendor/{name}.css") for name in ("codemirror", "show-hint")]
    return "\n".join([*vendored, _text("kg.page", "css/base.css"), _text("kg.ask_page", "css/ask.css")])


def _page(
    *,
    title: str,
    summary: str,
    graph: str,
    turtle: bytes | None = None,
    endpoint: str = "",
    things: str = "",
    seconds: float = 600,
    rows: int = 100_000,
) -> str:
    environment = Environment(
        loader=PackageLoader("kg.ask_page", "."), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    text, encoding = _packed(turtle or b"")
    return environment.get_template("page.html.j2").render(
        title=clean(title),
        summary=clean(summary),
        graph=graph,
        policy=policy(endpoint=bool(endpoint)),
        versions=VERSIONS,
        endpoint=endpoint,
        longest=seconds,
        most=rows,
        data=Markup(_inert(json.dumps(_data(graph=graph, endpoint=endpoint, things=things), ensure_ascii=False, sort_keys=True))),
        worker=Markup(worker()),
        wasm=base64.b64encode((files("kg.ask_page") / "vendor/oxigraph.wasm.gz").read_bytes()).decode("ascii"),
        turtle=Markup(text),
        encoding=encoding,
        style=Markup(style()),
        editor=Markup(editor()),
        script=Markup(script()),
    )


def _data(*, graph: str, endpoint: str, things: str) -> dict[str, Any]:
    return {
        "base": vocab.ID,
        "prefixes": known_prefixes(),
        "questions": [
            {
                "name": one.name,
                "title": one.title,
                "help": one.help,
                "parameters": [
                    {"name": p.name, "type": p.type, "optional": p.optional, "default": p.default, "help": p.help} for p in one.parameters
                ],
                "text": one.text,
            }
            for one in questions().values()
        ],
        "first": "who-met-whom",
        "kinds": CLASSES,
        "words": sorted(set(WORDS.split())),
        "graph": graph,
        "graphKinds": [_GRAPH_KINDS.get(kind.id, kind.id) for kind in KINDS],
        "endpoint": endpoint,
        "things": things,
    }


def _packed(turtle: bytes) -> tuple[str, str]:
    """The graph as text for a script element: as it is, or gzip in base64.

    In Turtle '<' begins an address, which is never followed by '/' or '!'; in a string it may be written as its number.
    """
    if len(turtle) <= SMALL:
        return turtle.decode("utf-8").replace("</", "\\u003C/").replace("<!", "\\u003C!"), "plain"
    return base64.b64encode(gzip.compress(turtle, 9, mtime=0)).decode("ascii"), "gzip"


def _inert(json_text: str) -> str:
    """JSON in which no character can end the script element or begin another; the value stays the same."""
    return json_text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _text(package: str, name: str) -> str:
    return (files(package) / name).read_text("utf-8")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"

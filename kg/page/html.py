"""The page itself: template, styles and scripts in one file that asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.page.canvas import vis_script
from kg.page.contents import Contents

SCRIPTS = (
    "dom",
    "data",
    "state",
    "filter",
    "paths",
    "graph",
    "marks",
    "labels",
    "evidence",
    "panel",
    "legend",
    "timeline",
    "search",
    "table",
    "meetings",
    "export",
    "keyboard",
    "start",
)
"""The files of `js/`, in the order in which they are joined; all live in one function."""
STYLES = ("base", "frame", "panels", "small")


def script() -> str:
    """The page's own JavaScript."""
    parts = [(files("kg.page") / f"js/{name}.js").read_text("utf-8") for name in SCRIPTS]
    return '(function () {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


def style() -> str:
    """The page's styles."""
    return "\n".join((files("kg.page") / f"css/{name}.css").read_text("utf-8") for name in STYLES)


def page(contents: Contents, data: str, encoding: str, *, title: str, embedded: int, ask: str = "") -> str:
    """The whole HTML. `data` is the data block in its `encoding`, `embedded` how many of the things it holds."""
    environment = Environment(loader=PackageLoader("kg.page", "."), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    vis, own, css = vis_script(), script(), style()
    policy = (
        f"default-src 'none'; script-src {_hash(vis)} {_hash(own)}; style-src {_hash(css)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    return environment.get_template("page.html.j2").render(
        title=clean(title),
        summary=summary(contents),
        left_out=len(contents.things) - embedded,
        policy=policy,
        ask=ask,
        data=Markup(data if encoding == "gzip" else _inert(data)),
        encoding=encoding,
        vis=Markup(vis),
        script=Markup(own),
        style=Markup(css),
    )


def summary(contents: Contents) -> str:
    """The line of truth beneath the title."""
    first, last = contents.span
    things = sum(one.kind != "article" for one in contents.things.values())
    parts = [
        _count(things, "thing"),
        _count(len(contents.relations), "relation"),
        _count(len(contents.articles), "article"),
    ]
    if first:
        parts.append(first if first == last else f"{first} to {last}")
    return " · ".join(parts)


def clean(text: str) -> str:
    """The text without control characters, which HTML does not allow."""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]+", " ", text).strip()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _inert(json_text: str) -> str:
    """JSON in which no character can end the script element or begin another; the value stays the same."""
    safe = json_text
    for sign in "<>&'\u2028\u2029\x7f":
        safe = safe.replace(sign, f"\\u{ord(sign):04x}")
    return re.sub(r"[\ud800-\udfff]", lambda lone: f"\\u{ord(lone[0]):04x}", safe)


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"

"""The page that people open first: the graph, its evidence and its timeline in one HTML file that needs no network."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Graph

from kg.page import html, layout, measures, part, payload
from kg.page.read import read

__all__ = ["positions", "render", "summary"]


def render(
    graph: Graph,
    *,
    title: str = "Communiqué",
    positions: Mapping[str, tuple[float, float]] | None = None,
    focus: str | None = None,
    depth: int = 1,
    since: str | None = None,
    until: str | None = None,
    ask: str = "",
) -> str:
    """The page of the graph as HTML.

    `positions` are those of an earlier page (from `positions`), so that what is known stays where it was.
    `focus` (a label, an alias or an IRI) with `depth`, and `since` and `until` (a day, a month, a year), make the page
    of a part. `ask` is the address of the page that asks questions, which is linked where it is given.
    """
    contents = read(graph)
    if since or until:
        contents = part.within(contents, since=since or "", until=until or "")
    if focus:
        contents = part.around(contents, focus, depth=depth)
    measured = measures.measure(contents)
    points = layout.place(contents, measured, None if focus else positions)
    data, encoding, embedded = payload.data_block(contents, measured, points, title=title)
    return html.page(contents, data, encoding, title=title, embedded=embedded, ask=ask)


def positions(graph: Graph, previous: Mapping[str, tuple[float, float]] | None = None) -> dict[str, tuple[float, float]]:
    """Where each thing of the graph stands, by IRI; things with a `previous` position keep it."""
    contents = read(graph)
    return layout.place(contents, measures.measure(contents), previous)


def summary(graph: Graph) -> str:
    """How much the graph holds and of which time, in one line."""
    return html.summary(read(graph))

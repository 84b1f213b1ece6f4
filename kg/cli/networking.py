"""The command `kg network`: who is connected with whom, by which measure, over which way, and what changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import common

if TYPE_CHECKING:
    import networkx as nx

    from kg.network import Scores


@click.group()
def network() -> None:
    """Who is connected with whom: measures, lines, ways between two, changes.

    \b
    kg network measures                           who is best connected, who stands between, which groups there are
    kg network lines --kind states                who met whom, how often, from when to when
    kg network path "Wendy Sherman" "Sergey Ryabkov"  how two are connected, with the sentences
    kg network change --at 2022-02-24             who rose and fell, who met anew
    kg network balance                            whose friend is whose enemy
    kg network lines -f gexf -o meets.gexf        for Gephi, with labels, colours and days
    """


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose a network: its kind and its time."""
    for option in (
        click.option("--until", default="", help="Only events up to this day, month or year."),
        click.option("--since", default="", help="Only events from this day, month or year on."),
        click.option(
            "--kind", default="meets", show_default=True, help="meets, states, topics, shared-topics, actor-meeting or statements."
        ),
        common.graph_option,
    ):
        function = option(function)
    return function


_form = click.option(
    "-f", "--format", "form", default="", help="table, csv, tsv, json, markdown or turtle; a table in a terminal, else tsv."
)


def _made(graph: Any, kind: str, since: str, until: str) -> nx.Graph:
    from kg.network import network as made

    return made(graph, kind, since=since, until=until)


def _print(columns: Sequence[str], rows: Iterable[Sequence[str | float]], form: str) -> None:
    """Rows as a table (tab-separated where the output is no terminal) or in another format."""
    from rdflib import Literal

    from kg.query import Answer, render

    if form in ("", "tsv"):
        plain = [[str(cell) for cell in row] for row in rows]
        common.table(list(columns), plain) if not form else click.echo("\n".join("\t".join(row) for row in (columns, *plain)))
        return
    cells = tuple(tuple(Literal(one) for one in row) for row in rows)
    click.echo(render(Answer(tuple(columns), cells), form), nl=False)


def _rounded(value: float) -> float:
    """A number as a table shows it."""
    return int(value) if float(value).is_integer() else float(f"{value:.4g}")


def _name(net: nx.Graph, node: str) -> str:
    return str(net.nodes[node].get("label", node))


@network.command("measures")
@click.argument("names", nargs=-1)
@_options
@_form
@click.option("--most", default=15, show_default=True, help="How many things of each measure; 0 for all.")
def network_measures(names: tuple[str, ...], kind: str, since: str, until: str, most: int, graph_path: Path, form: str) -> None:
    """The measures of a network (all of them, or those named), the highest first.

    What each measure is and where it comes from is said above its table; so is what was approximated. With `-f turtle` all scores
    come as triples, with the measure's name, version and parameters, to be put beside the graph.
    """
    from kg import vocab
    from kg.network import measure_triples, measured
    from kg.rdf import turtle
    from kg.registry import measure

    net = _made(common.graph(graph_path), kind, since, until)
    if form == "turtle":
        click.echo(turtle(measure_triples(net, names), base=vocab.BASE), nl=False)
        return
    rows: list[tuple[str, float, str]] = []
    for name in names or sorted(measure, key=lambda one: (_FIRST.index(one) if one in _FIRST else len(_FIRST), one)):
        scores = measured(net, name)
        click.echo(f"{name}: {measure.help(name)}" + (f" ({scores.note})" if scores.note else ""), err=True)
        if not any(scores.values()):
            click.echo("  0 for all", err=True)
            continue
        shown = _groups(net, scores) if name == "communities" else [(value, _name(net, node)) for node, value in scores.ranked()]
        cut = [(name, _rounded(value), thing) for value, thing in shown[: most or None]]
        if form or not sys.stdout.isatty():
            rows += cut
        else:
            _print(
                ("group" if name == "communities" else name, "things" if name == "communities" else "thing"), [row[1:] for row in cut], ""
            )
            click.echo("")
    if rows:
        _print(("measure", "value", "thing"), rows, form)


_FIRST = ("degree", "events", "sources", "betweenness", "pagerank", "communities", "k-core", "bridges")
"""The order in which measures are shown: what everybody asks first."""


def _groups(net: nx.Graph, scores: Scores) -> list[tuple[float, str]]:
    """Each community with its members, the best joined first."""
    found: dict[float, list[str]] = {}
    for node in sorted(scores, key=lambda one: (-net.degree(one), _name(net, one))):
        found.setdefault(scores[node], []).append(_name(net, node))
    return [(number, ", ".join(members)) for number, members in sorted(found.items())]


@network.command("lines")
@_options
@_form
@click.option("-o", "--out", type=click.Path(path_type=Path), help="A file for graphml and gexf.")
@click.option("--most", default=0, help="Only so many, the strongest first.")
def network_lines(kind: str, since: str, until: str, graph_path: Path, form: str, out: Path | None, most: int) -> None:
    """The lines of a network, the strongest first: with how many events and independent sources, from when to when.

    Formats beside those of tables: graphml, and gexf for Gephi, in which lines appear and end with their days.
    """
    graph = common.graph(graph_path)
    if form in ("graphml", "gexf"):
        from kg.export import text, write

        if out is None:
            click.echo(text(graph, form, kind=kind, since=since, until=until), nl=False)
        else:
            write(graph, form, out, kind=kind, since=since, until=until)
            click.echo(str(out), err=True)
        return
    net = _made(graph, kind, since, until)
    signed = kind == "statements"
    found = sorted(net.edges(data=True), key=lambda one: (-one[2]["weight"], -one[2]["sources"], _name(net, one[0]), _name(net, one[1])))
    rows = [
        (
            _name(net, one),
            _name(net, other),
            data["weight"],
            data["sources"],
            *((data["sign"],) if signed else ()),
            data["first"],
            data["last"],
        )
        for one, other, data in found[: most or None]
    ]
    _print(("one", "other", "events", "sources", *(("sign",) if signed else ()), "first", "last"), rows, form)


@network.command("path")
@click.argument("one")
@click.argument("other")
@_options
def network_path(one: str, other: str, kind: str, since: str, until: str, graph_path: Path) -> None:
    """How two things are connected, with the evidence along the way."""
    from rdflib import URIRef

    from kg.network import path
    from kg.query.names import find
    from kg.show import label

    graph = common.graph(graph_path)
    steps = path(graph, _made(graph, kind, since, until), find(graph, one), find(graph, other))
    for step in steps:
        click.echo(f"{label(graph, URIRef(step.one))} — {label(graph, URIRef(step.other))}")
        for _, name in step.events:
            click.echo(f"    {name}")
        for quote in step.quotes:
            click.echo(f"      “{' '.join(quote.text.split())}”")
            by = f", according to {quote.said_by}" if quote.said_by else ""
            click.echo(f"        — {quote.headline}, {quote.published}{by}")
    if not steps:
        click.echo("no way leads from one to the other", err=True)
        raise SystemExit(1)


@network.command("bridges")
@_options
@_form
def network_bridges(kind: str, since: str, until: str, graph_path: Path, form: str) -> None:
    """The lines without which the network would fall into more parts, with the size of the part that would be cut off."""
    import networkx as nx

    from kg.network import bridges

    net = _made(common.graph(graph_path), kind, since, until)
    plain = nx.Graph(net.to_undirected() if net.is_directed() else net)
    rows = []
    for one, other in bridges(net):
        cut = nx.restricted_view(plain, [], [(one, other)])
        sizes = sorted((len(nx.node_connected_component(cut, end)), end) for end in (one, other))
        rows.append((sizes[0][0], _name(net, sizes[0][1]), _name(net, sizes[1][1])))
    rows.sort(key=lambda row: (-row[0], row[1:]))
    _print(("things cut off", "on this side", "from"), rows, form)


@network.command("balance")
@_options
@_form
def network_balance(kind: str, since: str, until: str, graph_path: Path, form: str) -> None:
    """Structural balance of what is said: the triangles of friendly and hostile words, the unbalanced ones first.

    A triangle is balanced when the friend of a friend is a friend, and the enemy of an enemy too (Cartwright and Harary 1956).
    """
    from kg.network import triangles

    net = _made(common.graph(graph_path), "statements" if kind == "meets" else kind, since, until)
    found = sorted(triangles(net), key=lambda one: (one.balanced, one))
    word = {1: "friendly", -1: "hostile"}
    rows = []
    for each in found:
        a, b, c = (_name(net, node) for node in (each.one, each.two, each.three))
        said = ((a, b, each.signs[0]), (b, c, each.signs[1]), (a, c, each.signs[2]))
        rows.append(("balanced" if each.balanced else "unbalanced", *(f"{x} – {y}: {word[sign]}" for x, y, sign in said)))
    balanced = sum(one.balanced for one in found)
    click.echo(
        f"{balanced} of {len(found)} triangles are balanced" if found else "no three actors all have a friendly or hostile line", err=True
    )
    if rows:
        _print(("triangle", "first line", "second line", "third line"), rows, form)


@network.command("change")
@click.argument("name", default="degree")
@click.option("--at", "day", required=True, help="The day, month or year that begins the later time.")
@_options
@_form
@click.option("--most", default=15, show_default=True, help="How many things, and how many new lines; 0 for all.")
def network_change(name: str, day: str, kind: str, since: str, until: str, graph_path: Path, form: str, most: int) -> None:
    """What changed at a day: who rose and fell in a measure (degree by default), and which lines are new.

    --since and --until bound the two times; events without a day are in neither.
    """
    from kg.article import check_date
    from kg.network import changes, lines_changed
    from kg.problems import BadInput

    first = day + "-01-01"[3 * (len(day) == 7) :] if len(day) in (4, 7) else day
    if not check_date(first):
        raise BadInput(f"'{day}' is no day, month or year: write 2022-02-24, 2022-02 or 2022")
    graph = common.graph(graph_path)
    before = _made(graph, kind, since or "0001", _day_before(first))
    after = _made(graph, kind, first, until or "9999")
    try:
        found = changes(before, after, name)
    except ValueError as error:
        raise BadInput(str(error)) from error
    rows = [(one.label, _rounded(one.before), _rounded(one.after), _rounded(one.difference)) for one in found[: most or None]]
    _print(("thing", f"before {day}", f"from {day}", "change"), rows, form)
    new, gone = lines_changed(before, after)
    click.echo(f"{len(new)} lines are new, {len(gone)} were only before, {after.number_of_edges() - len(new)} stayed", err=True)
    if new and not form:
        click.echo("")
        _print(("new", "with"), new[: most or None], form)


def _day_before(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


COMMANDS = [network]

"""Commands that make things: build, extract, page, export."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import common

if TYPE_CHECKING:
    from kg.build import BuildResult


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("exports"), show_default=True, help="The folder for what is made."
)
@click.option("--base", default="", help="Another base for the names of things than https://w3id.org/communique/.")
@click.option("--title", default="Communiqué", show_default=True, help="The title of the page.")
@click.option("--no-page", is_flag=True, help="Only the graph, without the pages.")
@click.option("--measures", is_flag=True, help="Put the measures of who met whom into the graph too, as triples.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="So many processes read articles at once.")
@click.option("--wait", type=click.FloatRange(min=0), default=0.0, show_default=True, help="Wait so many seconds for another build to end.")
@common.ontology_option
@common.parser_option
def build(
    paths: tuple[Path, ...],
    out: Path,
    base: str,
    title: str,
    no_page: bool,
    measures: bool,
    jobs: int,
    wait: float,
    folders: tuple[Path, ...],
    parser: str,
) -> None:
    """Build the graph: read articles, find the facts, merge them, write graph.ttl, graph.html and query.html.

    Without PATHS those of the last build into OUT are read again, or seeds/. Only what changed is read anew.
    Articles with faults are named on stderr, the others are built; then the exit code is 1.
    """
    from kg import collection, home

    sources = paths or (None if collection.read(out).sources else (home.folder("seeds"),))
    raise SystemExit(
        make(
            sources,
            out,
            base=base,
            title=title,
            page=not no_page,
            measures=measures,
            folders=folders,
            parser=parser,
            jobs=jobs,
            wait=wait,
        )
    )


def make(
    paths: Sequence[Path] | None,
    out: Path,
    *,
    base: str = "",
    title: str = "Communiqué",
    page: bool = True,
    measures: bool = False,
    folders: Sequence[Path] = (),
    parser: str = "",
    jobs: int = 1,
    wait: float = 0.0,
) -> int:
    """Build, and say what was built; the exit code: 1 when an article could not be read."""
    from kg import collection, home, vocab
    from kg.build import build as made_of
    from kg.extract import extract
    from kg.network import with_measures
    from kg.page import render, summary

    known = common.knowledge(tuple(folders), parser)

    def pages(result: BuildResult) -> None:
        if page:
            from kg import ask_page
            from kg.store import load_graph, write_whole

            graph = load_graph(result.graph)
            write_whole(out / "graph.html", render(graph, title=title, ask="query.html").encode("utf-8"))
            asking = ask_page.render(result.graph.read_bytes(), title=title, summary=summary(graph))
            write_whole(out / "query.html", asking.encode("utf-8"))

    sources = collection.read(out).paths if paths is None else paths
    with common.counting("reading", sources) as step:
        result = made_of(
            paths,
            out,
            known,
            extract=extract,
            progress=step,
            base=base or vocab.BASE,
            ontology=(home.folder("ontology"), *folders),
            more=partial(with_measures, base=base or vocab.BASE) if measures else None,
            wait=wait,
            jobs=jobs,
            after=pages,
        )
    for problem in result.problems:
        common.tell(problem)
    removed = f", {result.left_out} removed by hand" if result.left_out else ""
    click.echo(
        f"{result.articles} articles ({result.fresh} read anew{removed}), {result.facts} facts, {result.events} events, "
        f"{result.triples} triples: {result.graph}",
        err=True,
    )
    if page:
        click.echo(f"open the page: {(out / 'graph.html').resolve()}", err=True)
        click.echo(f"ask the graph: {(out / 'query.html').resolve()}", err=True)
    return 1 if any(problem.severity == "error" for problem in result.problems) else 0


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@common.ontology_option
@common.parser_option
def extract(paths: tuple[Path, ...], form: str, folders: tuple[Path, ...], parser: str) -> None:
    """The facts of articles as JSON Lines on stdout, one fact a line; - reads one article from stdin."""
    from kg.article import read_articles
    from kg.extract import extract as facts_of
    from kg.model import Article

    known = common.knowledge(folders, parser)
    faults = False
    for one in read_articles(paths):
        if isinstance(one, Article):
            sys.stdout.write(facts_of(one, known).lines())
        else:
            common.tell(one)
            faults = faults or one.severity == "error"
    raise SystemExit(1 if faults else 0)


@click.command()
@common.graph_option
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("exports/graph.html"), show_default=True)
@click.option("--title", default="Communiqué", show_default=True)
@click.option("--focus", help="Only what surrounds this thing (a name, an alias, an address).")
@click.option("--depth", default=1, show_default=True, help="How many steps around it.")
@click.option("--since", help="Only events from this day, month or year on.")
@click.option("--until", help="Only events up to this day, month or year.")
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
def page(graph_path: Path, out: Path, title: str, focus: str | None, depth: int, since: str | None, until: str | None, show: bool) -> None:
    """Make the HTML page of the graph, or of a part of it."""
    from kg.page import render
    from kg.store import write_whole

    html = render(common.graph(graph_path), title=title, focus=focus, depth=depth, since=since, until=until)
    if str(out) == "-":
        sys.stdout.write(html)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    write_whole(out, html.encode("utf-8"))
    click.echo(str(out.resolve()), err=True)
    if show:
        click.launch(str(out.resolve()))


@click.command()
@common.graph_option
@click.option("-f", "--format", "form", help="One of the formats that 'kg export --list' names.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The file or folder; stdout where the format is one text.")
@click.option("--about", help="The thing of a dossier (a name or an address).")
@click.option("--kind", help="The network of graphml and gexf: meets (the usual one), states, topics, …")
@click.option("--since", help="For graphml and gexf: only events from this day, month or year on.")
@click.option("--until", help="For graphml and gexf: only events up to this day, month or year.")
@click.option("--to", "url", help="Send the triples to a store on a server instead, as in http://localhost:7878/store.")
@click.option("--name", default="", help="With --to: the graph in the store (an address); else its default graph.")
@click.option("--replace", is_flag=True, help="With --to: put them in the place of what is in that graph, instead of adding them.")
@click.option("--list", "listing", is_flag=True, help="List the formats.")
def export(
    graph_path: Path,
    form: str | None,
    out: Path | None,
    about: str | None,
    kind: str | None,
    since: str | None,
    until: str | None,
    url: str | None,
    name: str,
    replace: bool,
    listing: bool,
) -> None:
    """Write the graph in another format, or send it to a store.

    \b
    kg export --list                                          the formats
    kg export -f csv -o exports/csv                           tables for a spreadsheet, pandas or Neo4j
    kg export -f markdown --about "Wendy Sherman"             a dossier with its sources
    kg export --to http://localhost:7878/store                into any store with the SPARQL 1.1 Graph Store Protocol
    """
    from kg.export import send, suffix, text, write
    from kg.registry import export as exports

    if url:
        number = send(common.graph(graph_path), url, name=name, replace=replace)
        click.echo(f"{number:,} triples {'are now' if replace else 'were added to'} {name or 'the default graph'}", err=True)
        return
    if listing or not form:
        common.table(
            ["format", "file", "what it is"],
            [[name, "folder" if suffix(name) == "/" else suffix(name), exports.help(name)] for name in exports],
        )
        return
    exports.get(form)
    graph = common.graph(graph_path)
    options = {key: value for key, value in (("kind", kind), ("since", since), ("until", until)) if value}
    if about:
        from kg.query import find

        options["about"] = find(graph, about)
    if out is None:
        sys.stdout.write(text(graph, form, **options))
        return
    for path in write(graph, form, out, **options):
        click.echo(str(path), err=True)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@common.ontology_option
def check(paths: tuple[Path, ...], folders: tuple[Path, ...]) -> None:
    """Look whether articles can be read, without building anything."""
    from kg.article import read_articles
    from kg.model import Article

    good = 0
    faults = False
    for one in read_articles(paths):
        if isinstance(one, Article):
            good += 1
        else:
            common.tell(one)
            faults = faults or one.severity == "error"
    click.echo(json.dumps({"articles": good}))
    raise SystemExit(1 if faults else 0)


COMMANDS = [build, extract, page, export, check]

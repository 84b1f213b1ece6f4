"""Commands by which a graph grows: add, remove, watch, and the decisions by hand (same, different)."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from typing import Any

import click

from kg.cli import common
from kg.cli.building import make
from kg.problems import BadInput, KgError, UnknownName

_out = click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("exports"), show_default=True, help="The folder of the graph that grows."
)


def _again(out: Path, folders: tuple[Path, ...], *, wait: float = 60.0) -> int:
    """Build the graph in a folder once more, as it was built the last time; the exit code."""
    from kg import collection

    kept = collection.read(out)
    return make(
        None,
        out,
        base=kept.base,
        page=_has_page(out),
        measures=kept.measures,
        folders=tuple(dict.fromkeys([*kept.ontology, *folders])),
        wait=wait,
    )


def _has_page(out: Path) -> bool:
    """Whether the graph is one with a page; a first graph gets one."""
    return (out / "graph.html").exists() or not (out / "graph.ttl").exists()


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@_out
@common.ontology_option
def add(paths: tuple[Path, ...], out: Path, folders: tuple[Path, ...]) -> None:
    """Add articles to the graph: files, folders, or - for one on stdin. Only what is new is read.

    The articles are copied to OUT/articles, so that the graph keeps them when the files are gone.
    """
    from kg import collection, store

    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if any(str(one) == "-" for one in paths) else ""
    with store.locked(out, wait=60.0):
        before = collection.read(out)
        kept, copies = collection.add(before, paths, text=text)
        collection.write(kept)
    for digest, title in sorted(set(before.removed) - set(kept.removed)):
        click.echo(f"brought back {title} ({digest})", err=True)
    for one in copies:
        click.echo(f"added {one}", err=True)
    if not copies and before.removed == kept.removed:
        click.echo("nothing to add: these articles are in the graph already", err=True)
    raise SystemExit(_again(out, folders))


@click.command()
@click.argument("article")
@_out
@common.ontology_option
def remove(article: str, out: Path, folders: tuple[Path, ...]) -> None:
    """Take an article out of the graph: by its file, its headline, its web address or its digest.

    The copy of an added article is deleted. A file that you named to kg build stays where it is, and is left out from now on;
    kg add brings it back.
    """
    from kg import collection, store

    with store.locked(out, wait=60.0):
        kept, gone = collection.remove(_built(out), article)
        collection.write(kept)
    click.echo(f"removed {gone.title} ({gone.published}, {gone.path})", err=True)
    raise SystemExit(_again(out, folders))


def _built(out: Path) -> Any:
    from kg import collection

    kept = collection.read(out)
    if not kept.sources and not collection.holds_articles(kept.added):
        raise BadInput(f"there is no graph in {out} yet: make one with 'kg build -o {out}'")
    return kept


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@_out
@click.option("--every", default=1.0, show_default=True, type=click.FloatRange(min=0.05), help="Look for changes so often, in seconds.")
@common.ontology_option
def watch(paths: tuple[Path, ...], out: Path, every: float, folders: tuple[Path, ...]) -> None:
    """Build the graph of some folders, and again whenever an article or the ontology changes, until Ctrl-C.

    Without PATHS those of the last build are watched.
    """
    from kg import collection, home

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    sources = paths or _built(out).sources
    page = _has_page(out)
    built: object = None
    try:
        while True:
            seen = _look([*sources, collection.Collection(out).added, home.folder("ontology"), home.decisions(), *folders])
            if seen != built:
                time.sleep(min(every, 0.3))  # a file that is still being written changes once more
                if seen != _look([*sources, collection.Collection(out).added, home.folder("ontology"), home.decisions(), *folders]):
                    continue
                built = seen
                try:
                    make(sources, out, page=page, folders=folders, wait=60.0)
                except KgError as error:
                    click.echo(f"kg: {error}", err=True)
                click.echo(f"watching {', '.join(str(one) for one in sources)}: Ctrl-C ends it", err=True)
            time.sleep(every)
    except KeyboardInterrupt:
        click.echo("stopped; the graph is whole", err=True)


def _look(places: list[Path]) -> dict[str, tuple[int, int]]:
    """All files below some places, with their sizes and the times of their last change."""
    found = {}
    for place in places:
        for path in place.rglob("*") if place.is_dir() else [place]:
            try:
                state = path.stat()
            except OSError:  # gone since it was listed
                continue
            if path.is_file() and not path.name.startswith("."):
                found[str(path)] = (state.st_mtime_ns, state.st_size)
    return found


def _decision(name: str, help: str, *, same: bool) -> click.Command:
    @click.command(name, help=help)
    @click.argument("one", required=False)
    @click.argument("other", required=False)
    @_out
    @click.option("--undo", is_flag=True, help="Take the decision on these two back.")
    @click.option("--list", "listing", is_flag=True, help="List all decisions.")
    @click.option("--no-build", is_flag=True, help="Only write the decision down; the next build applies it.")
    @click.option(
        "--ontology",
        "folder",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="Write into decisions.ttl of this folder, not of the project's ontology.",
    )
    def run(one: str | None, other: str | None, out: Path, undo: bool, listing: bool, no_build: bool, folder: Path | None) -> None:
        from kg import collection, decide, home
        from kg.merge.decisions import DECISIONS, read

        place = (folder or next(iter(collection.read(out).ontology[::-1]), None) or home.decisions()) / DECISIONS
        if listing:
            common.table(["one", "is", "other"], [[row.one, "same" if row.same else "different", row.other] for row in read(place)])
            return
        if not one or not other:
            raise BadInput(f"say which two: kg {name} ONE OTHER; each a name in the graph, or an address as 'kg show' prints it")
        graph = common.graph(out / "graph.ttl")
        known = {
            label.casefold(): entity.id for entity in common.knowledge().vocabulary.entities for label in (entity.label, *entity.labels)
        }
        first, second = (_meant(graph, what, known, place) for what in (one, other))
        if undo:
            decide.undo(place, first, second)
            click.echo(f"{first} and {second}: no longer decided, in {place}", err=True)
        else:
            decide.decide(place, first, second, same=same, graph=graph)
            click.echo(f"{first} and {second}: {'the same' if same else 'different'}, in {place}", err=True)
        if not no_build and (out / collection.RECORD).exists():
            raise SystemExit(_again(out, (folder,) if folder else ()))

    return run


def _meant(graph: Any, name: str, known: dict[str, str], place: Path) -> str:
    """The IRI that is meant; what was decided upon before may no longer be in the graph."""
    from kg import decide
    from kg.merge.decisions import read

    try:
        return decide.named(graph, name, known)
    except UnknownName:
        if name in {iri for row in read(place) for iri in (row.one, row.other)}:
            return name
        raise


same = _decision(
    "same",
    "Decide that two names mean one thing, or that two meetings are one; it wins over every rule, and the graph is built again.\n\n"
    "\b\nkg same 'Wendy Sherman' 'W. R. Sherman'\nkg same meeting:03b03c481cf27fe9 meeting:88a28cf071a9a570",
    same=True,
)
different = _decision(
    "different",
    "Decide that two things, meetings or reports are not one; it wins over every rule, and the graph is built again.\n\n"
    "With a person and an article: the person of that name in that article is somebody else.\n\n"
    "\b\nkg different report:1b2a… report:77c0…\nkg different 'John Smith' article:5d10…",
    same=False,
)

COMMANDS = [add, remove, watch, same, different]

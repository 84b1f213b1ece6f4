"""What the commands share: options, the knowledge, the place of the graph."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kg.problems import BadInput, Problem

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

graph_option: Decorator = click.option(
    "-g",
    "--graph",
    "graph_path",
    type=click.Path(path_type=Path),
    default=Path("exports/graph.ttl"),
    show_default=True,
    help="The graph to read.",
)
ontology_option: Decorator = click.option(
    "--ontology",
    "folders",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="A further folder of vocabularies and rules, which adds to the project's own or replaces entries.",
)


parser_option: Decorator = click.option(
    "--parser",
    default="",
    metavar="PIPELINE",
    help="An installed spaCy pipeline that reads the sentences in which the patterns are silent (the extra communique[parser]).",
)


def knowledge(folders: tuple[Path, ...] = (), parser: str = "") -> Any:
    """The compiled knowledge."""
    from kg.knowledge import load_knowledge

    return load_knowledge(folders, parser=parser)


def graph(path: Path) -> Any:
    """The graph at a path. Raises BadInput when there is none yet."""
    from kg.store import load_graph

    if not path.exists():
        raise BadInput(f"there is no graph at {path}: make it with 'kg build', or name another with --graph")
    return load_graph(path)


def tell(problem: Problem) -> None:
    """Print a problem to stderr."""
    click.echo(str(problem), err=True)


def table(columns: list[str], rows: list[list[str]], title: str = "") -> None:
    """Print rows as a table that fits the terminal; tab-separated where the output is no terminal."""
    if not sys.stdout.isatty():
        click.echo("\t".join(columns))
        for row in rows:
            click.echo("\t".join(" ".join(str(cell).split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table

    made = Table(title=title or None, show_lines=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*(str(cell) for cell in row))
    Console().print(made)


@contextmanager
def counting(label: str, sources: Iterable[Path]) -> Iterator[Callable[[int, str], None]]:
    """A progress bar on stderr over the files of some sources; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, path: None
        return
    total = sum(sum(1 for one in path.rglob("*") if one.is_file()) if Path(path).is_dir() else 1 for path in map(Path, sources))
    with click.progressbar(length=max(total, 1), label=label, file=sys.stderr) as bar:
        yield lambda done, path: bar.update(done - bar.pos)

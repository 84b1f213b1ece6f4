"""The command that serves the graph on this machine."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from kg.cli import common


@click.command()
@common.graph_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen. Anything else than this machine itself lets others read."
)
@click.option("-p", "--port", default=8642, show_default=True, help="The port; 0 takes a free one.")
@click.option("--name", "names", multiple=True, help="A further name by which the server may be called.")
@click.option("--title", default="Communiqué", show_default=True)
@click.option("--seconds", default=10.0, show_default=True, help="Stop a query after so long.")
@click.option("--rows", default=10_000, show_default=True, help="Give at most so many rows.")
@click.option("--queries", default=2, show_default=True, help="So many queries at once; each has a process and a copy of the graph.")
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
def serve(
    graph_path: Path, host: str, port: int, names: tuple[str, ...], title: str, seconds: float, rows: int, queries: int, show: bool
) -> None:
    """Serve the graph on this machine: a page that asks, the graph page, a page for each thing, and SPARQL 1.1 Protocol at /sparql.

    Everything is read-only. After a new build, start it again. Ctrl-C ends it.
    """
    from kg.serve import Settings
    from kg.serve.app import application, listening, run

    called = (*names, f"[{host}]" if ":" in host else host)
    app = application(graph_path, Settings(title, seconds, rows, queries, names=called))
    listener = listening(host, port)
    place = listener.getsockname()
    address = f"http://{f'[{place[0]}]' if ':' in place[0] else place[0]}:{place[1]}/"
    click.echo(f"ask: {address}   SPARQL: {address}sparql   (Ctrl-C ends it)", err=True)
    if host not in ("127.0.0.1", "::1", "localhost"):
        click.echo(f"warning: everybody who reaches {host} can read this graph", err=True)
    if show:
        threading.Timer(0.7, click.launch, [address]).start()
    run(app, listener)


COMMANDS = [serve]

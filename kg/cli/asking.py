"""Commands that ask: show, query, ask, report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import common


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    from kg.problems import BadInput

    found = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign:
            raise BadInput(f"'{one}' is no parameter: write name=value, as in actor='Wendy Sherman'")
        found[name] = value
    return found


@click.command()
@click.argument("text", required=False)
@click.argument("parameters", nargs=-1)
@common.graph_option
@click.option("-f", "--format", "form", default="", help="table, csv, tsv, json or markdown; a table in a terminal, else tsv.")
@click.option("--seconds", default=10.0, show_default=True, help="Stop the query after so long.")
@click.option("--rows", default=10_000, show_default=True, help="Give at most so many rows.")
@click.option("--explain", is_flag=True, help="Show the labels of things instead of their addresses.")
def query(text: str | None, parameters: tuple[str, ...], graph_path: Path, form: str, seconds: float, rows: int, explain: bool) -> None:
    """Ask the graph: SPARQL, a file of it, - for stdin, or the name of a question with name=value parameters.

    \b
    kg query who-met-whom
    kg query meetings-of actor="Wendy Sherman"
    kg query 'SELECT ?a ?b WHERE { ?a cq:meets ?b }' --explain
    """
    from kg.problems import BadInput
    from kg.query import ask as ask_named
    from kg.query import query as ask_free
    from kg.query import questions, render

    if not graph_path.exists():
        raise BadInput(f"there is no graph at {graph_path}: make it with 'kg build', or name another with --graph")
    if text is None and sys.stdin.isatty() and sys.stdout.isatty():
        from kg.cli.shell import run

        return run(graph_path, seconds=seconds, rows=rows)
    if text is None:
        raise BadInput("what is the question? Write SPARQL, or the name of a question: 'kg ask' lists them")
    if text in questions():
        answer = ask_named(graph_path, text, _parameters(parameters), seconds=seconds, rows=rows)
    else:
        path = "query"
        if text == "-":
            text = sys.stdin.read()
        elif text.endswith((".rq", ".sparql")) or (len(text) < 200 and Path(text).is_file()):
            path, text = text, Path(text).read_text(encoding="utf-8")
        elif " " not in text.strip():
            from kg.query import question

            question(text)  # raises, with the nearest name
        answer = ask_free(graph_path, text, seconds=seconds, rows=rows, labels=explain, path=path)
    chosen = form or ("table" if sys.stdout.isatty() else "tsv")
    click.echo(render(answer, chosen), nl=False)
    if answer.truncated:
        click.echo(f"only the first {rows} rows: ask for more with --rows", err=True)
    return None


@click.command()
def ask() -> None:
    """The questions that have a name, with their parameters."""
    from kg.query import questions

    rows = []
    for name, one in questions().items():
        parameters = " ".join(f"{p.name}={p.default}" if p.default else p.name for p in one.parameters)
        rows.append([name, one.title, parameters])
    common.table(["question", "what it answers", "parameters"], rows)


@click.command()
@click.argument("thing")
@common.graph_option
@click.option("--why", is_flag=True, help="For a meeting: which reports were joined on what grounds.")
def show(thing: str, graph_path: Path, why: bool) -> None:
    """Everything known of a thing, each line with its quote, its rule and its article."""
    from kg.show import lines

    for line in lines(common.graph(graph_path), thing, why=why):
        click.echo(line)


@click.group()
def report() -> None:
    """What a reader wants to hear of: conflicts, timeline, upcoming, new."""


def _report_command(name: str, help: str) -> None:
    @report.command(name, help=help)
    @common.graph_option
    @click.option("--since", default="", help="Only from this day on.")
    @click.option("--today", default="", help="The day that counts as today (the newest article's by default).")
    def run(graph_path: Path, since: str, today: str) -> None:
        from kg.report import rows as made

        columns, found = made(name, common.graph(graph_path), since=since, today=today)
        common.table(list(columns), [list(row) for row in found])


_report_command("conflicts", "Reports that disagree on dates, places or whether something took place, with both quotes.")
_report_command("timeline", "All events in the order of time.")
_report_command("upcoming", "Meetings announced and not yet reported as held.")
_report_command("new", "What was reported since a day.")


COMMANDS = [show, query, ask, report]

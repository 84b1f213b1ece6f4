"""A small shell for questions: `kg query` without arguments on a terminal."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from kg.problems import KgError, MissingExtra
from kg.query import Reader, ask, known_prefixes, questions, render
from kg.query.render import shorten

HELP = """\
Write SPARQL over several lines; an empty line asks it. Or the name of a question: who-met-whom actor="Wendy Sherman"
Tab completes prefixes, classes, properties and names of things. Ctrl-C takes back what is written.
.questions lists the questions, .help shows this, .quit (or Ctrl-D) leaves."""


def state() -> Path:
    """The file of the history, in the user's state folder."""
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "communique" / "history"


def completions(words: Iterable[tuple[str, str]], typed: str) -> Iterator[tuple[str, str]]:
    """The words, and what they mean, that begin like what is typed, or whose meaning holds it.

    >>> list(completions([("place:geneva", "Geneva"), ("cq:meets", "")], "gen"))
    [('place:geneva', 'Geneva')]
    """
    low = typed.lower()
    for word, meaning in words:
        if low and (word.lower().startswith(low) or low in word.lower() or low in meaning.lower()):
            yield word, meaning


def vocabulary(reader: Reader) -> list[tuple[str, str]]:
    """What can be completed: prefixes, classes, properties, things with their labels, and the questions."""
    found = [(prefix + ":", space) for prefix, space in known_prefixes().items()] + [(name, one.title) for name, one in questions().items()]
    for query in ("SELECT DISTINCT ?x { ?y a ?x } ORDER BY ?x", "SELECT DISTINCT ?x { ?y ?x ?z } ORDER BY ?x"):
        found += [(shorten(str(row[0])), "") for row in reader.ask(query).rows]
    for thing, label in reader.ask("SELECT ?thing ?label { ?thing rdfs:label ?label } ORDER BY ?label", rows=100_000).rows:
        name = shorten(str(thing))
        found.append((name if re.fullmatch(r"\w+:\w[\w-]*", name) else f"<{thing}>", str(label)))
    return found


def answer(reader: Reader, text: str, *, seconds: float, rows: int) -> str:
    """What the shell prints for a query, or for a question with its parameters. Raises KgError."""
    words = shlex.split(text) if text.split()[0] in questions() else []
    if words:
        given = dict(word.partition("=")[::2] for word in words[1:])
        return render(ask(reader, words[0], given, seconds=seconds, rows=rows), "table")
    return render(reader.ask(text, seconds=seconds, rows=rows, labels=True), "table")


def run(path: Path, *, seconds: float, rows: int) -> None:
    """Asks and answers until the reader leaves. Raises MissingExtra without prompt_toolkit."""
    try:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.completion import Completer as Base
        from prompt_toolkit.completion import Completion
        from prompt_toolkit.history import FileHistory
    except ImportError as error:
        raise MissingExtra("prompt_toolkit", "shell") from error

    with Reader(path) as reader:
        words = vocabulary(reader)

        class Words(Base):
            """Completes the word before the cursor."""

            def get_completions(self, document: Any, event: Any) -> Iterator[Any]:
                """The completions of prompt_toolkit."""
                typed = re.search(r"[\w:.-]*$", document.text_before_cursor)
                start = typed[0] if typed else ""
                for number, (word, meaning) in enumerate(completions(words, start)):
                    if number < 60:
                        yield Completion(word, -len(start), display_meta=meaning[:60])

        state().parent.mkdir(parents=True, exist_ok=True)
        session: Any = PromptSession(history=FileHistory(str(state())), completer=Words(), complete_while_typing=False)
        click.echo("Ask in SPARQL or by the name of a question; .help tells more.", err=True)
        lines: list[str] = []
        while True:
            try:
                line = session.prompt("... " if lines else "kg> ")
                text = "\n".join([*lines, line]).strip()
                if not lines and line.strip() in (".quit", ".exit"):
                    return
                if not lines and line.strip() == ".help":
                    click.echo(HELP)
                elif not lines and line.strip() == ".questions":
                    click.echo("\n".join(f"{name:28} {one.title}" for name, one in questions().items()))
                elif text and (not line.strip() or (not lines and text.split()[0] in questions())):
                    lines = []
                    click.echo(answer(reader, text, seconds=seconds, rows=rows), nl=False)
                elif text:
                    lines.append(line)
            except KeyboardInterrupt:
                lines = []
                reader.close()  # a query that runs is ended with its process; the next one begins another
            except EOFError:
                return
            except (KgError, ValueError) as error:
                click.echo(f"kg: {error}", err=True)

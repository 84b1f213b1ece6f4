"""What `import kg` offers: from articles to a Graph that can be asked, measured, shown and written, in a few calls.

>>> import kg
>>> found = kg.extract("Wendy Sherman met Sergey Ryabkov in Geneva on Monday.", published="2022-01-11")
>>> [one.label for one in found.facts[0].role("participant")]
['Wendy Sherman', 'Sergey Ryabkov']
"""

from __future__ import annotations

import html as markup
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import home, vocab
from kg.article import check_date, read_file
from kg.knowledge import Knowledge
from kg.knowledge import load_knowledge as _load_knowledge
from kg.model import Article, Extraction, Span
from kg.problems import BadInput, Broken, Problem
from kg.store import load_graph as _load_graph
from kg.store import write_whole

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.network import Scores, Step
    from kg.query import Answer


def load_knowledge(folders: Sequence[str | Path] = (), *, use_cache: bool = True) -> Knowledge:
    """The vocabularies, words and rules, compiled: the project's own, and those of more folders, which add to or replace them.

    Takes two seconds the first time and a tenth of one from then on. Raises Broken with every mistake in those folders' files.
    """
    return _load_knowledge([Path(one) for one in folders], use_cache=use_cache)


def extract(article: Article | str | Path, knowledge: Knowledge | None = None, *, published: str = "", title: str = "") -> Extraction:
    """What one article says: its meetings, statements, treaty actions and tenures, each with its quote and its rule.

    `article` is an Article, a Path to a file of one, or a text. A text needs the day it was `published` (2022-01-09), from which
    "tomorrow" counts. Raises Broken when the file cannot be read, BadInput when the day is missing or no day.
    """
    from kg.extract import extract as facts_of

    return facts_of(_article(article, published, title), knowledge or load_knowledge())


def _article(given: Article | str | Path, published: str, title: str) -> Article:
    if isinstance(given, Article):
        return given
    if isinstance(given, Path):
        found = list(read_file(given))
        articles = [one for one in found if isinstance(one, Article)]
        if len(articles) == 1:
            return articles[0]
        problems = [one for one in found if isinstance(one, Problem)]
        raise Broken(problems) if problems else BadInput(f"{given} holds {len(articles)} articles: use kg.article.read_file for each")
    if not (day := check_date(published)):
        raise BadInput(f"'{published}' is no day: say when the text was published, as in published='2022-01-09'")
    text, start = f"{title}\n{given}", len(title) + 1
    body = []
    for line in given.splitlines(keepends=True):
        if line.strip():
            body.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    return Article("text", text, day, headline=Span(0, len(title)), body=tuple(body))


def build(
    paths: str | Path | Iterable[str | Path] | None = None,
    out: str | Path | None = None,
    knowledge: Knowledge | None = None,
    *,
    measures: bool = False,
    base: str = vocab.BASE,
    progress: Callable[[int, str], None] | None = None,
) -> Graph:
    """The graph of some articles: files and folders (the project's own seeds where none are named).

    `out` is a folder that keeps the facts and `graph.ttl`, so that the next build reads only what is new; without it nothing stays
    on disk. `measures` puts the measures of who met whom into the graph. `progress` is told after each article how many are done,
    and the path of the last. What is wrong with a file stands in the graph's `problems`; the other files are built. Raises Broken
    when not one article can be read.
    """
    from kg.build import build as make
    from kg.extract import extract as facts_of
    from kg.network import with_measures

    sources = [home.folder("seeds")] if paths is None else [paths] if isinstance(paths, (str, Path)) else list(paths)
    with tempfile.TemporaryDirectory() as spare:
        more = partial(with_measures, base=base) if measures else None
        known = knowledge or load_knowledge()
        made = make(sources, Path(out or spare), known, extract=facts_of, base=base, progress=progress, more=more)
        return Graph(_load_graph(made.graph), path=made.graph if out else None, problems=made.problems)


def load_graph(path: str | Path = "exports/graph.ttl") -> Graph:
    """The graph in a Turtle file that `kg build` wrote. Raises BadInput when there is none, or when it is no Turtle."""
    return Graph(_load_graph(Path(path)), path=Path(path))


class Graph:
    """A knowledge graph: `query` asks it, `network` and `measure` look at who is connected, `page` shows it, `export` writes it."""

    def __init__(self, rdf: rdflib.Graph, *, path: Path | None = None, problems: Iterable[Problem] = ()) -> None:
        self.rdf = rdf
        """The triples, as an rdflib Graph on Oxigraph's store."""
        self.path = path
        """The Turtle file it was read from; None when it was built without a folder."""
        self.problems = tuple(problems)
        """What was wrong with the articles that were read."""

    def __len__(self) -> int:
        """The number of triples."""
        return len(self.rdf)

    def __repr__(self) -> str:
        return f"<kg.Graph: {len(self):,} triples{f', {self.path}' if self.path else ''}>"

    def query(self, text: str, *, seconds: float = 10.0, rows: int = 10_000, labels: bool = True, **parameters: str) -> Answer:
        """The answer to SPARQL, or to a named question with its parameters: `query("meetings-of", actor="Wendy Sherman")`.

        Prefixes are filled in. The query can only read, and is stopped after `seconds`; at most `rows` rows come back (`truncated`
        tells of more). `labels` names things instead of giving their addresses in `texts()`. Raises Broken with the place of a
        mistake, UnknownName for a question or thing that does not exist, QueryStopped at a limit.
        """
        from kg import query as asking

        if text in asking.questions() or (parameters and " " not in text.strip()):
            return asking.ask(self.rdf, text, parameters, seconds=seconds, rows=rows, labels=labels)
        if parameters:
            raise BadInput(f"SPARQL takes no parameters ({', '.join(parameters)}): write the values into it, or use a named question")
        return asking.query(self.rdf, text, seconds=seconds, rows=rows, labels=labels)

    def find(self, name: str) -> str:
        """The address (IRI) of the thing of that name, alias or code. Raises UnknownName with the nearest names."""
        from kg.query import find

        return find(self.rdf, name)

    def network(self, kind: str = "meets", *, since: str = "", until: str = "") -> nx.Graph:
        """A networkx graph: "meets", "states", "topics", "shared-topics", "actor-meeting" or "statements", in a window of time.

        Nodes are addresses with `label`, `type` and `country`; edges have `weight` (events), `sources`, `events`, `first` and `last`.
        """
        from kg.network import network

        return network(self.rdf, kind, since=since, until=until)

    def measure(self, name: str, kind: str = "meets", *, since: str = "", until: str = "") -> Scores:
        """The scores of a measure ("betweenness", "pagerank", …) by address; its `note` says what was approximated."""
        from kg.network import measured

        return measured(self.network(kind, since=since, until=until), name)

    def way(self, one: str, other: str, kind: str = "meets") -> list[Step]:
        """How two things are connected: the steps of the shortest, best-sourced way, each with its quotes; empty if there is none."""
        from kg.network import path

        return path(self.rdf, self.network(kind), self.find(one), self.find(other))

    def show(self, thing: str) -> str:
        """Everything known of a thing as text, each line with its quote. Raises UnknownName with the nearest names."""
        from kg.show import lines

        return "\n".join(lines(self.rdf, thing))

    def page(
        self,
        *,
        title: str = "Communiqué",
        focus: str | None = None,
        depth: int = 1,
        since: str | None = None,
        until: str | None = None,
    ) -> Page:
        """The interactive page of the graph, or of what surrounds a thing (`focus`), or of a time. A notebook shows it at once."""
        from kg.page import render

        return Page(render(self.rdf, title=title, focus=focus, depth=depth, since=since, until=until), title)

    def export(self, form: str, path: str | Path, **options: Any) -> list[Path]:
        """Writes the graph as "turtle", "csv", "gexf", … (`kg export --list` names all) and returns the files written."""
        from kg.export import write

        return write(self.rdf, form, Path(path), **options)

    def _repr_html_(self) -> str:
        counts = self.rdf.query("SELECT ?class (COUNT(?thing) AS ?n) { ?thing a ?class } GROUP BY ?class")
        found = {vocab.local(str(row[0])): int(str(row[1])) for row in counts}  # type: ignore[index]
        shown = (("Person", "people"), ("State", "states"), ("Meeting", "meetings"), ("Statement", "statements"), ("Article", "articles"))
        parts = [f"{found[name]:,} {words}" for name, words in shown if name in found]
        return f"<p><b>Knowledge graph</b>: {', '.join((*parts, f'{len(self):,} triples'))}. <code>graph.page()</code> shows it.</p>"


@dataclass(frozen=True)
class Page:
    """A page as HTML: `save` writes it, a notebook shows it in a frame that can reach neither the notebook nor the network."""

    html: str
    title: str = "Communiqué"
    height: int = 720
    """Of the frame in a notebook, in pixels."""

    def save(self, path: str | Path) -> Path:
        """Writes the page into a file and returns its path. Raises BadInput when it cannot be written."""
        write_whole(Path(path), self.html.encode("utf-8"))
        return Path(path)

    def _repr_html_(self) -> str:
        rights = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox allow-modals"
        return (
            f'<iframe title="{markup.escape(self.title)}" sandbox="{rights}" style="width:100%;height:{self.height}px;border:0" '
            f'srcdoc="{markup.escape(self.html)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<kg.Page: {self.title}, {len(self.html) / 1e6:.1f} MB>"

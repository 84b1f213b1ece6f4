"""The whole way: articles → facts → one graph on disk. Only what changed is read again; what goes wrong is a Problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import home, store, vocab
from kg.article import read_articles
from kg.merge import merge
from kg.merge.decisions import Decision
from kg.merge.decisions import read as read_decisions
from kg.model import Article, Extraction
from kg.problems import Broken, KgError, Problem
from kg.rdf import triples, turtle
from kg.rdf.events import Merged
from kg.rdf.terms import Triple

if TYPE_CHECKING:
    from kg.knowledge import Knowledge

GRAPH = "graph.ttl"
FACTS = ".facts"
Extract = Callable[[Article, "Knowledge"], Extraction]
Progress = Callable[[int, str], None]
"""Told after each article: how many are done, and the path of the last."""


@dataclass(frozen=True)
class BuildResult:
    """What a build made: the graph's file, how many articles were read (and how many of these anew), the mistakes met."""

    graph: Path
    articles: int
    fresh: int
    repeated: int
    """Files that hold the very text of another; they count once."""
    facts: int
    events: int
    triples: int
    changed: bool
    """Whether the graph's file differs from the one before."""
    problems: tuple[Problem, ...]
    merged: Merged


class _Reading:
    """The extractions of some paths, one at a time, each article once; counts and problems are kept for the result."""

    def __init__(
        self,
        paths: Iterable[str | Path],
        knowledge: Knowledge,
        extract: Extract,
        facts: store.FactStore,
        progress: Progress | None,
    ) -> None:
        self.paths, self.knowledge, self.extract, self.facts, self.progress = (
            paths,
            knowledge,
            extract,
            facts,
            progress,
        )
        self.problems: list[Problem] = []
        self.seen: dict[str, str] = {}
        self.fresh = self.repeated = self.found = 0

    def __iter__(self) -> Iterator[Extraction]:
        for one in read_articles(self.paths):
            if isinstance(one, Problem):
                self.problems.append(one)
                continue
            if one.digest in self.seen:
                self.repeated += 1
            elif extraction := self._one(one):
                self.found += len(extraction.facts)
                yield extraction
            self.seen.setdefault(one.digest, one.path)
            if self.progress:
                self.progress(len(self.seen), one.path)

    def _one(self, article: Article) -> Extraction | None:
        if known := self.facts.get(article):
            return known
        try:
            made = self.extract(article, self.knowledge)
        except KgError as error:
            self.problems.append(
                Problem(article.path, 0, 0, "not-extracted", str(error), "the other articles are built without it")
            )
            return None
        except Exception as error:  # one article must not cost the others: any fault in it is a Problem
            self.problems.append(
                Problem(
                    article.path,
                    0,
                    0,
                    "extract-failed",
                    f"{type(error).__name__}: {error}",
                    "please report this article to the project; the others are built without it",
                )
            )
            return None
        self.problems += [
            Problem(article.path, 0, 0, "extract", text, severity="warning") for text in made.problems
        ]
        self.facts.put(made, article)
        self.fresh += 1
        return made


def build(
    paths: Iterable[str | Path],
    out: Path,
    knowledge: Knowledge,
    *,
    extract: Extract,
    progress: Progress | None = None,
    ontology: Sequence[Path] | None = None,
    decisions: Iterable[Decision] | None = None,
    base: str = vocab.BASE,
    wait: float = 0.0,
    more: Callable[[list[Triple]], Iterable[Triple]] | None = None,
    after: Callable[[BuildResult], None] | None = None,
) -> BuildResult:
    """Build the graph of some articles (files and folders) into the folder `out`.

    The same articles and the same knowledge give the same bytes, in whatever order and process. `more` is asked for triples that
    follow from the graph (measures of its networks) and stand in it too. `after` is called with the result
    while the folder is still held: there the page and the exports are made. Nothing is half written: a build that is killed leaves
    the old graph, and the next one goes on from the facts it had. Raises Broken when not one article can be read, and BadInput when
    another build holds the folder or it cannot be written.
    """
    folders = [home.folder("ontology")] if ontology is None else list(ontology)
    decided = (
        [one for folder in folders for one in read_decisions(folder / "decisions.ttl")]
        if decisions is None
        else list(decisions)
    )
    out = Path(out)
    with store.locked(out, wait=wait):
        with store.FactStore(out / FACTS, knowledge.digest) as facts:
            reading = _Reading(paths, knowledge, extract, facts, progress)
            merged = merge(reading, knowledge.vocabulary, decided)
            if not reading.seen:
                raise Broken(
                    reading.problems
                    or [Problem(str(out), 0, 0, "no-articles", "no article was given", "name a file or a folder")]
                )
            facts.flush()
            if reading.fresh:
                facts.forget()
        graph = triples(merged, knowledge.vocabulary, knowledge.rules, ontology=folders, base=base)
        if more:
            graph = [*graph, *more(graph)]
        changed = store.write_whole(out / GRAPH, turtle(graph, base=base).encode("utf-8"))
        result = BuildResult(
            out / GRAPH,
            len(reading.seen),
            reading.fresh,
            reading.repeated,
            reading.found,
            len(merged.events),
            len(graph),
            changed,
            tuple(sorted(reading.problems)),
            merged,
        )
        if after:
            after(result)
    return result

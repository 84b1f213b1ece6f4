"""The whole way: articles → facts → one graph on disk. Only what changed is read again; what goes wrong is a Problem."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import collection, home, store, vocab
from kg.merge import merge
from kg.merge.decisions import DECISIONS, Decision
from kg.merge.decisions import read as read_decisions
from kg.problems import Broken, Problem
from kg.rdf import triples, turtle
from kg.rdf.events import Merged
from kg.rdf.terms import Triple
from kg.reading import Extract, Progress, Reading

if TYPE_CHECKING:
    from kg.knowledge import Knowledge

GRAPH = "graph.ttl"
FACTS = ".facts"


@dataclass(frozen=True)
class BuildResult:
    """What a build made: the graph's file, how many articles were read (and how many of these anew), the mistakes met."""

    graph: Path
    articles: int
    fresh: int
    repeated: int
    """Files that hold the very text of another; they count once."""
    left_out: int
    """Articles that were taken out with `kg remove`."""
    facts: int
    events: int
    triples: int
    changed: bool
    """Whether the graph's file differs from the one before."""
    problems: tuple[Problem, ...]
    merged: Merged


def build(
    paths: Iterable[str | Path] | None,
    out: Path,
    knowledge: Knowledge,
    *,
    extract: Extract,
    progress: Progress | None = None,
    ontology: Sequence[Path] | None = None,
    decisions: Iterable[Decision] | None = None,
    base: str = vocab.BASE,
    wait: float = 0.0,
    jobs: int = 1,
    more: Callable[[list[Triple]], Iterable[Triple]] | None = None,
    after: Callable[[BuildResult], None] | None = None,
) -> BuildResult:
    """Build the graph of some articles (files and folders) into the folder `out`; of those that it was built from, where `paths` is None.

    What `kg add` put beside the graph is read too, and what `kg remove` took out is left out. The same articles and the same
    knowledge give the same bytes, in whatever order and by however many processes (`jobs`). `more` is asked for triples that
    follow from the graph (measures of its networks) and stand in it too. `after` is called with the result
    while the folder is still held: there the page and the exports are made. Nothing is half written: a build that is killed
    leaves the old graph, and the next one goes on from the facts it had. Raises Broken when not one article can be read, and
    BadInput when another build holds the folder (after `wait` seconds) or it cannot be written.
    """
    folders = [home.folder("ontology")] if ontology is None else list(ontology)
    out = Path(out)
    with store.locked(out, wait=wait):
        kept = collection.read(out)
        if paths is not None:
            paths = list(paths)
            kept = replace(kept, sources=tuple(Path(os.path.abspath(one)) for one in paths if str(one) != "-"))
        sources = kept.paths if paths is None else [*paths, *([kept.added] if collection.holds_articles(kept.added) else [])]
        decided = decisions_of(folders) if decisions is None else list(decisions)
        with store.FactStore(out / FACTS, knowledge.digest) as facts:
            reading = Reading(sources, knowledge, extract, facts, progress=progress, leaves_out=kept.leaves_out, jobs=jobs)
            merged = merge(reading, knowledge.vocabulary, decided)
            if not reading.seen and not reading.left_out:
                raise Broken(
                    reading.problems or [Problem(str(out), 0, 0, "no-articles", "no article was given", "name a file or a folder")]
                )
            facts.flush()
            if reading.fresh:
                facts.forget()
        graph = triples(merged, knowledge.vocabulary, knowledge.rules, ontology=folders, base=base)
        if more:
            graph = [*graph, *more(graph)]
        further = tuple(Path(os.path.abspath(one)) for one in folders if one != home.folder("ontology"))
        collection.write(replace(kept, ontology=further, base="" if base == vocab.BASE else base, measures=more is not None))
        changed = store.write_whole(out / GRAPH, turtle(graph, base=base).encode("utf-8"))
        result = BuildResult(
            out / GRAPH,
            len(reading.seen),
            reading.fresh,
            reading.repeated,
            reading.left_out,
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


def decisions_of(folders: Iterable[Path]) -> list[Decision]:
    """The decisions by hand in some ontology folders and in the user's own."""
    return [one for folder in dict.fromkeys([*folders, home.decisions()]) for one in read_decisions(folder / DECISIONS)]

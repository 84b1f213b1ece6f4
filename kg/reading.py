"""Articles → extractions, one at a time or in several processes: each article once, what was read before from the store.

The pure `extract` makes it all the same which process reads an article, and in which order they end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.article import read_articles
from kg.model import Article, Extraction
from kg.problems import BadInput, KgError, Problem
from kg.store import FactStore

if TYPE_CHECKING:
    from kg.knowledge import Knowledge

Extract = Callable[[Article, "Knowledge"], Extraction]
Progress = Callable[[int, str], None]
"""Told after each article: how many are done, and the path of the last."""

BATCH = 16
"""So many articles go to another process at once."""


class Reading:
    """The extractions of some paths, each article once; counts and problems are kept for whoever iterates."""

    def __init__(
        self,
        paths: Iterable[str | Path],
        knowledge: Knowledge,
        extract: Extract,
        facts: FactStore,
        *,
        progress: Progress | None = None,
        leaves_out: Callable[[Article], bool] = lambda article: False,
        jobs: int = 1,
    ) -> None:
        self._paths, self._knowledge, self._extract, self._facts = paths, knowledge, extract, facts
        self._progress, self._leaves_out, self._jobs = progress, leaves_out, jobs
        self.problems: list[Problem] = []
        self.seen: set[str] = set()
        self.fresh = self.repeated = self.found = self.left_out = 0

    def __iter__(self) -> Iterator[Extraction]:
        rows = self._several() if self._jobs > 1 else self._alone()
        for article, made, fresh in rows:
            if fresh and (kept := self._kept(article, made)):
                made = kept
            if isinstance(made, Extraction):
                self.found += len(made.facts)
                yield made
            if self._progress:
                self._progress(len(self.seen), article.path)

    def _articles(self) -> Iterator[Article]:
        """The articles that count: none twice, none that was taken out."""
        for one in read_articles(self._paths):
            if isinstance(one, Problem):
                self.problems.append(one)
            elif self._leaves_out(one):
                self.left_out += 1
            elif one.digest in self.seen:
                self.repeated += 1
            else:
                self.seen.add(one.digest)
                yield one

    def _alone(self) -> Iterator[tuple[Article, Extraction | Problem, bool]]:
        for one in self._articles():
            known = self._facts.get(one)
            yield one, known or attempt(one, self._knowledge, self._extract), known is None

    def _several(self) -> Iterator[tuple[Article, Extraction | Problem, bool]]:
        """The same by several processes: those begun while articles are new, never more than a few batches ahead."""
        waiting: deque[tuple[list[Article], Future[list[Extraction | Problem]]]] = deque()
        with ExitStack() as stack:
            pool: ProcessPoolExecutor | None = None
            articles = self._articles()
            while batch := list(islice(articles, BATCH)):
                new = []
                for one in batch:
                    if known := self._facts.get(one):
                        yield one, known, False
                    else:
                        new.append(one)
                if new:
                    pool = pool or stack.enter_context(
                        ProcessPoolExecutor(self._jobs, initializer=_begin, initargs=(self._knowledge, self._extract))
                    )
                    waiting.append((new, pool.submit(_batch, new)))
                while len(waiting) > 2 * self._jobs:
                    yield from self._ended(*waiting.popleft())
            while waiting:
                yield from self._ended(*waiting.popleft())

    def _ended(
        self, articles: Sequence[Article], future: Future[list[Extraction | Problem]]
    ) -> Iterator[tuple[Article, Extraction | Problem, bool]]:
        try:
            made = future.result()
        except BrokenProcessPool as error:
            names = f"{articles[0].path} … {articles[-1].path}"
            raise BadInput(
                f"a process that was reading {names} ended before its time (out of memory?): build again with fewer --jobs"
            ) from error
        for article, one in zip(articles, made, strict=True):
            yield article, one, True

    def _kept(self, article: Article, made: Extraction | Problem) -> Extraction | None:
        if isinstance(made, Problem):
            self.problems.append(made)
            return None
        self.problems += [Problem(article.path, 0, 0, "extract", text, severity="warning") for text in made.problems]
        self._facts.put(made, article)
        self.fresh += 1
        return made


def attempt(article: Article, knowledge: Knowledge, extract: Extract) -> Extraction | Problem:
    """What is read in an article; a Problem when it cannot be read, so that one article costs no other."""
    try:
        return extract(article, knowledge)
    except KgError as error:
        return Problem(article.path, 0, 0, "not-extracted", str(error), "the other articles are built without it")
    except Exception as error:  # any fault in one article is a Problem
        return Problem(
            article.path,
            0,
            0,
            "extract-failed",
            f"{type(error).__name__}: {error}",
            "please report this article to the project; the others are built without it",
        )


_of_process: tuple[Knowledge, Extract] | None = None


def _begin(knowledge: Knowledge, extract: Extract) -> None:
    global _of_process
    _of_process = knowledge, extract


def _batch(articles: list[Article]) -> list[Extraction | Problem]:
    assert _of_process
    return [attempt(one, *_of_process) for one in articles]

"""How building grows: time and memory of whole builds over more and more articles, many of them copies of others.

`python -m kg.bench_growth` writes articles into a folder of its own, runs `kg build` on the first part of them, on a larger part, on
all, and each time once more when there is nothing new to extract: what is left then is reading, merging and writing, and its time
is set beside n log n. Memory is the largest resident set of the process that builds, as the operating system counts it.

The articles are made from the vocabularies by a random generator with a fixed seed: events (who, where, when, in what form), each
told by up to five articles (announced, held, read out), with background that tells of nothing; between them articles of a corpus
under other dates, where one is given. A share of all are copies of an earlier one: another headline, trimmed, marks lost.
"""

from __future__ import annotations

import datetime
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click

from kg.article import read_articles
from kg.knowledge import load_knowledge
from kg.model import Article
from kg.vocabulary import Vocabulary

SEED = 1963
COPIES = 0.3
"""The share of articles that are copies of another."""

CORPUS = 0.1
"""The share of articles that come from the corpus, where there is one."""

MOST_MEMORY = 2.0
"""So many GiB a build of all articles may take."""

_FIRST, _LAST = datetime.date(2012, 1, 1), datetime.date(2025, 12, 31)
_TOLD = (
    "{A} will meet {B} in {P} on {D} for talks on {T}.",
    "{A} met with {B} in {P} on {D} to discuss {T}.",
    "{A} and {B} held talks in {P} on {D}, with {T} on the agenda.",
    "{B} received {A} in {P} on {D}. They spoke about {T}.",
    "{A} spoke by phone with {B} on {D} about {T}.",
)
_SAID = (
    "{A} said that {T} would remain a priority.",
    "{B} called on all sides to show restraint.",
    '"We are ready to go on with this work," {A} told reporters.',
    "{A} accused {C} of breaking its word.",
)
_BACKGROUND = (
    "Traffic in the old town was held up for most of the morning, and several streets stayed closed until the evening.",
    "Prices have risen more slowly this year than the year before, though bread and fuel still cost a tenth more.",
    "The building dates from the nineteenth century and was opened again after long repairs.",
    "Reporters waited in the rain until the cars had left.",
    "The harvest was poor in the south, and the port has been at work day and night since the roads were mended.",
    "No further details were given, and the press service left questions open.",
)


@dataclass(frozen=True, slots=True)
class Grown:
    """One build: articles given, seconds when all were new and when none was, the largest resident set in bytes, events in the graph."""

    articles: int
    fresh: float
    again: float
    memory: int
    events: int


def articles(vocabulary: Vocabulary, count: int, corpus: Sequence[Article] = ()) -> Iterator[dict[str, str]]:
    """So many articles as rows of JSON Lines (title, date, url, text); the same for the same vocabulary and corpus.

    The first n of a longer list are the list of n: a collection that grows.
    """
    dice = random.Random(SEED)
    states = [one for one in vocabulary.entities if one.type == "State" and one.country and not one.until]
    people = [one for one in vocabulary.entities if one.type == "Person" and one.country]
    cities = [one for one in vocabulary.entities if one.type == "Place" and one.population > 500_000]
    topics = [one for one in vocabulary.entities if one.type == "Topic"]
    days = (_LAST - _FIRST).days
    recent: list[dict[str, str]] = []
    number = 0
    while number < count:
        day = _FIRST + datetime.timedelta(days=dice.randrange(days))
        actors = [one.label for one in dice.sample(people if dice.random() < 0.7 else states, 3)]
        names = dict(zip("ABC", actors, strict=True)) | {"P": dice.choice(cities).label, "T": dice.choice(topics).label}
        names["D"] = f"{day:%B} {day.day}, {day.year}"
        for late in sorted(dice.choices((-6, -1, 0, 1, 3), k=dice.randint(1, 5))):
            if recent and dice.random() < COPIES / (1 - COPIES):
                yield _copy(dice.choice(recent[-200:]), number, dice)
                number += 1
            if number < count:
                made = _story(names, day + datetime.timedelta(days=late), number, dice)
                if corpus and dice.random() < CORPUS:
                    made = _old(dice.choice(corpus), day, number)
                recent = [*recent[-199:], made]
                yield made
                number += 1
            if number >= count:
                return


def _story(names: dict[str, str], day: datetime.date, number: int, dice: random.Random) -> dict[str, str]:
    lines = [dice.choice(_TOLD), *dice.sample(_SAID, 2), *dice.sample(_BACKGROUND, 3)]
    first, *others = (line.format_map(names) for line in lines)
    dice.shuffle(others)
    return _row(f"{names['A']} and {names['B']}: talks in {names['P']}", day, number, "\n".join((first, *others)))


def _old(one: Article, day: datetime.date, number: int) -> dict[str, str]:
    title = one.text[one.headline.start : one.headline.end]
    return _row(title, day, number, "\n".join(one.text[span.start : span.end] for span in one.body))


def _copy(one: dict[str, str], number: int, dice: random.Random) -> dict[str, str]:
    lines = one["text"].split("\n")
    text = "\n".join(lines[: max(2, len(lines) - dice.randint(0, 2))]).replace('"', "").replace("'", "")
    day = datetime.date.fromisoformat(one["date"]) + datetime.timedelta(days=dice.randint(0, 2))
    return _row(f"Agencies: {one['title']}", day, number, text)


def _row(title: str, day: datetime.date, number: int, text: str) -> dict[str, str]:
    return {"title": title, "date": day.isoformat(), "url": f"https://news{number % 50}.example/{number}", "text": text}


def grow(rows: Iterator[dict[str, str]], sizes: Sequence[int], folder: Path, jobs: int) -> Iterator[Grown]:
    """Build the first so many articles into one folder, for each size in turn; a size's seconds count what is new in it."""
    news, out = folder / "news.jsonl", folder / "graph"
    written = 0
    for size in sizes:
        with news.open("a", encoding="utf-8") as file:
            for row in islice(rows, size - written):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        written = size
        fresh, memory, events = _build(news, out, jobs)
        again, more, _ = _build(news, out, jobs)
        yield Grown(size, fresh, again, max(memory, more), events)


def _build(news: Path, out: Path, jobs: int) -> tuple[float, int, int]:
    """Seconds, largest resident set in bytes, and events of one build in a process of its own. Raises CalledProcessError."""
    command = [sys.executable, "-m", "kg", "build", str(news), "-o", str(out), "--no-page", "-j", str(jobs)]
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, stdout=said, stderr=said)
        _, state, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(state)
        taken = time.perf_counter() - start
        if child.returncode:
            said.seek(0)
            raise click.ClickException(f"the build ended with {child.returncode}: {said.read().decode(errors='replace')[-2000:]}")
    with (out / "graph.ttl").open(encoding="utf-8") as file:
        events = sum(" a cq:Meeting" in line for line in file)
    return taken, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024), events


def report(found: Sequence[Grown]) -> Iterator[str]:
    """The table, and how the time of merging grows beside n log n (1.00 is n log n; less is better)."""
    yield f"{'articles':>10}{'new: s':>10}{'/s':>8}{'again: s':>10}{'beside n log n':>16}{'GiB':>8}{'meetings':>10}"
    first, before = found[0], 0
    for one in found:
        likely = first.again * one.articles * math.log(one.articles) / (first.articles * math.log(first.articles))
        speed = (one.articles - before) / max(0.001, one.fresh - one.again)
        before = one.articles
        memory = one.memory / 2**30
        yield f"{one.articles:10,}{one.fresh:10.1f}{speed:8.0f}{one.again:10.1f}{one.again / likely:16.2f}{memory:8.2f}{one.events:10,}"
    largest = max(one.memory for one in found) / 2**30
    yield f"largest resident set {largest:.2f} GiB; the limit is {MOST_MEMORY:.0f} GiB"


@click.command()
@click.argument("corpus", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--sizes", default="10000,30000,100000", show_default=True, help="So many articles, in rising steps.")
@click.option("-j", "--jobs", default=2, show_default=True, help="So many processes read articles at once.")
def main(corpus: tuple[Path, ...], sizes: str, jobs: int) -> None:
    """Measure how a build grows, on made articles and those of the folder CORPUS."""
    try:
        steps = sorted({int(one) for one in sizes.split(",")})
    except ValueError as error:
        raise click.BadParameter(f"'{sizes}': write numbers with commas between them") from error
    taken = [one for one in read_articles(corpus) if isinstance(one, Article)]
    rows = articles(load_knowledge().vocabulary, steps[-1], taken)
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for one in grow(rows, steps, Path(folder), jobs):
            found.append(one)
            click.echo(f"{one.articles:,} articles built in {one.fresh:.0f} s, again in {one.again:.0f} s", err=True)
        for line in report(found):
            click.echo(line)


if __name__ == "__main__":
    main()

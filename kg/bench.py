"""How fast extraction is, beside two things that everybody can picture: finding the words of a text, and spaCy.

`python -m kg.bench` (or `make bench`) measures in one run, on the same articles in turn:

* `re.findall(r"\\w+", text)`, the cheapest thing that one can do to all words of a text: the unit;
* `extract`, everything from the text to the facts with their evidence;
* spaCy 3: a blank English pipeline with the sentencizer, a PhraseMatcher over the same gazetteer, and a Matcher with a token pattern for
  each pattern of the same rules. It finds spans only: no clauses, no status, no resolution of names or dates, no attribution.

The ratios are comparable between machines, the figures in articles a second are not.
"""

from __future__ import annotations

import gc
import itertools
import re
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kg import home
from kg.article import read_articles
from kg.extract import extract
from kg.gazetteer import spellings
from kg.knowledge import Knowledge, load_knowledge
from kg.model import Article
from kg.problems import BadInput, MissingExtra
from kg.rules.syntax import Choice, Class, Element, Gap, Slot, Verb, Word

MOST_FORMS = 16
"""Into so many token patterns a pattern with alternatives is written out at most; spaCy's patterns know no groups."""

_TYPES = {
    "actor": ("State", "Person", "Organization"),
    "person": ("Person",),
    "state": ("State",),
    "organization": ("Organization",),
    "place": ("Place", "State"),
    "topic": ("Topic", "Treaty"),
    "treaty": ("Treaty",),
}
_HELPERS = "is are was were be been being has have had will would could may might can should must to not do does did".split()

Engine = Callable[[Article], object]
Token = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Speed:
    """What one engine did: seconds for all articles of a round, the median of the rounds."""

    name: str
    seconds: float
    articles: int
    bytes: int

    @property
    def articles_a_second(self) -> float:
        """How many articles a second."""
        return self.articles / self.seconds

    @property
    def megabytes_a_second(self) -> float:
        """How many million bytes of UTF-8 a second."""
        return self.bytes / 1e6 / self.seconds


def corpus(paths: Iterable[Path], articles: int) -> list[Article]:
    """So many articles from files and folders, taken again from the start when there are fewer. Raises BadInput when there is none."""
    found = [one for one in read_articles(paths) if isinstance(one, Article)]
    if not found:
        raise BadInput("there is no article to measure with: name a folder that holds some")
    return list(itertools.islice(itertools.cycle(found), articles or len(found)))


def measure(engines: dict[str, Engine], articles: Sequence[Article], rounds: int) -> list[Speed]:
    """The speeds of the engines. They take turns in each round, so that a busy moment of the machine hits all of them."""
    size = sum(len(one.text.encode("utf-8")) for one in articles)
    taken: dict[str, list[float]] = defaultdict(list)
    for engine in engines.values():  # the first article pays for what is made once
        engine(articles[0])
    gc.collect()
    for _ in range(rounds):
        for name, engine in engines.items():
            start = time.perf_counter()
            for article in articles:
                engine(article)
            taken[name].append(time.perf_counter() - start)
    return [Speed(name, statistics.median(times), len(articles), size) for name, times in taken.items()]


def words() -> Engine:
    """The unit: all words of the text."""
    find = re.compile(r"\w+").findall
    return lambda article: find(article.text)


def spacy_engine(knowledge: Knowledge) -> Engine:
    """spaCy with the same gazetteer and a token pattern for every pattern of the same rules.

    Raises MissingExtra when spaCy is not installed.
    """
    try:
        import spacy
        from spacy.matcher import Matcher, PhraseMatcher
        from spacy.util import filter_spans
    except ImportError as error:
        raise MissingExtra("spacy", "bench") from error
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    phrases = PhraseMatcher(pipeline.vocab)
    tokenizer: Any = pipeline.tokenizer
    for kind, forms in sorted(labels(knowledge).items()):
        phrases.add(kind, list(tokenizer.pipe(forms)))
    matcher = Matcher(pipeline.vocab)
    for rule in knowledge.rules:
        matcher.add(rule.id, [form for pattern in rule.patterns for form in token_patterns(pattern.elements, knowledge)])

    def run(article: Article) -> object:
        doc = pipeline(article.text)
        doc.ents = filter_spans(phrases(doc, as_spans=True))
        return matcher(doc)

    return run


def labels(knowledge: Knowledge) -> dict[str, list[str]]:
    """Type → every form of every label, as the gazetteer looks for them."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity in knowledge.vocabulary.entities:
        for label in (*entity.labels, *entity.adjectives, *entity.demonyms, *entity.metonyms):
            found[entity.type].update(spellings(label, topic=entity.type in ("Topic", "Treaty")))
    return {kind: sorted(forms) for kind, forms in found.items()}


def token_patterns(elements: Sequence[Element], knowledge: Knowledge) -> list[list[Token]]:
    """A pattern of ours as spaCy's token patterns, its alternatives written out.

    >>> from kg.rules.syntax import parse
    >>> len(token_patterns(parse("{A:actor} <meet> [with] {B:actor}"), load_knowledge()))
    2
    """
    ways: list[list[Token]] = [[]]
    for element in elements:
        if isinstance(element, Choice):
            options = [form for option in element.options for form in token_patterns(option, knowledge)]
            options += [[]] if element.optional else []
        else:
            options = [_tokens(element, knowledge)]
        ways = [[*way, *option] for way in ways for option in options][:MOST_FORMS]
    return [way for way in ways if way]


def _tokens(element: Slot | Verb | Class | Word | Gap, knowledge: Knowledge) -> list[Token]:
    if isinstance(element, Slot):
        if element.type not in _TYPES:
            return [{"IS_ALPHA": True, "OP": "+"}]
        name = {"ENT_TYPE": {"IN": list(_TYPES[element.type])}, "OP": "+"}
        if not (element.many or element.several):
            return [name]
        return [name, {"LOWER": {"IN": [",", "and"]}, "OP": "*"}, {**name, "OP": "+" if element.several else "*"}]
    if isinstance(element, Verb):
        last = [head.split()[-1] for head in element.heads]
        forms = sorted({form for form, kinds in knowledge.lexicon.verbs.items() for lemma, _ in kinds if lemma in last} | set(last))
        return [{"LOWER": {"IN": _HELPERS}, "OP": "*"}, {"LOWER": {"IN": forms}}]
    if isinstance(element, Class):
        return [{"LOWER": {"IN": sorted(knowledge.lexicon.classes.get(element.name, {element.name}))}}]
    if isinstance(element, Gap):
        return [{"OP": f"{{0,{element.most}}}"}]
    return [{"LOWER": element.text.lower()}]


def start_up(article: Article) -> float:
    """Seconds of `kg extract` on one article: a process of its own, the better of two, since the first may fill the cache of the knowledge."""
    taken = []
    for _ in range(2):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", "from kg.cli import main; main()", "extract", article.path], stdout=subprocess.DEVNULL, check=True
        )
        taken.append(time.perf_counter() - start)
    return min(taken)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--articles", default=500, show_default=True, help="So many articles; 0 takes each of the corpus once.")
@click.option("--rounds", default=3, show_default=True, help="Measure so often; the median counts.")
@click.option("--spacy/--no-spacy", "beside", default=True, help="Leave spaCy out.")
def main(paths: tuple[Path, ...], articles: int, rounds: int, beside: bool) -> None:
    """Measure `extract` beside re.findall and spaCy on the articles of PATHS (seeds/ by default)."""
    knowledge = load_knowledge()
    taken = corpus(paths or (home.folder("seeds"),), articles)
    engines: dict[str, Engine] = {r're.findall(r"\w+")': words(), "kg extract": lambda article: extract(article, knowledge)}
    if beside:
        start = time.perf_counter()
        engines["spaCy, same names and patterns"] = spacy_engine(knowledge)
        click.echo(f"spaCy made ready in {time.perf_counter() - start:.0f} s", err=True)
    speeds = measure(engines, taken, max(1, rounds))
    patterns = sum(len(rule.patterns) for rule in knowledge.rules)
    click.echo(
        f"{len(taken)} articles, {speeds[0].bytes / 1e6:.1f} MB; {len(knowledge.gazetteer)} labels, {len(knowledge.rules)} rules with {patterns} patterns"
    )
    click.echo(f"{'':34}{'articles/s':>11}{'MB/s':>9}{'of findall':>12}{'of extract':>12}")
    unit, own = speeds[0].seconds, speeds[1].seconds
    for speed in speeds:
        click.echo(
            f"{speed.name:34}{speed.articles_a_second:11,.0f}{speed.megabytes_a_second:9.2f}{unit / speed.seconds:12.4f}{own / speed.seconds:12.3f}"
        )
    click.echo(f"extract at {unit / own:.4f} of findall (wanted: 1/12 = {1 / 12:.4f}, on news where most sentences have no trigger)")
    click.echo(f"Start-up: kg extract on one article, process and all: {start_up(taken[0]):.2f} s (wanted: below 1 s)")


if __name__ == "__main__":
    main()

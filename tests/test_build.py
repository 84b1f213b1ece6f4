"""From articles to a graph on disk: the same bytes every time, whole after every crash, one bad article costs no other."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg import home, vocab
from kg.build import build
from kg.model import Argument, Article, Evidence, Extraction, Fact, When
from kg.problems import BadInput, Broken
from kg.rdf import check
from kg.store import load_graph
from kg.vocabulary import Vocabulary

KNOWLEDGE = SimpleNamespace(
    digest="k1",
    vocabulary=Vocabulary(concepts=tuple((one, one, "") for one in ("planned", "held", "talks", "principal", "CONSULT"))),
    rules=(),
)


def extract(article: Article, knowledge: object) -> Extraction:
    """A toy: "A met B" in each line of the body is a meeting of that day; the word "trouble" is too much for it."""
    if "trouble" in article.text:
        raise ValueError("trouble")
    facts = []
    for span in article.body:
        words = article.text[span.start : span.end].split()
        people = tuple(Argument(vocab.iri("person", vocab.slug(word)), word, "Person") for word in (words[0], words[2]))
        fact = Fact.of(
            "Meeting", "toy.met", status="held", format="talks", when=When(article.published, article.published), participant=people
        )
        object.__setattr__(fact, "evidence", (Evidence(span.start, span.end, article.text[span.start : span.end]),))
        facts.append(fact)
    return Extraction(article, tuple(facts))


def write(folder: Path, number: int, line: str = "") -> Path:
    path = folder / f"{number:03}.txt"
    text = line or f"Name{number % 7} met Person{number % 5}"
    path.write_text(f"Title {number}\n202201{number % 28 + 1:02}\n\n{text}\n", encoding="utf-8")
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(20):
        write(folder, number)
    return folder


def made(paths: list[Path], out: Path, **more: object) -> bytes:
    return build(paths, out, KNOWLEDGE, extract=extract, ontology=[], **more).graph.read_bytes()  # type: ignore[arg-type]


def test_a_built_graph_is_correct(news, tmp_path):
    made([news], tmp_path / "out")
    assert check.check(load_graph(tmp_path / "out" / "graph.ttl")) == []


def test_a_shuffled_list_of_articles_gives_the_same_bytes(news, tmp_path):
    paths = sorted(news.iterdir())
    random.Random(1).shuffle(paths)
    assert made(paths, tmp_path / "a") == made([news], tmp_path / "b")


def test_a_second_build_reads_nothing_anew_and_changes_nothing(news, tmp_path):
    build([news], tmp_path, KNOWLEDGE, extract=extract, ontology=[])
    again = build([news], tmp_path, KNOWLEDGE, extract=extract, ontology=[])
    assert (again.articles, again.fresh, again.changed) == (20, 0, False)


def test_only_the_changed_article_is_read_anew(news, tmp_path):
    made([news], tmp_path)
    write(news, 3, "Ada met Bruno")
    assert build([news], tmp_path, KNOWLEDGE, extract=extract, ontology=[]).fresh == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of a file's size")
def test_no_room_for_the_graph_leaves_the_old_one_and_is_told(news, tmp_path):
    """The operating system refuses to let a file grow, as it does on a full disk."""
    import resource

    out = tmp_path / "out"
    old = made([news], out)
    for number in range(100, 140):
        write(news, number, f"Guest{number} met Host{number}")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(old) + 2000, before[1]))
    try:
        with pytest.raises(BadInput, match=r"(graph\.ttl|facts).* cannot be"):
            made([news], out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (out / "graph.ttl").read_bytes() == old
    assert not list(out.glob(".graph.ttl.*"))
    assert made([news], out) == made([news], tmp_path / "other") != old


def test_other_knowledge_reads_everything_anew(news, tmp_path):
    made([news], tmp_path)
    other = SimpleNamespace(**{**vars(KNOWLEDGE), "digest": "k2"})
    assert build([news], tmp_path, other, extract=extract, ontology=[]).fresh == 20


def test_adding_and_removing_ends_in_the_same_bytes(news, tmp_path):
    before = made([news], tmp_path / "out")
    extra = write(news, 99, "Ada met Bruno")
    assert made([news], tmp_path / "out") != before
    extra.unlink()
    assert made([news], tmp_path / "out") == before


def test_a_file_with_the_text_of_another_counts_once(news, tmp_path):
    (news / "copy.txt").write_bytes((news / "001.txt").read_bytes())
    result = build([news], tmp_path, KNOWLEDGE, extract=extract, ontology=[])
    assert (result.articles, result.repeated) == (20, 1)


def test_one_bad_article_costs_no_other(news, tmp_path):
    write(news, 50, "trouble met somebody")
    (news / "empty.txt").write_bytes(b"")
    (news / "latin.txt").write_bytes("Café\n20220101\n\nx met y".encode("latin-1"))
    result = build([news], tmp_path, KNOWLEDGE, extract=extract, ontology=[])
    assert {one.code for one in result.problems} == {"extract-failed", "empty", "not-utf8"}
    assert result.facts == 20


def test_no_article_at_all_leaves_the_old_graph(news, tmp_path):
    before = made([news], tmp_path / "out")
    (tmp_path / "void").mkdir()
    with pytest.raises(Broken, match="void"):
        made([tmp_path / "void"], tmp_path / "out")
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == before


def test_the_hook_gets_the_result_while_the_folder_is_held(news, tmp_path):
    def after(result: object) -> None:
        with pytest.raises(BadInput, match="another build"):
            made([news], tmp_path)

    made([news], tmp_path, after=after)


def test_progress_is_told_after_each_article(news, tmp_path):
    told: list[int] = []
    made([news], tmp_path, progress=lambda number, path: told.append(number))
    assert told == list(range(1, 21))


def test_a_hostile_article_is_only_text(news, tmp_path):
    write(news, 60, 'A"@en;<x:y>\u202e met B\\n.</script><img/onerror=x>')
    made([news], tmp_path)
    assert check.integrity(load_graph(tmp_path / "graph.ttl")) == []


_CHILD = """
import sys, time
sys.path[:0] = sys.argv[3:5]
from pathlib import Path
from kg import store
from kg.build import build
import test_build
store.EVERY = 3
def slowly(article, knowledge):
    time.sleep(0.02)
    return test_build.extract(article, knowledge)
build([Path(sys.argv[1])], Path(sys.argv[2]), test_build.KNOWLEDGE, extract=slowly, ontology=[])
"""


def _start(news: Path, out: Path, seed: str = "0") -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(news), str(out), str(home.PACKAGE.parent), str(Path(__file__).parent)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_other_hash_seeds_give_the_same_bytes(seed, news, tmp_path):
    assert _start(news, tmp_path / "child", seed).wait(60) == 0
    assert (tmp_path / "child" / "graph.ttl").read_bytes() == made([news], tmp_path / "here")


def _killed_at(delays: list[float], news: Path, tmp_path: Path) -> None:
    """Kill a build after each delay (a share of the time a whole one takes); the old graph stays whole, the next build mends all."""
    out = tmp_path / "out"
    old = made([news], out)
    for number in range(100, 120):
        write(news, number)
    start = time.monotonic()
    assert _start(news, tmp_path / "timed").wait(60) == 0
    whole = time.monotonic() - start
    new = (tmp_path / "timed" / "graph.ttl").read_bytes()
    for delay in delays:
        child = _start(news, out)
        time.sleep(delay * whole)
        child.kill()
        child.wait()
        assert (out / "graph.ttl").read_bytes() in (old, new)
    assert made([news], out) == new
    assert sorted(one.name for one in out.iterdir()) == [".facts", ".lock", "articles.json", "graph.ttl"]


def test_a_build_that_is_killed_loses_nothing(news, tmp_path):
    chance = random.Random(7)
    _killed_at([chance.uniform(0.2, 1) for _ in range(5)], news, tmp_path)


@pytest.mark.slow
def test_a_build_that_is_killed_fifty_times_loses_nothing(news, tmp_path):
    chance = random.Random(8)
    _killed_at([chance.uniform(0, 1.1) for _ in range(50)], news, tmp_path)

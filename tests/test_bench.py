"""The benchmark measures what it says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click import ClickException
from click.testing import CliRunner

from kg import bench, bench_growth
from kg.knowledge import Knowledge
from kg.problems import BadInput
from kg.rules.syntax import parse


def test_a_corpus_is_repeated_to_its_size(root: Path) -> None:
    taken = bench.corpus([root / "seeds"], 200)
    assert len(taken) == 200
    assert taken[0] == taken[len({one.path for one in taken})]


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no article"):
        bench.corpus([tmp_path], 5)


def test_a_slow_engine_is_slower(root: Path) -> None:
    quick, slow = bench.measure({"quick": bench.words(), "slow": lambda _: time.sleep(0.005)}, bench.corpus([root / "seeds"], 10), 2)
    assert quick.articles_a_second > slow.articles_a_second
    assert slow.seconds >= 0.05


@pytest.mark.parametrize(
    ("pattern", "forms"), [("{A:actor} <meet>", 1), ("[the] %talks", 2), ("(at|in) {P:place} .. hall", 2), ("[a] [b] [c] [d] [e]", 16)]
)
def test_alternatives_are_written_out_to_a_bound(knowledge: Knowledge, pattern: str, forms: int) -> None:
    assert len(bench.token_patterns(parse(pattern), knowledge)) in (forms, forms - 1)


def test_the_command_prints_ratios() -> None:
    result = CliRunner().invoke(bench.main, ["--no-spacy", "--articles", "5", "--rounds", "1"])
    assert result.exit_code == 0, result.output
    assert [line.split()[-1] for line in result.output.splitlines() if line.startswith("kg extract")] == ["1.000"]


def test_made_articles_grow_and_a_third_of_them_are_copies(knowledge: Knowledge, root: Path) -> None:
    corpus = bench.corpus([root / "seeds"], 0)
    few, many = (list(bench_growth.articles(knowledge.vocabulary, count, corpus)) for count in (50, 400))
    assert many[:50] == few
    assert len({one["url"] for one in many}) == 400
    copies = sum(one["title"].startswith("Agencies: ") for one in many)
    assert 0.2 < copies / 400 < 0.4


def test_a_growing_collection_is_built_step_by_step(knowledge: Knowledge, tmp_path: Path) -> None:
    rows = bench_growth.articles(knowledge.vocabulary, 20)
    small, large = bench_growth.grow(rows, [8, 20], tmp_path, 1)
    assert (small.articles, large.articles) == (8, 20)
    assert 0 < small.events < large.events
    assert 1e7 < large.memory < 2 * 2**30
    assert len(list(bench_growth.report([small, large]))) == 4


def test_a_build_that_fails_stops_the_measurement(knowledge: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "graph").write_text("no folder", encoding="utf-8")
    with pytest.raises(ClickException, match="the build ended with 2"):
        list(bench_growth.grow(bench_growth.articles(knowledge.vocabulary, 3), [3], tmp_path, 1))

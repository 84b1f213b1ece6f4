"""The benchmark measures what it says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import bench
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

"""Files that are saved are told once, when they are whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.difference import since_save
from kg.examples import article
from kg.knowledge import load_knowledge
from kg.watching import saves


def _steps(*steps: Callable[[], object]) -> Callable[[float], object]:
    """Instead of waiting, do the next step; after the last one, stop."""
    rest: Iterator[Callable[[], object]] = iter(steps)

    def wait(_: float) -> object:
        step = next(rest, None)
        if step is None:
            raise KeyboardInterrupt
        return step()

    return wait


def _told(folder: Path, *steps: Callable[[], object], suffixes: tuple[str, ...] = (".yaml",)) -> list[list[str]]:
    found: list[list[str]] = []

    def listen() -> None:
        found.extend([path.name for path in files] for files in saves([folder], suffixes, wait=_steps(*steps)))

    with pytest.raises(KeyboardInterrupt):
        listen()
    return found


def test_a_save_is_told_when_the_file_has_come_to_rest(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    nothing = lambda: None  # noqa: E731
    assert _told(tmp_path, lambda: file.write_text("1"), lambda: file.write_text("12"), nothing, nothing) == [["a.yaml"]]


def test_what_is_removed_is_told_and_other_files_are_not(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1")
    nothing = lambda: None  # noqa: E731
    steps = (lambda: (tmp_path / "notes.txt").write_text("x"), nothing, lambda: (tmp_path / ".a.yaml.swp").write_text("x"), nothing)
    assert _told(tmp_path, *steps, lambda: os.remove(file), nothing) == [["a.yaml"]]


def test_a_report_after_a_save(tmp_path: Path) -> None:
    before = load_knowledge()
    articles = [article("Germany serenaded France.")]
    (tmp_path / "rules").mkdir()
    rule = """- id: test.mine
  says: One serenades another.
  patterns: ["{A:actor+} <serenade> {B:actor+}"]
  fact: Statement
  act: praise
  roles: {speaker: A, target: B}
  examples: {match: [Germany is quiet.]}
"""
    (tmp_path / "rules" / "mine.yaml").write_text(rule.replace("{B:actor+}", "{B:actr+}"), encoding="utf-8")
    known, report = since_save(before, [tmp_path], articles)
    assert known is before
    assert "'actr' is no type" in report
    (tmp_path / "rules" / "mine.yaml").write_text(rule, encoding="utf-8")
    known, report = since_save(before, [tmp_path], articles)
    assert "test.mine" in known.rule_set.by_id
    assert "match[0]" in report
    assert "1 won" in report
    assert "Germany serenaded France." in report

"""The shell of `kg query`: what it answers, what it completes, and that a terminal can use it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.shell import answer, completions, vocabulary
from kg.problems import Broken, UnknownName
from kg.query import Reader

SMALL = Path(__file__).parent / "fixtures" / "small.ttl"


def test_it_answers_questions_and_sparql() -> None:
    with Reader(SMALL) as reader:
        assert "Sergey Ryabkov" in answer(reader, 'who-met-whom actor="Wendy Sherman"', seconds=5, rows=10)
        assert answer(reader, "ASK { ?a cq:meets ?b }", seconds=5, rows=10) == "yes\n"
        with pytest.raises(UnknownName):
            answer(reader, "who-met-whom actor=Nobody", seconds=5, rows=10)
        with pytest.raises(Broken):
            answer(reader, "SELECT * { ?a ?b }", seconds=5, rows=10)


def test_it_completes_prefixes_terms_names_and_questions() -> None:
    with Reader(SMALL) as reader:
        words = vocabulary(reader)
    for typed, found in (("cq:parti", "cq:participant"), ("Geneva", "place:geneva"), ("who-met", "who-met-whom"), ("sch", "schema:")):
        assert found in [word for word, _ in completions(words, typed)]


def test_without_a_terminal_it_is_not_begun(tmp_path: Path) -> None:
    program = "from kg.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "XDG_STATE_HOME": str(tmp_path)}
    words = [sys.executable, "-c", program, "query", "--graph", str(SMALL)]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment)
    assert done.returncode == 2
    assert "kg ask" in done.stderr

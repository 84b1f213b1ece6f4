"""The facts on disk: found again, safe from crashes, clear when something is wrong."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace

import pytest
from test_rdf import extraction

from kg import home
from kg.model import Article, Entity, Extraction, Fact, When
from kg.problems import BadInput
from kg.store import FactStore, load_graph, locked, pack, unpack, write_whole

ARTICLE = Article("a.txt", "Some text\n20220109\n\nIt.", "2022-01-09", publisher="")
FACTS = Extraction(
    replace(ARTICLE, publisher="Example Gazette"),
    (Fact.of("Meeting", "m", when=When("2022-01", "2022-01"), participant=("x:a", "x:b")),),
    (Entity("x:a", "Person", "Ada", ("Ada",)),),
    ("a word of warning",),
)


@pytest.mark.parametrize("one", [FACTS, extraction(), Extraction(ARTICLE)], ids=["small", "full", "empty"])
def test_what_is_packed_is_unpacked(one):
    assert unpack(pack(one), replace(one.article, publisher="", agency="")) == one


def test_facts_are_found_again(tmp_path):
    with FactStore(tmp_path, "k1") as facts:
        facts.put(FACTS, ARTICLE)
    with FactStore(tmp_path, "k1") as facts:
        assert facts.get(ARTICLE) == FACTS


@pytest.mark.parametrize(
    "other", [replace(ARTICLE, text=ARTICLE.text + "!"), replace(ARTICLE, published="2022-01-10")], ids=["text", "date"]
)
def test_a_changed_article_is_not_found(other, tmp_path):
    with FactStore(tmp_path, "k1") as facts:
        facts.put(FACTS, ARTICLE)
        facts.flush()
        assert facts.get(other) is None


def test_other_knowledge_finds_nothing(tmp_path):
    with FactStore(tmp_path, "k1") as facts:
        facts.put(FACTS, ARTICLE)
    with FactStore(tmp_path, "k2") as facts:
        assert facts.get(ARTICLE) is None
        assert facts.forget() == 1


def test_a_damaged_row_is_read_anew(tmp_path):
    with FactStore(tmp_path, "k1") as facts:
        facts.put(FACTS, ARTICLE)
    with sqlite3.connect(tmp_path / "facts.sqlite") as base:
        base.execute("UPDATE facts SET body = x'00ff'")
    with FactStore(tmp_path, "k1") as facts:
        assert facts.get(ARTICLE) is None


def test_a_file_that_is_no_store_is_replaced(tmp_path):
    (tmp_path / "facts.sqlite").write_bytes(b"this is no SQLite file" * 100)
    with FactStore(tmp_path, "k1") as facts:
        assert facts.get(ARTICLE) is None


def test_writing_the_same_bytes_changes_nothing(tmp_path):
    assert write_whole(tmp_path / "a", b"one")
    before = (tmp_path / "a").stat().st_mtime_ns
    assert not write_whole(tmp_path / "a", b"one")
    assert (tmp_path / "a").stat().st_mtime_ns == before


def test_a_written_file_may_be_read_by_others(tmp_path):
    write_whole(tmp_path / "a", b"one")
    assert (tmp_path / "a").stat().st_mode & stat.S_IRGRP


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    write_whole(tmp_path / "a", b"old")

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match="No space left on device"):
        write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is read-only for the superuser")
def test_a_read_only_folder_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(BadInput, match=str(tmp_path)):
        write_whole(tmp_path / "a", b"new")


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(BadInput, match="out"), locked(tmp_path / "out"):
        pass


def test_a_second_build_is_told_who_holds_the_folder(tmp_path):
    script = (
        "import sys, time; sys.path.insert(0, sys.argv[2]); from pathlib import Path; from kg.store import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), str(home.PACKAGE.parent)], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(BadInput, match=f"another build .*process {other.pid}"), locked(tmp_path):
            pass
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    with locked(tmp_path, wait=5):
        pass  # the lock ended with its process


def test_what_a_killed_build_left_is_swept_away(tmp_path):
    left = tmp_path / ".graph.ttl.abcd1234"
    left.write_text("half", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("*", encoding="utf-8")
    with locked(tmp_path):
        assert not left.exists()
    assert (tmp_path / ".gitignore").exists()


def test_a_graph_is_loaded_with_its_prefixes(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text('@prefix cq: <https://w3id.org/communique/ns#> .\ncq:a cq:b "c" .\n', encoding="utf-8")
    graph = load_graph(path)
    assert len(graph) == 1
    assert dict(graph.namespaces())["person"].endswith("/id/person/")


@pytest.mark.parametrize("content", [None, "this is no Turtle"], ids=["missing", "broken"])
def test_a_graph_that_cannot_be_read_is_named(content, tmp_path):
    path = tmp_path / "graph.ttl"
    if content:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=r"graph\.ttl"):
        load_graph(path)

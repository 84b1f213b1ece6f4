"""The graph of the seeds: fresh, correct, the same bytes from any process and order; and what the command does with bad input."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import home
from kg.build import build
from kg.cli import main
from kg.extract import extract
from kg.knowledge import load_knowledge
from kg.page import render
from kg.rdf import check
from kg.store import load_graph

SAMPLE = Path(__file__).parents[1] / "exports"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exports")
    build([home.folder("seeds")], out, load_knowledge(), extract=extract)
    return out


def test_the_sample_graph_is_fresh(built: Path, request: pytest.FixtureRequest) -> None:
    made = (built / "graph.ttl").read_bytes()
    if request.config.getoption("--update-golden", default=False):
        (SAMPLE / "graph.ttl").write_bytes(made)
        (SAMPLE / "graph.html").write_text(render(load_graph(built / "graph.ttl")), encoding="utf-8", newline="\n")
    assert (SAMPLE / "graph.ttl").read_bytes() == made, "run `make graph`, or pytest --update-golden, and read the difference"
    assert (SAMPLE / "graph.html").stat().st_size > 500_000


def test_the_sample_graph_conforms_to_the_shapes_and_is_whole(built: Path) -> None:
    graph = load_graph(built / "graph.ttl")
    assert check.check(graph) == []


def test_another_process_with_other_hashes_and_another_order_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    paths = sorted(str(one) for one in home.folder("seeds").glob("*.txt"))
    random.Random(7).shuffle(paths)
    program = "import sys; from kg.cli import main; main(sys.argv[1:])"
    subprocess.run(
        [sys.executable, "-c", program, "build", *paths, "-o", str(tmp_path), "--no-page"],
        check=True,
        env={"PYTHONHASHSEED": "4711", "PATH": "/usr/bin:/bin", "KG_CACHE": str(tmp_path / "cache"), "HOME": str(tmp_path)},
    )
    assert (tmp_path / "graph.ttl").read_bytes() == (built / "graph.ttl").read_bytes()


GOOD = "Lavrov meets Blinken in Geneva\n20220122\nhttps://example.org/a\nSergey Lavrov met Antony Blinken in Geneva on Friday.\n"
BAD = {
    "empty.txt": (b"", "empty"),
    "no_date.txt": (b"A title\nno date\nhttps://example.org\nText.\n", "bad-date"),
    "late.txt": (b"A title\n29990101\nhttps://example.org\nText.\n", "bad-date"),
    "latin.txt": ("A title\n20220101\n\nJos\u00e9.\n".encode("latin-1"), "not-utf8"),
    "nul.txt": (b"A title\n20220101\n\nText\0more.\n", "nul-byte"),
    "odd.xyz": (b"text", "unknown-format"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_article_is_named_and_the_others_are_built(name: str, tmp_path: Path) -> None:
    data, code = BAD[name]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / name).write_bytes(data)
    result = CliRunner().invoke(main, ["build", str(folder), "-o", str(tmp_path / "out"), "--no-page"])
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert name in result.stderr
    assert "Sergey Lavrov" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


def test_a_huge_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"A title\n20220101\n\n" + b"word " * 5_000_000)
    result = CliRunner().invoke(main, ["extract", str(path)])
    assert result.exit_code == 1
    assert "too-large" in result.stderr


def test_hostile_text_stays_text_in_graph_and_page(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(
        "</script><img src=x onerror=alert(1)> Lavrov\u202e meets Blinken\n20220122\njavascript:alert(1)\n"
        "Sergey Lavrov met Antony Blinken </script><script>alert(2)</script> in Geneva on Friday.\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["build", str(path), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.stderr
    assert "bad-address" in result.stderr
    page = (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")
    assert "<img src=x" not in page
    assert "<script>alert(2)" not in page
    assert 'href="javascript' not in page


def test_a_second_build_changes_no_byte(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "again")
    result = build([home.folder("seeds")], tmp_path / "again", load_knowledge(), extract=extract)
    assert (result.fresh, result.changed) == (0, False)

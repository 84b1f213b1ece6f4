"""Files of several formats become articles; what is wrong in one costs no other, and is named with its file, line and remedy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import article
from kg.article import read_articles, read_file
from kg.model import Article
from kg.problems import Problem

TEXT = "Ministers meet\n20220110\nhttps://example.org/a\nThe ministers met in Vienna.\nThey talked for two hours.\n"


def row(**changed: object) -> str:
    return json.dumps({"title": "Ministers meet", "date": "2022-01-10", "url": "https://example.org/a", "text": "They met."} | changed)


def read(path: Path) -> tuple[list[Article], list[Problem]]:
    found = list(read_file(path))
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_text_keeps_its_bytes_so_that_offsets_can_be_counted(ends: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", ends).encode())
    [one], problems = read(path)
    assert not problems
    assert one.text == TEXT.replace("\n", ends)
    assert (one.published, one.url) == ("2022-01-10", "https://example.org/a")
    assert one.text[one.headline.start : one.headline.end] == "Ministers meet"
    assert [one.text[span.start : span.end] for span in one.body] == ["The ministers met in Vienna.", "They talked for two hours."]


@pytest.mark.parametrize(
    ("name", "data", "code", "line", "remedy"),
    [
        ("a.txt", TEXT.replace("20220110", "20220230").encode(), "bad-date", 2, "2022-01-09"),
        ("a.txt", b"Only a title\n", "bad-date", 2, "date"),
        ("a.txt", TEXT.encode() + b"\xff\n", "not-utf8", 6, "UTF-8"),
        ("a.txt", TEXT.encode() + b"\0", "nul-byte", 6, "plain text"),
        ("a.txt", b" \n", "empty", 0, "title"),
        ("a.docx", b"x", "unknown-format", 0, ".txt"),
        ("a.json", b"{", "json", 1, "JSON"),
        ("a.jsonl", b"\n\n", "empty", 0, "one object a line"),
        ("a.jsonl", b'{"title": \n', "json", 1, "one object a line"),
        ("a.jsonl", b"[1]\n", "json", 1, "title"),
        ("a.jsonl", row(date="soon").encode(), "bad-date", 1, "2022-01-09"),
    ],
)
def test_a_fault_names_its_file_line_and_remedy(name: str, data: bytes, code: str, line: int, remedy: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    articles, [problem] = read(tmp_path / name)
    assert not articles
    assert (Path(problem.path).name, problem.code, problem.line) == (name, code, line)
    assert remedy in problem.remedy


def test_a_bad_line_of_json_lines_costs_no_other(tmp_path: Path) -> None:
    lines = ["\ufeff" + row(text="One."), "", "{broken", row(date="1066-10-14"), row(text="Two.")]
    path = tmp_path / "a.jsonl"
    path.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe\n" + row(text="Three.").encode())
    articles, problems = read(path)
    assert [one.text.rsplit("\n", 1)[1] for one in articles] == ["One.", "Two.", "Three."]
    assert [one.path for one in articles] == [f"{path}:{number}" for number in (1, 5, 7)]
    assert [(one.code, one.line) for one in problems] == [("json", 3), ("bad-date", 4), ("not-utf8", 6)]


def test_json_lines_have_no_greatest_size_and_their_lines_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article, "MOST_BYTES", 300)
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([row(text="One."), row(text="x" * 900), *(row(text=f"Number {n}.") for n in range(50))]), encoding="utf-8")
    articles, [problem] = read(path)
    assert len(articles) == 51
    assert (problem.code, problem.line) == ("too-large", 2)
    (tmp_path / "a.txt").write_text(TEXT * 9, encoding="utf-8")
    assert [one.code for one in read(tmp_path / "a.txt")[1]] == ["too-large"]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = [one.path for one in read_articles([tmp_path]) if isinstance(one, Article)]
    assert [Path(one).relative_to(tmp_path).as_posix() for one in found] == ["a/c.txt", "a.txt", "b.txt"]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    articles, [problem] = read(tmp_path / "gone.jsonl")
    assert not articles
    assert (problem.code, problem.path) == ("unreadable", str(tmp_path / "gone.jsonl"))

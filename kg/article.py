"""Files of several formats → articles. The text is kept as read, so that every offset can be checked by hand."""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from kg.model import Article, Span
from kg.problems import Problem
from kg.registry import reader

MOST_BYTES = 20_000_000
"""A larger file is no article; a newspaper's longest are below 0.2 MB."""

LINE_BY_LINE = frozenset({"jsonl", "ndjson"})
"""Files that hold many articles, one a line, and are read as a stream."""

EARLIEST, LATEST = "1900-01-01", "2100-12-31"
_DATE = re.compile(r"^\s*(\d{4})-?(\d{2})-?(\d{2})\s*$")


def read_articles(paths: Iterable[str | Path]) -> Iterator[Article | Problem]:
    """The articles in files and folders (`-` is stdin), each file's faults as Problems beside them.

    Folders are read in the order of their names, sub-folders too. What is no article is reported, never dropped quietly.
    """
    for given in paths:
        if str(given) == "-":
            yield from parse("-", sys.stdin.buffer.read(), "text")
            continue
        path = Path(given)
        if path.is_dir():
            found = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
            if not found:
                yield Problem(str(path), 0, 0, "no-articles", "the folder holds no file", "put articles into it", severity="warning")
        else:
            found = [path]
        for one in found:
            yield from read_file(one)


def read_file(path: Path) -> Iterator[Article | Problem]:
    """The articles in one file, by the ending of its name."""
    name = str(path)
    ending = path.suffix.lower().lstrip(".")
    try:
        if ending in LINE_BY_LINE:
            with path.open("rb") as file:
                yield from _streamed(name, file)
            return
        if path.stat().st_size > MOST_BYTES:
            size = path.stat().st_size / 1e6
            yield Problem(
                name,
                0,
                0,
                "too-large",
                f"the file has {size:.0f} MB, an article at most {MOST_BYTES / 1e6:.0f}",
                "split it into one file an article, or use JSON Lines",
            )
            return
        data = path.read_bytes()
    except OSError as error:
        yield Problem(name, 0, 0, "unreadable", f"the file cannot be read: {error.strerror}", "check its name and your rights")
        return
    if ending not in reader:
        known = ", ".join("." + one for one in reader)
        yield Problem(name, 0, 0, "unknown-format", f"no reader for '.{ending}' files", f"give one of {known}")
        return
    yield from parse(name, data, ending)


def parse(name: str, data: bytes, ending: str) -> Iterator[Article | Problem]:
    """The articles in the bytes of a file whose name ends so."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield Problem(name, line, 0, "not-utf8", f"byte {error.start} is not UTF-8", "save the file as UTF-8 (it may be Windows-1252)")
        return
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        yield Problem(name, line, 0, "nul-byte", "the text holds a NUL byte; it may be a binary file", "save it as plain text")
        return
    if not text.strip():
        yield Problem(name, 0, 0, "empty", "the file is empty", "write a title, a date, an address and the text, or remove it")
        return
    yield from reader.get(ending)(name, text)


def check_date(written: str) -> str | None:
    """An ISO date from yyyymmdd or yyyy-mm-dd; None when it is no date between 1900 and 2100.

    >>> check_date("20220109"), check_date("20220230")
    ('2022-01-09', None)
    """
    if not (match := _DATE.match(written)):
        return None
    try:
        day = datetime.date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def safe_url(written: str) -> str:
    """The address if it is http or https, else an empty text.

    >>> safe_url("https://a.org/x"), safe_url("javascript:alert(1)")
    ('https://a.org/x', '')
    """
    written = written.strip()
    if re.search(r"[\s<>\"{}|\\^`\x00-\x20]", written):
        return ""
    try:
        parts = urlsplit(written)
    except ValueError:
        return ""
    return written if parts.scheme in ("http", "https") and parts.hostname else ""


def _bad_date(name: str, line: int, written: str) -> Problem:
    what = f"'{written.strip()[:40]}' is no date between {EARLIEST[:4]} and {LATEST[:4]}" if written.strip() else "no date"
    return Problem(name, line, 1, "bad-date", what, "write the day of publication as 20220109 or 2022-01-09", written[:80])


@reader("txt", "text")
def plain_text(name: str, text: str) -> Iterator[Article | Problem]:
    """Plain text: the title, the date as yyyymmdd, the address, then one paragraph a line."""
    spans = []
    start = 0
    for line in text.splitlines(keepends=True):
        spans.append(Span(start, start + len(line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))))
        start += len(line)
    lines = [text[span.start : span.end] for span in spans]
    if len(lines) < 2:
        yield Problem(name, 2, 1, "bad-date", "there is only a title", "write the date, the address and the text below it")
        return
    day = check_date(lines[1])
    if day is None:
        yield _bad_date(name, 2, lines[1])
        return
    url = safe_url(lines[2]) if len(lines) > 2 else ""
    has_address = len(lines) > 2 and (url or re.match(r"^\s*([a-z][a-z0-9+.-]*:\S*)?\s*$", lines[2], re.IGNORECASE))
    if len(lines) > 2 and not url and lines[2].strip() and has_address:
        yield Problem(
            name,
            3,
            1,
            "bad-address",
            "the address is not http or https; it is left out",
            "write a web address, or leave the line empty",
            lines[2][:80],
            severity="warning",
        )
    body = tuple(span for span in spans[3 if has_address else 2 :] if text[span.start : span.end].strip())
    if not body:
        yield Problem(
            name,
            0,
            0,
            "no-text",
            "the article has a title and no text; only the title is read",
            "add the text below the address",
            severity="warning",
        )
    yield Article(path=name, text=text, published=day, url=url, headline=spans[0], body=body)


@reader("jsonl", "ndjson")
def json_lines(name: str, text: str) -> Iterator[Article | Problem]:
    """JSON Lines: one object an article with title, date, text and, if there is one, url."""
    for number, line in enumerate(text.split("\n"), 1):
        yield from _json_line(name, number, line)


def _streamed(name: str, file: BinaryIO) -> Iterator[Article | Problem]:
    """The articles of a file of JSON Lines, one line in memory at a time, so that a file may hold millions."""
    number = filled = 0
    while line := file.readline(MOST_BYTES + 1):
        number += 1
        if len(line) > MOST_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(MOST_BYTES)
            what = f"the line has more than {MOST_BYTES / 1e6:.0f} MB"
            yield Problem(name, number, 0, "too-large", what, "write one article a line, each line ended by a line feed")
            filled += 1
            continue
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            what = f"byte {error.start} of the line is not UTF-8"
            yield Problem(name, number, 0, "not-utf8", what, "save the file as UTF-8 (it may be Windows-1252)")
            filled += 1
            continue
        filled += bool(text.strip())
        yield from _json_line(name, number, text)
    if not filled:
        yield Problem(name, 0, 0, "empty", "the file is empty", 'write one object a line: {"title": …, "date": …, "text": …}')


def _json_line(name: str, number: int, line: str) -> Iterator[Article | Problem]:
    if not line.strip():
        return
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield Problem(name, number, 0, "json", f"the line is no JSON: {error}", "one object a line", line[:80])
        return
    yield from _from_object(f"{name}:{number}", name, number, row)


@reader("json")
def json_object(name: str, text: str) -> Iterator[Article | Problem]:
    """JSON: one object (title, date, text, url), or a list of them."""
    try:
        rows = json.loads(text)
    except ValueError as error:
        yield Problem(name, getattr(error, "lineno", 0), 0, "json", f"the file is no JSON: {error}", "check it with a JSON editor")
        return
    several = isinstance(rows, list)
    for number, row in enumerate(rows if several else [rows], 1):
        yield from _from_object(f"{name}:{number}" if several else name, name, number, row)


def _from_object(label: str, name: str, number: int, row: object) -> Iterator[Article | Problem]:
    if not isinstance(row, dict):
        yield Problem(name, number, 0, "json", "an article must be an object", 'write {"title": …, "date": …, "text": …}')
        return
    title, text, url = (str(row.get(key) or "") for key in ("title", "text", "url"))
    written = str(row.get("date") or row.get("published") or "")
    day = check_date(written[:10])
    if day is None:
        yield _bad_date(name, number, written)
        return
    if "\0" in title + text:
        yield Problem(name, number, 0, "nul-byte", "the text holds a NUL byte", "remove it")
        return
    whole = "\n".join((" ".join(title.split()), day.replace("-", ""), safe_url(url), text))
    for one in plain_text(label, whole):
        if isinstance(one, Article) or one.severity == "warning":
            yield one

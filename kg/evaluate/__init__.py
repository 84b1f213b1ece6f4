"""Precision and recall of the extraction against gold: annotated articles (.json) and sentences (.jsonl); docs/evaluation.md tells the format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from kg.article import read_file
from kg.evaluate.articles import Near, one_article
from kg.evaluate.nearest import Nearest
from kg.evaluate.score import MAIN, Count, Error, Score, compared, plain, surname
from kg.evaluate.sentences import article_of, one_sentence
from kg.model import Article, Extraction
from kg.problems import BadInput
from kg.vocab import short_hash

__all__ = ["MAIN", "Count", "Error", "Nearest", "Score", "compared", "evaluate", "gold_files", "plain", "surname"]


def evaluate(gold: Iterable[Path], texts: Sequence[Path], extract: Callable[[Article], Extraction], near: Near | None = None) -> Score:
    """The score of an extraction on gold files; the articles of .json files are looked for by id in the folders `texts`.

    `near` tells what the nearest rule made of what was missed; it is asked for misses only.
    Raises BadInput when an article is missing, or when a gold file or a line of it is not as docs/evaluation.md says.
    """
    score = Score()
    near = near or (lambda article, start, end, kind: "")
    prints = []
    for path in sorted(gold):
        text = path.read_text(encoding="utf-8")
        prints.append(short_hash(text))
        if path.suffix == ".jsonl":
            for number, line in enumerate(text.splitlines(), 1):
                if line.strip():
                    row = _row(path, number, line)
                    article = article_of(row)
                    style = str(row.get("style") or "sentences")
                    one_sentence(score, row, article, extract(article), (("source", path.stem), ("style", style)), near)
            continue
        row = _json(path, 1, text)
        if "id" not in row:
            raise BadInput(f"{path}: the annotation of an article needs an 'id', the name of its text without '.txt'")
        article = _article(str(row["id"]), texts, path)
        source = [*article.url.split("/"), "", "", ""][2].removeprefix("www.") or "(no address)"
        one_article(score, row, article, extract(article), (("source", source), ("style", str(row.get("style") or "(none)"))), near)
        score.articles += 1
    score.fingerprint = short_hash(*prints)
    return score


def gold_files(places: Iterable[Path]) -> list[Path]:
    """The gold files at some places: a file itself, of a folder its .json and .jsonl files. Raises BadInput for a folder without any."""
    found = []
    for one in places:
        rows = sorted([*one.glob("*.json"), *one.glob("*.jsonl")]) if one.is_dir() else [one]
        if not rows:
            raise BadInput(f"{one}: no gold here; it should hold .json files (articles) or .jsonl files (sentences)")
        found += rows
    return found


def _json(path: Path, number: int, text: str) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"{path}:{number + error.lineno - 1}: not JSON: {error.msg}") from error
    if not isinstance(row, dict):
        raise BadInput(f"{path}:{number}: a {type(row).__name__} where an object {{…}} should stand")
    return row


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    row = _json(path, number, line)
    if not isinstance(row.get("text"), str) or not ("meetings" in row or "class" in row):
        raise BadInput(f"{path}:{number}: a sentence needs 'text' and either 'meetings' or 'class'; it has {', '.join(row) or 'nothing'}")
    row.setdefault("id", f"{path.stem}:{number}")
    return row


def _article(name: str, texts: Sequence[Path], gold: Path) -> Article:
    for folder in texts:
        path = folder / f"{name}.txt"
        if path.exists():
            found = [one for one in read_file(path) if isinstance(one, Article)]
            if found:
                return found[0]
    raise BadInput(f"{gold}: the article '{name}.txt' is in none of {', '.join(str(one) for one in texts)}; name its folder with --texts")

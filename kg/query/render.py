"""Answers for people and programs: a table, CSV, TSV, SPARQL-JSON, Markdown, Turtle."""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Callable

from rdflib import BNode, Literal, URIRef

from kg import vocab
from kg.problems import UnknownName, nearest
from kg.query.answer import Answer, Term

_NUMBERS = frozenset(vocab.PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))


def render(answer: Answer, format: str = "table", *, width: int | None = None, safe: bool = True) -> str:
    """The answer as text that ends in a line break. Formats: table, csv, tsv, json, markdown, and turtle for triples.

    A table fits into `width` columns of a terminal. CSV is made safe for spreadsheets, unless `safe` is false.
    """
    if format not in FORMATS:
        raise UnknownName(f"no format is called '{format}' {nearest(format, FORMATS)} (there are: {', '.join(FORMATS)})")
    if format == "table":
        return table(answer, width=width)
    if format == "csv":
        return csv_text(answer, safe=safe)
    return FORMATS[format](answer)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a quote mark before = + - @, a tab or a line break.

    >>> safe_cell("=1+1"), safe_cell("-5"), safe_cell("Geneva")
    ("'=1+1", '-5', 'Geneva')
    """
    if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠") and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return "'" + text
    return text


def table(answer: Answer, *, width: int | None = None) -> str:
    """A table with lines between the columns; addresses are shown by their labels or shortened.

    Columns that are empty in every row are left out. Where the columns would be too narrow to be read, each row is a block of lines.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if answer.form == "ASK":
        return "yes\n" if answer.truth else "no\n"
    out = io.StringIO()
    console = Console(file=out, width=width, no_color=True, highlight=False, markup=False, emoji=False, legacy_windows=False)
    full = [n for n in range(len(answer.columns)) if any(row[n] is not None for row in answer.rows)]
    cells = [[_visible(answer, row[n]) for n in full] for row in answer.rows]
    names = [answer.columns[n].replace("_", " ") for n in full]
    if _needed(names, cells) > console.width:
        return _blocks(names, cells, console.width) + _footer(answer)
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        shown.add_column(Text(name), overflow="fold")
    for row in cells:
        shown.add_row(*map(Text, row))
    if answer.rows:
        console.print(shown)
    lines = [line.rstrip() for line in out.getvalue().split("\n")]
    text = "\n".join(lines).strip("\n")
    return (text + "\n" if text else "") + _footer(answer)


def _needed(names: list[str], cells: list[list[str]]) -> int:
    """The width in which a table can be read: short cells in one line, long ones in lines of 24 characters."""
    return sum(3 + max(len(name), min(24, max((len(row[n]) for row in cells[:500]), default=0))) for n, name in enumerate(names))


def _blocks(names: list[str], cells: list[list[str]], width: int) -> str:
    """Each row as lines of a name and its value, wrapped, with an empty line between rows."""
    indent = min(max(map(len, names), default=0), max(4, width // 3)) + 2
    blocks = []
    for row in cells:
        lines: list[str] = []
        for name, text in zip(names, row):
            if text:
                head = name[: indent - 2].ljust(indent)
                lines += textwrap.wrap(" ".join(text.split()), max(indent + 8, width), initial_indent=head, subsequent_indent=" " * indent)
        blocks.append("\n".join(line[:width] for line in lines) + "\n")
    return "\n".join(blocks) + ("\n" if blocks else "")


def _footer(answer: Answer) -> str:
    count = len(answer.rows)
    if answer.truncated:
        return f"the first {count:,} rows; there are more\n"
    return "no rows\n" if not count else f"{count:,} row{'s' if count != 1 else ''}\n"


def _visible(answer: Answer, term: Term | None) -> str:
    """A cell for the terminal, without the characters that steer one."""
    text = answer.text(term)
    if isinstance(term, URIRef) and str(term) not in answer.labels:
        text = shorten(text)
    return "".join(char if char == "\n" or (char.isprintable()) else "�" for char in text)


def shorten(iri: str) -> str:
    """An address with a known prefix instead of its beginning.

    >>> shorten("https://w3id.org/communique/id/state/RU")
    'state:RU'
    """
    spaces = sorted({**vocab.PREFIXES, **vocab.things()}.items(), key=lambda one: -len(one[1]))
    return next((f"{prefix}:{iri[len(space) :]}" for prefix, space in spaces if iri.startswith(space)), iri)


def csv_text(answer: Answer, *, safe: bool = True) -> str:
    """Comma-separated plain values with a line of column names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        writer.writerow([_guarded(term) if safe else ("" if term is None else str(term)) for term in row])
    return out.getvalue()


def _guarded(term: Term | None) -> str:
    text = "" if term is None else str(term)
    number = isinstance(term, Literal) and str(term.datatype) in _NUMBERS
    return text if number else safe_cell(text)


def tsv(answer: Answer) -> str:
    """Tab-separated terms in SPARQL's own notation, as in the W3C's TSV results."""
    lines = ["\t".join("?" + column for column in answer.columns)]
    lines += ["\t".join(_turtle(term) for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def sparql_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON."""
    if answer.form == "ASK":
        return json.dumps({"head": {}, "boolean": answer.truth}, indent=1) + "\n"
    bindings = [{column: _json(term) for column, term in zip(answer.columns, row) if term is not None} for row in answer.rows]
    return json.dumps({"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1) + "\n"


def _json(term: Term) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    about = {"type": "literal", "value": str(term)}
    if term.language:
        about["xml:lang"] = term.language
    elif term.datatype is not None and not str(term.datatype).endswith("#string"):
        about["datatype"] = str(term.datatype)
    return about


def markdown(answer: Answer) -> str:
    """A table in Markdown; things link to their addresses."""
    if answer.form == "ASK":
        return table(answer)
    lines = [
        "| " + " | ".join(column.replace("_", " ") for column in answer.columns) + " |",
        "|" + " --- |" * len(answer.columns),
    ]
    lines += ["| " + " | ".join(_markdown_cell(answer, term) for term in row) + " |" for row in answer.rows]
    return "\n".join(lines) + "\n" + (f"\n{_footer(answer)}" if answer.truncated else "")


def _markdown_cell(answer: Answer, term: Term | None) -> str:
    text = markdown_text(answer.text(term) if str(term) in answer.labels else shorten(answer.text(term)))
    return (
        f"[{text}](<{str(term).replace('<', '%3C').replace('>', '%3E')}>)"
        if isinstance(term, URIRef) and re.match("https?://", str(term))
        else text
    )


def markdown_text(text: str) -> str:
    """Text with the signs escaped that mean something in Markdown or HTML.

    >>> markdown_text("a|b <img> *c*")
    'a\\\\|b &lt;img&gt; \\\\*c\\\\*'
    """
    text = re.sub(r"\s+", " ", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|#~])", r"\\\1", text)


def turtle(answer: Answer) -> str:
    """The triples of CONSTRUCT or DESCRIBE, one a line, sorted."""
    if answer.form not in ("CONSTRUCT", "DESCRIBE"):
        raise UnknownName("turtle is for the triples of CONSTRUCT and DESCRIBE; a table goes to csv, tsv, json or markdown")
    return "".join(sorted(" ".join(_turtle(term) for term in row) + " .\n" for row in answer.rows))


def _turtle(term: Term | None) -> str:
    if term is None:
        return ""
    return term.n3() if not isinstance(term, Literal) else _literal(term)


def _literal(term: Literal) -> str:
    text = json.dumps(str(term), ensure_ascii=False)
    if term.language:
        return f"{text}@{term.language}"
    return text if term.datatype is None or str(term.datatype).endswith("#string") else f"{text}^^<{term.datatype}>"


FORMATS: dict[str, Callable[[Answer], str]] = {
    "csv": csv_text,
    "json": sparql_json,
    "markdown": markdown,
    "table": table,
    "tsv": tsv,
    "turtle": turtle,
}

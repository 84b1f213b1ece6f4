"""What a query gives back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from rdflib import BNode, Literal, URIRef

Term = URIRef | BNode | Literal
SHOWN = 50
"""So many rows a notebook shows."""


@dataclass(frozen=True)
class Answer:
    """Columns and rows of terms; None where a cell is unbound.

    `form` is SELECT, ASK, CONSTRUCT or DESCRIBE: the answer of ASK is one cell, that of the last two are triples.
    `truncated` tells that there was more than the limit of rows. `labels` names the addresses, where they were asked
    for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truncated: bool = False
    form: str = "SELECT"
    labels: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Each row as a dictionary without its empty cells."""
        for row in self.rows:
            yield {column: term for column, term in zip(self.columns, row) if term is not None}

    @property
    def truth(self) -> bool:
        """What ASK answered."""
        return self.form == "ASK" and bool(self.rows[0][0])

    def texts(self) -> list[tuple[str, ...]]:
        """All rows as plain text: an address by its label where that is known; nothing for an empty cell."""
        return [tuple(self.text(term) for term in row) for row in self.rows]

    def text(self, term: Term | None) -> str:
        """One cell as plain text."""
        if term is None:
            return ""
        return self.labels.get(str(term), str(term)) if isinstance(term, URIRef) else str(term)

    def _repr_html_(self) -> str:
        """The first rows as a table, for notebooks."""
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        shown = self.texts()[:SHOWN]
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in shown)
        more = f"<p>{len(shown)} of {len(self)}{' and more' if self.truncated else ''} rows</p>" if len(shown) < len(self) else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def column(self, name: str) -> list[str]:
        """One column as plain text."""
        at = self.columns.index(name)
        return [self.text(row[at]) for row in self.rows]

"""Mistakes: as values where a person wrote a file, as exceptions where a caller must act."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


class KgError(Exception):
    """The parent of every error this package raises on purpose."""


class BadInput(KgError):
    """Something a person gave (a file, an option, a query) cannot be used; the message says what to do."""


class UnknownName(KgError):
    """A name that is not known (a thing, a rule, a format); the message suggests the nearest."""


class MissingExtra(KgError):
    """An optional library is not installed; the message names the extra."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"this needs the library '{library}': pip install 'communique[{extra}]'")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file: where it is, what is wrong, what to do about it.

    `line` and `column` are counted from 1; 0 means that the whole file or line is meant.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    remedy: str = ""
    excerpt: str = ""
    width: int = 1
    severity: str = "error"

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        lines = [f"{place}: {self.severity}[{self.code}]: {self.message}"]
        if self.excerpt:
            lines.append("    " + self.excerpt.expandtabs(4).rstrip())
            if self.column:
                lines.append("    " + " " * (self.column - 1) + "^" * max(1, self.width))
        if self.remedy:
            lines.append(f"  help: {self.remedy}")
        return "\n".join(lines)


class Broken(BadInput):
    """Files that people wrote have mistakes; all of them are in `problems`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[Broken], tuple[tuple[Problem, ...]]]:
        return (Broken, (self.problems,))


def nearest(name: str, known: Iterable[str]) -> str:
    """A half sentence that suggests the nearest known spellings, or an empty string.

    >>> nearest("meting", ["meeting", "summit"])
    "did you mean 'meeting'?"
    """
    close = difflib.get_close_matches(name, sorted(set(known)), n=2, cutoff=0.6)
    return "did you mean " + " or ".join(f"'{one}'" for one in close) + "?" if close else ""

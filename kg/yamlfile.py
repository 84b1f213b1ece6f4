"""YAML as people mean it: `NO` is Norway, a key written twice is a mistake, every value knows its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kg.problems import Broken, Problem


class Text(str):
    """A text that remembers where in its file it stands (`line` and `column` counted from 1)."""

    line: int
    column: int

    def __new__(cls, value: str, line: int, column: int) -> Text:
        made = super().__new__(cls, value)
        made.line, made.column = line, column
        return made

    def __reduce__(self) -> tuple[type[Text], tuple[str, int, int]]:
        return (Text, (str(self), self.line, self.column))


class Table(dict[str, Any]):
    """A mapping that remembers where it begins; its keys are Texts."""

    line: int = 0
    column: int = 0


def read(path: Path, name: str = "") -> Any:
    """What stands in a YAML file: Tables, lists and Texts (no value is turned into a number, a date or a truth value).

    Raises Broken, with every problem and its place, when the file cannot be read. `name` is how problems call the file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Broken([Problem(name or str(path), 0, 0, "unreadable", str(error), "save the file as UTF-8 text")]) from error
    return parse(text, name or str(path))


def parse(text: str, name: str) -> Any:
    """What stands in a YAML text, as `read` gives it.

    >>> parse("country: NO", "x.yaml")
    {'country': 'NO'}
    """
    lines = text.split("\n")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise Broken([_unreadable(error, name, lines)]) from error
    if root is None:
        return None
    problems: list[Problem] = []
    value = _value(root, name, lines, problems)
    if problems:
        raise Broken(problems)
    return value


_PLAINLY: tuple[tuple[str, str, str, bool], ...] = (
    ("quoted scalar", "a quote is opened here and not closed", 'close the quote; a quote inside a quoted text is written \\"', True),
    ("flow mapping", "a bracket { is opened here and not closed, or a comma is missing in it", "close it with }", True),
    ("flow sequence", "a bracket [ is opened here and not closed, or a comma is missing in it", "close it with ]", True),
    ("'\\t'", "a tab stands here", "indent with spaces, not with tabs", False),
    ("mapping values are not allowed", "a colon stands inside a text", "put a text with ': ' in it into double quotes", False),
    ("but found '<scalar>'", "a quote that was opened in a line before is closed here", "look for a missing quote above", False),
    (
        "<block end>",
        "this line begins at another column than the lines it belongs to",
        "let the keys of one thing stand exactly below each other",
        False,
    ),
    ("another document", "a second document begins here", "take the line --- away; a file holds one list", False),
)
"""Words of the YAML reader → what is wrong, what to do, and whether the place is where the thing began."""


def _unreadable(error: yaml.YAMLError, name: str, lines: list[str]) -> Problem:
    """The reader's complaint in plain words."""
    told = " ".join(str(getattr(error, part, None) or "") for part in ("context", "problem"))
    otherwise = (told.strip() or str(error), "check the indentation, and put texts into double quotes", False)
    what, remedy, at_start = next((row[1:] for row in _PLAINLY if row[0] in told), otherwise)
    mark = (at_start and getattr(error, "context_mark", None)) or getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return Problem(name, line, column, "yaml", what, remedy, lines[line - 1] if 0 < line <= len(lines) else "")


def _value(node: Any, name: str, lines: list[str], problems: list[Problem]) -> Any:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.ScalarNode):
        return Text(node.value, line, column)
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, name, lines, problems) for one in node.value]
    table = Table()
    table.line, table.column = line, column
    for key_node, value_node in node.value:
        key = _value(key_node, name, lines, problems)
        if not isinstance(key, Text):
            problems.append(
                Problem(name, line, column, "yaml-key", "a key must be a plain text", "write a word before the colon", lines[line - 1])
            )
            continue
        if key in table:
            problems.append(
                Problem(
                    name,
                    key.line,
                    key.column,
                    "repeated-key",
                    f"'{key}' stands here twice",
                    "keep one of the two",
                    lines[key.line - 1],
                    len(key),
                )
            )
        table[key] = _value(value_node, name, lines, problems)
    return table


def texts(value: Any) -> Iterator[Text]:
    """All texts in a value, in the order of the file."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)

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
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        what = getattr(error, "problem", None) or str(error)
        remedy = "check the indentation and put texts with ': ' or a leading '{' in double quotes"
        raise Broken([Problem(name, line, column, "yaml", str(what), remedy, excerpt)]) from error
    if root is None:
        return None
    problems: list[Problem] = []
    value = _value(root, name, lines, problems)
    if problems:
        raise Broken(problems)
    return value


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
            problems.append(Problem(name, line, column, "yaml-key", "a key must be a plain text", "", lines[line - 1]))
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

"""What all exports share: their names and file endings, and how a file is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from rdflib import Graph

from kg.problems import BadInput
from kg.registry import export

Content = Iterable[str] | Mapping[str, Iterable[str | bytes]]
"""What an export gives: the pieces of one file, or the files of a set by their names."""

_SUFFIX: dict[str, str] = {}


def format(name: str, suffix: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers a function of a graph as an export; `suffix` ends its file, "/" stands for a folder of files."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        _SUFFIX[name] = suffix
        return export(name)(function)

    return register


def suffix(name: str) -> str:
    """How the file of an export ends, "/" when it is a folder of files."""
    export.get(name)
    return _SUFFIX.get(name, "." + name)


def write(graph: Graph, name: str, target: Path, **options: Any) -> list[Path]:
    """Writes the export of that name and returns the files written: beside their places first, then renamed.

    `target` is a file, or a folder for an export that is a set of files; options go to the export (see its help).
    """
    made = export.get(name)(graph, **options)
    if isinstance(made, Mapping):
        target.mkdir(parents=True, exist_ok=True)
        return write_files({target / file: pieces for file, pieces in made.items()})
    return write_files({target: made})


def write_files(files: Mapping[Path, Iterable[str | bytes]]) -> list[Path]:
    """Writes all files beside their places, then renames them: after a failure the old ones are still there.

    Raises BadInput when a file cannot be written.
    """
    parts: dict[Path, Path] = {}
    path = Path()
    try:
        for path, pieces in sorted(files.items()):
            part = path.with_name(f".{path.name}.{os.getpid()}.part")
            parts[path] = part
            with part.open("wb") as out:
                for piece in pieces:
                    out.write(piece.encode("utf-8", "replace") if isinstance(piece, str) else piece)
                out.flush()
                os.fsync(out.fileno())
        for path, part in parts.items():
            os.replace(part, path)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror or error}): nothing was changed that had a file before") from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    return list(parts)


def text(graph: Graph, name: str, **options: Any) -> str:
    """An export that is one text file, as text."""
    made = export.get(name)(graph, **options)
    if isinstance(made, Mapping):
        raise BadInput(f"the export '{name}' is a set of files: write it into a folder")
    return "".join(made)

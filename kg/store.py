"""The facts on disk, and the graph in rdflib on Oxigraph.

Facts are kept by the hash of their article and of the knowledge that found them, in one SQLite file: it is whole after a
crash, and a second build reads it instead of extracting again. It is a cache: delete it at any time.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kg.model import Argument, Article, Attribution, Entity, Evidence, Extraction, Fact, When
from kg.problems import BadInput

if TYPE_CHECKING:
    import rdflib

EVERY = 200
"""So many articles are written in one go; a crash loses at most these."""


class FactStore:
    """The facts of articles already read. Use it in a `with`; what was put in is written when it ends."""

    def __init__(self, folder: Path, knowledge: str) -> None:
        self._file = folder / "facts.sqlite"
        self._knowledge = f"{knowledge}/{_SHAPE}"
        self._waiting: list[tuple[str, str, bytes]] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = self._open()
        except (OSError, sqlite3.Error) as error:
            raise BadInput(f"the facts cannot be kept in {folder}: {_reason(error)}") from error

    def _open(self) -> sqlite3.Connection:
        for attempt in (1, 2):
            base = sqlite3.connect(self._file, timeout=10)
            try:
                base.execute(
                    "CREATE TABLE IF NOT EXISTS facts (knowledge TEXT, article TEXT, body BLOB, PRIMARY KEY (knowledge, article)) WITHOUT ROWID"
                )
                return base
            except sqlite3.OperationalError:
                base.close()
                raise
            except sqlite3.DatabaseError:  # no SQLite file, or a broken one: it is only a cache
                base.close()
                if attempt == 2:
                    raise
                self._file.unlink()
        raise AssertionError

    def __enter__(self) -> FactStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self.flush()
        finally:
            self._base.close()

    def get(self, article: Article) -> Extraction | None:
        """The facts of an article, if the same knowledge has read it before."""
        row = self._base.execute("SELECT body FROM facts WHERE knowledge = ? AND article = ?", (self._knowledge, _key(article))).fetchone()
        if row is None:
            return None
        try:
            return unpack(zlib.decompress(row[0]), article)
        except (zlib.error, ValueError, TypeError, IndexError):
            return None  # damaged: read the article again

    def put(self, extraction: Extraction, article: Article) -> None:
        """Keep the facts of an article as it was read from its file."""
        self._waiting.append((self._knowledge, _key(article), zlib.compress(pack(extraction), 1)))
        if len(self._waiting) >= EVERY:
            self.flush()

    def flush(self) -> None:
        """Write what waits. Raises BadInput when the disk is full or may not be written."""
        try:
            with self._base:
                self._base.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", self._waiting)
        except sqlite3.Error as error:
            raise BadInput(f"the facts cannot be kept in {self._file}: {_reason(error)}") from error
        self._waiting.clear()

    def forget(self) -> int:
        """Drop the facts that other knowledge found (older rules and vocabularies); how many articles that were."""
        try:
            with self._base:
                return self._base.execute("DELETE FROM facts WHERE knowledge != ?", (self._knowledge,)).rowcount
        except sqlite3.Error as error:
            raise BadInput(f"the facts in {self._file} cannot be changed: {_reason(error)}") from error


def _key(article: Article) -> str:
    return hashlib.sha256("\x1f".join((article.text, article.published, article.url)).encode("utf-8", "surrogatepass")).hexdigest()


def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


_SHAPE = hashlib.sha256(repr([_fields(kind) for kind in (Fact, Argument, When, Attribution, Evidence, Entity)]).encode()).hexdigest()[:8]
"""Changes with the model, so that facts of an older shape are not read."""


def pack(extraction: Extraction) -> bytes:
    """An extraction as JSON, without the text of its article."""
    article = extraction.article
    return json.dumps(
        [
            [article.publisher, article.agency],
            [_flat(one) for one in extraction.facts],
            [_flat(one) for one in extraction.entities],
            extraction.problems,
        ],
        ensure_ascii=True,
        separators=(",", ":"),
    ).encode()


def _flat(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return [_flat(getattr(value, name)) for name in _fields(type(value))]
    return [_flat(one) for one in value] if isinstance(value, tuple) else value


def unpack(packed: bytes, article: Article) -> Extraction:
    """The extraction of `article` that `pack` wrote."""
    (publisher, agency), facts, entities, problems = json.loads(packed)
    return Extraction(
        dataclasses.replace(article, publisher=publisher, agency=agency),
        tuple(_fact(row) for row in facts),
        tuple(Entity(*(_tuple(value) for value in row)) for row in entities),
        tuple(problems),
    )


def _fact(row: list[Any]) -> Fact:
    value = dict(zip(_fields(Fact), row, strict=True))
    value["roles"] = tuple((role, tuple(Argument(*one) for one in rows)) for role, rows in value["roles"])
    value["evidence"] = tuple(Evidence(*(_tuple(part) for part in one)) for one in value["evidence"])
    value["when"] = When(*(_tuple(part) for part in value["when"])) if value["when"] else None
    value["attribution"] = Attribution(*value["attribution"]) if value["attribution"] else None
    return Fact(**{name: _tuple(part) for name, part in value.items()})


def _tuple(value: Any) -> Any:
    return tuple(_tuple(one) for one in value) if isinstance(value, list) else value


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    known = {
        "database or disk is full": "the disk is full: make room and build again",
        "attempt to write a readonly database": "it may not be written: check its rights",
        "unable to open database file": "it may not be written: check its rights",
    }
    return known.get(text, text)


def write_whole(path: Path, data: bytes) -> bool:
    """Write a file so that it is the old one or the new one at any moment; False when it held these bytes already.

    Raises BadInput when it cannot be written; the old file is left as it was.
    """
    temporary: str | None = None
    try:
        if path.exists() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        number, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)
        raise BadInput(f"{path} cannot be written: {_reason(error)}; the old file is as it was") from error
    with suppress(OSError, AttributeError):  # not every system lets a folder be synchronised
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return True


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextmanager
def locked(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold a folder for one build; a second one waits up to `wait` seconds and then says who holds it (BadInput).

    The lock ends with its process, however that ends.
    """
    path = folder / ".lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"nothing can be written into {folder}: {_reason(error)}") from error
    with file:
        deadline = time.monotonic() + wait
        while not _take(file.fileno()):
            if time.monotonic() >= deadline:
                file.seek(0)
                raise BadInput(
                    f"another build is writing into {folder} (process {file.read().strip() or 'unknown'}): "
                    "wait for it, or choose another folder with -o"
                )
            time.sleep(0.1)
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        _sweep(folder)
        yield


def _sweep(folder: Path) -> None:
    """Remove what a build that was killed left half written."""
    for path in folder.glob(".*.*"):
        if path.is_file() and len(path.suffix) == 9 and path.name.count(".") > 2:
            with suppress(OSError):
                path.unlink()


def _take(number: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def load_graph(path: Path) -> rdflib.Graph:
    """The graph in a Turtle file, as an rdflib Graph on Oxigraph's store, which answers queries 25 times faster than rdflib's own.

    Raises BadInput when there is no such file, or when it is no Turtle.
    """
    import rdflib

    from kg import vocab

    if not path.is_file():
        raise BadInput(f"there is no graph at {path}: make one with 'kg build'")
    graph = rdflib.Graph(store="Oxigraph")
    for prefix, space in (*vocab.PREFIXES.items(), *vocab.things().items()):
        graph.bind(prefix, space, override=True)
    try:
        graph.parse(path, format="ox-turtle")
    except (SyntaxError, ValueError, OSError) as error:
        raise BadInput(f"{path} is no Turtle: {error}") from error
    return graph

"""Queries on a graph: foreign ones in a child process that can be killed, the project's own in this one."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from rdflib import BNode, Graph, Literal, URIRef

from kg.problems import BadInput, KgError
from kg.query.answer import Answer, Term
from kg.query.guard import Checked, check, fault

SECONDS, ROWS = 10.0, 10_000
MEMORY = 4_000_000_000
"""Bytes of address space that the child process may take."""
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class QueryStopped(KgError):
    """A query was ended because it took more time or memory than it may; asking less, or allowing more, helps."""


class Reader:
    """A graph that answers foreign queries, one after the other, out of one child process.

    The child loads the graph once, has no network where the system allows to take it away, and is killed when a query
    takes
    too long; the next query starts a new one. Close it, or use it in a `with`.
    """

    def __init__(self, source: Path | str | Graph, *, memory: int = MEMORY) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._copy: Path | None = None
        self.network: bool | None = None
        """Whether the child could still reach the network; None before the first query."""
        if isinstance(source, Graph):
            self._copy = self._path = _written(source)
        else:
            self._path = Path(source).resolve()
            if not self._path.exists():
                raise BadInput(f"there is no graph at {source}: build one first (kg build), or name another file")

    def ask(self, text: str, *, seconds: float = SECONDS, rows: int = ROWS, labels: bool = False, path: str = "query") -> Answer:
        """The answer to a query; `labels` brings the names of its things, `path` is what errors call the query.

        Raises Broken with the place of a mistake, QueryStopped when a limit is reached.
        """
        if rows < 1 or seconds <= 0:
            raise BadInput(f"a query needs some time and at least one row, not {seconds} seconds and {rows} rows")
        checked = check(text, path=path)
        with self._lock:
            return self._answer(checked, seconds, rows, labels, path)

    def _answer(self, checked: Checked, seconds: float, rows: int, labels: bool, path: str) -> Answer:
        child = self._started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        task = {"text": checked.text, "prefixes": dict(checked.prefixes), "rows": rows, "labels": labels}
        timer.start()
        try:
            _send(child, task)
            lines = list(_lines(child))
        except (BrokenPipeError, json.JSONDecodeError):
            lines = []
        finally:
            timer.cancel()
        last: Any = lines[-1] if lines else None
        if not isinstance(last, dict) or not ("end" in last or "error" in last):
            self._stop()
            if late.is_set():
                raise QueryStopped(
                    f"the query was stopped after {seconds:g} seconds: "
                    "ask for less (fewer patterns that share no variable, "
                    "a LIMIT inside), or allow more time"
                )
            raise QueryStopped(f"the query needed more than {self._memory / 1e9:.3g} GB of memory and was stopped: ask for less")
        if "error" in last:
            raise _error(checked.text, last, path)
        named: dict[str, str] = next((line["labels"] for line in lines if isinstance(line, dict) and "labels" in line), {})
        found = tuple(tuple(_term(cell) for cell in line) for line in lines if isinstance(line, list))
        return Answer(tuple(lines[0]["columns"]), found, bool(last["truncated"]), checked.form, named)

    def _started(self) -> subprocess.Popen[str]:
        if self._child is None or self._child.poll() is not None:
            script = Path(__file__).with_name("worker.py")
            self._child = subprocess.Popen(
                [sys.executable, "-P", str(script)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
            _send(self._child, {"graph": str(self._path), "memory": self._memory})
            first = next(_lines(self._child), None)
            if not isinstance(first, dict) or "ready" not in first:
                self._stop()
                why = first.get("error", "") if isinstance(first, dict) else "it needs more memory than is allowed"
                raise BadInput(f"{self._path} cannot be read as a graph: {why}")
            self.network = bool(first["network"])
        return self._child

    def _stop(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
            self._child = None

    def close(self) -> None:
        """Ends the child process."""
        with self._lock:
            self._stop()
        if self._copy is not None:
            self._copy.unlink(missing_ok=True)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def query(
    source: Path | str | Graph | Reader,
    text: str,
    *,
    seconds: float = SECONDS,
    rows: int = ROWS,
    labels: bool = False,
    path: str = "query",
) -> Answer:
    """The answer to a SPARQL query on a graph (a file, a store's folder, an rdflib graph, or a Reader kept open).

    Known prefixes are filled in. SELECT, ASK, CONSTRUCT and DESCRIBE are read; nothing that writes or leaves the
    graph is.
    At most `rows` rows come back (`truncated` tells whether there were more), and after `seconds` the query is stopped.
    """
    if isinstance(source, Reader):
        return source.ask(text, seconds=seconds, rows=rows, labels=labels, path=path)
    with Reader(source) as reader:
        return reader.ask(text, seconds=seconds, rows=rows, labels=labels, path=path)


def trusted(
    source: Path | str | Graph | Reader,
    text: str,
    *,
    seconds: float = SECONDS,
    rows: int = ROWS,
    labels: bool = False,
    path: str = "query",
) -> Answer:
    """The answer to a query of the project's own: an rdflib graph is asked in this process, without a time limit."""
    if not isinstance(source, Graph):
        return query(source, text, seconds=seconds, rows=rows, labels=labels, path=path)
    checked = check(text, path=path)
    result = source.query(checked.text, initNs=dict(checked.prefixes))
    if checked.form == "ASK":
        return Answer(("answer",), ((Literal(bool(result.askAnswer)),),), form="ASK")
    if checked.form == "SELECT":
        columns = tuple(str(one) for one in result.vars or ())
        every: Iterator[tuple[Any, ...]] = (tuple(row.get(one) for one in result.vars or ()) for row in result.bindings)
    else:
        columns = ("subject", "predicate", "object")
        every = iter(sorted(result.graph or ()))
    found = tuple(tuple(_plain(cell) for cell in row) for row in islice(every, rows + 1))
    names = {str(cell) for row in found for cell in row if isinstance(cell, URIRef)} if labels else set()
    return Answer(columns, found[:rows], len(found) > rows, checked.form, _labels(source, names))


def _plain(cell: Any) -> Any:
    """A text without the datatype that every text has: both ways of asking give the same terms."""
    text = isinstance(cell, Literal) and not cell.language and str(cell.datatype) == _XSD_STRING
    return Literal(str(cell)) if text else cell


def _labels(graph: Graph, names: set[str]) -> dict[str, str]:
    label = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    found = {}
    for name in sorted(names):
        texts = sorted((getattr(one, "language", None) != "en", str(one)) for one in graph.objects(URIRef(name), label))
        if texts:
            found[name] = texts[0][1]
    return found


def _written(graph: Graph) -> Path:
    handle, name = tempfile.mkstemp(suffix=".nt", prefix="kg-query-")
    os.close(handle)
    ox = type(graph.store).__module__.startswith("oxrdflib")
    graph.serialize(name, format="ox-nt" if ox else "nt", encoding=None if ox else "utf-8")
    return Path(name)


def _send(child: subprocess.Popen[str], value: dict[str, Any]) -> None:
    assert child.stdin is not None
    child.stdin.write(json.dumps(value) + "\n")
    child.stdin.flush()


def _lines(child: subprocess.Popen[str]) -> Iterator[Any]:
    """What the child writes, up to the line that ends an answer or up to its death."""
    assert child.stdout is not None
    for line in child.stdout:
        value = json.loads(line)
        yield value
        if isinstance(value, dict) and ("end" in value or "error" in value or "ready" in value):
            return


def _term(cell: list[str] | None) -> Term | None:
    if cell is None:
        return None
    if cell[0] == "u":
        return URIRef(cell[1])
    if cell[0] == "b":
        return BNode(cell[1])
    _kind, text, datatype, language = cell
    if language:
        return Literal(text, lang=language)
    return Literal(text, datatype=URIRef(datatype), normalize=False) if datatype and datatype != _XSD_STRING else Literal(text)


def _error(text: str, said: dict[str, Any], path: str) -> KgError:
    message = str(said["error"])
    if said["kind"] == "memory":
        return QueryStopped("the query needed more memory than it may have and was stopped: ask for less")
    match = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if said["kind"] == "syntax" and match:
        lines = text.split("\n")
        line, column = int(match[1]), int(match[2])
        start = sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
        if start >= len(text.rstrip()):
            return fault(
                text,
                max(0, len(text.rstrip()) - 1),
                "sparql",
                f"the query ends too early: {_expected(match[3])}",
                path=path,
            )
        word = re.match(r"[?$]?\w+|.", text[start:], re.DOTALL)
        return fault(
            text,
            start,
            "sparql",
            _expected(match[3]),
            "see the SPARQL 1.1 query language: https://www.w3.org/TR/sparql11-query/",
            width=len(word[0]) if word else 1,
            path=path,
        )
    return fault(text, 0, "sparql", message, path=path)


def _expected(message: str) -> str:
    if not message.startswith("expected") or "<unreported>" in message or "LATERAL" in message:  # what the engine lists then misleads
        return "this is not understood here" if message.startswith("expected") else message
    return message if len(message) < 160 else message[:150].rsplit(",", 1)[0] + " …"

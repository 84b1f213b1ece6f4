"""The child process in which foreign queries run: no network, a limit of memory, killed when it takes too long.

It is started by `kg.query.run` as a script and imports nothing of the package. One JSON object a line comes in and
goes out.
The first line names the graph to load; each other line is a query. The engine itself heeds neither signals nor a time
limit.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from typing import Any

LARGEST = 100_000_000
"""Bytes of rows that are sent for one query."""
_LABELS = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel")


def shut(memory: int) -> bool:
    """Leave the network behind and set the limit of memory; whether the first succeeded (it needs Linux)."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass
    new_user, new_net = 0x10000000, 0x40000000
    try:
        return int(ctypes.CDLL(None, use_errno=True).unshare(new_user | new_net)) == 0
    except (OSError, AttributeError, TypeError):
        return False


def load(path: str) -> Any:
    """The graph of a file or of a store's folder."""
    import pyoxigraph as ox

    if os.path.isdir(path):
        return ox.Store.read_only(path)
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.from_extension(path.rsplit(".", 1)[-1]) or ox.RdfFormat.TURTLE)
    return store


def term(value: Any) -> list[str] | None:
    """A term as a short list: its kind, its text, for literals the datatype and the language."""
    if value is None:
        return None
    kind = type(value).__name__
    if kind == "NamedNode":
        return ["u", value.value]
    if kind == "BlankNode":
        return ["b", value.value]
    if kind == "Literal":
        return ["l", value.value, "" if value.language else value.datatype.value, value.language or ""]
    return ["l", str(value), "", ""]


def answer(store: Any, task: dict[str, Any], write: Any) -> None:
    """Runs one query and writes its rows."""
    import pyoxigraph as ox

    found = store.query(task["text"], prefixes=task["prefixes"])
    if isinstance(found, ox.QueryBoolean):
        write({"columns": ["answer"]})
        write([["l", "true" if found else "false", "http://www.w3.org/2001/XMLSchema#boolean", ""]])
        write({"end": True, "truncated": False})
        return
    if isinstance(found, ox.QuerySolutions):
        write({"columns": [one.value for one in found.variables]})
        rows = ([term(one) for one in row] for row in found)
    else:
        write({"columns": ["subject", "predicate", "object"]})
        rows = ([term(one.subject), term(one.predicate), term(one.object)] for one in found)
    size, truncated = 0, False
    names: set[str] = set()
    for number, row in enumerate(rows):
        if number >= task["rows"] or size > LARGEST:
            truncated = True
            break
        size += write(row)
        if task["labels"]:
            names.update(cell[1] for cell in row if cell and cell[0] == "u")
    if task["labels"]:
        write({"labels": {name: label for name in sorted(names) if (label := label_of(store, name))}})
    write({"end": True, "truncated": truncated})


def label_of(store: Any, name: str) -> str:
    """The English label of an address, or any, or nothing."""
    import pyoxigraph as ox

    for property in _LABELS:
        found = [quad.object for quad in store.quads_for_pattern(ox.NamedNode(name), ox.NamedNode(property), None)]
        texts = sorted((getattr(one, "language", None) != "en", one.value) for one in found if isinstance(one, ox.Literal))
        if texts:
            return str(texts[0][1])
    return ""


def main() -> None:
    """Loads the graph, then answers until there is no more to read."""
    first = json.loads(sys.stdin.readline())
    shut_off = shut(first["memory"])

    def write(value: Any) -> int:
        line = json.dumps(value) + "\n"
        sys.stdout.write(line)
        return len(line)

    try:
        store = load(first["graph"])
    except (OSError, SyntaxError, ValueError, RuntimeError) as error:
        write({"error": str(error), "kind": "graph"})
        sys.stdout.flush()
        return
    write({"ready": True, "network": not shut_off})
    sys.stdout.flush()
    for line in sys.stdin:
        try:
            answer(store, json.loads(line), write)
        except SyntaxError as error:
            write({"error": str(error), "kind": "syntax"})
        except MemoryError:
            write({"error": "out of memory", "kind": "memory"})
        except (OSError, ValueError, RuntimeError) as error:
            write({"error": str(error), "kind": "run"})
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Some child processes that answer foreign queries, a bounded number at once."""

from __future__ import annotations

import queue
from pathlib import Path

from kg.problems import KgError
from kg.query import Answer, Reader


class Busy(KgError):
    """All children are at work, and none was free in time: ask again later."""


class Pool:
    """Readers of one graph. Each begins its child process with its first query; a child that is killed is begun anew."""

    def __init__(self, path: Path, size: int, waiting: float) -> None:
        self._waiting = waiting
        self._readers = [Reader(path) for _ in range(max(1, size))]
        self._free: queue.LifoQueue[Reader] = queue.LifoQueue()
        for one in self._readers:
            self._free.put(one)

    def ask(self, text: str, *, seconds: float, rows: int) -> Answer:
        """The answer to a query. Raises Busy when no child is free in time, and all that `Reader.ask` raises."""
        try:
            reader = self._free.get(timeout=self._waiting)
        except queue.Empty as error:
            raise Busy(f"{len(self._readers)} queries are running, as many as may at once: ask again in a moment") from error
        try:
            return reader.ask(text, seconds=seconds, rows=rows)
        finally:
            self._free.put(reader)

    def close(self) -> None:
        """Ends all children; a query that still runs is waited for."""
        for one in self._readers:
            one.close()

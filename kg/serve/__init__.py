"""A server on this machine: SPARQL 1.1 Protocol, read-only, with the page that asks, the graph page, and a page for each thing.

`application` makes it from a graph file; `run` listens. Needs the extra `serve` (Starlette and uvicorn).
"""

from __future__ import annotations

from kg.serve.settings import Settings

__all__ = ["Settings", "application", "run"]


def __getattr__(name: str) -> object:
    if name in ("application", "run"):
        from kg.serve import app

        return getattr(app, name)
    raise AttributeError(f"module 'kg.serve' has no attribute '{name}'")

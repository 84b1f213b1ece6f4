"""News articles on diplomacy in, a knowledge graph with its evidence out.

As a library: `kg.build(paths)` gives a `Graph`, which answers questions (`graph.query`), makes networks (`graph.network`),
shows itself in a notebook (`graph.page`) and writes files (`graph.export`). `kg.load_graph(path)` opens one that was built,
`kg.extract(text)` shows what is read in one text. What is named here is loaded when it is first used.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.library import Graph, Page, build, extract, load_graph, load_knowledge

__version__ = "0.1.0"
__all__ = ["Graph", "Page", "__version__", "build", "extract", "load_graph", "load_knowledge"]


class _Step(ModuleType):
    """A module that is also the function of its name: `kg.build` holds the steps of a build, `kg.build(paths)` makes one."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        from kg import library

        return getattr(library, self.__name__.rpartition(".")[2])(*given, **named)


class _Package(ModuleType):
    """This package. Its modules `build` and `extract` can be called, whoever imported them first."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("build", "extract") and type(value) is ModuleType:
            value.__class__ = _Step
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute '{name}'")
    from kg import library

    return getattr(library, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

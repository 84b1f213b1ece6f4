"""What can be added by one decorated function: readers, exports, measures, panels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kg.problems import UnknownName, nearest


class Registry:
    """Named functions of one kind, in the order of their names; the docstring of each is its help text.

    >>> greet = Registry("greeting")
    >>> @greet("hello")
    ... def hello() -> str:
    ...     "A friendly word."
    ...     return "hello"
    >>> greet.get("hello")(), greet.help("hello")
    ('hello', 'A friendly word.')
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, Callable[..., Any]] = {}

    def __call__(self, name: str, *more: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            for one in (name, *more):
                if one in self._entries:
                    raise ValueError(f"two {self.kind}s are called '{one}'")
                self._entries[one] = function
            return function

        return register

    def get(self, name: str) -> Callable[..., Any]:
        """The function of that name. Raises UnknownName with the nearest spelling."""
        try:
            return self._entries[name]
        except KeyError:
            known = ", ".join(self)
            raise UnknownName(f"no {self.kind} '{name}' {nearest(name, self)} (there are: {known})") from None

    def help(self, name: str) -> str:
        """The first line of the function's docstring."""
        return (self.get(name).__doc__ or "").strip().split("\n")[0]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._entries))

    def __contains__(self, name: object) -> bool:
        return name in self._entries


reader = Registry("input format")
export = Registry("export")
measure = Registry("measure")
panel = Registry("panel")

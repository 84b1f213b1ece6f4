"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of each query, and by which names the server may be called.

    `seconds` and `rows` are the most that a query may take and give, `queries` how many run at once, `waiting` the seconds that a further one
    waits for its turn. `names` are the host names beside those of this machine itself; a request that calls another name is refused, so
    that no page of a foreign site can reach the server under a name of its own (DNS rebinding).
    """

    title: str = "Communiqué"
    seconds: float = 10.0
    rows: int = 10_000
    queries: int = 2
    waiting: float = 5.0
    names: tuple[str, ...] = ()

    @property
    def hosts(self) -> frozenset[str]:
        """All names by which the server may be called, without the port."""
        return frozenset({"127.0.0.1", "localhost", "[::1]", *(name.lower() for name in self.names)})

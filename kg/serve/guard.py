"""Who may ask: only those who call this machine by its own name, and no page of another site."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from kg.serve.settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
"""On every answer that does not say otherwise."""


class Guard:
    """An ASGI application around another: it looks at Host, Origin and Sec-Fetch-Site, and puts the headers of safety on each answer."""

    def __init__(self, app: Asgi, settings: Settings) -> None:
        self._app, self._hosts = app, settings.hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        fault = self._fault(scope)

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((name.encode(), value.encode()) for name, value in HEADERS.items() if name.lower().encode() not in given),
                ]
            await send(message)

        if fault is None:
            await self._app(scope, receive, safe)
            return
        status, why = fault
        await safe({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
        await safe({"type": "http.response.body", "body": (why + "\n").encode()})

    def _fault(self, scope: Scope) -> tuple[int, str] | None:
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        hosts = headers.get("host", [])
        if len(hosts) != 1 or _name(hosts[0]) not in self._hosts:
            known = ", ".join(sorted(self._hosts))
            return 421, f"this server is not called '{', '.join(hosts)}' but {known}; to call it otherwise, start it with --name"
        for origin in headers.get("origin", []):
            if re.sub(r"^https?://", "", origin).lower() != hosts[0].lower():
                return 403, f"pages of another site ({origin}) may not ask this server"
        if headers.get("sec-fetch-site", [""])[0] in ("cross-site", "same-site") and headers.get("sec-fetch-mode", [""])[0] != "navigate":
            return 403, "pages of another site may not ask this server"
        return None


def _name(host: str) -> str:
    """The name in a Host header, without the port.

    >>> _name("LocalHost:8000"), _name("[::1]:80"), _name("127.0.0.1")
    ('localhost', '[::1]', '127.0.0.1')
    """
    return re.sub(r":\d*$", "", host.strip().lower())

"""The page that asks: the graph, the named questions and an engine for SPARQL in one HTML file that needs no network.

Oxigraph runs in the page as WebAssembly; served by `kg serve`, the same page asks the server instead.
"""

from __future__ import annotations

from kg.ask_page.pack import policy, render

__all__ = ["policy", "render"]

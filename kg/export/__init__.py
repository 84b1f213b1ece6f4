"""Taking the graph away: each format one function under `@format`, its docstring the help of `kg export`.

`write(graph, "csv", folder)` writes files whole or not at all; `text(graph, "nquads")` gives a text file's text.
"""

from kg.export import calendar, dossier, networks, tables, triples
from kg.export.files import format, suffix, text, write, write_files

__all__ = ["calendar", "dossier", "format", "networks", "suffix", "tables", "text", "triples", "write", "write_files"]

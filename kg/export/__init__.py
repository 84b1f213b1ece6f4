"""Taking the graph away: each format one function under `@format`, its docstring the help of `kg export`.

`write(graph, "csv", folder)` writes files whole or not at all; `text(graph, "nquads")` gives a text file's text;
`send(graph, url)` puts the triples into a store on a server.
"""

from kg.export import calendar, dossier, networks, tables, triples
from kg.export.files import format, suffix, text, write, write_files
from kg.export.remote import send

__all__ = ["calendar", "dossier", "format", "networks", "send", "suffix", "tables", "text", "triples", "write", "write_files"]

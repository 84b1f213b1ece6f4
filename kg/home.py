"""Where the project's own files are: the ontology and the seed articles.

In a checkout (and an editable install) `ontology/` and `seeds/` stand beside the package; in a wheel they stand inside it.
"""

from __future__ import annotations

import os
from pathlib import Path

from kg.problems import BadInput

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` ("ontology" or "seeds") of this installation.

    Raises BadInput when the installation has lost it.

    >>> folder("ontology").joinpath("schema.ttl").exists()
    True
    """
    for place in (PACKAGE / name, PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise BadInput(f"the folder '{name}' is neither in {PACKAGE} nor beside it: install the project again, or run from its folder")


def decisions() -> Path:
    """The folder for what is decided by hand: the ontology of a checkout, else one of the user's own, which outlives a new version.

    `KG_DECISIONS` overrides it.
    """
    if given := os.environ.get("KG_DECISIONS"):
        return Path(given)
    beside = PACKAGE.parent / "ontology"
    if beside.is_dir() and not (PACKAGE / "ontology").is_dir():
        return beside
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "communique"


def cache() -> Path:
    """The folder for compiled knowledge; safe to delete at any time. `KG_CACHE` overrides it."""
    if given := os.environ.get("KG_CACHE"):
        return Path(given)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "communique"

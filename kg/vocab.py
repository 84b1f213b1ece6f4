"""Namespaces and IRIs: the one door by which names enter the graph."""

from __future__ import annotations

import hashlib
import re
import unicodedata

BASE = "https://w3id.org/communique/"
CQ = BASE + "ns#"
ID = BASE + "id/"

KINDS = (
    "article",
    "build",
    "evidence",
    "measure",
    "meeting",
    "org",
    "participation",
    "person",
    "place",
    "post",
    "process",
    "report",
    "rule",
    "scheme",
    "score",
    "source",
    "state",
    "statement",
    "tenure",
    "topic",
    "treaty",
    "action",
)

PREFIXES: dict[str, str] = {
    "cq": CQ,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "w3org": "http://www.w3.org/ns/org#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of vocabularies (`w3org` is the W3C's ORG). Things have one prefix a kind (`person:`, `org:` …), see `things`."""


def things(base: str = BASE) -> dict[str, str]:
    """One prefix for each kind of thing.

    >>> things()["person"]
    'https://w3id.org/communique/id/person/'
    """
    return {kind: f"{base}id/{kind}/" for kind in KINDS}


def slug(text: str) -> str:
    """`text` as a part of an IRI: lower-case ASCII words joined by hyphens; a hash where nothing is left.

    >>> slug("Emine Erdoğan"), slug("P5+1")
    ('emine-erdogan', 'p5-1')
    """
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(words)[:80].rstrip("-") or short_hash(text)


def short_hash(*parts: str, length: int = 16) -> str:
    """A hash of the parts in hexadecimal digits, the same on every machine.

    >>> short_hash("a", "b") == short_hash("a", "b") != short_hash("ab", "")
    True
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:length]


def iri(kind: str, name: str) -> str:
    """The IRI of a thing.

    >>> iri("person", "wendy-sherman")
    'https://w3id.org/communique/id/person/wendy-sherman'
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of thing is called '{kind}'")
    return f"{ID}{kind}/{name}"


def cq(name: str) -> str:
    """The IRI of a term of the project's own vocabulary."""
    return CQ + name


def local(address: str) -> str:
    """The last part of an IRI.

    >>> local("https://w3id.org/communique/ns#planned"), local("https://w3id.org/communique/id/state/RU")
    ('planned', 'RU')
    """
    return re.split(r"[/#]", address)[-1]

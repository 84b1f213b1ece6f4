"""A new entry for a vocabulary: what a person says of a thing, made into Turtle, looked at beside all other entries, and written in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import home, vocab, vocabulary
from kg.curate import turtle
from kg.curate.check import ALSO, BROADER, LABEL, SOURCE, check_files, is_date
from kg.curate.turtle import Entry, File, Row
from kg.problems import BadInput, Broken, Problem, UnknownName, nearest
from kg.rdf.terms import TYPE
from kg.store import locked, write_whole

_SKOS, _GEO = vocab.PREFIXES["skos"], vocab.PREFIXES["geo"]
SAME, MATCH = vocab.PREFIXES["owl"] + "sameAs", _SKOS + "exactMatch"
FILES: Mapping[str, str] = {
    "person": "actors/persons.ttl", "tenure": "actors/persons.ttl", "org": "actors/organizations.ttl", "body": "actors/bodies.ttl",
    "state": "actors/states.ttl", "post": "posts.ttl", "place": "places.ttl", "topic": "topics.ttl", "treaty": "treaties.ttl",
}  # fmt: skip
"""Kind of entry → its file in an ontology folder; a body is an organisation of one state."""
CLASSES: Mapping[str, str] = {
    "person": "Person", "tenure": "Tenure", "org": "Organization", "body": "Organization", "state": "State", "post": "Post",
    "place": "Place", "topic": "Topic", "treaty": "Treaty",
}  # fmt: skip
_POINTS: Mapping[str, tuple[str, ...]] = {
    "country": ("state",), "affiliation": ("org",), "parent": ("org",), "seat": ("place",), "within": ("place",),
    "member": ("state", "org"), "partyTo": ("state", "org"), "postOf": ("state", "org"), "holder": ("person",), "post": ("post",),
    "broader": ("topic", "treaty"), "memberOf": ("org",),
}  # fmt: skip
_DATES = ("validFrom", "validUntil", "opened", "inForce", "ended")
_NUMBERS = {"population": "integer", "lat": "decimal", "long": "decimal"}
_PROPERTIES = {"broader": BROADER, "lat": _GEO + "lat", "long": _GEO + "long"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be said of one thing. `facts` are (property, value) in the words of the ontology: ("country", "RU"), ("opened", "1987-12-08")."""

    kind: str
    label: str
    sources: tuple[str, ...]
    also: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    same: tuple[str, ...] = ()
    """Identifiers elsewhere: a Wikidata number (Q30) or an address."""
    ambiguous: tuple[str, ...] = ()
    definition: str = ""
    slug: str = ""


@dataclass(slots=True)
class Known:
    """All entries of some ontology folders, by IRI; those of later folders replace earlier ones."""

    files: list[File]
    entries: dict[str, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file in self.files:
            self.entries.update({one.subject: one for one in file.entries})

    def find(self, kinds: Iterable[str], name: str) -> str:
        """The IRI of the thing that is meant by an id (RU, state:RU, sergey-lavrov) or a label. Raises UnknownName with the nearest ones."""
        kinds = tuple(kinds)
        for kind in kinds:
            if (address := vocab.iri(kind, name.removeprefix(f"{kind}:"))) in self.entries:
                return address
        spaces = tuple(f"{vocab.ID}{kind}/" for kind in kinds)
        labels: dict[str, list[str]] = {}
        for subject, entry in self.entries.items():
            if subject.startswith(spaces):
                for label in {*entry.texts(LABEL), *entry.texts(ALSO)}:
                    labels.setdefault(label.casefold(), []).append(subject)
        found = labels.get(name.casefold(), [])
        if len(found) == 1:
            return found[0]
        what = " or ".join(kinds)
        if found:
            raise BadInput(f"'{name}' is the label of several: say which by its id, {', '.join(map(short, sorted(found)))}")
        near = nearest(name.casefold(), [*labels, *(vocab.local(one) for one in self.entries if one.startswith(spaces))])
        raise UnknownName(f"no {what} is called '{name}': {near or 'add it first, or give the id of its entry'}")


def known(folders: Sequence[Path]) -> Known:
    """All entries of some ontology folders. Raises Broken where a file cannot be read."""
    return Known([turtle.read(path) for folder in folders for path in vocabulary.files([folder])])


def short(iri: str) -> str:
    """An IRI as kind and id.

    >>> short("https://w3id.org/communique/id/state/RU")
    'state:RU'
    """
    return ":".join(iri.removeprefix(vocab.ID).split("/", 1)) if iri.startswith(vocab.ID) else iri


def identifier(text: str) -> str:
    """A Wikidata number or an address as a value. Raises BadInput for anything else.

    >>> identifier("Q159")
    '<http://www.wikidata.org/entity/Q159>'
    """
    if re.fullmatch(r"Q[1-9]\d*", text):
        return f"<{turtle.WIKIDATA}{text}>"
    if found := re.fullmatch(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q[1-9]\d*)", text):
        return f"<{turtle.WIKIDATA}{found[1]}>"
    if re.fullmatch(r'https?://[^\s<>"{}|^`\\/]+\.[^\s<>"{}|^`\\]+', text):
        return f"<{text}>"
    raise BadInput(f"'{text}' is no identifier: give a Wikidata number (Q159) or a whole address (https://…)")


def entry(wanted: Wanted, known: Known) -> Entry:
    """What is wanted as an entry. Raises BadInput or UnknownName where a value cannot be used or names nothing that is known."""
    kind = "org" if wanted.kind == "body" else wanted.kind
    subject = vocab.iri(kind, wanted.slug or vocab.slug(wanted.label))
    rows = [(TYPE, f"<{vocab.cq(CLASSES[wanted.kind])}>")]
    if wanted.label:
        rows.append((LABEL, turtle.literal(" ".join(wanted.label.split()), language="en")))
    rows += [(ALSO, turtle.literal(" ".join(one.split()), language="en")) for one in wanted.also if one != wanted.label]
    if not any(one.strip() for one in wanted.sources):
        raise BadInput("an entry needs a source: the address of a page, or the name of a standard, that confirms it")
    rows += [(SOURCE, f"<{one}>" if re.fullmatch(r'https?://[^\s<>"{}|^`\\]+', one) else turtle.literal(one)) for one in wanted.sources]
    rows += [(MATCH if kind == "topic" else SAME, identifier(one)) for one in wanted.same]
    rows += [(vocab.cq("ambiguous"), turtle.literal(one)) for one in wanted.ambiguous]
    rows += [(_PROPERTIES.get(name, vocab.cq(name)), _value(name, value, known)) for name, value in wanted.facts if value]
    if wanted.definition:
        rows.append((_SKOS + "definition", turtle.literal(wanted.definition, language="en")))
    if kind == "topic":
        rows.append((_SKOS + "inScheme", f"<{vocab.iri('scheme', 'topics')}>"))
    return Entry(subject, tuple(Row(property, value) for property, value in dict.fromkeys(rows)))


def _value(name: str, value: str, known: Known) -> str:
    if name in _POINTS:
        return f"<{known.find(_POINTS[name], value)}>"
    if name in _DATES:
        if not is_date(value):
            raise BadInput(f"'{value}' is no date ({name}): write 2019-01-22, 2019-01 or 2019")
        return turtle.literal(value, type={4: "gYear", 7: "gYearMonth", 10: "date"}[len(value)])
    if name in _NUMBERS:
        if not re.fullmatch(r"-?\d+(\.\d+)?" if _NUMBERS[name] == "decimal" else r"\d+", value):
            raise BadInput(f"'{value}' is no number ({name})")
        return turtle.literal(value if _NUMBERS[name] == "integer" or "." in value else value + ".0", type=_NUMBERS[name])
    if name == "plural":
        return turtle.literal(value, type="boolean")
    return f"<{vocab.cq(value)}>" if name == "kind" else turtle.literal(value)


def tenure(holder: str, post: str, since: str, until: str, sources: Sequence[str]) -> Wanted:
    """A tenure of a person (by slug) in a post (by slug), as the entry that says so."""
    year = f".{since[:4]}" if since else ""
    facts = (("holder", holder), ("post", post), ("validFrom", since), ("validUntil", until))
    return Wanted("tenure", "", tuple(sources), facts=facts, slug=f"{holder}.{post.split('.', 1)[-1]}{year}")


def clashes(new: Entry, known: Known) -> Iterator[str]:
    """What other entries have of a new one: its id, an identifier elsewhere, a label that it does not call ambiguous."""
    if new.subject in known.entries:
        yield f"{short(new.subject)} has an entry already: {known.entries[new.subject].text(LABEL) or 'no label'}; choose another --id"
    noted = {note.split(":")[0].strip() for note in new.texts(vocab.cq("ambiguous"))}
    labels = {*new.texts(LABEL), *new.texts(ALSO)} - noted
    ids = {value for property in (SAME, MATCH) for value in new.values(property)}
    for subject, other in known.entries.items():
        if subject != new.subject and subject.startswith(vocab.ID):
            for label in sorted(labels & {*other.texts(LABEL), *other.texts(ALSO)}):
                if not subject.startswith((vocab.iri("post", ""), vocab.iri("tenure", ""))):
                    yield (
                        f"'{label}' is also a label of {short(subject)} ({other.text(LABEL)}): if both are meant, "
                        f'--ambiguous "{label}: also …"; if it is the same thing, add the label there'
                    )
            for value in sorted(ids & {*other.values(SAME), *other.values(MATCH)}):
                yield f"{turtle.plain(value)} is {short(subject)} ({other.text(LABEL)}) already"


def faults(new: Sequence[tuple[str, Entry]], known: Known, folder: Path) -> list[Problem]:
    """What `kg vocabulary check` would say if these (kind, entry) stood in a folder; of them alone."""
    files: dict[Path, File] = {}
    for kind, one in new:
        path = folder / FILES[kind]
        files.setdefault(path, File(path)).entries.append(one)
    names = tuple(vocab.local(one.subject) for _, one in new)
    mine = set(files)
    others = [one for one in known.files if one.path not in mine]
    both = [File(one.path, one.head, [*one.entries, *files[one.path].entries]) for one in known.files if one.path in mine]
    fresh = [files[path] for path in mine - {one.path for one in both}]
    found = check_files([*others, *both, *fresh], [folder], form=False)
    return [one for one in found if not one.line or any(name in one.message for name in names)]


def write(new: Sequence[tuple[str, Entry]], folder: Path) -> list[Path]:
    """Put (kind, entry) into the files of an ontology folder; each file is the old one or the new one at any moment. The files changed.

    Raises Broken where a file is not in its written form: a new entry must be all that changes in it.
    """
    changed = []
    with locked(home.cache() / "vocabulary", wait=10.0):  # not in the ontology itself, where a lock's file would be one more in git
        for name in dict.fromkeys(FILES[kind] for kind, _ in new):
            path = folder / name
            file = turtle.read(path) if path.exists() else File(path)
            if path.exists() and path.read_text(encoding="utf-8") != turtle.text(file):
                raise Broken([Problem(str(path), 0, 0, "format", "the file is not in its written form", "run: kg vocabulary format")])
            mine = [one for kind, one in new if FILES[kind] == name]
            if twice := sorted({one.subject for one in mine} & {one.subject for one in file.entries}):
                raise BadInput(f"{path} has an entry of {', '.join(map(short, twice))} already")
            file.entries.extend(mine)
            write_whole(path, turtle.text(file).encode())
            changed.append(path)
    return changed

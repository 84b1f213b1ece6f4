"""What is wrong with vocabulary files: every fault with its file, its line and what to do. An empty list means that they can be used."""

from __future__ import annotations

import datetime
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg import vocab, vocabulary
from kg.curate import turtle
from kg.curate.turtle import Entry, File
from kg.problems import Broken, Problem, nearest
from kg.rdf.terms import TYPE

_SKOS = vocab.PREFIXES["skos"]
LABEL, ALSO, BROADER = _SKOS + "prefLabel", _SKOS + "altLabel", _SKOS + "broader"
SOURCE = vocab.PREFIXES["dcterms"] + "source"
DEEPEST = 5
"""A topic has at most so many levels, itself included."""
_DATES = tuple(vocab.cq(one) for one in ("validFrom", "validUntil", "opened", "inForce", "ended"))
_POINTS: dict[str, tuple[str, ...]] = {
    BROADER: ("Topic", "Treaty"),
    vocab.cq("country"): ("State",),
    vocab.cq("capital"): ("Place",),
    vocab.cq("seat"): ("Place",),
    vocab.cq("within"): ("Place",),
    vocab.cq("parent"): ("Organization",),
    vocab.cq("affiliation"): ("Organization",),
    vocab.cq("memberOf"): ("Organization",),
    vocab.cq("member"): ("State", "Organization"),
    vocab.cq("partyTo"): ("State", "Organization"),
    vocab.cq("postOf"): ("State", "Organization"),
    vocab.cq("holder"): ("Person",),
    vocab.cq("post"): ("Post",),
}
"""Property → what it may lead to."""
_ONCE = (LABEL, *_DATES, vocab.cq("country"), vocab.cq("office"), vocab.cq("postOf"), vocab.cq("holder"), vocab.cq("post"))
_CLASSES = ("State", "Organization", "Person", "Post", "Tenure", "Place", "Topic", "Treaty")
_KINDS = {
    "State": "state", "Organization": "org", "Person": "person", "Post": "post", "Tenure": "tenure",
    "Place": "place", "Topic": "topic", "Treaty": "treaty",
}  # fmt: skip


def check(folders: Sequence[Path], *, only: Path | None = None) -> list[Problem]:
    """The faults of the vocabularies in some ontology folders, later ones replacing entries of earlier ones; with `only`, those of one folder.

    Faults of form (ids, labels, sources, dates), of reference (things that do not exist, circles, depth) and of meaning
    (tenures of one post at the same time, one label for two things of a kind that nothing tells apart).
    """
    problems: list[Problem] = []
    files: list[File] = []
    for folder in folders:
        for path in vocabulary.files([folder]):
            try:
                files.append(turtle.read(path))
            except Broken as broken:
                problems.extend(broken.problems)
    if problems:
        return sorted(problems)
    return [one for one in check_files(files, folders) if only is None or Path(one.path).is_relative_to(only)]


def check_files(files: Sequence[File], folders: Sequence[Path], *, form: bool = True) -> list[Problem]:
    """The faults of vocabulary files that are read already, sorted; without `form` their layout is not looked at, and they need not be on disk."""
    return sorted(_Check(files, folders, form=form).run())


class _Check:
    """All entries of some files, and what is said of them."""

    def __init__(self, files: Sequence[File], folders: Sequence[Path], *, form: bool) -> None:
        self.files, self.folders, self.form = files, folders, form
        self.entries: dict[str, tuple[File, Entry]] = {}
        self.classes: dict[str, str] = {}
        for file in files:
            for entry in file.entries:
                self.entries[entry.subject] = (file, entry)
                self.classes[entry.subject] = _class(entry)

    def run(self) -> Iterator[Problem]:
        """Every fault, file by file."""
        seen: dict[tuple[str, Path], tuple[File, Entry]] = {}
        for file in self.files:
            home = next((folder for folder in reversed(self.folders) if file.path.is_relative_to(folder)), file.path.parent)
            for entry in file.entries:
                key = (entry.subject, home)
                if key in seen:
                    other, first = seen[key]
                    yield self._problem(
                        file, entry.line, "twice", f"{_name(entry)} has an entry already, in {other.path.name}:{first.line}",
                        "join the two, or give one of them another id",
                    )  # fmt: skip
                seen.setdefault(key, (file, entry))
                if self.classes[entry.subject]:
                    yield from self._form(file, entry)
                    yield from self._references(file, entry)
            if self.form and file.path.read_text(encoding="utf-8") != turtle.text(file):
                yield self._problem(
                    file, 0, "format", "the file is not in its written form", "run: kg vocabulary format", severity="warning"
                )
        yield from self._tenures()
        yield from self._same_labels()

    def _problem(self, file: File, line: int, code: str, message: str, remedy: str, *, severity: str = "error") -> Problem:
        return Problem(str(file.path), line, 0, code, message, remedy, severity=severity)

    def _form(self, file: File, entry: Entry) -> Iterator[Problem]:
        kind = self.classes[entry.subject]
        space = f"{vocab.ID}{_KINDS[kind]}/"
        slug = entry.subject.removeprefix(space)
        if slug == entry.subject or not re.fullmatch(r"[A-Z]{2}|[a-z0-9][a-z0-9.-]*", slug):
            yield self._problem(
                file, entry.line, "id", f"{entry.subject} is no id of a {kind.lower()}",
                f"write {space} and lower-case words joined by hyphens (a state: its two letters in capitals)",
            )  # fmt: skip
        if kind != "Tenure" and not entry.values(LABEL):
            yield self._problem(file, entry.line, "no-label", f"{_name(entry)} has no skos:prefLabel", 'add: skos:prefLabel "…"@en ;')
        if not entry.values(SOURCE):
            yield self._problem(file, entry.line, "no-source", f"{_name(entry)} has no source", "add: dcterms:source <address> ;")
        for row in entry.rows:
            text = turtle.plain(row.value)
            if row.property in (LABEL, ALSO):
                if turtle.language(row.value) != "en":
                    yield self._problem(file, row.line, "language", f"the label '{text}' is not marked as English", f'write "{text}"@en')
                if text != " ".join(text.split()) or not text or text.startswith("the "):
                    yield self._problem(
                        file, row.line, "label", f"the label '{text}' begins with an article or has spaces too many",
                        "write the name alone: the article is not part of a label",
                    )  # fmt: skip
            elif row.property in _DATES and not is_date(text):
                yield self._problem(file, row.line, "date", f"'{text}' is no date", "write 2019-01-22, 2019-01 or 2019")
        for property in _ONCE:
            if len(entry.values(property)) > 1:
                line = entry.line_of(property)
                yield self._problem(file, line, "once", f"{_name(entry)} has {vocab.local(property)} more than once", "keep one")
        dates = [(one, entry.text(one)) for one in _DATES if entry.text(one)]
        for earlier, later in (("validFrom", "validUntil"), ("opened", "inForce"), ("opened", "ended")):
            since, until = (dict(dates).get(vocab.cq(one), "") for one in (earlier, later))
            if since and until and since[: len(until)] > until:
                line = entry.line_of(vocab.cq(later))
                yield self._problem(file, line, "dates", f"{later} {until} lies before {earlier} {since}", "correct one of the two")

    def _references(self, file: File, entry: Entry) -> Iterator[Problem]:
        for row in entry.rows:
            if row.property not in _POINTS:
                continue
            target, wanted = turtle.plain(row.value), _POINTS[row.property]
            if self.classes.get(target) not in wanted:
                what = f"is a {self.classes[target].lower()}" if self.classes.get(target) else "is not known"
                near = nearest(target, (one for one, kind in self.classes.items() if kind in wanted)) if target not in self.classes else ""
                yield self._problem(
                    file, row.line, "unknown", f"{vocab.local(row.property)}: {vocab.local(target)} {what}",
                    near or f"name a {' or a '.join(one.lower() for one in wanted)} that has an entry, or add one",
                )  # fmt: skip
        if self.classes[entry.subject] in ("Topic", "Treaty"):
            depth = self._depth(entry.subject, frozenset())
            if depth < 0:
                yield self._problem(file, entry.line_of(BROADER), "circle", f"{_name(entry)} is above itself", "take one skos:broader away")
            elif depth > DEEPEST and self.classes[entry.subject] == "Topic":
                yield self._problem(
                    file, entry.line_of(BROADER), "deep", f"{_name(entry)} is on level {depth}", f"at most {DEEPEST} levels: hang it higher"
                )

    def _depth(self, subject: str, seen: frozenset[str]) -> int:
        if subject in seen:
            return -1
        above = [self._depth(one, seen | {subject}) for one in self.entries[subject][1].texts(BROADER) if one in self.entries]
        return -1 if -1 in above else 1 + max(above, default=0)

    def _tenures(self) -> Iterator[Problem]:
        """Two people in one post at one time, where the post is for one."""
        by_post: dict[str, list[tuple[str, str, str, File, Entry]]] = defaultdict(list)
        for subject, (file, entry) in self.entries.items():
            if self.classes[subject] == "Tenure":
                since, until = entry.text(vocab.cq("validFrom")), entry.text(vocab.cq("validUntil"))
                by_post[entry.text(vocab.cq("post"))].append((since, until, entry.text(vocab.cq("holder")), file, entry))
        for post, rows in by_post.items():
            if post not in self.entries or self.entries[post][1].text(vocab.cq("plural")) == "true":
                continue
            rows.sort(key=lambda row: row[0])
            for (since, until, holder, _, _), (begin, _, other, file, entry) in itertools.pairwise(rows):
                short = min(len(until), len(begin)) or 10
                if since and begin and holder != other and (not until or until[:short] > begin[:short]):
                    yield self._problem(
                        file, entry.line, "overlap",
                        f"{vocab.local(other)} holds {vocab.local(post)} from {begin}, {vocab.local(holder)} until {until or 'today'}",
                        "correct the dates, or mark the post: cq:plural true",
                        severity="warning",
                    )  # fmt: skip

    def _same_labels(self) -> Iterator[Problem]:
        """One label for two things of a kind where neither a country, a population nor a note tells them apart."""
        by_label: dict[tuple[str, str], list[str]] = defaultdict(list)
        for subject, (_, entry) in self.entries.items():
            kind = self.classes[subject]
            if kind not in ("", "Tenure", "Post"):
                for label in {*entry.texts(LABEL), *entry.texts(ALSO)}:
                    by_label[kind, label].append(subject)
        for (kind, label), subjects in by_label.items():
            plain = [one for one in subjects if label not in self._noted(one)]
            if len(subjects) > 1 and len(plain) > 1:
                file, entry = self.entries[plain[1]]
                yield self._problem(
                    file, entry.line, "same-label",
                    f"'{label}' is also a label of {vocab.local(plain[0])} (both are a {kind.lower()})",
                    f'take it away from one of them, or say on the lesser: cq:ambiguous "{label}: also …"',
                )  # fmt: skip

    def _noted(self, subject: str) -> set[str]:
        return {note.split(":")[0].strip() for note in self.entries[subject][1].texts(vocab.cq("ambiguous"))}


def _class(entry: Entry) -> str:
    return next((vocab.local(one) for one in entry.texts(TYPE) if vocab.local(one) in _CLASSES), "")


def _name(entry: Entry) -> str:
    return entry.text(LABEL) or vocab.local(entry.subject)


def is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year that there is.

    >>> is_date("2019-02"), is_date("2019-02-30")
    (True, False)
    """
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True

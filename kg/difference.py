"""What an edit of the ontology wins and loses: the facts of some articles under two ontologies, sentence by sentence."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg import examples, home
from kg.extract import extract
from kg.knowledge import Knowledge, compile_knowledge, load_knowledge
from kg.model import Article, Fact
from kg.problems import BadInput, Broken, Problem


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One sentence whose facts are not the same: what the older ontology made of it and what the newer one makes."""

    path: str
    start: int
    sentence: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def kind(self) -> str:
        """won, lost or changed."""
        return "changed" if self.before and self.after else "won" if self.after else "lost"


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes in some articles, and how many facts stayed as they were."""

    articles: int
    same: int
    changes: tuple[Change, ...]

    def of(self, kind: str) -> tuple[Change, ...]:
        """The changes of one kind: won, lost or changed."""
        return tuple(one for one in self.changes if one.kind == kind)


def difference(articles: Iterable[Article | Problem], before: Knowledge, after: Knowledge) -> Difference:
    """What changes in the facts of some articles between two states of knowledge."""
    changes: list[Change] = []
    same = count = 0
    for article in articles:
        if isinstance(article, Problem):
            continue
        count += 1
        old, new = _facts(article, before), _facts(article, after)
        for start in sorted({*old, *new}):
            left, right = old.get(start, {}), new.get(start, {})
            kept = left.keys() & right.keys()
            same += len(kept)
            lost, won = ([rows[key] for key in rows if key not in kept] for rows in (left, right))
            if lost or won:
                sentence = next(fact.evidence[0].quote for fact in (*won, *lost))
                changes.append(
                    Change(
                        article.path,
                        start,
                        " ".join(sentence.split()),
                        *(tuple(sorted(examples.show(one) for one in rows)) for rows in (lost, won)),
                    )
                )
    return Difference(count, same, tuple(sorted(changes)))


def _facts(article: Article, knowledge: Knowledge) -> dict[int, dict[str, Fact]]:
    """The facts of an article by the place of their sentence; what is shown of a fact is what is compared, but not which rule found it."""
    found: dict[int, dict[str, Fact]] = defaultdict(dict)
    for fact in extract(article, knowledge).facts:
        shown = examples.show(fact).replace(f" ({' + '.join((fact.rule, *fact.also))})", "", 1)
        found[fact.evidence[0].start if fact.evidence else 0][shown] = fact
    return found


def knowledge_of(folder: Path) -> Knowledge:
    """The knowledge of one complete ontology folder. Raises Broken with its mistakes, BadInput when it is none."""
    if not (folder / "words.yaml").is_file():
        raise BadInput(f"'{folder}' is no ontology: it has no words.yaml")
    return compile_knowledge([folder], "")


@contextmanager
def revision(name: str, folder: Path | None = None) -> Iterator[Path]:
    """The ontology as it was at a git revision ("HEAD", "HEAD~3", a tag), in a folder that is removed at the end.

    Raises BadInput when the project is not in git or has no such revision.
    """
    folder = folder or home.folder("ontology")
    if name.startswith("-"):
        raise BadInput(f"'{name}' is no revision")
    git = shutil.which("git")
    if git is None:
        raise BadInput("git is not installed: give the folder of the older ontology instead of a revision")
    try:
        made = subprocess.run([git, "-C", str(folder), "archive", "--format=tar", name, "."], check=True, capture_output=True)
    except subprocess.CalledProcessError as error:
        why = error.stderr.decode("utf-8", "replace").strip()
        raise BadInput(f"git has no revision '{name}' of {folder.name}: {why}") from error
    with tempfile.TemporaryDirectory(prefix="communique-") as place:
        target = Path(place) / folder.name
        with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
            archive.extractall(target, filter="data")
        yield target


@contextmanager
def older(name: str) -> Iterator[Path]:
    """The folder of another ontology, given as a folder or a git revision."""
    if Path(name).is_dir():
        yield Path(name)
        return
    with revision(name) as folder:
        yield folder


def against(other: str, articles: Iterable[Article | Problem], after: Knowledge) -> Difference:
    """What changed in the facts of some articles since another ontology, given as a folder or a git revision."""
    with older(other) as folder:
        before = knowledge_of(folder)
    return difference(articles, before, after)


def since_save(before: Knowledge, places: Sequence[Path], articles: Sequence[Article | Problem]) -> tuple[Knowledge, str]:
    """The knowledge after an edit and a report on it: the examples that fail, then what the edit won and lost in the articles.

    While the ontology has mistakes, the knowledge stays as it was and the report names them all.
    """
    try:
        after = load_knowledge(places)
    except Broken as broken:
        return before, "\n".join(map(str, broken.problems)) + "\n"
    results = list(examples.run(after))
    failed = [str(one) for one in results if not one.passed]
    counted = f"{len(results) - len(failed)} of {len(results)} examples pass"
    return after, "\n".join([*failed, counted, as_text(difference(articles, before, after))])


def as_text(found: Difference) -> str:
    """The difference as a list to read in a terminal."""
    counts = ", ".join(f"{len(found.of(kind))} {kind}" for kind in ("won", "lost", "changed"))
    lines = [f"{found.articles} articles: {found.same} facts stay, sentences {counts}"]
    for one in found.changes:
        lines += ["", f"{one.path}:{one.start}: {one.kind}", f"    {one.sentence}"]
        lines += [f"  - {row}" for row in one.before] + [f"  + {row}" for row in one.after]
    return "\n".join(lines) + "\n"

"""Which articles a graph is made of: the paths of the last build, those added since, those taken out.

All of it lies beside the graph: `articles.json` names the paths and what was taken out, `articles/` holds copies of what was
added, so that an added article is there for every later build, wherever its file has gone. Both are written whole or not at all.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg import home, store, vocab
from kg.article import parse, read_articles, read_file
from kg.model import Article
from kg.problems import BadInput, Broken, Problem, UnknownName

RECORD, FOLDER = "articles.json", "articles"


@dataclass(frozen=True, slots=True)
class Collection:
    """The articles of one graph. Paths are absolute; `removed` maps the digest of an article that was taken out to its headline."""

    out: Path
    sources: tuple[Path, ...] = ()
    ontology: tuple[Path, ...] = ()
    base: str = ""
    measures: bool = False
    removed: tuple[tuple[str, str], ...] = ()

    @property
    def added(self) -> Path:
        """The folder with the copies of what was added."""
        return self.out / FOLDER

    @property
    def paths(self) -> tuple[Path, ...]:
        """All that a build reads. Raises BadInput when a path of the last build is gone: the graph would lose its articles."""
        gone = [str(one) for one in self.sources if not one.exists()]
        if gone:
            raise BadInput(
                f"the graph in {self.out} was built from {', '.join(gone)}, which {'is' if len(gone) == 1 else 'are'} no longer there: "
                f"put it back, or build anew with 'kg build PATH -o {self.out}'"
            )
        return (*self.sources, *((self.added,) if holds_articles(self.added) else ()))

    def leaves_out(self, article: Article) -> bool:
        """Whether the article was taken out."""
        return article.digest in dict(self.removed)


def holds_articles(folder: Path) -> bool:
    """Whether there is anything to read in a folder of added articles."""
    return folder.is_dir() and any(one.is_file() and not one.name.startswith(".") for one in folder.iterdir())


def read(out: Path) -> Collection:
    """The articles of the graph in a folder; an empty collection where nothing was built yet.

    A graph without a record is the sample: that of the seeds. Raises Broken for a damaged record."""
    path = out / RECORD
    if not path.is_file():
        return Collection(out, (home.folder("seeds"),) if (out / "graph.ttl").is_file() else ())
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Collection(
            out,
            tuple(_absolute(out, one) for one in found["sources"]),
            tuple(_absolute(out, one) for one in found["ontology"]),
            str(found["base"]),
            bool(found.get("measures")),
            tuple(sorted((str(digest), str(title)) for digest, title in found["removed"].items())),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Broken(
            [
                Problem(
                    str(path),
                    getattr(error, "lineno", 0),
                    0,
                    "record",
                    f"the record cannot be read: {error}",
                    "mend it, or delete it and build anew",
                )
            ]
        ) from error


def write(collection: Collection) -> bool:
    """Keep a collection beside its graph; False when it was kept so already."""
    kept = {
        "sources": [_relative(collection.out, one) for one in collection.sources],
        "ontology": [_relative(collection.out, one) for one in collection.ontology],
        "base": collection.base,
        "measures": collection.measures,
        "removed": dict(collection.removed),
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return store.write_whole(collection.out / RECORD, text.encode("utf-8", "surrogatepass"))


def _absolute(out: Path, written: str) -> Path:
    return Path(os.path.abspath(out / written))


def _relative(out: Path, path: Path) -> str:
    """A path as seen from the folder of the graph, so that both can be moved together; absolute on another drive."""
    try:
        return Path(os.path.relpath(path, out)).as_posix()
    except ValueError:
        return str(path)


def add(collection: Collection, paths: Iterable[str | Path], *, text: str = "") -> tuple[Collection, tuple[Path, ...]]:
    """Copy articles beside the graph: files, folders, or `-` for `text`. What was taken out comes back.

    Returns the collection and the copies made; an article that is there already makes none. Raises Broken, and adds nothing,
    when one of the files is no article.
    """
    wanted: dict[str, tuple[str, bytes]] = {}
    titles: dict[str, list[Article]] = {}
    faults: list[Problem] = []
    for name, data in _contents(paths, text):
        found = list(parse(name, data, Path(name).suffix.lower().lstrip(".") or "text"))
        faults += [one for one in found if isinstance(one, Problem) and one.severity == "error"]
        articles = [one for one in found if isinstance(one, Article)]
        if articles:
            titles[name] = articles
            wanted[name] = (_file_name(name, articles[0], data), data)
    if faults:
        raise Broken(faults)
    back = {one.digest for articles in titles.values() for one in articles}
    there = {one.digest for one in read_articles(collection.paths) if isinstance(one, Article)} if collection.paths else set()
    made = []
    for name, (file, data) in wanted.items():
        if not {one.digest for one in titles[name]} <= there:
            path = collection.added / file
            store.write_whole(path, data)
            made.append(path)
    return replace(collection, removed=tuple(row for row in collection.removed if row[0] not in back)), tuple(made)


def _contents(paths: Iterable[str | Path], text: str) -> Iterator[tuple[str, bytes]]:
    for given in paths:
        if str(given) == "-":
            yield "stdin.txt", text.encode("utf-8", "surrogateescape")
            continue
        path = Path(given)
        for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if not path.is_dir() or (one.is_file() and not one.name.startswith(".")):
                faults = [problem for problem in read_file(one) if isinstance(problem, Problem) and problem.severity == "error"]
                if faults:
                    raise Broken(faults)
                yield str(one), one.read_bytes()


def _file_name(name: str, article: Article, data: bytes) -> str:
    """A name that tells the article and differs from all others: its date, its headline, the hash of the file."""
    words = vocab.slug(article.title)[:60].strip("-") or "article"
    return f"{article.published}-{words}-{vocab.short_hash(data.decode('utf-8', 'replace'))[:8]}{Path(name).suffix.lower() or '.txt'}"


def remove(collection: Collection, name: str) -> tuple[Collection, Article]:
    """Take one article out: named by its file, its headline, its address in the web or in the graph, or the start of its digest.

    An added article's copy is deleted; another's file stays where it is and is left out of every later build.
    Raises UnknownName, with what is near, when no article or more than one is meant.
    """
    articles = [one for one in read_articles(collection.paths) if isinstance(one, Article) and not collection.leaves_out(one)]
    article = choose(articles, name)
    alone = sum(one.path == article.path for one in articles) == 1
    if alone and Path(article.path).parent == collection.added:
        try:
            Path(article.path).unlink()
        except OSError as error:
            raise BadInput(f"{article.path} cannot be deleted: {error.strerror}; nothing was changed") from error
    twins = any(one.digest == article.digest and one.path != article.path for one in articles)
    if twins or not alone or Path(article.path).parent != collection.added:
        collection = replace(collection, removed=tuple(sorted({*collection.removed, (article.digest, article.title)})))
    return collection, article


def choose(articles: Sequence[Article], name: str) -> Article:
    """The one article that is meant. Raises UnknownName, with what is near, when none or more than one is."""
    wanted = name.strip()
    flat = wanted.casefold()

    def path(one: Article) -> bool:
        return one.path == wanted or os.path.abspath(one.path) == os.path.abspath(wanted)

    def title(one: Article) -> bool:
        return one.title.casefold() == flat or one.url == wanted

    def file(one: Article) -> bool:
        return Path(one.path).name == wanted or Path(one.path).stem == wanted

    def digest(one: Article) -> bool:
        return len(wanted) >= 6 and one.digest.startswith(wanted.removeprefix("article:").removeprefix(vocab.iri("article", "")))

    def part(one: Article) -> bool:
        return len(flat) >= 4 and (flat in one.title.casefold() or flat in Path(one.path).stem.casefold())

    for test in (path, title, file, digest, part):
        found = {one.digest: one for one in articles if test(one)}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            shown = "\n".join(
                f"  {one.digest}  {one.published}  {one.title}" for one in sorted(found.values(), key=lambda one: one.published)[:8]
            )
            raise UnknownName(f"'{name}' may be {len(found)} articles; name one by its digest:\n{shown}")
    known = {one.title.casefold(): one.title for one in articles} | {
        Path(one.path).name.casefold(): Path(one.path).name for one in articles
    }
    close = [known[one] for one in difflib.get_close_matches(flat, sorted(known), n=3, cutoff=0.5)]
    raise UnknownName(f"no article is called '{name}'" + (f"; did you mean {' or '.join(repr(one) for one in close)}?" if close else ""))

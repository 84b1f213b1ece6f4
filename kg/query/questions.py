"""The named questions: SPARQL files with a title, a help text and typed parameters.

A file of `kg/queries` begins with comments that describe it:

    # title: Meetings of one actor
    # help: Every meeting in which the actor took part, the oldest first.
    # param: actor Actor "whose meetings"
    # param: since date? "only meetings on or after this day"

A parameter with a `?` after its type may be left out; one with `= value` has a default. In the text a parameter is a
VALUES
clause on a line of its own, which holds a value already, so that the file runs as it stands. Lines beginning `#?name`
count
only when the parameter is given, lines ending in `#-name` only when it is not. What is given enters as an RDF term,
written by
rdflib's own escaping: it cannot become a part of the query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, Literal, URIRef

from kg.problems import BadInput, UnknownName, nearest
from kg.query.answer import Answer
from kg.query.names import CLASSES, find
from kg.query.run import ROWS, SECONDS, Reader, trusted

FOLDER = Path(__file__).resolve().parent.parent / "queries"
_PARAM = re.compile(r"(\w+) (\w+)(\?)?(?: = (\S+))?(?: \"([^\"]*)\")?$")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be told: `type` is a kind of thing, or date, text, number, concept."""

    name: str
    type: str
    optional: bool = False
    default: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A named question."""

    name: str
    title: str
    help: str
    parameters: tuple[Parameter, ...]
    text: str

    def bound(self, values: Mapping[str, URIRef | Literal]) -> str:
        """The query with those values in it."""
        kept = []
        for line in self.text.split("\n"):
            if match := re.match(r"(\s*)#\?(\w+) (.*)", line):
                if match[2] not in values:
                    continue
                line = match[1] + match[3]
            elif match := re.search(r"\s+#-(\w+)\s*$", line):
                if match[1] in values:
                    continue
                line = line[: match.start()]
            if (match := re.match(r"\s*VALUES \?(\w+) \{.*\}\s*$", line)) and match[1] in values:
                line = f"VALUES ?{match[1]} {{ {_written(values[match[1]])} }}"
            if not line.lstrip().startswith("#"):
                kept.append(line)
        return "\n".join(kept).strip() + "\n"


def _written(term: URIRef | Literal) -> str:
    """The term as SPARQL, every special character of a text escaped.

    >>> _written(Literal('" } DROP'))
    '"\\\\" } DROP"'
    """
    if isinstance(term, URIRef):
        return f"<{re.sub(_UNFIT, lambda match: ''.join(f'%{byte:02X}' for byte in match[0].encode()), str(term))}>"
    text = "".join(_ESCAPES.get(char, char) for char in str(term))
    return f'"{text}"' if term.datatype is None or str(term.datatype).endswith("#string") else f'"{text}"^^<{term.datatype}>'


_UNFIT = r"""[\x00-\x20<>"{}|\\^`]"""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


@cache
def questions() -> dict[str, Question]:
    """All named questions, by name."""
    return {path.stem: read(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.rq"))}


def question(name: str) -> Question:
    """The question of that name. Raises UnknownName with the nearest spelling."""
    known = questions()
    if name not in known:
        raise UnknownName(f"no question is called '{name}' {nearest(name, known)} (there are: {', '.join(known)})")
    return known[name]


def read(name: str, text: str) -> Question:
    """A question from the text of its file. Raises BadInput when its header is not as it should be."""
    title, help, parameters = "", [], []
    for line in text.split("\n"):
        if not line.startswith("#"):
            break
        key, _, value = line[1:].strip().partition(": ")
        if key == "title":
            title = value
        elif key == "help":
            help.append(value)
        elif key == "param":
            match = _PARAM.match(value)
            if match is None or not (match[2] in CLASSES or match[2] in ("date", "text", "number", "concept")):
                raise BadInput(f"{name}.rq: '# param: {value}' is not understood; write: # param: name Type? = default \"what it is\"")
            parameters.append(Parameter(match[1], match[2], bool(match[3]), match[4] or "", match[5] or ""))
    if not title or not help:
        raise BadInput(f"{name}.rq: a question begins with '# title: …' and '# help: …'")
    return Question(name, title, " ".join(help), tuple(parameters), text)


def ask(
    source: Path | str | Graph | Reader,
    name: str,
    given: Mapping[str, str] | None = None,
    *,
    seconds: float = SECONDS,
    rows: int = ROWS,
    labels: bool = True,
) -> Answer:
    """The answer to a named question. `given` are its parameters as typed; things are found by their names.

    Raises UnknownName for a question, a parameter or a thing that does not exist, BadInput for one that is missing.
    """
    wanted = question(name)
    return trusted(
        source,
        wanted.bound(values(source, wanted, given or {})),
        seconds=seconds,
        rows=rows,
        labels=labels,
        path=f"{name}.rq",
    )


def values(source: Path | str | Graph | Reader, wanted: Question, given: Mapping[str, str]) -> dict[str, URIRef | Literal]:
    """The parameters of a question as terms."""
    known = [parameter.name for parameter in wanted.parameters]
    for name in given:
        if name not in known:
            raise UnknownName(
                f"the question '{wanted.name}' takes no '{name}' {nearest(name, known)} (it takes: {', '.join(known) or 'nothing'})"
            )
    found: dict[str, URIRef | Literal] = {}
    for parameter in wanted.parameters:
        text = given.get(parameter.name, parameter.default)
        if text:
            found[parameter.name] = _value(source, parameter, text)
        elif not parameter.optional:
            raise BadInput(f"the question '{wanted.name}' needs '{parameter.name}': {parameter.help}")
    return found


def _value(source: Path | str | Graph | Reader, parameter: Parameter, text: str) -> URIRef | Literal:
    if parameter.type in CLASSES:
        return URIRef(find(source, text, parameter.type))
    if parameter.type == "date" and not _DATE.match(text):
        raise BadInput(f"'{text}' for '{parameter.name}' is no date: write 2022-01-09, 2022-01 or 2022")
    if parameter.type == "number" and not re.fullmatch(r"\d{1,9}", text):
        raise BadInput(f"'{text}' for '{parameter.name}' is no whole number")
    if parameter.type == "concept" and not re.fullmatch(r"[A-Za-z][A-Za-z-]*", text):
        raise BadInput(f"'{text}' for '{parameter.name}' is no word of the vocabulary (such as planned, held, accuse)")
    return Literal(int(text)) if parameter.type == "number" else Literal(text)

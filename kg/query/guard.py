"""What a foreign query may hold: read before it is run, word by word.

The engine would follow SERVICE wherever it stands, and reads keywords without a border between words
(`trueSERVICEex:a {…}`),
so the words are looked for in every token that is not a string, an address, a variable or a comment. Where a text
could be
read in two ways (`?a<?b)#>`: an address, or "less than" and a comment), it is refused: a guard that reads other than
the engine is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg import vocab
from kg.problems import Broken, Problem, nearest

LONGEST = 200_000
"""Characters a query may have."""
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = frozenset(["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"])
_NAME_ESCAPE = r"\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<space>\s+)",
            r"(?P<comment>#[^\r\n]*)",
            r'(?P<string>"""(?:"{0,2}(?:[^"\\]|\\.))*"""'
            + r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
            + r'|"(?:[^"\\\r\n]|\\.)*"'
            + r"|'(?:[^'\\\r\n]|\\.)*')",
            r'(?P<address><[^<>"{}|^`\\\x00-\x20]*>)',
            r"(?P<variable>[?$]\w+)",
            r"(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
            r"(?P<blank>_:\w[\w.-]*)",
            rf"(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:.%-]|{_NAME_ESCAPE})*)",
            r"(?P<number>\d[\d.]*(?:[eE][+-]?\d+)?)",
            r"(?P<word>[^\W\d]\w*)",
            r"(?P<sign>.)",
        )
    ),
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query, with its place in the text."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may be run: its text, its form, and the prefixes to fill in."""

    text: str
    form: str
    prefixes: Mapping[str, str]


def known_prefixes(base: str = vocab.BASE) -> dict[str, str]:
    """The prefixes that are filled in by themselves."""
    own = {"cq": base + "ns#"} if base != vocab.BASE else {}
    return {**vocab.PREFIXES, **vocab.things(base), **own}


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query; space and comments are left out."""
    for match in _TOKEN.finditer(text):
        if (kind := match.lastgroup) not in (None, "space", "comment"):
            yield Token(str(kind), match[0], match.start())


def fault(text: str, start: int, code: str, message: str, remedy: str = "", *, width: int = 1, path: str = "query") -> Broken:
    """A mistake in a query as an exception that shows the place."""
    before = text[:start]
    line = before.count("\n") + 1
    begin = before.rfind("\n") + 1
    excerpt = text[begin:].split("\n", 1)[0].rstrip("\r")
    column = len(text[begin:start].expandtabs(4)) + 1
    return Broken([Problem(path, line, column, code, message, remedy, excerpt, width)])


def check(text: str, *, path: str = "query", prefixes: Mapping[str, str] | None = None) -> Checked:
    """The query with its form and the prefixes that it uses without saying what they mean.

    Raises Broken, with the place, where it would change the graph, leave it, or read it in two ways.

    >>> check("SELECT ?who { ?who a cq:Person }").form
    'SELECT'
    >>> check("SELECT * { SERVICE <http://example.org/> { ?a ?b ?c } }")
    Traceback (most recent call last):
        ...
    kg.problems.Broken: query:1:12: error[service]: SERVICE would ask another machine
        SELECT * { SERVICE <http://example.org/> { ?a ?b ?c } }
                   ^^^^^^^
      help: a question sees this graph only; fetch the other data yourself and load both
    """
    if len(text) > LONGEST:
        raise fault(text, 0, "length", f"the query has {len(text):,} characters; at most {LONGEST:,} are read", path=path)
    known = known_prefixes() if prefixes is None else prefixes
    declared: set[str] = set()
    used: dict[str, str] = {}
    form = ""
    previous = ""
    for token in tokens(text):
        upper = token.text.upper()
        if token.kind == "address":
            _address(text, token, path)
        elif token.kind == "word":
            _word(text, token, form, path)
            if not form and upper in FORMS:
                form = upper
            elif not form and upper not in ("PREFIX", "BASE", "VERSION"):
                raise fault(
                    text,
                    token.start,
                    "form",
                    f"a query begins with {', '.join(FORMS[:-1])} or {FORMS[-1]}, not with '{token.text}'",
                    nearest(upper, FORMS) or "to ask a named question, give its name alone",
                    width=len(token.text),
                    path=path,
                )
        elif token.kind == "name":
            prefix = token.text.partition(":")[0]
            if "SERVICE" in prefix.upper():
                raise fault(
                    text,
                    token.start,
                    "service",
                    f"the prefix '{prefix}' holds the word SERVICE, which the engine could read as a keyword",
                    "give the prefix another name",
                    width=len(prefix),
                    path=path,
                )
            if previous == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                if prefix not in known:
                    raise fault(
                        text,
                        token.start,
                        "prefix",
                        f"the prefix '{prefix}:' is not known",
                        nearest(prefix, {*known, *declared}) or f"write before the query: PREFIX {prefix}: <https://…>",
                        width=len(prefix) + 1,
                        path=path,
                    )
                used[prefix] = known[prefix]
        elif token.text == "\\":
            raise fault(
                text,
                token.start,
                "escape",
                "a backslash stands outside of a string",
                "write the character itself: escaped keywords are not read",
                path=path,
            )
        previous = upper
    if not form:
        raise fault(
            text,
            max(0, len(text.rstrip()) - 1),
            "form",
            "there is no query here",
            "for example: SELECT ?one ?other { ?one cq:meets ?other }",
            path=path,
        )
    return Checked(text, form, used)


def _word(text: str, token: Token, form: str, path: str) -> None:
    upper, width = token.text.upper(), len(token.text)
    if "SERVICE" in upper:
        raise fault(
            text,
            token.start,
            "service",
            "SERVICE would ask another machine",
            "a question sees this graph only; fetch the other data yourself and load both",
            width=width,
            path=path,
        )
    if upper == "FROM":
        raise fault(
            text,
            token.start,
            "from",
            "FROM would name another graph",
            "leave it out: there is one graph, the one you asked",
            width=width,
            path=path,
        )
    if not form and upper in _UPDATES:
        raise fault(
            text,
            token.start,
            "update",
            f"{upper} would change the graph; here it is only read",
            "facts come from articles and rules: change these and build again",
            width=width,
            path=path,
        )


def _address(text: str, token: Token, path: str) -> None:
    inside = token.text[1:-1]
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", inside):
        return
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", inside) and not re.search(r"[#'()]", inside):
        return
    raise fault(
        text,
        token.start,
        "address",
        f"'{token.text}' is no full address",
        "write <https://…> in full; if '<' means 'less than', put a space after it",
        width=len(token.text),
        path=path,
    )

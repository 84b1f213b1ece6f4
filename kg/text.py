"""Text → sentences and tokens; no offset is ever lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Article, Span

ABBREVIATIONS = frozenset(
    "mr mrs ms dr lt gen col maj adm capt brig sgt sen rep gov amb st jr sr prof rev hon jan feb mar apr jun jul aug sept sep "
    "oct nov dec no vs etc al messrs mme inc ltd co corp pres sec dep min fig art vol".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split())

_STOP = re.compile(r"(?P<mark>[.!?…]+)(?P<close>[\"”’'»)\]]*)(?P<gap>\s+|$)(?P<open>[\"“‘'«(\[—–-]*\s?)(?P<next>\S?)")
_LOST = re.compile(
    r"(?<=[a-z0-9\"”’])(?P<gap> +)(?P<word>The|This|These|Those|We|It|He|She|They|But|However|Meanwhile|There|In addition)(?= [a-z“\"]| [A-Z][a-z]+ [A-Z]?[a-z])"
)
"""Where scraped text lost its full stop: a function word with a capital after a word without one."""

_BREAK = re.compile(r"\s*(?:\*\s?){3,}\s*|\s*<(?:…|\.\.\.)>\s*")
"""Marks between two sections, or for words left out, within what a scraper made one paragraph."""

_BOILERPLATE = re.compile(
    r"(?:(?<=[.!?”\"]\s)|^)(?:Sources?|Related(?: articles| links| stories)?|See also|Read more|Photo|Image|Credit|File photo|Sister links?|Note to editors)\s?:",
    re.MULTILINE,
)
"""Where a paragraph goes over into references or captions, which report nothing."""

_KEEPS_THE = re.compile(
    r"(?:^|\s)(?:at|in|of|to|from|with|by|for|and|or|the|on|near|told|a|an|as|that|said|says|between|including|like|called|titled)$",
    re.IGNORECASE,
)
_STARTERS = frozenset(
    "the this these those he she it they we i in on at but and a an as after before during while when however meanwhile for "
    "his her its their our there both according earlier later last following speaking asked".split()
)

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"  # U.S., a.m., J.F.K
    r"|(?:Mr|Mrs|Ms|Dr|Lt|Gen|Col|Maj|Adm|Capt|Brig|Sgt|Sen|Rep|Gov|Amb|St|Jr|Sr|Prof|Rev|Hon|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
    r"|[^\W\d_]\.(?=\s)"  # an initial
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?\b"
    r"|[a-z]+(?:-[a-z]+)+"  # high-level
    r"|['’]s\b"
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*\d*"  # words, O'Brien, don't; not the possessive
    r"|[^\w\s]|\w+"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: its span, the number of its paragraph (-1 the headline), and its own number."""

    span: Span
    paragraph: int
    number: int

    def text(self, article: Article) -> str:
        """The words of the sentence."""
        return article.text[self.span.start : self.span.end]


class Token(NamedTuple):
    """A word or a mark: its text, where it stands in the article, and its lower-case form."""

    text: str
    start: int
    end: int
    low: str


def sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of the headline and the body, in the order of the text."""
    found: list[Sentence] = []
    parts = [(-1, article.headline), *enumerate(article.body)]
    for paragraph, span in parts:
        if paragraph >= 0 and (match := _BOILERPLATE.search(article.text, span.start, span.end)):
            span = _trim(article.text, Span(span.start, match.start()))
        pieces = [span] if paragraph == -1 else split(article.text, span)
        for piece in pieces:
            if piece.start < piece.end:
                found.append(Sentence(piece, paragraph, len(found)))
    return tuple(found)


def split(text: str, span: Span) -> list[Span]:
    """The sentences within one paragraph.

    >>> text = "Gen. Smith met U.S. envoys in Ukraine The two agreed. They left."
    >>> [text[one.start:one.end] for one in split(text, Span(0, len(text)))]
    ['Gen. Smith met U.S. envoys in Ukraine', 'The two agreed.', 'They left.']
    """
    cuts: list[tuple[int, int]] = []
    for match in _STOP.finditer(text, span.start, span.end):
        if _ends(text, span.start, match):
            cuts.append((match.end("close"), match.end("gap")))
    cuts.extend((match.start(), match.end()) for match in _BREAK.finditer(text, span.start, span.end))
    for match in _LOST.finditer(text, span.start, span.end):
        if not _KEEPS_THE.search(text[max(span.start, match.start() - 14) : match.start()]):
            cuts.append((match.start("gap"), match.end("gap")))
    pieces: list[Span] = []
    start = span.start
    for end, after in sorted(cuts):
        if end > start:
            pieces.append(Span(start, end))
            start = after
    if text[start : span.end].strip():
        pieces.append(Span(start, span.end))
    return [one for piece in pieces if (one := _trim(text, piece)).start < one.end]


_DATELINE = re.compile(r"[^\n.!?;“\"]{0,24}[^\n!?;“\"]{0,64}?(?:\s(?:--|[-–—])|:)\s")
_IN_DATELINE = frozenset(("of", "de", "la", "el", "the", "st", "nd", "rd", "th"))


def dateline(article: Article) -> tuple[int, int]:
    """Where the body says from where and when it was sent ("GENEVA, Jan. 10 (Agency) -"): (start, end), both 0 where it does not.

    A dateline is what stands before the first dash or colon, if it begins with a capital letter and all its words are names, days or years.
    """
    if not article.body:
        return 0, 0
    start = article.body[0].start
    found = _DATELINE.match(article.text, start, min(article.body[0].end, start + 90))
    if found is None:
        return 0, 0
    words = re.findall(r"\w+", found.group())
    named = all(word[0].isupper() or word[0].isdigit() or word.lower() in _IN_DATELINE for word in words)
    return (start, found.end()) if words and words[0][0].isupper() and named else (0, 0)


def _ends(text: str, floor: int, match: re.Match[str]) -> bool:
    follower = match["next"]
    if not follower or not match["gap"]:
        return not follower
    if match["mark"] != ".":
        return follower.isupper() or not follower.isalpha()
    if follower.islower():
        return False
    start = match.start()
    before = start
    while before > floor and not text[before - 1].isspace() and text[before - 1] not in '("“‘[':
        before -= 1
    word = text[before:start]
    low = word.lower()
    if match["close"]:
        return True
    if low in ABBREVIATIONS:
        return low in _MONTHS and follower.isupper() and not follower.isdigit()
    if len(word) == 1 and word.isupper():
        return False
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        after = re.match(r"[^\W\d_]*", text[match.end() - 1 :])
        return after is not None and after.group().lower() in _STARTERS and after.group()[:1].isupper()
    return True


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def tokens(text: str, span: Span) -> list[Token]:
    """The words and marks within a span.

    >>> [one.text for one in tokens("Russia's U.S.-Chinese high-level talks", Span(0, 38))]
    ['Russia', "'s", 'U.S.', '-', 'Chinese', 'high-level', 'talks']
    """
    return [Token(word := m.group(), m.start(), m.end(), word.lower()) for m in TOKEN.finditer(text, span.start, span.end)]

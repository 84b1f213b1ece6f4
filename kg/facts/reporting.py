"""Verbs of saying whose speaker no pattern reached: names behind or before an apposition, and sources that only a common noun names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import vocab
from kg.chunks import ADVERBS, Node
from kg.facts.desk import Desk
from kg.model import Argument, Span

_SAYS = frozenset("say tell add warn report note stress argue announce write claim explain insist declare".split())
_HEADS = re.compile(
    r"\b(?:officials?|diplomats?|police|ministry|ministries|department|embassy|office|service|spokes(?:man|woman|person|people)|sources?|analysts?|experts?|"
    r"lawmakers?|military|army|navy|government|authorities|agency|council|commission|court|witnesses|residents|activists|newspaper|newspapers|"
    r"television|radio|party|company|group|organi[sz]ation|committee|prosecutors?|investigators|rebels|protesters|critics|delegation|union|watchdog|"
    r"negotiators?|mediators?|envoys?|observers|scientists|researchers|economists|aides?|officers?|commanders?|presidency|parliament|secretariat|"
    r"governor|mayor|commissioner|judge|lawyer|lawyers|opposition|airline|bank|Reuters|TASS|Xinhua|Interfax|AFP|AP|DPA|Kyodo|Yonhap)$"
)
"""The last words of phrases for those who say something without being named."""
_LONGEST = 8


def unnamed(nodes: Sequence[Node], quotes: Sequence[Span], desk: Desk) -> tuple[Argument, ...]:
    """Who says what a sentence of those chunks tells: the name beside an apposition, else a source named by a common noun; empty where nobody says anything."""
    for k, node in enumerate(nodes):
        if node.kind != "V" or node.head not in _SAYS or node.passive or node.infinitive or node.negated or node.tense == "participle":
            continue
        if any(one.start <= node.start < one.end for one in quotes):
            continue
        before = k - 1
        while before >= 0 and nodes[before].kind == "W" and nodes[before].low in ADVERBS:
            before -= 1
        if before > 0 and nodes[before].low == ",":
            if found := _named(nodes, before, desk):
                return found
            if node.head in ("say", "add", "tell", "warn", "explain") and (source := _phrase(nodes, k + 1, desk, forward=True)):
                return (source,)
            continue
        marked = before >= 0 and nodes[before].low in ("”", '"', "’")
        source = (
            _phrase(nodes, k + 1, desk, forward=True) if marked else _phrase(nodes, before, desk, forward=False) if before >= 0 else None
        )
        if source is not None:
            return (source,)
    return ()


def _named(nodes: Sequence[Node], comma: int, desk: Desk) -> tuple[Argument, ...]:
    """The person before a comma and a verb of saying ("The envoy, Name, said"), or before the apposition that it ends."""
    places = [comma - 1, *(k - 1 for k in range(comma - 1, 0, -1) if nodes[k].low == ",")]
    for k in places:
        people = [ref for ref in nodes[k].refs if ref.kind == "person" and ref.name] if nodes[k].kind == "A" else []
        if people and (k == 0 or nodes[k - 1].low == "," or k != comma - 1):
            return tuple(one for ref in people for one in desk.scope.resolve(ref))
    return ()


def _nobody(node: Node) -> bool:
    """Whether a chunk is a phrase for people of no named country or body ("diplomats", "police")."""
    return node.kind == "A" and all(
        ref.kind in ("source", "group") and not ref.name and not ref.countries and not ref.body for ref in node.refs
    )


def _phrase(nodes: Sequence[Node], k: int, desk: Desk, *, forward: bool) -> Argument | None:
    """The source that a phrase of words before or behind a verb of saying names."""
    low = high = k
    if forward:
        while (
            high < len(nodes)
            and nodes[high].kind in "WNTE"
            and high - k < _LONGEST
            and nodes[high].low not in ("on", "in", "that", "at", "as", "to", "who")
        ):
            high += 1
        low, high = k, high - 1
    else:
        while low > 0 and k - low < _LONGEST and (nodes[low - 1].kind in "WNT" or (nodes[low - 1].kind == "A" and nodes[low].low == "'s")):
            if nodes[low - 1].low in ("that", "and", "but", "while", "as", "when", "which", "who", "because", "if", "after"):
                break
            low -= 1
    if high < low or high >= len(nodes) or not (nodes[high].kind in "WNT" or _nobody(nodes[high])):
        return None
    start, end = nodes[low].start, nodes[high].end
    text = desk.article.text[start:end]
    if not _HEADS.search(text):
        return None
    label = re.sub(r"^(?:a|an|the)\s+", "", " ".join(text.split()), flags=re.IGNORECASE)
    known = [one for head, one in desk.sources.sources if head == label.split()[-1].lower()] if text.lower().startswith("the ") else []
    if len(known) == 1:
        return Argument(known[0].id, known[0].label, "Source", known[0].country, text, start, end)
    iri = vocab.iri("source", vocab.short_hash(desk.article.digest, label.lower()))
    return Argument(iri, label, "Source", "", text, start, end)

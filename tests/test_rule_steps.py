"""The compiled matcher against a naive one: for any pattern and any row of chunks both find a match at the same place.

The naive matcher below reads the manual literally (docs/rules.md, Patterns): it walks over chunks and knows nothing of characters and regular expressions.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.chunks import Node
from kg.chunks.nodes import Ref
from kg.knowledge import load_knowledge
from kg.rules.compile import RuleSet
from kg.rules.rule import Pattern, Rule
from kg.rules.syntax import Choice, Element, Gap, Slot, Verb, Word, parse

_LEXICON = load_knowledge().lexicon
_PEOPLE = ("person", "source", "group", "pronoun")
_BORDERS = ("that", "which", "who", "because", "while", "whether", "if", "when", "although", "though", "but")

# -- any pattern, any row of chunks -------------------------------------------------------------------------------------------

_PLAIN = st.sampled_from(
    [
        "<meet>",
        "<see>",
        "<meet|see>",
        "with",
        "of",
        "inspectors",
        ",",
        "{X:actor}",
        "{X:actor+}",
        "{X:actor+ and}",
        "{X:person}",
        "{X:person+}",
        "{X:state}",
        "{X:state+}",
        "{X:group}",
        "{X:date}",
    ]
)
_SEQUENCES = st.lists(_PLAIN, min_size=1, max_size=3).map(" ".join)
_OPTIONAL = _SEQUENCES.map(lambda one: f"[{one}]")
_CHOICES = st.lists(_SEQUENCES, min_size=2, max_size=3).map(lambda some: f"({' | '.join(some)})")
_STEPS = st.one_of(_PLAIN, _PLAIN, _OPTIONAL, _CHOICES, st.sampled_from(["..", "..."]))
_PATTERNS = st.tuples(_PLAIN, st.lists(_STEPS, max_size=4), st.one_of(_PLAIN, st.just("{Z:text}"))).map(
    lambda parts: " ".join([parts[0], *parts[1], parts[2]])
)


def _actor(kind: str, plural: bool, noun: str = "") -> Node:
    named = not noun and kind in ("person", "state", "org")
    text = noun or ("Name" if named else "they")
    ref = Ref(kind, text, 0, 0, name="Name" if named else "", entity="x:1" if named else "", office=noun, plural=plural)
    return Node("A", 0, 0, 0, 0, refs=[ref])


_CHUNKS = st.one_of(
    st.builds(_actor, st.sampled_from(["person", "source", "group", "pronoun", "state", "org"]), st.booleans()),
    st.builds(_actor, st.just("group"), st.just(True), st.sampled_from(["inspectors", "diplomats"])),
    st.sampled_from(["with", "of", "by", "that", "but", "quite"]).map(lambda word: Node("W", 0, 0, 0, 0, low=word)),
    st.sampled_from([",", ";", "."]).map(lambda mark: Node("P", 0, 0, 0, 0, low=mark)),
    st.builds(
        lambda head, passive, governs: Node("V", 0, 0, 0, 0, head=head, passive=passive, governs=governs),
        st.sampled_from(["meet", "see", "agree"]),
        st.booleans(),
        st.booleans(),
    ),
    st.just(Node("D", 0, 0, 0, 0)),
)


# -- the naive matcher --------------------------------------------------------------------------------------------------------


def _fits(slot: Slot, node: Node) -> bool:
    if slot.type == "date":
        return node.kind == "D"
    if node.kind != "A":
        return False
    kind = node.refs[0].kind
    number = node.many if slot.several else slot.many or slot.type == "group" or not node.many
    if slot.type == "actor":
        return number or (not slot.several and kind in ("group", "state", "org"))
    if slot.type == "person":
        return kind in _PEOPLE and (number or kind == "group")
    return kind == slot.type and number


def _ends(elements: tuple[Element, ...], row: list[Node], at: int) -> set[int]:
    """All places at which the elements may have ended when they begin at one."""
    places = {at}
    for element in elements:
        places = {end for place in places for end in _step(element, row, place)}
    return places


def _step(element: Element, row: list[Node], at: int) -> set[int]:
    here = row[at] if at < len(row) else None
    if isinstance(element, Choice):
        return {end for option in element.options for end in _ends(option, row, at)} | ({at} if element.optional else set())
    if isinstance(element, Gap):
        found = {at}
        for place in range(at, min(at + element.most, len(row))):
            if row[place].kind in "VP" or row[place].low in _BORDERS:
                break
            found.add(place + 1)
        return found
    if isinstance(element, Verb):
        found = set()
        for place in range(at, min(at + 4, len(row))):
            if row[place].kind == "V" and row[place].head in element.heads and not row[place].passive:
                found.add(place + 1)
            if not (row[place].kind == "V" and row[place].governs):
                break
        return found
    if isinstance(element, Slot) and element.type == "text":
        found = set()
        for place in range(at, len(row)):
            if row[place].low == ";":
                break
            found.add(place + 1)
        return found
    if here is None:
        return set()
    if isinstance(element, Slot):
        return {at + 1} if _fits(element, here) else set()
    assert isinstance(element, Word)
    noun = here.kind == "A" and here.refs[0].office == element.text
    return {at + 1} if noun or (here.kind in "WP" and here.low == element.text) else set()


# -- both ---------------------------------------------------------------------------------------------------------------------


@settings(max_examples=400, deadline=None)
@given(_PATTERNS, st.lists(_CHUNKS, max_size=10))
def test_the_compiled_matcher_finds_what_the_manual_says(text: str, row: list[Node]) -> None:
    names = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" * 2)
    text = "".join(f"{{{'x' + next(names)}:" if part == "{X:" else part for part in text.replace("{X:", "\0{X:\0").split("\0"))
    elements = parse(text)
    rule = Rule("t.rule", "", "t.yaml", 1, "Meeting", (Pattern(text, elements),), ())
    rules = RuleSet([rule], _LEXICON)
    hit = rules.compiled[0].regex.search(rules.alphabet.encode(row))
    ways = {(start, end) for start in range(len(row) + 1) for end in _ends(elements, row, start)}
    assert (hit is not None) == bool(ways)
    if hit is not None:
        assert hit.span() in ways
        assert hit.start() == min(start for start, _ in ways)

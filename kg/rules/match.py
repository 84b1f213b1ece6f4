"""Rules on the chunks of one sentence → matches; the same code tells how far a pattern came when it did not match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.chunks import Node
from kg.clauses import Clauses, View
from kg.rules.compile import Compiled, RuleSet
from kg.rules.rule import Rule
from kg.rules.syntax import Element


@dataclass(slots=True)
class Match:
    """One rule on one sentence: which chunks fill its slots. Positions number the chunks of the sentence."""

    rule: Rule
    pattern: str
    turned: bool
    slots: dict[str, list[Node]]
    positions: dict[str, list[int]]
    verbs: list[Node] = field(default_factory=list)
    verb_positions: list[int] = field(default_factory=list)
    event: Node | None = None
    event_position: int = -1
    first: int = 0
    last: int = 0
    elements: tuple[Element, ...] = ()
    tree: bool = False
    """Found on the tree of a parser."""

    @property
    def trigger(self) -> int:
        """The position of the chunk that names the event: the event noun if the pattern has one, else the verb."""
        if self.event is not None:
            return self.event_position
        return self.verb_positions[-1] if self.verb_positions else self.first

    @property
    def weight(self) -> tuple[int, int, int]:
        """How specific the match is: slots filled, then chunks of the pattern, then its length in the sentence."""
        return (len(self.slots), len(self.verbs) + (self.event is not None), self.last - self.first)


@dataclass(frozen=True, slots=True)
class Step:
    """How far one pattern came on one sentence: for `kg rules explain`."""

    rule: str
    pattern: str
    matched: int
    elements: int
    words: str
    missing: str
    vetoed: bool = False


def match(clauses: Clauses, rules: RuleSet, candidates: Sequence[int]) -> list[Match]:
    """All matches on a sentence, in the order of the rules; vetoed ones are left out."""
    found: list[Match] = []
    seen: set[tuple[str, int, tuple[int, ...]]] = set()
    encoded = [(view, rules.alphabet.encode(view.nodes)) for view in clauses.views]
    for number in candidates:
        compiled = rules.compiled[number]
        rule = rules.rules[compiled.rule]
        for view, codes in encoded:
            for hit in compiled.regex.finditer(codes):
                made = _made(rule, compiled, view, hit)
                key = (rule.id, made.trigger, tuple(place for name in sorted(made.positions) for place in made.positions[name]))
                if key in seen:
                    continue
                seen.add(key)
                if not any(veto.search(codes) for veto in rules.vetoes.get(compiled.rule, ())):
                    found.append(made)
    return found


def _made(rule: Rule, compiled: Compiled, view: View, hit) -> Match:  # type: ignore[no-untyped-def]
    written = rule.written[compiled.pattern]
    made = Match(rule, written.text, compiled.turned, {}, {}, elements=written.elements, tree=compiled.pattern >= len(rule.patterns))
    start, end = hit.span()
    made.first, made.last = view.positions[start], view.positions[end - 1]
    for name, _ in hit.re.groupindex.items():
        low, high = hit.span(name)
        if low < 0:
            continue
        nodes, places = view.nodes[low:high], view.positions[low:high]
        if name[0] == "V" and name[1:2].isdigit():
            # Its governors stand directly before it.
            while low > start and view.nodes[low - 1].kind == "V" and view.nodes[low - 1].governs:
                low -= 1
            while low > 0 and view.nodes[low - 1].kind == "V" and view.nodes[low - 1].governs:
                low -= 1
            made.verbs = view.nodes[low:high]
            made.verb_positions = view.positions[low:high]
        elif name[0] == "E" and name[1:2].isdigit():
            events = [(node, place) for node, place in zip(nodes, places) if node.kind == "E"]
            if events:
                made.event, made.event_position = events[-1]
        else:
            slot = name.split("__")[0]
            made.slots.setdefault(slot, []).extend(nodes)
            made.positions.setdefault(slot, []).extend(places)
            if made.event is None and nodes[0].kind == "E":
                made.event, made.event_position = nodes[0], places[0]
    return made


def trace(clauses: Clauses, rules: RuleSet, candidates: Sequence[int], text: str) -> list[Step]:
    """How far each candidate pattern came on a sentence of that article's text, the farthest first."""
    steps: list[Step] = []
    encoded = [(view, rules.alphabet.encode(view.nodes)) for view in clauses.views]

    for number in candidates:
        compiled = rules.compiled[number]
        rule = rules.rules[compiled.rule]
        best = (0, "")
        for count, source in reversed(compiled.prefixes):
            for view, codes in encoded:
                if hit := re.search(source, codes):
                    words = " ".join(text[node.start : node.end] for node in view.nodes[hit.start() : hit.end()])
                    best = max(best, (count, words))
            if best[0]:
                break
        total = compiled.prefixes[-1][0]
        pattern = rule.written[compiled.pattern]
        elements = pattern.elements
        missing = "" if best[0] >= total else describe(elements[best[0]]) if best[0] < len(elements) else "by {A}"
        vetoed = best[0] >= total and any(veto.search(codes) for _, codes in encoded for veto in rules.vetoes.get(compiled.rule, ()))
        steps.append(Step(rule.id, pattern.text, best[0], total, best[1], missing, vetoed))
    return sorted(steps, key=lambda step: (-step.matched / step.elements, step.rule, step.pattern))


def describe(element: object) -> str:
    """An element of a pattern in words.

    >>> from kg.rules.syntax import parse
    >>> describe(parse("<meet|see>")[0])
    'the verb meet or see'
    """
    name = type(element).__name__
    if name == "Slot":
        return f"a {element.kind or element.type} for {{{element.name}}}" + (" (several)" if element.several else "")  # type: ignore[attr-defined]
    if name == "Verb":
        return "the verb " + " or ".join(element.heads)  # type: ignore[attr-defined]
    if name == "Class":
        return f"a word of %{element.name}"  # type: ignore[attr-defined]
    if name == "Word":
        return f"the word '{element.text}'"  # type: ignore[attr-defined]
    if name == "Gap":
        return "a gap"
    return "one of several options"

"""Rules → ordinary regular expressions over the alphabet of chunks."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.lexicon import Lexicon, plural
from kg.problems import Broken, Problem, nearest
from kg.rules.alphabet import ACTOR_KINDS, Alphabet, any_of
from kg.rules.rule import Pattern, Rule
from kg.rules.syntax import Choice, Class, Element, Gap, Slot, Verb, Word, walk

_TYPE_KINDS = {
    "actor": ACTOR_KINDS,
    "person": ("person", "source", "group", "pronoun"),
    "state": ("state",),
    "organization": ("org",),
    "group": ("group",),
    "pronoun": ("pronoun",),
}
_NOUN_KINDS = ("group:+", "person:1", "source:1", "source:+", "org:1", "org:+")
"""Actors that may have no name, so that a word of a pattern may mean them by their noun."""
_MOST_GOVERNORS = 3
_BORDER_WORDS = ("that", "which", "who", "because", "while", "whether", "if", "when", "although", "though", "but")


COMMON = frozenset(
    "a an the of to in on at by for with from and or as that this it its be is not no into over out up off down about part some any all one two".split()
)
"""Words that stand in nearly every sentence; a pattern that asks for no others is tried on nearly every sentence."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """One pattern ready to be matched. `triggers` are the lower-case word forms one of which must be in the sentence."""

    rule: int
    pattern: int
    source: str = field(repr=False)
    """The regular expression as text: made ready only when a sentence has one of the triggers, since loading must be quick."""
    ends: tuple[int, ...] = field(repr=False, default=())
    """Where the source of each element of the pattern ends."""
    triggers: frozenset[str] = frozenset()
    slots: tuple[str, ...] = ()
    turned: bool = False

    @property
    def regex(self) -> re.Pattern[str]:
        """The regular expression."""
        return _ready(self.source)

    @property
    def prefixes(self) -> tuple[tuple[int, str], ...]:
        """(elements, source of the regular expression for so many elements), for explaining how far a pattern came."""
        return tuple((count, self.source[:end]) for count, end in enumerate(self.ends, 1))


@functools.cache
def _ready(source: str) -> re.Pattern[str]:
    return re.compile(source)


class RuleSet:
    """The rules, compiled: an alphabet, the patterns, and an index from trigger words to patterns."""

    def __init__(self, rules: Sequence[Rule], lexicon: Lexicon) -> None:
        self.rules = tuple(rules)
        self.lexicon = lexicon
        self.alphabet = Alphabet()
        self.problems: list[Problem] = []
        self._forms: dict[str, frozenset[str]] = {}
        by_lemma: dict[str, set[str]] = defaultdict(set)
        for form, rows in lexicon.verbs.items():
            for lemma, _ in rows:
                by_lemma[lemma].add(form)
        nouns = {*lexicon.singular, *lexicon.singular.values(), *lexicon.classes.get("body", ()), *lexicon.folk}
        self._nouns = {form for noun in nouns for form in (noun.split()[-1], plural(noun.split()[-1]))}
        self._forms = {lemma: frozenset(forms) for lemma, forms in by_lemma.items()}
        for rule in self.rules:
            for pattern in (*rule.written, *rule.unless):
                for element in walk(pattern.elements):
                    self._register(element, rule, pattern)
        for word in _BORDER_WORDS:
            self.alphabet.add("W:" + word)
        for mark in '.,;:!?…()"“”':
            self.alphabet.add("P:" + mark)
        if self.problems:
            raise Broken(self.problems)
        # The alphabet is complete now; only then can classes of characters be written down.
        self.alphabet.settle()
        self.compiled: list[Compiled] = []
        self.vetoes: dict[int, list[re.Pattern[str]]] = defaultdict(list)
        for number, rule in enumerate(self.rules):
            for place, pattern in enumerate(rule.written):
                self.compiled.extend(self._compile(number, place, pattern))
            for pattern in rule.unless:
                self.vetoes[number].append(re.compile(self._sequence(pattern.elements, {})))
        self.index: dict[str, list[int]] = defaultdict(list)
        self.tree_index: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.compiled):
            index = self.tree_index if one.pattern >= len(self.rules[one.rule].patterns) else self.index
            for word in one.triggers:
                index[word].append(number)
        self.by_id = {rule.id: rule for rule in self.rules}

    # -- building ---------------------------------------------------------------------------------------------------

    def _lemmas(self, head: str) -> tuple[str, str]:
        """(lemma, voices) of a verb as written: "meet", or "be held" for the passive only."""
        if head.startswith("be ") and head[3:] in self.lexicon.verbs:
            for lemma, kind in self.lexicon.verbs[head[3:]]:
                if kind == "participle":
                    return lemma, "p"
        return head, "ap"

    def _register(self, element: Element, rule: Rule, pattern: Pattern) -> None:
        if isinstance(element, Verb):
            for head in element.heads:
                lemma, voices = self._lemmas(head)
                if lemma not in self._forms and not lemma.startswith("be ") and lemma != "be":
                    self._problem(
                        rule,
                        pattern,
                        element.column,
                        "unknown-verb",
                        f"the verb '{lemma}' is not known",
                        nearest(lemma, self._forms) or "add it to `verbs` in words.yaml",
                    )
                self.alphabet.verb(lemma, voices)
        elif isinstance(element, Class):
            words = self.lexicon.classes.get(element.name)
            if words is None:
                self._problem(
                    rule,
                    pattern,
                    element.column,
                    "unknown-class",
                    f"there is no word class '{element.name}'",
                    nearest(element.name, self.lexicon.classes) or "add it to words.yaml",
                )
                return
            for word in sorted(words):
                if word in self.lexicon.formats:
                    self.alphabet.add("E:" + word)
                elif " " not in word:
                    self.alphabet.add("W:" + word)
        elif isinstance(element, Word):
            self.alphabet.add(("W:" if element.text[:1].isalnum() or element.text == "'s" else "P:") + element.text)
            if element.text.isalpha():
                self.alphabet.add("T:=" + element.text)
                for kind in _NOUN_KINDS if element.text in self._nouns else ():
                    self.alphabet.add(f"A:{kind}={element.text}")

    def _problem(self, rule: Rule, pattern: Pattern, column: int, code: str, message: str, remedy: str) -> None:
        self.problems.append(
            Problem(rule.file, pattern.line, pattern.column + 1 + column, code, message, remedy, f"{' ' * pattern.column}{pattern.text}")
        )

    def _compile(self, rule: int, place: int, pattern: Pattern) -> list[Compiled]:
        made = [self._finish(rule, place, pattern.elements, False)]
        if turned := self._turned(pattern.elements):
            made.append(self._finish(rule, place, turned, True))
        return made

    def _finish(self, rule: int, place: int, elements: tuple[Element, ...], turned: bool) -> Compiled:
        slots = tuple(dict.fromkeys(element.name for element in walk(elements) if isinstance(element, Slot)))
        seen: dict[str, int] = {}
        source, ends = "", []
        for element in elements:
            source += self._source(element, seen, turned)
            ends.append(len(source))
        return Compiled(rule, place, source, tuple(ends), self._triggers(elements), slots, turned)

    def _turned(self, elements: tuple[Element, ...]) -> tuple[Element, ...] | None:
        """`{A} <receive> {B} …` for the passive: `{B} <be received> … by {A}`."""
        if len(elements) < 3 or not (isinstance(elements[0], Slot) and isinstance(elements[1], Verb) and isinstance(elements[2], Slot)):
            return None
        if elements[2].type == "text" or any(head.startswith("be ") for head in elements[1].heads):
            return None
        return (elements[2], elements[1], *elements[3:], Word("by"), elements[0])

    def _triggers(self, elements: tuple[Element, ...]) -> frozenset[str]:
        """The word forms of the rarest required element: a verb, else a class, else a word; of alternatives, those of all of them."""
        best = self._rarest(elements)
        return best[1] if best else frozenset()

    def _rarest(self, elements: Sequence[Element]) -> tuple[int, frozenset[str]] | None:
        """(rank, word forms) of the rarest required element, the lower the rarer; None where nothing telling is required."""
        best: tuple[int, frozenset[str]] | None = None
        for element in elements:
            if isinstance(element, Choice):
                rows = [self._rarest(option) for option in element.options]
                if element.optional or not all(rows):
                    continue
                rank = max(row[0] for row in rows if row)
                forms = frozenset().union(*(row[1] for row in rows if row))
            elif isinstance(element, Class):
                words = self.lexicon.classes.get(element.name, frozenset())
                forms = frozenset(one for word in words for one in (word.split()[0], *self._noun_forms(word)))
                rank = 1
            elif isinstance(element, Verb):
                forms = frozenset(form for head in element.heads for form in self._verb_forms(head))
                rank = 3 if {"have", "be", "take", "make"} & set(element.heads) else 0
            elif isinstance(element, Word) and element.text[:1].isalpha():
                forms, rank = frozenset((element.text,)), 4 if element.text in COMMON else 2
            else:
                continue
            if best is None or rank < best[0]:
                best = (rank, forms)
        return best

    def _noun_forms(self, word: str) -> tuple[str, ...]:
        return (plural(word).split()[0],) if " " not in word else ()

    def _verb_forms(self, head: str) -> frozenset[str]:
        lemma, _ = self._lemmas(head)
        if lemma.startswith("be "):
            return frozenset((lemma.split()[1],))
        return self._forms.get(lemma, frozenset())

    def _sequence(self, elements: Sequence[Element], seen: dict[str, int], turned: bool = False) -> str:
        return "".join(self._source(element, seen, turned) for element in elements)

    def _source(self, element: Element, seen: dict[str, int], turned: bool) -> str:
        alphabet = self.alphabet
        if isinstance(element, Slot):
            seen[element.name] = seen.get(element.name, 0) + 1
            group = element.name if seen[element.name] == 1 else f"{element.name}__{seen[element.name]}"
            return f"(?P<{group}>{self._slot(element)})"
        if isinstance(element, Verb):
            chars = ""
            for head in element.heads:
                lemma, voices = self._lemmas(head)
                if voices == "ap":
                    voices = "p" if turned else "a"
                chars += alphabet.verb(lemma, voices)
            governors = f"{any_of(alphabet.all_governors())}{{0,{_MOST_GOVERNORS}}}"
            return f"(?:{governors}(?P<V{len(seen)}_{element.column}>{any_of(chars)}))"
        if isinstance(element, Class):
            words = self.lexicon.classes.get(element.name, frozenset())
            chars = "".join(alphabet.add("E:" + word) for word in sorted(words) if word in self.lexicon.formats)
            chars += "".join(alphabet.add("W:" + word) for word in sorted(words) if word not in self.lexicon.formats and " " not in word)
            options = [any_of(chars)] if chars else []
            for word in sorted(words):
                if " " in word and word not in self.lexicon.formats:
                    options.append("".join(alphabet.add("W:" + part) for part in word.split()))
            return f"(?P<E{len(seen)}_{element.column}>(?:{'|'.join(options)}))"
        if isinstance(element, Word):
            if element.text.isalpha():
                return any_of(alphabet.add("W:" + element.text) + alphabet.add("T:=" + element.text) + alphabet.nouns(element.text))
            return alphabet.add(("W:" if element.text[:1].isalnum() or element.text == "'s" else "P:") + element.text)
        if isinstance(element, Gap):
            return f"{any_of(self._inside())}{{0,{element.most}}}?"
        inner = "|".join(self._sequence(option, seen, turned) for option in element.options)
        return f"(?:{inner})" + ("?" if element.optional else "")

    def _inside(self) -> str:
        """What a gap may hold: anything but verbs, marks and the words that open a clause."""
        alphabet = self.alphabet
        borders = {alphabet.add("W:" + word) for word in _BORDER_WORDS}
        return "".join(char for kind in "ALDTNEW" for char in alphabet.kind(kind) if char not in borders)

    def _slot(self, slot: Slot) -> str:
        alphabet = self.alphabet
        if slot.type == "text":
            ends = {alphabet.add("P:" + mark) for mark in ";!?…"}
            every = "".join(char for kind in "ALDTNEWPV" for char in alphabet.kind(kind) if char not in ends)
            return any_of(every) + "+"
        if slot.type in _TYPE_KINDS:
            kinds = _TYPE_KINDS[slot.type]
            numbers = "+" if slot.several else "1+" if slot.many or slot.type == "group" else "1"
            chars = "".join(alphabet.actors(kind, number) for kind in kinds for number in numbers)
            if slot.type == "actor" and not slot.several and not slot.many:
                chars += "".join(alphabet.actors(kind, "+") for kind in ("group", "state", "org"))
            if slot.type == "person":
                chars += alphabet.actors("group", "+")
            return any_of(chars)
        keys = {"place": ("L:place", "L:both"), "topic": ("T:Topic", "T:Treaty"), "treaty": ("T:Treaty",), "date": ("D:",)}
        if slot.type == "event":
            return any_of(alphabet.kind("E"))
        chars = alphabet.kind("T") if slot.type == "topic" else "".join(alphabet.add(key) for key in keys[slot.type])
        if slot.type == "place":
            chars += alphabet.actors("state", "1")
        return any_of(chars)

    # -- using ------------------------------------------------------------------------------------------------------

    def candidates(self, words: Iterable[str], *, tree: bool = False) -> list[int]:
        """The numbers of the compiled patterns that have a trigger among some lower-case words, in the order of the rules.

        With `tree` those which are read on the tree of a parser, else those which are read on the sentence.
        """
        index = self.tree_index if tree else self.index
        found: set[int] = set()
        for word in words:
            if rows := index.get(word):
                found.update(rows)
        return sorted(found)

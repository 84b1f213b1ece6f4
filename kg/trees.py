"""A dependency parser's tree of a sentence → further views of it, in which a verb stands beside its subject and objects.

The patterns under `tree:` are read on these views by the same matcher as all others. A view of a verb is: its subject, the verb group, its objects,
then each preposition with what it governs, whatever stood between them in the sentence; a view of an event noun is the noun and its prepositions.
Labels of ClearNLP (spaCy's English pipelines) and of Universal Dependencies (de Marneffe et al. 2021, Computational Linguistics 47/2) are known.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.chunks import Node
from kg.clauses import View
from kg.problems import BadInput, MissingExtra

_SUBJECT = frozenset(("nsubj", "nsubjpass", "nsubj:pass", "csubj"))
_OBJECT = frozenset(("dobj", "obj", "attr", "dative", "iobj"))
_SHARING = frozenset(("conj", "xcomp", "advcl", "ccomp", "pcomp"))
"""A verb in these relations that has no subject of its own shares the subject of the verb above it."""
_OF_NOUN = frozenset(("relcl", "acl", "acl:relcl"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_MOST_STEPS = 6
"""So many verbs above are asked for a subject."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a parsed text: its place, the number of the word above it (its own for the root), and the relation to that."""

    start: int
    end: int
    text: str
    head: int
    relation: str


@functools.lru_cache(maxsize=2)
def _pipeline(name: str) -> Any:
    try:
        import spacy
    except ImportError as error:
        raise MissingExtra("spacy", "parser") from error
    try:
        made = spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    except OSError as error:
        raise BadInput(
            f"there is no spaCy pipeline '{name}' here: install one, as in 'python -m spacy download {name}', or name one that is installed"
        ) from error
    if "parser" not in made.pipe_names:
        raise BadInput(f"the spaCy pipeline '{name}' has no dependency parser; it has {', '.join(made.pipe_names) or 'nothing'}")
    return made


def version(name: str) -> str:
    """The name and version of an installed pipeline, as it stands on the facts that were found with it.

    Raises MissingExtra when spaCy is not installed, BadInput when the pipeline is not, or cannot parse.
    """
    meta = _pipeline(name).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def parse(text: str, name: str) -> list[Word]:
    """The words of a text with the word above each. Raises like `version`."""
    return [Word(one.idx, one.idx + len(one), one.lower_, one.head.i, one.dep_) for one in _pipeline(name)(text)]


def views(nodes: Sequence[Node], words: Sequence[Word], start: int) -> list[View]:
    """The views of a sentence's chunks under a tree of its words; `start` is the place of the sentence in the article.

    Chunks that the tree joins by "and" become one chunk, as in a list.
    """
    tree = _Tree(nodes, words, start)
    return [view for view in map(tree.view, range(len(nodes))) if view is not None and len(view.nodes) > 1]


class _Tree:
    def __init__(self, nodes: Sequence[Node], words: Sequence[Word], start: int) -> None:
        self.nodes, self.words = nodes, words
        self.below: dict[int, list[int]] = defaultdict(list)
        for number, word in enumerate(words):
            if word.head != number:
                self.below[word.head].append(number)
        self.node_of: dict[int, int] = {}
        self.root_of: dict[int, int] = {}
        place = 0
        for number, word in enumerate(words):
            while place < len(nodes) and nodes[place].end - start <= word.start:
                place += 1
            if place < len(nodes) and nodes[place].start - start <= word.start:
                self.node_of[number] = place
        for number, node in self.node_of.items():
            if self.node_of.get(words[number].head) != node or words[number].head == number:
                self.root_of.setdefault(node, number)

    def view(self, place: int) -> View | None:
        """The view of the verb group or event noun at that place."""
        node, word = self.nodes[place], self.root_of.get(place)
        if word is None or node.kind not in "VE" or node.governs:
            return None
        found: list[tuple[Node, int]] = []
        if node.kind == "V":
            found += self._list(self._subject(word))
            first = place
            while first > 0 and self.nodes[first - 1].kind == "V" and self.nodes[first - 1].governs:
                first -= 1
            found += [(self.nodes[k], k) for k in range(first, place + 1)]
            for child in self._below(word, _OBJECT):
                found += self._list(child)
                found += self._prepositions(child)
        else:
            found.append((node, place))
        found += self._prepositions(word)
        return View([one for one, _ in found], [k for _, k in found])

    def _below(self, word: int, relations: frozenset[str]) -> Iterator[int]:
        return (child for child in self.below[word] if self.words[child].relation in relations)

    def _subject(self, word: int) -> int | None:
        for _ in range(_MOST_STEPS):
            own = next(self._below(word, _SUBJECT), None)
            relation = self.words[word].relation
            if own is not None and not (relation in _OF_NOUN and self.words[own].text in _RELATIVES):
                return own
            if relation in _OF_NOUN:
                return self.words[word].head
            if relation not in _SHARING:
                return None
            word = self.words[word].head
        return None

    def _list(self, word: int | None) -> list[tuple[Node, int]]:
        """The chunk of a word, joined with those that "and" puts beside it."""
        if word is None or (place := self.node_of.get(word)) is None:
            return []
        node, more = self.nodes[place], [word]
        refs = list(node.refs)
        while more:
            more = [child for one in more for child in self._below(one, frozenset(("conj", "appos")))]
            for child in more:
                other = self.nodes[self.node_of[child]] if child in self.node_of else None
                if self.words[child].relation == "conj" and other is not None and other is not node and other.kind == node.kind == "A":
                    refs += [ref for ref in other.refs if ref not in refs]
        return [(node if len(refs) == len(node.refs) else replace(node, refs=refs), place)]

    def _prepositions(self, word: int) -> list[tuple[Node, int]]:
        found: list[tuple[Node, int]] = []
        for child in self.below[word]:
            relation = self.words[child].relation
            if relation in ("prep", "agent"):
                for inner in self._below(child, frozenset(("pobj",))):
                    found += self._governed(child, inner)
            elif relation.partition(":")[0] in ("obl", "nmod"):
                for case in self._below(child, frozenset(("case",))):
                    found += self._governed(case, child)
        return found

    def _governed(self, preposition: int, inner: int) -> list[tuple[Node, int]]:
        place = self.node_of.get(preposition)
        rest = self._list(inner)
        if place is None or not rest or self.nodes[place].kind not in "WP":
            return []
        return [(self.nodes[place], place), *rest, *(self._prepositions(inner) if rest[0][0].kind == "E" else [])]

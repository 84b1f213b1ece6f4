"""The alphabet of patterns: one character for each kind of chunk that some rule can tell apart."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable

from kg.chunks import Node
from kg.lexicon import plural

ACTOR_KINDS = ("person", "source", "group", "pronoun", "state", "org", "mixed")
_HEAD = re.compile(r" (?:on|of|to|for|against|in|with|from|between|over|by) ")
"""What ends the head of a topic's label: "sanctions on Iran" is found by the word "sanctions" too."""


class Alphabet:
    """Keys of chunks → characters. Keys that no rule asks for share the character of their kind."""

    def __init__(self) -> None:
        self._chars: dict[str, str] = {}
        self._by_kind: dict[str, list[str]] = defaultdict(list)
        for kind in ACTOR_KINDS:
            for many in ("1", "+"):
                self.add(f"A:{kind}:{many}")
        for key in ("L:place", "L:both", "D:", "T:Topic", "T:Treaty", "N:", "E:*", "W:*", "P:*"):
            self.add(key)
        for voice, governs in itertools.product("ap", "01"):
            self.add(f"V:*:{voice}{governs}")

    def add(self, key: str) -> str:
        """The character of a key, made where it is new."""
        if key not in self._chars:
            self._chars[key] = chr(0xE000 + len(self._chars))
            self._by_kind[key[0]].append(self._chars[key])
        return self._chars[key]

    def settle(self) -> None:
        """Give the keys that are there new characters, so that what patterns ask for together are ranges: these compile ten times as fast."""
        keys = sorted(self._chars, key=_place)
        self._chars.clear()
        self._by_kind.clear()
        for key in keys:
            self.add(key)

    def verb(self, lemma: str, voices: str = "ap") -> str:
        """The characters of a verb in some voices."""
        return "".join(self.add(f"V:{lemma}:{voice}{governs}") for voice in voices for governs in "01")

    def actors(self, kind: str, number: str) -> str:
        """The characters of actors of a kind, one ("1") or several ("+"): of those with a noun that some rule asks for, too."""
        key = f"A:{kind}:{number}"
        return "".join(char for one, char in self._chars.items() if one.split("=")[0] == key)

    def nouns(self, word: str) -> str:
        """The characters of actors without a name that are headed by a word: "the inspectors", "two former ministers"."""
        return "".join(char for key, char in self._chars.items() if key[0] == "A" and key.endswith(f"={word}"))

    def kind(self, kind: str) -> str:
        """All characters of chunks of a kind."""
        return "".join(self._by_kind[kind])

    def all_governors(self) -> str:
        """The characters of verbs that govern another."""
        return "".join(char for key, char in self._chars.items() if key[0] == "V" and key.endswith("1"))

    def encode(self, nodes: Iterable[Node]) -> str:
        """One character a chunk."""
        return "".join(self._char(node) for node in nodes)

    def _char(self, node: Node) -> str:
        chars = self._chars
        kind = node.kind
        if kind == "W":
            return chars.get("W:" + node.low) or chars["W:*"]
        if kind == "A":
            kinds = {ref.kind for ref in node.refs}
            people = kinds <= {"person", "source", "group", "pronoun"}
            one = next(iter(kinds)) if len(kinds) == 1 else "person" if people else "mixed"
            key = f"A:{one}:{'+' if node.many else '1'}"
            return chars.get(f"{key}={_noun(node)}") or chars[key]
        if kind == "V":
            ending = ("p" if node.passive else "a") + ("1" if node.governs else "0")
            return chars.get(f"V:{node.head}:{ending}") or chars[f"V:*:{ending}"]
        if kind == "E":
            return chars.get("E:" + node.head) or chars["E:*"]
        if kind == "P":
            return chars.get("P:" + node.low) or chars["P:*"]
        if kind == "L":
            return chars["L:both" if node.both else "L:place"]
        if kind == "T":
            return (
                chars["T:Treaty"]
                if "/treaty/" in node.entity
                else chars.get("T:=" + _HEAD.split(node.low)[0].split()[-1]) or chars["T:Topic"]
            )
        return chars[kind + ":"]


def _place(key: str) -> tuple[int, list[str]]:
    """Where a key stands among all: by kinds, verbs by voice and government before they go by lemma, verbs and marks behind what gaps may hold."""
    parts = key.split(":", 2)
    order = [parts[2][1], parts[2][0], parts[1]] if key[0] == "V" and len(parts) == 3 else parts[1:]
    return "ALDTNEWVP".index(key[0]), order


def any_of(chars: str) -> str:
    """The class of some characters for a regular expression, neighbours written as a range.

    >>> any_of("bcdxa")
    '[a-dx]'
    """
    runs: list[list[int]] = []
    for code in sorted(set(map(ord, chars))):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "[" + "".join(chr(low) if low == high else f"{chr(low)}-{chr(high)}" for low, high in runs) + "]"


def _noun(node: Node) -> str:
    """The word that heads an actor without a name: "inspectors" of "the three inspectors"; empty for all others."""
    if len(node.refs) != 1 or node.refs[0].entity:
        return ""
    ref = node.refs[0]
    head = ref.office or (ref.name if ref.name.islower() else "")
    if not head:
        return ""
    words = ref.text.lower().split()
    return next((word for word in (head.split()[-1], plural(head.split()[-1])) if word in words), "")

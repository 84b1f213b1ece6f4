"""Word classes of the ontology, ready for looking up: titles, event nouns, verb forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.problems import Broken, Problem

BASE, THIRD, PAST, PARTICIPLE, ING = "base", "third", "past", "participle", "ing"

_VOWEL = re.compile(r"[aeiou]")


def verb_forms(lemma: str, irregular: Mapping[str, Sequence[str]] = {}) -> dict[str, str]:
    """The forms of a verb: form → kind. Irregular verbs are given as [third, past, participle, -ing] or without "third".

    >>> sorted(verb_forms("agree"))
    ['agree', 'agreed', 'agreeing', 'agrees']
    >>> sorted(verb_forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    >>> sorted(verb_forms("signal"))
    ['signal', 'signaled', 'signaling', 'signalled', 'signalling', 'signals']
    """
    known = list(irregular.get(lemma, ()))
    forms: dict[str, set[str]] = defaultdict(set)
    forms[lemma].add(BASE)
    if known and len(known) >= 4 and lemma != "be":
        forms[known[0]].add(THIRD)
        forms[known[1]].add(PAST)
        forms[known[2]].add(PARTICIPLE)
        for more in known[3:]:
            forms[more].add(ING if more.endswith("ing") else PAST)
    elif lemma == "be":
        for one in known:
            forms[one].add({"been": PARTICIPLE, "being": ING, "was": PAST, "were": PAST}.get(one, THIRD))
    else:
        forms[_add(lemma, "s")].add(THIRD)
        forms[_add(lemma, "ed")].update((PAST, PARTICIPLE))
        forms[_add(lemma, "ing")].add(ING)
        if re.search(r"[aeiou][^aeiou]+[aeiou][bdglmnprt]$", lemma):  # by stress or by country: outwitted, travelled, traveled
            forms[lemma + lemma[-1] + "ed"].update((PAST, PARTICIPLE))
            forms[lemma + lemma[-1] + "ing"].add(ING)
    if known and len(known) >= 4:
        for one in list(forms):
            if PAST in forms[one] and one == known[2]:
                forms[one].add(PARTICIPLE)
    return {form: " ".join(sorted(kinds)) for form, kinds in forms.items()}


def _add(lemma: str, ending: str) -> str:
    if ending == "s":
        if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
            return lemma + "es"
        return lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2:-1] not in "aeiou" else lemma + "s"
    if ending == "ed" and lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    if lemma.endswith("ie") and ending == "ing":
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + ending
    if lemma.endswith("ee") and ending == "ed":
        return lemma + "d"
    if len(_VOWEL.findall(lemma)) == 1 and re.search(r"[^aeiou][aeiou][bdgklmnprt]$", lemma):
        return lemma + lemma[-1] + ending
    return lemma + ending


def plural(noun: str) -> str:
    """The plural of a noun phrase (its last word, or the word before "of").

    >>> plural("secretary"), plural("head of state"), plural("chief of staff")
    ('secretaries', 'heads of state', 'chiefs of staff')
    """
    if " of " in noun:
        first, rest = noun.split(" of ", 1)
        return f"{plural(first)} of {rest}"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun + "s"


class Phrases:
    """Phrases of one or more words, the longest found first; each maps to a value."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)

    def add(self, phrase: str, value: str) -> None:
        """Have a phrase found from now on."""
        words = tuple(re.findall(r"[^\s'’]+|['’]s|[’']", phrase.replace("’", "'")))
        row = (words, value)
        if row not in self._by_first[words[0]]:
            self._by_first[words[0]].append(row)
            self._by_first[words[0]].sort(key=lambda one: (-len(one[0]), one[0]))

    def at(self, lows: Sequence[str], start: int) -> tuple[int, str] | None:
        """(end, value) of the longest phrase that begins at `start`."""
        if start >= len(lows):
            return None
        for words, value in self._by_first.get(lows[start], ()):
            end = start + len(words)
            if len(words) == 1 or tuple(lows[start:end]) == words:
                return end, value
        return None

    def __contains__(self, word: object) -> bool:
        return word in self._by_first


class Lexicon:
    """The word classes of `words.yaml` and of the rules, compiled."""

    def __init__(self, words: Mapping[str, Any], verbs: Iterable[str] = ()) -> None:
        self.irregular: dict[str, list[str]] = {lemma: [str(x) for x in forms] for lemma, forms in words.get("irregular", {}).items()}
        self.talks, self.formats = Phrases(), {}
        for format, nouns in words.get("talks", {}).items():
            for noun in nouns:
                head = str(noun)
                forms = [head] if head in ("talks",) or head.endswith("talks") else [head, plural(head)]
                for form in forms:
                    self.talks.add(form, head)
                self.formats[head] = str(format)
        self.weak = frozenset(str(one) for one in words.get("weak-talks", ()))
        self.not_talks = Phrases()
        for one in words.get("not-talks", ()):
            self.not_talks.add(str(one).lower(), str(one))
        self.adjective = frozenset(str(one) for one in words.get("adjective", ()))
        self.adjectives = Phrases()
        for one in words.get("adjective", ()):
            self.adjectives.add(str(one).lower(), "adjective")
        self.given_names = frozenset(str(one).lower() for one in words.get("given-names", ()))
        self.number = frozenset(str(one) for one in words.get("number", ()))
        title = words.get("title", {})
        self.heads, self.modifiers, self.ranks, self.honorifics = Phrases(), Phrases(), Phrases(), Phrases()
        self.plurals: set[str] = set()
        groups = [str(one) for one in words.get("unnamed", {}).get("group", ())]
        self.sources = frozenset(str(one) for one in words.get("unnamed", {}).get("source", ()))
        singular = {str(one).lower() for one in title.get("head", ())} | self.sources
        for noun in sorted({*singular, *(one.lower() for one in groups)}):
            if noun in singular:
                self.heads.add(noun, noun)
            self.heads.add(plural(noun), plural(noun))
            self.plurals.add(plural(noun))
        self.singular = {plural(one.lower()): one.lower() for one in [*(str(x) for x in title.get("head", ())), *groups, *self.sources]}
        for one in title.get("modifier", ()):
            self.modifiers.add(str(one).lower(), str(one).lower())
        for one in title.get("rank", ()):
            self.ranks.add(str(one).lower(), str(one).lower())
        for one in title.get("honorific", ()):
            self.honorifics.add(str(one).lower(), str(one).lower())
        self.complements = Phrases()
        for one in words.get("complement", ()):
            self.complements.add(str(one).lower(), str(one).lower())
        self.bodies = Phrases()
        for one in words.get("body", ()):
            self.bodies.add(str(one).lower(), str(one).lower())
        self.folk = frozenset(str(one) for one in words.get("folk", ()))
        for one in sorted(self.folk):
            self.bodies.add(one, one)
        treaty = words.get("treaty", {})
        self.treaty_heads, self.treaty_kinds = Phrases(), Phrases()
        self.treaty_strong = frozenset(str(one) for one in treaty.get("strong", ()))
        self.treaty_weak = frozenset(str(one) for one in treaty.get("weak", ()))
        self.treaty_not = frozenset(str(one) for one in treaty.get("not", ()))
        for one in sorted(self.treaty_strong | self.treaty_weak):
            self.treaty_heads.add(one, one)
        self.treaty_words = frozenset(one.split()[0] for one in self.treaty_strong | self.treaty_weak) | {
            "resolution",
            "resolutions",
            "unscr",
        }
        for one in treaty.get("kind", ()):
            self.treaty_kinds.add(str(one), str(one))
        self.companion = Phrases()
        for one in words.get("companion", ()):
            self.companion.add(str(one), str(one))
        self.classes: dict[str, frozenset[str]] = {}
        for name, entries in words.items():
            if isinstance(entries, list):
                self.classes[name] = frozenset(str(one).lower() for one in entries)
        self.classes["talks"] = frozenset(self.formats)
        for format in words.get("talks", {}):
            self.classes.setdefault(str(format).replace(" ", "-"), frozenset(h for h, f in self.formats.items() if f == format))
        self.verbs: dict[str, tuple[tuple[str, str], ...]] = {}
        table: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for lemma in dict.fromkeys([*verbs, *(str(one) for one in words.get("verbs", ()))]):
            for form, kinds in verb_forms(lemma, self.irregular).items():
                for kind in kinds.split():
                    table[form].setdefault((lemma, kind))
        self.verbs = {form: tuple(rows) for form, rows in table.items()}


def check(words: Any, name: str) -> None:
    """Raises Broken when `words.yaml` lacks a class that the program needs."""
    needed = ("talks", "title", "verbs", "irregular", "adjective", "unnamed", "body", "complement")
    missing = [one for one in needed if not isinstance(words, dict) or one not in words]
    if missing:
        raise Broken([Problem(name, 1, 1, "missing-class", f"the word class '{one}' is missing", "add it") for one in missing])

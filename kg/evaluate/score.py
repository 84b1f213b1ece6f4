"""The figures of an evaluation: what was right, missed and false, in all and by source, style and rule, and the errors behind them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

MAIN = ("meetings", "statements", "classes")
"""The measures that are told by source and by style; the others are parts of a meeting that was found, or have no rule."""

SAME = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "CONCEDE": "YIELD", "RETREAT": "YIELD", "FIGHT": "ASSAULT"}
"""Classes of one codebook that count as a class of another."""


@dataclass(slots=True)
class Count:
    """How often something was right: hits, misses, false ones."""

    hit: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.hit / (self.hit + self.false) if self.hit + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 1 where there is nothing."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / (2 * self.hit + self.missed + self.false) if self.hit + self.missed + self.false else 1.0

    def add(self, other: Count) -> None:
        """Take in another count."""
        self.hit, self.missed, self.false = self.hit + other.hit, self.missed + other.missed, self.false + other.false

    def as_dict(self) -> dict[str, float]:
        """The figures, rounded, for files and tables."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "hit": self.hit,
            "missed": self.missed,
            "false": self.false,
        }


@dataclass(frozen=True, slots=True)
class Error:
    """One miss or one false fact, with what is needed to understand it; `near` tells what the nearest rule made of the sentence."""

    article: str
    kind: str
    what: str
    sentence: str
    rule: str = ""
    near: str = ""


def _by_name() -> dict[str, Count]:
    return defaultdict(Count)


def _by_group() -> dict[str, dict[str, Count]]:
    return defaultdict(_by_name)


@dataclass(slots=True)
class Score:
    """All counts of an evaluation and the errors behind them.

    `groups` holds the main measures by (kind, name), where kind is "source" or "style"; `rules` each measure by the rule that made the fact.
    """

    counts: dict[str, Count] = field(default_factory=_by_name)
    groups: dict[tuple[str, str], dict[str, Count]] = field(default_factory=lambda: defaultdict(_by_name))
    rules: dict[str, dict[str, Count]] = field(default_factory=_by_group)
    errors: list[Error] = field(default_factory=list)
    articles: int = 0
    sentences: int = 0
    empty: int = 0
    false_in_empty: int = 0
    fingerprint: str = ""

    def mark(
        self, measure: str, where: Iterable[tuple[str, str]] = (), rule: str = "", *, hit: int = 0, missed: int = 0, false: int = 0
    ) -> None:
        """Count something for a measure, for the groups that the text belongs to, and for the rule that made the fact."""
        one = Count(hit, missed, false)
        self.counts[measure].add(one)
        if measure in MAIN:
            for key in where:
                self.groups[key][measure].add(one)
        if rule:
            self.rules[measure][rule].add(one)

    def earns(self, measure: str, rule: str) -> float:
        """By how much F1 of a measure would fall without a rule, in points of a hundred; less than nothing for a rule that costs."""
        whole, own = self.counts[measure], self.rules[measure][rule]
        without = Count(whole.hit - own.hit, whole.missed + own.hit, whole.false - own.false)
        if measure not in MAIN:
            without = Count(whole.hit - own.hit, whole.missed - own.missed, whole.false - own.false)
        return 100 * (whole.f1 - without.f1)

    def as_dict(self) -> dict[str, dict[str, float]]:
        """The figures of all measures, rounded, for files and tables."""
        return {name: one.as_dict() for name, one in sorted(self.counts.items())}

    def as_json(self, *, errors: bool = False) -> dict[str, Any]:
        """Everything, for `--format json`."""
        by: dict[str, Any] = {"source": {}, "style": {}, "rule": {}}
        for (kind, name), rows in sorted(self.groups.items()):
            by[kind][name] = {measure: one.as_dict() for measure, one in sorted(rows.items())}
        for measure, found in sorted(self.rules.items()):
            by["rule"][measure] = {
                rule: {"hit": one.hit, "missed": one.missed, "false": one.false, "earns": round(self.earns(measure, rule), 2)}
                for rule, one in sorted(found.items())
            }
        made = {
            "articles": self.articles,
            "sentences": self.sentences,
            "empty": self.empty,
            "false_in_empty": self.false_in_empty,
            "fingerprint": self.fingerprint,
            "counts": self.as_dict(),
            "by": by,
        }
        if errors:
            made["errors"] = [{name: getattr(one, name) for name in Error.__slots__} for one in self.errors]
        return made


def compared(before: Score, after: Score) -> list[Error]:
    """The errors that one of two rule sets makes and the other does not: first those that are gone, then the new ones."""

    def key(one: Error) -> tuple[str, ...]:
        return (one.article, one.kind, one.what, one.sentence)

    old, new = {key(one) for one in before.errors}, {key(one) for one in after.errors}
    gone = [replace(one, kind=f"mended: {one.kind}") for one in before.errors if key(one) not in new]
    return gone + [replace(one, kind=f"new: {one.kind}") for one in after.errors if key(one) not in old]


def plain(text: str) -> str:
    """A name without case and accents."""
    flat = unicodedata.normalize("NFKD", text.lower().replace("ı", "i"))
    return "".join(one for one in flat if not unicodedata.combining(one))


def surname(name: str) -> str:
    """The last word of a name, plain, without "Jr." and the like.

    >>> surname("Joseph R. Biden, Jr.")
    'biden'
    """
    words = [word for word in re.findall(r"[\w'’-]+", plain(name)) if word not in ("jr", "sr", "ii", "iii")]
    return words[-1] if words else ""


def words_of(text: str) -> frozenset[str]:
    """The words of a name, plain."""
    return frozenset(re.findall(r"\w+", plain(text)))

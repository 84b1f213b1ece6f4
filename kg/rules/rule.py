"""What a rule is: its keys, its kinds of facts with their roles, its patterns and its examples."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kg import vocab
from kg.modality import STATUSES
from kg.problems import UnknownName, nearest
from kg.rules import syntax
from kg.rules.conditions import Condition

KEYS = (
    "id",
    "says",
    "patterns",
    "pattern",
    "tree",
    "fact",
    "roles",
    "act",
    "action",
    "plover",
    "status",
    "format",
    "polarity",
    "where",
    "unless",
    "examples",
    "author",
    "state",
    "since",
    "references",
    "notes",
)
KINDS = ("match", "no_match", "known_miss", "known_false")
ROLES_OF: Mapping[str, tuple[str, ...]] = {
    "Meeting": ("participant", "host", "mediator", "observer", "delegate", "place"),
    "Statement": ("speaker", "addressee", "target", "topic", "treaty"),
    "TreatyAction": ("party", "treaty", "target"),
    "Tenure": ("person", "post"),
}
"""The kinds of facts, each with the roles that it has."""
FACTS = tuple(ROLES_OF)
ROLES = tuple(dict.fromkeys(role for roles in ROLES_OF.values() for role in roles))
CHOICES: Mapping[str, tuple[str, ...]] = {"status": STATUSES, "polarity": ("negative", "positive"), "state": ("draft", "test", "stable")}
"""Keys that take one of a few words."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence inside a rule and what must come of it."""

    kind: str
    text: str
    gives: tuple[tuple[str, tuple[str, ...]], ...] = ()
    because: str = ""
    published: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of a rule: as written, parsed, and where it stands."""

    text: str
    elements: tuple[syntax.Element, ...] = field(repr=False)
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it looks for, what it says, and the examples that prove it. `version` is a hash of what it does."""

    id: str
    says: str
    file: str
    line: int
    fact: str
    patterns: tuple[Pattern, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    act: str = ""
    action: str = ""
    plover: str = ""
    status: str = ""
    format: str = ""
    polarity: str = ""
    where: tuple[Condition, ...] = ()
    unless: tuple[Pattern, ...] = ()
    tree: tuple[Pattern, ...] = ()
    """Patterns that are read on the tree of an optional parser, where the others are silent."""
    examples: tuple[Example, ...] = field(default=(), repr=False)
    author: str = ""
    state: str = "stable"

    @property
    def version(self) -> str:
        """A short hash of everything that decides what the rule finds."""
        return vocab.short_hash(
            repr(
                (
                    self.fact,
                    self.patterns_text,
                    tuple(one.text for one in self.tree),
                    self.roles,
                    self.act,
                    self.action,
                    self.plover,
                    self.status,
                    self.format,
                    self.polarity,
                    tuple(map(str, self.where)),
                    tuple(one.text for one in self.unless),
                )
            ),
            length=8,
        )

    @property
    def patterns_text(self) -> tuple[str, ...]:
        """The patterns as written."""
        return tuple(one.text for one in self.patterns)

    @property
    def written(self) -> tuple[Pattern, ...]:
        """All patterns that find something: those on the sentence, then those on the tree of a parser."""
        return (*self.patterns, *self.tree)

    def slot_role(self, slot: str) -> str:
        """The role that a slot fills; empty when it fills none."""
        return next((role for role, slots in self.roles if slot in slots), "")


def chosen(rules: Sequence[Rule], ids: Collection[str]) -> list[Rule]:
    """The rules of some ids, or whose ids begin so ("meeting" and "meeting." are all rules about meetings); without ids all of them.

    Raises UnknownName for an id that is the beginning of none.
    """
    for one in ids:
        if not any(_fits(rule, one) for rule in rules):
            raise UnknownName(
                f"there is no rule '{one}'. " + (nearest(one, [rule.id for rule in rules]) or "`kg rules list` shows them all")
            )
    return [rule for rule in rules if not ids or any(_fits(rule, one) for one in ids)]


def _fits(rule: Rule, one: str) -> bool:
    return rule.id == one or rule.id.startswith(one.rstrip(".*") + ".")

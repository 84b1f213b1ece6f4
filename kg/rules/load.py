"""Rule files → rules, with every mistake named at its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from kg import yamlfile
from kg.problems import Broken, Problem, nearest
from kg.rules import conditions, syntax
from kg.rules.conditions import Condition
from kg.rules.rule import CHOICES, FACTS, KEYS, KINDS, ROLES, ROLES_OF, Example, Pattern, Rule
from kg.yamlfile import Table, Text

_WITHOUT: Mapping[str, tuple[tuple[str, ...], str]] = {
    "Statement": (("speaker",), "roles: {speaker: [S], addressee: [B]}"),
    "TreatyAction": (("treaty", "party"), "roles: {party: [P], treaty: [T]}"),
    "Tenure": (("person",), "roles: {person: [P]}"),
}
"""Kinds of facts that need one of some roles, with an example of how to give them. The sides of a meeting may stand behind its noun."""
_ID = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+")


def load(folders: Iterable[Path], kinds: Mapping[str, str], terms: Collection[str] = ()) -> tuple[Rule, ...]:
    """All rules of some ontology folders, sorted by file and place; a rule of a later folder replaces one of the same id.

    `kinds` are the kinds of things that the vocabularies tell apart, each with the type of slot that it narrows; `terms` are the
    concepts that `act`, `action`, `plover` and `format` may name (none given: they are not looked at).

    Raises Broken with every mistake of every file.
    """
    problems: list[Problem] = []
    rules: dict[str, Rule] = {}
    for folder in folders:
        seen: dict[str, Rule] = {}
        for path in sorted((folder / "rules").glob("*.yaml")):
            name = f"{folder.name}/rules/{path.name}"
            try:
                data = yamlfile.read(path, name)
            except Broken as broken:
                problems.extend(broken.problems)
                continue
            lines = path.read_text(encoding="utf-8").split("\n")
            for rule in _Reader(name, lines, problems, kinds, terms).rules(data):
                if rule.id in seen:
                    problems.append(
                        Problem(
                            name,
                            rule.line,
                            0,
                            "same-id",
                            f"the rule '{rule.id}' is also in {seen[rule.id].file}:{seen[rule.id].line}",
                            "give one of them another id",
                        )
                    )
                seen[rule.id] = rule
        rules.update(seen)
    if any(problem.severity == "error" for problem in problems):
        raise Broken(problems)
    return tuple(sorted(rules.values(), key=lambda rule: (rule.file, rule.line)))


class _Reader:
    def __init__(self, name: str, lines: list[str], problems: list[Problem], kinds: Mapping[str, str], terms: Collection[str] = ()) -> None:
        self.name, self.lines, self.problems, self.kinds, self.terms = name, lines, problems, kinds, terms

    def fault(self, place: Any, code: str, message: str, remedy: str = "", width: int = 1, shift: int = 0) -> None:
        line, column = getattr(place, "line", 0), getattr(place, "column", 0)
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        self.problems.append(Problem(self.name, line, column + shift, code, message, remedy, excerpt, width))

    def rules(self, data: Any) -> list[Rule]:
        if data is None:
            return []
        if not isinstance(data, list):
            self.fault(data, "not-a-list", "a rule file is a list of rules", "begin each rule with '- id: …'")
            return []
        found = []
        for entry in data:
            if not isinstance(entry, Table):
                self.fault(entry, "not-a-rule", "this is no rule", "begin each rule with '- id: …'")
                continue
            if (rule := self.rule(entry)) is not None:
                found.append(rule)
        return found

    def rule(self, entry: Table) -> Rule | None:
        before = len(self.problems)
        for key in entry:
            if key not in KEYS:
                self.fault(key, "unknown-key", f"a rule has no '{key}'", nearest(key, KEYS) or "the keys are: " + ", ".join(KEYS), len(key))
        for needed in ("id", "says", "fact"):
            if not entry.get(needed):
                self.fault(entry, "missing-key", f"the rule has no '{needed}'", f"add '{needed}: …'")
        if (name := entry.get("id")) and not (isinstance(name, Text) and _ID.fullmatch(name)):
            remedy = "write a kind of thing, a full stop, and what it finds, in small letters: meeting.call-on"
            self.fault(name, "bad-id", f"'{name}' is no name for a rule", remedy, len(name))
        keys = "patterns" if entry.get("patterns") else "pattern"
        if not entry.get(keys):
            self.fault(entry, "missing-key", "the rule has no pattern", 'add patterns: ["{A:actor+} <meet> {B:actor+}"]')
        if len(self.problems) > before and not (entry.get("id") and entry.get("fact")):
            return None
        fact = entry.get("fact", "")
        if fact and fact not in FACTS:
            self.one_of(fact, FACTS, "unknown-fact", f"'{fact}' is no kind of fact", "the kinds are")
        patterns, tree = self.patterns(entry, keys), self.patterns(entry, "tree")
        # Where a pattern cannot be read, or is not there, nobody knows its slots: one fault is one remark.
        bound = (
            {element.name for one in (*patterns, *tree) for element in syntax.walk(one.elements) if isinstance(element, syntax.Slot)}
            if len(patterns) == len(self.listed(entry, keys)) > 0 and len(tree) == len(self.listed(entry, "tree"))
            else None
        )
        roles = self.roles(entry, str(fact), bound)
        self.terms_of(entry)
        where = self.conditions(entry.get("where"), bound)
        unless = self.patterns(entry, "unless")
        plain = {key: str(entry.get(key) or "") for key in ("act", "action", "plover", "status", "format", "polarity", "author")}
        return Rule(
            id=str(entry.get("id", "")),
            says=str(entry.get("says", "")),
            file=self.name,
            line=entry.line,
            fact=str(fact),
            patterns=tuple(patterns),
            roles=tuple(roles),
            where=where,
            unless=tuple(unless),
            tree=tuple(tree),
            examples=self.examples(entry.get("examples")),
            state=str(entry.get("state") or "stable"),
            **plain,
        )

    def one_of(self, value: Text, known: Collection[str], code: str, message: str, these: str) -> None:
        """A fault of a word that is not one of those known, with the nearest of them or with all."""
        self.fault(value, code, message, nearest(str(value), known) or f"{these}: " + ", ".join(known), len(value))

    def listed(self, entry: Table, key: str) -> list[Any]:
        """What stands under a key as a list; a single text counts as a list of one."""
        value = entry.get(key)
        return [] if not value else value if isinstance(value, list) else [value]

    def table(self, entry: Table, key: str, remedy: str) -> Mapping[str, Any]:
        """What stands under a key as a mapping, with a fault where it is something else."""
        value = entry.get(key)
        if value and not isinstance(value, Mapping):
            name = next(one for one in entry if one == key)
            self.fault(name, f"bad-{key}", f"`{key}` names things and what they are", remedy, len(key))
        return value if isinstance(value, Mapping) else {}

    def roles(self, entry: Table, fact: str, bound: Collection[str] | None) -> list[tuple[str, tuple[str, ...]]]:
        found: list[tuple[str, tuple[str, ...]]] = []
        fitting = ROLES_OF.get(fact, ROLES)
        for role, slots in self.table(entry, "roles", "write roles: {speaker: [A], target: [B]}").items():
            if role not in ROLES:
                self.one_of(role, fitting, "unknown-role", f"'{role}' is no role", "the roles are")  # type: ignore[arg-type]
            elif role not in fitting:
                self.one_of(role, fitting, "unknown-role", f"a {fact} has no '{role}'", "its roles are")  # type: ignore[arg-type]
            names = slots if isinstance(slots, list) else [slots]
            for slot in names:
                if bound is not None and slot not in bound:
                    self.fault(
                        slot,
                        "unbound-role",
                        f"'{slot}' fills the role '{role}', but no pattern binds it",
                        f"bind it, as in {{{slot}:actor}}, or drop the role",
                        len(slot),
                    )
            found.append((str(role), tuple(str(slot) for slot in names)))
        needed, remedy = _WITHOUT.get(fact, ((), ""))
        impersonal = fact == "Statement" and entry.get("roles") == {}  # "it was agreed": those who talk with each other did
        if needed and not impersonal and not any(role in needed and slots for role, slots in found):
            self.fault(entry, "missing-role", f"a {fact} needs the role {' or '.join(needed)}, else no fact comes of it", f"write {remedy}")
        return found

    def terms_of(self, entry: Table) -> None:
        """Faults of the keys that take a word out of a list: of the program, or of concepts.ttl."""
        for key, choices in CHOICES.items():
            if (value := entry.get(key)) and value not in choices:
                self.one_of(value, choices, "unknown-term", f"'{value}' is no {key}", "write one of these")
        for key in ("act", "action", "plover", "format"):
            value = entry.get(key)
            if value and self.terms and str(value).replace(" ", "-") not in self.terms and value not in self.terms:
                remedy = nearest(str(value), self.terms) or "add it to concepts.ttl"
                self.fault(value, "unknown-term", f"'{value}' is no {key} that concepts.ttl knows", remedy, len(value))

    def conditions(self, given: Any, bound: Collection[str] | None) -> tuple[Condition, ...]:
        if given is None:
            return ()
        if not isinstance(given, Mapping):
            self.fault(given, "unknown-condition", "`where` names conditions", "write where: {known: B}")
            return ()
        found = []
        for name, value in given.items():
            if name not in conditions.NAMES:
                remedy = nearest(name, conditions.NAMES) or "the conditions are: " + ", ".join(conditions.NAMES)
                self.fault(name, "unknown-condition", f"'{name}' is no condition", remedy, len(name))
                continue
            if name not in conditions.OF_CLASS:
                slots = value if isinstance(value, list) else [value]
                self.slots(name, slots, bound)
                if len(slots) < 2 and name != "known":
                    self.fault(name, "unknown-condition", f"'{name}' compares slots", f"name two: {name}: [A, B]", len(name))
                found.append(Condition(str(name), tuple(map(str, slots))))
                continue
            if not isinstance(value, Mapping):
                self.fault(name, "unknown-condition", f"'{name}' wants a class for a slot", f"write {name}: {{A: ministry}}", len(name))
                continue
            self.slots(name, list(value), bound)
            for slot, classes in value.items():
                several = classes if isinstance(classes, list) else [classes]
                for one in several:
                    if one not in syntax.TYPES and one not in self.kinds:
                        self.fault(one, "unknown-type", f"'{one}' is no type", nearest(one, (*syntax.TYPES, *self.kinds)), len(one))
                found.append(Condition(str(name), (str(slot),), tuple(map(str, several))))
        return tuple(found)

    def slots(self, condition: str, slots: list[Any], bound: Collection[str] | None) -> None:
        for slot in slots:
            if bound is not None and slot not in bound:
                self.fault(
                    slot,
                    "unbound-role",
                    f"'{slot}' has to meet the condition '{condition}', but no pattern binds it",
                    f"bind it, as in {{{slot}:actor}}, or drop the condition",
                    len(str(slot)),
                )

    def patterns(self, entry: Table, key: str) -> list[Pattern]:
        found = []
        for text in self.listed(entry, key):
            if not isinstance(text, Text):
                place = text if isinstance(text, Table) else next(one for one in entry if one == key)
                self.fault(place, "pattern", "a pattern is a text", 'put it in double quotes: "{A:actor+} <meet> {B:actor+}"')
                continue
            line = self.lines[text.line - 1] if 0 < text.line <= len(self.lines) else ""
            quoted = 1 if line[text.column - 1 : text.column] in ('"', "'") else 0
            try:
                found.append(Pattern(str(text), syntax.parse(text, self.kinds), text.line, text.column))
            except syntax.Fault as fault:
                self.fault(text, fault.code, fault.message, fault.remedy, fault.width, fault.column + quoted)
        return found

    def examples(self, given: Any) -> tuple[Example, ...]:
        found = []
        if given is not None and not isinstance(given, Mapping):
            self.fault(given, "examples", "examples are sorted by kind", "write match:, no_match:, known_miss: or known_false: below it")
            return ()
        for kind, rows in (given or {}).items():
            if kind not in KINDS:
                self.fault(
                    kind,
                    "unknown-key",
                    f"'{kind}' is no kind of example",
                    nearest(kind, KINDS) or "the kinds are: " + ", ".join(KINDS),
                    len(kind),
                )
                continue
            if rows and not isinstance(rows, list):
                self.fault(kind, "examples", f"the examples of {kind} are a list", "begin each with '- text: …'", len(kind))
                continue
            for row in rows or []:
                if isinstance(row, Text):
                    found.append(Example(str(kind), str(row), line=row.line))
                    continue
                if not isinstance(row, Table) or not row.get("text"):
                    self.fault(row, "examples", "an example needs a text", "write '- text: …'")
                    continue
                for key in row:
                    if key not in ("text", "gives", "because", "published"):
                        self.fault(
                            key,
                            "unknown-key",
                            f"an example has no '{key}'",
                            nearest(key, ("text", "gives", "because", "published")),
                            len(key),
                        )
                gives = tuple(
                    (str(role), tuple(str(one) for one in (values if isinstance(values, list) else [values])))
                    for role, values in self.table(row, "gives", "write gives: {participant: [Germany, France], status: held}").items()
                )
                found.append(
                    Example(str(kind), str(row["text"]), gives, str(row.get("because", "")), str(row.get("published", "")), row.line)
                )
        return tuple(found)

"""The pages of `docs/rules/` and the JSON Schema of rule files, made from the rules and from the tables that read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg import examples
from kg.knowledge import Knowledge
from kg.modality import STATUSES
from kg.rules import conditions
from kg.rules.rule import CHOICES, FACTS, KEYS, KINDS, ROLES, Rule
from kg.uses import Uses

SCHEMA = "rule.schema.json"
"""The schema's place in `docs/`."""

_NOTE = "<!-- Made by the program from ontology/rules/; do not edit this page, edit the rules. -->"

_KEYS: Mapping[str, str] = {
    "id": "The rule's name, as in meeting.meet: the kind of thing, a full stop, what it finds. It stands on every fact the rule gives.",
    "says": "What the rule finds, in one plain sentence.",
    "patterns": "What the sentences look like, one pattern a line; any one of them suffices.",
    "tree": "Patterns that are read on the tree of a parser, where one is asked for and the patterns are silent.",
    "pattern": "The same as patterns, where there is only one.",
    "fact": "What kind of fact comes of it.",
    "roles": "Which slots of the patterns fill which roles of the fact: {participant: [A, B]}.",
    "act": "What the speaker of a Statement does: a concept of concepts.ttl.",
    "action": "What the party of a TreatyAction does: a concept of concepts.ttl.",
    "plover": "The PLOVER class of the event: CONSULT, ACCUSE, AGREE …",
    "status": "Only for a rule which is itself about a status; all others get it from the words around the event.",
    "format": "The format of the meeting, where the pattern alone tells it.",
    "polarity": "negative, where the rule finds that something is not so.",
    "where": "Conditions on what fills the slots.",
    "unless": "Patterns that forbid the rule: where one of them matches in the sentence, the rule does not.",
    "examples": "The proof: sentences that the rule finds, and sentences that it does not.",
    "author": "Who answers for the rule.",
    "state": "draft, test or stable.",
    "since": "The version in which the rule came.",
    "references": "Addresses of pages that explain it: a codebook, a treaty.",
    "notes": "What the next editor should know, known false positives for instance.",
}
_EXAMPLE_KEYS: Mapping[str, str] = {
    "text": "The sentence. Write one of your own; do not copy from an article.",
    "gives": "What must come of it: roles (participant, place …) and status, format, act, action, polarity, date.",
    "because": "Why it is not found, or should not be.",
    "published": "The day on which it was printed, as 2022-01-09; words such as Monday count from it.",
}
_EXAMPLES: Mapping[str, str] = {
    "match": "The rule finds these and gives what they say.",
    "no_match": "The rule does not find these, and is right.",
    "known_miss": "The rule should find these and does not yet. When it does, the tests ask you to move them up.",
    "known_false": "The rule finds these and should not. When it stops, the tests ask you to move them to no_match.",
}


# -- pages ------------------------------------------------------------------------------------------------------------------


def pages(knowledge: Knowledge, found: Uses) -> dict[str, str]:
    """The catalogue: the name of each page in `docs/rules/` and its text."""
    by_file: dict[str, list[Rule]] = {}
    for rule in knowledge.rules:
        by_file.setdefault(Path(rule.file).stem, []).append(rule)
    made = {f"{name}.md": _page(name, rules, found) for name, rules in sorted(by_file.items())}
    made["README.md"] = _index(by_file, found)
    return made


def _index(by_file: Mapping[str, list[Rule]], found: Uses) -> str:
    count = sum(len(rules) for rules in by_file.values())
    lines = [
        _NOTE,
        "",
        "# The rules",
        "",
        f"{count} rules in {len(by_file)} files. The numbers tell how often a rule matched in the {found.articles} seed articles, "
        "and how many facts came of it. How rules are written: [../rules.md](../rules.md).",
        "",
    ]
    for name, rules in sorted(by_file.items()):
        lines += [f"## [{name}]({name}.md)", "", "| rule | what it finds | matched | facts |", "|---|---|---:|---:|"]
        lines += [
            f"| [{rule.id}]({name}.md#{_anchor(rule.id)}) | {_cell(rule.says)} | {_matched(rule, found)} | {_facts(rule, found)} |"
            for rule in rules
        ]
        lines.append("")
    return "\n".join(lines)


def _page(name: str, rules: Iterable[Rule], found: Uses) -> str:
    lines = [
        _NOTE,
        "",
        f"# Rules: {name.replace('-', ' ')}",
        "",
        f"From `ontology/rules/{name}.yaml`. How to read a pattern: [../rules.md](../rules.md).",
        "",
    ]
    for rule in rules:
        lines += _entry(rule, found)
    return "\n".join(lines)


def _entry(rule: Rule, found: Uses) -> list[str]:
    what = [f"**{rule.fact}**"] + [
        f"{name} `{value}`"
        for name, value in (
            ("act", rule.act),
            ("action", rule.action),
            ("PLOVER", rule.plover),
            ("status", rule.status),
            ("format", rule.format),
            ("polarity", rule.polarity),
        )
        if value
    ]
    what += [f"{role}: {', '.join(slots)}" for role, slots in rule.roles] + [f"where {one}" for one in rule.where]
    lines = [f"## {rule.id}", "", rule.says, "", " · ".join(what), "", "```text", *rule.patterns_text, "```", ""]
    if rule.tree:
        lines += ["On the tree of a parser, where the patterns are silent:", "", "```text", *(one.text for one in rule.tree), "```", ""]
    if rule.unless:
        lines += ["Never where one of these is in the sentence:", "", "```text", *(one.text for one in rule.unless), "```", ""]
    for kind in KINDS:
        rows = [one for one in rule.examples if one.kind == kind]
        if rows:
            lines += [f"*{_EXAMPLES[kind]}*", ""]
            for one in rows:
                gives = "; ".join(f"{role}: {', '.join(values)}" for role, values in one.gives)
                note = " — ".join(part for part in (gives, one.because) if part)
                lines.append(f"- {_cell(one.text)}" + (f"  \n  {_cell(note)}" if note else ""))
            lines.append("")
    use = found.by_rule.get(rule.id)
    lines.append(
        f"In the seed articles: matched in {_matched(rule, found)} sentences, {_facts(rule, found)} facts."
        + ("" if use and use.samples else " No sample.")
    )
    lines += [*(f"> {_cell(sample)}" for sample in (use.samples[:1] if use else ())), ""]
    return lines


def _matched(rule: Rule, found: Uses) -> int:
    return len(found.by_rule[rule.id].sentences) if rule.id in found.by_rule else 0


def _facts(rule: Rule, found: Uses) -> int:
    return found.by_rule[rule.id].facts if rule.id in found.by_rule else 0


def _anchor(name: str) -> str:
    return name.replace(".", "")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


# -- schema -----------------------------------------------------------------------------------------------------------------


def schema(knowledge: Knowledge) -> str:
    """The JSON Schema of a rule file, for the completion of an editor: a list of rules."""
    concepts = knowledge.vocabulary.concepts
    classes = sorted(name for name, _, _ in concepts if name.isupper())
    terms = sorted(name for name, _, _ in concepts if name[:1].islower())
    formats = {*knowledge.lexicon.formats.values(), *(label for _, label, plover in concepts if plover == "CONSULT")}
    text = {"type": "string", "minLength": 1}
    texts = {"type": "array", "items": text, "minItems": 1}
    one_or_more = {"anyOf": [text, {"type": "array", "items": {"type": "string"}}]}
    of_class = {"type": "object", "additionalProperties": one_or_more}
    gives: dict[str, Any] = dict.fromkeys(sorted(set(examples.known_roles())), one_or_more)
    gives["status"] = {"enum": list(STATUSES)}
    example = {
        "anyOf": [
            text,
            {
                "type": "object",
                "required": ["text"],
                "additionalProperties": False,
                "properties": {
                    "text": {**text, "description": _EXAMPLE_KEYS["text"]},
                    "gives": {"type": "object", "additionalProperties": False, "properties": gives, "description": _EXAMPLE_KEYS["gives"]},
                    "because": {**text, "description": _EXAMPLE_KEYS["because"]},
                    "published": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": _EXAMPLE_KEYS["published"]},
                },
            },
        ],
    }
    kinds = {kind: {"type": ["array", "null"], "items": example, "description": _EXAMPLES[kind]} for kind in KINDS}
    special: dict[str, dict[str, Any]] = {
        "id": {**text, "pattern": r"^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$"},
        "patterns": texts,
        "unless": texts,
        "tree": texts,
        "fact": {"enum": list(FACTS)},
        "roles": {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(ROLES, one_or_more)},
        "where": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                name: {**(of_class if name in conditions.OF_CLASS else one_or_more), "description": what}
                for name, what in conditions.NAMES.items()
            },
        },
        **{key: {"enum": list(choices)} for key, choices in CHOICES.items()},
        "plover": {"enum": classes},
        "act": {"enum": terms},
        "action": {"enum": terms},
        "format": {"enum": sorted(formats)},
        "examples": {"type": "object", "additionalProperties": False, "properties": kinds},
        "references": {"anyOf": [text, texts]},
    }
    properties = {key: {**special.get(key, text), "description": _KEYS.get(key, "")} for key in KEYS}
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/communique/rule.schema.json",
        "title": "A rule file of Communiqué",
        "description": "A list of rules; how they are written is told in docs/rules.md.",
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "required": ["id", "says", "fact"],
            "anyOf": [{"required": ["patterns"]}, {"required": ["pattern"]}],
            "additionalProperties": False,
            "properties": properties,
        },
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


# -- files ------------------------------------------------------------------------------------------------------------------


def contents(knowledge: Knowledge, found: Uses) -> dict[str, str]:
    """All generated files, by their place in `docs/`."""
    return {**{f"rules/{name}": text for name, text in pages(knowledge, found).items()}, SCHEMA: schema(knowledge)}


def stale(docs: Path, made: Mapping[str, str]) -> tuple[str, ...]:
    """The generated files in `docs` that are missing, differ from what would be made now, or belong to no rule file any more."""
    wrong = {name for name, text in made.items() if not (docs / name).is_file() or (docs / name).read_text(encoding="utf-8") != text}
    wrong.update(f"rules/{path.name}" for path in (docs / "rules").glob("*.md") if f"rules/{path.name}" not in made)
    return tuple(sorted(wrong))


def write(docs: Path, made: Mapping[str, str]) -> tuple[str, ...]:
    """Bring the generated files in `docs` up to date; what was changed or removed comes back."""
    changed = stale(docs, made)
    (docs / "rules").mkdir(parents=True, exist_ok=True)
    for name in changed:
        if name in made:
            (docs / name).write_text(made[name], encoding="utf-8", newline="\n")
        else:
            (docs / name).unlink()
    return changed

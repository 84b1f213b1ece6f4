"""The examples inside rules, run through the whole pipeline with all rules; the proof that a rule does what it says.

A `match` must be found and give what it says; a `no_match` must not be found; a `known_miss` should be found one day and a
`known_false` should not, and both fail when that day has come, so that the example is moved up and the good news is recorded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import home, yamlfile
from kg.extract import extract, read
from kg.knowledge import Knowledge
from kg.model import Argument, Article, Fact, Span
from kg.rules import match
from kg.rules.rule import ROLES, Example, Rule, chosen

DAY = "2022-01-10"
"""The day on which an example without a date of its own was printed (a Monday)."""

ATTRIBUTES = ("status", "format", "act", "action", "plover", "polarity", "date", "attribution", "type")
"""What `gives` may compare beside the roles."""

_ALSO_MORE = frozenset(("topic", "treaty"))
"""Roles in which more may stand than an example says; in all others nothing else may."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one example: whether it passed, and if not, what came instead and what to do."""

    rule: str
    kind: str
    number: int
    file: str
    line: int
    text: str
    passed: bool
    message: str = ""
    found: tuple[str, ...] = ()
    """What the pipeline made of the sentence, one line a fact."""

    @property
    def id(self) -> str:
        """The example's name: `rules/meetings.yaml::meeting.meet::match[0]`."""
        return example_id(self.file, self.rule, self.kind, self.number)

    def __str__(self) -> str:
        if self.passed:
            return f"{self.id}: passed"
        lines = [f"{self.file}:{self.line}: {self.rule}, {self.kind}[{self.number}]: {self.message}", f"    {self.text}"]
        lines += [f"  found: {one}" for one in self.found] or ["  found: nothing"]
        return "\n".join(lines)


def example_id(file: str, rule: str, kind: str, number: int) -> str:
    """How an example is called in the output of a test.

    >>> example_id("ontology/rules/meetings.yaml", "meeting.meet", "match", 0)
    'rules/meetings.yaml::meeting.meet::match[0]'
    """
    return f"{file.split('/', 1)[-1]}::{rule}::{kind}[{number}]"


def numbered(rule: Rule) -> Iterator[tuple[int, Example]]:
    """The examples of a rule, each with its number among those of its kind."""
    counts: dict[str, int] = {}
    for example in rule.examples:
        yield counts.get(example.kind, 0), example
        counts[example.kind] = counts.get(example.kind, 0) + 1


def run(knowledge: Knowledge, ids: Iterable[str] = ()) -> Iterator[Result]:
    """The results of the examples of all rules, or of those whose id is given or begins with a given one ("meeting.")."""
    for rule in chosen(knowledge.rules, tuple(ids)):
        for number, example in numbered(rule):
            yield run_one(rule, example, number, knowledge)


def run_one(rule: Rule, example: Example, number: int, knowledge: Knowledge) -> Result:
    """The result of one example."""
    printed = article(example.text, example.published, path=rule.file)
    facts = extract(printed, knowledge).facts
    mine = [fact for fact in facts if comes_from(fact, rule)]
    faults = _least([differences(fact, example, knowledge) for fact in mine])
    matched = bool(mine) and not faults
    if example.kind == "match":
        passed = matched
        message = "" if matched else _tell(rule, faults, facts, printed, knowledge)
    elif example.kind == "no_match":
        passed = not mine
        message = "" if passed else f"the rule must not match here ({example.because or 'no reason given'})"
    elif example.kind == "known_miss":
        passed = not matched
        message = "" if passed else "good news: the rule finds this now; move the example to `match`"
    else:
        passed = bool(mine)
        message = "" if passed else "good news: the rule is not misled any more; move the example to `no_match`"
    return Result(
        rule.id, example.kind, number, rule.file, example.line, example.text, passed, message, tuple(show(fact) for fact in facts)
    )


def article(text: str, published: str = "", *, path: str = "", title: str = "") -> Article:
    """A sentence or some paragraphs as an article, printed on a day (by default the day of all examples)."""
    whole = f"{title}\n{text}" if title else text
    spans, start = [], 0
    for line in whole.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    headline = spans.pop(0) if title else Span(0, 0)
    return Article(path, whole, published or DAY, headline=headline, body=tuple(one for one in spans if whole[one.start : one.end].strip()))


def comes_from(fact: Fact, rule: Rule) -> bool:
    """Whether a rule found that fact, alone or together with others."""
    return fact.rule == rule.id or rule.id in fact.also


def differences(fact: Fact, example: Example, knowledge: Knowledge) -> list[str]:
    """In which ways a fact is not what the example's `gives` says; empty when it is."""
    faults: list[str] = []
    for name, wanted in example.gives:
        if name in ATTRIBUTES:
            found = _attribute(fact, name)
            if name == "date":
                if not _date_fits(fact, wanted):
                    faults.append(f"date is {found or 'nothing'}, not {' to '.join(wanted)}")
            elif plain(found).replace("-", " ") not in {plain(one).replace("-", " ") for one in wanted}:
                faults.append(f"{name} is {found or 'nothing'}, not {' or '.join(wanted)}")
            continue
        faults.extend(_role_differences(name, fact.role(name), wanted, knowledge))
    return faults


def _role_differences(role: str, given: Sequence[Argument], wanted: Sequence[str], knowledge: Knowledge) -> list[str]:
    left = list(given)
    faults: list[str] = []
    for name in wanted:
        if not name or name == "nothing":
            continue
        fitting = next((one for one in left if plain(name) in names(one, knowledge)), None)
        if fitting is None:
            faults.append(f"{role} lacks {name}")
        else:
            left.remove(fitting)
    if left and role not in _ALSO_MORE:
        faults.extend(f"{role} has {one.label} too" for one in left)
    return faults


def names(one: Argument, knowledge: Knowledge) -> set[str]:
    """All that an argument may be called in an example: its label, its other labels, the words printed, its country's code."""
    known = knowledge.entities.get(one.id)
    found = {one.label, one.text, one.id.rsplit("/", 1)[-1]}
    if known is not None:
        found.update(known.labels)
        if known.type == "State" and known.country:
            found.add(known.country)
    return {plain(name) for name in found if name}


def plain(name: str) -> str:
    """A name without accents, capitals and article, so that "Erdogan" is "Erdoğan".

    >>> plain("Recep Tayyip Erdoğan") == plain("recep tayyip Erdogan"), plain("the Kremlin")
    (True, 'kremlin')
    """
    text = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    return " ".join(text.replace("ı", "i").replace("’", "'").lower().split()).removeprefix("the ")


def _attribute(fact: Fact, name: str) -> str:
    if name == "date":
        if fact.when is None:
            return ""
        return fact.when.earliest if fact.when.earliest == fact.when.latest else f"{fact.when.earliest} to {fact.when.latest}"
    if name == "attribution":
        return fact.attribution.label if fact.attribution else ""
    return str(getattr(fact, name))


def _date_fits(fact: Fact, wanted: Sequence[str]) -> bool:
    """One date is the day (or month) itself, two are the first and the last day."""
    if not any(wanted) or wanted == ("nothing",):
        return fact.when is None
    return fact.when is not None and (fact.when.earliest, fact.when.latest) == (wanted[0], wanted[-1])


def _least(rows: Sequence[list[str]]) -> list[str]:
    return min(rows, key=len) if rows else []


def _tell(rule: Rule, faults: Sequence[str], facts: Sequence[Fact], article: Article, knowledge: Knowledge) -> str:
    """Why a match is none: what is different, which rule won, or that no pattern fits."""
    if faults:
        return "; ".join(faults)
    how = f'`kg rules explain {rule.id} "…"` shows'
    own = [number for number, one in enumerate(knowledge.rule_set.compiled) if knowledge.rules[one.rule].id == rule.id]
    if not any(match.match(one.clauses, knowledge.rule_set, own) for one in read(article, knowledge)[0]):
        return f"no pattern of the rule matches; {how} how far each comes"
    others = sorted({fact.rule for fact in facts})
    won = f"but no fact comes of it (found by other rules: {', '.join(others)})" if others else "but no fact comes of it"
    return f"a pattern of the rule matches, {won}; {how} which rule won, or what was not known"


def show(fact: Fact) -> str:
    """A fact on one line, in the words of the rules.

    >>> show(Fact.of("Meeting", "meeting.meet", status="held", participant=("a", "b")))
    'Meeting (meeting.meet), held; participant: a, b'
    """
    said = [one for one in (fact.status, fact.format, fact.act, fact.action, fact.polarity) if one]
    parts = [f"{fact.type} ({' + '.join((fact.rule, *fact.also))})" + "".join(f", {one}" for one in said)]
    parts += [f"{role}: {', '.join(one.label for one in rows)}" for role, rows in fact.roles]
    if date := _attribute(fact, "date"):
        parts.append(f"date: {date}")
    if fact.attribution is not None:
        parts.append(f"attribution: {fact.attribution.label}")
    return "; ".join(parts)


# -- modality -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatusExample:
    """A sentence of modality.yaml and the status of the one meeting in it."""

    text: str
    status: str
    published: str = ""
    line: int = 0


def status_examples(path: Path | None = None) -> tuple[StatusExample, ...]:
    """The examples of modality.yaml, each with its line."""
    table = yamlfile.read(path or home.folder("ontology") / "modality.yaml", "ontology/modality.yaml")
    return tuple(
        StatusExample(str(row["text"]), str(row["status"]), str(row.get("published", "")), row.line)
        for row in (table or {}).get("examples", ())
    )


def run_status(example: StatusExample, knowledge: Knowledge) -> Result:
    """The result of an example of modality.yaml: its meetings must have that status."""
    facts = extract(article(example.text, example.published), knowledge).facts
    meetings = [fact for fact in facts if fact.type == "Meeting"]
    passed = bool(meetings) and all(fact.status == example.status for fact in meetings)
    said = ", ".join(sorted({fact.status for fact in meetings}))
    message = "" if passed else f"the meeting is {said}, not {example.status}" if meetings else "no meeting is found"
    return Result(
        "modality", "status", 0, "ontology/modality.yaml", example.line, example.text, passed, message, tuple(show(fact) for fact in facts)
    )


def known_roles() -> tuple[str, ...]:
    """All names that may stand in `gives`."""
    return (*ROLES, *ATTRIBUTES)

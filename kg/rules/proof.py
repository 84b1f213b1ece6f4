"""Does a rule prove itself? Rules about the examples inside rules."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.gazetteer import Gazetteer
from kg.modality import STATUSES
from kg.problems import Problem, nearest
from kg.rules.compile import RuleSet
from kg.rules.rule import ROLES, Example, Rule

_ACTORS = frozenset(("participant", "host", "mediator", "observer", "delegate", "speaker", "addressee", "target", "party", "person"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the lints look things up in. `firing` and `facts` come from a sample corpus and may be left out.

    `firing`: rule → the sentences on which it matched; `facts`: rule → how many facts it gave.
    """

    rules: RuleSet
    gazetteer: Gazetteer
    gives: tuple[str, ...] = ROLES
    """What an example's `gives` may compare."""
    firing: Mapping[str, Collection[object]] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)


Lint = Callable[[Rule, Surroundings], Iterable[Problem]]


def lacks_examples(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """A rule has at least one sentence that it finds, with what it gives, and one that it must not find, with the reason."""
    for kind, why in (
        ("match", "a sentence that it finds, and what it gives"),
        ("no_match", "a sentence that looks alike and must not be found"),
    ):
        if not any(one.kind == kind for one in rule.examples):
            yield _at(rule, "no-example", f"the rule '{rule.id}' has no example of the kind {kind}", f"add {kind}: with {why}")
    for one in rule.examples:
        if one.kind == "match" and not one.gives:
            yield _example(
                rule,
                one,
                "no-gives",
                "the example does not say what must come of it",
                "add gives: {participant: […], status: …}",
                "warning",
            )
        if one.kind in ("no_match", "known_miss", "known_false") and not one.because:
            yield _example(rule, one, "no-because", f"the {one.kind} does not say why", "add because: …", "warning")


def bad_examples(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """`gives` compares what exists, with names that the vocabularies or the sentence know; `published` is a day."""
    for one in rule.examples:
        for name, values in one.gives:
            if name not in around.gives:
                yield _example(
                    rule,
                    one,
                    "unknown-gives",
                    f"'{name}' cannot be compared",
                    nearest(name, around.gives) or "compare: " + ", ".join(around.gives),
                )
            if name == "status" and any(value and value not in STATUSES for value in values):
                remedy = nearest(values[0], STATUSES) or "the statuses are: " + ", ".join(STATUSES)
                yield _example(rule, one, "unknown-gives", f"'{values[0]}' is no status", remedy)
            if name not in _ACTORS:
                continue
            for value in values:
                if value and not around.gazetteer.senses(value) and not _printed(value, one.text) and not _known(value, around.gazetteer):
                    yield _example(
                        rule,
                        one,
                        "unknown-name",
                        f"no vocabulary knows '{value}', and the sentence does not say it",
                        "correct the spelling, use a name of the vocabularies, or add the name to them",
                    )
        if one.published and not _is_day(one.published):
            yield _example(rule, one, "bad-date", f"'{one.published}' is no day", "write published: 2022-01-09")


def _at(rule: Rule, code: str, message: str, remedy: str, severity: str = "error") -> Problem:
    return Problem(rule.file, rule.line, 0, code, message, remedy, severity=severity)


def _example(rule: Rule, one: Example, code: str, message: str, remedy: str, severity: str = "error") -> Problem:
    return Problem(rule.file, one.line, 0, code, f"{rule.id}: {message}", remedy, one.text, severity=severity)


def _printed(value: str, text: str) -> bool:
    return value.lower() in text.lower()


def _known(value: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is known in another spelling, by its country's code, or as a description in the example's own words."""
    return bool(gazetteer.senses(value.removeprefix("the "))) or (len(value) == 2 and value.isupper()) or value[:1].islower()


def _is_day(written: str) -> bool:
    try:
        datetime.date.fromisoformat(written)
    except ValueError:
        return False
    return True

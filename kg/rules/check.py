"""Rules about rules: what a rule file may say without being wrong, and still should not. Each fault names its place and its remedy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from kg.gazetteer import NAME
from kg.problems import Problem
from kg.rules.compile import COMMON
from kg.rules.proof import Lint, Surroundings, bad_examples, lacks_examples
from kg.rules.rule import Pattern, Rule, chosen
from kg.rules.syntax import Choice, Element, Gap, Slot, Verb, Word, walk

_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december".split()
)
_AUXILIARIES = {
    **dict.fromkeys("is are was were been being".split(), "be"),
    **dict.fromkeys("has had having".split(), "have"),
    **dict.fromkeys("does did".split(), "do"),
}
_NAMING = frozenset(("Person", "Place", "State"))
_FORM = re.compile(r"\w*[aeiouy]\w*(?:[^e]ed|ing)")
"""What looks like a past or an -ing form: "mocked", "mocking", but not "feed" or "ring"."""
_MOST_WAYS = 2_000
"""A pattern whose gaps and options can be laid out in more ways at one place of a sentence is refused."""

_ONE_TWO_OR_MORE = 3
"""Two rules that fire on the same sentences so many times at least, and on no other, are one rule."""


def check(around: Surroundings, ids: Collection[str] = ()) -> list[Problem]:
    """What could be better in the rules, sorted by place; with `ids` only in those rules, or in those whose ids begin so."""
    rules = chosen(around.rules.rules, ids)
    found = [problem for rule in rules for lint in LINTS for problem in lint(rule, around)]
    found += [problem for problem in together(around) if any(f"'{rule.id}'" in problem.message for rule in rules)]
    return sorted(set(found))


def lacks_act(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """A statement says which act it is, a treaty action which action."""
    if rule.fact == "Statement" and not rule.act:
        yield _at(
            rule, "no-act", f"the rule '{rule.id}' finds statements but does not say which act they are", "add act: say, accuse, promise …"
        )
    if rule.fact == "TreatyAction" and not rule.action:
        yield _at(
            rule, "no-action", f"the rule '{rule.id}' finds treaty actions but does not say which", "add action: sign, ratify, withdraw …"
        )


def idle_slots(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """A slot fills a role or serves a condition; one that must only be there has a name that begins with `_` or `x`."""
    used = {slot for _, slots in rule.roles for slot in slots} | {slot for one in rule.where for slot in one.slots}
    for pattern in rule.written:
        for element in walk(pattern.elements):
            if (
                isinstance(element, Slot)
                and element.name not in used
                and element.type not in ("text", "event", "date")
                and element.name[0] not in "_xX"
            ):
                yield _in(
                    rule,
                    pattern,
                    element.column,
                    "idle-slot",
                    f"{{{element.name}:{element.type}}} fills no role",
                    f"add it to roles:, or call it x{element.name} if it only has to be there",
                    len(element.name) + len(element.type) + 3,
                    "warning",
                )


def no_required_word(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """A pattern asks for at least one telling verb or word; without, it would be tried on every sentence."""
    if rule.fact == "Tenure" or rule.action == "cite":
        return  # applied by the program, not by their patterns
    number = around.rules.rules.index(rule)
    for one in around.rules.compiled:
        if one.rule != number or one.turned:
            continue
        pattern = rule.written[one.pattern]
        if not one.triggers:
            yield _in(
                rule,
                pattern,
                0,
                "no-required-word",
                "the pattern asks for no verb, class or word outside of brackets, and so is never tried",
                "add a verb group <…> or a word class %…",
                len(pattern.text),
            )
        elif one.triggers <= COMMON:
            yield _in(
                rule,
                pattern,
                0,
                "common-word",
                f"only {', '.join(sorted(one.triggers))} is required, which stands in nearly every sentence",
                "add a verb group <…> or a word that is rarer",
                len(pattern.text),
                "warning",
            )


def verb_as_word(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """Forms of "be", "have" and "do" are written as verb groups: as plain words they are never seen, for the program has made verb groups of them."""
    for pattern in (*rule.written, *rule.unless):
        for element in walk(pattern.elements):
            if isinstance(element, Word) and element.text in _AUXILIARIES:
                yield _in(
                    rule,
                    pattern,
                    element.column,
                    "verb-as-word",
                    f"'{element.text}' is part of a verb group and never stands as a word of its own",
                    f"write <{_AUXILIARIES[element.text]}>",
                    len(element.text),
                )


def verb_form(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """A verb group is headed by the verb itself, "meet", not by one of its forms: the program makes these."""
    for pattern in (*rule.written, *rule.unless):
        for element in walk(pattern.elements):
            for head in element.heads if isinstance(element, Verb) else ():
                if _FORM.fullmatch(head) and head not in around.rules.lexicon.classes["verbs"]:
                    yield _in(
                        rule,
                        pattern,
                        element.column,
                        "verb-form",
                        f"'{head}' looks like a form of a verb, so that its other forms are not found",
                        "write the verb itself, as in <meet>, or add it to `verbs` in words.yaml if it is one",
                        len(head) + 2,
                    )


def too_loose(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """Matching a pattern takes a bounded number of steps at each place of a sentence, so that no sentence can make a run hang."""
    for pattern in (*rule.written, *rule.unless):
        elements = pattern.elements
        for place, element in enumerate(elements):
            if isinstance(element, Slot) and element.type == "text" and place < len(elements) - 1:
                yield _in(
                    rule,
                    pattern,
                    element.column,
                    "open-text",
                    f"something stands behind {{{element.name}:text}}, which itself takes all there is",
                    "put the {…:text} slot last, or write a gap (.. or ...) instead",
                    len(element.name) + 7,
                )
            elif isinstance(element, Choice) and any(isinstance(inner, Slot) and inner.type == "text" for inner in walk((element,))):
                yield _in(
                    rule,
                    pattern,
                    element.column,
                    "open-text",
                    "a {…:text} slot stands inside brackets",
                    "put it last and outside of brackets",
                )
        if (many := ways(elements)) > _MOST_WAYS:
            yield _in(
                rule,
                pattern,
                0,
                "too-loose",
                f"the gaps and options can be laid out in {many} ways at each place of a sentence (at most {_MOST_WAYS})",
                "use fewer or shorter gaps, or write two patterns",
                len(pattern.text),
            )


def ways(elements: Sequence[Element]) -> int:
    """In how many ways the gaps and options of a pattern can be laid out at one place of a sentence: what bounds the matcher's steps.

    >>> from kg.rules.syntax import parse
    >>> ways(parse("{A:actor} <hold> .. %talks")), ways(parse("{A:actor} <hold> ... %talks ... {B:actor}"))
    (4, 81)
    """
    total = 1
    for element in elements:
        if isinstance(element, Gap):
            total *= element.most + 1
        elif isinstance(element, Choice) and (element.optional or any(len(option) != 1 for option in element.options)):
            total *= sum(ways(option) for option in element.options) + element.optional
    return total  # of several single words only one can fit: they cost nothing


def names_a_thing(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """A rule is general: no pattern names a person, a state, a city or a day."""
    for pattern in (*rule.written, *rule.unless):
        for element in walk(pattern.elements):
            if not isinstance(element, (Word, Verb)):
                continue
            for word in (element.text,) if isinstance(element, Word) else element.heads:
                written = pattern.text[element.column : element.column + len(word)]
                capital = isinstance(element, Word) and written[:1].isupper()
                if word in _CALENDAR or re.fullmatch(r"(?:19|20)\d\d", word) or (capital and word in ("may", "march")):
                    yield _in(
                        rule,
                        pattern,
                        element.column,
                        "names-a-day",
                        f"the pattern names a day, a month or a year: '{written}'",
                        "leave it out; dates are found by the program, or write {D:date}",
                        len(word),
                    )
                    continue
                senses = [
                    sense
                    for sense in around.gazetteer.senses(word.title())
                    if sense.type in _NAMING and sense.flavour == NAME and not sense.risky
                ]
                if senses and isinstance(element, Word) and (capital or len(word) > 3) and not around.rules.lexicon.heads.at([word], 0):
                    yield _in(
                        rule,
                        pattern,
                        element.column,
                        "names-a-thing",
                        f"the pattern names one {senses[0].type.lower()}: '{written}'",
                        f"write a slot, as in {{B:{'place' if senses[0].type == 'Place' else 'actor'}}}",
                        len(word),
                        "error" if capital else "warning",
                    )


def same_pattern(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """No pattern is written twice."""
    for other in around.rules.rules:
        for pattern in rule.patterns:
            for twin in other.patterns:
                if " ".join(twin.text.split()) == " ".join(pattern.text.split()) and (other.file, twin.line, twin.column) < (
                    rule.file,
                    pattern.line,
                    pattern.column,
                ):
                    yield _in(
                        rule,
                        pattern,
                        0,
                        "same-pattern",
                        f"the pattern stands in '{other.id}' too ({other.file}:{twin.line})",
                        "remove one of them",
                        len(pattern.text),
                        "warning",
                    )


def never_used(rule: Rule, around: Surroundings) -> Iterator[Problem]:
    """A rule finds something in the sample articles; else it is improved or removed, not parked."""
    if around.facts and not around.facts.get(rule.id):
        matched = len(around.firing.get(rule.id, ()))
        more = f"; its patterns match {matched} sentences, but no fact comes of it" if matched else ""
        yield _at(
            rule,
            "never-used",
            f"the rule '{rule.id}' finds nothing in the sample articles{more}",
            "try it with `kg rules explain`, improve it, or remove it",
            "warning",
        )


def together(around: Surroundings) -> Iterator[Problem]:
    """Two rules that fire on exactly the same sentences say the same."""
    by_sentences: dict[frozenset[object], list[Rule]] = defaultdict(list)
    for rule in around.rules.rules:
        if len(sentences := frozenset(around.firing.get(rule.id, ()))) >= _ONE_TWO_OR_MORE:
            by_sentences[sentences].append(rule)
    for sentences, rules in by_sentences.items():
        for rule in rules[1:]:
            yield _at(
                rule,
                "always-together",
                f"the rules '{rules[0].id}' and '{rule.id}' fire on the same {len(sentences)} sentences of the sample and on no other",
                "make them one rule, or tell them apart with `unless:`",
                "warning",
            )


LINTS: tuple[Lint, ...] = (
    lacks_examples,
    bad_examples,
    lacks_act,
    idle_slots,
    no_required_word,
    verb_as_word,
    verb_form,
    too_loose,
    names_a_thing,
    same_pattern,
    never_used,
)
"""All lints that look at one rule; the docstring of each says what it asks."""


def _at(rule: Rule, code: str, message: str, remedy: str, severity: str = "error") -> Problem:
    return Problem(rule.file, rule.line, 0, code, message, remedy, severity=severity)


def _in(
    rule: Rule, pattern: Pattern, column: int, code: str, message: str, remedy: str, width: int = 1, severity: str = "error"
) -> Problem:
    # The excerpt is the pattern as it stands in its line; the one column more is its opening quote.
    return Problem(
        rule.file, pattern.line, pattern.column + 1 + column, code, message, remedy, " " * pattern.column + pattern.text, width, severity
    )

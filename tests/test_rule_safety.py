"""No sentence makes a run hang, no text makes it fail, and every offset cuts the words it claims to cut out of the text."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg import examples, explain, extract
from kg.knowledge import load_knowledge
from kg.model import Article
from kg.rules import check, match, proof

_KNOWLEDGE = load_knowledge()
_RULES = _KNOWLEDGE.rule_set
_EVERY = range(len(_RULES.compiled))

# -- steps ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", _KNOWLEDGE.rules, ids=lambda rule: rule.id)
def test_the_ways_to_lay_out_a_pattern_are_bounded(rule: match.Rule) -> None:
    assert list(check.too_loose(rule, proof.Surroundings(_RULES, _KNOWLEDGE.gazetteer))) == []


def _open_repeats(source: str) -> Iterator[int]:
    """Where a regular expression repeats something without a bound."""
    for found in re.finditer(r"(?<!\\)[+*]|\{\d+,\}", re.sub(r"\[[^\]]*\]", lambda one: "C" * len(one.group()), source)):
        yield found.start()


@pytest.mark.parametrize("number", _EVERY, ids=lambda number: f"{_RULES.rules[_RULES.compiled[number].rule].id}-{number}")
def test_a_compiled_pattern_repeats_without_bound_only_at_its_end(number: int) -> None:
    source = _RULES.compiled[number].regex.pattern
    assert all(source[place + 1 :].strip(")?") == "" for place in _open_repeats(source)), _RULES.compiled[number].slots


_UNITS = (
    "Sergey Lavrov met ",
    "talks between Russia and ",
    "Russia said that it ",
    "Russia will agree to plan to try to ",
    "Lavrov, who met Blinken, ",
    "“ Russia said, ",
    "Russia held talks in Geneva on Friday and ",
    "Russia would sign the INF Treaty ",
    "Russia and China and ",
    "no more talks with ",
)


def _seconds(unit: str, words: int) -> float:
    text = "Russia met China " + unit * (words // len(unit.split())) + "."
    reads, _ = extract.read(examples.article(text), _KNOWLEDGE)
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        for one in reads:
            match.match(one.clauses, _RULES, _EVERY)
        best = min(best, time.perf_counter() - start)
    return best


@pytest.mark.slow
@pytest.mark.parametrize("unit", _UNITS)
def test_matching_grows_no_faster_than_the_sentence(unit: str) -> None:
    # Four times the words: sixteen times the time would be a square. Noise below a fifth of a second is forgiven.
    assert _seconds(unit, 1600) < 8 * _seconds(unit, 400) + 0.2


# -- any text -----------------------------------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    "Sergey Lavrov|Antony Blinken|Lavrov|Blinken|the Kremlin|Russia|the United States|Washington|Geneva|NATO|the INF Treaty|arms control|Russian foreign minister|"
    "a senior official|President|Gen.|U.S.|St.|met|will meet|said|talks|a meeting|refused to|was received by|did not|called off|signed|accused|of|with|and|between|"
    "in|on|by|who|that|which|,|.|;|“|”|(|)|—|'s|’s|'|\"|-|Friday|tomorrow|9 January|2022|on Monday|next week|he|they|its|his counterpart|ﬁ|İstanbul|Erdoğan|É|ß|\u00a0|"
    "\u200b|…|...|!|?|\t|7 - 9|1/2|☢|🙂|Ǆ|talks, talks|Lt. Gen|x".split("|")
)
_SENTENCES = st.lists(_WORDS, min_size=1, max_size=30).map(" ".join)
_TEXTS = st.one_of(_SENTENCES, st.lists(_SENTENCES, min_size=1, max_size=4).map("\n".join), st.text(max_size=200))
_DAYS = st.dates().filter(lambda day: 1900 <= day.year <= 2100).map(lambda day: day.isoformat())


def _cuts(article: Article) -> Iterator[tuple[str, str]]:
    """(what is claimed, what the offsets cut out) of everything that extraction says of an article."""
    extraction = extract.extract(article, _KNOWLEDGE)
    text = extraction.article.text
    for fact in extraction.facts:
        for one in fact.evidence:
            yield one.quote, text[one.start : one.end]
        for _, rows in fact.roles:
            for argument in rows:
                if argument.start >= 0:
                    yield argument.text, text[argument.start : argument.end]
        if fact.when is not None and fact.when.start >= 0:
            yield fact.when.text, text[fact.when.start : fact.when.end]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS, _DAYS)
@example("NATO who the two sides \" Lt. Gen '", "2022-01-10")  # an apostrophe as the last token behind a rank
def test_any_text_is_read_and_every_offset_is_exact(text: str, day: str) -> None:
    for claimed, cut in _cuts(examples.article(text, day)):
        assert claimed == cut


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_the_chunks_of_any_text_cover_its_tokens_once_and_in_order(text: str) -> None:
    reads, _ = extract.read(examples.article(text), _KNOWLEDGE)
    for one in reads:
        nodes = one.clauses.nodes
        assert all(left.last <= right.first and left.end <= right.start for left, right in pairwise(nodes))
        assert not nodes or nodes[0].first == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_any_text_can_be_explained(text: str) -> None:
    explanation = explain.explain_sentence(text, _KNOWLEDGE)
    assert "\0" in text or explain.as_text(explanation) is not None
    page = explain.as_html(explanation)
    assert "<script" not in page


def test_extracting_twice_gives_the_same() -> None:
    article = examples.article("Sergey Lavrov met Antony Blinken in Geneva on Friday. They agreed to meet again next week, he said.")
    assert extract.extract(article, _KNOWLEDGE) == extract.extract(article, _KNOWLEDGE)

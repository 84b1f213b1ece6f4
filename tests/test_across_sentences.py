"""What an article says of one meeting in several sentences: who is meant, where, when, with whom; and which meetings are one."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.knowledge import Knowledge
from kg.model import Article, Fact, Span

DAY = "2024-03-12"
"""A Tuesday, on which the articles below are printed."""


def article(text: str) -> Article:
    """An article whose first line is the headline, or empty; one paragraph a line."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return Article("news.txt", text, DAY, headline=spans[0], body=tuple(spans[1:]))


def facts(text: str, knowledge: Knowledge, type: str = "Meeting") -> list[Fact]:
    return [fact for fact in extract(article(text), knowledge).facts if fact.type == type]


def told(fact: Fact) -> str:
    """ "A + B | held | Paris | 2024-03-12": the sides by their last names, the status, the place, the first day."""
    who = " + ".join(sorted(one.label.split()[-1] for one in fact.role("participant")))
    place = next((one.label for one in fact.role("place")), "-")
    return f"{who} | {fact.status} | {place} | {fact.when.earliest if fact.when else '-'}"


MEETINGS = {
    "they are the sides of the last meeting": (
        "\nForeign Minister Radosław Sikorski will visit Rome on Friday for talks with Antonio Tajani. They last met in Vilnius in November.",
        ["Sikorski + Tajani | held | Vilnius | 2023-11"],
    ),
    "their last meeting": (
        "\nFinland and Sweden will consult in Oslo on Friday. Their last meeting was in Helsinki in November.",
        ["Finland + Sweden | held | Helsinki | 2023-11"],
    ),
    "the format of a lunch": (
        "\nForeign ministers Ararat Mirzoyan and Jeyhun Bayramov met in Berlin in the format of a working lunch.",
        ["Bayramov + Mirzoyan | held | Berlin | -"],
    ),
    "the two men": (
        "\nIndian Foreign Minister Subrahmanyam Jaishankar met Sergey Lavrov in Delhi on Monday. The two men will meet again in Moscow in June.",
        ["Jaishankar + Lavrov | planned | Moscow | 2024-06"],
    ),
    "the pair": (
        "\nPedro Sánchez received Olaf Scholz in Madrid on Monday. The pair met in Berlin in January.",
        ["Scholz + Sánchez | held | Berlin | 2024-01"],
    ),
    "his counterpart by name": (
        "\nAntony Blinken and his Jordanian counterpart Ayman Safadi met in Amman on Monday.",
        ["Blinken + Safadi | held | Amman | 2024-03-11"],
    ),
    "his counterpart by name behind a comma": (
        "\nAntony Blinken met his Jordanian counterpart, Ayman Safadi, on Monday.",
        ["Blinken + Safadi | held | - | 2024-03-11"],
    ),
    "he is who did something in the sentence before": (
        "\nAntony Blinken flew to Riyadh after a visit by David Cameron. He met Faisal bin Farhan Al Saud on Monday.",
        ["Blinken + Saud | held | Riyadh | 2024-03-11"],
    ),
    "a third who receives the two": (
        "\nForeign ministers Ararat Mirzoyan and Jeyhun Bayramov met in Berlin. German Chancellor Olaf Scholz received the two ministers on Monday.",
        ["Bayramov + Mirzoyan + Scholz | held | Berlin | 2024-03-11"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), MEETINGS.values(), ids=MEETINGS)
def test_a_meeting_told_in_several_sentences(text: str, wanted: list[str], knowledge: Knowledge) -> None:
    found = [told(fact) for fact in facts(text, knowledge)]
    assert [one for one in wanted if one not in found] == [], found


SPEAKERS = {
    "a transcript": (
        "Talks with President of Serbia Aleksandar Vucic\nThe presidents met in the Kremlin. President of Russia Vladimir Putin: Mr President, "
        "welcome. We support your position on sanctions. President of Serbia Aleksandar Vucic: Thank you. I propose a new round of talks in May.",
        {"We support your position on sanctions.": "Vladimir Putin", "I propose a new round of talks in May.": "Aleksandar Vučić"},
    ),
    "a joint statement": (
        "Joint statement on security\nWe, the presidents of Lithuania and Poland, met in Vilnius. We condemn the attack on the border.",
        {"We condemn the attack on the border.": "Lithuania"},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SPEAKERS.values(), ids=SPEAKERS)
def test_who_speaks_in_the_first_person(text: str, wanted: dict[str, str], knowledge: Knowledge) -> None:
    found = {fact.evidence[0].quote: fact.role("speaker") for fact in facts(text, knowledge, "Statement")}
    assert {quote: found[quote][0].label if quote in found else "" for quote in wanted} == wanted


def test_a_counterpart_is_no_post(knowledge: Knowledge) -> None:
    found = facts("\nAntony Blinken met his Jordanian counterpart Ayman Safadi.", knowledge, "Tenure")
    assert not [fact for fact in found if "counterpart" in fact.role("post")[0].label]

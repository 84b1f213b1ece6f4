"""Meetings as news tells them, by the kind of their wording: which are found, with which sides and status; what is none."""

from __future__ import annotations

import pytest

from kg import examples
from kg.extract import extract
from kg.knowledge import Knowledge


def told(text: str, knowledge: Knowledge, *, published: str = "", title: str = "") -> set[tuple[str, frozenset[str]]]:
    """(status, labels of the participants) of each meeting of a text."""
    facts = extract(examples.article(text, published, title=title), knowledge).facts
    return {(one.status, frozenset(side.label for side in one.role("participant"))) for one in facts if one.type == "Meeting"}


def sides(*names: str) -> frozenset[str]:
    return frozenset(names)


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        (
            "Hakan Fidan met with Espen Barth Eide in Oslo on Monday and with Tobias Billström in Stockholm on Tuesday.",
            {("held", sides("Hakan Fidan", "Espen Barth Eide")), ("held", sides("Hakan Fidan", "Tobias Billström"))},
        ),
        (
            "Radoslaw Sikorski will meet David Lammy in London on Monday, Marco Rubio in Rome on Thursday and Johann Wadephul in Berlin on Friday.",
            {
                ("planned", sides("Radosław Sikorski", "David Lammy")),
                ("planned", sides("Radosław Sikorski", "Marco Rubio")),
                ("planned", sides("Radosław Sikorski", "Johann Wadephul")),
            },
        ),
        (
            "Anwar Ibrahim held talks with Lawrence Wong in Singapore on Monday and with Srettha Thavisin in Bangkok on Wednesday.",
            {("held", sides("Anwar Ibrahim", "Lawrence Wong")), ("held", sides("Anwar Ibrahim", "Srettha Thavisin"))},
        ),
        (
            "Félix Tshisekedi is to see Emmanuel Macron in Paris and, two days later, Olaf Scholz in Berlin.",
            {("planned", sides("Félix Tshisekedi", "Emmanuel Macron")), ("planned", sides("Félix Tshisekedi", "Olaf Scholz"))},
        ),
        (
            "Wang Yi visited Dakar on Monday and Luanda on Wednesday.",
            {("held", sides("Wang Yi", "Senegal")), ("held", sides("Wang Yi", "Angola"))},
        ),
        (
            "The North Atlantic Council meets on Monday and the UN Security Council on Thursday.",
            {("planned", sides("North Atlantic Council")), ("planned", sides("United Nations Security Council"))},
        ),
        (
            "Olaf Scholz met Wang Yi in Berlin on Monday and Annalena Baerbock met Qin Gang in Beijing on Tuesday.",
            {("held", sides("Olaf Scholz", "Wang Yi")), ("held", sides("Annalena Baerbock", "Qin Gang"))},
        ),
        (
            "Olaf Scholz met Wang Yi and Qin Gang in Berlin on Monday.",
            {("held", sides("Olaf Scholz", "Wang Yi", "Qin Gang"))},
        ),
    ],
)
def test_a_verb_left_out_is_understood(text: str, meetings: set[tuple[str, frozenset[str]]], knowledge: Knowledge) -> None:
    assert told(text, knowledge) == meetings

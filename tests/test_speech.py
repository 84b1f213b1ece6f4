"""Direct speech: each sentence of it is said once, by the one who is quoted, speaks in the transcript or signs the statement."""

from __future__ import annotations

import pytest

from kg import examples
from kg.extract import extract
from kg.knowledge import Knowledge


def said(text: str, knowledge: Knowledge, title: str = "") -> list[tuple[str, str]]:
    """(first three words of the sentence, speakers) of each statement, in the order of the text."""
    facts = extract(examples.article(text, title=title), knowledge).facts
    rows = [
        (
            one.evidence[0].start,
            " ".join(one.evidence[0].quote.strip('“"').split()[:3]),
            ", ".join(who.label for who in one.role("speaker")),
        )
        for one in facts
        if one.type == "Statement"
    ]
    return [(quote, who) for _, quote, who in sorted(rows)]


@pytest.mark.parametrize(
    ("text", "quote", "who"),
    [
        ("“The gas flows again. Nobody in the region will freeze this winter,” Angela Merkel said.", "The gas flows", "Angela Merkel"),
        ("“The gas flows,” Angela Merkel said. “Nobody in the whole region will freeze.”", "Nobody in the", "Angela Merkel"),
        ("Wang Yi left early. “The gas flows again. Nobody here will freeze,” Angela Merkel said.", "The gas flows", "Angela Merkel"),
        (
            "Angela Merkel appeared on the evening news, “Nobody in the whole region will freeze.”",
            "Angela Merkel appeared",
            "Angela Merkel",
        ),
        ("Angela Merkel added:\n“The ice on the lakes is thick enough.”", "The ice on", "Angela Merkel"),
        (
            "Angela Merkel said: “The pipes are full and stay so.\n“The ice on the lakes is thick enough.”",
            "The ice on",
            "Angela Merkel",
        ),
        ("Vladimir Putin: Colleagues, good morning. It is important to keep the pipes open.", "It is important", "Vladimir Putin"),
        (
            "*** Beginning of the talks President of Russia Vladimir Putin: Colleagues, good morning. We kept the pipes open.",
            "We kept the",
            "Vladimir Putin",
        ),
        # A copy of an agency's text that has lost all its marks.
        ("We know the ice, Angela Merkel said. I would never walk on it in a mild winter.", "I would never", "Angela Merkel"),
        ("Vladimir Putin: Good morning. Russia welcomes the new pipes.", "Russia welcomes the", "Vladimir Putin"),
    ],
)
def test_direct_speech_belongs_to_whoever_speaks(text: str, quote: str, who: str, knowledge: Knowledge) -> None:
    assert (quote, who) in said(text, knowledge)


def test_a_signed_statement_is_said_by_its_signer_where_it_is_no_report(knowledge: Knowledge) -> None:
    text = "The ships sailed from Odesa in June.\nThe blockade must end before the harvest."
    assert said(text, knowledge, "Statement by President Biden on the Harbours") == [("The blockade must", "Joe Biden")]


def test_a_quotation_is_said_once(knowledge: Knowledge) -> None:
    text = "“We kept the pipes open and will do so,” Angela Merkel said on Monday. “Nobody in the region will freeze,” she added."
    assert said(text, knowledge) == [("We kept the", "Angela Merkel"), ("Nobody in the", "Angela Merkel")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The harbour master of Riga, Janis Lapsa Ozols, said the ice was thin.", "Janis Lapsa Ozols"),
        ("Kari Holm Lund, who chairs the council, said the vote would take place.", "Kari Holm Lund"),
        ("Kari Holm Lund, 54, a sailor from Bergen, said the ice was thin.", "Kari Holm Lund"),
        ("The ice is thin, diplomats said.", "diplomats"),
        ("“The ice is thin this winter,” the ministry said in a statement.", "ministry"),
        ("The president’s press service said that the ice was thin.", "president’s press service"),
    ],
)
def test_names_beside_appositions_and_unnamed_sources_speak(text: str, who: str, knowledge: Knowledge) -> None:
    assert [speaker for _, speaker in said(text, knowledge)] == [who]


def test_a_pronoun_is_not_the_one_whom_its_own_sentence_names_later(knowledge: Knowledge) -> None:
    text = "Jake Sullivan spoke with Wang Yi. He welcomed Wang Yi’s patience."
    assert ("He welcomed Wang", "Jake Sullivan") in said(text, knowledge)


def test_two_words_before_a_verb_of_saying_are_a_name_but_not_those_of_a_body(knowledge: Knowledge) -> None:
    assert said("Teboro Nakasi told reporters that he agreed.", knowledge)[0][1] == "Teboro Nakasi"
    assert "Harbour Watch" not in [who for _, who in said("Harbour Watch said that the port was closed.", knowledge)]


def test_the_sides_of_a_joint_statement_are_those_that_sign_it(knowledge: Knowledge) -> None:
    text = "The coast is long. Both countries recognize the importance of trade."
    assert said(text, knowledge, "Joint Statement from Norway and Chile on Fisheries") == [("Both countries recognize", "Norway, Chile")]

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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Espen Barth Eide received a delegation led by Tobias Billström in Oslo.", "Espen Barth Eide, Tobias Billström"),
        ("Espen Barth Eide met a Finnish trade delegation led by Pekka Korhonen in Oslo.", "Espen Barth Eide, Pekka Korhonen"),
        (
            "Talks between the Vietnamese delegation, headed by Bui Thanh Son, and the Chinese side, led by Wang Yi, took place in Hanoi.",
            "Bui Thanh Son, Wang Yi",
        ),
        ("Wang Yi met a visiting delegation of Thai lawmakers headed by Maris Sangiampongsa.", "Wang Yi, Maris Sangiampongsa"),
        ("Penny Wong, accompanied by Defence Minister Richard Marles, met Retno Marsudi.", "Penny Wong, Richard Marles, Retno Marsudi"),
        ("Penny Wong, together with Richard Marles, received Retno Marsudi in Perth.", "Penny Wong, Richard Marles, Retno Marsudi"),
        (
            "Three ministers met in Riga: Radoslaw Sikorski, Elina Valtonen and Margus Tsahkna.",
            "Radosław Sikorski, Elina Valtonen, Margus Tsahkna",
        ),
        (
            "Emmanuel Macron met Xi Jinping in Paris. Jean-Noël Barrot also attended the meeting.",
            "Emmanuel Macron, Xi Jinping, Jean-Noël Barrot",
        ),
        (
            "Emmanuel Macron met Xi Jinping. Also present were Jean-Noël Barrot and Wang Yi.",
            "Emmanuel Macron, Xi Jinping, Jean-Noël Barrot, Wang Yi",
        ),
        ("Emmanuel Macron met Xi Jinping. The meeting was also attended by Wang Yi.", "Emmanuel Macron, Xi Jinping, Wang Yi"),
        ('"We met with Wang Yi on Friday," Penny Wong said.', "Penny Wong, Wang Yi"),
        ('"My meeting with President Erdogan was constructive," said Alexander Stubb.', "Alexander Stubb, Recep Tayyip Erdogan"),
        ('"In our talks with Gideon Saar we raised Gaza," Tobias Billström said.', "Tobias Billström, Gideon Saar"),
    ],
)
def test_all_who_take_part_are_of_one_meeting(text: str, names: str, knowledge: Knowledge) -> None:
    assert told(text, knowledge) == {("held", sides(*names.split(", ")))}


@pytest.mark.parametrize(
    "text",
    [
        "The delegation led by the mayor toured the new tram depot in Leeds.",
        "Present at the premiere in Cannes was the actress Marion Delorme.",
        "Germany face Denmark in Hamburg on Friday and Sweden in Malmö on Monday.",
        "The Tokyo stock exchange closed higher on Monday and the London exchange lower on Tuesday.",
        "The city council of Leeds meets on Monday and the planning board on Thursday.",
        "Joe Biden told Kamala Harris in Washington that he would not run.",
        "Joe Biden thanked Luiz Inácio Lula da Silva in a letter.",
        "Elina Valtonen urged Wang Yi to attend the summit.",
        "My meeting with my dentist in Oslo was short.",
        "Our talks at the kitchen table always ended with tea from China.",
        "The court in Strasbourg heard the case of a Turkish journalist against Turkey.",
        "Airbus is in talks with Qatar Airways about forty aircraft.",
        "Serbian police met the demonstrators with tear gas.",
        "He was born in Russia, studied in Germany and met his wife in Italy.",
        "The union and the Finnish paper makers will resume wage talks on Monday.",
        "Cold air from Russia will meet warm air from Spain over France on Thursday.",
    ],
)
def test_what_is_no_meeting(text: str, knowledge: Knowledge) -> None:
    assert told(text, knowledge) == set()


FIRST = "William Ruto held talks with Salva Kiir in Juba on Monday."
BOTH = sides("William Ruto", "Salva Kiir")


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("The next round will be held in Nairobi on 19 January.", {"held", "planned"}),
        ("A second round of talks is expected in June.", {"held", "planned"}),
        ("There will be another round of talks on Friday.", {"held", "planned"}),
        ("A further meeting is planned.", {"held", "planned"}),
        ("No date was set for the next meeting.", {"held"}),
        ("The second round will be decided by rural voters.", {"held"}),
        ("The second half of the game was held in March.", {"held"}),
        ("The next meeting, of shepherds, will be held in March.", {"held"}),
    ],
)
def test_the_next_round_is_of_those_who_met_last(text: str, statuses: set[str], knowledge: Knowledge) -> None:
    assert told(f"{FIRST} {text}", knowledge) == {(status, BOTH) for status in statuses}


def test_the_previous_round_is_another_meeting(knowledge: Knowledge) -> None:
    text = f"{FIRST} The previous round took place in Kampala in December 2020."
    facts = [one for one in extract(examples.article(text, "2022-01-05"), knowledge).facts if one.type == "Meeting"]
    assert [one.when.earliest[:7] for one in facts if one.when] == ["2022-01", "2020-12"]


def test_two_voices_of_a_transcript_are_we(knowledge: Knowledge) -> None:
    text = "Vladimir Putin: Mr President, friends, we met in Astana in May.\nKassym-Jomart Tokayev: Thank you, Mr President."
    assert told(text, knowledge, title="Press statements") == {("held", sides("Vladimir Putin", "Kassym-Jomart Tokayev"))}


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        (
            "Emmanuel Macron telephoned Wang Yi and Penny Wong.",
            {("held", "Emmanuel Macron, Wang Yi"), ("held", "Emmanuel Macron, Penny Wong")},
        ),
        ("Tehran is ready for talks with Riyadh, the Iranian foreign minister said.", {("proposed", "Iran, Saudi Arabia")}),
        ("There is little prospect of talks between Algeria and Morocco.", {("proposed", "Algeria, Morocco")}),
        ("Uganda rejected a request for talks with Rwanda.", {("denied", "Uganda, Rwanda")}),
        ("Preparations for the Kenya-Somalia summit are under way.", {("planned", "Kenya, Somalia")}),
        (
            "Penny Wong met Narendra Modi on the sidelines of the NATO summit in Vilnius.",
            {("held", "Penny Wong, Narendra Modi"), ("held", "North Atlantic Treaty Organization")},
        ),
    ],
)
def test_what_governs_a_meeting_tells_its_status(text: str, meetings: set[tuple[str, str]], knowledge: Knowledge) -> None:
    assert told(text, knowledge) == {(status, sides(*names.split(", "))) for status, names in meetings}


@pytest.mark.parametrize(
    ("text", "status", "names"),
    [
        ("The Russian-Turkish Joint Economic Commission convened in Kazan.", "held", "Russia, Türkiye"),
        ("The EU–Ukraine Association Council held its eighth meeting in Brussels.", "held", "European Union, Ukraine"),
        ("A session of the Russia-Belarus Supreme State Council was held in Minsk.", "held", "Russia, Belarus"),
        ("The Kenya-Uganda border committee meets in Busia on Friday.", "planned", "Kenya, Uganda"),
        (
            "The leaders of the G7 held a video conference on Monday.",
            "held",
            "Group of Seven, Canada, Germany, France, United Kingdom, Italy, Japan, United States",
        ),
        ("Ministers agreed to convene the Joint Egyptian-Sudanese Commission in June.", "planned", "Egypt, Sudan"),
    ],
)
def test_a_body_of_two_states_meets(text: str, status: str, names: str, knowledge: Knowledge) -> None:
    assert told(text, knowledge) == {(status, sides(*names.split(", ")))}


@pytest.mark.parametrize(
    "text", ["The Polish-Ukrainian border is guarded by the council.", "The French-German business council met its costs."]
)
def test_a_border_is_no_body(text: str, knowledge: Knowledge) -> None:
    assert told(text, knowledge) == set()


@pytest.mark.parametrize(
    ("text", "status", "names"),
    [
        ("William Ruto received a call from Prime Minister Abiy Ahmed of Ethiopia.", "held", "William Ruto, Abiy Ahmed"),
        ("Giorgia Meloni got a phone call from Emmanuel Macron.", "held", "Giorgia Meloni, Emmanuel Macron"),
        ("Mark Carney's call with Prime Minister-designate Andrej Babis lasted ten minutes.", "held", "Mark Carney, Andrej Babiš"),
        ("Keir Starmer met President-elect Karol Nawrocki in London.", "held", "Keir Starmer, Karol Nawrocki"),
        ("Wang Yi met with the speakers of the parliaments of Serbia and Montenegro.", "held", "Wang Yi, Serbia, Montenegro"),
        ("Wang Yi held talks with the government of Somalia.", "held", "Wang Yi, Somalia"),
        ("William Ruto is ready for direct talks with the leadership of Somalia.", "proposed", "William Ruto, Somalia"),
        ("A visit by Wang Yi to Nairobi is expected.", "planned", "Wang Yi, Kenya"),
        ("The visit of Wang Yi to Kenya begins on Monday.", "planned", "Wang Yi, Kenya"),
        ("Following talks, Hakan Fidan and Espen Barth Eide spoke to the press.", "held", "Hakan Fidan, Espen Barth Eide"),
        ("William Ruto and Paul Kagame launched the railway at a summit in Kigali.", "held", "William Ruto, Paul Kagame"),
        ("Volodymyr Zelensky took part in the Munich Security Conference.", "held", "Volodymyr Zelensky, Munich Security Conference"),
    ],
)
def test_calls_visits_and_conferences(text: str, status: str, names: str, knowledge: Knowledge) -> None:
    assert told(text, knowledge) == {(status, sides(*names.split(", ")))}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Meeting in Prague, the foreign ministers of Slovakia and Austria backed the plan.", "Slovakia, Austria"),
        ("Gathered in Rio, the presidents of Chile and Uruguay backed the plan.", "Chile, Uruguay"),
        ("Building on Keir Starmer's April 2021 meeting with Donald Tusk, the two signed a pact.", "Keir Starmer, Donald Tusk"),
        ("Sergei Lavrov exchanged views on Syria with Hakan Fidan.", "Sergey Lavrov, Hakan Fidan"),
        ("Narendra Modi attended the annual East Asia Summit in Phnom Penh.", "Narendra Modi, East Asia Summit"),
    ],
)
def test_meetings_told_in_passing(text: str, names: str, knowledge: Knowledge) -> None:
    assert told(text, knowledge) == {("held", sides(*names.split(", ")))}

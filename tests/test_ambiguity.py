"""Names that mean several things: case, the words beside them, titles and the article's other mentions decide. Each row shows one claim."""

from __future__ import annotations

import pytest

from kg.curate.found import found, sentence
from kg.knowledge import Knowledge

CASES = """
Georgia and Russia held talks in Geneva. | Georgia = state/GE
The minister met Georgian officials in Georgia. | Georgia = state/GE
The president held a rally in Atlanta, Georgia. | Georgia = place/georgia-us
Voters in Ohio, Georgia and Texas chose delegates. | Georgia = place/georgia-us
The ministers met in Tbilisi, Georgia. | Georgia = state/GE
Jordan and Israel signed a treaty. | Jordan = state/JO
King Abdullah of Jordan met the envoy. | Jordan = -
Michael Jordan met the envoys. | Michael Jordan = person/michael-jordan; Jordan = -
Congressman Jim Jordan met the envoy. Jordan said the talks went well. | Jordan = person/jim-jordan
Congressman Jim Jordan visited Amman. Jordan and the United States held talks. | Jordan = state/JO
Washington and Moscow agreed to hold talks. | Washington = state/US; Moscow = state/RU
The envoy returned to Washington after the talks. | Washington = place/washington
George Washington met French officers. | George Washington = person/george-washington; Washington = -
Denzel Washington met the president of France. | Washington = -
The Washington Post reported the talks. | The Washington Post = org/washington-post; Washington = -
Peru said that Congress would ratify the treaty. | Congress = -
The Congress of Peru approved the agreement. | Congress = -
The World Uyghur Congress held talks with US officials. | Congress = -; Uyghur Congress = -
Turkey hosted talks between Russia and Ukraine. | Turkey = state/TR
The family ate turkey during the talks. | turkey = -
Turkey Point is a nuclear plant. | Turkey = -
Chad and France held talks. | Chad = state/TD
Chad Smith met the ambassador. | Chad = -
The president of Chad met the French president. | The president of Chad = person/mahamat-idriss-deby
Mali and France held talks. | Mali = state/ML
Mali Smith met the minister. | Mali = -
Niger and Nigeria held talks. | Niger = state/NE; Nigeria = state/NG
The talks on the Niger Delta continue. | Niger Delta = place/niger-delta; Niger = -
The ministers held talks on the Niger river. | Niger = -
Theresa May met Angela Merkel. May said the talks continue. | May = person/theresa-may
They may meet in May. | may = -; May = -
Theresa May will meet the chancellor in May. | in May = -; May = -
Ned Price met reporters. Price said the talks continue. | Price = person/ned-price
The ministers discussed the price of gas. Price talks continue. | price = -; Price = -
Blinken's meeting with Lavrov ended. | Blinken = person/antony-blinken; Lavrov = person/sergey-lavrov
Wendy Sherman met Sergey Ryabkov. Sherman said the talks continue. | Sherman = person/wendy-sherman
Wendy Sherman met Sergey Ryabkov. A Sherman tank stood before the museum. | a Sherman = -; Sherman tank = -
The Sherman tank met German armour. | Sherman = -
The Geneva Conventions were discussed. | Geneva Conventions = treaty/geneva-conventions; Geneva = -
The ministers met in Geneva. | Geneva = place/geneva
The ministers discussed the Geneva Conventions in Geneva. | Geneva = place/geneva; Geneva Conventions = treaty/geneva-conventions
The United States said the Treasury would impose sanctions. | Treasury = org/us-treasury
The treasury of the museum was shown to the ministers. | treasury = -
The British Treasury held talks with bankers. | British Treasury = org/gb-treasury
The ministers start talks on START. | START = treaty/start-i; start = -
Talks start on Monday. | start = -
TALKS START IN GENEVA ON MONDAY | START = -; GENEVA = place/geneva
The presidents discussed New START and START I. | New START = treaty/new-start; START I = treaty/start-i
The ministers discussed SALT. | SALT = treaty/salt-i
The ministers discussed SALT II and SALT I. | SALT II = treaty/salt-ii; SALT I = treaty/salt-i
He added salt and met the minister. | salt = -
Salt imports were discussed by the ministers. | Salt = -
MINISTERS DISCUSS SALT MINES IN GENEVA | SALT = -
US AND RUSSIA DISCUSS NEW START | US = state/US; NEW START = treaty/new-start
WHO MET WHOM AT THE TALKS | WHO = -
The WHO held talks in Geneva. | The WHO = org/who
The ministers met in Lima. | Lima = place/lima
Adriana Lima met the president. | Lima = -
The Lima Group met on Monday. | The Lima Group = org/lima-group; Lima = -
The leaders met in Nice. | Nice = place/nice
Nice talks were held. | Nice = -
A nice meeting was held. | nice = -
They met in Reading. | Reading = place/reading
Reading the text, the minister met him. | Reading = -
They met in Bath. | Bath = place/bath
Bath House hosted the meeting. | Bath = -
They met in Mobile, Alabama. | Mobile = place/mobile
Mobile phones were discussed at the meeting. | Mobile = -
President Obama met the minister. | President Obama = person/barack-obama
The minister visited Obama, Japan, for a meeting. | Japan = state/JP; Obama = -
Paris Hilton met the minister. | Paris = -
The ministers met in Paris. | Paris = place/paris
Paris, Texas, hosted the meeting. | Paris = -; Texas = place/texas
Moscow, Idaho, hosted the meeting. | Moscow = -; Idaho = place/idaho
They met in Moscow, Russia. | Moscow = place/moscow
They met in Lebanon, Pennsylvania. | Lebanon = -; Pennsylvania = place/pennsylvania
Lebanon and Israel held talks. | Lebanon = state/LB
The mayor met the ambassador in Cuba, New York. | Cuba = -
Cuba and the United States held talks. | Cuba = state/CU
They met in San Jose, Costa Rica. | San Jose = place/san-jose
They met in San Jose, California. | San Jose = place/san-jose-us
They met in Alexandria, Virginia. | Alexandria = place/alexandria-us
They met in Alexandria, Egypt. | Alexandria = place/alexandria
They met in Cambridge, Massachusetts. | Cambridge = place/cambridge-us
They met in London. | London = place/london
They met in London, Ontario. | London = place/london-ca
Israel met the mediators. | Israel = state/IL
Israel Katz met the secretary. | Israel Katz = person/israel-katz; Israel = -
Kyle Israel met him. | Israel = -
Francisco Santiago met the minister. | Santiago = -
They met in Santiago. | Santiago = place/santiago
China Lake hosted a meeting. | China = -
China hosted a meeting. | China = state/CN
The Security Council held talks. | The Security Council = org/un-security-council
Russia's Security Council held talks. | Russia's Security Council = org/ru-security-council
The Indian Security Council held talks. | Security Council = -
France's National Assembly ratified the treaty. | France's National Assembly = org/fr-national-assembly
The Kremlin said the talks continue. | The Kremlin = state/RU
The talks were held in the Kremlin. | the Kremlin = place/kremlin
The ministers of Saudi Arabia met. The SPA reported the talks. | The SPA = org/spa
North Korea said that the SPA would meet. | the SPA = org/kp-supreme-peoples-assembly
The presidents discussed the INF Treaty. The 1987 treaty bans missiles. | 1987 treaty = treaty/inf-treaty
The presidents discussed fishing. The 1987 treaty bans nets. | 1987 treaty = treaty/1987-treaty
The quad of the college hosted a meeting. | quad = -
The Quad met in Tokyo. | The Quad = org/quad
""".strip().split("\n")


def things(text: str, knowledge: Knowledge, published: str = "2022-01-10") -> dict[str, set[str]]:
    made: dict[str, set[str]] = {}
    for one in found(sentence(text, published=published), knowledge):
        names = {one.text, one.text.removeprefix("The ").removeprefix("the ")}
        for name in names:
            made.setdefault(name, set()).update(thing.split("/id/")[1] for thing in one.things)
    return made


@pytest.mark.parametrize("row", CASES)
def test_a_name_means_what_its_surroundings_say(row: str, knowledge: Knowledge) -> None:
    text, wanted = row.split(" | ")
    known = things(text, knowledge)
    for claim in wanted.split("; "):
        name, thing = claim.split(" = ")
        if thing == "-":
            assert name not in known
        else:
            assert thing in known.get(name, ())


@pytest.mark.parametrize(("day", "thing"), [("1989-12-03", "person/george-h-w-bush"), ("2002-05-24", "person/george-w-bush")])
def test_of_two_people_with_one_name_the_day_decides(day: str, thing: str, knowledge: Knowledge) -> None:
    assert things("US President George Bush met the general secretary.", knowledge, day)["US President George Bush"] == {thing}


def test_the_publisher_s_state_counts_as_named(knowledge: Knowledge) -> None:
    from dataclasses import replace

    plain = sentence("The minister said that the Treasury would act.")
    assert not [one for one in found(plain, knowledge) if "Treasury" in one.text]
    home = replace(plain, url="https://www.state.gov/briefing")
    assert [one.things for one in found(home, knowledge) if "Treasury" in one.text] == [("https://w3id.org/communique/id/org/us-treasury",)]

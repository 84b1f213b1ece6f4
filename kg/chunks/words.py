"""The closed classes of English: function words, auxiliaries and the words that describe a number of people.

Words with a meaning in diplomacy are the experts' and stand in `ontology/words.yaml`.
"""

from __future__ import annotations

from kg.lexicon import BASE, ING, PARTICIPLE, PAST, THIRD

COUNTED = {"pair": 2, "duo": 2, "twosome": 2, "trio": 3, "threesome": 3, "quartet": 4}
"""Nouns that say of people only how many they are."""
DETERMINERS = frozenset("the a an this that these those both all some several any each every no another".split())
POSSESSIVES = frozenset("his her its their our my your whose".split())
PRONOUNS = frozenset("he she they it we i who him them us".split())
PREPOSITIONS = frozenset(
    "in at to from with on of for by about over into between among during after before since until near outside inside under "
    "against through via despite amid upon within without toward towards as regarding concerning following including ahead".split()
)
LOCATIVE = frozenset("in at to from near outside inside into for through via around across".split())
MODALS = {
    "will": "future",
    "shall": "future",
    "wont": "future",
    "won't": "future",
    "won’t": "future",
    "'ll": "future",
    "would": "conditional",
    "could": "conditional",
    "may": "conditional",
    "might": "conditional",
    "can": "conditional",
    "should": "conditional",
    "must": "conditional",
    "cannot": "conditional",
    "can't": "conditional",
    "couldn't": "conditional",
    "wouldn't": "conditional",
    "wouldnt": "conditional",
    "cant": "conditional",
    "couldnt": "conditional",
}
NEGATIVE_FORMS = frozenset("wont won't won’t cannot can't cant couldn't couldnt wouldn't wouldnt".split())
NEGATIONS = frozenset("not never n't neither nor hardly".split())
DO = {
    "do": THIRD,
    "does": THIRD,
    "did": PAST,
    "don't": THIRD,
    "doesn't": THIRD,
    "didn't": PAST,
    "didnt": PAST,
    "dont": THIRD,
    "doesnt": THIRD,
    "don’t": THIRD,
    "doesn’t": THIRD,
    "didn’t": PAST,
}
BE = {
    "is": THIRD,
    "are": THIRD,
    "was": PAST,
    "were": PAST,
    "be": BASE,
    "been": PARTICIPLE,
    "being": ING,
    "am": THIRD,
    "'re": THIRD,
    "isn't": THIRD,
    "aren't": THIRD,
    "wasn't": PAST,
    "weren't": PAST,
    "isn’t": THIRD,
    "wasn’t": PAST,
}
HAVE = {
    "has": THIRD,
    "have": THIRD,
    "had": PAST,
    "having": ING,
    "hasn't": THIRD,
    "haven't": THIRD,
    "hadn't": PAST,
    "hasn’t": THIRD,
    "haven’t": THIRD,
    "hadn’t": PAST,
    "'ve": THIRD,
}
ADVERBS = frozenset(
    "also last then now soon already only just still again later earlier yesterday jointly not finally even once twice both "
    "recently reportedly currently previously repeatedly briefly separately personally formally officially subsequently "
    "initially publicly privately immediately directly virtually together today tonight tomorrow yet almost himself herself "
    "themselves likely always instead first here there likewise therefore thus further else indeed afterwards afterward beforehand thereafter "
    "thereupon".split()
)
PREDICATES = frozenset(
    "due set ready willing prepared scheduled expected slated likely about open poised keen able interested free bound "
    "supposed eager unwilling unable reluctant reported said believed known understood".split()
)
NAME_PARTICLES = frozenset("al el bin ibn bint von van de der den da di du la le dos das del ben abu zu y e ul ur".split())
SAYING = frozenset("said says told tells added adds wrote tweeted argued warned explained noted".split())
BODY_WORDS = frozenset(
    "news agency agencies watch group groups ministry department office council committee commission union party bank times post company "
    "international national institute university air airlines house court press radio television tv journal daily weekly herald tribune "
    "organization organisation association federation foundation society network centre center forces army navy police service services "
    "authority board front movement alliance coalition league club team church industries corporation holdings global world states state "
    "security rights human foreign defence defense government parliament assembly senate congress kingdom republic embassy mission officials "
    "sources reports media broadcasting magazine monitor fund initiative project partners bureau command guard guards corps brigade "
    "new north south east west northern southern eastern western central united first second green red cross act treaty".split()
)
"""Words of the names of bodies, papers and places: no such word is part of a person's name."""
BODY_NOUNS = frozenset(
    "academy administration agency alliance army assembly association authority bank board brigade bureau cabinet centre center chancellery "
    "coalition college command commission committee corporation corps council court department directorate faction federation forces foundation "
    "front fund guard institute institution league ministry movement navy oblast office organization organisation party police province "
    "region secretariat service society union university".split()
)
"""Nouns that the name of a body ends with, be it known to the vocabularies or not."""
JOINING = frozenset("of for and the on &".split())
"""Words within the names of bodies: "the Institute for Sample Studies"."""
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
FUNCTION_WORDS = frozenset(
    "and or but the a an in on at to of for by with from as that which who what when where while after before since until if "
    "whether because although though however during following according meanwhile earlier later also both there here such "
    "not it he she they we i you this these those his her its their our another other some many most all each every "
    "more last next asked speaking ahead despite no yes even only then now still today yesterday tomorrow finally once "
    "how why thank thanks dear about between under over against among upon within without afterwards afterward beforehand thereafter".split()
)


def count(low: str) -> int:
    """The number that a word names; 0 for other words.

    >>> count("three"), count("12"), count("many")
    (3, 12, 0)
    """
    names = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
    return int(low) if low.isdigit() else names.get(low, 0)

"""Tokens and mentions → chunks: people with their posts, event nouns with their describers, verb groups, places, dates.

Finite-state chunking by hand-written procedures in the manner of FASTUS (Hobbs et al., 1997): no statistics, one pass from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg import dates
from kg.dates import DateMention
from kg.gazetteer import ADJECTIVE, DEMONYM, METONYM, NAME, Mention
from kg.lexicon import BASE, ING, PARTICIPLE, PAST, THIRD, Lexicon
from kg.text import Token

DETERMINERS = frozenset("the a an this that these those both all some several any each every no another".split())
POSSESSIVES = frozenset("his her its their our my your whose".split())
PRONOUNS = frozenset("he she they it we i who him them us".split())
OBJECT_PRONOUNS = frozenset("him them us her it".split())
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
    "also then now soon already only just still again later earlier yesterday jointly not finally even once twice both "
    "recently reportedly currently previously repeatedly briefly separately personally formally officially subsequently "
    "initially publicly privately immediately directly virtually together today tonight tomorrow yet almost himself herself "
    "themselves likely always instead first here there likewise therefore thus further else indeed".split()
)
PREDICATES = frozenset(
    "due set ready willing prepared scheduled expected slated likely about open poised keen able interested free bound "
    "supposed eager unwilling unable reluctant reported said believed known understood".split()
)
NAME_PARTICLES = frozenset("al el bin ibn bint von van de der den da di du la le dos das del ben abu zu y e ul ur".split())
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
FUNCTION_WORDS = frozenset(
    "and or but the a an in on at to of for by with from as that which who what when where while after before since until if "
    "whether because although though however during following according meanwhile earlier later also both there here such "
    "not it he she they we i you this these those his her its their our another other some many most all each every "
    "more last next asked speaking ahead despite no yes even only then now still today yesterday tomorrow finally once "
    "how why thank thanks dear about between under over against among upon within without".split()
)


@dataclass(slots=True)
class Ref:
    """How a text refers to an actor: by name, by post, by pronoun, as a group; not yet who that is.

    `kind` is person, state, org, group (several people), source (someone unnamed) or pronoun. `countries` are IRIs of states.
    """

    kind: str
    text: str
    start: int
    end: int
    name: str = ""
    entity: str = ""
    office: str = ""
    countries: tuple[str, ...] = ()
    body: str = ""
    plural: bool = False
    number: int = 0
    determiner: str = ""
    possessor: Ref | None = None
    rank: str = ""
    name_start: int = -1
    name_end: int = -1
    senses: tuple[str, ...] = ()


@dataclass(slots=True)
class Node:
    """A chunk of a sentence. `kind`: A actor, E event noun, V verb group, L place, D date, T topic, N other name, W word, P mark.

    `start` and `end` count the article's code points; `first` and `last` count tokens (last is counted out).
    """

    kind: str
    first: int
    last: int
    start: int
    end: int
    low: str = ""
    refs: list[Ref] = field(default_factory=list)
    head: str = ""
    format: str = ""
    modifiers: list[str] = field(default_factory=list)
    determiner: str = ""
    plural: bool = False
    places: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    form: str = ""
    passive: bool = False
    tense: str = ""
    negated: bool = False
    infinitive: bool = False
    governs: bool = False
    date: DateMention | None = None
    entity: str = ""
    both: bool = False
    """A place that may also stand for its state (a capital)."""
    shadow: bool = False
    """A subject understood from the clause before, not written here."""

    @property
    def many(self) -> bool:
        """Whether an actor node names several sides."""
        return len(self.refs) > 1 or any(ref.plural for ref in self.refs)


@dataclass(frozen=True, slots=True)
class Context:
    """What the chunker looks up: word classes, states by their capitals, names learnt from the article."""

    lexicon: Lexicon
    capitals: dict[str, str]
    """Place IRI → state IRI."""
    given_names: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    """Surnames of people whom the article has introduced."""
    types: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


class Chunker:
    """One sentence's tokens, with the mentions laid over them, read from left to right."""

    def __init__(
        self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention], context: Context, found_dates: Sequence[DateMention]
    ):
        self.text, self.tokens, self.context, self.lexicon = text, tokens, context, context.lexicon
        self.lows = [token.low.replace("’", "'") for token in tokens]
        self.size = len(tokens)
        self.mention_at: dict[int, tuple[int, Mention]] = {}
        starts = {token.start: number for number, token in enumerate(tokens)}
        ends = {token.end: number + 1 for number, token in enumerate(tokens)}
        self.date_at: dict[int, tuple[int, DateMention]] = {}
        for one in found_dates:
            first, last = starts.get(one.start), ends.get(one.end)
            if first is not None and last is not None:
                self.date_at[first] = (last, one)
        for mention in mentions:
            first, last = starts.get(mention.start), ends.get(mention.end)
            if first is not None and last is not None and not self._swallowed(first, last, mention):
                self.mention_at[first] = (last, mention)

    # -- words -----------------------------------------------------------------------------------------------------

    def _capital(self, i: int) -> bool:
        return i < self.size and self.tokens[i].text[:1].isupper() and self.tokens[i].text[0].isalpha()

    def _swallowed(self, first: int, last: int, mention: Mention) -> bool:
        """Whether a one-word name is but a part of a longer unknown name ("Paris Hilton", "Michael Jordan")."""
        if last - first > 1 or not mention.text[:1].isupper():
            return False
        senses = mention.senses
        if any(sense.flavour in (ADJECTIVE, DEMONYM) for sense in senses) or mention.text.isupper():
            return False
        kinds = {sense.type for sense in senses}
        if not kinds & {"Place", "State"}:
            return False
        before, after = first - 1, last
        if before >= 0 and self._bare_name(before) and self.lows[before] in self.context.given_names:
            return True
        if after < self.size and self._bare_name(after) and "State" not in kinds and self.lexicon.heads.at(self.lows, after) is None:
            return True
        if any(sense.risky for sense in senses) and not kinds & {"State", "Organization"}:
            return not (before >= 0 and self.lows[before] in LOCATIVE)
        return False

    def _bare_name(self, i: int) -> bool:
        """A capitalised word that is no known word: likely a part of a name."""
        if i >= self.size:
            return False
        low = self.lows[i]
        return (
            self._capital(i)
            and low not in FUNCTION_WORDS
            and low not in CALENDAR
            and i not in self.mention_at
            and i not in self.date_at
            and low not in self.lexicon.honorifics
            and low not in self.lexicon.ranks
            and low not in self.lexicon.heads
            and low not in self.lexicon.modifiers
            and low not in MODALS
            and low not in BE
            and low not in HAVE
            and low not in DO
        )

    # -- the pass --------------------------------------------------------------------------------------------------

    def run(self) -> list[Node]:
        """The sentence as chunks."""
        nodes: list[Node] = []
        i = 0
        while i < self.size:
            node = self._one(i, nodes)
            nodes.append(node)
            i = node.last
        nodes = _possessives(nodes, self.text)
        nodes = self._appositions(nodes)
        return _lists(nodes, self.text)

    def _node(self, kind: str, first: int, last: int, low: str = "") -> Node:
        return Node(kind, first, last, self.tokens[first].start, self.tokens[last - 1].end, low=low)

    def _one(self, i: int, nodes: list[Node]) -> Node:
        low = self.lows[i]
        if i in self.date_at and not (self._dated_event(i) and self._event(i, nodes)):
            last, found = self.date_at[i]
            node = self._node("D", i, last, low)
            node.date = found
            return node
        read = self._event(i, nodes) or self._actor(i, nodes) or self._verb(i, nodes)
        if read is None and i in self.mention_at:
            last, mention = self.mention_at[i]
            read = self._thing(i, last, mention, nodes)
        if read is not None:
            return read
        token = self.tokens[i]
        if low in PRONOUNS:
            node = self._node("A", i, i + 1, low)
            node.refs = [Ref("pronoun", token.text, token.start, token.end, name=low, plural=low in ("they", "them", "we", "us"))]
            if low in ("who", "i", "we", "us"):
                node.kind = "W" if low == "who" else "A"
            return node
        if not (token.text[0].isalnum() or low == "'s"):
            return self._node("P", i, i + 1, low)
        if self._bare_name(i) and (i == 0 or self._capital(i)) and (name := self._name(i)) and (name > i + 1 or i > 0):
            return self._node("N", i, name, " ".join(self.lows[i:name]))
        return self._node("W", i, i + 1, low)

    def _thing(self, i: int, last: int, mention: Mention, nodes: list[Node]) -> Node | None:
        if sense := mention.of("Treaty", "Topic"):
            node = self._node("T", i, last, mention.text.lower())
            node.entity = sense.entity
            return node
        if sense := mention.of("Place"):
            node = self._node("L", i, last, mention.text.lower())
            node.entity = sense.entity
            return node
        return None

    # -- people, states, organisations -----------------------------------------------------------------------------

    def _actor(self, i: int, nodes: list[Node]) -> Node | None:
        parsed = self._phrase(i, nodes)
        if parsed is None:
            return None
        last, ref = parsed
        node = self._node("A", i, last)
        node.refs = [ref]
        node.determiner = ref.determiner
        if ref.kind == "state" and ref.entity.split("/")[-2:-1] == ["place"]:
            node.kind, node.entity, node.both = "L", ref.entity, False
        elif len(ref.senses) > 1 and ref.kind in ("state", "org"):
            before = self.lows[i - 1] if i else ""
            node.entity = next((one for one in ref.senses if "/place/" in one), "")
            node.both = bool(node.entity)
            if node.entity and (
                before in LOCATIVE or (before == "," and nodes and nodes[-1].kind == "P" and len(nodes) > 1 and nodes[-2].kind == "L")
            ):
                node.kind = "L"
            elif i == 0 and last < self.size and self.lows[last] in (":", "(", "-", "–", "—", ","):
                node.kind = "L"  # a dateline
        return node

    def _phrase(self, i: int, nodes: list[Node]) -> tuple[int, Ref] | None:
        """(end, reference) of the noun group for an actor that begins at token i."""
        lows, lexicon = self.lows, self.lexicon
        j, determiner, number = i, "", 0
        countries: list[str] = []
        words: list[str] = []
        body = ""
        single: Mention | None = None
        if (
            j < self.size
            and (lows[j] in DETERMINERS or lows[j] in POSSESSIVES)
            and j not in self.mention_at
            and not lexicon.honorifics.at(lows, j)
        ):
            determiner = lows[j]
            j += 1
        while j < self.size:
            if j in self.mention_at:
                last, mention = self.mention_at[j]
                state, organization, person = mention.of("State"), mention.of("Organization"), mention.of("Person")
                place = mention.of("Place")
                if person and not state:
                    if single is not None and not (countries and lows[last : last + 1] != ["'s"]):
                        break
                    return self._named(i, j, last, person.entity, determiner, countries, words, body, number)
                if state is None and organization is None and not (place and place.entity in self.context.capitals):
                    if place and single is None and not words and self._title_follows(last):
                        j = last  # "Istanbul mayor": the place describes the post
                        single = mention
                        continue
                    break
                if single is not None and lows[j - 1] not in ("-", "/", "and", ",") and not (organization and not state):
                    break
                if single is not None and organization and not state and not self._title_follows(last):
                    break
                single = mention
                if state:
                    countries.append(state.entity)
                elif organization:
                    body = organization.entity
                elif place:
                    countries.append(self.context.capitals[place.entity])
                j = last
                if lows[j : j + 1] in (["-"], ["/"]) and (j + 1 in self.mention_at or (lows[j + 1 : j + 2] and self._title_follows(j + 1))):
                    j += 1
                    continue
                if lows[j : j + 1] == ["and"] and j + 1 in self.mention_at and self._adjectives_then_title(j + 1):
                    j += 1
                    continue
                if lows[j : j + 1] == [","] and j + 1 in self.mention_at and self._adjectives_then_title(j + 1):
                    j += 1
                    continue
                if lows[j : j + 1] == ["'s"]:
                    if self._title_follows(j + 1):
                        j += 1
                        continue
                    break
                if lows[j : j + 1] == ["'"] and self._title_follows(j + 1):
                    j += 1
                    continue
                continue
            if found := lexicon.ranks.at(lows, j):
                if self._name_follows(found[0]):
                    return self._titled_name(i, found[0], found[1], determiner, countries, words, body, number)
            if found := lexicon.honorifics.at(lows, j):
                if self._name_follows(found[0]):
                    return self._titled_name(i, found[0], "", determiner, countries, words, body, number)
            if found and j == i and self._title_follows(found[0]):
                j = found[0]  # "His Royal Highness Crown Prince …"
                continue
            if head := self._head(j):
                return self._after_head(i, j, head, determiner, countries, words, body, number)
            if (countries or body) and (found := lexicon.bodies.at(lows, j)) and not self._title_follows(found[0]):
                ref = self._ref("org", i, found[0], determiner, countries, body, number)
                ref.name = found[1]
                ref.office = ""
                return found[0], ref
            if lows[j] in lexicon.number or lows[j].isdigit():
                if not words and not countries and (determiner or j == i) and self._title_follows(j + 1):
                    number = _count(lows[j])
                    j += 1
                    continue
                break
            if (found := lexicon.modifiers.at(lows, j)) and self._title_follows(j):
                words.append(found[1])
                j = found[0]
                continue
            if (
                (lows[j] in lexicon.adjective or lows[j] in ("-",))
                and (words or countries or determiner)
                and self._title_follows(j + 1)
                and j > i
            ):
                j += 1
                continue
            break
        if single is not None:
            if words:
                return None
            return self._bare_mention(i, j, single, determiner, countries, body)
        if (
            determiner
            and (found := lexicon.bodies.at(lows, j))
            and found[1]
            in (
                "sides",
                "side",
                "delegation",
                "foreign ministry",
                "embassy",
                "government",
                "ministry",
                "defense ministry",
                "defence ministry",
            )
        ):
            after = self._of_countries(found[0])
            if after:
                ref = self._ref("org", i, after[0], determiner, after[1], after[2], 0)
                ref.name = found[1]
                return after[0], ref
            if found[1] == "delegation" and determiner in ("the", "his", "her"):
                ref = self._ref("group", i, found[0], determiner, (), "", 0)
                ref.office, ref.plural = "delegation", True
                return found[0], ref
            if found[1] in ("sides", "side"):
                return None
        if not determiner and self._bare_name(i):
            return self._unknown_name(i)
        return None

    def _head(self, j: int) -> tuple[int, str] | None:
        found = self.lexicon.heads.at(self.lows, j)
        if found is None:
            return None
        if (modifier := self.lexicon.modifiers.at(self.lows, j)) and modifier[0] >= found[0] and self._title_follows(modifier[0]):
            return None
        return found

    def _title_follows(self, j: int) -> bool:
        """Whether, within a few describers, a title comes."""
        lows, lexicon = self.lows, self.lexicon
        for _ in range(7):
            if j >= self.size:
                return False
            if lexicon.heads.at(lows, j):
                return True
            if found := lexicon.modifiers.at(lows, j):
                j = found[0]
                continue
            if lows[j] in lexicon.adjective or lows[j] in lexicon.number:
                j += 1
                continue
            if found := lexicon.ranks.at(lows, j):
                return self._name_follows(found[0])
            if j in self.mention_at and self.mention_at[j][1].of("State", "Organization"):
                j = self.mention_at[j][0]
                continue
            if lows[j] in ("-", "'s", "and") and j + 1 in self.mention_at:
                j += 1
                continue
            return False
        return False

    def _adjectives_then_title(self, j: int) -> bool:
        _, mention = self.mention_at[j]
        return mention.of("State") is not None and self._title_follows(self.mention_at[j][0])

    def _name_follows(self, j: int) -> bool:
        if j in self.mention_at and self.mention_at[j][1].of("Person"):
            return True
        found = self.lexicon.ranks.at(self.lows, j) or self.lexicon.honorifics.at(self.lows, j)
        if found and found[0] > j:
            return self._name_follows(found[0])
        return j < self.size and self._bare_name(j)

    def _name(self, i: int) -> int | None:
        """The end of a run of name words."""
        j = i
        while j < self.size and j - i < 7:
            low = self.lows[j]
            if (
                self._bare_name(j)
                or (self._capital(j) and re.fullmatch(r"[^\W\d_]\.", self.tokens[j].text))
                or (
                    low in NAME_PARTICLES
                    and j + 1 < self.size
                    and (self._bare_name(j + 1) or self.lows[j + 1] in NAME_PARTICLES)
                    and (j > i or self._capital(j))
                )
            ):
                j += 1
            elif (
                low == "-"
                and j > i
                and j + 1 < self.size
                and (self._bare_name(j + 1) or self.tokens[j + 1].text[:1].islower())
                and self.tokens[j].start == self.tokens[j - 1].end
                and self.tokens[j + 1].start == self.tokens[j].end
            ) or (low in ("'", "’") and j > i and self._bare_name(j + 1) and self.tokens[j + 1].start == self.tokens[j].end):
                j += 2
            else:
                break
        if j > i and self.lows[j : j + 2] == [",", "jr."]:
            j += 2
        return j if j > i else None

    def _titled_name(
        self, i: int, j: int, rank: str, determiner: str, countries: list[str], words: list[str], body: str, number: int
    ) -> tuple[int, Ref] | None:
        while found := (self.lexicon.ranks.at(self.lows, j) or self.lexicon.honorifics.at(self.lows, j)):
            if not self._name_follows(found[0]):
                break
            if self.lexicon.ranks.at(self.lows, j):
                rank = rank or found[1]
            j = found[0]
        known = self.mention_at[j][1].of("Person") if j in self.mention_at else None
        end = self.mention_at[j][0] if known else self._name(j)
        if end is None:
            return None
        named = self._named(i, j, end, known.entity if known else "", determiner, countries, words, body, number)
        named[1].rank = rank
        return named

    def _named(
        self, i: int, j: int, end: int, entity: str, determiner: str, countries: list[str], words: list[str], body: str, number: int
    ) -> tuple[int, Ref]:
        if self.lows[end : end + 2] == [",", "jr."]:
            end += 2
        name_start, name_end = self.tokens[j].start, self.tokens[end - 1].end
        if self.lows[end : end + 1] == ["of"] and (i < j or words) and (after := self._of_countries(end + 1)):
            end, countries, body = after[0], [*countries, *after[1]], body or after[2]
        ref = self._ref("person", i, end, determiner, countries, body, number)
        ref.entity, ref.name_start, ref.name_end = entity, name_start, name_end
        ref.name = self.text[name_start:name_end]
        ref.office = " ".join(words)
        return end, ref

    def _ref(self, kind: str, i: int, end: int, determiner: str, countries: Sequence[str], body: str, number: int) -> Ref:
        start, stop = self.tokens[i].start, self.tokens[end - 1].end
        return Ref(
            kind,
            self.text[start:stop],
            start,
            stop,
            countries=tuple(dict.fromkeys(countries)),
            body=body,
            number=number,
            determiner=determiner,
        )

    def _bare_mention(self, i: int, j: int, mention: Mention, determiner: str, countries: list[str], body: str) -> tuple[int, Ref] | None:
        if self.lows[j - 1] in ("-", "/", "and", ",", "'s"):
            return None
        sense = mention.senses[0]
        state, organization = mention.of("State"), mention.of("Organization")
        if len(countries) > 1 and not body:
            return None
        if state and state.flavour == ADJECTIVE and not any(s.flavour in (NAME, DEMONYM, METONYM) for s in mention.senses):
            return None
        senses = tuple(dict.fromkeys(one.entity for one in mention.senses if one.type in ("State", "Organization", "Place")))
        if state:
            ref = self._ref("state", i, j, determiner, (state.entity,), "", 0)
            ref.entity, ref.senses = state.entity, senses
        elif organization:
            ref = self._ref("org", i, j, determiner, (), organization.entity, 0)
            ref.entity, ref.senses = organization.entity, senses
        else:
            place = mention.of("Place")
            if place is None or place.entity not in self.context.capitals:
                return None
            ref = self._ref("state", i, j, determiner, countries, "", 0)
            ref.entity = self.context.capitals[place.entity]
            ref.senses = (ref.entity, place.entity)
        ref.plural = sense.flavour == DEMONYM and mention.text.endswith("s")
        ref.name = mention.text
        return j, ref

    def _after_head(
        self, i: int, j: int, head: tuple[int, str], determiner: str, countries: list[str], words: list[str], body: str, number: int
    ) -> tuple[int, Ref] | None:
        """A title was read at j: its complements, then a name."""
        end, noun = head
        plural = noun in self.lexicon.plurals and noun not in self.lexicon.sources
        capital = self._capital(j)
        if not (determiner or countries or body or words or capital or plural):
            # A bare lower-case noun ("leader") only with a name after it.
            if not self._name_follows(end):
                return None
        office = [*words, self.lexicon.singular.get(noun, noun) if plural else noun]
        where = list(countries)
        while True:
            if self.lows[end : end + 1] in (["and"], ["&"]) and (more := self._second_head(end + 1)) and not plural:
                office.append("and")
                office.extend(more[1])
                end = more[0]
                continue
            complement = self._complement(end, plural)
            if complement is None:
                break
            end, more_words, more_countries, more_body = complement
            office.extend(more_words)
            where.extend(more_countries)
            body = body or more_body
        rank = ""
        after = end
        while found := (self.lexicon.ranks.at(self.lows, after) or self.lexicon.honorifics.at(self.lows, after)):
            if not self._name_follows(found[0]):
                break
            rank, after = found[1], found[0]
        if not plural:
            extra = self._head(after)
            if extra and self._name_follows(extra[0]) and after == end and self.lows[after : after + 1] != ["and"]:
                after = extra[0]
            if after in self.mention_at and (person := self.mention_at[after][1].of("Person")):
                return self._with_office(
                    self._named(i, after, self.mention_at[after][0], person.entity, determiner, where, [], body, number), office, rank
                )
            name_end = self._name(after) if after < self.size and self._bare_name(after) else None
            if name_end:
                return self._with_office(self._named(i, after, name_end, "", determiner, where, [], body, number), office, rank)
        ref = self._ref("group" if plural else "person", i, end, determiner, where, body, number)
        ref.office, ref.plural = " ".join(office), plural
        if not plural and noun in self.lexicon.sources:
            ref.kind = "source"
        return end, ref

    @staticmethod
    def _with_office(found: tuple[int, Ref], office: list[str], rank: str) -> tuple[int, Ref]:
        found[1].office = " ".join(office)
        found[1].rank = rank
        return found

    def _second_head(self, j: int) -> tuple[int, list[str]] | None:
        """ "and Minister for Foreign Affairs" after a first title in capitals."""
        words: list[str] = []
        while found := self.lexicon.modifiers.at(self.lows, j):
            if not self._capital(j):
                return None
            words.append(found[1])
            j = found[0]
        head = self._head(j)
        if head and self._capital(j) and head[1] not in self.lexicon.plurals:
            return head[0], [*words, head[1]]
        return None

    def _complement(self, j: int, plural: bool = False) -> tuple[int, list[str], list[str], str] | None:
        """A complement of a title: (end, words of the office, states, organisation)."""
        lows = self.lows
        if j >= self.size:
            return None
        if lows[j] == "," and lows[j + 1 : j + 2] and self._capital(j + 1) and (found := self.lexicon.complements.at(lows, j + 1)):
            return found[0], [found[1]], [], ""
        if lows[j] in ("of", "for", "to", "on", "at", "from", "with"):
            if (lows[j] in ("of", "to", "at", "for") or (lows[j] == "from" and plural)) and (after := self._of_countries(j + 1)):
                return after[0], [], after[1], after[2]
            if lows[j] in ("of", "for", "on", "to", "with"):
                k = j + 1
                if lows[k : k + 1] == ["the"]:
                    k += 1
                for start in (j + 1, k):
                    if found := self.lexicon.complements.at(lows, start):
                        end = found[0]
                        while lows[end : end + 1] == ["and"] and (more := self.lexicon.complements.at(lows, end + 1)):
                            end = more[0]
                        return end, [lows[j], " ".join(lows[start:end])], [], ""
                if found := self._head(k):
                    if found[1] in (
                        "president",
                        "government",
                        "prime minister",
                        "council",
                        "secretary-general",
                        "minister",
                        "secretary general",
                    ):
                        return found[0], [lows[j], "the", found[1]], [], ""
                # "for National Security Affairs", "for Eastern Partnership": words in capitals
                end = k
                while (
                    end < self.size
                    and end - k < 6
                    and (self._capital(end) or (lows[end] in ("and", "of", "the", ",") and end > k and self._capital(end + 1)))
                    and end not in self.mention_at
                    and lows[end] not in CALENDAR
                    and not self.lexicon.heads.at(lows, end)
                ):
                    end += 1
                if lows[j] == "for" and end > k and self._capital(i_first := k) and i_first < end:
                    return end, [lows[j], " ".join(lows[k:end])], [], ""
        return None

    def _of_countries(self, j: int) -> tuple[int, list[str], str] | None:
        """States or an organisation after "of": (end, states, organisation)."""
        lows = self.lows
        states: list[str] = []
        body = ""
        end = 0
        while j < self.size:
            k = j
            if lows[k : k + 1] == ["the"] and k not in self.mention_at:
                k += 1
            if k not in self.mention_at:
                break
            last, mention = self.mention_at[k]
            state, organization, place = mention.of("State"), mention.of("Organization"), mention.of("Place")
            if state and state.flavour in (NAME, METONYM):
                states.append(state.entity)
            elif organization:
                if states:
                    break
                body = body or organization.entity
            elif place and not states and place.entity not in self.context.capitals:
                states_of = self.context.kinds.get(place.entity, "")
                if not states_of:
                    break
                states.append(states_of)
            else:
                break
            end = j = last
            if lows[j : j + 1] in (["and"], [","]) and states:
                k = j + (2 if lows[j : j + 2] == [",", "and"] else 1)
                k += lows[k : k + 1] == ["the"]
                another = self.mention_at[k][1].of("State") if k in self.mention_at else None
                if another is not None and another.flavour == NAME and not self._title_follows(self.mention_at[k][0]):
                    j = k
                    continue
            break
        return (end, states, body) if end else None

    def _unknown_name(self, i: int) -> tuple[int, Ref] | None:
        end = self._name(i)
        if end is None:
            return None
        first, last = self.lows[i], self.lows[end - 1]
        known = (end - i == 1 and first in self.context.surnames) or (
            end - i > 1 and (first in self.context.given_names or last in self.context.surnames)
        )
        if not known:
            return None
        return self._named(i, i, end, "", "", [], [], "", 0)

    # -- event nouns -----------------------------------------------------------------------------------------------

    def _event(self, i: int, nodes: list[Node]) -> Node | None:
        lows, lexicon = self.lows, self.lexicon
        j = i
        determiner = ""
        refs: list[Ref] = []
        modifiers: list[str] = []
        places: list[str] = []
        topics: list[str] = []
        date: DateMention | None = None
        if lows[j] in DETERMINERS or lows[j] in POSSESSIVES:
            determiner = lows[j]
            j += 1
        limit = j + 12
        while j < self.size and j < limit:
            if found := lexicon.not_talks.at(lows, j):
                if lexicon.talks.at(lows, found[0]):
                    end = lexicon.talks.at(lows, found[0])[0]  # type: ignore[index]
                    return self._node("W", i, end, " ".join(lows[i:end]))
            if found := lexicon.talks.at(lows, j):
                if j == i and not self._noun_here(j, found[0], nodes):
                    return None
                after = lexicon.talks.at(lows, found[0])
                if after:  # "summit talks", "meeting round"
                    found = after
                if lows[found[0] : found[0] + 1] and lows[found[0]] in (
                    "show",
                    "shows",
                    "room",
                    "hall",
                    "center",
                    "centre",
                    "point",
                    "points",
                    "table",
                    "sign",
                    "participants",
                    "process",
                    "host",
                    "transcript",
                ):
                    return None
                node = self._node("E", i, found[0], lows[j])
                node.head = found[1]
                node.date = date
                node.format = lexicon.formats[found[1]]
                node.determiner, node.modifiers, node.refs, node.places, node.topics = determiner, modifiers, refs, places, topics
                node.plural = self.tokens[found[0] - 1].low.endswith("s") and found[1] not in ("talks",)
                if any(word in ("video", "virtual", "online", "remote", "virtually") for word in modifiers) and node.format != "phone call":
                    node.format = "video call"
                if any(word in ("phone", "telephone") for word in modifiers):
                    node.format = "phone call"
                return node
            if j in self.date_at and (j > i or self._dated_event(j)):
                date = self.date_at[j][1]
                j = self.date_at[j][0]
                if lows[j : j + 1] == ["'s"]:
                    j += 1
                continue
            if j in self.mention_at:
                last, mention = self.mention_at[j]
                if person := mention.of("Person"):
                    if lows[last : last + 1] == ["'s"] or self._title_follows(last):
                        return None
                    refs.append(
                        Ref(
                            "person",
                            mention.text,
                            mention.start,
                            mention.end,
                            name=mention.text,
                            entity=person.entity,
                            name_start=mention.start,
                            name_end=mention.end,
                        )
                    )
                elif state := mention.of("State"):
                    if lows[last : last + 1] == ["'s"]:
                        return None
                    ref = Ref(
                        "state", mention.text, mention.start, mention.end, name=mention.text, entity=state.entity, countries=(state.entity,)
                    )
                    if place := mention.of("Place"):
                        if lows[last : last + 1] not in (["-"], ["–"]) and lows[j - 1 : j] not in (["-"], ["–"]):
                            places.append(place.entity)
                        else:
                            refs.append(ref)
                    else:
                        refs.append(ref)
                elif organization := mention.of("Organization"):
                    if lows[last : last + 1] == ["'s"]:
                        return None
                    refs.append(
                        Ref(
                            "org",
                            mention.text,
                            mention.start,
                            mention.end,
                            name=mention.text,
                            entity=organization.entity,
                            body=organization.entity,
                        )
                    )
                elif place := mention.of("Place"):
                    places.append(place.entity)
                elif topic := mention.of("Treaty", "Topic"):
                    topics.append(topic.entity)
                else:
                    return None
                j = last
                continue
            low = lows[j]
            if found := lexicon.adjectives.at(lows, j):
                modifiers.append(low)
                j = found[0]
            elif (
                low in lexicon.number
                or low.isdigit()
                or re.fullmatch(r"\d+(st|nd|rd|th)", low)
                or (low in ("-", "–", "/", "&") and j > i)
                or (low in ("and", ",") and j > i and lexicon.adjectives.at(lows, j + 1))
            ):
                modifiers.append(low)
                j += 1
            elif low in ("and",) and j > i and refs and j + 1 in self.mention_at and lexicon.talks.at(lows, self.mention_at[j + 1][0]):
                j += 1
            elif (j > i and self._bare_name(j) and lows[j] in self.context.surnames) or (
                j == i
                and not determiner
                and self._bare_name(j)
                and lows[j] in self.context.surnames
                and lows[j + 1 : j + 2] in (["-"], ["–"])
            ):
                refs.append(
                    Ref(
                        "person",
                        self.tokens[j].text,
                        self.tokens[j].start,
                        self.tokens[j].end,
                        name=self.tokens[j].text,
                        name_start=self.tokens[j].start,
                        name_end=self.tokens[j].end,
                    )
                )
                j += 1
            elif re.search(r"(?:-level|-day|-hour|-week|-way|-party|-minute|ly)$", low) and low.isascii():
                modifiers.append(low)
                j += 1
            else:
                return None
        return None

    def _dated_event(self, j: int) -> bool:
        """Whether a date at j describes an event noun ("Monday's talks")."""
        return self.lows[self.date_at[j][0] : self.date_at[j][0] + 1] == ["'s"]

    def _noun_here(self, i: int, end: int, nodes: list[Node]) -> bool:
        """Whether a word such as "talks", "call" or "visits" is a noun at this place."""
        low = self.lows[i]
        if low not in self.lexicon.verbs or end - i > 1:
            return True
        before = self.lows[i - 1] if i else ""
        after = self.lows[i + 1] if i + 1 < self.size else ""
        previous = nodes[-1] if nodes else None
        if before in (
            "to",
            "not",
            "will",
            "would",
            "can",
            "could",
            "may",
            "might",
            "should",
            "must",
            "n't",
            "they",
            "we",
            "he",
            "she",
            "who",
            "i",
            "did",
            "does",
            "do",
        ):
            return bool(before == "to" and low.endswith("s"))
        kinds = {kind for _, kind in self.lexicon.verbs[low]}
        if previous is not None and previous.kind == "A" and kinds & {THIRD, BASE}:
            if low == "talks":
                return after not in ("to", "about")
            if low in ("calls", "visits", "tours") and (
                after in ("for", "on", "off") or i + 1 in self.mention_at or after in DETERMINERS or self._capital(i + 1)
            ):
                return False
            if BASE in kinds and THIRD not in kinds and previous.many:
                return False
        if ING in kinds and low == "meeting":
            if before in BE or before in ("been", "being", "before", "after", "while", "when", "by", "since", "upon"):
                return not (
                    i + 1 in self.mention_at
                    or self._capital(i + 1)
                    or after in ("with", "his", "her", "their")
                    or after in DETERMINERS
                    or before in BE
                )
            if before == "," and (i + 1 in self.mention_at or self._capital(i + 1)):
                return False
            if i == 0 and (i + 1 in self.mention_at):
                return False
        return True

    # -- verbs -----------------------------------------------------------------------------------------------------

    def _verb(self, i: int, nodes: list[Node]) -> Node | None:
        lows, size = self.lows, self.size
        j = i
        infinitive = negated = False
        tense, auxiliary, being, having = "", "", "", ""
        if lows[j] == "to":
            infinitive = True
            j += 1
        start = j
        steps = 0
        while j < size and steps < 8:
            steps += 1
            low = lows[j]
            if (
                low in MODALS
                and j not in self.mention_at
                and j not in self.date_at
                and not (low in ("may", "will") and self._capital(j) and j)
            ):
                tense = tense or MODALS[low]
                negated = negated or low in NEGATIVE_FORMS
                auxiliary = "modal"
                j += 1
                if tense == "conditional" and lows[j : j + 1] == ["likely"]:
                    j += 1
                continue
            if low in NEGATIONS and (j > start or infinitive or (lows[j + 1 : j + 2] and lows[j + 1] == "to") or low in ("never", "not")):
                negated = True
                j += 1
                if lows[j : j + 1] == ["to"]:
                    infinitive = True
                    j += 1
                continue
            if low == "no" and lows[j + 1 : j + 2] == ["longer"]:
                negated = True
                j += 2
                continue
            if low in HAVE and self._auxiliary_have(j):
                having = HAVE[low]
                tense = tense or ("past" if not infinitive else "")
                negated = negated or low.endswith(("n't", "n’t"))
                j += 1
                continue
            if low in DO and self._auxiliary_do(j):
                tense = tense or ("past" if DO[low] == PAST else "present")
                negated = negated or low.endswith(("n't", "n’t", "nt"))
                auxiliary = "do"
                j += 1
                continue
            if low in BE:
                kind = BE[low]
                negated = negated or low.endswith(("n't", "n’t"))
                following = self._after_adverbs(j + 1)
                if following < size and lows[following] in BE and lows[following] in ("being", "been"):
                    being = "progressive" if lows[following] == "being" else being
                    tense = tense or _tense_of(kind, bool(having))
                    j = following + 1
                    being = being or "be"
                    continue
                tense = tense or _tense_of(kind, bool(having))
                being = being or "be"
                j += 1
                continue
            if (
                (low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in self.lexicon.verbs and not self._capital(j)))
                and j > start - infinitive
                and (j > start or infinitive)
            ):
                after = self._after_adverbs(j)
                if after < size and (
                    lows[after] in self.lexicon.verbs
                    or lows[after] in BE
                    or lows[after] in PREDICATES
                    or lows[after] in NEGATIONS
                    or lows[after] == "to"
                ):
                    j = after
                    continue
            break
        if j > start or infinitive or lows[j : j + 1]:
            node = self._main_verb(i, j, start, nodes, infinitive, negated, tense, auxiliary, being, having)
            if node is not None:
                return node
        return None

    def _auxiliary_have(self, j: int) -> bool:
        after = self._after_adverbs(j + 1)
        if self._chance(after):
            return True
        if after >= self.size:
            return False
        low = self.lows[after]
        if low in ("been", "had", "not", "to", "done"):
            return low != "to"
        return any(kind == PARTICIPLE for _, kind in self.lexicon.verbs.get(low, ())) and not (
            low in self.lexicon.talks and low in ("talks",)
        )

    def _auxiliary_do(self, j: int) -> bool:
        after = self._after_adverbs(j + 1)
        return after < self.size and any(kind == BASE for _, kind in self.lexicon.verbs.get(self.lows[after], ()))

    def _after_adverbs(self, j: int) -> int:
        while j < self.size and (
            self.lows[j] in ADVERBS or self.lows[j] in NEGATIONS or (self.lows[j].endswith("ly") and self.lows[j] not in self.lexicon.verbs)
        ):
            j += 1
        return j

    def _main_verb(
        self,
        i: int,
        j: int,
        start: int,
        nodes: list[Node],
        infinitive: bool,
        negated: bool,
        tense: str,
        auxiliary: str,
        being: str,
        having: str,
    ) -> Node | None:
        lows = self.lows
        low = lows[j] if j < self.size else ""
        rows = self.lexicon.verbs.get(low, ()) if j not in self.mention_at or low in ("met",) else ()
        if self._capital(j) and j > 0 and not (infinitive or being or having or auxiliary) and not self._headline(j):
            rows = ()
        if (
            being
            and low in PREDICATES
            and (low not in ("set", "said", "known", "believed", "understood", "scheduled", "expected") or lows[j + 1 : j + 2] == ["to"])
        ):
            node = self._node("V", i, j + 1, "be " + low)
            node.head, node.tense, node.negated, node.infinitive = "be " + low, tense, negated, infinitive
            node.governs = lows[j + 1 : j + 2] == ["to"]
            node.form = "predicate"
            return node
        if not rows:
            if being:
                if lows[j : j + 1] == ["to"] and j + 1 < self.size and lows[j + 1] in self.lexicon.verbs:
                    node = self._node("V", i, j, "be to")
                    node.head, node.tense, node.negated, node.governs, node.form = "be to", tense, negated, True, "predicate"
                    return node
                node = self._node("V", i, j, "be")
                node.head, node.tense, node.negated, node.infinitive, node.form = "be", tense, negated, infinitive, "be"
                return node
            if having and (end := self._chance(j)):
                node = self._node("V", i, end, "have chance")
                node.head, node.tense, node.negated, node.form, node.governs = "manage", tense, negated, "have", True
                return node
            if having:
                node = self._node("V", i, j, "have")
                node.head, node.tense, node.negated, node.form = "have", tense, negated, "have"
                return node
            return None
        kinds = {kind for _, kind in rows}
        lemma = rows[0][0]
        if not (infinitive or auxiliary or being or having):
            if not self._finite_here(j, kinds, nodes):
                return None
        elif (infinitive and not (auxiliary or being or having) and BASE not in kinds) or (
            auxiliary and not (being or having) and BASE not in kinds
        ):
            return None
        node = self._node("V", i, j + 1, low)
        node.head, node.negated, node.infinitive = lemma, negated, infinitive
        if lemma == "look" and lows[j + 1 : j + 3] == ["forward", "to"]:
            node = self._node("V", i, j + 3, low)
            node.head, node.negated, node.tense, node.form, node.governs = "look forward", negated, tense or "present", BASE, True
            return node
        if being and PARTICIPLE in kinds and ING not in kinds:
            node.passive = True
            node.form = PARTICIPLE
        elif being and ING in kinds:
            node.form = ING
            if tense not in ("future", "conditional"):
                tense = "progressive" if tense != "past" or not having else "past"
        else:
            node.form = next((kind for kind in (PAST, THIRD, BASE, ING, PARTICIPLE) if kind in kinds), BASE)
        if not tense:
            if infinitive:
                tense = "infinitive"
            elif PAST in kinds:
                tense = "past"
            elif ING in kinds:
                tense = "participle"
            else:
                tense = "present"
        node.tense = tense
        after = self._after_adverbs(j + 1)
        node.governs = (
            after + 1 < self.size
            and lows[after] == "to"
            and (lows[after + 1] in self.lexicon.verbs or lows[after + 1] in BE or lows[after + 1] in ADVERBS)
            and after + 1 not in self.mention_at
        )
        if not being and PAST in kinds and PARTICIPLE in kinds and not having and nodes and nodes[-1].kind == "E" and not infinitive:
            node.passive = True  # "the talks held in Geneva"
        return node

    def _chance(self, j: int) -> int:
        """The end of "the opportunity" before "to"; 0 where something else stands."""
        k = j + (self.lows[j : j + 1] in (["the"], ["an"], ["a"]))
        if (
            self.lows[k : k + 1]
            and self.lows[k] in ("opportunity", "chance", "honour", "honor", "pleasure", "privilege")
            and self.lows[k + 1 : k + 2] == ["to"]
        ):
            return k + 1
        return 0

    def _headline(self, j: int) -> bool:
        """Whether the sentence is written in capitals throughout, as some headlines are."""
        words = [token for token in self.tokens if token.text[0].isalpha() and len(token.text) > 3]
        return len(words) > 3 and sum(token.text[0].isupper() for token in words) >= 0.85 * len(words)

    def _finite_here(self, j: int, kinds: set[str], nodes: list[Node]) -> bool:
        """Whether a form that could be a verb stands where a verb stands."""
        low = self.lows[j]
        previous = nodes[-1] if nodes else None
        before = self.lows[j - 1] if j else ""
        if before in DETERMINERS or before in POSSESSIVES or before == "'s":
            return False
        if PAST in kinds and low not in self.lexicon.adjective:
            return not (previous is not None and previous.kind == "W" and before in PREPOSITIONS and before not in ("that",))
        if ING in kinds:
            return True
        if THIRD in kinds or BASE in kinds:
            if previous is None:
                return low not in self.lexicon.talks
            if previous.kind in ("A", "N", "L"):
                return previous.kind != "L" or previous.both
            return before in (
                "and",
                "who",
                "which",
                "that",
                "they",
                "he",
                "she",
                "it",
                "we",
                "i",
                "or",
                "but",
                "also",
                ",",
            ) or before.endswith("ly")
        return True

    # -- appositions ------------------------------------------------------------------------------------------------

    def _appositions(self, nodes: list[Node]) -> list[Node]:
        """ "X, the deputy minister," and "the deputy minister, X," become one actor; so does "X (ministry)"."""
        out: list[Node] = []
        k = 0
        while k < len(nodes):
            node = nodes[k]
            if out and node.kind == "P" and node.low in (",", "–", "—", "-") and k + 1 < len(nodes) and out[-1].kind in ("A", "N"):
                left, right = out[-1], nodes[k + 1]
                closing = nodes[k + 2] if k + 2 < len(nodes) else None
                if merged := self._apposed(left, right, closing):
                    merged.last, merged.end = right.last, right.end
                    out[-1] = merged
                    k += 2
                    if closing is not None and closing.kind == "P" and closing.low in (",", "–", "—", "-"):
                        after = nodes[k + 1] if k + 1 < len(nodes) else None
                        if after is None or after.kind not in ("A", "N") or not _starts_list(nodes, k):
                            k += 1
                    continue
            out.append(node)
            k += 1
        return out

    def _apposed(self, left: Node, right: Node, closing: Node | None) -> Node | None:
        if right.kind not in ("A", "N") or (closing is not None and closing.kind == "W" and closing.low == "and"):
            return None
        if left.kind == "N" and right.kind == "A":
            title = right.refs[0]
            if title.kind in ("person", "source") and not title.name and title.office and len(left.low.split()) > 1:
                ref = Ref(
                    "person",
                    self.text[left.start : right.end],
                    left.start,
                    right.end,
                    name=self.text[left.start : left.end],
                    office=title.office,
                    countries=title.countries,
                    body=title.body,
                    name_start=left.start,
                    name_end=left.end,
                )
                return Node("A", left.first, left.last, left.start, left.end, refs=[ref])
            return None
        if left.kind != "A" or len(left.refs) != 1:
            return None
        ref = left.refs[0]
        if right.kind == "A" and len(right.refs) == 1:
            other = right.refs[0]
            if (
                ref.kind == "person"
                and ref.name
                and other.kind in ("person", "source")
                and not other.name
                and other.office
                and not other.plural
                and (closing is None or closing.kind == "P" or (closing.kind == "W" and not ref.office))
            ):
                if not ref.office:
                    ref.office, ref.countries, ref.body = other.office, other.countries or ref.countries, other.body or ref.body
                ref.text, ref.end = self.text[ref.start : other.end], other.end
                return left
            if (
                ref.kind in ("person", "source")
                and not ref.name
                and ref.office
                and not ref.plural
                and other.kind == "person"
                and other.name
                and not other.office
                and (closing is None or closing.kind == "P" or closing.kind == "W" or closing.kind == "V")
            ):
                ref.kind, ref.name, ref.entity = "person", other.name, other.entity
                ref.name_start, ref.name_end = other.name_start, other.name_end
                ref.text, ref.end = self.text[ref.start : other.end], other.end
                return left
        if (
            right.kind == "N"
            and ref.kind in ("person", "source")
            and not ref.name
            and ref.office
            and not ref.plural
            and len(right.low.split()) > 1
            and (closing is None or closing.kind in ("P", "V", "W"))
        ):
            ref.kind, ref.name = "person", self.text[right.start : right.end]
            ref.name_start, ref.name_end = right.start, right.end
            ref.text, ref.end = self.text[ref.start : right.end], right.end
            return left
        return None


def _starts_list(nodes: list[Node], k: int) -> bool:
    """Whether the comma at k goes on a list ("X, the minister, Y and Z")."""
    return any(one.kind == "W" and one.low == "and" for one in nodes[k + 1 : k + 4])


def _tense_of(kind: str, perfect: bool) -> str:
    if perfect:
        return "past"
    return {PAST: "past", THIRD: "present"}.get(kind, "")


def _count(low: str) -> int:
    names = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
    return int(low) if low.isdigit() else names.get(low, 0)


def _possessives(nodes: list[Node], text: str) -> list[Node]:
    """ "Putin's talks": the possessor becomes a side of the event; "Putin's adviser": of the person."""
    out: list[Node] = []
    k = 0
    while k < len(nodes):
        node = nodes[k]
        if (
            (node.kind == "P" or node.low in ("'s", "'"))
            and node.low in ("'s", "'", "’")
            and out
            and out[-1].kind in ("A", "L")
            and k + 1 < len(nodes)
        ):
            owner, owned = out[-1], nodes[k + 1]
            if owned.kind == "E" and (owner.kind == "A" or owner.refs):
                out.pop()
                owned.refs = [*owner.refs, *owned.refs]
                owned.determiner = "possessive"
                owned.start, owned.first = owner.start, owner.first
                out.append(owned)
                k += 2
                continue
            if owned.kind == "A" and owned.refs and owner.refs and owner.kind == "A":
                ref = owned.refs[0]
                ref.possessor = owner.refs[0]
                ref.countries = ref.countries or owner.refs[0].countries
                ref.start, ref.text = owner.start, text[owner.start : ref.end]
                owned.start, owned.first = owner.start, owner.first
                out.pop()
                out.append(owned)
                k += 2
                continue
        if node.kind == "E" and out and out[-1].kind == "A" and not node.determiner and not out[-1].shadow:
            previous = out[-1]
            if all(ref.kind in ("state", "org", "group", "person") for ref in previous.refs) and (
                previous.refs[0].kind == "group" or (previous.refs[0].kind == "person" and previous.refs[0].name)
            ):
                out.pop()
                node.refs = [*previous.refs, *node.refs]
                node.start, node.first = previous.start, previous.first
        out.append(node)
        k += 1
    return out


def _lists(nodes: list[Node], text: str) -> list[Node]:
    """ "A, B and C" becomes one actor node with several references."""
    out: list[Node] = []
    k = 0
    while k < len(nodes):
        node = nodes[k]
        if node.kind == "A" and _listable(node):
            items = [node]
            j = k + 1
            while j + 1 < len(nodes):
                link = nodes[j]
                if (link.low == "and" or link.low == ",") and _new_clause(nodes, k, j):
                    break
                if (
                    link.kind == "P"
                    and link.low in (",", ";")
                    and nodes[j + 1].kind == "W"
                    and nodes[j + 1].low == "and"
                    and j + 2 < len(nodes)
                    and _listable(nodes[j + 2])
                    and len(items) >= 1
                ):
                    items.append(nodes[j + 2])
                    j += 3
                    break
                if (link.low == "and" or link.low == ",") and _new_clause(nodes, k, j):
                    break
                if link.kind == "W" and link.low in ("and", "&") and _listable(nodes[j + 1]):
                    items.append(nodes[j + 1])
                    j += 2
                    break
                if link.kind == "P" and link.low == "," and _listable(nodes[j + 1]) and _closes(nodes, j + 2):
                    items.append(nodes[j + 1])
                    j += 2
                    continue
                break
            if len(items) > 1:
                merged = Node("A", node.first, items[-1].last, node.start, items[-1].end)
                for item in items:
                    merged.refs.extend(item.refs)
                out.append(merged)
                k = j
                continue
        out.append(node)
        k += 1
    return out


_CLAUSE_VERBS = frozenset(
    "say add note believe think report claim hope know expect stress argue warn announce declare insist suggest fear".split()
)
"""Verbs after which a list is the subject of a clause, not an object."""


def _new_clause(nodes: Sequence[Node], start: int, link: int) -> bool:
    """Whether "and" after an object begins a clause of its own ("… by X, and Y will attend")."""
    before = nodes[start - 1] if start else None
    if before is None or not ((before.kind == "V" and before.head not in _CLAUSE_VERBS) or before.low == "by"):
        return False
    item = link + 2 if nodes[link].low == "," and nodes[link + 1].low == "and" else link + 1
    return (
        item + 1 < len(nodes)
        and nodes[item].kind == "A"
        and nodes[item + 1].kind == "V"
        and not nodes[item + 1].infinitive
        and nodes[item + 1].tense != "participle"
    )


def _listable(node: Node) -> bool:
    return node.kind == "A" and bool(node.refs) and node.refs[0].kind != "pronoun"


def _closes(nodes: list[Node], j: int) -> bool:
    """Whether a list that goes on with commas comes to its "and"."""
    while j + 1 < len(nodes):
        if nodes[j].kind == "W" and nodes[j].low in ("and", "&"):
            return _listable(nodes[j + 1])
        if nodes[j].kind == "P" and nodes[j].low in (",", ";"):
            if nodes[j + 1].kind == "W" and nodes[j + 1].low == "and":
                return j + 2 < len(nodes) and _listable(nodes[j + 2])
            if not _listable(nodes[j + 1]):
                return False
            j += 2
            continue
        return False
    return False


def chunk(text: str, tokens: Sequence[Token], mentions: Sequence[Mention], context: Context) -> list[Node]:
    """The chunks of a sentence, in the order of the text; every token is in exactly one."""
    if not tokens:
        return []
    found = dates.find(text, tokens[0].start, tokens[-1].end)
    return Chunker(text, tokens, mentions, context, found).run()

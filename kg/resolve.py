"""References → arguments: who "the Russian president", "his counterpart", "Sherman" or "Moscow" is, in this article, on its day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg import vocab
from kg.chunks import Node, Ref
from kg.knowledge import Knowledge, normal_office
from kg.model import Argument, Article, Entity

_HEADS = frozenset(
    ("president", "prime minister", "chancellor", "king", "supreme leader", "emir", "sultan", "crown prince", "general secretary")
)
MULTILATERAL = frozenset(("intergovernmental", "format"))


@dataclass(slots=True)
class Person:
    """Someone whom the article names: all that it says of them."""

    id: str
    name: str
    country: str = ""
    offices: list[tuple[str, str, str]] = field(default_factory=list)
    """(office in its normal form, state or organisation, as printed)"""
    known: bool = False
    first: int = 0
    count: int = 0
    mention: Ref | None = None
    printed: str = ""
    """The longest form of the name in the article."""

    @property
    def label(self) -> str:
        """The name with the family name as the article spells it ("Zelenskyy"); else the vocabulary's."""
        printed, family = name_family(self.printed), name_family(self.name)
        if not self.printed or vocab.slug(printed) == vocab.slug(family) or not self.name.endswith(family):
            return self.name
        if self.printed.split()[0] == self.name.split()[0]:
            return self.printed
        if vocab.slug(printed)[:3] != vocab.slug(family)[:3]:
            return self.name
        return self.name.removesuffix(family) + printed


class Scope:
    """The people of one article, learnt from all its sentences before any of them is resolved."""

    def __init__(self, article: Article, knowledge: Knowledge) -> None:
        self.article, self.knowledge = article, knowledge
        self.people: dict[str, Person] = {}
        self.by_surname: dict[str, list[str]] = defaultdict(list)
        self.home = home_state(article.url, knowledge)
        self.history: list[tuple[int, str]] = []
        self.groups: list[tuple[int, tuple[Ref, ...]]] = []
        """Where several people or states are named together, for "they" and "the two leaders"."""
        self.voices: list[tuple[int, tuple[Ref, ...]]] = []
        """From which place on who speaks in the first person ("Vladimir Putin: …", "Statement by President Biden")."""

    # -- learning ---------------------------------------------------------------------------------------------------

    def learn(self, refs: Iterable[Ref]) -> None:
        """Take in the people named with their full names or with posts, in the order of the text."""
        ordered = sorted(refs, key=lambda ref: (len(ref.name.split()) < 2 and not ref.entity, ref.start))
        for ref in ordered:
            if ref.kind == "person" and ref.name:
                self._learn(ref)

    def _learn(self, ref: Ref) -> Person | None:
        person = self._find(ref) or self._new(ref)
        if person is None:
            return None
        person.count += 1
        if len(ref.name) > len(person.printed):
            person.printed = clean_name(ref.name)
        if not ref.countries and ref.body in self.knowledge.entities and not person.country:
            person.country = self.knowledge.entities[ref.body].country
        if ref.office or ref.countries:
            states = [self._code(state) for state in ref.countries]
            if not person.country and states:
                person.country = states[0]
            owner = ref.countries[0] if ref.countries else ref.body
            if ref.office:
                row = (normal_office(ref.office), owner, ref.office)
                if row not in person.offices:
                    person.offices.append(row)
                if not person.mention or not person.mention.office:
                    person.mention = ref
        return person

    def _new(self, ref: Ref) -> Person | None:
        name = clean_name(ref.name)
        if len(name.split()) < 2 and not (ref.office or ref.entity):
            return None
        entity = ref.entity or self._vocabulary_person(ref, name)
        if entity:
            known = self.knowledge.entities[entity]
            person = Person(entity, known.label, known.country, known=True, first=ref.start)
            family = known.family_name or name_family(known.label)
        else:
            code = self._code(ref.countries[0]) if ref.countries else ""
            if not code and ref.body in self.knowledge.entities:
                code = self.knowledge.entities[ref.body].country
            person = Person(vocab.iri("person", vocab.slug(name)), name, code, first=ref.start)
            family = name_family(name)
        existing = self.people.get(person.id)
        if existing:
            return existing
        self.people[person.id] = person
        keys = {family.lower(), name_family(name).lower()}
        if not entity and len(name.split()) == 2:
            keys.add(name.split()[-1].lower())
        for key in keys:
            if person.id not in self.by_surname[key]:
                self.by_surname[key].append(person.id)
        return person

    def _find(self, ref: Ref) -> Person | None:
        if ref.entity:
            return self.people.get(ref.entity)
        name = clean_name(ref.name)
        for person in self.people.values():
            if person.name == name or (not person.known and person.id == vocab.iri("person", vocab.slug(name))):
                return person
        words = name.split()
        rows = [self.people[one] for one in self.by_surname.get(name.lower(), self.by_surname.get(words[-1].lower(), ()))]
        if len(words) > 1:
            rows = [
                one
                for one in rows
                if one.name.split()[0][0] == words[0][0]
                and (len(words[0].strip(".")) <= 2 or one.name.split()[0][:3].lower() == words[0][:3].lower())
            ]
        elif ref.countries and len(rows) > 1:
            rows = [one for one in rows if one.country in {self._code(state) for state in ref.countries}] or rows
        return rows[0] if rows else None

    def _vocabulary_person(self, ref: Ref, name: str) -> str:
        """A person of the vocabularies known by surname, first name or post on the article's day."""
        ids = self.knowledge.surnames.get(name.lower()) or self.knowledge.surnames.get(name.split()[-1].lower(), ())
        words = name.split()
        codes = {self._code(state) for state in ref.countries}
        rows = []
        for one in ids:
            entity = self.knowledge.entities[one]
            if len(words) > 1 and vocab.slug(entity.label.split()[0])[:3] != vocab.slug(words[0])[:3]:
                continue
            if codes and entity.country and entity.country not in codes:
                continue
            if len(words) == 1 and not self._in_office(one):
                continue
            rows.append(one)
        if len(rows) > 1:
            serving = [one for one in rows if self._in_office(one)]
            rows = serving or rows
        if len(rows) > 1 and ref.office:
            office = normal_office(ref.office)
            rows = [
                one
                for one in rows
                if any(
                    normal_office(self.knowledge.posts[t.post].office) == office
                    for t in self.knowledge.held_by.get(one, ())
                    if t.post in self.knowledge.posts
                )
            ] or rows
        return rows[0] if len(rows) == 1 else ""

    def _in_office(self, person: str) -> bool:
        day = self.article.published
        return any(tenure.covers(day) for tenure in self.knowledge.held_by.get(person, ()))

    def _code(self, state: str) -> str:
        entity = self.knowledge.entities.get(state)
        return entity.country if entity else ""

    @property
    def surnames(self) -> frozenset[str]:
        """The family names that stand for somebody in this article, in lower case."""
        return frozenset(name for name, rows in self.by_surname.items() if rows)

    # -- resolving --------------------------------------------------------------------------------------------------

    def resolve(self, ref: Ref, *, near: Sequence[Argument] = (), before: int = -1) -> list[Argument]:
        """The arguments that a reference stands for; empty when nobody can be named.

        `near` are the participants already known of the same event; `before` is where the reference stands.
        """
        place = ref.start if before < 0 else before
        if ref.kind == "person" and ref.name:
            return [self._named(ref)]
        if ref.kind == "state" or ref.kind == "org":
            return self._body(ref)
        if ref.kind == "pronoun":
            return self._pronoun(ref, place, near)
        if ref.kind == "group":
            return self._group(ref, place, near)
        return self._post(ref, near, place)

    def _named(self, ref: Ref) -> Argument:
        person = self._find(ref) or self._new(ref)
        if person is None:
            name = clean_name(ref.name)
            known = self._vocabulary_person(ref, name)
            if known:
                entity = self.knowledge.entities[known]
                return self._argument(Person(known, entity.label, entity.country, known=True), ref)
            return self._argument(
                Person(vocab.iri("person", vocab.slug(name)), name, self._code(ref.countries[0]) if ref.countries else ""), ref
            )
        return self._argument(person, ref)

    def _argument(self, person: Person, ref: Ref) -> Argument:
        office = ref.office or (person.offices[0][2] if person.offices else "")
        return Argument(
            person.id,
            person.label,
            "Person",
            person.country,
            ref.text,
            ref.start,
            ref.end,
            office=office,
            behalf=self.knowledge.states_by_code.get(person.country, ""),
        )

    def _entity_argument(self, iri: str, ref: Ref, office: str = "") -> Argument:
        entity = self.knowledge.entities[iri]
        return Argument(iri, entity.label, entity.type, entity.country, ref.text, ref.start, ref.end, office=office)

    def _body(self, ref: Ref) -> list[Argument]:
        if ref.entity in self.knowledge.entities:
            return [self._entity_argument(ref.entity, ref)]
        if ref.countries:
            states = [self._entity_argument(state, ref) for state in ref.countries if state in self.knowledge.entities]
            if len(states) == 1 and "ministry" in ref.name:
                state = states[0]
                label = f"{self._adjective(state.id)} {ref.name.replace('defense', 'defence')}"
                return [
                    Argument(
                        vocab.iri("org", f"{state.country.lower()}-{vocab.slug(ref.name)}"),
                        label,
                        "Organization",
                        state.country,
                        ref.text,
                        ref.start,
                        ref.end,
                    )
                ]
            return states
        if ref.body in self.knowledge.entities:
            return [self._entity_argument(ref.body, ref)]
        return []

    def _adjective(self, state: str) -> str:
        entity = self.knowledge.entities[state]
        return entity.adjectives[0] if entity.adjectives else entity.label

    def _earlier(self, place: int) -> list[Person]:
        """The people of the article, those mentioned last before `place` first."""
        seen: dict[str, None] = {}
        for start, person in reversed(self.history):
            if start < place:
                seen.setdefault(person)
        return [self.people[one] for one in seen if one in self.people]

    def _pronoun(self, ref: Ref, place: int, near: Sequence[Argument]) -> list[Argument]:
        if ref.name in ("i", "we", "us"):
            voice = next((refs for start, refs in reversed(self.voices) if start <= place), ())
            return [one for other in voice for one in self.resolve(other)]
        if ref.name in ("they", "them"):
            return self._together(place, ref)
        if ref.name in ("he", "she", "him", "her", "who"):
            wanted = "female" if ref.name in ("she", "her") else "male"
            for person in self._earlier(place):
                gender = self.knowledge.entities[person.id].gender if person.id in self.knowledge.entities else ""
                if gender and gender != wanted:
                    continue
                if any(one.id == person.id for one in near):
                    continue
                return [self._argument(person, ref)]
        return []

    def _together(self, place: int, ref: Ref) -> list[Argument]:
        """The people or states named together last before a place; else the two of different countries whom the article names most."""
        refs = next((refs for start, refs in reversed(self.groups) if start < place), ())
        found = [one for other in refs for one in self.resolve(other)]
        if len(found) > 1:
            return found
        countries: dict[str, Person] = {}
        for person in sorted(self.people.values(), key=lambda one: (-one.count, one.first)):
            if person.country and (person.count > 1 or len(self.people) == 2):
                countries.setdefault(person.country, person)
        pair = sorted(list(countries.values())[:2], key=lambda one: one.first)
        return [self._argument(one, ref) for one in pair] if len(pair) == 2 else []

    def _group(self, ref: Ref, place: int, near: Sequence[Argument]) -> list[Argument]:
        office = normal_office(ref.office)
        if ref.countries:
            found = []
            for state in ref.countries:
                if state in self.knowledge.entities:
                    person = next(
                        (
                            one
                            for one in self.people.values()
                            if one.country == self._code(state) and any(row[0] == office for row in self._offices(one))
                        ),
                        None,
                    )
                    found.append(
                        self._argument(person, ref)
                        if person is not None and ref.determiner in ("the", "both", "") and len(ref.countries) > 1
                        else self._entity_argument(state, ref, ref.office)
                    )
            return found
        if ref.body in self.knowledge.entities:
            return [self._entity_argument(ref.body, ref, ref.office)]
        if ref.office.endswith("counterpart"):
            return []
        if ref.office == "delegation":
            own = self._code(self.home)
            leader = min((one for one in self.people.values() if not own or one.country == own), key=lambda one: one.first, default=None)
            return [self._argument(leader, ref)] if leader is not None else []
        people = self._earlier(place) or list(self.people.values())
        if ref.number == 2 or (ref.determiner in ("the", "both", "these") and ref.number in (0, 2)):
            if office in (
                "president",
                "foreign minister",
                "minister",
                "prime minister",
                "defence minister",
                "leader",
                "head of state",
                "diplomat",
                "official",
            ):
                wanted = [
                    one
                    for one in self.people.values()
                    if office in ("leader", "diplomat", "official", "head of state") or any(office in row[0] for row in self._offices(one))
                ]
                recent = [one for one in people if one in wanted]
                countries: dict[str, Person] = {}
                for one in recent:
                    countries.setdefault(one.country, one)
                pair = list(countries.values())[:2]
                if len(pair) == 2:
                    return [self._argument(one, ref) for one in sorted(pair, key=lambda one: one.first)]
        if ref.determiner in ("the", "both", "these") and office in (
            "leader",
            "president",
            "side",
            "party",
            "country",
            "minister",
            "foreign minister",
            "head of state",
            "counterpart",
            "interlocutor",
            "prime minister",
        ):
            return self._together(place, ref)
        return []

    def _offices(self, person: Person) -> list[tuple[str, str, str]]:
        rows = list(person.offices)
        for tenure in self.knowledge.held_by.get(person.id, ()):
            post = self.knowledge.posts.get(tenure.post)
            if post and tenure.covers(self.article.published):
                rows.append((normal_office(post.office), post.owner, post.office))
        return rows

    def _post(self, ref: Ref, near: Sequence[Argument], place: int) -> list[Argument]:
        """Somebody named by office only."""
        office = normal_office(ref.office)
        codes = [self._code(state) for state in ref.countries]
        if ref.possessor is not None and not codes:
            owner = self.resolve(ref.possessor, before=place)
            codes = [one.country for one in owner if one.country]
        if office.endswith("counterpart") or office.endswith("interlocutor"):
            return self._counterpart(ref, codes, near, place)
        if ref.kind == "source" and ref.determiner in ("a", "an", ""):
            return []
        people = self._earlier(place) + list(self.people.values())
        for person in people:
            if codes and person.country not in codes:
                continue
            rows = self._offices(person)
            if office in ("leader", "head of state", "head of government") and codes and any(row[0] in _HEADS for row in rows):
                return [self._argument(person, ref)]
            if any(
                row[0] == office
                or (
                    office in ("president", "minister", "prime minister", "secretary", "leader", "chancellor", "king")
                    and row[0].split()[-len(office.split()) :] == office.split()
                    and not (office == "minister" and "prime" in row[0])
                    and not row[0].startswith(("deputy", "vice"))
                )
                for row in rows
            ):
                if not codes and ref.determiner not in ("the", "") and ref.determiner not in ("his", "her", "their"):
                    continue
                if (
                    not codes
                    and office == "president"
                    and self.home
                    and person.country != self._code(self.home)
                    and ref.determiner == "the"
                    and ref.text[:3] == "The"
                    and self._holder(self.home, "president")
                ):
                    continue
                return [self._argument(person, ref)]
        states = list(ref.countries) or ([ref.body] if ref.body else [])
        if not states and codes:
            states = [self.knowledge.states_by_code[code] for code in codes if code in self.knowledge.states_by_code]
        if not states and ref.determiner in ("the", "") and self.home:
            states = [self.home]
        for state in states:
            if holder := self._holder(state, office):
                entity = self.knowledge.entities[holder]
                return [
                    Argument(
                        holder,
                        entity.label,
                        "Person",
                        entity.country,
                        ref.text,
                        ref.start,
                        ref.end,
                        office=ref.office,
                        behalf=self.knowledge.states_by_code.get(entity.country, ""),
                    )
                ]
        if ref.countries or ref.body:
            return [
                self._entity_argument(one, ref, ref.office)
                for one in [*ref.countries, *([ref.body] if not ref.countries else [])]
                if one in self.knowledge.entities
            ]
        return []

    def _holder(self, owner: str, office: str) -> str:
        """Who held an office on the article's day, by the vocabularies; empty when that is not one person."""
        for post in self.knowledge.posts_by_office.get((owner, office), ()):
            rows = {tenure.holder for tenure in self.knowledge.tenures_of.get(post, ()) if tenure.covers(self.article.published)}
            if len(rows) == 1:
                holder = next(iter(rows))
                if holder in self.knowledge.entities:
                    return holder
        return ""

    def _counterpart(self, ref: Ref, codes: Sequence[str], near: Sequence[Argument], place: int) -> list[Argument]:
        if not codes:
            return []
        offices = {row[0] for one in near if one.id in self.people for row in self._offices(self.people[one.id])}
        offices |= {normal_office(one.office) for one in near if one.office}
        candidates = [person for person in [*self._earlier(place), *self.people.values()] if person.country in codes]
        for person in candidates:
            if offices & {row[0] for row in self._offices(person)}:
                return [self._argument(person, ref)]
        for code in codes:
            state = self.knowledge.states_by_code.get(code, "")
            for office in sorted(offices):
                if holder := self._holder(state, office):
                    entity = self.knowledge.entities[holder]
                    return [
                        Argument(holder, entity.label, "Person", entity.country, ref.text, ref.start, ref.end, office=office, behalf=state)
                    ]
        if candidates:
            return [self._argument(candidates[0], ref)]
        return [self._entity_argument(state, ref) for state in ref.countries if state in self.knowledge.entities]

    def seen(self, nodes: Sequence[Node]) -> None:
        """Note who is mentioned in a sentence, for the pronouns after it."""
        for node in nodes:
            for ref in node.refs:
                if ref.kind == "person" and ref.name and (person := self._find(ref)):
                    self.history.append((ref.start, person.id))
            named = tuple(ref for ref in node.refs if (ref.kind == "person" and ref.name) or (ref.kind == "state" and len(node.refs) > 1))
            if len(named) > 1 and node.kind in ("A", "E"):
                self.groups.append((node.start, named))
        self.history.sort()
        self._voice(nodes)

    def _voice(self, nodes: Sequence[Node]) -> None:
        """Note who begins to speak in the first person: "Name: …" at the head of a paragraph, "Statement by …" in the headline."""
        if len(nodes) > 2 and nodes[0].kind == "A" and nodes[1].low == ":" and any(ref.kind == "person" for ref in nodes[0].refs):
            start = nodes[0].start
            if start == 0 or self.article.text[start - 1] == "\n":
                self.voices.append((start, tuple(nodes[0].refs)))
        headline = self.article.headline
        if nodes and headline.start <= nodes[0].start < headline.end:
            lows = [node.low for node in nodes]
            for word in ("statement", "statements", "remarks", "address", "speech", "message", "communique", "communiqué"):
                if word in lows:
                    rest = nodes[lows.index(word) + 1 :]
                    refs = next(
                        (
                            tuple(node.refs)
                            for k, node in enumerate(rest)
                            if node.kind == "A" and k and rest[k - 1].low in ("by", "from", "of")
                        ),
                        (),
                    )
                    if refs:
                        self.voices.append((0, refs))
                    break
        self.voices.sort(key=lambda row: row[0])

    def entities(self) -> tuple[Entity, ...]:
        """The people whom no vocabulary knows, as entities."""
        return tuple(
            Entity(one.id, "Person", one.name, (one.name,), one.country)
            for one in sorted(self.people.values(), key=lambda one: one.id)
            if not one.known
        )


def clean_name(text: str) -> str:
    """A name without commas and double spaces."""
    return " ".join(re.sub(r",\s*(Jr|Sr)\.?$", r" \1.", text.replace("\n", " ")).split()).strip(" ,")


def name_family(name: str) -> str:
    """The family name: the last word, with the particles before it.

    >>> name_family("Ursula von der Leyen"), name_family("Joseph R. Biden Jr.")
    ('von der Leyen', 'Biden')
    """
    words = [word for word in name.split() if word.lower().strip(".") not in ("jr", "sr", "ii", "iii", "iv")]
    particles = ("von", "van", "de", "der", "den", "da", "di", "du", "la", "le", "al", "el", "bin", "ben")
    for place in range(1, len(words) - 1):
        if words[place].lower() in particles:
            return " ".join(words[place:])
    return words[-1] if words else name


def home_state(url: str, knowledge: Knowledge) -> str:
    """The state whose government publishes at that address; empty for others."""
    host = (urlsplit(url).hostname or "").lower()
    if not host:
        return ""
    parts = host.split(".")
    for start in range(len(parts) - 1):
        domain = ".".join(parts[start:])
        if owner := knowledge.domains.get(domain):
            entity = knowledge.entities.get(owner)
            if entity and entity.kind not in ("news", "institute", "intergovernmental", "format") and entity.country:
                return knowledge.states_by_code.get(entity.country, "")
            return ""
    if parts[-1] in ("gov", "mil"):
        return knowledge.states_by_code.get("US", "")
    if len(parts) > 2 and parts[-2] in ("gov", "gouv", "gob", "gub", "go", "mil"):
        code = {"uk": "GB"}.get(parts[-1], parts[-1].upper())
        return knowledge.states_by_code.get(code, "")
    if "kremlin" in parts or "government" in parts or "mid" in parts or "president" in parts:
        return knowledge.states_by_code.get(parts[-1].upper(), "")
    return ""

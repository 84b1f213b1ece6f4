"""Knowledge: vocabularies, words and rules, compiled once and cached by the hash of their files."""

from __future__ import annotations

import functools
import gc
import hashlib
import os
import pickle
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import home, lexicon, trees, vocabulary, yamlfile
from kg.gazetteer import Gazetteer
from kg.lexicon import Lexicon
from kg.modality import Modality
from kg.model import Entity, Post, Tenure
from kg.rules import load as loading
from kg.rules.compile import RuleSet
from kg.rules.rule import Rule
from kg.rules.syntax import Verb, walk
from kg.vocabulary import Vocabulary


@dataclass(slots=True)
class Knowledge:
    """All that extraction knows. It never changes after it was made; it can be pickled and sent to a worker."""

    digest: str
    vocabulary: Vocabulary
    lexicon: Lexicon
    modality: Modality
    rule_set: RuleSet
    gazetteer: Gazetteer
    entities: dict[str, Entity] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    tenures_of: dict[str, tuple[Tenure, ...]] = field(default_factory=dict)
    """Post → its tenures."""
    held_by: dict[str, tuple[Tenure, ...]] = field(default_factory=dict)
    """Person → the tenures."""
    posts_by_office: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(owner IRI, office in its normal form) → posts."""
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Family name in lower case → persons."""
    given_names: frozenset[str] = frozenset()
    capitals: dict[str, str] = field(default_factory=dict)
    states_by_code: dict[str, str] = field(default_factory=dict)
    place_states: dict[str, str] = field(default_factory=dict)
    cities_of_names: dict[str, str] = field(default_factory=dict)
    """Organisation → the city of its seat, where its own name tells it ("Munich Security Conference")."""
    domains: dict[str, str] = field(default_factory=dict)
    leaders: tuple[tuple[str, Tenure], ...] = ()
    """(family name in lower case, tenure) of heads of state and government and of foreign ministers; no common words."""
    parser: str = ""
    """The spaCy pipeline that reads the sentences in which the patterns are silent; empty for none."""
    parser_version: str = ""
    serving: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    """Day → the family names of the leaders who served then; filled as days are asked for."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, sorted by file and place."""
        return self.rule_set.rules


ABOVE = frozenset(("cli", "export", "merge", "network", "page", "query", "rdf"))
"""The packages that take facts and have no part in making them: an edit there keeps compiled knowledge and extracted facts valid.

What is not named here counts, so that a new package can only cost a compilation, never let something stale be trusted."""


def load_knowledge(folders: Sequence[Path] = (), *, use_cache: bool = True, parser: str = "") -> Knowledge:
    """The knowledge of the project's ontology and of some more folders, which add to it or replace entries.

    With `parser`, the name of an installed spaCy pipeline, the `tree` patterns of the rules are read where the others are silent.
    Raises Broken with every mistake in those files; MissingExtra and BadInput where the parser is not there. The compiled form is cached
    under a hash of all files and of this program.
    """
    made = _load([home.folder("ontology"), *folders], use_cache)
    if not parser:
        return made
    version = trees.version(parser)
    digest = hashlib.sha256(f"{made.digest} {version}".encode()).hexdigest()[:16]
    return replace(made, digest=digest, parser=parser, parser_version=version)


def _load(places: Sequence[Path], use_cache: bool) -> Knowledge:
    digest = _digest(places)
    cached = home.cache() / f"knowledge-{digest}.pickle"
    if use_cache and cached.exists():
        try:
            found = _read(cached)
            if isinstance(found, Knowledge) and found.digest == digest:
                return found
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
            pass  # a torn or older cache is made again
    made = compile_knowledge(places, digest)
    if use_cache:
        _write(cached, made)
    return made


def _digest(places: Sequence[Path]) -> str:
    hasher = hashlib.sha256()
    for place in places:
        for path in sorted([*place.rglob("*.ttl"), *place.rglob("*.yaml")]):
            if path.name != "decisions.ttl":  # decisions are of merging: no article need be read again for one
                hasher.update(str(path.relative_to(place)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for path in sorted(home.PACKAGE.rglob("*.py")):
        name = path.relative_to(home.PACKAGE)
        if name.parts[0] not in ABOVE:
            hasher.update(name.as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return hasher.hexdigest()[:16]


def _read(path: Path) -> object:
    """What a cache file holds. The collector of cycles would walk over the half-made thing again and again: it waits."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        with path.open("rb") as file:
            return pickle.load(file)
    finally:
        if collecting:
            gc.enable()


def _write(path: Path, knowledge: Knowledge) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(knowledge, file, protocol=pickle.HIGHEST_PROTOCOL)
        os.replace(name, path)
        for old in sorted(path.parent.glob("knowledge-*.pickle"), key=lambda one: one.stat().st_mtime)[:-4]:
            old.unlink(missing_ok=True)
    except OSError:
        pass  # a cache that cannot be written costs time, nothing else


def compile_knowledge(places: Sequence[Path], digest: str) -> Knowledge:
    """The knowledge of some ontology folders, made anew."""
    words: dict[str, object] = {}
    for place in places:
        if (path := place / "words.yaml").exists():
            data = yamlfile.read(path, f"{place.name}/words.yaml")
            if not words:
                lexicon.check(data, f"{place.name}/words.yaml")
            for key, value in data.items():
                if isinstance(value, dict) and isinstance(words.get(key), dict):
                    words[key] = {**words[key], **value}  # type: ignore[dict-item]
                elif isinstance(value, list) and isinstance(words.get(key), list):
                    words[key] = [*words[key], *value]  # type: ignore[misc]
                else:
                    words[key] = value
    vocabulary_ = vocabulary.load(places)
    rules = loading.load(places, vocabulary_.kinds(), frozenset(name for name, _, _ in vocabulary_.concepts))
    verbs = [
        head
        for rule in rules
        for pattern in rule.written
        for element in walk(pattern.elements)
        if isinstance(element, Verb)
        for head in element.heads
        if not head.startswith("be ")
    ]
    lexical = Lexicon(words, verbs)
    modality = Modality(
        next((yamlfile.read(place / "modality.yaml") for place in reversed(places) if (place / "modality.yaml").exists()), {}), lexical
    )
    knowledge = Knowledge(digest, vocabulary_, lexical, modality, RuleSet(rules, lexical), Gazetteer(vocabulary_.entities))
    _index(knowledge)
    return knowledge


def _index(knowledge: Knowledge) -> None:
    found = knowledge.vocabulary
    knowledge.entities = {entity.id: entity for entity in found.entities}
    knowledge.posts = {post.id: post for post in found.posts}
    for entity in found.entities:
        if entity.type == "State":
            if entity.country:
                knowledge.states_by_code.setdefault(entity.country, entity.id)
    for entity in found.entities:
        if entity.type == "State" and entity.capital and not entity.until:
            knowledge.capitals[entity.capital] = entity.id
        if entity.type == "Place" and entity.country in knowledge.states_by_code:
            knowledge.place_states[entity.id] = knowledge.states_by_code[entity.country]
        if entity.seat and (seat := knowledge.entities.get(entity.seat)) and seat.label in entity.label:
            knowledge.cities_of_names[entity.id] = entity.seat
        for domain in entity.domains:
            knowledge.domains[domain] = entity.id
    by_post: dict[str, list[Tenure]] = defaultdict(list)
    by_holder: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in found.tenures:
        by_post[tenure.post].append(tenure)
        by_holder[tenure.holder].append(tenure)
    knowledge.tenures_of = {key: tuple(rows) for key, rows in by_post.items()}
    knowledge.held_by = {key: tuple(rows) for key, rows in by_holder.items()}
    by_office: dict[tuple[str, str], list[str]] = defaultdict(list)
    for post in found.posts:
        by_office[(post.owner, normal_office(post.office))].append(post.id)
    knowledge.posts_by_office = {key: tuple(rows) for key, rows in by_office.items()}
    surnames: dict[str, set[str]] = defaultdict(set)
    given: set[str] = set()
    for entity in found.entities:
        if entity.type == "Person":
            for label in entity.labels:
                parts = label.split()
                if len(parts) > 1:
                    family = entity.family_name or _family(parts)
                    surnames[family.lower()].add(entity.id)
                    first = parts[0] if parts[0].lower() != family.lower() else parts[-1]
                    if len(first) > 2 and first.isalpha():
                        given.add(first.lower())
    knowledge.surnames = {name: tuple(sorted(rows)) for name, rows in sorted(surnames.items())}
    knowledge.given_names = frozenset(given) | knowledge.lexicon.given_names
    knowledge.leaders = _leaders(knowledge)


_PARTICLES = frozenset("al el bin ibn von van de der den da di du la le dos das del ben abu".split())


def _family(parts: Sequence[str]) -> str:
    words = [part for part in parts if part.lower().strip(".,") not in ("jr", "sr", "ii", "iii", "iv")]
    for place, word in enumerate(words[1:-1], 1):
        if word.lower() in _PARTICLES:
            return " ".join(words[place:]).strip(",")
    return words[-1].strip(",")


_SAME = {
    "defense": "defence",
    "premier": "prime minister",
    "secretary general": "secretary-general",
    "adviser": "advisor",
    "foreign affairs": "foreign",
    "vice-president": "vice president",
}


COUNTERPARTS = ("counterpart", "opposite number", "interlocutor", "colleague", "homologue")
"""What somebody is called who has the same post elsewhere: "his Omani colleague"."""


@functools.lru_cache(maxsize=65_536)
def normal_office(office: str) -> str:
    """An office in its normal form, so that "Minister of Foreign Affairs" and "foreign minister" are one.

    >>> normal_office("Minister of Foreign Affairs"), normal_office("minister for defense"), normal_office("deputy minister of defence")
    ('foreign minister', 'defence minister', 'deputy defence minister')
    """
    import re

    text = " ".join(office.lower().replace("’", "'").split())
    text = (
        re.sub(r"\b(the|of the republic|of the council of ministers|senior|top|chief adviser)\b", " ", text)
        if text.startswith(("the ", "senior ", "top "))
        else text
    )
    text = re.sub(r"\bdefense\b", "defence", text)
    text = re.sub(r"\badviser\b", "advisor", text)
    text = re.sub(r"\bsecretary general\b", "secretary-general", text)
    text = re.sub(r"\bpremier\b", "prime minister", text)
    text = re.sub(r"\bvice-president\b", "vice president", text)
    text = re.sub(r"\bdirector general\b", "director-general", text)
    text = re.sub(
        r"\b(first |second )?(deputy |vice )?ministers? (?:of|for) (?:the )?(?:federal )?"
        r"(?:foreign(?: and european| and expatriates)? affairs|external affairs|external relations)(?: and [a-z ]+)?",
        r"\1\2foreign minister",
        text,
    )
    text = re.sub(r"\bministers? (?:of|for) (?:national )?defence", "defence minister", text)
    text = re.sub(r"\bministers? (?:of|for) (?:the )?(interior|finance|energy|trade|economy|health|justice)", r"\1 minister", text)
    text = re.sub(r"\b(external affairs|foreign affairs) minister", "foreign minister", text)
    text = re.sub(r"^(acting|interim|caretaker|outgoing|new|newly appointed|incoming|then|former) ", "", text)
    text = re.sub(r"^assistant to the president for national security affairs$", "national security advisor", text)
    text = re.sub(r"secretary of state for foreign,? (?:and )?commonwealth.*", "foreign minister", text)
    text = re.sub(r"^foreign secretary$", "foreign minister", text)
    text = re.sub(r"^defence secretary$", "defence minister", text)
    text = re.sub(r"^chairman of (?:the )?(?:council|government)$", "prime minister", text)
    return " ".join(text.split())


_LEADING = frozenset(
    (
        "president",
        "prime minister",
        "foreign minister",
        "chancellor",
        "secretary of state",
        "king",
        "secretary-general",
        "national security advisor",
    )
)
_COMMON = frozenset(
    "price may brown young king bush wood park moon long white black green bishop hunt rich raab cook rice bell burns hill power "
    "powers stone baker carter ford major hague straw kerry".split()
)


def _leaders(knowledge: Knowledge) -> tuple[tuple[str, Tenure], ...]:
    found = []
    for tenure in knowledge.vocabulary.tenures:
        post, person = knowledge.posts.get(tenure.post), knowledge.entities.get(tenure.holder)
        if post is None or person is None or normal_office(post.office) not in _LEADING:
            continue
        family = (person.family_name or _family(person.label.split())).lower()
        if len(family) > 3 and " " not in family and family not in knowledge.lexicon.verbs and family not in _COMMON:
            found.append((family, tenure))
    return tuple(found)


def serving_surnames(knowledge: Knowledge, day: str) -> frozenset[str]:
    """Family names of the heads of state and government and of the foreign ministers who serve on a day, in lower case."""
    if day not in knowledge.serving:
        knowledge.serving[day] = frozenset(family for family, tenure in knowledge.leaders if tenure.covers(day))
    return knowledge.serving[day]

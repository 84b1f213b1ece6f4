"""What chunking yields: a chunk of a sentence, how it refers to an actor, and what the chunker looks up."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.dates import DateMention
from kg.lexicon import Lexicon


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

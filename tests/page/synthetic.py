"""Graphs of any size about people and states that do not exist, for the tests of the page."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from rdflib import Graph

from kg import vocab

Name = Callable[[str], str]
_A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = vocab.PREFIXES["rdfs"] + "label"
_OA, _SCHEMA, _XSD = (vocab.PREFIXES[name] for name in ("oa", "schema", "xsd"))
_FIRST = (
    "Ada",
    "Bo",
    "Cleo",
    "Dov",
    "Eva",
    "Finn",
    "Gül",
    "Hana",
    "Igor",
    "Jun",
    "Kofi",
    "Lena",
    "Mira",
    "Nils",
    "Ona",
    "Pau",
)
_LAST = (
    "Example",
    "Sample",
    "Muster",
    "Specimen",
    "Placeholder",
    "Demo",
    "Beispiel",
    "Prøve",
    "Esempio",
    "Vzor",
    "Näide",
    "Örnek",
)
_TOPICS = (
    "arms control",
    "verification",
    "grain exports",
    "border security",
    "fisheries",
    "missile tests",
    "ceasefire",
    "energy transit",
)


class Writer:
    """Collects triples as N-Triples."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def link(self, subject: str, name: str, *objects: str) -> None:
        """Triples of the project's own vocabulary between things."""
        self.lines += [f"<{subject}> <{name if ':' in name else vocab.cq(name)}> <{one}> ." for one in objects]

    def text(self, subject: str, name: str, value: str, tail: str = "") -> None:
        """A literal."""
        quoted = "".join(f"\\u{ord(sign):04X}" if sign in '"\\' or ord(sign) < 32 else sign for sign in value)
        self.lines.append(f'<{subject}> <{name if ":" in name else vocab.cq(name)}> "{quoted}"{tail} .')

    def thing(self, kind: str, name: str, cls: str, label: str) -> str:
        """A thing with its class and label; gives its IRI."""
        iri = vocab.iri(kind, name)
        self.link(iri, _A, vocab.cq(cls))
        self.text(iri, _LABEL, label, "@en")
        return iri

    def graph(self) -> Graph:
        """Everything collected, in Oxigraph's store."""
        graph = Graph(store="Oxigraph")
        graph.parse(data="\n".join(self.lines) + "\n", format="nt")
        return graph


HOSTILE = (
    "<script>window.xss=1</script>",
    '"><img src=x onerror="window.xss=1">',
    "</script><script>window.xss=1</script>",
    "javascript:window.xss=1",
    "'\"`${window.xss=1}` href=javascript:window.xss=1",
    "\u202egnp.exe\u2066 right to left \u200f",
    "NUL\x00 bell\x07 \u2028 \\u003cb> &lt;b&gt; <!-- <script",
    "=HYPERLINK(1) {{ 7*7 }} {% raw %} ]]> \U0001f600 Привет مرحبا",
)
"""Texts that a careless page would run, break at, or show as something else."""


def graph(things: int, *, seed: int = 42, labels: Sequence[str] = ()) -> Graph:
    """A graph of about that many things beside its articles; `labels`, if given, stand for all names and quotes."""
    return writer(things, seed=seed, labels=labels).graph()


def writer(things: int, *, seed: int = 42, labels: Sequence[str] = ()) -> Writer:
    """The triples of `graph`."""
    chance, out = random.Random(seed), Writer()
    turn = random.Random(seed)

    def name(text: str) -> str:
        return turn.choice(labels) if labels else text

    states = [out.thing("state", f"Z{n}", "State", name(f"Land {n}")) for n in range(max(2, min(150, things // 20)))]
    topics = [out.thing("topic", f"t{n}", "Topic", name(f"{_TOPICS[n % 8]} {n // 8 or ''}".strip())) for n in range(max(2, things // 30))]
    for n, topic in enumerate(topics[1:], 1):
        out.link(topic, vocab.PREFIXES["skos"] + "broader", topics[chance.randrange(n)])
    treaties = [out.thing("treaty", f"y{n}", "Treaty", name(f"Treaty of Nowhere {n}")) for n in range(max(1, things // 50))]
    places = [out.thing("place", f"p{n}", "Place", name(f"Town {n}")) for n in range(max(1, things // 25))]
    bodies = [out.thing("org", f"o{n}", "Organization", name(f"Ministry {n} of Nothing")) for n in range(max(1, things // 12))]
    for one in places + bodies:
        out.link(one, "country", chance.choice(states))
    people = [
        out.thing("person", f"a{n}", "Person", name(f"{_FIRST[n % 16]} {_LAST[n // 16 % 12]} {n // 192 or ''}".strip()))
        for n in range(int(things * 0.38))
    ]
    articles = [_article(out, n, chance, name) for n in range(max(1, things // 8))]
    rule = out.thing("rule", "demo.meet", "Rule", "demo.meet")
    out.text(rule, vocab.PREFIXES["dcterms"] + "description", name("One side meets another."))
    for number, person in enumerate(people):
        home = chance.choice(states)
        out.link(person, "country", home)
        post = out.thing("post", f"q{number}", "Post", name(f"envoy {number}"))
        out.link(post, "postOf", chance.choice(bodies) if number % 2 else home)
        out.text(post, "office", name("envoy"))
        tenure = out.thing("tenure", f"n{number}", "Tenure", name(f"tenure {number}"))
        out.link(tenure, "holder", person)
        out.link(tenure, "post", post)
        _report(out, tenure, "tenure", number, chance.choice(articles), rule, name, {"holder": [person], "post": [post]})
    crowd: list[str] = [*people, *states[:8], *bodies[:8]]
    fixed = len(states) + len(topics) + len(treaties) + len(places) + len(bodies) + len(people)
    for number in range(max(1, things - fixed)):
        _meeting(out, number, chance, crowd, places, topics + treaties, articles, rule, name)
        if number % 2:
            _statement(out, number, chance, crowd, topics, articles, rule, name)
    return out


def _day(chance: random.Random) -> str:
    return (date(2021, 1, 1) + timedelta(days=chance.randrange(900))).isoformat()


def _article(out: Writer, number: int, chance: random.Random, name: Name) -> str:
    iri = out.thing("article", f"r{number}", "Article", name(f"Imaginary report {number}"))
    out.text(iri, _SCHEMA + "headline", name(f"Imaginary report {number}"))
    out.text(iri, _SCHEMA + "datePublished", _day(chance), f"^^<{_XSD}date>")
    out.text(iri, _SCHEMA + "url", name(f"https://example.org/{number}"), f"^^<{_XSD}anyURI>")
    out.text(iri, _SCHEMA + "publisher", name(("Demo Wire", "Demo Gazette", "Sample Post")[number % 3]))
    return iri


def _report(out: Writer, event: str, kind: str, number: int, article: str, rule: str, name, slots: dict[str, list[str]]) -> None:
    report = out.thing("report", f"{kind}{number}", "Report", name(f"report {number}"))
    quote = out.thing("evidence", vocab.short_hash(kind, str(number)), "Evidence", name(f"quote {number}"))
    out.link(report, "reports", event)
    out.link(report, "article", article)
    out.link(report, "rule", rule)
    out.link(report, "evidence", quote)
    for slot, values in slots.items():
        out.link(report, slot, *values)
    exact = name(
        f"In sentence {number} of this imaginary {kind} report somebody who does not exist is said to have met "
        f"somebody else in a town that is on no map, on the day number {number * 7919 % 1000}."
    )
    out.text(quote, _OA + "exact", exact)
    out.text(quote, _OA + "start", "100", f"^^<{_XSD}integer>")
    out.text(quote, _OA + "end", str(100 + len(exact)), f"^^<{_XSD}integer>")
    out.link(quote, _OA + "hasSource", article)


def _someone(crowd: list[str], number: int, chance: random.Random) -> str:
    """Mostly one of the event's own circle, the same few most often; sometimes anybody."""
    circles = max(2, len(crowd) // 22)
    circle = crowd[number % circles :: circles] if chance.random() < 0.86 else crowd
    return circle[int(len(circle) * chance.random() ** 2)]


def _meeting(
    out: Writer,
    number: int,
    chance: random.Random,
    crowd: list[str],
    places: list[str],
    topics: list[str],
    articles: list[str],
    rule: str,
    name: Name,
) -> None:
    meeting = out.thing("meeting", vocab.short_hash("m", str(number)), "Meeting", name(f"Talks number {number}"))
    who = sorted({_someone(crowd, number, chance) for _ in range(chance.choice((2, 2, 2, 3, 4)))})
    place, topic, day = chance.choice(places), chance.choice(topics), _day(chance)
    status = chance.choice(("held", "held", "held", "planned", "cancelled"))
    out.link(meeting, "participant", *who)
    out.link(meeting, "place", place)
    out.link(meeting, "topic", topic)
    out.link(meeting, "status", vocab.cq(status))
    if number % 11:
        out.text(meeting, "earliestDate", day, f"^^<{_XSD}date>")
        out.text(meeting, "latestDate", day, f"^^<{_XSD}date>")
    if status != "cancelled":
        for one in who:
            out.link(one, "meets", *(other for other in who if other != one))
    _report(
        out,
        meeting,
        "meeting",
        number,
        chance.choice(articles),
        rule,
        name,
        {"participant": who, "place": [place], "topic": [topic]},
    )


def _statement(
    out: Writer,
    number: int,
    chance: random.Random,
    crowd: list[str],
    topics: list[str],
    articles: list[str],
    rule: str,
    name: Name,
) -> None:
    statement = out.thing("statement", vocab.short_hash("s", str(number)), "Statement", name(f"statement {number}"))
    speaker, target = (_someone(crowd, number, chance) for _ in range(2))
    day = _day(chance)
    out.link(statement, "speaker", speaker)
    out.link(statement, "target", target)
    out.link(statement, "topic", chance.choice(topics))
    out.link(statement, "act", vocab.cq(chance.choice(("accuse", "warn", "praise", "offer"))))
    if number % 3:
        out.text(statement, "polarity", "negative")
    out.text(statement, "earliestDate", day, f"^^<{_XSD}date>")
    out.text(statement, "latestDate", day, f"^^<{_XSD}date>")
    _report(
        out,
        statement,
        "statement",
        number,
        chance.choice(articles),
        rule,
        name,
        {"speaker": [speaker], "target": [target]},
    )

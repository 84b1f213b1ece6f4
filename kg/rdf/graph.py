"""The merged graph as triples. No blank nodes; the same facts give the same triples."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import kg
from kg import vocab
from kg.model import Argument, Entity
from kg.rdf import background
from kg.rdf.events import Cited, Event, Merged, Participation, Report
from kg.rdf.terms import LABEL, SAME, TYPE, Triple, concept, date, english, literal, name, safe, whole
from kg.vocabulary import Vocabulary

_OA, _SCHEMA, _DC, _SKOS = (vocab.PREFIXES[one] for one in ("oa", "schema", "dcterms", "skos"))
SLOTS = {
    "participant": "participant",
    "place": "place",
    "topic": "topic",
    "treaty": "treaty",
    "speaker": "speaker",
    "addressee": "addressee",
    "target": "target",
    "party": "party",
    "person": "holder",
    "post": "post",
    "host": "participant",
    "mediator": "participant",
    "observer": "participant",
}
"""The property in which each role of a fact is written."""

SUPPORTS = {**SLOTS, "when": "earliestDate", "date": "earliestDate", "attribution": "attributedTo"}
_WORDS = ("status", "format", "act", "action", "plover")


_TYPES = {
    "person": "Person",
    "org": "Organization",
    "state": "State",
    "place": "Place",
    "topic": "Topic",
    "treaty": "Treaty",
    "post": "Post",
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What the vocabularies know: their posts, and the state of each country code."""

    posts: frozenset[str]
    states: Mapping[str, str]

    def state(self, code: str) -> str:
        return self.states.get(code) or vocab.iri("state", code)


class RuleLike(Protocol):
    """What is asked of a rule."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def says(self) -> str: ...


def triples(
    merged: Merged,
    vocabulary: Vocabulary,
    rules: Iterable[RuleLike] = (),
    *,
    ontology: Iterable[Path] = (),
    base: str = vocab.BASE,
) -> list[Triple]:
    """The whole graph, sorted, each triple once.

    Of the vocabularies only what the facts use is taken, and what is above it; `ontology` are the folders whose files tell
    more of these things than the program needs (other names, identifiers elsewhere, sources). `base` changes the names of
    things, never the terms (`cq:`): queries work on every graph.
    """
    known = _Known(frozenset(one.id for one in vocabulary.posts), background.states(vocabulary))
    found = set(_facts(merged, rules, known))
    found.update(background.triples(_used(found) - _described(found), vocabulary, ontology))
    for iri in sorted(_used(found) - _described(found)):
        if type := _TYPES.get(iri[len(vocab.ID) :].split("/")[0] if iri.startswith(vocab.ID) else ""):
            found.update(_thing(iri, type, vocab.local(iri).replace("-", " ")))  # a country code that no vocabulary has
    if base != vocab.BASE:
        old, new = vocab.ID, safe(base) + "id/"
        found = {(_moved(s, old, new), p, "<" + _moved(o[1:], old, new) if o.startswith("<") else o) for s, p, o in found}
    return sorted(found)


def _used(found: Iterable[Triple]) -> set[str]:
    return {value[1:-1] for _, property, value in found if value.startswith("<") and property != SAME}


def _described(found: Iterable[Triple]) -> set[str]:
    return {subject for subject, property, _ in found if property == LABEL}


def _moved(iri: str, old: str, new: str) -> str:
    return new + iri[len(old) :] if iri.startswith(old) else iri


def _facts(merged: Merged, rules: Iterable[RuleLike], known: _Known) -> Iterator[Triple]:
    anonymous = merged.anonymous
    for one in merged.entities:
        yield from _entity(one, anonymous, known)
    for other in merged.processes:
        yield from _thing(other.id, "Process", other.label)
    for kept, alias in merged.same:
        yield kept, SAME, name(alias)
    for a, b in merged.contradictions:
        yield a, vocab.cq("contradicts"), name(b)
        yield b, vocab.cq("contradicts"), name(a)
    cited = {one.id: one for one in merged.articles}
    reported = {report.article for event in merged.events for report in event.reports}
    for article in merged.articles:
        yield from _article(article)
    told = {one.id: cited[one.article] for event in merged.events for one in event.reports}
    for event in merged.events:
        yield from _event(event, known)
        for link in event.links:
            there = told[link.other]
            reason = f"{'; '.join(link.grounds)} ({link.score:g}): {there.title or there.digest}, {there.published}"
            yield link.report, vocab.cq("joinedBecause" if link.joined else "apartBecause"), literal(reason)
        for report in event.reports:
            yield from _report(report, event, cited[report.article])
    named = {report.fact.rule for event in merged.events for report in event.reports if report.fact.rule}
    by_id = {one.id: one for one in rules}
    for id in sorted(named):
        yield from _rule(id, by_id.get(id))
    if merged.articles:
        yield from _build(merged, len(reported))


def _thing(iri: str, type: str, label: str) -> Iterator[Triple]:
    yield iri, TYPE, name(vocab.cq(type))
    yield iri, LABEL, english(" ".join(label.split()) or vocab.local(iri))


def _entity(one: Entity, anonymous: frozenset[str], known: _Known) -> Iterator[Triple]:
    """What only articles know: a person, a source."""
    if one.type == "Post":
        return  # posts are written with their tenures, which know whose they are
    yield from _thing(one.id, one.type if one.type in background.CLASSES else "Actor", one.label)
    for label in one.labels:
        if label != one.label:
            yield one.id, _SKOS + "altLabel", english(label)
    if one.country:
        yield one.id, vocab.cq("country"), name(known.state(one.country))
    if one.gender:
        yield one.id, vocab.cq("gender"), literal(one.gender)
    if one.type == "Source":
        unnamed = one.id in anonymous or one.kind == "anonymous"
        yield one.id, vocab.cq("anonymous"), literal("true" if unnamed else "false", "boolean")


def _event(event: Event, known: _Known) -> Iterator[Triple]:
    yield from _thing(event.id, event.type, event.label)
    for slot, ids in event.values:
        for id in ids:
            yield event.id, vocab.cq(slot), name(id)
    for word in _WORDS:
        if value := getattr(event, word):
            yield event.id, vocab.cq(word), concept(value)
    if event.polarity:
        yield event.id, vocab.cq("polarity"), literal(event.polarity)
    if event.earliest:
        yield event.id, vocab.cq("earliestDate"), date(event.earliest)
        yield event.id, vocab.cq("latestDate"), date(event.latest or event.earliest)
    for day in event.attested:
        yield event.id, vocab.cq("attestedOn"), date(day)
    for process in event.process:
        yield event.id, vocab.cq("partOf"), name(process)
    for alias in event.aliases:
        yield event.id, SAME, name(alias)
    yield event.id, vocab.cq("reportCount"), whole(len(event.reports))
    yield event.id, vocab.cq("independentSources"), whole(event.sources)
    for a, b in event.meets:
        yield a, vocab.cq("meets"), name(b)
        yield b, vocab.cq("meets"), name(a)
    labels = _labels(event)
    for part in event.participations:
        yield from _participation(event, part, labels)
    if event.type == "Tenure":
        yield from _posts(event, known)


def _labels(event: Event) -> dict[str, str]:
    return {one.id: one.label for report in reversed(event.reports) for _, values in report.fact.roles for one in values}


def _participation(event: Event, part: Participation, labels: Mapping[str, str]) -> Iterator[Triple]:
    iri = vocab.iri("participation", vocab.short_hash(event.id, part.actor))
    yield event.id, vocab.cq("participation"), name(iri)
    yield from _thing(iri, "Participation", f"{labels.get(part.actor) or vocab.local(part.actor)}, {part.role}")
    yield iri, vocab.cq("actor"), name(part.actor)
    yield iri, vocab.cq("role"), concept(part.role)
    if part.behalf and part.behalf != part.actor:
        yield iri, vocab.cq("onBehalfOf"), name(part.behalf)
    if part.capacity:
        yield iri, vocab.cq("inCapacity"), literal(part.capacity)


def _posts(event: Event, known: _Known) -> Iterator[Triple]:
    """The posts of a tenure which no vocabulary knows, as the articles name them, and whom their holder serves."""
    said: dict[str, list[Argument]] = defaultdict(list)
    for report in event.reports:
        for one in report.fact.role("post"):
            said[one.id].append(one)
    for id, rows in said.items():
        owner = min(
            (place for one in rows if (place := one.behalf or (known.state(one.country) if one.country else ""))),
            default="",
        )
        if owner.startswith(vocab.iri("org", "")):
            for holder in event.ids("holder"):
                yield holder, vocab.cq("affiliation"), name(owner)
        if id in known.posts:
            continue
        yield from _thing(id, "Post", min(one.label for one in rows))
        if owner:
            yield id, vocab.cq("postOf"), name(owner)
        if office := min((one.office for one in rows if one.office), default=""):
            yield id, vocab.cq("office"), literal(office)


def _report(report: Report, event: Event, article: Cited) -> Iterator[Triple]:
    fact = report.fact
    yield from _thing(report.id, "Report", f"{article.title or article.digest}: {event.label}")
    yield report.id, vocab.cq("reports"), name(event.id)
    yield report.id, vocab.cq("article"), name(report.article)
    if fact.rule:
        yield report.id, vocab.cq("rule"), name(_rule_iri(fact.rule))
    if fact.parser:
        yield report.id, vocab.cq("parser"), literal(fact.parser)
    for role, values in fact.roles:
        slot = SLOTS.get(role, role)
        if slot == "treaty" and fact.type != "TreatyAction":
            slot = "topic"
        for one in values:
            yield report.id, vocab.cq(slot), name(one.id)
    for word in _WORDS:
        if value := getattr(fact, word) or (event.plover if word == "plover" else ""):
            yield report.id, vocab.cq(word), concept(value)
    if fact.polarity:
        yield report.id, vocab.cq("polarity"), literal(fact.polarity)
    for process in event.process if fact.process else ():
        if fact.process == process or process.endswith("/" + vocab.slug(fact.process)):
            yield report.id, vocab.cq("partOf"), name(process)
    if fact.type == "Tenure":
        day = fact.when.earliest if fact.when and len(fact.when.earliest) == 10 else report.published
        yield report.id, vocab.cq("attestedOn"), date(day)
    yield from _when(report)
    if fact.attribution:
        yield report.id, vocab.cq("attributedTo"), name(fact.attribution.id)
    for number, quote in enumerate(fact.evidence):
        iri = vocab.iri("evidence", vocab.short_hash(article.digest, str(quote.start), str(quote.end)))
        before, after = report.context[number] if number < len(report.context) else ("", "")
        yield report.id, vocab.cq("evidence"), name(iri)
        yield from _thing(iri, "Evidence", _short(quote.quote))
        yield iri, _OA + "exact", literal(quote.quote)
        yield iri, _OA + "prefix", literal(before)
        yield iri, _OA + "suffix", literal(after)
        yield iri, _OA + "start", whole(quote.start)
        yield iri, _OA + "end", whole(quote.end)
        yield iri, _OA + "hasSource", name(report.article)
        for role in quote.supports:
            yield iri, vocab.cq("supports"), concept(SUPPORTS.get(role, role))


def _when(report: Report) -> Iterator[Triple]:
    when = report.fact.when
    if when is None:
        return
    if when.earliest and report.fact.type != "Tenure":
        yield report.id, vocab.cq("earliestDate"), date(when.earliest)
        yield report.id, vocab.cq("latestDate"), date(when.latest or when.earliest)
    if when.text:
        yield report.id, vocab.cq("dateText"), literal(when.text)
    if when.basis:
        yield report.id, vocab.cq("dateBasis"), literal(when.basis)
    for earliest, latest, basis in when.readings:
        yield report.id, vocab.cq("reading"), literal(f"{earliest}/{latest} {basis}")


def _article(one: Cited) -> Iterator[Triple]:
    yield from _thing(one.id, "Article", one.title or one.digest)
    yield one.id, _SCHEMA + "headline", literal(one.title)
    yield one.id, _SCHEMA + "datePublished", date(one.published)
    yield one.id, vocab.cq("textDigest"), literal(one.digest)
    if one.url:
        yield one.id, _SCHEMA + "url", literal(one.url, "anyURI")
    for property, value in ((_SCHEMA + "publisher", one.publisher), (vocab.cq("agency"), one.agency)):
        if value:
            yield one.id, property, name(value) if value.startswith(vocab.BASE) else literal(value)
    if one.copy and one.copy != one.id:
        yield one.id, vocab.cq("copyOf"), name(one.copy)


def _rule_iri(id: str) -> str:
    return vocab.iri("rule", re.sub(r"[^\w.-]", "-", id))


def _rule(id: str, rule: RuleLike | None) -> Iterator[Triple]:
    iri = _rule_iri(id)
    yield from _thing(iri, "Rule", id)
    if rule:
        if rule.says:
            yield iri, _DC + "description", english(rule.says)
        yield iri, vocab.cq("version"), literal(str(rule.version))


def _build(merged: Merged, reported: int) -> Iterator[Triple]:
    iri = vocab.iri("build", vocab.short_hash(kg.__version__, *(one.digest for one in merged.articles)))
    yield from _thing(iri, "Build", f"graph of {len(merged.articles)} articles, {reported} of which tell of an event")
    yield iri, vocab.cq("version"), literal(kg.__version__)


def _short(quote: str, most: int = 60) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"

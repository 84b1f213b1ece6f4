"""Facts of many articles → one graph of entities and events. Pure and order-free: the same facts give the same graph.

**Names.** A report is named by the hash of its article and of what it says. An event is named as if its earliest report were
its only one: a meeting by those who talk, the dates, the place and the kind. The names that its other reports would have given
it are its aliases (`owl:sameAs`). So a name made from fewer articles, or in another order, is still found when more arrive;
and copies of one story all give the same name.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg import vocab
from kg.merge import assemble, copies, days, meetings, others, settle
from kg.merge.clusters import Groups, Verdict, group
from kg.merge.decisions import Decision, names, rename
from kg.merge.world import World
from kg.model import Article, Entity, Extraction, Fact
from kg.rdf.events import Cited, Event, Link, Merged, Process, Report
from kg.vocabulary import Vocabulary

AROUND = 40
"""So many characters before and after a quote are kept with it."""

__all__ = ["Decision", "merge", "report_of", "why"]


def merge(extractions: Iterable[Extraction], vocabulary: Vocabulary, decisions: Iterable[Decision] = ()) -> Merged:
    """The graph that some articles' facts make together. The order of the articles makes no difference.

    Each extraction is read once and let go; what stays of an article is its headline and address, not its text.
    """
    world = World(vocabulary)
    decided = tuple(sorted(set(decisions)))
    kept = names(decided, frozenset(one.id for one in vocabulary.entities))
    strangers = _strangers(decided)
    cited: dict[str, Cited] = {}
    sketches: dict[str, tuple[str, array[int]]] = {}
    reports: dict[str, Report] = {}
    anonymous: set[str] = set()
    for one in extractions:
        article = one.article
        if article.iri not in cited or _place(article) < (
            cited[article.iri].published,
            cited[article.iri].url,
            cited[article.iri].publisher,
        ):
            cited[article.iri] = Cited(
                article.iri,
                article.digest,
                article.title,
                article.published,
                article.url,
                article.publisher,
                article.agency,
            )
            sketches[article.iri] = (article.published, copies.sketch(article.text))
        mine = {**kept, **strangers.get(article.iri, {})}
        world.learn(replace(entity, id=mine.get(entity.id, entity.id)) for entity in one.entities if entity.id not in kept)
        for fact in one.facts:
            made = report_of(fact, article)
            made = replace(made, fact=rename(fact, mine))
            for _, values in made.fact.roles:
                for argument in values:
                    world.name(argument)
            if (said := made.fact.attribution) and said.anonymous:
                anonymous.add(said.id)
            reports[made.id] = made
    of_copy = copies.groups(sketches)
    articles = {iri: replace(cited[iri], copy=of_copy[iri]) for iri in sorted(cited)}
    ordered = sorted(reports.values(), key=lambda one: (one.published, one.id))
    by_type: dict[str, list[Report]] = defaultdict(list)
    for report in ordered:
        by_type[report.fact.type].append(report)
    events = _meetings(by_type.pop("Meeting", []), articles, world, decided)
    for type in ("Statement", "TreatyAction", "Tenure"):
        events += others.events(type, by_type.get(type, []), articles, world, decided)
    events = _distinct(events)
    of_series, processes = assemble.series(events, world)
    events = [replace(one, process=(of_series[one.id],)) if one.id in of_series and not one.process else one for one in events]
    contradictions = {pair for one in events for pair in settle.contradictions(one.reports, world, one.type)} | _disputes(events)
    return Merged(
        events=tuple(events),
        articles=tuple(articles.values()),
        entities=_sources(world, ordered),
        processes=tuple(sorted({*processes, *_named(ordered)}, key=lambda one: (one.id, one.label))),
        contradictions=tuple(sorted(contradictions)),
        anonymous=frozenset(anonymous),
        same=tuple(sorted((name, other) for other, name in kept.items())),
    )


def why(event: Event) -> tuple[str, ...]:
    """Which reports were joined to one event and on what grounds, and the nearest that was not, each as a line."""
    return tuple(str(one) for one in event.links)


def report_of(fact: Fact, article: Article) -> Report:
    """What the graph keeps of a fact: its name, and the words around each quote."""
    when = (fact.when.earliest, fact.when.latest) if fact.when else ()
    quotes = [[one.start, one.end] for one in fact.evidence]
    said = json.dumps(
        [
            fact.type,
            fact.rule,
            fact.status,
            fact.format,
            fact.act,
            fact.action,
            fact.polarity,
            when,
            quotes,
            [[role, [one.id for one in values]] for role, values in fact.roles],
        ],
        ensure_ascii=False,
    )
    around = tuple(
        (article.text[max(0, one.start - AROUND) : max(0, one.start)], article.text[one.end : one.end + AROUND]) for one in fact.evidence
    )
    return Report(vocab.iri("report", vocab.short_hash(article.digest, said)), article.iri, article.published, fact, around)


def _strangers(decisions: Iterable[Decision]) -> dict[str, dict[str, str]]:
    """For each article the names that mean somebody else there: a decision that a person is different from an article."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one in decisions:
        for article, person in ((one.one, one.other), (one.other, one.one)):
            if not one.same and article.startswith(vocab.iri("article", "")) and not person.startswith(vocab.iri("article", "")):
                kind, name = person.rsplit("/", 2)[-2:]
                found[article][person] = vocab.iri(kind, f"{name}-{vocab.short_hash(article)[:6]}")
    return found


def _place(article: Article) -> tuple[str, str, str]:
    return article.published, article.url, article.publisher


def _meetings(reports: list[Report], articles: dict[str, Cited], world: World, decisions: Sequence[Decision]) -> list[Event]:
    seen = meetings.look(reports, articles, world, apart={name for one in decisions if not one.same for name in (one.one, one.other)})
    called: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(seen):
        for name in {name for n in one.reports for name in _called(reports[n])}:
            called[name].append(number)
    forced = [(a, b) for one in decisions if one.same for a in called.get(one.one, ()) for b in called.get(one.other, ())]
    barred = [(a, b) for one in decisions if not one.same for a in called.get(one.one, ()) for b in called.get(one.other, ())]
    found = group(
        len(seen),
        meetings.pairs(seen),
        lambda a, b: meetings.judge(seen[a], seen[b], world),
        threshold=meetings.THRESHOLD,
        forced=forced,
        barred=barred,
    )
    links = _links(found, seen, reports, world)
    made = []
    for place, members in enumerate(found.members):
        mine = sorted(
            (reports[n] for number in members for n in seen[number].reports),
            key=lambda one: (one.published, one.id),
        )
        keys = tuple(dict.fromkeys(meetings.key(one) for one in mine))
        made.append(replace(assemble.meeting(keys[0], mine, articles, world, links[place]), aliases=keys[1:]))
    return made


def _called(report: Report) -> tuple[str, str, str]:
    """The names under which a decision may speak of a report's meeting: its event's, that of a second event of the same name, its own."""
    key = meetings.key(report)
    return key, _second(key, report), report.id


def _second(id: str, first: Report) -> str:
    """The name of an event whose own name is taken by another."""
    return vocab.iri(id.rsplit("/", 2)[-2], vocab.short_hash(id, first.id))


def _links(found: Groups, seen: Sequence[meetings.Seen], reports: Sequence[Report], world: World) -> list[tuple[Link, ...]]:
    """For each group what joined its reports, and the nearest report that was left out."""
    of = {number: place for place, members in enumerate(found.members) for number in members}
    made: list[list[Link]] = [[] for _ in found.members]

    def words(said: Verdict) -> tuple[str, ...]:
        return tuple(meetings.phrase(ground, world) for ground in said.grounds)

    def first(number: int) -> str:
        return reports[seen[number].reports[0]].id

    for number, one in enumerate(seen):
        for report in one.reports[1:]:
            made[of[number]].append(Link(reports[report].id, first(number), meetings.THRESHOLD, ("they agree in every point",)))
    for a, b, said in found.joined:
        made[of[a]].append(Link(first(b), first(a), round(said.score, 3), words(said)))
    nearest: dict[int, Link] = {}
    for a, b, said in found.refused:
        nearest.setdefault(of[a], Link(first(a), first(b), round(said.score, 3), words(said), joined=False))
    for place, links in enumerate(made):
        links.sort(key=lambda one: (-one.score, one.report, one.other))
        links.extend([nearest[place]] if place in nearest else [])
    return [tuple(links) for links in made]


def _distinct(events: list[Event]) -> list[Event]:
    """The events sorted by name, each name given once: of several claimants the one with the earliest report keeps it."""
    taken: set[str] = set()
    made: list[Event] = []
    for one in sorted(events, key=lambda one: (one.reports[0].published, one.reports[0].id, one.id)):
        id = one.id
        if id in taken:
            id = _second(id, one.reports[0])
        taken.add(id)
        made.append(replace(one, id=id))
    claims: dict[str, int] = defaultdict(int)
    for one in made:
        for alias in one.aliases:
            claims[alias] += 1
    return sorted(
        (
            replace(
                one,
                aliases=tuple(sorted(alias for alias in one.aliases if alias not in taken and claims[alias] == 1)),
            )
            for one in made
        ),
        key=lambda one: one.id,
    )


def _named(reports: Iterable[Report]) -> set[Process]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in reports:
        if one.fact.type == "Meeting" and (iri := assemble.process(one)):
            found[iri].add(one.fact.process)
    return {Process(iri, min(said) if min(said) != iri else vocab.local(iri).replace("-", " ")) for iri, said in found.items()}


def _sources(world: World, reports: Iterable[Report]) -> tuple[Entity, ...]:
    """What no vocabulary knows, the unnamed speakers among it."""
    known = {one.id: one for one in world.unknown()}
    for report in reports:
        said = report.fact.attribution
        if said and said.type == "Source" and said.id not in known:
            known[said.id] = Entity(said.id, "Source", said.label, (said.label,), country=said.country)
    return tuple(known[id] for id in sorted(known))


def _disputes(events: Sequence[Event]) -> set[tuple[str, str]]:
    """An accusation and the accused one's denial of it within a fortnight, on the same topic or towards the accuser."""
    accused: dict[str, list[Event]] = defaultdict(list)
    for one in events:
        if one.type == "Statement" and one.act == "accuse":
            for target in one.ids("target"):
                accused[target].append(one)
    found: set[tuple[str, str]] = set()
    for one in events:
        if one.type != "Statement" or not (one.act in ("deny", "reject") or (one.polarity == "negative" and one.act in ("say", "promise"))):
            continue
        for speaker in one.ids("speaker"):
            for other in accused[speaker]:
                towards = set(one.ids("target")) & set(other.ids("speaker"))
                about = set(one.ids("topic")) & set(other.ids("topic"))
                near = abs(days.number(one.reports[0].published) - days.number(other.reports[0].published)) <= 14
                if near and (about or (towards and not one.ids("topic"))):
                    a, b = sorted((one.reports[0].id, other.reports[0].id))
                    found.add((a, b))
    return found

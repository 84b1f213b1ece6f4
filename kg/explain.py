"""Why a sentence gave the facts it gave, or none: what was read in it, which rules came how far, and what took a match away.

Everything here is asked of the same matcher, the same clauses and the same extraction that make the graph; there is no second engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

import kg.extract as extract
from kg import events, examples
from kg.chunks import Node
from kg.clauses import Adjunct, Clauses
from kg.gazetteer import Mention
from kg.knowledge import Knowledge
from kg.model import Article, Fact
from kg.problems import UnknownName, nearest
from kg.rules import match
from kg.rules.conditions import World
from kg.rules.match import Match, Step
from kg.text import Sentence, sentences, tokens

KINDS = {"A": "actor", "E": "event", "V": "verb", "L": "place", "D": "date", "T": "topic", "N": "name", "W": "word", "P": "mark"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk as shown: its kind, its words, its place in the article, and what is known of it."""

    kind: str
    text: str
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A match and what became of it."""

    rule: str
    pattern: str
    words: str
    slots: tuple[tuple[str, str], ...]
    fate: str
    won: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence: what was read in it and what came of it."""

    text: str
    start: int
    end: int
    tokens: tuple[str, ...]
    mentions: tuple[tuple[str, str], ...]
    chunks: tuple[Chunk, ...]
    adjuncts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...]
    facts: tuple[Fact, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Some sentences of an article, explained."""

    article: Article
    sentences: tuple[Explained, ...]


def explain_sentence(text: str, knowledge: Knowledge, rule: str | None = None, *, published: str = "") -> Explanation:
    """Why a sentence gives what it gives; with `rule`, how far each pattern of that rule comes on it.

    Raises UnknownName with the nearest spelling when there is no such rule.
    """
    return explain_article(examples.article(text, published), knowledge, rule)


def explain_article(article: Article, knowledge: Knowledge, rule: str | None = None, *, number: int | None = None) -> Explanation:
    """The sentences of an article explained, or the one of that number (counted from 1 in the order of the text, the headline included)."""
    if rule is not None and rule not in knowledge.rule_set.by_id:
        raise UnknownName(f"no rule '{rule}' {nearest(rule, knowledge.rule_set.by_id)}".rstrip())
    article = extract.publish(article, knowledge)
    facts = extract.extract(article, knowledge).facts
    reads, scope = extract.read(article, knowledge)
    world = extract.world_of(scope, knowledge)
    by_number = {one.sentence.number: one for one in reads}
    found = []
    for sentence in sentences(article):
        if number is None or sentence.number == number - 1:
            found.append(_explained(article, sentence, by_number.get(sentence.number), facts, world, knowledge, rule))
    if number is not None and not found:
        raise UnknownName(f"the article has no sentence {number}; it has {len(sentences(article))}")
    return Explanation(article, tuple(found))


def _explained(
    article: Article,
    sentence: Sentence,
    read: extract.Read | None,
    facts: Sequence[Fact],
    world: World,
    knowledge: Knowledge,
    rule: str | None,
) -> Explained:
    span = sentence.span
    text = article.text[span.start : span.end]
    words = tuple(token.text for token in tokens(article.text, span))
    mentions = tuple((one.text, _senses(one, knowledge)) for one in knowledge.gazetteer.find(text))
    mine = tuple(fact for fact in facts if any(one.start < span.end and span.start < one.end for one in fact.evidence))
    if read is None:
        note = "no word of any rule and no title stands in it, so that it is not read further"
        return Explained(text, span.start, span.end, words, mentions, (), (), (), (), mine, note)
    rules = knowledge.rule_set
    candidates = rules.candidates(read.words)
    judged = extract.matches_of(read, article, world, knowledge)
    matches = [one for one, failed in judged if not failed]
    drafts = events.drafts(sentence, read.clauses, matches, knowledge) if matches else []
    outcomes = tuple(_outcome(article, one, failed, drafts, mine, read) for one, failed in judged if one.rule.fact != "Tenure")
    if rule is None:
        asked = [number for number in candidates if rules.rules[rules.compiled[number].rule].fact != "Tenure"]
    else:
        asked = [number for number, one in enumerate(rules.compiled) if rules.rules[one.rule].id == rule]
        outcomes = tuple(one for one in outcomes if one.rule == rule or not one.won)
    traced = match.trace(read.clauses, rules, asked, article.text)
    steps = farthest(traced, read.clauses) if rule is None else _best(traced)
    note = "" if candidates or rule else "no word of any rule stands in it"
    return Explained(
        text,
        span.start,
        span.end,
        words,
        mentions,
        tuple(_chunks(article, read.clauses.nodes, knowledge)),
        tuple((one.kind, _adjunct(article, one)) for one in read.clauses.adjuncts),
        steps,
        outcomes,
        mine,
        note,
    )


def farthest(steps: Iterable[Step], clauses: Clauses) -> tuple[Step, ...]:
    """Of the patterns tried on a sentence those that came far enough to be worth a line, the farthest first."""
    heads = frozenset(node.head for node in clauses.nodes if node.kind == "V")
    return tuple(step for step in _best(steps) if _telling(step, heads))


def _best(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Of each pattern its better voice, of each rule the farthest first."""
    best: dict[tuple[str, str], Step] = {}
    for step in steps:
        key = (step.rule, step.pattern)
        if key not in best or step.matched * best[key].elements > best[key].matched * step.elements:
            best[key] = step
    return tuple(sorted(best.values(), key=lambda step: (-step.matched / step.elements, step.rule, step.pattern)))


def _telling(step: Step, heads: frozenset[str]) -> bool:
    """Whether a pattern came far enough to be worth a line: beyond its first slot, or its verb is in the sentence."""
    if step.matched > 1 or not step.missing.startswith("the verb"):
        return step.matched > 0
    return step.matched == 1 and any(head in heads for head in step.missing.removeprefix("the verb ").split(" or "))


def _outcome(
    article: Article, one: Match, failed: str, drafts: Sequence[events.Draft], facts: Sequence[Fact], read: extract.Read
) -> Outcome:
    nodes = read.clauses.nodes
    words = article.text[nodes[one.first].start : nodes[one.last].end]
    slots = tuple((name, ", ".join(_words(article, node) for node in rows)) for name, rows in one.slots.items())
    fate, won = (f"does not meet the rule's condition {failed}", False) if failed else _fate(one, drafts, facts)
    pattern = f"{one.pattern} (on the parser's tree)" if one.tree else one.pattern
    return Outcome(one.rule.id, pattern, words, slots, fate, won)


def _fate(one: Match, drafts: Sequence[events.Draft], facts: Sequence[Fact]) -> tuple[str, bool]:
    own = next((draft for draft in drafts if draft.trigger == one.trigger and draft.rule.fact == one.rule.fact), None)
    if own is None:
        return "names only the occasion of a meeting that a verb tells of", False
    if own.rule.id != one.rule.id:
        why = f"lost to {own.rule.id}, which fills more slots or is longer"
        return (f"tells of the same event as {own.rule.id}", True) if any(one.rule.id in fact.also for fact in facts) else (why, False)
    for number, fact in enumerate(facts, 1):
        if fact.rule == one.rule.id:
            return f"gave fact {number}", True
    for number, fact in enumerate(facts, 1):
        if one.rule.id in fact.also:
            return f"tells of the event of fact {number}, which {fact.rule} found", True
    return {
        "Meeting": "is no meeting of two known sides, or adds to one told elsewhere in the article",
        "Statement": "has no known speaker",
        "TreatyAction": "has no known treaty or no party",
    }.get(one.rule.fact, "gave nothing"), False


def _senses(mention: Mention, knowledge: Knowledge) -> str:
    rows = []
    for sense in mention.senses:
        flavour = "" if sense.flavour == "name" else f", as {sense.flavour}"
        rows.append(f"{knowledge.entities[sense.entity].label} ({sense.type}{flavour})")
    return " or ".join(rows)


def _words(article: Article, node: Node) -> str:
    return article.text[node.start : node.end]


def _chunks(article: Article, nodes: Sequence[Node], knowledge: Knowledge) -> Iterator[Chunk]:
    for node in nodes:
        yield Chunk(KINDS.get(node.kind, node.kind), _words(article, node), node.start, node.end, _note(node, knowledge))


def _note(node: Node, knowledge: Knowledge) -> str:
    if node.kind == "V":
        parts = [
            node.head,
            node.tense,
            "passive" if node.passive else "",
            "negated" if node.negated else "",
            "governs what follows" if node.governs else "",
        ]
    elif node.kind == "E":
        parts = [
            node.head,
            f"format {node.format}",
            "several" if node.plural else "",
            *(_ref(one.kind, one.name or one.text, one.office) for one in node.refs),
        ]
    elif node.kind in ("A", "L") and node.refs:
        parts = [_ref(one.kind, _label(one.entity, knowledge) or one.name or one.text, one.office) for one in node.refs]
        parts.append("place or its government" if node.both else "")
    elif node.entity:
        parts = [_label(node.entity, knowledge)]
    else:
        parts = []
    return ", ".join(part for part in parts if part)


def _ref(kind: str, name: str, office: str) -> str:
    return f"{kind} {name}" + (f" ({office})" if office else "")


def _label(entity: str, knowledge: Knowledge) -> str:
    return knowledge.entities[entity].label if entity in knowledge.entities else ""


def _adjunct(article: Article, one: Adjunct) -> str:
    shown = f"{one.word} {_words(article, one.node)}".strip() if one.kind in ("place", "date") else _words(article, one.node)
    return f"{shown} ({one.value})" if one.value else shown


# -- in the terminal ------------------------------------------------------------------------------------------------------


def as_text(explanation: Explanation, *, most: int = 12) -> str:
    """The explanation as a tree to read in a terminal; of the rules that did not match, at most so many are shown."""
    lines: list[str] = []
    for one in explanation.sentences:
        lines.append(one.text)
        branches = [
            (
                "chunks",
                [
                    f"{chunk.kind:6} {chunk.text}" + (f"   ← {chunk.note}" if chunk.note else "")
                    for chunk in one.chunks
                    if chunk.kind != "mark" or chunk.end < one.end
                ],
            ),
            ("mentions", [f"{words} = {what}" for words, what in one.mentions]),
            ("adjuncts", [f"{kind}: {words}" for kind, words in one.adjuncts]),
            ("rules", _step_lines(one.steps, most)),
            (
                "matches",
                [
                    f"{'✓' if row.won else '✗'} {row.rule}  “{row.words}”"
                    + "".join(f"  {slot} = {words}" for slot, words in row.slots)
                    + f"  → {row.fate}"
                    for row in one.outcomes
                ],
            ),
            ("facts", [f"{number}. {examples.show(fact)}" for number, fact in enumerate(one.facts, 1)] or ["none"]),
        ]
        if one.note:
            branches.insert(0, ("note", [one.note]))
        shown = [row for row in branches if row[1]]
        for place, (title, rows) in enumerate(shown):
            last = place == len(shown) - 1
            lines.append(("└─ " if last else "├─ ") + title)
            for number, row in enumerate(rows):
                lines.append(("   " if last else "│  ") + ("└─ " if number == len(rows) - 1 else "├─ ") + row)
        lines.append("")
    return "\n".join(lines)


def _step_lines(steps: Sequence[Step], most: int) -> list[str]:
    rows = [step_line(step) for step in steps[:most]]
    return rows + ([f"… and {len(steps) - most} more patterns that came less far"] if len(steps) > most else [])


def step_line(step: Step) -> str:
    """How far a pattern came, and what it lacked."""
    pattern = short(step.pattern)
    if step.vetoed:
        return f"✗ {step.rule}  {pattern}  all of it, but an `unless` forbids it"
    if not step.missing and step.matched >= step.elements:
        return f"✓ {step.rule}  {pattern}  “{step.words.strip()}”"
    so_far = f"up to “{step.words.strip()}”" if step.matched else "nothing of it"
    missing = re.sub(r"^a (?=[aeo])", "an ", step.missing).split(" or ")
    wanted = " or ".join(missing[:3]) + (" or …" if len(missing) > 3 else "")
    return f"· {step.rule}  {pattern}  {so_far} ({step.matched} of {step.elements}); then {wanted} was missing"


_LONG = re.compile(r"([<(])([^<>()|]+\|[^<>()|]+\|[^<>()|]+)\|[^<>()]+([>)])")


def short(pattern: str) -> str:
    """A pattern with its long lists cut, for showing.

    >>> short("{A:actor} <meet|see|greet|host|receive> [with]")
    '{A:actor} <meet|see|greet|…> [with]'
    """
    return _LONG.sub(r"\1\2|…\3", pattern)


# -- as a page ------------------------------------------------------------------------------------------------------------

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>
:root {{ color-scheme: light dark; --line: #8884; }}
body {{ font: 1rem/1.55 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }}
section {{ display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 2rem; border-top: 1px solid var(--line); padding: 1rem 0; }}
@media (max-width: 50rem) {{ section {{ grid-template-columns: 1fr; }} }}
p {{ margin: 0 0 .5rem; }} ul {{ margin: .25rem 0; padding-left: 1.2rem; }} details {{ grid-column: 1 / -1; }} summary {{ cursor: pointer; }}
mark {{ color: inherit; border-radius: .2rem; padding: 0 .15rem; }} code {{ font-size: .9em; }} .no {{ opacity: .75; }}
table {{ border-collapse: collapse; }} td {{ border-top: 1px solid var(--line); padding: .15rem .8rem .15rem 0; vertical-align: top; }}
.actor {{ background: #4a90e250; }} .event {{ background: #e6735c55; }} .verb {{ background: #e6b84a55; }} .place {{ background: #50b08055; }}
.date {{ background: #a07be055; }} .topic {{ background: #e07bb455; }} .name {{ background: #8885; }}
</style></head><body><h1>{title}</h1>
<p>{legend}</p>
{body}
</body></html>
"""


def as_html(explanation: Explanation, *, most: int = 12) -> str:
    """The explanation as one page that needs nothing else: sentences with coloured chunks, their facts beside them."""
    title = escape(explanation.article.title or "Explanation")
    legend = " ".join(f'<mark class="{kind}">{kind}</mark>' for kind in ("actor", "verb", "event", "place", "date", "topic", "name"))
    body = []
    for one in explanation.sentences:
        facts = "".join(f"<li>{escape(examples.show(fact))}</li>" for fact in one.facts) or "<li class='no'>no fact</li>"
        rows = [
            (
                "Matches",
                [
                    f"{row.rule}: “{row.words}” {', '.join(f'{slot} = {words}' for slot, words in row.slots)} → {row.fate}"
                    for row in one.outcomes
                ],
            ),
            ("Rules, the farthest first", _step_lines(one.steps, most)),
            ("Adjuncts", [f"{kind}: {words}" for kind, words in one.adjuncts]),
            ("Mentions", [f"{words} = {what}" for words, what in one.mentions]),
        ]
        more = "".join(
            f"<p><b>{name}</b></p><ul>{''.join(f'<li>{escape(row)}</li>' for row in entries)}</ul>" for name, entries in rows if entries
        )
        table = "".join(
            f"<tr><td>{chunk.kind}</td><td>{escape(chunk.text)}</td><td>{escape(chunk.note)}</td></tr>"
            for chunk in one.chunks
            if chunk.kind != "mark" or chunk.end < one.end
        )
        note = f"<p class='no'>{escape(one.note)}</p>" if one.note else ""
        body.append(
            f"<section><p>{_coloured(one)}</p><div><ul>{facts}</ul>{note}</div>"
            f"<details><summary>How it came about</summary>{more}<table>{table}</table></details></section>"
        )
    return _PAGE.format(title=title, legend=legend, body="\n".join(body))


def _coloured(one: Explained) -> str:
    parts, place = [], one.start
    for chunk in one.chunks:
        if chunk.kind in ("word", "mark") or chunk.start < place:
            continue
        parts.append(escape(one.text[place - one.start : chunk.start - one.start]))
        words = escape(one.text[chunk.start - one.start : chunk.end - one.start])
        note = escape(f"{chunk.kind}: {chunk.note}" if chunk.note else chunk.kind)
        parts.append(f'<mark class="{chunk.kind}" title="{note}">{words}</mark>')
        place = chunk.end
    parts.append(escape(one.text[place - one.start :]))
    return "".join(parts)

// The evidence: each sentence on one card, with all that it supports, who says so, the rule, and where it was printed.

const CARDS = 15;

function thingButton(thing) {
  return button(thing.name, () => pick(thing, { look: true }), { cls: "thing" });
}

function pill(status) {
  return status ? make("span", { cls: "pill " + status, text: status }) : null;
}

// One card for each sentence: relations and reports that rest on the same quotes come together.
// What was done and said comes first, then who holds which post; the latest article first.
function groupBySentence(relations) {
  const groups = new Map();
  for (const relation of relations) {
    for (const report of relation.reports) {
      const key = report.evidence.length ? report.evidence.map((quote) => quote.n).join(" ") : "r" + report.n;
      if (!groups.has(key)) groups.set(key, { relations: new Set(), reports: new Set() });
      groups.get(key).relations.add(relation);
      groups.get(key).reports.add(report);
    }
  }
  return [...groups.values()].sort((a, b) => onlyPosts(a) - onlyPosts(b) || latest(b) - latest(a) || first(a).n - first(b).n);
}

function onlyPosts(group) {
  return Number([...group.relations].every((relation) => relation.loose));
}

function first(group) {
  return [...group.reports][0];
}

function latest(group) {
  return Math.max(...[...group.reports].map((report) => dayNumber(report.article.date || "0000")));
}

// The cards of these relations, the first ones at once and the rest on demand.
function cards(relations, about) {
  const groups = groupBySentence(relations.filter((relation) => relation.family.id !== "source"));
  const box = make("div", { cls: "cards" });
  const more = (from) => {
    for (const group of groups.slice(from, from + CARDS)) box.append(card(group, about));
    const left = groups.length - from - CARDS;
    if (left > 0) {
      const next = button(`Show ${Math.min(CARDS, left)} more of ${count(left, "sentence")}`, () => { next.remove(); more(from + CARDS); }, { cls: "wide" });
      box.append(next);
    }
  };
  more(0);
  return { box, sentences: groups.length };
}

function card(group, about) {
  const reports = [...group.reports], report = reports[0], relations = [...group.relations];
  const lines = make("ul", { cls: "says" });
  const shownLines = relations.slice(0, 6);
  for (const relation of shownLines) lines.append(relationLine(relation, about));
  if (relations.length > shownLines.length) {
    const rest = make("li", {}, button(`and ${count(relations.length - shownLines.length, "relation")} more`, () => { rest.remove(); for (const relation of relations.slice(6)) lines.append(relationLine(relation, about)); }, { cls: "thing" }));
    lines.append(rest);
  }
  const box = make("article", { cls: "card" }, lines);
  const quotes = passages(report).map((quote) => make("blockquote", {}, ...marked(quote, wordsOf(reports, relations))));
  const marks = (quote) => quote.querySelectorAll("mark").length;
  box.append(...quotes.sort((a, b) => marks(b) - marks(a)));
  box.append(facts(reports), cite(report.article));
  return box;
}

function relationLine(relation, about) {
  const mutual = relation.property === "meets" && relation.to === about;
  const [one, two] = mutual ? [relation.to, relation.from] : [relation.from, relation.to];
  const name = (thing) => (thing === about ? make("b", { text: thing.name }) : thingButton(thing));
  const statuses = [...new Set(relation.events.filter((event) => event.type !== "Tenure").map((event) => event.status))];
  const status = statuses.length === 1 && statuses[0] !== "held" ? pill(statuses[0]) : null;
  return make("li", {}, lineIcon(relation.family), make("span", {}, name(one), ` ${relation.name} `, name(two), " ", status));
}

// Who says so, when, and by which rule it was read.
function facts(reports) {
  const list = make("dl", {});
  const row = (term, ...what) => list.append(make("div", {}, make("dt", { text: term }), make("dd", {}, ...what)));
  const voices = [...new Set(reports.map((report) => report.by).filter(Boolean))];
  for (const voice of voices) {
    const label = shown(voice.label || "someone"), thing = voice.thing >= 0 ? Data.things[voice.thing] : null;
    row("said by", thing && Seen.things.has(thing) ? thingButton(thing) : label, voice.anonymous ? make("span", { cls: "aside", text: " not named" }) : null);
  }
  const when = reports.find((report) => report.earliest);
  if (when) {
    const said = when.text ? `“${shown(when.text)}”, read as ` : "";
    const basis = { quotation: "counted from the day it was spoken", relative: "counted from the article’s date", publication: "counted from the article’s date" }[when.basis];
    row("when", said + rangeWords(when.earliest, when.latest), basis ? make("span", { cls: "aside", text: ", " + basis }) : null);
    for (const reading of when.readings) row("or", reading.replace(/(\d{4}(?:-\d\d){0,2})\/(\d{4}(?:-\d\d){0,2}) ?/, (all, from, to) => rangeWords(from, to) + " ").replace("publication", "(from the article’s date)").replace("relative", "(from the article’s date)").replace("quotation", "(from the day it was spoken)").trim());
  }
  const statuses = [...new Set(reports.map((report) => report.status).filter(Boolean))];
  if (statuses.length) row("status", ...statuses.map(pill));
  for (const rule of new Set(reports.map((report) => report.rule).filter(Boolean))) {
    row("rule", rule.says ? shown(rule.says) + " " : "", make("code", { text: shown(rule.label) }));
  }
  return list;
}

function cite(article) {
  return make("footer", {}, safeLink(article.url, shown(article.headline)), make("span", { text: [publisher(article), dateWords(article.date)].filter(Boolean).join(", ") }));
}

// ---- the sentence and its marked words

// The quotes of a report, without those that lie within another one (these are marked in it).
function passages(report) {
  const inside = (a, b) => a !== b && a.article === b.article && a.start >= b.start && a.end <= b.end && (a.end - a.start < b.end - b.start || a.n > b.n);
  return report.evidence
    .filter((quote) => !report.evidence.some((wider) => inside(quote, wider)))
    .map((quote) => ({ quote, within: report.evidence.filter((narrower) => inside(narrower, quote)) }));
}

// The words to mark: names of what the relations join, surnames, and the date as it was said.
function wordsOf(reports, relations) {
  const words = new Set(reports.map((report) => report.text).filter(Boolean));
  for (const relation of relations) {
    for (const thing of [relation.from, relation.to]) {
      if (thing.kind.id === "meeting" || thing.kind.id === "article") continue;
      for (const name of [thing.label, ...thing.aliases]) words.add(name);
      if (thing.kind.id === "person") words.add(thing.label.split(" ").pop());
    }
    if (relation.family.id === "role") words.add(relation.name.replace(/^is | of$/g, ""));
  }
  return [...words].filter((word) => word.length > 1).sort((a, b) => b.length - a.length);
}

function marked({ quote, within }, words) {
  const text = quote.exact, spans = [];
  const letters = [...text];
  for (const part of within) spans.push([letters.slice(0, part.start - quote.start).join("").length, letters.slice(0, part.end - quote.start).join("").length]);
  const short = text.length < 40 && (quote.prefix || quote.suffix);
  if (short) spans.push([0, text.length]);
  const folded = text.toLowerCase();
  if (folded.length === text.length) {
    for (const word of words) {
      const low = word.toLowerCase();
      for (let at = folded.indexOf(low); at >= 0; at = folded.indexOf(low, at + low.length)) {
        const edge = (sign) => !sign || !/[\p{L}\p{N}]/u.test(sign);
        if (edge(text[at - 1]) && edge(text[at + low.length])) spans.push([at, at + low.length]);
      }
    }
  }
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const parts = [];
  let done = 0;
  for (const [from, to] of spans) {
    if (to <= done) continue;
    const start = Math.max(from, done);
    if (start > done) parts.push(text.slice(done, start));
    parts.push(make("mark", { text: text.slice(start, to) }));
    done = to;
  }
  parts.push(text.slice(done));
  return [short && quote.prefix ? make("span", { cls: "around", text: "…" + quote.prefix }) : null, ...parts, short && quote.suffix ? make("span", { cls: "around", text: quote.suffix + "…" }) : null];
}

// ---- reports that contradict each other, side by side

function conflicts(events) {
  const pairs = [], done = new Set();
  for (const event of events) {
    for (const report of event.reports) {
      for (const against of report.contradicts) {
        const key = Math.min(report.n, against.n) + " " + Math.max(report.n, against.n);
        if (!done.has(key)) { done.add(key); pairs.push([report, against]); }
      }
    }
  }
  return pairs;
}

// Conflicts about events; those about posts are many and mild, and stand apart.
function eventConflicts(events) {
  return conflicts(events).filter(([report]) => report.event.type !== "Tenure");
}

function postConflicts(events) {
  return conflicts(events).filter(([report]) => report.event.type === "Tenure");
}

function conflictBox(pairs, title = "Reports disagree") {
  const box = make("section", { cls: "conflict", "aria-label": title }, make("h3", { text: title }));
  fillConflicts(box, pairs, 0);
  return box;
}

function fillConflicts(box, pairs, from) {
  for (const [one, two] of pairs.slice(from, from + 2)) {
    box.append(one.event === two.event ? make("p", { text: shown(one.event.label) }) : "", make("div", { cls: "sides" }, ...[one, two].map((report) => make("div", {},
      make("p", { cls: "differs" }, pill(report.status), " ", [one.event === two.event ? "" : shown(report.event.label), report.places.map(shown).join(", "), rangeWords(report.earliest, report.latest)].filter(Boolean).join(" · ")),
      ...passages(report).slice(0, 1).map((quote) => make("blockquote", {}, ...marked(quote, [...report.places, report.text].filter(Boolean)))),
      cite(report.article)))));
  }
  if (pairs.length <= from + 2) return;
  const more = button(`Show more of ${count(pairs.length, "pair")} of reports`, () => { more.remove(); fillConflicts(box, pairs, from + 2); }, { cls: "wide" });
  box.append(more);
}

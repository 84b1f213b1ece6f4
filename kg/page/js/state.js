// What the reader has chosen, and the address that repeats it. The whole state lives in the URL's hash.

const S = {};

// So many things are drawn at first: on a phone or a tablet as many as can be told apart.
function firstDrawn() {
  return narrow.matches ? Math.min(innerWidth < 520 ? 70 : 140, Data.meta.first) : Data.meta.first;
}

function fresh() {
  return {
    chosen: null, line: null, focus: 0, path: null, pathFrom: null, best: false, nth: 0,
    kinds: new Set(Data.kinds.filter((kind) => !kind.on).map((kind) => kind.id)),
    families: new Set(Data.families.filter((family) => !family.on || (family.id === "background" && !Data.meta.background)).map((family) => family.id)),
    statuses: new Set(), source: "", topic: null, since: null, until: null, undated: true,
    hidden: new Set(), pins: new Map(), extra: new Set(), first: firstDrawn(),
    view: "graph", tab: "relations", sort: "", theme: "",
  };
}

let usual = "";

function writtenSet(set) {
  return [...set].sort().join(",");
}

function written() {
  const parts = [];
  const put = (name, value) => { if (value) parts.push(name + "=" + encodeURIComponent(value).replace(/%2F/g, "/").replace(/%2C/g, ",").replace(/%3A/g, ":")); };
  put("view", S.view === "graph" ? "" : S.view);
  put("tab", S.tab === "relations" ? "" : S.tab);
  put("sort", S.sort);
  put("thing", S.chosen && S.chosen.id);
  put("line", S.line && [S.line.from.id, S.line.to.id, S.line.family.id].join("~"));
  put("focus", S.focus ? String(S.focus) : "");
  put("path", S.path && S.path.map((thing) => thing.id).join("~"));
  put("best", S.best ? "1" : "");
  const off = writtenSet(S.kinds), without = writtenSet(S.families);
  if (off !== writtenSet(fresh().kinds)) parts.push("off=" + off);
  if (without !== writtenSet(fresh().families)) parts.push("without=" + without);
  put("status", writtenSet(S.statuses));
  put("source", S.source);
  put("topic", S.topic && S.topic.id);
  put("since", S.since === null ? "" : isoDay(S.since));
  put("until", S.until === null ? "" : isoDay(S.until));
  put("undated", S.undated ? "" : "no");
  put("hide", [...S.hidden].map((thing) => thing.id).join("~"));
  put("pin", [...S.pins].map(([thing, [x, y]]) => thing.id + "@" + Math.round(x) + "," + Math.round(y)).join("~"));
  put("with", [...S.extra].map((thing) => thing.id).slice(0, 200).join("~"));
  put("first", S.first === firstDrawn() ? "" : String(S.first));
  put("theme", S.theme);
  return parts.length ? "#" + parts.join("&") : "";
}

// Writes the address. A `step` can be undone with Back; anything else only mends the current entry.
function remember(step) {
  const hash = written();
  if (hash === usual) return;
  usual = hash;
  try {
    const steps = (history.state && history.state.steps) || 0;
    history[step ? "pushState" : "replaceState"]({ steps: steps + (step ? 1 : 0) }, "", hash || location.pathname + location.search);
  } catch (error) {
    // a frame without an address of its own (a notebook) cannot remember; everything else works there
    if (error.name !== "SecurityError") throw error;
  }
}

// Back, but never out of the page.
function undo() {
  if (history.state && history.state.steps > 0) history.back();
  else say("Nothing to undo");
}

// Reads the address: only known things and values in range are taken, everything else is left out.
function recall() {
  const given = new Map();
  for (const part of location.hash.slice(1).split("&")) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    try { given.set(part.slice(0, at), decodeURIComponent(part.slice(at + 1))); } catch (error) { if (!(error instanceof URIError)) throw error; }
  }
  const text = (name) => given.get(name) || "";
  const list = (name, sign) => text(name).split(sign).filter(Boolean);
  const things = (name) => list(name, "~").map((id) => thingOf.get(id)).filter(Boolean);
  const among = (name, known) => new Set(list(name, ",").filter((one) => known.includes(one)));
  Object.assign(S, fresh());
  S.view = ["graph", "meetings", "table"].includes(text("view")) ? text("view") : "graph";
  S.tab = text("tab") === "things" ? "things" : "relations";
  S.sort = /^-?[a-z]+$/.test(text("sort")) ? text("sort") : "";
  S.chosen = thingOf.get(text("thing")) || null;
  S.line = findLine(list("line", "~"));
  S.focus = S.chosen ? Math.min(2, Math.max(0, Math.floor(Number(text("focus")) || 0))) : 0;
  S.path = things("path").length === 2 ? things("path") : null;
  S.best = text("best") === "1";
  if (given.has("off")) S.kinds = among("off", Data.kinds.map((kind) => kind.id));
  if (given.has("without")) S.families = among("without", Data.families.map((family) => family.id));
  S.statuses = among("status", Data.statuses);
  S.source = Data.meta.sourceNames.includes(text("source")) ? text("source") : "";
  S.topic = thingOf.get(text("topic")) || null;
  S.since = dayWithin(text("since"));
  S.until = dayWithin(text("until"));
  S.undated = text("undated") !== "no";
  S.hidden = new Set(things("hide"));
  S.extra = new Set(things("with"));
  for (const pin of list("pin", "~")) {
    const found = /^(.+)@(-?\d{1,6}),(-?\d{1,6})$/.exec(pin);
    if (found && thingOf.has(found[1])) S.pins.set(thingOf.get(found[1]), [Number(found[2]), Number(found[3])]);
  }
  S.first = Math.min(Data.meta.most, Math.max(firstDrawn(), Math.floor(Number(text("first")) || 0)));
  S.theme = ["dark", "light"].includes(text("theme")) ? text("theme") : "";
  usual = location.hash;
  document.documentElement.dataset.theme = S.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

function findLine([from, to, family]) {
  const thing = from && thingOf.get(from);
  return (thing && thing.relations.map((relation) => relation.line).find((line) => line.from.id === from && line.to.id === to && line.family.id === family)) || null;
}

function dayWithin(date) {
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? dayNumber(date) : NaN;
  return day >= Span.first && day <= Span.last ? day : null;
}

// The first and last day of the timeline.
const Span = { first: 0, last: 0 };

function measureSpan() {
  const days = Data.events.filter((event) => event.type !== "Tenure" && event.first === event.first).flatMap((event) => [event.first, event.last]);
  const of = (date, end) => (date ? [dayNumber(date, end)] : []);
  const all = [...days, ...of(Data.meta.from, false), ...of(Data.meta.to, true)].filter((day) => day === day);
  Span.first = all.reduce((least, day) => Math.min(least, day), all[0] || 0);
  Span.last = all.reduce((most, day) => Math.max(most, day), all[0] || 0);
}

// Everything the reader does goes through here: change the state, then show it.
function change(what, { step = true, fit = false } = {}) {
  Object.assign(S, what);
  show({ fit });
  remember(step);
}

// Which relations and things pass the filters, and which of these are drawn.

const Seen = { relations: [], passed: new Set(), things: new Set(), drawn: [], inDrawn: new Set(), lines: new Map(), near: new Map(), kinds: [], families: [], statuses: new Map(), events: [], undated: 0, capped: 0 };

function eventFilters() {
  return S.statuses.size > 0 || S.source !== "" || S.topic !== null || S.since !== null || S.until !== null;
}

// The chosen topic and everything beneath it.
function subtree(top) {
  const found = new Set([top]);
  const queue = [top];
  while (queue.length) {
    const one = queue.pop();
    for (const relation of one.relations) {
      if (relation.property === "broader" && relation.to === one && !found.has(relation.from)) {
        found.add(relation.from);
        queue.push(relation.from);
      }
    }
  }
  return found;
}

function inTime(event) {
  if (event.first !== event.first) return S.since === null && S.until === null ? true : S.undated && event.type !== "Tenure";
  return (S.since === null || event.last >= S.since) && (S.until === null || event.first <= S.until);
}

function eventTest({ time = true } = {}) {
  const topics = S.topic && subtree(S.topic);
  return (event) => (!S.statuses.size || S.statuses.has(event.status))
    && (!topics || event.topics.some((topic) => topics.has(topic)))
    && (!time || inTime(event));
}

function fromSource(reports) {
  return !S.source || reports.some((report) => report.article.publisher === S.source || report.article.agency === S.source);
}

// Relations that the event filters leave; posts and what things belong to follow the things they hang on.
function passing() {
  const test = eventTest();
  if (!eventFilters()) return Data.relations;
  const kept = [], touched = new Set(), waiting = [];
  for (const relation of Data.relations) {
    if (relation.loose) { waiting.push(relation); continue; }
    if (relation.events.length && relation.events.some(test) && fromSource(relation.reports)) {
      kept.push(relation);
      touched.add(relation.from);
      touched.add(relation.to);
    }
  }
  for (let grown = true; grown;) {
    grown = false;
    for (let n = waiting.length - 1; n >= 0; n--) {
      const relation = waiting[n];
      if (!touched.has(relation.from) || (relation.reports.length && !fromSource(relation.reports))) continue;
      waiting.splice(n, 1);
      kept.push(relation);
      if (!touched.has(relation.to)) { touched.add(relation.to); grown = true; }
    }
  }
  return kept;
}

function compute() {
  const passed = passing(), filtered = eventFilters();
  const touched = new Set();
  Seen.kinds = Data.kinds.map(() => 0);
  Seen.families = Data.families.map(() => 0);
  for (const relation of passed) {
    Seen.families[relation.family.n]++;
    if (S.families.has(relation.family.id) && relation.family.id !== "source") continue;
    touched.add(relation.from);
    touched.add(relation.to);
  }
  if (!filtered) {
    for (const thing of Data.things) if (!thing.relations.length || thing.event) touched.add(thing);
  }
  for (const thing of touched) Seen.kinds[thing.kind.n]++;
  const visible = (thing) => touched.has(thing) && !S.kinds.has(thing.kind.id) && !S.hidden.has(thing);
  Seen.relations = passed.filter((relation) => !S.families.has(relation.family.id) && visible(relation.from) && visible(relation.to));
  Seen.things = new Set(Data.things.filter(visible));
  const asked = new Set([S.chosen, ...(S.path || [])].filter((thing) => thing && !S.hidden.has(thing)));
  if ([...asked].some((thing) => !Seen.things.has(thing))) Seen.things = new Set(Data.things.filter((thing) => asked.has(thing) || Seen.things.has(thing)));
  link(Seen.relations);
  if (S.chosen && S.focus) keepAround(S.chosen, S.focus);
  Seen.passed = new Set(Seen.relations);
  choose();
  countEvents();
}

function passes(relation) {
  return Seen.passed.has(relation);
}

function link(relations) {
  Seen.near = new Map();
  for (const relation of relations) {
    for (const [one, two] of [[relation.from, relation.to], [relation.to, relation.from]]) {
      if (!Seen.near.has(one)) Seen.near.set(one, new Set());
      Seen.near.get(one).add(two);
    }
  }
}

function neighbours(thing) {
  return Seen.near.get(thing) || new Set();
}

function keepAround(middle, steps) {
  const kept = new Set([middle]);
  let edge = [middle];
  for (let step = 0; step < steps; step++) {
    edge = edge.flatMap((thing) => [...neighbours(thing)]).filter((thing) => !kept.has(thing) && kept.add(thing));
  }
  Seen.things = new Set([...Seen.things].filter((thing) => kept.has(thing)));
  Seen.relations = Seen.relations.filter((relation) => kept.has(relation.from) && kept.has(relation.to));
  link(Seen.relations);
}

// What is drawn: the most connected first (things are stored in that order), and whatever was asked for.
function choose() {
  const wanted = new Set([S.chosen, S.line && S.line.from, S.line && S.line.to, ...(S.path || []), ...S.extra, ...S.pins.keys()]);
  if (S.path) for (const thing of pathThings()) wanted.add(thing);
  const drawn = new Set();
  for (const thing of Seen.things) {
    if (drawn.size >= S.first) break;
    drawn.add(thing);
  }
  for (const thing of wanted) if (thing && Seen.things.has(thing)) drawn.add(thing);
  Seen.inDrawn = drawn;
  Seen.drawn = Data.things.length > 4000 ? [...drawn].sort((a, b) => a.n - b.n) : Data.things.filter((thing) => drawn.has(thing));
  Seen.capped = Seen.things.size - drawn.size;
  Seen.lines = new Map();
  const joined = new Set();
  const pair = (line) => (line.from.n < line.to.n ? line.from.n + " " + line.to.n : line.to.n + " " + line.from.n);
  for (const relation of Seen.relations) if (relation.family.id !== "background") joined.add(pair(relation.line));
  for (const relation of Seen.relations) {
    if (relation.family.id === "background" && joined.has(pair(relation.line))) continue; // the other line says more
    if (relation.from !== relation.to && drawn.has(relation.from) && drawn.has(relation.to)) Seen.lines.set(relation.line, (Seen.lines.get(relation.line) || 0) + 1);
  }
}

// The events behind the histogram and the counts of the statuses: time itself does not narrow these.
function countEvents() {
  const test = eventTest({ time: false }), statuses = new Map(), topics = S.topic && subtree(S.topic);
  Seen.events = [];
  Seen.undated = 0;
  for (const event of Data.events) {
    if (event.type === "Tenure" || !fromSource(event.reports)) continue;
    if (inTime(event) && (!topics || event.topics.some((topic) => topics.has(topic)))) statuses.set(event.status, (statuses.get(event.status) || 0) + 1);
    if (!test(event)) continue;
    if (event.family && S.families.has(event.family.id)) continue;
    if (event.first === event.first) Seen.events.push(event);
    else Seen.undated++;
  }
  Seen.statuses = statuses;
}

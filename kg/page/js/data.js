// The data block of the page, unpacked into rows that point at each other.

const Data = { meta: null, kinds: [], families: [], statuses: [], options: {}, things: [], lines: [], relations: [], events: [], reports: [], evidence: [], articles: [], rules: [], voices: [] };
const thingOf = new Map();

async function readBlock() {
  const block = $("#data");
  if (block.dataset.encoding === "json") return JSON.parse(block.textContent);
  const bytes = Uint8Array.from(atob(block.textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

// A table given by columns, as a list of rows; `n` is the number of the row.
function rows(table) {
  const names = Object.keys(table).filter((name) => name !== "untagged");
  const length = table[names[0]].length, list = new Array(length);
  for (let n = 0; n < length; n++) {
    const row = { n };
    for (const name of names) row[name] = table[name][n];
    list[n] = row;
  }
  for (const n of table.untagged || []) list[n].untagged = true;
  return list;
}

async function load() {
  const block = await readBlock();
  block.kinds.forEach((kind, n) => { kind.n = n; });
  block.families.forEach((family, n) => { family.n = n; });
  for (const name of ["meta", "kinds", "families", "statuses", "options"]) Data[name] = block[name];
  for (const name of ["things", "lines", "events", "reports", "evidence", "articles", "rules", "voices"]) Data[name] = rows(block[name]);
  for (const thing of Data.things) {
    thing.kind = Data.kinds[thing.kind];
    thing.name = shown(thing.label);
    thing.lines = [];
    thing.relations = [];
    thing.home = [thing.x, thing.y];
    thingOf.set(thing.id, thing);
  }
  for (const line of Data.lines) {
    line.family = Data.families[line.family];
    line.from = Data.things[line.from];
    line.to = Data.things[line.to];
    line.relations = [];
  }
  for (const event of Data.events) {
    event.first = dayNumber(event.earliest || event.printed, false);
    event.last = dayNumber(event.latest || event.earliest || event.printed, true);
    event.topics = event.topics.map((n) => Data.things[n]);
    event.reports = event.reports.map((n) => Data.reports[n]);
    event.thing = event.thing < 0 ? null : Data.things[event.thing];
    if (event.thing) event.thing.event = event;
  }
  for (const report of Data.reports) {
    report.event = Data.events[report.event];
    report.article = Data.articles[report.article];
    report.rule = report.rule < 0 ? null : Data.rules[report.rule];
    report.by = report.by < 0 ? null : Data.voices[report.by];
    report.evidence = report.evidence.map((n) => Data.evidence[n]);
    report.contradicts = report.contradicts.map((n) => Data.reports[n]);
  }
  for (const quote of Data.evidence) quote.article = Data.articles[quote.article];
  for (const article of Data.articles) article.thing = article.thing < 0 ? null : Data.things[article.thing];
  readRelations(block);
}

function readRelations(block) {
  Data.relations = rows(block.relations);
  for (const relation of Data.relations) {
    const line = Data.lines[relation.line];
    Object.assign(relation, { line, from: line.from, to: line.to, family: line.family });
    relation.name = block.names[relation.name];
    relation.property = block.properties[relation.property];
    relation.events = relation.events.map((n) => Data.events[n]);
    relation.reports = relation.reports === 0
      ? relation.events.flatMap((event) => event.reports)
      : relation.reports.map((n) => Data.reports[n]);
    relation.loose = relation.family.id === "role" || relation.family.id === "background";
    attach(relation);
    for (const event of relation.events) if (!event.family && (relation.family.id !== "place" && relation.family.id !== "topic")) event.family = relation.family;
  }
  addMentions();
}

function attach(relation) {
  relation.line.relations.push(relation);
  relation.from.relations.push(relation);
  if (relation.to !== relation.from) relation.to.relations.push(relation);
}

// Which thing is reported in which article follows from the reports, so it need not stand in the file.
function addMentions() {
  const source = Data.families.find((family) => family.id === "source");
  const pairs = new Map(), width = Data.things.length;
  for (const relation of Data.relations) {
    for (const report of relation.reports) {
      const to = report.article && report.article.thing;
      if (!to) continue;
      for (const from of [relation.from, relation.to]) {
        const key = from.n * width + to.n;
        let pair = pairs.get(key);
        if (!pair) pairs.set(key, pair = { from, to, events: new Set(), reports: new Set() });
        pair.reports.add(report);
        if (report.event) pair.events.add(report.event);
      }
    }
  }
  for (const { from, to, events, reports } of pairs.values()) {
    const line = { n: Data.lines.length, from, to, family: source, bend: 0, relations: [] };
    Data.lines.push(line);
    const relation = { n: Data.relations.length, line, from, to, family: source, name: "is reported in", property: "", events: [...events], reports: [...reports], loose: false };
    Data.relations.push(relation);
    attach(relation);
  }
}

function other(relation, thing) {
  return relation.from === thing ? relation.to : relation.from;
}

function eventDate(event) {
  return event ? rangeWords(event.earliest, event.latest) : "";
}

function publisher(article) {
  const names = [article.publisher, article.agency].filter(Boolean);
  return names.length ? names.map(shown).join(" / ") : "source not named";
}

// The outlets a relation or event rests on: agencies count once, whoever prints them.
function outlets(reports) {
  return new Set(reports.map((report) => report.article.agency || report.article.publisher || report.article.id));
}

// What can be taken away: the picture, the drawing, and the shown relations as CSV, Turtle and JSON.

function save(name, type, content) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const TAKE = {
  png() {
    const picture = $("#graph canvas"), copy = document.createElement("canvas");
    copy.width = picture.width;
    copy.height = picture.height;
    const context = copy.getContext("2d");
    context.fillStyle = colour("canvas");
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(picture, 0, 0);
    copy.toBlob((blob) => save("graph.png", "image/png", blob));
  },
  svg() { save("graph.svg", "image/svg+xml", svgText()); },
  csv() { save("relations.csv", "text/csv", csvText(relationRecords())); },
  thingsCsv() { save("things.csv", "text/csv", csvText(thingRecords())); },
  ttl() { save("graph.ttl", "text/turtle", turtleText()); },
  json() { save("graph.json", "application/json", jsonText()); },
  print() { window.print(); },
};

function take(what) {
  TAKE[what]();
  say("Done");
}

// ---- CSV: a cell that a spreadsheet could take for a formula gets a quote mark in front

function cell(value) {
  const text = String(value).replace(/\u0000/g, "");
  return '"' + (/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replace(/"/g, '""') + '"';
}

function csvText(records) {
  return "\ufeff" + records.map((record) => record.map(cell).join(",")).join("\r\n") + "\r\n";
}

function relationRecords() {
  const head = ["from", "relation", "to", "kind of relation", "earliest date", "latest date", "status", "independent sources", "reports", "sentence", "rule", "said by", "source", "published", "address", "from id", "to id"];
  return [head, ...Seen.relations.map((relation) => {
    const report = relation.reports[0], events = dated(relation), article = report && report.article;
    return [relation.from.label, relation.name, relation.to.label, relation.family.label, relationDate(relation), events.map((event) => event.latest).filter(Boolean).sort().pop() || "",
      relationStatus(relation), outlets(relation.reports).size, relation.reports.length, relationQuote(relation), report && report.rule ? report.rule.label : "", report && report.by ? report.by.label : "",
      article ? publisher(article) : "", article ? article.date : "", article ? article.url : "", iri(relation.from.id), iri(relation.to.id)];
  })];
}

function thingRecords() {
  const head = ["name", "kind", "what", "connections", "earliest date", "latest date", "status", "also called", "id"];
  return [head, ...tableRows("things").map((thing) => [thing.label, thing.kind.one, thing.note, neighbours(thing).size, thing.event ? thing.event.earliest : "", thing.event ? thing.event.latest : "", thing.status, thing.aliases.join("; "), iri(thing.id)])];
}

// ---- Turtle: only triples that stand in the whole graph, so that parts can be put together again

function iri(id) {
  return id.includes("://") ? id : Data.meta.base + id;
}

function reference(id) {
  return "<" + iri(id).replace(/[\u0000-\u0020<>"{}|^`\\]/g, (sign) => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0")) + ">";
}

function literal(text, tail = "") {
  return '"' + text.replace(/[\\"\u0000-\u001f\u007f]/g, (sign) => (sign === "\\" || sign === '"' ? "\\" + sign : "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"))) + '"' + tail;
}

function dateLiteral(date) {
  return literal(date, "^^xsd:" + (date.length === 10 ? "date" : date.length === 7 ? "gYearMonth" : "gYear"));
}

function turtleText() {
  const lines = new Set();
  const put = (id, property, value) => lines.add(`${reference(id)} ${property} ${value} .`);
  const label = (row) => literal(row.label, row.untagged ? "" : "@en");
  for (const thing of Seen.things) {
    put(thing.id, "a", "cq:" + thing.kind.cls);
    put(thing.id, "rdfs:label", label(thing));
  }
  const events = new Set();
  for (const relation of Seen.relations) {
    for (const [subject, property, object] of triplesOf(relation)) put(subject, property, reference(object));
    for (const event of relation.events) events.add(event);
  }
  for (const event of events) {
    put(event.id, "a", "cq:" + event.type);
    put(event.id, "rdfs:label", label(event));
    for (const report of event.reports) reportTriples(report, put);
  }
  return `@prefix cq: <${Data.meta.cq}> .\n@prefix oa: <http://www.w3.org/ns/oa#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix schema: <http://schema.org/> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n` + [...lines].sort().join("\n") + "\n";
}

// The triples of the graph behind a relation.
function triplesOf(relation) {
  const { from, to, property } = relation, name = "cq:" + property;
  if (property === "meets") return [[from.id, name, to.id], [to.id, name, from.id]];
  if (property === "participant") return [[to.id, name, from.id]];
  if (property === "holder") return relation.events.map((event) => [event.id, name, from.id]);
  if (property === "broader") return [[from.id, "skos:broader", to.id]];
  if (["target", "addressee"].includes(property) || (property === "topic" && relation.events.some((event) => event.type === "Statement"))) {
    return relation.events.flatMap((event) => [[event.id, "cq:speaker", from.id], [event.id, name, to.id]]);
  }
  if (property === "treaty") return relation.events.flatMap((event) => [[event.id, "cq:party", from.id], [event.id, name, to.id]]);
  return property ? [[from.id, name, to.id]] : [];
}

function reportTriples(report, put) {
  put(report.id, "a", "cq:Report");
  put(report.id, "cq:reports", reference(report.event.id));
  put(report.id, "cq:article", reference(report.article.id));
  put(report.article.id, "schema:headline", literal(report.article.headline));
  if (report.article.date) put(report.article.id, "schema:datePublished", dateLiteral(report.article.date));
  if (report.rule) put(report.id, "cq:rule", reference(report.rule.id));
  if (report.by) put(report.id, "cq:attributedTo", reference(report.by.id));
  if (report.status) put(report.id, "cq:status", "cq:" + report.status);
  for (const against of report.contradicts) put(report.id, "cq:contradicts", reference(against.id));
  for (const quote of report.evidence) {
    put(report.id, "cq:evidence", reference(quote.id));
    put(quote.id, "oa:exact", literal(quote.exact));
  }
}

function jsonText() {
  const relations = Seen.relations.map((relation) => ({
    from: iri(relation.from.id), relation: relation.name, to: iri(relation.to.id), family: relation.family.id, date: relationDate(relation) || null, status: relationStatus(relation) || null,
    reports: relation.reports.map((report) => ({ id: iri(report.id), quotes: report.evidence.map((quote) => quote.exact), rule: report.rule && report.rule.label, saidBy: report.by && report.by.label, article: report.article.headline, publisher: publisher(report.article), published: report.article.date, address: report.article.url })),
  }));
  const things = [...Seen.things].map((thing) => ({ id: iri(thing.id), kind: thing.kind.id, label: thing.label, note: thing.note }));
  return JSON.stringify({ title: Data.meta.title, things, relations }, null, 1);
}

// ---- SVG: what is drawn, as shapes that can be edited

function xml(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function svgText() {
  const margin = 90, xs = Seen.drawn.map((thing) => thing.x), ys = Seen.drawn.map((thing) => thing.y);
  const left = Math.min(0, ...xs) - margin, top = Math.min(0, ...ys) - margin, width = Math.max(0, ...xs) - left + margin, height = Math.max(0, ...ys) - top + margin;
  const parts = [`<svg xmlns="${SVG}" viewBox="${[left, top, width, height].map(Math.round).join(" ")}" font-family="sans-serif" font-size="12" text-anchor="middle"><rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${colour("canvas")}"/>`];
  const light = lit();
  for (const line of Seen.lines.keys()) {
    const faded = light && !light.lines(line) ? ' opacity=".15"' : "";
    parts.push(`<line${faded} x1="${line.from.x}" y1="${line.from.y}" x2="${line.to.x}" y2="${line.to.y}" stroke="${colour("e-" + line.family.id)}" stroke-opacity=".6" stroke-dasharray="${line.family.dash.join(" ")}"/>`);
  }
  for (const thing of Seen.drawn) {
    const scale = thing.size / 7.2, open = hollow(thing), faded = light && !light.things.has(thing) ? ' opacity=".15"' : "";
    parts.push(`<g${faded} transform="translate(${thing.x} ${thing.y})"><path transform="scale(${scale.toFixed(3)}) translate(-8 -8)" d="${SHAPES[thing.kind.shape]}" fill-rule="evenodd" fill="${open ? colour("canvas") : colour(thing.kind.id)}" stroke="${open ? colour(thing.kind.id) : colour("canvas")}" stroke-width="1.6"/><text y="${thing.size + 14}" fill="${colour("text")}">${wrap(thing.name, 22).map((line, n) => `<tspan x="0" dy="${n ? 14 : 0}">${xml(line)}</tspan>`).join("")}</text></g>`);
  }
  return parts.join("\n") + "\n</svg>\n";
}

// On paper the drawing stands in place of the canvas, sharp and in light colours.
function startPrint() {
  addEventListener("beforeprint", () => {
    const theme = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    forgetColours();
    const drawing = new DOMParser().parseFromString(svgText(), "image/svg+xml").documentElement;
    document.documentElement.dataset.theme = theme;
    forgetColours();
    drawing.setAttribute("id", "paper");
    drawing.setAttribute("aria-hidden", "true");
    $("#stage").append(document.importNode(drawing, true));
  });
  addEventListener("afterprint", () => { for (const drawing of document.querySelectorAll("#paper")) drawing.remove(); });
}

function startExport() {
  startPrint();
  const opener = $("#more"), menu = $("#more-list");
  const toggle = (open) => { menu.hidden = !open; opener.setAttribute("aria-expanded", String(open)); };
  opener.addEventListener("click", () => { toggle(menu.hidden); if (!menu.hidden) menu.querySelector("button").focus(); });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); toggle(false); opener.focus(); } });
  document.addEventListener("click", (event) => { if (!menu.hidden && !event.target.closest(".menu")) toggle(false); });
  for (const one of document.querySelectorAll("[data-take]")) one.addEventListener("click", () => { toggle(false); opener.focus(); take(one.dataset.take); });
  $("#link").addEventListener("click", copyLink);
}

async function copyLink() {
  const done = () => { $("#link").textContent = "Copied"; say("Link copied"); setTimeout(() => { $("#link").textContent = "Copy link"; }, 1600); };
  try {
    await navigator.clipboard.writeText(location.href);
    done();
  } catch (error) {
    // without permission to write to the clipboard the link is shown, ready to be copied by hand
    const field = make("input", { type: "text", readonly: true, "aria-label": "Link", value: location.href });
    $("#ask-title").textContent = "Link to this view";
    $("#ask-body").replaceChildren(field);
    $("#ask").showModal();
    field.select();
  }
}

// Oxigraph in a worker of its own, so that a query that takes too long can be ended with it.
// Before this text stand sparql.js and Oxigraph's own module.

let store = null, known = {};

self.onmessage = ({ data }) => {
  try {
    self.postMessage({ id: data.id, ...(data.graph === undefined ? answered(data) : opened(data)) });
  } catch (error) {
    self.postMessage({ id: data.id, error: error instanceof WebAssembly.RuntimeError ? "the query needed more memory than the browser gives" : String(error.message || error), help: error.help || "", start: error.start, width: error.width });
  }
};

function opened({ wasm: module, graph, prefixes }) {
  initSync({ module });
  known = prefixes;
  store = new Store();
  store.load(graph, { format: "text/turtle", lenient: true, no_transaction: true });
  return { triples: store.size };
}

function answered({ text, rows, labels }) {
  const { form, prefixes } = checked(text, known);
  let found;
  try {
    found = store.query((prefixes ? prefixes + " " : "") + "\n" + limited(text, form, rows + 1));
  } catch (error) {
    throw placed(String(error.message || error), text);
  }
  if (form === "ASK") return { form, columns: ["answer"], rows: [[["l", String(found), "http://www.w3.org/2001/XMLSchema#boolean", ""]]], labels: {}, truncated: false };
  const triples = form !== "SELECT";
  const columns = triples ? ["subject", "predicate", "object"] : columnsOf(text, found);
  const list = found.slice(0, rows).map((row) => columns.map((column) => short(triples ? row[column] : row.get(column))));
  return { form, columns, rows: list, labels: labels ? labelsOf(list) : {}, truncated: found.length > rows };
}

// A solution tells only its bound columns: those that the query names, in their order, else all that occur.
function columnsOf(text, found) {
  const occurring = [], seen = new Set(), named = [];
  for (const row of found) for (const name of row.keys()) if (!seen.has(name)) { seen.add(name); occurring.push(name); }
  let depth = 0, inside = false, as = false;
  for (const token of tokensOf(text)) {
    if (token.upper === "SELECT" && token.kind === "word" && !inside) { inside = true; continue; }
    if (!inside) continue;
    if (token.text === "{" || token.upper === "WHERE") break;
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    if (token.kind === "variable" && (depth === 0 || as)) named.push(token.text.slice(1));
    as = token.upper === "AS";
    if (token.text === "*" && depth === 0) { named.length = 0; named.push(...variablesOf(text, token.start).filter((name) => seen.has(name))); break; }
  }
  return named.length ? [...new Set(named)] : occurring;
}

function variablesOf(text, from) {
  return [...new Set(tokensOf(text).filter((token) => token.kind === "variable" && token.start > from).map((token) => token.text.slice(1)))];
}

function short(term) {
  if (!term) return null;
  if (term.termType === "NamedNode") return ["u", term.value];
  if (term.termType === "BlankNode") return ["b", term.value];
  if (term.termType === "Literal") return ["l", term.value, term.language ? "" : term.datatype.value, term.language];
  return ["l", term.toString(), "", ""];
}

function labelsOf(list) {
  const labels = {}, property = namedNode("http://www.w3.org/2000/01/rdf-schema#label");
  for (const row of list) for (const cell of row) {
    if (!cell || cell[0] !== "u" || cell[1] in labels) continue;
    const texts = store.match(namedNode(cell[1]), property, null, null).map((quad) => [quad.object.language === "en" ? 0 : 1, quad.object.value]).sort();
    if (texts.length) labels[cell[1]] = texts[0][1];
  }
  return labels;
}

// The engine's message with its place in the text (one line was written before it).
function placed(message, text) {
  const match = /^error at (\d+):(\d+): (.*)$/s.exec(message);
  if (!match) return new Fault(message, "", 0, 1);
  const lines = text.split("\n");
  const start = lines.slice(0, match[1] - 2).reduce((sum, line) => sum + line.length + 1, 0) + Number(match[2]) - 1;
  const what = /<unreported>|LATERAL/.test(match[3]) ? "this is not understood here" : match[3].length < 160 ? match[3] : match[3].slice(0, 150).replace(/,[^,]*$/, "") + " …";
  const end = text.trimEnd().length;
  if (start >= end) return new Fault("the query ends too early: " + what, "", Math.max(0, end - 1), 1);
  const word = /^[?$]?[\p{L}\p{N}_]+|^./su.exec(text.slice(start));
  return new Fault(what, "the language is described at https://www.w3.org/TR/sparql11-query/", start, word ? word[0].length : 1);
}

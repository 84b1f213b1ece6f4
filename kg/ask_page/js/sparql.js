// What a query is made of: its words with their places, its form, the prefixes it uses, where a limit can stand.
// The same words as in kg/query/guard.py. This file runs in the page and in the worker.

const TOKEN = new RegExp([
  "(?<space>\\s+)", "(?<comment>#[^\\r\\n]*)",
  '(?<string>"""(?:"{0,2}(?:[^"\\\\]|\\\\.))*"""|\'\'\'(?:\'{0,2}(?:[^\'\\\\]|\\\\.))*\'\'\'|"(?:[^"\\\\\\r\\n]|\\\\.)*"|\'(?:[^\'\\\\\\r\\n]|\\\\.)*\')',
  '(?<address><[^<>"{}|^`\\\\\\x00-\\x20]*>)', "(?<variable>[?$][\\p{L}\\p{N}_]+)", "(?<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
  "(?<blank>_:[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*)",
  "(?<name>(?:\\p{L}[\\p{L}\\p{N}_.-]*)?:(?:[\\p{L}\\p{N}_:.%-]|\\\\[_~.\\-!$&'()*+,;=/?#@%])*)",
  "(?<number>\\d[\\d.]*(?:[eE][+-]?\\d+)?)", "(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)", "(?<sign>.)",
].join("|"), "gsu");

const FORMS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
const UPDATES = ["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"];

function tokensOf(text) {
  const list = [];
  for (const match of text.matchAll(TOKEN)) {
    const [kind] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    if (kind !== "space" && kind !== "comment") list.push({ kind, text: match[0], upper: match[0].toUpperCase(), start: match.index });
  }
  return list;
}

class Fault extends Error {
  constructor(message, help, start, width) {
    super(message);
    Object.assign(this, { help, start, width });
  }
}

// The form of a query and the prefixes it uses without saying what they mean. Throws a Fault with the place.
function checked(text, known) {
  const declared = new Set(), used = new Map();
  let form = "", previous = "";
  for (const token of tokensOf(text)) {
    const fault = (message, help) => { throw new Fault(message, help, token.start, token.text.length); };
    if (token.kind === "word") {
      if (token.upper === "SERVICE") fault("SERVICE would ask another machine", "a question sees this graph only");
      if (token.upper === "FROM") fault("FROM would name another graph", "leave it out: there is one graph, this one");
      if (!form && UPDATES.includes(token.upper)) fault(token.upper + " would change the graph; here it is only read", "facts come from articles and rules");
      if (!form && FORMS.includes(token.upper)) form = token.upper;
      else if (!form && !["PREFIX", "BASE", "VERSION"].includes(token.upper)) fault(`a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with '${token.text}'`, "choose a question from the list to see how one looks");
    } else if (token.kind === "name") {
      const prefix = token.text.slice(0, token.text.indexOf(":"));
      if (previous === "PREFIX") declared.add(prefix);
      else if (!declared.has(prefix)) {
        if (!Object.hasOwn(known, prefix)) fault(`the prefix '${prefix}:' is not known`, `write before the query: PREFIX ${prefix}: <https://…>`);
        used.set(prefix, known[prefix]);
      }
    }
    previous = token.upper;
  }
  if (!form) throw new Fault("there is no query here", "for example: SELECT ?one ?other { ?one cq:meets ?other }", 0, 1);
  return { form, prefixes: [...used].map(([prefix, space]) => `PREFIX ${prefix}: <${space}>`).join(" ") };
}

// The query so that it gives at most `most` rows: the engine would make all of them before it gives the first.
function limited(text, form, most) {
  if (form === "ASK") return text;
  let depth = 0, end = -1, limit = null, values = -1;
  for (const token of tokensOf(text)) {
    if (token.kind === "sign" && token.text === "{") depth++;
    if (token.kind === "sign" && token.text === "}" && --depth === 0 && values < 0) { end = token.start + 1; limit = null; }
    if (depth) continue;
    if (limit && limit.number === null && token.kind === "number") Object.assign(limit, { number: Number(token.text), from: token.start, to: token.start + token.text.length });
    if (token.upper === "LIMIT") limit = { number: null };
    if (token.upper === "VALUES" && end >= 0 && values < 0) values = token.start;
  }
  if (limit && limit.number !== null) return limit.number <= most ? text : text.slice(0, limit.from) + most + text.slice(limit.to);
  if (values >= 0) return text.slice(0, values) + ` LIMIT ${most} ` + text.slice(values);
  return text.trimEnd() + `\nLIMIT ${most}`;
}

// The named questions: values found by what people type, and put into the query as terms, never as text.
// The same as kg/query/questions.py and kg/query/names.py.

const Things = { list: [], loaded: null, classes: [], properties: [] };

// The things of the graph with their names, and its words; asked once.
function loadThings() {
  Things.loaded = Things.loaded || (async () => {
    const every = [...new Set(Object.values(Ask.kinds).flat())];
    const answer = await Engine.run(`SELECT ?thing ?class ?property ?label {
      VALUES ?class { ${every.map((one) => "cq:" + one).join(" ")} } VALUES ?property { rdfs:label skos:altLabel schema:headline }
      ?thing a ?class . ?thing ?property ?label } ORDER BY ?label ?thing`, 200000, false);
    Things.list = answer.rows.map(([thing, kind, property, label]) => ({
      iri: thing[1], kind: kind[1].split("#").pop(), own: !property[1].endsWith("altLabel"), label: label[1], plain: plain(label[1]),
    }));
    for (const [name, text] of [["classes", "SELECT DISTINCT ?x { ?thing a ?x } ORDER BY ?x"], ["properties", "SELECT DISTINCT ?x { ?thing ?x ?value } ORDER BY ?x"]]) {
      Things[name] = (await Engine.run(text, 1000, false)).rows.map((row) => shortened(row[0][1]));
    }
  })();
  return Things.loaded;
}

function shortened(iri) {
  for (const [prefix, space] of Ask.spaces) if (iri.startsWith(space)) return prefix + ":" + iri.slice(space.length);
  return iri;
}

function expanded(name) {
  const at = name.indexOf(":"), prefix = name.slice(0, at);
  return at >= 0 && Object.hasOwn(Ask.prefixes, prefix) ? Ask.prefixes[prefix] + name.slice(at + 1) : null;
}

const isThing = (parameter) => Object.hasOwn(Ask.kinds, parameter.type);

// The address of the one thing that is meant. Throws an Error in plain words.
function found(text, kind) {
  const wanted = text.trim(), kinds = Ask.kinds[kind];
  if (/^[a-z][a-z0-9+.-]*:\/\//.test(wanted)) return wanted;
  const full = wanted.includes(":") && !wanted.endsWith(":") && expanded(wanted);
  if (full) return full;
  const low = plain(wanted), slug = wanted.toLowerCase().replaceAll(" ", "-");
  const local = (thing) => thing.iri.split(/[/#]/).pop();
  for (const fits of [
    (thing) => thing.label === wanted || thing.plain === low,
    (thing) => [wanted, wanted.toUpperCase(), slug].includes(local(thing)),
    (thing) => thing.own && thing.plain.endsWith(" " + low),
  ]) {
    for (const one of kinds) {
      const hits = [...new Set(Things.list.filter((thing) => thing.kind === one && fits(thing)).map((thing) => thing.iri))];
      if (hits.length === 1) return hits[0];
      if (hits.length > 1) throw new Error(`'${text}' may be ${hits.length} things: ${hits.slice(0, 5).map(shortened).join(", ")}${hits.length > 5 ? " …" : ""}. Choose one from the list.`);
    }
  }
  const shared = (name) => { let n = 0; while (n < name.length && name[n] === low[n]) n++; return n - Math.abs(name.length - low.length) / 10; };
  const near = Things.list.filter((thing) => kinds.includes(thing.kind) && thing.plain.includes(low.slice(0, 4))).sort((a, b) => b.own - a.own || shared(b.plain) - shared(a.plain));
  const like = [...new Set(near.map((thing) => thing.label))].slice(0, 2);
  throw new Error(`The graph knows no ${kindName(kind)} '${text}'.` + (like.length ? ` Did you mean ${like.join(" or ")}?` : ""));
}

const KIND_NAMES = { Actor: "person, state or organisation", Event: "event", Topic: "topic or treaty", Thing: "thing", Organization: "organisation", Process: "series of meetings" };
const kindName = (kind) => KIND_NAMES[kind] || kind.toLowerCase();

// A parameter's value as SPARQL.
function valueOf(parameter, text) {
  if (isThing(parameter)) return `<${found(text, parameter.type).replace(/[\x00-\x20<>"{}|\\^`]/g, (sign) => "%" + sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0"))}>`;
  if (parameter.type === "date" && !/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text)) throw new Error(`'${text}' is no date: write 2022-01-09, 2022-01 or 2022.`);
  if (parameter.type === "number") {
    if (!/^\d{1,9}$/.test(text)) throw new Error(`'${text}' is no whole number.`);
    return `"${Number(text)}"^^<http://www.w3.org/2001/XMLSchema#integer>`;
  }
  if (parameter.type === "concept" && !/^[A-Za-z][A-Za-z-]*$/.test(text)) throw new Error(`'${text}' is no word of the vocabulary, such as planned, held or accuse.`);
  const signs = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
  return `"${text.replace(/[\\"\n\r\t\b\f]/g, (sign) => signs[sign])}"`;
}

// The query of a question with its values in it.
function bound(text, values) {
  const kept = [];
  for (let line of text.split("\n")) {
    let match = /^(\s*)#\?(\w+) (.*)/.exec(line);
    if (match) {
      if (!(match[2] in values)) continue;
      line = match[1] + match[3];
    } else if ((match = /\s+#-(\w+)\s*$/.exec(line))) {
      if (match[1] in values) continue;
      line = line.slice(0, match.index);
    }
    match = /^(\s*)VALUES \?(\w+) \{.*\}\s*$/.exec(line);
    if (match && match[2] in values) line = `${match[1]}VALUES ?${match[2]} { ${values[match[2]]} }`;
    if (!line.trimStart().startsWith("#")) kept.push(line);
  }
  return kept.join("\n").trim() + "\n";
}

// Who answers: Oxigraph in a worker with the graph of this page, or the server that sent the page. Both can be stopped.

class Stopped extends Error {}

const Engine = { run: null, stop: null, ready: null };

function engineOfWorker() {
  let worker = null, waiting = null, number = 0, parts = null;
  const address = URL.createObjectURL(new Blob([$("#worker").textContent], { type: "text/javascript" }));

  const tell = (message) => new Promise((resolve, reject) => {
    waiting = { id: ++number, resolve, reject };
    worker.postMessage({ id: number, ...message });
  });

  async function begin() {
    parts = parts || Promise.all([unpacked($("#wasm"), "buffer"), unpacked($("#graph"), "text")]);
    const [wasm, graph] = await parts;
    worker = new Worker(address);
    worker.onmessage = ({ data }) => {
      if (!waiting || waiting.id !== data.id) return;
      const { resolve, reject } = waiting;
      waiting = null;
      if (data.error === undefined) resolve(data);
      else reject(new Fault(data.error, data.help, data.start, data.width));
    };
    worker.onerror = (event) => { event.preventDefault(); if (waiting) waiting.reject(new Error("the engine could not be started: " + (event.message || "this browser does not let a page begin a worker"))); waiting = null; };
    return tell({ wasm, graph, prefixes: Ask.prefixes });
  }

  Engine.ready = begin();
  Engine.stop = (why) => {
    if (!waiting) return;
    const { reject } = waiting;
    waiting = null;
    worker.terminate();
    Engine.ready = begin();
    Engine.ready.catch(() => {});
    reject(new Stopped(why));
  };
  Engine.run = async (text, rows, labels = true) => {
    await Engine.ready;
    return tell({ text, rows, labels });
  };
}

function engineOfServer() {
  let control = null;
  Engine.ready = Promise.resolve({});
  Engine.stop = (why) => { if (control) control.abort(new Stopped(why)); };

  async function ask(text, accept, rows) {
    const answer = await fetch(`${Ask.endpoint}?rows=${rows}`, {
      method: "POST", body: text, signal: control && control.signal,
      headers: { "Content-Type": "application/sparql-query", Accept: accept },
    });
    if (answer.ok) return answer;
    const place = /^(\d+) (\d+)$/.exec(answer.headers.get("Communique-Place") || ""), said = (name) => decodeURIComponent(answer.headers.get(name) || "");
    if (place) throw new Fault(said("Communique-Fault"), said("Communique-Help"), Number(place[1]), Number(place[2]));
    throw new Stopped((await answer.text()).trim());
  }

  const cell = (term) => !term ? null : term.type === "uri" ? ["u", term.value] : term.type === "bnode" ? ["b", term.value] : ["l", term.value, term.datatype || "", term["xml:lang"] || ""];

  // A line of N-Triples as three cells.
  const plainText = (text) => text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (all, four, eight, one) =>
    one ? ({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }[one] || one) : String.fromCodePoint(parseInt(four || eight, 16)));
  const triple = (line) => [...line.matchAll(/<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?/g)].slice(0, 3).map((one) =>
    one[1] !== undefined ? ["u", plainText(one[1])] : one[2] !== undefined ? ["b", one[2]] : ["l", plainText(one[3]), one[5] || "", one[4] || ""]);

  Engine.run = async (text, rows, labels = true) => {
    const { form } = checked(text, Ask.prefixes);
    control = new AbortController();
    try {
      const triples = form === "CONSTRUCT" || form === "DESCRIBE";
      const answer = await ask(text, triples ? "application/n-triples" : "application/sparql-results+json", rows);
      const truncated = answer.headers.has("Communique-Truncated");
      if (triples) {
        const list = (await answer.text()).split("\n").filter(Boolean).map(triple);
        return { form, columns: ["subject", "predicate", "object"], rows: list, labels: labels ? await named(list) : {}, truncated };
      }
      const data = await answer.json();
      if (form === "ASK") return { form, columns: ["answer"], rows: [[["l", String(data.boolean), "", ""]]], labels: {}, truncated: false };
      const columns = data.head.vars;
      const list = data.results.bindings.map((row) => columns.map((column) => cell(row[column])));
      return { form, columns, rows: list, labels: labels ? await named(list) : {}, truncated };
    } finally {
      control = null;
    }
  };

  async function named(list) {
    const every = [...new Set(list.flat().filter((one) => one && one[0] === "u").map((one) => one[1]))].filter((one) => /^[^\s<>"{}|^`\\]+$/.test(one)), labels = {};
    for (let at = 0; at < every.length; at += 800) {
      const some = every.slice(at, at + 800).map((one) => `<${one}>`).join(" ");
      const data = await (await ask(`SELECT ?thing ?label { VALUES ?thing { ${some} } ?thing rdfs:label ?label } ORDER BY ?label`, "application/sparql-results+json", 10000)).json();
      for (const row of data.results.bindings) if (!(row.thing.value in labels) || row.label["xml:lang"] === "en") labels[row.thing.value] = row.label.value;
    }
    return labels;
  }
}

// A packed part of this page: plain, or gzip in base64.
async function unpacked(block, as) {
  if (block.dataset.encoding !== "gzip") return block.textContent;
  const bytes = Uint8Array.from(atob(block.textContent), (sign) => sign.charCodeAt(0));
  const answer = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
  return as === "text" ? answer.text() : answer.arrayBuffer();
}

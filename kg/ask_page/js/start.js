// The beginning: read what the page was given, take the question from the address, ask and show.

const Ask = { running: null };
const OWN = "SELECT ?one ?other\nWHERE {\n  ?one cq:meets ?other .\n}\nORDER BY ?one ?other\n";

function status(text, wrong = false) {
  $("#status").textContent = text;
  $("#status").classList.toggle("wrong", wrong);
}

// The address that repeats the question, for a mail or a note.
function address() {
  if (Chosen.own || !Chosen.question) return "#query=" + encodeURIComponent(Editor.area.getValue());
  return "#" + ["question=" + Chosen.name, ...Object.entries(typed()).map(([name, value]) => name + "=" + encodeURIComponent(value))].join("&");
}

let usual = null;

async function askNow() {
  if (Ask.running) return;
  if (Chosen.question && !Chosen.own) {
    await loadThings().catch((error) => status(error.message, true));
    if (!written({ strict: true })) { $("#table").replaceChildren(); $("#save").hidden = true; return status("A field needs another value.", true); }
  }
  if (location.hash !== address()) {
    usual = address();
    try { history.pushState(null, "", usual); } catch (error) { if (error.name !== "SecurityError") throw error; }
  }
  const seconds = Number($("#seconds").value), rows = Number($("#rows").value), began = performance.now();
  const passed = () => (performance.now() - began) / 1000;
  Ask.running = setInterval(() => status(`Asking … ${Math.floor(passed())} s of at most ${seconds} s`), 500);
  const timer = setTimeout(() => Engine.stop(`The query was stopped after ${seconds} seconds: ask for less, or allow more time.`), seconds * 1000);
  clearFault();
  $("#ask").disabled = true;
  $("#stop").hidden = false;
  $("#table").setAttribute("aria-busy", "true");
  try {
    const answer = await Engine.run(Editor.area.getValue(), rows);
    showAnswer(answer);
    const what = answer.form === "ASK" ? "Answered" : answer.truncated ? `The first ${count(answer.rows.length, "row")}; there are more` : count(answer.rows.length, "row");
    status(`${what} in ${passed().toFixed(passed() < 1 ? 2 : 1)} s`);
  } catch (error) {
    $("#table").replaceChildren();
    $("#save").hidden = true;
    status(error instanceof Fault && Number.isInteger(error.start) ? showFault(error) : error.message, true);
  } finally {
    clearInterval(Ask.running);
    clearTimeout(timer);
    Ask.running = null;
    $("#ask").disabled = false;
    $("#stop").hidden = true;
    $("#table").removeAttribute("aria-busy");
  }
}

// What the address asks for: a question with its values, or a query.
function recall() {
  if (location.hash === usual) return;
  usual = location.hash;
  const given = Object.create(null);
  for (const part of location.hash.slice(1).split("&")) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    try { given[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1)); } catch (error) { if (!(error instanceof URIError)) throw error; }
  }
  if (given.query) chooseOwn(given.query);
  else if (!choose(given.question || "", given)) choose(Ask.first);
  $("#menu").open = !narrow.matches;
  const filled = Chosen.question && Chosen.question.parameters.every((one) => one.optional || typed()[one.name]);
  $("#table").replaceChildren();
  $("#save").hidden = true;
  if (!Chosen.question || filled) askNow();
  else status("Fill in the field above, then ask.");
}

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  press($("#theme"), dark);
}

async function start() {
  Object.assign(Ask, JSON.parse($("#data").textContent));
  Ask.spaces = Object.entries(Ask.prefixes).sort((a, b) => b[1].length - a[1].length);
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches);
  startEditor();
  if (Ask.endpoint) engineOfServer();
  else engineOfWorker();
  $("#theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme !== "dark"));
  $("#form").addEventListener("submit", (event) => { event.preventDefault(); askNow(); });
  $("#stop").addEventListener("click", () => Engine.stop("Stopped."));
  $("#save").addEventListener("click", save);
  $("#find").addEventListener("input", drawList);
  $("#own-query").addEventListener("click", () => { chooseOwn(OWN); $("#table").replaceChildren(); $("#save").hidden = true; status(""); Editor.area.focus(); });
  $("#details").addEventListener("toggle", () => Editor.area.refresh());
  $("#back").addEventListener("click", () => written());
  addEventListener("popstate", recall);
  addEventListener("hashchange", recall);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, textarea, .CodeMirror")) { event.preventDefault(); $("#menu").open = true; $("#find").focus(); }
    if (event.key === "Escape" && Ask.running) Engine.stop("Stopped.");
  });
  status("Reading the graph …");
  try {
    await Engine.ready;
  } catch (error) {
    return status(error.message, true);
  }
  await loadThings().catch((error) => status(error.message, true));
  recall();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

start();

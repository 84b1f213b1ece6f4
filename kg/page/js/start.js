// The beginning: read the data, show it, and show again whatever changes.

let started = false;

function show({ fit: refit = false } = {}) {
  compute();
  const graph = S.view === "graph";
  for (const view of ["graph", "meetings", "table"]) press($("#view-" + view), S.view === view);
  document.body.dataset.view = S.view;
  $("#list").hidden = graph;
  if (S.view === "table") showTable();
  if (S.view === "meetings") showMeetings();
  if (!graph) $("#list").scrollTop = 0;
  paint();
  showStatus();
  showCrumbs();
  showLegend();
  showPanel();
  showTime(); // measures its width: after everything that is only written, so that the browser lays out once
  if (refit) fit();
}

function showStatus() {
  const drawnCount = Seen.drawn.length, all = Data.meta.things, passed = [...Seen.things].filter((thing) => thing.kind.id !== "article").length;
  const capped = Seen.capped > 0;
  $("#status").textContent = capped
    ? `Showing ${digits(drawnCount)} of ${count(Seen.things.size, "thing")}, most connected first`
    : `Showing ${digits(passed)} of ${count(all, "thing")}, ${digits(Seen.relations.length)} of ${count(Data.meta.relations, "relation")}`;
  const more = $("#show-more"), full = drawnCount >= Data.meta.most;
  more.hidden = !capped || full;
  more.textContent = `Show ${Math.min(firstDrawn(), Seen.capped, Data.meta.most - drawnCount)} more`;
  if (capped && full) $("#status").textContent += ". Filter or focus to see the others";
  const empty = $("#empty");
  empty.hidden = drawnCount > 0;
  if (!drawnCount) {
    empty.replaceChildren(make("h2", { text: Data.things.length ? "Nothing passes the filters" : "The graph is empty" }),
      make("p", { text: Data.things.length ? "Take one away, or reset them all." : "No article told of a meeting, a statement or a treaty action." }),
      Data.things.length ? button("Reset all", () => $("#reset").click()) : "");
  }
}

// What narrows the view, each with a button that takes it away.
function showCrumbs() {
  const list = [];
  const crumb = (text, what) => list.push(button(text + " ×", () => { change(what, { fit: "focus" in what }); $("#graph").focus(); }, { "aria-label": "Remove: " + text }));
  if (S.focus && S.chosen) crumb(`${S.focus === 1 ? "1 step" : "2 steps"} around ${cut(S.chosen.name, 30)}`, { focus: 0 });
  if (S.topic) crumb("Topic: " + cut(S.topic.name, 30), { topic: null });
  if (S.source) crumb("Source: " + cut(shown(S.source), 30), { source: "" });
  if (S.statuses.size) crumb([...S.statuses].join(", "), { statuses: new Set() });
  if (S.since !== null || S.until !== null) crumb(rangeWords(isoDay(since()), isoDay(until())), { since: null, until: null });
  if (S.hidden.size) crumb(`${S.hidden.size} hidden`, { hidden: new Set() });
  if (S.extra.size || S.first > firstDrawn()) crumb("more drawn", { extra: new Set(), first: firstDrawn() });
  $("#crumbs").replaceChildren(...list);
}

function closeFilters() {
  $("#left").classList.remove("open");
  $("#open-filters").setAttribute("aria-expanded", "false");
  $("#open-filters").focus();
}

function startFrame() {
  for (const view of ["graph", "meetings", "table"]) $("#view-" + view).addEventListener("click", () => change({ view }));
  $("#skip").addEventListener("click", (event) => { event.preventDefault(); change({ view: "table" }); $("#list").focus(); });
  $("#open-filters").addEventListener("click", () => {
    closePanel();
    $("#left").classList.add("open");
    $("#open-filters").setAttribute("aria-expanded", "true");
    $("#close-filters").focus();
  });
  $("#close-filters").addEventListener("click", closeFilters);
  $("#open-panel").addEventListener("click", () => { $("#right").classList.contains("open") ? closePanel() : openPanel(); });
  $("#zoom-in").addEventListener("click", () => zoom(1.25));
  $("#zoom-out").addEventListener("click", () => zoom(0.8));
  $("#zoom-fit").addEventListener("click", fit);
  $("#show-more").addEventListener("click", () => change({ first: Math.min(Data.meta.most, S.first + firstDrawn()) }, { fit: true }));
  $("#ask-close").addEventListener("click", () => $("#ask").close());
  $("#theme").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme !== "dark";
    S.theme = dark ? "dark" : "light";
    document.documentElement.dataset.theme = S.theme;
    press($("#theme"), dark);
    repaint();
    remember(false);
  });
  addEventListener("popstate", again);
  addEventListener("hashchange", again);
}

// The address was changed by Back, Forward or by hand.
function again() {
  if (location.hash === usual) return;
  for (const [thing] of S.pins) [thing.x, thing.y] = thing.home;
  recall();
  press($("#theme"), document.documentElement.dataset.theme === "dark");
  repaint();
  show({ fit: Boolean(S.focus) });
}

async function start() {
  await load();
  measureSpan();
  Object.assign(S, fresh());
  recall();
  press($("#theme"), document.documentElement.dataset.theme === "dark");
  startGraph();
  startLegend();
  startTime();
  startSearch();
  startExport();
  startKeyboard();
  startFrame();
  show({ fit: true });
  if (S.path || S.line || S.chosen) openPanel();
  if (S.path) lookAt(pathThings().filter((thing) => Seen.inDrawn.has(thing)));
  else if (S.line && narrow.matches) lookAt([S.line.from, S.line.to]);
  else if (S.chosen && narrow.matches) lookAt([S.chosen, ...neighbours(S.chosen)].filter((thing) => Seen.inDrawn.has(thing)), S.chosen);
  drawing(true);
  started = true;
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

start();

// The picture: vis-network holds what is drawn, this file tells it of changes and moves the camera.

let network = null, nodeSet = null, edgeSet = null, hovered = null, painted = new Map(), paintedLines = new Map();
const MANY_LINES = 400; // above, lines are left out while the picture is dragged
let hideLines = false, density = 0.6, moving = false; // while a large picture is dragged it is drawn more plainly
const FONT = 'system-ui,-apple-system,"Segoe UI","Noto Sans","Liberation Sans",Roboto,Helvetica,Arial,sans-serif';

function startGraph() {
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  network = new vis.Network($("#graph"), { nodes: nodeSet, edges: edgeSet }, Data.options);
  drawing(false);
  network.on("afterDrawing", over);
  network.on("click", clicked);
  network.on("doubleClick", (event) => { if (event.nodes.length) change({ chosen: Data.things[event.nodes[0]], line: null, path: null, focus: 1 }, { fit: true }); });
  network.on("hoverNode", (event) => { hovered = Data.things[event.node]; redraw(); tip(thingTip(hovered), event.event); });
  network.on("blurNode", () => { hovered = null; redraw(); tip(""); });
  network.on("hoverEdge", (event) => tip(lineTip(Data.lines[event.edge - Data.things.length]), event.event));
  network.on("blurEdge", () => tip(""));
  network.on("dragStart", () => { tip(""); moving = Seen.drawn.length > Data.meta.first / 2; });
  network.on("dragEnd", (event) => {
    moving = false;
    redraw();
    for (const id of event.nodes) {
      const { x, y } = network.getPosition(id), thing = Data.things[id];
      [thing.x, thing.y] = [x, y];
      S.pins.set(thing, [x, y]);
    }
    if (event.nodes.length) { showPanel(); remember(true); }
  });
}

// While much changes at once vis-network must not draw every step of it; afterwards it draws once.
function drawing(on) {
  network.body.emitter.emit(on ? "_allowRedraw" : "_blockRedraw");
  if (on) network.redraw();
}

// Draws with the next frame, however often it is asked for until then.
function redraw() {
  network.body.emitter.emit("_requestRedraw");
}

function nodeOf(thing) {
  return {
    id: thing.n, x: thing.x, y: thing.y, size: thing.size, shape: "custom", label: undefined,
    ctxRenderer: ({ ctx, x, y }) => ({
      drawNode: () => drawThing(ctx, thing, x, y, ""),
      nodeDimensions: { width: 2.2 * radius(thing), height: 2.2 * radius(thing) },
    }),
  };
}

// Only what differs from the options of all lines: each more costs vis-network time, a thousand times over.
function edgeOf(line, relations) {
  const faint = line.family.id === "background" || line.family.id === "source";
  const edge = {
    id: Data.things.length + line.n, from: line.from.n, to: line.to.n, width: (faint ? 1 : 1.3) + 0.8 * Math.min(3, relations - 1),
    color: colour("e-" + line.family.id) + strength((faint ? 0.7 : 1) * density),
  };
  if (line.family.dash.length) edge.dashes = line.family.dash;
  if (line.family.arrow) edge.arrows = ARROW;
  if (line.bend) edge.smooth = { enabled: true, type: line.bend % 2 ? "curvedCW" : "curvedCCW", roundness: 0.14 + 0.08 * line.bend };
  return edge;
}

const ARROW = { to: { enabled: true, scaleFactor: 0.45 } };

// How strong a colour is, as the last two digits of #rrggbbaa.
function strength(share) {
  return Math.round(share * 255).toString(16).padStart(2, "0");
}

// Tells vis-network what changed since the last time, and nothing else.
function paint() {
  for (const [thing, [x, y]] of S.pins) [thing.x, thing.y] = [x, y];
  const nodes = new Map(Seen.drawn.map((thing) => [thing.n, thing]));
  const crowd = Seen.lines.size, dense = crowd > 900 ? 0.26 : crowd > 400 ? 0.36 : crowd > 200 ? 0.48 : 0.6;
  if (dense !== density) {
    density = dense;
    paintedLines.forEach((relations, line) => paintedLines.set(line, -1)); // all lines get the new strength
  }
  const goneLines = [], goneNodes = [], newNodes = [], newEdges = [], moved = [];
  for (const [line] of paintedLines) if (!Seen.lines.has(line)) goneLines.push(line);
  for (const [n] of painted) if (!nodes.has(n)) goneNodes.push(n);
  for (const [n, thing] of nodes) {
    const at = painted.get(n);
    if (!at) newNodes.push(nodeOf(thing));
    else if (at[0] !== thing.x || at[1] !== thing.y) moved.push({ id: n, x: thing.x, y: thing.y });
    painted.set(n, [thing.x, thing.y]);
  }
  for (const [line, relations] of Seen.lines) {
    if (paintedLines.get(line) !== relations) newEdges.push(edgeOf(line, relations));
    paintedLines.set(line, relations);
  }
  for (const line of goneLines) paintedLines.delete(line);
  for (const n of goneNodes) painted.delete(n);
  if (goneLines.length) edgeSet.remove(goneLines.map((line) => Data.things.length + line.n));
  if (goneNodes.length) nodeSet.remove(goneNodes);
  if (newNodes.length) nodeSet.add(newNodes);
  if (moved.length) nodeSet.update(moved);
  if (newEdges.length) edgeSet.update(newEdges);
  if (hideLines !== edgeSet.length > MANY_LINES) {
    hideLines = !hideLines;
    network.setOptions({ interaction: { hideEdgesOnDrag: hideLines } });
  }
  redraw();
}

// After a change of theme every line gets its colour anew; things are drawn with it anyway.
function repaint() {
  forgetColours();
  edgeSet.update([...paintedLines].map(([line, relations]) => edgeOf(line, relations)));
  redraw();
}

function clicked(event) {
  if (event.nodes.length) {
    const thing = Data.things[event.nodes[0]];
    if (S.pathFrom) choosePath(S.pathFrom, thing);
    else pick(thing);
  } else if (event.edges.length) {
    pickLine(Data.lines[event.edges[0] - Data.things.length]);
  } else {
    change({ chosen: null, line: null, path: null, focus: 0, pathFrom: null });
  }
}

function pick(thing, { look = false } = {}) {
  S.hidden.delete(thing);
  S.kinds.delete(thing.kind.id);
  change({ chosen: thing, line: null, path: null, focus: S.chosen === thing ? S.focus : 0 });
  openPanel();
  if (look && S.view === "graph") lookAt([thing, ...neighbours(thing)].filter((one) => Seen.inDrawn.has(one)).slice(0, 60), thing);
  say(`${thing.name}, ${thing.kind.one}, ${count(neighbours(thing).size, "connection")}`);
}

function pickLine(line) {
  change({ line, chosen: null, path: null, focus: 0 });
  openPanel();
  say(`${line.from.name} and ${line.to.name}, ${count(line.relations.length, "relation")}`);
}

function choosePath(from, to) {
  if (from === to) return;
  change({ path: [from, to], chosen: null, line: null, focus: 0, pathFrom: null, nth: 0 });
  openPanel();
  if (S.view === "graph") lookAt(pathThings().filter((thing) => Seen.inDrawn.has(thing)));
}

// ---- the camera

function glide() {
  return calm.matches ? false : { duration: 260, easingFunction: "easeInOutQuad" };
}

// The part of the stage that no sheet covers, in pixels.
function openStage() {
  const box = $("#graph").getBoundingClientRect();
  const sheet = narrow.matches && $("#right").classList.contains("open") ? Math.max(0, box.bottom - (innerHeight - $("#right").offsetHeight)) : 0;
  return { width: box.width, height: Math.max(140, box.height - sheet), sheet };
}

function lookAt(things, middle) {
  if (!things.length) return;
  const stage = openStage();
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (const { x, y } of things) {
    left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
  }
  if (middle) {
    const wide = Math.max(right - middle.x, middle.x - left), high = Math.max(bottom - middle.y, middle.y - top);
    [left, right, top, bottom] = [middle.x - wide, middle.x + wide, middle.y - high, middle.y + high];
  }
  const room = { x: Math.min(96, stage.width * 0.13), y: Math.min(58, stage.height * 0.1) };
  const fits = Math.min((stage.width - 2 * room.x) / Math.max(right - left, 1), (stage.height - 2 * room.y) / Math.max(bottom - top, 1));
  const scale = Math.min(1.35, Math.max(middle ? 0.42 : 0.03, fits));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + stage.sheet / 2 / scale }, scale, animation: started ? glide() : false });
}

function fit() {
  lookAt(Seen.drawn);
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.02, network.getScale() * factor)), animation: false });
}

// ---- what the pointer is on

function tip(text, event) {
  const box = $("#tip");
  box.hidden = !text;
  if (!text) return;
  box.textContent = text;
  const stage = $("#stage").getBoundingClientRect();
  box.style.left = Math.max(4, Math.min(stage.width - box.offsetWidth - 8, event.clientX - stage.left + 14)) + "px";
  box.style.top = Math.min(stage.height - box.offsetHeight - 8, event.clientY - stage.top + 16) + "px";
}

function thingTip(thing) {
  return `${thing.name}\n${shown(thing.note)} · ${count(neighbours(thing).size, "connection")}`;
}

function lineTip(line) {
  const visible = line.relations.filter(passes);
  const words = visible.slice(0, 3).map((relation) => `${relation.from.name} ${relation.name} ${relation.to.name}`);
  return words.join("\n") + (visible.length > 3 ? `\nand ${visible.length - 3} more` : "");
}

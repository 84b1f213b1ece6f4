// Shapes and colours: the same paths for the picture, the legend and the exported drawing.

const SHAPES = {
  dot: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13Z",
  ring: "M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13Z",
  square: "M2 2h12v12H2Z",
  hexagon: "M4.5 1.8h7L15 8l-3.5 6.2h-7L1 8Z",
  diamond: "M8 .8 15.2 8 8 15.2.8 8Z",
  doubleDiamond: "M8 .8 15.2 8 8 15.2.8 8ZM8 5.2 5.2 8 8 10.8 10.8 8Z",
  triangle: "M8 1 15.4 14.5H.6Z",
  star: "m8 .6 2.3 4.9 5.3.6-3.9 3.7 1 5.4L8 12.6l-4.7 2.6 1-5.4L.4 6.1l5.3-.6Z",
  triangleDown: "M8 15 .6 1.5h14.8Z",
  page: "M3 1h7l3 3v11H3Z",
};
const PATHS = Object.fromEntries(Object.entries(SHAPES).map(([name, path]) => [name, new Path2D(path)]));

// Colours come from the style sheet, so that there is one place for each theme.
let colours = {};

function colour(name) {
  if (!(name in colours)) colours[name] = getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  return colours[name];
}

function forgetColours() {
  colours = {};
}

// A thing is drawn hollow when it is not, or not yet, so: planned, proposed, cancelled, denied; and a source without a name.
const NOT_SO = new Set(["planned", "proposed", "postponed", "cancelled", "denied"]);

function hollow(thing) {
  return thing.kind.shape === "ring" || NOT_SO.has(thing.status);
}

function struck(thing) {
  return thing.status === "cancelled" || thing.status === "denied";
}

function icon(kind, about = {}) {
  const size = about.size || 16;
  const open = about.hollow || kind.shape === "ring";
  const svg = drawn("svg", { width: size, height: size, viewBox: "-1 -1 18 18", "aria-hidden": "true", class: "icon" });
  svg.append(drawn("path", { d: SHAPES[kind.shape], "fill-rule": "evenodd", fill: open ? "var(--canvas)" : `var(--${kind.id})`, stroke: `var(--${kind.id})`, "stroke-width": open ? 2.4 : 0 }));
  if (about.struck) svg.append(drawn("path", { d: "M3 13 13 3", stroke: `var(--${kind.id})`, "stroke-width": 2 }));
  return svg;
}

function thingIcon(thing, size) {
  return icon(thing.kind, { size, hollow: hollow(thing), struck: struck(thing) });
}

function lineIcon(family) {
  const svg = drawn("svg", { width: 26, height: 12, viewBox: "0 0 26 12", "aria-hidden": "true", class: "icon" });
  svg.append(drawn("path", { d: family.arrow ? "M1 6h19" : "M1 6h24", stroke: `var(--e-${family.id})`, "stroke-width": 2.4, "stroke-dasharray": family.dash.join(" "), fill: "none" }));
  if (family.arrow) svg.append(drawn("path", { d: "M19 2l6 4-6 4Z", fill: `var(--e-${family.id})` }));
  return svg;
}

// The radius at which a thing is drawn: not smaller on the screen than can be seen, even far out.
function radius(thing) {
  return Math.max(thing.size, Math.min(2.2 * thing.size, 4.6 / network.getScale()));
}

// Draws a thing at a point of the canvas; `ring` is a colour around it.
function drawThing(context, thing, x, y, ring) {
  const scale = radius(thing) / 7.2;
  const left = x - 8 * scale, top = y - 8 * scale;
  context.translate(left, top);
  context.scale(scale, scale);
  const path = PATHS[thing.kind.shape], tone = colour(thing.kind.id), open = hollow(thing);
  context.lineJoin = "round";
  if (ring || !moving) {
    context.lineWidth = (ring ? 7 : 4) / scale;
    context.strokeStyle = ring || colour("canvas");
    context.stroke(path);
  }
  if (open) {
    context.fillStyle = colour("canvas");
    context.fill(path);
    context.lineWidth = 2.6 / scale;
    context.strokeStyle = tone;
    context.stroke(path);
    if (struck(thing)) {
      context.beginPath();
      context.moveTo(3, 13);
      context.lineTo(13, 3);
      context.stroke();
    }
  } else {
    context.fillStyle = tone;
    context.fill(path, "evenodd");
  }
  context.scale(1 / scale, 1 / scale); // cheaper than to save and restore everything
  context.translate(-left, -top);
}

// Drawn over vis-network's picture: the veil with the lit neighbourhood, and labels that never lie on each other.

function scaleOf(line, relations) {
  return 2.2 + 0.8 * Math.min(3, (relations || 1) - 1);
}

// What is lit: the path, the hovered thing or the chosen one with its neighbours, or both ends of a line.
function lit() {
  if (S.path && !hovered) {
    const things = pathThings();
    return { things: new Set(things), lines: (line) => things.some((one, n) => n && joins(line, things[n - 1], one)), all: true };
  }
  const middle = hovered && Seen.inDrawn.has(hovered) ? hovered : S.chosen;
  if (middle && Seen.inDrawn.has(middle)) {
    const things = new Set([middle, ...[...neighbours(middle)].filter((thing) => Seen.inDrawn.has(thing))]);
    return { things, lines: (line) => line.from === middle || line.to === middle, middle };
  }
  if (S.line) return { things: new Set([S.line.from, S.line.to]), lines: (line) => line === S.line, all: true };
  return null;
}

function joins(line, one, two) {
  return (line.from === one && line.to === two) || (line.from === two && line.to === one);
}

function over(context) {
  const light = lit(), scale = network.getScale(), box = $("#graph");
  const low = network.DOMtoCanvas({ x: 0, y: 0 }), high = network.DOMtoCanvas({ x: box.clientWidth, y: box.clientHeight });
  const positions = network.body.nodes;
  if (light) {
    context.save();
    context.globalAlpha = 0.82;
    context.fillStyle = colour("canvas");
    context.fillRect(low.x, low.y, high.x - low.x, high.y - low.y);
    context.restore();
    drawLines(context, light, positions);
    for (const thing of light.things) {
      const at = positions[thing.n];
      if (at) drawThing(context, thing, at.x, at.y, thing === S.chosen || (S.path && S.path.includes(thing)) ? colour("text") : "");
    }
  }
  for (const thing of S.pins.keys()) if (positions[thing.n]) drawPin(context, positions[thing.n], thing.size, scale);
  drawLabels(context, light, scale, low, high, positions);
}

function drawLines(context, light, positions) {
  context.save();
  context.lineCap = "round";
  const from = light.middle ? new Set(light.middle.relations.map((relation) => relation.line)) : Seen.lines.keys();
  for (const line of from) {
    if (!Seen.lines.has(line) || !light.lines(line)) continue;
    const a = positions[line.from.n], b = positions[line.to.n];
    if (!a || !b || a === b) continue;
    context.strokeStyle = context.fillStyle = colour("e-" + line.family.id);
    context.lineWidth = scaleOf(line, Seen.lines.get(line));
    context.setLineDash(line.family.dash);
    const dx = b.x - a.x, dy = b.y - a.y, turn = line.bend % 2 ? 1 : -1, bow = line.bend ? turn * (0.14 + 0.08 * line.bend) : 0;
    const mx = (a.x + b.x) / 2 + dy * bow, my = (a.y + b.y) / 2 - dx * bow;
    context.beginPath();
    context.moveTo(a.x, a.y);
    context.quadraticCurveTo(mx, my, b.x, b.y);
    context.stroke();
    if (line.family.arrow) arrow(context, mx, my, b, radius(line.to) + 3);
  }
  context.restore();
}

function arrow(context, fromX, fromY, to, gap) {
  const angle = Math.atan2(to.y - fromY, to.x - fromX);
  const x = to.x - Math.cos(angle) * gap, y = to.y - Math.sin(angle) * gap;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - 10 * Math.cos(angle - 0.4), y - 10 * Math.sin(angle - 0.4));
  context.lineTo(x - 10 * Math.cos(angle + 0.4), y - 10 * Math.sin(angle + 0.4));
  context.fill();
}

function drawPin(context, at, size, scale) {
  context.save();
  context.fillStyle = colour("text");
  context.beginPath();
  context.arc(at.x + size * 0.8, at.y - size * 0.8, 3.2 / scale, 0, 7);
  context.fill();
  context.restore();
}

// ---- labels: the same size on the screen at every zoom; the most important first; four places are tried for each

const LEADING = 26; // so many labels may cover the marks of lesser things
const widths = new Map();

// A label on one or two lines, with its width at a font size of 1.
function lettering(context, thing, bold) {
  const key = thing.n * 2 + (bold ? 1 : 0);
  if (!widths.has(key)) {
    const lines = wrap(thing.name, 22);
    context.font = `${bold ? "600 " : ""}100px ${FONT}`;
    widths.set(key, { lines, width: Math.max(...lines.map((line) => context.measureText(line).width)) / 100 });
  }
  return widths.get(key);
}

function wrap(text, length) {
  if (text.length <= length) return [text];
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= length && lines.length < 3) lines.push(word);
    else lines[lines.length - 1] = last ? last + " " + word : word;
  }
  return lines.map((line) => cut(line, length + 2));
}

function drawLabels(context, light, scale, low, high, positions) {
  const box = $("#graph"), most = moving ? LEADING : Math.max(24, Math.round(box.clientWidth * box.clientHeight / 9000));
  const first = [hovered, S.chosen, ...(S.path || [])].filter((thing) => thing && Seen.inDrawn.has(thing));
  const order = [...new Set([...first, ...(light ? [...light.things].sort((a, b) => a.n - b.n) : moving ? Seen.drawn.slice(0, 4 * LEADING) : Seen.drawn)])];
  const inside = order.filter((thing) => {
    const at = positions[thing.n];
    return at && at.x > low.x - 60 / scale && at.x < high.x + 60 / scale && at.y > low.y - 40 / scale && at.y < high.y + 40 / scale;
  });
  const taken = grid(96 / scale), leading = new Set(inside.slice(0, LEADING));
  for (const thing of moving ? leading : inside) {
    const at = positions[thing.n], r = radius(thing) * 0.85;
    taken.add(at.x - r, at.y - r, at.x + r, at.y + r, thing);
  }
  for (const button of [".zoom", "#foot", "#crumbs"].map($)) { // what lies over the picture would hide a label
    const at = network.DOMtoCanvas({ x: button.offsetLeft, y: button.offsetTop });
    if (button.offsetWidth) taken.add(at.x, at.y, at.x + button.offsetWidth / scale, at.y + button.offsetHeight / scale, null);
  }
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  let drawnLabels = 0;
  for (const thing of inside) {
    if (drawnLabels >= most) break;
    const forced = first.includes(thing) || (light && light.all);
    if (!forced && !leading.has(thing) && thing.size * scale < 2.2) continue;
    const bold = forced || thing.n < 6, size = (bold ? 13 : 12) / scale;
    const { lines, width } = lettering(context, thing, bold), at = positions[thing.n];
    const w = width * size, h = lines.length * size * 1.18, r = radius(thing);
    const spots = [[at.x - w / 2, at.y + r + 3 / scale], [at.x - w / 2, at.y - r - 3 / scale - h], [at.x + r + 4 / scale, at.y - h / 2], [at.x - r - 4 / scale - w, at.y - h / 2]];
    const minor = leading.has(thing) ? leading : null;
    const seen = ([x, y]) => x > low.x && x + w < high.x && y > low.y && y + h < high.y;
    let spot = spots.find((at) => seen(at) && taken.free(at[0], at[1], at[0] + w, at[1] + h, thing, minor));
    if (!spot && !forced) continue;
    spot = spot || spots[0];
    taken.add(spot[0], spot[1], spot[0] + w, spot[1] + h, null);
    drawnLabels++;
    context.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
    context.lineWidth = 4 / scale;
    context.strokeStyle = colour("canvas");
    context.fillStyle = colour("text");
    lines.forEach((line, n) => {
      context.strokeText(line, spot[0] + w / 2, spot[1] + n * size * 1.18);
      context.fillText(line, spot[0] + w / 2, spot[1] + n * size * 1.18);
    });
  }
}

// Boxes in a raster, so that asking whether a place is free costs little.
function grid(cell) {
  const cells = new Map();
  const each = (x0, y0, x1, y1, what) => {
    for (let i = Math.floor(x0 / cell); i <= Math.floor(x1 / cell); i++) {
      for (let j = Math.floor(y0 / cell); j <= Math.floor(y1 / cell); j++) if (what(i * 4096 + j)) return true;
    }
    return false;
  };
  return {
    add(x0, y0, x1, y1, owner) {
      each(x0, y0, x1, y1, (key) => { if (!cells.has(key)) cells.set(key, []); cells.get(key).push([x0, y0, x1, y1, owner]); });
    },
    // `only`: marks of things that are not among these do not stand in the way
    free(x0, y0, x1, y1, owner, only) {
      return !each(x0, y0, x1, y1, (key) => (cells.get(key) || []).some((box) => box[4] !== owner && (!only || !box[4] || only.has(box[4])) && x0 < box[2] && x1 > box[0] && y0 < box[3] && y1 > box[1]));
    },
  };
}

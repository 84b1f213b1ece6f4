// Everything by keyboard.

function startKeyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || $("#ask").open) return;
    if (event.key === "/") {
      event.preventDefault();
      $("#q").focus();
    } else if (event.key === "Escape") {
      back();
    }
  });
  $("#graph").addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way) { event.preventDefault(); walk(way); }
    else if (event.key === "Enter" && (S.chosen || S.line)) { openPanel(); $("#right").focus(); }
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
  });
}

// One step back: from the panel to the picture, from the focus to the whole, from the choice to nothing.
function back() {
  if (playing) play(false);
  else if ($("#left").classList.contains("open")) closeFilters();
  else if (document.activeElement === $("#right") || $("#right").contains(document.activeElement)) { closePanel(); $("#graph").focus(); }
  else if (S.pathFrom) { S.pathFrom = null; showPanel(); }
  else if (S.focus) change({ focus: 0 }, { fit: true });
  else if (S.chosen || S.line || S.path) change({ chosen: null, line: null, path: null });
}

// To the neighbour that lies most in that direction.
function walk([wayX, wayY]) {
  if (!S.chosen || !Seen.inDrawn.has(S.chosen)) {
    if (Seen.drawn.length) pick(Seen.drawn[0], { look: true });
    return;
  }
  let best = null, most = 0.2;
  for (const thing of neighbours(S.chosen)) {
    if (!Seen.inDrawn.has(thing)) continue;
    const dx = thing.x - S.chosen.x, dy = thing.y - S.chosen.y, far = Math.hypot(dx, dy) || 1;
    const score = (dx * wayX + dy * wayY) / far - far / 4000;
    if (score > most) { most = score; best = thing; }
  }
  if (best) pick(best, { look: true });
}

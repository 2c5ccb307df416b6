// A chart moved by the keys: arrows move it, plus and minus zoom, 0 shows all of it.
const step = 0.1; // of what is seen
const zoom = 0.8;

export function moveByKey(plot, event, reset) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = {
    ArrowLeft: ["x", -step, 1], ArrowRight: ["x", step, 1], ArrowDown: ["y", -step, 1], ArrowUp: ["y", step, 1],
    "+": ["x", 0, zoom], "=": ["x", 0, zoom], "-": ["x", 0, 1 / zoom],
  }[event.key];
  if (event.key === "0") reset();
  else if (!by || !move(plot, ...by)) return;
  event.preventDefault();
  event.stopPropagation();
}

function move(plot, letter, shift, factor) {
  const change = {};
  for (const [name, axis] of Object.entries(plot._fullLayout ?? {})) {
    // The numbers behind dates, texts and logarithms are the same kind for all: Plotly's own.
    if (!name.startsWith(`${letter}axis`) || !axis?.r2l || axis.fixedrange) continue;
    const [from, to] = axis.range.map(end => axis.r2l(end));
    const [middle, half] = [(from + to) / 2 + shift * (to - from), (to - from) / 2 * factor];
    change[`${name}.range`] = [axis.l2r(middle - half), axis.l2r(middle + half)];
  }
  if (Object.keys(change).length === 0) return false;
  window.Plotly.relayout(plot, change);
  return true;
}

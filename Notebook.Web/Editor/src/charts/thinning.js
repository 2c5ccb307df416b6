// Long series drawn with as many points as the screen can show, anew for each part that is zoomed into. A line keeps the first,
// lowest, highest and last point of every column of pixels: it covers the same pixels. Of markers that would cover each other
// one is drawn.
const enough = 5_000;
const cell = 2; // pixels between two markers that are told apart
const places = new WeakMap();

export function isLongLine(trace) { return isScatter(trace) && modeOf(trace) === "lines" && lengthOf(trace) > enough && isPlain(trace) && placesOf(trace) != null; }

export function isLongCloud(trace) { return isScatter(trace) && modeOf(trace) === "markers" && lengthOf(trace) > enough && isPlain(trace) && Array.isArray(trace.y); }

/** @param view {{width, x: [from, to]|null, isLog}} the width in pixels and what part is seen; null for all */
export function thinnedLine(trace, { width, x, isLog = false }) {
  const at = placesOf(trace);
  const scale = isLog ? value => Math.log10(Math.max(value, Number.MIN_VALUE)) : value => value;
  const [from, to] = x ?? [at[0], at[at.length - 1]];
  // One point beyond each end: the line goes on at the edge of what is seen.
  const start = Math.max(0, firstAtLeast(at, from) - 1);
  const end = Math.min(at.length, firstAtLeast(at, to) + 1);
  const left = scale(from);
  const perColumn = (scale(to) - left) / Math.max(1, width);
  const picked = x ? [0] : []; // The ends of the whole stay, so that "all of it" is known.
  let column = NaN, first, low, high, last, gap;
  const close = () => {
    if (first == null) return;
    for (const position of [first, low, high, last, gap].filter(each => each >= 0).sort((a, b) => a - b))
      if (position > (picked.at(-1) ?? -1)) picked.push(position);
  };
  for (let i = start; i < end; i++) {
    const here = perColumn > 0 ? Math.floor((scale(at[i]) - left) / perColumn) : 0;
    if (here !== column) {
      close();
      [column, first, low, high, last, gap] = [here, i, -1, -1, i, -1];
    }
    last = i;
    const y = trace.y[i];
    if (y == null) gap = gap < 0 ? i : gap;
    else {
      if (low < 0 || y < trace.y[low]) low = i;
      if (high < 0 || y > trace.y[high]) high = i;
    }
  }
  close();
  if (x && (picked.at(-1) ?? 0) < at.length - 1) picked.push(at.length - 1);
  return pick(trace, picked, at);
}

export function thinnedCloud(trace, { width, height, x, y }) {
  const at = placesOf(trace, false);
  if (!at || !trace.y.every(value => value == null || typeof value === "number")) return trace;
  const [left, right] = x ?? extent(at);
  const [bottom, top] = y ?? extent(trace.y);
  const [columns, rows] = [width / cell / (right - left || 1), height / cell / (top - bottom || 1)];
  const seen = new Set();
  const picked = [];
  for (let i = 0; i < at.length; i++) {
    const [px, py] = [Math.floor((at[i] - left) * columns), Math.floor((trace.y[i] - bottom) * rows)];
    const key = px * 100_003 + py;
    if (seen.has(key)) continue;
    seen.add(key);
    picked.push(i);
  }
  return pick(trace, picked, at);
}

/** Where the points of a trace are as numbers, dates as milliseconds; null when they are texts or, if asked, not in order. */
export function placesOf(trace, inOrder = true) {
  let known = places.get(trace);
  if (!known) places.set(trace, known = read(trace));
  return known.at && (known.isInOrder || !inOrder) ? known.at : null;
}

/** An end of an axis's range as a number. */
export function placeOf(value) { return typeof value === "number" ? value : dateOf(value); }

function read({ x, y, x0 = 0, dx = 1 }) {
  if (x == null) return typeof x0 === "number" ? { at: Float64Array.from(y, (_, i) => x0 + i * dx), isInOrder: dx > 0 } : { at: null };
  if (!Array.isArray(x) || !Array.isArray(y)) return { at: null };
  const length = Math.min(x.length, y.length);
  const at = new Float64Array(length);
  let isInOrder = true;
  for (let i = 0; i < length; i++) {
    at[i] = placeOf(x[i]);
    if (Number.isNaN(at[i])) return { at: null };
    if (i > 0 && at[i] < at[i - 1]) isInOrder = false;
  }
  return { at, isInOrder };
}

function dateOf(text) {
  if (typeof text !== "string" || !/^-?\d{4}-\d\d(-\d\d)?/.test(text)) return NaN;
  const iso = text.length <= 10 ? text : text.replace(" ", "T");
  return Date.parse(/T/.test(iso) && !/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? `${iso}Z` : iso);
}

// Sizes, colours and labels belong to their points.
function pick(trace, positions, at) {
  const length = lengthOf(trace);
  const picked = { ...trace };
  for (const name of ["x", "y", "text", "hovertext", "customdata", "ids"])
    if (Array.isArray(trace[name]) && trace[name].length === length) picked[name] = positions.map(i => trace[name][i]);
  if (trace.x == null) picked.x = positions.map(i => at[i]);
  return picked;
}

function firstAtLeast(at, value) {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function extent(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value == null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function isScatter(trace) { return (trace.type ?? "scatter") === "scatter"; }

function modeOf(trace) { return trace.mode ?? (trace.stackgroup == null && lengthOf(trace) < 20 ? "lines+markers" : "lines"); }

function lengthOf(trace) { return Math.max(trace.x?.length ?? 0, trace.y?.length ?? 0); }

// What has a value of its own for each point is drawn whole.
function isPlain(trace) {
  return Array.isArray(trace.y) && trace.stackgroup == null && trace.error_x == null && trace.error_y == null && trace.transforms == null
    && !(trace.fill ?? "none").startsWith("tonext") && (trace.line?.shape ?? "linear") === "linear"
    && ![trace.marker?.size, trace.marker?.color, trace.marker?.symbol, trace.marker?.opacity].some(Array.isArray);
}

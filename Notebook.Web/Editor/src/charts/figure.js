// What is drawn of a figure. It comes from a kernel, and what a kernel sends is not to be believed: nothing in it may fetch
// from elsewhere, and its size has bounds.
const addresses = new Set(["source", "url", "geojson", "style", "topojsonURL"]);
const maxDepth = 32;
const maxSeries = 500;
const maxPixels = 4000;
const maxBins = 10_000;
const dashedUpTo = 2_000; // points: dashes of a line that changes faster than they do say nothing

const outlinesFromElsewhere = /^(choropleth|scattergeo|.*map(box)?)$/;
const nameParts = new Set(["pie", "funnelarea", "sunburst", "treemap", "icicle", "sankey", "parcats", "parcoords", "indicator"]); // their legends name parts, not traces
const dashes = ["solid", "dash", "dot", "dashdot", "longdash", "solid"];
const symbols = ["circle", "diamond", "square", "triangle-up", "cross", "circle-open"];

export const drawnByGraphicsCard = /gl$|3d$|^(surface|isosurface|volume|cone|streamtube|splom|parcoords)$/;

/** @returns {{number: number, data: object[], layout: object, frames: object[]|undefined, note: string, isMap: boolean}} */
export function figureOf(json) {
  const { data = [], layout = {}, frames, number = 0 } = withoutAddresses(JSON.parse(json) ?? {}, 0) ?? {};
  const all = (Array.isArray(data) ? data : []).filter(isObject);
  const shown = all.slice(0, maxSeries);
  for (const trace of shown)
    for (const name of ["nbinsx", "nbinsy", "ncontours"]) if (trace[name] > maxBins) delete trace[name];
  const tidy = isObject(layout) ? layout : {};
  for (const name of ["width", "height"])
    if (tidy[name] != null && !(tidy[name] > 0 && tidy[name] <= maxPixels)) delete tidy[name];
  if (typeof tidy.title === "string") tidy.title = { text: tidy.title };
  return {
    number: Number.isSafeInteger(number) ? number : 0, // how many times a live chart had changed
    data: shown,
    layout: tidy,
    frames: Array.isArray(frames) ? frames.filter(isObject).slice(0, maxSeries) : undefined,
    note: all.length > maxSeries ? `The first ${maxSeries} of ${all.length} series are drawn.` : "",
    isMap: shown.some(trace => outlinesFromElsewhere.test(trace.type ?? "") && !/^(heat|tree)map$/.test(trace.type)),
  };
}

/** A trace as the page draws it where its author says nothing: told apart by more than colour, and named only when it has a name. */
export function styled(trace, index) {
  const named = trace.name != null || nameParts.has(trace.type) ? {} : { name: "", showlegend: trace.showlegend ?? false };
  if ((trace.type ?? "scatter") !== "scatter" && trace.type !== "scattergl" && trace.type !== "scatterpolar") return { ...trace, ...named };
  const style = { ...trace, ...named };
  const length = Math.max(trace.x?.length ?? 0, trace.y?.length ?? 0, trace.r?.length ?? 0);
  const dash = dashes[index % dashes.length];
  if (dash !== "solid" && trace.fill == null && trace.stackgroup == null && length <= dashedUpTo) style.line = { dash, ...trace.line };
  if (length === 1 && trace.mode === "lines") style.mode = "lines+markers"; // One point has no line.
  style.marker = { symbol: symbols[index % symbols.length], ...trace.marker };
  return style;
}

function withoutAddresses(value, depth) {
  if (Array.isArray(value)) {
    // Series are long and hold nothing but numbers and texts.
    return isObject(value[0]) || Array.isArray(value[0]) || value.length < 100 ? value.map(each => withoutAddresses(each, depth + 1)) : value.map(each => isObject(each) ? null : each);
  }
  if (!isObject(value)) return value;
  if (depth > maxDepth) return undefined;
  const safe = {};
  for (const [name, inner] of Object.entries(value)) {
    if (name === "__proto__" || addresses.has(name) && typeof inner === "string" && isRemote(inner)) continue;
    safe[name] = withoutAddresses(inner, depth + 1);
  }
  return safe;
}

function isRemote(address) {
  const text = address.replace(/[\u0000-\u0020]/g, "").toLowerCase();
  return /^[\\/]{2}/.test(text) || /^[a-z][a-z0-9+.-]*:/.test(text) && !text.startsWith("data:image/");
}

function isObject(value) { return value != null && typeof value === "object" && !Array.isArray(value); }

// What a chart's toolbar does, and its data as a table that everybody can read.
import { DataTable, toggleCell } from "../outputs/dataTable.js";
import { RowsAtHand } from "../outputs/tableRows.js";
import { csv } from "../outputs/delimited.js";
import { keep } from "../outputs/downloads.js";
import { showNotice } from "../notices.js";

/** A PNG has a ground of its own: light text on nothing is not readable where it is pasted. */
export async function pictureOf(plot, format, scale = 1) {
  const ground = getComputedStyle(document.body).getPropertyValue("background-color");
  const layout = { ...plot.layout, paper_bgcolor: plot.layout.paper_bgcolor ?? ground };
  const address = await window.Plotly.toImage({ data: plot.data, layout }, { format, width: plot.clientWidth, height: plot.clientHeight, scale });
  return await (await fetch(address)).blob();
}

export async function keepPicture(plot, format, scale) {
  keep(await pictureOf(plot, format, scale), "", `chart.${format}`);
}

export async function copyPicture(plot) {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": pictureOf(plot, "png", 2) })]);
    showNotice("Picture copied.");
  } catch {
    showNotice("This browser does not let the page copy pictures. Download the chart as PNG instead.");
  }
}

export function keepData(traces) {
  const { columns, rows } = dataOf(traces);
  keep(csv([columns.map(column => column.name), ...rows]), "text/csv;charset=utf-8", "chart.csv");
}

/** @returns the element that shows the chart's points */
export function dataPanel(traces) {
  const panel = document.createElement("div");
  panel.className = "chart-data";
  const points = dataOf(traces);
  const table = { ...points, totalRows: points.rows.length, keptRows: points.rows.length, truncated: false };
  const atHand = new RowsAtHand(table);
  const view = new DataTable(panel, table, atHand, atHand);
  panel.addEventListener("click", event => {
    const sort = event.target.closest("[data-sort]");
    const cell = event.target.closest("[data-open]");
    if (sort) view.sort(Number(sort.dataset.sort), event.shiftKey);
    else if (cell) toggleCell(cell);
  });
  view.draw();
  return panel;
}

const pointwise = ["x", "y", "z", "labels", "values", "open", "high", "low", "close", "lat", "lon", "locations", "parents", "base", "theta", "r", "text"];

/** The points of all traces, one row each: the trace's name where there are several, then what its points have. */
export function dataOf(traces) {
  const several = traces.length > 1;
  const names = pointwise.filter(name => traces.some(trace => has(trace, name)));
  const rows = [];
  traces.forEach((trace, number) => {
    const series = trace.name || `${trace.type ?? "scatter"} ${number + 1}`;
    if (trace.type === "sankey") {
      const name = at => trace.node?.label?.[at] ?? at;
      (trace.link?.value ?? []).forEach((value, i) => rows.push(row(several, series, names, { labels: `${name(trace.link.source[i])} → ${name(trace.link.target[i])}`, values: value })));
      return;
    }
    if (trace.type === "indicator") {
      rows.push(row(several, series, names, { values: trace.value }));
      return;
    }
    if (isList(trace.z) && isList(trace.z[0])) {
      trace.z.forEach((line, y) => line.forEach((z, x) => rows.push(row(several, series, names, { x: at(trace.x, x) ?? x, y: at(trace.y, y) ?? y, z }))));
      return;
    }
    const length = Math.max(0, ...names.filter(name => isList(trace[name])).map(name => trace[name].length));
    for (let i = 0; i < length; i++) rows.push(row(several, series, names, Object.fromEntries(names.map(name => [name, at(trace[name], i)]))));
  });
  const columns = [...(several ? ["series"] : []), ...names];
  const index = several ? 1 : 0;
  return { columns: columns.map((name, column) => ({ name, type: column >= index && rows.every(values => values[column] == null || typeof values[column] === "number") ? "number" : "any" })), rows };
}

function has(trace, name) {
  if (isList(trace.z) && isList(trace.z[0]) && (name === "x" || name === "y")) return true;
  if (trace.type === "sankey") return name === "labels" || name === "values";
  if (trace.type === "indicator") return name === "values";
  return isList(trace[name]) && (name !== "text" || trace[name].length > 1);
}

function row(several, series, names, point) {
  const values = names.map(name => point[name] ?? null);
  return several ? [series, ...values] : values;
}

function at(list, index) { return isList(list) ? list[index] : undefined; }

function isList(value) { return Array.isArray(value) || ArrayBuffer.isView(value); }

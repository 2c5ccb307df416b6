// What a chart's toolbar does, and its data as a table that everybody can read.
import { DataTable } from "./dataTable.js";
import { csv } from "./delimited.js";
import { keep } from "./downloads.js";

const scale = 2; // of a PNG: sharp on the screens of today

export async function keepPicture(plot, format) {
  const address = await window.Plotly.toImage(plot, { format, width: plot.clientWidth, height: plot.clientHeight, scale: format === "png" ? scale : 1 });
  keep(await (await fetch(address)).blob(), "", `chart.${format}`);
}

export function keepData(plot) {
  const { columns, rows } = dataOf(plot.data);
  keep(csv([columns.map(column => column.name), ...rows]), "text/csv;charset=utf-8", "chart.csv");
}

/** @returns the element that shows the chart's points */
export function dataPanel(plot) {
  const panel = document.createElement("div");
  panel.className = "chart-data";
  const table = dataOf(plot.data);
  const view = new DataTable(panel, { ...table, totalRows: table.rows.length, truncated: false });
  panel.addEventListener("click", event => {
    const sort = event.target.closest("[data-sort]");
    if (sort) view.sort(Number(sort.dataset.sort), event.shiftKey);
  });
  view.draw();
  return panel;
}

const pointwise = ["x", "y", "z", "labels", "values", "open", "high", "low", "close", "lat", "lon", "locations", "theta", "r", "text"];

/** The points of all traces, one row each: the trace's name where there are several, then what its points have. */
export function dataOf(traces) {
  const several = traces.length > 1;
  const names = pointwise.filter(name => traces.some(trace => isList(trace[name])));
  const rows = [];
  traces.forEach((trace, number) => {
    const series = trace.name || `${trace.type ?? "scatter"} ${number + 1}`;
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

function row(several, series, names, point) {
  const values = names.map(name => point[name] ?? null);
  return several ? [series, ...values] : values;
}

function at(list, index) { return isList(list) ? list[index] : undefined; }

function isList(value) { return Array.isArray(value) || ArrayBuffer.isView(value); }

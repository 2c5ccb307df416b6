// The page's tokens as a Plotly template. What the author of a chart sets stays as it is set.
const roles = { text: "--color-text", muted: "--color-text-muted", grid: "--chart-grid", axis: "--chart-axis", raised: "--color-raised", edge: "--color-line-strong", accent: "--color-accent", canvas: "--color-canvas" };
const series = ["--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-5", "--chart-6"];

const viridis = ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"];

// A custom property that holds light-dark() is text; a colour that uses it is what the theme makes of it.
function read(host, property) {
  const probe = document.createElement("i");
  probe.style.cssText = `display:none;color:var(${property})`;
  host.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** @param data the traces that are drawn: how many there are decides where their names stand */
export function chartTemplate(host, data = []) {
  const colour = Object.fromEntries(Object.entries(roles).map(([role, property]) => [role, read(host, property)]));
  const family = getComputedStyle(document.documentElement).getPropertyValue("--font-ui").trim();
  const axis = {
    automargin: true,
    gridcolor: colour.grid,
    linecolor: colour.axis,
    tickcolor: colour.axis,
    zerolinecolor: colour.axis,
    zerolinewidth: 1,
    ticklen: 4,
    title: { font: { size: 12, color: colour.muted }, standoff: 8 },
  };
  const polar = { gridcolor: colour.grid, linecolor: colour.axis, tickcolor: colour.axis };
  const scene = { gridcolor: colour.grid, linecolor: colour.axis, zerolinecolor: colour.axis, backgroundcolor: "transparent" };
  const [series1, down, up] = ["--chart-1", "--chart-2", "--chart-3"].map(property => read(host, property));
  // Viridis reads the same to everybody, and in grey.
  const scale = viridis.map((hex, i) => [i / (viridis.length - 1), hex]);
  const colorbar = { thickness: 10, outlinewidth: 0, tickcolor: colour.axis, ticklen: 4, len: 1 };
  return {
    layout: {
      autosize: true,
      colorway: series.map(property => read(host, property)),
      paper_bgcolor: "transparent",
      plot_bgcolor: "transparent",
      font: { family, size: 11, color: colour.muted },
      title: { x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { t: 8 }, font: { size: 13, weight: 600, color: colour.text } },
      margin: data.some(trace => trace.type === "indicator") ? { l: 36, r: 36, t: 48, b: 16 } : { l: 44, r: 8, t: 40, b: 36 },
      xaxis: { ...axis, showgrid: false, zeroline: false, showline: true },
      yaxis: axis,
      legend: { ...legendFor(host, data), font: { size: 11, color: colour.muted } },
      hoverlabel: { bgcolor: colour.raised, bordercolor: colour.edge, font: { family, size: 12, color: colour.text } },
      modebar: { bgcolor: "transparent", color: colour.muted, activecolor: colour.accent },
      scene: { xaxis: scene, yaxis: scene, zaxis: scene, aspectmode: "cube", camera: { eye: { x: 1.5, y: 1.5, z: 0.9 }, center: { x: 0, y: 0, z: -0.12 } } },
      polar: { bgcolor: "transparent", angularaxis: polar, radialaxis: polar },
      colorscale: { sequential: scale, sequentialminus: scale.map(([at], i) => [at, scale[scale.length - 1 - i][1]]) },
      coloraxis: { colorbar },
      shapedefaults: { line: { color: colour.muted, width: 1 }, fillcolor: colour.muted },
      annotationdefaults: { font: { size: 11, color: colour.text }, arrowcolor: colour.muted },
      sliderdefaults: { bgcolor: colour.grid, bordercolor: colour.axis, activebgcolor: colour.accent, font: { size: 11, color: colour.muted } },
      updatemenudefaults: { bgcolor: "transparent", bordercolor: colour.edge, font: { size: 12, color: colour.text } },
    },
    data: {
      scatter: [{ line: { width: 1.5 }, marker: { size: 7 } }],
      scattergl: [{ line: { width: 1.5 }, marker: { size: 5 } }],
      bar: [{ marker: { line: { width: 0 } } }],
      heatmap: [{ colorbar, colorscale: scale }],
      histogram2d: [{ colorbar, colorscale: scale }],
      contour: [{ colorbar, colorscale: scale, line: { width: 0.5 } }],
      surface: [{ colorbar, colorscale: scale }],
      candlestick: [{ increasing: { line: { color: up } }, decreasing: { line: { color: down } } }],
      ohlc: [{ increasing: { line: { color: up } }, decreasing: { line: { color: down } } }],
      waterfall: [{ increasing: { marker: { color: up } }, decreasing: { marker: { color: down } }, totals: { marker: { color: colour.muted } }, connector: { line: { color: colour.axis, width: 1 } } }],
      pie: [{ marker: { line: { color: colour.canvas, width: 1.5 } } }],
      treemap: [{ marker: { line: { color: colour.canvas, width: 1.5 } } }],
      sunburst: [{ marker: { line: { color: colour.canvas, width: 1.5 } } }],
      sankey: [{ node: { color: series1, line: { width: 0 }, thickness: 14 }, link: { color: colour.grid }, textfont: { color: colour.text, size: 12 } }],
      indicator: [{ gauge: { bar: { color: series1 }, bordercolor: colour.axis, borderwidth: 1 }, number: { font: { color: colour.text } } }],
    },
  };
}

// A few names stand beside the title; many in a column of their own, or under the chart where that would leave it no room.
function legendFor(host, data) {
  const named = data.filter(trace => trace.name && trace.showlegend !== false);
  const isLong = named.length > 6 || named.reduce((sum, trace) => sum + String(trace.name).length + 6, 0) * 7 > host.clientWidth * 0.6;
  if (!isLong) return { orientation: "h", x: 1, xanchor: "right", y: 1.02, yanchor: "bottom" };
  return host.clientWidth >= 560 ? { orientation: "v", x: 1.01, xanchor: "left", y: 1, yanchor: "top" } : { orientation: "h", x: 0, xanchor: "left", y: -0.16, yanchor: "top" };
}

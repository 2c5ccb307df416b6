// The page's tokens as a Plotly template. What the author of a chart sets stays as it is set.
const roles = { text: "--color-text", muted: "--color-text-muted", grid: "--chart-grid", axis: "--chart-axis", raised: "--color-raised", edge: "--color-line-strong", accent: "--color-accent" };
const series = ["--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-5", "--chart-6"];

// A custom property that holds light-dark() is text; a colour that uses it is what the theme makes of it.
function read(host, property) {
  const probe = document.createElement("i");
  probe.style.cssText = `display:none;color:var(${property})`;
  host.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

export function chartTemplate(host) {
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
  const scene = { gridcolor: colour.grid, linecolor: colour.axis, zerolinecolor: colour.axis, backgroundcolor: "transparent" };
  return {
    layout: {
      autosize: true,
      colorway: series.map(property => read(host, property)),
      paper_bgcolor: "transparent",
      plot_bgcolor: "transparent",
      font: { family, size: 11, color: colour.muted },
      title: { x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { t: 8 }, font: { size: 13, weight: 600, color: colour.text } },
      margin: { l: 44, r: 8, t: 40, b: 36 },
      xaxis: { ...axis, showgrid: false, zeroline: false, showline: true },
      yaxis: axis,
      legend: { orientation: "h", x: 1, xanchor: "right", y: 1.02, yanchor: "bottom", font: { size: 11, color: colour.muted } },
      hoverlabel: { bgcolor: colour.raised, bordercolor: colour.edge, font: { family, size: 12, color: colour.text } },
      modebar: { bgcolor: "transparent", color: colour.muted, activecolor: colour.accent },
      scene: { xaxis: scene, yaxis: scene, zaxis: scene },
    },
  };
}

// Draws the charts of an exported page, follows light and dark, and sizes frames to what they hold.
(() => {
  const colour = (host, property) => {
    const probe = document.createElement("i");
    probe.style.cssText = `display:none;color:var(${property})`;
    host.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };

  const template = host => {
    const read = name => colour(host, name);
    const [text, muted, grid, line] = ["--color-text", "--color-text-muted", "--chart-grid", "--chart-axis"].map(read);
    const family = getComputedStyle(document.documentElement).getPropertyValue("--font-ui").trim();
    const axis = { automargin: true, gridcolor: grid, linecolor: line, tickcolor: line, zerolinecolor: line, zerolinewidth: 1, ticklen: 4, title: { font: { size: 12, color: muted }, standoff: 8 } };
    const scene = { gridcolor: grid, linecolor: line, zerolinecolor: line, backgroundcolor: "transparent" };
    return { layout: {
      autosize: true, colorway: [1, 2, 3, 4, 5, 6].map(n => read(`--chart-${n}`)), paper_bgcolor: "transparent", plot_bgcolor: "transparent",
      font: { family, size: 11, color: muted },
      title: { x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top", pad: { t: 8 }, font: { size: 13, weight: 600, color: text } },
      margin: { l: 44, r: 8, t: 40, b: 36 }, xaxis: { ...axis, showgrid: false, zeroline: false, showline: true }, yaxis: axis,
      legend: { orientation: "h", x: 1, xanchor: "right", y: 1.02, yanchor: "bottom", font: { size: 11, color: muted } },
      hoverlabel: { bgcolor: read("--color-raised"), bordercolor: read("--color-line-strong"), font: { family, size: 12, color: text } },
      modebar: { bgcolor: "transparent", color: muted, activecolor: read("--color-accent") },
      scene: { xaxis: scene, yaxis: scene, zaxis: scene },
    } };
  };

  const draw = async host => {
    try {
      const { data = [], layout = {}, frames } = JSON.parse(host.querySelector("script").textContent);
      let plot = host.querySelector(".plot");
      if (!plot) {
        plot = document.createElement("div");
        plot.className = "plot";
        host.append(plot);
      }
      const themed = { ...layout, template: layout.template ?? template(host), autosize: layout.width == null };
      if (typeof themed.title === "string") themed.title = { text: themed.title };
      await Plotly.react(plot, data, themed, { displaylogo: false, responsive: true });
      if (frames?.length) await Plotly.addFrames(plot, frames);
    } catch (error) {
      host.textContent = host.getAttribute("aria-label");
      console.error(error);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    const charts = [...document.querySelectorAll(".chart")];
    if (!charts.length) return;
    const drawAll = () => charts.forEach(draw);
    drawAll();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
    addEventListener("beforeprint", drawAll);
    addEventListener("afterprint", drawAll);
  });

  // This script stands in the head: a frame tells its height before the rest of the page has been read.
  addEventListener("message", event => {
    const frame = [...document.querySelectorAll(".frame")].find(each => each.contentWindow === event.source);
    const height = Number(event.data?.height);
    if (frame && height > 0) frame.style.height = `${Math.min(height, 4000)}px`;
  });
})();

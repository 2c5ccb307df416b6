// <notebook-chart data-cell data-output data-revision>: a Plotly chart, drawn when it comes near the viewport from the
// figure that the server holds, drawn again when its revision or the theme changes.
import { chartTemplate } from "./chartTheme.js";
import { dataPanel, keepData, keepPicture } from "./outputs/chartTools.js";
import { ConnectionLost } from "./server.js";

// The page's own toolbar has what Plotly's would have.
const config = { displaylogo: false, displayModeBar: false, responsive: true };
const withoutNames = new Set(["pie", "funnelarea", "sunburst", "treemap", "icicle", "sankey", "parcats", "parcoords"]); // their legends name parts, not traces
const drawnByGraphicsCard = /gl$|3d$|^(surface|isosurface|volume|cone|streamtube|splom|parcoords)$/;
let library = null;

function loadPlotly(address) {
  return library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      library = null;
      script.remove();
      reject(new Error("The chart library could not be loaded."));
    };
    document.head.append(script);
  });
}

export class ChartElement extends HTMLElement {
  static observedAttributes = ["data-revision"];

  #page = null;
  #plot = null;
  #figure = null;
  #drawn = "";
  #data = null;
  #near = false;
  #work = Promise.resolve();
  #retheme = () => this.#figure && this.#enqueue(() => this.#draw());
  #refit = () => this.#plot && this.#enqueue(() => window.Plotly.Plots.resize(this.#plot));

  connectedCallback() {
    // Blazor connects an element before it is complete.
    queueMicrotask(() => {
      if (!this.isConnected) return;
      const page = this.#page ?? this.closest("[data-notebook]")?.notebookPage;
      if (page) this.attach(page);
    });
  }

  attach(page) {
    this.#page = page;
    page.watchChart(this);
    document.addEventListener("notebook:theme", this.#retheme);
    this.addEventListener("fullscreenchange", this.#refit); // The window may keep its size, which is all that Plotly watches.
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      document.removeEventListener("notebook:theme", this.#retheme);
      this.#page?.unwatchChart(this);
      if (this.#plot) window.Plotly?.purge(this.#plot);
      this.#data?.remove();
    });
  }

  attributeChangedCallback() {
    if (this.#near) this.#enqueue(() => this.#load());
  }

  approached() {
    this.#near = true;
    this.#enqueue(() => this.#load());
  }

  /** Far from the viewport again. A browser has some sixteen drawing contexts of the graphics card; only charts in sight hold one. */
  left() {
    this.#near = false;
    if (this.#figure?.data?.some(trace => drawnByGraphicsCard.test(trace.type))) this.#enqueue(() => this.#putAway());
  }

  /** What the toolbar of the output offers. */
  tools() {
    const plot = this.#plot;
    if (!plot) return [];
    return [
      { label: "Download PNG", iconName: "picture", run: () => keepPicture(plot, "png") },
      { label: "Download SVG", iconName: "vector", run: () => keepPicture(plot, "svg") },
      { label: "Download CSV", iconName: "download", run: () => keepData(plot) },
      { label: "Show data", iconName: "table", pressed: this.#data != null, run: () => this.#toggleData() },
      { label: "Reset view", iconName: "restart", run: () => this.#enqueue(() => this.#reset()) },
      { label: "Full screen", iconName: "enlarge", run: () => document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen() },
    ];
  }

  #toggleData() {
    if (this.#data) {
      this.#data.remove();
      this.#data = null;
      return;
    }
    this.#data = dataPanel(this.#plot);
    this.after(this.#data);
  }

  // A new figure is what was given, without what its reader turned and zoomed.
  async #reset() {
    window.Plotly.purge(this.#plot);
    await this.#draw();
  }

  #putAway() {
    if (this.#near || !this.#plot) return;
    window.Plotly.purge(this.#plot);
    this.#plot.remove();
    this.#plot = null;
    this.#drawn = "";
    this.#figure = null;
    this.querySelector(".chart-wait")?.removeAttribute("hidden");
  }

  // One at a time: two draws of one element at once leave half of each.
  #enqueue(work) {
    this.#work = this.#work.then(work).catch(error => this.#failed(error));
    return this.#work;
  }

  async #load() {
    const revision = this.dataset.revision;
    if (!this.isConnected || this.#drawn === revision) return;
    const [, stream] = await Promise.all([
      loadPlotly(this.#page.options.plotly),
      this.#page.server.call("ReadOutput", this.dataset.cell, this.dataset.output, "application/vnd.plotly.v1+json"),
    ]);
    if (!stream) return; // Replaced meanwhile; the next revision is on its way.
    this.#figure = JSON.parse(new TextDecoder().decode(await stream.arrayBuffer()));
    this.#drawn = revision;
    await this.#draw();
  }

  async #draw() {
    if (!this.isConnected) return;
    const { data = [], layout = {}, frames } = this.#figure;
    if (!this.#plot) {
      this.#plot = document.createElement("div");
      this.#plot.className = "plot";
      this.append(this.#plot);
    }
    const themed = { ...structuredClone(layout), template: layout.template ?? chartTemplate(this), autosize: layout.width == null };
    if (typeof themed.title === "string") themed.title = { text: themed.title };
    await window.Plotly.react(this.#plot, data.map(unnamed), themed, config);
    if (frames?.length) await window.Plotly.addFrames(this.#plot, frames);
    this.querySelector(".chart-wait")?.setAttribute("hidden", "");
    if (this.#data) this.#data.replaceWith(this.#data = dataPanel(this.#plot));
  }

  #failed(error) {
    if (error instanceof ConnectionLost) return; // Drawn when the page is near it again.
    const wait = this.querySelector(".chart-wait");
    if (!wait) return;
    wait.hidden = false;
    wait.textContent = "This chart could not be drawn: its figure is not one that Plotly understands.";
    console.error(error);
  }
}

// Plotly would call a trace without a name "trace 0", in the legend and when pointed at.
function unnamed(trace) {
  if (trace.name != null || withoutNames.has(trace.type)) return trace;
  return { ...trace, name: "", showlegend: trace.showlegend ?? false };
}

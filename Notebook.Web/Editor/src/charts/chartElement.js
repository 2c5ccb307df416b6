// <notebook-chart data-cell data-output data-src data-revision>: a Plotly chart, drawn when it comes near the viewport from the
// figure that the server holds, drawn again when its revision or the theme changes.
import { toggleChoices } from "../menu.js";
import { ConnectionLost } from "../server.js";
import { copyPicture, dataPanel, keepData, keepPicture, pictureOf } from "./chartTools.js";
import { drawFigure, mapWords } from "./drawing.js";
import { drawnByGraphicsCard, figureOf } from "./figure.js";
import { light, unlight } from "./graphicsCard.js";
import { grown } from "./growing.js";
import { loadPlotly } from "./library.js";
import { moveByKey } from "./moving.js";

// The page's own toolbar has what Plotly's would have.
const config = { displaylogo: false, displayModeBar: false, responsive: true };

export class ChartElement extends HTMLElement {
  static observedAttributes = ["data-revision"];

  #page = null;
  #plot = null;
  #figure = null;
  #drawn = "";
  #data = null;
  #near = false;
  #still = null;
  #work = Promise.resolve();
  #view = null;
  #additions = [];
  #isBehind = false; // has points that are not drawn, since nobody sees it
  #dataAt = 0;
  #retheme = () => this.#figure && this.#enqueue(() => this.#draw());
  #refit = () => this.#plot && this.#enqueue(() => window.Plotly.Plots.resize(this.#plot));
  #seen = () => { if (!document.hidden && this.#isBehind) this.#enqueue(() => this.#catchUp()); };
  #press = event => { if (event.target.closest(".chart-foot [data-show-data]")) this.#toggleData(); };

  connectedCallback() {
    // Blazor connects an element before it is complete.
    queueMicrotask(() => {
      if (!this.isConnected) return;
      this.parentElement.addEventListener("click", this.#press);
      this.addEventListener("keydown", event => { if (this.#plot && event.target === this) moveByKey(this.#plot, event, () => this.#enqueue(() => this.#reset())); });
      this.addEventListener("pointerenter", () => this.#wake());
      this.addEventListener("focus", () => this.#wake());
      const page = this.#page ?? this.closest("[data-notebook]")?.notebookPage;
      if (page) this.attach(page);
    });
  }

  attach(page) {
    this.#page = page;
    page.deliveries.chartAppeared(this);
    document.addEventListener("notebook:theme", this.#retheme);
    document.addEventListener("visibilitychange", this.#seen);
    this.addEventListener("fullscreenchange", this.#refit); // The window may keep its size, which is all that Plotly watches.
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      document.removeEventListener("notebook:theme", this.#retheme);
      document.removeEventListener("visibilitychange", this.#seen);
      this.#page?.deliveries.chartGone(this);
      unlight(this);
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
    if (this.#isBehind) this.#enqueue(() => this.#catchUp());
  }

  /**
   * A live chart got points.
   * @param from how many times it had changed before the first of the additions
   */
  extend({ from, additions, keeps, summary, line }) {
    if (!this.#figure) return null; // Fetched whole when it comes near.
    this.#additions.push({ from, additions: additions.map(each => JSON.parse(each)), keeps });
    this.setAttribute("aria-label", summary);
    const words = this.#foot?.querySelector("p");
    if (words) {
      words.title = summary;
      words.firstChild.data = `${line} `;
    }
    return this.#enqueue(() => this.#grow());
  }

  /** Far from the viewport again: only charts in sight hold a drawing context of the graphics card. */
  left() {
    this.#near = false;
    if (this.#usesGraphicsCard) this.#enqueue(() => this.#putAway());
  }

  /** Too many charts hold such a context: a picture stands in its place until somebody points at it. */
  freeze() {
    unlight(this);
    this.#enqueue(async () => {
      if (!this.#plot || this.#still) return;
      const still = document.createElement("img");
      still.className = "plot-still";
      still.alt = "";
      still.src = URL.createObjectURL(await pictureOf(this.#plot, "png", devicePixelRatio));
      await still.decode();
      this.#clear();
      this.append(this.#still = still);
    });
  }

  /** What the toolbar of the output offers. */
  tools() {
    const plot = this.#plot;
    if (!plot) return [];
    return [
      { label: "Reset view", iconName: "restart", run: () => this.#enqueue(() => this.#reset()) },
      { label: "Copy picture", iconName: "copy", run: () => copyPicture(plot) },
      { label: "Download chart", iconName: "download", run: button => toggleChoices(button, [
        ["PNG", () => keepPicture(plot, "png", 1)],
        ["PNG, twice as sharp", () => keepPicture(plot, "png", 2)],
        ["PNG, for print", () => keepPicture(plot, "png", 4)],
        ["SVG", () => keepPicture(plot, "svg")],
        ["CSV", () => keepData(this.#figure.data)],
      ]) },
      { label: "Full screen", iconName: "enlarge", run: () => document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen() },
    ];
  }

  get #usesGraphicsCard() { return this.#plot?.data?.some(trace => drawnByGraphicsCard.test(trace.type)) ?? false; }

  get #foot() { return this.nextElementSibling?.matches(".chart-foot") ? this.nextElementSibling : null; }

  #toggleData() {
    if (this.#data) {
      this.#data.remove();
      this.#data = null;
    } else if (this.#figure) {
      this.#data = dataPanel(this.#figure.data);
      (this.#foot ?? this).after(this.#data);
    }
    const button = this.#foot?.querySelector("[data-show-data]");
    button?.setAttribute("aria-expanded", this.#data != null);
  }

  // A new figure is what was given, without what its reader turned and zoomed.
  async #reset() {
    if (!this.#plot) return;
    window.Plotly.purge(this.#plot);
    await this.#draw();
  }

  #wake() { if (this.#still) this.#enqueue(() => this.#draw()); }

  #clear() {
    window.Plotly.purge(this.#plot);
    this.#plot.remove();
    this.#plot = null;
  }

  #putAway() {
    if (this.#near || !this.#plot) return;
    unlight(this);
    this.#clear();
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
    const [, text] = await Promise.all([loadPlotly(this.#page.options.plotly), this.#read()]);
    if (text == null) return; // Replaced meanwhile; the next revision is on its way.
    this.#figure = figureOf(text);
    this.#drawn = revision;
    await this.#draw();
  }

  // A cell's chart may have got points since it was sent; what is shown apart from the cells is what its address says.
  async #read() {
    const { src, cell, output } = this.dataset;
    const figure = src
      ? fetch(src)
      : fetch(`n/${this.#page.options.notebookId}/figures/${cell}/${encodeURIComponent(output)}`, { cache: "no-store" });
    const reply = await figure.catch(() => { throw new ConnectionLost(); });
    if (reply.ok) return await reply.text();
    if (src) this.#say("This chart is no longer at hand. Close this and open it again.");
    return null;
  }

  // What has come since it was drawn last, at once: a slow browser draws less often.
  async #grow() {
    const waiting = this.#additions.splice(0);
    const fresh = [];
    for (const { from, additions } of waiting) {
      if (!this.#figure) return;
      const known = this.#figure.number;
      if (from > known) {
        this.#drawn = "";
        return await this.#load();
      }
      fresh.push(...additions.slice(known - from));
      this.#figure.number = Math.max(known, from + additions.length);
    }
    if (fresh.length === 0) return;
    const { keeps } = waiting.at(-1);
    const added = grown(this.#figure.data, fresh, keeps);
    if (document.hidden || !this.#near || this.#still || !this.#plot) return void (this.#isBehind = true);
    if (!added || this.#isBehind || !this.#view?.isWhole) return await this.#catchUp();
    await window.Plotly.extendTraces(this.#plot, added.update, added.at, keeps);
    if (this.#data && performance.now() - this.#dataAt > 1000) this.#showData();
  }

  async #catchUp() {
    if (!this.#plot || this.#still) return;
    this.#isBehind = false;
    await this.#draw();
  }

  #showData() {
    this.#data.replaceWith(this.#data = dataPanel(this.#figure.data));
    this.#dataAt = performance.now();
  }

  async #draw() {
    if (!this.isConnected || !this.#figure) return;
    const { note, isMap } = this.#figure;
    if (isMap) return this.#say(`${mapWords} Show data has its values.`);
    if (!this.#plot) {
      this.#plot = document.createElement("div");
      this.#plot.className = "plot";
      this.append(this.#plot);
    }
    const plot = this.#plot;
    this.#isBehind = false;
    const view = this.#view = await drawFigure(this, plot, this.#figure, config);
    this.querySelector(".chart-wait")?.setAttribute("hidden", "");
    if (this.#still) {
      URL.revokeObjectURL(this.#still.src);
      this.#still.remove();
      this.#still = null;
    }
    if (this.#usesGraphicsCard) light(this);
    const words = this.#foot?.querySelector(".chart-note");
    if (words) words.textContent = [note, view.note].filter(Boolean).join(" ");
    if (this.#data) this.#showData();
  }

  #failed(error) {
    if (error instanceof ConnectionLost) return; // Drawn when the page is near it again.
    this.#say("This chart could not be drawn: its figure is not one that Plotly understands.");
    console.error(error);
  }

  #say(words) {
    const wait = this.querySelector(".chart-wait");
    if (!wait) return;
    wait.hidden = false;
    wait.textContent = words;
  }
}

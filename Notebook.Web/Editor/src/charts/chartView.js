// The traces that are drawn for what is seen of a figure: long series with as many points as there are pixels, and those of the
// zoomed part when somebody zooms.
import { hasGraphicsCard } from "./graphicsCard.js";
import { isLongCloud, isLongLine, placeOf, thinnedCloud, thinnedLine } from "./thinning.js";

export class ChartView {
  #plot;
  #traces;
  #layout;
  #thin;

  constructor(plot, traces, layout) {
    [this.#plot, this.#layout] = [plot, layout];
    this.#thin = traces.map(trace => isLongLine(trace) ? thinnedLine : isLongCloud(trace) && !hasGraphicsCard() ? thinnedCloud : null);
    this.#traces = traces.map(trace => isLongCloud(trace) && hasGraphicsCard() ? { ...trace, type: "scattergl" } : trace);
  }

  /** What has to be said about what is drawn. */
  get note() { return this.#thin.includes(thinnedCloud) ? "Points that would cover each other are drawn once." : ""; }

  /** Whether all points are drawn, so that others can be added to them. */
  get isWhole() { return !this.#thin.some(Boolean); }

  data() { return this.#traces.map((trace, i) => this.#thin[i] ? this.#thin[i](trace, this.#seen(trace)) : trace); }

  /** Draws the part that is seen anew, now and then only: Plotly tells of every step of a drag. */
  follow() {
    this.#plot.removeAllListeners?.("plotly_relayout");
    if (!this.#thin.some(Boolean)) return;
    this.#plot.on("plotly_relayout", change => {
      if (!Object.keys(change ?? {}).some(name => /axis\d*\.(range|autorange)/.test(name))) return;
      const at = this.#thin.map((thin, i) => thin ? i : -1).filter(i => i >= 0);
      const drawn = this.data();
      window.Plotly.restyle(this.#plot, { x: at.map(i => drawn[i].x), y: at.map(i => drawn[i].y) }, at);
    });
  }

  #seen(trace) {
    const axis = letter => (this.#plot.layout ?? this.#layout)?.[`${letter}axis${(trace[`${letter}axis`] ?? letter).slice(1)}`] ?? {};
    const range = ({ range, autorange, type }) => {
      if (autorange === true || !Array.isArray(range)) return null;
      const ends = range.map(placeOf).map(end => type === "log" ? 10 ** end : end).sort((a, b) => a - b);
      return ends.every(Number.isFinite) ? ends : null;
    };
    const [x, y] = [axis("x"), axis("y")];
    return { width: (this.#plot.clientWidth || 800) * devicePixelRatio, height: this.#plot.clientHeight || 360, x: range(x), y: range(y), isLog: x.type === "log" };
  }
}

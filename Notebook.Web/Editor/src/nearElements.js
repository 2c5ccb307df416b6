// What is alive only near the viewport: editors over their readable text, and charts.
const editorsNear = "1500px 0px"; // Editors mount this far from the viewport, so that scrolling does not meet plain text.
const chartsNear = "800px 0px";

export class NearElements {
  #charts = new Set();
  #nearEditors = observe(editorsNear, source => { if (!source.isText) source.mount(); }, source => source.unmount());
  #nearCharts = observe(chartsNear, chart => chart.approached(), chart => chart.left());

  constructor(signal) {
    signal.addEventListener("abort", () => {
      this.#nearEditors.disconnect();
      this.#nearCharts.disconnect();
    });
  }

  addSource(source) { this.#nearEditors.observe(source); }

  removeSource(source) { this.#nearEditors.unobserve(source); }

  addChart(chart) {
    this.#charts.add(chart);
    this.#nearCharts.observe(chart);
  }

  removeChart(chart) {
    this.#charts.delete(chart);
    this.#nearCharts.unobserve(chart);
  }

  /** Tells every chart anew that it is near: one whose figure was lost on the way asks for it once more. */
  tellChartsAgain() {
    for (const chart of this.#charts) {
      this.#nearCharts.unobserve(chart);
      this.#nearCharts.observe(chart);
    }
  }
}

function observe(rootMargin, came, left) {
  return new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) came(target);
      else left(target);
  }, { rootMargin });
}

// What is alive only near the viewport: editors over their readable text, and charts. A cell further away is not even laid out:
// among 1,000 cells each frame of typing would look for the mouse in ten layers of every one of them (CSS: .cell[data-far]).
const cellsNear = "3000px 0px"; // Beyond all others, so that they find a cell laid out.
const editorsNear = "1500px 0px"; // Editors mount this far from the viewport, so that scrolling does not meet plain text.
const chartsNear = "800px 0px";

export class NearElements {
  #charts = new Set();
  #nearEditors = observe(editorsNear, source => { if (!source.isText) source.mount(); }, source => source.unmount());
  #nearCells = observe(cellsNear, cell => this.#came(cell), cell => this.#left(cell));
  #nearCharts = observe(chartsNear, chart => chart.approached(), chart => chart.left());

  constructor(signal) {
    signal.addEventListener("abort", () => {
      this.#nearCells.disconnect();
      this.#nearEditors.disconnect();
      this.#nearCharts.disconnect();
    });
  }

  addSource(source) { this.#nearCells.observe(source.section); }

  removeSource(source) {
    if (source.section) this.#nearCells.unobserve(source.section);
    this.#nearEditors.unobserve(source);
  }

  // Only the cells at hand have their editors watched: each observed element costs every frame a little.
  #came(cell) {
    cell.removeAttribute("data-far");
    const source = sourceOf(cell);
    if (source) this.#nearEditors.observe(source);
  }

  #left(cell) {
    cell.setAttribute("data-far", "");
    const source = sourceOf(cell);
    if (!source) return;
    this.#nearEditors.unobserve(source);
    source.unmount();
  }

  addChart(chart) {
    this.#charts.add(chart);
    this.#nearCharts.observe(chart);
  }

  /** The chart of an output; null when it is not on the page. */
  chart(outputId) {
    for (const chart of this.#charts) if (chart.dataset.output === outputId) return chart;
    return null;
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

function sourceOf(cell) {
  return cell.querySelector("notebook-source");
}

function observe(rootMargin, came, left) {
  return new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) came(target);
      else left(target);
  }, { rootMargin });
}

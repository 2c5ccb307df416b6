// The charts of the page: each is told when it comes near the viewport and when it leaves.
const near = "800px 0px";

export class NearCharts {
  #charts = new Set();
  #observer = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) target.approached();
      else target.left();
  }, { rootMargin: near });

  constructor(signal) {
    signal.addEventListener("abort", () => this.#observer.disconnect());
  }

  add(chart) {
    this.#charts.add(chart);
    this.#observer.observe(chart);
  }

  /** The chart of an output; null when it is not on the page. */
  of(outputId) {
    for (const chart of this.#charts) if (chart.dataset.output === outputId) return chart;
    return null;
  }

  remove(chart) {
    this.#charts.delete(chart);
    this.#observer.unobserve(chart);
  }

  /** Tells every chart anew that it is near: one whose figure was lost on the way asks for it once more. */
  tellAgain() {
    for (const chart of this.#charts) {
      this.#observer.unobserve(chart);
      this.#observer.observe(chart);
    }
  }
}

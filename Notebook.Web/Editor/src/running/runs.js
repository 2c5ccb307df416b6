// What becomes of the runs of a page: seen by what the margins of the cells say, told to who can't look at them.
import { Announcer } from "./announcer.js";
import { LongRunNotice } from "./longRunNotice.js";
import { TabStatus } from "./tabStatus.js";

/** One run that ended, as the margin of its cell tells it. */
function endedRun(margin) {
  const cell = margin.closest(".cell");
  const { outcome, took, elapsed } = margin.dataset;
  const message = outcome === "failed" ? cell.querySelector(".error-card .what")?.textContent.trim() ?? "" : "";
  return { number: Number(cell.dataset.number), outcome, took, elapsed: Number(elapsed), message };
}

// While a cell waits and runs, its outputs keep the height they had: what is below does not jump up and down again.
function keepHeight(margin) {
  const output = margin.closest(".cell")?.querySelector(".cell-output");
  if (!output) return;
  const isBusy = margin.dataset.outcome === "running" || margin.dataset.outcome === "queued";
  if (!isBusy) output.style.minHeight = "";
  else if (!output.style.minHeight && output.offsetHeight > 0) output.style.minHeight = `${output.offsetHeight}px`;
}

export class Runs {
  #page;
  #announcer = new Announcer();
  #tab;
  #notice;

  constructor(page, signal) {
    this.#page = page;
    this.#tab = new TabStatus(signal);
    this.#notice = new LongRunNotice(page);
    // The margin's attributes change once when a run begins and once when it ends, also when both come in one render.
    const observer = new MutationObserver(changes => this.#changed(changes));
    observer.observe(page.root, { subtree: true, attributeFilter: ["data-ended", "data-outcome"], attributeOldValue: true });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      this.#announcer.dispose();
    });
    this.#showTab([]);
  }

  #changed(changes) {
    for (const { attributeName, target } of changes) if (attributeName === "data-outcome") keepHeight(target);
    const margins = new Set(changes.filter(change => change.attributeName === "data-ended").map(change => change.target));
    const ended = [...margins].filter(margin => margin.isConnected && margin.dataset.ended).map(endedRun);
    for (const run of ended) {
      this.#announcer.add(run);
      this.#notice.ended(run);
    }
    this.#showTab(ended);
    if (ended.length > 0) this.#page.find.changed();
  }

  /** @param asked {number, words} of a question that has just come; null when one went */
  questionsChanged(asked) {
    if (asked) this.#notice.asks(asked);
    this.#showTab([]);
  }

  #showTab(ended) {
    const isRunning = this.#page.root.querySelector('.cell-margin:is([data-outcome="running"], [data-outcome="queued"])') !== null;
    const asks = this.#page.root.querySelector("notebook-question") !== null;
    this.#tab.show(isRunning, ended, asks);
  }
}

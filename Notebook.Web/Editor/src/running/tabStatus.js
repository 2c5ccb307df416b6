// What the browser's tab says of the runs: running, failed or done, by its title and its icon; and that a cell waits for an answer. Done and failed stay until
// the reader has come back to the page.
const marks = { asks: "?", running: "▶", failed: "✗", done: "✓" };
const pictures = { asks: "img/favicon-asks.svg", running: "img/favicon-running.svg", failed: "img/favicon-failed.svg", done: "img/favicon-done.svg" };

export class TabStatus {
  #state = null;
  #wasRunning = false;
  #hasFailed = false;
  #link = document.querySelector('link[rel="icon"]');
  #plain = this.#link?.getAttribute("href");

  constructor(signal) {
    // Blazor writes the notebook's title; this keeps the mark before it.
    const observer = new MutationObserver(() => this.#write());
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    const seen = () => {
      if (!document.hidden && (this.#state === "done" || this.#state === "failed")) this.#set(null);
    };
    for (const event of ["visibilitychange", "keydown", "pointerdown"]) document.addEventListener(event, seen, { signal, capture: true });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      this.#set(null);
    });
  }

  /** @param ended {outcome}[] of the runs that ended just now; @param asks whether a cell waits for an answer */
  show(isRunning, ended, asks = false) {
    if (isRunning && !this.#wasRunning) this.#hasFailed = false;
    this.#hasFailed ||= ended.some(({ outcome }) => outcome !== "succeeded");
    this.#wasRunning = isRunning;
    if (asks) this.#set("asks");
    else if (isRunning) this.#set("running");
    else if (ended.length > 0 || this.#state === "running" || this.#state === "asks") {
      this.#set(this.#hasFailed ? "failed" : "done");
      this.#hasFailed = false;
    }
  }

  #set(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#link?.setAttribute("href", state ? pictures[state] : this.#plain);
    this.#write();
  }

  #write() {
    const title = document.querySelector("head > title");
    const plain = (title?.textContent ?? "").replace(/^[?▶✗✓] /, "");
    const words = this.#state ? `${marks[this.#state]} ${plain}` : plain;
    if (!title || !plain || title.textContent === words) return;
    // Blazor knows this text node and writes to it: it must stay the same one.
    if (title.firstChild?.nodeType === Node.TEXT_NODE && title.childNodes.length === 1) title.firstChild.data = words;
    else document.title = words;
  }
}

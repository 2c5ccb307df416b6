// What of this tab the server has not confirmed: counted for the reader, kept over a reload, offered when it can't be merged.
import { onlyLooks } from "./commands/roles.js";
import { unsentPanel } from "./notices.js";
import { keepPlace, keepUnsent, takePlace, takeUnsent } from "./unsent.js";

const keepEvery = 1000; // ms between looks for text that is still unsent
const wordsAfter = 600; // ms; a change is saved within milliseconds, and a flicker of words tells nobody anything

export class Saving {
  #page;
  #unsaved = new Set();
  #offered = [];
  #keeper;
  #words = 0;

  constructor(page, signal) {
    this.#page = page;
    page.root.dataset.unsaved = 0;
    this.#keeper = setInterval(() => this.keep(), keepEvery);
    addEventListener("pagehide", () => this.#leave(), { signal });
    signal.addEventListener("abort", () => clearInterval(this.#keeper));
  }

  get #notebookId() { return this.#page.options.notebookId; }

  /** A text was changed here, or the server confirmed something of it. What it has confirmed is in the store. */
  changed(text) {
    if (text.hasUnsent) this.#unsaved.add(text);
    else this.#unsaved.delete(text);
    this.#page.root.dataset.unsaved = this.#unsaved.size;
    clearTimeout(this.#words);
    this.#words = setTimeout(() => this.#say(), this.#unsaved.size > 0 ? wordsAfter : 0);
  }

  forget(text) { this.#unsaved.delete(text); }

  keep() {
    if (onlyLooks(this.#page)) return; // What is kept is of the reader's own page.
    keepUnsent(this.#notebookId, [...[...this.#unsaved].map(text => text.unsent()), ...this.#offered]);
  }

  /** Merges what an earlier page of this tab could not send. */
  async replay() {
    if (onlyLooks(this.#page)) return;
    for (const record of takeUnsent(this.#notebookId)) {
      const text = this.#page.sources.textOf(record.cellId);
      const merged = text && !record.offered && await text.replay(record);
      if (!merged) this.offer(record.cellId, record.text);
    }
    this.keep();
  }

  offer(cellId, text) {
    const record = { cellId, text, offered: true };
    this.#offered.push(record);
    const panel = unsentPanel(this.#page.sources.numberOf(cellId), text, () => {
      this.#offered = this.#offered.filter(other => other !== record);
      this.keep();
    });
    this.#page.root.querySelector(".cells").before(panel);
    this.keep();
  }

  takePlace() { return takePlace(this.#notebookId); }

  #leave() {
    this.keep();
    keepPlace(this.#notebookId, { scroll: scrollY, cellId: this.#page.selected?.dataset.cell });
  }

  #say() {
    const place = this.#page.root.querySelector("[data-saved]");
    if (!place) return;
    place.dataset.state = this.#unsaved.size > 0 ? "waiting" : "saved";
    place.textContent = this.#unsaved.size === 0 ? "Saved" : this.#page.server.online ? "Saving…" : "Kept here until the server is back";
  }
}

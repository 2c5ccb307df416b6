// Where this reader is, told to the others: at most ten times a second, only what is new, and only while somebody is there to see it.
const pace = 100; // ms
const most = 8; // cursors

export class OwnPlace {
  #page;
  #hasAudience = false;
  #timer = 0;
  #last = "";
  #signal;

  constructor(page, signal) {
    this.#page = page;
    this.#signal = signal;
    const changed = () => this.changed();
    document.addEventListener("selectionchange", changed, { signal });
    page.root.addEventListener("focusin", changed, { signal });
    page.root.addEventListener("focusout", changed, { signal });
    addEventListener("scroll", changed, { passive: true, signal });
    addEventListener("resize", changed, { passive: true, signal });
    document.addEventListener("notebook:connection", event => {
      this.#last = "";
      if (event.detail.online) this.changed();
    }, { signal });
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  setAudience(hasAudience) {
    if (hasAudience && !this.#hasAudience) this.#last = "";
    this.#hasAudience = hasAudience;
    if (hasAudience) this.changed();
  }

  /** Something may have changed: the place is looked at after a moment, so that a burst of keys is told once. */
  changed() {
    if (!this.#hasAudience || this.#timer || this.#signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.#tell();
    }, pace);
  }

  #tell() {
    const page = this.#page;
    if (!page.server.online || !this.#hasAudience) return;
    const source = page.sourceOf(page.selected);
    // Also while another window has the focus: they come back to where they were.
    const isEditing = source?.view != null && source.view.contentDOM === document.activeElement;
    // A position counts in the text as the server has it. What is unsent is there in a moment.
    if (isEditing && source.text.hasUnsent) return this.changed();
    const place = { cell: page.selected?.isConnected ? page.selected.dataset.cell : null, editing: isEditing, version: 0, ranges: [], ...viewOf(page) };
    if (isEditing) {
      place.version = source.text.version;
      place.ranges = source.text.state.selection.ranges.slice(0, most).flatMap(({ anchor, head }) => [anchor, head]);
    }
    const told = JSON.stringify(place);
    if (told === this.#last) return;
    this.#last = told;
    page.ask("Here", place);
  }
}

/** The topmost cell in the window and how much of it is above the window's edge. */
export function viewOf(page) {
  const edge = upperEdge(page);
  const { visibleCells: cells } = page;
  let low = 0, high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle].getBoundingClientRect().bottom <= edge) low = middle + 1;
    else high = middle;
  }
  const cell = cells[low] ?? cells.at(-1);
  if (!cell) return { view: null, into: 0 };
  const { top, height } = cell.getBoundingClientRect();
  const into = height > 0 ? Math.min(1, Math.max(0, (edge - top) / height)) : 0;
  return { view: cell.dataset.cell, into: Math.round(into * 1000) / 1000 };
}

/** Where the page begins below the bar that stays at the top. */
export function upperEdge(page) { return page.root.querySelector(".topbar")?.getBoundingClientRect().bottom ?? 0; }

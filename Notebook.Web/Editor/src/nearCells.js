// Which cells are near the window: those have their editors, the others are not even laid out. Looked for by halving when the page
// scrolls or its height changes; a browser asked to watch 1,000 cells measures every one of them at each frame of typing (4 ms a key).
const near = 3000; // px beyond the window
const editorsNear = 1500; // px: editors mount this far away, so that scrolling does not meet plain text.
// From here on what a far cell holds has no boxes at all (CSS: data-far="long"): skipping its layout alone still costs a layer of
// its own in every frame. Its region stays; its text is found by the page's search, no longer by the browser's.
const long = 400; // cells

export class NearCells {
  #page;
  #frame = 0;

  constructor(page, signal) {
    this.#page = page;
    const look = () => this.changed();
    addEventListener("scroll", look, { passive: true, signal });
    addEventListener("resize", look, { signal });
    const height = new ResizeObserver(look);
    height.observe(page.root);
    signal.addEventListener("abort", () => {
      height.disconnect();
      cancelAnimationFrame(this.#frame);
    });
  }

  /** Cells came, went, moved or became code; many changes in a frame cost one look. */
  changed() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#look();
    });
  }

  /** Lays a cell out whose inside is wanted now, wherever it stands; the next look sees whether it is near. */
  bring(cell) {
    if (!cell?.hasAttribute("data-far")) return;
    cell.removeAttribute("data-far");
    cell.style.removeProperty("min-block-size");
    this.changed();
  }

  #look() {
    const { visibleCells: cells, selected } = this.#page;
    const isLong = cells.length >= long;
    const from = first(cells, cell => cell.getBoundingClientRect().bottom >= -near);
    const to = first(cells, cell => cell.getBoundingClientRect().top > innerHeight + near);
    // All is read before anything is written.
    // The selected cell stays: it has the focus, or whatever selected it is about to bring it into view.
    const leaving = cells.filter((cell, at) => (at < from || at >= to) && !cell.hasAttribute("data-far") && cell !== selected);
    const heights = leaving.map(cell => cell.getBoundingClientRect().height);
    const atHand = cells.slice(from, to);
    const editors = new Set(atHand.filter(cell => isWithin(cell, editorsNear)));

    for (const [at, cell] of leaving.entries()) {
      this.#page.sourceOf(cell)?.unmount();
      if (isLong) cell.style.minBlockSize = `${heights[at]}px`;
      cell.setAttribute("data-far", isLong ? "long" : "");
    }
    for (const cell of atHand) {
      this.bring(cell);
      const source = this.#page.sourceOf(cell);
      if (!source) continue;
      if (editors.has(cell) && !source.isText) source.mount();
      else if (!editors.has(cell) && cell !== selected) source.unmount();
    }
  }
}

/** @returns the index of the first cell for which it holds, when it holds for all behind it, too */
function first(cells, holds) {
  let from = 0;
  let to = cells.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(cells[middle])) to = middle;
    else from = middle + 1;
  }
  return from;
}

function isWithin(cell, margin) {
  const { top, bottom } = cell.getBoundingClientRect();
  return bottom >= -margin && top <= innerHeight + margin;
}

// Which cells are selected: one, or a range from where the selection began. Commands act on all of them; the current one
// has the focus in command mode.
const described = "cells-selected"; // id of the words that a screen reader adds to each of several

export class Selection {
  #page;
  #anchor = null;
  #cells = new Set();
  #words;

  /** The cell that commands are about; null when none is. */
  current = null;

  constructor(page) {
    this.#page = page;
    this.#words = document.createElement("span");
    this.#words.id = described;
    this.#words.hidden = true;
    this.#words.textContent = "Selected";
    page.root.append(this.#words);
  }

  /** In the order of the page. */
  get cells() {
    const chosen = this.#cells.size > 1 ? this.#page.cells.filter(cell => this.#cells.has(cell)) : [];
    return chosen.length > 1 ? chosen : this.current?.isConnected ? [this.current] : [];
  }

  only(cell, focus) {
    this.#anchor = cell;
    this.#mark([]);
    this.#makeCurrent(cell, focus);
  }

  /** Everything from where the selection began to this cell. */
  extendTo(cell) {
    const { visibleCells: cells } = this.#page;
    const anchor = cells.includes(this.#anchor) ? this.#anchor : this.current ?? cell;
    this.#anchor = anchor;
    const [from, to] = [cells.indexOf(anchor), cells.indexOf(cell)].sort((a, b) => a - b);
    this.#mark(to > from ? cells.slice(Math.max(0, from), to + 1) : []);
    this.#page.announce(this.#cells.size > 1 ? `${this.#cells.size} cells selected` : "One cell selected");
    this.#makeCurrent(cell, true);
  }

  /** Exactly these. */
  all(cells) {
    this.#anchor = cells[0];
    this.#mark(cells.length > 1 ? cells : []);
    this.#makeCurrent(cells[0], true);
  }

  /** Blazor has written a cell's classes anew. */
  restore(cell) { cell.classList.toggle("is-chosen", this.#cells.has(cell)); }

  #makeCurrent(cell, focus) {
    this.#page.place.reveal(cell);
    if (this.current !== cell) {
      this.current?.classList.remove("is-selected");
      this.current?.setAttribute("tabindex", "-1");
      this.current = cell;
      cell.classList.add("is-selected");
      cell.setAttribute("tabindex", "0");
    }
    if (!focus) return;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest" });
  }

  #mark(cells) {
    const wanted = new Set(cells);
    for (const cell of this.#cells)
      if (!wanted.has(cell)) {
        cell.classList.remove("is-chosen");
        cell.removeAttribute("aria-describedby");
      }
    for (const cell of wanted) {
      cell.classList.add("is-chosen");
      cell.setAttribute("aria-describedby", described);
    }
    this.#cells = wanted;
  }
}

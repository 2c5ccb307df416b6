// Which cells are selected: one, or a range from where the selection began. Commands act on all of them.
const described = "cells-selected"; // id of the words that a screen reader adds to each of several

export class Selection {
  #page;
  #anchor = null;
  #cells = new Set();
  #words;

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
    const { cells, selected } = this.#page;
    const chosen = this.#cells.size > 1 ? cells.filter(cell => this.#cells.has(cell)) : [];
    return chosen.length > 1 ? chosen : selected?.isConnected ? [selected] : [];
  }

  only(cell) {
    this.#anchor = cell;
    this.#mark([]);
  }

  /** Everything from where the selection began to this cell. */
  extendTo(cell) {
    const { visibleCells: cells } = this.#page;
    const anchor = cells.includes(this.#anchor) ? this.#anchor : this.#page.selected ?? cell;
    this.#anchor = anchor;
    const [from, to] = [cells.indexOf(anchor), cells.indexOf(cell)].sort((a, b) => a - b);
    this.#mark(to > from ? cells.slice(Math.max(0, from), to + 1) : []);
    this.#page.announce(this.#cells.size > 1 ? `${this.#cells.size} cells selected` : "One cell selected");
  }

  /** Exactly these. */
  all(cells) {
    this.#anchor = cells[0];
    this.#mark(cells.length > 1 ? cells : []);
  }

  /** Blazor has written a cell's classes anew. */
  restore(cell) { cell.classList.toggle("is-chosen", this.#cells.has(cell)); }

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

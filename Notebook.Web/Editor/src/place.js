// Where on the page the reader is. When it opens: where they were before a reload, at the cell that the address names, or in the
// empty cell of a new notebook. Later: where a command, a link or a search takes them.
export class Place {
  #page;
  #nearCells;

  /** @param nearCells lays a far cell out before somebody goes there */
  constructor(page, nearCells, signal) {
    this.#page = page;
    this.#nearCells = nearCells;
    addEventListener("hashchange", () => this.#followLink(), { signal });
  }

  /** @param kept what an earlier page of this tab kept: {scroll, cellId}, or nothing */
  restore(kept) {
    if (kept) {
      scrollTo({ top: kept.scroll, behavior: "instant" });
      const cell = this.#page.sourceById(kept.cellId)?.section;
      if (cell) this.#page.select(cell, false);
      return;
    }

    if (this.#followLink()) return;
    // A new notebook waits for the first line of code, unless its reader is writing elsewhere already.
    if (document.activeElement?.closest("input, textarea")) return;
    const { only } = this.#page.sources;
    if (only && !only.isText && only.text.text === "") this.edit(only.section);
  }

  /** Shows a cell that is folded away or too far off to be laid out. */
  reveal(cell) {
    this.#page.folding?.reveal(cell);
    this.#nearCells.bring(cell);
  }

  /** Brings a cell, or a heading in it, to the top of the window and selects it. */
  goTo(cell, element = null) {
    this.reveal(cell);
    this.#page.select(cell, false);
    cell.focus({ preventScroll: true });
    (element ?? cell).scrollIntoView({ block: "start" });
  }

  goToCell(cellId) {
    const source = this.#sourceNamed(cellId);
    if (source?.section) this.goTo(source.section);
  }

  goToLine(cellId, line) {
    const source = this.#sourceNamed(cellId);
    if (!source) return;
    this.reveal(source.section);
    source.section.classList.add("is-editing"); // A text, or code that is folded, shows its source only then.
    source.section.scrollIntoView({ block: "nearest" });
    source.goToLine(line);
  }

  edit(cell) {
    const source = this.#page.sourceOf(cell);
    if (!source) return;
    this.reveal(cell);
    cell.classList.add("is-editing"); // A text cell's editor is only measured right once it is shown.
    source.edit();
  }

  /** The source of a cell that a link or an error names; says so when the cell is gone. */
  #sourceNamed(cellId) {
    const source = this.#page.sourceById(cellId);
    if (!source) this.#page.notice("That cell is no longer in this notebook.");
    return source;
  }

  /** Goes to the cell that the address names. @returns whether there is one */
  #followLink() {
    const cell = location.hash.startsWith("#cell-") && document.getElementById(location.hash.slice(1));
    if (!cell || !this.#page.root.contains(cell)) return false;
    this.goTo(cell);
    cell.classList.remove("is-linked");
    void cell.offsetWidth; // The mark is shown anew when the same link is followed twice.
    cell.classList.add("is-linked");
    return true;
  }
}

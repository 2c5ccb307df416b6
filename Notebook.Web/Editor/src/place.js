// Where on the page the reader is when it opens: where they were before a reload, at the cell that the address names, or in
// the empty cell of a new notebook.
export class Place {
  #page;

  constructor(page, signal) {
    this.#page = page;
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
    const [only, ...others] = this.#page.sources;
    if (only && others.length === 0 && !only.isText && only.text.text === "") this.#page.edit(only.section);
  }

  /** Goes to the cell that the address names. @returns whether there is one */
  #followLink() {
    const cell = location.hash.startsWith("#cell-") && document.getElementById(location.hash.slice(1));
    if (!cell || !this.#page.root.contains(cell)) return false;
    this.#page.goTo(cell);
    cell.classList.remove("is-linked");
    void cell.offsetWidth; // The mark is shown anew when the same link is followed twice.
    cell.classList.add("is-linked");
    return true;
  }
}

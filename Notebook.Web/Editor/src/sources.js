// The sources of the cells that are on the page, by cell; tells whoever follows texts what became of them.
export class Sources {
  #page;
  #byId = new Map();
  #rendered;
  #nearCells;

  /** @param rendered the rendered form of text cells; @param nearCells which cells have their editors */
  constructor(page, rendered, nearCells) {
    this.#page = page;
    this.#rendered = rendered;
    this.#nearCells = nearCells;
  }

  [Symbol.iterator]() { return this.#byId.values(); }

  of(cell) { return cell ? this.#byId.get(cell.dataset.cell) : undefined; }

  byId(cellId) { return this.#byId.get(cellId); }

  textOf(cellId) { return this.#byId.get(cellId)?.text; }

  numberOf(cellId) { return this.#byId.get(cellId)?.dataset.number; }

  /** The source of the only cell; null when there are more, or none. */
  get only() { return this.#byId.size === 1 ? this.#byId.values().next().value : null; }

  /** Completes when the server has everything that was typed in any cell. */
  settled() {
    return Promise.all([...this].filter(source => source.text.hasUnsent).map(source => source.text.settled()));
  }

  /** Waits until the server has what was typed in these cells. @returns whether it has */
  async settledOf(cells) {
    if (!this.#page.server.online) return false;
    await Promise.all(cells.map(cell => this.of(cell)?.text.settled()));
    return true;
  }

  watch(source) {
    this.#byId.set(source.cellId, source);
    this.#nearCells.changed();
    this.#page.expected.arrived(source);
  }

  unwatch(source) {
    const page = this.#page;
    page.saving.forget(source.text);
    if (this.#byId.get(source.cellId) === source) this.#byId.delete(source.cellId);
    this.#nearCells.changed();
    // Somebody deleted the cell while this reader was typing in it.
    if (source.text?.hasUnsent && page.root.isConnected && page.isOpen) page.saving.offer(source.cellId, source.text.text);
  }

  /** The reader began to write in a cell, or left it. */
  editing(source, isEditing) {
    const { section } = source;
    if (!section) return;
    section.classList.toggle("is-editing", isEditing);
    if (isEditing) this.#page.select(section, false);
    else if (source.isText) this.#rendered.render(source);
  }

  /** A cell's text changed, here or elsewhere. */
  edited(source, isLocal = false) {
    const page = this.#page;
    page.find.changed();
    page.language.edited(source, isLocal);
    page.outline?.changed();
    this.#rendered.edited(source);
    page.together?.edited(source);
    page.startExamples?.changed();
  }

  /** A cell got its editor or lost it. */
  dressed(source) {
    this.#page.find.dressed();
    if (source.view) this.#page.language.mounted(source);
    this.#page.together?.dressed(source);
  }
}

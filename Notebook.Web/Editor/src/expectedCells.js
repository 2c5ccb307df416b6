// Cells that the server is about to send: one that will be edited, and takes the keys typed until then, and those that will
// be selected together.
const waitFor = 3000; // ms; then keys go where the focus is again

export class ExpectedCells {
  #page;
  #edited = null;
  #selections = [];

  constructor(page) { this.#page = page; }

  /** Whether cells are on their way that will be selected. */
  get willSelect() { return this.#selections.length > 0; }

  /** Edits this cell once it is there. */
  edit(cellId) {
    const timer = setTimeout(() => { this.#edited = null; }, waitFor);
    this.#edited = { cellId, typed: "", timer };
    document.activeElement?.blur?.();
  }

  /** @returns whether the key was taken for the cell that will be edited */
  typeAhead(event) {
    if (!this.#edited || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return false;
    this.#edited.typed += event.key;
    return true;
  }

  /** Selects exactly these cells, as soon as all are on the page. */
  select(cellIds) {
    if (cellIds.length === 0) return;
    const selection = { cellIds, missing: new Set(cellIds.filter(id => !this.#page.sourceById(id))) };
    this.#selections.push(selection);
    setTimeout(() => { this.#selections = this.#selections.filter(other => other !== selection); }, waitFor);
    this.#selectWhole();
  }

  arrived(source) {
    if (this.#edited?.cellId === source.cellId) this.#startEditing(source);
    for (const { missing } of this.#selections) missing.delete(source.cellId);
    queueMicrotask(() => this.#selectWhole());
  }

  #startEditing(source) {
    const { typed, timer } = this.#edited;
    clearTimeout(timer);
    this.#edited = null;
    this.#page.select(source.section, false);
    source.section.scrollIntoView({ block: "nearest" });
    this.#page.place.edit(source.section);
    if (typed) source.view.dispatch(source.view.state.replaceSelection(typed));
  }

  #selectWhole() {
    const whole = this.#selections.filter(({ missing }) => missing.size === 0);
    if (whole.length === 0) return;
    this.#selections = this.#selections.filter(({ missing }) => missing.size > 0);
    const cells = whole.at(-1).cellIds.map(id => this.#page.sourceById(id)?.section).filter(Boolean);
    if (cells.length > 0) this.#page.selectAll(cells);
  }
}

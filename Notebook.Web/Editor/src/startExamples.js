// The examples offered under a notebook's only cell while nothing is in it (StartExamples.razor).
export class StartExamples {
  #page;
  #group = null;

  constructor(page) {
    this.#page = page;
  }

  /** The cells, or the text of one, changed. */
  changed() {
    // Told of every key: in a long notebook nothing is looked for.
    const source = this.#page.sources.only;
    if (!source && !this.#group) return;
    const group = this.#group = this.#page.root.querySelector(".start-examples");
    if (!group) return;
    group.hidden = !source?.text || source.isText || source.text.text.trim() !== "";
  }
}

/** Puts an example into the only cell, as one step that the editor can undo. */
export function startWith(page, code) {
  const source = page.sourceOf(page.cells[0]);
  if (!source || source.text.text.trim() !== "") return;
  source.edit();
  source.text.change({ from: 0, to: source.text.text.length, insert: code }, "input.paste");
  source.view.dispatch({ selection: { anchor: code.length } });
}

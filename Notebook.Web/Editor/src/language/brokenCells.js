// Says when what this reader typed breaks other cells, once typing rests: half a word breaks everything for a moment.
const calmAfter = 1500; // ms

export class BrokenCells {
  #page;
  #language;
  #before = null;
  #hasEdited = false;
  #timer = 0;

  constructor(page, language) {
    this.#page = page;
    this.#language = language;
  }

  /** This reader typed. */
  edited() {
    this.#hasEdited = true;
    this.#soon();
  }

  /** The compiler has looked again. */
  changed() {
    this.#before ??= this.#language.brokenCells; // What was broken when the page opened is nobody's edit.
    this.#soon();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), calmAfter);
  }

  #tell() {
    if (!this.#before) return;
    const now = this.#language.brokenCells;
    const fresh = [...now].filter(id => !this.#before.has(id) && !this.#page.sourceById(id)?.view?.hasFocus);
    const { number, words } = sentence(fresh.map(id => Number(this.#page.sources.numberOf(id))));
    this.#before = now;
    if (!this.#hasEdited || fresh.length === 0) return;
    this.#hasEdited = false;
    const first = fresh.find(id => Number(this.#page.sources.numberOf(id)) === number);
    this.#page.notice(words, { title: `Go to cell ${number}`, run: () => this.#page.run("next-problem", this.#page.sourceById(first)?.section) });
  }
}

/** @param numbers of the cells */
export function sentence(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const shown = sorted.slice(0, 5);
  const more = sorted.length - shown.length;
  const list = more > 0 ? `${shown.join(", ")} and ${more} more` : shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : `${shown[0]}`;
  return { number: sorted[0], words: `This edit breaks cell${sorted.length > 1 ? "s" : ""} ${list}.` };
}

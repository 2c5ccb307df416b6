// Folded sections: a text cell with a heading hides what follows, up to the next heading of the same or a higher level.
// Each reader folds for themselves; the browser remembers.
import { icon } from "./elements.js";

const headings = ".prose :is(h1, h2, h3, h4, h5, h6)";

export class Folding {
  #page;
  #folded;
  #key;
  #waiting = false;

  constructor(page, signal) {
    this.#page = page;
    this.#key = `notebook.folds.${page.options.notebookId}`;
    this.#folded = new Set(read(this.#key));
    // The browser's own search found something in a folded section.
    page.root.addEventListener("beforematch", event => this.reveal(event.target.closest(".cell")), { signal });
    this.refresh();
  }

  /** 1 to 6, by the cell's first heading; 0 without one. */
  levelOf(cell) {
    const heading = cell.classList.contains("cell-text") && cell.querySelector(headings);
    return heading ? Number(heading.localName[1]) : 0;
  }

  isFolded(cell) { return this.#folded.has(cell.dataset.cell) && this.levelOf(cell) > 0; }

  /** What a heading's section holds, whether it is folded or not. */
  sectionOf(cell) {
    const level = this.levelOf(cell);
    if (level === 0) return [];
    const { cells } = this.#page;
    const from = cells.indexOf(cell) + 1;
    const end = cells.findIndex((other, at) => at >= from && this.levelOf(other) > 0 && this.levelOf(other) <= level);
    return cells.slice(from, end < 0 ? cells.length : end);
  }

  /** The cell itself, and with a folded heading everything that it hides. */
  unitOf(cell) { return this.isFolded(cell) ? [cell, ...this.sectionOf(cell)] : [cell]; }

  fold(cell, isFolded) {
    if (this.levelOf(cell) === 0) return;
    if (isFolded && this.sectionOf(cell).length === 0) return;
    this.#set(cell, isFolded);
    this.refresh();
    const hidden = this.sectionOf(cell).length;
    this.#page.announce(isFolded ? `${count(hidden)} hidden` : `${count(hidden)} shown`);
  }

  toggle(cell) { this.fold(cell, !this.isFolded(cell)); }

  foldAll(isFolded) {
    for (const cell of this.#page.cells) if (this.levelOf(cell) > 0) this.#set(cell, isFolded);
    this.refresh();
  }

  /** Unfolds whatever hides a cell. */
  reveal(cell) {
    if (!cell?.hidden) return;
    for (const heading of this.#page.cells) if (this.isFolded(heading) && this.sectionOf(heading).includes(cell)) this.#set(heading, false);
    this.refresh();
  }

  /** The heading that hides a cell, or whose section it stands in. */
  headingOf(cell) {
    const { cells } = this.#page;
    const own = this.levelOf(cell) || 7;
    for (let at = cells.indexOf(cell) - 1; at >= 0; at--) {
      const level = this.levelOf(cells[at]);
      if (level > 0 && level < own) return cells[at];
    }
    return null;
  }

  /** Cells or headings changed; many changes at once cost one look. */
  changed() {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      this.refresh();
    });
  }

  refresh() {
    let level = 0; // of the fold that hides what comes; 0 when nothing does
    let owner = null;
    const counts = new Map();
    for (const cell of this.#page.cells) {
      const own = this.levelOf(cell);
      if (level > 0 && own > 0 && own <= level) level = 0;
      const isAway = level > 0;
      if (isAway) counts.set(owner, (counts.get(owner) ?? 0) + 1);
      // "until-found": the browser's search looks into it and opens it.
      if (isAway !== Boolean(cell.hidden)) cell.hidden = isAway ? "until-found" : false;
      if (!isAway && own > 0 && this.#folded.has(cell.dataset.cell)) [level, owner] = [own, cell];
    }
    for (const cell of this.#page.cells) this.#note(cell, counts.get(cell) ?? 0);
    this.#leaveHidden();
  }

  #note(cell, hidden) {
    const body = cell.querySelector(".cell-body");
    const note = body?.querySelector(":scope > .fold-note");
    cell.classList.toggle("is-folded", hidden > 0);
    if (hidden === 0) return void note?.remove();
    const words = `${count(hidden)} hidden`;
    if (note) {
      if (note.lastChild.textContent !== words) note.lastChild.textContent = words;
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold-note";
    button.dataset.command = "toggle-fold";
    button.setAttribute("aria-expanded", "false");
    button.append(icon("unfold"), words);
    body.append(button);
  }

  // What is hidden can't be where the reader is.
  #leaveHidden() {
    const { selected } = this.#page;
    if (!selected?.hidden) return;
    const hadFocus = selected.contains(document.activeElement);
    const { cells } = this.#page;
    for (let at = cells.indexOf(selected); at >= 0; at--)
      if (!cells[at].hidden) return this.#page.select(cells[at], hadFocus);
  }

  #set(cell, isFolded) {
    if (isFolded) this.#folded.add(cell.dataset.cell);
    else this.#folded.delete(cell.dataset.cell);
    write(this.#key, [...this.#folded]);
  }
}

function count(cells) { return cells === 1 ? "1 cell" : `${cells} cells`; }

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "[]");
  } catch {
    return []; // Storage is forbidden or holds something else: nothing is folded.
  }
}

function write(key, ids) {
  try {
    if (ids.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(ids));
  } catch {
    // Folded until the page is loaded again.
  }
}

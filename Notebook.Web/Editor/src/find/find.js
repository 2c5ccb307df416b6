// Find and replace over the notebook: over the source of every cell, mounted or not, and, only to read, over its outputs.
import { EditorView } from "@codemirror/view";
import { FindBar } from "./findBar.js";
import { clearHighlights, hasHighlights, highlight, markEditor } from "./foundMarks.js";
import { compile, indexAfter, matchesIn, replacement } from "./matches.js";
import { rangeOf, textsOf } from "./outputText.js";
import { Replaced } from "./replaced.js";

const mostMatches = 10_000;
const lookAgainAfter = 150; // ms from the last change of the notebook

export class Find {
  #page;
  #bar;
  #query = {};
  #cells = null;
  /** {cell, source, from, to, match} in a source, {cell, range} in an output; in the order of the page */
  #matches = [];
  #current = -1;
  #shown = null;
  #timer = 0;

  constructor(page) {
    this.#page = page;
    this.#bar = new FindBar(this);
  }

  get isOpen() { return this.#bar.isOpen; }

  /** Opens the bar, or goes to its field; what is selected in an editor is what is looked for. */
  open(withReplace) {
    const view = this.#page.sourceOf(this.#page.selected)?.view;
    const { from, to } = view?.hasFocus ? view.state.selection.main : { from: 0, to: 0 };
    const selected = from < to ? view.state.sliceDoc(from, to) : "";
    this.#bar.open(withReplace, selected.includes("\n") ? "" : selected);
  }

  close() {
    clearTimeout(this.#timer);
    this.#bar.close();
    for (const source of this.#page.sources) if (source.view) markEditor(source.view, []);
    clearHighlights();
    const match = this.#matches[this.#current];
    this.#matches = [];
    this.#current = -1;
    this.#cells = null;
    // The reader goes on where they were led.
    if (match?.source) match.source.edit();
    else if (this.#page.selected) this.#page.select(this.#page.selected);
    this.#coverAgain(match?.source);
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#bar.dispose();
    clearHighlights();
  }

  /** @param query {text, matchCase, wholeWord, isRegex, inCells, inOutputs} */
  look(query) {
    if (query.inCells && !this.#query.inCells) this.#cells = this.#page.selection;
    this.#query = query;
    this.#search();
    // As in an editor: the first match behind the caret is shown while the query is typed.
    if (this.#matches.length > 0) this.#goTo(indexAfter(this.#matches, match => this.#compareToCaret(match)));
  }

  /** The notebook changed: what was found may have moved, or there is more. */
  changed() {
    if (!this.isOpen) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), lookAgainAfter);
  }

  /** A cell got its editor or lost it. */
  dressed() { if (this.isOpen) this.#mark(); }

  step(by) {
    if (!this.isOpen) return this.open(false);
    clearTimeout(this.#timer);
    this.#search();
    const count = this.#matches.length;
    if (count > 0) this.#goTo((this.#current + by + count) % count);
  }

  replaceOne(template) {
    const match = this.#matches[this.#current];
    if (!match?.source) return this.step(1);
    const insert = replacement(match.match, template, this.#query.isRegex);
    match.source.text.change({ from: match.from, to: match.to, insert }, "input.replace");
    // Behind it, so that what was put in is not found again.
    match.source.view.dispatch({ selection: { anchor: match.from + insert.length } });
    this.#search();
    if (this.#matches.length > 0) this.#goTo(indexAfter(this.#matches, other => this.#compareToCaret(other)));
  }

  replaceAll(template) {
    this.#search();
    const replaced = new Replaced();
    for (const [source, matches] of Map.groupBy(this.#matches.filter(({ source }) => source), ({ source }) => source))
      replaced.replace(source.text, matches.map(({ from, to, match }) => ({ from, to, insert: replacement(match, template, this.#query.isRegex) })));
    this.#search();
    if (replaced.count === 0) return void this.#page.notice("There is nothing to replace: outputs are only read.");
    const times = replaced.count === 1 ? "Replaced once" : `Replaced ${replaced.count} times`;
    this.#page.notice(`${times} in ${replaced.cells === 1 ? "1 cell" : `${replaced.cells} cells`}.`, { title: "Undo replace", run: () => replaced.undo() });
  }

  #search() {
    const { pattern, problem } = compile(this.#query);
    const before = this.#matches[this.#current];
    this.#matches = pattern ? this.#find(pattern) : [];
    this.#current = before ? this.#matches.findIndex(match => match.cell === before.cell && match.from === before.from && match.source === before.source && (match.source || sameRange(match.range, before.range))) : -1;
    this.#mark();
    this.#bar.show({ at: this.#current, count: this.#matches.length, isMore: this.#matches.length >= mostMatches, problem, isEmpty: !this.#query.text });
  }

  #find(pattern) {
    const found = [];
    for (const cell of this.#page.cells) {
      if (this.#query.inCells && !this.#cells?.includes(cell)) continue;
      const source = this.#page.sourceOf(cell);
      if (source?.text) found.push(...matchesIn(source.text.text, pattern, mostMatches - found.length).map(match => ({ cell, source, ...match })));
      const output = this.#query.inOutputs && cell.querySelector(".cell-output");
      if (output)
        for (const { text, nodes } of textsOf(output))
          for (const { from, to } of matchesIn(text, pattern, mostMatches - found.length)) found.push({ cell, range: rangeOf(nodes, from, to) });
      if (found.length >= mostMatches) break;
    }
    return found;
  }

  #goTo(at) {
    this.#current = at;
    const match = this.#matches[at];
    this.#page.select(match.cell, false);
    this.#coverAgain(match.source);
    if (match.source) {
      const isCovered = match.source.isText || (match.cell.dataset.hides ?? "").split(" ").includes("code");
      if (isCovered) match.cell.classList.add("is-editing");
      this.#shown = isCovered ? match.source : null;
      match.source.mount();
      match.source.view.dispatch({ selection: { anchor: match.from, head: match.to }, effects: EditorView.scrollIntoView(match.from, { y: "center" }) });
    } else {
      for (let fold = match.range.startContainer.parentElement.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      match.range.startContainer.parentElement.scrollIntoView({ block: "center" });
    }
    this.#mark();
    this.#bar.show({ at, count: this.#matches.length, isMore: this.#matches.length >= mostMatches });
  }

  // A text, and code that is hidden, shows its source only while a match in it is the current one.
  #coverAgain(next) {
    const shown = this.#shown;
    this.#shown = null;
    if (shown && shown !== next && !shown.view?.hasFocus) this.#page.sources.editing(shown, false);
  }

  #mark() {
    const here = this.#matches[this.#current];
    const bySource = Map.groupBy(this.#matches.filter(({ source }) => source), ({ source }) => source);
    const ranges = this.#matches.filter(({ range }) => range).map(match => ({ range: match.range, isCurrent: match === here }));
    for (const source of this.#page.sources) {
      const found = (bySource.get(source) ?? []).map(match => ({ from: match.from, to: match.to, isCurrent: match === here }));
      // Without highlights in this browser, text that has a match gets its editor, which can mark it.
      if (found.length > 0 && !source.view && !hasHighlights) source.mount();
      if (source.view) markEditor(source.view, found);
      else if (found.length > 0) ranges.push(...found.map(({ from, to, isCurrent }) => ({ range: rangeOf(plainNodes(source.plain), from, to), isCurrent })));
    }
    highlight(ranges);
  }

  #compareToCaret(match) {
    const { cells, selected } = this.#page;
    const difference = cells.indexOf(match.cell) - Math.max(0, cells.indexOf(selected));
    if (difference !== 0) return difference;
    return match.source ? match.from - (match.source.view?.state.selection.main.from ?? 0) : 1;
  }
}

function plainNodes(plain) {
  return textsOf(plain)[0]?.nodes ?? [];
}

function sameRange(a, b) {
  return a && b && a.startContainer === b.startContainer && a.startOffset === b.startOffset;
}

// What the compiler can do with the code at the cursor. Without the language process each says so and nothing else happens.
import { startCompletion } from "@codemirror/autocomplete";
import { describeAtCursor } from "../language/hover.js";
import { choose } from "../language/choices.js";
import { ask as askName } from "../language/nameField.js";
import { aboutCell, onCodeCell } from "./conditions.js";

const group = "Code";
const quiet = "The language services do not answer just now. Try again in a moment.";
const trail = []; // where readers came from: {cellId, position}

/** The editor of a cell with the cursor where the reader left it. */
function editorOf(page, cell) {
  const source = page.sourceOf(cell);
  if (!source.view?.hasFocus) page.place.edit(cell);
  return source;
}

const head = source => source.view.state.selection.main.head;

function goTo(page, place) {
  const source = page.sourceById(place.cellId);
  if (!source) return;
  page.place.goToLine(place.cellId, place.line ?? 1);
  const end = source.view.state.doc.length;
  source.view.dispatch({ selection: { anchor: Math.min(place.start, end), head: Math.min(place.end, end) }, scrollIntoView: true });
}

function remember(source) {
  trail.push({ cellId: source.cellId, start: head(source), end: head(source), line: source.view.state.doc.lineAt(head(source)).number });
  if (trail.length > 50) trail.shift();
}

const titleOf = (page, place) => `Cell ${page.sources.numberOf(place.cellId)}, line ${place.line}${place.isDefinition ? ", definition" : ""}: ${place.preview}`;

async function find(page, cell) {
  const source = editorOf(page, cell);
  const reply = await page.language.ask("FindSymbol", source, head(source));
  if (!reply) page.notice(quiet);
  return { source, reply };
}

async function goToDefinition(page, cell) {
  const { source, reply } = await find(page, cell);
  if (!reply) return;
  const places = reply.places.filter(place => place.isDefinition);
  if (places.length === 0) return void page.notice(reply.problem ?? "Its definition was not found in this notebook.");
  remember(source);
  if (places.length === 1) return goTo(page, places[0]);
  choose(source.view, `Definitions of ${reply.name}`, places.map(place => ({ title: titleOf(page, place), run: () => goTo(page, place) })));
}

async function findReferences(page, cell) {
  const { source, reply } = await find(page, cell);
  if (!reply) return;
  if (reply.places.length === 0) return void page.notice(reply.problem ?? "It is used nowhere in this notebook.");
  choose(source.view, `References of ${reply.name}`, reply.places.map(place => ({ title: titleOf(page, place), run: () => { remember(source); goTo(page, place); } })));
}

async function rename(page, cell) {
  if (!page.isOnline()) return;
  const source = editorOf(page, cell);
  const position = head(source);
  const target = await page.language.ask("RenameTarget", source, position);
  if (!target) return void page.notice(quiet);
  if (target.problem) return void page.notice(target.problem);
  const name = await askName(source.view, target.start, "New name", target.name);
  if (!name || name === target.name) return;
  // What is renamed is what the server has.
  await page.sources.settled();
  const reply = await page.server.call("RenameSymbol", source.cellId, source.text.text, position, name).catch(error => { page.failed(error); return null; });
  if (!reply) return;
  if (reply.refusal) return void page.notice(reply.refusal);
  const many = reply.cells.length === 1 ? "1 cell" : `${reply.cells.length} cells`;
  page.notice(`Renamed ${target.name} to ${name} in ${many}.`, { title: "Undo", run: () => page.run("undo-cells", cell) });
}

async function format(page, cells) {
  if (!page.isOnline()) return;
  const ids = cells.filter(cell => cell.classList.contains("cell-code")).map(cell => cell.dataset.cell);
  if (ids.length === 0) return;
  await page.sources.settled();
  const reply = await page.server.call("Format", ids).catch(error => { page.failed(error); return null; });
  if (!reply) return;
  if (reply.refusal) return void page.notice(reply.refusal);
  const { length } = reply.cells;
  page.notice(length === 0 ? "The code is laid out already." : `Laid out ${length === 1 ? "1 cell" : `${length} cells`}.`, length > 0 ? { title: "Undo", run: () => page.run("undo-cells", cells[0]) } : null);
}

async function fix(page, cell) {
  const source = editorOf(page, cell);
  const { doc } = source.view.state;
  const reply = await page.language.ask("Fixes", source, head(source));
  if (!reply) return void page.notice(quiet);
  if (reply.fixes.length === 0) return void page.notice("There is no quick fix for this line.");
  choose(source.view, "Quick fixes", reply.fixes.map(one => ({
    title: one.title,
    run: () => {
      if (source.view?.state.doc === doc) source.view.dispatch({ changes: one.edits.map(edit => ({ from: edit.start, to: edit.end, insert: edit.text })), userEvent: "input.fix", scrollIntoView: true });
      else page.notice("The cell has changed meanwhile. Ask again.");
    },
  })));
}

function nextProblem(page, cell, by) {
  const { cells } = page;
  const from = Math.max(0, cells.indexOf(cell));
  const at = cell ? page.sourceOf(cell)?.view?.hasFocus ? head(page.sourceOf(cell)) : by > 0 ? -1 : Infinity : -1;
  for (let step = 0; step <= cells.length; step++) {
    const other = cells[(from + by * step + cells.length * 2) % cells.length];
    const source = page.sourceOf(other);
    const problems = source && !source.isText ? page.language.problemsOf(source) : [];
    const here = step === 0 ? problems.filter(one => (by > 0 ? one.start > at : one.start < at)) : problems;
    if (here.length === 0) continue;
    const one = by > 0 ? here[0] : here.at(-1);
    page.place.edit(other);
    source.view.dispatch({ selection: { anchor: Math.min(one.start, source.view.state.doc.length) }, scrollIntoView: true });
    other.scrollIntoView({ block: "nearest" });
    page.announce(`Cell ${page.sources.numberOf(source.cellId)}: ${one.message}`);
    void describeAtCursor(page.language, source);
    return;
  }
  page.notice("There are no problems in this notebook.");
}

export const codeCommands = [
  ...aboutCell([
    { name: "complete", title: "Complete the code at the cursor", group, keys: ["Mod+Space"], mode: "edit", when: onCodeCell, run: (page, cell) => startCompletion(editorOf(page, cell).view) },
    { name: "describe", title: "Say what stands at the cursor", group, keys: ["Mod+I"], mode: "edit", when: onCodeCell, run: (page, cell) => describeAtCursor(page.language, editorOf(page, cell)) },
    { name: "go-to-definition", title: "Go to definition", group, keys: ["F12"], mode: "edit", when: onCodeCell, run: goToDefinition },
    { name: "find-references", title: "Find references in all cells", group, keys: ["Shift+F12"], mode: "edit", when: onCodeCell, run: findReferences },
    { name: "rename", title: "Rename in all cells", group, keys: ["F2"], mode: "edit", when: onCodeCell, run: rename },
    { name: "fix", title: "Quick fix", group, keys: ["Mod+."], mode: "edit", when: onCodeCell, run: fix },
    { name: "format-cell", title: "Format cell", group, keys: ["Shift+Alt+F"], mode: "cell", when: onCodeCell, run: (page, cell) => format(page, page.selectionWith(cell)) },
  ]),
  { name: "format-notebook", title: "Format all cells", group, run: page => format(page, page.cells) },
  { name: "go-back", title: "Go back to where you came from", group, keys: ["Mod+Alt+-"], mode: "edit", when: () => trail.length > 0, run: page => goTo(page, trail.pop()) },
  { name: "next-problem", title: "Next problem", group, keys: ["F8"], mode: "page", run: (page, cell) => nextProblem(page, cell, 1) },
  { name: "previous-problem", title: "Previous problem", group, keys: ["Shift+F8"], mode: "page", run: (page, cell) => nextProblem(page, cell, -1) },
];

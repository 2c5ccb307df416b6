// Cells: made, moved, deleted, taken apart and put together. Commands act on the selection when the cell belongs to it.
import { idsOf, newCellId } from "../cellIds.js";
import { copyText } from "../clipboard.js";
import { startWith } from "../startExamples.js";
import { aboutCell, onCodeCell, onTextCell } from "./conditions.js";

const group = "Cells";
const splitAttempts = 5; // against people who type in the same cell at that moment

/** @param after the cell above the new one; null or undefined at the top */
export function insertCell(page, kind, after, source = "") {
  const cellId = newCellId();
  if (page.server.online) page.expected.edit(cellId);
  return page.change("Insert", cellId, kind, after?.dataset.cell ?? null, source);
}

const below = (page, cell) => (cell ? page.lastOf(cell) : null);

function above(page, cell) {
  const { cells } = page;
  return cells[cells.indexOf(cell) - 1];
}

/** The selection, with everything that its folded headings hide. */
function chosen(page, cell) {
  return [...new Set(page.selectionWith(cell).flatMap(one => page.folding.unitOf(one)))];
}

async function deleteCells(page, cell) {
  if (!page.isOnline()) return;
  const cells = chosen(page, cell);
  const { visibleCells } = page;
  const rest = visibleCells.filter(other => !cells.includes(other));
  const at = visibleCells.indexOf(cells[0]);
  const next = rest[Math.min(at, rest.length - 1)];
  const words = cells.length === 1 ? `Cell ${cells[0].dataset.number} is deleted.` : `${cells.length} cells are deleted.`;
  // What was typed last comes back, too, when this is undone.
  await page.sources.settledOf(cells);
  if (next) page.select(next);
  if (await page.change("Delete", idsOf(cells))) page.notice(words, { title: "Undo", run: () => page.run("undo-cells", page.selected) });
}

async function history(page, method, nothing) {
  if (!page.isOnline()) return;
  try {
    const reply = await page.server.call(method);
    if (reply) page.shown(reply);
    else page.notice(nothing);
  } catch (error) {
    page.failed(error);
  }
}

async function move(page, cells, after) {
  const focused = document.activeElement;
  await page.change("Move", idsOf(cells), after?.dataset.cell ?? null);
  // The browser drops the focus of what moves in the document.
  if (cells.some(cell => cell.contains(focused)) && document.activeElement !== focused) focused.focus({ preventScroll: true });
  cells[0].scrollIntoView({ block: "nearest" });
}

function moveUp(page, cell) {
  const cells = chosen(page, cell);
  const { visibleCells } = page;
  const before = visibleCells[visibleCells.indexOf(cells[0]) - 1];
  if (before) return move(page, cells, above(page, before));
}

function moveDown(page, cell) {
  const cells = chosen(page, cell);
  const { visibleCells } = page;
  const next = visibleCells[visibleCells.indexOf(cells.findLast(one => !one.hidden)) + 1];
  if (next) return move(page, cells, page.lastOf(next));
}

async function duplicate(page, cell) {
  const cells = chosen(page, cell);
  if (!page.isOnline() || !await page.sources.settledOf(cells)) return;
  const copies = cells.map(newCellId);
  if (await page.change("Duplicate", idsOf(cells), copies)) page.expected.select(copies);
}

// Against the text as the server has it, so that nobody's characters are lost: what is typed here goes first, and what others
// typed meanwhile is taken in before the cursor is looked at again.
async function split(page, cell) {
  const source = page.sourceOf(cell);
  if (!source || !page.isOnline()) return;
  const above = newCellId();
  for (let attempt = 0; attempt < splitAttempts; attempt++) {
    await source.text.settled();
    if (source.text.hasUnsent) break;
    const reply = await page.ask("Split", cell.dataset.cell, source.text.version, source.text.state.selection.main.head, above);
    if (!reply) return;
    if (reply.stale) {
      await source.text.pull();
      continue;
    }
    if (reply.refusal) page.notice(reply.refusal);
    return;
  }
  page.notice("The cell can't be split just now, because somebody is typing in it. Try again in a moment.");
}

async function merge(page, cell) {
  const { cells } = page;
  const selection = page.selectionWith(cell);
  const merged = selection.length > 1 ? selection : cells.slice(cells.indexOf(cell), cells.indexOf(cell) + 2);
  if (!page.isOnline() || !await page.sources.settledOf(merged)) return;
  if (await page.change("Merge", idsOf(merged))) page.select(merged[0]);
}

async function changeKind(page, cell, kind) {
  const cells = page.selectionWith(cell);
  if (page.isOnline() && await page.sources.settledOf(cells)) await page.change("ChangeKind", idsOf(cells), kind);
}

async function makeHeading(page, cell, level) {
  const cells = page.selectionWith(cell);
  if (page.isOnline() && await page.sources.settledOf(cells)) await page.change("MakeHeading", idsOf(cells), level);
}

// Hides when anything of it is shown, and shows it all otherwise.
function collapse(page, cell, what) {
  const cells = page.selectionWith(cell).filter(one => one.classList.contains("cell-code"));
  const hides = cells.some(one => !(one.dataset.hides ?? "").split(" ").includes(what));
  return page.change("Collapse", idsOf(cells), what === "code" ? hides : null, what === "output" ? hides : null);
}

async function copyLink(page, cell) {
  const link = `${location.href.split("#")[0]}#cell-${cell.dataset.cell}`;
  page.notice(await copyText(link) ? `The link to cell ${cell.dataset.number} is copied.` : `The browser does not let this page copy. The link: ${link}`);
}

const headingCommands = [1, 2, 3, 4, 5, 6].map(level => ({
  name: `heading-${level}`, title: `Make it a heading ${level}`, group, keys: [`${level}`], mode: "command", run: (page, cell) => makeHeading(page, cell, level),
}));

export const cellCommands = [
  ...aboutCell([
    { name: "insert-code-above", title: "Insert code above", group, keys: ["A"], mode: "command", run: (page, cell) => insertCell(page, "code", above(page, cell)) },
    { name: "insert-code-below", title: "Insert code below", group, keys: ["B"], mode: "command", run: (page, cell) => insertCell(page, "code", below(page, cell)) },
    { name: "insert-text-above", title: "Insert text above", group, run: (page, cell) => insertCell(page, "text", above(page, cell)) },
    { name: "insert-text-below", title: "Insert text below", group, run: (page, cell) => insertCell(page, "text", below(page, cell)) },
    { name: "move-up", title: "Move cell up", group, keys: ["Alt+ArrowUp"], mode: "command", repeats: true, run: moveUp },
    { name: "move-down", title: "Move cell down", group, keys: ["Alt+ArrowDown"], mode: "command", repeats: true, run: moveDown },
    { name: "delete", title: "Delete cell", group, keys: ["D D"], mode: "command", run: deleteCells },
    { name: "duplicate", title: "Duplicate", group, run: duplicate },
    { name: "split", title: "Split at the cursor", group, keys: ["Mod+Shift+-"], mode: "cell", run: split },
    { name: "merge-below", title: "Merge with the cell below", group, keys: ["Shift+M"], mode: "command", run: merge },
    { name: "to-code", title: "Change to code", group, keys: ["Y"], mode: "command", when: (page, cell) => page.selectionWith(cell).some(one => onTextCell(page, one)), run: (page, cell) => changeKind(page, cell, "code") },
    { name: "to-text", title: "Change to text", group, keys: ["M"], mode: "command", when: (page, cell) => page.selectionWith(cell).some(one => onCodeCell(page, one)), run: (page, cell) => changeKind(page, cell, "text") },
    ...headingCommands,
    { name: "cut", title: "Cut cells", group, keys: ["X"], mode: "command", run: (page, cell) => page.clipboard.cut(chosen(page, cell)) },
    { name: "copy", title: "Copy cells", group, keys: ["C"], mode: "command", run: (page, cell) => page.clipboard.copy(chosen(page, cell)) },
    { name: "paste-below", title: "Paste cells below", group, keys: ["V"], mode: "command", run: (page, cell) => page.clipboard.paste(page.lastOf(page.selectionWith(cell).at(-1))) },
    { name: "paste-above", title: "Paste cells above", group, keys: ["Shift+V"], mode: "command", run: (page, cell) => page.clipboard.paste(above(page, page.selectionWith(cell)[0])) },
    { name: "toggle-code", title: "Hide or show code", group, keys: ["H H"], mode: "command", when: onCodeCell, run: (page, cell) => collapse(page, cell, "code") },
    { name: "toggle-output", title: "Hide or show output", group, keys: ["O"], mode: "command", when: onCodeCell, run: (page, cell) => collapse(page, cell, "output") },
    { name: "copy-link", title: "Copy link to cell", group, run: copyLink },
  ]),
  { name: "undo-cells", title: "Undo change of cells", group, keys: ["Z", "Mod+Z"], mode: "command", run: page => history(page, "Undo", "There is nothing to undo.") },
  { name: "redo-cells", title: "Redo change of cells", group, keys: ["Shift+Z", "Mod+Shift+Z"], mode: "command", run: page => history(page, "Redo", "There is nothing to do again.") },
  { name: "insert-code-first", title: "Insert code at the top", group, run: page => insertCell(page, "code", null) },
  { name: "insert-text-first", title: "Insert text at the top", group, run: page => insertCell(page, "text", null) },
  { name: "add-code", title: "Add code cell at the end", group, run: page => insertCell(page, "code", page.cells.at(-1)) },
  { name: "add-text", title: "Add text cell at the end", group, run: page => insertCell(page, "text", page.cells.at(-1)) },
  { name: "start-with", title: "Start with an example", group, hidden: true, run: (page, cell, origin) => startWith(page, origin.dataset.code) },
];

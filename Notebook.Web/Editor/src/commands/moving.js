// From cell to cell, and into and out of its text. Nothing here waits for the server.
import { aboutCell } from "./conditions.js";

const group = "Moving about";

function step(page, cell, by) {
  const { visibleCells: cells } = page;
  const next = cells[cells.indexOf(cell) + by];
  if (next) page.select(next);
}

function extend(page, cell, by) {
  const { visibleCells: cells } = page;
  const next = cells[cells.indexOf(cell) + by];
  if (next) page.extendTo(next);
}

function selectAll(page) {
  const { visibleCells: cells } = page;
  page.select(cells[0]);
  page.extendTo(cells.at(-1));
}

export const movingCommands = [
  ...aboutCell([
    { name: "select-next", title: "Next cell", group, keys: ["J", "ArrowDown"], mode: "command", repeats: true, run: (page, cell) => step(page, cell, 1) },
    { name: "select-previous", title: "Previous cell", group, keys: ["K", "ArrowUp"], mode: "command", repeats: true, run: (page, cell) => step(page, cell, -1) },
    { name: "extend-down", title: "Select the next cell too", group, keys: ["Shift+J", "Shift+ArrowDown"], mode: "command", repeats: true, run: (page, cell) => extend(page, cell, 1) },
    { name: "extend-up", title: "Select the previous cell too", group, keys: ["Shift+K", "Shift+ArrowUp"], mode: "command", repeats: true, run: (page, cell) => extend(page, cell, -1) },
    { name: "select-all", title: "Select all cells", group, run: selectAll },
    { name: "edit", title: "Edit the cell", group, keys: ["Enter"], mode: "command", run: (page, cell) => page.place.edit(cell) },
    {
      name: "leave-editor", title: "Leave the editor", group, keys: ["Escape"], mode: "edit",
      // Several cursors become one first, and what is open over the text closes; the editor sees to that.
      when: (page, cell) => !(page.sourceOf(cell)?.view?.state.selection.ranges.length > 1) && !page.language.takesEscape(page.sourceOf(cell)),
      run: (page, cell) => page.select(cell),
    },
  ]),
  { name: "select-first", title: "First cell", group, keys: ["Home"], mode: "command", run: page => page.cells[0] && page.select(page.cells[0]) },
  { name: "select-last", title: "Last cell", group, keys: ["End"], mode: "command", run: page => page.cells.length > 0 && page.select(page.visibleCells.at(-1)) },
  { name: "go-to-cell", title: "Go to a cell", group, hidden: true, run: (page, cell, origin) => page.place.goToCell(origin.dataset.to) },
  { name: "go-to-line", title: "Go to the line of an error", group, hidden: true, run: (page, cell, origin) => page.place.goToLine(origin.dataset.cell, Number(origin.dataset.line)) },
];

// Running cells, stopping them, and the kernel.
import { expectCharts } from "../charts/library.js";
import { insertCell } from "./cells.js";
import { canNotify, isOn, toggle } from "../running/longRunNotice.js";
import { aboutCell, canRebuild, kernelEnds, onCodeCell } from "./conditions.js";
import { mayEdit } from "./roles.js";

const group = "Running";

async function run(page, cell, then) {
  const source = page.sourceOf(cell);
  if (!source) return;
  const { visibleCells: cells } = page;
  const next = cells[cells.indexOf(cell) + 1];
  if (then === "insert" || then === "advance" && !next && mayEdit(page)) insertCell(page, "code", cell);
  else if (then === "advance") page.select(next ?? cell);
  else if (source.isText) page.select(cell);
  if (source.isText) return;
  expectCharts(page, source.text.text);
  // What runs is what the server has, so what is typed goes first.
  if (page.server.online) await source.text.settled();
  await page.change("Run", [cell.dataset.cell]);
}

/** Runs cells in the order of the notebook. Text cells among them are left alone. */
async function runCells(page, cells) {
  const ids = cells.filter(cell => cell.dataset.runs !== "false").map(cell => cell.dataset.cell);
  if (ids.length === 0) return void page.notice("There is no code to run there.");
  for (const id of ids) expectCharts(page, page.sources.textOf(id)?.text ?? "");
  await settle(page);
  await page.change("Run", ids);
}

// Offline nothing settles; the change itself says so.
function settle(page) {
  return page.server.online ? page.sources.settled() : null;
}

const selectionOf = (page, cell) => (page.selection.length > 0 ? page.selection : cell ? [cell] : []);

function runAbove(page, cell) {
  const { cells } = page;
  return runCells(page, cells.slice(0, cells.indexOf(cell)));
}

function runBelow(page, cell) {
  const { cells } = page;
  return runCells(page, cells.slice(cells.indexOf(cell)));
}

async function runAll(page) {
  await settle(page);
  await page.change("RunAll");
}

async function runStale(page) {
  if (!page.root.querySelector('.cell:is([data-state="stale"], [data-state="edited"])')) return void page.notice("No cell is stale: what each shows is what it would show now.");
  await settle(page);
  await page.change("RunStale");
}

/** The cell and, before it, those that it needs and that the kernel does not have. */
async function runWithNeeds(page, cell) {
  await settle(page);
  await page.change("RunWithNeeds", cell.dataset.cell);
}

async function restartAndRunAll(page) {
  await settle(page);
  await page.change("Restart");
  if (page.server.online) await page.change("RunAll");
}

async function verify(page) {
  await settle(page);
  await page.change("Verify");
}

async function rebuild(page) {
  await settle(page);
  await page.change("Rebuild");
}

async function restart(page) {
  if (await page.change("Restart") && canRebuild(page)) page.notice("The kernel is new: it knows none of the variables.", { title: "Rebuild", run: () => rebuild(page) });
}

export const runningCommands = [
  ...aboutCell([
    { name: "run", title: "Run cell", group, keys: ["Mod+Enter"], mode: "cell", run: (page, cell) => run(page, cell, "stay") },
    { name: "run-and-advance", title: "Run cell and go to the next", group, keys: ["Shift+Enter"], mode: "cell", run: (page, cell) => run(page, cell, "advance") },
    { name: "run-and-insert", title: "Run cell and insert one below", group, keys: ["Alt+Enter"], mode: "cell", run: (page, cell) => run(page, cell, "insert") },
    { name: "run-selected", title: "Run selected cells", group, run: (page, cell) => runCells(page, selectionOf(page, cell)) },
    { name: "run-with-needs", title: "Run cell with what it needs", group, when: onCodeCell, run: runWithNeeds },
    { name: "run-above", title: "Run all above", group, run: runAbove },
    { name: "run-below", title: "Run this and all below", group, run: runBelow },
    { name: "stop", title: "Stop cell", group, when: onCodeCell, run: (page, cell) => page.change("Interrupt", cell.dataset.cell) },
  ]),
  { name: "run-all", title: "Run all", group, run: runAll },
  { name: "restart-and-run-all", title: "Restart kernel and run all", group, run: restartAndRunAll },
  {
    name: "tell-long-runs", title: "Tell me when a long cell ends: on or off", group, when: canNotify,
    menuTitle: () => (isOn() ? "Don’t tell me when a long cell ends" : "Tell me when a long cell ends"),
    run: async page => page.notice(await toggle()),
  },
  { name: "verify", title: "Verify: run all in a fresh kernel and compare", group, menuTitle: () => "Verify", run: verify },
  { name: "stop-verifying", title: "Stop verifying", group, when: page => page.root.querySelector("[data-command=stop-verifying]") != null, run: page => page.change("StopVerifying") },
  { name: "show-verification", title: "Show what Verify found", group, when: page => page.root.querySelector("[data-command=show-verification]") != null, run: page => page.ask("ShowVerification") },
  { name: "run-stale", title: "Run stale cells", group, keys: ["Mod+Shift+Enter"], mode: "page", run: runStale },
  { name: "go-to-question", title: "Go to the question of a running cell", group, when: page => page.questions?.first != null, run: page => page.questions.goTo() },
  { name: "interrupt", title: "Interrupt", group, keys: ["I I"], mode: "command", run: page => page.change("Interrupt", null) },
  { name: "restart", title: "Restart kernel", group, keys: ["0 0"], mode: "command", run: restart },
  { name: "keep-kernel", title: "Keep the kernel, which would end because it has no work", group, when: kernelEnds, run: page => page.change("KeepKernel") },
  { name: "rebuild", title: "Rebuild: restart kernel and run again what had run", group, when: canRebuild, run: rebuild },
];

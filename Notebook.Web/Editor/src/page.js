// One open notebook in one tab: made of the parts below, each of which owns one idea. Elements, commands and parts reach each other
// through it.
import { CellOrder } from "./cellOrder.js";
import { CellTools } from "./cellTools.js";
import { Clipboard } from "./clipboard.js";
import { insertCell } from "./commands/cells.js";
import { runCommand } from "./commands/registry.js";
import { Deliveries } from "./deliveries.js";
import { Help } from "./dialogs/help.js";
import { Palette } from "./dialogs/palette.js";
import { Dragging } from "./dragging.js";
import { keepIcons } from "./elements.js";
import { ExpectedCells } from "./expectedCells.js";
import { Files } from "./files/files.js";
import { Find } from "./find/find.js";
import { Folding } from "./folding.js";
import { Keys } from "./keys.js";
import { Language } from "./language/language.js";
import { Mouse } from "./mouse.js";
import { NearCells } from "./nearCells.js";
import { showNotice } from "./notices.js";
import { Outline } from "./outline.js";
import { Panels } from "./panels.js";
import { OutputTools } from "./outputs/outputTools.js";
import { Pictures } from "./pictures.js";
import { Place } from "./place.js";
import { RenderedText } from "./renderedText.js";
import { Requests } from "./requests.js";
import { Questions } from "./questions/questions.js";
import { Runs } from "./running/runs.js";
import { Saving } from "./saving.js";
import { Selection } from "./selection.js";
import { Sources } from "./sources.js";
import { StartExamples } from "./startExamples.js";
import { Server } from "./server.js";
import { Together } from "./together/together.js";

export class NotebookPage {
  #stop = new AbortController();
  #requests = new Requests(this);
  #dialog = null;
  #selection;
  #tools;
  #said = null;

  /** @param options {notebookId, plotly} */
  constructor(root, channel, options) {
    this.root = root;
    this.options = options;
    this.server = new Server(channel);
    this.clientID = crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    this.find = new Find(this);
    this.expected = new ExpectedCells(this);
    this.language = new Language(this);
    root.notebookPage = this;
    this.#selection = new Selection(this);
  }

  start() {
    const { signal } = this.#stop;
    keepIcons();
    const nearCells = new NearCells(this, signal);
    this.saving = new Saving(this, signal);
    this.deliveries = new Deliveries(this, signal);
    this.sources = new Sources(this, new RenderedText(this, signal), nearCells);
    this.place = new Place(this, nearCells, signal);
    this.#tools = new CellTools(this.root, signal);
    this.folding = new Folding(this, signal);
    this.outline = new Outline(this, signal);
    this.panels = new Panels(this.root, this.outline, signal);
    this.clipboard = new Clipboard(this, signal);
    new Dragging(this, signal);
    new Pictures(this, signal);
    this.files = new Files(this, signal);
    new OutputTools(this.root, signal);
    new Keys(this, signal);
    this.runs = new Runs(this, signal);
    this.questions = new Questions(this, signal);
    this.together = new Together(this, signal);
    new Mouse(this, signal);
    this.order = new CellOrder(this, signal);
    this.startExamples = new StartExamples(this);
    this.root.addEventListener("focusin", event => {
      const cell = event.target.closest(".cell");
      if (cell && cell !== this.selected) this.select(cell, false);
    }, { signal });
    const role = new MutationObserver(() => this.#roleChanged());
    role.observe(this.root, { attributes: true, attributeFilter: ["data-role"] });
    signal.addEventListener("abort", () => role.disconnect());
    document.addEventListener("notebook:connection", event => this.#connection(event.detail.online), { signal });

    for (const element of this.root.querySelectorAll("notebook-source, notebook-chart")) element.attach(this);
    for (const element of this.root.querySelectorAll("notebook-stream")) this.deliveries.streamAppeared(element);
    this.startExamples.changed();
    this.questions.start();
    this.saving.replay();
    this.place.restore(this.saving.takePlace());
  }

  get isOpen() { return !this.#stop.signal.aborted; }

  dispose() {
    if (!this.isOpen) return;
    this.saving.keep();
    this.#stop.abort();
    this.#dialog?.close();
    this.find.dispose();
    this.server.lose();
  }

  // ── Words to and from the server ─────────────────────────────────

  /** Asks the server; null when the connection ended meanwhile. */
  ask(method, ...args) { return this.#requests.ask(method, ...args); }

  /** Asks for a change; says so when it was refused. @returns whether it was done */
  change(method, ...args) { return this.#requests.change(method, ...args); }

  /** Says so when there is no connection. */
  isOnline() { return this.#requests.isOnline(); }

  failed(error) { this.#requests.failed(error); }

  // ── Words to the reader ──────────────────────────────────────────

  /** @param action {title, run}: what can be done about it */
  notice(words, action) { showNotice(words, action); }

  announce(words) {
    this.#said ??= this.root.appendChild(Object.assign(document.createElement("div"), { className: "sr", role: "status" }));
    this.#said.textContent = words;
  }

  openPalette() { this.#open(new Palette(this)); }

  openHelp() { this.#open(new Help()); }

  // ── Cells ────────────────────────────────────────────────────────

  get title() { return this.root.querySelector("input.title")?.value ?? document.title; }

  get cells() { return [...this.root.querySelectorAll(".cell")]; }

  /** Without those that a folded heading hides. */
  get visibleCells() { return this.cells.filter(cell => !cell.hidden); }

  /** The cell, or the last one that its folded heading hides: what is added "below" it comes after that. */
  lastOf(cell) { return this.folding.unitOf(cell).at(-1); }

  sourceOf(cell) { return this.sources.of(cell); }

  sourceById(cellId) { return this.sources.byId(cellId); }

  /** @param name of commands/registry.js; @param origin the button that asked, if one did */
  run(name, cell, origin) { return runCommand(this, name, cell, origin); }

  insertCell(kind, after, source = "") { return insertCell(this, kind, after, source); }

  /** What the server answered to a change of cells: selects what it made, or says why it did not. */
  shown(reply) {
    if (!reply) return;
    if (reply.refusal) this.notice(reply.refusal);
    else this.expected.select(reply.cells);
  }

  /** A cell became code or text; Blazor has written its classes anew. */
  kindChanged(source) {
    const { section } = source;
    if (!section) return;
    section.classList.toggle("is-selected", section === this.selected);
    section.classList.toggle("is-editing", source.view?.hasFocus ?? false);
    this.#selection.restore(section);
    this.#tools.dressAgain(section);
    this.order.changed();
  }

  // ── The selection ────────────────────────────────────────────────

  /** The cell that commands are about; null when none is. */
  get selected() { return this.#selection.current; }

  /** The selected cells in order; none when no cell is selected. */
  get selection() { return this.#selection.cells; }

  /** What a command on a cell is about: the selection when the cell belongs to it. */
  selectionWith(cell) {
    const { selection } = this;
    return selection.includes(cell) ? selection : [cell];
  }

  select(cell, focus = true) { this.#selection.only(cell, focus); }

  /** Selects everything from where the selection began to this cell. */
  extendTo(cell) { this.#selection.extendTo(cell); }

  /** Selects exactly these cells. */
  selectAll(cells) { this.#selection.all(cells); }

  /** One dialog of the page's own at a time. */
  #open(dialog) {
    this.#dialog?.close();
    this.#dialog = dialog;
    dialog.open();
  }

  #roleChanged() {
    for (const source of this.sources) source.roleChanged();
    const { role } = this.root.dataset;
    this.announce(`You are ${/^[eo]/.test(role) ? "an" : "a"} ${role} of this notebook now.`);
  }

  #connection(online) {
    if (online) {
      this.server.online = true;
      this.deliveries.resume();
    } else {
      this.server.lose();
      this.saving.keep();
    }
  }
}

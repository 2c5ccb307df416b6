// One open notebook in one tab: knows its cells, hands text and streams to the elements they belong to, and carries what
// the elements and the commands ask to the server.
import { CellOrder } from "./cellOrder.js";
import { readUpdates } from "./cellText.js";
import { CellTools } from "./cellTools.js";
import { Clipboard } from "./clipboard.js";
import { insertCell } from "./commands/cells.js";
import { runCommand } from "./commands/registry.js";
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
import { NearCharts } from "./nearCharts.js";
import { showNotice } from "./notices.js";
import { Outline } from "./outline.js";
import { Panels } from "./panels.js";
import { OutputTools } from "./outputs/outputTools.js";
import { Pictures } from "./pictures.js";
import { Place } from "./place.js";
import { RenderedText } from "./renderedText.js";
import { Questions } from "./questions/questions.js";
import { Runs } from "./running/runs.js";
import { Saving } from "./saving.js";
import { Selection } from "./selection.js";
import { StartExamples } from "./startExamples.js";
import { ConnectionLost, Server, TooLarge } from "./server.js";
import { Together } from "./together/together.js";

export class NotebookPage {
  #sources = new Map();
  #streams = new Map();
  #stop = new AbortController();
  #saving;
  #dialog = null;
  #nearCells;
  #nearCharts;
  #rendered;
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
    this.#saving = new Saving(this, signal);
    this.#nearCells = new NearCells(this, signal);
    this.#nearCharts = new NearCharts(signal);
    this.#rendered = new RenderedText(this, signal);
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
    const place = new Place(this, signal);
    this.root.addEventListener("focusin", event => {
      const cell = event.target.closest(".cell");
      if (cell && cell !== this.selected) this.select(cell, false);
    }, { signal });
    const role = new MutationObserver(() => this.#roleChanged());
    role.observe(this.root, { attributes: true, attributeFilter: ["data-role"] });
    signal.addEventListener("abort", () => role.disconnect());
    document.addEventListener("notebook:connection", event => this.#connection(event.detail.online), { signal });

    for (const element of this.root.querySelectorAll("notebook-source, notebook-chart")) element.attach(this);
    for (const element of this.root.querySelectorAll("notebook-stream")) this.streamAppeared(element);
    this.startExamples.changed();
    this.questions.start();
    this.#saving.replay();
    place.restore(this.#saving.takePlace());
  }

  get isOpen() { return !this.#stop.signal.aborted; }

  dispose() {
    if (!this.isOpen) return;
    this.#saving.keep();
    this.#stop.abort();
    this.#dialog?.close();
    this.find.dispose();
    this.server.lose();
  }

  // ── From the server ──────────────────────────────────────────────

  /** @param deliveries {cellId, from, updates}[] or, when the updates are no longer kept, {cellId, version, text}[] */
  receiveText(deliveries) {
    for (const delivery of deliveries) {
      const text = this.textOf(delivery.cellId);
      if (!text) continue;
      if (delivery.text != null) text.reset(delivery.version, delivery.text);
      else text.receive(delivery.from, readUpdates(delivery.updates));
    }
  }

  /** @param deliveries {outputId, offset, text, lines}[] */
  appendStreams(deliveries) {
    for (const { outputId, offset, text, lines } of deliveries)
      this.#streams.get(outputId)?.append(offset, text, lines);
    if (deliveries.length > 0) this.outputsChanged();
  }

  /** @param cells {cellId, version, diagnostics}[]; @param problem why the compiler is not asked, or null */
  receiveDiagnostics(cells, problem) { this.language.receive(cells, problem); }

  /** @param people {you, peers?, moved}: see together/together.js */
  showPeople(people) { if (!this.#stop.signal.aborted) this.together.show(people); }

  /** @param deliveries {outputId, from, additions, keeps, summary, line}[]; done when they are drawn, so that a slow browser gets fewer */
  async extendCharts(deliveries) {
    await Promise.all(deliveries.map(delivery => this.#nearCharts.of(delivery.outputId)?.extend(delivery)));
  }

  // ── From the elements ────────────────────────────────────────────

  watch(source) {
    this.#sources.set(source.cellId, source);
    this.#nearCells.changed();
    this.expected.arrived(source);
  }

  unwatch(source) {
    this.#saving.forget(source.text);
    if (this.#sources.get(source.cellId) === source) this.#sources.delete(source.cellId);
    this.#nearCells.changed();
    // Somebody deleted the cell while this reader was typing in it.
    if (source.text?.hasUnsent && this.root.isConnected && !this.#stop.signal.aborted) this.offerUnsent(source.cellId, source.text.text);
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

  streamAppeared(stream) { this.#streams.set(stream.dataset.output, stream); }

  watchChart(chart) { this.#nearCharts.add(chart); }

  unwatchChart(chart) { this.#nearCharts.remove(chart); }

  editing(source, isEditing) {
    const { section } = source;
    if (!section) return;
    section.classList.toggle("is-editing", isEditing);
    if (isEditing) this.select(section, false);
    else if (source.isText) this.#rendered.render(source);
  }

  /** A cell's text changed, here or elsewhere. */
  edited(source, isLocal = false) {
    this.find.changed();
    this.language.edited(source, isLocal);
    this.outline?.changed();
    this.#rendered.edited(source);
    this.together?.edited(source);
    this.startExamples?.changed();
  }

  /** A cell got its editor or lost it. */
  dressed(source) {
    this.find.dressed();
    if (source?.view) this.language.mounted(source);
    this.together?.dressed(source);
  }

  outputsChanged() { this.find.changed(); }

  saving(text) { this.#saving.changed(text); }

  offerUnsent(cellId, text) { this.#saving.offer(cellId, text); }

  // ── Calls that may fail ──────────────────────────────────────────

  /** Asks the server; null when the connection ended meanwhile. */
  async ask(method, ...args) {
    try {
      return await this.server.call(method, ...args);
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Asks for a change; says so when it was refused. @returns whether it was done */
  async change(method, ...args) {
    if (!this.isOnline()) return false;
    try {
      const refusal = await this.server.call(method, ...args);
      if (refusal) this.notice(refusal);
      return !refusal;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  /** Says so when there is no connection. */
  isOnline() {
    if (!this.server.online) this.notice("There is no connection to the server just now. Try again when it is back.");
    return this.server.online;
  }

  failed(error) {
    if (error instanceof ConnectionLost || this.#stop.signal.aborted) return;
    if (error instanceof TooLarge) return this.notice(error.message);
    console.error(error);
    this.notice("The server could not do that. Load the page again if it goes on; what you typed is kept.");
  }

  /** @param action {title, run}: what can be done about it */
  notice(words, action) { showNotice(words, action); }

  // ── Dialogs ──────────────────────────────────────────────────────

  openPalette() { this.#openDialog(new Palette(this)); }

  openHelp() { this.#openDialog(new Help()); }

  // ── Cells and their order ────────────────────────────────────────

  get cells() { return [...this.root.querySelectorAll(".cell")]; }

  /** Without those that a folded heading hides. */
  get visibleCells() { return this.cells.filter(cell => !cell.hidden); }

  /** The cell that commands are about; null when none is. */
  get selected() { return this.#selection.current; }

  /** The selected cells in order; none when no cell is selected. */
  get selection() { return this.#selection.cells; }

  /** What a command on a cell is about: the selection when the cell belongs to it. */
  selectionWith(cell) {
    const { selection } = this;
    return selection.includes(cell) ? selection : [cell];
  }

  /** The cell, or the last one that its folded heading hides: what is added "below" it comes after that. */
  lastOf(cell) { return this.folding.unitOf(cell).at(-1); }

  get sources() { return this.#sources.values(); }

  /** The source of the only cell; null when there are more, or none. */
  get onlySource() { return this.#sources.size === 1 ? this.sources.next().value : null; }

  get title() { return this.root.querySelector("input.title")?.value ?? document.title; }

  sourceOf(cell) { return cell ? this.#sources.get(cell.dataset.cell) : undefined; }

  sourceById(cellId) { return this.#sources.get(cellId); }

  textOf(cellId) { return this.#sources.get(cellId)?.text; }

  numberOf(cellId) { return this.#sources.get(cellId)?.dataset.number; }

  /** Completes when the server has everything that was typed in any cell. */
  settled() {
    return Promise.all([...this.#sources.values()].filter(source => source.text.hasUnsent).map(source => source.text.settled()));
  }

  /** Waits until the server has what was typed in these cells. @returns whether it has */
  async settledOf(cells) {
    if (!this.server.online) return false;
    await Promise.all(cells.map(cell => this.sourceOf(cell)?.text.settled()));
    return true;
  }

  /** @param name of commands/registry.js; @param origin the button that asked, if one did */
  run(name, cell, origin) { return runCommand(this, name, cell, origin); }

  select(cell, focus = true) { this.#selection.only(cell, focus); }

  /** Selects everything from where the selection began to this cell. */
  extendTo(cell) { this.#selection.extendTo(cell); }

  /** Selects exactly these cells. */
  selectAll(cells) { this.#selection.all(cells); }

  /** What the server answered to a change of cells: selects what it made, or says why it did not. */
  shown(reply) {
    if (!reply) return;
    if (reply.refusal) this.notice(reply.refusal);
    else this.expected.select(reply.cells);
  }

  /** Shows a cell that is folded away or too far off to be laid out. */
  reveal(cell) {
    this.folding?.reveal(cell);
    this.#nearCells?.bring(cell);
  }

  /** Brings a cell, or a heading in it, to the top of the window and selects it. */
  goTo(cell, element = null) {
    this.reveal(cell);
    this.select(cell, false);
    cell.focus({ preventScroll: true });
    (element ?? cell).scrollIntoView({ block: "start" });
  }

  announce(words) {
    this.#said ??= this.root.appendChild(Object.assign(document.createElement("div"), { className: "sr", role: "status" }));
    this.#said.textContent = words;
  }

  /** Opens the notebook's earlier states. */
  async showHistory() {
    if (!this.isOnline()) return;
    await this.settled();
    await this.ask("ShowHistory");
  }

  /** An earlier state is the notebook again. */
  restored() { this.notice("The notebook is what it was then.", { title: "Undo", run: () => this.run("undo-cells", this.selected) }); }

  /** Opens what is said about a cell, ready to be added to. */
  comment(cell) {
    if (this.outline.isOpen) this.outline.close();
    return this.change("Discuss", cell.dataset.cell);
  }

  insertCell(kind, after, source = "") { return insertCell(this, kind, after, source); }

  edit(cell) {
    const source = this.sourceOf(cell);
    if (!source) return;
    this.reveal(cell);
    cell.classList.add("is-editing"); // A text cell's editor is only measured right once it is shown.
    source.edit();
  }

  goToCell(cellId) {
    const cell = this.#sources.get(cellId)?.section;
    if (cell) this.goTo(cell);
    else this.notice("That cell is no longer in this notebook.");
  }

  goToLine(cellId, line) {
    const source = this.#sources.get(cellId);
    if (!source) return void this.notice("That cell is no longer in this notebook.");
    this.reveal(source.section);
    source.section.classList.add("is-editing"); // A text, or code that is folded, shows its source only then.
    source.section.scrollIntoView({ block: "nearest" });
    source.goToLine(line);
  }

  #roleChanged() {
    for (const source of this.#sources.values()) source.roleChanged();
    const { role } = this.root.dataset;
    this.announce(`You are ${/^[eo]/.test(role) ? "an" : "a"} ${role} of this notebook now.`);
  }

  #openDialog(dialog) {
    this.#dialog?.close();
    this.#dialog = dialog;
    dialog.open();
  }

  #connection(online) {
    if (!online) {
      this.server.lose();
      this.#saving.keep();
      return;
    }
    this.server.online = true;
    const texts = Object.fromEntries([...this.#sources].map(([id, source]) => [id, source.text.version]));
    const streams = {};
    for (const [id, stream] of this.#streams)
      if (stream.isConnected) streams[id] = stream.offset;
      else this.#streams.delete(id);
    this.ask("Resume", texts, streams);
    for (const source of this.#sources.values()) source.text.push();
    this.#nearCharts.tellAgain();
  }
}

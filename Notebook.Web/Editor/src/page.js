// One open notebook in one tab: knows its cells, hands text and streams to the elements they belong to, and carries what
// the elements and the commands ask to the server.
import { readUpdates } from "./cellText.js";
import { CellTools } from "./cellTools.js";
import { Clipboard } from "./clipboard.js";
import { insertCell } from "./commands/cells.js";
import { runCommand } from "./commands/registry.js";
import { Help } from "./dialogs/help.js";
import { Palette } from "./dialogs/palette.js";
import { keepIcons } from "./elements.js";
import { Find } from "./find/find.js";
import { Dragging } from "./dragging.js";
import { Folding } from "./folding.js";
import { Keys } from "./keys.js";
import { toggleMenu } from "./menu.js";
import { showNotice } from "./notices.js";
import { OutputTools } from "./outputs/outputTools.js";
import { followHeading } from "./outputs/proseElement.js";
import { Runs } from "./running/runs.js";
import { Outline } from "./outline.js";
import { Pictures } from "./pictures.js";
import { Saving } from "./saving.js";
import { Selection } from "./selection.js";
import { ConnectionLost, Server } from "./server.js";

const editorsNear = "1500px 0px"; // Editors mount this far from the viewport, so that scrolling does not meet plain text.
const chartsNear = "800px 0px";
const proseWait = 300; // ms from somebody's last keystroke to the rendered text
const awaitedFor = 3000; // ms; then keys go where the focus is again

export class NotebookPage {
  #sources = new Map();
  #streams = new Map();
  #charts = new Set();
  #stop = new AbortController();
  #saving;
  #nearEditors;
  #nearCharts;
  #proseTimers = new Map();
  #awaited = null;
  #dialog = null;
  #arrivals = [];
  #selection;
  #tools;
  #said = null;

  /** @param options {notebookId, plotly} */
  constructor(root, channel, options) {
    this.root = root;
    this.options = options;
    this.server = new Server(channel);
    this.clientID = crypto.randomUUID?.() ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    this.selected = null;
    this.find = new Find(this);
    root.notebookPage = this;
    this.#selection = new Selection(this);
  }

  start() {
    const { signal } = this.#stop;
    keepIcons();
    this.#saving = new Saving(this, signal);
    this.#nearEditors = new IntersectionObserver(entries => {
      for (const { target, isIntersecting } of entries)
        if (!isIntersecting) target.unmount();
        else if (!target.isText) target.mount();
    }, { rootMargin: editorsNear });
    this.#nearCharts = new IntersectionObserver(entries => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting) target.approached();
        else target.left();
    }, { rootMargin: chartsNear });
    this.#tools = new CellTools(this.root, signal);
    this.folding = new Folding(this, signal);
    this.outline = new Outline(this, signal);
    this.clipboard = new Clipboard(this, signal);
    new Dragging(this, signal);
    new Pictures(this, signal);
    new OutputTools(this.root, signal);
    new Keys(this, signal);
    new Runs(this, signal);
    this.#watchCells(signal);
    this.root.addEventListener("click", event => this.#clicked(event), { signal });
    this.root.addEventListener("focusin", event => {
      const cell = event.target.closest(".cell");
      if (cell && cell !== this.selected) this.select(cell, false);
    }, { signal });
    this.root.addEventListener("mousedown", event => {
      // Shift and a click select cells, not the words between them.
      if (event.shiftKey && this.#extends(event.target)) event.preventDefault();
    }, { signal });
    addEventListener("hashchange", () => this.#followLink(), { signal });
    document.addEventListener("notebook:connection", event => this.#connection(event.detail.online), { signal });

    for (const element of this.root.querySelectorAll("notebook-source, notebook-chart")) element.attach(this);
    for (const element of this.root.querySelectorAll("notebook-stream")) this.streamAppeared(element);
    this.#saving.replay();
    this.#restorePlace();
  }

  dispose() {
    if (this.#stop.signal.aborted) return;
    this.#saving.keep();
    this.#stop.abort();
    this.#dialog?.close();
    this.find.dispose();
    this.server.lose();
    for (const timer of this.#proseTimers.values()) clearTimeout(timer);
    this.#nearEditors.disconnect();
    this.#nearCharts.disconnect();
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

  // ── From the elements ────────────────────────────────────────────

  watch(source) {
    this.#sources.set(source.cellId, source);
    this.#nearEditors.observe(source);
    if (this.#awaited?.cellId === source.cellId) this.#arrived(source);
    for (const arrival of this.#arrivals) arrival.missing.delete(source.cellId);
    queueMicrotask(() => this.#meet());
  }

  unwatch(source) {
    this.#saving.forget(source.text);
    if (this.#sources.get(source.cellId) === source) this.#sources.delete(source.cellId);
    this.#nearEditors.unobserve(source);
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
    this.#cellsChanged();
  }

  streamAppeared(stream) { this.#streams.set(stream.dataset.output, stream); }

  watchChart(chart) {
    this.#charts.add(chart);
    this.#nearCharts.observe(chart);
  }

  unwatchChart(chart) {
    this.#charts.delete(chart);
    this.#nearCharts.unobserve(chart);
  }

  editing(source, isEditing) {
    const { section } = source;
    if (!section) return;
    section.classList.toggle("is-editing", isEditing);
    if (isEditing) this.select(section, false);
    else if (source.isText) this.#renderProse(source);
  }

  /** A cell's text changed, here or elsewhere. */
  edited(source) {
    this.find.changed();
    this.outline?.changed();
    if (!source.isText || source.view?.hasFocus) return;
    clearTimeout(this.#proseTimers.get(source.cellId));
    this.#proseTimers.set(source.cellId, setTimeout(() => this.#renderProse(source), proseWait));
  }

  /** A cell got its editor or lost it. */
  dressed() { this.find.dressed(); }

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

  get title() { return this.root.querySelector("input.title")?.value ?? document.title; }

  sourceOf(cell) { return cell ? this.#sources.get(cell.dataset.cell) : undefined; }

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

  select(cell, focus = true) {
    this.#selection.only(cell);
    this.#activate(cell, focus);
  }

  /** Selects everything from where the selection began to this cell. */
  extendTo(cell) {
    this.#selection.extendTo(cell);
    this.#activate(cell, true);
  }

  /** Selects exactly these cells, as soon as they are on the page. */
  selectWhenThere(cellIds) {
    if (cellIds.length === 0) return;
    const arrival = { cellIds, missing: new Set(cellIds.filter(id => !this.#sources.has(id))) };
    this.#arrivals.push(arrival);
    setTimeout(() => { this.#arrivals = this.#arrivals.filter(other => other !== arrival); }, awaitedFor);
    this.#meet();
  }

  /** What the server answered to a change of cells: selects what it made, or says why it did not. */
  shown(reply) {
    if (!reply) return;
    if (reply.refusal) this.notice(reply.refusal);
    else this.selectWhenThere(reply.cells);
  }

  /** Brings a cell, or a heading in it, to the top of the window and selects it. */
  goTo(cell, element = null) {
    this.folding.reveal(cell);
    this.select(cell, false);
    cell.focus({ preventScroll: true });
    (element ?? cell).scrollIntoView({ block: "start" });
  }

  announce(words) {
    this.#said ??= this.root.appendChild(Object.assign(document.createElement("div"), { className: "sr", role: "status" }));
    this.#said.textContent = words;
  }

  insertCell(kind, after, source = "") { return insertCell(this, kind, after, source); }

  #activate(cell, focus) {
    this.folding?.reveal(cell);
    if (this.selected !== cell) {
      this.selected?.classList.remove("is-selected");
      this.selected?.setAttribute("tabindex", "-1");
      this.selected = cell;
      cell.classList.add("is-selected");
      cell.setAttribute("tabindex", "0");
    }
    if (!focus) return;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest" });
  }

  edit(cell) {
    const source = this.sourceOf(cell);
    if (!source) return;
    this.folding?.reveal(cell);
    cell.classList.add("is-editing"); // A text cell's editor is only measured right once it is shown.
    source.edit();
  }

  goToLine(cellId, line) {
    const source = this.#sources.get(cellId);
    if (!source) return void this.notice("That cell is no longer in this notebook.");
    this.folding.reveal(source.section);
    source.section.classList.add("is-editing"); // A text, or code that is folded, shows its source only then.
    source.section.scrollIntoView({ block: "nearest" });
    source.goToLine(line);
  }

  /** Edits a cell that the server is about to add; keys typed until then go into it. */
  await(cellId) {
    const timer = setTimeout(() => { this.#awaited = null; }, awaitedFor);
    this.#awaited = { cellId, typed: "", timer };
    document.activeElement?.blur?.();
  }

  /** @returns whether the key was taken for a cell that is on its way */
  typeAhead(event) {
    if (!this.#awaited || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return false;
    this.#awaited.typed += event.key;
    return true;
  }

  #openDialog(dialog) {
    this.#dialog?.close();
    this.#dialog = dialog;
    dialog.open();
  }

  #arrived(source) {
    const { typed, timer } = this.#awaited;
    clearTimeout(timer);
    this.#awaited = null;
    this.select(source.section, false);
    source.section.scrollIntoView({ block: "nearest" });
    this.edit(source.section);
    if (typed) source.view.dispatch(source.view.state.replaceSelection(typed));
  }

  #clicked(event) {
    if (followHeading(event, this.root)) return;
    const target = event.target;
    const button = target.closest("[data-command]");
    const cell = target.closest(".cell");
    const menu = target.closest("[data-menu]");
    if (menu) return toggleMenu(this, menu, menu.dataset.menu.split(" "), cell ?? this.selected);
    if (button) return void this.run(button.dataset.command, cell ?? this.selected, button);
    if (event.shiftKey && this.#extends(target)) return this.extendTo(cell);
    if (!cell || target.closest("a, button, summary, input, notebook-diagram, .cm-editor")) return;
    if (target.closest(".cell-text .prose")) {
      if (getSelection().isCollapsed) this.edit(cell);
    } else if (!target.closest(".output, notebook-source")) {
      this.select(cell);
    }
  }

  #extends(target) {
    const cell = target.closest?.(".cell");
    return cell != null && this.selected != null && cell !== this.selected && !target.closest("a, button, summary, input, .output, notebook-source");
  }

  #meet() {
    const met = this.#arrivals.filter(arrival => arrival.missing.size === 0);
    if (met.length === 0) return;
    this.#arrivals = this.#arrivals.filter(arrival => arrival.missing.size > 0);
    const cells = met.at(-1).cellIds.map(id => this.#sources.get(id)?.section).filter(Boolean);
    if (cells.length === 0) return;
    this.select(cells[0]);
    this.#selection.all(cells);
  }

  #watchCells(signal) {
    const list = this.root.querySelector(".cells");
    const order = new MutationObserver(records => {
      this.#followSelected(records);
      this.#cellsChanged();
    });
    order.observe(list, { childList: true });
    const states = new MutationObserver(() => this.outline.changed());
    states.observe(list, { subtree: true, attributes: true, attributeFilter: ["data-state", "data-number"] });
    signal.addEventListener("abort", () => {
      order.disconnect();
      states.disconnect();
    });
  }

  // The selected cell was deleted: the reader goes on beside the place where it was.
  #followSelected(records) {
    if (!this.selected || this.selected.isConnected) return;
    const gone = records.find(record => [...record.removedNodes].includes(this.selected));
    const isCell = node => node?.isConnected && node.classList?.contains("cell") && !node.hidden;
    let beside = gone?.nextSibling;
    while (beside && !isCell(beside)) beside = beside.nextSibling;
    if (!beside) for (beside = gone?.previousSibling; beside && !isCell(beside);) beside = beside.previousSibling;
    if (beside && this.#arrivals.length === 0) this.select(beside, document.activeElement === document.body);
  }

  #cellsChanged() {
    this.folding.changed();
    this.outline.changed();
  }

  /** Goes to the cell that the address names. @returns whether there is one */
  #followLink() {
    const cell = location.hash.startsWith("#cell-") && document.getElementById(location.hash.slice(1));
    if (!cell || !this.root.contains(cell)) return false;
    this.goTo(cell);
    cell.classList.remove("is-linked");
    void cell.offsetWidth; // The mark is shown anew when the same link is followed twice.
    cell.classList.add("is-linked");
    return true;
  }

  async #renderProse(source) {
    if (source.view?.hasFocus) return;
    await source.text.settled();
    const html = await this.ask("RenderText", source.cellId);
    const prose = source.section?.querySelector(".prose");
    if (html != null) prose?.render(html);
    this.#cellsChanged();
  }

  #restorePlace() {
    const place = this.#saving.takePlace();
    if (!place && this.#followLink()) return;
    if (place) {
      scrollTo({ top: place.scroll, behavior: "instant" });
      const cell = this.#sources.get(place.cellId)?.section;
      if (cell) this.select(cell, false);
      return;
    }

    // A new notebook waits for the first line of code, unless its reader is writing elsewhere already.
    if (document.activeElement?.closest("input, textarea")) return;
    const [only, ...others] = this.#sources.values();
    if (only && others.length === 0 && !only.isText && only.text.text === "") this.edit(only.section);
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
    for (const chart of this.#charts) {
      // Observed anew, it is told again that it is near: a chart whose figure was lost on the way asks for it once more.
      this.#nearCharts.unobserve(chart);
      this.#nearCharts.observe(chart);
    }
  }
}

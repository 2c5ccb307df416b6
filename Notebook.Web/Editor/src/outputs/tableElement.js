// <notebook-table data-src>: a table output. The server wrote its first rows; the rest comes from the output's own rows or from
// the kernel when somebody sorts, filters, turns a page, copies or downloads.
import { DataTable, toggleCell } from "./dataTable.js";
import { csv, tsv } from "./delimited.js";
import { copy, follow, keep } from "./downloads.js";
import { whenNear, forgetNear } from "../near.js";
import { KeptRows, RowsAtHand } from "./tableRows.js";
import { maxCopied } from "./tableQuery.js";

const maxKept = 1_000_000; // rows that a browser writes into a file by itself

export class TableElement extends HTMLElement {
  #table = null;
  #taking = null;

  connectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) return;
      this.addEventListener("click", this.#click);
      if (!this.#table && this.querySelectorAll("tbody tr").length > 1) whenNear(this, () => this.#take());
    });
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#click);
    queueMicrotask(() => { if (!this.isConnected) forgetNear(this); });
  }

  tools() {
    return [
      { label: "Copy table", iconName: "copy", run: () => this.#with(table => this.#copy(table)) },
      { label: "Download CSV", iconName: "download", run: () => this.#with(table => this.#download(table)) },
    ];
  }

  get #page() { return this.closest("[data-notebook]").notebookPage; }

  #click = event => {
    const sort = event.target.closest("[data-sort]");
    const cell = event.target.closest("[data-open]");
    if (sort) this.#with(table => table.sort(Number(sort.dataset.sort), event.shiftKey));
    else if (cell) toggleCell(cell);
    else if (event.target.closest("[data-turn]") && !this.#table) this.#with(table => table.turn(event.target.closest("[data-turn]").dataset.turn));
  };

  async #copy(table) {
    const { rows, problem, matching } = await table.rows(maxCopied);
    if (problem && rows.length === 0) return this.#page.notice(problem);
    await copy(tsv([heads(table), ...rows]), rows.length < (matching ?? 0) ? `The first ${rows.length.toLocaleString("en")} rows` : "Table");
  }

  async #download(table) {
    if (table.source instanceof KeptRows) {
      // The kernel may be gone by now: asked for a page first, which says so in words.
      await table.draw();
      if (table.source instanceof KeptRows) return follow(table.source.address(this.dataset.src, table.query), "table.csv");
    }
    const { rows } = await table.rows(maxKept);
    keep(csv([heads(table), ...rows]), "text/csv;charset=utf-8", "table.csv");
  }

  async #with(work) {
    const table = await this.#take();
    if (table) await work(table);
    else this.#page.notice("The rows of this table could not be read from the server. Try again when the connection is back.");
  }

  async #take() {
    this.#taking ??= this.#read();
    const table = await this.#taking;
    if (!table) this.#taking = null;
    return table;
  }

  async #read() {
    try {
      const reply = await fetch(this.dataset.src);
      if (!reply.ok) return null;
      const table = await reply.json();
      const atHand = new RowsAtHand(table);
      const page = this.#page;
      const source = table.table ? new KeptRows((method, ...args) => page.ask(method, ...args), this.dataset.src) : atHand;
      this.#table = new DataTable(this, table, atHand, source);
      await this.#table.draw();
    } catch (error) {
      console.error(error);
    }
    return this.#table;
  }
}

function heads(table) { return table.columns.map(column => column.name); }

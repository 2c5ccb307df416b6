// <notebook-table data-src>: a table output. The server wrote its first rows; all that are kept are fetched when somebody
// sorts, filters, turns a page, copies or downloads.
import { DataTable } from "./dataTable.js";
import { csv, tsv } from "./delimited.js";
import { copy, keep } from "./downloads.js";
import { whenNear, forgetNear } from "../near.js";

const filterFrom = 10; // rows; see dataTable.js

export class TableElement extends HTMLElement {
  #table = null;

  connectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) return;
      this.addEventListener("click", this.#click);
      if (!this.#table && this.querySelectorAll("tbody tr").length >= filterFrom) whenNear(this, () => this.#take());
    });
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#click);
    queueMicrotask(() => { if (!this.isConnected) forgetNear(this); });
  }

  tools() {
    return [
      { label: "Copy table", iconName: "copy", run: () => this.#with(table => copy(tsv(lines(table)), "Table")) },
      { label: "Download CSV", iconName: "download", run: () => this.#with(table => keep(csv(lines(table)), "text/csv;charset=utf-8", "table.csv")) },
    ];
  }

  #click = event => {
    const sort = event.target.closest("[data-sort]");
    const turn = event.target.closest("[data-turn]");
    if (sort) this.#with(table => table.sort(Number(sort.dataset.sort)));
    else if (turn) this.#with(table => table.turn(Number(turn.dataset.turn)));
  };

  async #with(work) {
    const table = await this.#take();
    if (table) await work(table);
    else this.closest("[data-notebook]").notebookPage.notice("The rows of this table could not be read from the server. Try again when the connection is back.");
  }

  async #take() {
    if (this.#table) return this.#table;
    try {
      const reply = await fetch(this.dataset.src);
      if (!reply.ok) return null;
      const table = new DataTable(this, await reply.json());
      this.#table ??= table;
      this.#table.draw();
    } catch (error) {
      console.error(error);
    }
    return this.#table;
  }
}

function lines(table) { return [table.columns.map(column => column.name), ...table.rows]; }

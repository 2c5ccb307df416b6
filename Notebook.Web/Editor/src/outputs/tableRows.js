// Where a table's rows come from: those of the output, at hand in the browser, or those that the kernel keeps.
import { arrange, choicesOf } from "./tableQuery.js";

/** Rows that are here. */
export class RowsAtHand {
  #table;
  #key = "";
  #arranged;

  constructor(table) {
    this.#table = table;
    this.#arranged = table.rows;
  }

  get isWhole() { return !this.#table.truncated; }

  async page(query, offset, count) {
    const key = JSON.stringify([query.sorts, query.filters]);
    if (key !== this.#key) {
      this.#arranged = arrange(this.#table.rows, this.#table.columns, query);
      this.#key = key;
    }
    return { rows: this.#arranged.slice(offset, offset + count), matching: this.#arranged.length, kept: this.#table.rows.length };
  }

  async choices(column) { return choicesOf(this.#table.rows, column); }
}

/** Rows that the kernel keeps; each answer is a page, or {problem} when the kernel does not have them. */
export class KeptRows {
  #call;
  #hash;

  /** @param call calls the server's page channel @param address of the table's data */
  constructor(call, address) {
    this.#call = call;
    this.#hash = address.split("/").at(-1);
  }

  get isWhole() { return true; }

  /** Where the browser downloads all rows of a view. */
  address(base, query) { return `${base.replace("/outputs/", "/tables/")}?query=${encodeURIComponent(wire(query))}`; }

  async page(query, offset, count) {
    const reply = await this.#call("PageTable", this.#hash, wire(query), offset, count, null);
    if (reply == null) return { problem: null }; // The connection ended, which the page says itself.
    if (reply.problem) return { problem: reply.problem };
    return { rows: JSON.parse(reply.rows), matching: reply.matchingRows, kept: reply.keptRows };
  }

  async choices(column) {
    const reply = await this.#call("PageTable", this.#hash, "", 0, 0, column);
    return reply?.choices ?? null;
  }
}

function wire({ sorts, filters }) { return JSON.stringify({ sorts, filters }); }

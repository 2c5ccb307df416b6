// A table: sorted by its heads, filtered, a page at a time. Writes the markup that the server writes for the first page
// (TableHtml.cs), so that nothing moves when it takes over.
import { localButton } from "../elements.js";
import { TableFoot, sizes } from "./tableFoot.js";
import { openFilter } from "./tableFilter.js";
import { count, element, plural } from "./tableMarkup.js";
import { cellText, filterWords, nextSorts } from "./tableQuery.js";
import { RowsAtHand } from "./tableRows.js";

const longText = 60; // code units; longer ones are cut by the style sheet until they are pressed

export class DataTable {
  #host;
  #table;
  #source;
  #atHand;
  #query = { sorts: [], filters: [] };
  #offset = 0;
  #size = sizes[0];
  #page = null;
  #problem = null;
  #asked = 0;
  #foot = null;

  /**
   * @param host the element it fills
   * @param table {columns: {name, type}[], rows: any[][], totalRows, truncated, note, keptRows}
   * @param atHand the rows of the table itself, for when the source has none
   * @param source all rows, see tableRows.js
   */
  constructor(host, table, atHand = new RowsAtHand(table), source = atHand) {
    this.#host = host;
    this.#table = table;
    this.#source = source;
    this.#atHand = atHand;
    this.#size = Number(host.dataset.size) || sizes[0];
  }

  get columns() { return this.#table.columns; }
  get query() { return this.#query; }
  get source() { return this.#source; }
  get matching() { return this.#page?.matching ?? 0; }

  /** Sorts by a column. @param keepOthers adds it to the columns sorted by */
  async sort(column, keepOthers) {
    await this.#look({ ...this.#query, sorts: nextSorts(this.#query.sorts, column, keepOthers) }, 0);
  }

  async filter(filters) { await this.#look({ ...this.#query, filters }, 0); }

  async turn(to) {
    const last = Math.max(0, Math.ceil(this.matching / this.#size) - 1);
    const now = Math.floor(this.#offset / this.#size);
    const page = Math.min(last, Math.max(0, { first: 0, previous: now - 1, next: now + 1, last }[to] ?? Number(to)));
    if (Number.isNaN(page)) return;
    await this.#look(this.#query, page * this.#size);
  }

  async resize(size) {
    this.#size = size;
    await this.#look(this.#query, Math.floor(this.#offset / size) * size);
  }

  /** Draws the page that it stands at. */
  async draw() { await this.#look(this.#query, this.#offset); }

  /** All rows of the view, as far as they fit. */
  async rows(most) {
    const rows = [];
    for (;;) {
      const page = await this.#source.page(this.#query, rows.length, Math.min(5_000, most - rows.length));
      if (!page.rows) return { rows, problem: page.problem };
      rows.push(...page.rows);
      if (page.rows.length === 0 || rows.length >= Math.min(most, page.matching)) return { rows, matching: page.matching };
    }
  }

  // The last question counts: an answer that comes after a newer question is not shown.
  async #look(query, offset) {
    const question = ++this.#asked;
    const waiting = setTimeout(() => this.#host.setAttribute("aria-busy", "true"), 150);
    let page = await this.#source.page(query, offset, this.#size);
    if (page.problem && this.#source !== this.#atHand) {
      // The kernel has the rows no more; what the output holds is still there to be looked at.
      this.#problem = page.problem;
      this.#source = this.#atHand;
      page = await this.#source.page(query, offset, this.#size);
      if (offset >= page.matching) {
        offset = Math.max(0, Math.floor((page.matching - 1) / this.#size) * this.#size);
        page = await this.#source.page(query, offset, this.#size);
      }
    }
    clearTimeout(waiting);
    if (question !== this.#asked) return;
    this.#host.removeAttribute("aria-busy");
    if (!page.rows) return;
    this.#query = query;
    this.#offset = offset;
    this.#page = page;
    this.#show();
  }

  #show() {
    const focused = keyOf(document.activeElement, this.#host);
    const scroll = this.#host.querySelector(".table-scroll") ?? this.#host.appendChild(element("div", "table-scroll"));
    scroll.setAttribute("role", "group");
    scroll.setAttribute("aria-label", "Table");
    scroll.tabIndex = 0;
    const table = element("table", "table");
    table.setAttribute("aria-rowcount", this.#page.matching + 1);
    const body = element("tbody");
    const ranges = this.#ranges();
    this.#page.rows.forEach((row, index) => body.append(this.#row(row, ranges, this.#offset + index + 2)));
    // A short last page is as high as the others, so that the buttons stay under the pointer.
    if (this.#offset > 0) for (let i = this.#page.rows.length; i < this.#size; i++) body.append(this.#blank());
    if (this.#page.rows.length === 0) body.append(this.#none());
    table.append(this.#head(), body);
    const [left, top] = [scroll.scrollLeft, scroll.scrollTop];
    scroll.replaceChildren(table);
    scroll.scrollLeft = left;
    scroll.scrollTop = Math.min(top, scroll.scrollHeight);
    this.#chips(scroll);
    this.#drawFoot();
    if (focused) this.#host.querySelector(focused)?.focus({ preventScroll: true });
  }

  #isNumber(index) { return this.columns[index]?.type === "number"; }

  // The column sorted by first shows how large its numbers are, when none of them is negative.
  #ranges() {
    const [sort] = this.#query.sorts;
    if (!sort || !this.#isNumber(sort.column)) return null;
    const numbers = this.#page.rows.map(row => Number(row[sort.column] ?? 0)).filter(Number.isFinite);
    const most = Math.max(...numbers);
    return most > 0 && Math.min(...numbers) >= 0 ? { column: sort.column, most } : null;
  }

  #head() {
    const row = element("tr");
    row.setAttribute("aria-rowindex", "1");
    this.columns.forEach(({ name }, index) => {
      const head = element("th", this.#isNumber(index) ? "num" : "");
      head.scope = "col";
      const button = element("button", "column-sort", name);
      button.type = "button";
      button.dataset.sort = index;
      button.title = "Sort. With Shift: sort by this column as well";
      const place = this.#query.sorts.findIndex(sort => sort.column === index);
      if (place >= 0) {
        const { descending } = this.#query.sorts[place];
        if (place === 0) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        else button.setAttribute("aria-description", `Sorted ${descending ? "descending" : "ascending"}, ${place + 1} of ${this.#query.sorts.length}`);
        head.classList.add("is-sorted");
        const arrow = element("span", "sort-arrow", (descending ? "↓" : "↑") + (this.#query.sorts.length > 1 ? place + 1 : ""));
        arrow.setAttribute("aria-hidden", "true");
        button.append(arrow);
      }
      head.append(button);
      row.append(head);
    });
    const head = element("thead");
    head.append(row);
    return head;
  }

  #row(values, ranges, rowIndex) {
    const row = element("tr");
    row.setAttribute("aria-rowindex", rowIndex);
    this.columns.forEach((_, index) => {
      const value = values[index];
      const text = value == null ? "null" : cellText(value);
      const cell = element("td", [value == null ? "quiet" : "", this.#isNumber(index) ? "num" : ""].filter(Boolean).join(" "));
      if (ranges?.column === index && value != null) {
        const bar = element("i", "cellbar");
        bar.style.setProperty("--value", `${Math.round(100 * Number(value) / ranges.most)}%`);
        cell.append(bar);
      }
      if (text.length > longText) {
        const open = element("button", "cell-open", text);
        open.type = "button";
        open.setAttribute("aria-expanded", "false");
        open.addEventListener("click", () => toggleCell(open));
        cell.append(open);
      } else cell.append(text);
      row.append(cell);
    });
    return row;
  }

  #blank() {
    const row = element("tr", "is-blank");
    row.setAttribute("aria-hidden", "true");
    const cell = element("td", "", "\u00a0");
    cell.colSpan = this.columns.length;
    row.append(cell);
    return row;
  }

  #none() {
    const row = element("tr");
    const cell = element("td", "quiet", this.#query.filters.length > 0 ? "No row meets the filter." : "No rows.");
    cell.colSpan = Math.max(1, this.columns.length);
    row.append(cell);
    return row;
  }

  #chips(scroll) {
    let bar = this.#host.querySelector(":scope > .table-filters");
    if (this.#query.filters.length === 0) return bar?.remove();
    if (!bar) {
      bar = element("div", "table-filters");
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-label", "Filters");
      scroll.before(bar);
    }
    const chips = this.#query.filters.map((filter, index) => {
      const words = filterWords(filter, this.columns);
      const chip = element("span", "chip");
      const change = element("button", "chip-words", words);
      Object.assign(change, { type: "button", title: "Change filter" });
      change.dataset.filter = index;
      change.addEventListener("click", () => this.#openFilter(change, index));
      chip.append(change, localButton(`Remove filter ${words}`, { iconName: "close", className: "button-small button-icon" }, () => {
        this.filter(this.#query.filters.filter((_, other) => other !== index));
        (this.#host.querySelector("[data-add-filter]") ?? this.#host.querySelector(".table-scroll")).focus();
      }));
      return chip;
    });
    bar.replaceChildren(element("span", "quiet small", "Filter"), ...chips);
  }

  #openFilter(anchor, index = null) {
    openFilter(anchor, {
      columns: this.columns,
      filter: index == null ? null : this.#query.filters[index],
      choices: column => this.#source.choices(column),
      apply: filter => this.filter(index == null ? [...this.#query.filters, filter] : this.#query.filters.map((old, at) => at === index ? filter : old)),
    });
  }

  #drawFoot() {
    this.#foot ??= new TableFoot(this.#host, {
      size: this.#size,
      turn: to => this.turn(to),
      resize: size => this.resize(size),
      openFilter: anchor => this.#openFilter(anchor),
    });
    this.#foot.show({ words: this.#words(), matching: this.#page.matching, kept: this.#page.kept, offset: this.#offset, size: this.#size });
  }

  // As TablePage.cs says it, and what is left out when only the first rows are here.
  #words() {
    const { matching, kept, rows } = this.#page;
    const { truncated, totalRows, note } = this.#table;
    const isWhole = this.#source.isWhole && !(truncated && totalRows !== kept);
    const all = isWhole ? plural(kept, "row") : totalRows == null ? `the first ${count.format(kept)} rows` : `the first ${count.format(kept)} of ${count.format(totalRows)} rows`;
    const [first, last] = [this.#offset + 1, this.#offset + rows.length].map(row => count.format(row));
    const shown = matching > rows.length ? `${first === last ? first : `${first}–${last}`} of ` : "";
    let words = this.#query.filters.length === 0 ? shown + all
      : `${shown}${isWhole ? plural(matching, "row") : `${plural(matching, "row")} found in ${all}`} · ${plural(this.#query.filters.length, "filter")}`;
    words = words[0].toUpperCase() + words.slice(1);
    if (this.#query.filters.length === 0) words += ` × ${plural(this.columns.length, "column")}`;
    if (!isWhole && totalRows == null) words += "; there are more";
    if (!isWhole && this.#query.sorts.length > 0) words += " · sorted among these";
    if (this.#problem) words += ` · ${this.#problem}`;
    return note ? `${words} · ${note}` : words;
  }
}

/** Opens or closes a long cell in place. */
export function toggleCell(button) {
  const isOpen = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!isOpen));
}

// What had the focus before a page was drawn has it afterwards.
function keyOf(focused, host) {
  if (!focused || !host.contains(focused)) return null;
  for (const key of ["sort", "turn", "filter"]) if (focused.dataset[key] != null) return `[data-${key}="${CSS.escape(focused.dataset[key])}"]`;
  return focused.matches(".table-scroll") ? ".table-scroll" : null;
}

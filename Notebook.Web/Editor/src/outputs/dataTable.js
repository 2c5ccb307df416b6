// A table over rows at hand: sorted by its headers, filtered, a page at a time. Writes the markup that the server writes for
// the first page (TableView.razor), so that nothing moves when it takes over.
const rowsPerPage = 20;
const filterFrom = 10; // rows; shorter tables are read at a glance
const longText = 60; // code units; longer ones are cut by the style sheet and told in full when pointed at
const count = new Intl.NumberFormat("en");

export class DataTable {
  #host;
  #table;
  #rows;
  #sorted = null;
  #filter = "";
  #page = 0;
  #field = null;

  /**
   * @param host the element it fills
   * @param table {columns: {name, type}[], rows: any[][], totalRows, truncated, note}
   */
  constructor(host, table) {
    this.#host = host;
    this.#table = table;
    this.#rows = table.rows;
  }

  get columns() { return this.#table.columns; }

  /** The rows as they stand: filtered and sorted. */
  get rows() { return this.#rows; }

  sort(index) {
    const descending = this.#sorted?.index === index && !this.#sorted.descending;
    const none = this.#sorted?.index === index && this.#sorted.descending;
    this.#sorted = none ? null : { index, descending };
    this.#arrange();
    this.#host.querySelector(`[data-sort="${index}"]`)?.focus();
  }

  turn(by) {
    this.#page = Math.min(Math.max(0, this.#page + by), this.#pages - 1);
    this.draw();
    const button = this.#host.querySelector(`[data-turn="${by}"]`);
    (button?.disabled ? this.#host.querySelector(`[data-turn="${-by}"]`) : button)?.focus();
  }

  draw() {
    const body = element("tbody");
    for (const row of this.#rows.slice(this.#page * rowsPerPage, (this.#page + 1) * rowsPerPage)) body.append(this.#row(row));
    const table = element("table", "table");
    table.append(this.#head(), body);
    const scroll = this.#host.querySelector(".table-scroll") ?? this.#host.appendChild(element("div", "table-scroll"));
    scroll.setAttribute("role", "group");
    scroll.setAttribute("aria-label", "Table");
    scroll.tabIndex = 0;
    scroll.replaceChildren(table);
    this.#foot();
  }

  get #pages() { return Math.max(1, Math.ceil(this.#rows.length / rowsPerPage)); }

  #isNumber(index) { return this.columns[index]?.type === "number"; }

  #arrange() {
    const wanted = this.#filter.toLowerCase();
    let rows = this.#table.rows;
    if (wanted) rows = rows.filter(row => row.some(value => text(value).toLowerCase().includes(wanted)));
    if (this.#sorted) {
      const { index, descending } = this.#sorted;
      const by = comparer(this.#isNumber(index));
      rows = rows.toSorted((left, right) => {
        const [a, b] = [left[index], right[index]];
        if (a == null || b == null) return (a == null) - (b == null); // What is missing comes last either way.
        return descending ? by(b, a) : by(a, b);
      });
    }
    this.#rows = rows;
    this.#page = 0;
    this.draw();
  }

  #head() {
    const row = element("tr");
    this.columns.forEach(({ name }, index) => {
      const head = element("th", this.#isNumber(index) ? "num" : "");
      head.scope = "col";
      const button = element("button", "column-sort", name);
      button.type = "button";
      button.dataset.sort = index;
      if (this.#sorted?.index === index) head.setAttribute("aria-sort", this.#sorted.descending ? "descending" : "ascending");
      head.append(button);
      row.append(head);
    });
    const head = element("thead");
    head.append(row);
    return head;
  }

  #row(values) {
    const row = element("tr");
    values.forEach((value, index) => {
      const cell = element("td", [value == null ? "quiet" : "", this.#isNumber(index) ? "num" : ""].filter(Boolean).join(" "), text(value));
      if (cell.textContent.length > longText) cell.title = cell.textContent;
      row.append(cell);
    });
    return row;
  }

  #foot() {
    let foot = this.#host.querySelector(".table-foot");
    if (!foot) {
      foot = this.#host.appendChild(element("div", "table-foot"));
      const words = element("span", "table-words");
      words.setAttribute("role", "status");
      foot.append(words);
    }
    foot.querySelector(".table-words").textContent = this.#words();
    foot.querySelector(".pages")?.remove();
    if (this.#pages > 1) {
      const pages = element("span", "pages");
      pages.append(this.#turner("Previous", -1, this.#page === 0), element("span", "tabular", `${this.#page + 1} / ${this.#pages}`), this.#turner("Next", 1, this.#page === this.#pages - 1));
      foot.append(pages);
    }
    if (this.#field || this.#table.rows.length < filterFrom) return;
    this.#field = element("input", "field-small table-filter");
    Object.assign(this.#field, { type: "search", placeholder: "Filter rows" });
    this.#field.setAttribute("aria-label", "Filter rows");
    this.#field.addEventListener("input", () => {
      this.#filter = this.#field.value;
      this.#arrange();
    });
    foot.querySelector(".table-words").after(this.#field);
  }

  #turner(words, by, disabled) {
    const button = element("button", "button button-small", words);
    Object.assign(button, { type: "button", disabled });
    button.dataset.turn = by;
    return button;
  }

  // As TablePage.cs says it, and what is left out when only the first rows are here.
  #words() {
    const { rows, truncated, totalRows, note } = this.#table;
    const kept = rows.length;
    const shown = this.#rows.length;
    const first = this.#page * rowsPerPage;
    const range = shown > rowsPerPage ? `${count.format(first + 1)}–${count.format(Math.min(first + rowsPerPage, shown))} of ` : "";
    const all = !truncated ? plural(kept, "row") : totalRows == null ? `the first ${count.format(kept)} rows` : `the first ${count.format(kept)} of ${count.format(totalRows)} rows`;
    const found = this.#filter ? `${plural(shown, "row")} found in ${all}` : all;
    let words = `${range}${found} × ${plural(this.columns.length, "column")}`;
    if (truncated && totalRows == null) words += "; there are more";
    if (truncated && this.#sorted) words += " · sorted among these";
    words = words[0].toUpperCase() + words.slice(1);
    return note ? `${words} · ${note}` : words;
  }
}

function comparer(isNumber) {
  if (isNumber) return (a, b) => Number(a) - Number(b);
  const texts = new Intl.Collator("en", { numeric: true });
  return (a, b) => typeof a === "number" && typeof b === "number" ? a - b : texts.compare(text(a), text(b));
}

function text(value) {
  return value == null ? "null" : typeof value === "string" ? value : JSON.stringify(value);
}

function plural(number, noun) { return `${count.format(number)} ${noun}${number === 1 ? "" : "s"}`; }

function element(name, className = "", words = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (words) made.textContent = words;
  return made;
}

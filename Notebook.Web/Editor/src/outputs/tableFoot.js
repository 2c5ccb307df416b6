// Under a table: how many rows there are, the button that filters them, and the pages. Made once and then only changed: what has the
// focus keeps it.
import { localButton } from "../elements.js";
import { count, element } from "./tableMarkup.js";

export const sizes = [10, 25, 50, 100]; // rows; the first is TablePage.RowsPerPage

export class TableFoot {
  #words = element("span", "table-words");
  #position = element("span", "tabular");
  #pages = element("span", "pages");
  #goTo = element("input", "field-small table-page tabular");
  #filter;
  #turns;

  /**
   * @param host the element of the table
   * @param table {size, turn, resize, openFilter}: what its reader may do
   */
  constructor(host, { size, turn, resize, openFilter }) {
    const foot = host.querySelector(".table-foot") ?? host.appendChild(element("div", "table-foot"));
    this.#words.setAttribute("role", "status");
    this.#filter = localButton("Filter rows", { iconName: "filter", text: "Filter", className: "button-small table-filter" }, () => openFilter(this.#filter));
    this.#filter.dataset.addFilter = "";
    this.#filter.setAttribute("aria-haspopup", "dialog");

    const rowsPerPage = element("select", "field-small");
    rowsPerPage.setAttribute("aria-label", "Rows per page");
    for (const rows of sizes) rowsPerPage.append(Object.assign(element("option", "", `${rows} rows`), { value: rows, selected: rows === size }));
    rowsPerPage.addEventListener("change", () => resize(Number(rowsPerPage.value)));

    Object.assign(this.#goTo, { type: "number", min: 1 });
    this.#goTo.setAttribute("aria-label", "Page");
    this.#goTo.addEventListener("change", () => turn(Math.round(Number(this.#goTo.value) || 1) - 1));

    this.#turns = [["first", "First page", "First"], ["previous", "Previous page", "‹"], ["next", "Next page", "›"], ["last", "Last page", "Last"]].map(([to, label, text]) => {
      const button = localButton(label, { text, className: "button-small" }, () => { if (button.getAttribute("aria-disabled") !== "true") turn(to); });
      button.dataset.turn = to;
      return button;
    });
    const [first, previous, next, last] = this.#turns;
    this.#pages.append(rowsPerPage, first, previous, this.#goTo, this.#position, next, last);
    foot.replaceChildren(this.#words, this.#filter, this.#pages);
  }

  /** @param page {words, matching, kept, offset, size} of the page that stands above */
  show({ words, matching, kept, offset, size }) {
    const last = Math.max(1, Math.ceil(matching / size));
    const now = Math.floor(offset / size) + 1;
    this.#words.textContent = words;
    this.#pages.hidden = last === 1 && kept <= sizes[0];
    this.#filter.hidden = kept < 2;
    this.#position.textContent = `/ ${count.format(last)}`;
    this.#goTo.value = now;
    this.#goTo.max = last;
    for (const button of this.#turns) button.setAttribute("aria-disabled", String(["first", "previous"].includes(button.dataset.turn) ? now <= 1 : now >= last));
  }
}

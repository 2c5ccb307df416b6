// The outline: headings, and code cells by their first words with their status. Made here from what is on the page, so that
// neither a keystroke nor a run costs a render on the server.
import { icon, plainButton } from "./elements.js";
import { focusRail } from "./panels.js";

const key = "notebook.outline";
const settle = 120; // ms; a run changes many cells at once
const sheetWidth = 720; // px; the style sheet's phone

export class Outline {
  #page;
  #panel = null;
  #list;
  #items = new Map();
  #timer = 0;
  #scrolling = false;
  onOpen = null;

  constructor(page, signal) {
    this.#page = page;
    addEventListener("scroll", () => this.#scrolled(), { passive: true, signal });
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
    if (innerWidth > sheetWidth && remembered() === "open") this.#show(false);
  }

  get isOpen() { return this.#panel != null; }

  toggle() {
    if (this.isOpen) this.close();
    else this.#show(true);
  }

  close() {
    const hadFocus = this.#panel?.contains(document.activeElement);
    this.#panel?.remove();
    this.#panel = null;
    this.#items.clear();
    this.#tell();
    remember("closed");
    if (hadFocus) focusRail(this.#page.root, this.#button);
  }

  /** Cells, their text or their status changed. */
  changed() {
    if (!this.isOpen || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      if (this.isOpen) this.#fill();
    }, settle);
  }

  get #button() { return this.#page.root.querySelector("[data-command=toggle-outline]"); }

  #tell() { this.#button?.setAttribute("aria-expanded", String(this.isOpen)); }

  #show(focus) {
    this.onOpen?.();
    this.#panel = document.createElement("aside");
    this.#panel.className = "panel panel-outline";
    this.#panel.setAttribute("aria-label", "Outline");
    const head = document.createElement("div");
    head.className = "panel-head";
    const title = document.createElement("h2");
    title.textContent = "Outline";
    const close = plainButton("Close outline", { iconName: "close", className: "button-small button-icon" });
    close.addEventListener("click", () => this.close());
    head.append(title, close);
    this.#list = document.createElement("ul");
    this.#list.className = "outline";
    this.#list.addEventListener("click", event => this.#follow(event));
    this.#list.addEventListener("keydown", event => this.#step(event));
    this.#panel.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    this.#panel.append(head, this.#list);
    this.#page.root.append(this.#panel);
    this.#tell();
    remember("open");
    this.#fill();
    if (focus) (this.#list.querySelector("a.here") ?? this.#list.querySelector("a"))?.focus({ preventScroll: true });
  }

  #fill() {
    const wanted = this.#page.cells.flatMap(cell => this.#entriesOf(cell));
    const items = new Map();
    for (const entry of wanted) {
      const item = this.#items.get(entry.id) ?? newItem(entry);
      fillItem(item, entry);
      items.set(entry.id, item);
    }
    this.#items = items;
    const now = [...this.#list.children];
    const elements = [...items.values()].map(item => item.element);
    if (elements.length === 0) elements.push(nothing());
    if (now.length !== elements.length || now.some((element, at) => element !== elements[at])) this.#list.replaceChildren(...elements);
    this.#mark();
  }

  #entriesOf(cell) {
    const { cell: id, number, state } = cell.dataset;
    if (cell.classList.contains("cell-code"))
      return [{ id, cell, number, state, level: 0, text: nameOf(this.#page.sources.textOf(id)?.text ?? "") ?? "Empty cell", isNamed: true }];
    return [...cell.querySelectorAll(".prose :is(h1, h2, h3, h4, h5, h6)")]
      .filter(heading => heading.textContent.trim() !== "")
      .map((heading, at) => ({ id: `${id}.${at}`, cell, heading: at, level: Number(heading.localName[1]), text: heading.textContent.trim() }));
  }

  #follow(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const cell = document.getElementById(link.hash.slice(1));
    if (!cell) return;
    if (innerWidth <= sheetWidth) this.close();
    this.#page.place.goTo(cell, cell.querySelectorAll(".prose :is(h1, h2, h3, h4, h5, h6)")[Number(link.dataset.heading)]);
  }

  #step(event) {
    const links = [...this.#list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    links[to]?.focus();
  }

  #scrolled() {
    if (!this.isOpen || this.#scrolling) return;
    this.#scrolling = true;
    requestAnimationFrame(() => {
      this.#scrolling = false;
      this.#mark();
    });
  }

  // Where the reader is: the last cell that begins above the upper third of the window.
  #mark() {
    if (!this.isOpen) return;
    const cells = this.#page.visibleCells;
    let low = 0, high = cells.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cells[middle].getBoundingClientRect().top < innerHeight / 3) low = middle + 1;
      else high = middle;
    }
    const here = cells[Math.max(0, low - 1)];
    const byCell = new Map([...this.#items.values()].map(item => [item.cell, item]));
    const found = byCell.get(cells.slice(0, cells.indexOf(here) + 1).findLast(cell => byCell.has(cell)));
    for (const item of this.#items.values()) {
      const isHere = item === found;
      if (item.link.classList.contains("here") === isHere) continue;
      item.link.classList.toggle("here", isHere);
      if (isHere) item.link.setAttribute("aria-current", "location"), item.link.scrollIntoView({ block: "nearest" });
      else item.link.removeAttribute("aria-current");
    }
  }
}

/** What a code cell is called: its first comment or its first line. */
export function nameOf(source) {
  for (const line of source.split("\n", 50)) {
    const words = line.trim().replace(/^(\/+|\/?\*+)\s*/, "").trim();
    if (words) return words.slice(0, 120);
  }
  return null;
}

function newItem(entry) {
  const element = document.createElement("li");
  const link = document.createElement("a");
  const text = document.createElement("span");
  link.append(text);
  element.append(link);
  const item = { element, link, text };
  if (entry.isNamed) {
    text.className = "code";
    item.number = document.createElement("span");
    item.number.className = "n";
    link.prepend(item.number);
    item.said = document.createElement("span");
    item.said.className = "sr";
    link.append(item.said);
  }
  return item;
}

function fillItem(item, entry) {
  item.cell = entry.cell;
  item.link.href = `${location.pathname}#cell-${entry.cell.dataset.cell}`;
  item.link.dataset.heading = entry.heading ?? "";
  item.link.dataset.level = entry.level;
  if (item.text.textContent !== entry.text) item.text.textContent = item.link.title = entry.text;
  if (!entry.isNamed) return;
  if (item.number.textContent !== entry.number) item.number.textContent = entry.number;
  if (item.state === entry.state) return;
  item.state = entry.state;
  item.mark?.remove();
  item.mark = icon(`mark-${entry.state}`);
  item.mark.setAttribute("class", `mark mark-${entry.state}`);
  item.link.append(item.mark);
  item.said.textContent = `, ${entry.cell.getAttribute("aria-label").split(", ").slice(2).join(", ")}`;
}

function nothing() {
  const element = document.createElement("li");
  element.className = "quiet small";
  element.textContent = "Headings of text cells and code cells stand here.";
  return element;
}

function remembered() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(state) {
  try {
    localStorage.setItem(key, state);
  } catch {
    // Closed again on the next page.
  }
}

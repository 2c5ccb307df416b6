// The palette: one field over every command, the notebook's headings and the other notebooks. A combobox with a list box, as
// WAI-ARIA describes it: the focus stays in the field, the arrow keys choose.
import { canRun, commands } from "../commands/registry.js";
import { shownKeys } from "../commands/keyNames.js";
import { headingsOf } from "../headings.js";
import { Dialog, keyCaps, searchField } from "./dialog.js";
import { fuzzy } from "./fuzzy.js";

const mostShown = 160; // with a search, or of everything: commands, headings, notebooks
const recentCount = 5;
const recent = []; // names of commands, latest first, for this tab

export class Palette extends Dialog {
  #page;
  #cell;
  #input = searchField("Search commands", "Search commands, headings and notebooks");
  #list = document.createElement("ul");
  #count = document.createElement("p");
  #entries = [];
  #shown = [];
  #chosen = 0;

  constructor(page) {
    super("palette", "Commands");
    this.#page = page;
    this.#cell = page.selected;
    this.#input.setAttribute("role", "combobox");
    this.#input.setAttribute("aria-expanded", "true");
    this.#input.setAttribute("aria-autocomplete", "list");
    this.#input.setAttribute("aria-controls", "palette-list");
    this.#list.id = "palette-list";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", "Results");
    this.#count.className = "sr";
    this.#count.setAttribute("role", "status");
    this.element.append(this.#input, this.#list, this.#count);
    this.#input.addEventListener("input", () => this.#search());
    this.#input.addEventListener("keydown", event => this.#key(event));
    this.#list.addEventListener("click", event => {
      const option = event.target.closest("[role=option]");
      if (option) this.#take(Number(option.dataset.at));
    });
  }

  open() {
    this.#entries = [...this.#commandEntries(), ...this.#headingEntries(), ...this.#peopleEntries()];
    this.#search();
    super.open();
    this.#addNotebooks();
  }

  #commandEntries() {
    const offered = commands.filter(command => !command.hidden && canRun(command, this.#page, this.#cell));
    const rank = command => (recent.includes(command.name) ? recent.indexOf(command.name) : recentCount);
    return offered.sort((a, b) => rank(a) - rank(b)).map(command => ({
      words: command.title,
      kind: recent.includes(command.name) ? "Used before" : command.group,
      keys: command.keys?.[0],
      run: () => {
        recent.splice(0, recent.length, ...[command.name, ...recent.filter(name => name !== command.name)].slice(0, recentCount));
        this.#page.run(command.name, this.#cell);
      },
    }));
  }

  #headingEntries() {
    return headingsOf(this.#page).map(({ cell, text }) => ({ words: text, kind: "Heading", run: () => this.#page.select(cell) }));
  }

  #peopleEntries() {
    const { together } = this.#page;
    return together.people.filter(({ isYou }) => !isYou).flatMap(person => [
      { words: `Go to ${person.name}`, kind: "Together", run: () => together.goTo(person) },
      { words: `Follow ${person.name}`, kind: "Together", run: () => together.follow(person) },
    ]);
  }

  // Asked once, when it opens; the commands are there before the answer, and without it.
  async #addNotebooks() {
    const { server, options } = this.#page;
    if (!server.online) return;
    const notebooks = await this.#page.ask("ListNotebooks");
    if (!notebooks || !this.isOpen) return;
    for (const { id, title } of notebooks)
      if (id !== options.notebookId) this.#entries.push({ words: title, kind: "Notebook", run: () => location.assign(`n/${id}`) });
    this.#search(true);
  }

  /** @param keep whether the chosen one stays chosen, because only the entries changed */
  #search(keep = false) {
    const query = this.#input.value.trim();
    const found = query
      ? this.#entries.map(entry => ({ entry, match: fuzzy(query, entry.words) })).filter(({ match }) => match).sort((a, b) => b.match.score - a.match.score)
      : this.#entries.map(entry => ({ entry, match: null }));
    // What nobody chose gives way to what fits better.
    const chosen = keep && this.#chosen > 0 ? this.#shown[this.#chosen]?.entry : null;
    this.#shown = found.slice(0, mostShown);
    this.#list.replaceChildren(...this.#shown.map(({ entry, match }, at) => option(entry, match, at)));
    if (this.#shown.length === 0) {
      const none = document.createElement("li");
      none.className = "palette-none";
      none.setAttribute("role", "presentation");
      none.textContent = "Nothing is called that.";
      this.#list.append(none);
    }
    this.#count.textContent = this.#shown.length === 1 ? "1 result" : `${this.#shown.length} results`;
    this.#choose(Math.max(0, this.#shown.findIndex(({ entry }) => entry === chosen)));
  }

  #choose(at) {
    const options = this.#list.querySelectorAll("[role=option]");
    options[this.#chosen]?.setAttribute("aria-selected", "false");
    this.#chosen = at;
    const option = options[at];
    if (!option) return void this.#input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.#input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const last = this.#shown.length - 1;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.isComposing) return;
    if (event.key in steps) {
      const next = this.#chosen + steps[event.key];
      const wraps = event.key.startsWith("Arrow");
      this.#choose(next > last ? (wraps ? 0 : last) : next < 0 ? (wraps ? last : 0) : next);
    } else if (event.key === "Enter") this.#take(this.#chosen);
    else return;
    event.preventDefault();
  }

  #take(at) {
    const taken = this.#shown[at];
    if (!taken) return;
    // First: what runs finds the focus where it was.
    this.close();
    taken.entry.run();
  }
}

function option({ words, kind, keys }, match, at) {
  const item = document.createElement("li");
  item.id = `palette-${at}`;
  item.dataset.at = at;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const title = document.createElement("span");
  title.className = "palette-words";
  title.append(...marked(words, match?.at));
  const group = document.createElement("span");
  group.className = "palette-kind";
  group.textContent = kind;
  item.append(title, group);
  if (keys) item.append(keyCaps(shownKeys(keys)));
  return item;
}

function marked(words, at) {
  if (!at?.size) return [words];
  const pieces = [];
  for (let i = 0; i < words.length;) {
    const isMatch = at.has(i);
    let end = i;
    while (end < words.length && at.has(end) === isMatch) end++;
    const text = words.slice(i, end);
    pieces.push(isMatch ? Object.assign(document.createElement("mark"), { textContent: text }) : text);
    i = end;
  }
  return pieces;
}

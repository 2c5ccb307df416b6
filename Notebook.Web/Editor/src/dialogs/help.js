// The help: what every key does, made of the list of commands.
import { commands } from "../commands/registry.js";
import { shownKeys } from "../commands/keyNames.js";
import { Dialog, keyCaps, searchField } from "./dialog.js";
import { fuzzy } from "./fuzzy.js";

const where = { command: "on a selected cell", edit: "in a cell’s text", cell: "on a cell or in its text", page: "everywhere" };

export class Help extends Dialog {
  #input = searchField("Search shortcuts", "Search shortcuts");
  #groups = document.createElement("div");
  #count = document.createElement("p");

  constructor() {
    super("help", "Keyboard shortcuts");
    const head = document.createElement("div");
    head.className = "dialog-head";
    const title = document.createElement("h2");
    title.textContent = "Keyboard shortcuts";
    head.append(title, this.closeButton());
    const modes = document.createElement("p");
    modes.className = "help-modes";
    modes.textContent = "Esc leaves a cell’s text; then single keys act on the selected cell. Enter goes back into the text.";
    this.#groups.className = "help-groups";
    this.#groups.tabIndex = 0;
    this.#groups.setAttribute("role", "group");
    this.#groups.setAttribute("aria-label", "Shortcuts");
    this.#count.className = "sr";
    this.#count.setAttribute("role", "status");
    this.#input.autofocus = true;
    this.#input.addEventListener("input", () => this.#search());
    this.element.append(head, this.#input, modes, this.#groups, this.#count);
  }

  open() {
    this.#search();
    super.open();
  }

  #search() {
    const query = this.#input.value.trim();
    const found = commands.filter(command => command.keys && (!query || fuzzy(query, `${command.title} ${command.keys.flatMap(keys => shownKeys(keys)).join(" ")}`)));
    const groups = Map.groupBy(found, command => command.group);
    this.#groups.replaceChildren(...[...groups].map(([name, members]) => group(name, members)));
    this.#count.textContent = found.length === 1 ? "1 shortcut" : `${found.length} shortcuts`;
    if (found.length === 0) this.#groups.append(Object.assign(document.createElement("p"), { className: "muted", textContent: "No shortcut is called that. Every command is in the palette." }));
  }
}

function group(name, members) {
  const section = document.createElement("section");
  const title = document.createElement("h3");
  title.textContent = name;
  const list = document.createElement("dl");
  for (const { title: words, keys, mode } of members) {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    term.textContent = words;
    const caps = document.createElement("dd");
    caps.title = `Works ${where[mode]}`;
    keys.forEach((key, i) => {
      if (i > 0) caps.append(" or ");
      caps.append(keyCaps(shownKeys(key)));
    });
    row.append(term, caps);
    list.append(row);
  }
  section.append(title, list);
  return section;
}

// A menu of commands beside a button, as WAI-ARIA describes it: arrow keys choose, Escape and Tab close, the focus goes back.
import { canRun, commandNamed } from "./commands/registry.js";
import { shownKeys } from "./commands/keyNames.js";
import { keyCaps } from "./dialogs/dialog.js";

let openMenu = null;

/** Opens or closes the menu of a button. @param names of commands, in order; those that can't be done now are left out */
export function toggleMenu(page, button, names, cell) {
  const wasOpen = openMenu?.button === button;
  openMenu?.close();
  if (wasOpen) return;
  const commands = names.map(commandNamed).filter(command => canRun(command, page, cell));
  openMenu = new Menu(button, commands.map(command => ({ element: item(page, command), run: () => page.run(command.name, cell) })));
}

/** Opens or closes a menu of what is done on the spot. @param choices pairs of what it is called and what it does */
export function toggleChoices(button, choices) {
  const wasOpen = openMenu?.button === button;
  openMenu?.close();
  if (!wasOpen) openMenu = new Menu(button, choices.map(([title, run]) => ({ element: entry(title), run })));
}

class Menu {
  #entries;
  #menu = document.createElement("div");
  #stop = new AbortController();

  constructor(button, entries) {
    this.#entries = entries;
    this.button = button;
    this.#menu.className = "menu";
    this.#menu.setAttribute("role", "menu");
    this.#menu.setAttribute("aria-label", button.getAttribute("aria-label") ?? button.textContent.trim());
    this.#menu.append(...entries.map(({ element }) => element));
    document.body.append(this.#menu);
    this.#place();
    button.setAttribute("aria-expanded", "true");

    const { signal } = this.#stop;
    this.#menu.addEventListener("keydown", event => this.#key(event), { signal });
    this.#menu.addEventListener("click", event => this.#take(event.target.closest("[role=menuitem]")), { signal });
    document.addEventListener("pointerdown", event => { if (!this.#menu.contains(event.target) && !button.contains(event.target)) this.close(false); }, { signal, capture: true });
    addEventListener("resize", () => this.close(false), { signal });
    this.#items[0]?.focus();
  }

  get #items() { return [...this.#menu.querySelectorAll("[role=menuitem]")]; }

  close(giveFocusBack = true) {
    this.#stop.abort();
    this.#menu.remove();
    this.button.setAttribute("aria-expanded", "false");
    if (giveFocusBack) this.button.focus();
    if (openMenu === this) openMenu = null;
  }

  #take(item) {
    if (!item) return;
    this.close();
    this.#entries.find(({ element }) => element === item).run();
  }

  #key(event) {
    const items = this.#items;
    const at = items.indexOf(document.activeElement);
    const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " " ? event.key.toLowerCase() : null;
    if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
    else if (event.key === "ArrowUp") items.at(at - 1).focus();
    else if (event.key === "Home") items[0].focus();
    else if (event.key === "End") items.at(-1).focus();
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab") return this.close();
    else if (letter) [...items.slice(at + 1), ...items.slice(0, at + 1)].find(item => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Below its button, or above it where the button stands at the bottom, and never outside the window.
  #place() {
    const edge = 8;
    const anchor = this.button.getBoundingClientRect();
    const { width, height } = this.#menu.getBoundingClientRect();
    const below = anchor.bottom + 4;
    this.#menu.style.left = `${Math.max(edge, Math.min(anchor.left, innerWidth - width - edge))}px`;
    this.#menu.style.top = `${below + height + edge <= innerHeight ? below : Math.max(edge, anchor.top - height - 4)}px`;
  }
}

function entry(title) {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1;
  button.setAttribute("role", "menuitem");
  button.append(Object.assign(document.createElement("span"), { textContent: title }));
  return button;
}

function item(page, command) {
  const button = entry(command.menuTitle?.(page) ?? command.title);
  button.dataset.menuCommand = command.name;
  if (command.keys) button.append(keyCaps(shownKeys(command.keys[0])));
  return button;
}

// What a press of the mouse means on the page: a command's button, a menu, a cell to select, a text to edit.
import { mayEdit } from "./commands/roles.js";
import { toggleMenu } from "./menu.js";
import { followHeading } from "./outputs/proseElement.js";

const ownPresses = "a, button, summary, input, label, select, textarea"; // These know themselves what a press of them means.

export class Mouse {
  #page;

  constructor(page, signal) {
    this.#page = page;
    page.root.addEventListener("click", event => this.#clicked(event), { signal });
    page.root.addEventListener("mousedown", event => {
      // Shift and a click select cells, not the words between them.
      if (event.shiftKey && this.#extends(event.target)) event.preventDefault();
    }, { signal });
  }

  #clicked(event) {
    const page = this.#page;
    if (followHeading(event, page.root)) return;
    const { target } = event;
    const cell = target.closest(".cell");
    const menu = target.closest("[data-menu]");
    if (menu) return toggleMenu(page, menu, menu.dataset.menu.split(" "), cell ?? page.selected);
    const button = target.closest("[data-command]");
    if (button) return void page.run(button.dataset.command, cell ?? page.selected, button);
    if (event.shiftKey && this.#extends(target)) return page.extendTo(cell);
    if (!cell || target.closest(`${ownPresses}, notebook-diagram, .cm-editor`)) return;
    if (target.closest(".cell-text .prose")) {
      if (getSelection().isCollapsed) mayEdit(page) ? page.place.edit(cell) : page.select(cell);
    } else if (!target.closest(".output, notebook-source")) {
      page.select(cell);
    }
  }

  #extends(target) {
    const { selected } = this.#page;
    const cell = target.closest?.(".cell");
    return cell != null && selected != null && cell !== selected && !target.closest(`${ownPresses}, .output, notebook-source`);
  }
}

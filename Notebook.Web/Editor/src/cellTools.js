// A cell's buttons, in the document for the hovered and the focused cell only: a thousand cells have no thousand toolbars.
import { commandButton, icon, plainButton } from "./elements.js";

export class CellTools {
  #dressed = new Map();
  #hovered = null;
  #focused = null;

  constructor(root, signal) {
    root.querySelector(".insert-first")?.append(insertButtons("insert-code-first", "insert-text-first", "at the top"));
    root.addEventListener("pointerover", event => this.#hover(event.target.closest?.(".cell") ?? null), { signal });
    root.addEventListener("pointerleave", () => this.#hover(null), { signal });
    root.addEventListener("focusin", event => this.focus(event.target.closest?.(".cell") ?? null), { signal });
  }

  /** The cell became another kind: it wants other buttons. */
  dressAgain(cell) {
    if (!this.#dressed.has(cell)) return;
    const hadFocus = this.#dressed.get(cell).some(part => part.contains(document.activeElement));
    for (const part of this.#dressed.get(cell)) part.remove();
    this.#dressed.set(cell, dress(cell));
    if (hadFocus) cell.focus({ preventScroll: true });
  }

  focus(cell) {
    this.#focused = cell;
    this.#update();
  }

  #hover(cell) {
    if (cell === this.#hovered) return;
    this.#hovered = cell;
    this.#update();
  }

  #update() {
    const wanted = new Set([this.#hovered, this.#focused].filter(cell => cell?.isConnected));
    for (const [cell, parts] of this.#dressed)
      if (!wanted.has(cell) && !parts.some(part => part.contains(document.activeElement))) {
        for (const part of parts) part.remove();
        this.#dressed.delete(cell);
      }
    for (const cell of wanted)
      if (!this.#dressed.has(cell)) this.#dressed.set(cell, dress(cell));
  }
}

function dress(cell) {
  const parts = [];
  const isText = cell.classList.contains("cell-text");
  const number = cell.dataset.number;
  const small = "button-small button-icon";

  const gutter = cell.querySelector(".cell-gutter");
  const handle = document.createElement("span"); // For the pointer only: Alt+↑ and Alt+↓ move with the keyboard.
  handle.className = "drag-handle";
  handle.title = "Drag to move";
  handle.append(icon("grip"));
  gutter.append(handle);
  parts.push(handle);
  if (isText && cell.querySelector(".prose :is(h1, h2, h3, h4, h5, h6)")) {
    const fold = commandButton("toggle-fold", "Fold or unfold the section", { iconName: "fold", className: `${small} tool-fold` });
    gutter.append(fold);
    parts.push(fold);
  }
  if (!isText) {
    const run = commandButton("run", "Run cell", { iconName: "play", className: `${small} tool-run` });
    gutter.append(run);
    parts.push(run);
  }

  const tools = document.createElement("div");
  tools.className = "cell-tools";
  tools.setAttribute("role", "toolbar");
  tools.setAttribute("aria-label", `Actions of cell ${number}`);
  if (isText) tools.append(commandButton("edit", "Edit text", { iconName: "edit", className: small }));
  tools.append(
    commandButton("move-up", "Move cell up", { iconName: "up", className: small }),
    commandButton("move-down", "Move cell down", { iconName: "down", className: small }));
  const line = document.createElement("span");
  line.className = "sep";
  const more = plainButton("More actions", { iconName: "more", className: small });
  more.dataset.menu = "comment duplicate split merge-below to-code to-text cut copy paste-below copy-link toggle-code toggle-output toggle-fold";
  more.setAttribute("aria-haspopup", "menu");
  more.setAttribute("aria-expanded", "false");
  tools.append(line, more, commandButton("delete", "Delete cell", { iconName: "delete", className: small }));
  cell.querySelector(".cell-body").append(tools);
  parts.push(tools);

  const insert = insertButtons("insert-code-below", "insert-text-below", `below cell ${number}`);
  cell.querySelector(".insert").append(insert);
  parts.push(insert);
  return parts;
}

function insertButtons(code, text, where) {
  const buttons = document.createElement("span");
  buttons.append(
    commandButton(code, `Insert code ${where}`, { iconName: "plus", text: "Code", className: "button-small" }),
    commandButton(text, `Insert text ${where}`, { iconName: "plus", text: "Text", className: "button-small" }));
  return buttons;
}

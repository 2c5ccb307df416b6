// A dialog of the page's own. The browser's <dialog> keeps the focus inside, closes on Escape and gives the focus back.
import { plainButton } from "../elements.js";

export class Dialog {
  /** @param className of the style sheet; @param label its accessible name */
  constructor(className, label) {
    this.element = document.createElement("dialog");
    this.element.className = `dialog ${className}`;
    this.element.setAttribute("aria-label", label);
    this.element.addEventListener("close", () => this.element.remove());
    // A press beside the dialog, which is a press on its backdrop, closes it.
    this.element.addEventListener("pointerdown", event => { if (event.target === this.element) this.close(); });
  }

  get isOpen() { return this.element.open; }

  open() {
    document.body.append(this.element);
    this.element.showModal();
  }

  close() { this.element.close(); }

  closeButton() {
    const button = plainButton("Close", { iconName: "close", className: "button-small button-icon dialog-close" });
    button.addEventListener("click", () => this.close());
    return button;
  }
}

/** A search field of a dialog. */
export function searchField(label, placeholder) {
  const input = document.createElement("input");
  input.type = "text";
  input.className = "dialog-search";
  input.setAttribute("aria-label", label);
  input.placeholder = placeholder;
  input.autocomplete = "off";
  input.spellcheck = false;
  return input;
}

/** The strokes of a key, each as a <kbd>. */
export function keyCaps(strokes) {
  const caps = document.createElement("span");
  caps.className = "keys";
  caps.append(...strokes.map(stroke => Object.assign(document.createElement("kbd"), { textContent: stroke })));
  return caps;
}

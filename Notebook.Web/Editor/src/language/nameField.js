// Asks for a name at its place in the text.
import { place } from "./choices.js";

/** @returns the name; null when the reader thought better of it */
export function ask(view, position, label, name) {
  return new Promise(resolve => {
    const pane = document.createElement("div");
    pane.className = "code-choices name-field";
    pane.setAttribute("role", "dialog");
    pane.setAttribute("aria-label", "Rename");
    const input = document.createElement("input");
    input.className = "input";
    input.setAttribute("aria-label", label);
    input.value = name;
    input.maxLength = 200;
    input.autocomplete = "off";
    input.spellcheck = false;
    const hint = Object.assign(document.createElement("p"), { className: "quiet", textContent: "Enter renames it in all cells" });
    pane.append(input, hint);

    let isOpen = true;
    const close = (answer, focus = true) => {
      if (!isOpen) return;
      isOpen = false;
      pane.remove();
      if (focus) view.focus();
      resolve(answer);
    };
    pane.addEventListener("keydown", event => {
      if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      close(event.key === "Enter" ? input.value.trim() : null);
    });
    input.addEventListener("blur", () => close(null, false));
    document.body.append(pane);
    place(pane, view, position);
    input.focus();
    input.select();
  });
}

// The toolbar of an output, in the document only while its output is hovered or its cell focused, as a cell's own tools are.
import { localButton } from "../elements.js";
import { copy } from "./downloads.js";
import { enlarge, pictureTools } from "./pictures.js";

const mostAtOnce = 10; // outputs of a focused cell that get a toolbar: a cell may have a thousand

export class OutputTools {
  #dressed = new Map();
  #hovered = null;
  #focused = null;

  constructor(root, signal) {
    root.addEventListener("pointerover", event => this.#hover(event.target.closest?.(".output") ?? null), { signal });
    root.addEventListener("pointerleave", () => this.#hover(null), { signal });
    root.addEventListener("focusin", event => {
      this.#focused = event.target.closest?.(".cell") ?? null;
      this.#update();
    }, { signal });
    root.addEventListener("click", event => {
      const picture = event.target.closest?.(".picture-open");
      if (picture) enlarge(picture.dataset.picture, picture.querySelector("img").alt);
    }, { signal });
  }

  #hover(output) {
    if (output === this.#hovered) return;
    this.#hovered = output;
    this.#update();
  }

  #update() {
    const wanted = new Set([this.#hovered, ...(this.#focused ? [...this.#focused.querySelectorAll(".output")].slice(0, mostAtOnce) : [])].filter(output => output?.isConnected));
    for (const [output, bar] of this.#dressed)
      if (!wanted.has(output) && !bar?.contains(document.activeElement)) {
        bar?.remove();
        this.#dressed.delete(output);
      }
    for (const output of wanted)
      if (!this.#dressed.get(output)?.isConnected) this.#dressed.set(output, dress(output));
  }
}

function toolsOf(output) {
  const element = output.querySelector(":scope > notebook-stream, :scope > notebook-chart, :scope > notebook-table, :scope > notebook-tree");
  if (element) return element.tools?.() ?? [];
  const picture = output.querySelector(":scope > .picture > .picture-open");
  if (picture) return pictureTools(picture);
  const text = output.querySelector(":scope > .value, :scope > .error-card");
  return text?.textContent ? [{ label: text.matches(".error-card") ? "Copy error" : "Copy output", iconName: "copy", run: () => copy(text.innerText, "Output") }] : [];
}

function dress(output) {
  const tools = toolsOf(output);
  if (tools.length === 0) return null;
  const bar = document.createElement("div");
  bar.className = "output-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Actions of this output");
  for (const { label, iconName, pressed, run } of tools) {
    const button = localButton(label, { iconName, className: "button-small button-icon" }, async () => {
      await run(button);
      if (pressed != null) button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    });
    if (pressed != null) button.setAttribute("aria-pressed", pressed);
    bar.append(button);
  }
  output.append(bar);
  return bar;
}

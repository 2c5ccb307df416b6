// <notebook-diagram><pre>…</pre></notebook-diagram>: a Mermaid diagram. Its text stands in the page; the drawing is made in a
// frame without rights, whose one document all diagrams share. A text that is no diagram stays readable, with the reason.
import { forgetNear, whenNear } from "../near.js";
import { SandboxedFrame } from "./sandboxedFrame.js";

const longestName = 200;

export class DiagramElement extends HTMLElement {
  #frame = null;

  connectedCallback() {
    queueMicrotask(() => { if (this.isConnected && !this.#frame) whenNear(this, () => this.#draw()); });
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      forgetNear(this);
      this.#frame?.dispose();
      this.#frame = null;
    });
  }

  get #text() { return this.querySelector("pre").textContent; }

  #draw() {
    if (this.#frame) return;
    const name = `Diagram: ${this.#text.trim()}`.slice(0, longestName);
    this.#frame = new SandboxedFrame(this, "frames/diagram", name, message => this.#heard(message));
    this.#frame.element.addEventListener("load", () => this.#frame?.send({ notebookDiagram: this.#text }));
    this.#frame.element.classList.add("is-waiting");
  }

  #heard({ drawn, failed }) {
    if (drawn) {
      this.querySelector("pre").hidden = true;
      this.querySelector(".output-note")?.remove();
      this.#frame.element.classList.remove("is-waiting");
    } else if (typeof failed === "string") {
      this.querySelector("pre").hidden = false;
      this.#frame.element.classList.add("is-waiting");
      const note = this.querySelector(".output-note") ?? this.appendChild(document.createElement("p"));
      note.className = "output-note diagram-note";
      note.textContent = `This diagram can't be drawn: ${failed.split("\n").filter(Boolean).slice(0, 6).join("\n")}`;
    }
  }
}

// <notebook-input>: a control whose value belongs to the notebook. What its reader changes goes to the server at a pace that it
// can follow; what others change is shown, unless this reader is at it.
import { FileChoice } from "./fileChoice.js";

const paces = { slider: 80, number: 400, text: 500, lines: 700, password: 500, date: 300 }; // ms from a change until it is sent; others go at once

export class InputElement extends HTMLElement {
  static observedAttributes = ["data-value"];

  #wired = false;
  #waiting = null; // the value to send next
  #timer = 0;
  #sending = false;
  #file = null;

  connectedCallback() {
    if (this.#wired) return;
    this.#wired = true;
    if (this.dataset.kind === "file") this.#file = new FileChoice(this, value => {
      this.#paint(value);
      this.#send(value);
    });
    this.addEventListener("input", () => this.#changed(paces[this.dataset.kind] ?? 0));
    this.addEventListener("change", () => this.#changed(0));
    this.addEventListener("click", event => {
      if (event.target.closest("[data-press]")) this.#send("");
      if (event.target.closest("[data-reset]")) this.#reset();
    });
    queueMicrotask(() => this.#paint(this.dataset.value));
  }

  disconnectedCallback() { queueMicrotask(() => { if (!this.isConnected) clearTimeout(this.#timer); }); }

  attributeChangedCallback(name, old, value) { if (old !== null && old !== value && !this.#isBusy) this.#show(value); }

  takeFile(file) { this.#file?.take(file); }

  get #isBusy() { return this.#sending || this.#waiting !== null || this.#timer !== 0; }

  get #page() { return this.closest("[data-notebook]")?.notebookPage; }

  get #field() { return this.querySelector(".range, .input, .select, .check > input"); }

  get #value() {
    if (this.dataset.kind === "several") return JSON.stringify([...this.querySelectorAll("input:checked")].map(box => box.value));
    if (this.#file) return this.dataset.value;
    return this.dataset.kind === "checkbox" ? String(this.#field.checked) : this.#field.value;
  }

  #changed(wait) {
    this.#paint(this.#value);
    clearTimeout(this.#timer);
    // A slider that is being moved sends at its pace, not only when it rests.
    if (wait > 0 && this.dataset.kind === "slider" && this.#timer !== 0) return void (this.#timer = setTimeout(() => this.#due(), Math.max(0, this.#dueAt - performance.now())));
    this.#dueAt = performance.now() + wait;
    this.#timer = setTimeout(() => this.#due(), wait);
  }

  #dueAt = 0;

  #due() {
    this.#timer = 0;
    this.#send(this.#value);
  }

  #reset() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#show(this.dataset.default);
    this.#send(this.dataset.default);
    (this.#field ?? this.querySelector("[data-choose-file]"))?.focus();
  }

  // One message under way; of what changes meanwhile the last counts.
  async #send(value) {
    this.#waiting = value;
    if (this.#sending) return;
    this.#sending = true;
    while (this.#waiting !== null) {
      const next = this.#waiting;
      this.#waiting = null;
      const page = this.#page;
      if (!page || !await page.change("ChangeInput", this.dataset.cell, this.dataset.output, next)) break;
    }
    this.#waiting = null;
    this.#sending = false;
    if (this.#timer === 0 && this.dataset.kind !== "password") this.#settle(value);
  }

  // The server's word, once it has had time to come: after a refusal it is the value from before.
  #settle(sent) {
    setTimeout(() => { if (this.isConnected && !this.#isBusy && this.#value !== this.dataset.value) this.#show(this.dataset.value); }, sent === this.dataset.value ? 0 : 1500);
  }

  #show(value) {
    const { kind } = this.dataset;
    if (kind === "several") {
      const chosen = new Set(JSON.parse(value || "[]"));
      for (const box of this.querySelectorAll("input")) box.checked = chosen.has(box.value);
    } else if (kind === "checkbox") this.#field.checked = value === "true";
    else if (kind !== "file" && kind !== "button" && kind !== "password" && this.#field.value !== value) this.#field.value = value;
    this.#paint(value);
  }

  // What goes with the value: the slider's number and the part before its knob, and whether there is something to reset.
  #paint(value) {
    this.#file?.paint(value);
    const output = this.querySelector("output");
    if (output && !this.#file) {
      const range = this.#field;
      output.textContent = value;
      range.style.setProperty("--value", `${100 * (range.value - range.min) / (range.max - range.min || 1)}%`);
    }
    const reset = this.querySelector("[data-reset]");
    if (reset) reset.hidden = value === this.dataset.default;
  }
}

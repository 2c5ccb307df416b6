// <notebook-source>: readable text that becomes an editor near the viewport or when it is focused.
//   data-cell, data-version: of the text as rendered; they never change
//   data-kind ("code" or "text"), data-language: what the text is
//   data-number: the cell's number; data-errors: JSON of the lines and columns an error names
// The element belongs to this file from its first child on; Blazor renders only its attributes again.
import { coloursCame, createView, editorExtensions, goToLine, lookOf, newLabel, newLook, newWriting, setErrors, setLabel, writingOf } from "./codeEditor.js";
import { CellText } from "./cellText.js";
import { mayType } from "./commands/roles.js";

export class SourceElement extends HTMLElement {
  static observedAttributes = ["data-number", "data-errors", "data-kind", "data-language"];

  #label = newLabel();
  #look = newLook();
  #writing = newWriting();
  #page = null;
  text = null;
  view = null;

  get cellId() { return this.dataset.cell; }
  get isText() { return this.dataset.kind === "text"; }
  get section() { return this.closest(".cell"); }
  get #name() { return `Source of cell ${this.dataset.number}`; }
  get #plain() { return this.querySelector(".source-text"); }

  connectedCallback() {
    // Blazor connects an element before it has its children.
    queueMicrotask(() => {
      if (!this.isConnected) return;
      const page = this.#page ?? this.closest("[data-notebook]")?.notebookPage;
      if (page) this.attach(page);
    });
  }

  disconnectedCallback() {
    // A moved cell is disconnected and connected again within one task; only what stays away is gone.
    queueMicrotask(() => { if (!this.isConnected) this.detach(); });
  }

  attributeChangedCallback(name) {
    if (!this.text) return;
    if (name === "data-number") this.#rename();
    else if (name === "data-errors") this.#showErrors();
    else this.#becameAnother();
  }

  /** Idempotent: called when the element meets its page, whichever comes first. */
  attach(page) {
    this.#page = page;
    if (this.text) return void page.sources.watch(this);
    const plain = this.#plain;
    this.plain = plain;
    this.text = new CellText(page, this.cellId, plain.textContent, Number(this.dataset.version), editorExtensions({
      clientID: page.clientID,
      look: this.#look,
      lookOf: () => this.#lookNow(),
      label: this.#label,
      writing: this.#writing,
      canWrite: () => mayType(page),
      onChange: update => { this.text.applied(update.transactions.filter(transaction => transaction.docChanged)); page.saving.changed(this.text); this.text.push(); page.sources.edited(this, update.transactions.some(transaction => transaction.isUserEvent("input") || transaction.isUserEvent("delete"))); },
      onFocus: () => page.sources.editing(this, true),
      onBlur: () => this.#left(),
    }), text => { this.plain.textContent = text; page.sources.edited(this); });
    this.#colour();
    plain.addEventListener("focus", () => this.edit());
    plain.addEventListener("pointerdown", event => this.#editAt(event));
    page.sources.watch(this);
  }

  detach() {
    this.#page?.sources.unwatch(this);
    this.text?.dispose();
    this.view?.destroy();
    this.view = null;
  }

  mount() {
    if (this.view || !this.text) return;
    const state = this.text.state;
    this.view = createView(state.update({ effects: setLabel(this.#label, this.#name) }).state, null);
    this.text.view = this.view;
    this.#showErrors();
    const hadFocus = document.activeElement === this.plain; // Clicked before this element listened: what is typed next belongs here.
    this.plain.replaceWith(this.view.dom);
    if (hadFocus) this.view.focus();
    this.#page.sources.dressed(this);
  }

  /** Back to readable text, far from the viewport; the undo history stays. */
  unmount() {
    if (!this.view || this.view.hasFocus || this.text.hasUnsent) return;
    this.text.release();
    this.plain.textContent = this.text.text;
    this.view.dom.replaceWith(this.plain);
    this.view.destroy();
    this.view = null;
    this.#page.sources.dressed(this);
  }

  edit() {
    this.mount();
    this.view.focus();
  }

  goToLine(line) {
    this.mount();
    goToLine(this.view, line);
  }

  #lookNow() {
    const isCode = !this.isText && this.dataset.language === "csharp";
    return isCode ? [lookOf(false, "csharp"), this.#page.language.extension(this)] : lookOf(this.isText, this.dataset.language);
  }

  /** The reader's role is another one now. */
  roleChanged() { this.text?.apply(this.#writing.reconfigure(writingOf(mayType(this.#page)))); }

  #editAt(event) {
    if (event.button !== 0) return;
    const { clientX: x, clientY: y } = event;
    event.preventDefault();
    this.edit();
    const at = this.view.posAtCoords({ x, y }, false);
    this.view.dispatch({ selection: { anchor: at } });
  }

  #left() {
    if (!document.hasFocus()) return; // Another window has the focus; the reader comes back to where they were.
    this.view.scrollDOM.scrollLeft = 0;
    this.#page.sources.editing(this, false);
  }

  async #colour() {
    if (await coloursCame(this.dataset.language)) this.text?.apply(this.#look.reconfigure(this.#lookNow()));
  }

  // The cell became code or text. The text, and what is being typed, stays.
  #becameAnother() {
    this.text.apply(this.#look.reconfigure(this.#lookNow()));
    this.#colour();
    queueMicrotask(() => {
      if (!this.isConnected || !this.#page) return;
      this.#page.kindChanged(this);
      if (!this.isText) this.#page.sources.watch(this);
    });
  }

  #rename() {
    this.plain.setAttribute("aria-label", this.#name);
    this.view?.dispatch({ effects: setLabel(this.#label, this.#name) });
  }

  #showErrors() {
    this.view?.dispatch({ effects: setErrors.of(JSON.parse(this.dataset.errors || "[]")) });
  }
}

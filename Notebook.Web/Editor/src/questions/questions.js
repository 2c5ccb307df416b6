// What running cells ask: takes the reader to the question when that is kind, sends the answer, and tells who can't see it.
const largeFrom = 128 * 1024; // characters; longer answers go as a stream

export class Questions {
  #page;
  #known = new Set();
  #answeredIn = null; // the cell in which this reader answered last: what it asks next is theirs too
  #lastTypedIn = null;
  #hadFocus = null;

  constructor(page, signal) {
    this.#page = page;
    const { root } = page;
    root.addEventListener("submit", event => {
      const question = event.target.closest("notebook-question");
      if (!question) return;
      event.preventDefault();
      this.#answer(question);
    }, { signal });
    root.addEventListener("keydown", event => this.#down(event), { signal });
    root.addEventListener("beforeinput", event => { this.#lastTypedIn = event.target.closest(".cell") ?? event.target; }, { signal, capture: true });
    root.addEventListener("focusin", event => { this.#hadFocus = event.target.closest("notebook-question"); }, { signal });
  }

  /** Those that were on the page before it began to listen. */
  start() { for (const question of this.#page.root.querySelectorAll("notebook-question")) this.appeared(question, true); }

  get first() { return this.#page.root.querySelector("notebook-question"); }

  appeared(question, isLoading = false) {
    const { id, words, number, isMine } = describe(question);
    if (this.#known.has(id)) return;
    this.#known.add(id);
    this.#page.runs.questionsChanged(isLoading ? null : { number, words });
    this.#page.announce(`Cell ${number} asks: ${words}`);
    const cell = question.cell;
    if (!isLoading && (isMine || cell?.dataset.cell === this.#answeredIn) && this.#mayFocus(cell)) this.#focus(question);
  }

  left(question) {
    this.#known.delete(question.dataset.question);
    this.#page.runs.questionsChanged(null);
    if (this.#hadFocus !== question || document.activeElement !== document.body) return;
    // Its field took the focus with it.
    this.#hadFocus = null;
    this.#page.selected?.focus({ preventScroll: true });
  }

  goTo(question = this.first) {
    if (!question) return;
    this.#page.place.reveal(question.cell);
    this.#focus(question);
    question.scrollIntoView({ block: "nearest" });
  }

  #focus(question) {
    question.field?.focus({ preventScroll: true });
    question.scrollIntoView({ block: "nearest" });
  }

  // Whoever types somewhere else, or is in a dialog, goes on there.
  #mayFocus(cell) {
    const active = document.activeElement;
    if (document.querySelector("dialog[open]") || active?.closest?.("[role=dialog], [role=menu], notebook-question")) return false;
    const writes = active?.closest?.("input, textarea, select, [contenteditable=true]");
    if (!writes || cell?.contains(active)) return true;
    return this.#lastTypedIn !== null && this.#lastTypedIn !== (active.closest(".cell") ?? active);
  }

  #down(event) {
    const question = event.target.closest?.("notebook-question");
    if (!question) return;
    if (event.key === "Escape") {
      event.preventDefault();
      question.cell?.focus({ preventScroll: true });
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      question.querySelector("form")?.requestSubmit();
    }
  }

  async #answer(question) {
    const form = question.querySelector("form");
    if (form.hasAttribute("aria-busy") || !this.#page.isOnline()) return;
    const { field } = question;
    form.setAttribute("aria-busy", "true");
    this.#answeredIn = question.cell?.dataset.cell ?? null;
    const { id } = describe(question);
    const text = field.value;
    const done = text.length < largeFrom
      ? await this.#page.change("Answer", id, text)
      : await this.#page.change("AnswerLarge", id, DotNet.createJSStreamReference(new TextEncoder().encode(text)));
    form.removeAttribute("aria-busy");
    if (done) this.#page.announce("Answered");
  }
}

function describe(question) {
  return {
    id: question.dataset.question,
    words: question.dataset.words,
    number: question.cell?.dataset.number ?? "",
    isMine: question.dataset.mine === "true",
  };
}

// <notebook-question>: the place of what a running cell asks. It tells the page when the question comes and goes.
export class QuestionElement extends HTMLElement {
  connectedCallback() {
    queueMicrotask(() => { if (this.isConnected) this.closest("[data-notebook]")?.notebookPage?.questions?.appeared(this); });
  }

  disconnectedCallback() {
    const page = document.querySelector("[data-notebook]")?.notebookPage;
    queueMicrotask(() => { if (!this.isConnected) page?.questions?.left(this); });
  }

  get field() { return this.querySelector("[name=answer]"); }

  get cell() { return this.closest(".cell"); }
}

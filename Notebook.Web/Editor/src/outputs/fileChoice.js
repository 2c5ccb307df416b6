// What an input of a file does: lets its reader choose one or drop it here, uploads it with its progress, and can be stopped.
import { onlyLooks } from "../commands/roles.js";
import { chooseFiles, sendFile } from "../files/sending.js";

export class FileChoice {
  #element;
  #change;
  #sending = null;

  /** @param element the notebook-input; @param change told the path of the file that is whole on the server */
  constructor(element, change) {
    this.#element = element;
    this.#change = change;
    // The button may come later: Blazor connects an element before it is complete.
    element.addEventListener("click", event => {
      if (!event.target.closest("[data-choose-file]")) return;
      if (this.#sending) this.#sending.stop();
      else chooseFiles({ accept: this.#button.dataset.accept }, ([file]) => this.take(file));
    });
  }

  get #button() { return this.#element.querySelector("[data-choose-file]"); }

  get isBusy() { return this.#sending !== null; }

  /** Uploads a file and makes it the choice. */
  async take(file) {
    const page = this.#element.closest("[data-notebook]")?.notebookPage;
    if (!page || this.#sending || this.#button.disabled) return;
    if (onlyLooks(page)) return page.notice(onlyLooks(page));
    const bar = this.#element.querySelector("progress");
    bar.max = Math.max(file.size, 1);
    bar.value = 0;
    this.#said(`Uploading ${file.name}…`);
    this.#sending = sendFile({ notebookId: page.options.notebookId, file, outputId: this.#element.dataset.output, progressed: bytes => { bar.value = bytes; } });
    this.#look();
    const answer = await this.#sending.sent;
    this.#sending = null;
    this.#look();
    this.paint(this.#element.dataset.value);
    if (answer?.path) {
      this.paint(answer.path);
      this.#change(answer.path);
    } else if (answer) this.#failed(`${file.name} was not uploaded. ${answer.problem}`);
  }

  paint(value) {
    if (this.#sending) return;
    this.#failed("");
    this.#said(value ? value.slice(value.lastIndexOf("/") + 1) : "No file chosen");
  }

  #look() {
    const label = this.#element.querySelector("label").textContent;
    this.#element.querySelector("progress").hidden = !this.#sending;
    this.#button.textContent = this.#sending ? "Cancel" : "Choose file";
    this.#button.setAttribute("aria-label", this.#sending ? `Cancel the upload for ${label}` : `Choose file for ${label}`);
  }

  #said(words) { this.#element.querySelector(".file-name").textContent = words; }

  #failed(why) {
    const problem = this.#element.querySelector("[role=alert]");
    problem.hidden = why === "";
    if (problem.textContent !== why) problem.textContent = why;
  }
}

// Files on their way to the server: several at once on the page, one after another on the wire, each with its progress and a way
// to stop it. They go straight to the disk over HTTP; the circuit has nothing to do with them.
import { plainButton } from "../elements.js";
import { sendFile } from "./sending.js";

const doneTime = 30_000; // ms; as long as its code may still be wanted

export class Uploads {
  #page;
  #waiting = [];
  #busy = false;
  #list = null;

  constructor(page, signal) {
    this.#page = page;
    addEventListener("beforeunload", event => { if (this.#busy) event.preventDefault(); }, { signal });
    signal.addEventListener("abort", () => {
      for (const row of this.#waiting) row.stop();
      this.#list?.remove();
    });
  }

  /** @param files FileList or File[]; @param folder in the notebook's folder, with / */
  add(files, folder) {
    for (const file of files) this.#waiting.push(this.#row(file, folder));
    this.#next();
  }

  async #next() {
    if (this.#busy) return;
    this.#busy = true;
    for (let row; (row = this.#waiting.shift());) if (!row.isStopped) await this.#send(row);
    this.#busy = false;
  }

  #row(file, folder) {
    if (!this.#list) {
      this.#list = document.createElement("section");
      this.#list.className = "uploads";
      this.#list.setAttribute("aria-label", "Uploads");
      this.#page.root.append(this.#list);
    }
    const element = document.createElement("div");
    element.className = "upload";
    const words = document.createElement("p");
    words.setAttribute("role", "status");
    words.textContent = file.name;
    const bar = document.createElement("progress");
    bar.max = Math.max(file.size, 1);
    bar.value = 0;
    bar.setAttribute("aria-label", `Upload of ${file.name}`);
    const row = { file, folder, element, words, bar, sending: null, isStopped: false };
    row.stop = () => {
      row.isStopped = true;
      row.sending?.stop();
      this.#remove(row);
    };
    row.close = plainButton(`Cancel upload of ${file.name}`, { iconName: "close", className: "button-small button-icon" });
    row.close.addEventListener("click", () => row.stop());
    element.append(words, row.close, bar);
    this.#list.append(element);
    return row;
  }

  async #send(row) {
    const { file, folder } = row;
    row.sending = sendFile({
      notebookId: this.#page.options.notebookId, file, folder,
      progressed: bytes => {
        row.bar.value = bytes;
        row.words.textContent = `${file.name} · ${Math.floor(bytes / row.bar.max * 100)} %`;
      },
    });
    const answer = await row.sending.sent;
    if (answer?.problem) this.#failed(row, answer.problem);
    else if (answer) this.#added(row, answer);
  }

  #added(row, { name, path }) {
    row.bar.remove();
    row.words.textContent = name === row.file.name ? `${name} is uploaded.` : `${row.file.name} is uploaded as ${name}.`;
    const code = plainButton(`Insert code that reads ${name}`, { text: "Insert code", className: "button-small button-edge" });
    code.addEventListener("click", () => {
      this.#page.files.insertCode(`n/${this.#page.options.notebookId}/files/${path.split("/").map(encodeURIComponent).join("/")}?code=csharp`);
      this.#remove(row);
    });
    row.close.before(code);
    this.#settle(row);
    setTimeout(() => this.#remove(row), doneTime);
  }

  #failed(row, why) {
    row.bar.remove();
    row.element.classList.add("is-error");
    row.words.setAttribute("role", "alert");
    row.words.textContent = `${row.file.name} was not uploaded. ${why}`;
    this.#settle(row);
  }

  #settle(row) {
    row.close.setAttribute("aria-label", `Close news of ${row.file.name}`);
    row.close.title = "Close";
  }

  #remove(row) {
    row.element.remove();
    if (this.#list && !this.#list.firstElementChild) {
      this.#list.remove();
      this.#list = null;
    }
  }
}

// Files of the notebook: chosen in the panel or dropped anywhere on the page, and code that reads them.
import { mayEdit, onlyLooks } from "../commands/roles.js";
import { chooseFiles } from "./sending.js";
import { Uploads } from "./uploads.js";

export class Files {
  #page;
  #uploads;
  #veil = null;
  #depth = 0;

  constructor(page, signal) {
    this.#page = page;
    this.#uploads = new Uploads(page, signal);
    page.root.addEventListener("click", event => {
      const upload = event.target.closest("[data-upload]");
      const code = event.target.closest("[data-insert-code]");
      if (upload && onlyLooks(this.#page)) this.#page.notice(onlyLooks(this.#page));
      else if (upload) chooseFiles({ multiple: true }, files => this.#uploads.add(files, upload.dataset.folder ?? ""));
      else if (code) this.insertCode(code.dataset.insertCode);
    }, { signal });
    // Pictures for a text cell have been taken before these see them.
    document.addEventListener("dragenter", event => this.#entered(event), { signal });
    document.addEventListener("dragleave", () => this.#left(), { signal });
    document.addEventListener("dragover", event => this.#over(event), { signal });
    document.addEventListener("drop", event => this.#dropped(event), { signal, capture: true });
    signal.addEventListener("abort", () => this.#lift());
  }

  /** Puts code that the server writes into a new cell below the selected one. */
  async insertCode(address) {
    const page = this.#page;
    if (!page.isOnline()) return;
    const response = await fetch(address).catch(() => null);
    const text = await response?.text().catch(() => null);
    if (!response?.ok || text == null) return page.notice(response?.status === 409 && text ? text : "The file is not there any more.");
    const { selected } = page;
    await page.insertCell("code", selected ? page.lastOf(selected) : page.cells.at(-1), text);
  }

  #entered(event) {
    if (!holdsFiles(event) || !mayEdit(this.#page)) return;
    this.#depth++;
    if (this.#veil || !this.#page.root.isConnected) return;
    this.#veil = document.createElement("div");
    this.#veil.className = "drop-veil";
    this.#veil.append(Object.assign(document.createElement("p"), { textContent: "Drop files to add them to this notebook" }));
    this.#page.root.append(this.#veil);
  }

  #left() {
    if (this.#depth > 0 && --this.#depth === 0) this.#lift();
  }

  #lift() {
    this.#depth = 0;
    this.#veil?.remove();
    this.#veil = null;
  }

  #over(event) {
    if (!holdsFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  }

  #dropped(event) {
    if (!holdsFiles(event)) return;
    this.#lift();
    // A picture over a text cell is the cell's.
    if (event.target.closest?.(".cell-text") && [...event.dataTransfer.files].some(file => file.type.startsWith("image/"))) return;
    event.preventDefault();
    event.stopPropagation();
    if (onlyLooks(this.#page)) return this.#page.notice(onlyLooks(this.#page));
    if (!mayEdit(this.#page)) return this.#page.notice("You may not change this notebook's files. Ask its owner for the role editor.");
    const items = [...event.dataTransfer.items];
    const files = [...event.dataTransfer.files].filter((_, i) => !items[i]?.webkitGetAsEntry?.()?.isDirectory);
    if (files.length < event.dataTransfer.files.length) this.#page.notice("Folders can't be uploaded. Drop the files in them.");
    // Over an input that asks for one, it is the answer.
    const input = event.target.closest?.("notebook-input[data-kind=file]");
    if (input && files.length > 0) return input.takeFile(files[0]);
    this.#uploads.add(files, this.#page.root.querySelector("[data-upload]")?.dataset.folder ?? "");
  }
}

function holdsFiles(event) {
  return [...event.dataTransfer?.types ?? []].includes("Files");
}

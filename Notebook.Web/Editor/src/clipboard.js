// Cells on the clipboard. Their text goes to the system's clipboard, so that it can be pasted anywhere; the cells themselves,
// with outputs and pictures, are kept in the browser, where every tab and every notebook of this server finds them.
import { idsOf, newCellId } from "./cellIds.js";
import { mayEdit } from "./commands/roles.js";

const key = "notebook.clipboard";
const mostKept = 4 * 1024 * 1024; // characters; local storage holds about 5 million

/** Puts text on the system's clipboard; also where a page without https may not. @returns whether it could */
export async function copyText(text) {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Not allowed; the older way may be.
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "sr";
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  focused?.focus?.({ preventScroll: true });
  return copied;
}

export class Clipboard {
  #page;
  #last = null; // what could not be stored

  constructor(page, signal) {
    this.#page = page;
    document.addEventListener("copy", event => this.#copied(event, false), { signal });
    document.addEventListener("cut", event => this.#copied(event, true), { signal });
    document.addEventListener("paste", event => this.#pasted(event), { signal });
  }

  /** @returns whether there is something to paste afterwards */
  async copy(cells) {
    const page = this.#page;
    const text = this.#textOf(cells);
    await copyText(text);
    return this.#keep(cells, text, await page.sources.settledOf(cells));
  }

  async cut(cells) {
    if (await this.copy(cells)) await this.#page.run("delete", cells[0]);
  }

  /** @param after the cell above; null at the top */
  async paste(after) {
    const kept = this.#kept();
    if (!kept) return void this.#page.notice("Nothing has been copied yet. C copies the selected cells, X cuts them.");
    await this.#insert(kept.file, after);
  }

  #textOf(cells) {
    return cells.map(cell => this.#page.sources.textOf(cell.dataset.cell)?.text ?? "").join("\n\n");
  }

  async #keep(cells, text, settled) {
    const page = this.#page;
    if (!settled || !page.server.online) return page.notice("There is no connection to the server just now, so only the text was copied."), false;
    const stream = await page.ask("Copy", idsOf(cells));
    if (!stream) return false;
    let file = await new Response(await stream.stream()).text();
    if (file.length > mostKept) {
      file = withoutOutputs(file);
      page.notice("The outputs are too large to be copied along; the cells are copied without them.");
    }
    const kept = { text, file };
    this.#last = kept;
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // Full or forbidden: it can still be pasted in this tab.
    }
    page.announce(cells.length === 1 ? "Cell copied" : `${cells.length} cells copied`);
    return true;
  }

  #kept() {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? this.#last;
    } catch {
      return this.#last;
    }
  }

  async #insert(file, after) {
    const page = this.#page;
    const notebook = JSON.parse(file);
    for (const cell of notebook.cells) cell.id = newCellId();
    const bytes = new TextEncoder().encode(JSON.stringify(notebook));
    const reply = await page.ask("Paste", DotNet.createJSStreamReference(bytes), after?.dataset.cell ?? null);
    page.shown(reply);
  }

  // The browser's own copy and paste, on selected cells rather than in a text.
  #copied(event, isCut) {
    const cells = this.#inCommandMode(event);
    if (!cells || !getSelection().isCollapsed) return;
    event.preventDefault();
    const text = this.#textOf(cells);
    event.clipboardData.setData("text/plain", text);
    this.#page.sources.settledOf(cells).then(settled => this.#keep(cells, text, settled)).then(kept => { if (kept && isCut && mayEdit(this.#page)) this.#page.run("delete", cells[0]); });
  }

  #pasted(event) {
    const cells = this.#inCommandMode(event);
    if (!cells || !mayEdit(this.#page)) return;
    const text = event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n");
    const kept = this.#kept();
    const after = this.#page.lastOf(cells.at(-1));
    if (kept && (kept.text === text || text === "")) event.preventDefault(), this.#insert(kept.file, after);
    else if (text.trim() !== "") event.preventDefault(), this.#page.insertCell("code", after, text);
  }

  #inCommandMode(event) {
    const page = this.#page;
    const { target } = event;
    const cell = target.closest?.(".cell") ?? (target === document.body ? page.selected : null);
    if (!cell || !page.root.contains(cell) || target.isContentEditable || target.closest?.("input, textarea, [role=textbox], .output")) return null;
    return page.selectionWith(cell);
  }
}

function withoutOutputs(file) {
  const notebook = JSON.parse(file);
  for (const cell of notebook.cells) if (cell.outputs) cell.outputs = [];
  return JSON.stringify(notebook);
}

// Pictures that are pasted or dropped into a text cell: kept with the cell, and named in its text.
import { mayEdit } from "./commands/roles.js";

const most = 10 * 1024 * 1024; // bytes; the server's limit too

export class Pictures {
  #page;

  constructor(page, signal) {
    this.#page = page;
    // Capture: an editor would take a dropped picture for its own.
    page.root.addEventListener("paste", event => this.#pasted(event), { capture: true, signal });
    page.root.addEventListener("dragover", event => this.#over(event), { capture: true, signal });
    page.root.addEventListener("drop", event => this.#dropped(event), { capture: true, signal });
  }

  #pasted(event) {
    if (!mayEdit(this.#page)) return;
    const pictures = picturesIn(event.clipboardData);
    const cell = textCell(event.target);
    // What was copied from a document is text with a picture of it.
    if (pictures.length === 0 || !cell || event.clipboardData.getData("text/plain").trim() !== "") return;
    this.#take(event, cell, pictures);
  }

  #over(event) {
    if (!mayEdit(this.#page) || !textCell(event.target) || ![...event.dataTransfer.items].some(item => item.kind === "file" && item.type.startsWith("image/"))) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  }

  #dropped(event) {
    if (!mayEdit(this.#page)) return;
    const pictures = picturesIn(event.dataTransfer);
    const cell = textCell(event.target);
    if (pictures.length === 0 || !cell) return;
    const { view } = this.#page.sourceOf(cell) ?? {};
    const at = view?.dom.contains(event.target) ? view.posAtCoords({ x: event.clientX, y: event.clientY }, false) : null;
    if (at != null) view.dispatch({ selection: { anchor: at } });
    this.#take(event, cell, pictures, at == null);
  }

  async #take(event, cell, pictures, atEnd = false) {
    event.preventDefault();
    event.stopPropagation();
    for (const picture of pictures) await this.#attach(cell, picture, atEnd);
  }

  async #attach(cell, picture, atEnd) {
    const page = this.#page;
    const source = page.sourceOf(cell);
    if (!source || !page.isOnline()) return;
    if (picture.size > most) return page.notice(`The picture is too large: ${(picture.size / 1024 / 1024).toFixed(1)} MB, and the limit is 10 MB. Make it smaller, then try again.`);
    let reply;
    try {
      reply = await page.server.call("AttachPicture", cell.dataset.cell, picture.name || "picture.png", DotNet.createJSStreamReference(new Uint8Array(await picture.arrayBuffer())));
    } catch (error) {
      return page.failed(error);
    }
    if (reply.refusal) return page.notice(reply.refusal);

    const { text } = source;
    const at = atEnd ? text.text.length : text.state.selection.main.head;
    const words = `![${picture.name?.replace(/\.\w+$/, "").replace(/[[\]\\]/g, "") || "Picture"}](attachment:${reply.name})`;
    const insert = atEnd && text.text.trim() !== "" ? `\n\n${words}` : words;
    if (source.view) source.view.dispatch({ changes: { from: at, insert }, selection: { anchor: at + insert.length }, userEvent: "input.paste" });
    else text.change({ from: at, insert });
  }
}

function textCell(target) {
  return target.closest?.(".cell-text") ?? null;
}

function picturesIn(data) {
  return [...data?.files ?? []].filter(file => file.type.startsWith("image/"));
}

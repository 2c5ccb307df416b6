// <notebook-stream data-output="…">: the text of one stream. Append-only: what is shown is never built again, so a flood
// costs what is new. Keeps the first and the last lines; the server keeps the whole.
import { openFullOutput } from "./outputs/fullOutput.js";
import { copy, follow } from "./outputs/downloads.js";
import { fragment, linkAddresses, piece } from "./outputs/streamText.js";
import { localButton } from "./elements.js";
import { TerminalText } from "./terminalText.js";

const headLines = 200;
const tailLines = 5000;
const blockLines = 200;
const linksAfter = 250; // ms without new text; links made during a flood would be thrown away with their lines
const count = new Intl.NumberFormat("en");

export class StreamElement extends HTMLElement {
  #terminal = new TerminalText();
  #open = null;
  #block = null;
  #gap = null;
  #missing = null;
  #shown = 0;
  #before = 0;
  #lines = [];
  #links = 0;

  /** Code units of the stream received or known to be left out: where the next piece starts. */
  offset = 0;

  connectedCallback() {
    this.closest("[data-notebook]")?.notebookPage?.deliveries?.streamAppeared(this);
  }

  /**
   * @param offset where the text starts in the stream
   * @param totalLines lines of the stream up to the end of this text
   */
  append(offset, text, totalLines) {
    if (offset + text.length <= this.offset) return;
    if (offset < this.offset) text = text.slice(this.offset - offset);
    const left = offset > this.offset;
    const follow = this.scrollHeight - this.scrollTop - this.clientHeight < 24;
    this.offset = Math.max(offset, this.offset) + text.length;
    if (left) this.#startBlock();
    this.#terminal.write(text, pieces => this.#lines.push(pieces));
    this.#flush();
    this.#showGap(totalLines);
    clearTimeout(this.#links);
    this.#links = setTimeout(() => this.#link(), linksAfter);
    if (follow) this.scrollTop = this.scrollHeight;
    if (this.tabIndex < 0 && this.scrollHeight > this.clientHeight) {
      // Only what scrolls needs to be reached by the keyboard.
      this.tabIndex = 0;
      this.setAttribute("role", "group");
      this.setAttribute("aria-label", "Printed text");
    }
  }

  /** Where the server keeps all of it. */
  get #address() {
    const notebook = this.closest("[data-notebook]").dataset.notebook;
    return `n/${notebook}/streams/${this.closest(".cell").dataset.cell}/${this.dataset.output}`;
  }

  /** @param search whether the reader wants to find something in it */
  openFull(search = false) {
    openFullOutput(this.#address, `Output of cell ${this.closest(".cell").dataset.number}`, search);
  }

  /** What the toolbar of the output offers. */
  tools() {
    return [
      { label: "Wrap long lines", iconName: "wrap", pressed: !this.classList.contains("is-unwrapped"), run: () => this.classList.toggle("is-unwrapped") },
      { label: "Search in output", iconName: "search", run: () => this.openFull(true) },
      { label: "Open full output", iconName: "enlarge", run: () => this.openFull() },
      { label: "Copy output", iconName: "copy", run: () => this.#copy() },
      { label: "Download output", iconName: "download", run: () => follow(`${this.#address}?download`) },
    ];
  }

  async #copy() {
    const reply = await fetch(this.#address).catch(() => null);
    if (reply?.ok) await copy(await reply.text(), "Output");
    else this.closest("[data-notebook]").notebookPage.notice("The output could not be read from the server. Try again when the connection is back.");
  }

  #flush() {
    this.#open ??= this.appendChild(document.createElement("span"));
    let at = 0;
    while (at < this.#lines.length) {
      if (!this.#block || this.#block.lines >= blockLines) this.#startBlock();
      const take = this.#lines.slice(at, at + blockLines - this.#block.lines);
      at += take.length;
      this.#block.element.append(fragment(take));
      this.#block.lines += take.length;
      this.#shown += take.length;
      if (this.#block.lines >= blockLines) this.#block.element.classList.add("is-full");
    }
    this.#lines.length = 0;
    this.#open.replaceChildren(...this.#terminal.line.map(piece));
    this.#trim();
  }

  #link() {
    for (const { block } of this.getElementsByClassName("stream-block")) {
      if (block.lines === block.linked) continue;
      block.linked = block.lines;
      linkAddresses(block.element);
    }
  }

  #startBlock() {
    const element = document.createElement("span");
    element.className = "stream-block";
    this.#block = { element, lines: 0, linked: 0 };
    element.block = this.#block;
    this.insertBefore(element, this.#open);
  }

  // Whole blocks go, from behind the head.
  #trim() {
    const blocks = this.getElementsByClassName("stream-block");
    while (this.#shown > headLines + tailLines + blockLines) {
      let first = 0;
      for (let kept = 0; kept < headLines && first < blocks.length; first++) kept += blocks[first].block.lines;
      const gone = blocks[first];
      if (!gone || gone === this.#block.element) return;
      this.#shown -= gone.block.lines;
      this.#place(gone);
      gone.remove();
    }
  }

  #place(before) {
    if (this.#gap) return;
    this.#gap = document.createElement("span");
    this.#gap.className = "stream-gap";
    this.#missing = document.createElement("span");
    this.#gap.append(this.#missing, localButton("Open full output", { text: "Open full output", className: "button-link" }, () => this.openFull()));
    this.insertBefore(this.#gap, before);
  }

  #showGap(totalLines) {
    const missing = totalLines - this.#shown;
    if (missing <= 0) return;
    const blocks = this.getElementsByClassName("stream-block");
    this.#place(blocks[1] ?? blocks[0] ?? this.#open);
    this.#missing.textContent = `${count.format(missing)} ${missing === 1 ? "line" : "lines"} not shown here · `;
  }
}

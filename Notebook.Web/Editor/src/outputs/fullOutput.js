// The whole text of a stream, as the server keeps it, in a dialog: only the lines in view are in the document. Search goes
// over all of it.
import { localButton } from "../elements.js";
import { TerminalText } from "../terminalText.js";
import { follow } from "./downloads.js";
import { fragment, linkAddresses } from "./streamText.js";

const lineHeight = 20; // px, as the style sheet sets it
const around = 30; // lines above and below those in view
const tallest = 12_000_000; // px; browsers draw nothing beyond some 30 million, so longer outputs scroll faster
const colourLines = 200; // read before the first line in view, so that its colour is known
const searchWait = 150; // ms
const count = new Intl.NumberFormat("en");
const escapes = /\x1b(?:\[[0-9;:?]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;

export function openFullOutput(address, title, search) {
  const view = new FullOutput(address, title);
  view.open(search);
}

class FullOutput {
  #address;
  #lines = [];
  #rest = "";
  #stop = new AbortController();
  #found = [];
  #at = -1;
  #drawing = false;

  constructor(address, title) {
    this.#address = address;
    this.#dialog = document.createElement("dialog");
    this.#dialog.className = "full-output";
    this.#dialog.setAttribute("aria-label", title);
    const head = document.createElement("header");
    const heading = document.createElement("h2");
    heading.textContent = title;
    this.#state = document.createElement("span");
    this.#state.className = "quiet small";
    this.#state.setAttribute("role", "status");
    this.#search = document.createElement("input");
    // A plain field: in one of type search, Escape would empty it instead of closing the dialog.
    Object.assign(this.#search, { type: "text", placeholder: "Search", className: "field-small", autocomplete: "off", spellcheck: false });
    this.#search.setAttribute("role", "searchbox");
    this.#search.setAttribute("aria-label", "Search in output");
    this.#matches = document.createElement("span");
    this.#matches.className = "quiet small tabular matches";
    this.#matches.setAttribute("role", "status");
    const small = "button-small button-icon";
    head.append(heading, this.#state, this.#search, this.#matches,
      localButton("Previous match", { iconName: "up", className: small }, () => this.#step(-1)),
      localButton("Next match", { iconName: "down", className: small }, () => this.#step(1)),
      localButton("Download output", { iconName: "download", className: small }, () => follow(`${address}?download`)),
      localButton("Close", { iconName: "close", className: small }, () => this.#dialog.close()));
    this.#scroller = document.createElement("div");
    this.#scroller.className = "full-text";
    this.#scroller.tabIndex = 0;
    this.#scroller.setAttribute("role", "group");
    this.#scroller.setAttribute("aria-label", "Text");
    this.#space = document.createElement("div");
    this.#shown = document.createElement("pre");
    this.#space.append(this.#shown);
    this.#scroller.append(this.#space);
    this.#dialog.append(head, this.#scroller);
  }

  #dialog;
  #state;
  #search;
  #matches;
  #scroller;
  #space;
  #shown;

  open(search) {
    let timer;
    this.#search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#find(), searchWait);
    });
    this.#search.addEventListener("keydown", event => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#step(event.shiftKey ? -1 : 1);
    });
    this.#scroller.addEventListener("scroll", () => this.#draw(), { passive: true });
    this.#dialog.addEventListener("close", () => {
      this.#stop.abort();
      this.#dialog.remove();
    });
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    (search ? this.#search : this.#scroller).focus();
    this.#read();
  }

  async #read() {
    try {
      const reply = await fetch(this.#address, { signal: this.#stop.signal });
      if (!reply.ok) return void (this.#state.textContent = "This output is no longer on the server.");
      const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        this.#add(next.value);
        this.#grown();
      }
      if (this.#rest) this.#lines.push(this.#rest);
      this.#rest = "";
      this.#grown();
      if (this.#search.value) this.#find();
    } catch (error) {
      if (error.name === "AbortError") return;
      this.#state.textContent = "The connection ended before all of it was read. Close this and open it again.";
    }
  }

  #add(text) {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop();
    for (const line of lines) this.#lines.push(line);
  }

  #grown() {
    const number = this.#lines.length;
    this.#state.textContent = number === 1 ? "1 line" : `${count.format(number)} lines`;
    this.#space.style.height = `${Math.min(number * lineHeight, tallest)}px`;
    this.#draw();
  }

  // Pixels of scrolling per line: fewer than a line is high when there are millions.
  get #perLine() { return Math.min(lineHeight, tallest / Math.max(1, this.#lines.length)); }

  #draw() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      const top = Math.floor(this.#scroller.scrollTop / this.#perLine);
      const first = Math.max(0, top - around);
      const last = Math.min(this.#lines.length, top + Math.ceil(this.#scroller.clientHeight / lineHeight) + around);
      const terminal = new TerminalText();
      const ended = [];
      const from = Math.max(0, first - colourLines);
      terminal.write(this.#lines.slice(from, last).join("\n") + "\n", line => ended.push(line));
      this.#shown.replaceChildren(fragment(ended.slice(first - from)));
      linkAddresses(this.#shown);
      this.#mark(first);
      this.#shown.style.transform = `translateY(${this.#scroller.scrollTop - (top - first) * lineHeight - (this.#scroller.scrollTop % this.#perLine)}px)`;
    });
  }

  #find() {
    const wanted = this.#search.value.toLowerCase();
    this.#found = [];
    if (wanted)
      for (let i = 0; i < this.#lines.length; i++)
        if (shownText(this.#lines[i]).toLowerCase().includes(wanted)) this.#found.push(i);
    this.#at = -1;
    if (this.#found.length > 0) return this.#step(1);
    this.#matches.textContent = wanted ? "Not found" : "";
    this.#draw();
  }

  #step(by) {
    if (this.#found.length === 0) return;
    this.#at = (this.#at + by + this.#found.length) % this.#found.length;
    const line = this.#found[this.#at];
    this.#matches.textContent = `${count.format(this.#at + 1)} of ${count.format(this.#found.length)} ${this.#found.length === 1 ? "line" : "lines"}`;
    this.#scroller.scrollTop = Math.max(0, line * this.#perLine - this.#scroller.clientHeight / 2);
    this.#draw();
  }

  // Painted, not built in: what is found leaves the text as it is.
  #mark(first) {
    if (!CSS.highlights) return;
    const wanted = this.#search.value.toLowerCase();
    const ranges = [];
    const current = [];
    if (wanted) {
      let line = first;
      const texts = document.createTreeWalker(this.#shown, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const { currentNode: node } = texts;
        const text = node.data.toLowerCase();
        let read = 0;
        for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
          line += lineEnds(text, read, at);
          read = at;
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          (line === this.#found[this.#at] ? current : ranges).push(range);
        }
        line += lineEnds(text, read, text.length);
      }
    }
    CSS.highlights.set("output-match", new Highlight(...ranges));
    CSS.highlights.set("output-match-current", new Highlight(...current));
  }
}

function lineEnds(text, from, to) {
  let number = 0;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 10) number++;
  return number;
}

/** What a reader sees of a line: without colours, and after the last \r. */
function shownText(line) {
  const text = line.includes("\x1b") ? line.replace(escapes, "") : line;
  const at = text.lastIndexOf("\r", text.length - 2);
  return at < 0 ? text : text.slice(at + 1);
}

// A document of an opaque origin inside the page. What it says is never trusted: only messages of its own window count,
// and only bounded numbers and http addresses that are shown, never opened by themselves.
import { localButton } from "../elements.js";

const greatestHeight = 20_000; // px; what is higher scrolls inside
const mostChanges = 300; // an output that grows with its own frame would grow for ever
const longestLink = 2000;
const answersWithin = 2000; // ms from load to the document's first word
const heights = new Map(); // of the documents of this page, so that drawing one again moves nothing

export function scheme() {
  return document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

export class SandboxedFrame {
  #host;
  #address;
  #heard;
  #changes = 0;
  #began = false;
  #listen = event => { if (event.source === this.element.contentWindow) this.#receive(event.data?.notebookFrame); };
  #retheme = () => this.send({ notebookTheme: scheme() });

  /**
   * @param heard called with what the document says beyond its height: an object of anything
   */
  constructor(host, address, name, heard = () => {}) {
    this.#host = host;
    this.#address = address;
    this.#heard = heard;
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("allow", "");
    frame.referrerPolicy = "no-referrer";
    frame.title = name;
    frame.style.height = `${heights.get(name + address) ?? 24}px`;
    frame.addEventListener("load", () => setTimeout(() => this.#check(), answersWithin));
    frame.src = `${address}#${scheme()}`;
    this.element = frame;
    addEventListener("message", this.#listen);
    document.addEventListener("notebook:theme", this.#retheme);
    host.append(frame);
  }

  send(message) { this.element.contentWindow?.postMessage(message, "*"); }

  dispose() {
    removeEventListener("message", this.#listen);
    document.removeEventListener("notebook:theme", this.#retheme);
    this.element.remove();
  }

  #receive(message) {
    if (typeof message !== "object" || message === null) return;
    if (message.began) {
      this.#began = true;
      this.#host.querySelector(".frame-failed")?.remove();
    }
    if (Number.isFinite(message.height)) this.#resize(message.height);
    else if (typeof message.link === "string") this.#offer(message.link);
    else this.#heard(message);
  }

  #resize(wanted) {
    if (++this.#changes > mostChanges) return;
    const height = Math.min(Math.max(Math.ceil(wanted), 1), greatestHeight);
    heights.set(this.element.title + this.#address, height);
    this.element.style.height = `${height}px`;
  }

  // The reader sees where it leads and decides; the frame itself can open nothing.
  #offer(address) {
    if (address.length > longestLink || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return;
    this.#host.querySelector(".frame-link")?.remove();
    const offer = document.createElement("p");
    offer.className = "frame-link";
    offer.setAttribute("role", "status");
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.textContent = link.href;
    offer.append("This output links to ", link, localButton("Close", { iconName: "close", className: "button-small button-icon" }, () => offer.remove()));
    this.#host.append(offer);
  }

  #check() {
    if (this.#began || !this.element.isConnected || this.#host.querySelector(".frame-failed")) return;
    const failed = document.createElement("p");
    failed.className = "frame-failed output-note";
    const again = localButton("Load again", { text: "Load again", className: "button-small button-edge" }, () => {
      failed.remove();
      this.element.src = `${this.#address}#${scheme()}`;
    });
    failed.append("This output could not be loaded: it is no longer in the notebook, or the server did not answer. ", again);
    this.#host.append(failed);
  }
}

// The view goes where another reader's goes, until this reader does anything. Following moves the window only: selection and
// focus stay where they were.
import { localButton } from "../elements.js";
import { upperEdge } from "./ownPlace.js";

const acts = ["wheel", "touchmove", "pointerdown", "keydown"];

export class Following {
  #page;
  #changed;
  #pill = null;
  peer = null;

  /** @param changed called when it begins or ends */
  constructor(page, signal, changed) {
    this.#page = page;
    this.#changed = changed;
    for (const act of acts) addEventListener(act, event => this.#acted(event), { capture: true, passive: true, signal });
    signal.addEventListener("abort", () => this.#pill?.remove());
  }

  start(peer) {
    this.#pill?.remove();
    this.peer = peer;
    this.#pill = pillFor(peer, () => this.stop());
    document.body.append(this.#pill);
    this.#page.announce(`You follow ${peer.name}. Whatever you do ends it.`);
    this.#show();
    this.#changed();
  }

  /** @param words why, when it was not the reader who ended it */
  stop(words = null) {
    if (!this.peer) return;
    this.peer = null;
    this.#pill.remove();
    this.#pill = null;
    if (words) this.#page.notice(words);
    this.#changed();
  }

  moved(peer) {
    if (peer.id !== this.peer?.id) return;
    this.peer = peer;
    this.#show();
  }

  #show() {
    const { place } = this.peer;
    const top = this.#page.sourceById(place?.view)?.section;
    if (!top) return;
    this.#page.place.reveal(top);
    const { top: from, height } = top.getBoundingClientRect();
    scrollBy({ top: from + height * place.into - upperEdge(this.#page), behavior: "instant" });
    // Their window may be taller than this one: what they have in hand is to be seen all the same.
    const inHand = this.#page.sourceById(place.cell)?.section;
    const box = inHand?.getBoundingClientRect();
    if (box && inHand !== top && box.top > innerHeight - 96) inHand.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  #acted(event) {
    if (!this.peer || event.target.closest?.(".follow-pill, .people")) return;
    // A key that is only held for another is no act yet.
    if (event.type === "keydown" && ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    this.stop();
  }
}

function pillFor(peer, stop) {
  const pill = document.createElement("div");
  pill.className = `follow-pill person-${peer.colour}`;
  const words = document.createElement("span");
  words.textContent = `Following ${peer.name}`;
  pill.append(words, localButton("Stop following", { text: "Stop", className: "button-small" }, stop));
  return pill;
}

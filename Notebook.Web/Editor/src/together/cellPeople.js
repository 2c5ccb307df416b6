// Who has which cell in hand, beside its number: also for text that is no editor at the moment.
import { avatar } from "./names.js";

const most = 3;

export class CellPeople {
  #page;
  #shown = new Map(); // cell id → {chips, key}

  constructor(page) { this.#page = page; }

  show(peers) {
    const wanted = new Map();
    for (const peer of peers) {
      const cellId = peer.place?.cell;
      if (!cellId) continue;
      const here = wanted.get(cellId) ?? [];
      if (!here.some(({ person }) => person === peer.person)) here.push(peer);
      wanted.set(cellId, here);
    }
    for (const [cellId, { chips }] of this.#shown)
      if (!wanted.has(cellId) || !chips.isConnected) {
        chips.remove();
        this.#shown.delete(cellId);
      }
    for (const [cellId, here] of wanted) this.#showIn(cellId, here);
  }

  #showIn(cellId, here) {
    const key = here.map(({ id, name, colour }) => `${id} ${name} ${colour}`).join("\n");
    const shown = this.#shown.get(cellId);
    if (shown?.key === key) return;
    shown?.chips.remove();
    const gutter = this.#page.sourceById(cellId)?.section?.querySelector(".cell-gutter");
    if (!gutter) return void this.#shown.delete(cellId);
    const chips = document.createElement("span");
    chips.className = "cell-people";
    chips.append(...here.slice(0, most).map(peer => avatar(peer, "avatar-small")));
    chips.title = here.map(({ name }) => `${name} is here`).join("\n");
    gutter.append(chips);
    this.#shown.set(cellId, { chips, key });
  }
}

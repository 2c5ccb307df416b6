// Moving cells with the pointer, by the handle beside them. A line shows where they would stand; nothing moves until the drop.
import { idsOf } from "./cellIds.js";

const threshold = 4; // px; less is a click
const edge = 90; // px from the window's top and bottom where the page scrolls
const fastest = 22; // px per frame

export class Dragging {
  #page;
  #drag = null;

  constructor(page, signal) {
    this.#page = page;
    page.root.addEventListener("pointerdown", event => this.#down(event), { signal });
    document.addEventListener("keydown", event => {
      if (!this.#drag || event.key !== "Escape") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#end();
    }, { capture: true, signal });
    signal.addEventListener("abort", () => this.#end());
  }

  #down(event) {
    const handle = event.target.closest(".drag-handle");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    const cell = handle.closest(".cell");
    handle.setPointerCapture(event.pointerId);
    const stop = new AbortController();
    const { signal } = stop;
    this.#drag = { handle, stop, from: event.clientY, y: event.clientY, x: event.clientX, cell, cells: null, after: undefined };
    handle.addEventListener("pointermove", move => this.#move(move), { signal });
    handle.addEventListener("pointerup", () => this.#drop(), { signal });
    handle.addEventListener("pointercancel", () => this.#end(), { signal });
  }

  #move(event) {
    const drag = this.#drag;
    drag.y = event.clientY;
    drag.x = event.clientX;
    if (!drag.cells) {
      if (Math.abs(drag.y - drag.from) < threshold) return;
      this.#begin(drag);
    }
    this.#aim(drag);
  }

  #begin(drag) {
    const page = this.#page;
    drag.cells = page.selectionWith(drag.cell).flatMap(cell => page.folding.unitOf(cell));
    if (drag.cells.length === 1) page.select(drag.cell, false);
    for (const cell of drag.cells) cell.classList.add("is-dragged");
    page.root.classList.add("is-dragging");
    drag.line = document.createElement("div");
    drag.line.className = "drop-line";
    drag.label = document.createElement("span");
    drag.label.textContent = drag.cells.length === 1 ? `Cell ${drag.cell.dataset.number}` : `${drag.cells.length} cells`;
    drag.line.append(drag.label);
    page.root.append(drag.line);
    const scroll = () => {
      if (this.#drag !== drag) return;
      const over = drag.y < edge ? drag.y - edge : drag.y > innerHeight - edge ? drag.y - innerHeight + edge : 0;
      if (over !== 0) {
        scrollBy({ top: Math.round(over / edge * fastest), behavior: "instant" });
        this.#aim(drag);
      }
      requestAnimationFrame(scroll);
    };
    requestAnimationFrame(scroll);
  }

  // Between which cells the pointer is: found by halves, so a thousand cells cost ten looks.
  #aim(drag) {
    const cells = this.#page.visibleCells;
    let low = 0, high = cells.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const box = cells[middle].getBoundingClientRect();
      if (drag.y > box.top + box.height / 2) low = middle + 1;
      else high = middle;
    }
    const above = cells[low - 1];
    drag.after = above ? this.#page.lastOf(above) : null;
    const box = (above ?? cells[0]).getBoundingClientRect();
    const body = cells[0].querySelector(".cell-body").getBoundingClientRect();
    const next = cells[low]?.getBoundingClientRect();
    const y = !above ? box.top - 12 : next ? (box.bottom + next.top) / 2 : box.bottom + 12;
    Object.assign(drag.line.style, { top: `${Math.round(y)}px`, left: `${Math.round(body.left)}px`, width: `${Math.round(body.width)}px` });
  }

  #drop() {
    const { cells, after } = this.#drag;
    this.#end();
    if (cells) this.#page.change("Move", idsOf(cells), after?.dataset.cell ?? null);
  }

  #end() {
    const drag = this.#drag;
    if (!drag) return;
    this.#drag = null;
    drag.stop.abort();
    drag.line?.remove();
    for (const cell of drag.cells ?? []) cell.classList.remove("is-dragged");
    this.#page.root.classList.remove("is-dragging");
  }
}

// Sentences over the page, and text that could not be merged.
import { plainButton } from "./elements.js";

const noticeTime = 12_000; // ms; long enough to read twice
const actionTime = 30_000; // ms; what can be undone is decided in peace

/**
 * Says something that needs no answer. The same sentence is not said twice at once.
 * @param action {title, run}: one thing to do about it, such as "Undo"
 */
export function showNotice(words, action = null) {
  const list = document.querySelector(".notices");
  if (!list || [...list.querySelectorAll("p")].some(p => p.textContent === words)) return;
  const item = document.createElement("div");
  item.className = "notice";
  const text = document.createElement("p");
  text.textContent = words;
  const close = plainButton("Close", { iconName: "close", className: "button-small button-icon" });
  close.addEventListener("click", () => item.remove());
  item.append(text);
  if (action) {
    const act = plainButton(action.title, { text: action.title, className: "button-small button-edge" });
    act.addEventListener("click", () => {
      item.remove();
      action.run();
    });
    item.append(act);
  }
  item.append(close);
  list.append(item);
  setTimeout(() => item.remove(), action ? actionTime : noticeTime);
}

/**
 * Text that can't be merged is never dropped: it stands above the cells, to be copied.
 * @param number of the cell; undefined when the cell is gone
 * @param discarded called when its reader has done with it
 */
export function unsentPanel(number, text, discarded) {
  const panel = document.createElement("section");
  panel.className = "unsent";
  panel.setAttribute("aria-label", "Text that could not be sent");
  const head = document.createElement("h2");
  head.textContent = number ? `Your text of cell ${number} could not be merged` : "Your text of a deleted cell";
  const why = document.createElement("p");
  why.textContent = number
    ? "The cell changed too much while you were away. This is what you had; copy what you need."
    : "The cell was deleted while you were away. This is what you had; copy what you need.";
  const shown = document.createElement("pre");
  shown.textContent = text;
  const actions = document.createElement("div");
  actions.className = "actions";
  const copy = plainButton("Copy text", { text: "Copy text", className: "button-small" });
  copy.addEventListener("click", () => navigator.clipboard?.writeText(text));
  const discard = plainButton("Discard text", { text: "Discard", className: "button-small" });
  discard.addEventListener("click", () => {
    panel.remove();
    discarded();
  });
  actions.append(copy, discard);
  panel.append(head, why, shown, actions);
  return panel;
}

// Tells screen readers how runs ended: politely, and not a sentence for each of a hundred cells.
const gather = 400; // ms; what ends together is said together
const most = 200; // letters of an error's message

export class Announcer {
  #region = document.createElement("div");
  #runs = [];
  #timer = 0;

  constructor() {
    this.#region.className = "sr";
    this.#region.setAttribute("role", "status");
    this.#region.setAttribute("aria-label", "Runs");
    document.body.append(this.#region);
  }

  add(run) {
    this.#runs.push(run);
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.#region.textContent = sentence(this.#runs.splice(0));
    }, gather);
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#region.remove();
  }
}

/** @param runs {number, outcome, took, message}[] */
export function sentence(runs) {
  if (runs.length === 1) return one(runs[0]);
  const failed = runs.filter(({ outcome }) => outcome === "failed");
  const stopped = runs.filter(({ outcome }) => outcome !== "failed" && outcome !== "succeeded");
  const words = [`${runs.length} cells finished`];
  if (failed.length === 1) words.push(one(failed[0]));
  else if (failed.length > 1) words.push(`cells ${failed.map(({ number }) => number).join(", ")} failed`);
  if (stopped.length > 0) words.push(`${stopped.length} stopped`);
  return words.join("; ");
}

function one({ number, outcome, took, message }) {
  const short = message.length > most ? `${message.slice(0, most)}…` : message;
  if (outcome === "failed") return `Cell ${number} failed${short ? `: ${short}` : ""}`;
  if (outcome === "succeeded") return `Cell ${number} finished in ${took}`;
  return `Cell ${number} stopped after ${took}`;
}

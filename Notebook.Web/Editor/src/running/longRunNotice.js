// A notice of the system when a long cell has ended behind the reader's back. Only for who asked for it.
const long = 10_000; // ms
const key = "notebook.tellLongRuns";

export class LongRunNotice {
  #page;

  constructor(page) { this.#page = page; }

  /** A cell waits for an answer behind the reader's back. @param question {number, words} */
  asks({ number, words }) {
    if (document.hidden && isOn()) this.#show(`Cell ${number} asks: ${words}`, this.#page.title, number);
  }

  /** @param run {number, outcome, took, elapsed, message} */
  ended({ number, outcome, took, elapsed, message }) {
    if (elapsed < long || !document.hidden || !isOn()) return;
    const title = outcome === "succeeded" ? `Cell ${number} finished in ${took}` : outcome === "failed" ? `Cell ${number} failed` : `Cell ${number} stopped`;
    this.#show(title, message || this.#page.title, number);
  }

  #show(title, body, number) {
    const notice = new Notification(title, { body, tag: `notebook-${this.#page.options.notebookId}-${number}` });
    notice.onclick = () => {
      focus();
      notice.close();
    };
  }
}

export const canNotify = () => "Notification" in globalThis && isSecureContext;

export function isOn() {
  try {
    return canNotify() && Notification.permission === "granted" && localStorage.getItem(key) === "on";
  } catch {
    return false; // A browser that forbids storage does not remember the wish.
  }
}

/** Turns the notices on or off. Asks the browser for permission when it must. @returns what to tell the reader */
export async function toggle() {
  const on = !isOn();
  if (on && Notification.permission !== "granted" && await Notification.requestPermission() !== "granted")
    return "The browser does not allow notices from this site. Allow them in the site's settings, then try again.";
  try {
    localStorage.setItem(key, on ? "on" : "off");
  } catch {
    return "The browser keeps no settings for this site, so it can't remember that.";
  }
  return on ? "You are told when a cell that ran longer than 10 s ends while you look elsewhere." : "You are no longer told when a long cell ends.";
}

// What the elements and the commands ask of the server, and what the reader hears when it cannot be done.
import { ConnectionLost, TooLarge } from "./server.js";

export class Requests {
  #page;

  constructor(page) { this.#page = page; }

  /** Asks the server; null when the connection ended meanwhile. */
  async ask(method, ...args) {
    try {
      return await this.#page.server.call(method, ...args);
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Asks for a change; says so when it was refused. @returns whether it was done */
  async change(method, ...args) {
    if (!this.isOnline()) return false;
    try {
      const refusal = await this.#page.server.call(method, ...args);
      if (refusal) this.#page.notice(refusal);
      return !refusal;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  /** Says so when there is no connection. */
  isOnline() {
    const { online } = this.#page.server;
    if (!online) this.#page.notice("There is no connection to the server just now. Try again when it is back.");
    return online;
  }

  failed(error) {
    if (error instanceof ConnectionLost || !this.#page.isOpen) return;
    if (error instanceof TooLarge) return this.#page.notice(error.message);
    console.error(error);
    this.#page.notice("The server could not do that. Load the page again if it goes on; what you typed is kept.");
  }
}

// One "replace all", so that it can be undone as one, whatever was typed since.

export class Replaced {
  #undos = new Map();
  count = 0;

  get cells() { return this.#undos.size; }

  /** @param changes {from, to, insert}[] in the order of the text */
  replace(text, changes) {
    const before = text.state.doc;
    const undo = { inverse: null, stop: null };
    undo.stop = text.watch(transactions => {
      // A reset text, and one whose own undo took the replacement back, have nothing left to undo.
      if (!transactions || transactions.some(transaction => transaction.isUserEvent("undo"))) return this.#forget(text);
      for (const { changes: later } of transactions) undo.inverse = undo.inverse ? undo.inverse.map(later) : later.invert(before);
    });
    this.#undos.set(text, undo);
    this.count += changes.length;
    text.change(changes, "input.replace");
  }

  undo() {
    for (const [text, { inverse }] of [...this.#undos]) {
      this.#forget(text);
      if (inverse) text.change(inverse, "input.replace");
    }
  }

  #forget(text) {
    this.#undos.get(text)?.stop();
    this.#undos.delete(text);
  }
}

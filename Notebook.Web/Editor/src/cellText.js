// The text of one cell: shared with the server by @codemirror/collab, shown by an editor while there is one.
import { isolateHistory } from "@codemirror/commands";
import { ChangeSet, EditorState, Text } from "@codemirror/state";
import { getSyncedVersion, rebaseUpdates, receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { onlyLooks } from "./commands/roles.js";
import { ConnectionLost } from "./server.js";

const retryAfter = 2000; // ms, after the server could not store a change

export function readUpdates(wire) {
  return wire.map(([clientID, changes]) => ({ clientID, changes: ChangeSet.fromJSON(typeof changes === "string" ? JSON.parse(changes) : changes) }));
}

export class CellText {
  #page;
  #extensions;
  #state = null;
  #first;
  #pushing = false;
  #refused = false;
  #settled = [];
  #watchers = new Set();
  #retry = 0;

  /**
   * @param extensions (version) => the extensions of a new state whose text has this version
   * @param shown called with the text after every change while no editor shows it
   */
  constructor(page, cellId, text, version, extensions, shown) {
    this.#page = page;
    this.cellId = cellId;
    this.#first = { text, version };
    this.#extensions = extensions;
    this.shown = shown;
    this.view = null;
  }

  get state() {
    if (this.view) return this.view.state;
    return this.#state ??= this.#newState(this.#first.text, this.#first.version);
  }

  get version() { return this.view || this.#state ? getSyncedVersion(this.state) : this.#first.version; }

  get text() { return this.view || this.#state ? this.state.doc.toString() : this.#first.text; }

  get hasUnsent() { return (this.view || this.#state) ? sendableUpdates(this.state).length > 0 : false; }

  /** What would be lost if the page went now. */
  unsent() {
    const updates = sendableUpdates(this.state);
    return { cellId: this.cellId, version: this.version, text: this.text, updates: updates.map(u => [u.clientID, u.changes.toJSON()]) };
  }

  /** Takes the editor's state back when the editor goes. */
  release() {
    this.#state = this.view.state;
    this.view = null;
  }

  /** Local changes made elsewhere than in the editor; one step for its undo. @param userEvent CodeMirror's name for what it was */
  change(changes, userEvent) {
    if (onlyLooks(this.#page)) return this.#page.notice(onlyLooks(this.#page));
    this.#apply(this.state.update({ changes, userEvent, annotations: isolateHistory.of("full") }));
    this.#page.saving.changed(this);
    this.push();
  }

  /**
   * @param changed called with the transactions of every change, made here or elsewhere, and with null when the text was
   * taken whole from the server
   * @returns a function that ends it
   */
  watch(changed) {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /** The editor, or this text itself, has applied these. */
  applied(transactions) {
    for (const changed of [...this.#watchers]) changed(transactions);
  }

  /** Something of the editor's that is not text. Without a state there is nothing to tell: the next one begins with it. */
  apply(effects) {
    if (this.view) this.view.dispatch({ effects });
    else if (this.#state) this.#state = this.#state.update({ effects }).state;
  }

  /** Updates that the server accepted, the first of which made version `from` + 1. Those known already are skipped. */
  receive(from, updates) {
    const known = this.version - from;
    if (known < 0) return void this.pull();
    const fresh = updates.slice(known);
    if (fresh.length === 0) return;
    try {
      this.#apply(receiveUpdates(this.state, fresh));
    } catch (error) {
      // Only a defect makes an update that does not fit; the server's text is the truth then.
      if (!(error instanceof RangeError)) throw error;
      this.reload();
    }
  }

  /** The server no longer has the updates between our version and its own: take its text whole. */
  reset(version, text) {
    if (this.hasUnsent) this.#page.saving.offer(this.cellId, this.text);
    const state = this.#newState(text, version);
    if (this.view) this.view.setState(state);
    else this.#state = state;
    this.applied(null);
    this.shown(text);
  }

  async pull() {
    const reply = await this.#page.ask("Pull", this.cellId, this.version);
    if (reply) this.#take(reply);
  }

  async reload() {
    const reply = await this.#page.ask("Pull", this.cellId, -1);
    if (reply) this.#take(reply);
  }

  /** Sends what is unsent; one push at a time, and at once when none is under way. */
  async push() {
    while (!this.#pushing && !this.#refused && this.#page.server.online && this.hasUnsent) {
      const updates = sendableUpdates(this.state);
      const version = this.version;
      this.#pushing = true;
      try {
        const reply = await this.#page.server.push(this.cellId, version, updates);
        if (reply.accepted) this.receive(version, updates);
        else if (reply.message) this.#refuse(reply);
        else this.#take(reply);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) this.#page.failed(error);
        return;
      } finally {
        this.#pushing = false;
      }
    }
    this.#page.saving.changed(this);
    if (!this.hasUnsent) for (const resolve of this.#settled.splice(0)) resolve();
  }

  /** Completes when the server has everything typed so far. */
  settled() {
    if (!this.hasUnsent && !this.#pushing) return Promise.resolve();
    this.push();
    return new Promise(resolve => this.#settled.push(resolve));
  }

  /** Replays what an earlier page could not send. @returns false when the server has no way to merge it */
  async replay(record) {
    for (;;) {
      const reply = await this.#page.ask("Pull", this.cellId, record.version);
      if (!reply || reply.text != null) return false;
      const over = readUpdates(reply.updates);
      this.receive(record.version, over);
      if (this.version !== record.version + over.length) continue; // More arrived meanwhile.
      const mine = rebaseUpdates(readUpdates(record.updates), over);
      if (mine.length > 0) this.change(mine.map(u => u.changes).reduce((all, next) => all.compose(next)));
      return true;
    }
  }

  dispose() {
    clearTimeout(this.#retry);
    for (const resolve of this.#settled.splice(0)) resolve();
  }

  #take(reply) {
    if (reply.text != null) this.reset(reply.version, reply.text);
    else this.receive(reply.version - reply.updates.length, readUpdates(reply.updates));
  }

  #refuse(reply) {
    this.#refused = true;
    this.#page.notice(reply.message);
    for (const resolve of this.#settled.splice(0)) resolve();
    if (!reply.mayRetry) return;
    this.#retry = setTimeout(() => { this.#refused = false; this.push(); }, retryAfter);
  }

  #newState(text, version) {
    return EditorState.create({ doc: Text.of(text.split("\n")), extensions: this.#extensions(version) });
  }

  #apply(transaction) {
    if (this.view) return this.view.dispatch(transaction);
    this.#state = transaction.state;
    this.applied([transaction]);
    this.shown(this.text);
  }
}

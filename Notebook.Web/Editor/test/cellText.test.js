// Several people type in one cell while their connections come and go: every text converges and no character is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { collab } from "@codemirror/collab";
import { ChangeSet, Text } from "@codemirror/state";
import { CellText } from "../src/cellText.js";
import { ConnectionLost } from "../src/server.js";

/** Accepts a change only against its own version, as the session does. */
class FakeServer {
  text = Text.empty;
  updates = [];
  kept = 200;

  get version() { return this.updates.length; }

  push(version, updates) {
    if (version !== this.version) return this.since(version);
    for (const update of updates) {
      this.text = ChangeSet.fromJSON(update.changes.toJSON()).apply(this.text);
      this.updates.push([update.clientID, update.changes.toJSON()]);
    }
    return { accepted: true, version: this.version };
  }

  since(version) {
    return version < 0 || this.version - version > this.kept
      ? { version: this.version, text: this.text.toString() }
      : { version: this.version, updates: this.updates.slice(version) };
  }
}

function random(seed) {
  return () => (seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32;
}

/** One tab. Every call takes a random number of turns; a cut ends the calls under way without an answer. */
class Tab {
  offered = [];
  notices = [];
  calls = [];

  constructor(name, server, next) {
    this.server = { online: true, push: (_, version, updates) => this.#call(() => server.push(version, updates)) };
    this.next = next;
    this.remote = server;
    this.text = new CellText(this, "cell", server.text.toString(), server.version, version => collab({ startVersion: version, clientID: name }), () => {});
  }

  ask(method, _, version) {
    return this.#call(() => this.remote.since(version)).catch(() => null);
  }

  notice(words) { this.notices.push(words); }
  failed(error) { throw error; }
  saving = { changed() {}, offer: (_, text) => this.offered.push(text) };

  cut() {
    this.server.online = false;
    for (const call of this.calls.splice(0)) call.reject(new ConnectionLost());
  }

  back() {
    this.server.online = true;
    this.text.pull();
    this.text.push();
  }

  /** Lets one pending call happen on the server, or its answer arrive. */
  turn() {
    const call = this.calls[0];
    if (!call) return;
    if (!call.done) {
      call.answer = call.run();
      call.done = true;
      return;
    }
    this.calls.shift();
    call.resolve(call.answer);
  }

  type(character) {
    const at = Math.floor(this.next() * (this.text.text.length + 1));
    this.text.change({ from: at, insert: character });
  }

  #call(run) {
    return new Promise((resolve, reject) => {
      if (!this.server.online) return reject(new ConnectionLost());
      this.calls.push({ run, resolve, reject, done: false });
    });
  }
}

const settle = () => new Promise(resolve => setImmediate(resolve));

test("random typing by five tabs with lost connections converges and keeps every character", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const next = random(seed);
    const server = new FakeServer();
    const tabs = Array.from({ length: 5 }, (_, i) => new Tab(`tab${i}`, server, next));
    const typed = [];
    for (let step = 0; step < 150; step++) {
      const tab = tabs[Math.floor(next() * tabs.length)];
      const what = next();
      if (what < 0.4) {
        const character = String.fromCharCode(97 + typed.length % 26);
        typed.push(character);
        tab.type(character);
      } else if (what < 0.8) tab.turn();
      else if (what < 0.9) tab.text.pull();
      else if (tab.server.online) tab.cut();
      else tab.back();
      await settle();
    }
    for (const tab of tabs) if (!tab.server.online) tab.back();
    for (let round = 0; round < 400 && tabs.some(tab => tab.calls.length > 0 || tab.text.hasUnsent || tab.text.version !== server.version); round++) {
      for (const tab of tabs) {
        if (tab.calls.length === 0) tab.text.pull();
        tab.turn();
      }
      await settle();
    }

    const expected = [...typed].sort().join("");
    assert.equal([...server.text.toString()].sort().join(""), expected, `seed ${seed}: characters`);
    for (const tab of tabs) {
      assert.equal(tab.text.text, server.text.toString(), `seed ${seed}: convergence`);
      assert.deepEqual(tab.offered, []);
    }
  }
});

test("a push whose answer was lost is not typed twice", async () => {
  const server = new FakeServer();
  const tab = new Tab("a", server, () => 0);
  tab.type("x");
  tab.turn(); // The server has it…
  tab.cut(); // …and the answer is lost.
  await settle();
  tab.back();
  for (let i = 0; i < 8; i++) {
    tab.turn();
    await settle();
  }
  assert.equal(server.text.toString(), "x");
  assert.equal(tab.text.hasUnsent, false);
});

test("unsent text of a page that is gone is replayed once, over what others did", async () => {
  const server = new FakeServer();
  const gone = new Tab("gone", server, () => 0);
  gone.type("b");
  const acknowledged = gone.text.unsent();
  gone.turn(); // Accepted, but the page went before it knew.
  const other = new Tab("other", server, () => 0);
  other.type("a");
  for (let i = 0; i < 4; i++) { other.turn(); await settle(); }

  const fresh = new Tab("fresh", server, () => 0);
  const replay = fresh.text.replay({ ...acknowledged, updates: [...acknowledged.updates, ["gone", [1, [0, "c"]]]] });
  for (let i = 0; i < 8; i++) { fresh.turn(); await settle(); }

  assert.equal(await replay, true);
  assert.equal(server.text.toString(), "abc");
});

test("text that can no longer be merged is offered instead", async () => {
  const server = new FakeServer();
  server.kept = 2;
  const away = new Tab("away", server, () => 0);
  away.cut();
  away.type("m");
  const other = new Tab("other", server, () => 0);
  for (let n = 0; n < 5; n++) {
    other.type("o");
    for (let i = 0; i < 4; i++) { other.turn(); await settle(); }
  }
  away.back();
  for (let i = 0; i < 8; i++) { away.turn(); await settle(); }

  assert.deepEqual(away.offered, ["m"]);
  assert.equal(away.text.text, "ooooo");
});

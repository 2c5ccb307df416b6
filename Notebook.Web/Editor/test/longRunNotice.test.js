// A system notice for a long run: only for who asked, only behind their back.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

const shown = [];
class FakeNotification {
  static permission = "default";
  static answer = "granted";
  static asked = 0;
  static async requestPermission() {
    FakeNotification.asked++;
    return FakeNotification.permission = FakeNotification.answer;
  }
  constructor(title, options) { shown.push([title, options.body]); }
}

const kept = new Map();
beforeEach(() => {
  shown.length = 0;
  kept.clear();
  Object.assign(FakeNotification, { permission: "default", answer: "granted", asked: 0 });
  Object.assign(globalThis, { Notification: FakeNotification, isSecureContext: true, document: { hidden: true } });
  Object.defineProperty(globalThis, "localStorage", { configurable: true, value: { getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) } });
});
afterEach(() => { delete globalThis.document; });

const { LongRunNotice, isOn, toggle } = await import("../src/running/longRunNotice.js");
const run = { number: 4, outcome: "succeeded", took: "12 s", elapsed: 12_000, message: "" };
const notice = () => new LongRunNotice({ title: "Sales", options: { notebookId: "n" } });

test("nobody is asked for permission unasked", () => {
  notice().ended(run);
  assert.equal(FakeNotification.asked, 0);
  assert.deepEqual(shown, []);
});

test("who asked for it is told of long runs that end behind their back", async () => {
  await toggle();
  assert.equal(isOn(), true);
  notice().ended(run);
  notice().ended({ ...run, outcome: "failed", message: "Oops" });
  assert.deepEqual(shown, [["Cell 4 finished in 12 s", "Sales"], ["Cell 4 failed", "Oops"]]);

  shown.length = 0;
  notice().ended({ ...run, elapsed: 9_000 });
  document.hidden = false;
  notice().ended(run);
  await toggle();
  document.hidden = true;
  notice().ended(run);
  assert.deepEqual(shown, []);
});

test("a browser that refuses is explained, not asked again and again", async () => {
  FakeNotification.answer = "denied";
  assert.match(await toggle(), /Allow them in the site's settings/);
  assert.equal(isOn(), false);
});

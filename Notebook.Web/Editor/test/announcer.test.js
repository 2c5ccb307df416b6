import assert from "node:assert/strict";
import { test } from "node:test";
import { sentence } from "../src/running/announcer.js";

const run = (number, outcome, message = "") => ({ number, outcome, took: "1.2 s", message });

test("one run is told with its time, or with what went wrong", () => {
  assert.equal(sentence([run(4, "succeeded")]), "Cell 4 finished in 1.2 s");
  assert.equal(sentence([run(4, "failed", "Oops")]), "Cell 4 failed: Oops");
  assert.equal(sentence([run(4, "interrupted")]), "Cell 4 stopped after 1.2 s");
  assert.ok(sentence([run(4, "failed", "x".repeat(5000))]).length < 300);
});

test("many runs are one sentence", () => {
  assert.equal(sentence([run(1, "succeeded"), run(2, "succeeded")]), "2 cells finished");
  assert.equal(sentence([run(1, "succeeded"), run(2, "failed", "Oops")]), "2 cells finished; Cell 2 failed: Oops");
  assert.equal(sentence([run(1, "failed"), run(2, "failed"), run(3, "kernellost")]), "3 cells finished; cells 1, 2 failed; 1 stopped");
});

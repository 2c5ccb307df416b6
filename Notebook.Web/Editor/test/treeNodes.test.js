import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, tsv } from "../src/outputs/delimited.js";
import { jsonNode, valueNode } from "../src/outputs/treeNodes.js";

test("a path leads to its value, by name where C# has one and by key elsewhere", () => {
  const root = jsonNode(null, { name: { "two words": [7] } }, "$");
  const name = root.parts()[0];
  const words = name.parts()[0];
  assert.equal(words.path, '$.name["two words"]');
  assert.equal(words.parts()[0].path, '$.name["two words"][0]');
  assert.equal(words.parts()[0].copied(), "7");
});

test("an empty object has nothing to open", () => {
  assert.equal(jsonNode("a", {}, "").parts, null);
  assert.equal(jsonNode("a", [], "").parts, null);
});

test("a captured value is copied as JSON and says what is cut", () => {
  const root = valueNode(null, {
    kind: "object", type: "Order", count: 2, parts: [
      { name: "Id", value: { kind: "number", text: "7" } },
      { name: "Lines", value: { kind: "sequence", type: "List<Line>", count: 40, cut: true, parts: [{ value: { kind: "text", text: "a" } }] } },
    ],
  }, "");
  const [, lines] = root.parts();
  assert.equal(root.text, "Order");
  assert.equal(lines.text, "List<Line> (40)");
  assert.equal(lines.note, "… and more");
  assert.equal(lines.parts()[0].path, "Lines[0]");
  assert.deepEqual(JSON.parse(root.copied()), { Id: 7, Lines: ["a"] });
});

test("anything that is no value is null rather than a failure", () => {
  for (const wrong of [null, 7, "x", [], { parts: "no" }]) assert.equal(valueNode(null, wrong, "").parts, null);
});

test("CSV quotes what needs it, and no text becomes a formula", () => {
  assert.equal(csv([["a,b", 'c"d', null, -3, "=1+1", "-4"]]), "\"a,b\",\"c\"\"d\",,-3,'=1+1,-4\r\n");
});

test("TSV keeps one row on one line", () => {
  assert.equal(tsv([["a\tb", "c\nd", 1.5], [null, true, ""]]), "a b\tc d\t1.5\n\ttrue\t");
});

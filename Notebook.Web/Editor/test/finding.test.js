// Looking things up: the palette's fuzzy match, the matches of find, what replaces them, headings.
import assert from "node:assert/strict";
import { test } from "node:test";
import { collab } from "@codemirror/collab";
import { history, undo } from "@codemirror/commands";
import { CellText } from "../src/cellText.js";
import { fuzzy } from "../src/dialogs/fuzzy.js";
import { compile, matchesIn, replacement } from "../src/find/matches.js";
import { Replaced } from "../src/find/replaced.js";
import { headingsIn } from "../src/headings.js";

const best = (query, ...texts) => texts.map(text => [text, fuzzy(query, text)]).filter(([, match]) => match).sort((a, b) => b[1].score - a[1].score)[0]?.[0];

test("the palette finds by pieces of words, by first letters, in any order", () => {
  assert.equal(best("run all", "Restart kernel and run all", "Run all", "Insert code above"), "Run all");
  assert.equal(best("rab", "Run all below", "Rubber"), "Run all below");
  assert.equal(best("below insert", "Insert code below", "Insert code above"), "Insert code below");
  assert.equal(best("xyz", "Run all"), undefined);
  assert.deepEqual([...fuzzy("run", "Run all").at], [0, 1, 2]);
});

const find = (text, query) => matchesIn(text, compile({ text: "", ...query }).pattern).map(({ from, to }) => [from, to]);

test("find knows case, words and expressions, and takes other text as it is", () => {
  assert.deepEqual(find("Total total subtotal", { text: "total" }), [[0, 5], [6, 11], [15, 20]]);
  assert.deepEqual(find("Total total subtotal", { text: "total", matchCase: true, wholeWord: true }), [[6, 11]]);
  assert.deepEqual(find("größe große", { text: "große", wholeWord: true }), [[6, 11]]);
  assert.deepEqual(find("a.b axb", { text: "a.b" }), [[0, 3]]);
  assert.deepEqual(find("a.b axb", { text: "a.b", isRegex: true }), [[0, 3], [4, 7]]);
  assert.deepEqual(find("one\ntwo", { text: "^t", isRegex: true }), [[4, 5]]);
  assert.deepEqual(find("aaa", { text: "x*", isRegex: true }), [], "a match of nothing is none");
  assert.equal(compile({ text: "(", isRegex: true }).problem, "Not a regular expression");
  assert.deepEqual(compile({ text: "" }), {});
});

test("a replacement takes groups of an expression, and plain text as it is", () => {
  const [{ match }] = matchesIn("let x = 1", /(?<name>\w+) = (\d)/g);
  assert.equal(replacement(match, "$2 → $<name> $$ $& $9\\n", true), "1 → x $ x = 1 $9\n");
  assert.equal(replacement(match, "$1\\n", false), "$1\\n");
});

function cellText(text) {
  const page = { saving: { changed() {} }, server: { online: false } };
  return new CellText(page, "a", text, 0, startVersion => [collab({ startVersion }), history()], () => {});
}

test("undoing a replacement keeps what was typed since", () => {
  const text = cellText("foo and foo");
  const replaced = new Replaced();
  replaced.replace(text, [{ from: 0, to: 3, insert: "bar" }, { from: 8, to: 11, insert: "bar" }]);
  assert.equal(text.text, "bar and bar");
  text.change({ from: 11, insert: "!" });
  text.change({ from: 0, insert: ">" });
  replaced.undo();
  assert.equal(text.text, ">foo and foo!");
});

test("a replacement that the cell's own undo took back is not undone twice", () => {
  const text = cellText("foo");
  const replaced = new Replaced();
  replaced.replace(text, [{ from: 0, to: 3, insert: "bar" }]);
  undo({ state: text.state, dispatch: transaction => { text.change(transaction.changes, "undo"); } });
  assert.equal(text.text, "foo");
  replaced.undo();
  assert.equal(text.text, "foo");
});

test("headings are those that Markdown has", () => {
  assert.deepEqual(headingsIn("# One **bold** #\ntext\n## [Two](x)\n```\n# not\n```\n####### no\n#no\n   ### Three"), [
    { level: 1, text: "One bold" }, { level: 2, text: "Two" }, { level: 3, text: "Three" },
  ]);
});

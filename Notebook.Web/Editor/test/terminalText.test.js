import assert from "node:assert/strict";
import { test } from "node:test";
import { TerminalText } from "../src/terminalText.js";

function read(...pieces) {
  const terminal = new TerminalText();
  const lines = [];
  for (const piece of pieces) terminal.write(piece, line => lines.push(line));
  return { lines, open: terminal.line };
}

const text = line => line.map(([piece]) => piece).join("");

test("lines end at \\n and the rest stays open", () => {
  const { lines, open } = read("one\ntwo\nthr");
  assert.deepEqual(lines.map(text), ["one", "two"]);
  assert.equal(text(open), "thr");
});

test("\\r\\n is one line end", () => {
  assert.deepEqual(read("one\r\ntwo\r\n").lines.map(text), ["one", "two"]);
});

test("\\r writes over the line, also when it comes in pieces", () => {
  assert.equal(text(read("\rLoading  10 %", "\rLoading", " 100", " %").open), "Loading 100 %");
  assert.equal(text(read("abcdef\rxy").open), "xycdef");
});

test("colours become classes and end where they are reset", () => {
  assert.deepEqual(read("\x1b[1;31mbad\x1b[0m good\n").lines, [[["bad", "ansi-red ansi-bold"], [" good", ""]]]);
});

test("an escape sequence split between pieces is one sequence", () => {
  assert.deepEqual(read("\x1b[3", "2mok\n").lines, [[["ok", "ansi-green"]]]);
});

test("256 colours and RGB leave the text readable", () => {
  assert.equal(text(read("\x1b[38;5;196mred\x1b[0m \x1b[48;2;1;2;3mrgb\n").lines[0]), "red rgb");
});

test("what is no escape sequence does not swallow the text", () => {
  assert.equal(text(read("\x1b" + "x".repeat(300) + "\n").lines[0]), "x".repeat(300));
});

test("any way of cutting the text gives the same lines", () => {
  const whole = "a\x1b[32mgreen\x1b[0m b\r\nprogress 1\rprogress 2\n\x1b[1mbold\x1b[22m\n";
  const expected = JSON.stringify(read(whole).lines.map(text));
  for (let i = 0; i < whole.length; i++)
    for (let j = i; j < whole.length; j++)
      assert.equal(JSON.stringify(read(whole.slice(0, i), whole.slice(i, j), whole.slice(j)).lines.map(text)), expected);
});

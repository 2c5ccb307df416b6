import assert from "node:assert/strict";
import { test } from "node:test";
import { TerminalText } from "../src/terminalText.js";

function classes(text) {
  const terminal = new TerminalText();
  terminal.write(text, () => {});
  return terminal.line.map(([piece, className]) => `${piece}:${className}`);
}

test("256 colours: names, the cube and the greys", () => {
  assert.deepEqual(classes("\x1b[38;5;1ma\x1b[38;5;208mb\x1b[38;5;244mc"), ["a:ansi-red", "b:ansi-ff8700", "c:ansi-808080"]);
});

test("true colours, before and behind", () => {
  assert.deepEqual(classes("\x1b[38;2;1;2;3;48;2;255;0;16mx"), ["x:ansi-010203 ansi-bg-ff0010"]);
});

test("named grounds, and their end", () => {
  assert.deepEqual(classes("\x1b[44mx\x1b[49my\x1b[107mz"), ["x:ansi-bg-blue", "y:", "z:ansi-bg-white"]);
});

test("what is no colour changes nothing", () => {
  assert.deepEqual(classes("\x1b[38;5;999ma\x1b[38;2;1;2mb\x1b[48mc"), ["abc:"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "@codemirror/state";
import { sentence } from "../src/language/brokenCells.js";
import { asks } from "../src/language/completion.js";
import { diagnosticMarks, diagnosticsAt, diagnosticsOf, setDiagnostics } from "../src/language/diagnostics.js";
import { semanticColours, setColours } from "../src/language/semanticColours.js";

const error = { id: "CS0103", message: "unknown", severity: "Error", start: 4, end: 9 };

test("completion is asked for where a name begins or goes on, and nowhere else", () => {
  for (const line of ["x", "var lis", "list.", "new ", "using ", "#!im", '#r "nuget: Newt', "foo(a", "@cl"]) assert.ok(asks(line), line);
  for (const line of ["", " ", "1", "1.", "3.14", "x = ", "a..", '"', "f("]) assert.ok(!asks(line), line);
});

test("problems move with the text until the next come", () => {
  let state = EditorState.create({ doc: "var wrong = 1;", extensions: diagnosticMarks });
  state = state.update({ effects: setDiagnostics.of([error]) }).state;
  state = state.update({ changes: { from: 0, insert: "// a\n" } }).state;
  assert.deepEqual(diagnosticsOf(state).map(({ start, end }) => [start, end]), [[9, 14]]);
  assert.equal(diagnosticsAt(state, 10)[0].id, "CS0103");
  assert.equal(diagnosticsAt(state, 2).length, 0);
  state = state.update({ effects: setDiagnostics.of([]) }).state;
  assert.equal(diagnosticsOf(state).length, 0);
});

test("a problem past the end, or of no length, is shown at the last character", () => {
  let state = EditorState.create({ doc: "var x", extensions: diagnosticMarks });
  state = state.update({ effects: setDiagnostics.of([{ ...error, start: 5, end: 5 }, { ...error, start: 40, end: 50 }]) }).state;
  assert.deepEqual(diagnosticsOf(state).map(({ start, end }) => [start, end]), [[4, 5], [4, 5]]);
});

test("colours of another text are left out where they do not fit", () => {
  let state = EditorState.create({ doc: "List", extensions: semanticColours });
  state = state.update({ effects: setColours.of({ kinds: ["type"], spans: [0, 4, 0, 2, 9, 0, 0, 1, 7] }) }).state;
  assert.equal(state.field(semanticColours).size, 1);
});

test("the sentence about broken cells names them in order", () => {
  assert.deepEqual(sentence([9, 7]), { number: 7, words: "This edit breaks cells 7 and 9." });
  assert.equal(sentence([3]).words, "This edit breaks cell 3.");
  assert.equal(sentence([1, 2, 3, 4, 5, 6, 7]).words, "This edit breaks cells 1, 2, 3, 4, 5 and 2 more.");
});

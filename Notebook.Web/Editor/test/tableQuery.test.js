import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, choicesOf, filterWords, nextSorts } from "../src/outputs/tableQuery.js";

const columns = [{ name: "Name", type: "string" }, { name: "Age", type: "number" }, { name: "Since", type: "date" }, { name: "Any", type: "any" }];
const rows = [
  ["bo", 7, "2024-01-02 10:00:00Z", 1],
  ["Ann", null, "2024-01-01 00:00:00Z", "x"],
  ["Émile", "NaN", null, "y"],
  ["ann", "9223372036854775807", "2024-02-01 00:00:00Z", null],
];
const names = query => arrange(rows, columns, { sorts: [], filters: [], ...query }).map(row => row[0]);

test("sort_textsWithoutCaseAndAccents_keepsTheOrderOfEqualOnes", () => {
  assert.deepEqual(names({ sorts: [{ column: 0 }] }), ["Ann", "ann", "bo", "Émile"]);
  assert.deepEqual(names({ sorts: [{ column: 0, descending: true }] }), ["Émile", "bo", "Ann", "ann"]);
});

test("sort_numbers_putsWhatIsMissingLastInBothDirections", () => {
  assert.deepEqual(names({ sorts: [{ column: 1 }] }), ["bo", "ann", "Ann", "Émile"]);
  assert.deepEqual(names({ sorts: [{ column: 1, descending: true }] }), ["ann", "bo", "Ann", "Émile"]);
});

test("filter_dateWithoutTime_meansTheWholeDay", () => {
  assert.deepEqual(names({ filters: [{ column: 2, kind: "AtMost", values: ["2024-01-02"] }] }), ["bo", "Ann"]);
  assert.deepEqual(names({ filters: [{ column: 2, kind: "Equal", values: ["2024-01-02"] }] }), ["bo"]);
});

test("filter_several_mustAllBeMet", () => {
  assert.deepEqual(names({ filters: [{ column: 0, kind: "Contains", values: ["AN"] }, { column: 1, kind: "NotEmpty", values: [] }] }), ["ann"]);
  assert.deepEqual(names({ filters: [{ column: -1, kind: "Contains", values: ["x"] }] }), ["Ann"]);
  assert.deepEqual(names({ filters: [{ column: 0, kind: "OneOf", values: ["bo", "ann"] }] }), ["bo", "ann"]);
});

test("choices_ofAColumn_areSortedAndWithoutEmptyOnes", () => assert.deepEqual(choicesOf(rows, 3), ["1", "x", "y"]));

test("nextSorts_threeClicks_sortUpDownAndNotAtAll", () => {
  let sorts = nextSorts([], 1, false);
  assert.deepEqual(sorts, [{ column: 1, descending: false }]);
  sorts = nextSorts(sorts, 1, false);
  assert.deepEqual(sorts, [{ column: 1, descending: true }]);
  assert.deepEqual(nextSorts(sorts, 0, true), [{ column: 1, descending: true }, { column: 0, descending: false }]);
  assert.deepEqual(nextSorts(sorts, 1, false), []);
});

test("filterWords_sayTheCondition", () => {
  assert.equal(filterWords({ column: 1, kind: "Above", values: ["0.6"] }, columns), "Age > 0.6");
  assert.equal(filterWords({ column: -1, kind: "Contains", values: ["x"] }, columns), "Any column has “x”");
});

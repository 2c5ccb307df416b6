import assert from "node:assert/strict";
import { test } from "node:test";
import { collab, receiveUpdates } from "@codemirror/collab";
import { ChangeSet, EditorState } from "@codemirror/state";
import { sentence } from "../src/together/arrivals.js";
import { gathered, initials } from "../src/together/names.js";
import { dropPeers, peersHere, putPeer } from "../src/together/peerMarks.js";
import { inText } from "../src/together/positions.js";

test("initials are letters of the first and the last word, whatever the alphabet", () => {
  assert.equal(initials("Ada Lovelace"), "AL");
  assert.equal(initials("  mara  van der lindh "), "ML");
  assert.equal(initials("Øyvind"), "Ø");
  assert.equal(initials("李 明"), "李明");
  assert.equal(initials("𝒜da"), "𝒜");
  assert.equal(initials("<script>"), "S");
  assert.equal(initials("🙂"), "?");
  assert.equal(initials(""), "?");
});

test("many names are gathered", () => {
  assert.equal(gathered(["Ada"]), "Ada");
  assert.equal(gathered(["Ada", "Ben"]), "Ada and Ben");
  assert.equal(gathered(["Ada", "Ben", "Cleo"]), "Ada, Ben and Cleo");
  assert.equal(gathered(["Ada", "Ben", "Cleo", "Dai", "Eva"]), "Ada, Ben and 3 others");
});

test("comings and goings are one sentence each", () => {
  assert.equal(sentence(["Ada"], [], true), "Ada is here too.");
  assert.equal(sentence(["Ada", "Ben"], [], true), "Ada and Ben are here too.");
  assert.equal(sentence(["Ada"], ["Ben"]), "Ada joined. Ben left.");
  assert.equal(sentence([], []), "");
});

const stateOf = doc => EditorState.create({ doc, extensions: [collab({ startVersion: 0, clientID: "me" }), peersHere] });
const place = state => state.field(peersHere).peers.flatMap(({ ranges }) => ranges.flatMap(({ anchor, head }) => [anchor, head]));

test("a position in the server's text finds its place in a text with unsent changes", () => {
  const state = stateOf("var x = 1;").update({ changes: { from: 0, insert: "// mine\n" } }).state;
  assert.deepEqual(inText([4, 4], state), [{ anchor: 12, head: 12 }]);
  assert.deepEqual(inText([4, 5, 7, 999], stateOf("short")), [{ anchor: 4, head: 5 }, { anchor: 5, head: 5 }]);
  assert.deepEqual(inText([3], stateOf("odd")), []);
});

test("a peer's cursor goes along with what the peer types, and stays before what is typed here", () => {
  const ben = { id: "ben", name: "Ben", colour: 2, ranges: [{ anchor: 3, head: 3 }] };
  let state = stateOf("abcdef").update({ effects: putPeer.of(ben) }).state;
  assert.deepEqual(place(state), [3, 3]);

  state = receiveUpdates(state, [{ clientID: "ben", changes: ChangeSet.of({ from: 3, insert: "xyz" }, 6) }]).state;
  assert.deepEqual(place(state), [6, 6]);

  state = state.update({ changes: { from: 6, insert: "mine" } }).state;
  assert.deepEqual(place(state), [6, 6]);
  assert.equal(state.field(peersHere).marks.size, 1);
});

test("a selection shrinks with its text, and its owner can leave", () => {
  const ben = { id: "ben", name: "Ben", colour: 2, ranges: [{ anchor: 1, head: 5 }] };
  let state = stateOf("abcdef").update({ effects: putPeer.of(ben) }).state;
  assert.equal(state.field(peersHere).marks.size, 2);

  state = state.update({ changes: { from: 0, to: 6 } }).state;
  assert.deepEqual(place(state), [0, 0]);

  state = state.update({ effects: dropPeers.of("ada") }).state;
  assert.equal(state.field(peersHere).peers.length, 1);
  state = state.update({ effects: dropPeers.of("ben") }).state;
  assert.equal(state.field(peersHere).peers.length, 0);
});

// Positions in texts that several people change at once.
import { sendableUpdates } from "@codemirror/collab";

/**
 * @param flat anchor and head of each range, one after the other, in the text as the server has it
 * @param state the editor's, which may have changes that the server does not have yet
 * @returns {anchor, head}[] in the state's text
 */
export function inText(flat, state) {
  const mine = sendableUpdates(state).map(update => update.changes);
  const positions = flat.map(at => {
    let position = at;
    for (const changes of mine) position = changes.mapPos(Math.min(position, changes.length), -1);
    return Math.min(position, state.doc.length);
  });
  return pairs(positions);
}

function pairs(positions) {
  const ranges = [];
  for (let at = 0; at + 1 < positions.length; at += 2) ranges.push({ anchor: positions[at], head: positions[at + 1] });
  return ranges;
}

// The others in the notebook, and what is said about its cells.
import { aboutCell } from "./conditions.js";

const group = "Together";
const isInCompany = page => (page.together?.people.length ?? 0) > 0;

/** Opens what is said about a cell, ready to be added to. */
function comment(page, cell) {
  if (page.outline.isOpen) page.outline.close();
  return page.change("Discuss", cell.dataset.cell);
}

export const peopleCommands = [
  { name: "people", title: "Show who is here", group, when: isInCompany, run: page => page.together.openList() },
  { name: "stop-following", title: "Stop following", group, when: page => page.together?.isFollowing ?? false, run: page => page.together.stopFollowing() },
  ...aboutCell([
    { name: "comment", title: "Comment on the cell", group, keys: ["Mod+Alt+M"], mode: "cell", run: comment },
  ]),
];

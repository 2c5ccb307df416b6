// The others in the notebook, and what is said about its cells.
import { aboutCell } from "./conditions.js";

const group = "Together";
const isInCompany = page => (page.together?.people.length ?? 0) > 0;

export const peopleCommands = [
  { name: "people", title: "Show who is here", group, when: isInCompany, run: page => page.together.openList() },
  { name: "stop-following", title: "Stop following", group, when: page => page.together?.isFollowing ?? false, run: page => page.together.stopFollowing() },
  ...aboutCell([
    { name: "comment", title: "Comment on the cell", group, keys: ["Mod+Alt+M"], mode: "cell", run: (page, cell) => page.comment(cell) },
  ]),
];

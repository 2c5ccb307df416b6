// Which commands need which role. The server decides again; here they are only not offered.
/** Groups whose commands change the notebook, and the commands among them that only look. */
const changing = new Map([["Cells", new Set(["copy", "copy-link"])], ["Editing text", new Set(["tab-moves-focus", "select-occurrence", "select-occurrences", "cursor-above", "cursor-below"])]]);

const running = new Set(["Running"]);
const forEveryone = new Set(["tell-long-runs", "keep-kernel", "show-verification"]);

export const mayEdit = page => roleOf(page) >= 3;

/** Whether text can be typed: whoever sees the page with somebody else's eyes is shown what an editor has, and changes nothing. */
export const mayType = page => mayEdit(page) && !onlyLooks(page);

/** The sentence that is said instead of changing anything; nothing on one's own page. */
export const onlyLooks = page => page?.root?.dataset?.onlyLooks;

export const mayRun = page => roleOf(page) >= 2;

const rewriting = new Set(["complete", "rename", "fix", "format-cell", "format-notebook"]);

/** Whether the reader's role is enough for a command. */
export function roleAllows(command, page) {
  if (forEveryone.has(command.name)) return true;
  if (command.name === "run-and-insert" || command.name === "replace" || rewriting.has(command.name)) return mayEdit(page);
  if (changing.has(command.group)) return mayEdit(page) || changing.get(command.group).has(command.name);
  return running.has(command.group) ? mayRun(page) : true;
}

// A page without a word about roles is of somebody who may everything: exported pages and tests.
function roleOf(page) {
  return { viewer: 1, runner: 2, editor: 3, owner: 4 }[page?.root?.dataset?.role] ?? 4;
}

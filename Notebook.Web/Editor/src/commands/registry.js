// Every command of the page, once: keys, buttons (data-command), the palette and the help all read this list.
//
// A command is {
//   name    what data-command says
//   title   what a reader is offered, in words that stand alone
//   group   the heading it stands under in the help
//   keys    as keyNames.js writes them; several strokes are a sequence ("D D")
//   mode    where its keys apply: "command" on a selected cell, "edit" in a cell's editor, "cell" in both, "page" everywhere
//   when    (page, cell) whether it can be done now; without it, always
//   editor  a CodeMirror command: the editor answers the keys itself
//   repeats whether a key that is held down does it again and again
//   menuTitle (page) what a menu calls it, where that depends on how things stand
//   hidden  it needs something that only a button knows, so the palette does not offer it
//   run     (page, cell, origin): cell may be null; origin is the button, if there was one
// }
import { canonical, shownKeys } from "./keyNames.js";
import { cellCommands } from "./cells.js";
import { codeCommands } from "./code.js";
import { editingCommands } from "./editing.js";
import { findingCommands } from "./finding.js";
import { movingCommands } from "./moving.js";
import { peopleCommands } from "./people.js";
import { roleAllows } from "./roles.js";
import { runningCommands } from "./running.js";
import { sectionCommands } from "./sections.js";
import { viewCommands } from "./view.js";

export const commands = [...runningCommands, ...movingCommands, ...cellCommands, ...sectionCommands, ...editingCommands, ...codeCommands, ...findingCommands, ...peopleCommands, ...viewCommands];

const byName = new Map(commands.map(command => [command.name, command]));
const byKey = new Map();
for (const command of commands)
  for (const keys of command.keys ?? []) {
    const key = `${command.mode}:${canonical(keys)}`;
    if (!byKey.has(key)) byKey.set(key, command);
  }

export function commandNamed(name) { return byName.get(name); }

/** The command that a key, or a sequence of keys, means in a mode. */
export function commandFor(mode, keys) { return byKey.get(`${mode}:${keys}`); }

export function canRun(command, page, cell) { return roleAllows(command, page) && (command.when?.(page, cell) ?? true); }

/** The keys of a command for a tooltip, such as "Ctrl+Enter"; null when it has none. */
export function keysOf(name) {
  const keys = byName.get(name)?.keys?.[0];
  return keys ? shownKeys(keys).join(" ") : null;
}

/** @returns what the command returned; nothing when it can't be done now */
export function runCommand(page, name, cell, origin = null) {
  const command = byName.get(name);
  if (!command) throw new Error(`There is no command ${name}.`);
  if (canRun(command, page, cell)) return command.run(page, cell, origin);
}

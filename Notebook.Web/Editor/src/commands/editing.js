// Keys inside a cell's editor, as in VS Code. The editor answers them itself; from the palette they act on the cell's editor.
import {
  addCursorAbove, addCursorBelow, copyLineDown, copyLineUp, deleteLine, indentLess, indentMore, moveLineDown, moveLineUp, redo, toggleBlockComment,
  toggleComment, undo,
} from "@codemirror/commands";
import { selectNextOccurrence, selectSelectionMatches } from "@codemirror/search";
import { toggleTabFocus } from "../tabFocus.js";
import { aboutCell } from "./conditions.js";

const group = "Editing text";

const inEditor = (name, title, keys, editor) => ({
  name, title, group, keys, mode: "edit", editor,
  run: (page, cell) => {
    page.place.edit(cell);
    editor(page.sourceOf(cell).view);
  },
});

export const editingCommands = aboutCell([
  inEditor("toggle-comment", "Comment or uncomment lines", ["Mod+/"], toggleComment),
  inEditor("toggle-block-comment", "Comment or uncomment a block", ["Shift+Alt+A"], toggleBlockComment),
  inEditor("move-line-up", "Move line up", ["Alt+ArrowUp"], moveLineUp),
  inEditor("move-line-down", "Move line down", ["Alt+ArrowDown"], moveLineDown),
  inEditor("copy-line-up", "Copy line up", ["Shift+Alt+ArrowUp"], copyLineUp),
  inEditor("copy-line-down", "Copy line down", ["Shift+Alt+ArrowDown"], copyLineDown),
  inEditor("delete-line", "Delete line", ["Mod+Shift+K"], deleteLine),
  inEditor("indent", "Indent lines", ["Mod+]"], indentMore),
  inEditor("outdent", "Unindent lines", ["Mod+["], indentLess),
  inEditor("select-occurrence", "Add the next occurrence to the selection", ["Mod+D"], selectNextOccurrence),
  inEditor("select-occurrences", "Select all occurrences", ["Mod+Shift+L"], selectSelectionMatches),
  inEditor("cursor-above", "Add a cursor above", ["Mod+Alt+ArrowUp"], addCursorAbove),
  inEditor("cursor-below", "Add a cursor below", ["Mod+Alt+ArrowDown"], addCursorBelow),
  inEditor("undo-typing", "Undo typing in this cell", ["Mod+Z"], undo),
  inEditor("redo-typing", "Redo typing in this cell", ["Mod+Y", "Mod+Shift+Z"], redo),
  inEditor("tab-moves-focus", "Let Tab move the focus instead of indenting", ["Ctrl+M"], toggleTabFocus),
]);

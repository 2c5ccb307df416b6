// Whether Tab indents or moves the focus: one choice for all editors of the page, so that nobody is caught in one of them.
import { EditorView } from "@codemirror/view";
import { showNotice } from "./notices.js";

let movesFocus = false;

/** A CodeMirror command. */
export function toggleTabFocus(view) {
  movesFocus = !movesFocus;
  view.setTabFocusMode(movesFocus);
  showNotice(movesFocus ? "Tab moves the focus now. The same key lets it indent again." : "Tab indents again.");
  return true;
}

/** What every editor has to have for it. */
export const tabFocus = EditorView.domEventHandlers({
  focus: (event, view) => {
    view.setTabFocusMode(movesFocus);
    return false;
  },
});

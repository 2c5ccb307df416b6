// Completion: what could be typed, from the compiler, in its order; more about an item when it is looked at.
import { acceptCompletion, autocompletion, closeCompletion, completionStatus, selectedCompletion } from "@codemirror/autocomplete";
import { Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { described } from "./described.js";

const asksAfter = 60; // ms without another key
const word = /[\p{L}_@][\p{L}\p{N}_]*$/u;
const packageId = /[\p{L}\p{N}_.-]*$/u;
const commits = [".", ";"];

export function completion(language, source) {
  return [
    autocompletion({
      override: [context => complete(language, source, context)],
      activateOnTypingDelay: asksAfter,
      maxRenderedOptions: 100,
      icons: true,
      closeOnBlur: true,
    }),
    Prec.highest(keymap.of([{ key: "Tab", run: acceptCompletion }, { key: "Enter", run: enter }])),
    Prec.high(EditorView.inputHandler.of(commit)),
    EditorView.updateListener.of(reachable),
  ];
}

// A list that scrolls can be reached by those who scroll with the keyboard.
function reachable({ view }) {
  if (completionStatus(view.state) === "active") queueMicrotask(() => view.dom.ownerDocument.querySelector(".cm-tooltip-autocomplete > ul:not([tabindex])")?.setAttribute("tabindex", "0"));
}

/** What of the chosen item is typed already; null when what is typed is not its beginning, so that nobody means it. */
function typedOf(state) {
  const chosen = completionStatus(state) === "active" ? selectedCompletion(state) : null;
  if (!chosen) return null;
  const before = state.sliceDoc(Math.max(0, state.selection.main.head - 200), state.selection.main.head);
  const typed = (chosen.type === "package" ? packageId : word).exec(before)?.[0] ?? "";
  return chosen.label.toLowerCase().startsWith(typed.toLowerCase()) ? { typed, label: chosen.label, type: chosen.type } : null;
}

/** Whether the list has something else than what is typed: Escape closes it then, and leaves the editor otherwise. */
export function offersMore(state) {
  const chosen = typedOf(state);
  return chosen !== null && chosen.typed !== chosen.label;
}

// Enter takes the item, and ends the line where there is nothing to take: the word is complete, or another.
function enter(view) {
  const chosen = typedOf(view.state);
  if (chosen && chosen.typed !== chosen.label) return acceptCompletion(view);
  closeCompletion(view);
  return false;
}

// What cannot be part of a name takes the item first.
function commit(view, from, to, text) {
  if (!commits.includes(text)) return false;
  const chosen = typedOf(view.state);
  // The id of a package goes on behind a dot.
  if (!chosen || chosen.type === "package" || chosen.typed === "" || chosen.typed === chosen.label || !acceptCompletion(view)) return false;
  view.dispatch(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** Whether what was just typed asks for a list. Exported for its test. */
export function asks(line) {
  if (/^#!\S*$/.test(line) || /^#![\w-]+ .*-$/.test(line)) return true;
  if (/^\s*#r\s+"nuget:[^",]*$/i.test(line)) return true;
  if (/\.$/.test(line)) return !/\d\.$/.test(line) && !/\.\.$/.test(line);
  if (/\b(new|using|override|is|as)\s$/.test(line)) return true;
  const typed = word.exec(line)?.[0];
  return typed != null && typed.length > 0 && !/\d$/.test(line.slice(0, -typed.length));
}

async function complete(language, source, context) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (!context.explicit && !asks(before)) return null;
  const isClosed = { value: false };
  context.addEventListener("abort", () => { isClosed.value = true; });
  const typed = context.explicit ? null : before.at(-1) ?? null;
  const reply = await language.ask("Complete", source, context.pos, typed);
  if (isClosed.value || !reply || reply.items.length === 0) return null;
  return {
    from: reply.start,
    to: reply.end > context.pos ? context.pos : undefined,
    options: reply.items.map((item, index) => option(language, source, reply.listId, item, index)),
    validFor: reply.isCut ? undefined : /^[\p{L}\p{N}_@.-]*$/u.test(context.state.sliceDoc(reply.start, context.pos)) ? /^[\p{L}\p{N}_]*$/u : undefined,
  };
}

function option(language, source, listId, item, index) {
  return {
    label: item.label,
    displayLabel: item.suffix ? item.label + item.suffix : undefined,
    type: item.kind,
    sortText: String(index).padStart(5, "0"),
    boost: item.isLikely ? 20 : 0,
    apply: item.isComplex ? (view, chosen, from, to) => applyComplex(language, source, view, listId, item, from, to) : item.insert ?? item.label,
    info: item.index >= 0 && listId > 0 ? async () => described(await language.call("DescribeCompletion", listId, item.index)) : undefined,
  };
}

// An override or the like writes more than a word; it is made for the text as it was when the list came.
async function applyComplex(language, source, view, listId, item, from, to) {
  const { doc } = view.state;
  const reply = await language.call("DescribeCompletion", listId, item.index);
  if (view.state.doc !== doc) return;
  const edits = reply?.edits ?? [];
  const fits = edits.length > 0 && edits.every(edit => edit.end <= doc.length);
  view.dispatch({
    changes: fits ? edits.map(edit => ({ from: edit.start, to: Math.max(edit.end, edit.start === from ? to : edit.end), insert: edit.text })) : { from, to, insert: item.label },
    userEvent: "input.complete",
  });
}

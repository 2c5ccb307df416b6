// How matches are marked: by the editor where there is one, by the browser's highlights in text that has no editor.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const setFound = StateEffect.define();
const match = Decoration.mark({ class: "cm-found" });
const current = Decoration.mark({ class: "cm-found cm-found-current" });

/** The editor's part: an extension of every editor. */
export const foundMarks = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    marks = marks.map(transaction.changes);
    for (const effect of transaction.effects)
      if (effect.is(setFound))
        marks = Decoration.set(effect.value.filter(({ to }) => to <= transaction.state.doc.length).map(({ from, to, isCurrent }) => (isCurrent ? current : match).range(from, to)), true);
    return marks;
  },
  provide: field => EditorView.decorations.from(field),
});

export const hasHighlights = "highlights" in (globalThis.CSS ?? {});

/** @param ranges {from, to, isCurrent}[] in the cell's text */
export function markEditor(view, ranges) {
  if (ranges.length === 0 && view.state.field(foundMarks).size === 0) return;
  view.dispatch({ effects: setFound.of(ranges) });
}

/** @param ranges {range: Range, isCurrent}[] on the page */
export function highlight(ranges) {
  if (!hasHighlights) return;
  CSS.highlights.set("found", new Highlight(...ranges.filter(({ isCurrent }) => !isCurrent).map(({ range }) => range)));
  CSS.highlights.set("found-current", new Highlight(...ranges.filter(({ isCurrent }) => isCurrent).map(({ range }) => range)));
}

export function clearHighlights() {
  if (!hasHighlights) return;
  CSS.highlights.delete("found");
  CSS.highlights.delete("found-current");
}

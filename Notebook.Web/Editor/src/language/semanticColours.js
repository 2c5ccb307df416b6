// Colours that only the compiler knows, over those that the editor finds by itself. They move with the text until the next come.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** {kinds: string[], spans: number[]}: start, length and kind, one after the other. */
export const setColours = StateEffect.define();

const classes = { type: "sem-type", method: "sem-method", member: "sem-member", local: "sem-local", namespace: "sem-local", keyword: "sem-keyword" };
const marks = Object.fromEntries(Object.entries(classes).map(([kind, name]) => [kind, Decoration.mark({ class: name })]));

export const semanticColours = StateField.define({
  create: () => Decoration.none,
  update(shown, transaction) {
    shown = shown.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setColours)) shown = decorate(transaction.state.doc.length, effect.value);
    return shown;
  },
  provide: field => EditorView.decorations.from(field),
});

function decorate(length, { kinds, spans }) {
  const ranges = [];
  for (let at = 0; at + 2 < spans.length; at += 3) {
    const end = spans[at] + spans[at + 1];
    const mark = marks[kinds[spans[at + 2]]];
    if (mark && spans[at + 1] > 0 && end <= length) ranges.push(mark.range(spans[at], end));
  }
  return Decoration.set(ranges, true);
}

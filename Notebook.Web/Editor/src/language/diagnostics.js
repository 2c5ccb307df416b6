// What the compiler thinks, under the code: a wave by severity, and a quiet mark beside the line.
import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutterLineClass } from "@codemirror/view";

/** {start, end, severity, id, message}[] of the text as it is. */
export const setDiagnostics = StateEffect.define();

const marks = StateField.define({
  create: () => Decoration.none,
  update(shown, transaction) {
    shown = shown.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setDiagnostics)) shown = decorate(transaction.state.doc, effect.value);
    return shown;
  },
  provide: field => EditorView.decorations.from(field),
});

function decorate(doc, diagnostics) {
  const ranges = [];
  for (const one of diagnostics) {
    // What is missing stands nowhere: its wave goes under the character before it.
    const end = Math.min(doc.length, Math.max(one.end, one.start + 1));
    const start = Math.min(one.start, Math.max(0, end - 1));
    if (end > start) ranges.push(Decoration.mark({ class: `cm-diagnostic cm-${one.severity.toLowerCase()}`, diagnostic: one }).range(start, end));
  }
  return Decoration.set(ranges, true);
}

class Line extends GutterMarker {
  constructor(severity) {
    super();
    this.elementClass = `cm-gutter-${severity}`;
  }
}
const lines = { Error: new Line("error"), Warning: new Line("warning") };

const gutter = gutterLineClass.compute([marks], state => {
  const found = new Map();
  state.field(marks).between(0, state.doc.length, (from, to, mark) => {
    const { severity } = mark.spec.diagnostic;
    const at = state.doc.lineAt(from).from;
    if (lines[severity] && found.get(at) !== "Error") found.set(at, severity);
  });
  return RangeSet.of([...found].map(([at, severity]) => lines[severity].range(at)), true);
});

export const diagnosticMarks = [marks, gutter];

/** What is shown, at its places now. */
export function diagnosticsOf(state) {
  const found = [];
  state.field(marks, false)?.between(0, state.doc.length, (from, to, mark) => { found.push({ ...mark.spec.diagnostic, start: from, end: to }); });
  return found;
}

export function diagnosticsAt(state, position) {
  return diagnosticsOf(state).filter(one => one.start <= position && position <= one.end);
}

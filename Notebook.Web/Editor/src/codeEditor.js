// The CodeMirror editor of a cell: what every editor has in common, and what one cell adds.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { collab } from "@codemirror/collab";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { bracketMatching, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, crosshairCursor, drawSelection, GutterMarker, gutterLineClass, keymap, lineNumbers, placeholder, rectangularSelection } from "@codemirror/view";
import { blinkingCaret } from "./blinkingCaret.js";
import { editorKey } from "./commands/keyNames.js";
import { editingCommands } from "./commands/editing.js";
import { codeColours, csharp } from "./csharp.js";
import { load } from "./outputs/highlight.js";
import { foundMarks } from "./find/foundMarks.js";
import { tabFocus } from "./tabFocus.js";
import { peerMarks } from "./together/peerMarks.js";

/** Marks lines and spans that an error names: {line, from?, to?}[], 1-based. */
export const setErrors = StateEffect.define();
const flashLine = StateEffect.define();

class ErrorLine extends GutterMarker {
  elementClass = "cm-line-error";
}
const errorLine = new ErrorLine();

function decorate(doc, errors) {
  const marks = [];
  for (const error of errors) {
    if (error.line > doc.lines) continue;
    const line = doc.line(error.line);
    marks.push(Decoration.line({ class: "cm-line-error" }).range(line.from));
    const from = line.from + Math.min(line.length, Math.max(0, (error.from ?? 1) - 1));
    const to = Math.min(line.to, Math.max(from + 1, line.from + (error.to ?? 0) - 1));
    if (error.from && to > from) marks.push(Decoration.mark({ class: "cm-squiggle" }).range(from, to));
  }
  return Decoration.set(marks, true);
}

const errorMarks = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    marks = marks.map(transaction.changes);
    for (const effect of transaction.effects)
      if (effect.is(setErrors)) marks = decorate(transaction.state.doc, effect.value);
    return marks;
  },
  provide: field => EditorView.decorations.from(field),
});

const errorGutter = gutterLineClass.compute([errorMarks], state => {
  const lines = [];
  state.field(errorMarks).between(0, state.doc.length, (from, to, mark) => { if (mark.spec.class === "cm-line-error") lines.push(errorLine.range(from)); });
  return RangeSet.of(lines, true);
});

const flashed = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    if (transaction.docChanged) marks = Decoration.none;
    for (const effect of transaction.effects)
      if (effect.is(flashLine)) marks = Decoration.set([Decoration.line({ class: "cm-line-flash" }).range(effect.value)]);
    return marks;
  },
  provide: field => EditorView.decorations.from(field),
});

// Tab indents; Escape leaves the editor, so it is no trap for the keyboard.
const indentKeys = [{ key: "Tab", run: view => (view.state.selection.main.empty && !atLineStart(view.state) ? insertIndent(view) : indentMore(view)), shift: indentLess }];

function atLineStart(state) {
  const head = state.selection.main.head;
  return /^\s*$/.test(state.sliceDoc(state.doc.lineAt(head).from, head));
}

function insertIndent(view) {
  view.dispatch(view.state.replaceSelection("    "), { scrollIntoView: true, userEvent: "input" });
  return true;
}

const editingKeys = editingCommands.flatMap(({ keys, editor }) => keys.map(key => ({ key: editorKey(key), run: editor, preventDefault: true })));

const common = [
  history(),
  EditorState.tabSize.of(4),
  EditorState.allowMultipleSelections.of(true),
  drawSelection({ cursorBlinkRate: 0 }),
  blinkingCaret,
  rectangularSelection(),
  crosshairCursor(),
  indentUnit.of("    "),
  EditorState.lineSeparator.of("\n"),
  keymap.of([...closeBracketsKeymap, ...indentKeys, ...editingKeys, ...defaultKeymap.filter(key => !["Mod-Enter", "Shift-Enter"].includes(key.key)), ...historyKeymap]),
  errorMarks,
  errorGutter,
  flashed,
  foundMarks,
  peerMarks,
  tabFocus,
];

const code = [lineNumbers(), bracketMatching(), closeBrackets(), placeholder("C# · Shift+Enter runs it")];
const prose = [lineNumbers(), EditorState.languageData.of(() => [{ commentTokens: { block: { open: "<!--", close: "-->" } } }]), EditorView.lineWrapping, placeholder("Text, in Markdown")];

const query = [lineNumbers(), bracketMatching(), closeBrackets(), placeholder("SQL · Shift+Enter runs it")];
let sql = null;

/** What an editor of code, or of text, has of its own. */
export function lookOf(isText, language) {
  if (isText) return prose;
  return language === "sql" ? [query, sql ?? []] : [code, language === "csharp" ? csharp : []];
}

/** @returns whether the look of editors in this language has colours that had to be fetched, and is to be asked for again. */
export async function coloursCame(language) {
  if (language !== "sql") return false;
  try {
    sql ??= [await load("sql"), syntaxHighlighting(codeColours)];
    return true;
  } catch (error) {
    console.error(error); // Plain code is readable too.
    return false;
  }
}

/** @returns the extensions of a cell's editor: a function of the version that the text starts with. */
export function editorExtensions({ clientID, look, lookOf, label, writing, canWrite, onChange, onFocus, onBlur }) {
  const cell = () => [
    common,
    look.of(lookOf()),
    writing.of(writingOf(canWrite())),
    label.of(EditorView.contentAttributes.of({})),
    EditorView.updateListener.of(update => {
      if (update.docChanged) onChange(update);
      if (update.focusChanged) (update.view.hasFocus ? onFocus : onBlur)();
    }),
  ];
  return version => [collab({ startVersion: version, clientID }), cell()];
}

export function newLabel() {
  return new Compartment();
}

export function newLook() {
  return new Compartment();
}

export function newWriting() {
  return new Compartment();
}

/** Read-only text still has a cursor, and can be selected and copied. */
export function writingOf(canWrite) {
  return canWrite ? [] : [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-readonly": "true" })];
}

export function setLabel(compartment, text) {
  return compartment.reconfigure(EditorView.contentAttributes.of({ "aria-label": text, tabindex: "0", spellcheck: "false", autocorrect: "off", autocapitalize: "off" }));
}

export function createView(state, parent) {
  return new EditorView({ state, parent });
}

/** Puts the cursor on a 1-based line, shows it and lets it light up once. */
export function goToLine(view, number) {
  const line = view.state.doc.line(Math.min(Math.max(1, number), view.state.doc.lines));
  view.focus();
  view.dispatch({ selection: { anchor: line.from + /^\s*/.exec(line.text)[0].length }, effects: flashLine.of(line.from), scrollIntoView: true });
}

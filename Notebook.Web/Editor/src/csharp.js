// C# colours before any language service has answered: CodeMirror's stream mode, refined by what a lexer can tell.
import { StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { csharp as base } from "@codemirror/legacy-modes/mode/clike";
import { tagHighlighter, tags } from "@lezer/highlight";

const newKeywords = new Set(["with", "and", "or", "not", "when", "nameof", "nint", "nuint"]);

const parser = {
  ...base,
  name: "csharp",
  startState: indentUnit => ({ inner: base.startState(indentUnit), quotes: 0 }),
  copyState: state => ({ inner: { ...state.inner }, quotes: state.quotes }),
  blankLine: (state, indentUnit) => base.blankLine?.(state.inner, indentUnit),
  indent: (state, after, context) => (state.quotes > 0 ? null : base.indent(state.inner, after, context)),
  token(stream, state) {
    if (state.quotes > 0) return rawString(stream, state);
    if (!state.inner.tokenize) {
      if (stream.sol() && stream.match(/^#!?[\w-]+/)) return "keyword";
      const raw = stream.match(/^\$*("{3,})/);
      if (raw) {
        state.quotes = raw[1].length;
        return rawString(stream, state);
      }
      if (stream.match(/^\$@?(?=")|^@\$(?=")/)) return "string";
      if (stream.match(/^\d[\d_]*_\d*(\.\d[\d_]*)?[fFdDmMuUlL]*/)) return "number";
    }
    const start = stream.pos;
    const style = base.token(stream, state.inner);
    const word = stream.string.slice(start, stream.pos);
    const before = stream.string.slice(0, start).trimEnd();
    if (style === null) return /\S/.test(word) ? "punctuation" : null;
    if (style === "keyword" && before.endsWith(".")) return "member";
    if (style !== "variable" && style !== "def") return style;
    if (newKeywords.has(word)) return "keyword";
    if (/^\s*(<[\w\s,.?[\]]*>)?\s*\(/.test(stream.string.slice(stream.pos))) return /\bnew$/.test(before) ? "type" : "method";
    if (before.endsWith(".")) return "member";
    return /^[A-Z]/.test(word) ? "type" : "variable";
  },
  tokenTable: { method: tags.function(tags.variableName), member: tags.propertyName },
};

function rawString(stream, state) {
  const end = '"'.repeat(state.quotes);
  const at = stream.string.indexOf(end, stream.pos);
  if (at < 0) {
    stream.skipToEnd();
  } else {
    stream.pos = at + end.length;
    state.quotes = 0;
  }
  return "string";
}

export const csharpLanguage = StreamLanguage.define(parser);

/** The classes of all code on the page. */
export const codeColours = tagHighlighter([
  { tag: [tags.keyword, tags.atom, tags.bool, tags.null, tags.meta], class: "tok-keyword" },
  { tag: [tags.typeName, tags.tagName, tags.className, tags.standard(tags.name)], class: "tok-type" },
  { tag: tags.function(tags.variableName), class: "tok-method" },
  { tag: [tags.propertyName, tags.attributeName], class: "tok-member" },
  { tag: [tags.string, tags.character], class: "tok-string" },
  { tag: tags.number, class: "tok-number" },
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.operator, tags.punctuation, tags.bracket], class: "tok-punctuation" },
]);

export const csharp = [csharpLanguage, syntaxHighlighting(codeColours)];

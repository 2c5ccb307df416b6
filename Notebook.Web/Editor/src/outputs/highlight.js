// Colours for code in texts, from the same highlighter as the editor's. Languages beside C# are loaded when one is met.
import { StreamLanguage } from "@codemirror/language";
import { highlightCode, tags } from "@lezer/highlight";
import { codeColours, csharpLanguage } from "../csharp.js";

const longest = 50_000; // code units; longer code stays plain
const tokenTable = { property: tags.propertyName, attribute: tags.attributeName, tag: tags.tagName, builtin: tags.standard(tags.variableName) };
const languages = new Map([["csharp", Promise.resolve(csharpLanguage)]]);
const names = {
  "cs": "csharp", "c#": "csharp", "csharp": "csharp", "json": "json", "js": "javascript", "javascript": "javascript", "ts": "typescript", "typescript": "typescript",
  "sql": "sql", "html": "html", "xml": "html", "svg": "html", "bash": "shell", "sh": "shell", "shell": "shell", "python": "python", "py": "python", "yaml": "yaml", "yml": "yaml",
  "fsharp": "fsharp", "fs": "fsharp", "powershell": "powershell", "pwsh": "powershell", "css": "css", "diff": "diff",
};

/** The parser of a language of languages.js, which is fetched when the first is wanted. */
export function load(name) {
  if (!languages.has(name))
    languages.set(name, import("./languages.js").then(parsers => StreamLanguage.define({ ...parsers[name], tokenTable }), error => {
      languages.delete(name);
      throw error;
    }));
  return languages.get(name);
}

/** @param name as it stands behind the fence */
export async function highlight(element, name) {
  const language = names[name.toLowerCase()];
  const code = element.textContent;
  if (!language || code.length > longest) return;
  let parser;
  try {
    ({ parser } = await load(language));
  } catch (error) {
    console.error(error); // Plain code is readable too.
    return;
  }
  const pieces = document.createDocumentFragment();
  highlightCode(code, parser.parse(code), codeColours, (text, classes) => {
    if (!classes) return void pieces.append(text);
    const piece = document.createElement("span");
    piece.className = classes;
    piece.textContent = text;
    pieces.append(piece);
  }, () => pieces.append("\n"));
  element.replaceChildren(pieces);
}

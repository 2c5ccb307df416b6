// The languages of code in texts, beside C#: built into a file of its own, loaded with the first such code.
export { javascript, json, typescript } from "@codemirror/legacy-modes/mode/javascript";
export { standardSQL as sql } from "@codemirror/legacy-modes/mode/sql";
export { shell } from "@codemirror/legacy-modes/mode/shell";
export { html } from "@codemirror/legacy-modes/mode/xml";
export { python } from "@codemirror/legacy-modes/mode/python";
export { yaml } from "@codemirror/legacy-modes/mode/yaml";
export { fSharp as fsharp } from "@codemirror/legacy-modes/mode/mllike";
export { powerShell as powershell } from "@codemirror/legacy-modes/mode/powershell";
export { css } from "@codemirror/legacy-modes/mode/css";
export { diff } from "@codemirror/legacy-modes/mode/diff";

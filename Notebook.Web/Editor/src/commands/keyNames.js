// Names of keys: how the commands write them ("Mod+Shift+P", "D D"), what an event is called, and how a reader sees them.
// "Mod" is ⌘ on a Mac and Ctrl elsewhere. Letters are written large without meaning Shift.
const order = ["Mod", "Ctrl", "Alt", "Shift"];
const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** The one spelling of a key or of a sequence of keys. */
export function canonical(keys, mac = isMac) {
  return keys.split(" ").map(stroke => one(stroke, mac)).join(" ");
}

function one(stroke, mac) {
  const parts = stroke.endsWith("++") ? [...stroke.slice(0, -2).split("+"), "+"] : stroke.split("+");
  const key = parts.pop() || "+";
  const modifiers = new Set(parts.filter(Boolean).map(part => (part === "Ctrl" && !mac ? "Mod" : part)));
  return [...order.filter(modifier => modifiers.has(modifier)), key.length === 1 ? key.toUpperCase() : key].join("+");
}

/**
 * What a key event may be called: by the character it types and, with modifiers, by the place of the key, so that commands
 * work with any keyboard layout. Empty for a key that only types, such as AltGr with a letter.
 */
export function strokesOf(event, mac = isMac) {
  if (event.key === "Dead" || event.getModifierState?.("AltGraph")) return [];
  const modifiers = [];
  if (mac ? event.metaKey : event.ctrlKey) modifiers.push("Mod");
  if (mac && event.ctrlKey) modifiers.push("Ctrl");
  if (event.altKey) modifiers.push("Alt");
  const modified = modifiers.length > 0;
  if (!mac && event.metaKey) return [];

  const { key } = event;
  const isLetter = key.length === 1 && key.toUpperCase() !== key.toLowerCase();
  // "?" is typed with Shift on one keyboard and without on another: it is its own name.
  const shift = event.shiftKey && (key.length > 1 || isLetter) ? ["Shift"] : [];
  const names = [[...modifiers, ...shift, isLetter ? key.toUpperCase() : key].join("+")];
  const place = modified && placeOf(event.code);
  if (place) names.push([...modifiers, ...(event.shiftKey ? ["Shift"] : []), place].join("+"));
  return [...new Set(names)];
}

const places = { Minus: "-", Equal: "=", Slash: "/", Backslash: "\\", BracketLeft: "[", BracketRight: "]", Period: ".", Comma: "," };

function placeOf(code = "") {
  return /^Key([A-Z])$/.exec(code)?.[1] ?? /^Digit(\d)$/.exec(code)?.[1] ?? places[code];
}

/** Whether the key, pressed in a text field, would write there. */
export function types(stroke) {
  return !/^(Mod|Ctrl|Alt)\+/.test(stroke) && stroke.replace(/^Shift\+/, "").length === 1;
}

const shown = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };
const macShown = { Mod: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧", Enter: "↩" };

/** A key as it is shown: one text per stroke. */
export function shownKeys(keys, mac = isMac) {
  return keys.split(" ").map(stroke => {
    const parts = canonical(stroke, mac).split("+").map(part => shown[part] ?? part);
    return mac ? parts.map(part => macShown[part] ?? part).join("") : parts.map(part => (part === "Mod" ? "Ctrl" : part)).join("+");
  });
}

/** A key as CodeMirror's keymaps write it. */
export function editorKey(keys) {
  return canonical(keys).replace(/\+(?=.)/g, "-").replace(/-(.)$/, (_, letter) => `-${letter.toLowerCase()}`);
}

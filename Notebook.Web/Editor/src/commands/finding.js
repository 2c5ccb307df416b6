// Find and replace over the whole notebook.
const group = "Finding";

export const findingCommands = [
  { name: "find", title: "Find in notebook", group, keys: ["Mod+F"], mode: "page", run: page => page.find.open(false) },
  { name: "replace", title: "Replace in notebook", group, keys: ["Mod+H", "Mod+Alt+F"], mode: "page", run: page => page.find.open(true) },
  { name: "find-next", title: "Next match", group, keys: ["F3", "Mod+G"], mode: "page", repeats: true, run: page => page.find.step(1) },
  { name: "find-previous", title: "Previous match", group, keys: ["Shift+F3", "Mod+Shift+G"], mode: "page", repeats: true, run: page => page.find.step(-1) },
];

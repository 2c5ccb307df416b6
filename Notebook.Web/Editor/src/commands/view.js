// What the page shows, and how to find the way.
const group = "View";

export const viewCommands = [
  { name: "palette", title: "Show all commands", group, keys: ["Mod+K", "Mod+Shift+P"], mode: "page", hidden: true, run: page => page.openPalette() },
  { name: "help", title: "Show keyboard shortcuts", group, keys: ["?"], mode: "page", run: page => page.openHelp() },
  { name: "change-theme", title: "Change theme: light, dark, system", group, run: () => document.querySelector("[data-theme-toggle]")?.click() },
];

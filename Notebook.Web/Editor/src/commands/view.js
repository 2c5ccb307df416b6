// What the page shows, and how to find the way.
import { mayEdit } from "./roles.js";

const group = "View";

// The panels that the server makes; each has its button on the rail, when the reader's role has the panel.
const panels = ["Variables", "Files", "Packages", "Secrets", "Dependencies", "Comments"];

async function checkpoint(page) {
  if (!page.isOnline()) return;
  await page.sources.settled();
  if (await page.change("SaveCheckpoint")) page.notice("Everything is always saved. This moment is a checkpoint in History, too.");
}

async function showHistory(page) {
  if (!page.isOnline()) return;
  await page.sources.settled();
  await page.ask("ShowHistory");
}

function panelCommand(panel) {
  const button = page => page.root.querySelector(`[data-panel="${panel}"]`);
  const words = panel.toLowerCase();
  return { name: `show-${words}`, title: `Show or hide ${words}`, group, menuTitle: () => panel, when: page => button(page) != null, run: page => button(page).click() };
}

export const viewCommands = [
  ...panels.map(panelCommand),
  { name: "history", title: "Show history", group, menuTitle: () => "History", run: showHistory },
  { name: "checkpoint", title: "Save a checkpoint", group, keys: ["Mod+S"], mode: "page", when: mayEdit, run: checkpoint },
  { name: "palette", title: "Show all commands", group, menuTitle: () => "All commands", keys: ["Mod+K", "Mod+Shift+P"], mode: "page", hidden: true, run: page => page.openPalette() },
  { name: "help", title: "Show keyboard shortcuts", group, keys: ["?"], mode: "page", run: page => page.openHelp() },
  { name: "change-theme", title: "Change theme: light, dark, system", group, menuTitle: () => "Change theme", run: () => document.querySelector("[data-theme-toggle]")?.click() },
];

// What the page shows, and how to find the way.
import { mayEdit } from "./roles.js";

const group = "View";

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

export const viewCommands = [
  { name: "history", title: "Show history", group, run: showHistory },
  { name: "checkpoint", title: "Save a checkpoint", group, keys: ["Mod+S"], mode: "page", when: mayEdit, run: checkpoint },
  { name: "palette", title: "Show all commands", group, keys: ["Mod+K", "Mod+Shift+P"], mode: "page", hidden: true, run: page => page.openPalette() },
  { name: "help", title: "Show keyboard shortcuts", group, keys: ["?"], mode: "page", run: page => page.openHelp() },
  { name: "change-theme", title: "Change theme: light, dark, system", group, run: () => document.querySelector("[data-theme-toggle]")?.click() },
];
